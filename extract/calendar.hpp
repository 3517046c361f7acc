#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// ISO 8601 values of dates with their precision: "2016-09-04", "2016-09", "2016",
/// "2016-09-05/2016-09-11". Years before our era have a sign and their usual number: 776 BC is
/// "-0776", and there is no year 0.
namespace trefoil::extract {

std::string iso(std::chrono::year y);
std::string iso(std::chrono::year_month ym);
std::string iso(std::chrono::year_month_day date);

std::string interval(const std::string& from, const std::string& to);
/// Intervals of `count` days, months, years from the given one, both ends included.
std::string days_of(std::chrono::sys_days from, int count);
std::string months_of(std::chrono::year_month from, int count);
std::string years_of(int from, int count);

/// The year `count` years after another, before it if negative.
int years_after(int from, int count);

/// `number` in decimal digits with zeros in front up to `width`.
std::string padded(int number, std::size_t width);

/// A date as far as it is known.
struct PartialDate {
    int y = 0;
    unsigned m = 0;  ///< 0 if unknown
    unsigned d = 0;  ///< 0 if unknown

    /// The first day that it may be.
    [[nodiscard]] std::chrono::sys_days first_day() const;
};

/// Reads a value back; of an interval its beginning. Nothing if it does not begin with a year.
std::optional<PartialDate> parse_date_value(std::string_view value);

}  // namespace trefoil::extract
