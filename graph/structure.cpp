#include "graph/structure.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace trefoil::graph {

namespace {

using Vertex = CsrGraph::Vertex;

constexpr Vertex kNone = std::numeric_limits<Vertex>::max();

/// Counts edges and calls `poll` about every 64 thousand.
class Meter {
  public:
    explicit Meter(const Poll& poll) : poll_(poll) {}

    void add(std::uint64_t edges) {
        seen_ += edges + 1;
        if (seen_ >= 65536 && poll_) {
            poll_(seen_);
            seen_ = 0;
        }
    }

  private:
    const Poll& poll_;
    std::uint64_t seen_ = 0;
};

/// Each vertex's different neighbours, ascending: directions, loops and parallel edges apart.
class Neighbours {
  public:
    Neighbours(const CsrGraph& graph, Meter& meter) {
        offsets_.reserve(graph.vertex_count() + 1);
        offsets_.push_back(0);
        std::vector<Vertex> own;
        for (Vertex v = 0; v < graph.vertex_count(); ++v) {
            own.assign(graph.out(v).begin(), graph.out(v).end());
            own.insert(own.end(), graph.in(v).begin(), graph.in(v).end());
            meter.add(own.size());
            std::ranges::sort(own);
            own.erase(std::unique(own.begin(), own.end()), own.end());
            std::erase(own, v);
            all_.insert(all_.end(), own.begin(), own.end());
            offsets_.push_back(all_.size());
        }
    }

    [[nodiscard]] std::span<const Vertex> of(Vertex v) const {
        return std::span(all_).subspan(offsets_[v], offsets_[v + 1] - offsets_[v]);
    }

    [[nodiscard]] std::size_t size() const { return offsets_.size() - 1; }

  private:
    std::vector<std::size_t> offsets_;
    std::vector<Vertex> all_;
};

/// Names each group by its smallest member.
std::vector<std::uint32_t> by_smallest(const std::vector<Vertex>& groups) {
    std::vector<Vertex> smallest(groups.size(), kNone);
    std::vector<std::uint32_t> result(groups.size());
    for (Vertex v = 0; v < groups.size(); ++v) {
        smallest[groups[v]] = std::min(smallest[groups[v]], v);
        result[v] = smallest[groups[v]];
    }
    return result;
}

}  // namespace

std::vector<std::uint32_t> strong_components(const CsrGraph& graph, const Poll& poll) {
    struct Visit {
        Vertex vertex;
        std::size_t next;
    };

    const std::size_t n = graph.vertex_count();
    std::vector<Vertex> number(n, kNone);
    std::vector<Vertex> low(n);
    std::vector<Vertex> component(n, kNone);
    std::vector<Vertex> open;
    std::vector<Visit> visits;
    Vertex numbered = 0;
    Meter meter(poll);
    const auto enter = [&](Vertex v) {
        number[v] = low[v] = numbered++;
        open.push_back(v);
        visits.push_back({v, 0});
        meter.add(graph.out(v).size());
    };
    for (Vertex root = 0; root < n; ++root) {
        if (number[root] != kNone) {
            continue;
        }
        enter(root);
        while (!visits.empty()) {
            Visit& visit = visits.back();
            const Vertex v = visit.vertex;
            const auto targets = graph.out(v);
            if (visit.next < targets.size()) {
                const Vertex w = targets[visit.next++];
                if (number[w] == kNone) {
                    enter(w);
                } else if (component[w] == kNone) {
                    low[v] = std::min(low[v], number[w]);
                }
                continue;
            }
            visits.pop_back();
            if (!visits.empty()) {
                Vertex& above = low[visits.back().vertex];
                above = std::min(above, low[v]);
            }
            if (low[v] == number[v]) {
                Vertex w = kNone;
                do {
                    w = open.back();
                    open.pop_back();
                    component[w] = v;
                } while (w != v);
            }
        }
    }
    return by_smallest(component);
}

std::vector<std::uint32_t> core_numbers(const CsrGraph& graph, const Poll& poll) {
    Meter meter(poll);
    const Neighbours neighbours(graph, meter);
    const std::size_t n = neighbours.size();
    std::vector<std::uint32_t> degree(n);
    std::size_t most = 0;
    for (Vertex v = 0; v < n; ++v) {
        degree[v] = static_cast<std::uint32_t>(neighbours.of(v).size());
        most = std::max<std::size_t>(most, degree[v]);
    }
    // Vertices sorted by degree; first[d] is where those of degree d begin.
    std::vector<std::size_t> first(most + 2);
    for (const std::uint32_t d : degree) {
        ++first[d + 1];
    }
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<Vertex> order(n);
    std::vector<std::size_t> place(n);
    std::vector<std::size_t> next(first);
    for (Vertex v = 0; v < n; ++v) {
        place[v] = next[degree[v]]++;
        order[place[v]] = v;
    }
    for (std::size_t i = 0; i < n; ++i) {
        const Vertex v = order[i];
        meter.add(neighbours.of(v).size());
        for (const Vertex w : neighbours.of(v)) {
            if (degree[w] <= degree[v]) {
                continue;
            }
            // Moves w to the front of its degree's part, which then begins one later.
            const std::size_t front = first[degree[w]]++;
            const Vertex other = order[front];
            std::swap(order[place[w]], order[front]);
            std::swap(place[w], place[other]);
            --degree[w];
        }
    }
    return degree;
}

