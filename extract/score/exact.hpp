#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "extract/score/output.hpp"

/// Gold facts with exact borders (docs/evaluation.md, "Gold of your own"; tests/gold).
namespace trefoil::extract {

/// The ways in which a slot may be worded: each a list of words without punctuation at their ends.
/// "<be>" and "<have>" stand for any form.
using Wordings = std::vector<std::vector<std::string>>;

struct GoldArgument {
    Wordings words;
    std::string role;
    bool optional = false;
};

/// One wording of a gold fact as a whole.
struct GoldWording {
    Wordings subject;
    Wordings relation;
    Wordings object;  ///< empty: none
    std::vector<GoldArgument> arguments;
    Wordings source;  ///< empty: none
    bool source_optional = false;
    std::string line;  ///< as in the file
};

/// Polarity and modality, as "+actual", "-planned".
using Reading = std::string;

struct GoldFact {
    bool optional = false;              ///< may be found or not
    std::vector<Reading> readings;      ///< each as good
    std::vector<GoldWording> wordings;  ///< each as good
};

struct GoldSentence {
    std::string text;
    std::vector<GoldFact> facts;
};

/// Reads the format of docs/evaluation.md. Throws InputError with the line where a line is not of
/// that form.
std::vector<GoldSentence> read_gold(std::istream& in, const std::string& name);

/// Counts of triples; precision and recall follow from them.
struct ExactCounts {
    std::size_t wanted = 0;  ///< gold facts that are not optional
    std::size_t found = 0;   ///< triples, without those that match an optional fact
    std::size_t right = 0;

    [[nodiscard]] double precision() const;
    [[nodiscard]] double recall() const;
};

struct ExactScore {
    std::size_t sentences = 0;
    std::size_t sentences_found = 0;  ///< that the output has
    ExactCounts triples;              ///< subject, relation and object exact
    ExactCounts complete;             ///< and all arguments
    std::size_t polarity_right = 0;   ///< of triples.right: polarity and modality
    std::size_t source_right = 0;     ///< of triples.right

    /// Facts are recognised here by most of their words, so that a denied event counts even where
    /// its borders are wrong.
    std::size_t not_actual = 0;        ///< found gold facts that are no positive actual ones
    std::size_t shown_as_actual = 0;   ///< of them, those shown as positive actual
    std::size_t plain = 0;             ///< found positive actual facts in the same sentences
    std::size_t plain_as_actual = 0;   ///< of them, those shown as positive actual
    std::vector<std::string> account;  ///< what is missing, too much or wrong, sentence by sentence
};

/// Scores `found` against `gold`. Derived triples are passed over. Sentences are the same when
/// their texts agree up to blanks. One triple answers one gold fact.
ExactScore score_exact(std::span<const GoldSentence> gold, std::span<const FoundSentence> found);

}  // namespace trefoil::extract
