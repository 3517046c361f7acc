// Chu-Liu/Edmonds in place: while the best heads contain a cycle, contract it into its first member
// and remember for every other node the best way in and out; then undo the contractions in reverse
// order. A contraction changes the best head of the new node only, so all of them together take
// O(n^2). One root is had by a penalty on root arcs larger than any difference of scores: the best
// tree then has as few of them as possible.
#include "extract/neural/tree.hpp"

#include <algorithm>
#include <cmath>
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
                    const float s = scores[(d - 1) * size_ + h];
                    at(h, d) =
                        (std::isfinite(s) ? static_cast<double>(s) : low) - (h == 0 ? penalty : 0);
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

}  // namespace

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

}  // namespace trefoil::extract::neural
