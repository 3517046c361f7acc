#pragma once

#include <cstdint>

#include "graph/document_plan.hpp"
#include "graph/relation_names.hpp"
#include "store/store.hpp"

namespace trefoil::graph {

/// Writes documents' plans into a transaction, or takes them out. Adding a plan adds its tallies to
/// those of the nodes and facts it touches and writes the properties that follow; removing it
/// subtracts them. Tallies are integers, so the order does not matter. Those of local nodes and
/// facts, which only one document can touch, are not stored: the plan has them.
class PlanWriter {
  public:
    /// `transaction` must outlive this.
    explicit PlanWriter(store::Transaction& transaction)
        : transaction_(transaction), relation_names_(RelationNames::of(transaction)) {}

    void add(const DocumentPlan& plan, DocumentId document);
    /// REQUIRES: `plan` was added for `document`. Nodes that carry users' data stay.
    void remove(const DocumentPlan& plan, DocumentId document);

    /// From now on the properties that users gave to a fact are kept under its id when its last
    /// assertion leaves it, and come back with the fact: for changes of who is who, which can be
    /// undone.
    void keep_user_data_of_facts() { keep_user_data_ = true; }

    /// Removes a node that no document names and no user wrote on.
    void remove_if_unused(NodeId node);

    std::uint64_t nodes_made = 0;
    std::uint64_t nodes_removed = 0;
    std::uint64_t facts_made = 0;
    std::uint64_t facts_removed = 0;

  private:
    void add_node(const NodePlan& plan, DocumentId document);
    void remove_node(const NodePlan& plan, DocumentId document);
    [[nodiscard]] EntityCounts entity_counts(const Hash128& id) const;
    LabelId label_of(const EntityCounts& counts);
    void write_node(NodeId node, const EntityCounts& counts);
    [[nodiscard]] bool carries_user_data(NodeId node) const;

    void add_fact(const FactPlan& plan, DocumentId document);
    void remove_fact(const FactPlan& plan, DocumentId document);
    [[nodiscard]] FactCounts fact_counts(const Hash128& id) const;
    EdgeId create(const FactPlan& plan, NodeId subject, NodeId object, const FactCounts& counts,
                  store::Properties properties);
    EdgeId with_flags(EdgeId edge, const FactPlan& plan, const FactCounts& counts);
    void write_fact(EdgeId edge, const FactPlan& plan, const FactCounts& counts);
    void stash_user_data(EdgeId edge, const Hash128& fact);
    store::Properties stashed_user_data(const Hash128& fact);

    template <class Id>
    void write_properties(Id id, const store::Properties& present, const NamedProperties& wanted,
                          bool (*is_computed)(std::string_view));

    store::Transaction& transaction_;
    RelationNames relation_names_;
    bool keep_user_data_ = false;
};

}  // namespace trefoil::graph
