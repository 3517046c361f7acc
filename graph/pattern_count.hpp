#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "graph/csr_graph.hpp"

/// Counts the matches of small patterns over a whole graph without making them: a tree of
/// relationships by passing sums from its leaves to its root (linear in the edges of its types), a
/// triangle by marking neighbours (Itai and Rodeh 1978; the sum of degrees over the edges of one
/// side). Right only where no two relationships of the pattern can be the same edge: their types
/// must differ.
namespace trefoil::graph {

struct CountedHop {
    std::size_t left = 0;  ///< indices of nodes
    std::size_t right = 0;
    Direction direction = Direction::Outgoing;  ///< as seen from `left`
    std::vector<TypeId> types;                  ///< none: all
};

struct CountedPattern {
    /// By node: which vertices may stand there; empty: all.
    std::vector<std::vector<bool>> admitted;
    std::vector<CountedHop> hops;
};

/// True if count_matches can count a pattern of this shape: connected, and a tree or a triangle,
/// without loops. `nodes` is their number.
bool is_countable(std::size_t nodes, const std::vector<CountedHop>& hops);

/// Number of matches. REQUIRES: is_countable. Nothing if it exceeds 2^63 - 1. May throw what `poll`
/// throws.
std::optional<std::uint64_t> count_matches(const CsrGraph& graph, const CountedPattern& pattern,
                                           const Poll& poll);

}  // namespace trefoil::graph
