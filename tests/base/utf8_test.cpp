#include "base/utf8.hpp"

#include <doctest/doctest.h>

using namespace trefoil;

TEST_CASE("decoding drops a byte order mark at the start and keeps line ends") {
    CHECK(to_valid_utf8("\xEF\xBB\xBFone\r\ntwo\n") == "one\r\ntwo\n");
    CHECK(to_valid_utf8("one\xEF\xBB\xBF") == "one\xEF\xBB\xBF");
}

TEST_CASE("each invalid byte becomes one replacement character") {
    const std::string replacement = "\xEF\xBF\xBD";
    CHECK(to_valid_utf8("a\xFF\xFE"
                        "b") == "a" + replacement + replacement + "b");
    CHECK(to_valid_utf8("\xE2\x82") == replacement + replacement);  // cut euro sign
    CHECK(to_valid_utf8("\xC0\xAF") == replacement + replacement);  // overlong
    CHECK(to_valid_utf8("\xED\xA0\x80") == replacement + replacement + replacement);  // surrogate
    CHECK(to_valid_utf8("\xF4\x90\x80\x80").size() == 4 * replacement.size());  // above U+10FFFF
    CHECK(to_valid_utf8("") == "");
}

TEST_CASE("validity agrees with decoding") {
    for (const std::string_view text : {"plain", "caf\xC3\xA9", "\xF0\x9F\x98\x80", ""}) {
        CHECK(is_valid_utf8(text));
        CHECK(to_valid_utf8(text) == text);
    }
    for (const std::string_view text : {"\x80", "\xC3", "\xF8\x88\x80\x80\x80", "ok\xC2"}) {
        CHECK_FALSE(is_valid_utf8(text));
        CHECK(is_valid_utf8(to_valid_utf8(text)));
    }
}

TEST_CASE("code points survive encoding and reading back") {
    for (const char32_t c : {U'a', U'\u00E9', U'\u20AC', U'\U0001F600', U'\U0010FFFF'}) {
        std::string text;
        append_utf8(text, c);
        CHECK(code_point_at(text, 0) == c);
        CHECK(code_point_size(text, 0) == text.size());
        CHECK(count_code_points(text) == 1);
    }
}

TEST_CASE("the code point index agrees with counting at every border of a long text") {
    std::string text;
    for (int i = 0; i < 100; ++i) {
        text += "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
    }
    const CodePointIndex index(text);
    for (std::size_t byte = 0; byte <= text.size();) {
        CHECK(index.code_points(byte) == count_code_points(std::string_view(text).substr(0, byte)));
        byte += byte < text.size() ? code_point_size(text, byte) : 1;
    }
    CHECK(CodePointIndex("").code_points(0) == 0);
}
