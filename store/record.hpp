#pragma once

#include <bitset>
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

/// Which edges count, by their flags: a set of all combinations for which `shown` held.
class FlagSet {
  public:
    template <class Shown>
    explicit FlagSet(Shown shown) {
        for (unsigned bits = 0; bits < kPolarities * kModalities * kMarks; ++bits) {
            const EdgeFlags flags{static_cast<Polarity>(bits / kMarks / kModalities),
                                  static_cast<Modality>(bits / kMarks % kModalities),
                                  (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0};
            set_[bits] = shown(flags);
        }
    }

    [[nodiscard]] bool contains(const EdgeFlags& flags) const { return set_[index(flags)]; }

  private:
    static constexpr unsigned kPolarities = 2;
    static constexpr unsigned kModalities = 5;
    static constexpr unsigned kMarks = 8;

    static unsigned index(const EdgeFlags& flags) {
        return (static_cast<unsigned>(flags.polarity) * kModalities +
                static_cast<unsigned>(flags.modality)) *
                   kMarks +
               (flags.attributed ? 1U : 0U) + (flags.derived ? 2U : 0U) + (flags.fact ? 4U : 0U);
    }

    std::bitset<kPolarities * kModalities * kMarks> set_;
};

/// How many edges there are of one type, polarity and modality.
struct EdgeCount {
    TypeId type;
    Polarity polarity = Polarity::Positive;
    Modality modality = Modality::Actual;
    std::uint64_t count = 0;

    bool operator==(const EdgeCount&) const = default;
};

/// How many edges a node has.
struct NodeDegree {
    NodeId node;
    std::uint64_t degree = 0;

    bool operator==(const NodeDegree&) const = default;
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
