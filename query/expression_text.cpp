#include "query/internal/expression_text.hpp"

#include <map>
#include <sstream>

#include "query/lexer.hpp"

namespace trefoil::query::internal {
namespace {

using enum ExpressionKind;

/// Writes Cypher again from the tree.
class Writer {
  public:
    explicit Writer(std::span<const Value> literals) : literals_(literals) {}

    std::string expression(const Expression& e) const {
        switch (e.kind) {
            case Literal:
                return literal(e);
            case Parameter:
                return "$" + quote_identifier(e.name);
            case Variable:
                return quote_identifier(e.name);
            case CountStar:
                return "count(*)";
            case Property:
                return child(e, 0) + "." + quote_identifier(e.name);
            case Index:
                return child(e, 0) + "[" + child(e, 1) + "]";
            case Slice:
                return child(e, 0) + "[" + child(e, 1) + ".." + child(e, 2) + "]";
            case Not:
                return "NOT " + operand(e, 0);
            case Negate:
                return "-" + operand(e, 0);
            case Plus:
                return "+" + operand(e, 0);
            case IsNull:
                return operand(e, 0) + " IS NULL";
            case IsNotNull:
                return operand(e, 0) + " IS NOT NULL";
            case Call:
            case Aggregate:
                return e.name + "(" + (e.distinct ? "DISTINCT " : "") + joined(e, 0) + ")";
            case ListLiteral:
                return "[" + joined(e, 0) + "]";
            case MapLiteral:
                return "{" + entries(e, 0) + "}";
            case MapProjection:
                return child(e, 0) + " {" + (e.all_properties ? ".*" : "") +
                       (e.all_properties && !e.names.empty() ? ", " : "") + entries(e, 1) + "}";
            case HasLabels:
                return child(e, 0) + labels(e.names);
            case Case:
                return case_of(e);
            case ListComprehension:
                return "[" + quote_identifier(e.name) + " IN " + child(e, 0) +
                       (e.children[1] ? " WHERE " + child(e, 1) : "") +
                       (e.children[2] ? " | " + child(e, 2) : "") + "]";
            case Quantifier:
                return quantifier(e.quantifier) + "(" + quote_identifier(e.name) + " IN " +
                       child(e, 0) + " WHERE " + child(e, 1) + ")";
            case Reduce:
                return "reduce(" + quote_identifier(e.names[0]) + " = " + child(e, 0) + ", " +
                       quote_identifier(e.name) + " IN " + child(e, 1) + " | " + child(e, 2) + ")";
            case PatternPredicate:
                return path(*e.pattern);
            case PatternComprehension:
                return "[" + path(*e.pattern) + (e.children[0] ? " WHERE " + child(e, 0) : "") +
                       " | " + child(e, 1) + "]";
            case Exists:
                return "EXISTS { ... }";
            case ShortestPath:
                return path(*e.pattern);
            default:
                return operand(e, 0) + " " + symbol(e.kind) + " " + operand(e, 1);
        }
    }

    std::string path(const PathPattern& path) const {
        std::string text = node(path.nodes[0]);
        for (std::size_t i = 0; i < path.relationships.size(); ++i) {
            text += relationship(path.relationships[i]) + node(path.nodes[i + 1]);
        }
        return path.shortest == ShortestKind::One   ? "shortestPath(" + text + ")"
               : path.shortest == ShortestKind::All ? "allShortestPaths(" + text + ")"
                                                    : text;
    }

  private:
    static std::string symbol(ExpressionKind kind) {
        static const std::map<ExpressionKind, const char*> kSymbols = {{And, "AND"},
                                                                       {Or, "OR"},
                                                                       {Xor, "XOR"},
                                                                       {Equal, "="},
                                                                       {NotEqual, "<>"},
                                                                       {Less, "<"},
                                                                       {LessEqual, "<="},
                                                                       {Greater, ">"},
                                                                       {GreaterEqual, ">="},
                                                                       {Add, "+"},
                                                                       {Subtract, "-"},
                                                                       {Multiply, "*"},
                                                                       {Divide, "/"},
                                                                       {Modulo, "%"},
                                                                       {Power, "^"},
                                                                       {In, "IN"},
                                                                       {StartsWith, "STARTS WITH"},
                                                                       {EndsWith, "ENDS WITH"},
                                                                       {Contains, "CONTAINS"},
                                                                       {Regex, "=~"}};
        const auto found = kSymbols.find(kind);
        return found != kSymbols.end() ? found->second : "?";
    }

