#include "graph/walk.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "tests/graph/backends.hpp"
#include "tests/graph/random_graph.hpp"

namespace trefoil::graph {

namespace {

using test::RandomEdge;
using test::RandomGraph;

/// The slow obvious twin: walks without repeated relationships, by plain recursion over the list of
/// edges.
class BruteForce {
  public:
    BruteForce(const RandomGraph& graph, Direction direction, std::vector<TypeId> types)
        : graph_(&graph), direction_(direction), types_(std::move(types)) {}

    /// Shortest walk without repeated relationships of 1 to max_hops hops, by end.
    std::map<NodeId, std::uint64_t> reach(NodeId from, std::uint64_t max_hops) {
        nearest_.clear();
        walk(from, 0, max_hops);
        return nearest_;
    }

    /// Distances by relaxing until nothing changes.
    std::map<NodeId, double> distances(NodeId from, bool weighted) const {
        std::map<NodeId, double> distance = {{from, 0}};
        for (bool changed = true; changed;) {
            changed = false;
            for (const auto& edge : graph_->edges) {
                for (const auto& [source, target] : ways(edge)) {
                    const auto at = distance.find(source);
                    const double length = weighted ? edge.weight : 1;
                    if (at != distance.end() &&
                        (!distance.contains(target) || at->second + length < distance[target])) {
                        distance[target] = at->second + length;
                        changed = true;
                    }
                }
            }
        }
        return distance;
    }

    std::uint64_t count_shortest(NodeId from, NodeId to) {
        const auto distance = distances(from, false);
        if (!distance.contains(to)) {
            return 0;
        }
        return count(from, to, static_cast<std::uint64_t>(distance.at(to)));
    }

  private:
    std::vector<std::pair<NodeId, NodeId>> ways(const RandomEdge& edge) const {
        std::vector<std::pair<NodeId, NodeId>> result;
        if (!types_.empty() && std::ranges::find(types_, edge.type) == types_.end()) {
            return result;
        }
        if (direction_ != Direction::Incoming) {
            result.emplace_back(edge.start, edge.end);
        }
        if (direction_ != Direction::Outgoing &&
            !(direction_ == Direction::Both && edge.start == edge.end)) {
            result.emplace_back(edge.end, edge.start);
        }
        return result;
    }

    void walk(NodeId at, std::uint64_t hops, std::uint64_t max_hops) {
        if (hops == max_hops) {
            return;
        }
        for (std::size_t i = 0; i < graph_->edges.size(); ++i) {
            if (used_.contains(i)) {
                continue;
            }
            for (const auto& [source, target] : ways(graph_->edges[i])) {
                if (source == at) {
                    const auto [entry, fresh] = nearest_.try_emplace(target, hops + 1);
                    entry->second = std::min(entry->second, hops + 1);
                    used_.insert(i);
                    walk(target, hops + 1, max_hops);
                    used_.erase(i);
                }
            }
        }
    }

    std::uint64_t count(NodeId at, NodeId to, std::uint64_t hops) {
        if (hops == 0) {
            return at == to ? 1 : 0;
        }
        std::uint64_t sum = 0;
        for (const auto& edge : graph_->edges) {
            for (const auto& [source, target] : ways(edge)) {
                sum += source == at ? count(target, to, hops - 1) : 0;
            }
        }
        return sum;
    }

