#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/view.hpp"

namespace trefoil::graph {

/// A compact copy of what a view shows, for algorithms that touch the whole graph: 4 bytes an edge
/// and direction, 12 a vertex. Vertices are numbered from 0 in the order of their store ids.
/// Immutable; thread-safe.
class CsrGraph {
  public:
    /// Copies the visible edges of some types (none: all) between all nodes. Linear. Throws Error
    /// above 2^32 vertices.
    static CsrGraph copy(const GraphView& view, std::span<const TypeId> types = {});

    [[nodiscard]] std::size_t vertex_count() const { return nodes_.size(); }

    [[nodiscard]] std::size_t edge_count() const { return targets_.size(); }

    [[nodiscard]] NodeId node(std::uint32_t vertex) const { return nodes_[vertex]; }

    /// Targets of a vertex's out edges; parallel edges are repeated. Lives as long as the graph.
    [[nodiscard]] std::span<const std::uint32_t> out(std::uint32_t vertex) const {
        return std::span(targets_).subspan(offsets_[vertex],
                                           offsets_[vertex + 1] - offsets_[vertex]);
    }

  private:
    std::vector<NodeId> nodes_;           ///< ascending
    std::vector<std::uint64_t> offsets_;  ///< vertex_count() + 1
    std::vector<std::uint32_t> targets_;
};

}  // namespace trefoil::graph
