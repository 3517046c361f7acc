#pragma once

#include <cstddef>
#include <cstdint>

namespace trefoil::extract::neural {

/// A matrix of int8 weights with a scale a row. Rows come in blocks of 16, columns in groups of 4:
/// `weights[block][group][row in block][column in group]`, padded with zeros. All arrays are
/// 64-byte aligned and padded to whole blocks.
struct PackedMatrix {
    const std::int8_t* weights = nullptr;
    const float* scales = nullptr;
    const std::int32_t* sums = nullptr;  ///< of the weights of each row, for the zero point
    const float* bias = nullptr;
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t blocks = 0;
    std::size_t groups = 0;
};

/// Activations of some words in 7 bits: value = scale * (code - zero), codes 0 to 127. Rows have
/// `stride` bytes, a multiple of 64, zero beyond the last column.
struct QuantizedRows {
    std::uint8_t* codes = nullptr;
    float* scales = nullptr;
    std::int32_t* zeros = nullptr;
    std::size_t stride = 0;
};

enum class Add : std::uint8_t {
    Bias,    ///< out = W x + bias
    Output,  ///< out += W x
};

/// The arithmetic of the network for one instruction set. All sets give the same bits: integer
/// products are exact (7-bit codes cannot saturate the 16-bit steps of SSE and AVX2), and the float
/// parts do the same IEEE operations in the same order of 16 lanes, without contraction. Pointers
/// to floats are 64-byte aligned, rows padded to 16 floats.
struct Kernels {
    const char* name;
    /// For `words` rows of x: out[word] = W x + bias, or out[word] += W x. `out_stride` in floats.
    void (*product)(const PackedMatrix& w, const QuantizedRows& x, std::size_t words, Add add,
                    float* out, std::size_t out_stride);
    /// Codes of `words` rows of `columns` floats.
    void (*quantize)(const float* x, std::size_t x_stride, std::size_t words, std::size_t columns,
                     const QuantizedRows& out);
    /// gates: input, forget, output, candidate, `hidden` each, before activation. `cell` is updated
    /// in place.
    void (*lstm_cell)(const float* gates, std::size_t hidden, float* cell, float* out);
    /// x = (x - mean) / deviation * gain + bias over `width` floats, a multiple of 16.
    void (*layer_norm)(float* x, std::size_t width, const float* gain, const float* bias);
    /// out[i] = a . rows[i] for `count` rows of `width` floats (a multiple of 16).
    void (*dots)(const float* a, const float* rows, std::size_t stride, std::size_t count,
                 std::size_t width, float* out);
    /// Softmax in place over `count` floats (any count; reads and writes no further).
    void (*softmax)(float* x, std::size_t count);
    /// x = max(x, slope * x) over `count` floats, a multiple of 16.
    void (*leaky)(float* x, std::size_t count, float slope);
};

/// Every instruction set this processor can run, the plainest first; the last is the fastest.
struct KernelList {
    const Kernels* items[4];
    std::size_t count;
};

KernelList available_kernels();

/// The fastest of available_kernels().
const Kernels& best_kernels();

}  // namespace trefoil::extract::neural
