#include "graph/walk.hpp"

#include <algorithm>
#include <array>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/detail/d_ary_heap.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

#include "graph/bgl.hpp"
#include "graph/bgl_levels.hpp"
#include "graph/csr_walk.hpp"
#include "graph/epoch_map.hpp"
#include "graph/lent.hpp"

// Every walk is a boost::breadth_first_visit, over a WalkGraph where ways are asked for or both
// directions, else over the leaner StoreWay (graph/bgl_levels.hpp). The visit takes its queue from
// us, which is how it is steered without exceptions: LevelQueue says "empty" at each level's end,
// so a search from both ends calls the visit for one level at a time (with no source: it then goes
// on with what the queue holds), always on the smaller frontier, and stops as soon as the frontiers
// meet. The first meeting is optimal: all shorter lengths were excluded by whole levels. Dijkstra
// is the same visit with BGL's dijkstra_bfs_visitor and d-ary heap; boost::dijkstra_shortest_paths
// itself would set up a heap index for every vertex of the graph.

namespace trefoil::graph {

namespace {

/// What a search knows of a vertex.
struct Seen {
    boost::default_color_type colour = boost::white_color;
    std::uint64_t hops = 0;
    ViewEdge parent;  ///< edge by which it was found; unset at the start
    EdgeId branch;    ///< first edge of the way from the start
    double distance = std::numeric_limits<double>::infinity();
    std::size_t in_heap = 0;
};

using SeenMap = EpochMap<Seen>;

/// BGL property maps onto one field of Seen. Absent vertices are white and infinitely far.
template <class T, T Seen::*kField>
struct SeenField {
    using key_type = NodeId;
    using value_type = T;
    using reference = T;
    using category = boost::read_write_property_map_tag;

    SeenMap* seen;

    friend T get(const SeenField& map, NodeId node) {
        const auto* found = map.seen->find(node);
        return found != nullptr ? found->*kField : Seen{}.*kField;
    }

    friend void put(const SeenField& map, NodeId node, T value) {
        (*map.seen)[node].*kField = value;
    }
};

using ColourMap = SeenField<boost::default_color_type, &Seen::colour>;
using DistanceMap = SeenField<double, &Seen::distance>;
using HeapIndexMap = SeenField<std::size_t, &Seen::in_heap>;

/// BGL Buffer that ends at each level.
class LevelQueue {
  public:
    void push(NodeId node) { next_.push_back(node); }

    [[nodiscard]] NodeId top() const { return level_[at_]; }

    void pop() { ++at_; }

    [[nodiscard]] bool empty() const { return stopped_ || at_ == level_.size(); }

    /// Makes what was pushed the level to visit. False if nothing was.
    bool advance() {
        level_.swap(next_);
        next_.clear();
        at_ = 0;
        return !level_.empty();
    }

    [[nodiscard]] std::size_t waiting() const { return next_.size(); }

    void stop() { stopped_ = true; }

    [[nodiscard]] bool stopped() const { return stopped_; }

  private:
    std::vector<NodeId> level_;
    std::vector<NodeId> next_;
    std::size_t at_ = 0;
    bool stopped_ = false;
};

/// Counts edges for the caller's budget and notes parents and hops.
class SearchVisitor : public boost::bfs_visitor<> {
  public:
    using OnEdge = std::function<void(const ViewEdge&)>;

    SearchVisitor(SeenMap& seen, const WalkOptions& options, const OnEdge* tree,
                  const OnEdge* other)
        : seen_(&seen), options_(&options), tree_(tree), other_(other) {}

    void examine_edge(const ViewEdge&, const WalkGraph&) { ++edges_; }

    void finish_vertex(NodeId, const WalkGraph&) {
        if (options_->poll) {
            options_->poll(edges_);
        }
        edges_ = 0;
    }

    void tree_edge(const ViewEdge& edge, const WalkGraph&) {
        const auto& from = *seen_->find(edge.source);
        const auto hops = from.hops + 1;
        const auto branch = from.hops == 0 ? edge.edge : from.branch;
        auto& found = (*seen_)[edge.target];
        found.hops = hops;
        found.branch = branch;
        found.parent = edge;
        if (tree_ != nullptr && *tree_) {
            (*tree_)(edge);
        }
    }

    void non_tree_edge(const ViewEdge& edge, const WalkGraph&) {
        if (other_ != nullptr && *other_) {
            (*other_)(edge);
        }
    }

  private:
    SeenMap* seen_;
    const WalkOptions* options_;
    const OnEdge* tree_;
    const OnEdge* other_;
    std::uint64_t edges_ = 0;
};

/// A breadth-first search that is advanced a level at a time.
class Search {
  public:
    Search(const GraphView& view, Direction direction, const WalkOptions& options)
        : graph_(view, direction, options.types, &options.admit), options_(&options) {}

