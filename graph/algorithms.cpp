#include "graph/algorithms.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace trefoil::graph {

namespace {

/// Calls `edge(source, target)` for every edge, by source; polls about every thousand edges.
template <class Edge>
void for_each_edge(const CsrGraph& graph, const Poll& poll, Edge edge) {
    constexpr std::uint64_t kPollEvery = 1024;
    std::uint64_t since_poll = 0;
    for (std::uint32_t vertex = 0; vertex < graph.vertex_count(); ++vertex) {
        const auto out = graph.out(vertex);
        for (const auto target : out) {
            edge(vertex, target);
        }
        since_poll += out.size() + 1;
        if (poll && since_poll >= kPollEvery) {
            poll(since_poll);
            since_poll = 0;
        }
    }
}

}  // namespace

std::vector<double> page_rank(const CsrGraph& graph, unsigned iterations, double damping,
                              const Poll& poll) {
    const auto n = graph.vertex_count();
    std::vector<double> rank(n, n == 0 ? 0 : 1 / static_cast<double>(n));
    std::vector<double> share(n);  // what a vertex gives to each of its targets
    constexpr std::size_t kPollEvery = 4096;
    for (unsigned round = 0; round < iterations; ++round) {
        for (std::uint32_t v = 0; v < n; ++v) {
            share[v] = rank[v] / static_cast<double>(graph.out(v).size());  // unused without any
        }
        std::uint64_t unpolled = 0;
        for (std::uint32_t v = 0; v < n; ++v) {
            double gathered = 0;
            for (const auto source : graph.in(v)) {
                gathered += share[source];
            }
            rank[v] = (1 - damping) + damping * gathered;
            unpolled += graph.in(v).size() + 1;
            if (poll && unpolled >= kPollEvery) {
                poll(std::exchange(unpolled, 0));
            }
        }
    }
    return rank;
}

std::vector<std::uint32_t> connected_components(const CsrGraph& graph, const Poll& poll) {
    std::vector<std::uint32_t> parent(graph.vertex_count());
    std::iota(parent.begin(), parent.end(), 0U);
    const auto root = [&parent](std::uint32_t vertex) {
        while (parent[vertex] != vertex) {
            parent[vertex] = parent[parent[vertex]];
            vertex = parent[vertex];
        }
        return vertex;
    };
    // The smaller root stays: path halving alone keeps this near linear, and the result needs no
    // renumbering.
    for_each_edge(graph, poll, [&](std::uint32_t source, std::uint32_t target) {
        const auto a = root(source);
        const auto b = root(target);
        parent[std::max(a, b)] = std::min(a, b);
    });
    for (std::uint32_t vertex = 0; vertex < parent.size(); ++vertex) {
        parent[vertex] = root(vertex);
    }
    return parent;
}

std::vector<Degree> degrees(const CsrGraph& graph, const Poll& poll) {
    std::vector<Degree> result(graph.vertex_count());
    for_each_edge(graph, poll, [&result](std::uint32_t source, std::uint32_t target) {
        ++result[source].out;
        ++result[target].in;
    });
    return result;
}

}  // namespace trefoil::graph
