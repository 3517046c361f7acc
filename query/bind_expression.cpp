#include <algorithm>

#include "query/functions.hpp"
#include "query/internal/binder.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {

std::string describe(TypeSet types) {
    static constexpr std::pair<TypeSet, const char*> kNames[] = {
        {kBoolean, "a boolean"},   {kInteger, "an integer"},
        {kFloat, "a float"},       {kString, "a string"},
        {kList, "a list"},         {kMap, "a map"},
        {kNode, "a node"},         {kRelationship, "a relationship"},
        {kPath, "a path"},         {kDate, "a date"},
        {kTime, "a time"},         {kLocalTime, "a local time"},
        {kDateTime, "a datetime"}, {kLocalDateTime, "a local datetime"},
        {kDuration, "a duration"}};
    std::string text;
    for (const auto& [type, name] : kNames) {
        if ((types & type) != 0) {
            text += (text.empty() ? "" : " or ") + std::string(name);
        }
    }
    return text;
}

namespace internal {
namespace {

using enum ExpressionKind;

TypeSet kind_of(const Value& value) {
    if (value.is_null()) {
        return kNullOnly;
    }
    if (value.get_if<bool>() != nullptr) {
        return kBoolean;
    }
    if (value.get_if<std::int64_t>() != nullptr) {
        return kInteger;
    }
    if (value.get_if<double>() != nullptr) {
        return kFloat;
    }
    return value.string() != nullptr ? kString : kAny;
}

constexpr Type kBooleanType{kBoolean, kAny};

}  // namespace

void Binder::predicate(const ExpressionPtr& e, const Scope& scope) {
    Position position;
    position.patterns = true;
    if (!expression(e, scope, position).may_be(kBoolean)) {
        bad_argument("WHERE needs a boolean", *e);
    }
}

Type Binder::children(Expression& e, const Scope& scope, const Position& position, Type result) {
    for (const ExpressionPtr& child : e.children) {
        if (child) {
            expression(child, scope, position);
        }
    }
    return result;
}

Type Binder::expression(const ExpressionPtr& e, const Scope& scope, const Position& position) {
    switch (e->kind) {
        case Literal:
            return {kind_of(e->value), kAny};
        case Parameter:
            return {};
        case Variable:
            return variable(*e, scope);
        case Property:
            return property(*e, scope, position.operand());
        case Index:
        case Slice:
            return indexed(*e, scope, position.operand());
        case Not:
        case And:
        case Or:
        case Xor:
            return connective(*e, scope, position);
        case IsNull:
        case IsNotNull:
        case Equal:
        case NotEqual:
        case Less:
        case LessEqual:
        case Greater:
        case GreaterEqual:
        case StartsWith:
        case EndsWith:
        case Contains:
        case Regex:
            return children(*e, scope, position.operand(), kBooleanType);
        case In: {
            expression(e->children[0], scope, position.operand());
            if (!expression(e->children[1], scope, position.operand()).may_be(kList)) {
                bad_argument("IN needs a list on its right side", *e->children[1]);
            }
            return kBooleanType;
        }
        case Negate:
        case Plus:
        case Add:
        case Subtract:
        case Multiply:
        case Divide:
        case Modulo:
        case Power:
            return arithmetic(*e, scope, position.operand());
        case Call:
            return call(*e, scope, position.operand());
        case Aggregate:
        case CountStar:
            return aggregate(e, scope, position.operand());
        case ListLiteral:
            return list_literal(*e, scope, position.operand());
        case MapLiteral:
            return children(*e, scope, position.operand(), {kMap, kAny});
        case MapProjection: {
            for (std::size_t i = 1; i < e->children.size(); ++i) {
                expression(e->children[i], scope, position.operand());
            }
            if (!expression(e->children[0], scope, position.operand()).may_be(kEntity | kMap)) {
                bad_argument("a map projection needs a node, a relationship or a map", *e);
            }
            return {kMap, kAny};
        }
        case Case:
            return case_of(*e, scope, position);
        case ListComprehension:
        case Quantifier:
            return comprehension(*e, scope, position.operand());
        case Reduce:
            return reduce(*e, scope, position.operand());
        case PatternPredicate:
        case PatternComprehension:
        case Exists:
        case ShortestPath:
            return pattern_expression(e, scope, position);
        case HasLabels: {
            if (!expression(e->children[0], scope, position.operand()).may_be(kEntity)) {
                bad_argument("only nodes and relationships have labels or a type", *e);
            }
            e->name_ids.clear();
            for (const std::string& name : e->names) {
                e->name_ids.push_back(name_id(name));
                result_.labels.insert(name);
            }
            return kBooleanType;
        }
    }
    return {};
}

Type Binder::variable(Expression& e, const Scope& scope) {
    const auto found = scope.find(e.name);
    if (found == scope.end()) {
        std::vector<std::string> names;
        for (const auto& [name, bound] : scope) {
            names.push_back(name);
        }
        const std::string near = nearest_name(e.name, names);
        syntax_error("UndefinedVariable", "the variable '" + e.name + "' is not defined", e.begin,
                     near.empty() ? "" : "did you mean " + near + "?");
    }
    e.slot = found->second.slot;
    return found->second.type;
}

Type Binder::property(Expression& e, const Scope& scope, const Position& position) {
    const Type base = expression(e.children[0], scope, position);
    if (base.is_only(kPath)) {
        bad_argument("a path has no properties", e);
    }
    if (!base.may_be(kMap | kEntity | kTemporal)) {
        throw QueryError("TypeError", Phase::CompileTime, "InvalidArgumentType",
                         "there is no property '" + e.name + "' in " + describe(base.kinds),
                         e.begin);
    }
    e.name_id = name_id(e.name);
    if (base.is_only(kEntity)) {
        result_.keys.insert(e.name);
    }
    return {};
}

Type Binder::indexed(Expression& e, const Scope& scope, const Position& position) {
    const Type base = expression(e.children[0], scope, position);
    const TypeSet wanted = e.kind == Slice ? kList : kList | kMap | kEntity;
    if (!base.may_be(wanted)) {
        throw QueryError("TypeError", Phase::CompileTime, "InvalidArgumentType",
                         "[...] needs " + describe(wanted), e.begin);
    }
    for (std::size_t i = 1; i < e.children.size(); ++i) {
        if (!e.children[i]) {
            continue;
        }
        const Type at = expression(e.children[i], scope, position);
        const TypeSet key = base.is_only(kList) || e.kind == Slice ? kInteger
                            : base.is_only(kMap | kEntity)         ? kString
                                                                   : kInteger | kString;
        if (!at.may_be(key)) {
            bad_argument("expected " + describe(key) + " in [...]", *e.children[i]);
        }
    }
    if (e.kind == Slice) {
        return {kList, base.elements};
    }
    return base.is_only(kList) ? Type{base.elements, kAny} : Type{};
}

Type Binder::connective(Expression& e, const Scope& scope, const Position& position) {
    for (const ExpressionPtr& child : e.children) {
        if (!expression(child, scope, position).may_be(kBoolean)) {
            bad_argument("AND, OR, XOR and NOT need booleans", *child);
        }
    }
    return kBooleanType;
}

Type Binder::arithmetic(Expression& e, const Scope& scope, const Position& position) {
    Type left = expression(e.children[0], scope, position);
    const Type right = e.children.size() > 1 ? expression(e.children[1], scope, position) : left;
    if (e.kind == Add) {
        if (left.is_only(kList) || right.is_only(kList)) {
            return {kList, left.is_only(kList) && right.is_only(kList)
                               ? left.elements | right.elements
                               : kAny};
        }
    } else {
        for (const auto& [type, child] :
             {std::pair(left, e.children.front()), std::pair(right, e.children.back())}) {
            if (!type.may_be(kNumber | kTemporal)) {
                bad_argument("expected a number, found " + describe(type.kinds), *child);
            }
        }
    }
    if (left.is_only(kNumber) && right.is_only(kNumber)) {
        const bool integers = left.is_only(kInteger) && right.is_only(kInteger) && e.kind != Power;
        const bool floats = left.is_only(kFloat) || right.is_only(kFloat) || e.kind == Power;
        return {integers ? kInteger : floats ? kFloat : kNumber, kAny};
    }
    return {};
}

Type Binder::call(Expression& e, const Scope& scope, const Position& position) {
    e.function = find_function(e.name);
    if (e.function == nullptr) {
        const std::string near = nearest_name(e.name, function_names());
        syntax_error("UnknownFunction", "there is no function '" + e.name + "'", e.begin,
                     near.empty() ? "" : "did you mean " + near + "?");
    }
    if (e.children.size() < e.function->min_arguments ||
        e.children.size() > e.function->max_arguments || e.distinct) {
        syntax_error("InvalidNumberOfArguments",
                     "wrong arguments, use " + std::string(e.function->signature), e.begin);
    }
    if (position.inside_aggregate && e.function->name() == "rand") {
        syntax_error("NonConstantExpression", "rand() cannot stand inside an aggregation", e.begin);
    }
    for (std::size_t i = 0; i < e.children.size(); ++i) {
        const Type type = expression(e.children[i], scope, position);
        const TypeSet wanted = e.function->accepts[std::min<std::size_t>(i, 3)];
        if (!type.may_be(wanted)) {
            bad_argument("expected " + describe(wanted) + " in " +
                             std::string(e.function->signature) + ", found " + describe(type.kinds),
                         *e.children[i]);
        }
    }
    return e.function->result;
}

Type Binder::aggregate(const ExpressionPtr& e, const Scope& scope, const Position& position) {
    if (position.inside_aggregate) {
        syntax_error("NestedAggregation", "an aggregation cannot stand inside another", e->begin,
                     "aggregate first with WITH");
    }
    if (position.aggregates == nullptr) {
        syntax_error("InvalidAggregation", "an aggregation is allowed only in WITH and RETURN",
                     e->begin, "aggregate first with WITH");
    }
    Type result{kInteger, kAny};
    if (e->kind == Aggregate) {
        e->aggregate = find_aggregate(e->name);
        if (e->children.size() != e->aggregate->arguments) {
            syntax_error("InvalidNumberOfArguments",
                         "wrong arguments, use " + std::string(e->aggregate->signature), e->begin);
        }
        Position inner;
        inner.inside_aggregate = true;
        for (const ExpressionPtr& child : e->children) {
            expression(child, scope, inner);
        }
        result = e->aggregate->result;
    }
    for (const ExpressionPtr& known : *position.aggregates) {
        if (same_expression(known.get(), e.get())) {
            e->slot = known->slot;
            return result;
        }
    }
    e->slot = new_slot();
    position.aggregates->push_back(e);
    return result;
}

Type Binder::list_literal(Expression& e, const Scope& scope, const Position& position) {
    TypeSet elements = 0;
    for (const ExpressionPtr& child : e.children) {
        elements |= expression(child, scope, position).kinds;
    }
    return {kList, elements};
}

Type Binder::case_of(Expression& e, const Scope& scope, const Position& position) {
    TypeSet kinds = 0;
    if (e.children[0]) {
        expression(e.children[0], scope, position.operand());
    }
    for (std::size_t i = 2; i + 1 < e.children.size(); i += 2) {
        const Type when = expression(e.children[i], scope,
                                     e.children[0] ? position.operand() : position.predicate());
        if (!e.children[0] && !when.may_be(kBoolean)) {
            bad_argument("WHEN needs a boolean", *e.children[i]);
        }
        kinds |= expression(e.children[i + 1], scope, position.operand()).kinds;
    }
    if (e.children[1]) {
        kinds |= expression(e.children[1], scope, position.operand()).kinds;
    }
    return {kinds, kAny};
}

Type Binder::comprehension(Expression& e, const Scope& scope, const Position& position) {
    const Type list = expression(e.children[0], scope, position);
    if (!list.may_be(kList)) {
        bad_argument("expected a list, found " + describe(list.kinds), *e.children[0]);
    }
    Scope inner = scope;
    const Type element = list.is_only(kList) ? Type{list.elements, kAny} : Type{};
    e.slot = declare(inner, e.name, element).slot;
    Position body = position.without_aggregates();
    body.inside_aggregate = position.inside_aggregate;
    if (e.children[1]) {
        Position where = body;
        where.patterns = true;
        if (!expression(e.children[1], inner, where).may_be(kBoolean)) {
            bad_argument("WHERE needs a boolean", *e.children[1]);
        }
    }
    if (e.kind == Quantifier) {
        return kBooleanType;
    }
    const Type result = e.children[2] ? expression(e.children[2], inner, body) : element;
    return {kList, result.kinds};
}

Type Binder::reduce(Expression& e, const Scope& scope, const Position& position) {
    expression(e.children[0], scope, position);
    if (!expression(e.children[1], scope, position).may_be(kList)) {
        bad_argument("reduce needs a list", *e.children[1]);
    }
    Scope inner = scope;
    e.slot2 = declare(inner, e.names[0], {}).slot;
    e.slot = declare(inner, e.name, {}).slot;
    expression(e.children[2], inner, position.without_aggregates());
    return {};
}

Type Binder::pattern_expression(const ExpressionPtr& e, const Scope& scope,
                                const Position& position) {
    if (e->kind == Exists) {
        for (SingleQuery& single : e->subquery->parts) {
            Scope inner = scope;
            part(single, inner, true);
        }
        subplan(e);
        return kBooleanType;
    }
    if (e->kind == PatternPredicate && !position.patterns) {
        syntax_error("UnexpectedSyntax", "a pattern is a predicate and cannot stand here", e->begin,
                     "use EXISTS { } or a pattern comprehension");
    }
    Scope inner = scope;
    std::vector<PathPattern> paths{std::move(*e->pattern)};
    declare_pattern(paths, inner, e->kind == PatternComprehension);
    bind_properties(paths, inner, false);
    *e->pattern = std::move(paths.front());
    subplan(e);
    if (e->kind == PatternPredicate) {
        return kBooleanType;
    }
    if (e->kind == ShortestPath) {
        return e->pattern->shortest == ShortestKind::One ? Type{kPath, kAny} : Type{kList, kPath};
    }
    Position body = position.without_aggregates();
    body.patterns = true;
    if (e->children[0] && !expression(e->children[0], inner, body).may_be(kBoolean)) {
        bad_argument("WHERE needs a boolean", *e->children[0]);
    }
    body.patterns = false;
    return {kList, expression(e->children[1], inner, body).kinds};
}

}  // namespace internal
}  // namespace trefoil::query
