#include "graph/csr_walk.hpp"

#include <array>
#include <limits>
#include <utility>
#include <vector>

#include <boost/graph/breadth_first_search.hpp>

namespace trefoil::graph {

namespace {

using Vertex = CsrGraph::Vertex;

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

/// One direction and type of a copy as an IncidenceGraph.
struct CsrWay {
    const CsrGraph* graph;
    bool outgoing;
    std::optional<TypeId> type;
};

struct CsrEdge {
    Vertex source;
    Vertex target;

    bool operator==(const CsrEdge&) const = default;
};

class CsrEdgeIterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = CsrEdge;
    using difference_type = std::ptrdiff_t;
    using pointer = const CsrEdge*;
    using reference = CsrEdge;

    CsrEdgeIterator() = default;

    CsrEdgeIterator(Vertex source, const Vertex* at) : source_(source), at_(at) {}

    CsrEdge operator*() const { return {source_, *at_}; }

    CsrEdgeIterator& operator++() {
        ++at_;
        return *this;
    }

    CsrEdgeIterator operator++(int) {
        auto before = *this;
        ++at_;
        return before;
    }

    friend bool operator==(const CsrEdgeIterator& a, const CsrEdgeIterator& b) {
        return a.at_ == b.at_;
    }

  private:
    Vertex source_ = 0;
    const Vertex* at_ = nullptr;
};

std::pair<CsrEdgeIterator, CsrEdgeIterator> out_edges(Vertex vertex, const CsrWay& way) {
    const auto ends = way.graph->neighbors(vertex, way.outgoing, way.type);
    return {{vertex, ends.data()}, {vertex, ends.data() + ends.size()}};
}

std::size_t out_degree(Vertex vertex, const CsrWay& way) {
    return way.graph->neighbors(vertex, way.outgoing, way.type).size();
}

Vertex source(const CsrEdge& edge, const CsrWay&) {
    return edge.source;
}

Vertex target(const CsrEdge& edge, const CsrWay&) {
    return edge.target;
}

/// Colours of vertices: grey where stamped with the present epoch, else white. Nothing is set up
/// for a walk; the stamps of the largest graph so far stay with the thread.
class Colours {
  public:
    using key_type = Vertex;
    using value_type = boost::default_color_type;
    using reference = boost::default_color_type;
    using category = boost::read_write_property_map_tag;

    explicit Colours(std::size_t vertices) : stamps_(&stamps()), epoch_(++epoch()) {
        if (stamps_->size() < vertices) {
            stamps_->resize(vertices);
        }
        if (epoch_ == 0) {  // after 2^32 walks
            stamps_->assign(stamps_->size(), 0);
            epoch_ = ++epoch();
        }
    }

    friend boost::default_color_type get(const Colours& map, Vertex vertex) {
        return (*map.stamps_)[vertex] == map.epoch_ ? boost::gray_color : boost::white_color;
    }

    friend void put(const Colours& map, Vertex vertex, boost::default_color_type) {
        (*map.stamps_)[vertex] = map.epoch_;
    }

  private:
    static std::vector<std::uint32_t>& stamps() {
        thread_local std::vector<std::uint32_t> stamps;
        return stamps;
    }

    static std::uint32_t& epoch() {
        thread_local std::uint32_t epoch = 0;
        return epoch;
    }

    std::vector<std::uint32_t>* stamps_;
    std::uint32_t epoch_;
};

/// BGL Buffer that ends at each level, or at once when told to stop.
struct Levels {
    std::vector<Vertex> level;
    std::vector<Vertex> next;
    std::size_t at = 0;
    bool stopped = false;

    void push(Vertex vertex) { next.push_back(vertex); }

    [[nodiscard]] Vertex top() const { return level[at]; }

    void pop() { ++at; }

    [[nodiscard]] bool empty() const { return stopped || at == level.size(); }

    bool advance() {
        level.swap(next);
        next.clear();
        at = 0;
        return !stopped && !level.empty();
    }
};

struct Visit {
    const CsrWay* way;
    const Poll* poll;
    const std::function<bool(NodeId, std::uint64_t)>* found;
    Levels* levels;
    Vertex start;
    std::uint64_t hops = 0;         ///< of the vertices that are being found
    std::uint64_t closed = kNever;  ///< length of the shortest walk back to the start
};

class Visitor : public boost::bfs_visitor<> {
  public:
    explicit Visitor(Visit& visit) : visit_(&visit) {}

    void tree_edge(const CsrEdge& edge, const CsrWay&) {
        const NodeId node = visit_->way->graph->node(edge.target);
        if (!visit_->levels->stopped && !(*visit_->found)(node, visit_->hops)) {
            visit_->levels->stopped = true;
        }
    }

    void non_tree_edge(const CsrEdge& edge, const CsrWay&) {
        if (edge.target == visit_->start && visit_->closed == kNever) {
            visit_->closed = visit_->hops;
        }
    }

    void finish_vertex(Vertex vertex, const CsrWay& way) {
        if (*visit_->poll) {
            (*visit_->poll)(out_degree(vertex, way));
        }
    }

  private:
    Visit* visit_;
};

}  // namespace

}  // namespace trefoil::graph

template <>
struct boost::graph_traits<trefoil::graph::CsrWay> {
    using vertex_descriptor = trefoil::graph::CsrGraph::Vertex;
    using edge_descriptor = trefoil::graph::CsrEdge;
    using directed_category = boost::directed_tag;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    using traversal_category = boost::incidence_graph_tag;
    using out_edge_iterator = trefoil::graph::CsrEdgeIterator;
    using degree_size_type = std::size_t;

    static vertex_descriptor null_vertex() { return std::numeric_limits<vertex_descriptor>::max(); }
};

namespace trefoil::graph {

void for_each_reachable(const CsrGraph& graph, NodeId from, bool outgoing,
                        std::optional<TypeId> type, std::uint64_t min_hops, std::uint64_t max_hops,
                        const Poll& poll, const std::function<bool(NodeId, std::uint64_t)>& found) {
    const auto start = graph.vertex(from);
    if (!start || (min_hops == 0 && !found(from, 0))) {
        return;
    }
    const CsrWay way{&graph, outgoing, type};
    const Colours colours(graph.vertex_count());
    Levels levels;
    Visit visit{&way, &poll, &found, &levels, *start};
    put(colours, *start, boost::gray_color);
    levels.push(*start);
    const std::array<Vertex, 0> none{};
    while (visit.hops < max_hops && levels.advance()) {
        ++visit.hops;
        boost::breadth_first_visit(way, none.begin(), none.end(), levels, Visitor(visit), colours);
    }
    if (min_hops == 1 && !levels.stopped && visit.closed != kNever) {
        found(from, visit.closed);
    }
}

}  // namespace trefoil::graph
