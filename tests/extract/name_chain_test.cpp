#include "extract/name_chain.hpp"

#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include <doctest/doctest.h>

using namespace trefoil::extract;

namespace {

NameChain::Rows random_transitions(std::mt19937& random) {
    NameChain::Rows transitions{};
    for (auto& row : transitions) {
        for (float& value : row) {
            value = static_cast<float>(random() % 200) / 100 - 1;
        }
    }
    return transitions;
}

std::vector<NameChain::Row> random_scores(std::mt19937& random, std::size_t n) {
    std::vector<NameChain::Row> scores(n);
    for (auto& row : scores) {
        for (float& value : row) {
            value = static_cast<float>(random() % 400) / 100 - 2;
        }
    }
    return scores;
}

using Path = std::vector<std::size_t>;

/// Calls `take` with every legal path and its score.
void each_path(const NameChain::Rows& transitions, const std::vector<NameChain::Row>& scores,
               const std::function<void(const Path&, double)>& take) {
    Path path;
    const std::function<void(std::size_t, double)> grow = [&](std::size_t before, double score) {
        if (path.size() == scores.size()) {
            take(path, score);
            return;
        }
        for (std::size_t tag = 0; tag < kNameTags; ++tag) {
            if (name_tag_follows(before, tag)) {
                const double next = score + static_cast<double>(transitions[before][tag]) +
                                    static_cast<double>(scores[path.size()][tag]);
                path.push_back(tag);
                grow(tag, next);
                path.pop_back();
            }
        }
    };
    grow(kNameTags, 0);
}

}  // namespace

TEST_CASE("inside tags follow only their own begin or inside tag") {
    CHECK(name_tag_follows(0, 0));
    CHECK(name_tag_follows(kNameTags, name_tag_begin(3)));
    CHECK_FALSE(name_tag_follows(kNameTags, name_tag_inside(3)));
    CHECK_FALSE(name_tag_follows(0, name_tag_inside(0)));
    CHECK(name_tag_follows(name_tag_begin(2), name_tag_inside(2)));
    CHECK(name_tag_follows(name_tag_inside(2), name_tag_inside(2)));
    CHECK_FALSE(name_tag_follows(name_tag_begin(1), name_tag_inside(2)));
}

TEST_CASE("sums, marginals and the best path agree with enumerating all paths") {
    std::mt19937 random(3);
    for (int round = 0; round < 5; ++round) {
        const NameChain::Rows moves = random_transitions(random);
        const NameChain chain(moves);
        const auto scores = random_scores(random, 3);
        double total = 0;
        double best = -1e9;
        Path best_path;
        std::vector<std::vector<double>> mass(3, std::vector<double>(kNameTags));
        each_path(moves, scores, [&](const Path& path, double score) {
            total += std::exp(score);
            for (std::size_t i = 0; i < 3; ++i) {
                mass[i][path[i]] += std::exp(score);
            }
            if (score > best) {
                best = score;
                best_path = path;
            }
        });
        const auto sums = chain.sums(scores, {}, true);
        CHECK(sums.log_sum == doctest::Approx(std::log(total)).epsilon(1e-5));
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t tag = 0; tag < kNameTags; ++tag) {
                CHECK(static_cast<double>(sums.marginals[i][tag]) ==
                      doctest::Approx(mass[i][tag] / total).epsilon(1e-4));
            }
        }
        const auto path = chain.best(scores);
        CHECK(Path(path.begin(), path.end()) == best_path);
        double transitions = 0;
        for (const auto& row : sums.transitions) {
            for (std::size_t tag = 0; tag < kNameTags; ++tag) {
                transitions += static_cast<double>(row[tag]);
            }
        }
        CHECK(transitions == doctest::Approx(3).epsilon(1e-4));
    }
}

TEST_CASE("only allowed tags have mass, and an impossible demand gives minus infinity") {
    std::mt19937 random(5);
    const NameChain chain(random_transitions(random));
    const auto scores = random_scores(random, 4);
    const std::uint16_t person = 1U << name_tag_begin(0);
    const std::uint16_t either = 1U | 1U << name_tag_inside(0);
    const auto sums =
        chain.sums(scores, std::vector<std::uint16_t>{person, either, either, NameChain::kAnyTag});
    CHECK(sums.marginals[0][name_tag_begin(0)] == doctest::Approx(1));
    CHECK(sums.marginals[1][0] + sums.marginals[1][name_tag_inside(0)] == doctest::Approx(1));
    CHECK(sums.log_sum <= chain.sums(scores).log_sum);
    const std::uint16_t inside = 1U << name_tag_inside(1);
    CHECK(std::isinf(chain.sums(scores, std::vector<std::uint16_t>{inside, 1, 1, 1}).log_sum));
}

TEST_CASE("the derivative of the log sum by a score is the marginal") {
    std::mt19937 random(9);
    const NameChain chain(random_transitions(random));
    auto scores = random_scores(random, 4);
    const auto sums = chain.sums(scores);
    const float step = 0.02F;
    for (const std::size_t tag : {0U, 1U, 2U, 9U}) {
        auto up = scores;
        auto down = scores;
        up[2][tag] += step;
        down[2][tag] -= step;
        const double slope =
            (chain.sums(up).log_sum - chain.sums(down).log_sum) / (2 * static_cast<double>(step));
        CHECK(slope == doctest::Approx(static_cast<double>(sums.marginals[2][tag])).epsilon(0.01));
    }
}

TEST_CASE("an empty sentence has an empty path") {
    const NameChain chain;
    CHECK(chain.best({}).empty());
    CHECK(chain.sums({}).log_sum == 0);
}
