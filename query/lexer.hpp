#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trefoil::query {

enum class TokenKind : std::uint8_t {
    End,
    Identifier,        ///< also every keyword: keywords are not reserved by the lexer
    QuotedIdentifier,  ///< between backticks
    String,
    Integer,  ///< decimal, 0x or 0o; the sign is an operator
    Float,
    BadNumber,  ///< digits with letters or a missing part: an error wherever a value may stand
    Parameter,  ///< $name, $1, $`a name`
    Symbol,     ///< punctuation; two characters only for <= >= <> =~ += ..
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::string_view text;  ///< as written; lives as long as the statement's text
    std::string value;      ///< decoded string, identifier or parameter name
    std::size_t begin = 0;  ///< bytes in the statement, half-open
    std::size_t end = 0;
};

/// Splits a statement into tokens; the last one is End. White space and comments (`//`, `/* */`)
/// are dropped. `text` must be valid UTF-8. Linear. Throws QueryError (InvalidUnicodeLiteral,
/// InvalidUnicodeCharacter, UnexpectedSyntax).
std::vector<Token> tokenize(std::string_view text);

/// True if `a` equals the upper-case ASCII `keyword`, ignoring case.
bool is_keyword(std::string_view a, std::string_view keyword);

/// `name` as it has to be written in a statement: with backticks where it is not a plain
/// identifier.
std::string quote_identifier(std::string_view name);

}  // namespace trefoil::query
