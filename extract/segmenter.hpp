#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trefoil::extract {

/// What stands between two neighbouring characters.
enum class Boundary : std::uint8_t { Inside, Token, Sentence };

/// A place where the text may be cut, with the features a classifier sees there.
struct Candidate {
    std::size_t byte = 0;  ///< offset of the boundary in the text
    bool at_space =
        false;             ///< white space or the end of the text follows: at least Boundary::Token
    bool certain = false;  ///< a blank line follows: Boundary::Sentence, whatever the answer
    std::span<const std::uint32_t> features;  ///< hashes; valid during the call
};

/// Takes the decisions and the tokens of walk_boundaries(): the classifier, or the trainer who
/// knows the answers.
class BoundaryVisitor {
  public:
    virtual ~BoundaryVisitor() = default;
    virtual Boundary decide(const Candidate& candidate) = 0;
    /// A token, bytes [begin, end) of the text; `new_paragraph`: a blank line or the start of the
    /// text is before it.
    virtual void token(std::size_t begin, std::size_t end, bool new_paragraph) = 0;
    virtual void sentence_end() = 0;
};

/// How words are written in mid-sentence in the training text: a table of 32-bit slots, open
/// addressing; a slot holds a word's hash with the habit in its two low bits. Views its bytes.
class CaseHabits {
  public:
    enum Habit : std::uint32_t { Unknown = 0, Lower = 1, Capital = 2, Mixed = 3 };

    /// `slots.size()` must be a power of two, or 0 for an empty table.
    explicit CaseHabits(std::span<const std::uint32_t> slots = {}) : slots_(slots) {}

    [[nodiscard]] Habit of(std::uint64_t word_hash) const;
    /// Builds the table; the words as word_hash() gives them.
    static std::vector<std::uint32_t> build(std::span<const std::pair<std::uint64_t, Habit>> words);

  private:
    std::span<const std::uint32_t> slots_;
};

/// Hash of a word as the features see it: lower case, digits as 0, quotes and dashes made plain.
std::uint64_t word_hash(std::string_view word);

/// Longest token in code points: a longer run without white space is cut (data, not words).
inline constexpr std::size_t kMaxTokenCodePoints = 1000;

/// Walks `text` (valid UTF-8) from left to right over all candidate boundaries: those that touch a
/// non-letter, or a letter beside a digit, and white space. Text is looked at in windows of bounded
/// size: linear time, constant memory. A blank line always ends a sentence.
void walk_boundaries(std::string_view text, const CaseHabits& habits, BoundaryVisitor& visitor);

}  // namespace trefoil::extract
