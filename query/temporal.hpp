#pragma once

#include <optional>
#include <string_view>

#include "base/temporal.hpp"
#include "base/value.hpp"

/// Temporal arithmetic of openCypher on top of base/temporal.hpp: components, sums, differences and
/// named time zones (ICU).
namespace trefoil::query {

/// `value.name` ("year", "weekYear", "epochMillis", "minutesOfHour", ...); nothing if `value` is
/// not temporal or has no such component.
std::optional<Value> temporal_component(const Value& value, std::string_view name);

/// a + b or a - b where one is a duration and the other temporal; nothing for other kinds.
std::optional<Value> temporal_sum(const Value& a, const Value& b, bool subtract);

/// Times a number: what is left of months goes to days, of days to seconds (a month has 2629746 s).
Duration scale(const Duration& duration, double factor);

/// duration.between(a, b): months, then days, then seconds. One without a date takes the other's,
/// one without a zone the other's. REQUIRES: both are temporal, not durations.
Duration duration_between(const Value& a, const Value& b);
/// Seconds only: the difference of the instants.
Duration seconds_between(const Value& a, const Value& b);

/// Offset of a zone in seconds. Names are those of the IANA data base; "Z" and "+01:00" are zones
/// too. Nothing for an unknown name.
std::optional<std::int32_t> offset_at_local(std::string_view zone, const LocalDateTime& local);
std::optional<std::int32_t> offset_at_instant(std::string_view zone, const Instant& instant);
/// The name as the data base spells it; nothing if unknown.
bool is_zone_name(std::string_view zone);

/// Places a local date and time in a zone ("" and offset: that offset). In a gap the time moves
/// forward; in an overlap the earlier offset holds. Throws QueryError for an unknown zone.
DateTime in_zone(const LocalDateTime& local, const std::string& zone, std::int32_t offset_seconds);
/// The same instant in another zone.
DateTime at_instant(const Instant& instant, const std::string& zone, std::int32_t offset_seconds);

}  // namespace trefoil::query
