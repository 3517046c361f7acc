#include "graph/bgl.hpp"

#include <algorithm>

#include <boost/concept/assert.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/property_map/property_map.hpp>
#include <doctest/doctest.h>

#include "tests/graph/backends.hpp"
#include "tests/graph/random_graph.hpp"

namespace trefoil::graph {

BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<StoreGraph>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<WalkGraph>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<ViewPropertyMap<NodeId>, NodeId>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<ViewPropertyMap<ViewEdge>, ViewEdge>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<ViewWeightMap, ViewEdge>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<ViewVertexIndexMap, NodeId>));

namespace {

template <class Range>
std::vector<std::uint64_t> edge_ids(Range range) {
    std::vector<std::uint64_t> ids;
    for (auto [edge, end] = range; edge != end; ++edge) {
        ids.push_back((*edge).edge.value);
    }
    std::ranges::sort(ids);
    return ids;
}

}  // namespace

TEST_CASE(
    "out edges and in edges of a vertex are those of the graph, whatever the direction and type") {
    test::for_each_backend([](store::Store& store) {
        const auto graph = test::fill_at_random(store, 3, 8, 40);
        const GraphView view(store.snapshot());
        const std::vector<TypeId> likes = {graph.types[1], graph.types[1]};
        const StoreGraph all(view);
        const StoreGraph liking(view, likes);
        for (const auto node : graph.nodes) {
            std::vector<std::uint64_t> out;
            std::vector<std::uint64_t> in;
            std::vector<std::uint64_t> both;
            std::vector<std::uint64_t> out_likes;
            for (const auto& edge : graph.edges) {
                if (edge.start == node) {
                    out.push_back(edge.id.value);
                }
                if (edge.end == node) {
                    in.push_back(edge.id.value);
                }
                if (edge.start == node || edge.end == node) {
                    both.push_back(edge.id.value);
                }
                if (edge.start == node && edge.type == likes[0]) {
                    out_likes.push_back(edge.id.value);
                }
            }
            CHECK(edge_ids(out_edges(node, all)) == out);
            CHECK(edge_ids(in_edges(node, all)) == in);
            CHECK(edge_ids(out_edges(node, liking)) == out_likes);
            CHECK(edge_ids(out_edges(node, WalkGraph(view, Direction::Both, {}))) == both);
            CHECK(out_degree(node, all) == out.size());
            CHECK(degree(node, all) == out.size() + in.size());
            CHECK(view.degree(node, Direction::Both, {}) == both.size());
            CHECK(view.degree(node, Direction::Outgoing, likes) == out_likes.size());
        }
    });
}

TEST_CASE(
    "an edge's source and target are its own ends in a directed graph, and the walked ends in a "
    "walk") {
    const auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    const auto a = transaction->create_node({}, {});
    const auto b = transaction->create_node({}, {});
    transaction->create_edge(a, transaction->intern_type("SEES"), b, {});
    transaction->commit();
    const GraphView view(store->snapshot());

    const StoreGraph graph(view);
    const auto edge = *in_edges(b, graph).first;
    CHECK(source(edge, graph) == a);
    CHECK(target(edge, graph) == b);

    const WalkGraph backwards(view, Direction::Incoming, {});
    const auto step = *out_edges(b, backwards).first;
    CHECK(source(step, backwards) == b);
    CHECK(target(step, backwards) == a);
    CHECK(step.reversed);
}

TEST_CASE("iterators of several vertices may be held at once") {
    const auto store = store::open_store(":memory:");
    const auto graph = test::fill_at_random(*store, 5, 6, 30);
    const GraphView view(store->snapshot());
    const StoreGraph whole(view);
    const auto first = out_edges(graph.nodes[0], whole);
    const auto before = edge_ids(first);
    const auto second = out_edges(graph.nodes[1], whole);
    CHECK(edge_ids(second) != before);
    CHECK(edge_ids(first) == before);
}

}  // namespace trefoil::graph
