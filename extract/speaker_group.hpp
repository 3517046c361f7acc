#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "extract/entities.hpp"
#include "extract/quotes.hpp"
#include "extract/tree.hpp"

namespace trefoil::extract {

/// "we", "us", "our" and their kin, in lower case.
bool is_first_person_plural(std::string_view form);

/// The group that somebody speaks for when they say "we": the organization or country that stands
/// beside them wherever the document mentions them ("a spokesman for Acme", "US official Ann Lee",
/// "the ministry's director"), or the speaker, where that is an organization or country itself.
/// Index of its cluster; nothing where no group is named. `trees` are the document's. Linear in the
/// mentions.
std::optional<std::uint32_t> speaker_group(const Speaker& speaker, const Entities& entities,
                                           std::span<const Tree> trees);

}  // namespace trefoil::extract
