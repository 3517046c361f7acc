#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "extract/gazetteer.hpp"
#include "store/bulk_load.hpp"
#include "store/line_reader.hpp"

/// Reading the exchange formats (docs/exchange.md): graphs with labels and properties. Triples go
/// through store/bulk_load.hpp.
namespace trefoil::graph {

struct ImportOptions {
    std::size_t max_bad_lines = 100;  ///< how many are listed; all are counted
    /// Called every now and then with the number of records read; may throw to end the import.
    std::function<void(std::uint64_t records)> progress;
    /// For the documents of a canonical export: that of the store it came from. Null: none.
    const extract::Gazetteer* gazetteer = nullptr;
};

struct ImportReport {
    std::uint64_t records = 0;  ///< lines, elements or statements read
    std::uint64_t nodes = 0;    ///< made
    std::uint64_t relationships = 0;
    std::uint64_t bad = 0;  ///< records that could not be used
    std::vector<store::BadLine> bad_lines;
};

// Each makes all nodes and relationships of an input anew, in one transaction: all that can be
// used, or, on an exception or a crash, nothing. The transaction is kept in memory, about 2 kB a
// node with its relationships. They throw InputError where the input as a whole is not of the
// format, and StoreError.

/// JSON lines: nodes, then relationships; or a canonical export, known by its first line.
ImportReport import_jsonl(store::Store& store, const store::ByteSource& source,
                          const ImportOptions& options = {});
/// What export_canonical (canonical_export.hpp) wrote, of which `first_line` was read: an empty
/// store becomes equal to the one it came from, given its gazetteer. Throws Error if the store is
/// not empty, and InputError for the first line that is none of these. Holds the file in memory.
ImportReport import_canonical(store::Store& store, store::LineReader& lines,
                              std::string_view first_line, const ImportOptions& options = {});
ImportReport import_graphml(store::Store& store, const store::ByteSource& source,
                            const ImportOptions& options = {});
/// N-Triples and N-Quads.
ImportReport import_rdf(store::Store& store, const store::ByteSource& source,
                        const ImportOptions& options = {});
/// The two files of a Neo4j import folder.
ImportReport import_neo4j(store::Store& store, const store::ByteSource& nodes,
                          const store::ByteSource& relationships,
                          const ImportOptions& options = {});

struct CsvOptions {
    char delimiter = ',';
    /// The columns of subject, relation and object: names in the first line, or numbers from 1, for
    /// files without a line of names.
    std::vector<std::string> columns{"subject", "relation", "object"};
    std::string file = "-";  ///< its name, for errors
};

/// Triples of a CSV file (RFC 4180). Throws InputError if a column is not there.
std::unique_ptr<store::TripleSource> csv_triples(const store::ByteSource& source,
                                                 const CsvOptions& options = {});

}  // namespace trefoil::graph
