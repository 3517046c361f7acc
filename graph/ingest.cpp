#include "graph/ingest.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "graph/counts.hpp"
#include "graph/document_plan.hpp"
#include "graph/names.hpp"
#include "graph/schema.hpp"

// A document's share of the graph is its plan (document_plan.hpp), a pure function of text, date
// and analysis. Adding a document adds the plan's tallies to those of the nodes and facts it
// touches and writes the properties that follow; removing it subtracts them. Tallies are integers,
// so the order does not matter. Those of local nodes and facts, which only one document can touch,
// are not stored: the plan has them.

namespace trefoil::graph {

namespace {

using store::Transaction;

/// Writes one document's plan into a transaction, or takes it out.
class PlanWriter {
  public:
    explicit PlanWriter(Transaction& transaction) : transaction_(transaction) {}

    std::uint64_t nodes_made = 0;
    std::uint64_t nodes_removed = 0;
    std::uint64_t facts_made = 0;
    std::uint64_t facts_removed = 0;

    void add(const DocumentPlan& plan, DocumentId document) {
        for (const auto& node : plan.nodes) {
            add_node(node, document);
        }
        for (const auto& fact : plan.facts) {
            add_fact(fact, document);
        }
    }

    void remove(const DocumentPlan& plan, DocumentId document) {
        for (const auto& fact : plan.facts) {
            remove_fact(fact, document);
        }
        for (const auto& node : plan.nodes) {
            remove_node(node, document);
        }
    }

  private:
    // ---- nodes

