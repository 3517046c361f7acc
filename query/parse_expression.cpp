#include <charconv>
#include <cmath>
#include <cstdlib>

#include "query/functions.hpp"
#include "query/internal/parser.hpp"
#include "query/parser.hpp"
#include "query/query_error.hpp"

namespace trefoil::query::internal {
namespace {

using enum ExpressionKind;

constexpr int kOr = 1;
constexpr int kXor = 2;
constexpr int kAnd = 3;
constexpr int kNot = 4;
constexpr int kComparison = 5;
constexpr int kPredicate = 6;
constexpr int kAdd = 7;
constexpr int kMultiply = 8;
constexpr int kPower = 9;
constexpr int kUnary = 10;

struct Operator {
    std::string_view text;
    int level;
    ExpressionKind kind;
};

constexpr Operator kSymbols[] = {
    {"=", kComparison, Equal},   {"<>", kComparison, NotEqual},
    {"<", kComparison, Less},    {"<=", kComparison, LessEqual},
    {">", kComparison, Greater}, {">=", kComparison, GreaterEqual},
    {"=~", kPredicate, Regex},   {"+", kAdd, Add},
    {"-", kAdd, Subtract},       {"*", kMultiply, Multiply},
    {"/", kMultiply, Divide},    {"%", kMultiply, Modulo},
    {"^", kPower, Power},
};
constexpr Operator kWords[] = {
    {"OR", kOr, Or},
    {"XOR", kXor, Xor},
    {"AND", kAnd, And},
    {"IN", kPredicate, In},
    {"STARTS", kPredicate, StartsWith},
    {"ENDS", kPredicate, EndsWith},
    {"CONTAINS", kPredicate, Contains},
    {"IS", kPredicate, IsNull},
};

const Operator* operator_at(const Token& token) {
    if (token.kind == TokenKind::Symbol) {
        for (const Operator& op : kSymbols) {
            if (op.text == token.text) {
                return &op;
            }
        }
    } else if (token.kind == TokenKind::Identifier) {
        for (const Operator& op : kWords) {
            if (is_keyword(token.text, op.text)) {
                return &op;
            }
        }
    }
    return nullptr;
}

}  // namespace

ExpressionPtr Parser::make(ExpressionKind kind, std::size_t begin,
                           std::vector<ExpressionPtr> children) {
    auto result = std::make_shared<Expression>();
    result->kind = kind;
    result->begin = begin;
    result->end = last_end();
    result->children = std::move(children);
    for (const ExpressionPtr& child : result->children) {
        if (child) {
            result->depth = std::max(result->depth, child->depth + 1);
        }
    }
    if (result->depth > kMaxExpressionDepth) {
        syntax_error("NestingTooDeep", "the expression is too long or nested too deeply", begin,
                     "pass long lists as a parameter");
    }
    return result;
}

ExpressionPtr Parser::expression(int min_level) {
    const Nest nest(*this);
    const std::size_t begin = peek().begin;
    ExpressionPtr left = prefix(min_level);
    for (;;) {
        const Operator* op = operator_at(peek());
        if (op == nullptr || op->level < min_level) {
            return left;
        }
        if (op->level == kComparison) {
            left = comparison(std::move(left));
        } else if (op->level == kPredicate) {
            left = predicate(std::move(left));
        } else {
            take();
            ExpressionPtr right = expression(op->level + 1);
            left = make(op->kind, begin, {std::move(left), std::move(right)});
        }
    }
}

ExpressionPtr Parser::prefix(int min_level) {
    const std::size_t begin = peek().begin;
    if (at_word("NOT")) {
        take();
        ExpressionPtr operand = expression(std::max(min_level, kNot));
        return make(Not, begin, {std::move(operand)});
    }
    if (at_symbol("-") || at_symbol("+")) {
        const bool minus = take().text == "-";
        if (minus && (peek().kind == TokenKind::Integer || peek().kind == TokenKind::Float)) {
            ExpressionPtr literal = number(true);
            literal->begin = begin;
            return postfix(std::move(literal));
        }
        ExpressionPtr operand = expression(kUnary);
        return make(minus ? Negate : Plus, begin, {std::move(operand)});
    }
    return postfix(atom());
}

/// a < b <= c means a < b AND b <= c.
ExpressionPtr Parser::comparison(ExpressionPtr left) {
    const std::size_t begin = left->begin;
    ExpressionPtr result;
    for (;;) {
        const Operator* op = operator_at(peek());
        if (op == nullptr || op->level != kComparison) {
            return result;
        }
        take();
        ExpressionPtr right = expression(kComparison + 1);
        ExpressionPtr one = make(op->kind, left->begin, {left, right});
        result = result ? make(And, begin, {std::move(result), std::move(one)}) : std::move(one);
        left = std::move(right);
    }
}

ExpressionPtr Parser::predicate(ExpressionPtr left) {
    const std::size_t begin = left->begin;
    const Operator* op = operator_at(peek());
    take();
    if (op->kind == IsNull) {
        const bool negated = accept_word("NOT");
        expect_word("NULL", "after IS");
        return make(negated ? IsNotNull : IsNull, begin, {std::move(left)});
    }
    if (op->kind == StartsWith || op->kind == EndsWith) {
        expect_word("WITH", "after STARTS or ENDS");
    }
    ExpressionPtr right = expression(kPredicate + 1);
    return make(op->kind, begin, {std::move(left), std::move(right)});
}

ExpressionPtr Parser::postfix(ExpressionPtr operand) {
    for (;;) {
        const std::size_t begin = operand->begin;
        if (accept_symbol(".")) {
            std::string key = name("a property name");
            operand = make(Property, begin, {std::move(operand)});
            operand->name = std::move(key);
        } else if (at_symbol("[")) {
            operand = bracket_postfix(std::move(operand));
        } else if (at_symbol(":") && (peek(1).kind == TokenKind::Identifier ||
                                      peek(1).kind == TokenKind::QuotedIdentifier)) {
            operand = make(HasLabels, begin, {std::move(operand)});
            operand->names = labels();
            operand->end = last_end();
        } else if (at_symbol("{") && operand->kind == Variable) {
            operand = map_projection(std::move(operand));
        } else {
            return operand;
        }
    }
}

ExpressionPtr Parser::bracket_postfix(ExpressionPtr operand) {
    const std::size_t begin = operand->begin;
    take();
    ExpressionPtr from;
    if (!at_symbol("..")) {
        from = expression();
    }
    if (accept_symbol("..")) {
        ExpressionPtr to;
        if (!at_symbol("]")) {
            to = expression();
        }
        expect_symbol("]", "after the slice");
        return make(Slice, begin, {std::move(operand), std::move(from), std::move(to)});
    }
    expect_symbol("]", "after the index");
    return make(Index, begin, {std::move(operand), std::move(from)});
}

ExpressionPtr Parser::number(bool negative) {
    const Token& token = take();
    const std::string digits = (negative ? "-" : "") + std::string(token.text);
    ExpressionPtr result = make(Literal, token.begin);
    if (token.kind == TokenKind::Float) {
        const double value = std::strtod(digits.c_str(), nullptr);
        if (std::isinf(value)) {
            syntax_error("FloatingPointOverflow", digits + " is too large for a float",
                         token.begin);
        }
        result->value = value;
        return result;
    }
    int base = 10;
    std::string_view body = token.text;
    if (body.size() > 1 && body[0] == '0' && (body[1] | 0x20) == 'x') {
        base = 16;
        body.remove_prefix(2);
    } else if (body.size() > 1 && body[0] == '0' && body[1] == 'o') {
        base = 8;
        body.remove_prefix(2);
    }
    const std::string signed_body = (negative ? "-" : "") + std::string(body);
    std::int64_t value = 0;
    const auto [end, error] =
        std::from_chars(signed_body.data(), signed_body.data() + signed_body.size(), value, base);
    if (error != std::errc()) {
        syntax_error("IntegerOverflow", digits + " does not fit 64 bits", token.begin);
    }
    result->value = value;
    return result;
}

ExpressionPtr Parser::atom() {
    const Nest nest(*this);
    const Token& token = peek();
    switch (token.kind) {
        case TokenKind::Integer:
        case TokenKind::Float:
            return number(false);
        case TokenKind::BadNumber:
            syntax_error("InvalidNumberLiteral",
                         "'" + std::string(token.text) + "' is not a number", token.begin);
        case TokenKind::String: {
            take();
            ExpressionPtr result = make(Literal, token.begin);
            result->value = token.value;
            return result;
        }
        case TokenKind::Parameter: {
            take();
            ExpressionPtr result = make(Parameter, token.begin);
            result->name = token.value;
            return result;
        }
        case TokenKind::QuotedIdentifier:
            return call_or_variable();
        case TokenKind::Identifier:
            return word_atom();
        case TokenKind::Symbol:
            break;
        case TokenKind::End:
            unexpected("an expression");
    }
    if (at_symbol("[")) {
        return bracket_atom();
    }
    if (at_symbol("{")) {
        return map_literal();
    }
    if (at_symbol("(")) {
        const std::size_t begin = token.begin;
        if (auto found = try_pattern()) {
            ExpressionPtr result = make(PatternPredicate, begin);
            result->pattern = std::move(found);
            return result;
        }
        take();
        ExpressionPtr inner = expression();
        expect_symbol(")", "after the expression");
        return inner;
    }
    unexpected("an expression");
}

ExpressionPtr Parser::word_atom() {
    const Token& token = peek();
    const auto literal = [&](Value value) {
        take();
        ExpressionPtr result = make(Literal, token.begin);
        result->value = std::move(value);
        return result;
    };
    if (at_word("NULL")) {
        return literal({});
    }
    if (at_word("TRUE")) {
        return literal(true);
    }
    if (at_word("FALSE")) {
        return literal(false);
    }
    if (at_word("CASE")) {
        return case_expression();
    }
    if (at_word("EXISTS") && (at_symbol("{", 1) || at_symbol("(", 1))) {
        return exists();
    }
    if (at_symbol("(", 1)) {
        static constexpr std::pair<std::string_view, QuantifierKind> kQuantifiers[] = {
            {"ALL", QuantifierKind::All},
            {"ANY", QuantifierKind::Any},
            {"NONE", QuantifierKind::None},
            {"SINGLE", QuantifierKind::Single}};
        for (const auto& [word, kind] : kQuantifiers) {
            if (at_word(word)) {
                return quantifier(kind);
            }
        }
        if (at_word("REDUCE")) {
            return reduce();
        }
        if (at_word("COUNT") && at_symbol("*", 2) && at_symbol(")", 3)) {
            for (int i = 0; i < 4; ++i) {
                take();
            }
            return make(CountStar, token.begin);
        }
        if (at_shortest()) {
            auto found = std::make_shared<PathPattern>(path());
            ExpressionPtr result = make(ShortestPath, token.begin);
            result->pattern = std::move(found);
            return result;
        }
    }
    return call_or_variable();
}

ExpressionPtr Parser::call_or_variable() {
    const std::size_t begin = peek().begin;
    // A dotted name followed by "(" is a function with name space; otherwise the dots are
    // properties.
    std::size_t ahead = 1;
    while (at_symbol(".", ahead) && (peek(ahead + 1).kind == TokenKind::Identifier ||
                                     peek(ahead + 1).kind == TokenKind::QuotedIdentifier)) {
        ahead += 2;
    }
    if (!at_symbol("(", ahead)) {
        std::string variable = name("a variable");
        ExpressionPtr result = make(Variable, begin);
        result->name = std::move(variable);
        return result;
    }
    std::string function = name("a function");
    while (accept_symbol(".")) {
        function += "." + name("a function");
    }
    take();
    const bool distinct = accept_word("DISTINCT");
    std::vector<ExpressionPtr> arguments;
    if (!at_symbol(")")) {
        do {
            arguments.push_back(expression());
        } while (accept_symbol(","));
    }
    expect_symbol(")", "after the arguments");
    const bool aggregate = find_aggregate(function) != nullptr;
    ExpressionPtr result = make(aggregate ? Aggregate : Call, begin, std::move(arguments));
    result->name = std::move(function);
    result->distinct = distinct;
    return result;
}

}  // namespace trefoil::query::internal
