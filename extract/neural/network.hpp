#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "extract/model_file.hpp"
#include "extract/neural/features.hpp"
#include "extract/neural/kernels.hpp"
#include "extract/neural/scorer.hpp"
#include "extract/neural/sizes.hpp"

namespace trefoil::extract::neural {

/// What the network finds for one word: ids into its label sets; head 0 is the root, else the
/// word's number from 1.
struct WordResult {
    std::uint16_t upos = 0;
    std::uint16_t xpos = 0;
    std::uint16_t feats = 0;
    std::uint16_t rule = 0;
    std::uint16_t second_rule = 0;  ///< the next best lemma rule
    std::uint16_t deprel = 0;
    std::int32_t head = 0;
    float arc_share = 0;    ///< of the head among all heads, by softmax
    float label_share = 0;  ///< of the relation among all relations

    bool operator==(const WordResult&) const = default;
};

/// One sentence of a batch: the rows of its words in, results out (both as long as the sentence).
struct BatchSentence {
    std::span<const WordRows> rows;
    std::span<WordResult> results;
};

/// Memory of one thread's batches; grows to the largest batch.
struct Workspace {
    std::vector<ScorerMemory> members;
    std::array<Scratch, 3> sums;
    std::vector<std::size_t> offset;
    std::vector<std::size_t> active;
    std::vector<std::size_t> arcs_at;
    std::vector<std::span<const WordRows>> rows;
    std::vector<std::int32_t> heads;
};

/// The tagger and parser: the networks of the model, whose scores are averaged (a committee: Hansen
/// and Salamon 1990; for parsers Sagae and Lavie 2006). Immutable; thread-safe.
class Network {
  public:
    /// Views the "net." sections of `model`, which must outlive it, and those of further networks,
    /// "net2." and so on. Throws InputError if they do not fit together.
    Network(const ModelFile& model, const Kernels& kernels);

    /// Analyses sentences that stand by falling length, at least one word each. The results of a
    /// sentence do not depend on the others.
    void run(std::span<const BatchSentence> batch, Workspace& workspace) const;

    [[nodiscard]] const Sizes& sizes() const { return members_.front().sizes(); }

    [[nodiscard]] const Vocabularies& vocabularies() const { return vocabularies_; }

  private:
    BatchScores lay_out(std::span<const BatchSentence> batch, Workspace& workspace) const;
    void choose_tags(std::span<const BatchSentence> batch, const BatchScores& scores) const;
    void choose_heads(std::span<const BatchSentence> batch, const BatchScores& scores,
                      std::vector<std::int32_t>& heads) const;
    void choose_labels(std::span<const BatchSentence> batch, const BatchScores& scores) const;

    const Kernels& kernels_;
    std::vector<Scorer> members_;
    Vocabularies vocabularies_;
    std::size_t root_label_ = 0;  ///< the relation of the root and of no other word
};

}  // namespace trefoil::extract::neural
