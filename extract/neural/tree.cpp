// Chu-Liu/Edmonds in place: while the best heads contain a cycle, contract it into its first member
// and remember for every other node the best way in and out; then undo the contractions in reverse
// order. A contraction changes the best head of the new node only, so all of them together take
// O(n^2). One root is had by a penalty on root arcs larger than any difference of scores: the best
// tree then has as few of them as possible. Eisner's algorithm finds the best tree without crossing
// arcs.
#include "extract/neural/tree.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace trefoil::extract::neural {

namespace {

constexpr double kNever = -1e300;

struct Contraction {
    std::vector<std::int32_t> cycle;       ///< its first member stands for all of them from now on
    std::vector<std::int32_t> cycle_head;  ///< head of each member in the cycle
    std::vector<std::int32_t> enter;       ///< for a node u: the member that u enters best
    std::vector<std::int32_t> leave;       ///< for a node u: the member that is the best head of u
};

class Edmonds {
  public:
    Edmonds(std::span<const float> scores, std::size_t n)
        : size_(n + 1), matrix_(size_ * size_, kNever), alive_(size_, true), head_(size_, 0) {
        double low = 0;
        double high = 0;
        for (const float s : scores) {
            if (std::isfinite(s)) {
                low = std::min(low, static_cast<double>(s));
                high = std::max(high, static_cast<double>(s));
            }
        }
        const double penalty = (high - low + 1) * static_cast<double>(size_);
        for (std::size_t d = 1; d <= n; ++d) {
            for (std::size_t h = 0; h <= n; ++h) {
                if (h != d) {
                    at(h, d) =
                        static_cast<double>(scores[(d - 1) * size_ + h]) - (h == 0 ? penalty : 0);
                }
            }
        }
    }

    std::vector<std::int32_t> run() {
        choose_heads();
        for (std::vector<std::int32_t> cycle = find_cycle(); !cycle.empty(); cycle = find_cycle()) {
            contract(std::move(cycle));
        }
        for (; !contractions_.empty(); contractions_.pop_back()) {
            expand(contractions_.back());
        }
        return {head_.begin() + 1, head_.end()};
    }

  private:
    double& at(std::size_t head, std::size_t dependent) {
        return matrix_[dependent * size_ + head];
    }

    double& at(std::int32_t head, std::int32_t dependent) {
        return at(static_cast<std::size_t>(head), static_cast<std::size_t>(dependent));
    }

    void choose_heads() {
        for (std::size_t d = 1; d < size_; ++d) {
            choose_head(d);
        }
    }

    void choose_head(std::size_t d) {
        std::size_t best = 0;
        double best_score = 2 * kNever;
        for (std::size_t h = 0; h < size_; ++h) {
            if (alive_[h] && h != d && at(h, d) > best_score) {
                best_score = at(h, d);
                best = h;
            }
        }
        head_[d] = static_cast<std::int32_t>(best);
    }

    std::vector<std::int32_t> find_cycle() const {
        std::vector<std::int32_t> seen(size_, 0);
        for (std::size_t start = 1; start < size_; ++start) {
            if (!alive_[start]) {
                continue;
            }
            const auto mark = static_cast<std::int32_t>(start);
            std::size_t node = start;
            while (node != 0 && seen[node] == 0) {
                seen[node] = mark;
                node = static_cast<std::size_t>(head_[node]);
            }
            if (node != 0 && seen[node] == mark) {
                std::vector<std::int32_t> cycle;
                const auto first = static_cast<std::int32_t>(node);
                std::int32_t v = first;
                do {
                    cycle.push_back(v);
                    v = head_[static_cast<std::size_t>(v)];
                } while (v != first);
                return cycle;
            }
        }
        return {};
    }

    void contract(std::vector<std::int32_t> cycle) {
        Contraction c;
        std::vector<bool> inside(size_, false);
        for (const std::int32_t v : cycle) {
            inside[static_cast<std::size_t>(v)] = true;
            c.cycle_head.push_back(head_[static_cast<std::size_t>(v)]);
        }
        c.enter.assign(size_, cycle[0]);
        c.leave.assign(size_, cycle[0]);
        for (std::size_t u = 0; u < size_; ++u) {
            if (!alive_[u] || inside[u]) {
                continue;
            }
            double best_in = 2 * kNever;
            double best_out = 2 * kNever;
            const auto node = static_cast<std::int32_t>(u);
            for (const std::int32_t v : cycle) {
                const double in = at(node, v) - at(head_[static_cast<std::size_t>(v)], v);
                if (in > best_in) {
                    best_in = in;
                    c.enter[u] = v;
                }
                if (u != 0 && at(v, node) > best_out) {
                    best_out = at(v, node);
                    c.leave[u] = v;
                }
            }
            at(node, cycle[0]) = best_in;
            if (u != 0) {
                at(cycle[0], node) = best_out;
            }
            // The way out is the best of the members', so a best head outside the cycle stays.
            if (u != 0 && inside[static_cast<std::size_t>(head_[u])]) {
                head_[u] = cycle[0];
            }
        }
        for (std::size_t i = 1; i < cycle.size(); ++i) {
            alive_[static_cast<std::size_t>(cycle[i])] = false;
        }
        choose_head(static_cast<std::size_t>(cycle[0]));
        c.cycle = std::move(cycle);
        contractions_.push_back(std::move(c));
    }

