#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "extract/neural/kernels.hpp"
#include "extract/neural/network.hpp"
#include "extract/neural/packed.hpp"

using namespace trefoil::extract::neural;

namespace {

/// Numbers in [-1, 1), the same on every machine.
class Numbers {
  public:
    float next() {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<float>(static_cast<std::int32_t>(state_ >> 32)) / 2147483648.0F;
    }

    void fill(float* p, std::size_t n, float scale = 1) {
        for (std::size_t i = 0; i < n; ++i) {
            p[i] = scale * next();
        }
    }

  private:
    std::uint64_t state_ = 12345;
};

struct Case {
    std::size_t rows;
    std::size_t columns;
    std::size_t words;
};

/// Aligned copy of packed bytes, as a mapped model has them.
struct Packed {
    Packed(const Case& c, Numbers& numbers) : values(c.rows * c.columns), bias(c.rows) {
        numbers.fill(values.data(), values.size());
        numbers.fill(bias.data(), bias.size());
        const auto bytes = pack_matrix(c.rows, c.columns, values, bias);
        std::byte* data = memory.of<std::byte>(bytes.size());
        std::memcpy(data, bytes.data(), bytes.size());
        matrix = view_matrix({data, bytes.size()}, "test");
    }

    std::vector<float> values;
    std::vector<float> bias;
    Scratch memory;
    PackedMatrix matrix;
};

struct Quantized {
    Quantized(const Kernels& kernels, const float* x, const Case& c) {
        rows.stride = 512;
        rows.codes = codes.of<std::uint8_t>(c.words * rows.stride);
        rows.scales = scales.of<float>(c.words);
        rows.zeros = zeros.of<std::int32_t>(c.words);
        kernels.quantize(x, 512, c.words, c.columns, rows);
    }

    Scratch codes, scales, zeros;
    QuantizedRows rows;
};

/// Quantised x and W x + bias, then += W x.
std::vector<float> product(const Kernels& kernels, const Packed& packed, const float* x,
                           const Case& c) {
    const Quantized q(kernels, x, c);
    const std::size_t stride = (c.rows + 15) / 16 * 16;
    Scratch memory;
    float* out = memory.of<float>(c.words * stride);
    kernels.product(packed.matrix, q.rows, c.words, Add::Bias, out, stride);
    kernels.product(packed.matrix, q.rows, c.words, Add::Output, out, stride);
    return {out, out + c.words * stride};
}

/// Zero beyond the columns, as the network keeps its rows.
float* inputs(Scratch& memory, const Case& c, Numbers& numbers) {
    float* x = memory.of<float>(c.words * 512);
    std::memset(x, 0, c.words * 512 * sizeof(float));
    for (std::size_t i = 0; i < c.words; ++i) {
        numbers.fill(x + i * 512, c.columns, 3);
    }
    return x;
}

const std::vector<Case> kCases = {{16, 4, 1},    {26, 128, 7},   {51, 66, 13},
                                  {512, 256, 6}, {485, 100, 29}, {40, 304, 3}};

}  // namespace

TEST_CASE("all kernels give the same bits for products") {
    const KernelList list = available_kernels();
    REQUIRE(list.count >= 1);
    Numbers numbers;
    for (const Case& c : kCases) {
        const Packed packed(c, numbers);
        Scratch memory;
        const float* x = inputs(memory, c, numbers);
        const std::vector<float> plain = product(*list.items[0], packed, x, c);
        for (std::size_t k = 1; k < list.count; ++k) {
            CAPTURE(list.items[k]->name);
            const std::vector<float> other = product(*list.items[k], packed, x, c);
            CHECK(std::memcmp(plain.data(), other.data(), plain.size() * sizeof(float)) == 0);
        }
    }
}

