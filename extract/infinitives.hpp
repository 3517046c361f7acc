#pragma once

#include <span>

#include "extract/sentence.hpp"

namespace trefoil::extract {

/// "was asked to | table motions", "refuses to | part with it": a bare word right behind a "to"
/// that only an infinitive can follow is a verb, also where the tagger took it for a noun. Its
/// tag and the arcs around it are set right, before anything looks at the tree. Linear in words.
void restore_infinitives(std::span<Sentence> sentences);

}  // namespace trefoil::extract