    void expand(const Contraction& c) {
        const std::int32_t stand_in = c.cycle[0];
        const std::int32_t outside = head_[static_cast<std::size_t>(stand_in)];
        for (std::size_t i = 1; i < c.cycle.size(); ++i) {
            alive_[static_cast<std::size_t>(c.cycle[i])] = true;
        }
        std::vector<bool> inside(size_, false);
        for (const std::int32_t v : c.cycle) {
            inside[static_cast<std::size_t>(v)] = true;
        }
        for (std::size_t u = 1; u < size_; ++u) {
            if (alive_[u] && !inside[u] && head_[u] == stand_in) {
                head_[u] = c.leave[u];
            }
        }
        for (std::size_t i = 0; i < c.cycle.size(); ++i) {
            head_[static_cast<std::size_t>(c.cycle[i])] = c.cycle_head[i];
        }
        head_[static_cast<std::size_t>(c.enter[static_cast<std::size_t>(outside)])] = outside;
    }

    std::size_t size_;
    std::vector<double> matrix_;  ///< [dependent][head]
    std::vector<bool> alive_;
    std::vector<std::int32_t> head_;
    std::vector<Contraction> contractions_;
};

/// Eisner's algorithm. A span [left, right] is complete (all that one end governs up to the other
/// end) or has an arc between its ends; the head is its left or its right end.
class Eisner {
  public:
    Eisner(std::span<const float> scores, std::size_t n)
        : scores_(scores), size_(n + 1), spans_(size_ * size_) {}

    std::vector<std::int32_t> run() {
        for (std::size_t width = 1; width < size_; ++width) {
            for (std::size_t left = 0; left + width < size_; ++left) {
                join(left, left + width);
            }
        }
        // One root: the first word of the tree is chosen here, so the root has no other.
        heads_.assign(size_ - 1, 0);
        std::size_t top = 1;
        double best = 2 * kNever;
        for (std::size_t word = 1; word < size_; ++word) {
            const double total =
                at(1, word).complete[kRight] + at(word, size_ - 1).complete[kLeft] + score(0, word);
            if (total > best) {
                best = total;
                top = word;
            }
        }
        collect_complete(1, top, kRight);
        collect_complete(top, size_ - 1, kLeft);
        heads_[top - 1] = 0;
        return std::move(heads_);
    }

  private:
    enum Side { kLeft, kRight };  ///< the end of a span that is the head

    struct Span {
        double complete[2] = {0, 0};
        double arc[2] = {kNever, kNever};
        std::uint32_t complete_split[2] = {0, 0};
        std::uint32_t arc_split = 0;
    };

    Span& at(std::size_t left, std::size_t right) { return spans_[left * size_ + right]; }

    double score(std::size_t head, std::size_t dependent) const {
        return static_cast<double>(scores_[(dependent - 1) * size_ + head]);
    }

    void join(std::size_t left, std::size_t right) {
        Span& span = at(left, right);
        if (left == 0) {
            return;  // the root is joined last
        }
        double best = 2 * kNever;
        for (std::size_t split = left; split < right; ++split) {
            const double inner =
                at(left, split).complete[kLeft] + at(split + 1, right).complete[kRight];
            if (inner > best) {
                best = inner;
                span.arc_split = static_cast<std::uint32_t>(split);
            }
        }
        span.arc[kLeft] = best + score(left, right);
        span.arc[kRight] = best + score(right, left);
        span.complete[kLeft] = span.complete[kRight] = 2 * kNever;
        for (std::size_t split = left; split <= right; ++split) {
            if (split > left) {
                const double total = at(left, split).arc[kLeft] + at(split, right).complete[kLeft];
                if (total > span.complete[kLeft]) {
                    span.complete[kLeft] = total;
                    span.complete_split[kLeft] = static_cast<std::uint32_t>(split);
                }
            }
            if (split < right) {
                const double total =
                    at(left, split).complete[kRight] + at(split, right).arc[kRight];
                if (total > span.complete[kRight]) {
                    span.complete[kRight] = total;
                    span.complete_split[kRight] = static_cast<std::uint32_t>(split);
                }
            }
        }
    }

