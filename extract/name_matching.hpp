#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/analysis.hpp"
#include "extract/gazetteer.hpp"

namespace trefoil::extract {

/// One distinct name of a document section: all mentions with the same words and the same type.
struct NameForm {
    std::vector<std::string> words;  ///< folded, without title
    std::string surface;             ///< most frequent surface
    EntityType type = EntityType::Organization;
    std::uint32_t count = 0;
    std::uint32_t first = 0;  ///< index of the first mention
    Gender gender = Gender::Unknown;
};

/// Number of single-character edits (insert, delete, replace, swap of neighbours) between two
/// words, `limit` + 1 if more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// True if two given names may belong to one person: equal, an initial, a pet form, or one
/// misspelling in a long name.
bool given_names_agree(std::string_view a, std::string_view b, const Gazetteer& gazetteer);

/// True if two full names of people (two words or more each) may be one person: equal surname (or
/// one spelt in two ways) and given names that agree. Words after the given name and before the
/// surname may be missing on one side.
bool full_names_agree(std::span<const std::string> a, std::span<const std::string> b,
                      const Gazetteer& gazetteer);

/// Surname of a person's name: the last word that is no suffix (jr, sr, ii, iii).
std::string_view surname(std::span<const std::string> words);

/// True if `surface` is written as an abbreviation (2 to 6 capitals) of these words: initials with
/// or without small words.
bool is_acronym_of(std::string_view surface, std::span<const std::string> words);

/// True if `short_words` is how a text goes on calling an organization, event, work or facility it
/// has named in full: without company suffix, or the first or last words of the full name.
bool is_short_form(std::span<const std::string> short_words, std::span<const std::string> full,
                   EntityType type);

/// Groups forms that name one thing within a section: country and place aliases, full names of
/// people, acronyms, short forms. Single-word names of people are left alone (they depend on where
/// they stand). Returns the representative of each form. `defined` are pairs that the text itself
/// declares equal ("European Union (EU)"). Near linear: candidates come from indexes.
std::vector<std::size_t> group_names(std::span<const NameForm> forms,
                                     std::span<const std::pair<std::size_t, std::size_t>> defined,
                                     const Gazetteer& gazetteer);

}  // namespace trefoil::extract
