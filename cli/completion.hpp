#pragma once

#include <string>
#include <vector>

#include "graph/view.hpp"

namespace trefoil::cli {

/// Completes words of the shell: commands after ":", keywords, functions, and from the graph
/// labels, relationship types, property keys and names of entities (the whole text since an opening
/// quote, or the word at the cursor).
///
/// `before` is the line up to the cursor; `word_begin` is set to where the completed word begins in
/// it. Candidates are sorted and at most 200. Cost: the interned names, and a short scan of the
/// name index.
std::vector<std::string> complete(const graph::GraphView& view, const std::string& before,
                                  std::size_t& word_begin);

/// True if a statement that begins with this word is one of the query language (not plain words to
/// look up).
bool begins_statement(const std::string& word);

/// The shell's commands with a line of help each: ":help", "...".
const std::vector<std::pair<std::string, std::string>>& shell_commands();

}  // namespace trefoil::cli
