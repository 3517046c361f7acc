#include "graph/read_cache.hpp"

#include <algorithm>
#include <thread>

#include <doctest/doctest.h>

#include "graph/csr_graph.hpp"
#include "graph/pattern_count.hpp"
#include "graph/walk.hpp"
#include "tests/graph/backends.hpp"
#include "tests/graph/random_graph.hpp"

namespace trefoil::graph {

namespace {

constexpr std::size_t kPlenty = std::size_t{1} << 30;

std::vector<AdjacentEdge> around(const GraphView& view, NodeId node, Direction direction,
                                 std::vector<TypeId> types) {
    std::vector<AdjacentEdge> edges;
    view.expand(node, direction, types, edges);
    return edges;
}

/// Every way of reading gives the same from both views.
void check_equal(const GraphView& a, const GraphView& b, const test::RandomGraph& graph) {
    for (const NodeId node : graph.nodes) {
        for (const auto direction : {Direction::Outgoing, Direction::Incoming, Direction::Both}) {
            for (const std::vector<TypeId>& types :
                 {std::vector<TypeId>{}, {graph.types[1]}, graph.types}) {
                CHECK(around(a, node, direction, types) == around(b, node, direction, types));
                CHECK(a.degree(node, direction, types) == b.degree(node, direction, types));
            }
        }
    }
    std::vector<NodeId> from_a(graph.nodes.size() + 1);
    std::vector<NodeId> from_b(graph.nodes.size() + 1);
    CHECK(a.scan_nodes({}, {}, from_a) == b.scan_nodes({}, {}, from_b));
    CHECK(from_a == from_b);
    CHECK(a.edge_counts() == b.edge_counts());
}

}  // namespace

TEST_CASE("a copied graph reads like the store") {
    test::for_each_backend([](store::Store& store) {
        const auto graph = test::fill_at_random(store, 5, 30, 200);
        const GraphView plain(store.snapshot());
        const GraphView cached(store.snapshot(), {}, std::make_shared<ReadCache>(kPlenty));
        check_equal(cached, plain, graph);
        CHECK(cached.copy({}) != nullptr);
        CHECK(cached.copied() != nullptr);
        check_equal(cached, plain, graph);
    });
}

TEST_CASE("a shortest path on a copied graph is that of the store") {
    for (const unsigned seed : {1U, 2U, 3U}) {
        const auto store = store::open_store(":memory:");
        const auto graph = test::fill_at_random(*store, seed, 24, 60);
        const GraphView plain(store->snapshot());
        const GraphView cached(store->snapshot(), {}, std::make_shared<ReadCache>(kPlenty));
        REQUIRE(cached.copy({}) != nullptr);
        REQUIRE(cached.copied() != nullptr);
        std::size_t found = 0;
        for (const auto direction : {Direction::Outgoing, Direction::Incoming, Direction::Both}) {
            for (const std::vector<TypeId>& types : {std::vector<TypeId>{}, {graph.types[1]}}) {
                for (const std::uint64_t hops : {std::uint64_t{2}, kAnyHops}) {
                    WalkOptions options;
                    options.direction = direction;
                    options.types = types;
                    options.max_hops = hops;
                    for (const NodeId from : graph.nodes) {
                        for (const NodeId to : graph.nodes) {
                            const auto path = shortest_path(cached, from, to, options);
                            CHECK(path == shortest_path(plain, from, to, options));
                            found += path && path->relationships.size() > 1 ? 1 : 0;
                        }
                    }
                }
            }
        }
        CHECK(found > 100);
    }
}

TEST_CASE("ids with holes are found in a copied graph") {
    const auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    const auto type = transaction->intern_type("T");
    std::vector<NodeId> nodes;
    for (int i = 0; i < 6; ++i) {
        nodes.push_back(transaction->create_node({}, {}));
    }
    transaction->delete_node(nodes[2]);
    transaction->create_edge(nodes[1], type, nodes[4], {});
    transaction->create_edge(nodes[4], type, nodes[5], {});
    transaction->commit();
    const GraphView view(store->snapshot(), {}, std::make_shared<ReadCache>(kPlenty));
    REQUIRE(view.copy({}) != nullptr);
    CHECK_FALSE(view.copied()->vertex(nodes[2]).has_value());
    CHECK_FALSE(view.copied()->vertex(NodeId(6)).has_value());
    CHECK(view.degree(nodes[4], Direction::Both, {}) == 2);
    const auto path = shortest_path(view, nodes[1], nodes[5]);
    REQUIRE(path.has_value());
    CHECK(path->nodes == std::vector<NodeId>{nodes[1], nodes[4], nodes[5]});
}

TEST_CASE("many single reads lead to a copy, but not one above its limit") {
    const auto store = store::open_store(":memory:");
    const auto graph = test::fill_at_random(*store, 6, 30, 100);
    const auto walk_much = [&](const GraphView& view) {
        for (int i = 0; i < 100; ++i) {
            for (const NodeId node : graph.nodes) {
                around(view, node, Direction::Both, {});
            }
        }
    };
    const GraphView small(store->snapshot(), {}, std::make_shared<ReadCache>(100));
    walk_much(small);
    CHECK(small.copied() == nullptr);
    CHECK(small.copy({})->edge_count() == 100);  // made for the call
    CHECK(small.copied() == nullptr);
    const GraphView large(store->snapshot(), {}, std::make_shared<ReadCache>(kPlenty));
    walk_much(large);
    CHECK(large.copied() != nullptr);
}

TEST_CASE("a copied graph holds only what the view shows") {
    const auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    const auto type = transaction->intern_type("T");
    const auto a = transaction->create_node({}, {});
    const auto b = transaction->create_node({}, {});
    for (const auto polarity : {Polarity::Positive, Polarity::Negative}) {
        for (const auto modality : {Modality::Actual, Modality::Planned, Modality::Reported}) {
            transaction->create_edge(a, type, b, {}, {polarity, modality, false, false, true});
        }
    }
    transaction->commit();
    const GraphView usual(store->snapshot());
    CHECK(usual.copy({})->edge_count() == 2);
    CHECK(usual.edge_counts() == std::vector<std::pair<TypeId, std::uint64_t>>{{type, 2}});
    ViewFilter all;
    all.all = true;
    CHECK(usual.with_filter(all).copy({})->edge_count() == 6);
    CHECK(usual.with_filter(all).edge_counts() ==
          std::vector<std::pair<TypeId, std::uint64_t>>{{type, 6}});
}

TEST_CASE("a copied property reads like the store and finds nodes by text") {
    test::for_each_backend([](store::Store& store) {
        auto transaction = store.begin();
        const auto name = transaction->intern_key("name");
        const auto size = transaction->intern_key("size");
        std::vector<NodeId> nodes;
        for (int i = 0; i < 50; ++i) {
            Properties properties;
            if (i % 3 != 0) {
                properties.emplace_back(name, Value("n" + std::to_string(i % 10)));
            }
            properties.emplace_back(size, i % 2 == 0 ? Value(i) : Value(i + 0.0));
            nodes.push_back(transaction->create_node({}, properties));
        }
        const auto list = transaction->create_node({}, {{name, Value(List{Value("n1")})}});
        transaction->commit();
        const GraphView plain(store.snapshot());
        const GraphView cached(store.snapshot(), {}, std::make_shared<ReadCache>(kPlenty));
        const auto* names = cached.column(name);
        REQUIRE(names != nullptr);
        CHECK_FALSE(names->texts_only());  // the list
        nodes.push_back(list);
        for (const NodeId node : nodes) {
            CHECK(cached.property(node, name) == plain.property(node, name));
        }
        for (const std::string text : {"n1", "n2", "n9", "nobody", ""}) {
            auto found = plain.nodes_by_text(name, text);  // the index also knows the list
            std::erase(found, list);
            CHECK(cached.nodes_by_text(name, text) == found);
        }
        CHECK(cached.nodes_by_text(name, "n1").size() == 4);
        REQUIRE(cached.column(size) != nullptr);
        for (const NodeId node : nodes) {
            CHECK(cached.property(node, size) == plain.property(node, size));
        }
        const GraphView tight(store.snapshot(), {}, std::make_shared<ReadCache>(10));
        CHECK(tight.column(name) == nullptr);
        CHECK(tight.property(nodes[1], name) == Value("n1"));
    });
}

TEST_CASE("threads may share a cache") {
    const auto store = store::open_store(":memory:");
    const auto graph = test::fill_at_random(*store, 9, 200, 2000);
    const auto cache = std::make_shared<ReadCache>(kPlenty);
    const GraphView plain(store->snapshot());
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            const GraphView view(store->snapshot(), {}, cache);
            for (int round = 0; round < 60; ++round) {
                for (const NodeId node : graph.nodes) {
                    wrong += view.degree(node, Direction::Outgoing, {}) !=
                                     plain.degree(node, Direction::Outgoing, {})
                                 ? 1
                                 : 0;
                }
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    CHECK(wrong == 0);
}

namespace {

/// Tries every assignment of vertices and edges.
std::uint64_t try_all(const test::RandomGraph& graph, const CountedPattern& pattern,
                      std::vector<std::optional<std::size_t>>& places, std::size_t hop) {
    if (hop == pattern.hops.size()) {
        return 1;
    }
    const CountedHop& h = pattern.hops[hop];
    std::uint64_t count = 0;
    const auto index = [&](NodeId node) {
        return static_cast<std::size_t>(std::ranges::find(graph.nodes, node) - graph.nodes.begin());
    };
    for (const auto& edge : graph.edges) {
        if (!h.types.empty() && std::ranges::find(h.types, edge.type) == h.types.end()) {
            continue;
        }
        const auto fit = [&](std::size_t left, std::size_t right) {
            const auto before = places;
            const auto stand = [&](std::size_t node, std::size_t vertex) {
                const auto& admitted = pattern.admitted[node];
                if ((places[node] && *places[node] != vertex) ||
                    (!admitted.empty() && !admitted[vertex])) {
                    return false;
                }
                places[node] = vertex;
                return true;
            };
            if (stand(h.left, left) && stand(h.right, right)) {
                count += try_all(graph, pattern, places, hop + 1);
            }
            places = before;
        };
        const std::size_t start = index(edge.start);
        const std::size_t end = index(edge.end);
        if (h.direction != Direction::Incoming) {
            fit(start, end);
        }
        if (h.direction == Direction::Incoming ||
            (h.direction == Direction::Both && start != end)) {
            fit(end, start);
        }
    }
    return count;
}

}  // namespace

TEST_CASE("patterns are counted as often as trying everything finds them") {
    const auto store = store::open_store(":memory:");
    auto graph = test::fill_at_random(*store, 21, 9, 40);
    const auto copy = CsrGraph::copy(GraphView(store->snapshot()));
    constexpr Direction kWays[] = {Direction::Outgoing, Direction::Incoming, Direction::Both};
    std::vector<bool> some(9);
    for (std::size_t i = 0; i < some.size(); ++i) {
        some[i] = i % 2 == 0;
    }
    int positive = 0;
    const auto check = [&](CountedPattern pattern) {
        std::vector<std::optional<std::size_t>> places(pattern.admitted.size());
        const auto expected = try_all(graph, pattern, places, 0);
        positive += expected > 0 ? 1 : 0;
        CHECK(count_matches(*copy, pattern, {}) == expected);
    };
    for (const Direction a : kWays) {
        check({{{}, {}}, {{0, 1, a, {}}}});
        for (const Direction b : kWays) {
            const CountedHop first{0, 1, a, {graph.types[0]}};
            const CountedHop second{1, 2, b, {graph.types[1]}};
            check({{{}, {}, {}}, {first, second}});
            check({{some, {}, some}, {first, second}});
            check({{{}, some, {}}, {second, first}});
            check({{{}, {}, {}}, {first, {2, 0, b, {graph.types[1]}}}});
        }
    }
    CHECK(positive > 20);
}

TEST_CASE("triangles of three types are counted as often as trying everything finds them") {
    const auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    test::RandomGraph graph;
    std::mt19937 random(3);
    for (const char* name : {"A", "B", "C"}) {
        graph.types.push_back(transaction->intern_type(name));
    }
    for (int i = 0; i < 8; ++i) {
        graph.nodes.push_back(transaction->create_node({}, {}));
    }
    for (int i = 0; i < 60; ++i) {
        test::RandomEdge edge{
            graph.nodes[random() % 8], graph.nodes[random() % 8], graph.types[random() % 3], {}, 0};
        transaction->create_edge(edge.start, edge.type, edge.end, {});
        graph.edges.push_back(edge);
    }
    transaction->commit();
    const auto copy = CsrGraph::copy(GraphView(store->snapshot()));
    constexpr Direction kWays[] = {Direction::Outgoing, Direction::Incoming, Direction::Both};
    std::vector<bool> some(8, true);
    some[3] = some[5] = false;
    for (const Direction a : kWays) {
        for (const Direction b : kWays) {
            for (const Direction c : kWays) {
                const CountedPattern pattern{{{}, some, {}},
                                             {{0, 1, a, {graph.types[0]}},
                                              {1, 2, b, {graph.types[1]}},
                                              {0, 2, c, {graph.types[2]}}}};
                REQUIRE(is_countable(3, pattern.hops));
                std::vector<std::optional<std::size_t>> places(3);
                const auto expected = try_all(graph, pattern, places, 0);
                CHECK(expected > 0);
                CHECK(count_matches(*copy, pattern, {}) == expected);
            }
        }
    }
}

TEST_CASE("only trees and triangles are countable") {
    CHECK(is_countable(2, {{0, 1, Direction::Both, {}}}));
    CHECK_FALSE(is_countable(1, {}));
    CHECK_FALSE(is_countable(1, {{0, 0, Direction::Both, {}}}));
    CHECK_FALSE(is_countable(2, {{0, 1, Direction::Both, {}}, {0, 1, Direction::Both, {}}}));
    CHECK_FALSE(is_countable(3, {{0, 1, Direction::Both, {}}}));
    CHECK_FALSE(is_countable(4, {{0, 1, Direction::Both, {}},
                                 {1, 2, Direction::Both, {}},
                                 {2, 3, Direction::Both, {}},
                                 {3, 0, Direction::Both, {}}}));
    CHECK_FALSE(is_countable(
        3,
        {{0, 1, Direction::Both, {}}, {1, 0, Direction::Both, {}}, {1, 2, Direction::Both, {}}}));
}

}  // namespace trefoil::graph
