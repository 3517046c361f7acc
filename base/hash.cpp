#include "base/hash.hpp"

#include <array>
#include <xxhash.h>

namespace trefoil {

std::string Hash128::hex() const {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out(32, '0');
    for (std::size_t i = 0; i < 16; ++i) {
        out[i] = kDigits[(high >> (60 - 4 * i)) & 0xF];
        out[16 + i] = kDigits[(low >> (60 - 4 * i)) & 0xF];
    }
    return out;
}

std::optional<Hash128> Hash128::from_hex(std::string_view text) {
    if (text.size() != 32) {
        return std::nullopt;
    }
    std::array<std::uint64_t, 2> words{};
    for (std::size_t i = 0; i < 32; ++i) {
        const char c = text[i];
        std::uint64_t digit = 0;
        if (c >= '0' && c <= '9') {
            digit = static_cast<std::uint64_t>(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            digit = static_cast<std::uint64_t>(c - 'a') + 10;
        } else {
            return std::nullopt;
        }
        words[i / 16] = words[i / 16] << 4 | digit;
    }
    return Hash128{words[0], words[1]};
}

Hasher& Hasher::add(std::string_view field) {
    add(static_cast<std::uint64_t>(field.size()));
    bytes_.append(field);
    return *this;
}

Hasher& Hasher::add(std::uint64_t field) {
    for (int shift = 0; shift < 64; shift += 8) {
        bytes_.push_back(static_cast<char>(field >> shift & 0xFF));
    }
    return *this;
}

Hash128 Hasher::finish() const {
    const XXH128_hash_t h = XXH3_128bits(bytes_.data(), bytes_.size());
    return {h.high64, h.low64};
}

}  // namespace trefoil
