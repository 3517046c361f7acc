#include "graph/pattern_count.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <set>

namespace trefoil::graph {

namespace {

using Vertex = CsrGraph::Vertex;
using Pair = CsrGraph::Pair;

constexpr std::uint64_t kPollEvery = 65536;

/// Thrown inside when a number grows too large.
struct Overflow {};

std::uint64_t add(std::uint64_t a, std::uint64_t b) {
    std::uint64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) {
        throw Overflow();
    }
    return sum;
}

std::uint64_t multiply(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product)) {
        throw Overflow();
    }
    return product;
}

/// Calls `use(from, to)` for every way to walk an edge of the hop from node `from` of it.
template <class Use>
void for_each_step(const CsrGraph& graph, const CountedHop& hop, std::size_t from, const Poll& poll,
                   Use use) {
    const bool forward = hop.direction == Direction::Both ||
                         (hop.direction == Direction::Outgoing) == (from == hop.left);
    const bool backward = hop.direction == Direction::Both || !forward;
    const auto step = [&](Vertex source, Vertex target) {
        if (forward) {
            use(source, target);
        }
        if (backward && !(forward && source == target)) {
            use(target, source);
        }
    };
    if (hop.types.empty()) {
        std::uint64_t unpolled = 0;
        for (Vertex source = 0; source < graph.vertex_count(); ++source) {
            for (const Vertex target : graph.out(source)) {
                step(source, target);
            }
            unpolled += graph.out(source).size();
            if (poll && unpolled >= kPollEvery) {
                poll(std::exchange(unpolled, 0));
            }
        }
        return;
    }
    const std::set<TypeId> types(hop.types.begin(), hop.types.end());
    for (const TypeId type : types) {
        const auto edges = graph.edges_of(type);
        for (std::size_t i = 0; i < edges.size(); ++i) {
            step(edges[i].source, edges[i].target);
            if (poll && i % kPollEvery == kPollEvery - 1) {
                poll(kPollEvery);
            }
        }
    }
}

bool admits(const std::vector<bool>& admitted, Vertex vertex) {
    return admitted.empty() || admitted[vertex];
}

/// Numbers by vertex; none: one everywhere.
using Sums = std::vector<std::uint64_t>;

/// For each vertex, the number of ways to place the part of the tree behind `node`, seen from
/// `parent`, if `node` stands there.
Sums ways(const CsrGraph& graph, const CountedPattern& pattern, std::size_t node,
          const CountedHop* parent, const Poll& poll) {
    Sums result;
    for (const CountedHop& hop : pattern.hops) {
        if (&hop == parent || (hop.left != node && hop.right != node)) {
            continue;
        }
        const Sums behind =
            ways(graph, pattern, hop.left == node ? hop.right : hop.left, &hop, poll);
        Sums sums(graph.vertex_count());
        for_each_step(graph, hop, node, poll, [&](Vertex from, Vertex to) {
            sums[from] = add(sums[from], behind.empty() ? 1 : behind[to]);
        });
        if (result.empty()) {
            result = std::move(sums);
        } else {
            std::transform(result.begin(), result.end(), sums.begin(), result.begin(), multiply);
        }
    }
    const auto& admitted = pattern.admitted[node];
    if (!admitted.empty()) {
        if (result.empty()) {
            result.assign(graph.vertex_count(), 1);
        }
        for (std::size_t v = 0; v < result.size(); ++v) {
            result[v] = admitted[v] ? result[v] : 0;
        }
    }
    return result;
}

std::uint64_t count_tree(const CsrGraph& graph, const CountedPattern& pattern, const Poll& poll) {
    const Sums sums = ways(graph, pattern, pattern.hops.front().left, nullptr, poll);
    std::uint64_t total = 0;
    for (const std::uint64_t one : sums) {
        total = add(total, one);
    }
    return total;
}

/// The steps of a hop, grouped by where they begin.
struct Grouped {
    std::vector<std::uint32_t> offsets;
    std::vector<Vertex> ends;

    [[nodiscard]] std::span<const Vertex> from(Vertex vertex) const {
        return std::span(ends).subspan(offsets[vertex], offsets[vertex + 1] - offsets[vertex]);
    }
};

