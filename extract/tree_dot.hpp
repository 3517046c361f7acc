#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "extract/sentence.hpp"

namespace trefoil::extract {

/// Writes the tree of one sentence as a graph for Graphviz, named `name`: a node a word (form,
/// UPOS, name type if any), an arrow from each head to its dependents with the relation on it.
/// `text` is the text its spans point into. Graphs may follow each other in one stream (`dot -Tpdf`
/// makes a page of each). An empty sentence is an empty graph. Linear.
void write_dot_tree(std::ostream& out, std::string_view text, const Sentence& sentence,
                    const std::string& name);

}  // namespace trefoil::extract
