#include "extract/name_chain.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace trefoil::extract {

namespace {

constexpr float kForbidden = -1e9F;

using Rows = NameChain::Rows;

/// A row as vectors. A loop over the columns of a row then runs on them, and each column's sum
/// keeps its order: the same numbers on any machine.
class Lanes {
  public:
    using Vector [[gnu::vector_size(16)]] = float;
    static constexpr std::size_t kVectors = kNameRow / 4;

    explicit Lanes(float value = 0) {
        for (Vector& part : parts_) {
            part = Vector{value, value, value, value};
        }
    }

    explicit Lanes(const NameChain::Row& row) { std::memcpy(&parts_, row.data(), sizeof parts_); }

    [[nodiscard]] NameChain::Row row() const {
        NameChain::Row out;
        std::memcpy(out.data(), &parts_, sizeof parts_);
        return out;
    }

    Vector& operator[](std::size_t part) { return parts_[part]; }

    const Vector& operator[](std::size_t part) const { return parts_[part]; }

  private:
    std::array<Vector, kVectors> parts_;
};

/// The product of each tag's mass and its row, summed over the tags.
NameChain::Row weighted_sum(const NameChain::Row& mass, const Rows& rows) {
    Lanes sums;
    for (std::size_t a = 0; a < kNameTags; ++a) {
        const Lanes row(rows[a]);
        for (std::size_t part = 0; part < Lanes::kVectors; ++part) {
            sums[part] += mass[a] * row[part];
        }
    }
    return sums.row();
}

/// For each tag the best score of a path to it, in `current` before and after the step, and the tag
/// that this path comes from.
std::array<std::int32_t, kNameRow> best_step(NameChain::Row& current, const Rows& steps) {
    using Tags [[gnu::vector_size(16)]] = std::int32_t;
    Lanes top(-std::numeric_limits<float>::infinity());
    std::array<Tags, Lanes::kVectors> from{};
    for (std::size_t a = 0; a < kNameTags; ++a) {
        const Lanes row(steps[a]);
        const auto tag = static_cast<std::int32_t>(a);
        for (std::size_t part = 0; part < Lanes::kVectors; ++part) {
            const Lanes::Vector score = current[a] + row[part];
            const auto better = score > top[part];
            top[part] = better ? score : top[part];
            from[part] = better ? Tags{tag, tag, tag, tag} : from[part];
        }
    }
    current = top.row();
    std::array<std::int32_t, kNameRow> tags;
    std::memcpy(tags.data(), &from, sizeof tags);
    return tags;
}

void divide(NameChain::Row& row, float by) {
    for (float& value : row) {
        value /= by;
    }
}

/// exp(score - top) of every tag. Most words have one score for all tags but "none".
NameChain::Row potentials_of(const NameChain::Row& scores, float top) {
    NameChain::Row out{};
    for (std::size_t b = 0; b < kNameTags; ++b) {
        const bool again = b > 0 && scores[b] == scores[b - 1];
        out[b] = again ? out[b - 1] : std::exp(scores[b] - top);
    }
    return out;
}

}  // namespace

NameChain::NameChain(const Rows& transitions) {
    for (std::size_t a = 0; a <= kNameTags; ++a) {
        steps_[a].fill(kForbidden);
        for (std::size_t b = 0; b < kNameTags; ++b) {
            if (name_tag_follows(a, b)) {
                steps_[a][b] = transitions[a][b];
                moves_[a][b] = std::exp(transitions[a][b]);
                moves_back_[b][a] = a < kNameTags ? moves_[a][b] : 0.0F;
            }
        }
    }
}

std::vector<std::uint8_t> NameChain::best(std::span<const Row> scores) const {
    const std::size_t n = scores.size();
    std::vector<std::uint8_t> path(n);
    if (n == 0) {
        return path;
    }
    std::vector<std::array<std::int32_t, kNameRow>> back(n);
    Row current{};
    for (std::size_t b = 0; b < kNameRow; ++b) {
        current[b] = steps_[kNameTags][b] + scores[0][b];
    }
    for (std::size_t i = 1; i < n; ++i) {
        back[i] = best_step(current, steps_);
        for (std::size_t b = 0; b < kNameRow; ++b) {
            current[b] += scores[i][b];
        }
    }
    path[n - 1] = static_cast<std::uint8_t>(
        std::max_element(current.begin(), current.begin() + kNameTags) - current.begin());
    for (std::size_t i = n - 1; i > 0; --i) {
        path[i - 1] = static_cast<std::uint8_t>(back[i][path[i]]);
    }
    return path;
}

NameChain::Sums NameChain::sums(std::span<const Row> scores, std::span<const std::uint16_t> allowed,
                                bool with_transitions) const {
    const std::size_t n = scores.size();
    Sums out;
    out.marginals.resize(n);
    if (n == 0) {
        return out;
    }
    std::vector<Row> potentials(n);  // each token's divided by its largest: nothing overflows
    std::vector<Row> forward(n);
    for (std::size_t i = 0; i < n; ++i) {
        const float top = *std::max_element(scores[i].begin(), scores[i].begin() + kNameTags);
        out.log_sum += top;
        potentials[i] = potentials_of(scores[i], top);
        for (std::size_t b = 0; b < kNameTags && !allowed.empty(); ++b) {
            potentials[i][b] = (allowed[i] >> b & 1U) != 0 ? potentials[i][b] : 0.0F;
        }
        forward[i] = i == 0 ? moves_[kNameTags] : weighted_sum(forward[i - 1], moves_);
        float total = 0;
        for (std::size_t b = 0; b < kNameTags; ++b) {
            forward[i][b] *= potentials[i][b];
            total += forward[i][b];
        }
        if (!(total > 0)) {
            out.log_sum = -std::numeric_limits<double>::infinity();
            return out;
        }
        divide(forward[i], total);
        out.log_sum += std::log(static_cast<double>(total));
    }
    Row backward{};
    backward.fill(1.0F);
    for (std::size_t i = n; i-- > 0;) {
        float total = 0;
        for (std::size_t b = 0; b < kNameTags; ++b) {
            out.marginals[i][b] = forward[i][b] * backward[b];
            total += out.marginals[i][b];
        }
        divide(out.marginals[i], total);
        Row next{};
        for (std::size_t b = 0; b < kNameRow; ++b) {
            next[b] = potentials[i][b] * backward[b];
        }
        if (with_transitions && i > 0) {
            float pairs = 0;
            std::array<Row, kNameTags> mass{};
            for (std::size_t a = 0; a < kNameTags; ++a) {
                for (std::size_t b = 0; b < kNameTags; ++b) {
                    mass[a][b] = forward[i - 1][a] * moves_[a][b] * next[b];
                    pairs += mass[a][b];
                }
            }
            for (std::size_t a = 0; a < kNameTags; ++a) {
                for (std::size_t b = 0; b < kNameTags; ++b) {
                    out.transitions[a][b] += mass[a][b] / pairs;
                }
            }
        }
        backward = weighted_sum(next, moves_back_);
        divide(backward, *std::max_element(backward.begin(), backward.begin() + kNameTags));
    }
    if (with_transitions) {
        out.transitions[kNameTags] = out.marginals[0];
    }
    return out;
}

}  // namespace trefoil::extract
