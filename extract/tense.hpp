#pragma once

#include <cstdint>

#include "extract/value_words.hpp"

namespace trefoil::extract {

/// Whether a clause tells of something over or something to come, as far as dates are concerned.
enum class Tense : std::uint8_t { Past, Future, Unknown };

/// Tense of the clause around word `at`: the first verb above it, with its auxiliaries. An
/// infinitive with "to" is in the future under verbs of planning. Unknown without heads.
Tense tense_at(const ValueWords& words, int at);

}  // namespace trefoil::extract
