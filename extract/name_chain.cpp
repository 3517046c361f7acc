#include "extract/name_chain.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trefoil::extract {

namespace {

constexpr float kForbidden = -1e9F;

float step(const NameChain& chain, std::size_t a, std::size_t b) {
    return name_tag_follows(a, b) ? chain.transitions[a][b] : kForbidden;
}

}  // namespace

std::vector<std::uint8_t> NameChain::best(std::span<const Row> scores) const {
    const std::size_t n = scores.size();
    std::vector<std::uint8_t> path(n);
    if (n == 0) {
        return path;
    }
    std::vector<std::array<std::uint8_t, kNameTags>> back(n);
    std::array<float, kNameTags> current{};
    for (std::size_t b = 0; b < kNameTags; ++b) {
        current[b] = step(*this, kNameTags, b) + scores[0][b];
    }
    for (std::size_t i = 1; i < n; ++i) {
        std::array<float, kNameTags> next{};
        for (std::size_t b = 0; b < kNameTags; ++b) {
            std::size_t from = 0;
            float top = -std::numeric_limits<float>::infinity();
            for (std::size_t a = 0; a < kNameTags; ++a) {
                const float score = current[a] + step(*this, a, b);
                if (score > top) {
                    top = score;
                    from = a;
                }
            }
            next[b] = top + scores[i][b];
            back[i][b] = static_cast<std::uint8_t>(from);
        }
        current = next;
    }
    path[n - 1] = static_cast<std::uint8_t>(std::ranges::max_element(current) - current.begin());
    for (std::size_t i = n - 1; i > 0; --i) {
        path[i - 1] = back[i][path[i]];
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
    // potentials, each token's divided by its largest so that nothing overflows
    std::array<Row, kNameTags + 1> moves{};
    for (std::size_t a = 0; a <= kNameTags; ++a) {
        for (std::size_t b = 0; b < kNameTags; ++b) {
            moves[a][b] = name_tag_follows(a, b) ? std::exp(transitions[a][b]) : 0.0F;
        }
    }
    std::vector<Row> potentials(n);
    std::vector<Row> forward(n);
    for (std::size_t i = 0; i < n; ++i) {
        const float top = *std::max_element(scores[i].begin(), scores[i].begin() + kNameTags);
        out.log_sum += top;
        for (std::size_t b = 0; b < kNameTags; ++b) {
            const bool open = allowed.empty() || (allowed[i] >> b & 1U) != 0;
            potentials[i][b] = open ? std::exp(scores[i][b] - top) : 0.0F;
        }
        float total = 0;
        for (std::size_t b = 0; b < kNameTags; ++b) {
            float sum = 0;
            if (i == 0) {
                sum = moves[kNameTags][b];
            } else {
                for (std::size_t a = 0; a < kNameTags; ++a) {
                    sum += forward[i - 1][a] * moves[a][b];
                }
            }
            forward[i][b] = sum * potentials[i][b];
            total += forward[i][b];
        }
        if (!(total > 0)) {
            out.log_sum = -std::numeric_limits<double>::infinity();
            return out;
        }
        for (float& value : forward[i]) {
            value /= total;
        }
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
        for (std::size_t b = 0; b < kNameTags; ++b) {
            out.marginals[i][b] /= total;
        }
        Row next{};
        for (std::size_t b = 0; b < kNameTags; ++b) {
            next[b] = potentials[i][b] * backward[b];
        }
        if (with_transitions && i > 0) {
            float pairs = 0;
            std::array<Row, kNameTags> mass{};
            for (std::size_t a = 0; a < kNameTags; ++a) {
                for (std::size_t b = 0; b < kNameTags; ++b) {
                    mass[a][b] = forward[i - 1][a] * moves[a][b] * next[b];
                    pairs += mass[a][b];
                }
            }
            for (std::size_t a = 0; a < kNameTags; ++a) {
                for (std::size_t b = 0; b < kNameTags; ++b) {
                    out.transitions[a][b] += mass[a][b] / pairs;
                }
            }
        }
        Row before{};
        float scale = 0;
        for (std::size_t a = 0; a < kNameTags; ++a) {
            for (std::size_t b = 0; b < kNameTags; ++b) {
                before[a] += moves[a][b] * next[b];
            }
            scale = std::max(scale, before[a]);
        }
        for (std::size_t a = 0; a < kNameTags; ++a) {
            backward[a] = before[a] / scale;
        }
    }
    if (with_transitions) {
        out.transitions[kNameTags] = out.marginals[0];
    }
    return out;
}

}  // namespace trefoil::extract
