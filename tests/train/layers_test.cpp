// Numeric gradient checks: each layer's gradients against central differences of a random linear
// loss.
#include "extract/train/layers.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include <doctest/doctest.h>

using namespace trefoil::extract::train;

namespace {

Eigen::MatrixXf random_matrix(Random& random, Eigen::Index rows, Eigen::Index columns) {
    Eigen::MatrixXf m(rows, columns);
    for (Eigen::Index i = 0; i < m.size(); ++i) {
        m.data()[i] = random.symmetric(1);
    }
    return m;
}

Block view(Eigen::MatrixXf& m) {
    return {m.data(), m.rows(), m.cols()};
}

/// Compares `gradient` with the differences of `loss` when the entries of `value` move.
void check_gradient(Eigen::MatrixXf& value, const Eigen::MatrixXf& gradient,
                    const std::function<double()>& loss) {
    constexpr float kStep = 1e-2F;
    double worst = 0;
    for (Eigen::Index i = 0; i < value.size(); ++i) {
        const float before = value.data()[i];
        value.data()[i] = before + kStep;
        const double high = loss();
        value.data()[i] = before - kStep;
        const double low = loss();
        value.data()[i] = before;
        const double numeric = (high - low) / (2.0 * static_cast<double>(kStep));
        const double difference = std::fabs(numeric - static_cast<double>(gradient.data()[i]));
        worst = std::max(worst, difference / (1 + std::fabs(numeric)));
    }
    CHECK(worst < 3e-3);
    CHECK(gradient.norm() > 1e-3);  // a check of zeros against zeros proves nothing
}

double weighted_sum(const Eigen::MatrixXf& y, const Eigen::MatrixXf& weights) {
    return y.cast<double>().cwiseProduct(weights.cast<double>()).sum();
}

void check_lstm(bool reversed) {
    Random random(7);
    Parameters parameters;
    Lstm lstm(parameters, "lstm", 5, 4, reversed, random);
    const Packing packing({4, 3, 3, 1});
    Eigen::MatrixXf x = random_matrix(random, 5, packing.words());
    const Eigen::MatrixXf weights = random_matrix(random, 4, packing.words());
    Arena arena;
    const auto loss = [&] {
        arena.reset();
        return weighted_sum(lstm.forward(packing, view(x), arena).hidden, weights);
    };
    auto saved = lstm.forward(packing, view(x), arena);
    Eigen::MatrixXf dhidden = weights;
    Eigen::MatrixXf dx = Eigen::MatrixXf::Zero(x.rows(), x.cols());
    lstm.backward(packing, view(x), saved, view(dhidden), view(dx), arena);
    check_gradient(x, dx, loss);
    check_gradient(lstm.input_weight.value, lstm.input_weight.gradient, loss);
    check_gradient(lstm.hidden_weight.value, lstm.hidden_weight.gradient, loss);
    check_gradient(lstm.bias.value, lstm.bias.gradient, loss);
}

}  // namespace

TEST_CASE("packing puts the words of one position side by side, longest sentences first") {
    const Packing packing({3, 2, 2});
    CHECK(packing.words() == 7);
    CHECK(packing.steps() == 3);
    CHECK(packing.count(1) == 3);
    CHECK(packing.count(2) == 1);
    CHECK(packing.column(2, 1) == 5);
    CHECK(packing.sentence == std::vector<Eigen::Index>{0, 1, 2, 0, 1, 2, 0});
}

TEST_CASE("the gradients of Linear agree with differences") {
    Random random(1);
    Parameters parameters;
    Linear linear(parameters, "linear", 6, 4, random);
    Eigen::MatrixXf x = random_matrix(random, 6, 5);
    Eigen::MatrixXf weights = random_matrix(random, 4, 5);
    Eigen::MatrixXf y(4, 5);
    Eigen::MatrixXf dx(6, 5);
    Block dx_block = view(dx);
    linear.backward(view(x), view(weights), &dx_block);
    const auto loss = [&] {
        linear.forward(view(x), view(y));
        return weighted_sum(y, weights);
    };
    check_gradient(x, dx, loss);
    check_gradient(linear.weight.value, linear.weight.gradient, loss);
    check_gradient(linear.bias.value, linear.bias.gradient, loss);
}

TEST_CASE("the gradients of LayerNorm agree with differences") {
    Random random(2);
    Parameters parameters;
    LayerNorm norm(parameters, "norm", 8);
    norm.gain.fill(random, 1);
    Eigen::MatrixXf x = random_matrix(random, 8, 3);
    Eigen::MatrixXf weights = random_matrix(random, 8, 3);
    Eigen::MatrixXf y(8, 3);
    Eigen::MatrixXf normal(8, 3);
    Eigen::MatrixXf inverse(1, 3);
    Eigen::MatrixXf dx(8, 3);
    const auto loss = [&] {
        norm.forward(view(x), view(y), view(normal), view(inverse));
        return weighted_sum(y, weights);
    };
    loss();
    norm.backward(view(normal), view(inverse), view(weights), view(dx));
    check_gradient(x, dx, loss);
    check_gradient(norm.gain.value, norm.gain.gradient, loss);
    check_gradient(norm.bias.value, norm.bias.gradient, loss);
}

TEST_CASE("the gradients of the LSTM agree with differences in both directions") {
    SUBCASE("forward") {
        check_lstm(false);
    }
    SUBCASE("reversed") {
        check_lstm(true);
    }
}

TEST_CASE(
    "the gradient of softmax and cross-entropy agrees with differences, without target there is "
    "none") {
    Random random(3);
    Eigen::MatrixXf scores = random_matrix(random, 5, 3);
    Eigen::MatrixXf probability(5, 3);
    Targets targets;
    targets.add(2);
    targets.add(-1);
    targets.add(std::vector<Share>{{4, 0.7F}, {0, 0.2F}, {3, 0.1F}});
    const auto loss = [&] {
        softmax(view(scores), view(probability));
        Eigen::MatrixXf unused = Eigen::MatrixXf::Zero(5, 3);
        return cross_entropy(view(probability), targets, 0.5, 3, view(unused));
    };
    loss();
    Eigen::MatrixXf gradient = Eigen::MatrixXf::Zero(5, 3);
    cross_entropy(view(probability), targets, 0.5, 3, view(gradient));
    CHECK(gradient.col(1).isZero());
    check_gradient(scores, gradient, loss);
}

TEST_CASE("AdamW moves against the gradient, and clipping bounds the whole gradient's norm") {
    Parameters parameters;
    Parameter& p = parameters.add("p", 2, 1, false);
    p.gradient << 30, -40;
    const double norm = parameters.step(AdamOptions{}, 0.1);
    CHECK(norm == doctest::Approx(50));
    CHECK(p.value(0) == doctest::Approx(-0.1).epsilon(1e-3));
    CHECK(p.value(1) == doctest::Approx(0.1).epsilon(1e-3));
    CHECK(p.gradient.norm() == doctest::Approx(2.0));
}

TEST_CASE("dropout keeps the expected share and scales what it keeps") {
    Random random(4);
    Eigen::MatrixXf mask(100, 100);
    dropout_mask(random, 0.3, view(mask));
    CHECK(mask.mean() == doctest::Approx(1).epsilon(0.03));
    CHECK(mask.maxCoeff() == doctest::Approx(1 / 0.7));
    CHECK(mask.minCoeff() == 0);
}