    SearchVisitor::OnEdge on_tree_edge;
    SearchVisitor::OnEdge on_other_edge;

    void start(NodeId node) {
        auto& seen = (*memory_)[node];
        seen.colour = boost::gray_color;
        queue_.push(node);
    }

    /// Visits the next level. False if there is none.
    bool step() {
        if (!queue_.advance()) {
            return false;
        }
        const std::array<NodeId, 0> none{};
        boost::breadth_first_visit(
            graph_, none.begin(), none.end(), queue_,
            SearchVisitor(*memory_, *options_, &on_tree_edge, &on_other_edge),
            ColourMap{&*memory_});
        ++depth_;
        return true;
    }

    void stop() { queue_.stop(); }

    [[nodiscard]] bool stopped() const { return queue_.stopped(); }

    [[nodiscard]] std::uint64_t depth() const { return depth_; }

    [[nodiscard]] std::size_t frontier() const { return queue_.waiting(); }

    [[nodiscard]] const Seen* seen(NodeId node) const { return (*memory_).find(node); }

    [[nodiscard]] const WalkGraph& graph() const { return graph_; }

  private:
    WalkGraph graph_;
    const WalkOptions* options_;
    Lent<SeenMap> memory_;
    LevelQueue queue_;
    std::uint64_t depth_ = 0;
};

/// The relationship under a walked edge, with its own start and end. `along` is the walk's
/// direction: edges of an Incoming walk are read as in edges, so they are reversed too.
Relationship relationship(const ViewEdge& edge) {
    return edge.reversed ? Relationship{edge.edge, edge.target, edge.source, edge.type}
                         : Relationship{edge.edge, edge.source, edge.target, edge.type};
}

/// Appends the way from the start of `search` to `node`, start first; `node` itself is not
/// appended.
void append_way_to(const Search& search, NodeId node, Path& path) {
    const auto first = static_cast<std::ptrdiff_t>(path.relationships.size());
    for (auto at = node; search.seen(at)->hops != 0;) {
        const auto& parent = search.seen(at)->parent;
        path.relationships.push_back(relationship(parent));
        path.nodes.push_back(parent.source);
        at = parent.source;
    }
    std::reverse(path.relationships.begin() + first, path.relationships.end());
    std::reverse(path.nodes.begin() + first, path.nodes.end());
}

Path join(const Search& forward, const Search& backward, NodeId meeting) {
    Path path;
    append_way_to(forward, meeting, path);
    path.nodes.push_back(meeting);
    for (auto at = meeting; backward.seen(at)->hops != 0;) {
        const auto& parent = backward.seen(at)->parent;
        path.relationships.push_back(relationship(parent));
        path.nodes.push_back(parent.source);
        at = parent.source;
    }
    return path;
}

/// Runs `side` until `other` is met there or the level ends.
void watch_for(Search& side, const Search& other, std::optional<NodeId>& meeting) {
    side.on_tree_edge = [&side, &other, &meeting](const ViewEdge& edge) {
        if (!meeting && other.seen(edge.target) != nullptr) {
            meeting = edge.target;
            side.stop();
        }
    };
}

}  // namespace

std::optional<Path> shortest_path(const GraphView& view, NodeId from, NodeId to,
                                  const WalkOptions& options) {
    if (!view.has_node(from) || !view.has_node(to)) {
        return std::nullopt;
    }
    if (from == to) {
        return Path{{from}, {}};
    }
    const auto* copy = view.copied();
    if (copy != nullptr && options.types.size() <= 1 && !options.admit) {
        return shortest_path(
            *copy, from, to, options.direction,
            options.types.empty() ? std::nullopt : std::optional(options.types.front()),
            options.max_hops, options.poll);
    }
    Search forward(view, options.direction, options);
    Search backward(view, opposite(options.direction), options);
    std::optional<NodeId> meeting;
    watch_for(forward, backward, meeting);
    watch_for(backward, forward, meeting);
    forward.start(from);
    backward.start(to);
    while (!meeting && forward.depth() + backward.depth() < options.max_hops) {
        auto& smaller = forward.frontier() <= backward.frontier() ? forward : backward;
        if (!smaller.step()) {
            return std::nullopt;
        }
    }
    return meeting ? std::optional<Path>(join(forward, backward, *meeting)) : std::nullopt;
}

namespace {

/// Walks from `path`'s last node down the distances of `to_goal`, handing over each complete path.
bool descend(const Search& to_goal, const WalkGraph& graph, Path& path,
             const std::function<bool(Path&&)>& found) {
    const auto node = path.nodes.back();
    const auto hops = to_goal.seen(node)->hops;
    if (hops == 0) {
        return found(Path(path));
    }
    for (auto [edge, end] = out_edges(node, graph); edge != end; ++edge) {
        const auto walked = *edge;
        const auto* next = to_goal.seen(walked.target);
        if (next == nullptr || next->hops + 1 != hops) {
            continue;
        }
        path.relationships.push_back(relationship(walked));
        path.nodes.push_back(walked.target);
        const bool more = descend(to_goal, graph, path, found);
        path.nodes.pop_back();
        path.relationships.pop_back();
        if (!more) {
            return false;
        }
    }
    return true;
}

}  // namespace

void all_shortest_paths(const GraphView& view, NodeId from, NodeId to, const WalkOptions& options,
                        const std::function<bool(Path&&)>& found) {
    if (!view.has_node(from) || !view.has_node(to)) {
        return;
    }
    Search to_goal(view, opposite(options.direction), options);
    to_goal.start(to);
    while (to_goal.seen(from) == nullptr && to_goal.depth() < options.max_hops) {
        if (!to_goal.step()) {
            return;
        }
    }
    if (to_goal.seen(from) == nullptr) {
        return;
    }
    const WalkGraph graph(view, options.direction, options.types, &options.admit);
    Path path{{from}, {}};
    descend(to_goal, graph, path, found);
}

namespace {

/// The visible edges of a view along the arrows or against them, as an IncidenceGraph whose edges
/// are adjacency entries. One vertex is read at a time, as breadth-first visits do.
struct StoreWay {
    StoreGraph graph;
    store::Direction direction;
    std::vector<AdjacentEdge>* edges;  ///< of the vertex that was read last
};

using StoreStepIterator = StepIterator<NodeId, AdjacentEdge>;

std::pair<StoreStepIterator, StoreStepIterator> out_edges(NodeId node, const StoreWay& way) {
    way.edges->clear();
    way.graph.read(node, way.direction, *way.edges);
    return {{node, way.edges->data()}, {node, way.edges->data() + way.edges->size()}};
}

std::size_t out_degree(NodeId node, const StoreWay& way) {
    way.edges->clear();
    way.graph.read(node, way.direction, *way.edges);
    return way.edges->size();
}

NodeId node_of(NodeId node, const StoreWay&) {
    return node;
}

}  // namespace

}  // namespace trefoil::graph

