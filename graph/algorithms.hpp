#pragma once

#include <cstdint>
#include <vector>

#include "graph/csr_graph.hpp"

/// Algorithms over the whole of a CsrGraph. Results are indexed by vertex number (CsrGraph::node
/// gives the node). Linear in vertices and edges, per iteration where they iterate. `poll` is
/// called now and then with the edges looked at; it cancels by throwing.
namespace trefoil::graph {

/// PageRank as boost::graph::page_rank defines it: from 1/n, each round rank(v) = (1 - damping) +
/// damping * (sum over in edges of rank(u) / out_degree(u)). Ranks do not sum to 1.
/// tests/graph/algorithms_test.cpp compares the two.
std::vector<double> page_rank(const CsrGraph& graph, unsigned iterations = 20,
                              double damping = 0.85, const Poll& poll = {});

/// Weakly connected components: for each vertex the smallest vertex number of its component.
std::vector<std::uint32_t> connected_components(const CsrGraph& graph, const Poll& poll = {});

struct Degree {
    std::uint64_t out = 0;
    std::uint64_t in = 0;

    bool operator==(const Degree&) const = default;
};

std::vector<Degree> degrees(const CsrGraph& graph, const Poll& poll = {});

}  // namespace trefoil::graph
