#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/internal/keys.hpp"
#include "store/internal/overlay.hpp"
#include "store/record.hpp"

/// The packed adjacency: for each vertex and direction one list of entries ordered by (type,
/// neighbour, edge). Small lists stand in the head record itself; lists of hubs in chunks under the
/// head's key, which then holds the degree only. A write changes one chunk, so its cost does not
/// grow with the degree.
namespace trefoil::store::internal {

using Entries = std::vector<AdjacentEdge>;

/// A chunk above this many entries is split when written by a transaction.
inline constexpr std::size_t kSplitEntries = 512;
/// A hub that shrinks to this many entries becomes one record again.
inline constexpr std::size_t kJoinEntries = 128;
/// Chunks of bulk loads, which are read more often than changed.
inline constexpr std::size_t kBulkEntries = 1024;

/// Appends the chunk of `entries` (ordered) to `out`.
void encode_chunk(std::span<const AdjacentEdge> entries, std::string& out);
/// Appends the entries of a chunk, of one type or of all, to `out`.
void decode_chunk(std::string_view bytes, std::optional<TypeId> type, Entries& out);
/// Number of entries of a type, or of all, whose flags are in `shown` (null: whatever their flags).
std::uint64_t count_in_chunk(std::string_view bytes, std::optional<TypeId> type,
                             const FlagSet* shown);

/// The head record.
struct Head {
    std::uint64_t degree = 0;
    bool chunked = false;
    std::string_view inline_chunk;  ///< if not chunked
};

Head decode_head(std::string_view bytes);
std::string encode_head(std::uint64_t degree, bool chunked);

void read_adjacent(const View& view, Direction direction, NodeId node, std::optional<TypeId> type,
                   Entries& out);
std::uint64_t read_degree(const View& view, Direction direction, NodeId node,
                          std::optional<TypeId> type, const FlagSet* shown = nullptr);
/// See Reader::scan_degrees.
std::size_t scan_degrees(const View& view, Direction direction, std::optional<TypeId> type,
                         const FlagSet& shown, std::optional<NodeId> after,
                         std::span<NodeDegree> out);
/// Looks for an edge among the outgoing entries of `start` that do not stand before `from`.
std::optional<AdjacentEdge> find_outgoing(const View& view, NodeId start,
                                          const keys::EntryOrder& from, EdgeId edge);

void insert_adjacent(Overlay& overlay, Direction direction, NodeId node, const AdjacentEdge& entry);
/// CorruptionError if the entry is not there.
void erase_adjacent(Overlay& overlay, Direction direction, NodeId node, const AdjacentEdge& entry);

/// Edges of bulk loads have no record of their own: an edge run says that the ids [first, first +
/// count) were given to consecutive outgoing entries of `start`, and from where on to look for
/// them. The adjacency is the truth: an id of a run that is not there was deleted.
struct EdgeRun {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    NodeId start;
    keys::EntryOrder from;  ///< all zero unless `start` is a hub
};

/// Runs of one block, in order of ids; `first_id` is in its key.
std::string encode_runs(std::span<const EdgeRun> runs);
std::vector<EdgeRun> decode_runs(std::uint64_t first_id, std::string_view bytes);

/// The edge of a bulk load with this id, with its start.
struct FoundEdge {
    NodeId start;
    AdjacentEdge entry;
};

std::optional<FoundEdge> find_in_runs(const View& view, EdgeId edge);
/// Ids of runs that exist, from `first` on, ascending, at least `wanted` unless there are no more.
std::vector<EdgeId> list_runs(const View& view, std::uint64_t first, std::size_t wanted);

}  // namespace trefoil::store::internal
