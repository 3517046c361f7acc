#include "query/internal/rewrite.hpp"

#include <algorithm>

#include "query/functions.hpp"
#include "query/internal/match_planner.hpp"

namespace trefoil::query::internal {
namespace {

bool reads(const std::vector<ExpressionPtr>& expressions, int slot) {
    std::set<int> slots;
    for (const ExpressionPtr& e : expressions) {
        internal::collect_read_slots(*e, slots);
    }
    return slots.contains(slot);
}

/// True if how often a row comes makes no difference to the aggregations.
bool ignores_repetition(const std::vector<ExpressionPtr>& aggregates) {
    return std::all_of(aggregates.begin(), aggregates.end(), [](const ExpressionPtr& e) {
        return e->kind == ExpressionKind::Aggregate &&
               (e->distinct || e->aggregate->name() == "min" || e->aggregate->name() == "max");
    });
}

/// Below a step that ignores repeated rows and reads `read`: a walk of variable length whose
/// relationships nobody looks at need only say which nodes it reaches. That is a breadth-first
/// search instead of an enumeration of trails (a shortest walk never repeats a relationship).
void reach_instead_of_walk(PlanNode* at, std::vector<ExpressionPtr> read,
                           const std::vector<int>& kept) {
    while (at != nullptr) {
        if (const auto* filter = std::get_if<plan::Filter>(&at->step)) {
            read.insert(read.end(), filter->predicates.begin(), filter->predicates.end());
        } else if (const auto* project = std::get_if<plan::Project>(&at->step)) {
            for (const plan::Projected& item : project->items) {
                read.push_back(item.expression);
            }
        } else {
            break;
        }
        at = at->input.get();
    }
    auto* walk = at != nullptr ? std::get_if<plan::VariableExpand>(&at->step) : nullptr;
    if (walk == nullptr || walk->hop.into || walk->hop.from == walk->hop.to || walk->min > 1 ||
        !walk->where.empty() || !walk->hop.unique.empty() || reads(read, walk->hop.relationship) ||
        std::find(kept.begin(), kept.end(), walk->hop.relationship) != kept.end()) {
        return;
    }
    walk->distinct_ends = true;
}

/// The aggregation counts rows, or rows in which one of two slots that are never null is not null.
bool counts_rows(const Expression& e, int a, int b) {
    if (e.kind == ExpressionKind::CountStar) {
        return true;
    }
    if (e.kind != ExpressionKind::Aggregate || e.distinct || e.aggregate->name() != "count" ||
        e.children[0]->kind != ExpressionKind::Variable) {
        return false;
    }
    const int slot = e.children[0]->slot;
    return slot == a || slot == b;
}

bool is_all_nodes(const PlanNode* at) {
    const auto* scan = at != nullptr ? std::get_if<plan::NodeScan>(&at->step) : nullptr;
    return scan != nullptr && scan->label < 0 && at->input != nullptr &&
           std::holds_alternative<plan::Argument>(at->input->step);
}

/// Where rows are only counted, a last hop is its number of relationships.
void degree_instead_of_hop(PlanNode& at) {
    auto* aggregate = std::get_if<plan::Aggregate>(&at.step);
    auto* expand = at.input ? std::get_if<plan::Expand>(&at.input->step) : nullptr;
    if (aggregate == nullptr || expand == nullptr || aggregate->aggregates.empty()) {
        return;
    }
    const plan::Hop& hop = expand->hop;
    if (hop.into || hop.from == hop.to || !hop.unique.empty() ||
        !std::all_of(
            aggregate->aggregates.begin(), aggregate->aggregates.end(),
            [&](const ExpressionPtr& e) { return counts_rows(*e, hop.relationship, hop.to); })) {
        return;
    }
    std::vector<ExpressionPtr> keys;
    for (const plan::Projected& key : aggregate->keys) {
        keys.push_back(key.expression);
    }
    for (const int slot : {hop.relationship, hop.to}) {
        if (reads(keys, slot) || std::find(aggregate->carried.begin(), aggregate->carried.end(),
                                           slot) != aggregate->carried.end()) {
            return;
        }
    }
    aggregate->weight = hop.relationship;
    for (ExpressionPtr& e : aggregate->aggregates) {
        if (e->kind == ExpressionKind::Aggregate) {  // count(r) is count(*) here
            auto counted = std::make_shared<Expression>(*e);
            counted->kind = ExpressionKind::CountStar;
            counted->children.clear();
            counted->aggregate = nullptr;
            e = std::move(counted);
        }
    }
    plan::Degree degree{hop, hop.relationship, is_all_nodes(at.input->input.get())};
    at.input->step = std::move(degree);
}

/// The input has each node of the graph in one row: grouping by a property may go through a copy of
/// it.
void note_whole_input(PlanNode& at) {
    auto* aggregate = std::get_if<plan::Aggregate>(&at.step);
    if (aggregate == nullptr) {
        return;
    }
    const PlanNode* from = at.input.get();
    if (from != nullptr && std::holds_alternative<plan::Degree>(from->step)) {
        from = from->input.get();
    }
    if (is_all_nodes(from)) {
        aggregate->whole = std::get<plan::NodeScan>(from->step).slot;
    }
}

/// type(r), count(*) over all relationships is what the counters say.
void counters_instead_of_groups(PlanPtr& at) {
    const auto* aggregate = std::get_if<plan::Aggregate>(&at->step);
    const auto* expand = at->input ? std::get_if<plan::Expand>(&at->input->step) : nullptr;
    if (aggregate == nullptr || expand == nullptr || aggregate->keys.size() != 1 ||
        !aggregate->carried.empty() || !is_all_nodes(at->input->input.get())) {
        return;
    }
    const plan::Hop& hop = expand->hop;
    const Expression& key = *aggregate->keys[0].expression;
    const bool by_type = key.kind == ExpressionKind::Call && key.function != nullptr &&
                         key.function->name() == "type" && key.children.size() == 1 &&
                         key.children[0]->kind == ExpressionKind::Variable &&
                         key.children[0]->slot == hop.relationship;
    if (!by_type || hop.into || hop.from == hop.to || hop.direction == Direction::Both ||
        !hop.unique.empty()) {
        return;
    }
    plan::TypeCounts step;
    step.types = hop.types;
    step.type = aggregate->keys[0].slot;
    for (const ExpressionPtr& e : aggregate->aggregates) {
        if (!counts_rows(*e, hop.relationship, hop.to) &&
            !counts_rows(*e, hop.from, hop.relationship)) {
            return;
        }
        step.counts.push_back(e->slot);
    }
    at->step = std::move(step);
    at->input.reset();
}

}  // namespace

void rewrite(PlanPtr& at) {
    if (const auto* aggregate = std::get_if<plan::Aggregate>(&at->step)) {
        if (ignores_repetition(aggregate->aggregates)) {
            std::vector<ExpressionPtr> read = aggregate->aggregates;
            for (const plan::Projected& key : aggregate->keys) {
                read.push_back(key.expression);
            }
            reach_instead_of_walk(at->input.get(), std::move(read), aggregate->carried);
        }
        counters_instead_of_groups(at);
        degree_instead_of_hop(*at);
        note_whole_input(*at);
    } else if (const auto* distinct = std::get_if<plan::Distinct>(&at->step)) {
        reach_instead_of_walk(at->input.get(), {}, distinct->slots);
    }
    if (at->input) {
        rewrite(at->input);
    }
    for (PlanPtr& inner : at->inner) {
        rewrite(inner);
    }
}

}  // namespace trefoil::query::internal
