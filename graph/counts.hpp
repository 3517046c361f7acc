#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/analysis.hpp"
#include "base/hash.hpp"
#include "base/value.hpp"

/// What nodes and facts are computed from: tallies over documents, in integers, so that adding and
/// taking away documents in any order gives the same numbers, and names, phrases and confidences
/// that are functions of the tallies alone.
namespace trefoil::graph {

/// How often each of some texts was seen. Never holds zeros.
using Tally = std::map<std::string, std::uint64_t>;

/// Computed properties by name, sorted by name.
using NamedProperties = std::map<std::string_view, Value>;

/// What documents say about one entity.
struct EntityCounts {
    std::uint64_t clusters = 0;  ///< document clusters that stand for it
    Tally names;                 ///< canonical names of the clusters
    Tally aliases;               ///< their other names
    Tally types;                 ///< names of their types
    Tally links;                 ///< certain gazetteer ids; more than one only where a user merged
    std::string value;           ///< normal form, of values only

    bool operator==(const EntityCounts&) const = default;

    void add(const EntityCounts& other);
    /// REQUIRES: `other` was added before.
    void subtract(const EntityCounts& other);

    [[nodiscard]] bool empty() const { return clusters == 0; }

    [[nodiscard]] std::string name() const;                      ///< fullest frequent name
    [[nodiscard]] std::vector<std::string> other_names() const;  ///< sorted, without name()
    [[nodiscard]] EntityType type() const;                       ///< most frequent, ties by number
    [[nodiscard]] NamedProperties properties() const;
};

/// What documents say about one fact.
struct FactCounts {
    std::uint64_t documents = 0;  ///< that have no near-identical copies (graph/copies.hpp)
    std::uint64_t assertions = 0;
    std::uint64_t direct = 0;  ///< assertions that are not derived
    std::uint64_t evidence =
        0;  ///< sum over them of their strongest assertion's weight (confidence_weight)
    /// The others: group of copies -> document -> weight of its strongest assertion.
    std::map<Hash128, std::map<Hash128, std::uint64_t>> copies;
    Tally phrases;
    Tally arguments;
    Tally extractors;
    Tally kinds;
    Tally places;
    Tally attributions;  ///< names of the source; one source, maybe several spellings
    Tally values;        ///< normal forms of sums and quantities: "EUR 5000000", "12 km"
    /// False where a program that knew no values noted some of the assertions: which of them said
    /// what cannot be told, so the fact has no values until its last assertion goes.
    bool values_known = true;

    bool operator==(const FactCounts&) const = default;

    void add(const FactCounts& other);
    /// REQUIRES: `other` was added before.
    void subtract(const FactCounts& other);

    [[nodiscard]] bool empty() const { return assertions == 0; }

    [[nodiscard]] bool derived() const { return direct == 0; }

    /// Number of independent sources: a group of copies is one.
    [[nodiscard]] std::uint64_t sources() const { return documents + copies.size(); }

    /// In [0,1], three decimals: 1 - the product of (1 - confidence) over independent sources, each
    /// with its strongest assertion's.
    [[nodiscard]] double confidence() const;
    /// All but those of the key (polarity, modality, time).
    [[nodiscard]] NamedProperties properties() const;
};

/// -ln(1 - confidence) in thousandths: what adds up when independent documents say the same.
std::uint64_t confidence_weight(double confidence);

/// The most frequent text; ties by bytes; "" if there is none.
std::string most_frequent(const Tally& tally);

/// Compact bytes for the store, and back. decode throws CorruptionError on bytes that encode() does
/// not write.
std::string encode(const EntityCounts& counts);
std::string encode(const FactCounts& counts);
EntityCounts decode_entity_counts(std::string_view bytes);
FactCounts decode_fact_counts(std::string_view bytes);

}  // namespace trefoil::graph
