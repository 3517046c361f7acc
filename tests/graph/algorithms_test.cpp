#include "graph/algorithms.hpp"

#include <algorithm>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/page_rank.hpp>
#include <doctest/doctest.h>

#include "tests/graph/backends.hpp"
#include "tests/graph/random_graph.hpp"

namespace trefoil::graph {

namespace {

std::size_t index_of(const test::RandomGraph& graph, NodeId node) {
    return static_cast<std::size_t>(std::ranges::find(graph.nodes, node) - graph.nodes.begin());
}

}  // namespace

TEST_CASE("PageRank is the one of Boost.Graph") {
    using Reference = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
    const auto store = store::open_store(":memory:");
    const auto graph = test::fill_at_random(*store, 11, 20, 60);
    Reference reference(graph.nodes.size());
    for (const auto& edge : graph.edges) {
        boost::add_edge(index_of(graph, edge.start), index_of(graph, edge.end), reference);
    }
    std::vector<double> expected(graph.nodes.size());
    boost::graph::page_rank(reference, boost::make_iterator_property_map(
                                           expected.begin(), get(boost::vertex_index, reference)));

    const auto copy = CsrGraph::copy(GraphView(store->snapshot()));
    const auto& csr = *copy;
    const auto ranks = page_rank(csr);
    REQUIRE(ranks.size() == expected.size());
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        CHECK(csr.node(static_cast<std::uint32_t>(i)) == graph.nodes[i]);
        CHECK(ranks[i] == doctest::Approx(expected[i]));
    }
}

TEST_CASE("two vertices share a component exactly if Boost.Graph says so") {
    using Reference = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
    const auto store = store::open_store(":memory:");
    const auto graph = test::fill_at_random(*store, 12, 30, 18);
    Reference reference(graph.nodes.size());
    for (const auto& edge : graph.edges) {
        boost::add_edge(index_of(graph, edge.start), index_of(graph, edge.end), reference);
    }
    std::vector<int> expected(graph.nodes.size());
    boost::connected_components(reference, expected.data());

    const auto components = connected_components(*CsrGraph::copy(GraphView(store->snapshot())));
    for (std::size_t a = 0; a < components.size(); ++a) {
        for (std::size_t b = 0; b < components.size(); ++b) {
            CHECK((components[a] == components[b]) == (expected[a] == expected[b]));
        }
    }
}

TEST_CASE("degrees count parallel edges and loops") {
    const auto store = store::open_store(":memory:");
    const auto graph = test::fill_at_random(*store, 13, 5, 40);
    const auto result = degrees(*CsrGraph::copy(GraphView(store->snapshot())));
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        CHECK(result[i].out == static_cast<std::uint64_t>(std::ranges::count(
                                   graph.edges, graph.nodes[i], &test::RandomEdge::start)));
        CHECK(result[i].in == static_cast<std::uint64_t>(std::ranges::count(
                                  graph.edges, graph.nodes[i], &test::RandomEdge::end)));
    }
}

TEST_CASE("an empty graph has no ranks, components or degrees") {
    const auto store = store::open_store(":memory:");
    const auto copy = CsrGraph::copy(GraphView(store->snapshot()));
    const auto& csr = *copy;
    CHECK(page_rank(csr).empty());
    CHECK(connected_components(csr).empty());
    CHECK(degrees(csr).empty());
}

}  // namespace trefoil::graph
