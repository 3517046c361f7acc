#include "graph/graph_transaction.hpp"

#include <vector>

#include "graph/names.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

bool is_extracted(const NodeRecord& node) {
    return node.public_id != Hash128{};
}

std::string text_property(const store::Reader& reader, NodeId node, std::string_view name) {
    const auto key = reader.find_key(name);
    const auto value = key ? reader.node_property(node, *key) : Value();
    return value.string() != nullptr ? *value.string() : std::string();
}

/// What a rejected fact said, for `decisions`: subject, type, object, tab-separated.
std::string describe(const store::Reader& reader, const EdgeRecord& fact) {
    return text_property(reader, fact.start, kName) + '\t' +
           std::string(reader.name_of(fact.type)) + '\t' + text_property(reader, fact.end, kName);
}

[[noreturn]] void refuse(std::string_view what, std::string_view name) {
    throw ReadOnlyFieldError("'" + std::string(name) + "' of " + std::string(what) +
                             " is computed from its documents and cannot be changed; "
                             "use another name, or forget the source");
}

}  // namespace

GraphTransaction::GraphTransaction(std::unique_ptr<store::Transaction> transaction,
                                   ViewFilter filter)
    : transaction_(std::move(transaction)), filter_(std::move(filter)) {}

GraphTransaction::~GraphTransaction() {
    transaction_->rollback();
}

GraphView GraphTransaction::view() const {
    return GraphView(transaction_, filter_);
}

LabelId GraphTransaction::intern_label(std::string_view name) {
    return transaction_->intern_label(name);
}

TypeId GraphTransaction::intern_type(std::string_view name) {
    return transaction_->intern_type(name);
}

KeyId GraphTransaction::intern_key(std::string_view name) {
    return transaction_->intern_key(name);
}

NodeId GraphTransaction::create_node(std::span<const LabelId> labels, Properties properties) {
    const NodeId id = transaction_->create_node(labels, std::move(properties));
    touch(id);
    return id;
}

EdgeId GraphTransaction::create_edge(NodeId start, TypeId type, NodeId end, Properties properties) {
    return transaction_->create_edge(start, type, end, std::move(properties));
}

void GraphTransaction::add_label(NodeId id, LabelId label) {
    const auto node = transaction_->node(id);
    if (node && is_extracted(*node) && !transaction_->has_label(id, label) &&
        is_entity_label(transaction_->name_of(label))) {
        refuse("an extracted node (its type)", transaction_->name_of(label));
    }
    transaction_->add_label(id, label);
    touch(id);
}

void GraphTransaction::remove_label(NodeId id, LabelId label) {
    const auto node = transaction_->node(id);
    if (node && is_extracted(*node) && transaction_->has_label(id, label) &&
        is_entity_label(transaction_->name_of(label))) {
        refuse("an extracted node (its type)", transaction_->name_of(label));
    }
    transaction_->remove_label(id, label);
}

void GraphTransaction::set_property(NodeId id, KeyId key, const Value& value) {
    const auto name = transaction_->name_of(key);
    if (is_derived_node_key(name)) {
        const auto node = transaction_->node(id);
        if (node && is_extracted(*node) && transaction_->node_property(id, key) != value) {
            refuse("an extracted node", name);
        }
    }
    transaction_->set_property(id, key, value);
    touch(id);
}

void GraphTransaction::set_property(EdgeId id, KeyId key, const Value& value) {
    const auto name = transaction_->name_of(key);
    if (is_derived_fact_key(name)) {
        const auto edge = transaction_->edge(id);
        if (edge && edge->flags.fact && transaction_->edge_property(id, key) != value) {
            refuse("a fact", name);
        }
    }
    transaction_->set_property(id, key, value);
}

bool GraphTransaction::has_edges(NodeId id) const {
    return transaction_->degree(id, store::Direction::Outgoing) != 0 ||
           transaction_->degree(id, store::Direction::Incoming) != 0;
}

void GraphTransaction::delete_node(NodeId id) {
    const auto node = transaction_->node(id);
    if (node && is_extracted(*node)) {
        transaction_->put_note(kRejectedNodes, node->public_id.hex(),
                               text_property(*transaction_, id, kName));
        transaction_->remove_note(kEntityCounts, node->public_id.hex());
        for (const auto& term : lookup_terms(*transaction_, id)) {
            transaction_->remove_term(term, id);
        }
        for (const auto cluster : transaction_->clusters(id)) {
            transaction_->unbind_cluster(cluster);
        }
    }
    transaction_->delete_node(id);
}

void GraphTransaction::delete_edge(EdgeId id) {
    const auto edge = transaction_->edge(id);
    if (edge && edge->flags.fact) {
        transaction_->put_note(kRejectedFacts, edge->public_id.hex(),
                               describe(*transaction_, *edge));
        transaction_->remove_note(kFactCounts, edge->public_id.hex());
        for (const auto assertion : transaction_->evidence(id)) {
            transaction_->remove_evidence(id, assertion);
        }
    }
    transaction_->delete_edge(id);
}

void GraphTransaction::create_index(KeyId key) {
    transaction_->create_index(key);
}

void GraphTransaction::drop_index(KeyId key) {
    for (const UniqueConstraint& constraint : unique_constraints(*transaction_)) {
        if (constraint.key == transaction_->name_of(key)) {
            throw StoreError("the constraint '" + constraint.name +
                             "' needs this index; drop the constraint first");
        }
    }
    transaction_->drop_index(key);
}

void GraphTransaction::add_constraint(const UniqueConstraint& constraint) {
    check_constraints();
    constraints_.reset();
    add_unique_constraint(*transaction_, constraint);
}

void GraphTransaction::drop_constraint(std::string_view name) {
    check_constraints();
    constraints_.reset();
    drop_unique_constraint(*transaction_, name);
}

void GraphTransaction::check_constraints() {
    for (const NodeId id : touched_) {
        require_unique(*transaction_, *constraints_, id);
    }
    touched_.clear();
}

void GraphTransaction::rollback_to(store::Transaction::Savepoint mark) {
    touched_.clear();
    constraints_.reset();
    transaction_->rollback_to(mark);
}

void GraphTransaction::touch(NodeId id) {
    if (!constraints_) {
        constraints_ = unique_constraints(*transaction_);
    }
    if (!constraints_->empty() && (touched_.empty() || touched_.back() != id)) {
        touched_.push_back(id);
    }
}

void GraphTransaction::commit() {
    check_constraints();
    transaction_->commit();
}

}  // namespace trefoil::graph
