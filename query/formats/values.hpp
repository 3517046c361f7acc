#pragma once

#include <cstddef>
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

/// True for integers and floats.
inline bool is_number(const Value& value) {
    return value.get_if<std::int64_t>() != nullptr || value.get_if<double>() != nullptr;
}

/// `text` on one line and without anything that moves the cursor or changes the terminal: line ends
/// and tabs as \n and \t, other control and bidirectional format characters as U+FFFD.
std::string harmless(std::string_view text);

/// Columns that a code point, or a text without control characters, takes on a terminal (Unicode
/// Standard Annex 11).
std::size_t display_width(char32_t c);
std::size_t display_width(std::string_view text);

}  // namespace trefoil::query
