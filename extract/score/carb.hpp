#pragma once

#include <cstddef>
#include <iosfwd>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "extract/score/output.hpp"

/// The CaRB measure (Bhardwaj, Aggarwal and Mausam, EMNLP 2019) of open information extraction.
namespace trefoil::extract {

/// A gold tuple: relation and arguments in order.
struct CarbTuple {
    std::string relation;
    std::vector<std::string> arguments;
};

/// Gold tuples of each sentence, sentences in the order of the file.
struct CarbGold {
    std::vector<std::string> sentences;
    std::vector<std::vector<CarbTuple>> tuples;  ///< of each sentence
};

/// Reads sentence, relation and arguments separated by tabs. Arguments with "C: " (context) are
/// left out, lines without a relation too.
CarbGold read_carb_gold(std::istream& in);

struct CarbPoint {
    double threshold = 0;
    double precision = 0;
    double recall = 0;
};

struct CarbScore {
    CarbPoint best;   ///< at the threshold with the best F1
    CarbPoint all;    ///< over everything shown
    double area = 0;  ///< under the curve of precision and recall
    std::size_t gold_sentences = 0;
    std::size_t gold_tuples = 0;
    std::size_t sentences_found = 0;  ///< gold sentences that the output has
    std::size_t predicted_tuples = 0;
};

/// Scores `found` against `gold`. Sentences are the same when they agree without blanks and
/// punctuation. Derived triples count like others: leave them out before. Cubic in the tuples of a
/// sentence.
CarbScore score_carb(const CarbGold& gold, std::span<const FoundSentence> found);

}  // namespace trefoil::extract
