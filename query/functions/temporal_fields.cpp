#include "query/internal/temporal_fields.hpp"

#include <algorithm>
#include <array>

#include "query/query_error.hpp"
#include "query/temporal.hpp"

namespace trefoil::query::internal {
namespace {

[[noreturn]] void bad_field(const std::string& message) {
    argument_error("InvalidArgumentValue", message);
}

std::optional<std::int64_t> field(const Map& map, std::string_view name) {
    const auto found = map.find(name);
    if (found == map.end() || found->second.is_null()) {
        return std::nullopt;
    }
    const auto* value = found->second.get_if<std::int64_t>();
    if (value == nullptr) {
        bad_field("the field '" + std::string(name) + "' needs an integer");
    }
    return *value;
}

int checked(std::int64_t value, std::int64_t low, std::int64_t high, std::string_view name) {
    if (value < low || value > high) {
        bad_field("the field '" + std::string(name) + "' must be from " + std::to_string(low) +
                  " to " + std::to_string(high));
    }
    return static_cast<int>(value);
}

constexpr std::int64_t kMaxYear = 999'999'999;

Date week_date(const Map& map, const std::optional<Date>& base) {
    const IsoWeek known = base ? iso_week_of(*base) : IsoWeek{};
    const auto year = field(map, "year");
    if (!year && !base) {
        bad_field("a date needs a year");
    }
    IsoWeek week;
    week.year = checked(year.value_or(known.year), -kMaxYear, kMaxYear, "year");
    week.week = checked(field(map, "week").value_or(base ? known.week : 1), 1,
                        weeks_in_year(week.year), "week");
    week.day_of_week =
        checked(field(map, "dayOfWeek").value_or(base ? known.day_of_week : 1), 1, 7, "dayOfWeek");
    return date_of(week);
}

std::int64_t day_of_quarter(Date date) {
    const CivilDate civil = civil_of(date);
    return date.days - date_of(CivilDate{civil.year, (civil.month - 1) / 3 * 3 + 1, 1}).days + 1;
}

std::optional<Date> read_date(const Map& map, const std::optional<Date>& base) {
    const auto has = [&](std::string_view name) { return field(map, name).has_value(); };
    if (has("week") || has("dayOfWeek")) {
        return week_date(map, base);
    }
    const bool any = has("year") || has("month") || has("day") || has("ordinalDay") ||
                     has("quarter") || has("dayOfQuarter");
    if (!any) {
        return base;
    }
    const CivilDate known = base ? civil_of(*base) : CivilDate{};
    if (!has("year") && !base) {
        bad_field("a date needs a year");
    }
    const std::int64_t year =
        checked(field(map, "year").value_or(known.year), -kMaxYear, kMaxYear, "year");
    if (has("ordinalDay")) {
        const int day =
            checked(*field(map, "ordinalDay"), 1, is_leap_year(year) ? 366 : 365, "ordinalDay");
        return Date{date_of(CivilDate{year, 1, 1}).days + day - 1};
    }
    if (has("quarter") || has("dayOfQuarter")) {
        const int quarter = checked(
            field(map, "quarter").value_or(base ? (known.month - 1) / 3 + 1 : 1), 1, 4, "quarter");
        const int day =
            checked(field(map, "dayOfQuarter").value_or(base ? day_of_quarter(*base) : 1), 1, 92,
                    "dayOfQuarter");
        return Date{date_of(CivilDate{year, quarter * 3 - 2, 1}).days + day - 1};
    }
    const int month = checked(field(map, "month").value_or(base ? known.month : 1), 1, 12, "month");
    const auto given = field(map, "day");
    // A day taken from the base is cut to the month's length; a given one must fit.
    const int length = days_in_month(year, month);
    const int day =
        given ? checked(*given, 1, length, "day") : std::min(base ? known.day : 1, length);
    return date_of(CivilDate{year, month, day});
}

std::optional<LocalTime> read_time(const Map& map, const std::optional<LocalTime>& base) {
    static constexpr std::array<std::string_view, 6> kNames = {
        "hour", "minute", "second", "millisecond", "microsecond", "nanosecond"};
    const std::int64_t nanos = base ? base->nanos : 0;
    const std::int64_t seconds = nanos / kNanosPerSecond;
    std::array<std::int64_t, 6> parts = {seconds / 3600,      seconds / 60 % 60,
                                         seconds % 60,        nanos / 1'000'000 % 1000,
                                         nanos / 1000 % 1000, nanos % 1000};
    bool any = false;
    std::array<bool, 6> given{};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (const auto value = field(map, kNames[i])) {
            parts[i] = *value;
            given[i] = any = true;
        }
    }
    if (!any) {
        return base;
    }
    checked(parts[0], 0, 23, "hour");
    checked(parts[1], 0, 59, "minute");
    checked(parts[2], 0, 59, "second");
    checked(parts[3], 0, 999, "millisecond");
    checked(parts[4], 0, given[3] ? 999 : 999'999, "microsecond");
    checked(parts[5], 0, given[4] ? 999 : given[3] ? 999'999 : 999'999'999, "nanosecond");
    const std::int64_t below = parts[3] * 1'000'000 + parts[4] * 1000 + parts[5];
    return LocalTime{(parts[0] * 3600 + parts[1] * 60 + parts[2]) * kNanosPerSecond + below};
}

void set_zone(TemporalFields& fields, const std::string& zone, bool convert) {
    const auto offset = parse_offset(zone);
    if (!offset && !is_zone_name(zone)) {
        bad_field("unknown time zone '" + zone + "'");
    }
    const std::string name = offset ? "" : zone;
    if (convert && fields.offset && fields.time) {
        const LocalDateTime local{fields.date.value_or(Date{}), *fields.time};
        const DateTime moved = at_instant(instant_of(DateTime{local, *fields.offset, fields.zone}),
                                          name, offset.value_or(0));
        fields.time = moved.local.time;
        if (fields.date) {
            fields.date = moved.local.date;
        }
        fields.offset = moved.offset_seconds;
    } else {
        const LocalDateTime local{fields.date.value_or(Date{}), fields.time.value_or(LocalTime{})};
        fields.offset = offset ? offset : offset_at_local(zone, local);
    }
    fields.zone = name;
}

}  // namespace

void TemporalFields::take(const Value& value) {
    if (const auto* d = value.get_if<Date>()) {
        date = *d;
    } else if (const auto* t = value.get_if<LocalTime>()) {
        time = *t;
    } else if (const auto* zoned_time = value.get_if<Time>()) {
        time = LocalTime{zoned_time->nanos};
        offset = zoned_time->offset_seconds;
    } else if (const auto* local = value.get_if<LocalDateTime>()) {
        date = local->date;
        time = local->time;
    } else if (const auto* zoned = value.get_if<DateTime>()) {
        date = zoned->local.date;
        time = zoned->local.time;
        offset = zoned->offset_seconds;
        zone = zoned->zone;
    } else {
        bad_field("expected a temporal value");
    }
}

TemporalFields read_fields(const Map& map, TemporalFields base, bool convert) {
    static constexpr std::array<std::string_view, 21> kNames = {
        "year",         "month", "day",    "week",     "dayOfWeek",    "ordinalDay",  "quarter",
        "dayOfQuarter", "hour",  "minute", "second",   "millisecond",  "microsecond", "nanosecond",
        "timezone",     "date",  "time",   "datetime", "epochSeconds", "epochMillis", "weekYear"};
    for (const auto& [name, value] : map) {
        if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) {
            bad_field("there is no temporal field '" + name + "'");
        }
    }
    for (const std::string_view name : {"datetime", "date", "time"}) {
        const auto found = map.find(name);
        if (found == map.end()) {
            continue;
        }
        TemporalFields taken;
        taken.take(found->second);
        if (name != "time") {
            base.date = taken.date;
        }
        if (name != "date") {
            base.time = taken.time;
            base.offset = taken.offset;
            base.zone = taken.zone;
        }
    }
    const auto seconds = field(map, "epochSeconds");
    const auto millis = field(map, "epochMillis");
    if (seconds || millis) {
        const Duration at = seconds
                                ? make_duration(0, 0, *seconds, 0)
                                : make_duration(0, 0, *millis / 1000, *millis % 1000 * 1'000'000);
        const LocalDateTime local = local_of({at.seconds, at.nanos});
        base = {local.date, local.time, 0, ""};
    }
    const auto named = map.find("timezone");
    const bool zoned = named != map.end() && !named->second.is_null();
    if (zoned && named->second.string() == nullptr) {
        bad_field("the field 'timezone' needs a string");
    }
    // A base with a zone is moved to the new one first; single fields count in the new zone.
    const bool move = zoned && convert && base.offset;
    if (move) {
        set_zone(base, *named->second.string(), true);
    }
    base.date = read_date(map, base.date);
    base.time = read_time(map, base.time);
    if (zoned && !move) {
        set_zone(base, *named->second.string(), false);
    }
    return base;
}

}  // namespace trefoil::query::internal
