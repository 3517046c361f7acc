#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trefoil::extract::neural {

/// The heads of the best tree with exactly one root. `scores[d * (n + 1) + h]` is the score of head
/// h (0 the root) for word d + 1 of n words; a word's own column is ignored, and a score that is
/// not finite counts as the lowest. Returns n heads (0 the root). Where the best head of each word
/// already gives such a tree that is it; else Chu-Liu/Edmonds. O(n^2) time and memory.
/// Deterministic.
std::vector<std::int32_t> best_tree(std::span<const float> scores, std::size_t n);

/// True if `heads` (0 the root, else word numbers from 1) is a tree with exactly one root.
bool is_single_root_tree(std::span<const std::int32_t> heads);

}  // namespace trefoil::extract::neural
