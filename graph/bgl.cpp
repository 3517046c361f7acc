#include "graph/bgl.hpp"

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "graph/read_cache.hpp"

namespace trefoil::graph {

namespace internal {

namespace {

/// Buffers of one thread that nobody uses. A depth-first walk holds one a level, a breadth-first
/// walk one.
struct BufferPool {
    std::vector<std::unique_ptr<EdgeBuffer>> idle;

    ~BufferPool() { closed = true; }

    static thread_local bool closed;
};

thread_local bool BufferPool::closed = false;
thread_local BufferPool pool;

/// A hub's buffer is not kept for ever.
constexpr std::size_t kKeptEntries = 1U << 16U;

}  // namespace

BufferRef BufferRef::take() {
    if (pool.idle.empty()) {
        return BufferRef(std::make_unique<EdgeBuffer>().release());
    }
    auto buffer = std::move(pool.idle.back());
    pool.idle.pop_back();
    return BufferRef(buffer.release());
}

void BufferRef::release() {
    if (buffer_ == nullptr || --buffer_->users != 0) {
        return;
    }
    std::unique_ptr<EdgeBuffer> buffer(std::exchange(buffer_, nullptr));
    buffer->edges.clear();
    if (!BufferPool::closed && buffer->edges.capacity() <= kKeptEntries) {
        pool.idle.push_back(std::move(buffer));
    }
}

}  // namespace internal

namespace {

ViewEdgeRange range(internal::BufferRef buffer, NodeId node, bool incoming) {
    const auto size = buffer->edges.size();
    ViewEdgeIterator end(buffer, size, node, incoming);
    return {ViewEdgeIterator(std::move(buffer), 0, node, incoming), std::move(end)};
}

ViewEdgeRange edges_of(NodeId node, const StoreGraph& graph, store::Direction direction) {
    auto buffer = internal::BufferRef::take();
    graph.read(node, direction, buffer->edges);
    buffer->reversed_from = buffer->edges.size();
    return range(std::move(buffer), node, direction == store::Direction::Incoming);
}

}  // namespace

void StoreGraph::read(NodeId node, store::Direction direction,
                      std::vector<AdjacentEdge>& out) const {
    const auto before = static_cast<std::ptrdiff_t>(out.size());
    const auto read_from = [&](const auto& source) {
        if (types_.empty()) {
            source.adjacent(node, direction, std::nullopt, out);
        }
        for (auto type = types_.begin(); type != types_.end(); ++type) {
            if (std::find(types_.begin(), type, *type) == type) {
                source.adjacent(node, direction, *type, out);
            }
        }
    };
    if (const auto* copy = view_->copied()) {
        read_from(*copy);
        return;
    }
    read_from(view_->reader());
    if (view_->cache_ != nullptr) {
        view_->cache_->note_walk(*view_, out.size() - static_cast<std::size_t>(before));
    }
    const auto hidden = [this](const AdjacentEdge& edge) { return !view_->shows(edge); };
    out.erase(std::remove_if(out.begin() + before, out.end(), hidden), out.end());
}

ViewEdgeRange out_edges(NodeId node, const StoreGraph& graph) {
    return edges_of(node, graph, store::Direction::Outgoing);
}

ViewEdgeRange in_edges(NodeId node, const StoreGraph& graph) {
    return edges_of(node, graph, store::Direction::Incoming);
}

namespace {

std::size_t degree_of(NodeId node, const StoreGraph& graph, store::Direction direction) {
    const auto buffer = internal::BufferRef::take();
    graph.read(node, direction, buffer->edges);
    return buffer->edges.size();
}

}  // namespace

std::size_t out_degree(NodeId node, const StoreGraph& graph) {
    return degree_of(node, graph, store::Direction::Outgoing);
}

std::size_t in_degree(NodeId node, const StoreGraph& graph) {
    return degree_of(node, graph, store::Direction::Incoming);
}

std::size_t degree(NodeId node, const StoreGraph& graph) {
    return out_degree(node, graph) + in_degree(node, graph);
}

internal::BufferRef WalkGraph::read(NodeId node) const {
    auto buffer = internal::BufferRef::take();
    auto& edges = buffer->edges;
    const auto barred = [this](const AdjacentEdge& edge) {
        return admit_ != nullptr && *admit_ && !(*admit_)(edge);
    };
    const auto drop_barred = [&](std::size_t from) {
        edges.erase(
            std::remove_if(edges.begin() + static_cast<std::ptrdiff_t>(from), edges.end(), barred),
            edges.end());
    };
    if (direction_ != Direction::Incoming) {
        graph_.read(node, store::Direction::Outgoing, edges);
        drop_barred(0);
    }
    const auto forward = edges.size();
    buffer->reversed_from = forward;
    if (direction_ != Direction::Outgoing) {
        graph_.read(node, store::Direction::Incoming, edges);
        drop_barred(forward);
        if (direction_ == Direction::Both) {
            const auto loop = [node](const AdjacentEdge& edge) { return edge.neighbor == node; };
            edges.erase(std::remove_if(edges.begin() + static_cast<std::ptrdiff_t>(forward),
                                       edges.end(), loop),
                        edges.end());
        }
    }
    return buffer;
}

ViewEdgeRange out_edges(NodeId node, const WalkGraph& graph) {
    return range(graph.read(node), node, false);
}

std::size_t out_degree(NodeId node, const WalkGraph& graph) {
    return graph.read(node)->edges.size();
}

double ViewWeightMap::weight(const ViewEdge& edge) const {
    if (!key_) {
        return missing_;
    }
    const auto value = view_->property(edge.edge, *key_);
    if (value.is_null()) {
        return missing_;
    }
    const auto* integer = value.get_if<std::int64_t>();
    const auto* real = value.get_if<double>();
    const double weight = integer != nullptr ? static_cast<double>(*integer)
                          : real != nullptr  ? *real
                                             : -1;
    if (!(weight >= 0)) {
        throw Error(
            "weighted path: '" + std::string(view_->name_of(*key_)) +
            "' of a relationship is negative or not a number; weights must be numbers from 0");
    }
    return weight;
}

}  // namespace trefoil::graph
