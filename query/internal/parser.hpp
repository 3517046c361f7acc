#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/ast.hpp"
#include "query/lexer.hpp"

namespace trefoil::query::internal {

/// Recursive descent over the tokens of one statement. Precedence of operators is that of
/// openCypher 9: OR, XOR, AND, NOT, comparison, predicates (IN, STARTS WITH, IS NULL), + -, * / %,
/// ^, unary, postfix.
class Parser {
  public:
    explicit Parser(std::string_view text);

    Statement statement();
    ExpressionPtr lone_expression();

  private:
    // ---- tokens
    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
    const Token& take();
    [[nodiscard]] bool at_symbol(std::string_view symbol, std::size_t ahead = 0) const;
    [[nodiscard]] bool at_word(std::string_view keyword, std::size_t ahead = 0) const;
    bool accept_symbol(std::string_view symbol);
    bool accept_word(std::string_view keyword);
    void expect_symbol(std::string_view symbol, std::string_view where);
    void expect_word(std::string_view keyword, std::string_view where);
    [[nodiscard]] bool at_name() const;
    std::string name(std::string_view what);
    [[noreturn]] void unexpected(std::string_view wanted) const;
    /// End of the last token taken.
    [[nodiscard]] std::size_t last_end() const;

    // ---- clauses (parser.cpp)
    std::shared_ptr<Query> query();
    SingleQuery single_query();
    bool clause(SingleQuery& into);
    MatchClause match(bool optional);
    UnwindClause unwind();
    ProjectionClause projection(bool is_return);
    void projection_items(ProjectionClause& clause);
    std::vector<SetItem> set_items();
    SetItem set_item();
    RemoveClause remove();
    DeleteClause delete_nodes(bool detach);
    MergeClause merge();
    CallClause call();

    // ---- indexes and constraints (parse_schema.cpp)
    std::optional<SchemaCommand> schema_command();
    void index_target(SchemaCommand& command);
    void constraint_target(SchemaCommand& command);
    void labelled_node(SchemaCommand& command);
    void node_property(SchemaCommand& command);

    // ---- patterns (parse_pattern.cpp)
    std::vector<PathPattern> pattern();
    PathPattern path();
    PathPattern path_elements();
    NodePattern node();
    RelationshipPattern relationship();
    void relationship_detail(RelationshipPattern& into);
    void range(RelationshipPattern& into);
    ExpressionPtr pattern_properties();
    std::vector<std::string> labels();
    /// A path with at least one relationship that starts here, or nothing and no token taken.
    std::shared_ptr<PathPattern> try_pattern();
    [[nodiscard]] bool at_shortest() const;

    // ---- expressions (parse_expression.cpp)
    ExpressionPtr expression(int min_level = 0);
    ExpressionPtr prefix(int min_level);
    ExpressionPtr predicate(ExpressionPtr left);
    ExpressionPtr comparison(ExpressionPtr left);
    ExpressionPtr postfix(ExpressionPtr operand);
    ExpressionPtr bracket_postfix(ExpressionPtr operand);
    ExpressionPtr atom();
    ExpressionPtr number(bool negative);
    ExpressionPtr word_atom();
    ExpressionPtr case_expression();
    ExpressionPtr bracket_atom();
    ExpressionPtr list_comprehension();
    ExpressionPtr pattern_comprehension();
    ExpressionPtr map_literal();
    ExpressionPtr map_projection(ExpressionPtr variable);
    ExpressionPtr quantifier(QuantifierKind kind);
    ExpressionPtr reduce();
    ExpressionPtr exists();
    ExpressionPtr call_or_variable();

    ExpressionPtr make(ExpressionKind kind, std::size_t begin,
                       std::vector<ExpressionPtr> children = {});

    std::string_view text_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int nesting_ = 0;
    std::set<std::size_t>
        no_pattern_;  ///< tokens where try_pattern() failed: keeps look-ahead from repeating

    friend struct Nest;
};

/// Counts nesting while in scope; throws when it gets too deep.
struct Nest {
    explicit Nest(Parser& parser);

    ~Nest() { --parser_.nesting_; }

    Nest(const Nest&) = delete;
    Nest& operator=(const Nest&) = delete;

  private:
    Parser& parser_;
};

}  // namespace trefoil::query::internal
