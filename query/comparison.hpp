#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/value.hpp"

/// Comparison of values as openCypher 9 says ("Comparability, equality, orderability and
/// equivalence").
namespace trefoil::query {

/// `=`: nothing means unknown (null). Numbers compare by value, also integers with floats; lists
/// and maps element by element; values of different kinds are different. Linear in the values'
/// size.
std::optional<bool> equal(const Value& a, const Value& b);

enum class Comparison : std::uint8_t {
    Less,
    Equal,
    Greater,
    Never,    ///< one is NaN: <, <=, > and >= are false
    Unknown,  ///< null, or kinds that do not compare: the result is null
};

/// `<` and its kin.
Comparison compare(const Value& a, const Value& b);

/// The total order of ORDER BY, min() and max(), ascending: maps, nodes, relationships, lists,
/// paths, temporal values, strings, booleans, numbers, NaN, null. Negative, zero or positive.
int order(const Value& a, const Value& b);

/// What DISTINCT, grouping and set operations call the same: order() == 0, so null is null and NaN
/// is NaN.
bool equivalent(const Value& a, const Value& b);

/// Equal for equivalent values.
std::size_t hash_of(const Value& value);

/// For hash tables whose keys are tuples of values.
struct TupleHash {
    std::size_t operator()(const std::vector<Value>& tuple) const;
};

struct TupleEqual {
    bool operator()(const std::vector<Value>& a, const std::vector<Value>& b) const;
};

}  // namespace trefoil::query
