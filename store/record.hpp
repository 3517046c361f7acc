#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/analysis.hpp"
#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/value.hpp"

namespace trefoil::store {

enum class Direction : std::uint8_t { Outgoing, Incoming };

/// What the adjacency says of an edge without reading its record. For facts, polarity and modality
/// are part of the key and never change. Edges made by CREATE or import are positive, actual,
/// without evidence.
struct EdgeFlags {
    Polarity polarity = Polarity::Positive;
    Modality modality = Modality::Actual;
    bool attributed = false;  ///< somebody claims it
    bool derived = false;     ///< a derived fact
    bool fact = false;        ///< backed by assertions; false for user data

    bool operator==(const EdgeFlags&) const = default;
};

/// One entry of a vertex's adjacency.
struct AdjacentEdge {
    EdgeId edge;
    NodeId neighbor;
    TypeId type;
    EdgeFlags flags;

    bool operator==(const AdjacentEdge&) const = default;
};

/// Sorted by key; no nulls.
using Properties = std::vector<std::pair<KeyId, Value>>;

struct NodeRecord {
    std::vector<LabelId> labels;  ///< sorted
    Properties properties;
    Hash128 public_id;  ///< hash of the canonical key; all zero for user nodes

    bool operator==(const NodeRecord&) const = default;
};

struct EdgeRecord {
    NodeId start;
    NodeId end;
    TypeId type;
    EdgeFlags flags;
    Properties properties;
    Hash128 public_id;  ///< hash of the fact's key; all zero for user relationships

    bool operator==(const EdgeRecord&) const = default;
};

/// A stored document apart from its text and analysis.
struct DocumentRecord {
    Hash128 id;                        ///< hash of stored text and date
    std::vector<std::string> sources;  ///< sorted, without repetition, never empty
    std::string title;
    std::string date;     ///< ISO, "" if none
    std::string version;  ///< model and rules that analysed it

    bool operator==(const DocumentRecord&) const = default;
};

/// A triple of a stored document: index into its Analysis::triples.
struct AssertionRef {
    DocumentId document;
    std::uint32_t triple = 0;

    auto operator<=>(const AssertionRef&) const = default;
};

/// A cluster of a stored document: index into its Analysis::clusters.
struct ClusterRef {
    DocumentId document;
    std::uint32_t cluster = 0;

    auto operator<=>(const ClusterRef&) const = default;
};

}  // namespace trefoil::store
