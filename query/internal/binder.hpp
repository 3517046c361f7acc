#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "query/bind.hpp"

namespace trefoil::query::internal {

struct Binding {
    int slot = -1;
    Type type;
    bool variable_length = false;  ///< the list of a variable-length relationship
};

using Scope = std::map<std::string, Binding, std::less<>>;

/// What an expression may contain where it stands.
struct Position {
    std::vector<ExpressionPtr>* aggregates = nullptr;  ///< where aggregations go; null: not allowed
    bool inside_aggregate = false;
    bool patterns = false;  ///< a pattern is allowed as a predicate

    [[nodiscard]] Position operand() const { return {aggregates, inside_aggregate, false}; }

    [[nodiscard]] Position predicate() const { return {aggregates, inside_aggregate, true}; }

    [[nodiscard]] Position without_aggregates() const { return {nullptr, false, patterns}; }
};

/// See bind(). One binder a statement.
class Binder {
  public:
    explicit Binder(const ProcedureTable& procedures) : procedures_(procedures) {}

    BoundQuery bind_query(std::shared_ptr<Query> query);
    BoundQuery bind_constant(const ExpressionPtr& expression);

  private:
    // ---- clauses (bind.cpp)
    void part(SingleQuery& single, Scope& scope, bool inner);
    void check_composition(const SingleQuery& single, bool inner) const;
    void bind(MatchClause& clause, Scope& scope);
    void bind(UnwindClause& clause, Scope& scope);
    void bind(CreateClause& clause, Scope& scope);
    void bind(MergeClause& clause, Scope& scope);
    void bind(SetClause& clause, Scope& scope);
    void bind(RemoveClause& clause, Scope& scope);
    void bind(DeleteClause& clause, Scope& scope);
    void bind(CallClause& clause, Scope& scope);
    void arguments(CallClause& clause, const Procedure& procedure, const Scope& scope);
    void set_item(SetItem& item, const Scope& scope);

    // ---- WITH and RETURN (bind_projection.cpp)
    void bind(ProjectionClause& clause, Scope& scope);
    void expand_star(ProjectionClause& clause, const Scope& scope);
    void check_ambiguity(const ProjectionClause& clause, const Expression& e, bool sorting,
                         std::vector<int>& locals) const;
    void order_by(ProjectionClause& clause, const Scope& scope);
    ExpressionPtr on_projection(const ProjectionClause& clause, const ExpressionPtr& e) const;
    void row_count(const ExpressionPtr& e, std::string_view what);

    // ---- patterns (bind_pattern.cpp)
    void declare_pattern(std::vector<PathPattern>& paths, Scope& scope, bool declare);
    void declare_node(NodePattern& node, Scope& scope, bool declare);
    void declare_relationship(RelationshipPattern& relationship, Scope& scope, bool declare,
                              std::vector<std::string>& seen);
    void bind_properties(std::vector<PathPattern>& paths, const Scope& scope, bool parameters);
    void properties(const ExpressionPtr& map, const Scope& scope, bool parameters);
    void create_path(PathPattern& path, Scope& scope, bool merge);
    void create_node(NodePattern& node, Scope& scope, bool alone, bool merge);
    void create_relationship(RelationshipPattern& relationship, Scope& scope, bool merge);

    // ---- expressions (bind_expression.cpp)
    Type expression(const ExpressionPtr& e, const Scope& scope, const Position& position);
    void predicate(const ExpressionPtr& e, const Scope& scope);
    Type variable(Expression& e, const Scope& scope);
    Type property(Expression& e, const Scope& scope, const Position& position);
    Type indexed(Expression& e, const Scope& scope, const Position& position);
    Type connective(Expression& e, const Scope& scope, const Position& position);
    Type arithmetic(Expression& e, const Scope& scope, const Position& position);
    Type call(Expression& e, const Scope& scope, const Position& position);
    Type aggregate(const ExpressionPtr& e, const Scope& scope, const Position& position);
    Type list_literal(Expression& e, const Scope& scope, const Position& position);
    Type case_of(Expression& e, const Scope& scope, const Position& position);
    Type comprehension(Expression& e, const Scope& scope, const Position& position);
    Type reduce(Expression& e, const Scope& scope, const Position& position);
    Type pattern_expression(const ExpressionPtr& e, const Scope& scope, const Position& position);
    Type children(Expression& e, const Scope& scope, const Position& position, Type result);

    int new_slot() { return result_.slots++; }

    int name_id(const std::string& name);
    Binding& declare(Scope& scope, const std::string& name, Type type);
    void subplan(const ExpressionPtr& e);

    const ProcedureTable& procedures_;
    BoundQuery result_;
    std::map<std::string, int> name_ids_;
};

/// Slots of a scope, ascending, without repetition.
std::vector<int> slots_of(const Scope& scope);

[[noreturn]] void bad_argument(const std::string& message, const Expression& at);

}  // namespace trefoil::query::internal
