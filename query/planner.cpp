#include "query/planner.hpp"

#include <algorithm>

#include "query/functions.hpp"
#include "query/internal/match_planner.hpp"
#include "query/internal/rewrite.hpp"

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
        if (PlanPtr counted = this->counted(single)) {
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
        plan::Project late;
        std::vector<int> read_late;
        if (!clause.aggregating && !clause.distinct && clause.limit && !clause.order.empty()) {
            late = postponed(clause, project, read_late);
        }
        if (!project.items.empty()) {
            current = node(std::move(project), std::move(current));
        }
        if (clause.distinct) {
            current = node(plan::Distinct{clause.live}, std::move(current), 0.5);
        }
        if (!clause.order.empty()) {
            // WHERE may look at what the projection dropped: then those slots live on.
            std::set<int> live(clause.live.begin(), clause.live.end());
            live.insert(read_late.begin(), read_late.end());
            if (clause.where) {
                internal::collect_read_slots(*clause.where, live);
            }
            for (const plan::Projected& item : late.items) {
                live.erase(item.slot);
            }
            current = node(
                plan::Sort{clause.order, {live.begin(), live.end()}, clause.limit, clause.skip},
                std::move(current));
        }
        if (clause.skip) {
            current = node(plan::Skip{clause.skip}, std::move(current));
        }
        if (clause.limit) {
            current = node(plan::Limit{clause.limit}, std::move(current));
        }
        if (!late.items.empty()) {
            current = node(std::move(late), std::move(current));
        }
        if (clause.where) {
            current = node(plan::Filter{{clause.where}}, std::move(current), 0.5);
        }
        return current;
    }

    /// Takes out of `project` the properties of variables that ORDER BY does not ask for: they are
    /// read after LIMIT, for the rows that are left.
    static plan::Project postponed(const ProjectionClause& clause, plan::Project& project,
                                   std::vector<int>& read) {
        std::set<int> sorted_by;
        for (const SortItem& item : clause.order) {
            internal::collect_read_slots(*item.expression, sorted_by);
        }
        plan::Project late;
        std::vector<plan::Projected> now;
        for (plan::Projected& item : project.items) {
            const Expression& e = *item.expression;
            if (e.kind == ExpressionKind::Property &&
                e.children[0]->kind == ExpressionKind::Variable && !sorted_by.contains(item.slot)) {
                read.push_back(e.children[0]->slot);
                late.items.push_back(std::move(item));
            } else {
                now.push_back(std::move(item));
            }
        }
        project.items = std::move(now);
        return late;
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

    /// MATCH without WHERE and RETURN of one number of rows: by the store's counters, or on a copy
    /// of the graph, where these can tell.
    PlanPtr counted(const SingleQuery& single) {
        if (single.clauses.size() != 2) {
            return nullptr;
        }
        const auto* match = std::get_if<MatchClause>(&single.clauses[0]);
        const auto* projection = std::get_if<ProjectionClause>(&single.clauses[1]);
        if (match == nullptr || projection == nullptr || match->optional || match->where ||
            projection->items.size() != 1 || !projection->order.empty() || projection->skip ||
            projection->limit) {
            return nullptr;
        }
        const Expression& count = *projection->items[0].expression;
        const bool counts_all = count.kind == ExpressionKind::CountStar;
        const bool counts_slot = count.kind == ExpressionKind::Aggregate &&
                                 count.aggregate->name() == "count" && !count.distinct &&
                                 count.children[0]->kind == ExpressionKind::Variable;
        if (!counts_all && !counts_slot) {
            return nullptr;
        }
        PlanPtr counted = internal::counted_by_store(match->pattern, count.slot);
        if (counted == nullptr) {
            counted = internal::counted_on_copy(match->pattern, count.slot, view_);
        }
        if (counted == nullptr) {
            return nullptr;
        }
        plan::Project project;
        project.items.push_back({projection->items[0].expression, projection->items[0].slot});
        return node(std::move(project), std::move(counted));
    }

    Plan& plan_;
    const graph::GraphView& view_;
};

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
    internal::rewrite(plan.root);
    number(*plan.root, plan.nodes);
    for (const PlanPtr& subplan : plan.subplans) {
        number(*subplan, plan.nodes);
    }
    return plan;
}

}  // namespace trefoil::query
