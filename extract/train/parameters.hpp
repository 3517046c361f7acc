#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include <Eigen/Core>

#include "extract/train/random.hpp"

namespace trefoil::extract::train {

/// A view of a float matrix in an arena or a part of one: [features x words], one column a word.
using Block = Eigen::Map<Eigen::MatrixXf>;

/// One trained matrix with its gradient, its two Adam moments and its moving average (the weights
/// that ship).
struct Parameter {
    std::string name;
    Eigen::MatrixXf value;
    Eigen::MatrixXf gradient;
    Eigen::MatrixXf first;
    Eigen::MatrixXf second;
    Eigen::MatrixXf average;
    bool decays = false;  ///< weight decay: matrices, not biases and norms

    /// Uniform in [-limit, limit).
    void fill(Random& random, double limit);
};

struct AdamOptions {
    double rate = 2e-3;
    double beta1 = 0.9;
    double beta2 = 0.95;
    double epsilon = 1e-8;
    double decay = 0.01;
    double clip = 2.0;            ///< largest norm of the whole gradient
    double average_keep = 0.998;  ///< of the moving average, smaller at first
};

/// All parameters of a network, in order of creation (which is the order of checkpoints).
class Parameters {
  public:
    /// Zero-filled. The reference stays valid.
    Parameter& add(const std::string& name, Eigen::Index rows, Eigen::Index columns, bool decays);

    void clear_gradients();
    /// One AdamW step (Loshchilov and Hutter 2019) at `rate`; updates the averages. Returns the
    /// gradient's norm before clipping.
    double step(const AdamOptions& options, double rate);
    /// Exchanges values and averages, for scoring or exporting.
    void swap_averages();

    /// Checkpoints: everything, with the step count. load() throws InputError if names or shapes
    /// differ.
    void save(const std::string& path) const;
    void load(const std::string& path);

    [[nodiscard]] std::deque<Parameter>& all() { return parameters_; }

    [[nodiscard]] std::uint64_t steps() const { return steps_; }

    [[nodiscard]] std::size_t count() const;

  private:
    std::deque<Parameter> parameters_;
    std::uint64_t steps_ = 0;
};

}  // namespace trefoil::extract::train
