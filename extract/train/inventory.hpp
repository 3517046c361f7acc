#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "extract/conllu.hpp"
#include "extract/neural/features.hpp"
#include "extract/neural/sizes.hpp"
#include "extract/train/random.hpp"
#include "extract/train/vectors.hpp"

namespace trefoil::extract::train {

/// A label and how much of a word's loss it takes.
struct Share {
    std::uint16_t label = 0;
    float weight = 0;
};

/// What each of a row of words should be: a distribution over labels (weights sum to 1), empty
/// where there is nothing to learn.
class Targets {
  public:
    /// One word with one right label; none if negative.
    void add(int label);
    void add(std::span<const Share> shares);

    [[nodiscard]] std::span<const Share> operator[](std::size_t word) const {
        const std::size_t from = word == 0 ? 0 : end_[word - 1];
        return {shares_.data() + from, end_[word] - from};
    }

    [[nodiscard]] std::size_t size() const { return end_.size(); }

  private:
    std::vector<Share> shares_;
    std::vector<std::uint32_t> end_;
};

/// What teachers think of the words of a sentence. Relations are those at the heads of the
/// sentence.
struct SoftLabels {
    Targets upos, xpos, feats, rule, head, deprel;
};

/// A sentence as the network sees it. Targets are -1 where the label is not among the outputs.
struct EncodedSentence {
    std::vector<neural::WordRows> rows;
    std::vector<int> upos;
    std::vector<int> xpos;
    std::vector<int> feats;
    std::vector<int> rule;
    std::vector<int> head;  ///< 0 the root, else the number of the head from 1
    std::vector<int> deprel;
    std::shared_ptr<const SoftLabels> soft;  ///< learnt instead of the labels above where set
};

/// Everything counted from the training data: vocabularies of the embeddings, label sets, the lemma
/// lexicon.
class Inventory {
  public:
    struct Options {
        std::size_t word_count = 2;  ///< rarer words have no trained embedding
        std::size_t affix_count = 3;
        std::size_t shape_count = 3;
        std::size_t rule_count = 3;  ///< rarer lemma rules are only in the lexicon
        double pure = 0.8;  ///< share of its lemma that puts (form, UPOS, XPOS) into the lexicon
    };

    Inventory(std::span<const Sentence> train, StaticVectors vectors, const Options& options);

    [[nodiscard]] EncodedSentence encode(const Sentence& sentence) const;
    [[nodiscard]] neural::Sizes sizes() const;

    [[nodiscard]] const StaticVectors& vectors() const { return vectors_; }

    /// How often the word of each row of the word table was seen; 0 for row 0.
    [[nodiscard]] const std::vector<std::size_t>& word_counts() const { return word_counts_; }

    struct Labels {
        std::vector<std::string> names;
        std::unordered_map<std::string, int> ids;
        /// -1 if unknown.
        [[nodiscard]] int find(const std::string& name) const;
    };

    Labels upos;
    Labels xpos;
    Labels feats;
    Labels rules;  ///< the first sizes().rules are outputs, all are used by the lexicon
    Labels deprels;
    /// Keys form TAB upos TAB xpos, and the rule of each.
    std::vector<std::string> lexicon_keys;
    std::vector<std::uint16_t> lexicon_rules;

    /// The string tables as they are stored in the model.
    std::vector<std::byte> vector_table;
    std::vector<std::byte> word_table;
    std::vector<std::byte> affix_table;
    std::vector<std::byte> shape_table;

  private:
    void count_words(std::span<const Sentence> train, const Options& options);
    void count_labels(std::span<const Sentence> train, const Options& options);
    void build_lexicon(std::span<const Sentence> train, const Options& options);

    StaticVectors vectors_;
    std::vector<std::size_t> word_counts_;
    neural::Vocabularies vocabularies_;
    std::uint32_t rule_outputs_ = 0;
};

/// The lower-case words of the training data, whose static vectors are kept however rare.
std::unordered_set<std::string> words_of(std::span<const Sentence> sentences);

/// A changed copy of a sentence, as news text may have it: curly quotes, long dashes, all capitals,
/// lower case, no final stop. Often just a copy (`changed` says so).
Sentence augment(const Sentence& sentence, Random& random, bool& changed);

}  // namespace trefoil::extract::train