template <>
struct boost::graph_traits<trefoil::graph::StoreWay> {
    using vertex_descriptor = trefoil::NodeId;
    using edge_descriptor = trefoil::graph::Step<trefoil::NodeId>;
    using directed_category = boost::directed_tag;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    using traversal_category = boost::incidence_graph_tag;
    using out_edge_iterator = trefoil::graph::StoreStepIterator;
    using degree_size_type = std::size_t;

    static vertex_descriptor null_vertex() { return trefoil::NodeId{~std::uint64_t{0}}; }
};

namespace trefoil::graph {

namespace {

/// for_each_reachable along the arrows or against them, from the store.
void for_each_along(const GraphView& view, NodeId from, std::uint64_t min_hops,
                    const WalkOptions& options,
                    const std::function<bool(NodeId, std::uint64_t)>& found) {
    const auto direction = options.direction == Direction::Outgoing ? store::Direction::Outgoing
                                                                    : store::Direction::Incoming;
    const Lent<Stamps> stamps;
    const Lent<std::vector<AdjacentEdge>> edges;
    if (from >= view.reader().end_of_nodes()) {
        return;
    }
    visit_levels(StoreWay{StoreGraph(view, options.types), direction, &*edges},
                 StampColours<NodeId>(*stamps, view.reader().end_of_nodes().value), from,
                 {min_hops, options.max_hops}, options.poll, found);
}

}  // namespace

void for_each_reachable(const GraphView& view, NodeId from, std::uint64_t min_hops,
                        const WalkOptions& options,
                        const std::function<bool(NodeId, std::uint64_t)>& found) {
    const bool directed = options.direction != Direction::Both;
    const auto* copy = view.copied();
    if (copy != nullptr && directed && options.types.size() <= 1 && !options.admit) {
        for_each_reachable(
            *copy, from, options.direction == Direction::Outgoing,
            options.types.empty() ? std::nullopt : std::optional(options.types.front()), min_hops,
            options.max_hops, options.poll, found);
        return;
    }
    if (min_hops == 0 && (!view.has_node(from) || !found(from, 0))) {
        return;
    }
    if (directed && !options.admit) {
        for_each_along(view, from, min_hops, options, found);
        return;
    }
    // The shortest closed walk through the start: a non-tree edge that joins two branches of the
    // tree (or leads from one back to the start by another edge than the branch's own). Directed:
    // any edge back to the start.
    std::uint64_t closed = kAnyHops;
    Search search(view, options.direction, options);
    search.on_tree_edge = [&](const ViewEdge& edge) {
        const auto hops = search.seen(edge.target)->hops;
        if (!search.stopped() && !found(edge.target, hops)) {
            search.stop();
        }
    };
    search.on_other_edge = [&](const ViewEdge& edge) {
        const auto& source = *search.seen(edge.source);
        const auto& target = *search.seen(edge.target);
        if (edge.target == from) {
            if (directed || edge.source == from || edge.edge != source.branch) {
                closed = std::min(closed, source.hops + 1);
            }
        } else if (!directed && edge.source != from && source.branch != target.branch) {
            closed = std::min(closed, source.hops + target.hops + 1);
        } else if (!directed && edge.source == from && edge.edge != target.branch) {
            closed = std::min(closed, target.hops + 1);
        }
    };
    search.start(from);
    while (search.depth() < options.max_hops && !search.stopped() && search.step()) {
    }
    if (min_hops == 1 && !search.stopped() && closed != kAnyHops && closed <= options.max_hops) {
        found(from, closed);
    }
}

std::uint64_t count_reachable(const GraphView& view, NodeId from, std::uint64_t min_hops,
                              const WalkOptions& options) {
    std::uint64_t count = 0;
    for_each_reachable(view, from, min_hops, options, [&count](NodeId, std::uint64_t) {
        ++count;
        return true;
    });
    return count;
}

namespace {

/// BGL's heap with a brake: says "empty" once the goal came out.
class GoalHeap
    : public boost::d_ary_heap_indirect<NodeId, 4, HeapIndexMap, DistanceMap, std::less<>> {
  public:
    GoalHeap(SeenMap& seen, NodeId goal)
        : d_ary_heap_indirect(DistanceMap{&seen}, HeapIndexMap{&seen}), goal_(goal) {}

    [[nodiscard]] bool empty() const { return reached_ || d_ary_heap_indirect::empty(); }

    void pop() {
        reached_ = top() == goal_;
        d_ary_heap_indirect::pop();
    }

  private:
    NodeId goal_;
    bool reached_ = false;
};

class DijkstraVisitor : public boost::dijkstra_visitor<> {
  public:
    DijkstraVisitor(SeenMap& seen, const WalkOptions& options) : seen_(&seen), options_(&options) {}