    void add_node(const NodePlan& plan, DocumentId document) {
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

    void remove_node(const NodePlan& plan, DocumentId document) {
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
        if (!carries_user_data(*node)) {
            for (const auto& term : lookup_terms(transaction_, *node)) {
                transaction_.remove_term(term, *node);
            }
            transaction_.delete_node(*node);
            ++nodes_removed;
        }
    }

    EntityCounts entity_counts(const Hash128& id) const {
        const auto note = transaction_.note(kEntityCounts, id.hex());
        return note ? decode_entity_counts(*note) : EntityCounts{};
    }

    LabelId label_of(const EntityCounts& counts) {
        return transaction_.intern_label(name_of(counts.type()));
    }

    /// Brings label, properties and terms of a node in line with its tallies; writes only what
    /// differs.
    void write_node(NodeId node, const EntityCounts& counts) {
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
    bool carries_user_data(NodeId node) const {
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

    void add_fact(const FactPlan& plan, DocumentId document) {
        const auto subject = transaction_.find_node(plan.subject);
        const auto object = transaction_.find_node(plan.object);
        if (!subject || !object || transaction_.note(kRejectedFacts, plan.id.hex())) {
            return;
        }
        auto counts = plan.local ? FactCounts{} : fact_counts(plan.id);
        counts.add(plan.counts);
        auto edge = transaction_.find_edge(plan.id);
        if (!edge) {
            edge = create(plan, *subject, *object, counts, {});
            ++facts_made;
        } else {
            edge = with_flags(*edge, plan, counts);
        }
        write_fact(*edge, plan, counts);
        for (const auto triple : plan.triples) {
            transaction_.add_evidence(*edge, {document, triple});
        }
    }

    void remove_fact(const FactPlan& plan, DocumentId document) {
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
            transaction_.delete_edge(*edge);
            ++facts_removed;
            return;
        }
        edge = with_flags(*edge, plan, counts);
        write_fact(*edge, plan, counts);
    }

    FactCounts fact_counts(const Hash128& id) const {
        const auto note = transaction_.note(kFactCounts, id.hex());
        return note ? decode_fact_counts(*note) : FactCounts{};
    }

    EdgeId create(const FactPlan& plan, NodeId subject, NodeId object, const FactCounts& counts,
                  store::Properties properties) {
        const store::EdgeFlags flags{plan.polarity, plan.modality, plan.attributed,
                                     counts.derived(), true};
        return transaction_.create_edge(subject, transaction_.intern_type(plan.type), object,
                                        std::move(properties), flags, plan.id);
    }

    /// The edge with its `derived` flag right. The flag is in the adjacency and cannot be changed,
    /// so the edge is made anew where the first direct assertion comes to a derived fact, or the
    /// last one leaves it.
    EdgeId with_flags(EdgeId edge, const FactPlan& plan, const FactCounts& counts) {
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

    void write_fact(EdgeId edge, const FactPlan& plan, const FactCounts& counts) {
        auto wanted = counts.properties();
        wanted[kPolarity] = Value(name_of(plan.polarity));
        wanted[kModality] = Value(name_of(plan.modality));
        if (!plan.time.empty()) {
            wanted[kTime] = Value(plan.time);
        }
        write_properties(edge, transaction_.edge(edge)->properties, wanted, is_derived_fact_key);
        if (!plan.local) {
            transaction_.put_note(kFactCounts, plan.id.hex(), encode(counts));
        }
    }

    /// Sets what is wanted, removes other computed properties, leaves those of users alone.
    template <class Id>
    void write_properties(Id id, const store::Properties& present, const NamedProperties& wanted,
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

    Transaction& transaction_;
};

/// Standard input has no name to come back under, so each of its documents is a source of its own.
std::string source_name(const extract::Document& document) {
    const auto& source = document.info.source;
    return source.empty() || source == "-" ? "stdin:" + document.id().hex() : source;
}

void insert_source(std::vector<std::string>& sources, const std::string& source) {
    const auto at = std::ranges::lower_bound(sources, source);
    if (at == sources.end() || *at != source) {
        sources.insert(at, source);
    }
}

void remove_whole_document(Transaction& transaction, DocumentId id, ForgetReport& report) {
    const auto record = *transaction.document(id);
    PlanWriter writer(transaction);
    writer.remove(plan_document(record.id, transaction.analysis(id)), id);
    transaction.remove_document(id);
    ++report.documents;
    report.facts += writer.facts_removed;
    report.entities += writer.nodes_removed;
}

void drop_source(Transaction& transaction, DocumentId id, const std::string& source,
                 ForgetReport& report) {
    auto record = *transaction.document(id);
    std::erase(record.sources, source);
    ++report.sources;
    if (record.sources.empty()) {
        remove_whole_document(transaction, id, report);
    } else {
        transaction.update_document(id, record);
    }
}

void count_analysis(const Analysis& analysis, IngestReport& report) {
    std::set<std::uint32_t> covered;
    for (const auto& triple : analysis.triples) {
        (triple.derived_from ? report.derived : report.triples) += 1;
        covered.insert(triple.sentence);
    }
    report.sentences += analysis.sentences.size();
    report.covered += covered.size();
}

}  // namespace

double IngestReport::coverage() const {
    return sentences == 0 ? 0 : static_cast<double>(covered) / static_cast<double>(sentences);
}

Ingest::Ingest(store::Store& store, std::string version)
    : store_(&store), version_(std::move(version)) {}

void Ingest::accept(const extract::Document& document, const Analysis& analysis) {
    const auto id = document.id();
    const auto source = source_name(document);
    auto transaction = store_->begin();
    auto report = report_;
    const auto stored = transaction->find_document(id);
    const auto of_source = transaction->find_source(source);
    if (stored && of_source == stored) {
        ++report_.unchanged;
        return;
    }
    if (of_source) {
        ForgetReport dropped;
        drop_source(*transaction, *of_source, source, dropped);
        ++report.replaced;
    }
    if (stored) {
        auto record = *transaction->document(*stored);
        insert_source(record.sources, source);
        // Two titles for one text: the first by bytes, so that the order of ingest does not matter.
        if (record.title.empty() ||
            (!document.info.title.empty() && document.info.title < record.title)) {
            record.title = document.info.title;
        }
        transaction->update_document(*stored, record);
        ++report.sources_added;
    } else {
        const store::DocumentRecord record{
            id, {source}, document.info.title, document.info.date, version_};
        const auto fresh = transaction->put_document(record, document.text, analysis);
        const auto plan = plan_document(id, analysis);
        PlanWriter writer(*transaction);
        writer.add(plan, fresh);
        ++report.documents;
        report.new_entities += writer.nodes_made;
        report.new_facts += writer.facts_made;
        report.skipped += plan.unbuilt;
        count_analysis(analysis, report);
    }
    transaction->commit();
    report_ = std::move(report);
}

std::optional<ForgetReport> forget(store::Store& store, std::string_view source_or_id) {
    auto transaction = store.begin();
    ForgetReport report;
    if (const auto of_source = transaction->find_source(source_or_id)) {
        drop_source(*transaction, *of_source, std::string(source_or_id), report);
    } else {
        const auto id = Hash128::from_hex(source_or_id);
        const auto document = id ? transaction->find_document(*id) : std::nullopt;
        if (!document) {
            return std::nullopt;
        }
        report.sources = transaction->document(*document)->sources.size();
        remove_whole_document(*transaction, *document, report);
    }
    transaction->commit();
    return report;
}

void add_document(Transaction& transaction, const store::DocumentRecord& record,
                  std::string_view text, const Analysis& analysis) {
    const auto fresh = transaction.put_document(record, text, analysis);
    PlanWriter writer(transaction);
    writer.add(plan_document(record.id, analysis), fresh);
}

void refresh(store::Store& store, const Hash128& document, const Analysis& analysis,
             std::string_view version) {
    auto transaction = store.begin();
    const auto stored = transaction->find_document(document);
    if (!stored) {
        throw StoreError("no document " + document.hex() + " in the store");
    }
    auto record = *transaction->document(*stored);
    const auto text = transaction->document_text(*stored);
    ForgetReport dropped;
    remove_whole_document(*transaction, *stored, dropped);
    record.version = version;
    add_document(*transaction, record, text, analysis);
    transaction->commit();
}

}  // namespace trefoil::graph
