#pragma once

#include <vector>

#include "base/ids.hpp"
#include "base/value.hpp"

namespace trefoil::query {

/// The nodes and relationships that a query's answer holds, also inside lists, maps and paths.
struct ResultGraph {
    std::vector<NodeId> nodes;
    std::vector<EdgeId> edges;

    void add(const Value& value);
    /// Sorts, and drops repetitions.
    void finish();
};

}  // namespace trefoil::query
