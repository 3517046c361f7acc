#include "base/utf8.hpp"

namespace trefoil {
namespace {

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// Length of the well-formed sequence at `at`, or 0.
std::size_t valid_length(std::string_view s, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[at + i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) {
        return 1;
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || s.size() - at < size) {
        return 0;
    }
    for (std::size_t i = 1; i < size; ++i) {
        if (!is_continuation(s[at + i])) {
            return 0;
        }
    }
    const bool bad_second = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) ||
                            (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F);
    return bad_second ? 0 : size;
}

}  // namespace

std::string to_valid_utf8(std::string_view bytes) {
    static constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    static constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
    if (bytes.starts_with(kByteOrderMark)) {
        bytes.remove_prefix(kByteOrderMark.size());
    }
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t size = valid_length(bytes, at);
        out.append(size != 0 ? bytes.substr(at, size) : kReplacement);
        at += size != 0 ? size : 1;
    }
    return out;
}

bool is_valid_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t size = valid_length(bytes, at);
        if (size == 0) {
            return false;
        }
        at += size;
    }
    return true;
}

std::size_t code_point_size(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    return lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
}

char32_t code_point_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
    };
    switch (code_point_size(text, at)) {
        case 1:
            return byte(0);
        case 2:
            return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
        case 3:
            return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
        default:
            return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 |
                   (byte(3) & 0x3F);
    }
}

std::size_t count_code_points(std::string_view text) {
    std::size_t n = 0;
    for (const char c : text) {
        n += is_continuation(c) ? 0 : 1;
    }
    return n;
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
    std::uint32_t n = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i % kStride == 0) {
            at_stride_.push_back(n);
        }
        n += is_continuation(text[i]) ? 0 : 1;
    }
    if (text.size() % kStride == 0) {
        at_stride_.push_back(n);
    }
}

std::size_t CodePointIndex::code_points(std::size_t byte) const {
    const std::size_t block = byte / kStride;
    return at_stride_[block] +
           count_code_points(text_.substr(block * kStride, byte - block * kStride));
}

}  // namespace trefoil
