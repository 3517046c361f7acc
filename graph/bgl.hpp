#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>

#include "graph/view.hpp"

/// Boost.Graph adaptors over a GraphView. StoreGraph models BGL's BidirectionalGraph
/// (tests/graph/bgl_test.cpp compiles the concept checks); WalkGraph models IncidenceGraph and adds
/// a direction, so that BGL's visits can walk against or across the arrows. Both read one vertex's
/// adjacency at a time into a buffer that is used again: no allocation per edge, none per vertex
/// once warm, none proportional to the graph. Adaptors and iterators are for one thread, and must
/// not outlive the view. Only graph/bgl*, graph/walk.cpp and tests include this header (it costs
/// seconds of compile time).
namespace trefoil::graph {

/// An edge descriptor: identified by the store's edge id and by the way it is walked (a loop seen
/// from both ends is one edge).
struct ViewEdge {
    NodeId source;
    NodeId target;
    EdgeId edge;
    TypeId type;
    EdgeFlags flags;
    bool reversed =
        false;  ///< WalkGraph only: walked against its arrow, so `source` is the edge's end

    bool operator==(const ViewEdge& other) const {
        return edge == other.edge && reversed == other.reversed;
    }
};

namespace internal {

/// One vertex's adjacency, lent to iterators; goes back to its thread's pool with the last of them.
struct EdgeBuffer {
    std::vector<AdjacentEdge> edges;
    std::size_t reversed_from = 0;  ///< entries from here on are walked against their arrow
    std::size_t users = 0;
};

/// Counts one user of a buffer. Not thread-safe: buffers are of one thread.
class BufferRef {
  public:
    BufferRef() = default;
    /// Takes an empty buffer from this thread's pool.
    static BufferRef take();

    BufferRef(const BufferRef& other) : buffer_(other.buffer_) { retain(); }

    BufferRef(BufferRef&& other) noexcept : buffer_(std::exchange(other.buffer_, nullptr)) {}

    BufferRef& operator=(BufferRef other) noexcept {
        std::swap(buffer_, other.buffer_);
        return *this;
    }

    ~BufferRef() { release(); }

    EdgeBuffer* operator->() const { return buffer_; }

    EdgeBuffer& operator*() const { return *buffer_; }

  private:
    explicit BufferRef(EdgeBuffer* buffer) : buffer_(buffer) { retain(); }

    void retain() {
        if (buffer_ != nullptr) {
            ++buffer_->users;
        }
    }

    void release();

    EdgeBuffer* buffer_ = nullptr;
};

}  // namespace internal

/// Iterates the visible edges of one vertex.
class ViewEdgeIterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = ViewEdge;
    using difference_type = std::ptrdiff_t;
    using pointer = const ViewEdge*;
    using reference = ViewEdge;

    ViewEdgeIterator() = default;

    /// `incoming`: the entries are a vertex's in edges, seen as edges that end in `node`.
    ViewEdgeIterator(internal::BufferRef buffer, std::size_t at, NodeId node, bool incoming)
        : buffer_(std::move(buffer)), at_(at), node_(node), incoming_(incoming) {}

    /// The adjacency entry as the store gave it; valid until the iterator moves.
    [[nodiscard]] const AdjacentEdge& entry() const { return buffer_->edges[at_]; }

    ViewEdge operator*() const {
        const auto& e = entry();
        const bool reversed = at_ >= buffer_->reversed_from;
        return incoming_ ? ViewEdge{e.neighbor, node_, e.edge, e.type, e.flags, reversed}
                         : ViewEdge{node_, e.neighbor, e.edge, e.type, e.flags, reversed};
    }

    ViewEdgeIterator& operator++() {
        ++at_;
        return *this;
    }

    ViewEdgeIterator operator++(int) {
        auto before = *this;
        ++at_;
        return before;
    }

    /// Compares iterators of one range.
    friend bool operator==(const ViewEdgeIterator& a, const ViewEdgeIterator& b) {
        return a.at_ == b.at_;
    }

  private:
    internal::BufferRef buffer_;
    std::size_t at_ = 0;
    NodeId node_;
    bool incoming_ = false;
};

/// What both adaptors share with boost::graph_traits.
struct ViewGraphTypes {
    using vertex_descriptor = NodeId;
    using edge_descriptor = ViewEdge;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    using out_edge_iterator = ViewEdgeIterator;
    using in_edge_iterator = ViewEdgeIterator;
    using degree_size_type = std::size_t;
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using adjacency_iterator = void;
    using vertex_iterator = void;
    using edge_iterator = void;

    static NodeId null_vertex() { return NodeId{~std::uint64_t{0}}; }
};

