#pragma once

#include "graph/view.hpp"
#include "query/plan.hpp"

namespace trefoil::query {

/// Chooses how to run a bound query: where patterns start (index, label, all nodes), in which order
/// and direction they grow, where predicates are checked. Greedy, by the exact counters of `view`;
/// quadratic in the size of one pattern. The plan stays valid for other views of the same store.
Plan make_plan(BoundQuery bound, const graph::GraphView& view);

}  // namespace trefoil::query
