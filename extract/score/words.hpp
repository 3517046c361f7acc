#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace trefoil::extract {

/// Words of a slot as borders are compared: cut at blanks, punctuation and quotation marks at their
/// ends taken off, words of nothing else left out. Case stays.
std::vector<std::string> compared_words(std::string_view text);

/// True for prepositions, which may stand on either side of the border between relation and object.
bool is_preposition_word(std::string_view word);

/// True for the forms of "be" and of "have".
bool is_form_of_be(std::string_view word);
bool is_form_of_have(std::string_view word);

/// ASCII lower case; other bytes stay.
std::string lower_ascii(std::string_view text);

/// True if `words` (a container of strings) has `word`.
template <typename Words>
bool one_of(const Words& words, std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}  // namespace trefoil::extract
