#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "graph/listing.hpp"

/// Graphs as files for other programs. docs/exchange.md says what each format carries.
namespace trefoil::graph {

/// Gets text in pieces, UTF-8.
using Write = std::function<void(std::string_view)>;

void write_jsonl(const Listing& listing, const Write& write);
/// GraphML 1.1 (http://graphml.graphdrawing.org). Reads everything three times: what can be written
/// plainly comes first.
void write_graphml(const Listing& listing, const Write& write);
/// RDF 1.1 N-Triples and N-Quads (W3C Recommendations, 25 February 2014).
void write_ntriples(const Listing& listing, const Write& write);
void write_nquads(const Listing& listing, const Write& write);
/// openCypher statements that make the graph again.
void write_cypher(const Listing& listing, const Write& write);
/// Edge lists with the columns of FactRow: RFC 4180 with a header, and tabs without.
void write_csv(const Listing& listing, const Write& write);
void write_tsv(const Listing& listing, const Write& write);
/// GEXF 1.3 (https://gexf.net), for Gephi.
void write_gexf(const Listing& listing, const Write& write);
/// The elements JSON of Cytoscape and Cytoscape.js.
void write_cytoscape(const Listing& listing, const Write& write);

/// The two files of neo4j-admin's import format.
void write_neo4j_nodes(const Listing& listing, const Write& write);
void write_neo4j_relationships(const Listing& listing, const Write& write);

struct ExchangeFormat {
    std::string_view name;
    std::string_view ending;  ///< of file names, without the dot
    void (*write)(const Listing&, const Write&);
    unsigned passes =
        1;  ///< over the listing: kinds of properties are known before they are written
};

/// Passes of write_neo4j_nodes and write_neo4j_relationships together.
inline constexpr unsigned kNeo4jPasses = 2;

/// Every format of one file.
std::span<const ExchangeFormat> exchange_formats();

/// A field of RFC 4180: quoted where it holds a comma, a quote or a line end, or is empty. With
/// `guard`, a single quote goes before what a spreadsheet would take for a formula.
std::string csv_field(std::string_view text, bool guard);

/// Text for XML 1.0: markup escaped; control characters that XML cannot hold become blanks.
std::string xml_text(std::string_view text);

}  // namespace trefoil::graph
