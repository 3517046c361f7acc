// The plain kernels, for any processor, and the choice at run time.
#include "extract/neural/kernels.hpp"

namespace trefoil::extract::neural {

namespace {

#define TREFOIL_LANES 4
#include "extract/neural/kernels_body.inc"

void product(const PackedMatrix& w, const QuantizedRows& x, std::size_t words, Add add, float* out,
             std::size_t out_stride) {
    for (std::size_t word = 0; word < words; ++word) {
        const std::uint8_t* codes = x.codes + word * x.stride;
        for (std::size_t block = 0; block < w.blocks; ++block) {
            const std::int8_t* weights = w.weights + block * w.groups * 64;
            alignas(64) std::int32_t sum[16] = {};
            for (std::size_t g = 0; g < w.groups; ++g) {
                for (std::size_t row = 0; row < 16; ++row) {
                    std::int32_t four = 0;
                    for (std::size_t k = 0; k < 4; ++k) {
                        four += codes[4 * g + k] * weights[64 * g + 4 * row + k];
                    }
                    sum[row] += four;
                }
            }
            finish(w, block, sum, x.zeros[word], x.scales[word], add, out + word * out_stride);
        }
    }
}

constexpr Kernels kPlainKernels = {"plain",    product, quantize, lstm_cell,
                                   layer_norm, dots,    softmax,  leaky};

}  // namespace

#if defined(__x86_64__)
#if defined(__SSE4_1__)
extern const Kernels kSse4Kernels;
#endif
extern const Kernels kAvx2Kernels;
extern const Kernels kVnniKernels;
#endif

KernelList available_kernels() {
    KernelList list{{&kPlainKernels}, 1};
#if defined(__x86_64__)
#if defined(__SSE4_1__)
    list.items[list.count++] = &kSse4Kernels;
#endif
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        list.items[list.count++] = &kAvx2Kernels;
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
            __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni")) {
            list.items[list.count++] = &kVnniKernels;
        }
    }
#endif
    return list;
}

const Kernels& best_kernels() {
    static const KernelList kList = available_kernels();
    return *kList.items[kList.count - 1];
}

}  // namespace trefoil::extract::neural
