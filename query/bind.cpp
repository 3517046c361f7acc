#include "query/bind.hpp"

#include <algorithm>

#include "query/functions.hpp"
#include "query/internal/binder.hpp"
#include "query/procedures.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {
namespace internal {
namespace {

bool is_update(const Clause& clause) {
    return std::holds_alternative<CreateClause>(clause) ||
           std::holds_alternative<MergeClause>(clause) ||
           std::holds_alternative<SetClause>(clause) ||
           std::holds_alternative<RemoveClause>(clause) ||
           std::holds_alternative<DeleteClause>(clause);
}

bool is_return(const Clause& clause) {
    const auto* projection = std::get_if<ProjectionClause>(&clause);
    return projection != nullptr && projection->is_return;
}

}  // namespace

std::vector<int> slots_of(const Scope& scope) {
    std::vector<int> slots;
    for (const auto& [name, variable] : scope) {
        slots.push_back(variable.slot);
    }
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    return slots;
}

void bad_argument(const std::string& message, const Expression& at) {
    syntax_error("InvalidArgumentType", message, at.begin);
}

int Binder::name_id(const std::string& name) {
    const auto [found, added] = name_ids_.emplace(name, static_cast<int>(result_.names.size()));
    if (added) {
        result_.names.push_back(name);
    }
    return found->second;
}

Binding& Binder::declare(Scope& scope, const std::string& name, Type type) {
    Binding& variable = scope[name];
    variable = {new_slot(), type, false};
    result_.slot_names[variable.slot] = name;
    return variable;
}

void Binder::subplan(const ExpressionPtr& e) {
    e->subplan = static_cast<int>(result_.subplans.size());
    result_.subplans.push_back({e});
}

BoundQuery Binder::bind_query(std::shared_ptr<Query> query) {
    result_.query = query;
    for (std::size_t i = 0; i < query->parts.size(); ++i) {
        SingleQuery& single = query->parts[i];
        Scope scope;
        part(single, scope, false);
        std::vector<std::string> columns;
        std::vector<int> slots;
        if (is_return(single.clauses.back())) {
            for (const ProjectionItem& item :
                 std::get<ProjectionClause>(single.clauses.back()).items) {
                columns.push_back(item.name);
                slots.push_back(item.slot);
            }
        } else if (const auto* call = std::get_if<CallClause>(&single.clauses.back());
                   call != nullptr && call->standalone) {
            for (const YieldItem& item : call->items) {
                columns.push_back(item.variable);
                slots.push_back(item.slot);
            }
        }
        if (i > 0 && columns != result_.columns) {
            syntax_error("DifferentColumnsInUnion", "all parts of a UNION need the same columns",
                         single.begins.front());
        }
        result_.columns = std::move(columns);
        result_.result_slots.push_back(std::move(slots));
    }
    if (query->parts.size() > 1) {
        std::vector<int> own(result_.columns.size());
        std::generate(own.begin(), own.end(), [this] { return new_slot(); });
        result_.result_slots.insert(result_.result_slots.begin(), std::move(own));
    }
    return std::move(result_);
}

BoundQuery Binder::bind_constant(const ExpressionPtr& e) {
    expression(e, {}, {});
    return std::move(result_);
}

void Binder::check_composition(const SingleQuery& single, bool inner) const {
    const auto& clauses = single.clauses;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        if (inner && is_update(clauses[i])) {
            syntax_error("InvalidClauseComposition", "a subquery of EXISTS cannot change the graph",
                         single.begins[i]);
        }
        if (is_return(clauses[i]) && i + 1 < clauses.size()) {
            syntax_error("InvalidClauseComposition", "RETURN must be the last clause",
                         single.begins[i + 1]);
        }
    }
    const Clause& last = clauses.back();
    if (!inner && !is_return(last) && !is_update(last) &&
        !std::holds_alternative<CallClause>(last)) {
        syntax_error("InvalidClauseComposition",
                     "a query ends with RETURN or with a clause that changes the graph",
                     single.begins.back(), "add RETURN");
    }
}

void Binder::part(SingleQuery& single, Scope& scope, bool inner) {
    check_composition(single, inner);
    for (Clause& clause : single.clauses) {
        result_.writes = result_.writes || is_update(clause);
        if (auto* call = std::get_if<CallClause>(&clause)) {
            call->standalone = single.clauses.size() == 1 && !inner;
        }
        std::visit([&](auto& c) { bind(c, scope); }, clause);
    }
}

void Binder::bind(MatchClause& clause, Scope& scope) {
    declare_pattern(clause.pattern, scope, true);
    bind_properties(clause.pattern, scope, false);
    if (clause.where) {
        predicate(clause.where, scope);
    }
}

void Binder::bind(UnwindClause& clause, Scope& scope) {
    const Type list = expression(clause.list, scope, {});
    if (scope.contains(clause.variable)) {
        syntax_error("VariableAlreadyBound",
                     "the variable '" + clause.variable + "' is already bound", clause.begin);
    }
    const bool known = list.is_only(kList);
    clause.slot = declare(scope, clause.variable, known ? Type{list.elements, kAny} : Type{}).slot;
}

