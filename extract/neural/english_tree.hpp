#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extract/neural/eisner.hpp"

namespace trefoil::extract::neural {

/// The kinds of tags that matter to which arcs of an English tree may cross others.
enum class CrossingTag : std::uint8_t { Other, Opening, Comparative, Adjective, Adverb };

/// The kind of a Penn tag: "which" and "when" are Opening.
CrossingTag crossing_tag_of(std::string_view xpos);

/// Finds trees of English sentences, of whose arcs few cross: most crossing ones that a parser
/// finds come from scoring each word by itself. Those of English belong to relatives and questions
/// ("the book that I think you read") and to comparisons ("more money in the bank than she has").
/// Keeps its memory for the next sentence.
class EnglishTrees {
  public:
    /// best_tree() of n words with these tags (n of them). If of its arcs two cross that may not,
    /// the best tree without crossing arcs, if its scores sum to less than 4 below (they are
    /// logarithms of odds) and the arcs that may cross are in it, too. Sentences of more than 150
    /// words keep best_tree(). O(n^3) time for the few with crossing arcs, else O(n^2).
    std::vector<std::int32_t> best(std::span<const float> scores, std::size_t n,
                                   std::span<const CrossingTag> tags);

  private:
    void find_free_words(std::span<const std::int32_t> heads, std::span<const CrossingTag> tags);

    UncrossedTrees uncrossed_;
    std::vector<std::uint8_t> may_cross_;  ///< of each word: its arc to its head
};

/// True if two arcs of `heads` (0 the root, else word numbers from 1) cross, of which neither is
/// the root's nor that of a word d + 1 with `may_cross[d]` (as long as `heads`). O(n log n).
bool has_crossing_arcs(std::span<const std::int32_t> heads,
                       std::span<const std::uint8_t> may_cross);

}  // namespace trefoil::extract::neural
