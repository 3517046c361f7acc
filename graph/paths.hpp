#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/fact_row.hpp"
#include "graph/view.hpp"

namespace trefoil::graph {

struct PathOptions {
    bool through_concepts = false;  ///< may pass through Concepts, Statements and values
    std::uint64_t max_hops = 8;
    std::function<void(std::uint64_t edges)> poll;  ///< see WalkOptions::poll
};

/// One hop: the fact, and whether it is walked along its arrow.
struct Hop {
    FactRow fact;
    bool forward = true;

    bool operator==(const Hop&) const = default;
};

struct NamedPath {
    std::string from;
    std::string to;
    std::vector<Hop> hops;  ///< empty if both names mean one node

    bool operator==(const NamedPath&) const = default;
};

struct FoundPaths {
    std::vector<NamedPath> paths;      ///< best first
    std::vector<std::string> remarks;  ///< names not found, near spellings, what would find a path
};

/// A shortest path between the nodes that two names mean, whatever the arrows' directions. Of
/// several shortest ones the one with the best support (product of the hops' confidence, then fact
/// ids), so that the answer does not depend on the order of ingest.
FoundPaths find_path(const GraphView& view, std::string_view from, std::string_view to,
                     const PathOptions& options = {});

/// Up to `count` paths of the shortest length and one hop more, without repeated nodes, the best
/// supported first.
FoundPaths connect(const GraphView& view, std::string_view from, std::string_view to,
                   std::size_t count, const PathOptions& options = {});

}  // namespace trefoil::graph
