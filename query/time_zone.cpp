#include <map>
#include <memory>
#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include "query/query_error.hpp"
#include "query/temporal.hpp"

// Named time zones through ICU, which carries the IANA data base with its history.

namespace trefoil::query {
namespace {

/// Null for an unknown name. Zones are kept: looking one up by name is slow.
const icu::BasicTimeZone* find_zone(std::string_view name) {
    thread_local std::map<std::string, std::unique_ptr<icu::BasicTimeZone>, std::less<>> zones;
    const auto found = zones.find(name);
    if (found != zones.end()) {
        return found->second.get();
    }
    std::unique_ptr<icu::TimeZone> zone(
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(std::string(name))));
    auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
    const bool known = basic != nullptr && *zone != icu::TimeZone::getUnknown();
    if (known) {
        zone.release();  // NOLINT: owned by the map from here on
    }
    return zones
        .emplace(std::string(name), std::unique_ptr<icu::BasicTimeZone>(known ? basic : nullptr))
        .first->second.get();
}

UDate milliseconds(const Instant& instant) {
    return static_cast<UDate>(instant.seconds) * 1000.0 + instant.nanos / 1'000'000;
}

}  // namespace

bool is_zone_name(std::string_view zone) {
    return find_zone(zone) != nullptr;
}

std::optional<std::int32_t> offset_at_local(std::string_view name, const LocalDateTime& local) {
    if (const auto offset = parse_offset(name)) {
        return offset;
    }
    const auto* zone = find_zone(name);
    if (zone == nullptr) {
        return std::nullopt;
    }
    std::int32_t raw = 0;
    std::int32_t daylight = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone->getOffsetFromLocal(milliseconds(instant_of(local)), UCAL_TZ_LOCAL_FORMER,
                             UCAL_TZ_LOCAL_FORMER, raw, daylight, status);
    return U_SUCCESS(status) ? std::optional((raw + daylight) / 1000) : std::nullopt;
}

std::optional<std::int32_t> offset_at_instant(std::string_view name, const Instant& instant) {
    if (const auto offset = parse_offset(name)) {
        return offset;
    }
    const auto* zone = find_zone(name);
    if (zone == nullptr) {
        return std::nullopt;
    }
    std::int32_t raw = 0;
    std::int32_t daylight = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone->getOffset(milliseconds(instant), 0, raw, daylight, status);
    return U_SUCCESS(status) ? std::optional((raw + daylight) / 1000) : std::nullopt;
}

DateTime in_zone(const LocalDateTime& local, const std::string& zone, std::int32_t offset_seconds) {
    if (zone.empty()) {
        return {local, offset_seconds, ""};
    }
    const auto offset = offset_at_local(zone, local);
    if (!offset) {
        argument_error("InvalidArgumentValue", "unknown time zone '" + zone + "'");
    }
    Instant instant = instant_of(local);
    instant.seconds -= *offset;
    return at_instant(instant, zone, 0);
}

DateTime at_instant(const Instant& instant, const std::string& zone, std::int32_t offset_seconds) {
    std::int32_t offset = offset_seconds;
    if (!zone.empty()) {
        const auto found = offset_at_instant(zone, instant);
        if (!found) {
            argument_error("InvalidArgumentValue", "unknown time zone '" + zone + "'");
        }
        offset = *found;
    }
    Instant shifted = instant;
    shifted.seconds += offset;
    return {local_of(shifted), offset, parse_offset(zone) ? "" : zone};
}

}  // namespace trefoil::query
