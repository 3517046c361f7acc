#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "extract/neural/tree.hpp"

using trefoil::extract::neural::best_tree;
using trefoil::extract::neural::is_single_root_tree;

namespace {

double score_of(const std::vector<float>& scores, const std::vector<std::int32_t>& heads) {
    double sum = 0;
    for (std::size_t d = 0; d < heads.size(); ++d) {
        sum += static_cast<double>(
            scores[d * (heads.size() + 1) + static_cast<std::size_t>(heads[d])]);
    }
    return sum;
}

/// The best score over all trees, by trying all head assignments.
double best_by_force(const std::vector<float>& scores, std::size_t n) {
    double best = -std::numeric_limits<double>::infinity();
    std::vector<std::int32_t> heads(n, 0);
    while (true) {
        if (is_single_root_tree(heads)) {
            best = std::max(best, score_of(scores, heads));
        }
        std::size_t at = 0;
        while (at < n && heads[at] == static_cast<std::int32_t>(n)) {
            heads[at++] = 0;
        }
        if (at == n) {
            return best;
        }
        ++heads[at];
    }
}

}  // namespace

TEST_CASE("trees with one root are told from cycles, forests and self-loops") {
    CHECK(is_single_root_tree(std::vector<std::int32_t>{0}));
    CHECK(is_single_root_tree(std::vector<std::int32_t>{2, 0, 2}));
    CHECK_FALSE(is_single_root_tree(std::vector<std::int32_t>{0, 0}));
    CHECK_FALSE(is_single_root_tree(std::vector<std::int32_t>{0, 3, 2}));
    CHECK_FALSE(is_single_root_tree(std::vector<std::int32_t>{0, 2}));
    CHECK_FALSE(is_single_root_tree(std::vector<std::int32_t>{}));
}

TEST_CASE("the best tree is that of an exhaustive search") {
    std::uint64_t state = 99;
    const auto number = [&] {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<float>(state >> 40) / 65536.0F - 128.0F;
    };
    for (std::size_t n = 1; n <= 6; ++n) {
        for (int round = 0; round < 60; ++round) {
            std::vector<float> scores(n * (n + 1));
            for (float& s : scores) {
                s = number();
            }
            const auto heads = best_tree(scores, n);
            REQUIRE(is_single_root_tree(heads));
            CHECK(score_of(scores, heads) == doctest::Approx(best_by_force(scores, n)));
        }
    }
}

TEST_CASE("long sentences full of ties still get one root") {
    const std::size_t n = 200;
    const std::vector<float> scores(n * (n + 1), 1.0F);
    CHECK(is_single_root_tree(best_tree(scores, n)));
}
