#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/value.hpp"
#include "store/record.hpp"

/// All key layouts (docs/format.md). Every key begins with one letter that says what it is; numbers
/// are ordered, so that byte order is the order of scans.
namespace trefoil::store::internal::keys {

// Letters are on disk: never reuse one for something else.
inline constexpr char kFormat = 'f';    ///< format version
inline constexpr char kState = 'm';     ///< next ids, indexed keys
inline constexpr char kCounter = 'c';   ///< exact counters
inline constexpr char kNameToId = 'N';  ///< interned names
inline constexpr char kIdToName = 'M';
inline constexpr char kNode = 'n';
inline constexpr char kLabel = 'l';     ///< label, node
inline constexpr char kOutgoing = 'o';  ///< adjacency
inline constexpr char kIncoming = 'i';
inline constexpr char kEdge = 'e';
inline constexpr char kEdgeRuns = 'r';  ///< edges of bulk loads that have no record
inline constexpr char kNodePublicId = 'h';
inline constexpr char kEdgePublicId = 'H';
inline constexpr char kProperty = 'p';  ///< key, value, node
inline constexpr char kTerm = 'w';      ///< term, node
inline constexpr char kDocument = 'd';
inline constexpr char kDocumentId = 'D';
inline constexpr char kSource = 'S';
inline constexpr char kEvidence = 'v';     ///< edge, document, triple
inline constexpr char kClusterNode = 'b';  ///< document, cluster -> node
inline constexpr char kNodeCluster = 'B';  ///< node, document, cluster
inline constexpr char kNote = 'x';
// Family::Text
inline constexpr char kText = 't';
inline constexpr char kAnalysis = 'a';

enum class NameKind : std::uint8_t { Label = 0, Type = 1, Key = 2 };
inline constexpr std::size_t kNameKinds = 3;

std::string of(char letter);
std::string of(char letter, std::uint64_t a);
std::string of(char letter, std::uint64_t a, std::uint64_t b);
std::string of(char letter, std::uint64_t a, std::uint64_t b, std::uint64_t c);
std::string of(char letter, const Hash128& hash);

std::string name(NameKind kind, std::string_view name);
std::string name_of(NameKind kind, std::uint32_t id);

constexpr char adjacency_letter(Direction direction) {
    return direction == Direction::Outgoing ? kOutgoing : kIncoming;
}

/// Where an adjacency entry stands in the order of its vertex: by type, then neighbour, then edge.
struct EntryOrder {
    std::uint32_t type = 0;
    std::uint64_t neighbor = 0;
    std::uint64_t edge = 0;

    auto operator<=>(const EntryOrder&) const = default;
};

inline EntryOrder order_of(const AdjacentEdge& e) {
    return {e.type.value, e.neighbor.value, e.edge.value};
}

/// Key of the chunk of a hub that begins at `first`; its vertex's key (`of(adjacency_letter(d),
/// node)`) is its prefix.
std::string chunk(Direction direction, NodeId node, const EntryOrder& first);
/// The first entry's order of a chunk, from its key.
EntryOrder chunk_order(std::string_view key);

/// Prefix of the index entries of (key, value): strings, booleans and numbers (an integer and a
/// floating-point number that are equal share it). None for other values: they are not indexed.
/// Strings above kMaxIndexedString are cut and hashed.
std::optional<std::string> property(KeyId key, const Value& value);
inline constexpr std::size_t kMaxIndexedString = 200;
std::string with_node(std::string prefix, NodeId node);

/// Prefix of the entries of a term, or its full key with the node.
std::string term(std::string_view term);
std::string note(std::string_view space, std::string_view key);
std::string note_space(std::string_view space);
std::string source(std::string_view source);

}  // namespace trefoil::store::internal::keys
