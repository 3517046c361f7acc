#include "query/planner.hpp"

#include <algorithm>

#include "query/functions.hpp"
#include "query/internal/match_planner.hpp"

namespace trefoil::query {
namespace {

using internal::MatchPlanner;

PlanPtr node(plan::Step step, PlanPtr input, double factor = 1) {
    auto result = std::make_unique<PlanNode>();
    result->step = std::move(step);
    result->rows = input ? std::max(1.0, input->rows * factor) : 1;
    result->input = std::move(input);
    return result;
}

PlanPtr argument() {
    return node(plan::Argument{}, nullptr);
}

std::vector<const PathPattern*> pointers(const std::vector<PathPattern>& paths) {
    std::vector<const PathPattern*> result;
    for (const PathPattern& path : paths) {
        result.push_back(&path);
    }
    return result;
}

/// Plans clause by clause.
class Planner {
  public:
    Planner(Plan& plan, const graph::GraphView& view) : plan_(plan), view_(view) {}

    PlanPtr query(const Query& query, const std::vector<std::vector<int>>& result_slots) {
        if (query.parts.size() == 1) {
            return part(query.parts.front());
        }
        PlanPtr result = node(plan::Union{result_slots}, nullptr);
        for (const SingleQuery& single : query.parts) {
            result->inner.push_back(part(single));
        }
        if (!query.union_all && !result_slots.empty()) {
            return node(plan::Distinct{result_slots.front()}, std::move(result));
        }
        return result;
    }

    PlanPtr pattern(const Expression& e) {
        const bool comprehension = e.kind == ExpressionKind::PatternComprehension;
        return MatchPlanner(plan_.bound, view_)
            .plan({e.pattern.get()}, comprehension ? e.children[0] : nullptr, argument());
    }

  private:
    PlanPtr part(const SingleQuery& single) {
        if (PlanPtr counted = counted_by_store(single)) {
            return counted;
        }
        PlanPtr current = argument();
        for (const Clause& clause : single.clauses) {
            current = std::visit([&](const auto& c) { return add(c, std::move(current)); }, clause);
        }
        return current;
    }

    PlanPtr add(const MatchClause& clause, PlanPtr input) {
        const auto paths = pointers(clause.pattern);
        if (!clause.optional) {
            return MatchPlanner(plan_.bound, view_).plan(paths, clause.where, std::move(input));
        }
        const auto slots = MatchPlanner::declared_slots(paths);
        PlanPtr result = node(plan::Optional{{slots.begin(), slots.end()}}, std::move(input));
        result->inner.push_back(
            MatchPlanner(plan_.bound, view_).plan(paths, clause.where, argument()));
        return result;
    }

    PlanPtr add(const UnwindClause& clause, PlanPtr input) {
        return node(plan::Unwind{clause.list, clause.slot}, std::move(input), 10);
    }

    PlanPtr add(const ProjectionClause& clause, PlanPtr current) {
        plan::Project project;
        if (clause.aggregating) {
            plan::Aggregate aggregate;
            for (const ProjectionItem& item : clause.items) {
                if (item.aggregating) {
                    project.items.push_back({item.expression, item.slot});
                } else {
                    aggregate.keys.push_back({item.expression, item.slot});
                }
            }
            aggregate.aggregates = clause.aggregates;
            aggregate.carried = clause.carried;
            const bool one = aggregate.keys.empty();
            current = node(std::move(aggregate), std::move(current), 0.1);
            current->rows = one ? 1 : current->rows;
        } else {
            for (const ProjectionItem& item : clause.items) {
                if (item.expression->kind != ExpressionKind::Variable) {
                    project.items.push_back({item.expression, item.slot});
                }
            }
        }
        if (!project.items.empty()) {
            current = node(std::move(project), std::move(current));
        }
        if (clause.distinct) {
            current = node(plan::Distinct{clause.live}, std::move(current), 0.5);
        }
        if (!clause.order.empty()) {
            // WHERE may look at what the projection dropped: then those slots live on.
            std::vector<int> live = clause.live;
            if (clause.where) {
                std::set<int> reads(live.begin(), live.end());
                internal::collect_read_slots(*clause.where, reads);
                live.assign(reads.begin(), reads.end());
            }
            current = node(plan::Sort{clause.order, std::move(live), clause.limit, clause.skip},
                           std::move(current));
        }
        if (clause.skip) {
            current = node(plan::Skip{clause.skip}, std::move(current));
        }
        if (clause.limit) {
            current = node(plan::Limit{clause.limit}, std::move(current));
        }
        if (clause.where) {
            current = node(plan::Filter{{clause.where}}, std::move(current), 0.5);
        }
        return current;
    }

    PlanPtr add(const CreateClause& clause, PlanPtr input) {
        return node(plan::Create{&clause}, std::move(input));
    }

    PlanPtr add(const SetClause& clause, PlanPtr input) {
        return node(plan::Set{&clause}, std::move(input));
    }

    PlanPtr add(const RemoveClause& clause, PlanPtr input) {
        return node(plan::Remove{&clause}, std::move(input));
    }

    PlanPtr add(const DeleteClause& clause, PlanPtr input) {
        return node(plan::Delete{&clause}, std::move(input));
    }

    PlanPtr add(const MergeClause& clause, PlanPtr input) {
        PlanPtr result = node(plan::Merge{&clause}, std::move(input));
        result->inner.push_back(
            MatchPlanner(plan_.bound, view_).plan({&clause.pattern}, nullptr, argument()));
        return result;
    }

