#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <boost/graph/breadth_first_search.hpp>

#include "graph/csr_walk.hpp"
#include "graph/epoch_map.hpp"

// The search of graph/walk.cpp from both ends, on a copy of the graph: the smaller frontier is
// visited for one level at a time, until the frontiers meet.

namespace trefoil::graph {

namespace {

using Vertex = CsrGraph::Vertex;

/// A copy walked along the arrows, against them or both ways, over one type or all, as an
/// IncidenceGraph. Of both ways the out edges come first; a loop comes twice.
struct CsrWays {
    const CsrGraph* graph;
    Direction direction;
    std::optional<TypeId> type;
};

struct CsrStep {
    Vertex source = 0;
    Vertex target = 0;
    std::uint64_t place = 0;
    bool outgoing = true;

    bool operator==(const CsrStep& other) const {
        return place == other.place && outgoing == other.outgoing;
    }
};

class CsrStepIterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = CsrStep;
    using difference_type = std::ptrdiff_t;
    using pointer = const CsrStep*;
    using reference = CsrStep;

    CsrStepIterator() = default;

    /// The first step of a vertex.
    CsrStepIterator(const CsrWays& ways, Vertex source)
        : ways_(&ways), source_(source), outgoing_(ways.direction != Direction::Incoming) {
        places_ = ways.graph->places(source, outgoing_, ways.type);
        turn();
    }

    CsrStep operator*() const {
        return {source_, ways_->graph->end_at(places_.first, outgoing_), places_.first, outgoing_};
    }

    CsrStepIterator& operator++() {
        ++places_.first;
        turn();
        return *this;
    }

    CsrStepIterator operator++(int) {
        auto before = *this;
        ++*this;
        return before;
    }

    /// Compares with the end only, which is a default-constructed iterator.
    friend bool operator==(const CsrStepIterator& a, const CsrStepIterator& b) {
        return a.is_end() == b.is_end();
    }

  private:
    [[nodiscard]] bool is_end() const { return places_.first == places_.last; }

    /// Goes on with the in edges where the out edges end.
    void turn() {
        if (is_end() && outgoing_ && ways_->direction == Direction::Both) {
            outgoing_ = false;
            places_ = ways_->graph->places(source_, false, ways_->type);
        }
    }

    const CsrWays* ways_ = nullptr;
    Vertex source_ = 0;
    bool outgoing_ = true;
    CsrGraph::Places places_;
};

std::pair<CsrStepIterator, CsrStepIterator> out_edges(Vertex vertex, const CsrWays& ways) {
    return {CsrStepIterator(ways, vertex), CsrStepIterator()};
}

std::size_t out_degree(Vertex vertex, const CsrWays& ways) {
    return ways.graph->degree(vertex, ways.direction, ways.type);
}

Vertex source(const CsrStep& step, const CsrWays&) {
    return step.source;
}

Vertex target(const CsrStep& step, const CsrWays&) {
    return step.target;
}

/// How a vertex was met: by the step from `source` at `place`.
struct Met {
    std::uint64_t place = 0;
    Vertex source = 0;
    bool outgoing = true;
};

using MetMap = EpochMap<Met>;

NodeId key_of(Vertex vertex) {
    return NodeId(vertex);
}

/// Vertices that were met are grey.
struct MetColours {
    using key_type = Vertex;
    using value_type = boost::default_color_type;
    using reference = boost::default_color_type;
    using category = boost::read_write_property_map_tag;

    const MetMap* met;

    friend boost::default_color_type get(const MetColours& map, Vertex vertex) {
        return map.met->find(key_of(vertex)) != nullptr ? boost::gray_color : boost::white_color;
    }

    /// The visitor notes vertices as it meets them.
    friend void put(const MetColours&, Vertex, boost::default_color_type) {}
};

/// BGL Buffer that ends at each level, and for good once the searches have met.
struct Frontier {
    std::vector<Vertex> level;
    std::vector<Vertex> next;
    std::size_t at = 0;
    const std::optional<Vertex>* meeting;

    void push(Vertex vertex) { next.push_back(vertex); }

    [[nodiscard]] Vertex top() const { return level[at]; }

    void pop() { ++at; }

    [[nodiscard]] bool empty() const { return at == level.size() || meeting->has_value(); }

    bool advance() {
        level.swap(next);
        next.clear();
        at = 0;
        return !level.empty();
    }
};

/// One end's search.
struct End {
    CsrWays ways;
    MetMap* met;
    Frontier frontier;

