#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/value.hpp"
#include "graph/view.hpp"

/// The syntax tree of a statement. Plain data: the parser fills it, the binder adds what stands
/// under "filled by bind" (slots of the frame, function rows, ids of names), the planner reads it.
namespace trefoil::query {

struct Expression;
struct Function;
struct AggregateFunction;
struct PathPattern;
struct Query;

/// Shared because rewrites (chained comparisons, ORDER BY on projected expressions) reuse subtrees.
using ExpressionPtr = std::shared_ptr<Expression>;

enum class ExpressionKind : std::uint8_t {
    Literal,    ///< value
    Parameter,  ///< name
    Variable,   ///< name; slot
    Property,   ///< children[0].name
    Index,      ///< children[0][children[1]]
    Slice,      ///< children[0][children[1]..children[2]]; bounds may be null
    Not,
    Negate,
    Plus,
    IsNull,
    IsNotNull,
    And,
    Or,
    Xor,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    In,
    StartsWith,
    EndsWith,
    Contains,
    Regex,
    Call,         ///< name(children); function
    Aggregate,    ///< name([DISTINCT] children); aggregate; its result stands in slot
    CountStar,    ///< count(*); its result stands in slot
    ListLiteral,  ///< [children]
    MapLiteral,   ///< {names[i]: children[i]}
    Case,         ///< children: operand (may be null), else (may be null), then pairs when, then
    ListComprehension,  ///< children: list, where (may be null), map (may be null); name in slot
    Quantifier,         ///< children: list, where; name in slot
    Reduce,            ///< children: start, list, step; accumulator names[0] in slot2, name in slot
    PatternPredicate,  ///< pattern; true if it matches
    PatternComprehension,  ///< pattern; children: where (may be null), map
    Exists,                ///< EXISTS { subquery }
    HasLabels,             ///< children[0]:names...
    MapProjection,         ///< children[0] {.names[i] / names[i]: children[i + 1] / .*}; see flags
    ShortestPath,          ///< shortestPath(pattern) as an expression
};

enum class QuantifierKind : std::uint8_t { All, Any, None, Single };

struct Expression {
    ExpressionKind kind = ExpressionKind::Literal;
    std::size_t begin = 0;  ///< bytes of the statement, half-open
    std::size_t end = 0;
    std::vector<ExpressionPtr> children;
    std::string name;
    std::vector<std::string> names;
    Value value;
    bool distinct = false;
    bool all_properties = false;  ///< map projection with .*
    QuantifierKind quantifier = QuantifierKind::All;
    std::shared_ptr<PathPattern> pattern;
    std::shared_ptr<Query> subquery;
    std::uint32_t depth = 1;  ///< height of this tree, limited by the parser

    // ---- filled by bind
    int slot = -1;
    int slot2 = -1;
    int name_id = -1;           ///< index into BoundQuery::names of the property key
    std::vector<int> name_ids;  ///< of labels
    int subplan = -1;           ///< index into BoundQuery::subplans
    int lifted =
        -1;  ///< of a literal in a kept plan: index into Context::literals; see plan_cache.hpp
    const Function* function = nullptr;
    const AggregateFunction* aggregate = nullptr;
};

using graph::Direction;

struct NodePattern {
    std::string variable;  ///< "" if anonymous
    std::vector<std::string> labels;
    ExpressionPtr properties;  ///< a map, a parameter, or null
    std::size_t begin = 0;

    int slot = -1;          ///< filled by bind
    bool declares = false;  ///< filled by bind: this occurrence introduces the variable
};

struct RelationshipPattern {
    std::string variable;
    std::vector<std::string> types;  ///< any of them; empty: all
    ExpressionPtr properties;
    Direction direction = Direction::Both;
    bool two_headed = false;  ///< written <-- -->
    bool variable_length = false;
    std::optional<std::uint64_t> min;
    std::optional<std::uint64_t> max;
    std::size_t begin = 0;

    int slot = -1;
    bool declares = false;
    int element_slot = -1;  ///< variable length with properties: the relationship looked at
};

enum class ShortestKind : std::uint8_t { No, One, All };

/// nodes.size() == relationships.size() + 1.
struct PathPattern {
    std::string variable;
    std::vector<NodePattern> nodes;
    std::vector<RelationshipPattern> relationships;
    ShortestKind shortest = ShortestKind::No;
    std::size_t begin = 0;
    std::size_t end = 0;

