#pragma once

#include <memory>
#include <span>
#include <vector>

#include "extract/neural/sizes.hpp"
#include "extract/train/inventory.hpp"
#include "extract/train/layers.hpp"

namespace trefoil::extract::train {

struct Dropout {
    double input = 0.15;
    double layer = 0.3;    ///< on the output of each LSTM, one mask a sentence
    double head = 0.3;     ///< on the projections of the heads
    double vector = 0.04;  ///< static vector replaced by the unknown one
    double word = 0.25;  ///< trained word embedding dropped with word / (word + count) + word_least
    double word_least = 0.03;
    double both = 0.02;
    double affixes = 0.05;
};

/// What the losses were, each per word.
struct Losses {
    double arcs = 0;
    double labels = 0;
    double tags = 0;
};

/// The best of each output for one sentence.
struct Prediction {
    std::vector<int> upos;
    std::vector<int> xpos;
    std::vector<int> feats;
    std::vector<int> rule;
    std::vector<int> head;
    std::vector<int> deprel;
};

/// Probabilities of one batch, sentences one after the other, a column a word.
struct Beliefs {
    Eigen::MatrixXf tags;               ///< UPOS, XPOS, features, rules below each other
    std::vector<Eigen::MatrixXf> arcs;  ///< of each sentence: [root and words x words]
};

/// Tagger, lemmatiser and parser in one network, with its own back-propagation.
///
///     rows -> [static vector; word; affixes; shape] -> Linear -> LayerNorm                      =
///     y0 y1 = LayerNorm(y0 + BiLSTM(y0));  tags = Linear(ReLU(Linear(y1))) z1 = y1 +
///     Linear([softmax UPOS; softmax XPOS]);  y2 = LayerNorm(z1 + BiLSTM(z1)) arcs:   d' (U h_head)
///     + u' h_head + d' E[distance], d and h by leaky ReLU projections of y2 labels: W (d * h) + A
///     d + B h + b at the gold (training) or chosen head
///
/// Not thread-safe.
class Network {
  public:
    Network(const neural::Sizes& sizes, const StaticVectors& vectors,
            std::vector<std::size_t> word_counts, std::uint64_t seed);
    ~Network();

    /// Adds the gradients of one batch to the parameters. Sentences are sorted by falling length.
    Losses train(std::span<const EncodedSentence* const> batch, const Dropout& dropout,
                 Random& random);
    /// Sentences are sorted by falling length.
    std::vector<Prediction> predict(std::span<const EncodedSentence* const> batch);

    /// What the network thinks of a batch sorted by falling length.
    Beliefs beliefs(std::span<const EncodedSentence* const> batch);
    /// Probabilities of the relations of the last beliefs() batch's words if these are their heads
    /// (0 the root).
    Eigen::MatrixXf relations(std::span<const int> heads);

    [[nodiscard]] Parameters& parameters() { return parameters_; }

    [[nodiscard]] const neural::Sizes& sizes() const { return sizes_; }

    static constexpr float kLeak = 0.1F;  ///< slope of leaky ReLU below zero

  private:
    struct Forward;

    Forward run(std::span<const EncodedSentence* const> batch, const Dropout* dropout,
                Random* random);
    void embed(Forward& f, std::span<const EncodedSentence* const> batch, const Dropout* dropout,
               Random* random);
    void encode(Forward& f, const Dropout* dropout, Random* random);
    void project(Forward& f, const Dropout* dropout, Random* random);
    Block arc_scores(const Forward& f, std::size_t sentence);
    Block label_scores(Forward& f, std::span<const int> heads);
    Losses losses(Forward& f, std::span<const EncodedSentence* const> batch);
    void backward_input(Forward& f, Block dy0);
    double arc_loss(Forward& f, std::span<const EncodedSentence* const> batch, Block dprojected);

    neural::Sizes sizes_;
    std::vector<std::size_t> word_counts_;
    Eigen::MatrixXf vectors_;  ///< [width x rows], column 0 unused
    Parameters parameters_;
    Random initial_;
    Arena arena_;
    std::unique_ptr<Forward> last_;  ///< of beliefs()

    Parameter& unknown_vector_;
    Parameter& words_;
    Parameter& affixes_;
    Parameter& shapes_;
    Linear input_;
    LayerNorm input_norm_;
    Lstm forward1_, backward1_;
    LayerNorm norm1_;
    Linear tag_hidden_;
    Linear tags_;
    Linear feedback_;
    Lstm forward2_, backward2_;
    LayerNorm norm2_;
    Linear projection_;  ///< arc dependent, arc head, label dependent, label head
    Parameter& arc_root_;
    Linear arc_;  ///< U and u
    Parameter& distance_;
    Parameter& label_root_;
    Parameter& label_product_;
    Linear label_dependent_;
    Parameter& label_head_;
};

}  // namespace trefoil::extract::train
