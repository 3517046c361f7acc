#pragma once

#include <cstdint>
#include <string>

/// Static types: what the binder knows about an expression before any row is read.
namespace trefoil::query {

/// A set of kinds of values, one bit each. Null belongs to every kind.
using TypeSet = std::uint32_t;

inline constexpr TypeSet kBoolean = 1U << 0;
inline constexpr TypeSet kInteger = 1U << 1;
inline constexpr TypeSet kFloat = 1U << 2;
inline constexpr TypeSet kString = 1U << 3;
inline constexpr TypeSet kList = 1U << 4;
inline constexpr TypeSet kMap = 1U << 5;
inline constexpr TypeSet kNode = 1U << 6;
inline constexpr TypeSet kRelationship = 1U << 7;
inline constexpr TypeSet kPath = 1U << 8;
inline constexpr TypeSet kDate = 1U << 9;
inline constexpr TypeSet kTime = 1U << 10;
inline constexpr TypeSet kLocalTime = 1U << 11;
inline constexpr TypeSet kDateTime = 1U << 12;
inline constexpr TypeSet kLocalDateTime = 1U << 13;
inline constexpr TypeSet kDuration = 1U << 14;
inline constexpr TypeSet kNumber = kInteger | kFloat;
inline constexpr TypeSet kEntity = kNode | kRelationship;
inline constexpr TypeSet kInstant = kDate | kTime | kLocalTime | kDateTime | kLocalDateTime;
inline constexpr TypeSet kTemporal = kInstant | kDuration;
inline constexpr TypeSet kAny = (1U << 15) - 1;
inline constexpr TypeSet kNullOnly = 0;  ///< the type of the literal null

/// The possible kinds of a value and, of a list, of its elements.
struct Type {
    TypeSet kinds = kAny;
    TypeSet elements = kAny;

    /// False only if the value is certainly of another kind. Null fits everything.
    [[nodiscard]] bool may_be(TypeSet wanted) const {
        return kinds == kNullOnly || (kinds & wanted) != 0;
    }

    /// True if it is known to be of these kinds (or null).
    [[nodiscard]] bool is_only(TypeSet wanted) const {
        return kinds != kNullOnly && (kinds & ~wanted) == 0;
    }
};

/// "Integer or Float", for messages.
std::string describe(TypeSet types);

}  // namespace trefoil::query
