#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

#include "base/value.hpp"
#include "graph/view.hpp"

/// Walks over a view: paths and reachability. Plain functions without Boost in their signature;
/// underneath they are Boost.Graph visits (breadth_first_visit, Dijkstra's visitor) with
/// epoch-stamped colour maps, so that nothing is set up in proportion to the graph: a walk costs
/// what it touches. Thread-safe on a snapshot; each thread keeps its own memory.
namespace trefoil::graph {

inline constexpr std::uint64_t kAnyHops = std::numeric_limits<std::uint64_t>::max();

struct WalkOptions {
    Direction direction = Direction::Both;
    std::vector<TypeId> types;  ///< none: every type
    std::uint64_t max_hops = kAnyHops;
    /// Edges that may be walked (neighbor is the vertex behind the edge); empty: all that the view
    /// shows.
    std::function<bool(const AdjacentEdge&)> admit;
    /// Called once a vertex with the number of its edges: count it against a budget. Cancels by
    /// throwing.
    std::function<void(std::uint64_t edges)> poll;
};

/// One shortest path from `from` to `to`, searched from both ends; nothing if there is none within
/// max_hops. From a node to itself: the path without relationships. Deterministic for one store.
std::optional<Path> shortest_path(const GraphView& view, NodeId from, NodeId to,
                                  const WalkOptions& options = {});

/// Hands every shortest path to `found`, in a fixed order, until it returns false. Paths are made
/// one by one.
void all_shortest_paths(const GraphView& view, NodeId from, NodeId to, const WalkOptions& options,
                        const std::function<bool(Path&&)>& found);

/// Hands each vertex that some walk without repeated relationships of min_hops to options.max_hops
/// hops ends in, once, to `found` with the length of the shortest such walk, nearest first, until
/// it returns false. REQUIRES: min_hops is 0 or 1 (0 adds the start with 0 hops; with 1 the start
/// counts only where a closed walk leads back to it, and comes last).
void for_each_reachable(const GraphView& view, NodeId from, std::uint64_t min_hops,
                        const WalkOptions& options,
                        const std::function<bool(NodeId, std::uint64_t hops)>& found);

/// Number of vertices that for_each_reachable gives.
std::uint64_t count_reachable(const GraphView& view, NodeId from, std::uint64_t min_hops,
                              const WalkOptions& options);

struct WeightedPath {
    Path path;
    double weight = 0;
};

/// A path of least total weight (Dijkstra). The weight of a relationship is its numeric property
/// `key`; `missing` where it has none, or where `key` is nothing. Ignores max_hops. Throws Error on
/// a negative or non-numeric weight.
std::optional<WeightedPath> weighted_shortest_path(const GraphView& view, NodeId from, NodeId to,
                                                   std::optional<KeyId> key, double missing = 1,
                                                   const WalkOptions& options = {});

}  // namespace trefoil::graph
