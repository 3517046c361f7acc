#pragma once

#include <optional>
#include <string_view>

#include "base/value.hpp"
#include "query/ast.hpp"
#include "query/context.hpp"

namespace trefoil::query {

/// Evaluates a bound expression on the frame. Throws QueryError (TypeError, ArgumentError, ...).
Value evaluate(const Expression& expression, Context& context);

/// True only if the value is true; null and false are not. Throws TypeError for other kinds.
bool is_true(const Expression& expression, Context& context);

/// `value.key` for maps, entities and temporal values; null for null. Throws TypeError.
Value property_of(const Value& value, std::string_view key, Context& context);

/// All properties of a node, relationship or map as a map.
Map properties_of(const Value& value, Context& context);

/// +, as openCypher says for numbers, strings, lists and temporal values.
Value add(const Value& a, const Value& b);

/// As the function toString() and string concatenation show a scalar; nothing for lists, maps and
/// entities.
std::optional<std::string> scalar_text(const Value& value);

/// The shortest text that reads back as the same float, always with a point or an exponent.
std::string float_text(double value);

/// The path through these pattern elements as the frame binds them; null if one is null.
Value build_path(const PathPattern& pattern, Context& context);

}  // namespace trefoil::query
