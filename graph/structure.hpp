#pragma once

#include <cstdint>
#include <vector>

#include "graph/csr_graph.hpp"

/// How a whole graph hangs together. Results are indexed by vertex number. Each is deterministic.
/// `poll` is called now and then with the edges looked at; it cancels by throwing.
namespace trefoil::graph {

/// Strongly connected components (Tarjan 1972): for each vertex the smallest vertex number of its
/// component. Linear.
std::vector<std::uint32_t> strong_components(const CsrGraph& graph, const Poll& poll = {});

/// Core numbers (Batagelj and Zaversnik 2003): the largest k such that the vertex is in a subgraph
/// whose vertices all have k different neighbours, directions, loops and parallel edges apart.
/// Linear, after sorting each vertex's neighbours.
std::vector<std::uint32_t> core_numbers(const CsrGraph& graph, const Poll& poll = {});

/// Communities by label propagation (Raghavan et al. 2007), directions apart, vertices in order,
/// ties to the largest label, at most 20 rounds: for each vertex the smallest vertex number of its
/// community. Linear per round.
std::vector<std::uint32_t> communities(const CsrGraph& graph, const Poll& poll = {});

/// Triangles of three different vertices that each vertex is in, directions, loops and parallel
/// edges apart. At most edges to the power of 1.5.
std::vector<std::uint64_t> triangles(const CsrGraph& graph, const Poll& poll = {});

/// Betweenness centrality along directed edges (Brandes 2001), unnormalised, ends not counted: as
/// boost::brandes_betweenness_centrality gives it for a simple graph; parallel edges count as one.
/// From every vertex, or scaled up from `samples` evenly spaced ones (0: all). Edges times samples.
std::vector<double> betweenness(const CsrGraph& graph, std::size_t samples = 0,
                                const Poll& poll = {});

}  // namespace trefoil::graph
