#include "query/lexer.hpp"

#include <optional>
#include <unicode/uchar.h>

#include "base/utf8.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_name_start(char32_t c) {
    return c == '_' || (c < 0x80 ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                                 : u_isIDStart(static_cast<UChar32>(c)) != 0);
}

bool is_name_part(char32_t c) {
    return is_name_start(c) || (c < 0x80 ? c >= '0' && c <= '9'
                                         : u_isIDPart(static_cast<UChar32>(c)) != 0 &&
                                               u_isIDIgnorable(static_cast<UChar32>(c)) == 0);
}

std::optional<unsigned> hex_digit(char c) {
    if (is_digit(c)) {
        return static_cast<unsigned>(c - '0');
    }
    const char l = static_cast<char>(c | 0x20);
    if (l >= 'a' && l <= 'f') {
        return static_cast<unsigned>(l - 'a' + 10);
    }
    return std::nullopt;
}

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}

    std::vector<Token> run() {
        std::vector<Token> tokens;
        for (;;) {
            skip_blanks();
            tokens.push_back(next());
            if (tokens.back().kind == TokenKind::End) {
                return tokens;
            }
        }
    }

  private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    [[nodiscard]] bool ended() const { return at_ >= text_.size(); }

    void skip_blanks() {
        while (!ended()) {
            if (text_.compare(at_, 2, "//") == 0) {
                const std::size_t end = text_.find_first_of("\r\n", at_);
                at_ = end == std::string_view::npos ? text_.size() : end;
            } else if (text_.compare(at_, 2, "/*") == 0) {
                const std::size_t end = text_.find("*/", at_ + 2);
                if (end == std::string_view::npos) {
                    syntax_error("UnexpectedSyntax", "a comment is not closed by */", at_);
                }
                at_ = end + 2;
            } else if (static_cast<unsigned char>(peek()) < 0x80) {
                if (u_isUWhiteSpace(peek()) == 0) {
                    return;
                }
                ++at_;
            } else {
                if (u_isUWhiteSpace(static_cast<UChar32>(code_point_at(text_, at_))) == 0) {
                    return;
                }
                at_ += code_point_size(text_, at_);
            }
        }
    }

    Token finish(TokenKind kind, std::size_t begin, std::string value = {}) {
        return {kind, text_.substr(begin, at_ - begin), std::move(value), begin, at_};
    }

    Token next() {
        const std::size_t begin = at_;
        if (ended()) {
            return finish(TokenKind::End, begin);
        }
        const char c = peek();
        if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
            return number();
        }
        if (c == '\'' || c == '"') {
            return string(c);
        }
        if (c == '`') {
            std::string value = backticks();
            return finish(TokenKind::QuotedIdentifier, begin, std::move(value));
        }
        if (c == '$') {
            return parameter();
        }
        if (is_name_start(code_point_at(text_, at_))) {
            std::string value = name();
            return finish(TokenKind::Identifier, begin, std::move(value));
        }
        return symbol();
    }

    std::string name() {
        const std::size_t begin = at_;
        while (!ended() && is_name_part(code_point_at(text_, at_))) {
            at_ += code_point_size(text_, at_);
        }
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::string backticks() {
        const std::size_t begin = at_++;
        std::string value;
        for (;;) {
            if (ended()) {
                syntax_error("UnexpectedSyntax", "a quoted name is not closed by `", begin);
            }
            const char c = text_[at_++];
            if (c == '`') {
                if (peek() != '`') {
                    return value;
                }
                ++at_;
            }
            value += c;
        }
    }

    Token parameter() {
        const std::size_t begin = at_++;
        std::string value = peek() == '`' ? backticks() : name();
        if (at_ == begin + 1) {
            while (is_digit(peek())) {
                value += text_[at_++];
            }
        }
        if (value.empty()) {
            syntax_error("UnexpectedSyntax", "a parameter needs a name after $", begin);
        }
        return finish(TokenKind::Parameter, begin, std::move(value));
    }

    Token number() {
        const std::size_t begin = at_;
        bool is_float = false;
        bool valid = true;
        if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X' || peek(1) == 'o')) {
            const bool hex = peek(1) != 'o';
            at_ += 2;
            const std::size_t digits = at_;
            while (hex ? hex_digit(peek()).has_value() : (peek() >= '0' && peek() <= '7')) {
                ++at_;
            }
            valid = at_ > digits;
        } else {
            skip_digits();
            if (peek() == '.' && is_digit(peek(1))) {
                is_float = true;
                ++at_;
                skip_digits();
            }
            const char sign = peek(1);
            const bool exponent =
                (peek() == 'e' || peek() == 'E') &&
                (is_digit(sign) || ((sign == '-' || sign == '+') && is_digit(peek(2))));
            if (exponent) {
                is_float = true;
                at_ += 2;
                skip_digits();
            }
        }
        if (!valid || (!ended() && is_name_part(code_point_at(text_, at_)))) {
            name();
            return finish(TokenKind::BadNumber, begin);
        }
        return finish(is_float ? TokenKind::Float : TokenKind::Integer, begin);
    }

    void skip_digits() {
        while (is_digit(peek())) {
            ++at_;
        }
    }

    Token string(char quote) {
        const std::size_t begin = at_++;
        std::string value;
        for (;;) {
            if (ended()) {
                syntax_error("UnexpectedSyntax", "a string is not closed", begin);
            }
            const char c = text_[at_++];
            if (c == quote) {
                return finish(TokenKind::String, begin, std::move(value));
            }
            if (c == '\\') {
                escape(value);
            } else {
                value += c;
            }
        }
    }

    void escape(std::string& value) {
        const std::size_t begin = at_ - 1;
        const char c = peek();
        ++at_;
        switch (c) {
            case 'b':
                value += '\b';
                return;
            case 'f':
                value += '\f';
                return;
            case 'n':
                value += '\n';
                return;
            case 'r':
                value += '\r';
                return;
            case 't':
                value += '\t';
                return;
            case '\\':
            case '\'':
            case '"':
            case '`':
            case '/':
                value += c;
                return;
            case 'u':
            case 'U': {
                char32_t code = hexadecimal(begin, c == 'u' ? 4 : 8);
                if (code >= 0xD800 && code < 0xDC00 && peek() == '\\' && peek(1) == 'u') {
                    at_ += 2;
                    const char32_t low = hexadecimal(begin, 4);
                    code = low >= 0xDC00 && low < 0xE000
                               ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
                               : 0xD800;
                }
                if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
                    syntax_error("InvalidUnicodeLiteral", "this escape is no Unicode character",
                                 begin);
                }
                append_utf8(value, code);
                return;
            }
            default:
                syntax_error("UnexpectedSyntax", "unknown escape in a string", begin,
                             "write \\\\ for a backslash");
        }
    }

    char32_t hexadecimal(std::size_t begin, int digits) {
        char32_t code = 0;
        for (int i = 0; i < digits; ++i) {
            const auto digit = hex_digit(peek());
            if (!digit) {
                syntax_error(
                    "InvalidUnicodeLiteral",
                    "a Unicode escape needs " + std::to_string(digits) + " hexadecimal digits",
                    begin);
            }
            code = code * 16 + *digit;
            ++at_;
        }
        return code;
    }

    Token symbol() {
        static constexpr std::string_view kPairs[] = {"<=", ">=", "<>", "=~", "+=", ".."};
        const std::size_t begin = at_;
        for (const std::string_view pair : kPairs) {
            if (text_.compare(at_, 2, pair) == 0) {
                at_ += 2;
                return finish(TokenKind::Symbol, begin);
            }
        }
        if (static_cast<unsigned char>(peek()) >= 0x80) {
            syntax_error("InvalidUnicodeCharacter",
                         "the character '" +
                             std::string(text_.substr(at_, code_point_size(text_, at_))) +
                             "' has no meaning here",
                         at_);
        }
        if (std::string_view("()[]{}<>=+-*/%^.,:;|").find(peek()) == std::string_view::npos) {
            syntax_error("UnexpectedSyntax",
                         "the character '" + std::string(1, peek()) + "' has no meaning here", at_);
        }
        ++at_;
        return finish(TokenKind::Symbol, begin);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
    return Lexer(text).run();
}

bool is_keyword(std::string_view a, std::string_view keyword) {
    if (a.size() != keyword.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        const char c = a[i] >= 'a' && a[i] <= 'z' ? static_cast<char>(a[i] - 'a' + 'A') : a[i];
        if (c != keyword[i]) {
            return false;
        }
    }
    return true;
}

std::string quote_identifier(std::string_view name) {
    bool plain = !name.empty() && is_name_start(code_point_at(name, 0));
    for (std::size_t i = 0; plain && i < name.size(); i += code_point_size(name, i)) {
        plain = is_name_part(code_point_at(name, i));
    }
    if (plain) {
        return std::string(name);
    }
    std::string quoted = "`";
    for (const char c : name) {
        quoted += c;
        if (c == '`') {
            quoted += c;
        }
    }
    return quoted + "`";
}

}  // namespace trefoil::query
