#include "graph/csr_graph.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "base/error.hpp"

namespace trefoil::graph {

namespace {

std::vector<NodeId> all_nodes(const GraphView& view) {
    std::vector<NodeId> nodes;
    nodes.reserve(view.node_count());
    std::array<NodeId, 4096> batch;
    std::optional<NodeId> after;
    for (;;) {
        const auto got = view.scan_nodes(std::nullopt, after, batch);
        nodes.insert(nodes.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(got));
        if (got < batch.size()) {
            return nodes;
        }
        after = batch.back();
    }
}

}  // namespace

CsrGraph CsrGraph::copy(const GraphView& view, std::span<const TypeId> types) {
    CsrGraph graph;
    graph.nodes_ = all_nodes(view);
    if (graph.nodes_.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw Error("whole-graph algorithms: more than 4294967295 nodes");
    }
    graph.offsets_.reserve(graph.nodes_.size() + 1);
    graph.offsets_.push_back(0);
    std::vector<AdjacentEdge> edges;
    for (const auto node : graph.nodes_) {
        edges.clear();
        view.expand(node, Direction::Outgoing, types, edges);
        for (const auto& edge : edges) {
            const auto at = std::ranges::lower_bound(graph.nodes_, edge.neighbor);
            graph.targets_.push_back(static_cast<std::uint32_t>(at - graph.nodes_.begin()));
        }
        graph.offsets_.push_back(graph.targets_.size());
    }
    return graph;
}

}  // namespace trefoil::graph