/// A view as a directed graph, BidirectionalGraph. `types` restricts the edges (none: all) and must
/// outlive the graph.
class StoreGraph : public ViewGraphTypes {
  public:
    using directed_category = boost::bidirectional_tag;
    using traversal_category = boost::bidirectional_graph_tag;

    explicit StoreGraph(const GraphView& view, std::span<const TypeId> types = {})
        : view_(&view), types_(types) {}

    [[nodiscard]] const GraphView& view() const { return *view_; }

    /// Appends the visible edges at `node`, in the store's order.
    void read(NodeId node, store::Direction direction, std::vector<AdjacentEdge>& out) const;

  private:
    const GraphView* view_;
    std::span<const TypeId> types_;
};

using ViewEdgeRange = std::pair<ViewEdgeIterator, ViewEdgeIterator>;

ViewEdgeRange out_edges(NodeId node, const StoreGraph& graph);
ViewEdgeRange in_edges(NodeId node, const StoreGraph& graph);
std::size_t out_degree(NodeId node, const StoreGraph& graph);
std::size_t in_degree(NodeId node, const StoreGraph& graph);
std::size_t degree(NodeId node, const StoreGraph& graph);  ///< a loop counts twice, as in BGL

inline NodeId source(const ViewEdge& edge, const StoreGraph&) {
    return edge.source;
}

inline NodeId target(const ViewEdge& edge, const StoreGraph&) {
    return edge.target;
}

/// A view walked in one direction, or in both, over edges of some types that `admit` lets pass:
/// IncidenceGraph. Every argument must outlive the graph. A loop appears once.
class WalkGraph : public ViewGraphTypes {
  public:
    using directed_category = boost::directed_tag;
    using traversal_category = boost::incidence_graph_tag;
    using Admit = std::function<bool(const AdjacentEdge&)>;

    WalkGraph(const GraphView& view, Direction direction, std::span<const TypeId> types,
              const Admit* admit = nullptr)
        : graph_(view, types), direction_(direction), admit_(admit) {}

    [[nodiscard]] const GraphView& view() const { return graph_.view(); }

    [[nodiscard]] internal::BufferRef read(NodeId node) const;

  private:
    StoreGraph graph_;
    Direction direction_;
    const Admit* admit_;
};

ViewEdgeRange out_edges(NodeId node, const WalkGraph& graph);
std::size_t out_degree(NodeId node, const WalkGraph& graph);

inline NodeId source(const ViewEdge& edge, const WalkGraph&) {
    return edge.source;
}

inline NodeId target(const ViewEdge& edge, const WalkGraph&) {
    return edge.target;
}

/// Readable property map: a property of nodes (key NodeId) or of edges (key ViewEdge); null where
/// absent.
template <class Descriptor>
class ViewPropertyMap {
  public:
    using key_type = Descriptor;
    using value_type = Value;
    using reference = Value;
    using category = boost::readable_property_map_tag;

    ViewPropertyMap(const GraphView& view, KeyId key) : view_(&view), key_(key) {}

    friend Value get(const ViewPropertyMap& map, const Descriptor& of) {
        if constexpr (std::is_same_v<Descriptor, NodeId>) {
            return map.view_->property(of, map.key_);
        } else {
            return map.view_->property(of.edge, map.key_);
        }
    }

  private:
    const GraphView* view_;
    KeyId key_;
};

/// Readable property map: the number of a vertex (its store id; not below num_vertices, ids have
/// holes).
struct ViewVertexIndexMap {
    using key_type = NodeId;
    using value_type = std::uint64_t;
    using reference = std::uint64_t;
    using category = boost::readable_property_map_tag;

    friend std::uint64_t get(const ViewVertexIndexMap&, NodeId node) { return node.value; }
};

inline ViewVertexIndexMap get(boost::vertex_index_t, const StoreGraph&) {
    return {};
}

/// Readable property map: an edge's weight from a numeric property, `missing` where it has none.
/// get() throws Error on a weight that is negative or no number.
class ViewWeightMap {
  public:
    using key_type = ViewEdge;
    using value_type = double;
    using reference = double;
    using category = boost::readable_property_map_tag;

    ViewWeightMap(const GraphView& view, std::optional<KeyId> key, double missing)
        : view_(&view), key_(key), missing_(missing) {}

    friend double get(const ViewWeightMap& map, const ViewEdge& edge) { return map.weight(edge); }

  private:
    [[nodiscard]] double weight(const ViewEdge& edge) const;

    const GraphView* view_;
    std::optional<KeyId> key_;
    double missing_;
};

}  // namespace trefoil::graph