void Binder::bind(CreateClause& clause, Scope& scope) {
    for (PathPattern& path : clause.pattern) {
        create_path(path, scope, false);
    }
    clause.live = slots_of(scope);
}

void Binder::bind(MergeClause& clause, Scope& scope) {
    create_path(clause.pattern, scope, true);
    for (SetItem& item : clause.on_create) {
        set_item(item, scope);
    }
    for (SetItem& item : clause.on_match) {
        set_item(item, scope);
    }
    clause.live = slots_of(scope);
}

void Binder::set_item(SetItem& item, const Scope& scope) {
    const Type target = expression(item.target, scope, {});
    if (!target.may_be(kEntity)) {
        bad_argument("only nodes and relationships have properties and labels to change",
                     *item.target);
    }
    if (item.value) {
        expression(item.value, scope, {});
    }
}

void Binder::bind(SetClause& clause, Scope& scope) {
    for (SetItem& item : clause.items) {
        set_item(item, scope);
    }
    clause.live = slots_of(scope);
}

void Binder::bind(RemoveClause& clause, Scope& scope) {
    for (SetItem& item : clause.items) {
        set_item(item, scope);
    }
    clause.live = slots_of(scope);
}

void Binder::bind(DeleteClause& clause, Scope& scope) {
    for (const ExpressionPtr& target : clause.targets) {
        if (target->kind == ExpressionKind::HasLabels) {
            syntax_error("InvalidDelete", "labels are removed by REMOVE, not by DELETE",
                         target->begin);
        }
        const Type type = expression(target, scope, {});
        if (!type.may_be(kEntity | kPath)) {
            bad_argument("only nodes, relationships and paths can be deleted", *target);
        }
    }
    clause.live = slots_of(scope);
}

void Binder::bind(CallClause& clause, Scope& scope) {
    const Procedure* procedure = procedures_.find(clause.procedure);
    if (procedure == nullptr) {
        const std::string near = nearest_name(clause.procedure, procedures_.names());
        throw QueryError("ProcedureError", Phase::CompileTime, "ProcedureNotFound",
                         "there is no procedure '" + clause.procedure + "'", clause.begin,
                         near.empty() ? "" : "did you mean " + near + "?");
    }
    clause.procedure_row = procedure;
    arguments(clause, *procedure, scope);
    if (clause.yield_star && !clause.standalone) {
        syntax_error("UnexpectedSyntax", "YIELD * is allowed only where CALL stands alone",
                     clause.begin);
    }
    if (clause.standalone && (!clause.yields || clause.yield_star)) {
        for (const std::string& column : procedure->columns) {
            clause.items.push_back({column, column, clause.begin, -1});
        }
    }
    for (YieldItem& item : clause.items) {
        const auto found =
            std::find(procedure->columns.begin(), procedure->columns.end(), item.column);
        if (found == procedure->columns.end()) {
            syntax_error("UndefinedVariable", "the procedure yields no '" + item.column + "'",
                         item.begin);
        }
        if (scope.contains(item.variable)) {
            syntax_error("VariableAlreadyBound",
                         "the variable '" + item.variable + "' is already bound", item.begin);
        }
        item.slot = declare(scope, item.variable, {}).slot;
    }
    if (clause.where) {
        predicate(clause.where, scope);
    }
}

/// Arguments are written, or, where CALL stands alone without parentheses, parameters of the same
/// names.
void Binder::arguments(CallClause& clause, const Procedure& procedure, const Scope& scope) {
    const bool takes_any = procedure.takes_options || !procedure.parameters.empty();
    if (!clause.has_arguments && !clause.standalone && takes_any) {
        syntax_error("InvalidArgumentPassingMode", "a procedure inside a query needs its arguments",
                     clause.begin);
    }
    if (!clause.has_arguments) {
        for (const Parameter& parameter : procedure.parameters) {
            auto e = std::make_shared<Expression>();
            e->kind = ExpressionKind::Parameter;
            e->name = parameter.name;
            e->begin = e->end = clause.begin;
            clause.arguments.push_back(std::move(e));
        }
    }
    const std::size_t given = clause.arguments.size();
    if (procedure.takes_options ? given > 1 : given != procedure.parameters.size()) {
        syntax_error("InvalidNumberOfArguments",
                     procedure.takes_options
                         ? "a procedure takes one map of options"
                         : "the procedure takes " + std::to_string(procedure.parameters.size()) +
                               " arguments",
                     clause.begin);
    }
    for (std::size_t i = 0; i < given; ++i) {
        const TypeSet wanted = procedure.takes_options ? kMap : procedure.parameters[i].kinds;
        if (!expression(clause.arguments[i], scope, {}).may_be(wanted)) {
            bad_argument("the argument must be of type " + describe(wanted), *clause.arguments[i]);
        }
    }
}

}  // namespace internal

BoundQuery bind(std::shared_ptr<Query> query, const ProcedureTable& procedures) {
    return internal::Binder(procedures).bind_query(std::move(query));
}

BoundQuery bind_constant(const ExpressionPtr& expression) {
    static const ProcedureTable kBuiltIn;
    return internal::Binder(kBuiltIn).bind_constant(expression);
}

}  // namespace trefoil::query
