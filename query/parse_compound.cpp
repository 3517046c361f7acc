#include "query/internal/parser.hpp"

// Expressions with brackets or keywords of their own: CASE, lists, comprehensions, maps,
// quantifiers, reduce, EXISTS.

namespace trefoil::query::internal {

using enum ExpressionKind;

ExpressionPtr Parser::case_expression() {
    const std::size_t begin = take().begin;
    std::vector<ExpressionPtr> children(2);
    if (!at_word("WHEN")) {
        children[0] = expression();
    }
    while (accept_word("WHEN")) {
        children.push_back(expression());
        expect_word("THEN", "after WHEN");
        children.push_back(expression());
    }
    if (children.size() == 2) {
        unexpected("WHEN in CASE");
    }
    if (accept_word("ELSE")) {
        children[1] = expression();
    }
    expect_word("END", "of CASE");
    return make(Case, begin, std::move(children));
}

ExpressionPtr Parser::bracket_atom() {
    if (at_symbol("[") &&
        (peek(1).kind == TokenKind::Identifier || peek(1).kind == TokenKind::QuotedIdentifier) &&
        at_word("IN", 2)) {
        return list_comprehension();
    }
    const std::size_t start = at_;
    const bool named =
        (peek(1).kind == TokenKind::Identifier || peek(1).kind == TokenKind::QuotedIdentifier) &&
        at_symbol("=", 2);
    if (named || at_symbol("(", 1)) {
        if (ExpressionPtr result = pattern_comprehension()) {
            return result;
        }
        at_ = start;
    }
    const std::size_t begin = take().begin;
    std::vector<ExpressionPtr> elements;
    if (!at_symbol("]")) {
        do {
            elements.push_back(expression());
        } while (accept_symbol(","));
    }
    expect_symbol("]", "after the list");
    return make(ListLiteral, begin, std::move(elements));
}

ExpressionPtr Parser::list_comprehension() {
    const std::size_t begin = take().begin;
    std::string variable = name("a variable");
    take();
    ExpressionPtr list = expression();
    ExpressionPtr where = accept_word("WHERE") ? expression() : nullptr;
    ExpressionPtr map = accept_symbol("|") ? expression() : nullptr;
    expect_symbol("]", "after the list comprehension");
    ExpressionPtr result =
        make(ListComprehension, begin, {std::move(list), std::move(where), std::move(map)});
    result->name = std::move(variable);
    return result;
}

/// Null, with tokens taken, if this is no pattern comprehension but a list.
ExpressionPtr Parser::pattern_comprehension() {
    const std::size_t begin = take().begin;
    std::string variable;
    if (!at_symbol("(")) {
        variable = take().value;
        take();
    }
    auto found = try_pattern();
    if (!found || (!at_symbol("|") && !at_word("WHERE"))) {
        return nullptr;
    }
    found->variable = std::move(variable);
    ExpressionPtr where = accept_word("WHERE") ? expression() : nullptr;
    expect_symbol("|", "in the pattern comprehension");
    ExpressionPtr map = expression();
    expect_symbol("]", "after the pattern comprehension");
    ExpressionPtr result = make(PatternComprehension, begin, {std::move(where), std::move(map)});
    result->pattern = std::move(found);
    return result;
}

ExpressionPtr Parser::map_literal() {
    const Nest nest(*this);
    const std::size_t begin = peek().begin;
    expect_symbol("{", "of a map");
    std::vector<std::string> keys;
    std::vector<ExpressionPtr> values;
    if (!at_symbol("}")) {
        do {
            keys.push_back(name("a key"));
            expect_symbol(":", "after the key");
            values.push_back(expression());
        } while (accept_symbol(","));
    }
    expect_symbol("}", "after the map");
    ExpressionPtr result = make(MapLiteral, begin, std::move(values));
    result->names = std::move(keys);
    return result;
}

ExpressionPtr Parser::map_projection(ExpressionPtr variable) {
    const std::size_t begin = variable->begin;
    take();
    std::vector<std::string> keys;
    std::vector<ExpressionPtr> children{variable};
    bool all = false;
    if (!at_symbol("}")) {
        do {
            const std::size_t at = peek().begin;
            if (accept_symbol(".")) {
                if (accept_symbol("*")) {
                    all = true;
                    continue;
                }
                keys.push_back(name("a property name"));
                children.push_back(make(Property, at, {variable}));
                children.back()->name = keys.back();
            } else {
                keys.push_back(name("a key"));
                if (accept_symbol(":")) {
                    children.push_back(expression());
                } else {
                    children.push_back(make(Variable, at));
                    children.back()->name = keys.back();
                }
            }
        } while (accept_symbol(","));
    }
    expect_symbol("}", "after the map projection");
    ExpressionPtr result = make(MapProjection, begin, std::move(children));
    result->names = std::move(keys);
    result->all_properties = all;
    return result;
}

ExpressionPtr Parser::quantifier(QuantifierKind kind) {
    const std::size_t begin = take().begin;
    take();
    std::string variable = name("a variable");
    expect_word("IN", "after the variable");
    ExpressionPtr list = expression();
    expect_word("WHERE", "in the quantifier");
    ExpressionPtr where = expression();
    expect_symbol(")", "after the quantifier");
    ExpressionPtr result = make(Quantifier, begin, {std::move(list), std::move(where)});
    result->name = std::move(variable);
    result->quantifier = kind;
    return result;
}

ExpressionPtr Parser::reduce() {
    const std::size_t begin = take().begin;
    take();
    std::string accumulator = name("a variable");
    expect_symbol("=", "after the accumulator");
    ExpressionPtr start = expression();
    expect_symbol(",", "in reduce");
    std::string variable = name("a variable");
    expect_word("IN", "after the variable");
    ExpressionPtr list = expression();
    expect_symbol("|", "in reduce");
    ExpressionPtr step = expression();
    expect_symbol(")", "after reduce");
    ExpressionPtr result =
        make(Reduce, begin, {std::move(start), std::move(list), std::move(step)});
    result->name = std::move(variable);
    result->names.push_back(std::move(accumulator));
    return result;
}

/// EXISTS { MATCH ... }, EXISTS { pattern [WHERE ...] }, exists(pattern), exists(property).
ExpressionPtr Parser::exists() {
    const std::size_t begin = take().begin;
    if (accept_symbol("(")) {
        ExpressionPtr operand = expression();
        expect_symbol(")", "after exists(");
        if (operand->kind == PatternPredicate) {
            auto inner = std::make_shared<Query>();
            MatchClause clause;
            clause.pattern.push_back(std::move(*operand->pattern));
            inner->parts.push_back({{std::move(clause)}, {begin}});
            ExpressionPtr result = make(Exists, begin);
            result->subquery = std::move(inner);
            return result;
        }
        return make(IsNotNull, begin, {std::move(operand)});
    }
    take();
    auto inner = std::make_shared<Query>();
    if (at_symbol("(") || (at_name() && at_symbol("=", 1))) {
        SingleQuery single;
        single.begins.push_back(peek().begin);
        single.clauses.emplace_back(match(false));
        inner->parts.push_back(std::move(single));
    } else {
        inner = query();
    }
    expect_symbol("}", "after EXISTS {");
    ExpressionPtr result = make(Exists, begin);
    result->subquery = std::move(inner);
    return result;
}

}  // namespace trefoil::query::internal