    void start(Vertex vertex) {
        (*met)[key_of(vertex)] = {};
        frontier.push(vertex);
    }
};

class MeetingVisitor : public boost::bfs_visitor<> {
  public:
    MeetingVisitor(MetMap& met, const MetMap& other, std::optional<Vertex>& meeting,
                   const Poll& poll)
        : met_(&met), other_(&other), meeting_(&meeting), poll_(&poll) {}

    void examine_edge(const CsrStep&, const CsrWays&) { ++edges_; }

    void tree_edge(const CsrStep& step, const CsrWays&) {
        (*met_)[key_of(step.target)] = {step.place, step.source, step.outgoing};
        if (!*meeting_ && other_->find(key_of(step.target)) != nullptr) {
            *meeting_ = step.target;
        }
    }

    void finish_vertex(Vertex, const CsrWays&) {
        if (*poll_) {
            (*poll_)(edges_);
        }
        edges_ = 0;
    }

  private:
    MetMap* met_;
    const MetMap* other_;
    std::optional<Vertex>* meeting_;
    const Poll* poll_;
    std::uint64_t edges_ = 0;
};

}  // namespace

}  // namespace trefoil::graph

template <>
struct boost::graph_traits<trefoil::graph::CsrWays> {
    using vertex_descriptor = trefoil::graph::CsrGraph::Vertex;
    using edge_descriptor = trefoil::graph::CsrStep;
    using directed_category = boost::directed_tag;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    using traversal_category = boost::incidence_graph_tag;
    using out_edge_iterator = trefoil::graph::CsrStepIterator;
    using degree_size_type = std::size_t;

    static vertex_descriptor null_vertex() { return std::numeric_limits<vertex_descriptor>::max(); }
};

namespace trefoil::graph {

namespace {

/// The steps from the start of a search to `vertex`, the last one first.
std::vector<CsrStep> way_to(Vertex vertex, Vertex start, const MetMap& met) {
    std::vector<CsrStep> steps;
    while (vertex != start) {
        const Met& by = *met.find(key_of(vertex));
        steps.push_back({by.source, vertex, by.place, by.outgoing});
        vertex = by.source;
    }
    return steps;
}

Path path_through(const CsrGraph& graph, const std::vector<CsrStep>& to_meeting,
                  const std::vector<CsrStep>& from_meeting, Vertex start) {
    Path path{{graph.node(start)}, {}};
    const auto relationship = [&](const CsrStep& step) {
        return graph.relationship_at(step.source, step.place, step.outgoing);
    };
    for (auto step = to_meeting.rbegin(); step != to_meeting.rend(); ++step) {
        path.relationships.push_back(relationship(*step));
        path.nodes.push_back(graph.node(step->target));
    }
    for (const CsrStep& step : from_meeting) {
        path.relationships.push_back(relationship(step));
        path.nodes.push_back(graph.node(step.source));
    }
    return path;
}

/// This thread's maps, one for each end. Searches on a copy do not nest.
std::array<MetMap, 2>& cleared_maps() {
    thread_local std::array<MetMap, 2> maps;
    for (MetMap& map : maps) {
        map.clear();
    }
    return maps;
}

}  // namespace

std::optional<Path> shortest_path(const CsrGraph& graph, NodeId from, NodeId to,
                                  Direction direction, std::optional<TypeId> type,
                                  std::uint64_t max_hops, const Poll& poll) {
    const auto first = graph.vertex(from);
    const auto last = graph.vertex(to);
    if (!first || !last) {
        return std::nullopt;
    }
    auto& maps = cleared_maps();
    std::optional<Vertex> meeting;
    End forward{{&graph, direction, type}, &maps[0], {{}, {}, 0, &meeting}};
    End backward{{&graph, opposite(direction), type}, &maps[1], {{}, {}, 0, &meeting}};
    forward.start(*first);
    backward.start(*last);
    for (std::uint64_t hops = 0; !meeting && hops < max_hops; ++hops) {
        const bool ahead = forward.frontier.next.size() <= backward.frontier.next.size();
        End& near = ahead ? forward : backward;
        const End& far = ahead ? backward : forward;
        if (!near.frontier.advance()) {
            return std::nullopt;
        }
        const std::array<Vertex, 0> none{};
        boost::breadth_first_visit(near.ways, none.begin(), none.end(), near.frontier,
                                   MeetingVisitor(*near.met, *far.met, meeting, poll),
                                   MetColours{near.met});
    }
    if (!meeting) {
        return std::nullopt;
    }
    return path_through(graph, way_to(*meeting, *first, *forward.met),
                        way_to(*meeting, *last, *backward.met), *first);
}

}  // namespace trefoil::graph