    int slot = -1;
};

struct MatchClause {
    bool optional = false;
    std::vector<PathPattern> pattern;
    ExpressionPtr where;
};

struct UnwindClause {
    ExpressionPtr list;
    std::string variable;
    std::size_t begin = 0;

    int slot = -1;
};

struct ProjectionItem {
    ExpressionPtr expression;
    std::string name;  ///< alias, or the expression as written
    bool aliased = false;

    int slot = -1;
    bool aggregating = false;
};

struct SortItem {
    ExpressionPtr expression;
    bool descending = false;
};

/// WITH and RETURN.
struct ProjectionClause {
    bool is_return = false;
    bool distinct = false;
    bool star = false;
    std::vector<ProjectionItem> items;
    std::vector<SortItem> order;
    ExpressionPtr skip;
    ExpressionPtr limit;
    ExpressionPtr where;
    std::size_t begin = 0;

    // ---- filled by bind
    std::vector<ExpressionPtr> aggregates;  ///< distinct by structure
    bool aggregating = false;
    std::vector<int> live;     ///< slots in scope after the clause
    std::vector<int> carried;  ///< slots of a group's first row that later expressions read
};

struct CreateClause {
    std::vector<PathPattern> pattern;
    std::vector<int> live;
};

enum class SetKind : std::uint8_t { Property, Replace, Merge, Labels };

struct SetItem {
    SetKind kind = SetKind::Property;
    ExpressionPtr target;  ///< entity
    std::string key;
    std::vector<std::string> labels;
    ExpressionPtr value;
};

struct SetClause {
    std::vector<SetItem> items;
    std::vector<int> live;
};

/// Items of kind Property or Labels, without value.
struct RemoveClause {
    std::vector<SetItem> items;
    std::vector<int> live;
};

struct DeleteClause {
    bool detach = false;
    std::vector<ExpressionPtr> targets;
    std::vector<int> live;
};

struct MergeClause {
    PathPattern pattern;
    std::vector<SetItem> on_create;
    std::vector<SetItem> on_match;
    std::size_t begin = 0;
    std::vector<int> live;
};

struct YieldItem {
    std::string column;
    std::string variable;
    std::size_t begin = 0;
    int slot = -1;
};

struct CallClause {
    std::string procedure;
    bool has_arguments = false;
    std::vector<ExpressionPtr> arguments;
    bool yields = false;
    bool yield_star = false;
    std::vector<YieldItem> items;
    ExpressionPtr where;
    bool standalone = false;
    std::size_t begin = 0;
    const struct Procedure* procedure_row = nullptr;  ///< filled by bind
};

using Clause = std::variant<MatchClause, UnwindClause, ProjectionClause, CreateClause, SetClause,
                            RemoveClause, DeleteClause, MergeClause, CallClause>;

struct SingleQuery {
    std::vector<Clause> clauses;
    std::vector<std::size_t> begins;  ///< where each clause starts
};

struct Query {
    std::vector<SingleQuery> parts;
    bool union_all = false;  ///< of all parts; mixing is an error
};

/// CREATE INDEX FOR (n:Label) ON (n.key), CREATE CONSTRAINT name FOR (n:Label) REQUIRE n.key IS
/// UNIQUE, DROP ..., SHOW INDEXES, SHOW CONSTRAINTS. Indexes are by key, and have no name.
struct SchemaCommand {
    enum class Kind : std::uint8_t {
        CreateIndex,
        DropIndex,
        CreateConstraint,
        DropConstraint,
        ShowIndexes,
        ShowConstraints
    };
    Kind kind = Kind::CreateIndex;
    std::string name;  ///< of a constraint; "" if the statement gives none
    std::string label;
    std::string key;
    bool lenient = false;  ///< IF [NOT] EXISTS
};

enum class StatementMode : std::uint8_t { Run, Explain, Profile };

struct Statement {
    StatementMode mode = StatementMode::Run;
    std::variant<std::shared_ptr<Query>, SchemaCommand> body;
};

/// True if both trees say the same, places apart.
bool same_expression(const Expression* a, const Expression* b);

/// The expression in prefix form, for tests and EXPLAIN: (+ 1 (. n name)).
std::string to_text(const Expression& expression);

}  // namespace trefoil::query
