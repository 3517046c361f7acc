#pragma once

#include <string_view>

#include "query/ast.hpp"

namespace trefoil::query {

/// Parses one statement (a closing `;` is allowed). `text` must be valid UTF-8. Linear, apart from
/// the look-ahead that tells patterns from parentheses. Throws QueryError; nesting deeper than
/// kMaxNesting and expressions higher than kMaxExpressionDepth are errors, so that later stages may
/// recurse.
Statement parse_statement(std::string_view text);

/// Parses one expression, as the value of a parameter.
ExpressionPtr parse_expression(std::string_view text);

inline constexpr int kMaxNesting = 300;
inline constexpr unsigned kMaxExpressionDepth = 2000;

}  // namespace trefoil::query
