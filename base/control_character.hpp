#pragma once

namespace trefoil {

/// True for characters that move the cursor, change the terminal or turn the direction of writing:
/// control characters (category Cc), line and paragraph separators, bidirectional format
/// characters.
constexpr bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200E && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace trefoil
