#include <algorithm>

#include "query/internal/binder.hpp"
#include "query/query_error.hpp"

// WITH and RETURN. ORDER BY (and WHERE of WITH) sees the projected names and, unless rows were
// grouped or made distinct, the names before; an expression that is projected may be repeated
// there, which is bound to the projected value.

namespace trefoil::query::internal {
namespace {

using enum ExpressionKind;

bool has_aggregate(const Expression& e) {
    if (e.kind == Aggregate || e.kind == CountStar) {
        return true;
    }
    return std::any_of(e.children.begin(), e.children.end(),
                       [](const ExpressionPtr& child) { return child && has_aggregate(*child); });
}

bool mentions(const Expression& e, const std::string& variable) {
    if (e.kind == Variable && e.name == variable) {
        return true;
    }
    return std::any_of(e.children.begin(), e.children.end(), [&](const ExpressionPtr& child) {
        return child && mentions(*child, variable);
    });
}

/// A variable or a chain of properties of a variable.
const Expression* root_variable(const Expression& e) {
    const Expression* at = &e;
    while (at->kind == Property) {
        at = at->children[0].get();
    }
    return at->kind == Variable ? at : nullptr;
}

/// Slots of variables read outside of aggregations.
void collect_slots(const Expression& e, std::vector<int>& slots) {
    if (e.kind == Aggregate || e.kind == CountStar) {
        return;
    }
    if (e.kind == Variable) {
        slots.push_back(e.slot);
    }
    for (const ExpressionPtr& child : e.children) {
        if (child) {
            collect_slots(*child, slots);
        }
    }
}

}  // namespace

void Binder::expand_star(ProjectionClause& clause, const Scope& scope) {
    if (scope.empty() && clause.is_return) {
        syntax_error("NoVariablesInScope", "RETURN * needs at least one variable", clause.begin);
    }
    std::vector<ProjectionItem> items;
    for (const auto& [name, variable] : scope) {
        ProjectionItem item;
        item.expression = std::make_shared<Expression>();
        item.expression->kind = ExpressionKind::Variable;
        item.expression->name = name;
        item.expression->begin = clause.begin;
        item.name = name;
        items.push_back(std::move(item));
    }
    items.insert(items.end(), clause.items.begin(), clause.items.end());
    clause.items = std::move(items);
}

void Binder::bind(ProjectionClause& clause, Scope& scope) {
    if (clause.star) {
        expand_star(clause, scope);
    }
    Scope projected;
    for (ProjectionItem& item : clause.items) {
        const Type type = expression(item.expression, scope, {&clause.aggregates, false, false});
        item.aggregating = has_aggregate(*item.expression);
        clause.aggregating = clause.aggregating || item.aggregating;
        Binding variable{-1, type, false};
        if (item.expression->kind == ExpressionKind::Variable) {
            variable = scope.find(item.expression->name)->second;
        } else {
            variable.slot = new_slot();
            result_.slot_names[variable.slot] = item.name;
        }
        item.slot = variable.slot;
        if (!projected.emplace(item.name, variable).second) {
            syntax_error("ColumnNameConflict", "the name '" + item.name + "' stands twice",
                         item.expression->begin, "give one another name with AS");
        }
    }
    if (clause.aggregating) {
        for (const ProjectionItem& item : clause.items) {
            if (item.aggregating) {
                std::vector<int> locals;
                check_ambiguity(clause, *item.expression, false, locals);
                collect_slots(*item.expression, clause.carried);
            }
        }
    }
    Scope visible = projected;
    if (!clause.aggregating && !clause.distinct) {
        visible.insert(scope.begin(), scope.end());
    }
    order_by(clause, visible);
    if (!clause.is_return) {
        for (const ProjectionItem& item : clause.items) {
            if (!item.aliased && item.expression->kind != ExpressionKind::Variable) {
                syntax_error("NoExpressionAlias", "an expression in WITH needs a name",
                             item.expression->begin, "add AS and a name");
            }
        }
    }
    row_count(clause.skip, "SKIP");
    row_count(clause.limit, "LIMIT");
    if (clause.where) {
        predicate(clause.where, visible);
    }
    clause.live = slots_of(projected);
    scope = std::move(projected);
}

/// Beside aggregations, an expression may use only constants and what the rows are grouped by:
/// projected variables and properties.
void Binder::check_ambiguity(const ProjectionClause& clause, const Expression& e, bool sorting,
                             std::vector<int>& locals) const {
    if (e.kind == Aggregate || e.kind == CountStar) {
        return;
    }
    if (const Expression* root = root_variable(e)) {
        const auto is_key = [&](const ProjectionItem& item) {
            return (!item.aggregating && (same_expression(item.expression.get(), &e) ||
                                          same_expression(item.expression.get(), root))) ||
                   (sorting && item.name == root->name);
        };
        const bool local = std::find(locals.begin(), locals.end(), root->slot) != locals.end();
        if (local || std::any_of(clause.items.begin(), clause.items.end(), is_key)) {
            return;
        }
        const bool inside_key =
            std::any_of(clause.items.begin(), clause.items.end(), [&](const ProjectionItem& item) {
                return !item.aggregating && mentions(*item.expression, root->name);
            });
        if (sorting && !inside_key) {
            syntax_error("UndefinedVariable", "the variable '" + root->name + "' is not defined",
                         root->begin, "it is not projected");
        }
        syntax_error("AmbiguousAggregationExpression",
                     "'" + root->name + "' stands beside an aggregation but is not grouped by",
                     e.begin, "project it first with WITH");
    }
    if (e.kind == ListComprehension || e.kind == Quantifier || e.kind == Reduce) {
        locals.push_back(e.slot);
        locals.push_back(e.slot2);
    }
    for (const ExpressionPtr& child : e.children) {
        if (child) {
            check_ambiguity(clause, *child, sorting, locals);
        }
    }
}

void Binder::order_by(ProjectionClause& clause, const Scope& scope) {
    for (SortItem& item : clause.order) {
        const bool aggregates = has_aggregate(*item.expression);
        if (aggregates && !clause.aggregating) {
            syntax_error("InvalidAggregation",
                         "ORDER BY can aggregate only where the projection aggregates",
                         item.expression->begin);
        }
        if (aggregates) {
            std::vector<int> locals{};
            check_ambiguity(clause, *item.expression, true, locals);
        }
        item.expression = on_projection(clause, item.expression);
        // What is left of aggregations is not projected; their variables are out of scope as a
        // rule.
        std::vector<ExpressionPtr> unprojected;
        expression(item.expression, scope, {&unprojected, false, false});
        if (!unprojected.empty()) {
            syntax_error("InvalidAggregation", "ORDER BY can only repeat projected aggregations",
                         item.expression->begin);
        }
    }
}

/// `e` with each projected expression in it replaced by the projected name.
ExpressionPtr Binder::on_projection(const ProjectionClause& clause, const ExpressionPtr& e) const {
    if (!e) {
        return e;
    }
    if (e->kind == Variable) {
        const bool alias =
            std::any_of(clause.items.begin(), clause.items.end(),
                        [&](const ProjectionItem& item) { return item.name == e->name; });
        if (alias) {
            return e;
        }
    }
    for (const ProjectionItem& item : clause.items) {
        if (item.expression->kind != Literal && same_expression(item.expression.get(), e.get())) {
            auto name = std::make_shared<Expression>();
            name->kind = Variable;
            name->name = item.name;
            name->begin = e->begin;
            name->end = e->end;
            return name;
        }
    }
    auto copy = std::make_shared<Expression>(*e);
    for (ExpressionPtr& child : copy->children) {
        child = on_projection(clause, child);
    }
    return copy;
}

void Binder::row_count(const ExpressionPtr& e, std::string_view what) {
    if (!e) {
        return;
    }
    std::vector<const Expression*> open{e.get()};
    while (!open.empty()) {
        const Expression* at = open.back();
        open.pop_back();
        if (at->kind == ExpressionKind::Variable || at->kind == PatternComprehension ||
            at->kind == PatternPredicate || at->kind == Exists) {
            syntax_error("NonConstantExpression", std::string(what) + " cannot depend on the rows",
                         e->begin);
        }
        for (const ExpressionPtr& child : at->children) {
            if (child) {
                open.push_back(child.get());
            }
        }
    }
    const Type type = expression(e, {}, {});
    if (!type.may_be(kInteger)) {
        bad_argument(std::string(what) + " needs an integer", *e);
    }
    const auto* literal = e->kind == Literal ? e->value.get_if<std::int64_t>() : nullptr;
    if (literal != nullptr && *literal < 0) {
        syntax_error("NegativeIntegerArgument", std::string(what) + " cannot be negative",
                     e->begin);
    }
}

}  // namespace trefoil::query::internal
