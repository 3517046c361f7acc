#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "extract/name_features.hpp"

namespace trefoil::extract {

/// A linear-chain CRF over the name tags: sums and best paths. Scores are natural logarithms,
/// [tokens x kNameRow]. Transitions that name_tag_follows() forbids are never taken. Immutable in
/// use; thread-safe.
class NameChain {
  public:
    using Row = std::array<float, kNameRow>;
    /// Of tag b after tag a at [a][b]; row kNameTags is the sentence's start.
    using Rows = std::array<Row, kNameTags + 1>;
    static constexpr std::uint16_t kAnyTag = (1U << kNameTags) - 1;

    /// `transitions` are scores.
    explicit NameChain(const Rows& transitions = {});

    /// The best allowed path. Linear in tokens, quadratic in tags.
    [[nodiscard]] std::vector<std::uint8_t> best(std::span<const Row> scores) const;

    struct Sums {
        double log_sum = 0;          ///< logarithm of the sum over all paths
        std::vector<Row> marginals;  ///< probability of each tag at each token
        Rows transitions{};          ///< expected number of each transition, if asked for
    };

    /// Sums over all paths whose tags are in `allowed` (bit sets, one a token; empty: all tags), by
    /// the forward-backward algorithm with rescaling. If no path is allowed, `log_sum` is minus
    /// infinity.
    [[nodiscard]] Sums sums(std::span<const Row> scores,
                            std::span<const std::uint16_t> allowed = {},
                            bool with_transitions = false) const;

  private:
    Rows steps_{};       ///< the scores, far below any other where name_tag_follows() forbids
    Rows moves_{};       ///< their exponentials, 0 where it forbids
    Rows moves_back_{};  ///< the same by [b][a], without the start
};

}  // namespace trefoil::extract
