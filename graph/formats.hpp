#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "graph/fact_row.hpp"
#include "graph/paths.hpp"
#include "graph/show.hpp"
#include "graph/view.hpp"

/// Text forms of facts, entities, paths and whole graphs. Everything is UTF-8; `write` gets text in
/// pieces.
namespace trefoil::graph {

using Write = std::function<void(std::string_view)>;

/// subject, type, object, polarity, modality, attribution, time, confidence, sources, fact id,
/// phrase, sentence: twelve columns, tabs between, no line end. Tabs and line ends inside become
/// blanks.
std::string fact_tsv(const FactRow& row);

/// One JSON object on one line, no line end: the columns of fact_tsv by name, and place, derived,
/// kind of ends, document.
std::string fact_json(const FactRow& row);
std::string entity_json(const EntityCard& card);
std::string path_json(const NamedPath& path);

/// Every visible relationship as fact_tsv, sorted by bytes, so that the order of ingest does not
/// show. The first three columns can be imported again.
void export_tsv(const GraphView& view, const Write& write);

/// Every node and visible relationship as GraphML (http://graphml.graphdrawing.org): labels, type
/// and all properties as data. Nodes by public id (users' nodes after them, by store id).
void export_graphml(const GraphView& view, const Write& write);

/// One JSON line a node, then one a visible relationship, in the order of export_graphml.
void export_jsonl(const GraphView& view, const Write& write);

}  // namespace trefoil::graph