    static std::string quantifier(QuantifierKind kind) {
        switch (kind) {
            case QuantifierKind::All:
                return "all";
            case QuantifierKind::Any:
                return "any";
            case QuantifierKind::None:
                return "none";
            case QuantifierKind::Single:
                return "single";
        }
        return "";
    }

    static std::string text_of(const Value& value) {
        if (const auto* flag = value.get_if<bool>()) {
            return *flag ? "true" : "false";
        }
        if (const auto* integer = value.get_if<std::int64_t>()) {
            return std::to_string(*integer);
        }
        if (const auto* real = value.get_if<double>()) {
            std::ostringstream out;
            out << *real;
            return out.str();
        }
        if (const auto* string = value.string()) {
            return "'" + *string + "'";
        }
        return value.is_null() ? "null" : "...";
    }

    [[nodiscard]] std::string literal(const Expression& e) const {
        const auto lifted = static_cast<std::size_t>(e.lifted);
        return text_of(e.lifted >= 0 && lifted < literals_.size() ? literals_[lifted] : e.value);
    }

    [[nodiscard]] std::string child(const Expression& e, std::size_t i) const {
        return e.children[i] ? expression(*e.children[i]) : "";
    }

    /// In parentheses where it is made with an operator itself.
    [[nodiscard]] std::string operand(const Expression& e, std::size_t i) const {
        const ExpressionKind kind = e.children[i]->kind;
        const bool made = (kind >= Not && kind <= Regex) || kind == Case;
        return made ? "(" + child(e, i) + ")" : child(e, i);
    }

    [[nodiscard]] std::string joined(const Expression& e, std::size_t from) const {
        std::string text;
        for (std::size_t i = from; i < e.children.size(); ++i) {
            text += (i > from ? ", " : "") + child(e, i);
        }
        return text;
    }

    [[nodiscard]] std::string entries(const Expression& e, std::size_t from) const {
        std::string text;
        for (std::size_t i = 0; i < e.names.size(); ++i) {
            text += (i > 0 ? ", " : "") + quote_identifier(e.names[i]) + ": " + child(e, i + from);
        }
        return text;
    }

    [[nodiscard]] std::string case_of(const Expression& e) const {
        std::string text = "CASE";
        if (e.children[0]) {
            text += " " + child(e, 0);
        }
        for (std::size_t i = 2; i + 1 < e.children.size(); i += 2) {
            text += " WHEN " + child(e, i) + " THEN " + child(e, i + 1);
        }
        return text + (e.children[1] ? " ELSE " + child(e, 1) : "") + " END";
    }

    static std::string labels(const std::vector<std::string>& names) {
        std::string text;
        for (const std::string& name : names) {
            text += ":" + quote_identifier(name);
        }
        return text;
    }

    static std::string variable(const std::string& name) {
        return name.empty() ? "" : quote_identifier(name);
    }

    [[nodiscard]] std::string node(const NodePattern& node) const {
        return "(" + variable(node.variable) + labels(node.labels) +
               (node.properties ? " " + expression(*node.properties) : "") + ")";
    }

    [[nodiscard]] std::string relationship(const RelationshipPattern& r) const {
        std::string inside = variable(r.variable);
        for (std::size_t i = 0; i < r.types.size(); ++i) {
            inside += (i == 0 ? ":" : "|") + quote_identifier(r.types[i]);
        }
        if (r.variable_length) {
            inside += "*";
            inside += r.min ? std::to_string(*r.min) : "";
            inside += r.min || r.max ? ".." : "";
            inside += r.max ? std::to_string(*r.max) : "";
        }
        inside += r.properties ? " " + expression(*r.properties) : "";
        return (r.direction == Direction::Incoming ? "<-" : "-") +
               (inside.empty() ? "" : "[" + inside + "]") +
               (r.direction == Direction::Outgoing ? "->" : "-");
    }

    std::span<const Value> literals_;
};

}  // namespace

std::string to_cypher(const Expression& expression, std::span<const Value> literals) {
    return Writer(literals).expression(expression);
}

std::string to_cypher(const PathPattern& path, std::span<const Value> literals) {
    return Writer(literals).path(path);
}

}  // namespace trefoil::query::internal
