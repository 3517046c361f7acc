#include "query/parser.hpp"

#include "query/internal/parser.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {
namespace internal {

Parser::Parser(std::string_view text) : text_(text), tokens_(tokenize(text)) {}

Nest::Nest(Parser& parser) : parser_(parser) {
    if (++parser_.nesting_ > kMaxNesting) {
        --parser_.nesting_;
        syntax_error("NestingTooDeep", "the statement is nested too deeply", parser_.peek().begin,
                     "at most " + std::to_string(kMaxNesting) + " levels are allowed");
    }
}

// ---- tokens

const Token& Parser::peek(std::size_t ahead) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

const Token& Parser::take() {
    const Token& token = peek();
    if (at_ + 1 < tokens_.size()) {
        ++at_;
    }
    return token;
}

bool Parser::at_symbol(std::string_view symbol, std::size_t ahead) const {
    const Token& token = peek(ahead);
    return token.kind == TokenKind::Symbol && token.text == symbol;
}

bool Parser::at_word(std::string_view keyword, std::size_t ahead) const {
    const Token& token = peek(ahead);
    return token.kind == TokenKind::Identifier && is_keyword(token.text, keyword);
}

bool Parser::accept_symbol(std::string_view symbol) {
    if (!at_symbol(symbol)) {
        return false;
    }
    take();
    return true;
}

bool Parser::accept_word(std::string_view keyword) {
    if (!at_word(keyword)) {
        return false;
    }
    take();
    return true;
}

void Parser::expect_symbol(std::string_view symbol, std::string_view where) {
    if (!accept_symbol(symbol)) {
        unexpected("'" + std::string(symbol) + "' " + std::string(where));
    }
}

void Parser::expect_word(std::string_view keyword, std::string_view where) {
    if (!accept_word(keyword)) {
        unexpected(std::string(keyword) + " " + std::string(where));
    }
}

bool Parser::at_name() const {
    return peek().kind == TokenKind::Identifier || peek().kind == TokenKind::QuotedIdentifier;
}

std::string Parser::name(std::string_view what) {
    if (!at_name()) {
        unexpected(what);
    }
    return take().value;
}

void Parser::unexpected(std::string_view wanted) const {
    const Token& token = peek();
    const std::string found =
        token.kind == TokenKind::End ? "the end" : "'" + std::string(token.text) + "'";
    syntax_error("UnexpectedSyntax", "expected " + std::string(wanted) + ", found " + found,
                 token.begin);
}

std::size_t Parser::last_end() const {
    return at_ == 0 ? 0 : tokens_[at_ - 1].end;
}

// ---- clauses

Statement Parser::statement() {
    Statement statement;
    if (accept_word("EXPLAIN")) {
        statement.mode = StatementMode::Explain;
    } else if (accept_word("PROFILE")) {
        statement.mode = StatementMode::Profile;
    }
    if (auto command = schema_command()) {
        if (statement.mode != StatementMode::Run) {
            unexpected("a query behind EXPLAIN or PROFILE");
        }
        statement.body = std::move(*command);
    } else {
        statement.body = query();
    }
    accept_symbol(";");
    if (peek().kind != TokenKind::End) {
        unexpected("a clause or the end");
    }
    return statement;
}

std::shared_ptr<Query> Parser::query() {
    const Nest nest(*this);
    auto result = std::make_shared<Query>();
    result->parts.push_back(single_query());
    bool first = true;
    while (at_word("UNION")) {
        const std::size_t begin = take().begin;
        const bool all = accept_word("ALL");
        if (!first && all != result->union_all) {
            syntax_error("InvalidClauseComposition", "UNION and UNION ALL cannot be mixed", begin);
        }
        result->union_all = all;
        first = false;
        result->parts.push_back(single_query());
    }
    return result;
}

SingleQuery Parser::single_query() {
    SingleQuery result;
    std::size_t begin = peek().begin;
    while (clause(result)) {
        result.begins.push_back(begin);
        begin = peek().begin;
    }
    if (result.clauses.empty()) {
        unexpected("a clause (MATCH, RETURN, CREATE, ...)");
    }
    return result;
}

bool Parser::clause(SingleQuery& into) {
    std::vector<Clause>& clauses = into.clauses;
    if (accept_word("OPTIONAL")) {
        expect_word("MATCH", "after OPTIONAL");
        clauses.emplace_back(match(true));
    } else if (accept_word("MATCH")) {
        clauses.emplace_back(match(false));
    } else if (accept_word("UNWIND")) {
        clauses.emplace_back(unwind());
    } else if (accept_word("WITH")) {
        clauses.emplace_back(projection(false));
    } else if (accept_word("RETURN")) {
        clauses.emplace_back(projection(true));
    } else if (accept_word("CREATE")) {
        clauses.emplace_back(CreateClause{pattern(), {}});
    } else if (accept_word("MERGE")) {
        clauses.emplace_back(merge());
    } else if (accept_word("SET")) {
        clauses.emplace_back(SetClause{set_items(), {}});
    } else if (accept_word("REMOVE")) {
        clauses.emplace_back(remove());
    } else if (accept_word("DETACH")) {
        expect_word("DELETE", "after DETACH");
        clauses.emplace_back(delete_nodes(true));
    } else if (accept_word("DELETE")) {
        clauses.emplace_back(delete_nodes(false));
    } else if (accept_word("CALL")) {
        clauses.emplace_back(call());
    } else {
        return false;
    }
    return true;
}

MatchClause Parser::match(bool optional) {
    MatchClause clause;
    clause.optional = optional;
    clause.pattern = pattern();
    if (accept_word("WHERE")) {
        clause.where = expression();
    }
    return clause;
}

UnwindClause Parser::unwind() {
    UnwindClause clause;
    clause.list = expression();
    expect_word("AS", "after the list");
    clause.begin = peek().begin;
    clause.variable = name("a variable");
    return clause;
}

void Parser::projection_items(ProjectionClause& clause) {
    if (accept_symbol("*")) {
        clause.star = true;
        if (!accept_symbol(",")) {
            return;
        }
    }
    do {
        ProjectionItem item;
        const std::size_t begin = peek().begin;
        item.expression = expression();
        item.name = std::string(text_.substr(begin, last_end() - begin));
        if (item.expression->kind == ExpressionKind::Variable) {
            item.name = item.expression->name;
        }
        if (accept_word("AS")) {
            item.name = name("an alias");
            item.aliased = true;
        }
        clause.items.push_back(std::move(item));
    } while (accept_symbol(","));
}

ProjectionClause Parser::projection(bool is_return) {
    ProjectionClause clause;
    clause.begin = peek().begin;
    clause.is_return = is_return;
    clause.distinct = accept_word("DISTINCT");
    projection_items(clause);
    if (accept_word("ORDER")) {
        expect_word("BY", "after ORDER");
        do {
            SortItem item;
            item.expression = expression();
            if (accept_word("DESC") || accept_word("DESCENDING")) {
                item.descending = true;
            } else if (!accept_word("ASC")) {
                accept_word("ASCENDING");
            }
            clause.order.push_back(std::move(item));
        } while (accept_symbol(","));
    }
    if (accept_word("SKIP") || accept_word("OFFSET")) {
        clause.skip = expression();
    }
    if (accept_word("LIMIT")) {
        clause.limit = expression();
    }
    if (!is_return && accept_word("WHERE")) {
        clause.where = expression();
    }
    return clause;
}

SetItem Parser::set_item() {
    SetItem item;
    ExpressionPtr target = postfix(atom());
    if (target->kind == ExpressionKind::HasLabels) {
        item.kind = SetKind::Labels;
        item.labels = target->names;
        item.target = target->children[0];
    } else if (target->kind == ExpressionKind::Property) {
        item.kind = SetKind::Property;
        item.key = target->name;
        item.target = target->children[0];
    } else if (target->kind == ExpressionKind::Variable) {
        item.kind = SetKind::Replace;
        item.target = target;
    } else {
        syntax_error("UnexpectedSyntax", "expected a property, a variable or labels",
                     target->begin);
    }
    return item;
}

std::vector<SetItem> Parser::set_items() {
    std::vector<SetItem> items;
    do {
        SetItem item = set_item();
        if (item.kind == SetKind::Replace && accept_symbol("+=")) {
            item.kind = SetKind::Merge;
            item.value = expression();
        } else if (item.kind != SetKind::Labels) {
            expect_symbol("=", "in SET");
            item.value = expression();
        }
        items.push_back(std::move(item));
    } while (accept_symbol(","));
    return items;
}

RemoveClause Parser::remove() {
    RemoveClause clause;
    do {
        SetItem item = set_item();
        if (item.kind == SetKind::Replace) {
            unexpected("a property or a label after REMOVE");
        }
        clause.items.push_back(std::move(item));
    } while (accept_symbol(","));
    return clause;
}

DeleteClause Parser::delete_nodes(bool detach) {
    DeleteClause clause;
    clause.detach = detach;
    do {
        clause.targets.push_back(expression());
    } while (accept_symbol(","));
    return clause;
}

MergeClause Parser::merge() {
    MergeClause clause;
    clause.begin = peek().begin;
    clause.pattern = path();
    while (accept_word("ON")) {
        const bool create = at_word("CREATE");
        if (!create && !at_word("MATCH")) {
            unexpected("CREATE or MATCH after ON");
        }
        take();
        expect_word("SET", "in MERGE");
        std::vector<SetItem> items = set_items();
        auto& into = create ? clause.on_create : clause.on_match;
        into.insert(into.end(), items.begin(), items.end());
    }
    return clause;
}

CallClause Parser::call() {
    CallClause clause;
    clause.begin = peek().begin;
    clause.procedure = name("a procedure");
    while (accept_symbol(".")) {
        clause.procedure += "." + name("a procedure");
    }
    if (accept_symbol("(")) {
        clause.has_arguments = true;
        while (!at_symbol(")")) {
            clause.arguments.push_back(expression());
            if (!accept_symbol(",")) {
                break;
            }
        }
        expect_symbol(")", "after the arguments");
    }
    if (accept_word("YIELD")) {
        clause.yields = true;
        if (accept_symbol("*")) {
            clause.yield_star = true;
        } else if (accept_symbol("-")) {
            return clause;
        } else {
            do {
                YieldItem item;
                item.begin = peek().begin;
                item.column = name("a column");
                item.variable = item.column;
                if (accept_word("AS")) {
                    item.begin = peek().begin;
                    item.variable = name("a variable");
                }
                clause.items.push_back(std::move(item));
            } while (accept_symbol(","));
        }
        if (accept_word("WHERE")) {
            clause.where = expression();
        }
    }
    return clause;
}

ExpressionPtr Parser::lone_expression() {
    ExpressionPtr result = expression();
    accept_symbol(";");
    if (peek().kind != TokenKind::End) {
        unexpected("the end of the expression");
    }
    return result;
}

}  // namespace internal

Statement parse_statement(std::string_view text) {
    return internal::Parser(text).statement();
}

ExpressionPtr parse_expression(std::string_view text) {
    return internal::Parser(text).lone_expression();
}

}  // namespace trefoil::query
