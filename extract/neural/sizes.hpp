#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>

namespace trefoil::extract::neural {

/// Widths and vocabulary sizes of a network, stored in the model as its section "net.sizes" (u32
/// each, this order).
struct Sizes {
    std::uint32_t format = 1;          ///< of all "net." sections
    std::uint32_t vector_width = 100;  ///< static vectors
    std::uint32_t word_width = 64;
    std::uint32_t affix_width = 32;
    std::uint32_t shape_width = 16;
    std::uint32_t width = 256;      ///< of words in the encoder: two directions of half of it
    std::uint32_t tag_width = 128;  ///< hidden layer of the tag heads
    std::uint32_t arc_width = 128;
    std::uint32_t label_width = 128;
    /// Rows of the embedding tables, each with its unknown row 0.
    std::uint32_t vectors = 0;
    std::uint32_t words = 0;
    std::uint32_t affixes = 0;
    std::uint32_t shapes = 0;
    /// Outputs.
    std::uint32_t upos = 0;
    std::uint32_t xpos = 0;
    std::uint32_t feats = 0;
    std::uint32_t rules = 0;
    std::uint32_t deprels = 0;

    [[nodiscard]] std::uint32_t tags() const { return upos + xpos + feats + rules; }

    [[nodiscard]] std::uint32_t input_width() const {
        return vector_width + word_width + 7 * affix_width + shape_width;
    }
};

/// Signed distance classes of an arc: 13 lengths (1 2 3 4 5 6-7 8-9 10-12 13-16 17-22 23-31 32-47
/// 48-) to the left and to the right.
inline constexpr std::size_t kDistances = 26;

/// The class of `head - dependent`, which is not 0. Arcs from the root have none.
inline std::size_t distance_class(std::ptrdiff_t delta) {
    constexpr std::array<std::ptrdiff_t, 13> kFrom = {1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 23, 32, 48};
    const std::ptrdiff_t length = delta < 0 ? -delta : delta;
    std::size_t i = 0;
    while (i + 1 < kFrom.size() && length >= kFrom[i + 1]) {
        ++i;
    }
    return delta < 0 ? i : i + kFrom.size();
}

}  // namespace trefoil::extract::neural
