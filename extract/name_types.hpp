#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/analysis.hpp"
#include "extract/gazetteer.hpp"

namespace trefoil::extract {

/// True for a word that says what a name names when it ends it: "party", "airport", "war" (folded).
bool is_telling_head(std::string_view word);

/// The type that a name's own words prove ("... Inc", "Ministry of ...", "... Airport", "... War",
/// a country's name), apart from its context; nothing if they do not. `words` are folded
/// (fold_name).
std::optional<EntityType> type_by_words(std::span<const std::string> words,
                                        std::string_view surface, const Gazetteer& gazetteer);

/// A guess for a name that no tagger has typed: its words, else given names, else its shape. Never
/// nothing.
EntityType guess_type(std::span<const std::string> words, std::string_view surface,
                      bool after_title, const Gazetteer& gazetteer);

/// True for a word before a place's name that means a part of it or another time: "northern",
/// "mainland", "ancient" (any case).
bool is_part_word(std::string_view word);

/// A name without such a first word; lives as long as `name`.
std::string_view without_part_word(std::string_view name);

/// True for "inc", "ltd", "corporation" and such at the end of a company's name (folded).
bool is_company_suffix(std::string_view word);

}  // namespace trefoil::extract
