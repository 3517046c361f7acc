#include "extract/neural/english_tree.hpp"

#include <algorithm>
#include <utility>

#include "extract/neural/tree.hpp"

namespace trefoil::extract::neural {

namespace {

constexpr std::size_t kLongest = 150;
constexpr double kMuchWorse = 4;

/// A word that is compared: "more", or "many" in "as many".
bool is_compared(std::size_t word, std::span<const std::int32_t> heads,
                 std::span<const CrossingTag> tags) {
    if (tags[word] != CrossingTag::Adjective && tags[word] != CrossingTag::Adverb) {
        return tags[word] == CrossingTag::Comparative;
    }
    return word > 0 && heads[word - 1] == static_cast<std::int32_t>(word + 1) &&
           (tags[word - 1] == CrossingTag::Adverb || tags[word - 1] == CrossingTag::Comparative);
}

double total_score(std::span<const float> scores, std::span<const std::int32_t> heads) {
    double total = 0;
    for (std::size_t d = 0; d < heads.size(); ++d) {
        total += static_cast<double>(
            scores[d * (heads.size() + 1) + static_cast<std::size_t>(heads[d])]);
    }
    return total;
}

}  // namespace

CrossingTag crossing_tag_of(std::string_view xpos) {
    if (xpos.starts_with('W')) {
        return CrossingTag::Opening;
    }
    if (xpos == "JJR" || xpos == "RBR") {
        return CrossingTag::Comparative;
    }
    return xpos == "JJ"   ? CrossingTag::Adjective
           : xpos == "RB" ? CrossingTag::Adverb
                          : CrossingTag::Other;
}

bool has_crossing_arcs(std::span<const std::int32_t> heads,
                       std::span<const std::uint8_t> may_cross) {
    // Arcs by their left ends, of these the longest first; the open ones' right ends on a stack.
    std::vector<std::pair<std::int32_t, std::int32_t>> arcs;
    arcs.reserve(heads.size());
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const auto word = static_cast<std::int32_t>(i + 1);
        if (heads[i] != 0 && may_cross[i] == 0) {
            arcs.emplace_back(std::min(heads[i], word), -std::max(heads[i], word));
        }
    }
    std::sort(arcs.begin(), arcs.end());
    std::vector<std::int32_t> open;
    for (const auto& [begin, minus_end] : arcs) {
        while (!open.empty() && open.back() <= begin) {
            open.pop_back();
        }
        if (!open.empty() && open.back() < -minus_end) {
            return true;
        }
        open.push_back(-minus_end);
    }
    return false;
}

void EnglishTrees::find_free_words(std::span<const std::int32_t> heads,
                                   std::span<const CrossingTag> tags) {
    may_cross_.assign(heads.size(), 0);
    for (std::size_t d = 0; d < heads.size(); ++d) {
        const bool opens = tags[d] == CrossingTag::Opening;
        may_cross_[d] |= opens ? 1 : 0;
        if (heads[d] == 0) {
            continue;
        }
        const auto head = static_cast<std::size_t>(heads[d] - 1);
        if (opens) {
            may_cross_[head] = 1;
        } else if (tags[head] == CrossingTag::Opening ||
                   (head < d && is_compared(head, heads, tags))) {
            may_cross_[d] = 1;
        }
    }
}

std::vector<std::int32_t> EnglishTrees::best(std::span<const float> scores, std::size_t n,
                                             std::span<const CrossingTag> tags) {
    std::vector<std::int32_t> best = best_tree(scores, n);
    if (n > kLongest) {
        return best;
    }
    find_free_words(best, tags);
    if (!has_crossing_arcs(best, may_cross_)) {
        return best;
    }
    std::vector<std::int32_t> uncrossed = uncrossed_.best(scores, n);
    for (std::size_t d = 0; d < n; ++d) {
        if (may_cross_[d] != 0 && best[d] != uncrossed[d]) {
            return best;
        }
    }
    const double loss = total_score(scores, best) - total_score(scores, uncrossed);
    return loss < kMuchWorse ? uncrossed : best;
}

}  // namespace trefoil::extract::neural
