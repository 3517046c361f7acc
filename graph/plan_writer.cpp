#include "graph/plan_writer.hpp"

#include <algorithm>
#include <vector>

#include "graph/counts.hpp"
#include "graph/names.hpp"
#include "graph/packing.hpp"
#include "graph/schema.hpp"
#include "store/value_bytes.hpp"

namespace trefoil::graph {

/// Sets what is wanted, removes other computed properties, leaves those of users alone.
template <class Id>
void PlanWriter::write_properties(Id id, const store::Properties& present,
                                  const NamedProperties& wanted,
                                  bool (*is_computed)(std::string_view)) {
    for (const auto& [key, value] : present) {
        const auto name = transaction_.name_of(key);
        if (is_computed(name) && !wanted.contains(name)) {
            transaction_.set_property(id, key, Value());
        }
    }
    for (const auto& [name, value] : wanted) {
        const auto key = transaction_.intern_key(name);
        const auto at = std::ranges::find(present, key, &std::pair<KeyId, Value>::first);
        if (at == present.end() || !(at->second == value)) {
            transaction_.set_property(id, key, value);
        }
    }
}

void PlanWriter::add(const DocumentPlan& plan, DocumentId document) {
    for (const auto& node : plan.nodes) {
        add_node(node, document);
    }
    for (const auto& fact : plan.facts) {
        add_fact(fact, document);
    }
}

void PlanWriter::remove(const DocumentPlan& plan, DocumentId document) {
    for (const auto& fact : plan.facts) {
        remove_fact(fact, document);
    }
    for (const auto& node : plan.nodes) {
        remove_node(node, document);
    }
}

// ---- nodes

void PlanWriter::add_node(const NodePlan& plan, DocumentId document) {
    if (transaction_.note(kRejectedNodes, plan.id.hex())) {
        return;
    }
    auto counts = plan.local ? EntityCounts{} : entity_counts(plan.id);
    counts.add(plan.counts);
    auto node = transaction_.find_node(plan.id);
    if (!node) {
        node = transaction_.create_node(std::vector{label_of(counts)}, {}, plan.id);
        ++nodes_made;
    }
    write_node(*node, counts);
    if (!plan.local) {
        transaction_.put_note(kEntityCounts, plan.id.hex(), encode(counts));
    }
    for (const auto cluster : plan.clusters) {
        transaction_.bind_cluster({document, cluster}, *node);
    }
}

void PlanWriter::remove_node(const NodePlan& plan, DocumentId document) {
    const auto node = transaction_.find_node(plan.id);
    if (!node) {
        return;
    }
    for (const auto cluster : plan.clusters) {
        if (transaction_.node_of({document, cluster}) == node) {
            transaction_.unbind_cluster({document, cluster});
        }
    }
    auto counts = plan.local ? EntityCounts{} : entity_counts(plan.id);
    counts.subtract(plan.counts);
    if (!counts.empty()) {
        write_node(*node, counts);
        transaction_.put_note(kEntityCounts, plan.id.hex(), encode(counts));
        return;
    }
    transaction_.remove_note(kEntityCounts, plan.id.hex());
    remove_if_unused(*node);
}

void PlanWriter::remove_if_unused(NodeId node) {
    if (carries_user_data(node) || !transaction_.clusters(node).empty()) {
        return;
    }
    for (const auto& term : lookup_terms(transaction_, node)) {
        transaction_.remove_term(term, node);
    }
    transaction_.delete_node(node);
    ++nodes_removed;
}

EntityCounts PlanWriter::entity_counts(const Hash128& id) const {
    const auto note = transaction_.note(kEntityCounts, id.hex());
    return note ? decode_entity_counts(*note) : EntityCounts{};
}

LabelId PlanWriter::label_of(const EntityCounts& counts) {
    return transaction_.intern_label(name_of(counts.type()));
}

/// Brings label, properties and terms of a node in line with its tallies; writes only what
/// differs.
void PlanWriter::write_node(NodeId node, const EntityCounts& counts) {
    const auto record = *transaction_.node(node);
    const auto label = label_of(counts);
    for (const auto old : record.labels) {
        if (old != label && is_entity_label(transaction_.name_of(old))) {
            transaction_.remove_label(node, old);
        }
    }
    if (!transaction_.has_label(node, label)) {
        transaction_.add_label(node, label);
    }
    const auto before = lookup_terms(transaction_, node);
    write_properties(node, record.properties, counts.properties(), is_derived_node_key);
    const auto after = lookup_terms(counts.name(), counts.other_names());
    for (const auto& term : before) {
        if (!std::ranges::binary_search(after, term)) {
            transaction_.remove_term(term, node);
        }
    }
    for (const auto& term : after) {
        if (!std::ranges::binary_search(before, term)) {
            transaction_.add_term(term, node);
        }
    }
}

/// True if a user wrote labels, properties or relationships on the node (facts are gone by
/// now).
bool PlanWriter::carries_user_data(NodeId node) const {
    const auto record = *transaction_.node(node);
    const auto by_user = [this](const auto& property) {
        return !is_derived_node_key(transaction_.name_of(property.first));
    };
    const auto users_label = [this](LabelId label) {
        return !is_entity_label(transaction_.name_of(label));
    };
    return std::ranges::any_of(record.labels, users_label) ||
           std::ranges::any_of(record.properties, by_user) ||
           transaction_.degree(node, store::Direction::Outgoing) != 0 ||
           transaction_.degree(node, store::Direction::Incoming) != 0;
}

// ---- facts

void PlanWriter::add_fact(const FactPlan& plan, DocumentId document) {
    const auto subject = transaction_.find_node(plan.subject);
    const auto object = transaction_.find_node(plan.object);
    if (!subject || !object || transaction_.note(kRejectedFacts, plan.id.hex())) {
        return;
    }
    auto counts = plan.local ? FactCounts{} : fact_counts(plan.id);
    counts.add(plan.counts);
    auto edge = transaction_.find_edge(plan.id);
    if (!edge) {
        edge = create(plan, *subject, *object, counts, stashed_user_data(plan.id));
        ++facts_made;
    } else {
        edge = with_flags(*edge, plan, counts);
    }
    write_fact(*edge, plan, counts);
    for (const auto triple : plan.triples) {
        transaction_.add_evidence(*edge, {document, triple});
    }
}

void PlanWriter::remove_fact(const FactPlan& plan, DocumentId document) {
    auto edge = transaction_.find_edge(plan.id);
    if (!edge) {
        return;  // rejected, or an end was
    }
    for (const auto triple : plan.triples) {
        transaction_.remove_evidence(*edge, {document, triple});
    }
    auto counts = plan.local ? FactCounts{} : fact_counts(plan.id);
    counts.subtract(plan.counts);
    if (counts.empty()) {
        transaction_.remove_note(kFactCounts, plan.id.hex());
        if (keep_user_data_) {
            stash_user_data(*edge, plan.id);
        }
        transaction_.delete_edge(*edge);
        ++facts_removed;
        return;
    }
    edge = with_flags(*edge, plan, counts);
    write_fact(*edge, plan, counts);
}

FactCounts PlanWriter::fact_counts(const Hash128& id) const {
    const auto note = transaction_.note(kFactCounts, id.hex());
    return note ? decode_fact_counts(*note) : FactCounts{};
}

EdgeId PlanWriter::create(const FactPlan& plan, NodeId subject, NodeId object,
                          const FactCounts& counts, store::Properties properties) {
    const store::EdgeFlags flags{plan.polarity, plan.modality, plan.attributed, counts.derived(),
                                 true};
    return transaction_.create_edge(subject, transaction_.intern_type(plan.type), object,
                                    std::move(properties), flags, plan.id);
}

/// The edge with its `derived` flag right. The flag is in the adjacency and cannot be changed,
/// so the edge is made anew where the first direct assertion comes to a derived fact, or the
/// last one leaves it.
EdgeId PlanWriter::with_flags(EdgeId edge, const FactPlan& plan, const FactCounts& counts) {
    const auto record = *transaction_.edge(edge);
    if (record.flags.derived == counts.derived()) {
        return edge;
    }
    const auto evidence = transaction_.evidence(edge);
    for (const auto assertion : evidence) {
        transaction_.remove_evidence(edge, assertion);
    }
    transaction_.delete_edge(edge);
    const auto fresh = create(plan, record.start, record.end, counts, record.properties);
    for (const auto assertion : evidence) {
        transaction_.add_evidence(fresh, assertion);
    }
    return fresh;
}

void PlanWriter::write_fact(EdgeId edge, const FactPlan& plan, const FactCounts& counts) {
    auto wanted = counts.properties();
    wanted[kPolarity] = Value(name_of(plan.polarity));
    wanted[kModality] = Value(name_of(plan.modality));
    if (!plan.time.empty()) {
        wanted[kTime] = Value(plan.time);
    }
    if (const auto name = relation_names_.name_of(plan.type); !name.empty()) {
        wanted[kRelation] = Value(name);
    }
    write_properties(edge, transaction_.edge(edge)->properties, wanted, is_derived_fact_key);
    if (!plan.local) {
        transaction_.put_note(kFactCounts, plan.id.hex(), encode(counts));
    }
}

void PlanWriter::stash_user_data(EdgeId edge, const Hash128& fact) {
    Packer out;
    const auto record = *transaction_.edge(edge);
    for (const auto& [key, value] : record.properties) {
        if (const auto name = transaction_.name_of(key); !is_derived_fact_key(name)) {
            out.text(name);
            out.text(store::to_bytes(value));
        }
    }
    if (const auto bytes = out.take(); !bytes.empty()) {
        transaction_.put_note(kUserFacts, fact.hex(), bytes);
    }
}

store::Properties PlanWriter::stashed_user_data(const Hash128& fact) {
    store::Properties properties;
    const auto bytes = transaction_.note(kUserFacts, fact.hex());
    if (!bytes) {
        return properties;
    }
    Unpacker in(*bytes, "what a user wrote on a fact");
    while (!in.done()) {
        const auto key = transaction_.intern_key(in.text());
        properties.emplace_back(key, store::value_from_bytes(in.text()));
    }
    std::ranges::sort(properties, {}, &std::pair<KeyId, Value>::first);
    transaction_.remove_note(kUserFacts, fact.hex());
    return properties;
}

}  // namespace trefoil::graph
