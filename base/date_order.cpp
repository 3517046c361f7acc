#include "base/date_order.hpp"

#include <algorithm>

namespace trefoil {

namespace {

bool before_our_era(std::string_view date) {
    return date.size() > 1 && date[0] == '-' && date[1] >= '0' && date[1] <= '9';
}

int compare_as_far(std::string_view a, std::string_view b) {
    const auto common = std::min(a.size(), b.size());
    return a.substr(0, common).compare(b.substr(0, common));
}

}  // namespace

int compare_dates(std::string_view a, std::string_view b) {
    const bool early_a = before_our_era(a);
    const bool early_b = before_our_era(b);
    if (!early_a || !early_b) {
        return early_a ? -1 : early_b ? 1 : compare_as_far(a, b);
    }
    a.remove_prefix(1);
    b.remove_prefix(1);
    const auto year_a = a.substr(0, a.find('-'));
    const auto year_b = b.substr(0, b.find('-'));
    if (year_a.size() !=
        year_b.size()) {  // the longer the earlier: years are padded to four digits
        return year_a.size() > year_b.size() ? -1 : 1;
    }
    const int years = year_b.compare(year_a);
    return years != 0 ? years : compare_as_far(a.substr(year_a.size()), b.substr(year_b.size()));
}

}  // namespace trefoil
