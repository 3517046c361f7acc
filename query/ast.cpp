#include "query/ast.hpp"

#include <algorithm>

#include "query/lexer.hpp"

namespace trefoil::query {
namespace {

using enum ExpressionKind;

bool same_path(const PathPattern* a, const PathPattern* b) {
    if (a == nullptr || b == nullptr) {
        return a == b;
    }
    const auto same_node = [](const NodePattern& x, const NodePattern& y) {
        return x.variable == y.variable && x.labels == y.labels &&
               same_expression(x.properties.get(), y.properties.get());
    };
    const auto same_relationship = [](const RelationshipPattern& x, const RelationshipPattern& y) {
        return x.variable == y.variable && x.types == y.types && x.direction == y.direction &&
               x.variable_length == y.variable_length && x.min == y.min && x.max == y.max &&
               same_expression(x.properties.get(), y.properties.get());
    };
    return a->variable == b->variable && a->shortest == b->shortest &&
           std::equal(a->nodes.begin(), a->nodes.end(), b->nodes.begin(), b->nodes.end(),
                      same_node) &&
           std::equal(a->relationships.begin(), a->relationships.end(), b->relationships.begin(),
                      b->relationships.end(), same_relationship);
}

std::string_view symbol_of(ExpressionKind kind) {
    switch (kind) {
        case Not:
            return "not";
        case Negate:
        case Subtract:
            return "-";
        case Plus:
        case Add:
            return "+";
        case IsNull:
            return "is-null";
        case IsNotNull:
            return "is-not-null";
        case And:
            return "and";
        case Or:
            return "or";
        case Xor:
            return "xor";
        case Equal:
            return "=";
        case NotEqual:
            return "<>";
        case Less:
            return "<";
        case LessEqual:
            return "<=";
        case Greater:
            return ">";
        case GreaterEqual:
            return ">=";
        case Multiply:
            return "*";
        case Divide:
            return "/";
        case Modulo:
            return "%";
        case Power:
            return "^";
        case In:
            return "in";
        case StartsWith:
            return "starts-with";
        case EndsWith:
            return "ends-with";
        case Contains:
            return "contains";
        case Regex:
            return "=~";
        case Property:
            return ".";
        case Index:
            return "index";
        case Slice:
            return "slice";
        case ListLiteral:
            return "list";
        case MapLiteral:
            return "map";
        case Case:
            return "case";
        case ListComprehension:
            return "comprehension";
        case Quantifier:
            return "quantifier";
        case Reduce:
            return "reduce";
        case PatternPredicate:
            return "pattern";
        case PatternComprehension:
            return "pattern-comprehension";
        case Exists:
            return "exists";
        case HasLabels:
            return "has-labels";
        case MapProjection:
            return "map-projection";
        case ShortestPath:
            return "shortest-path";
        case Literal:
        case Parameter:
        case Variable:
        case Call:
        case Aggregate:
        case CountStar:
            return "";
    }
    return "";
}

std::string literal_text(const Value& value) {
    if (value.is_null()) {
        return "null";
    }
    if (const auto* b = value.get_if<bool>()) {
        return *b ? "true" : "false";
    }
    if (const auto* i = value.get_if<std::int64_t>()) {
        return std::to_string(*i);
    }
    if (const auto* d = value.get_if<double>()) {
        return std::to_string(*d);
    }
    if (const auto* s = value.string()) {
        return "'" + *s + "'";
    }
    return "value";
}

}  // namespace

bool same_expression(const Expression* a, const Expression* b) {
    if (a == b) {
        return true;
    }
    if (a == nullptr || b == nullptr || a->kind != b->kind || a->name != b->name ||
        a->names != b->names || a->distinct != b->distinct || a->quantifier != b->quantifier ||
        a->all_properties != b->all_properties || !(a->value == b->value) ||
        a->children.size() != b->children.size() || a->subquery || b->subquery) {
        return false;
    }
    for (std::size_t i = 0; i < a->children.size(); ++i) {
        if (!same_expression(a->children[i].get(), b->children[i].get())) {
            return false;
        }
    }
    return same_path(a->pattern.get(), b->pattern.get());
}

std::string to_text(const Expression& expression) {
    switch (expression.kind) {
        case Literal:
            return literal_text(expression.value);
        case Parameter:
            return "$" + expression.name;
        case Variable:
            return quote_identifier(expression.name);
        case CountStar:
            return "count(*)";
        default:
            break;
    }
    std::string text = "(";
    const bool call = expression.kind == Call || expression.kind == Aggregate;
    text += call ? expression.name : std::string(symbol_of(expression.kind));
    if (expression.distinct) {
        text += " distinct";
    }
    for (std::size_t i = 0; i < expression.children.size(); ++i) {
        if (expression.kind == MapLiteral) {
            text += " " + quote_identifier(expression.names[i]) + ":";
        }
        text += " ";
        text += expression.children[i] ? to_text(*expression.children[i]) : "_";
    }
    if (expression.kind != MapLiteral) {
        for (const std::string& name : expression.names) {
            text += " " + quote_identifier(name);
        }
    }
    if (!call && !expression.name.empty()) {
        text += " " + quote_identifier(expression.name);
    }
    return text + ")";
}

}  // namespace trefoil::query
