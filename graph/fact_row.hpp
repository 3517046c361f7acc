#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/analysis.hpp"
#include "base/hash.hpp"
#include "graph/evidence.hpp"
#include "graph/view.hpp"

namespace trefoil::graph {

/// A relationship with everything that one line of an answer shows.
struct FactRow {
    EdgeId edge;
    NodeId subject_node;
    NodeId object_node;
    std::string subject;        ///< name of the subject's node
    std::string subject_label;  ///< "Person", ...; "" if none
    std::string type;
    std::string object;
    std::string object_label;
    Polarity polarity = Polarity::Positive;
    Modality modality = Modality::Actual;
    std::string attribution;  ///< "" if nobody in particular claims it
    std::string time;
    std::string place;
    double confidence = 0;  ///< in [0,1]; 0 for relationships without evidence
    std::uint64_t sources = 0;
    Hash128 id;        ///< all zero for relationships without evidence
    std::string kind;  ///< "verb", "title", "nominal", ...; "" of no fact
    std::string phrase;
    bool derived = false;
    bool fact = false;      ///< backed by assertions
    EvidenceItem evidence;  ///< the surest assertion; empty for relationships without evidence

    bool operator==(const FactRow&) const = default;
};

/// Reads a relationship as a row; its evidence comes through `evidence`. REQUIRES: the relationship
/// exists.
FactRow fact_row(const GraphView& view, EdgeId edge, EvidenceReader& evidence);

/// The same without evidence: cheaper.
FactRow fact_row(const GraphView& view, EdgeId edge);

/// Drops rows that read like an earlier one: equal in every shown column, and with an end that is a
/// Concept, a Statement or a value, which are nodes of their own for each place they are named
/// ("President"). Keeps the order.
void drop_lookalikes(std::vector<FactRow>& rows);

}  // namespace trefoil::graph
