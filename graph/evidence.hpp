#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "graph/view.hpp"

namespace trefoil::graph {

/// One assertion behind a fact, with the sentence that proves it.
struct EvidenceItem {
    Hash128 assertion;        ///< public id
    Hash128 document;         ///< public id
    std::string source;       ///< first of the document's sources
    std::string date;         ///< of the document; "" if none
    std::string sentence;     ///< text, blanks and line ends folded to one blank
    std::uint64_t start = 0;  ///< sentence in the stored text, code points, half-open
    std::uint64_t end = 0;
    std::string subject;  ///< surface texts
    std::string relation;
    std::string object;  ///< "" if none
    std::string extractor;
    double confidence = 0;  ///< in [0,1]
    bool derived = false;

    bool operator==(const EvidenceItem&) const = default;
};

/// One place where a node is named.
struct MentionItem {
    Hash128 document;
    std::string source;
    std::string text;
    MentionKind kind = MentionKind::Name;
    std::uint64_t start = 0;  ///< code points of the stored text, half-open
    std::uint64_t end = 0;

    bool operator==(const MentionItem&) const = default;
};

/// Reads evidence, keeping the documents it read: for one answer. Not thread-safe; the view must
/// outlive it.
class EvidenceReader {
  public:
    explicit EvidenceReader(const GraphView& view) : view_(&view) {}

    /// The assertions of a fact, the surest first; ties by document id and place. At most `limit`
    /// of the stored ones are read.
    [[nodiscard]] std::vector<EvidenceItem> evidence(EdgeId fact, std::size_t limit = 64);
    /// Where a node is mentioned, by document id and place. At most `limit` of its clusters are
    /// read.
    [[nodiscard]] std::vector<MentionItem> mentions(NodeId node, std::size_t limit = 1000);

  private:
    struct Loaded {
        store::DocumentRecord record;
        std::string text;
        Analysis analysis;
    };

    const Loaded& load(DocumentId id);

    const GraphView* view_;
    std::map<DocumentId, Loaded> loaded_;
};

}  // namespace trefoil::graph
