#include "extract/calendar.hpp"

#include <algorithm>
#include <cstdlib>

#include "extract/value_words.hpp"

namespace trefoil::extract {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

std::string padded(int number, std::size_t width) {
    std::string digits = std::to_string(std::abs(number));
    digits.insert(0, digits.size() < width ? width - digits.size() : 0, '0');
    return (number < 0 ? "-" : "") + digits;
}

std::string iso(year y) {
    return padded(static_cast<int>(y), 4);
}

std::string iso(year_month ym) {
    return iso(ym.year()) + "-" + padded(static_cast<int>(static_cast<unsigned>(ym.month())), 2);
}

std::string iso(year_month_day date) {
    return iso(year_month(date.year(), date.month())) + "-" +
           padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

std::string interval(const std::string& from, const std::string& to) {
    return from + "/" + to;
}

std::string days_of(sys_days from, int count) {
    return interval(iso(year_month_day(from)), iso(year_month_day(from + days(count - 1))));
}

std::string months_of(year_month from, int count) {
    return interval(iso(from), iso(from + months(count - 1)));
}

std::string years_of(int from, int count) {
    return interval(iso(year(from)), iso(year(from + count - 1)));
}

sys_days PartialDate::first_day() const {
    return sys_days(year(y) / month(m == 0 ? 1 : m) / day(d == 0 ? 1 : d));
}

int years_after(int from, int count) {
    const int year = from + count;
    return year + (from < 0 && year >= 0 ? 1 : from > 0 && year <= 0 ? -1 : 0);
}

std::optional<PartialDate> parse_date_value(std::string_view value) {
    value = value.substr(0, value.find('/'));
    const bool early = value.starts_with('-');
    value.remove_prefix(early ? 1 : 0);
    const std::size_t digits = std::min(value.find('-'), value.size());
    const auto part = [&](std::size_t at, std::size_t size) -> std::optional<int> {
        return value.size() >= at + size ? to_int(value.substr(at, size)) : std::nullopt;
    };
    PartialDate date;
    const auto y = part(0, digits);
    if (!y || !all_digits(value.substr(0, digits)) || digits < 4 || digits > (early ? 5U : 4U)) {
        return std::nullopt;
    }
    date.y = early ? -*y : *y;
    date.m = static_cast<unsigned>(part(digits + 1, 2).value_or(0));
    date.d = static_cast<unsigned>(part(digits + 4, 2).value_or(0));
    return date.m <= 12 && date.d <= 31 ? std::optional(date) : std::nullopt;
}

}  // namespace trefoil::extract
