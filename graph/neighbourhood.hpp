#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "graph/view.hpp"

namespace trefoil::graph {

struct Neighbourhood {
    NodeId centre;
    std::vector<NodeId> nodes;  ///< the centre first
    std::vector<EdgeId> edges;  ///< among the nodes, each once
};

/// Everything within `hops` relationships of the node that `name` means first, not going on from
/// Concepts and Statements, and all relationships among it. Throws Error if nothing is named so.
/// Linear in what it gives.
Neighbourhood neighbourhood(const GraphView& view, std::string_view name, std::uint64_t hops);

}  // namespace trefoil::graph
