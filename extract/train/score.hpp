#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extract/train/inventory.hpp"
#include "extract/train/network.hpp"

namespace trefoil::extract::train {

/// Share of words with the right tag, lemma rule, head, and head and relation (subtypes ignored),
/// gold tokens.
struct Scores {
    std::size_t words = 0;
    std::size_t upos = 0;
    std::size_t xpos = 0;
    std::size_t feats = 0;
    std::size_t rule = 0;
    std::size_t head = 0;
    std::size_t labelled = 0;

    void add(const EncodedSentence& gold, const Prediction& found, const Inventory& inventory);
    [[nodiscard]] std::string line() const;
};

/// Cuts sentences into batches of at most `words` words (or one sentence), similar lengths
/// together, each batch by falling length. With `random` lengths are blurred and batches shuffled.
/// Empty sentences are left out.
std::vector<std::vector<std::size_t>> make_batches(const std::vector<std::size_t>& lengths,
                                                   std::size_t words, Random* random);

/// Scores the network as it is (no dropout).
Scores score(Network& network, const std::vector<EncodedSentence>& sentences,
             const Inventory& inventory);

}  // namespace trefoil::extract::train
