#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/temporal.hpp"
#include "base/value.hpp"

namespace trefoil::query::internal {

/// A date and time being put together from fields of a map, on top of a base value.
struct TemporalFields {
    std::optional<Date> date;
    std::optional<LocalTime> time;
    std::optional<std::int32_t> offset;  ///< if the base has an offset or zone
    std::string zone;

    /// Takes over what a temporal value has.
    void take(const Value& value);
};

/// The fields of `map`: "date", "time" and "datetime" give the base, single fields override it,
/// "timezone" sets the zone. With `convert` a new zone keeps the instant of a base that has one;
/// without, the local time. Throws QueryError for bad fields.
TemporalFields read_fields(const Map& map, TemporalFields base, bool convert);

}  // namespace trefoil::query::internal
