#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <functional>

namespace trefoil {

/// A fixed-width integer that names one kind of thing. Ordered and hashable; ids of two kinds
/// cannot be compared or mixed (it does not compile). Dense ids are internal to a store and stand
/// in no output contract.
template <class Tag, std::unsigned_integral Rep>
struct StrongId {
    using Value = Rep;

    constexpr StrongId() = default;

    constexpr explicit StrongId(Rep v) : value(v) {}

    constexpr auto operator<=>(const StrongId&) const = default;

    Rep value = 0;
};

using NodeId = StrongId<struct NodeTag, std::uint64_t>;          ///< a vertex
using EdgeId = StrongId<struct EdgeTag, std::uint64_t>;          ///< a relationship (fact)
using DocumentId = StrongId<struct DocumentTag, std::uint32_t>;  ///< a stored document
using LabelId = StrongId<struct LabelTag, std::uint32_t>;        ///< an interned node label
using TypeId = StrongId<struct TypeTag, std::uint32_t>;          ///< an interned relationship type
using KeyId = StrongId<struct KeyTag, std::uint32_t>;            ///< an interned property key

}  // namespace trefoil

template <class Tag, class Rep>
struct std::hash<trefoil::StrongId<Tag, Rep>> {
    std::size_t operator()(trefoil::StrongId<Tag, Rep> id) const noexcept {
        return std::hash<Rep>{}(id.value);
    }
};
