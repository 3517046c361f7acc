#pragma once

#include <span>

#include "extract/sentence.hpp"

namespace trefoil::extract {

/// Slips of the tagger that the words around show, mended with the arcs around them before
/// anything looks at the tree (extract/tree_repair.hpp cannot change tags). "was asked to | table
/// motions": a bare word right behind a "to" that only an infinitive can follow is a verb. "the
/// results | reported here show that": of two tensed verbs of one subject side by side the first is
/// a participle. "builds engines, | tests brakes": see extract/verb_rows.hpp. Linear in words.
void mend_tags(std::span<Sentence> sentences);

}  // namespace trefoil::extract
