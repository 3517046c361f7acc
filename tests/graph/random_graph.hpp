#pragma once

#include <random>
#include <string>
#include <vector>

#include "graph/graph_transaction.hpp"
#include "store/store.hpp"

namespace trefoil::test {

struct RandomEdge {
    NodeId start;
    NodeId end;
    TypeId type;
    EdgeId id;
    double weight = 0;
};

/// A random directed multigraph with loops and parallel edges, of two types, with integer weights.
struct RandomGraph {
    std::vector<NodeId> nodes;
    std::vector<TypeId> types;
    std::vector<RandomEdge> edges;
    KeyId weight;
};

inline RandomGraph fill_at_random(store::Store& store, unsigned seed, std::size_t node_count,
                                  std::size_t edge_count) {
    std::mt19937 random(seed);
    RandomGraph graph;
    auto transaction = store.begin();
    graph.types = {transaction->intern_type("KNOWS"), transaction->intern_type("LIKES")};
    graph.weight = transaction->intern_key("weight");
    for (std::size_t i = 0; i < node_count; ++i) {
        graph.nodes.push_back(transaction->create_node({}, {}));
    }
    for (std::size_t i = 0; i < edge_count; ++i) {
        RandomEdge edge{graph.nodes[random() % node_count],
                        graph.nodes[random() % node_count],
                        graph.types[random() % 2],
                        {},
                        0};
        edge.weight = static_cast<double>(random() % 10);
        edge.id = transaction->create_edge(edge.start, edge.type, edge.end,
                                           {{graph.weight, Value(edge.weight)}});
        graph.edges.push_back(edge);
    }
    transaction->commit();
    return graph;
}

}  // namespace trefoil::test