std::vector<std::uint32_t> communities(const CsrGraph& graph, const Poll& poll) {
    constexpr int kRounds = 20;
    Meter meter(poll);
    const Neighbours neighbours(graph, meter);
    std::vector<Vertex> label(neighbours.size());
    std::iota(label.begin(), label.end(), Vertex{0});
    std::vector<std::uint32_t> votes(label.size());
    for (int round = 0; round < kRounds; ++round) {
        bool changed = false;
        for (Vertex v = 0; v < label.size(); ++v) {
            const auto around = neighbours.of(v);
            meter.add(around.size());
            Vertex best = label[v];
            std::uint32_t most = 0;
            for (const Vertex w : around) {
                const std::uint32_t held = ++votes[label[w]];
                if (held > most || (held == most && label[w] > best)) {
                    most = held;
                    best = label[w];
                }
            }
            for (const Vertex w : around) {
                votes[label[w]] = 0;
            }
            changed = changed || best != label[v];
            label[v] = best;
        }
        if (!changed) {
            break;
        }
    }
    return by_smallest(label);
}

std::vector<std::uint64_t> triangles(const CsrGraph& graph, const Poll& poll) {
    Meter meter(poll);
    const Neighbours neighbours(graph, meter);
    std::vector<std::uint64_t> result(neighbours.size());
    // Each triangle is found once, from its vertex of least degree towards those above.
    const auto above = [&](Vertex a, Vertex b) {
        const std::size_t da = neighbours.of(a).size();
        const std::size_t db = neighbours.of(b).size();
        return da != db ? da < db : a < b;
    };
    std::vector<bool> marked(neighbours.size());
    for (Vertex a = 0; a < neighbours.size(); ++a) {
        for (const Vertex b : neighbours.of(a)) {
            marked[b] = above(a, b);
        }
        for (const Vertex b : neighbours.of(a)) {
            if (!marked[b]) {
                continue;
            }
            meter.add(neighbours.of(b).size());
            for (const Vertex c : neighbours.of(b)) {
                if (marked[c] && above(b, c)) {
                    ++result[a];
                    ++result[b];
                    ++result[c];
                }
            }
        }
        for (const Vertex b : neighbours.of(a)) {
            marked[b] = false;
        }
    }
    return result;
}

std::vector<double> betweenness(const CsrGraph& graph, std::size_t samples, const Poll& poll) {
    const std::size_t n = graph.vertex_count();
    const std::size_t sources = samples == 0 ? n : std::min(samples, n);
    Meter meter(poll);
    std::vector<std::vector<Vertex>> targets(n);
    for (Vertex v = 0; v < n; ++v) {
        targets[v].assign(graph.out(v).begin(), graph.out(v).end());
        std::ranges::sort(targets[v]);
        targets[v].erase(std::unique(targets[v].begin(), targets[v].end()), targets[v].end());
    }
    std::vector<double> result(n);
    std::vector<double> paths(n);
    std::vector<double> share(n);
    std::vector<std::uint32_t> hops(n, kNone);
    std::vector<Vertex> order;
    for (std::size_t i = 0; i < sources; ++i) {
        const auto source = static_cast<Vertex>(i * n / sources);
        order.assign(1, source);
        hops[source] = 0;
        paths[source] = 1;
        for (std::size_t at = 0; at < order.size(); ++at) {
            const Vertex v = order[at];
            meter.add(targets[v].size());
            for (const Vertex w : targets[v]) {
                if (hops[w] == kNone) {
                    hops[w] = hops[v] + 1;
                    order.push_back(w);
                }
                if (hops[w] == hops[v] + 1) {
                    paths[w] += paths[v];
                }
            }
        }
        for (auto v = order.rbegin(); v != order.rend(); ++v) {
            for (const Vertex w : targets[*v]) {
                if (hops[w] == hops[*v] + 1) {
                    share[*v] += paths[*v] / paths[w] * (1 + share[w]);
                }
            }
            if (*v != source) {
                result[*v] += share[*v];
            }
        }
        for (const Vertex v : order) {
            hops[v] = kNone;
            paths[v] = share[v] = 0;
        }
    }
    for (double& score : result) {
        score *= sources == 0 ? 1 : static_cast<double>(n) / static_cast<double>(sources);
    }
    return result;
}

}  // namespace trefoil::graph
