#include "query/temporal.hpp"

#include <algorithm>
#include <cmath>

#include "query/query_error.hpp"

namespace trefoil::query {
namespace {

/// Amounts of months, days or seconds must stay below.
constexpr double kLongestDuration = 1e17;

std::optional<Value> date_component(Date date, std::string_view name) {
    const CivilDate civil = civil_of(date);
    const IsoWeek week = iso_week_of(date);
    const int quarter = (civil.month - 1) / 3 + 1;
    const std::pair<std::string_view, std::int64_t> fields[] = {
        {"year", civil.year},
        {"quarter", quarter},
        {"month", civil.month},
        {"week", week.week},
        {"weekYear", week.year},
        {"day", civil.day},
        {"ordinalDay", day_of_year(date)},
        {"weekDay", week.day_of_week},
        {"dayOfWeek", week.day_of_week},
        {"dayOfQuarter", date.days - date_of(CivilDate{civil.year, quarter * 3 - 2, 1}).days + 1},
    };
    for (const auto& [field, value] : fields) {
        if (field == name) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<Value> time_component(LocalTime time, std::string_view name) {
    const std::int64_t seconds = time.nanos / kNanosPerSecond;
    const std::int64_t nanos = time.nanos % kNanosPerSecond;
    const std::pair<std::string_view, std::int64_t> fields[] = {
        {"hour", seconds / 3600},       {"minute", seconds / 60 % 60},
        {"second", seconds % 60},       {"millisecond", nanos / 1'000'000},
        {"microsecond", nanos / 1'000}, {"nanosecond", nanos},
    };
    for (const auto& [field, value] : fields) {
        if (field == name) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<Value> offset_component(std::int32_t offset, const std::string& zone,
                                      std::string_view name) {
    if (name == "timezone") {
        return zone.empty() ? Value(offset_text(offset)) : Value(zone);
    }
    if (name == "offset") {
        return offset_text(offset);
    }
    if (name == "offsetMinutes") {
        return std::int64_t{offset / 60};
    }
    if (name == "offsetSeconds") {
        return std::int64_t{offset};
    }
    return std::nullopt;
}

std::optional<Value> duration_component(const Duration& d, std::string_view name) {
    const std::int64_t s = d.seconds;
    const std::pair<std::string_view, std::int64_t> fields[] = {
        {"years", d.months / 12},
        {"quarters", d.months / 3},
        {"months", d.months},
        {"weeks", d.days / 7},
        {"days", d.days},
        {"hours", s / 3600},
        {"minutes", s / 60},
        {"seconds", s},
        {"milliseconds", s * 1'000 + d.nanos / 1'000'000},
        {"microseconds", s * 1'000'000 + d.nanos / 1'000},
        {"nanoseconds", s * kNanosPerSecond + d.nanos},
        {"quartersOfYear", d.months / 3 % 4},
        {"monthsOfQuarter", d.months % 3},
        {"monthsOfYear", d.months % 12},
        {"daysOfWeek", d.days % 7},
        {"minutesOfHour", s / 60 % 60},
        {"secondsOfMinute", s % 60},
        {"millisecondsOfSecond", d.nanos / 1'000'000},
        {"microsecondsOfSecond", d.nanos / 1'000},
        {"nanosecondsOfSecond", d.nanos},
    };
    for (const auto& [field, value] : fields) {
        if (field == name) {
            return value;
        }
    }
    return std::nullopt;
}

LocalDateTime add_seconds(const LocalDateTime& local, std::int64_t seconds, std::int64_t nanos) {
    Instant instant = instant_of(local);
    const Duration sum = make_duration(0, 0, instant.seconds + seconds, instant.nanos + nanos);
    return local_of({sum.seconds, sum.nanos});
}

Date add_date(Date date, const Duration& d) {
    return {add_months(date, d.months).days + d.days};
}

std::int64_t add_time(std::int64_t nanos, const Duration& d) {
    const std::int64_t sum =
        (nanos + d.seconds % kSecondsPerDay * kNanosPerSecond + d.nanos) % kNanosPerDay;
    return sum < 0 ? sum + kNanosPerDay : sum;
}

std::optional<Value> add_duration(const Value& value, const Duration& d) {
    if (const auto* date = value.get_if<Date>()) {
        return Date{add_date(*date, d).days + d.seconds / kSecondsPerDay};
    }
    if (const auto* time = value.get_if<LocalTime>()) {
        return LocalTime{add_time(time->nanos, d)};
    }
    if (const auto* time = value.get_if<Time>()) {
        return Time{add_time(time->nanos, d), time->offset_seconds};
    }
    if (const auto* local = value.get_if<LocalDateTime>()) {
        return add_seconds({add_date(local->date, d), local->time}, d.seconds, d.nanos);
    }
    if (const auto* zoned = value.get_if<DateTime>()) {
        const DateTime moved = in_zone({add_date(zoned->local.date, d), zoned->local.time},
                                       zoned->zone, zoned->offset_seconds);
        const Instant instant = instant_of(moved);
        const Duration sum =
            make_duration(0, 0, instant.seconds + d.seconds, std::int64_t{instant.nanos} + d.nanos);
        return at_instant({sum.seconds, sum.nanos}, zoned->zone, zoned->offset_seconds);
    }
    if (const auto* other = value.get_if<Duration>()) {
        for (const std::int64_t amount :
             {other->months, other->days, other->seconds, d.months, d.days, d.seconds}) {
            if (!(std::fabs(static_cast<double>(amount)) < kLongestDuration)) {
                argument_error("NumberOutOfRange", "the duration is too long");
            }
        }
        return make_duration(other->months + d.months, other->days + d.days,
                             other->seconds + d.seconds, std::int64_t{other->nanos} + d.nanos);
    }
    return std::nullopt;
}

/// A temporal value taken apart, for the difference of values of different kinds.
struct Parts {
    std::optional<Date> date;
    LocalTime time;
    std::optional<std::int32_t> offset;
    std::string zone;
};

Parts parts_of(const Value& value) {
    if (const auto* date = value.get_if<Date>()) {
        return {*date, {}, {}, ""};
    }
    if (const auto* time = value.get_if<LocalTime>()) {
        return {{}, *time, {}, ""};
    }
    if (const auto* time = value.get_if<Time>()) {
        return {{}, {time->nanos}, time->offset_seconds, ""};
    }
    if (const auto* local = value.get_if<LocalDateTime>()) {
        return {local->date, local->time, {}, ""};
    }
    if (const auto* zoned = value.get_if<DateTime>()) {
        return {zoned->local.date, zoned->local.time, zoned->offset_seconds, zoned->zone};
    }
    type_error("InvalidArgumentType", "a duration is between two dates or times");
}

/// Both ends on one time line.
std::pair<DateTime, DateTime> aligned(const Value& a, const Value& b) {
    Parts x = parts_of(a);
    Parts y = parts_of(b);
    const Date date = x.date ? *x.date : y.date.value_or(Date{});
    const auto place = [&](const Parts& own, const Parts& other) -> DateTime {
        const LocalDateTime local{own.date.value_or(date), own.time};
        if (own.offset) {
            return {local, *own.offset, own.zone};
        }
        return in_zone(local, other.zone, other.offset.value_or(0));
    };
    if (!y.date) {
        y.date = date;
    }
    return {place(x, y), place(y, x)};
}

std::int64_t months_between(const LocalDateTime& a, const LocalDateTime& b) {
    const CivilDate x = civil_of(a.date);
    const CivilDate y = civil_of(b.date);
    std::int64_t months = (y.year - x.year) * 12 + y.month - x.month;
    const auto rest = [](const CivilDate& civil, const LocalDateTime& local) {
        return civil.day * kNanosPerDay + local.time.nanos;
    };
    if (months > 0 && rest(y, b) < rest(x, a)) {
        --months;
    } else if (months < 0 && rest(y, b) > rest(x, a)) {
        ++months;
    }
    return months;
}

std::int64_t days_between(const LocalDateTime& a, const LocalDateTime& b) {
    std::int64_t days = b.date.days - a.date.days;
    if (days > 0 && b.time < a.time) {
        --days;
    } else if (days < 0 && b.time > a.time) {
        ++days;
    }
    return days;
}

}  // namespace

std::optional<Value> temporal_component(const Value& value, std::string_view name) {
    if (const auto* date = value.get_if<Date>()) {
        return date_component(*date, name);
    }
    if (const auto* time = value.get_if<LocalTime>()) {
        return time_component(*time, name);
    }
    if (const auto* time = value.get_if<Time>()) {
        const auto field = time_component({time->nanos}, name);
        return field ? field : offset_component(time->offset_seconds, "", name);
    }
    if (const auto* local = value.get_if<LocalDateTime>()) {
        const auto field = date_component(local->date, name);
        return field ? field : time_component(local->time, name);
    }
    if (const auto* duration = value.get_if<Duration>()) {
        return duration_component(*duration, name);
    }
    const auto* zoned = value.get_if<DateTime>();
    if (zoned == nullptr) {
        return std::nullopt;
    }
    if (name == "epochSeconds") {
        return instant_of(*zoned).seconds;
    }
    if (name == "epochMillis") {
        const Instant instant = instant_of(*zoned);
        return instant.seconds * 1000 + instant.nanos / 1'000'000;
    }
    const auto field = temporal_component(zoned->local, name);
    return field ? field : offset_component(zoned->offset_seconds, zoned->zone, name);
}

std::optional<Value> temporal_sum(const Value& a, const Value& b, bool subtract) {
    if (const auto* duration = b.get_if<Duration>()) {
        return add_duration(a, subtract ? scale(*duration, -1) : *duration);
    }
    const auto* duration = a.get_if<Duration>();
    return duration != nullptr && !subtract ? add_duration(b, *duration) : std::nullopt;
}

Duration scale(const Duration& d, double factor) {
    // Far from where 64-bit amounts overflow; no span of time that has a date is this long.
    const double longest = std::max({std::fabs(static_cast<double>(d.months) * factor),
                                     std::fabs(static_cast<double>(d.days) * factor),
                                     std::fabs(static_cast<double>(d.seconds) * factor)});
    if (!(longest < kLongestDuration)) {
        argument_error("NumberOutOfRange", "the duration is too long");
    }
    if (std::trunc(factor) == factor && std::fabs(factor) < 1000) {
        const auto n = static_cast<std::int64_t>(factor);
        return make_duration(d.months * n, d.days * n, d.seconds * n, d.nanos * n);
    }
    return duration_from(
        static_cast<double>(d.months) * factor, static_cast<double>(d.days) * factor,
        static_cast<double>(d.seconds) * factor, static_cast<std::int64_t>(d.nanos * factor));
}

Duration duration_between(const Value& a, const Value& b) {
    const auto [from, to] = aligned(a, b);
    const LocalDateTime end = at_instant(instant_of(to), from.zone, from.offset_seconds).local;
    const std::int64_t months = months_between(from.local, end);
    LocalDateTime at{add_months(from.local.date, months), from.local.time};
    const std::int64_t days = days_between(at, end);
    at.date.days += days;
    // What is left is counted on the time line, for a day with a change of the clocks has other
    // than 24 hours.
    const Instant reached = months == 0 && days == 0
                                ? instant_of(from)
                                : instant_of(in_zone(at, from.zone, from.offset_seconds));
    const Instant target = instant_of(to);
    return make_duration(months, days, target.seconds - reached.seconds,
                         std::int64_t{target.nanos} - reached.nanos);
}

Duration seconds_between(const Value& a, const Value& b) {
    const auto [from, to] = aligned(a, b);
    const Instant x = instant_of(from);
    const Instant y = instant_of(to);
    return make_duration(0, 0, y.seconds - x.seconds, std::int64_t{y.nanos} - x.nanos);
}

}  // namespace trefoil::query