Grouped group(const CsrGraph& graph, const CountedPattern& pattern, const CountedHop& hop,
              std::size_t from, const Poll& poll) {
    const std::size_t to = hop.left == from ? hop.right : hop.left;
    std::vector<Pair> steps;
    for_each_step(graph, hop, from, poll, [&](Vertex source, Vertex target) {
        if (admits(pattern.admitted[from], source) && admits(pattern.admitted[to], target)) {
            steps.push_back({source, target});
        }
    });
    Grouped grouped;
    grouped.offsets.resize(graph.vertex_count() + 1);
    for (const Pair& step : steps) {
        ++grouped.offsets[step.source + std::size_t{1}];
    }
    for (std::size_t v = 1; v < grouped.offsets.size(); ++v) {
        grouped.offsets[v] += grouped.offsets[v - 1];
    }
    grouped.ends.resize(steps.size());
    std::vector<std::uint32_t> next(grouped.offsets);
    for (const Pair& step : steps) {
        grouped.ends[next[step.source]++] = step.target;
    }
    return grouped;
}

const CountedHop& between(const CountedPattern& pattern, std::size_t a, std::size_t b) {
    return *std::find_if(pattern.hops.begin(), pattern.hops.end(), [&](const CountedHop& hop) {
        return (hop.left == a && hop.right == b) || (hop.left == b && hop.right == a);
    });
}

std::size_t edge_count(const CsrGraph& graph, const CountedHop& hop) {
    std::size_t count = hop.types.empty() ? graph.edge_count() : 0;
    for (const TypeId type : hop.types) {
        count += graph.edges_of(type).size();
    }
    return count;
}

/// Marks the neighbours of each vertex a on one side and looks from its neighbours on the other
/// side along the third, which is the one with the fewest edges.
std::uint64_t count_triangles(const CsrGraph& graph, const CountedPattern& pattern,
                              const Poll& poll) {
    std::size_t a = 0;
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (std::size_t node = 0; node < 3; ++node) {
        const std::size_t opposite =
            edge_count(graph, between(pattern, (node + 1) % 3, (node + 2) % 3));
        if (opposite < fewest) {
            fewest = opposite;
            a = node;
        }
    }
    std::size_t b = (a + 1) % 3;
    std::size_t c = (a + 2) % 3;
    if (edge_count(graph, between(pattern, a, b)) > edge_count(graph, between(pattern, a, c))) {
        std::swap(b, c);
    }
    const Grouped ab = group(graph, pattern, between(pattern, a, b), a, poll);
    const Grouped ac = group(graph, pattern, between(pattern, a, c), a, poll);
    const Grouped bc = group(graph, pattern, between(pattern, b, c), b, poll);
    std::vector<std::uint32_t> marks(graph.vertex_count());
    std::uint64_t total = 0;
    std::uint64_t unpolled = 0;
    for (Vertex at = 0; at < graph.vertex_count(); ++at) {
        const auto sides = ab.from(at);
        const auto closing = ac.from(at);
        if (sides.empty() || closing.empty()) {
            continue;
        }
        for (const Vertex end : closing) {
            ++marks[end];
        }
        for (const Vertex middle : sides) {
            const auto ends = bc.from(middle);
            for (const Vertex end : ends) {
                total += marks[end];
            }
            unpolled += ends.size() + 1;
        }
        for (const Vertex end : closing) {
            marks[end] = 0;
        }
        if (poll && unpolled >= kPollEvery) {
            poll(std::exchange(unpolled, 0));
        }
    }
    return total;
}

}  // namespace

bool is_countable(std::size_t nodes, const std::vector<CountedHop>& hops) {
    std::vector<std::size_t> root(nodes);
    for (std::size_t i = 0; i < nodes; ++i) {
        root[i] = i;
    }
    const std::function<std::size_t(std::size_t)> find = [&](std::size_t i) {
        return root[i] == i ? i : find(root[i]);
    };
    std::size_t parts = nodes;
    for (const CountedHop& hop : hops) {
        if (hop.left == hop.right) {
            return false;
        }
        const std::size_t left = find(hop.left);
        const std::size_t right = find(hop.right);
        parts -= left != right ? 1 : 0;
        root[left] = right;
    }
    if (parts != 1 || hops.empty()) {
        return false;
    }
    if (hops.size() + 1 == nodes) {
        return true;
    }
    const auto ends = [](const CountedHop& hop) { return std::minmax(hop.left, hop.right); };
    return nodes == 3 && hops.size() == 3 && ends(hops[0]) != ends(hops[1]) &&
           ends(hops[1]) != ends(hops[2]) && ends(hops[0]) != ends(hops[2]);
}

std::optional<std::uint64_t> count_matches(const CsrGraph& graph, const CountedPattern& pattern,
                                           const Poll& poll) {
    try {
        const std::uint64_t count = pattern.hops.size() == pattern.admitted.size()
                                        ? count_triangles(graph, pattern, poll)
                                        : count_tree(graph, pattern, poll);
        return count <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
                   ? std::optional(count)
                   : std::nullopt;
    } catch (const Overflow&) {
        return std::nullopt;
    }
}

}  // namespace trefoil::graph
