// AVX2: products of 7-bit codes with int8 weights in pairs (maddubs cannot saturate: 2 * 127 * 127
// < 32768), then in fours. Tiles of one block of 16 rows by 4 words.
#if defined(__AVX2__)

#include <immintrin.h>

#include "extract/neural/kernels.hpp"

namespace trefoil::extract::neural {

namespace {

#define TREFOIL_LANES 8
#include "extract/neural/kernels_body.inc"

template <int kWords>
TREFOIL_INLINE void tile(const PackedMatrix& w, const QuantizedRows& x, std::size_t block,
                         std::size_t word, Add add, float* out, std::size_t out_stride) {
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i sum[kWords][2];
    for (int i = 0; i < kWords; ++i) {
        sum[i][0] = _mm256_setzero_si256();
        sum[i][1] = _mm256_setzero_si256();
    }
    const std::int8_t* weights = w.weights + block * w.groups * 64;
    const std::uint8_t* codes = x.codes + word * x.stride;
    for (std::size_t g = 0; g < w.groups; ++g) {
        const __m256i low = _mm256_load_si256(reinterpret_cast<const __m256i*>(weights + 64 * g));
        const __m256i high =
            _mm256_load_si256(reinterpret_cast<const __m256i*>(weights + 64 * g + 32));
        for (int i = 0; i < kWords; ++i) {
            std::int32_t four;
            __builtin_memcpy(&four, codes + static_cast<std::size_t>(i) * x.stride + 4 * g, 4);
            const __m256i code = _mm256_set1_epi32(four);
            sum[i][0] = _mm256_add_epi32(sum[i][0],
                                         _mm256_madd_epi16(_mm256_maddubs_epi16(code, low), ones));
            sum[i][1] = _mm256_add_epi32(sum[i][1],
                                         _mm256_madd_epi16(_mm256_maddubs_epi16(code, high), ones));
        }
    }
    for (int i = 0; i < kWords; ++i) {
        const std::size_t at = word + static_cast<std::size_t>(i);
        alignas(64)
            std::int32_t stored[16];  // not the sums themselves: these are to stay in registers
        _mm256_store_si256(reinterpret_cast<__m256i*>(stored), sum[i][0]);
        _mm256_store_si256(reinterpret_cast<__m256i*>(stored + 8), sum[i][1]);
        finish(w, block, stored, x.zeros[at], x.scales[at], add, out + at * out_stride);
    }
}

void product(const PackedMatrix& w, const QuantizedRows& x, std::size_t words, Add add, float* out,
             std::size_t out_stride) {
    for (std::size_t block = 0; block < w.blocks; ++block) {
        std::size_t word = 0;
        for (; word + 4 <= words; word += 4) {
            tile<4>(w, x, block, word, add, out, out_stride);
        }
        for (; word < words; ++word) {
            tile<1>(w, x, block, word, add, out, out_stride);
        }
    }
}

}  // namespace

extern const Kernels kAvx2Kernels;
const Kernels kAvx2Kernels = {"avx2",     product, quantize, lstm_cell,
                              layer_norm, dots,    softmax,  leaky};

}  // namespace trefoil::extract::neural

#endif
