#include "extract/neural/features.hpp"

#include <algorithm>
#include <unicode/uchar.h>

#include "base/utf8.hpp"

namespace trefoil::extract::neural {

namespace {

constexpr std::string_view kNumberStandIn = "25";
constexpr std::size_t kLongestShape = 6;

/// Appends a code point with plain quotes, dashes and ellipsis.
void append_plain(std::string& out, char32_t c) {
    switch (c) {
        case 0x2018:
        case 0x2019:
        case 0x201B:
        case 0x02BC:
        case 0x00B4:
            out += '\'';
            return;
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0x201F:
        case 0x00AB:
        case 0x00BB:
            out += '"';
            return;
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
        case 0x2212:
            out += '-';
            return;
        case 0x2026:
            out += "...";
            return;
        default:
            append_utf8(out, c);
    }
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

void make_plain(std::string_view form, std::string& out) {
    out.clear();
    if (is_ascii(form)) {
        out = form == "``" || form == "''" ? std::string_view("\"") : form;
        return;
    }
    for (std::size_t at = 0; at < form.size(); at += code_point_size(form, at)) {
        append_plain(out, code_point_at(form, at));
    }
}

void make_lower(std::string_view text, std::string& out) {
    out.clear();
    if (is_ascii(text)) {
        for (const char c : text) {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
        return;
    }
    for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
        append_utf8(
            out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(code_point_at(text, at)))));
    }
}

char class_of(char32_t c) {
    if (c < 0x80) {
        if (c >= 'A' && c <= 'Z') {
            return 'X';
        }
        if (c >= 'a' && c <= 'z') {
            return 'x';
        }
        return c >= '0' && c <= '9' ? 'd' : static_cast<char>(c);
    }
    const auto u = static_cast<UChar32>(c);
    if (u_isupper(u) != 0) {
        return 'X';
    }
    return u_isalpha(u) != 0 ? 'x' : (u_isdigit(u) != 0 ? 'd' : '*');
}

/// Runs of one class become one letter, but a second capital shows: "XXx" for "USAir".
void make_shape(std::string_view plain, bool first, std::string& out) {
    out.clear();
    if (first) {
        out += '^';
    }
    char before = 0;
    bool doubled = false;
    for (std::size_t at = 0; at < plain.size() && out.size() < kLongestShape;
         at += code_point_size(plain, at)) {
        const char c = class_of(code_point_at(plain, at));
        if (c != before) {
            out += c;
            doubled = false;
        } else if (c == 'X' && !doubled) {
            out += c;
            doubled = true;
        }
        before = c;
    }
}

/// Bytes of the first `n` code points; npos if there are fewer.
std::size_t prefix_bytes(std::string_view text, std::size_t n) {
    std::size_t at = 0;
    for (; n > 0; --n) {
        if (at >= text.size()) {
            return std::string_view::npos;
        }
        at += code_point_size(text, at);
    }
    return std::min(at, text.size());
}

/// Where the last `n` code points start; npos if there are fewer.
std::size_t suffix_start(std::string_view text, std::size_t n) {
    std::size_t at = text.size();
    for (; n > 0; --n) {
        if (at == 0) {
            return std::string_view::npos;
        }
        do {
            --at;
        } while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    }
    return at;
}

}  // namespace

void WordKeys::assign(std::string_view form, bool first_in_sentence) {
    make_plain(form, plain);
    make_lower(plain, lower);
    word.clear();
    for (const char c : lower) {
        word += is_digit(c) ? '0' : c;
    }
    make_shape(plain, first_in_sentence, shape);
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string_view source = i == 0 ? plain : word;
        const std::size_t bytes = prefix_bytes(source, i + 1);
        affixes[i].assign(1, static_cast<char>('a' + i));
        if (bytes != std::string_view::npos) {
            affixes[i] += source.substr(0, bytes);
        }
    }
    if (affixes[0].size() == 2 && is_digit(affixes[0][1])) {
        affixes[0][1] = '0';
    }
    for (std::size_t i = 3; i < kAffixes; ++i) {
        const std::size_t start = suffix_start(word, i - 2);
        affixes[i].assign(1, static_cast<char>('a' + i));
        if (start != std::string_view::npos) {
            affixes[i] += std::string_view(word).substr(start);
        }
    }
}

WordRows Vocabularies::rows(const WordKeys& keys) const {
    WordRows out;
    std::uint32_t id = vectors.find(keys.lower);
    if (id == StringTable::kNone && std::ranges::any_of(keys.lower, is_digit)) {
        id = vectors.find(kNumberStandIn);
    }
    if (id == StringTable::kNone) {
        const std::size_t hyphen = keys.lower.rfind('-');
        if (hyphen != std::string::npos && hyphen + 1 < keys.lower.size()) {
            id = vectors.find(std::string_view(keys.lower).substr(hyphen + 1));
        }
    }
    out.vector = id + 1;  // kNone + 1 is 0, the unknown row
    out.word = words.find(keys.word) + 1;
    out.shape = shapes.find(keys.shape) + 1;
    for (std::size_t i = 0; i < kAffixes; ++i) {
        out.affixes[i] = affixes.find(keys.affixes[i]) + 1;
    }
    return out;
}

}  // namespace trefoil::extract::neural
