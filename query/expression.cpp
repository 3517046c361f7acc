#include "query/expression.hpp"

#include <algorithm>
#include <array>
#include <unicode/regex.h>

#include "query/arithmetic.hpp"
#include "query/comparison.hpp"
#include "query/functions.hpp"
#include "query/query_error.hpp"
#include "query/temporal.hpp"

namespace trefoil::query {
namespace {

using enum ExpressionKind;

Value evaluate_child(const Expression& e, std::size_t i, Context& context) {
    return evaluate(*e.children[i], context);
}

std::optional<bool> as_boolean(const Value& value) {
    if (value.is_null()) {
        return std::nullopt;
    }
    if (const auto* b = value.get_if<bool>()) {
        return *b;
    }
    type_error("InvalidArgumentType", "expected a boolean");
}

Value from_optional(std::optional<bool> value) {
    return value ? Value(*value) : Value();
}

Value slot(const Expression& e, Context& context) {
    return context.frame[static_cast<std::size_t>(e.slot)];
}

Value parameter(const Expression& e, Context& context) {
    const auto found = context.parameters.find(e.name);
    if (found == context.parameters.end()) {
        throw QueryError("ParameterMissing", Phase::CompileTime, "MissingParameter",
                         "the parameter $" + e.name + " has no value", e.begin);
    }
    return found->second;
}

Value connective(const Expression& e, Context& context) {
    const std::optional<bool> a = as_boolean(evaluate_child(e, 0, context));
    if ((e.kind == And && a == false) || (e.kind == Or && a == true)) {
        return *a;
    }
    const std::optional<bool> b = as_boolean(evaluate_child(e, 1, context));
    if (e.kind == Xor) {
        return a && b ? Value(*a != *b) : Value();
    }
    const bool decisive = e.kind == Or;
    if (b == decisive) {
        return decisive;
    }
    return a && b ? Value(!decisive) : Value();
}

Value comparison(const Expression& e, Context& context) {
    const Value a = evaluate_child(e, 0, context);
    const Value b = evaluate_child(e, 1, context);
    if (e.kind == Equal || e.kind == NotEqual) {
        const std::optional<bool> same = equal(a, b);
        return same ? Value(*same == (e.kind == Equal)) : Value();
    }
    switch (compare(a, b)) {
        case Comparison::Unknown:
            return {};
        case Comparison::Never:
            return false;
        case Comparison::Less:
            return e.kind == Less || e.kind == LessEqual;
        case Comparison::Equal:
            return e.kind == LessEqual || e.kind == GreaterEqual;
        case Comparison::Greater:
            return e.kind == Greater || e.kind == GreaterEqual;
    }
    return {};
}

bool matches(const std::string& text, const std::string& pattern) {
    UErrorCode status = U_ZERO_ERROR;
    icu::RegexMatcher matcher(icu::UnicodeString::fromUTF8(pattern),
                              icu::UnicodeString::fromUTF8(text), 0, status);
    if (U_FAILURE(status)) {
        argument_error("InvalidRegex", "'" + pattern + "' is not a regular expression");
    }
    matcher.setTimeLimit(1000, status);
    const bool result = matcher.matches(status) != 0;
    if (U_FAILURE(status)) {
        argument_error("InvalidRegex", "matching '" + pattern + "' takes too long");
    }
    return result;
}

Value string_predicate(const Expression& e, Context& context) {
    const Value a = evaluate_child(e, 0, context);
    const Value b = evaluate_child(e, 1, context);
    const auto* text = a.string();
    const auto* part = b.string();
    if (text == nullptr || part == nullptr) {
        return {};
    }
    switch (e.kind) {
        case StartsWith:
            return text->starts_with(*part);
        case EndsWith:
            return text->ends_with(*part);
        case Contains:
            return text->find(*part) != std::string::npos;
        default:
            return matches(*text, *part);
    }
}

Value in_list(const Expression& e, Context& context) {
    const Value needle = evaluate_child(e, 0, context);
    const Value hay = evaluate_child(e, 1, context);
    if (hay.is_null()) {
        return {};
    }
    const auto* list = hay.list();
    if (list == nullptr) {
        type_error("InvalidArgumentType", "IN needs a list on its right side");
    }
    std::optional<bool> result = false;
    for (const Value& element : *list) {
        const std::optional<bool> same = equal(needle, element);
        if (same == true) {
            return true;
        }
        if (!same) {
            result = std::nullopt;
        }
    }
    return from_optional(result);
}

Value index(const Expression& e, Context& context) {
    const Value base = evaluate_child(e, 0, context);
    const Value key = evaluate_child(e, 1, context);
    if (base.is_null() || key.is_null()) {
        return {};
    }
    if (const auto* list = base.list()) {
        const auto* at = key.get_if<std::int64_t>();
        if (at == nullptr) {
            type_error("ListElementAccessByNonInteger", "a list is indexed by an integer");
        }
        const auto size = static_cast<std::int64_t>(list->size());
        const std::int64_t i = *at < 0 ? *at + size : *at;
        return i >= 0 && i < size ? (*list)[static_cast<std::size_t>(i)] : Value();
    }
    const bool keyed = base.map() != nullptr || base.get_if<NodeId>() != nullptr ||
                       base.get_if<Relationship>() != nullptr;
    if (!keyed) {
        type_error("InvalidArgumentType", "only lists, maps, nodes and relationships have [...]");
    }
    const auto* name = key.string();
    if (name == nullptr) {
        type_error("MapElementAccessByNonString", "a map is indexed by a string");
    }
    return property_of(base, *name, context);
}

Value slice(const Expression& e, Context& context) {
    const Value base = evaluate_child(e, 0, context);
    const Value from = e.children[1] ? evaluate_child(e, 1, context) : Value(0);
    const Value to = e.children[2] ? evaluate_child(e, 2, context) : Value(INT64_MAX);
    if (base.is_null() || from.is_null() || to.is_null()) {
        return {};
    }
    const auto* list = base.list();
    const auto* first = from.get_if<std::int64_t>();
    const auto* last = to.get_if<std::int64_t>();
    if (list == nullptr || first == nullptr || last == nullptr) {
        type_error("InvalidArgumentType", "a slice needs a list and integer bounds");
    }
    const auto size = static_cast<std::int64_t>(list->size());
    const auto clamp = [size](std::int64_t i) {
        return std::clamp<std::int64_t>(i < 0 ? i + size : i, 0, size);
    };
    const std::int64_t begin = clamp(*first);
    const std::int64_t end = std::max(begin, clamp(*last));
    return List(list->begin() + begin, list->begin() + end);
}

Value case_of(const Expression& e, Context& context) {
    const bool simple = e.children[0] != nullptr;
    const Value operand = simple ? evaluate_child(e, 0, context) : Value();
    for (std::size_t i = 2; i + 1 < e.children.size(); i += 2) {
        const Value when = evaluate_child(e, i, context);
        const bool taken = simple ? equal(operand, when) == true : as_boolean(when) == true;
        if (taken) {
            return evaluate_child(e, i + 1, context);
        }
    }
    return e.children[1] ? evaluate_child(e, 1, context) : Value();
}

/// The list under children[i]; nothing for null. Throws TypeError for other kinds.
const List* list_operand(const Value& value) {
    if (!value.is_null() && value.list() == nullptr) {
        type_error("InvalidArgumentType", "expected a list");
    }
    return value.list();
}

Value list_comprehension(const Expression& e, Context& context) {
    const Value source = evaluate_child(e, 0, context);
    const List* list = list_operand(source);
    if (list == nullptr) {
        return {};
    }
    List result;
    for (const Value& element : *list) {
        context.budget.tick();
        context.frame[static_cast<std::size_t>(e.slot)] = element;
        if (e.children[1] && !is_true(*e.children[1], context)) {
            continue;
        }
        result.push_back(e.children[2] ? evaluate_child(e, 2, context) : element);
    }
    return result;
}

Value quantifier(const Expression& e, Context& context) {
    const Value source = evaluate_child(e, 0, context);
    const List* list = list_operand(source);
    if (list == nullptr) {
        return {};
    }
    std::size_t trues = 0;
    std::size_t falses = 0;
    std::size_t nulls = 0;
    for (const Value& element : *list) {
        context.budget.tick();
        context.frame[static_cast<std::size_t>(e.slot)] = element;
        const std::optional<bool> holds = as_boolean(evaluate_child(e, 1, context));
        ++(holds ? (*holds ? trues : falses) : nulls);
    }
    switch (e.quantifier) {
        case QuantifierKind::All:
            return falses > 0 ? Value(false) : nulls > 0 ? Value() : Value(true);
        case QuantifierKind::Any:
            return trues > 0 ? Value(true) : nulls > 0 ? Value() : Value(false);
        case QuantifierKind::None:
            return trues > 0 ? Value(false) : nulls > 0 ? Value() : Value(true);
        case QuantifierKind::Single:
            return trues > 1 ? Value(false) : nulls > 0 ? Value() : Value(trues == 1);
    }
    return {};
}

Value reduce(const Expression& e, Context& context) {
    Value accumulator = evaluate_child(e, 0, context);
    const Value source = evaluate_child(e, 1, context);
    const List* list = list_operand(source);
    if (list == nullptr) {
        return {};
    }
    for (const Value& element : *list) {
        context.budget.tick();
        context.frame[static_cast<std::size_t>(e.slot2)] = std::move(accumulator);
        context.frame[static_cast<std::size_t>(e.slot)] = element;
        accumulator = evaluate_child(e, 2, context);
    }
    return accumulator;
}

Operator& subplan(const Expression& e, Context& context) {
    Operator& plan = *context.subplans[static_cast<std::size_t>(e.subplan)];
    plan.open(context);
    return plan;
}

Value pattern_comprehension(const Expression& e, Context& context) {
    Operator& plan = subplan(e, context);
    List result;
    while (plan.next(context)) {
        context.budget.tick();
        result.push_back(evaluate_child(e, 1, context));
    }
    return result;
}

Value has_labels(const Expression& e, Context& context) {
    const Value value = evaluate_child(e, 0, context);
    if (value.is_null()) {
        return {};
    }
    if (const auto* node = value.get_if<NodeId>()) {
        context.require_alive(*node);
        for (const int name_id : e.name_ids) {
            const auto label = context.label(name_id);
            if (!label || !context.view.has_label(*node, *label)) {
                return false;
            }
        }
        return true;
    }
    if (const auto* relationship = value.get_if<Relationship>()) {
        for (const std::string& name : e.names) {
            if (context.view.name_of(relationship->type) != name) {
                return false;
            }
        }
        return true;
    }
    type_error("InvalidArgumentType", "only nodes and relationships have labels or a type");
}

Value call(const Expression& e, Context& context) {
    std::array<Value, 8> few;
    std::vector<Value> many;
    const std::size_t count = e.children.size();
    if (count > few.size()) {
        many.resize(count);
    }
    Value* arguments = count > few.size() ? many.data() : few.data();
    for (std::size_t i = 0; i < count; ++i) {
        arguments[i] = evaluate_child(e, i, context);
        if (e.function->null_in_null_out && arguments[i].is_null()) {
            return {};
        }
    }
    return e.function->call(context, {arguments, count});
}

Value list_literal(const Expression& e, Context& context) {
    List result;
    result.reserve(e.children.size());
    for (std::size_t i = 0; i < e.children.size(); ++i) {
        result.push_back(evaluate_child(e, i, context));
    }
    return result;
}

Value map_literal(const Expression& e, Context& context) {
    Map result;
    for (std::size_t i = 0; i < e.children.size(); ++i) {
        result.insert_or_assign(e.names[i], evaluate_child(e, i, context));
    }
    return result;
}

Value map_projection(const Expression& e, Context& context) {
    const Value base = evaluate_child(e, 0, context);
    if (base.is_null()) {
        return {};
    }
    Map result;
    if (e.all_properties) {
        result = properties_of(base, context);
    }
    for (std::size_t i = 0; i < e.names.size(); ++i) {
        result.insert_or_assign(e.names[i], evaluate_child(e, i + 1, context));
    }
    return result;
}

Value property(const Expression& e, Context& context) {
    const Expression& base = *e.children[0];
    // The common case reads the entity in place and the key by its id.
    const Value held = base.kind == Variable ? Value() : evaluate(base, context);
    const Value& value =
        base.kind == Variable ? context.frame[static_cast<std::size_t>(base.slot)] : held;
    if (const auto* node = value.get_if<NodeId>()) {
        context.require_alive(*node);
        const auto key = context.key(e.name_id);
        return key ? context.view.property(*node, *key) : Value();
    }
    if (const auto* relationship = value.get_if<Relationship>()) {
        context.require_alive(relationship->id);
        const auto key = context.key(e.name_id);
        return key ? context.view.property(relationship->id, *key) : Value();
    }
    return property_of(value, e.name, context);
}

}  // namespace

Value evaluate(const Expression& e, Context& context) {
    switch (e.kind) {
        case Literal:
            return e.lifted < 0 ? e.value : context.literals[static_cast<std::size_t>(e.lifted)];
        case Parameter:
            return parameter(e, context);
        case Variable:
        case Aggregate:
        case CountStar:
            return slot(e, context);
        case Property:
            return property(e, context);
        case Index:
            return index(e, context);
        case Slice:
            return slice(e, context);
        case Not: {
            const std::optional<bool> value = as_boolean(evaluate_child(e, 0, context));
            return value ? Value(!*value) : Value();
        }
        case Negate:
            return negate(evaluate_child(e, 0, context));
        case Plus:
            return evaluate_child(e, 0, context);
        case IsNull:
            return evaluate_child(e, 0, context).is_null();
        case IsNotNull:
            return !evaluate_child(e, 0, context).is_null();
        case And:
        case Or:
        case Xor:
            return connective(e, context);
        case Equal:
        case NotEqual:
        case Less:
        case LessEqual:
        case Greater:
        case GreaterEqual:
            return comparison(e, context);
        case Add:
        case Subtract:
        case Multiply:
        case Divide:
        case Modulo:
        case Power:
            return arithmetic(e.kind, evaluate_child(e, 0, context), evaluate_child(e, 1, context));
        case In:
            return in_list(e, context);
        case StartsWith:
        case EndsWith:
        case Contains:
        case Regex:
            return string_predicate(e, context);
        case Call:
            return call(e, context);
        case ListLiteral:
            return list_literal(e, context);
        case MapLiteral:
            return map_literal(e, context);
        case Case:
            return case_of(e, context);
        case ListComprehension:
            return list_comprehension(e, context);
        case Quantifier:
            return quantifier(e, context);
        case Reduce:
            return reduce(e, context);
        case PatternPredicate:
        case Exists:
            return subplan(e, context).next(context);
        case PatternComprehension:
            return pattern_comprehension(e, context);
        case HasLabels:
            return has_labels(e, context);
        case MapProjection:
            return map_projection(e, context);
        case ShortestPath: {
            Operator& plan = subplan(e, context);
            if (e.pattern->shortest == ShortestKind::One) {
                return plan.next(context) ? context.frame[static_cast<std::size_t>(e.pattern->slot)]
                                          : Value();
            }
            List paths;
            while (plan.next(context)) {
                paths.push_back(context.frame[static_cast<std::size_t>(e.pattern->slot)]);
            }
            return paths;
        }
    }
    return {};
}

bool is_true(const Expression& expression, Context& context) {
    return as_boolean(evaluate(expression, context)) == true;
}

}  // namespace trefoil::query
