#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "graph/csr_graph.hpp"

namespace trefoil::graph {

/// What for_each_reachable (graph/walk.hpp) does, on a copy of the graph and against or along the
/// arrows only: a breadth-first visit of Boost.Graph with an epoch-stamped colour map that each
/// thread keeps. Vertices are handed over by their nodes, nearest first. REQUIRES: `outgoing` or
/// the opposite; min_hops is 0 or 1.
void for_each_reachable(const CsrGraph& graph, NodeId from, bool outgoing,
                        std::optional<TypeId> type, std::uint64_t min_hops, std::uint64_t max_hops,
                        const Poll& poll,
                        const std::function<bool(NodeId, std::uint64_t hops)>& found);

/// What shortest_path (graph/walk.hpp) does, on a copy of the graph: the same path. Notes a vertex
/// and a place for each vertex met, and makes relationships of the path alone.
std::optional<Path> shortest_path(const CsrGraph& graph, NodeId from, NodeId to,
                                  Direction direction, std::optional<TypeId> type,
                                  std::uint64_t max_hops, const Poll& poll);

}  // namespace trefoil::graph
