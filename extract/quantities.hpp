#pragma once

#include <string_view>

#include "extract/value_words.hpp"

/// Rules for sums of money, durations and measured quantities: what stands from word `at` on, none
/// if nothing does.
namespace trefoil::extract {

/// ISO 4217 code of a currency's sign, code or name (lower case); "" if it is none.
std::string_view currency_of(std::string_view word);

/// A sum, duration or measure, the first of them that stands there.
/// "$5 million", "US$ 20,000", "5 million euros", "EUR 5m": value "USD 5000000".
/// "eight years", "35 minutes", "a decade": ISO 8601 durations, "P8Y".
/// "12 km", "5 percent", "3,000 tonnes": value "12 km".
ValueMatch match_amount(const ValueWords& words, int at);

}  // namespace trefoil::extract
