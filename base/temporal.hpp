#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/value.hpp"

/// The calendar behind temporal values: proleptic Gregorian dates, ISO weeks, text forms of ISO
/// 8601. Nothing here knows named time zones (query/temporal.hpp does).
namespace trefoil {

struct CivilDate {
    std::int64_t year = 1970;
    int month = 1;  ///< 1 to 12
    int day = 1;    ///< 1 to 31
};

struct IsoWeek {
    std::int64_t year = 1970;
    int week = 1;         ///< 1 to 53
    int day_of_week = 1;  ///< Monday is 1
};

bool is_leap_year(std::int64_t year);
int days_in_month(std::int64_t year, int month);
/// Number of ISO weeks of a year: 52 or 53.
int weeks_in_year(std::int64_t year);

/// REQUIRES: a valid civil date.
Date date_of(const CivilDate& civil);
CivilDate civil_of(Date date);
IsoWeek iso_week_of(Date date);
Date date_of(const IsoWeek& week);
int day_of_year(Date date);
/// The date `months` later, its day cut to the length of the month.
Date add_months(Date date, std::int64_t months);

inline constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr std::int64_t kSecondsPerDay = 86'400;
inline constexpr std::int64_t kNanosPerDay = kSecondsPerDay * kNanosPerSecond;

/// A point on the time line: seconds since 1970-01-01T00:00Z and nanoseconds in [0, 1e9).
struct Instant {
    std::int64_t seconds = 0;
    std::int32_t nanos = 0;
    auto operator<=>(const Instant&) const = default;
};

/// As if `local` were at offset zero.
Instant instant_of(const LocalDateTime& local);
Instant instant_of(const DateTime& value);
LocalDateTime local_of(const Instant& instant);
/// Nanoseconds since midnight UTC; may be negative or over a day.
std::int64_t utc_nanos(const Time& value);

/// Carries nanoseconds into seconds.
Duration make_duration(std::int64_t months, std::int64_t days, std::int64_t seconds,
                       std::int64_t nanos);
/// Length with months of 2629746 s, to order durations.
double average_seconds(const Duration& duration);

/// "1984-10-11", "12:31:14.645", "+01:00" or "Z", "P1Y2M3DT4H5M6.7S". Seconds and fractions are
/// left out where they are zero.
std::string to_text(Date value);
std::string to_text(LocalTime value);
std::string to_text(const Time& value);
std::string to_text(const LocalDateTime& value);
std::string to_text(const DateTime& value);
std::string to_text(const Duration& value);
std::string offset_text(std::int32_t seconds);
/// Of any temporal value; nothing for other kinds.
std::optional<std::string> temporal_text(const Value& value);

/// What a text says of a time of day: perhaps an offset, perhaps a zone name.
struct ParsedTime {
    LocalTime time;
    std::optional<std::int32_t> offset_seconds;
    std::string zone;
};

struct ParsedDateTime {
    Date date;
    ParsedTime time;
};

/// ISO 8601 forms, basic and extended: 2015-07-21, 201507, 2015-W30-2, 2015202, 2015-Q2-60, 2015.
std::optional<Date> parse_date(std::string_view text);
/// 21:40:32.142, 2140, +0100, Z, [Europe/Stockholm].
std::optional<ParsedTime> parse_time(std::string_view text);
std::optional<ParsedDateTime> parse_date_time(std::string_view text);
/// +01:00, -0130, +05, Z, +02:05:59.
std::optional<std::int32_t> parse_offset(std::string_view text);
/// P12Y5M14DT16H12M70S with fractions anywhere, P2.5W, P2012-02-02T14:37:21.545.
std::optional<Duration> parse_duration(std::string_view text);

/// Amounts with fractions: what is left of months goes to days, of days to seconds.
Duration duration_from(double months, double days, double seconds, std::int64_t nanos);

}  // namespace trefoil
