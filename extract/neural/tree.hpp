#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trefoil::extract::neural {

/// The heads of the best tree with exactly one root. `scores[d * (n + 1) + h]` is the score of head
/// h (0 the root) for word d + 1 of n words; a word's own column is ignored. Returns n heads (0 the
/// root). Where the best head of each word already gives such a tree that is it; else
/// Chu-Liu/Edmonds. O(n^2) time and memory. Deterministic.
std::vector<std::int32_t> best_tree(std::span<const float> scores, std::size_t n);

/// The best tree with exactly one root in which no two arcs cross, scores and heads as those of
/// best_tree(). O(n^3) time, O(n^2) memory. Deterministic.
std::vector<std::int32_t> best_uncrossed_tree(std::span<const float> scores, std::size_t n);

/// best_tree(), or where arcs of that cross, the best tree in which none do, unless that is much
/// worse or the sentence very long: few arcs of English cross, and most of those that a parser
/// finds come from scoring each word by itself. `opens[d]` marks words such as "which", whose arcs
/// and whose clauses' do cross ("the book that I think you read").
std::vector<std::int32_t> best_english_tree(std::span<const float> scores, std::size_t n,
                                            std::span<const std::uint8_t> opens);

/// True if two arcs of `heads` (0 the root, else word numbers from 1) cross, of which neither is
/// the root's nor that of a word d + 1 with `free[d]`. O(n log n).
bool has_crossing_arcs(std::span<const std::int32_t> heads, std::span<const std::uint8_t> free);

/// True if `heads` (0 the root, else word numbers from 1) is a tree with exactly one root.
bool is_single_root_tree(std::span<const std::int32_t> heads);

}  // namespace trefoil::extract::neural
