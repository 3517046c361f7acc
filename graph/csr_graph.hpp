#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "graph/view.hpp"

namespace trefoil::graph {

/// Called now and then by what takes long, with the edges looked at since; cancels by throwing.
using Poll = std::function<void(std::uint64_t edges)>;

/// A compact copy of what a view shows, both ways, in the order of the store: 24 bytes an edge, 16
/// a vertex. Vertices are numbered from 0 in the order of their store ids. Immutable; thread-safe.
class CsrGraph {
  public:
    using Vertex = std::uint32_t;

    /// Copies all nodes and the visible edges: two sequential reads of the adjacency. Linear.
    /// Throws Error above 2^32 vertices or edge ids, or 2^24 types.
    static std::shared_ptr<const CsrGraph> copy(const GraphView& view, const Poll& poll = {});

    [[nodiscard]] std::size_t vertex_count() const { return nodes_.size(); }

    [[nodiscard]] std::size_t edge_count() const { return out_.neighbors.size(); }

    [[nodiscard]] NodeId node(Vertex vertex) const { return nodes_[vertex]; }

    /// Fills `out` with nodes after `after`, ascending; fewer than out.size() only at the end.
    std::size_t scan(std::optional<NodeId> after, std::span<NodeId> out) const;

    /// Nothing if the view had no such node.
    [[nodiscard]] std::optional<Vertex> vertex(NodeId node) const {
        if (dense_) {
            return node.value < nodes_.size() ? std::optional(static_cast<Vertex>(node.value))
                                              : std::nullopt;
        }
        return vertex_among_holes(node);
    }

    /// Targets of a vertex's out edges, sources of its in edges; parallel edges are repeated. Live
    /// as long as the graph.
    [[nodiscard]] std::span<const Vertex> out(Vertex vertex) const {
        return out_.neighbors_of(vertex);
    }

    [[nodiscard]] std::span<const Vertex> in(Vertex vertex) const {
        return in_.neighbors_of(vertex);
    }

    /// Ends of a vertex's out edges or in edges, of one type or of all.
    [[nodiscard]] std::span<const Vertex> neighbors(Vertex vertex, bool outgoing,
                                                    std::optional<TypeId> type) const;

    /// Where the out edges or in edges of a vertex stand, of one type or of all: places [first,
    /// last) for the functions below.
    struct Places {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
    };

    [[nodiscard]] Places places(Vertex vertex, bool outgoing, std::optional<TypeId> type) const {
        const auto [first, last] = range(outgoing ? out_ : in_, vertex, type);
        return {first, last};
    }

    /// The other end of the edge at a place.
    [[nodiscard]] Vertex end_at(std::uint64_t place, bool outgoing) const {
        return (outgoing ? out_ : in_).neighbors[place];
    }

    /// The edge at a place of `vertex`, with its own start and end.
    [[nodiscard]] Relationship relationship_at(Vertex vertex, std::uint64_t place,
                                               bool outgoing) const;

    /// Appends the edges of `node` as store::Reader::adjacent does, of one type or of all.
    void adjacent(NodeId node, store::Direction direction, std::optional<TypeId> type,
                  std::vector<AdjacentEdge>& out) const;
    /// Number of edges at `node`, of one type or of all; a loop counts once for Both.
    [[nodiscard]] std::uint64_t degree(NodeId node, Direction direction,
                                       std::optional<TypeId> type = {}) const;
    [[nodiscard]] std::uint64_t degree(Vertex vertex, Direction direction,
                                       std::optional<TypeId> type = {}) const;

    /// Edges of one type, by source. Made for all types when first asked for: 8 bytes an edge.
    struct Pair {
        Vertex source;
        Vertex target;
    };

    [[nodiscard]] std::span<const Pair> edges_of(TypeId type) const;

    /// Memory that a copy would take.
    static std::size_t bytes_for(const store::Reader& reader);

  private:
    static constexpr unsigned kFlagBits = 8;

    /// One direction. Parallel arrays, ordered by vertex, then as in the store.
    struct Side {
        std::vector<std::uint64_t> offsets;  ///< vertex_count() + 1
        std::vector<Vertex> neighbors;
        std::vector<std::uint32_t> edges;
        std::vector<std::uint32_t> kinds;  ///< type, then flags in the low bits

        [[nodiscard]] std::span<const Vertex> neighbors_of(Vertex vertex) const {
            return std::span(neighbors).subspan(offsets[vertex],
                                                offsets[vertex + 1] - offsets[vertex]);
        }
    };

    void copy_side(const GraphView& view, store::Direction direction, Side& side,
                   const Poll& poll) const;
    void index_vertices();
    [[nodiscard]] std::optional<Vertex> vertex_among_holes(NodeId node) const;
    void sort_by_type() const;

    [[nodiscard]] const Side& side(store::Direction direction) const {
        return direction == store::Direction::Outgoing ? out_ : in_;
    }

    [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> range(const Side& side, Vertex vertex,
                                                                std::optional<TypeId> type) const;

    std::vector<NodeId> nodes_;   ///< ascending
    bool dense_ = false;          ///< node ids have no holes: each is its own vertex
    std::vector<Vertex> places_;  ///< vertex by node id, where ids are dense enough; else empty
    std::vector<bool> loops_;     ///< vertices with an edge to themselves
    Side out_;
    Side in_;

    mutable std::once_flag typed_once_;  ///< guards the making of what follows
    mutable std::vector<std::uint64_t> type_offsets_;
    mutable std::vector<Pair> typed_;
};

}  // namespace trefoil::graph
