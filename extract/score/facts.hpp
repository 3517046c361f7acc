#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "extract/score/output.hpp"

namespace trefoil::extract {

/// Recall over a group of facts, in percent. Facts have weights; strict means that polarity,
/// modality, attribution and time are right too.
struct FactsRecall {
    std::string group;
    std::size_t facts = 0;
    std::size_t matched = 0;
    double recall = 0;
    double weighted = 0;
    double weighted_polarity = 0;
    double weighted_strict = 0;
};

struct FactsScore {
    std::vector<FactsRecall> groups;  ///< "all" first, then by weight, article, phenomenon
    std::size_t forbidden = 0;        ///< statements that must not come out
    std::size_t violated = 0;
    std::size_t triples = 0;           ///< of the gold's articles
    std::size_t stray = 0;             ///< of other documents
    std::size_t matching = 0;          ///< triples that match a fact and break nothing forbidden
    std::vector<std::string> account;  ///< missed facts, violations, triples that match no fact
};

/// Facts about articles that must and must not come out, in the JSON form that docs/evaluation.md
/// describes: each name and relation with the wordings that are accepted.
class FactsGold {
  public:
    /// Throws InputError if the file is no such gold.
    FactsGold(std::istream& in, const std::string& name);
    ~FactsGold();
    FactsGold(FactsGold&&) noexcept;

    /// File names of the articles.
    [[nodiscard]] std::vector<std::string> articles() const;

    /// Scores the output on the articles, derived facts included.
    [[nodiscard]] FactsScore score(std::span<const FoundSentence> found) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace trefoil::extract