    PlanPtr add(const CallClause& clause, PlanPtr input) {
        PlanPtr result = node(plan::Call{&clause}, std::move(input), 100);
        return clause.where ? node(plan::Filter{{clause.where}}, std::move(result), 0.5)
                            : std::move(result);
    }

    /// MATCH (n[:L]) RETURN count(*) and MATCH ()-[r[:T]]->() RETURN count(*), also count(n),
    /// count(r).
    PlanPtr counted_by_store(const SingleQuery& single) {
        if (single.clauses.size() != 2) {
            return nullptr;
        }
        const auto* match = std::get_if<MatchClause>(&single.clauses[0]);
        const auto* projection = std::get_if<ProjectionClause>(&single.clauses[1]);
        if (match == nullptr || projection == nullptr || match->optional || match->where ||
            match->pattern.size() != 1 || projection->items.size() != 1 ||
            !projection->order.empty() || projection->skip || projection->limit) {
            return nullptr;
        }
        const PathPattern& path = match->pattern[0];
        const Expression& count = *projection->items[0].expression;
        const bool nodes = path.relationships.empty();
        if (path.slot >= 0 || path.nodes.size() > 2) {
            return nullptr;
        }
        const bool counts_all = count.kind == ExpressionKind::CountStar;
        const bool counts_slot = count.kind == ExpressionKind::Aggregate &&
                                 count.aggregate->name() == "count" && !count.distinct &&
                                 count.children[0]->kind == ExpressionKind::Variable;
        if (!counts_all && !counts_slot) {
            return nullptr;
        }
        const bool plain =
            std::all_of(path.nodes.begin(), path.nodes.end(), [&](const NodePattern& n) {
                return !n.properties && n.labels.size() <= (nodes ? 1U : 0U);
            });
        if (!plain || (!nodes && path.nodes[0].slot == path.nodes[1].slot)) {
            return nullptr;
        }
        plan::CountStore step;
        step.slot = count.slot;
        step.nodes = nodes;
        if (nodes) {
            step.name = path.nodes[0].labels.empty() ? "" : path.nodes[0].labels[0];
        } else {
            const RelationshipPattern& hop = path.relationships[0];
            if (hop.variable_length || hop.properties || hop.types.size() > 1 ||
                hop.direction == Direction::Both) {
                return nullptr;
            }
            step.name = hop.types.empty() ? "" : hop.types[0];
        }
        plan::Project project;
        project.items.push_back({projection->items[0].expression, projection->items[0].slot});
        return node(std::move(project), node(std::move(step), nullptr));
    }

    Plan& plan_;
    const graph::GraphView& view_;
};

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

/// count(*) over a last hop whose relationship and end nobody looks at is a sum of degrees.
void degrees_instead_of_hop(PlanNode& at) {
    const auto* aggregate = std::get_if<plan::Aggregate>(&at.step);
    if (aggregate == nullptr || !aggregate->keys.empty() || aggregate->aggregates.size() != 1 ||
        aggregate->aggregates[0]->kind != ExpressionKind::CountStar ||
        !aggregate->carried.empty()) {
        return;
    }
    const auto* expand = std::get_if<plan::Expand>(&at.input->step);
    if (expand == nullptr || expand->hop.into || expand->hop.from == expand->hop.to ||
        !expand->hop.unique.empty() || expand->hop.direction == Direction::Both) {
        return;
    }
    plan::DegreeCount step{expand->hop, aggregate->aggregates[0]->slot};
    PlanPtr input = std::move(at.input->input);
    at.step = std::move(step);
    at.input = std::move(input);
}

/// Rewrites that keep the result and save work.
void simplify(PlanNode& at) {
    if (const auto* aggregate = std::get_if<plan::Aggregate>(&at.step)) {
        if (ignores_repetition(aggregate->aggregates)) {
            std::vector<ExpressionPtr> read = aggregate->aggregates;
            for (const plan::Projected& key : aggregate->keys) {
                read.push_back(key.expression);
            }
            reach_instead_of_walk(at.input.get(), std::move(read), aggregate->carried);
        }
        degrees_instead_of_hop(at);
    } else if (const auto* distinct = std::get_if<plan::Distinct>(&at.step)) {
        reach_instead_of_walk(at.input.get(), {}, distinct->slots);
    }
    if (at.input) {
        simplify(*at.input);
    }
    for (const PlanPtr& inner : at.inner) {
        simplify(*inner);
    }
}

void number(PlanNode& at, int& next) {
    at.id = next++;
    if (at.input) {
        number(*at.input, next);
    }
    for (const PlanPtr& inner : at.inner) {
        number(*inner, next);
    }
}

}  // namespace

Plan make_plan(BoundQuery bound, const graph::GraphView& view) {
    Plan plan;
    plan.bound = std::move(bound);
    Planner planner(plan, view);
    plan.root = planner.query(*plan.bound.query, plan.bound.result_slots);
    for (const SubplanSource& source : plan.bound.subplans) {
        const Expression& e = *source.expression;
        plan.subplans.push_back(e.kind == ExpressionKind::Exists ? planner.query(*e.subquery, {})
                                                                 : planner.pattern(e));
    }
    simplify(*plan.root);
    number(*plan.root, plan.nodes);
    for (const PlanPtr& subplan : plan.subplans) {
        number(*subplan, plan.nodes);
    }
    return plan;
}

}  // namespace trefoil::query
