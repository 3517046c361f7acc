#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace trefoil {

/// Half-open range of UTF-8 bytes in the stored text of one document. Outputs convert to code
/// points (see CodePointIndex in base/utf8.hpp).
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    auto operator<=>(const Span&) const = default;

    [[nodiscard]] std::uint32_t size() const { return end - begin; }

    [[nodiscard]] bool empty() const { return begin == end; }

    [[nodiscard]] bool contains(Span other) const {
        return begin <= other.begin && other.end <= end;
    }

    [[nodiscard]] bool overlaps(Span other) const { return begin < other.end && other.begin < end; }

    /// The bytes of `text` in this range; the view lives as long as `text`.
    [[nodiscard]] std::string_view of(std::string_view text) const {
        return text.substr(begin, end - begin);
    }
};

}  // namespace trefoil
