#pragma once

#include <string_view>

/// The names that ingest gives to properties and notes: one place, so that readers and writers
/// agree. docs/graph.md describes each for users.
namespace trefoil::graph {

// ---- properties of extracted nodes
inline constexpr std::string_view kName = "name";  ///< fullest frequent name
inline constexpr std::string_view kAliases =
    "aliases";  ///< list of the other surface names, sorted
inline constexpr std::string_view kValue =
    "value";  ///< normal form, of values (Date, Money, Quantity)
inline constexpr std::string_view kAmount =
    "amount";  ///< number, of Money and Quantity; of facts that have one
inline constexpr std::string_view kUnit = "unit";  ///< "EUR", "km", "%": of `amount`
inline constexpr std::string_view kLink = "link";  ///< certain gazetteer id ("country:UA"), if any

// ---- properties of facts
inline constexpr std::string_view kPhrase = "phrase";    ///< most frequent surface phrase
inline constexpr std::string_view kPhrases = "phrases";  ///< all of them, sorted; only if several
inline constexpr std::string_view kConfidence = "confidence";    ///< in [0,1], three decimals
inline constexpr std::string_view kSources = "sources";          ///< number of independent sources
inline constexpr std::string_view kPolarity = "polarity";        ///< "positive" or "negative"
inline constexpr std::string_view kModality = "modality";        ///< "actual", "planned", ...
inline constexpr std::string_view kAttribution = "attribution";  ///< name of who claims it
inline constexpr std::string_view kTime = "time";    ///< ISO date, partial date or interval "a/b"
inline constexpr std::string_view kPlace = "place";  ///< name of the place
inline constexpr std::string_view kArguments =
    "arguments";  ///< list of the further arguments' texts, sorted
inline constexpr std::string_view kValues =
    "values";  ///< normal forms of sums and quantities, sorted; only if several
inline constexpr std::string_view kExtractors = "extractors";  ///< list of extractors, sorted
inline constexpr std::string_view kDerived = "derived";  ///< true for derived facts, else absent
inline constexpr std::string_view kKind = "kind";        ///< "verb", "copula", "apposition", ...

// ---- spaces of notes
inline constexpr std::string_view kRejectedFacts = "rejected";        ///< fact id -> what it said
inline constexpr std::string_view kRejectedNodes = "rejected-nodes";  ///< entity id -> its name
inline constexpr std::string_view kDecisions = "decisions";  ///< decision id -> encoded Decision
inline constexpr std::string_view kBlocks = "blocks";        ///< block -> profiles with counts
inline constexpr std::string_view kProfiles =
    "profiles";  ///< document id -> its clusters' profiles and entities
inline constexpr std::string_view kProfileDocuments =
    "profile:";  ///< + profile digest: document ids that have the profile
inline constexpr std::string_view kUserData =
    "user-data";  ///< entity id -> what users wrote on the entities that are merged in it
inline constexpr std::string_view kUserFacts =
    "user-facts";  ///< fact id -> properties that users gave to a fact that is no more
inline constexpr std::string_view kMovedEdges =
    "moved-edges";  ///< edge id -> entities that a moved relationship was written between
inline constexpr std::string_view kSketches = "sketches";  ///< document id -> sketch of its text
inline constexpr std::string_view kCopyAnchors =
    "copy-anchor:";  ///< + least hash of a text: document ids that have it
inline constexpr std::string_view kCopyGroups = "copy-groups";  ///< document id -> group of copies
inline constexpr std::string_view kCopyMembers = "copy-members";  ///< group -> its documents
inline constexpr std::string_view kConstraints =
    "constraints";  ///< name -> label and property of a UniqueConstraint
inline constexpr std::string_view kSettings = "settings";  ///< "resolution": version of this layer

inline constexpr std::string_view kEntityCounts =
    "entity-counts";  ///< entity id -> encoded EntityCounts
inline constexpr std::string_view kFactCounts = "fact-counts";  ///< fact id -> encoded FactCounts

/// True for the properties of extracted nodes that ingest computes; users cannot change them.
bool is_derived_node_key(std::string_view key);
/// The same for facts.
bool is_derived_fact_key(std::string_view key);
/// True for labels that are names of entity types ("Person", "Concept", ...).
bool is_entity_label(std::string_view label);

}  // namespace trefoil::graph
