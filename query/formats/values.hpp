#pragma once

#include <string>
#include <string_view>

#include "base/value.hpp"
#include "graph/view.hpp"

namespace trefoil::query {

/// Appends a value as JSON: scalars as they are (floats always with a point or exponent),
/// everything else tagged, as docs/cypher.md says: {"$node": ...}, {"$date": "1984-10-11"},
/// {"$float": "NaN"}.
void append_json(std::string& out, const Value& value, const graph::GraphView& view);

/// A value as a person reads it: (:Person {name: 'Ada'}), [1, 'a'], text without quotes at the top.
std::string plain_text(const Value& value, const graph::GraphView& view);

}  // namespace trefoil::query
