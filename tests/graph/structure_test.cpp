#include "graph/structure.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/strong_components.hpp>
#include <doctest/doctest.h>

#include "tests/graph/backends.hpp"
#include "tests/graph/random_graph.hpp"

namespace trefoil::graph {

namespace {

using Directed = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
using Sets = std::vector<std::set<std::size_t>>;

struct Sample {
    std::shared_ptr<const CsrGraph> csr;
    std::vector<std::pair<std::size_t, std::size_t>> edges;
    Sets neighbours;  ///< different, directions and loops apart
    std::size_t size = 0;
};

Sample sample(unsigned seed, std::size_t nodes, std::size_t edges) {
    const auto store = store::open_store(":memory:");
    const auto graph = test::fill_at_random(*store, seed, nodes, edges);
    Sample result{CsrGraph::copy(GraphView(store->snapshot())), {}, Sets(nodes), nodes};
    const auto index = [&](NodeId node) { return std::size_t{*result.csr->vertex(node)}; };
    for (const auto& edge : graph.edges) {
        const auto a = index(edge.start);
        const auto b = index(edge.end);
        result.edges.emplace_back(a, b);
        if (a != b) {
            result.neighbours[a].insert(b);
            result.neighbours[b].insert(a);
        }
    }
    return result;
}

Directed reference(const Sample& sample, bool simple) {
    Directed graph(sample.size);
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (const auto& [a, b] : sample.edges) {
        if (!simple || (a != b && seen.emplace(a, b).second)) {
            boost::add_edge(a, b, graph);
        }
    }
    return graph;
}

}  // namespace

TEST_CASE("strong components are those of Boost.Graph, named by their smallest vertex") {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const Sample graph = sample(seed, 40, 20 + seed * 6);
        const Directed directed = reference(graph, false);
        std::vector<int> expected(graph.size);
        boost::strong_components(
            directed, boost::make_iterator_property_map(expected.begin(),
                                                        get(boost::vertex_index, directed)));
        const auto components = strong_components(*graph.csr);
        for (std::size_t a = 0; a < graph.size; ++a) {
            CHECK(components[a] <= a);
            for (std::size_t b = 0; b < graph.size; ++b) {
                CHECK((components[a] == components[b]) == (expected[a] == expected[b]));
            }
        }
    }
}

TEST_CASE("betweenness is the one of Boost.Graph on simple graphs") {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const Sample graph = sample(seed, 25, 70);
        const Directed directed = reference(graph, true);
        std::vector<double> expected(graph.size);
        boost::brandes_betweenness_centrality(
            directed, boost::make_iterator_property_map(expected.begin(),
                                                        get(boost::vertex_index, directed)));
        const auto scores = betweenness(*graph.csr);
        for (std::size_t v = 0; v < graph.size; ++v) {
            CHECK(scores[v] == doctest::Approx(expected[v]));
        }
        CHECK(betweenness(*graph.csr, graph.size) == scores);
        CHECK(betweenness(*graph.csr, 5).size() == graph.size);
    }
}

TEST_CASE("core numbers are what peeling gives") {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const Sample graph = sample(seed, 30, 90);
        std::vector<std::uint32_t> expected(graph.size);
        for (std::uint32_t k = 1; k < graph.size; ++k) {
            Sets left = graph.neighbours;
            for (bool changed = true; changed;) {
                changed = false;
                for (std::size_t v = 0; v < left.size(); ++v) {
                    if (!left[v].empty() && left[v].size() < k) {
                        for (const std::size_t w : left[v]) {
                            left[w].erase(v);
                        }
                        left[v].clear();
                        changed = true;
                    }
                }
            }
            for (std::size_t v = 0; v < left.size(); ++v) {
                expected[v] = left[v].empty() ? expected[v] : k;
            }
        }
        CHECK(core_numbers(*graph.csr) == expected);
    }
}

TEST_CASE("triangles are counted at each of their vertices") {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const Sample graph = sample(seed, 25, 110);
        std::vector<std::uint64_t> expected(graph.size);
        for (std::size_t a = 0; a < graph.size; ++a) {
            for (const std::size_t b : graph.neighbours[a]) {
                for (const std::size_t c : graph.neighbours[b]) {
                    expected[a] += b < c && graph.neighbours[a].contains(c) ? 1 : 0;
                }
            }
        }
        CHECK(triangles(*graph.csr) == expected);
    }
}

TEST_CASE("communities keep two cliques apart that one edge joins") {
    const auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    const auto type = transaction->intern_type("T");
    std::vector<NodeId> nodes;
    for (int i = 0; i < 13; ++i) {
        nodes.push_back(transaction->create_node({}, {}));
    }
    for (std::size_t i = 0; i < 12; ++i) {
        for (std::size_t j = i + 1; j < 12; ++j) {
            if (i / 6 == j / 6 || (i == 5 && j == 6)) {
                transaction->create_edge(nodes[i], type, nodes[j], {});
            }
        }
    }
    transaction->commit();
    const auto found = communities(*CsrGraph::copy(GraphView(store->snapshot())));
    const std::vector<std::uint32_t> expected = {0, 0, 0, 0, 0, 0, 6, 6, 6, 6, 6, 6, 12};
    CHECK(found == expected);
}

TEST_CASE("structure of an empty graph is empty") {
    const auto store = store::open_store(":memory:");
    const auto copy = CsrGraph::copy(GraphView(store->snapshot()));
    CHECK(strong_components(*copy).empty());
    CHECK(core_numbers(*copy).empty());
    CHECK(communities(*copy).empty());
    CHECK(triangles(*copy).empty());
    CHECK(betweenness(*copy).empty());
}

}  // namespace trefoil::graph
