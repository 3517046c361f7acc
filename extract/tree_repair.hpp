#pragma once

#include <span>
#include <string>
#include <vector>

#include "extract/tree.hpp"

namespace trefoil::extract {

/// The arcs of one sentence while slips of the parser are mended. All members are parallel to its
/// tokens and borrowed.
struct Arcs {
    const Sentence& sentence;
    std::span<const std::string> forms;   ///< lower case
    std::span<const std::string> lemmas;  ///< lower case
    std::vector<TokenIndex>& heads;       ///< kRoot for roots; may contain cycles
    std::vector<Rel>& rels;
};

/// Mends analyses that no English sentence has and that a parser which judges each word by itself
/// still gives: a title and its name as two subjects, a second subject with a preposition, a
/// relative clause hung as a complement. Each rule looks at a few neighbours; what a sentence can
/// have is left alone. Makes no cycle. Sentences of more than 1000 words are left alone; shorter
/// ones take time linear in words and depth.
void repair_tree(Arcs& arcs);

}  // namespace trefoil::extract
