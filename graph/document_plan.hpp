#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/analysis.hpp"
#include "base/hash.hpp"
#include "graph/counts.hpp"
#include "graph/resolver.hpp"

/// What one document adds to the graph: a pure function of its id, its analysis, the entities of
/// its clusters and its group of copies, so that forget can take away exactly what ingest added.
namespace trefoil::graph {

/// A node that the document speaks of, with what it says about it.
struct NodePlan {
    Hash128 id;
    bool local = false;  ///< belongs to this document alone
    std::vector<std::uint32_t>
        clusters;  ///< clusters of the document that stand for it; none for values
    EntityCounts counts;

    bool operator==(const NodePlan&) const = default;
};

/// A fact that the document asserts: the group of its assertions with one key.
struct FactPlan {
    Hash128 id;
    Hash128 subject;
    Hash128 object;
    bool local = false;  ///< an end is local, so no other document can assert it
    std::string type;
    Polarity polarity = Polarity::Positive;
    Modality modality = Modality::Actual;
    bool attributed = false;
    std::string time;
    std::vector<std::uint32_t> triples;  ///< ascending
    FactCounts counts;

    bool operator==(const FactPlan&) const = default;
};

struct DocumentPlan {
    std::vector<NodePlan> nodes;  ///< by id
    std::vector<FactPlan> facts;  ///< by id
    std::uint64_t unbuilt =
        0;  ///< assertions without a fact (an end that names nothing); they stay in the analysis
};

/// How assertions become facts:
/// - An end with a cluster is the cluster's node. A value (Date, Money, Quantity) is a node of the
/// document, one for
///   each value, with `name` as written and `value` in normal form.
/// - An end that names nothing (an unresolved pronoun) gives no fact: no node is named by a
/// pronoun.
/// - An assertion without an object is shown by the facts derived from it. If there are none it
/// leads to its first
///   argument that names something, with the preposition in the type ("talk" + "with x" ->
///   talk_with); else to a Statement of the document named by what is said ("resigned on Monday").
/// Every named cluster gets a node; Concepts and Statements only where a fact touches them. Linear
/// but for sorting.
/// `resolutions` has one for each cluster; `group` is that of graph/copies.hpp.
DocumentPlan plan_document(const Hash128& document, const Analysis& analysis,
                           std::span<const Resolution> resolutions,
                           const std::optional<Hash128>& group = {});

}  // namespace trefoil::graph
