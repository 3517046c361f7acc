#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "store/store.hpp"

/// Near-identical documents (wire copies, reprints, updates of one story) count as one independent
/// source of what they assert. Which documents are copies of each other is a pure function of the
/// set of stored texts: the connected components of similar pairs, so a group splits again when the
/// document that tied it together is forgotten.
namespace trefoil::graph {

/// The least hashes of a text's runs of five words (case and punctuation aside), ascending and
/// distinct; empty for a text too short to be told from another one (fewer than kMinRuns runs).
using TextSketch = std::vector<std::uint64_t>;

inline constexpr std::size_t kSketchSize = 64;
inline constexpr std::size_t kMinRuns = 32;
/// Two texts that share half of their runs of words are copies: some 6 words in 100 may be edited.
inline constexpr double kCopyResemblance = 0.5;

/// Pure; linear.
TextSketch sketch_of(std::string_view text);

/// Estimates the resemblance (shared share of the joint set of runs) of two texts, in [0,1], by
/// their sketches; standard error 0.06. 0 if one is empty. Broder, On the resemblance and
/// containment of documents (1997), with one permutation.
double resemblance(const TextSketch& a, const TextSketch& b);

/// The group of a stored document: the least id of its members; nothing if it has no copies.
std::optional<Hash128> copy_group(const store::Reader& reader, const Hash128& document);

/// Number of stored documents that are copies of another one: members of groups less the groups.
std::uint64_t copy_count(const store::Reader& reader);

/// Documents whose group changed, with the one they had before.
using Regrouped = std::map<Hash128, std::optional<Hash128>>;

/// Notes the text of a document that was just stored. Returns the others that changed their group.
/// Compares with those that share one of the eight least hashes.
Regrouped note_copies(store::Transaction& transaction, const Hash128& document,
                      std::string_view text);

/// The opposite, before the document is removed.
Regrouped forget_copies(store::Transaction& transaction, const Hash128& document);

}  // namespace trefoil::graph
