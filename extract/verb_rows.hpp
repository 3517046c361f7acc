#pragma once

#include <string_view>

#include "extract/sentence.hpp"

namespace trefoil::extract {

/// "builds engines, | tests brakes, and | ships parts", "clean parks, | plant trees and feed X":
/// later verbs of a row that the tagger took for nouns or participles ("shelled towns, | burned
/// crops") before the noun that is their object. Their tags and the arcs around them are set right
/// where the row shows what they are: its last member is a verb of the same form, two members begin
/// so, or its "and" has not come yet.
/// Linear in words.
void restore_verb_rows(Sentence& sentence);

/// Adjectives that are verbs as well: "to cut costs, | close plants and lay off workers".
bool is_verb_too(std::string_view adjective);

}  // namespace trefoil::extract