TEST_CASE("the largest codes and weights do not saturate") {
    const Case c{16, 256, 2};
    const std::vector<float> values(c.rows * c.columns, 1.0F);
    const auto bytes = pack_matrix(c.rows, c.columns, values, {});
    Scratch memory;
    std::byte* data = memory.of<std::byte>(bytes.size());
    std::memcpy(data, bytes.data(), bytes.size());
    const PackedMatrix matrix = view_matrix({data, bytes.size()}, "test");
    Scratch x_memory;
    float* x = x_memory.of<float>(c.words * 512);
    std::fill(x, x + c.words * 512, 2.0F);
    const KernelList list = available_kernels();
    for (std::size_t k = 0; k < list.count; ++k) {
        CAPTURE(list.items[k]->name);
        const Quantized q(*list.items[k], x, c);
        Scratch out_memory;
        float* out = out_memory.of<float>(c.words * 16);
        list.items[k]->product(matrix, q.rows, c.words, Add::Bias, out, 16);
        CHECK(out[0] == doctest::Approx(512));
        CHECK(out[31] == doctest::Approx(512));
    }
}

TEST_CASE("quantised products are close to exact ones") {
    Numbers numbers;
    const Case c{64, 256, 5};
    const Packed packed(c, numbers);
    Scratch memory;
    const float* x = inputs(memory, c, numbers);
    const std::vector<float> twice = product(best_kernels(), packed, x, c);
    for (std::size_t word = 0; word < c.words; ++word) {
        for (std::size_t r = 0; r < c.rows; ++r) {
            double exact = 0;
            for (std::size_t k = 0; k < c.columns; ++k) {
                exact += static_cast<double>(packed.values[r * c.columns + k]) *
                         static_cast<double>(x[word * 512 + k]);
            }
            exact = 2 * exact + static_cast<double>(packed.bias[r]);
            CHECK(std::fabs(static_cast<double>(twice[word * 64 + r]) - exact) <
                  1.0);  // values of about 30
        }
    }
}

TEST_CASE("all kernels give the same bits for the float parts") {
    const KernelList list = available_kernels();
    Numbers numbers;
    Scratch memory;
    float* start = memory.of<float>(4096);
    numbers.fill(start, 4096, 6);
    const auto run = [&](const Kernels& kernels) {
        Scratch copy;
        float* p = copy.of<float>(4096);
        std::memcpy(p, start, 4096 * sizeof(float));
        kernels.lstm_cell(p, 128, p + 512, p + 640);
        kernels.layer_norm(p + 1024, 256, p + 1280, p + 1536);
        kernels.dots(p + 2048, p + 2176, 128, 5, 128, p + 768);
        kernels.softmax(p + 3072, 49);
        kernels.leaky(p + 3136, 256, 0.1F);
        return std::vector<float>(p, p + 4096);
    };
    const std::vector<float> plain = run(*list.items[0]);
    for (std::size_t k = 1; k < list.count; ++k) {
        CAPTURE(list.items[k]->name);
        const std::vector<float> other = run(*list.items[k]);
        CHECK(std::memcmp(plain.data(), other.data(), plain.size() * sizeof(float)) == 0);
    }
}

TEST_CASE("the cell, softmax and layer norm agree with the standard library") {
    const Kernels& kernels = best_kernels();
    Numbers numbers;
    Scratch memory;
    float* p = memory.of<float>(256);
    numbers.fill(p, 256, 9);
    const std::vector<float> before(p, p + 256);
    kernels.lstm_cell(p, 16, p + 64, p + 80);
    const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
    for (std::size_t i = 0; i < 16; ++i) {
        const double cell = sigmoid(before[16 + i]) * before[64 + i] +
                            sigmoid(before[i]) * std::tanh(before[48 + i]);
        CHECK(p[64 + i] == doctest::Approx(cell).epsilon(1e-5));
        CHECK(p[80 + i] ==
              doctest::Approx(sigmoid(before[32 + i]) * std::tanh(cell)).epsilon(1e-5));
    }
    kernels.softmax(p + 128, 17);
    double sum = 0;
    double total = 0;
    for (std::size_t i = 0; i < 17; ++i) {
        total += std::exp(static_cast<double>(before[128 + i]));
    }
    for (std::size_t i = 0; i < 17; ++i) {
        sum += static_cast<double>(p[128 + i]);
        CHECK(
            p[128 + i] ==
            doctest::Approx(std::exp(static_cast<double>(before[128 + i])) / total).epsilon(1e-4));
    }
    CHECK(sum == doctest::Approx(1).epsilon(1e-5));
}
