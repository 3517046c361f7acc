#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "extract/neural/tree.hpp"

using trefoil::extract::neural::best_english_tree;
using trefoil::extract::neural::best_tree;
using trefoil::extract::neural::best_uncrossed_tree;
using trefoil::extract::neural::has_crossing_arcs;
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

/// By looking at all pairs of arcs, the root's included.
bool crosses(const std::vector<std::int32_t>& heads) {
    const auto n = static_cast<std::int32_t>(heads.size());
    for (std::int32_t a = 1; a <= n; ++a) {
        for (std::int32_t b = 1; b <= n; ++b) {
            const std::int32_t from = std::min(a, heads[static_cast<std::size_t>(a - 1)]);
            const std::int32_t to = std::max(a, heads[static_cast<std::size_t>(a - 1)]);
            const std::int32_t second = std::min(b, heads[static_cast<std::size_t>(b - 1)]);
            const std::int32_t end = std::max(b, heads[static_cast<std::size_t>(b - 1)]);
            if (from < second && second < to && to < end) {
                return true;
            }
        }
    }
    return false;
}

/// The best score over all trees, or those without crossing arcs, by trying all head assignments.
double best_by_force(const std::vector<float>& scores, std::size_t n, bool uncrossed = false) {
    double best = -std::numeric_limits<double>::infinity();
    std::vector<std::int32_t> heads(n, 0);
    while (true) {
        if (is_single_root_tree(heads) && !(uncrossed && crosses(heads))) {
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
            const auto uncrossed = best_uncrossed_tree(scores, n);
            REQUIRE(is_single_root_tree(uncrossed));
            CHECK_FALSE(crosses(uncrossed));
            CHECK(score_of(scores, uncrossed) == doctest::Approx(best_by_force(scores, n, true)));
        }
    }
}

TEST_CASE("arcs cross where one begins inside another and ends outside it") {
    const std::vector<std::uint8_t> none(4, 0);
    CHECK_FALSE(has_crossing_arcs(std::vector<std::int32_t>{2, 0, 2, 3}, none));
    CHECK_FALSE(has_crossing_arcs(std::vector<std::int32_t>{4, 3, 4, 0}, none));
    CHECK(has_crossing_arcs(std::vector<std::int32_t>{3, 4, 0, 3}, none));
    const std::vector<std::uint8_t> first = {1, 0, 0, 0};
    CHECK_FALSE(has_crossing_arcs(std::vector<std::int32_t>{3, 4, 0, 3}, first));
}

TEST_CASE("crossing arcs stay only where the other trees are much worse or a relative has one") {
    const std::size_t n = 4;
    std::vector<float> scores(n * (n + 1), -9.0F);
    const auto score = [&](std::size_t dependent, std::size_t head) -> float& {
        return scores[(dependent - 1) * (n + 1) + head];
    };
    score(3, 0) = score(1, 3) = score(4, 3) = 9;
    score(2, 4) = 2;
    score(2, 3) = 1;
    std::vector<std::uint8_t> opens(n, 0);
    CHECK(best_tree(scores, n) == std::vector<std::int32_t>{3, 4, 0, 3});
    CHECK(best_english_tree(scores, n, opens) == std::vector<std::int32_t>{3, 3, 0, 3});
    opens[1] = 1;
    CHECK(best_english_tree(scores, n, opens) == std::vector<std::int32_t>{3, 4, 0, 3});
    opens[1] = 0;
    score(2, 3) = -8;
    CHECK(best_english_tree(scores, n, opens) == std::vector<std::int32_t>{3, 4, 0, 3});
}

TEST_CASE("long sentences full of ties still get one root") {
    const std::size_t n = 200;
    const std::vector<float> scores(n * (n + 1), 1.0F);
    CHECK(is_single_root_tree(best_tree(scores, n)));
}
