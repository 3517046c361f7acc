#pragma once

#include <string>
#include <string_view>

#include "graph/fact_row.hpp"
#include "graph/paths.hpp"
#include "graph/show.hpp"

/// Text forms of facts, entities and paths, in UTF-8. Whole graphs: graph/exchange.hpp.
namespace trefoil::graph {

/// At most three decimals, without zeros at the end.
std::string confidence_text(double confidence);

/// subject, type, object, polarity, modality, attribution, time, confidence, sources, fact id,
/// phrase, sentence: twelve columns, tabs between, no line end. Tabs and line ends inside become
/// blanks.
std::string fact_tsv(const FactRow& row);

/// One JSON object on one line, no line end: the columns of fact_tsv by name, and place, derived,
/// kind of ends, document.
std::string fact_json(const FactRow& row);
std::string entity_json(const EntityCard& card);
std::string path_json(const NamedPath& path);

}  // namespace trefoil::graph
