#pragma once

#include <optional>
#include <vector>

#include "query/context.hpp"
#include "query/expression.hpp"
#include "query/operator.hpp"
#include "query/plan.hpp"

/// What the operators share, and how each is made. The steps must outlive the operators.
namespace trefoil::query::internal {

/// An operator with one input, which it opens.
class WithInput : public Operator {
  public:
    explicit WithInput(OperatorPtr input) : input_(std::move(input)) {}

    void open(Context& context) override { input_->open(context); }

  protected:
    OperatorPtr input_;
};

/// An operator that gives any number of rows for each row of its input.
class PerRow : public WithInput {
  public:
    using WithInput::WithInput;

    void open(Context& context) override {
        WithInput::open(context);
        active_ = false;
    }

    bool next(Context& context) override {
        for (;;) {
            context.budget.tick();
            if (active_ && produce(context)) {
                return true;
            }
            active_ = input_->next(context);
            if (!active_) {
                return false;
            }
            begin(context);
        }
    }

  protected:
    /// A new input row stands in the frame.
    virtual void begin(Context& context) = 0;
    /// Puts the next row for it into the frame; false when there is no more.
    virtual bool produce(Context& context) = 0;

  private:
    bool active_ = false;
};

inline Value& at(Context& context, int slot) {
    return context.frame[static_cast<std::size_t>(slot)];
}

/// Copies of some slots, to put a row aside; accounts for its memory.
class SavedRows {
  public:
    explicit SavedRows(const std::vector<int>& slots) : slots_(slots) {}

    void clear(Context& context);
    void save(Context& context);
    void restore(std::size_t row, Context& context) const;

    [[nodiscard]] std::size_t size() const { return rows_.size(); }

  private:
    const std::vector<int>& slots_;
    std::vector<std::vector<Value>> rows_;
    std::size_t bytes_ = 0;
};

/// Relationship types by name; ids are looked up again until all are known, for a statement may
/// create them while it runs.
class TypeNames {
  public:
    explicit TypeNames(const std::vector<std::string>& names) : names_(names) {}

    /// False if no relationship can have one of the types.
    bool resolve(const graph::GraphView& view);

    [[nodiscard]] const std::vector<TypeId>& ids() const { return ids_; }

    [[nodiscard]] bool admits(TypeId type) const;

  private:
    const std::vector<std::string>& names_;
    std::vector<TypeId> ids_;
};

/// The relationship behind an entry of `node`'s adjacency, walked in this direction.
Relationship relationship_of(const graph::AdjacentEdge& edge, NodeId node, bool outgoing);

/// True if a relationship is bound to one of the slots (as value or in a list).
bool is_used(Context& context, const std::vector<int>& slots, EdgeId id);

/// The row count of SKIP or LIMIT. Throws QueryError.
std::uint64_t row_count(const Expression& e, Context& context, std::string_view clause);

OperatorPtr make_argument();
OperatorPtr make_node_scan(const plan::NodeScan& step, OperatorPtr input);
OperatorPtr make_node_lookup(const plan::NodeLookup& step, OperatorPtr input);
OperatorPtr make_node_by_id(const plan::NodeById& step, OperatorPtr input);
OperatorPtr make_expand(const plan::Expand& step, OperatorPtr input);
OperatorPtr make_variable_expand(const plan::VariableExpand& step, OperatorPtr input);
OperatorPtr make_bound_relationship(const plan::BoundRelationship& step, OperatorPtr input);
OperatorPtr make_bound_relationships(const plan::BoundRelationships& step, OperatorPtr input);
OperatorPtr make_shortest_paths(const plan::ShortestPaths& step, OperatorPtr input);
OperatorPtr make_filter(const plan::Filter& step, OperatorPtr input);
OperatorPtr make_bind_path(const plan::BindPath& step, OperatorPtr input);
OperatorPtr make_optional(const plan::Optional& step, OperatorPtr input, OperatorPtr inner);
OperatorPtr make_unwind(const plan::Unwind& step, OperatorPtr input);
OperatorPtr make_project(const plan::Project& step, OperatorPtr input);
OperatorPtr make_aggregate(const plan::Aggregate& step, OperatorPtr input);
OperatorPtr make_distinct(const plan::Distinct& step, OperatorPtr input);
OperatorPtr make_sort(const plan::Sort& step, OperatorPtr input);
OperatorPtr make_skip(const plan::Skip& step, OperatorPtr input);
OperatorPtr make_limit(const plan::Limit& step, OperatorPtr input);
OperatorPtr make_create(const plan::Create& step, OperatorPtr input);
OperatorPtr make_merge(const plan::Merge& step, OperatorPtr input, OperatorPtr inner);
OperatorPtr make_set(const plan::Set& step, OperatorPtr input);
OperatorPtr make_remove(const plan::Remove& step, OperatorPtr input);
OperatorPtr make_delete(const plan::Delete& step, OperatorPtr input);
OperatorPtr make_call(const plan::Call& step, OperatorPtr input);
OperatorPtr make_union(const plan::Union& step, std::vector<OperatorPtr> parts);
OperatorPtr make_count_store(const plan::CountStore& step);
OperatorPtr make_degree(const plan::Degree& step, OperatorPtr input);
OperatorPtr make_type_counts(const plan::TypeCounts& step);
OperatorPtr make_count_pattern(const plan::CountPattern& step);

}  // namespace trefoil::query::internal
