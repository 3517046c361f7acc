#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include <doctest/doctest.h>

#include "query/functions.hpp"
#include "query/lexer.hpp"
#include "query/parser.hpp"
#include "query/procedures.hpp"
#include "query/query_error.hpp"
#include "query/script.hpp"

using namespace trefoil;
using namespace trefoil::query;

namespace {

std::string parsed(std::string_view text) {
    return to_text(*parse_expression(text));
}

std::string error_of(std::string_view text) {
    try {
        parse_statement(text);
    } catch (const QueryError& error) {
        return error.detail();
    }
    return "";
}

}  // namespace

TEST_CASE("tokens know their place and their decoded text") {
    const auto tokens = tokenize("RETURN 'a\\n\\u00e9' /* x */ <= `b``c` $p 1..2 // end");
    REQUIRE(tokens.size() == 9);
    CHECK(tokens[1].value == "a\né");
    CHECK(tokens[2].text == "<=");
    CHECK(tokens[3].value == "b`c");
    CHECK(tokens[4].value == "p");
    CHECK(tokens[5].text == "1");
    CHECK(tokens[6].text == "..");
    CHECK(tokens[1].begin == 7);
    CHECK(tokens[8].kind == TokenKind::End);
}

TEST_CASE("operators bind as openCypher says") {
    CHECK(parsed("1 + 2 * 3 ^ 4 ^ 5") == "(+ 1 (* 2 (^ (^ 3 4) 5)))");
    CHECK(parsed("NOT a = b AND c OR d XOR e") == "(or (and (not (= a b)) c) (xor d e))");
    CHECK(parsed("a = b IS NULL") == "(= a (is-null b))");
    CHECK(parsed("1 < x <= 3") == "(and (< 1 x) (<= x 3))");
    CHECK(parsed("a.b[1]:L") == "(has-labels (index (. a b) 1) L)");
    CHECK(parsed("-x + - 3") == "(+ (- x) -3)");
    CHECK(parsed("x IN [1] + [2]") == "(in x (+ (list 1) (list 2)))");
}

TEST_CASE("parentheses, patterns and lists are told apart") {
    CHECK(parse_expression("(a)-->(b)")->kind == ExpressionKind::PatternPredicate);
    CHECK(parsed("(a) - (b)") == "(- a b)");
    CHECK(parse_expression("[(a)-->(b) | b]")->kind == ExpressionKind::PatternComprehension);
    CHECK(parse_expression("[(a)]")->kind == ExpressionKind::ListLiteral);
    CHECK(parse_expression("[x IN y WHERE x]")->kind == ExpressionKind::ListComprehension);
}

TEST_CASE("bad text is refused with a detail") {
    CHECK(error_of("RETURN 12a") == "InvalidNumberLiteral");
    CHECK(error_of("RETURN {1a: 2}") == "UnexpectedSyntax");
    CHECK(error_of("RETURN '\\uZZZZ'") == "InvalidUnicodeLiteral");
    CHECK(error_of("RETURN 1 — 2") == "InvalidUnicodeCharacter");
    CHECK(error_of("RETURN 1e999") == "FloatingPointOverflow");
    CHECK(error_of("MATCH (a)-[:R*-1]->(b) RETURN a") == "InvalidRelationshipPattern");
    CHECK(error_of("RETURN 'open") == "UnexpectedSyntax");
    CHECK(error_of("") == "UnexpectedSyntax");
}

TEST_CASE("deep nesting is an error and not a crash") {
    const std::string open(100'000, '(');
    CHECK(error_of("RETURN " + open) == "NestingTooDeep");
    CHECK(error_of("RETURN " + std::string(100'000, '[')) == "NestingTooDeep");
    std::string sum = "RETURN 1";
    for (int i = 0; i < 5'000; ++i) {
        sum += "+1";
    }
    CHECK(error_of(sum) == "NestingTooDeep");
}

TEST_CASE("random bytes never crash the parser") {
    std::mt19937 random(7);
    const std::vector<std::string> words = {
        "MATCH", "(", ")", "-", "[",  "]", "->",    "<", "n",  ":",    "RETURN", "{",  "}", "'",
        "1",     ".", ",", "*", "..", "=", "WHERE", "x", "IN", "CASE", "|",      "$p", "`", "WITH"};
    for (int i = 0; i < 3'000; ++i) {
        std::string text = "MATCH (n) RETURN ";
        for (unsigned j = 0; j < random() % 12; ++j) {
            text += words[random() % words.size()] + (random() % 2 != 0 ? " " : "");
        }
        CHECK_NOTHROW(static_cast<void>(error_of(text)));
    }
}

TEST_CASE("a caret points at the place of an error") {
    const std::string text = "MATCH (n)\nRETURN né + m +";
    try {
        parse_statement(text);
        FAIL("no error");
    } catch (QueryError& error) {
        error.locate(text);
        CHECK(error.line() == 2);
        CHECK(error.column() == 16);
        CHECK(render_caret(error, text) == "RETURN né + m +\n               ^\n");
    }
}

TEST_CASE("scripts are split outside of quotes and comments") {
    const auto parts = split_script("RETURN ';' ; // a;b\n /* ; */ RETURN `;`;;\n ");
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].text == "RETURN ';' ");
    CHECK(parts[1].text.ends_with("RETURN `;`"));
    CHECK(is_complete("RETURN 1; "));
    CHECK_FALSE(is_complete("RETURN '1;"));
    CHECK_FALSE(is_complete("RETURN 1; RETURN 2"));
}

TEST_CASE("statements arrive over several lines") {
    std::istringstream in(":param a => 1\nRETURN\n  'x;\n';\n\nRETURN 2 // two;\nRETURN 3;");
    StatementReader reader(in);
    CHECK(reader.next() == ":param a => 1");
    CHECK(reader.next() == "RETURN\n  'x;\n'");
    CHECK(reader.next() == "RETURN 2 // two;");
    CHECK(reader.next() == "RETURN 3");
    CHECK_FALSE(reader.next().has_value());
}

TEST_CASE("names that need it are quoted") {
    CHECK(quote_identifier("name") == "name");
    CHECK(quote_identifier("talk with") == "`talk with`");
    CHECK(quote_identifier("a`b") == "`a``b`");
    CHECK(quote_identifier("1a") == "`1a`");
}

TEST_CASE("the documentation lists every function and procedure") {
    std::ifstream in(std::string(TREFOIL_SOURCE_DIR) + "/docs/cypher.md");
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const auto documented = [&](std::string_view signature, std::string_view summary) {
        const std::string row =
            "| `" + std::string(signature) + "` | " + std::string(summary) + " |";
        CAPTURE(row);
        CHECK(text.find(row) != std::string::npos);
    };
    for (const FunctionFamily& family : function_families()) {
        for (const Function& function : family.functions) {
            documented(function.signature, function.summary);
        }
    }
    for (const AggregateFunction& function : aggregate_functions()) {
        documented(function.signature, function.summary);
    }
    for (const Procedure& procedure : procedures()) {
        documented(procedure.signature, procedure.summary);
    }
}
