#include "base/temporal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

// Days and civil dates follow Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras
// of 400 years, years that begin in March.

namespace trefoil {
namespace {

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
    return a - floor_div(a, b) * b;
}

int day_of_week(Date date) {
    return static_cast<int>(floor_mod(date.days + 3, 7)) + 1;
}

std::string padded(std::int64_t value, std::size_t width) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    if (digits.size() < width) {
        digits.insert(0, width - digits.size(), '0');
    }
    return (value < 0 ? "-" : "") + digits;
}

/// ".645876123" without trailing zeros; "" for zero.
std::string fraction(std::int64_t nanos) {
    if (nanos == 0) {
        return "";
    }
    std::string digits = padded(nanos, 9);
    digits.erase(digits.find_last_not_of('0') + 1);
    return "." + digits;
}

}  // namespace

bool is_leap_year(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(std::int64_t year, int month) {
    static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

Date date_of(const CivilDate& civil) {
    const std::int64_t y = civil.year - (civil.month <= 2 ? 1 : 0);
    const std::int64_t era = floor_div(y, 400);
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t month = civil.month + (civil.month > 2 ? -3 : 9);
    const std::int64_t doy = (153 * month + 2) / 5 + civil.day - 1;
    const std::int64_t doe = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + doy;
    return {era * 146097 + doe - 719468};
}

CivilDate civil_of(Date date) {
    const std::int64_t z = date.days + 719468;
    const std::int64_t era = floor_div(z, 146097);
    const std::int64_t doe = z - era * 146097;
    const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const std::int64_t mp = (5 * doy + 2) / 153;
    const int day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
    const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
    return {yoe + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

int day_of_year(Date date) {
    return static_cast<int>(date.days - date_of(CivilDate{civil_of(date).year, 1, 1}).days) + 1;
}

IsoWeek iso_week_of(Date date) {
    const int weekday = day_of_week(date);
    const Date thursday{date.days + 4 - weekday};
    const std::int64_t year = civil_of(thursday).year;
    return {year, (day_of_year(thursday) - 1) / 7 + 1, weekday};
}

Date date_of(const IsoWeek& week) {
    const Date fourth = date_of(CivilDate{week.year, 1, 4});
    const std::int64_t monday = fourth.days - (day_of_week(fourth) - 1);
    return {monday + (week.week - 1) * 7 + week.day_of_week - 1};
}

int weeks_in_year(std::int64_t year) {
    return iso_week_of(date_of(CivilDate{year, 12, 28})).week;
}

Date add_months(Date date, std::int64_t months) {
    CivilDate civil = civil_of(date);
    const std::int64_t total = civil.year * 12 + civil.month - 1 + months;
    civil.year = floor_div(total, 12);
    civil.month = static_cast<int>(floor_mod(total, 12)) + 1;
    civil.day = std::min(civil.day, days_in_month(civil.year, civil.month));
    return date_of(civil);
}

Instant instant_of(const LocalDateTime& local) {
    return {local.date.days * kSecondsPerDay + local.time.nanos / kNanosPerSecond,
            static_cast<std::int32_t>(local.time.nanos % kNanosPerSecond)};
}

Instant instant_of(const DateTime& value) {
    Instant instant = instant_of(value.local);
    instant.seconds -= value.offset_seconds;
    return instant;
}

LocalDateTime local_of(const Instant& instant) {
    return {{floor_div(instant.seconds, kSecondsPerDay)},
            {floor_mod(instant.seconds, kSecondsPerDay) * kNanosPerSecond + instant.nanos}};
}

std::int64_t utc_nanos(const Time& value) {
    return value.nanos - value.offset_seconds * kNanosPerSecond;
}

Duration make_duration(std::int64_t months, std::int64_t days, std::int64_t seconds,
                       std::int64_t nanos) {
    seconds += floor_div(nanos, kNanosPerSecond);
    return {months, days, seconds, static_cast<std::int32_t>(floor_mod(nanos, kNanosPerSecond))};
}

double average_seconds(const Duration& d) {
    return static_cast<double>(d.months) * 2629746.0 + static_cast<double>(d.days) * 86400.0 +
           static_cast<double>(d.seconds) + d.nanos / 1e9;
}

Duration duration_from(double months, double days, double seconds, std::int64_t nanos) {
    const double whole_months = std::trunc(months);
    // A part of a month is counted in seconds of the mean month, then in days and seconds.
    const double rest = (months - whole_months) * 2629746.0;
    const double rest_days = std::trunc(rest / 86400.0);
    const double whole_days = std::trunc(days);
    const double all_seconds = (rest - rest_days * 86400.0) + (days - whole_days) * 86400.0;
    double total = std::trunc(seconds);
    double extra = seconds - total;
    total += std::trunc(all_seconds);
    extra += all_seconds - std::trunc(all_seconds);
    return make_duration(
        static_cast<std::int64_t>(whole_months), static_cast<std::int64_t>(rest_days + whole_days),
        static_cast<std::int64_t>(total),
        nanos +
            static_cast<std::int64_t>(std::trunc(extra * 1e9 + (extra < 0 ? -0.5 : 0.5) * 1e-3)));
}

// ---- text

std::string to_text(Date value) {
    const CivilDate civil = civil_of(value);
    std::string year = padded(civil.year, 4);
    if (civil.year > 9999) {
        year.insert(0, "+");
    }
    return year + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

std::string to_text(LocalTime value) {
    const std::int64_t seconds = value.nanos / kNanosPerSecond;
    std::string text = padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2);
    const std::int64_t nanos = value.nanos % kNanosPerSecond;
    if (seconds % 60 != 0 || nanos != 0) {
        text += ":" + padded(seconds % 60, 2) + fraction(nanos);
    }
    return text;
}

std::string offset_text(std::int32_t seconds) {
    if (seconds == 0) {
        return "Z";
    }
    const std::int32_t size = std::abs(seconds);
    std::string text =
        (seconds < 0 ? "-" : "+") + padded(size / 3600, 2) + ":" + padded(size / 60 % 60, 2);
    if (size % 60 != 0) {
        text += ":" + padded(size % 60, 2);
    }
    return text;
}

std::string to_text(const Time& value) {
    return to_text(LocalTime{value.nanos}) + offset_text(value.offset_seconds);
}

std::string to_text(const LocalDateTime& value) {
    return to_text(value.date) + "T" + to_text(value.time);
}

std::string to_text(const DateTime& value) {
    return to_text(value.local) + offset_text(value.offset_seconds) +
           (value.zone.empty() ? "" : "[" + value.zone + "]");
}

std::string to_text(const Duration& value) {
    std::string text = "P";
    const auto part = [&text](std::int64_t amount, char unit) {
        if (amount != 0) {
            text += std::to_string(amount) + unit;
        }
    };
    part(value.months / 12, 'Y');
    part(value.months % 12, 'M');
    part(value.days, 'D');
    // Seconds and nanoseconds with one sign.
    std::int64_t seconds = value.seconds;
    std::int64_t nanos = value.nanos;
    if (seconds < 0 && nanos > 0) {
        ++seconds;
        nanos -= kNanosPerSecond;
    }
    if (seconds != 0 || nanos != 0) {
        text += 'T';
        part(seconds / 3600, 'H');
        part(seconds / 60 % 60, 'M');
        if (seconds % 60 != 0 || nanos != 0) {
            const bool minus = seconds % 60 < 0 || nanos < 0;
            text += (minus ? "-" : "") + std::to_string(std::abs(seconds % 60)) +
                    fraction(std::abs(nanos)) + "S";
        }
    }
    return text == "P" ? "PT0S" : text;
}

std::optional<std::string> temporal_text(const Value& value) {
    return std::visit(
        [](const auto& v) -> std::optional<std::string> {
            if constexpr (requires { to_text(v); }) {
                return to_text(v);
            } else {
                return std::nullopt;
            }
        },
        value.variant());
}

}  // namespace trefoil
