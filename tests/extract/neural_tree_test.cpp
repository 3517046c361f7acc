#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "extract/neural/eisner.hpp"
#include "extract/neural/english_tree.hpp"
#include "extract/neural/tree.hpp"

using trefoil::extract::neural::best_tree;
using trefoil::extract::neural::CrossingTag;
using trefoil::extract::neural::EnglishTrees;
using trefoil::extract::neural::has_crossing_arcs;
using trefoil::extract::neural::is_single_root_tree;
using trefoil::extract::neural::UncrossedTrees;

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
    UncrossedTrees uncrossed_trees;  // its memory serves all sizes
    for (const std::size_t n : {6U, 1U, 2U, 3U, 4U, 5U}) {
        for (int round = 0; round < 60; ++round) {
            std::vector<float> scores(n * (n + 1));
            for (float& s : scores) {
                s = number();
            }
            const auto heads = best_tree(scores, n);
            REQUIRE(is_single_root_tree(heads));
            CHECK(score_of(scores, heads) == doctest::Approx(best_by_force(scores, n)));
            const auto uncrossed = uncrossed_trees.best(scores, n);
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

namespace {

using Heads = std::vector<std::int32_t>;

/// Scores of n words, low but for those that are set.
struct Scores {
    std::size_t n;
    std::vector<float> all = std::vector<float>(n * (n + 1), -9.0F);

    float& operator()(std::size_t dependent, std::size_t head) {
        return all[(dependent - 1) * (n + 1) + head];
    }

    [[nodiscard]] Heads best(std::vector<CrossingTag> tags = {}) const {
        tags.resize(n, CrossingTag::Other);
        return EnglishTrees().best(all, n, tags);
    }
};

/// The best heads are 3 4 0 3, of which the second arc crosses the first; 3 is its next best head.
Scores crossing_scores() {
    Scores scores{4};
    scores(3, 0) = scores(1, 3) = scores(4, 3) = 9;
    scores(2, 4) = 2;
    scores(2, 3) = 1;
    return scores;
}

}  // namespace

TEST_CASE("crossing arcs stay only where the other trees are much worse or a relative has one") {
    using enum CrossingTag;
    Scores scores = crossing_scores();
    CHECK(best_tree(scores.all, 4) == Heads{3, 4, 0, 3});
    CHECK(scores.best() == Heads{3, 3, 0, 3});
    CHECK(scores.best({Other, Opening}) == Heads{3, 4, 0, 3});
    CHECK(scores.best({Other, Other, Other, Opening}) == Heads{3, 4, 0, 3});
    CHECK(scores.best({Opening, Other, Other, Other}) == Heads{3, 4, 0, 3});
    scores(2, 3) = -8;
    CHECK(scores.best() == Heads{3, 4, 0, 3});
}

TEST_CASE("what a comparison is made with may stand across another arc") {
    using enum CrossingTag;
    Scores scores{4};  // has - more - money - (than) she
    scores(1, 0) = scores(2, 3) = scores(3, 1) = 9;
    scores(4, 2) = 2;
    scores(4, 1) = 1;
    CHECK(scores.best() == Heads{0, 3, 1, 1});
    CHECK(scores.best({Other, Comparative}) == Heads{0, 3, 1, 2});
    CHECK(scores.best({Other, Adjective}) == Heads{0, 3, 1, 1});
    Scores graded{5};  // has - as - many - books - (as) he
    graded(1, 0) = graded(2, 3) = graded(3, 4) = graded(4, 1) = 9;
    graded(5, 3) = 2;
    graded(5, 1) = 1;
    CHECK(graded.best({Other, Other, Adjective}) == Heads{0, 3, 4, 1, 1});
    CHECK(graded.best({Other, Adverb, Adjective}) == Heads{0, 3, 4, 1, 3});
}

TEST_CASE("arcs that may cross stay as they are where others are straightened") {
    using enum CrossingTag;
    Scores scores{8};  // two crossings like that of crossing_scores(), one of a relative
    scores(3, 0) = scores(1, 3) = scores(4, 3) = scores(7, 3) = scores(5, 7) = scores(8, 7) = 9;
    scores(2, 4) = scores(6, 8) = 2;
    scores(2, 3) = scores(6, 7) = 1;
    CHECK(scores.best() == Heads{3, 3, 0, 3, 7, 7, 3, 7});
    CHECK(scores.best({Other, Opening}) == Heads{3, 4, 0, 3, 7, 8, 3, 7});
}

TEST_CASE("no word, one word and very long sentences have their trees") {
    CHECK(Scores{0}.best() == Heads{});
    CHECK(UncrossedTrees().best({}, 0) == Heads{});
    CHECK(Scores{1}.best() == Heads{0});
    CHECK(UncrossedTrees().best(Scores{1}.all, 1) == Heads{0});
    for (const std::size_t n : {150U, 151U}) {
        Scores scores{n};
        for (std::size_t word = 1; word <= n; ++word) {
            scores(word, 3) = 9;
        }
        scores(3, 0) = 9;
        scores(2, 4) = 9.5F;
        CHECK(scores.best()[1] == (n == 150 ? 3 : 4));
    }
}

TEST_CASE("equal scores give the same tree each time") {
    const Scores ties{6};
    UncrossedTrees trees;
    const Heads first = trees.best(ties.all, 6);
    CHECK(is_single_root_tree(first));
    CHECK(first == trees.best(ties.all, 6));
    CHECK(first == UncrossedTrees().best(ties.all, 6));
}

TEST_CASE("scores that are no numbers give trees") {
    const float infinity = std::numeric_limits<float>::infinity();
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), -infinity, infinity}) {
        for (std::size_t n = 1; n <= 5; ++n) {
            const std::vector<float> all(n * (n + 1), bad);
            CHECK(is_single_root_tree(best_tree(all, n)));
            CHECK(is_single_root_tree(UncrossedTrees().best(all, n)));
        }
        for (std::size_t at = 0; at < 20; ++at) {
            Scores scores = crossing_scores();
            scores.all[at] = bad;
            CHECK(is_single_root_tree(UncrossedTrees().best(scores.all, 4)));
            CHECK(is_single_root_tree(scores.best()));
        }
    }
}

TEST_CASE("long sentences full of ties still get one root") {
    const std::size_t n = 200;
    const std::vector<float> scores(n * (n + 1), 1.0F);
    CHECK(is_single_root_tree(best_tree(scores, n)));
}
