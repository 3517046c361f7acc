#include "query/temporal.hpp"

#include <algorithm>
#include <cmath>

#include "query/context.hpp"
#include "query/functions.hpp"
#include "query/internal/temporal_fields.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {

using internal::read_fields;
using internal::TemporalFields;

namespace {

enum class Kind { Date, Time, LocalTime, DateTime, LocalDateTime };

[[noreturn]] void bad_value(const std::string& message) {
    argument_error("InvalidArgumentValue", message);
}

Value assemble(Kind kind, const TemporalFields& f) {
    const bool needs_date =
        kind == Kind::Date || kind == Kind::DateTime || kind == Kind::LocalDateTime;
    if (needs_date && !f.date) {
        bad_value("a date is missing");
    }
    const LocalTime time = f.time.value_or(LocalTime{});
    switch (kind) {
        case Kind::Date:
            return *f.date;
        case Kind::LocalTime:
            return time;
        case Kind::Time: {
            std::int32_t offset = f.offset.value_or(0);
            return Time{time.nanos, offset};
        }
        case Kind::LocalDateTime:
            return LocalDateTime{*f.date, time};
        case Kind::DateTime: {
            // A zone's offset depends on the local time, which fields may have changed.
            const DateTime given{{*f.date, time}, f.offset.value_or(0), f.zone};
            if (f.zone.empty()) {
                return given;
            }
            return offset_at_instant(f.zone, instant_of(given)) == f.offset
                       ? given
                       : in_zone(given.local, f.zone, 0);
        }
    }
    return {};
}

/// The statement's time in UTC or in a given zone.
TemporalFields now(Context& context, const std::string& zone) {
    const auto offset = parse_offset(zone);
    const DateTime at = at_instant({context.now_seconds, context.now_nanos},
                                   offset || zone.empty() ? "" : zone, offset.value_or(0));
    return {at.local.date, at.local.time, at.offset_seconds, at.zone};
}

TemporalFields parse(Kind kind, const std::string& text) {
    TemporalFields f;
    ParsedTime time;
    bool valid = false;
    if (kind == Kind::Time || kind == Kind::LocalTime) {
        if (const auto parsed = parse_time(text)) {
            valid = true;
            time = *parsed;
        }
    } else if (const auto parsed = parse_date_time(text)) {
        valid = kind != Kind::Date || text.find('T') == std::string::npos;
        f.date = parsed->date;
        time = parsed->time;
    }
    const bool local = kind == Kind::LocalTime || kind == Kind::LocalDateTime || kind == Kind::Date;
    if (!valid || (local && (time.offset_seconds || !time.zone.empty()))) {
        bad_value("'" + text + "' is not a date or time of this kind");
    }
    f.time = time.time;
    f.offset = time.offset_seconds;
    f.zone = time.zone;
    if (!f.zone.empty()) {
        if (!is_zone_name(f.zone)) {
            bad_value("unknown time zone '" + f.zone + "'");
        }
        const LocalDateTime at{f.date.value_or(Date{}), *f.time};
        if (!f.offset) {
            f.offset = offset_at_local(f.zone, at);
        }
    }
    return f;
}

template <Kind K>
Value make(Context& context, std::span<const Value> a) {
    if (a.empty()) {
        return assemble(K, now(context, ""));
    }
    if (const auto* text = a[0].string()) {
        return assemble(K, parse(K, *text));
    }
    if (const auto* map = a[0].map()) {
        return assemble(K, read_fields(*map, {}, true));
    }
    TemporalFields f;
    f.take(a[0]);
    return assemble(K, f);
}

/// date.statement('Europe/Berlin') and its kin.
template <Kind K>
Value current(Context& context, std::span<const Value> a) {
    if (!a.empty() && a[0].string() == nullptr) {
        bad_value("a time zone is a string");
    }
    return assemble(K, now(context, a.empty() ? "" : *a[0].string()));
}

Value from_epoch(Context&, std::span<const Value> a) {
    const auto* seconds = a[0].get_if<std::int64_t>();
    const auto* nanos = a[1].get_if<std::int64_t>();
    if (seconds == nullptr || nanos == nullptr) {
        bad_value("datetime.fromepoch() needs integers");
    }
    const Duration at = make_duration(0, 0, *seconds, *nanos);
    return at_instant({at.seconds, at.nanos}, "", 0);
}

Value from_epoch_millis(Context&, std::span<const Value> a) {
    const auto* millis = a[0].get_if<std::int64_t>();
    if (millis == nullptr) {
        bad_value("datetime.fromepochmillis() needs an integer");
    }
    const Duration at = make_duration(0, 0, *millis / 1000, *millis % 1000 * 1'000'000);
    return at_instant({at.seconds, at.nanos}, "", 0);
}

// ---- truncation

void truncate_date(TemporalFields& f, std::string_view unit, bool& found) {
    if (!f.date) {
        return;
    }
    CivilDate civil = civil_of(*f.date);
    const auto floor_to = [&](std::int64_t years) {
        civil = {civil.year - ((civil.year % years) + years) % years, 1, 1};
    };
    found = true;
    if (unit == "millennium") {
        floor_to(1000);
    } else if (unit == "century") {
        floor_to(100);
    } else if (unit == "decade") {
        floor_to(10);
    } else if (unit == "year") {
        floor_to(1);
    } else if (unit == "quarter") {
        civil = {civil.year, (civil.month - 1) / 3 * 3 + 1, 1};
    } else if (unit == "month") {
        civil.day = 1;
    } else if (unit == "weekYear") {
        f.date = date_of(IsoWeek{iso_week_of(*f.date).year, 1, 1});
        return;
    } else if (unit == "week") {
        f.date->days -= iso_week_of(*f.date).day_of_week - 1;
        return;
    } else if (unit != "day") {
        found = false;
        return;
    }
    f.date = date_of(civil);
}

std::int64_t nanos_of_unit(std::string_view unit) {
    static constexpr std::pair<std::string_view, std::int64_t> kUnits[] = {
        {"hour", 3600 * kNanosPerSecond},
        {"minute", 60 * kNanosPerSecond},
        {"second", kNanosPerSecond},
        {"millisecond", 1'000'000},
        {"microsecond", 1'000}};
    for (const auto& [name, nanos] : kUnits) {
        if (name == unit) {
            return nanos;
        }
    }
    return 0;
}

template <Kind K>
Value truncate(Context&, std::span<const Value> a) {
    if (a[0].string() == nullptr) {
        bad_value("the unit of truncate() is a string");
    }
    const std::string& unit = *a[0].string();
    TemporalFields f;
    f.take(a[1]);
    bool date_unit = false;
    truncate_date(f, unit, date_unit);
    const std::int64_t nanos = nanos_of_unit(unit);
    const bool time_only = K == Kind::Time || K == Kind::LocalTime;
    if (date_unit || (time_only && unit == "day")) {
        f.time = LocalTime{};
    } else if (nanos != 0) {
        const std::int64_t held = f.time.value_or(LocalTime{}).nanos;
        f.time = LocalTime{held - held % nanos};
    } else {
        bad_value("there is no unit '" + unit + "'");
    }
    if (a.size() > 2 && !a[2].is_null()) {
        if (a[2].map() == nullptr) {
            bad_value("the fields of truncate() are a map");
        }
        f = read_fields(*a[2].map(), f, false);
    }
    // The local time stays; in a named zone its offset may be another one now.
    if (!f.zone.empty() && f.date) {
        f.offset = offset_at_local(f.zone, {*f.date, f.time.value_or(LocalTime{})});
    }
    return assemble(K, f);
}

// ---- durations

/// A number of units, small enough that sums of them fit 64 bits.
double amount(const Map& map, std::string_view name) {
    const auto found = map.find(name);
    if (found == map.end()) {
        return 0;
    }
    const auto* real = found->second.get_if<double>();
    const auto* integer = found->second.get_if<std::int64_t>();
    const double size = real != nullptr      ? std::fabs(*real)
                        : integer != nullptr ? std::fabs(static_cast<double>(*integer))
                                             : 0;
    const double limit = name == "milliseconds" ? 8e12 : name == "nanoseconds" ? 1e17 : 1e15;
    if (!(size < limit)) {
        bad_value("the duration is too long");
    }
    if (const auto* i = found->second.get_if<std::int64_t>()) {
        return static_cast<double>(*i);
    }
    if (const auto* d = found->second.get_if<double>()) {
        return *d;
    }
    bad_value("the field '" + std::string(name) + "' needs a number");
}

std::int64_t whole(const Map& map, std::string_view name, double unit, double& rest) {
    const double value = amount(map, name);
    const double integer = std::trunc(value);
    rest += (value - integer) * unit;
    return static_cast<std::int64_t>(integer);
}

Value duration_from_map(const Map& map) {
    static constexpr std::string_view kNames[] = {
        "years",   "quarters", "months",       "weeks",        "days",       "hours",
        "minutes", "seconds",  "milliseconds", "microseconds", "nanoseconds"};
    for (const auto& [name, value] : map) {
        if (std::find(std::begin(kNames), std::end(kNames), name) == std::end(kNames)) {
            bad_value("there is no duration field '" + name + "'");
        }
    }
    double rest_nanos = 0;
    const std::int64_t nanos = whole(map, "nanoseconds", 1, rest_nanos) +
                               whole(map, "microseconds", 1e3, rest_nanos) * 1'000 +
                               whole(map, "milliseconds", 1e6, rest_nanos) * 1'000'000;
    const double seconds =
        amount(map, "seconds") + amount(map, "minutes") * 60 + amount(map, "hours") * 3600;
    return duration_from(
        amount(map, "years") * 12 + amount(map, "quarters") * 3 + amount(map, "months"),
        amount(map, "weeks") * 7 + amount(map, "days"), seconds,
        nanos + static_cast<std::int64_t>(rest_nanos));
}

Value duration(Context&, std::span<const Value> a) {
    if (const auto* text = a[0].string()) {
        const auto parsed = parse_duration(*text);
        if (!parsed) {
            bad_value("'" + *text + "' is not a duration");
        }
        return *parsed;
    }
    if (const auto* map = a[0].map()) {
        return duration_from_map(*map);
    }
    if (a[0].get_if<Duration>() != nullptr) {
        return a[0];
    }
    bad_value("duration() needs a string or a map");
}

Value between(Context&, std::span<const Value> a) {
    return duration_between(a[0], a[1]);
}

Value in_months(Context&, std::span<const Value> a) {
    return Duration{duration_between(a[0], a[1]).months, 0, 0, 0};
}

Value in_days(Context&, std::span<const Value> a) {
    const auto with_date = [](const Value& v) {
        return v.get_if<LocalTime>() == nullptr && v.get_if<Time>() == nullptr;
    };
    if (!with_date(a[0]) || !with_date(a[1])) {
        return Duration{};
    }
    // Without months: the days between the local dates, whole ones only.
    const Duration all = duration_between(a[0], a[1]);
    const auto date = [](const Value& v) {
        TemporalFields f;
        f.take(v);
        return *f.date;
    };
    const Date start = date(a[0]);
    return Duration{0, add_months(start, all.months).days + all.days - start.days, 0, 0};
}

Value in_seconds(Context&, std::span<const Value> a) {
    return seconds_between(a[0], a[1]);
}

constexpr TypeSet kSource = kTemporal | kString | kMap;

#define TREFOIL_TEMPORAL(NAME, KIND, TYPE)                                             \
    {NAME "([value])",                                                                 \
     "now, or from a string, a map of fields or another value",                        \
     0,                                                                                \
     1,                                                                                \
     {kSource, kAny, kAny, kAny},                                                      \
     {TYPE, kAny},                                                                     \
     true,                                                                             \
     make<KIND>},                                                                      \
        {NAME ".transaction([zone])",                                                  \
         "now, in UTC or a zone",                                                      \
         0,                                                                            \
         1,                                                                            \
         {kString},                                                                    \
         {TYPE, kAny},                                                                 \
         true,                                                                         \
         current<KIND>},                                                               \
        {NAME ".statement([zone])",                                                    \
         "now, in UTC or a zone",                                                      \
         0,                                                                            \
         1,                                                                            \
         {kString},                                                                    \
         {TYPE, kAny},                                                                 \
         true,                                                                         \
         current<KIND>},                                                               \
        {NAME ".realtime([zone])",                                                     \
         "now, in UTC or a zone",                                                      \
         0,                                                                            \
         1,                                                                            \
         {kString},                                                                    \
         {TYPE, kAny},                                                                 \
         true,                                                                         \
         current<KIND>},                                                               \
    {                                                                                  \
        NAME ".truncate(unit, value [, fields])",                                      \
            "cut to a unit from 'millennium' to 'microsecond', then fields set", 2, 3, \
            {kString, kInstant, kMap, kAny}, {TYPE, kAny}, true, truncate<KIND>        \
    }

constexpr Function kFunctions[] = {
    TREFOIL_TEMPORAL("date", Kind::Date, kDate),
    TREFOIL_TEMPORAL("time", Kind::Time, kTime),
    TREFOIL_TEMPORAL("localtime", Kind::LocalTime, kLocalTime),
    TREFOIL_TEMPORAL("datetime", Kind::DateTime, kDateTime),
    TREFOIL_TEMPORAL("localdatetime", Kind::LocalDateTime, kLocalDateTime),
    {"datetime.fromepoch(seconds, nanoseconds)",
     "from time since 1970",
     2,
     2,
     {kInteger, kInteger},
     {kDateTime, kAny},
     true,
     from_epoch},
    {"datetime.fromepochmillis(milliseconds)",
     "from time since 1970",
     1,
     1,
     {kInteger},
     {kDateTime, kAny},
     true,
     from_epoch_millis},
    {"duration(value)",
     "from a string (P1Y2M3DT4H) or a map of amounts",
     1,
     1,
     {kString | kMap | kDuration},
     {kDuration, kAny},
     true,
     duration},
    {"duration.between(from, to)",
     "difference in months, days and seconds",
     2,
     2,
     {kInstant, kInstant},
     {kDuration, kAny},
     true,
     between},
    {"duration.inMonths(from, to)",
     "whole months between",
     2,
     2,
     {kInstant, kInstant},
     {kDuration, kAny},
     true,
     in_months},
    {"duration.inDays(from, to)",
     "whole days between",
     2,
     2,
     {kInstant, kInstant},
     {kDuration, kAny},
     true,
     in_days},
    {"duration.inSeconds(from, to)",
     "seconds between",
     2,
     2,
     {kInstant, kInstant},
     {kDuration, kAny},
     true,
     in_seconds},
};

#undef TREFOIL_TEMPORAL

}  // namespace

FunctionTable temporal_functions() {
    return kFunctions;
}

}  // namespace trefoil::query
