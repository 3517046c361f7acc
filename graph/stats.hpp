#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "graph/view.hpp"

namespace trefoil::graph {

/// Sizes of a graph, from the store's counters; views and filters count what they show.
struct GraphStats {
    std::uint64_t documents = 0;
    std::uint64_t copies = 0;  ///< of them, near-identical copies of another one
    std::uint64_t nodes = 0;
    std::uint64_t relationships = 0;  ///< that the view shows
    std::uint64_t all_relationships = 0;
    std::vector<std::pair<std::string, std::uint64_t>>
        labels;  ///< most nodes first, ties by name; none with 0
    std::vector<std::pair<std::string, std::uint64_t>> types;  ///< most visible relationships first
    std::vector<std::pair<std::string, std::uint64_t>>
        modalities;  ///< all facts by "polarity modality", most first

    bool operator==(const GraphStats&) const = default;
};

GraphStats graph_stats(const GraphView& view);

}  // namespace trefoil::graph
