#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "extract/train/inventory.hpp"
#include "extract/train/parameters.hpp"

namespace trefoil::extract::train {

/// Memory for the activations of one batch: blocks live until reset(). No allocation once it has
/// seen the largest batch.
class Arena {
  public:
    /// Not initialised.
    Block block(Eigen::Index rows, Eigen::Index columns);
    Block zeros(Eigen::Index rows, Eigen::Index columns);
    void reset();

  private:
    std::vector<Eigen::VectorXf> chunks_;
    std::size_t chunk_ = 0;
    Eigen::Index used_ = 0;
};

/// Sentences of a batch side by side, longest first, with no padding: the words at position t of
/// the sentences longer than t are the columns [offset[t], offset[t] + count(t)), in the order of
/// the sentences.
struct Packing {
    std::vector<Eigen::Index> lengths;   ///< descending, at least 1
    std::vector<Eigen::Index> offset;    ///< one more than the longest length
    std::vector<Eigen::Index> sentence;  ///< of each column

    explicit Packing(std::vector<Eigen::Index> sorted_lengths);

    [[nodiscard]] Eigen::Index steps() const {
        return static_cast<Eigen::Index>(offset.size()) - 1;
    }

    [[nodiscard]] Eigen::Index words() const { return offset.back(); }

    [[nodiscard]] Eigen::Index count(Eigen::Index t) const {
        return offset[static_cast<std::size_t>(t) + 1] - offset[static_cast<std::size_t>(t)];
    }

    [[nodiscard]] Eigen::Index column(std::size_t sentence_index, Eigen::Index t) const {
        return offset[static_cast<std::size_t>(t)] + static_cast<Eigen::Index>(sentence_index);
    }
};

/// y = W x + b. backward() adds to the gradients of W and b and writes dx (or adds to it).
class Linear {
  public:
    Linear(Parameters& parameters, const std::string& name, Eigen::Index in, Eigen::Index out,
           Random& random);
    void forward(const Block& x, Block y) const;
    void backward(const Block& x, const Block& dy, Block* dx, bool add = false);

    Parameter& weight;
    Parameter& bias;
};

/// y = gain * (x - mean) / deviation + bias over each column (Ba et al. 2016).
class LayerNorm {
  public:
    LayerNorm(Parameters& parameters, const std::string& name, Eigen::Index width);
    /// `normal` gets the normalised x and `inverse` (one row) 1/deviation, both needed by
    /// backward().
    void forward(const Block& x, Block y, Block normal, Block inverse) const;
    void backward(const Block& normal, const Block& inverse, const Block& dy, Block dx);

    static constexpr float kEpsilon = 1e-5F;

    Parameter& gain;
    Parameter& bias;
};

/// One direction of an LSTM over packed sentences. Gates stand in the order input, forget, output,
/// candidate.
class Lstm {
  public:
    Lstm(Parameters& parameters, const std::string& name, Eigen::Index in, Eigen::Index hidden,
         bool reversed, Random& random);

    struct Saved {
        Block gates;  ///< [4 hidden x words], activated; after backward() their gradients
        Block cell;   ///< [hidden x words]
        Block cell_tanh;
        Block hidden;
        Block hidden_before;
        Block cell_before;
    };

    [[nodiscard]] Saved forward(const Packing& packing, const Block& x, Arena& arena) const;
    /// `dhidden` is used up. Adds to `dx`.
    void backward(const Packing& packing, const Block& x, Saved& saved, Block dhidden, Block dx,
                  Arena& arena);

    Parameter& input_weight;
    Parameter& hidden_weight;
    Parameter& bias;

  private:
    void activate(Saved& saved, Eigen::Index from, Eigen::Index count) const;

    bool reversed_;
};

/// Column-wise softmax.
void softmax(const Block& scores, Block out);

/// Adds weight * (softmax - target) / `words` to `gradient` for columns with a target and returns
/// the summed, weighted cross-entropy / `words`. `probability` is the softmax of the scores.
double cross_entropy(const Block& probability, const Targets& targets, double weight,
                     Eigen::Index words, Block gradient);

/// Fills with 0 (probability `drop`) or 1 / (1 - drop).
void dropout_mask(Random& random, double drop, Block mask);

}  // namespace trefoil::extract::train
