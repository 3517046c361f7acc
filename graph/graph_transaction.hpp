#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "graph/constraints.hpp"
#include "graph/view.hpp"

namespace trefoil::graph {

/// Thrown when a statement asks for a change that the data model forbids (a derived field of an
/// extracted node).
class ReadOnlyFieldError : public Error {
  public:
    using Error::Error;
};

/// Changes by users (CREATE, SET, DELETE, ...) under the rules of DESIGN.md, "General graph":
/// derived fields of extracted nodes and facts are read-only; deleting a fact records a rejection.
/// One thread. commit() is atomic and durable.
class GraphTransaction {
  public:
    explicit GraphTransaction(std::unique_ptr<store::Transaction> transaction,
                              ViewFilter filter = {});
    GraphTransaction(const GraphTransaction&) = delete;
    GraphTransaction& operator=(const GraphTransaction&) = delete;
    /// Rolls back what was not committed, even where views of it live on.
    ~GraphTransaction();

    /// The graph as of the start plus the writes so far.
    [[nodiscard]] GraphView view() const;

    LabelId intern_label(std::string_view name);
    TypeId intern_type(std::string_view name);
    KeyId intern_key(std::string_view name);
    NodeId create_node(std::span<const LabelId> labels, Properties properties);
    EdgeId create_edge(NodeId start, TypeId type, NodeId end, Properties properties);
    void add_label(NodeId id, LabelId label);
    void remove_label(NodeId id, LabelId label);
    void set_property(NodeId id, KeyId key, const Value& value);
    void set_property(EdgeId id, KeyId key, const Value& value);
    /// True if any edge is left at `id`, whatever the view shows.
    [[nodiscard]] bool has_edges(NodeId id) const;
    void delete_node(NodeId id);
    void delete_edge(EdgeId id);
    void create_index(KeyId key);
    /// Throws StoreError if a constraint needs it.
    void drop_index(KeyId key);
    /// See graph/constraints.hpp.
    void add_constraint(const UniqueConstraint& constraint);
    void drop_constraint(std::string_view name);
    /// Throws UniquenessError if what was written since the last call breaks a constraint: to be
    /// called at the end of each statement, for within one a constraint may be broken for a while.
    void check_constraints();

    [[nodiscard]] store::Transaction::Savepoint savepoint() { return transaction_->savepoint(); }

    void rollback_to(store::Transaction::Savepoint mark);

    /// Checks the constraints first.
    void commit();

  private:
    /// The node got a label or a property: constraints may concern it.
    void touch(NodeId id);

    std::shared_ptr<store::Transaction> transaction_;
    ViewFilter filter_;
    std::optional<std::vector<UniqueConstraint>> constraints_;  ///< read at the first write
    std::vector<NodeId> touched_;                               ///< since the last check
};

}  // namespace trefoil::graph
