#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The parts of names that resolution across documents compares. Names are normalised
/// (extract::normalised_name): lower case, one blank between words. All pure.
namespace trefoil::graph {

std::vector<std::string> words_of(std::string_view name);

/// "of", "the", "and", ...: words that acronyms may leave out.
bool is_small_word(std::string_view word);

/// The last word of a person's name that is no "jr" or "iii"; lives as long as `words`.
std::string_view surname(std::span<const std::string> words);

/// Words of a name that count: without small words and a company's "inc"; sorted, so that "ministry
/// of defense" and "defense ministry" are equal.
std::vector<std::string> content_words(std::string_view name);

/// Initials of the content words, sorted; for an acronym its letters, sorted; for a single content
/// word the word itself. What an organization's name and its acronym have in common.
std::string sorted_initials(std::string_view name, bool acronym);

/// True if `acronym` (normalised: "who") is spelt by the initials of `name`, with or without its
/// small words.
bool spells(std::string_view acronym, std::string_view name);

/// A word as different transliterations of one name share it: without vowels and y, doubled letters
/// once, letters that stand for one sound as one letter. "" for words with letters outside a to z.
std::string sound_skeleton(std::string_view word);

/// True if two words may be one name written down twice ("yulia", "yuliya"): they differ in i, y, j
/// and doubled letters only; or equal skeletons of two consonants or more, the same first sound,
/// and at most a third of the letters changed.
bool same_sound(std::string_view a, std::string_view b);

/// Stricter, for surnames: and the vowels between the consonants are such as transliterations
/// exchange ("a" and "e", not "a" and "i").
bool same_surname(std::string_view a, std::string_view b);

/// Stricter still, for given names: and both or neither end in "a", and so with "e" ("robert" is
/// not "roberta").
bool same_given_name(std::string_view a, std::string_view b);

/// The words of a text that begin with a capital letter from A to Z.
std::vector<std::string_view> capitalised_words(std::string_view text);

}  // namespace trefoil::graph
