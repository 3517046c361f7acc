#pragma once

#include <cstddef>
#include <span>

#include "extract/mentions.hpp"

namespace trefoil::extract {

/// Settles the types of names over a section: names with equal words take the type that most of
/// them have; a person stays apart from a place of the same name if the text has a fuller name of
/// that person. Before that, contexts that contradict the tagger change it. `name_of` has a number
/// below `names` for each mention, equal for equal words (read of mentions with words only).
void vote_name_types(MentionSet& set, std::span<const std::size_t> name_of, std::size_t names,
                     const Gazetteer& gazetteer);

}  // namespace trefoil::extract
