#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "store/store.hpp"

/// Uniqueness constraints: rules of the user's that no two nodes with a label have equal values of
/// a property. They are notes in the store (docs/format.md, space "constraints"). Statements keep
/// them (graph/graph_transaction.hpp); ingest and imports do not ask them, so `check` names what
/// breaks one.
namespace trefoil::graph {

/// No two nodes with `label` have equal values of `key`. Nodes without the property are free.
struct UniqueConstraint {
    std::string name;
    std::string label;
    std::string key;

    bool operator==(const UniqueConstraint&) const = default;
};

/// Thrown when a change would break a constraint, or a new constraint does not hold.
class UniquenessError : public Error {
  public:
    using Error::Error;
};

/// By name. One scan of few entries.
std::vector<UniqueConstraint> unique_constraints(const store::Reader& reader);

/// Also makes an index of the property. Throws UniquenessError if two nodes share a value now, and
/// StoreError if the name, or the label with the property, has a constraint already. Linear in the
/// nodes with the label, where all values are texts, numbers or booleans.
void add_unique_constraint(store::Transaction& transaction, const UniqueConstraint& constraint);

/// The index stays. Throws StoreError if there is none of that name.
void drop_unique_constraint(store::Transaction& transaction, std::string_view name);

/// Throws UniquenessError if the node (of any id) breaks one of the constraints. A lookup for each
/// that concerns it; a scan of the label's nodes where the value is of another kind than texts,
/// numbers and booleans.
void require_unique(const store::Reader& reader, std::span<const UniqueConstraint> constraints,
                    NodeId id);

/// One line for each node that breaks a constraint. Linear in the nodes of their labels.
std::vector<store::CheckProblem> check_constraints(const store::Reader& reader);

}  // namespace trefoil::graph
