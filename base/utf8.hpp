#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trefoil {

/// Decodes input bytes to valid UTF-8: a leading byte order mark is dropped, each invalid byte
/// becomes U+FFFD, line ends are kept. Linear.
std::string to_valid_utf8(std::string_view bytes);

/// True if `bytes` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_valid_utf8(std::string_view bytes);

/// Length in bytes of the code point that starts at `text[at]` (valid UTF-8 assumed).
std::size_t code_point_size(std::string_view text, std::size_t at);

/// The code point that starts at `text[at]` (valid UTF-8 assumed).
char32_t code_point_at(std::string_view text, std::size_t at);

/// Number of code points in valid UTF-8.
std::size_t count_code_points(std::string_view text);

void append_utf8(std::string& out, char32_t code_point);

/// Maps byte offsets of one text to code point offsets. Building is linear; a lookup is constant.
class CodePointIndex {
  public:
    explicit CodePointIndex(std::string_view text);
    /// `byte` must be at most the text's size and lie on a code point border.
    [[nodiscard]] std::size_t code_points(std::size_t byte) const;

  private:
    static constexpr std::size_t kStride = 64;
    std::string_view text_;                 ///< must outlive the index
    std::vector<std::uint32_t> at_stride_;  ///< code points before byte kStride * i
};

}  // namespace trefoil
