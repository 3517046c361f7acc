// SSE4.1: as AVX2, in quarters of a block. Compiled with the flags of the build where these include
// SSE4.1 (they do by default).
#if defined(__SSE4_1__)

#include <smmintrin.h>

#include "extract/neural/kernels.hpp"

namespace trefoil::extract::neural {

namespace {

#define TREFOIL_LANES 4
#include "extract/neural/kernels_body.inc"

template <int kWords>
TREFOIL_INLINE void tile(const PackedMatrix& w, const QuantizedRows& x, std::size_t block,
                         std::size_t word, Add add, float* out, std::size_t out_stride) {
    const __m128i ones = _mm_set1_epi16(1);
    __m128i sum[kWords][4];
    for (auto& word_sums : sum) {
        for (__m128i& s : word_sums) {
            s = _mm_setzero_si128();
        }
    }
    const std::int8_t* weights = w.weights + block * w.groups * 64;
    const std::uint8_t* codes = x.codes + word * x.stride;
    for (std::size_t g = 0; g < w.groups; ++g) {
        for (int i = 0; i < kWords; ++i) {
            std::int32_t four;
            __builtin_memcpy(&four, codes + static_cast<std::size_t>(i) * x.stride + 4 * g, 4);
            const __m128i code = _mm_set1_epi32(four);
            for (std::size_t q = 0; q < 4; ++q) {
                const __m128i row =
                    _mm_load_si128(reinterpret_cast<const __m128i*>(weights + 64 * g + 16 * q));
                sum[i][q] =
                    _mm_add_epi32(sum[i][q], _mm_madd_epi16(_mm_maddubs_epi16(code, row), ones));
            }
        }
    }
    for (int i = 0; i < kWords; ++i) {
        const std::size_t at = word + static_cast<std::size_t>(i);
        alignas(64)
            std::int32_t stored[16];  // not the sums themselves: these are to stay in registers
        for (int q = 0; q < 4; ++q) {
            _mm_store_si128(reinterpret_cast<__m128i*>(stored + 4 * q), sum[i][q]);
        }
        finish(w, block, stored, x.zeros[at], x.scales[at], add, out + at * out_stride);
    }
}

void product(const PackedMatrix& w, const QuantizedRows& x, std::size_t words, Add add, float* out,
             std::size_t out_stride) {
    for (std::size_t block = 0; block < w.blocks; ++block) {
        std::size_t word = 0;
        for (; word + 2 <= words; word += 2) {
            tile<2>(w, x, block, word, add, out, out_stride);
        }
        for (; word < words; ++word) {
            tile<1>(w, x, block, word, add, out, out_stride);
        }
    }
}

}  // namespace

extern const Kernels kSse4Kernels;
const Kernels kSse4Kernels = {"sse4",     product, quantize, lstm_cell,
                              layer_norm, dots,    softmax,  leaky};

}  // namespace trefoil::extract::neural

#endif
