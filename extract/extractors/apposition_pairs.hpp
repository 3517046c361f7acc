#pragma once

#include "extract/extractors/extractor.hpp"

/// Two nouns side by side: what tells an apposition from members of a list, a source in brackets or
/// a slip of the parser.
namespace trefoil::extract {

/// True if `inner`, set off behind `outer` (by a bracket or otherwise), may say what it is.
bool may_be_one(const SentenceView& view, TokenIndex outer, TokenIndex inner, bool bracket);

/// "Avila, Spain", "the X Institute, Y": the second is the name of the place around the first.
bool is_within(const SentenceView& view, TokenIndex outer, TokenIndex inner);

/// Two names that are those of two things: two works in a list, a larger place in brackets.
bool are_two(const SentenceView& view, TokenIndex outer, TokenIndex inner, bool bracket);

/// "a son | two daughters": one thing is not several, but for "a pair", "the best mix".
bool disagree(const SentenceView& view, TokenIndex outer, TokenIndex inner);

/// "Wales, South Wales": the part is not the larger place.
bool repeats_name(const SentenceView& view, TokenIndex outer, TokenIndex inner);

/// True for the name of a place or of what is built there.
bool is_place(const SentenceView& view, TokenIndex t);

/// True for a noun that by its first meaning is a person.
bool person_alone(const SentenceView& view, TokenIndex noun);

/// "NASA": a word of capitals only.
bool is_abbreviation(const Tree& tree, TokenIndex t);

}  // namespace trefoil::extract
