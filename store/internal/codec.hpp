#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/analysis.hpp"
#include "base/value.hpp"
#include "store/internal/bytes.hpp"
#include "store/record.hpp"

/// All value layouts but the adjacency (docs/format.md). Encoding throws StoreError for what cannot
/// be stored; decoding throws CorruptionError.
namespace trefoil::store::internal {

/// Version of the whole format; a store of a newer one is not opened.
inline constexpr std::uint64_t kFormatVersion = 1;

/// Nodes, relationships and paths cannot be stored (StoreError), nor lists nested deeper than 64.
void put_value(std::string& out, const Value& value);
Value read_value(ByteReader& in);
void skip_value(ByteReader& in);

std::uint8_t pack_flags(const EdgeFlags& flags);
EdgeFlags unpack_flags(std::uint8_t bits);

/// A node as stored. `imported` marks nodes that belong to TSV import's set of names.
struct StoredNode {
    NodeRecord record;
    bool imported = false;
};

std::string encode_node(const NodeRecord& node, bool imported);
StoredNode decode_node(std::string_view bytes);
bool decode_has_label(std::string_view bytes, LabelId label);
bool decode_imported(std::string_view bytes);
Value decode_node_property(std::string_view bytes, KeyId key);

std::string encode_edge(const EdgeRecord& edge);
EdgeRecord decode_edge(std::string_view bytes);
Value decode_edge_property(std::string_view bytes, KeyId key);

std::string encode_document(const DocumentRecord& document);
DocumentRecord decode_document(std::string_view bytes);

std::string encode_analysis(const Analysis& analysis);
Analysis decode_analysis(std::string_view bytes);

/// zstd; `dictionary` must be the same on both sides.
std::string compress(std::string_view bytes, std::string_view dictionary = {});
std::string decompress(std::string_view bytes, std::string_view dictionary = {});

/// What ids to give next, and which property keys are indexed.
struct State {
    std::uint64_t next_node = 0;
    std::uint64_t next_edge = 0;
    std::uint32_t next_document = 0;
    std::uint32_t names[3] = {0, 0, 0};  ///< number of interned labels, types, keys
    std::uint64_t generation = 0;        ///< how often the store was cleared
    std::uint64_t runs_end = 0;          ///< all ids in edge runs are below
    std::vector<KeyId> indexed;          ///< sorted

    bool operator==(const State&) const = default;
};

std::string encode_state(const State& state);
State decode_state(std::string_view bytes);

}  // namespace trefoil::store::internal
