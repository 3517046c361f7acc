// What a word governs on one side is the arc to its last dependent there, what lies between these
// two, and what that dependent governs on its far side. What lies between two words is what the
// left one governs to its right up to some word, and the right one to its left from the next word
// on. So all parts are joined of shorter ones. Each join goes along two rows, and where the best
// one was is looked up again for the few parts of the best tree instead of stored for all.
#include "extract/neural/eisner.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trefoil::extract::neural {

namespace {

constexpr double kVeryLow = -1e9;

/// The first of `count` places with the highest a + b; count > 0.
std::size_t best_of_sums(const double* a, const double* b, std::size_t count) {
    double best = a[0] + b[0];
    std::size_t at = 0;
    for (std::size_t i = 1; i < count; ++i) {
        if (a[i] + b[i] > best) {
            best = a[i] + b[i];
            at = i;
        }
    }
    return at;
}

}  // namespace

/// As if scores_ had only numbers: `head` from 1 (0 the root), `dependent` from 0.
double UncrossedTrees::score(std::size_t head, std::size_t dependent) const {
    const float s = scores_[dependent * (size_ + 1) + head];
    return std::isfinite(s) ? static_cast<double>(s) : kVeryLow;
}

/// The last word that `left` governs of those before `right`, where one is the head of the other.
std::size_t UncrossedTrees::between(std::size_t left, std::size_t right) const {
    return left + best_of_sums(&parts_[left * size_ + left], &parts_[right * size_ + left + 1],
                               right - left);
}

/// The dependent of `head` that is next to `end` or is it; the two are not one.
std::size_t UncrossedTrees::last_dependent(std::size_t head, std::size_t end) const {
    const std::size_t first = std::min(head + 1, end);
    const std::size_t last = head < end ? end : head - 1;
    return first + best_of_sums(&arcs_[head * size_ + first], &by_end_[end * size_ + first],
                                last - first + 1);
}

void UncrossedTrees::complete(std::size_t head, std::size_t end) {
    const std::size_t dependent = last_dependent(head, end);
    parts_[head * size_ + end] = by_end_[end * size_ + head] =
        arcs_[head * size_ + dependent] + by_end_[end * size_ + dependent];
}

void UncrossedTrees::join(std::size_t left, std::size_t right) {
    const std::size_t split = between(left, right);
    const double inside = parts_[left * size_ + split] + parts_[right * size_ + split + 1];
    arcs_[right * size_ + left] = inside + score(right + 1, left);
    arcs_[left * size_ + right] = inside + score(left + 1, right);
    complete(right, left);
    complete(left, right);
}

/// The root's one dependent.
std::size_t UncrossedTrees::find_top() const {
    std::size_t top = 0;
    double best = -std::numeric_limits<double>::infinity();
    for (std::size_t word = 0; word < size_; ++word) {
        const double total =
            parts_[word * size_] + parts_[word * size_ + size_ - 1] + score(0, word);
        if (total > best) {
            best = total;
            top = word;
        }
    }
    return top;
}

std::vector<std::int32_t> UncrossedTrees::best(std::span<const float> scores, std::size_t n) {
    std::vector<std::int32_t> heads(n, 0);
    if (n == 0) {
        return heads;
    }
    scores_ = scores;
    size_ = n;
    // A word alone governs nothing; every other entry is written before it is read.
    parts_.assign(n * n, 0);
    by_end_.assign(n * n, 0);
    arcs_.resize(n * n);
    for (std::size_t width = 1; width < n; ++width) {
        for (std::size_t left = 0; left + width < n; ++left) {
            join(left, left + width);
        }
    }
    const std::size_t top = find_top();
    open_.assign({{top, 0}, {top, n - 1}});
    while (!open_.empty()) {
        const Part part = open_.back();
        open_.pop_back();
        if (part.head == part.end) {
            continue;
        }
        const std::size_t dependent = last_dependent(part.head, part.end);
        heads[dependent] = static_cast<std::int32_t>(part.head + 1);
        const auto [left, right] = std::minmax(part.head, dependent);
        const std::size_t split = between(left, right);
        open_.push_back({left, split});
        open_.push_back({right, split + 1});
        open_.push_back({dependent, part.end});
    }
    return heads;
}

}  // namespace trefoil::extract::neural