    void collect_complete(std::size_t left, std::size_t right, Side head) {
        if (left == right) {
            return;
        }
        const std::size_t split = at(left, right).complete_split[head];
        if (head == kLeft) {
            collect_arc(left, split, kLeft);
            collect_complete(split, right, kLeft);
        } else {
            collect_complete(left, split, kRight);
            collect_arc(split, right, kRight);
        }
    }

    void collect_arc(std::size_t left, std::size_t right, Side head) {
        const std::size_t dependent = head == kLeft ? right : left;
        heads_[dependent - 1] = static_cast<std::int32_t>(head == kLeft ? left : right);
        const std::size_t split = at(left, right).arc_split;
        collect_complete(left, split, kLeft);
        collect_complete(split + 1, right, kRight);
    }

    std::span<const float> scores_;
    std::size_t size_;
    std::vector<Span> spans_;
    std::vector<std::int32_t> heads_;
};

double total_score(std::span<const float> scores, std::span<const std::int32_t> heads) {
    double total = 0;
    for (std::size_t d = 0; d < heads.size(); ++d) {
        total += static_cast<double>(
            scores[d * (heads.size() + 1) + static_cast<std::size_t>(heads[d])]);
    }
    return total;
}

}  // namespace

bool has_crossing_arcs(std::span<const std::int32_t> heads, std::span<const std::uint8_t> free) {
    // Words left to right; the open arcs on the stack, innermost last, by their right end.
    const auto n = static_cast<std::int32_t>(heads.size());
    std::vector<std::vector<std::int32_t>> ends(heads.size() + 1);
    for (std::int32_t d = 1; d <= n; ++d) {
        const std::int32_t h = heads[static_cast<std::size_t>(d - 1)];
        if (h != 0 && free[static_cast<std::size_t>(d - 1)] == 0) {
            ends[static_cast<std::size_t>(std::min(h, d))].push_back(std::max(h, d));
        }
    }
    std::vector<std::int32_t> open;
    for (std::int32_t word = 0; word <= n; ++word) {
        while (!open.empty() && open.back() == word) {
            open.pop_back();
        }
        std::vector<std::int32_t>& begins = ends[static_cast<std::size_t>(word)];
        std::sort(begins.begin(), begins.end(), std::greater<>());
        for (const std::int32_t end : begins) {
            if (!open.empty() && open.back() < end) {
                return true;
            }
            open.push_back(end);
        }
    }
    return false;
}

bool is_single_root_tree(std::span<const std::int32_t> heads) {
    const std::size_t n = heads.size();
    std::vector<std::uint32_t> seen(n + 1, 0);
    std::size_t roots = 0;
    for (std::size_t start = 1; start <= n; ++start) {
        roots += heads[start - 1] == 0 ? 1 : 0;
        std::size_t node = start;
        while (node != 0 && seen[node] == 0) {
            seen[node] = static_cast<std::uint32_t>(start);
            node = static_cast<std::size_t>(heads[node - 1]);
        }
        if (node != 0 && seen[node] == start) {
            return false;
        }
    }
    return roots == 1;
}

std::vector<std::int32_t> best_tree(std::span<const float> scores, std::size_t n) {
    std::vector<std::int32_t> heads(n, 0);
    for (std::size_t d = 1; d <= n; ++d) {
        const float* row = scores.data() + (d - 1) * (n + 1);
        std::size_t best = 0;
        for (std::size_t h = 1; h <= n; ++h) {
            if (h != d && row[h] > row[best]) {
                best = h;
            }
        }
        heads[d - 1] = static_cast<std::int32_t>(best);
    }
    return is_single_root_tree(heads) ? heads : Edmonds(scores, n).run();
}

std::vector<std::int32_t> best_uncrossed_tree(std::span<const float> scores, std::size_t n) {
    return n == 0 ? std::vector<std::int32_t>{} : Eisner(scores, n).run();
}

std::vector<std::int32_t> best_english_tree(std::span<const float> scores, std::size_t n,
                                            std::span<const std::uint8_t> opens) {
    std::vector<std::int32_t> best = best_tree(scores, n);
    constexpr std::size_t kLongest = 150;
    constexpr double kMuchWorse = 4;  // of the logarithm of the odds
    std::vector<std::uint8_t> free(opens.begin(), opens.end());
    for (std::size_t d = 0; d < n; ++d) {
        const auto head = static_cast<std::size_t>(best[d]);
        if (head != 0 && opens[d] != 0) {
            free[head - 1] = 1;
        } else if (head != 0 && opens[head - 1] != 0) {
            free[d] = 1;
        }
    }
    if (n > kLongest || !has_crossing_arcs(best, free)) {
        return best;
    }
    std::vector<std::int32_t> uncrossed = best_uncrossed_tree(scores, n);
    const double loss = total_score(scores, best) - total_score(scores, uncrossed);
    return loss < kMuchWorse ? uncrossed : best;
}

}  // namespace trefoil::extract::neural
