#include "extract/train/layers.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/QR>

namespace trefoil::extract::train {

namespace {

constexpr Eigen::Index kChunk = Eigen::Index{1} << 22;

double glorot(Eigen::Index in, Eigen::Index out) {
    return std::sqrt(6.0 / static_cast<double>(in + out));
}

Block columns(Block b, Eigen::Index from, Eigen::Index count) {
    return {b.data() + from * b.rows(), b.rows(), count};
}

/// A random orthogonal matrix: Q of a random matrix.
Eigen::MatrixXf orthogonal(Random& random, Eigen::Index n) {
    Eigen::MatrixXf m(n, n);
    for (Eigen::Index i = 0; i < m.size(); ++i) {
        float sum = 0;
        for (int k = 0; k < 6; ++k) {
            sum += random.symmetric(1);
        }
        m.data()[i] = sum;
    }
    return Eigen::HouseholderQR<Eigen::MatrixXf>(m).householderQ() *
           Eigen::MatrixXf::Identity(n, n);
}

}  // namespace

Block Arena::block(Eigen::Index rows, Eigen::Index columns) {
    const Eigen::Index need = (rows * columns + 15) / 16 * 16;
    while (chunk_ < chunks_.size() && used_ + need > chunks_[chunk_].size()) {
        ++chunk_;
        used_ = 0;
    }
    if (chunk_ == chunks_.size()) {
        chunks_.emplace_back(std::max(kChunk, need));
        used_ = 0;
    }
    float* const data = chunks_[chunk_].data() + used_;
    used_ += need;
    return {data, rows, columns};
}

Block Arena::zeros(Eigen::Index rows, Eigen::Index columns) {
    Block b = block(rows, columns);
    b.setZero();
    return b;
}

void Arena::reset() {
    chunk_ = 0;
    used_ = 0;
}

Packing::Packing(std::vector<Eigen::Index> sorted_lengths) : lengths(std::move(sorted_lengths)) {
    std::size_t active = lengths.size();
    offset.push_back(0);
    for (Eigen::Index t = 0; active > 0; ++t) {
        while (active > 0 && lengths[active - 1] <= t) {
            --active;
        }
        if (active == 0) {
            break;
        }
        for (std::size_t i = 0; i < active; ++i) {
            sentence.push_back(static_cast<Eigen::Index>(i));
        }
        offset.push_back(offset.back() + static_cast<Eigen::Index>(active));
    }
}

Linear::Linear(Parameters& parameters, const std::string& name, Eigen::Index in, Eigen::Index out,
               Random& random)
    : weight(parameters.add(name + ".weight", out, in, true)),
      bias(parameters.add(name + ".bias", out, 1, false)) {
    weight.fill(random, glorot(in, out));
}

void Linear::forward(const Block& x, Block y) const {
    y.noalias() = weight.value * x;
    y.colwise() += bias.value.col(0);
}

void Linear::backward(const Block& x, const Block& dy, Block* dx, bool add) {
    weight.gradient.noalias() += dy * x.transpose();
    bias.gradient.col(0) += dy.rowwise().sum();
    if (dx != nullptr && add) {
        dx->noalias() += weight.value.transpose() * dy;
    } else if (dx != nullptr) {
        dx->noalias() = weight.value.transpose() * dy;
    }
}

LayerNorm::LayerNorm(Parameters& parameters, const std::string& name, Eigen::Index width)
    : gain(parameters.add(name + ".gain", width, 1, false)),
      bias(parameters.add(name + ".bias", width, 1, false)) {
    gain.value.setOnes();
    gain.average.setOnes();
}

void LayerNorm::forward(const Block& x, Block y, Block normal, Block inverse) const {
    for (Eigen::Index c = 0; c < x.cols(); ++c) {
        const float mean = x.col(c).mean();
        normal.col(c) = x.col(c).array() - mean;
        const float variance = normal.col(c).squaredNorm() / static_cast<float>(x.rows());
        inverse(0, c) = 1 / std::sqrt(variance + kEpsilon);
        normal.col(c) *= inverse(0, c);
        y.col(c) = normal.col(c).cwiseProduct(gain.value.col(0)) + bias.value.col(0);
    }
}

void LayerNorm::backward(const Block& normal, const Block& inverse, const Block& dy, Block dx) {
    for (Eigen::Index c = 0; c < dy.cols(); ++c) {
        gain.gradient.col(0) += dy.col(c).cwiseProduct(normal.col(c));
        bias.gradient.col(0) += dy.col(c);
        dx.col(c) = dy.col(c).cwiseProduct(gain.value.col(0));
        const float mean = dx.col(c).mean();
        const float along = dx.col(c).dot(normal.col(c)) / static_cast<float>(dy.rows());
        dx.col(c) =
            inverse(0, c) * (dx.col(c).array() - mean - along * normal.col(c).array()).matrix();
    }
}

Lstm::Lstm(Parameters& parameters, const std::string& name, Eigen::Index in, Eigen::Index hidden,
           bool reversed, Random& random)
    : input_weight(parameters.add(name + ".input", 4 * hidden, in, true)),
      hidden_weight(parameters.add(name + ".hidden", 4 * hidden, hidden, true)),
      bias(parameters.add(name + ".bias", 4 * hidden, 1, false)),
      reversed_(reversed) {
    input_weight.fill(random, glorot(in, hidden));
    for (Eigen::Index gate = 0; gate < 4; ++gate) {
        hidden_weight.value.middleRows(gate * hidden, hidden) = orthogonal(random, hidden);
    }
    hidden_weight.average = hidden_weight.value;
    bias.value.middleRows(hidden, hidden).setOnes();  // forget gates start open
    bias.average = bias.value;
}

void Lstm::activate(Saved& saved, Eigen::Index from, Eigen::Index count) const {
    const Eigen::Index n = saved.cell.rows();
    Block gates = columns(saved.gates, from, count);
    gates.topRows(3 * n) = gates.topRows(3 * n).array().logistic();
    gates.bottomRows(n) = gates.bottomRows(n).array().tanh();
    Block cell = columns(saved.cell, from, count);
    cell.array() =
        gates.middleRows(n, n).array() * columns(saved.cell_before, from, count).array() +
        gates.topRows(n).array() * gates.bottomRows(n).array();
    Block cell_tanh = columns(saved.cell_tanh, from, count);
    cell_tanh.array() = cell.array().tanh();
    columns(saved.hidden, from, count).array() =
        gates.middleRows(2 * n, n).array() * cell_tanh.array();
}

Lstm::Saved Lstm::forward(const Packing& packing, const Block& x, Arena& arena) const {
    const Eigen::Index n = hidden_weight.value.cols();
    const Eigen::Index words = packing.words();
    Saved s{arena.block(4 * n, words), arena.block(n, words), arena.block(n, words),
            arena.block(n, words),     arena.zeros(n, words), arena.zeros(n, words)};
    s.gates.noalias() = input_weight.value * x;
    s.gates.colwise() += bias.value.col(0);
    const Eigen::Index steps = packing.steps();
    for (Eigen::Index i = 0; i < steps; ++i) {
        const Eigen::Index t = reversed_ ? steps - 1 - i : i;
        const Eigen::Index from = packing.column(0, t);
        if (i > 0) {
            const Eigen::Index before = reversed_ ? t + 1 : t - 1;
            const Eigen::Index count = std::min(packing.count(t), packing.count(before));
            const Eigen::Index before_from = packing.column(0, before);
            columns(s.hidden_before, from, count) = columns(s.hidden, before_from, count);
            columns(s.cell_before, from, count) = columns(s.cell, before_from, count);
            columns(s.gates, from, count).noalias() +=
                hidden_weight.value * columns(s.hidden_before, from, count);
        }
        activate(s, from, packing.count(t));
    }
    return s;
}

void Lstm::backward(const Packing& packing, const Block& x, Saved& s, Block dhidden, Block dx,
                    Arena& arena) {
    const Eigen::Index n = hidden_weight.value.cols();
    const Eigen::Index steps = packing.steps();
    Block dcell = arena.zeros(n, packing.words());
    for (Eigen::Index i = steps - 1; i >= 0; --i) {
        const Eigen::Index t = reversed_ ? steps - 1 - i : i;
        const Eigen::Index from = packing.column(0, t);
        for (Eigen::Index c = from; c < from + packing.count(t); ++c) {
            auto in = s.gates.col(c).segment(0, n).array();
            auto forget = s.gates.col(c).segment(n, n).array();
            auto out = s.gates.col(c).segment(2 * n, n).array();
            auto candidate = s.gates.col(c).segment(3 * n, n).array();
            auto tanh_cell = s.cell_tanh.col(c).array();
            auto dh = dhidden.col(c).array();
            auto dc = dcell.col(c).array();
            dc += dh * out * (1 - tanh_cell.square());
            out = dh * tanh_cell * out * (1 - out);
            // dh is not needed any more: it holds the gradient for the cell before
            dh = dc * forget;
            forget = dc * s.cell_before.col(c).array() * forget * (1 - forget);
            tanh_cell = dc * in * (1 - candidate.square());
            in = dc * candidate * in * (1 - in);
            candidate = tanh_cell;
        }
        if (i > 0) {
            const Eigen::Index before = reversed_ ? t + 1 : t - 1;
            const Eigen::Index count = std::min(packing.count(t), packing.count(before));
            const Eigen::Index before_from = packing.column(0, before);
            columns(dcell, before_from, count) = columns(dhidden, from, count);
            columns(dhidden, before_from, count).noalias() +=
                hidden_weight.value.transpose() * columns(s.gates, from, count);
        }
    }
    input_weight.gradient.noalias() += s.gates * x.transpose();
    hidden_weight.gradient.noalias() += s.gates * s.hidden_before.transpose();
    bias.gradient.col(0) += s.gates.rowwise().sum();
    dx.noalias() += input_weight.value.transpose() * s.gates;
}

void softmax(const Block& scores, Block out) {
    for (Eigen::Index c = 0; c < scores.cols(); ++c) {
        out.col(c) = (scores.col(c).array() - scores.col(c).maxCoeff()).exp();
        out.col(c) /= out.col(c).sum();
    }
}

double cross_entropy(const Block& probability, const Targets& targets, double weight,
                     Eigen::Index words, Block gradient) {
    double loss = 0;
    const double scale = weight / static_cast<double>(words);
    for (Eigen::Index c = 0; c < probability.cols(); ++c) {
        const std::span<const Share> shares = targets[static_cast<std::size_t>(c)];
        if (shares.empty()) {
            continue;
        }
        gradient.col(c) += static_cast<float>(scale) * probability.col(c);
        for (const Share& share : shares) {
            const auto label = static_cast<Eigen::Index>(share.label);
            gradient(label, c) -= static_cast<float>(scale) * share.weight;
            loss -= scale * static_cast<double>(share.weight) *
                    std::log(std::max(static_cast<double>(probability(label, c)), 1e-20));
        }
    }
    return loss;
}

void dropout_mask(Random& random, double drop, Block mask) {
    const auto threshold = static_cast<std::uint64_t>(drop * 65536);
    const auto keep = static_cast<float>(1 / (1 - drop));
    std::uint64_t bits = 0;
    for (Eigen::Index i = 0; i < mask.size(); ++i) {
        bits = i % 4 == 0 ? random.next() : bits >> 16;
        mask.data()[i] = (bits & 0xFFFF) < threshold ? 0 : keep;
    }
}

}  // namespace trefoil::extract::train
