#pragma once

#include <string_view>

namespace trefoil {

/// Order of two ISO dates, each of any precision ("2016", "2016-09", "-0044-03-15"): negative, 0 or
/// positive. They are compared as far as both go, so a day is equal to its month. A year with a
/// sign lies before our era: "-0776" is 776 BC, before "-0044". Other texts compare as text.
int compare_dates(std::string_view a, std::string_view b);

}  // namespace trefoil
