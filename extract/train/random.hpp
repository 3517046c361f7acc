#pragma once

#include <cmath>
#include <cstdint>

namespace trefoil::extract::train {

/// xoshiro256** seeded by splitmix64: the same numbers on every machine and standard library.
class Random {
  public:
    explicit Random(std::uint64_t seed) {
        for (std::uint64_t& word : state_) {
            seed += 0x9E3779B97F4A7C15ULL;
            std::uint64_t z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
            word = z ^ (z >> 31);
        }
    }

    std::uint64_t next() {
        const std::uint64_t result = rotate(state_[1] * 5, 7) * 9;
        const std::uint64_t t = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= t;
        state_[3] = rotate(state_[3], 45);
        return result;
    }

    /// In [0, 1).
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    /// In [-limit, limit).
    float symmetric(double limit) { return static_cast<float>((2 * uniform() - 1) * limit); }

    bool chance(double probability) { return uniform() < probability; }

    /// In [0, n).
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }

  private:
    static std::uint64_t rotate(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

    std::uint64_t state_[4] = {};
};

}  // namespace trefoil::extract::train
