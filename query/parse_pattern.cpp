#include <charconv>
#include <limits>

#include "query/internal/parser.hpp"
#include "query/query_error.hpp"

namespace trefoil::query::internal {
namespace {

[[noreturn]] void bad_relationship(const std::string& message, std::size_t offset) {
    syntax_error("InvalidRelationshipPattern", message, offset);
}

}  // namespace

std::vector<PathPattern> Parser::pattern() {
    std::vector<PathPattern> paths;
    do {
        paths.push_back(path());
    } while (accept_symbol(","));
    return paths;
}

bool Parser::at_shortest() const {
    return (at_word("SHORTESTPATH") || at_word("ALLSHORTESTPATHS")) && at_symbol("(", 1);
}

PathPattern Parser::path() {
    const Nest nest(*this);
    std::string variable;
    const std::size_t begin = peek().begin;
    if (at_name() && at_symbol("=", 1)) {
        variable = take().value;
        take();
    }
    PathPattern result;
    if (at_shortest()) {
        const bool all = at_word("ALLSHORTESTPATHS");
        take();
        take();
        result = path_elements();
        result.shortest = all ? ShortestKind::All : ShortestKind::One;
        expect_symbol(")", "after the path");
        if (result.relationships.size() != 1) {
            syntax_error("UnexpectedSyntax", "a shortest path needs exactly one relationship",
                         begin);
        }
    } else if (at_symbol("(") && (at_symbol("(", 1))) {
        take();
        result = path();
        expect_symbol(")", "after the path");
    } else {
        result = path_elements();
    }
    if (!variable.empty()) {
        result.variable = std::move(variable);
    }
    result.begin = begin;
    result.end = last_end();
    return result;
}

PathPattern Parser::path_elements() {
    PathPattern result;
    result.begin = peek().begin;
    result.nodes.push_back(node());
    while (at_symbol("-") || at_symbol("<")) {
        result.relationships.push_back(relationship());
        result.nodes.push_back(node());
    }
    result.end = last_end();
    return result;
}

std::vector<std::string> Parser::labels() {
    std::vector<std::string> result;
    while (accept_symbol(":")) {
        result.push_back(name("a label"));
    }
    return result;
}

ExpressionPtr Parser::pattern_properties() {
    if (at_symbol("{")) {
        return map_literal();
    }
    if (peek().kind == TokenKind::Parameter) {
        return atom();
    }
    return nullptr;
}

NodePattern Parser::node() {
    NodePattern result;
    result.begin = peek().begin;
    expect_symbol("(", "of a node");
    if (at_name()) {
        result.variable = take().value;
    }
    result.labels = labels();
    result.properties = pattern_properties();
    expect_symbol(")", "after the node");
    return result;
}

RelationshipPattern Parser::relationship() {
    RelationshipPattern result;
    result.begin = peek().begin;
    const bool left = accept_symbol("<");
    expect_symbol("-", "of a relationship");
    if (at_symbol("[")) {
        take();
        relationship_detail(result);
        expect_symbol("]", "after the relationship");
    }
    expect_symbol("-", "after the relationship");
    const bool right = accept_symbol(">");
    result.two_headed = left && right;
    result.direction = left == right ? Direction::Both
                       : left        ? Direction::Incoming
                                     : Direction::Outgoing;
    return result;
}

void Parser::relationship_detail(RelationshipPattern& into) {
    if (at_name()) {
        into.variable = take().value;
    }
    if (accept_symbol(":")) {
        into.types.push_back(name("a relationship type"));
        while (accept_symbol("|")) {
            accept_symbol(":");
            into.types.push_back(name("a relationship type"));
        }
    }
    if (at_symbol("..")) {
        bad_relationship("a length needs '*' before it", peek().begin);
    }
    if (at_symbol("*")) {
        range(into);
    }
    into.properties = pattern_properties();
}

void Parser::range(RelationshipPattern& into) {
    take();
    into.variable_length = true;
    const auto bound = [&]() -> std::optional<std::uint64_t> {
        if (at_symbol("-")) {
            bad_relationship("a length cannot be negative", peek().begin);
        }
        if (peek().kind == TokenKind::Float) {
            bad_relationship("a length must be an integer", peek().begin);
        }
        if (peek().kind != TokenKind::Integer) {
            return std::nullopt;
        }
        const Token& token = take();
        std::uint64_t value = 0;
        const auto [end, error] =
            std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
        if (error != std::errc() || end != token.text.data() + token.text.size()) {
            bad_relationship("the length '" + std::string(token.text) + "' is too large",
                             token.begin);
        }
        return value;
    };
    into.min = bound();
    if (accept_symbol("..")) {
        into.max = bound();
    } else {
        into.max = into.min;
    }
}

std::shared_ptr<PathPattern> Parser::try_pattern() {
    if (!at_symbol("(") || no_pattern_.contains(at_)) {
        return nullptr;
    }
    const std::size_t start = at_;
    const int nesting = nesting_;
    try {
        auto result = std::make_shared<PathPattern>(path_elements());
        if (!result->relationships.empty()) {
            return result;
        }
    } catch (const QueryError& error) {
        if (error.detail() == "InvalidRelationshipPattern" || error.detail() == "NestingTooDeep") {
            throw;
        }
    }
    nesting_ = nesting;
    at_ = start;
    no_pattern_.insert(start);
    return nullptr;
}

}  // namespace trefoil::query::internal
