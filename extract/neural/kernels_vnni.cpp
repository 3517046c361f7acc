// AVX-512 VNNI: four products a lane and instruction. Tiles of 2 blocks of rows by 6 words.
#if defined(__AVX512VNNI__)

#include <immintrin.h>

#include "extract/neural/kernels.hpp"

namespace trefoil::extract::neural {

namespace {

#define TREFOIL_LANES 16
#include "extract/neural/kernels_body.inc"

template <int kBlocks, int kWords>
TREFOIL_INLINE void tile(const PackedMatrix& w, const QuantizedRows& x, std::size_t block,
                         std::size_t word, Add add, float* out, std::size_t out_stride) {
    __m512i sum[kBlocks][kWords];
    for (int b = 0; b < kBlocks; ++b) {
        for (int i = 0; i < kWords; ++i) {
            sum[b][i] = _mm512_setzero_si512();
        }
    }
    const std::int8_t* weights = w.weights + block * w.groups * 64;
    const std::uint8_t* codes = x.codes + word * x.stride;
    for (std::size_t g = 0; g < w.groups; ++g) {
        __m512i row[kBlocks];
        for (int b = 0; b < kBlocks; ++b) {
            row[b] = _mm512_load_si512(weights + (static_cast<std::size_t>(b) * w.groups + g) * 64);
        }
        for (int i = 0; i < kWords; ++i) {
            std::int32_t four;
            __builtin_memcpy(&four, codes + static_cast<std::size_t>(i) * x.stride + 4 * g, 4);
            const __m512i code = _mm512_set1_epi32(four);
            for (int b = 0; b < kBlocks; ++b) {
                sum[b][i] = _mm512_dpbusd_epi32(sum[b][i], code, row[b]);
            }
        }
    }
    for (int i = 0; i < kWords; ++i) {
        const std::size_t at = word + static_cast<std::size_t>(i);
        for (int b = 0; b < kBlocks; ++b) {
            alignas(64) std::int32_t stored[16];
            _mm512_store_si512(stored, sum[b][i]);
            finish(w, block + static_cast<std::size_t>(b), stored, x.zeros[at], x.scales[at], add,
                   out + at * out_stride);
        }
    }
}

template <int kBlocks>
TREFOIL_INLINE void strip(const PackedMatrix& w, const QuantizedRows& x, std::size_t words,
                          std::size_t block, Add add, float* out, std::size_t out_stride) {
    std::size_t word = 0;
    for (; word + 6 <= words; word += 6) {
        tile<kBlocks, 6>(w, x, block, word, add, out, out_stride);
    }
    for (; word + 2 <= words; word += 2) {
        tile<kBlocks, 2>(w, x, block, word, add, out, out_stride);
    }
    if (word < words) {
        tile<kBlocks, 1>(w, x, block, word, add, out, out_stride);
    }
}

void product(const PackedMatrix& w, const QuantizedRows& x, std::size_t words, Add add, float* out,
             std::size_t out_stride) {
    std::size_t block = 0;
    for (; block + 2 <= w.blocks; block += 2) {
        strip<2>(w, x, words, block, add, out, out_stride);
    }
    if (block < w.blocks) {
        strip<1>(w, x, words, block, add, out, out_stride);
    }
}

}  // namespace

extern const Kernels kVnniKernels;
const Kernels kVnniKernels = {"avx512-vnni", product, quantize, lstm_cell,
                              layer_norm,    dots,    softmax,  leaky};

}  // namespace trefoil::extract::neural

#endif
