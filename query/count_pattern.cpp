#include <algorithm>
#include <map>

#include "graph/pattern_count.hpp"
#include "query/internal/rewrite.hpp"

// Patterns of which only the number of matches is wanted: which of them the store's counters or a
// copy of the graph can answer.

namespace trefoil::query::internal {
namespace {

PlanPtr leaf(plan::Step step) {
    auto result = std::make_unique<PlanNode>();
    result->step = std::move(step);
    return result;
}

/// A walk of this copied graph costs as much as this part of reading its nodes one by one.
constexpr std::uint64_t kRare = 8;

bool has_rare_label(const plan::CountPattern& step, const graph::GraphView& view) {
    const std::uint64_t nodes = view.node_count();
    for (const auto& labels : step.labels) {
        for (const std::string& name : labels) {
            const auto label = view.find_label(name);
            if (!label || view.node_count(*label) < nodes / kRare) {
                return true;
            }
        }
    }
    return false;
}

/// No two relationships of the pattern can be the same.
bool types_differ(const std::vector<plan::CountPattern::Link>& links) {
    std::set<std::string> seen;
    for (const auto& link : links) {
        const std::set<std::string> types(link.types.begin(), link.types.end());
        for (const std::string& type : types) {
            if (!seen.insert(type).second) {
                return false;
            }
        }
        if (types.empty() && links.size() > 1) {
            return false;
        }
    }
    return true;
}

}  // namespace

PlanPtr counted_by_store(const std::vector<PathPattern>& pattern, int slot) {
    const PathPattern& path = pattern.front();
    if (pattern.size() != 1 || path.slot >= 0 || path.nodes.size() > 2) {
        return nullptr;
    }
    const bool nodes = path.relationships.empty();
    const bool plain = std::all_of(path.nodes.begin(), path.nodes.end(), [&](const auto& n) {
        return n.declares && !n.properties && n.labels.size() <= (nodes ? 1U : 0U);
    });
    if (!plain || (!nodes && path.nodes[0].slot == path.nodes[1].slot)) {
        return nullptr;
    }
    plan::CountStore step;
    step.slot = slot;
    step.nodes = nodes;
    if (nodes) {
        step.name = path.nodes[0].labels.empty() ? "" : path.nodes[0].labels[0];
        return leaf(std::move(step));
    }
    const RelationshipPattern& hop = path.relationships[0];
    if (hop.variable_length || hop.properties || hop.types.size() > 1 ||
        hop.direction == Direction::Both || path.shortest != ShortestKind::No) {
        return nullptr;
    }
    step.name = hop.types.empty() ? "" : hop.types[0];
    return leaf(std::move(step));
}

PlanPtr counted_on_copy(const std::vector<PathPattern>& pattern, int slot,
                        const graph::GraphView& view) {
    plan::CountPattern step;
    step.slot = slot;
    std::map<int, std::size_t> places;
    const auto place = [&](const NodePattern& node) {
        const auto [found, added] = places.try_emplace(node.slot, step.labels.size());
        if (added) {
            step.labels.emplace_back();
        }
        auto& labels = step.labels[found->second];
        labels.insert(labels.end(), node.labels.begin(), node.labels.end());
        return found->second;
    };
    std::vector<graph::CountedHop> shape;
    for (const PathPattern& path : pattern) {
        if (path.slot >= 0 || path.shortest != ShortestKind::No ||
            std::any_of(path.nodes.begin(), path.nodes.end(),
                        [](const NodePattern& n) { return n.properties != nullptr; })) {
            return nullptr;
        }
        for (std::size_t i = 0; i < path.relationships.size(); ++i) {
            const RelationshipPattern& hop = path.relationships[i];
            if (hop.variable_length || hop.properties || !hop.declares) {
                return nullptr;
            }
            const std::size_t left = place(path.nodes[i]);
            const std::size_t right = place(path.nodes[i + 1]);
            step.links.push_back({left, right, hop.direction, hop.types});
            shape.push_back({left, right, hop.direction, {}});
        }
        if (path.relationships.empty()) {
            place(path.nodes[0]);
        }
    }
    if (!types_differ(step.links) || !graph::is_countable(step.labels.size(), shape) ||
        has_rare_label(step, view)) {
        return nullptr;
    }
    return leaf(std::move(step));
}

}  // namespace trefoil::query::internal
