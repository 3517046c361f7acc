#include "graph/evidence.hpp"

#include <algorithm>
#include <tuple>

#include "base/utf8.hpp"
#include "graph/canonical_export.hpp"

namespace trefoil::graph {

namespace {

/// Sentences run over line ends; an answer is one line.
std::string one_line(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!blank) {
            result += c;
        } else if (!result.empty() && result.back() != ' ') {
            result += ' ';
        }
    }
    if (!result.empty() && result.back() == ' ') {
        result.pop_back();
    }
    return result;
}

constexpr std::size_t kKeptDocuments = 256;

}  // namespace

const EvidenceReader::Loaded& EvidenceReader::load(DocumentId id) {
    if (const auto at = loaded_.find(id); at != loaded_.end()) {
        return at->second;
    }
    if (loaded_.size() >= kKeptDocuments) {
        loaded_.clear();
    }
    const auto& reader = view_->reader();
    return loaded_
        .emplace(id, Loaded{reader.document(id).value_or(store::DocumentRecord{}),
                            reader.document_text(id), reader.analysis(id)})
        .first->second;
}

std::vector<EvidenceItem> EvidenceReader::evidence(EdgeId fact, std::size_t limit) {
    std::vector<EvidenceItem> items;
    for (const auto& [document, index] : view_->reader().evidence(fact)) {
        if (items.size() == limit) {
            break;
        }
        const auto& loaded = load(document);
        const auto& triple = loaded.analysis.triples.at(index);
        const auto span = loaded.analysis.sentences.at(triple.sentence);
        EvidenceItem item;
        item.assertion = assertion_id(loaded.record.id, triple);
        item.document = loaded.record.id;
        item.source = loaded.record.sources.empty() ? std::string() : loaded.record.sources.front();
        item.date = loaded.record.date;
        item.sentence = one_line(span.of(loaded.text));
        item.start = count_code_points(std::string_view(loaded.text).substr(0, span.begin));
        item.end = item.start + count_code_points(span.of(loaded.text));
        item.subject = triple.subject.text;
        item.relation = triple.relation_text;
        item.object = triple.object ? triple.object->text : std::string();
        item.extractor = triple.extractor;
        item.confidence = static_cast<double>(triple.confidence);
        item.derived = triple.derived_from.has_value();
        items.push_back(std::move(item));
    }
    std::ranges::stable_sort(items, [](const EvidenceItem& a, const EvidenceItem& b) {
        return std::tuple(-a.confidence, a.document, a.start) <
               std::tuple(-b.confidence, b.document, b.start);
    });
    return items;
}

std::vector<MentionItem> EvidenceReader::mentions(NodeId node, std::size_t limit) {
    std::vector<MentionItem> items;
    std::size_t read = 0;
    for (const auto& [document, cluster] : view_->reader().clusters(node)) {
        if (read++ == limit) {
            break;
        }
        const auto& loaded = load(document);
        const CodePointIndex index(loaded.text);
        for (const auto& mention : loaded.analysis.mentions) {
            if (mention.cluster == cluster) {
                items.push_back({loaded.record.id,
                                 loaded.record.sources.empty() ? "" : loaded.record.sources.front(),
                                 one_line(mention.span.of(loaded.text)), mention.kind,
                                 index.code_points(mention.span.begin),
                                 index.code_points(mention.span.end)});
            }
        }
    }
    std::ranges::stable_sort(items, [](const MentionItem& a, const MentionItem& b) {
        return std::tie(a.document, a.start, a.end) < std::tie(b.document, b.start, b.end);
    });
    return items;
}

}  // namespace trefoil::graph
