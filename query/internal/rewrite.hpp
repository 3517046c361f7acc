#pragma once

#include "graph/view.hpp"
#include "query/plan.hpp"

/// Changes to plans that keep the result and save work.
namespace trefoil::query::internal {

/// Applies every rewrite to a plan, from its root down.
void rewrite(PlanPtr& root);

/// The number of nodes (with one label) or of relationships (of one type) from the store's exact
/// counters, into `slot`. Null where the pattern asks for more.
PlanPtr counted_by_store(const std::vector<PathPattern>& pattern, int slot);

/// The number of matches of a small pattern from a copy of the graph (graph/pattern_count.hpp).
/// Null where the pattern asks for more than labels and types, or where a rare label promises that
/// walking from it is cheaper.
PlanPtr counted_on_copy(const std::vector<PathPattern>& pattern, int slot,
                        const graph::GraphView& view);

}  // namespace trefoil::query::internal
