#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trefoil::extract::neural {

/// Finds best trees without crossing arcs by Eisner's algorithm. Its memory grows to the longest
/// sentence and is used again.
class UncrossedTrees {
  public:
    /// The best tree with exactly one root in which no two arcs cross, scores and heads as those of
    /// best_tree(); of equal ones always the same. A score that is not finite counts as very low.
    /// O(n^3) time, O(n^2) memory: at 150 words some milliseconds and half a megabyte.
    std::vector<std::int32_t> best(std::span<const float> scores, std::size_t n);

  private:
    /// What one word governs on one side, as far as the word `end`.
    struct Part {
        std::size_t head;
        std::size_t end;
    };

    [[nodiscard]] double score(std::size_t head, std::size_t dependent) const;
    void join(std::size_t left, std::size_t right);
    void complete(std::size_t head, std::size_t end);
    [[nodiscard]] std::size_t between(std::size_t left, std::size_t right) const;
    [[nodiscard]] std::size_t last_dependent(std::size_t head, std::size_t end) const;
    [[nodiscard]] std::size_t find_top() const;

    std::span<const float> scores_;
    std::size_t size_ = 0;
    /// Best scores by two words, [a * size_ + b]. All that a governs between it and b, b included;
    std::vector<double> parts_;
    std::vector<double> by_end_;  ///< the same, but b governs as far as a;
    std::vector<double> arcs_;    ///< as parts_, where a is the head of b and b's far side is open
    std::vector<Part> open_;
};

}  // namespace trefoil::extract::neural