    const RandomGraph* graph_;
    Direction direction_;
    std::vector<TypeId> types_;
    std::map<NodeId, std::uint64_t> nearest_;
    std::set<std::size_t> used_;
};

/// Every relationship joins its neighbours in the path, in the walk's direction, and none is
/// repeated.
bool is_walk(const RandomGraph& graph, const Path& path, NodeId from, NodeId to,
             const WalkOptions& options) {
    if (path.nodes.size() != path.relationships.size() + 1 || path.nodes.front() != from ||
        path.nodes.back() != to) {
        return false;
    }
    std::set<EdgeId> used;
    for (std::size_t i = 0; i < path.relationships.size(); ++i) {
        const auto& step = path.relationships[i];
        const auto edge = std::ranges::find(graph.edges, step.id, &RandomEdge::id);
        const bool known = edge != graph.edges.end() && edge->start == step.start &&
                           edge->end == step.end && edge->type == step.type;
        const bool forward = step.start == path.nodes[i] && step.end == path.nodes[i + 1];
        const bool backward = step.end == path.nodes[i] && step.start == path.nodes[i + 1];
        const bool allowed = (forward && options.direction != Direction::Incoming) ||
                             (backward && options.direction != Direction::Outgoing);
        const bool typed = options.types.empty() ||
                           std::ranges::find(options.types, step.type) != options.types.end();
        if (!known || !allowed || !typed || !used.insert(step.id).second) {
            return false;
        }
    }
    return true;
}

double weight_of(const RandomGraph& graph, const Path& path) {
    double sum = 0;
    for (const auto& step : path.relationships) {
        sum += std::ranges::find(graph.edges, step.id, &RandomEdge::id)->weight;
    }
    return sum;
}

/// Runs `body` on random graphs, sparse and dense, in every direction and for one and all types.
void for_each_walk(
    const std::function<void(const RandomGraph&, const GraphView&, const WalkOptions&)>& body) {
    for (unsigned seed = 0; seed < 12; ++seed) {
        const auto store = store::open_store(":memory:");
        const auto graph = test::fill_at_random(*store, seed, 7, 4 + seed);
        const GraphView view(store->snapshot());
        for (const auto direction : {Direction::Outgoing, Direction::Incoming, Direction::Both}) {
            for (const bool one_type : {false, true}) {
                WalkOptions options;
                options.direction = direction;
                if (one_type) {
                    options.types = {graph.types[0]};
                }
                body(graph, view, options);
            }
        }
    }
}

}  // namespace

TEST_CASE("a shortest path is a walk as long as brute force says, and absent where there is none") {
    for_each_walk([](const RandomGraph& graph, const GraphView& view, const WalkOptions& options) {
        const BruteForce slow(graph, options.direction, options.types);
        for (const auto from : graph.nodes) {
            const auto distance = slow.distances(from, false);
            for (const auto to : graph.nodes) {
                const auto path = shortest_path(view, from, to, options);
                REQUIRE(path.has_value() == distance.contains(to));
                if (path) {
                    CHECK(static_cast<double>(path->relationships.size()) == distance.at(to));
                    CHECK(is_walk(graph, *path, from, to, options));
                }
            }
        }
    });
}

TEST_CASE("a shortest path longer than the limit is not found") {
    for_each_walk([](const RandomGraph& graph, const GraphView& view, WalkOptions options) {
        const BruteForce slow(graph, options.direction, options.types);
        options.max_hops = 2;
        const auto distance = slow.distances(graph.nodes[0], false);
        for (const auto to : graph.nodes) {
            const bool near = distance.contains(to) && distance.at(to) <= 2;
            CHECK(shortest_path(view, graph.nodes[0], to, options).has_value() == near);
        }
    });
}

TEST_CASE("all shortest paths are handed over once each") {
    for_each_walk([](const RandomGraph& graph, const GraphView& view, const WalkOptions& options) {
        BruteForce slow(graph, options.direction, options.types);
        for (const auto to : graph.nodes) {
            const auto from = graph.nodes[0];
            std::set<std::vector<EdgeId>> seen;
            std::uint64_t count = 0;
            all_shortest_paths(view, from, to, options, [&](Path&& path) {
                CHECK(is_walk(graph, path, from, to, options));
                std::vector<EdgeId> edges;
                for (const auto& step : path.relationships) {
                    edges.push_back(step.id);
                }
                seen.insert(edges);
                ++count;
                return true;
            });
            CHECK(count == slow.count_shortest(from, to));
            CHECK(seen.size() == count);
        }
    });
}

TEST_CASE("what is reachable, and how far, agrees with trying every walk") {
    for_each_walk([](const RandomGraph& graph, const GraphView& view, WalkOptions options) {
        BruteForce slow(graph, options.direction, options.types);
        for (const std::uint64_t max_hops : {1U, 2U, 4U}) {
            options.max_hops = max_hops;
            for (const auto from : graph.nodes) {
                const auto expected = slow.reach(from, max_hops);
                std::map<NodeId, std::uint64_t> reached;
                for_each_reachable(view, from, 1, options, [&](NodeId node, std::uint64_t hops) {
                    CHECK(reached.emplace(node, hops).second);
                    return true;
                });
                CHECK(reached == expected);
                CHECK(count_reachable(view, from, 0, options) ==
                      expected.size() + (expected.contains(from) ? 0 : 1));
            }
        }
    });
}

TEST_CASE("a weighted shortest path weighs as little as brute force says") {
    for_each_walk([](const RandomGraph& graph, const GraphView& view, const WalkOptions& options) {
        const BruteForce slow(graph, options.direction, options.types);
        const auto from = graph.nodes[1];
        const auto distance = slow.distances(from, true);
        for (const auto to : graph.nodes) {
            const auto path = weighted_shortest_path(view, from, to, graph.weight, 1, options);
            REQUIRE(path.has_value() == distance.contains(to));
            if (path) {
                CHECK(path->weight == distance.at(to));
                CHECK(weight_of(graph, path->path) == path->weight);
                CHECK(is_walk(graph, path->path, from, to, options));
            }
        }
    });
}

TEST_CASE("a negative weight is refused in words") {
    const auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    const auto key = transaction->intern_key("cost");
    const auto a = transaction->create_node({}, {});
    const auto b = transaction->create_node({}, {});
    transaction->create_edge(a, transaction->intern_type("R"), b, {{key, Value(-1)}});
    transaction->commit();
    const GraphView view(store->snapshot());
    CHECK_THROWS_WITH_AS(weighted_shortest_path(view, a, b, key), doctest::Contains("negative"),
                         Error);
}

TEST_CASE("a walk is cancelled by its poll, and may keep off edges") {
    const auto store = store::open_store(":memory:");
    const auto graph = test::fill_at_random(*store, 1, 7, 30);
    const GraphView view(store->snapshot());
    WalkOptions options;
    options.poll = [](std::uint64_t) { throw Interrupted(); };
    CHECK_THROWS_AS(count_reachable(view, graph.nodes[0], 0, options), Interrupted);

    options.poll = {};
    options.admit = [](const AdjacentEdge&) { return false; };
    CHECK(count_reachable(view, graph.nodes[0], 0, options) == 1);
    options.admit = {};
    CHECK(count_reachable(view, graph.nodes[0], 0, options) == 7);
}

}  // namespace trefoil::graph
