#include "graph/neighbourhood.hpp"

#include <set>
#include <string>

#include "base/error.hpp"
#include "graph/names.hpp"

namespace trefoil::graph {

Neighbourhood neighbourhood(const GraphView& view, std::string_view name, std::uint64_t hops) {
    const auto found = find_by_name(view, name);
    if (found.nodes.empty()) {
        throw Error("nothing is named '" + std::string(name) +
                    "'; trefoil find shows what there is");
    }
    Neighbourhood result{found.nodes.front(), {found.nodes.front()}, {}};
    std::set<NodeId> near = {result.centre};
    std::vector<AdjacentEdge> adjacent;
    std::vector<NodeId> frontier = {result.centre};
    for (std::uint64_t hop = 0; hop < hops; ++hop) {
        std::vector<NodeId> next;
        for (const auto node : frontier) {
            adjacent.clear();
            view.expand(node, Direction::Both, {}, adjacent);
            for (const auto& edge : adjacent) {
                if (near.insert(edge.neighbor).second) {
                    result.nodes.push_back(edge.neighbor);
                    if (!is_local_node(view, edge.neighbor)) {
                        next.push_back(edge.neighbor);
                    }
                }
            }
        }
        frontier = std::move(next);
    }
    for (const auto node : result.nodes) {
        adjacent.clear();
        view.expand(node, Direction::Outgoing, {}, adjacent);
        for (const auto& edge : adjacent) {
            if (near.contains(edge.neighbor)) {
                result.edges.push_back(edge.edge);
            }
        }
    }
    return result;
}

}  // namespace trefoil::graph
