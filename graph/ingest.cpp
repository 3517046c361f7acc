#include "graph/ingest.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "graph/entity_change.hpp"
#include "graph/plan_writer.hpp"

// A document's share of the graph is its plan (document_plan.hpp), a pure function of its text,
// date, analysis and the entities of its clusters; those come from all stored documents
// (resolver.hpp), so a document can move what others wrote (entity_change.hpp).

namespace trefoil::graph {

namespace {

using store::Transaction;

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
    PlanWriter writer(transaction);
    remove_document_entities(transaction, id, writer);
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

Ingest::Ingest(store::Store& store, std::string version, const extract::Gazetteer& gazetteer)
    : store_(&store), version_(std::move(version)), gazetteer_(&gazetteer) {}

void Ingest::accept(const extract::Document& document, const Analysis& analysis) {
    const auto id = document.id();
    const auto source = source_name(document);
    auto transaction = store_->begin();
    bring_up_to_date(*transaction, *gazetteer_);
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
        PlanWriter writer(*transaction);
        report.skipped += add_document_entities(*transaction, fresh, *gazetteer_, writer);
        ++report.documents;
        report.new_entities += writer.nodes_made;
        report.new_facts += writer.facts_made;
        count_analysis(analysis, report);
    }
    transaction->commit();
    report_ = std::move(report);
}

std::optional<ForgetReport> forget(store::Store& store, std::string_view source_or_id,
                                   const extract::Gazetteer& gazetteer) {
    auto transaction = store.begin();
    bring_up_to_date(*transaction, gazetteer);
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
                  std::string_view text, const Analysis& analysis,
                  const extract::Gazetteer& gazetteer) {
    const auto fresh = transaction.put_document(record, text, analysis);
    PlanWriter writer(transaction);
    add_document_entities(transaction, fresh, gazetteer, writer);
}

void refresh(store::Store& store, const Hash128& document, const Analysis& analysis,
             std::string_view version, const extract::Gazetteer& gazetteer) {
    auto transaction = store.begin();
    bring_up_to_date(*transaction, gazetteer);
    const auto stored = transaction->find_document(document);
    if (!stored) {
        throw StoreError("no document " + document.hex() + " in the store");
    }
    auto record = *transaction->document(*stored);
    const auto text = transaction->document_text(*stored);
    ForgetReport dropped;
    remove_whole_document(*transaction, *stored, dropped);
    record.version = version;
    add_document(*transaction, record, text, analysis, gazetteer);
    transaction->commit();
}

}  // namespace trefoil::graph
