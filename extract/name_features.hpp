#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extract/gazetteer.hpp"
#include "extract/segmenter.hpp"
#include "extract/sentence.hpp"

namespace trefoil::extract {

/// The tags of the name tagger: 0 is O, then B and I of each type in turn.
inline constexpr std::array<std::string_view, 7> kNameTypes = {
    "Person", "Organization", "Place", "Facility", "Event", "Work", "Group"};
inline constexpr std::size_t kNameTags = 1 + 2 * kNameTypes.size();
inline constexpr std::size_t kNameRow = 16;  ///< weights a feature, padded

inline constexpr std::size_t name_tag_begin(std::size_t type) {
    return 1 + 2 * type;
}

inline constexpr std::size_t name_tag_inside(std::size_t type) {
    return 2 + 2 * type;
}

/// May tag `b` follow tag `a`? I-X only after B-X or I-X; `a` = kNameTags means the sentence's
/// start.
inline constexpr bool name_tag_follows(std::size_t a, std::size_t b) {
    const bool inside = b != 0 && b % 2 == 0;
    return !inside || a == b || a == b - 1;
}

/// True if the word has a capital, a digit or a letter that is not ASCII.
bool has_name_letter(std::string_view form);

/// Word clusters from static vectors at three granularities: an open-addressing table of 8-byte
/// slots, keyed by word_hash(). Views its bytes.
class WordClusters {
  public:
    struct Slot {
        std::uint32_t key = 0;  ///< 0: empty
        std::uint16_t fine = 0;
        std::uint8_t middle = 0;
        std::uint8_t coarse = 0;
    };

    explicit WordClusters(std::span<const Slot> slots = {}) : slots_(slots) {}

    /// The slot of a word; all zero clusters for an unknown word (real clusters start at 1).
    [[nodiscard]] Slot of(std::uint64_t word_hash) const;
    static std::uint32_t key_of(std::uint64_t word_hash);
    /// `entries` have their keys set; the first of equal keys wins.
    static std::vector<Slot> build(std::span<const Slot> entries);

  private:
    std::span<const Slot> slots_;
};

/// What training changes in the features of a word, so that the tagger does not lean on it; all
/// false at run time.
struct NameDropout {
    bool word = false;       ///< the identity of the word itself
    bool gazetteer = false;  ///< gazetteer entries
    bool unknown =
        false;  ///< the word is treated as one never seen: no cluster, no habit, no entry
};

/// Turns sentences into hashed features. Shared by training and tagging. Holds views; thread-safe:
/// what it remembers of words (one megabyte) belongs to the calling thread.
class NameFeatures {
  public:
    NameFeatures(const CaseHabits& habits, const WordClusters& clusters,
                 const Gazetteer& gazetteer);

    enum class Tokens : std::uint8_t {
        All,
        /// Those at most two words from one that may begin or end a name: with a capital, a digit
        /// or a foreign letter, or not known as a word in small letters. The others get no
        /// features.
        NearNames
    };

    /// Features of all tokens, one after the other; `ends[i]` is where those of token i end.
    struct Table {
        std::vector<std::uint32_t> features;
        std::vector<std::uint32_t> ends;

        [[nodiscard]] std::span<const std::uint32_t> of(std::size_t token) const {
            const std::uint32_t begin = token == 0 ? 0 : ends[token - 1];
            return std::span(features).subspan(begin, ends[token] - begin);
        }
    };

    /// `dropout` is empty, or has one entry a token.
    void extract(const Sentence& sentence, Table& table, Tokens tokens,
                 std::span<const NameDropout> dropout = {}) const;

  private:
    std::uint64_t number_;  ///< tells what is remembered for one object from another's
    const CaseHabits& habits_;
    const WordClusters& clusters_;
    const Gazetteer& gazetteer_;
};

}  // namespace trefoil::extract