    void examine_edge(const ViewEdge&, const WalkGraph&) { ++edges_; }

    void finish_vertex(NodeId, const WalkGraph&) {
        if (options_->poll) {
            options_->poll(edges_);
        }
        edges_ = 0;
    }

    void edge_relaxed(const ViewEdge& edge, const WalkGraph&) {
        (*seen_)[edge.target].parent = edge;
    }

  private:
    SeenMap* seen_;
    const WalkOptions* options_;
    std::uint64_t edges_ = 0;
};

Path way_from(const SeenMap& seen, NodeId from, NodeId to) {
    Path path{{to}, {}};
    for (auto at = to; at != from;) {
        const auto& parent = seen.find(at)->parent;
        path.relationships.push_back(relationship(parent));
        path.nodes.push_back(parent.source);
        at = parent.source;
    }
    std::reverse(path.nodes.begin(), path.nodes.end());
    std::reverse(path.relationships.begin(), path.relationships.end());
    return path;
}

}  // namespace

std::optional<WeightedPath> weighted_shortest_path(const GraphView& view, NodeId from, NodeId to,
                                                   std::optional<KeyId> key, double missing,
                                                   const WalkOptions& options) {
    if (!view.has_node(from) || !view.has_node(to)) {
        return std::nullopt;
    }
    const Lent<SeenMap> memory;
    auto& seen = *memory;
    const WalkGraph graph(view, options.direction, options.types, &options.admit);
    GoalHeap heap(seen, to);
    const ViewWeightMap weights(view, key, missing);
    seen[from].distance = 0;
    boost::detail::dijkstra_bfs_visitor<DijkstraVisitor, GoalHeap, ViewWeightMap,
                                        boost::dummy_property_map, DistanceMap, std::plus<>,
                                        std::less<>>
        visitor(DijkstraVisitor(seen, options), heap, weights, boost::dummy_property_map{},
                DistanceMap{&seen}, std::plus<>{}, std::less<>{}, 0.0);
    const std::array<NodeId, 1> start{from};
    boost::breadth_first_visit(graph, start.begin(), start.end(), heap, visitor, ColourMap{&seen});
    const auto* goal = seen.find(to);
    if (goal == nullptr || goal->distance == std::numeric_limits<double>::infinity()) {
        return std::nullopt;
    }
    return WeightedPath{way_from(seen, from, to), goal->distance};
}

}  // namespace trefoil::graph
