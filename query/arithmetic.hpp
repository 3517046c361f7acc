#pragma once

#include "base/value.hpp"
#include "query/ast.hpp"

namespace trefoil::query {

/// a op b for the kinds Add to Power. Null in, null out. Throws QueryError: TypeError for kinds
/// that do not go together, ArithmeticError for integer overflow and division by zero.
Value arithmetic(ExpressionKind op, const Value& a, const Value& b);

/// -a.
Value negate(const Value& a);

}  // namespace trefoil::query
