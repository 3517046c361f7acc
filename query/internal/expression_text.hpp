#pragma once

#include <span>
#include <string>

#include "query/ast.hpp"

namespace trefoil::query::internal {

/// The expression as one would write it, for EXPLAIN. `literals` are the values of lifted ones (see
/// plan_cache.hpp).
std::string to_cypher(const Expression& expression, std::span<const Value> literals = {});

/// A pattern as one would write it.
std::string to_cypher(const PathPattern& path, std::span<const Value> literals = {});

}  // namespace trefoil::query::internal
