#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "base/utf8.hpp"
#include "extract/annotator.hpp"
#include "extract/model_file.hpp"
#include "extract/segmenter.hpp"

using namespace trefoil;
using namespace trefoil::extract;

namespace {

const Tokenizer& tokenizer() {
    static const Tokenizer kTokenizer(ModelFile::open(TREFOIL_SOURCE_DIR "/models/english.model"));
    return kTokenizer;
}

/// Sentences one a line, words separated by a space, "+" before later words of a multi-word token.
std::string shown(std::string_view text, TokenizeOptions options = {}) {
    std::string out;
    for (const Sentence& sentence : tokenizer().tokenize(text, options)) {
        for (const Token& token : sentence.tokens) {
            out += (&token == &sentence.tokens.front() ? "" : " ");
            out += (token.part > 1 ? "+" : "") + token.form;
        }
        out += '\n';
    }
    return out;
}

bool on_border(std::string_view text, std::uint32_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

/// What must hold for any valid UTF-8.
void check_spans(const std::string& text, const std::vector<Sentence>& sentences) {
    std::uint32_t at = 0;
    for (const Sentence& sentence : sentences) {
        REQUIRE_FALSE(sentence.tokens.empty());
        CHECK(sentence.span ==
              Span{sentence.tokens.front().span.begin, sentence.tokens.back().span.end});
        for (const Token& token : sentence.tokens) {
            REQUIRE(token.span.begin >= at);
            REQUIRE(token.span.end > token.span.begin);
            REQUIRE(token.span.end <= text.size());
            REQUIRE(on_border(text, token.span.begin));
            REQUIRE(on_border(text, token.span.end));
            REQUIRE(token.form == token.span.of(text));
            at = token.span.end;
        }
    }
}

}  // namespace

TEST_CASE("abbreviations, titles and initials do not end a sentence") {
    CHECK(shown("Mr. Olsson met Dr. J. K. Ferris in St. Louis on Jan. 3, 2012. Gov. Maria Lopez "
                "left.") ==
          "Mr. Olsson met Dr. J. K. Ferris in St. Louis on Jan. 3 , 2012 .\nGov. Maria Lopez left "
          ".\n");
    CHECK(shown("The U.S. Army said so. He lives in the U.S. She left at 5 p.m. on Monday.") ==
          "The U.S. Army said so .\nHe lives in the U.S.\nShe left at 5 p.m. on Monday .\n");
}

TEST_CASE("clitics become words of their own, with curly apostrophes too") {
    CHECK(shown("We can’t go and they've left.") == "We ca +n’t go and they +'ve left .\n");
    CHECK(shown("The students' books aren't Anna's; I cannot see.") ==
          "The students +' books are +n't Anna +'s ; I can +not see .\n");
    CHECK(shown("They're gonna say it's hers.") == "They +'re gon +na say it +'s hers .\n");
}

TEST_CASE("words of a multi-word token say which part they are") {
    const auto sentences = tokenizer().tokenize("It isn't so.");
    REQUIRE(sentences.size() == 1);
    const auto& tokens = sentences[0].tokens;
    REQUIRE(tokens.size() == 5);
    CHECK(tokens[1].part == 1);
    CHECK(tokens[2].part == 2);
    CHECK(tokens[2].parts == 2);
    CHECK_FALSE(tokens[1].space_after);
    CHECK(tokens[2].space_after);
    CHECK(tokens[3].parts == 0);
    CHECK_FALSE(tokens[3].space_after);
}

TEST_CASE("quotes of every kind are tokens and sentences end after the closing one") {
    CHECK(shown("“We won,” said Anna. “It is over.” She left.") ==
          "“ We won , ” said Anna .\n“ It is over . ”\nShe left .\n");
    CHECK(shown("\"I know,\" he said. \"Why?\" she asked.") ==
          "\" I know , \" he said .\n\" Why ? \" she asked .\n");
}

TEST_CASE("hyphen compounds are split as in the treebanks, prefixes are not") {
    CHECK(shown("The so-called US-based non-profit won.") ==
          "The so - called US - based non-profit won .\n");
}

TEST_CASE("numbers, addresses and emoji stay whole") {
    CHECK(shown("It has 1,234.56 people (3.5%) and costs $20.") ==
          "It has 1,234.56 people ( 3.5 % ) and costs $ 20 .\n");
    CHECK(shown("Mail joe.doe@example.co.uk or see http://www.example.com/a/b.html now.") ==
          "Mail joe.doe@example.co.uk or see http://www.example.com/a/b.html now .\n");
    CHECK(shown("Prices rose to 3.5.") == "Prices rose to 3.5 .\n");
    CHECK(shown("They won 👨‍👩‍👧 today") == "They won 👨‍👩‍👧 today\n");
}

TEST_CASE("a headline on a line of its own is a sentence of its own") {
    CHECK(shown("SENATE PASSES BILL\nBy Anna Smith\n\nThe Senate passed it.") ==
          "SENATE PASSES BILL\nBy Anna Smith\nThe Senate passed it .\n");
}

TEST_CASE("a blank line ends a sentence and starts a paragraph, with Windows line ends too") {
    for (const std::string_view text :
         {"One two\n\nthree four", "One two\r\n\r\nthree four", "One two\n \t\nthree four"}) {
        const auto sentences = tokenizer().tokenize(text);
        REQUIRE(sentences.size() == 2);
        CHECK(sentences[0].paragraph_start);
        CHECK(sentences[1].paragraph_start);
        CHECK(sentences[1].tokens[0].form == "three");
    }
    const std::string far = "One two\n" + std::string(500, ' ') + "\nthree four";
    CHECK(tokenizer().tokenize(far).size() == 2);
}

TEST_CASE("titles before names never end a sentence, countries and firms with stops may") {
    CHECK(shown("They met Sen. Brown and Rep. Green. Lt. Col. Jones left.") ==
          "They met Sen. Brown and Rep. Green .\nLt. Col. Jones left .\n");
    CHECK(shown("He lives in the U.S. She left.") == "He lives in the U.S.\nShe left .\n");
    CHECK(shown("The U.S. and the U.N. agreed.") == "The U.S. and the U.N. agreed .\n");
    CHECK(shown("Acme Inc. met us at 10 a.m. Tuesday.") ==
          "Acme Inc. met us at 10 a.m. Tuesday .\n");
}

TEST_CASE("ellipses end a sentence before a capital only, inside quotation marks too") {
    CHECK(shown("He paused... Then he left.") == "He paused ...\nThen he left .\n");
    CHECK(shown("“Well…” she said. “I don’t know…”") ==
          "“ Well … ” she said .\n“ I do +n’t know … ”\n");
}

TEST_CASE("items of a list are sentences of their own") {
    CHECK(shown("- First point\n- Second point\n- Third point") ==
          "- First point\n- Second point\n- Third point\n");
    CHECK(shown("We need:\n• bread and\nbutter\n• milk") ==
          "We need :\n• bread and butter\n• milk\n");
    CHECK(shown("It was late\n- too late - for us.") == "It was late - too late - for us .\n");
}

TEST_CASE("captions, credits, datelines and web addresses keep their parts together") {
    CHECK(shown("Photo: Anna Smith speaks in Oslo on Monday. (AP Photo/John Doe)") ==
          "Photo : Anna Smith speaks in Oslo on Monday .\n( AP Photo / John Doe )\n");
    CHECK(shown("LONDON (Reuters) - Shares fell on Monday, the bank said") ==
          "LONDON ( Reuters ) - Shares fell on Monday , the bank said\n");
    CHECK(shown("See https://example.com/a?b=c, or www.example.org. Mail info@example.com.") ==
          "See https://example.com/a?b=c , or www.example.org .\nMail info@example.com .\n");
}

TEST_CASE("emoji, skin tones and flags stay whole") {
    CHECK(shown("See you 👍🏽 in 🇳🇴 soon!") == "See you 👍🏽 in 🇳🇴 soon !\n");
}

TEST_CASE("no-break spaces separate words") {
    CHECK(shown("Anna\u00A0Smith paid 5\u00A0euros.") == "Anna Smith paid 5 euros .\n");
}

TEST_CASE("all capitals are split like other text") {
    CHECK(shown("THE PRESIDENT SAID HE WOULDN'T GO. HE LEFT.") ==
          "THE PRESIDENT SAID HE WOULD +N'T GO .\nHE LEFT .\n");
}

TEST_CASE("lines mode gives exactly one sentence for each line, also for an empty one") {
    const std::string text = "One. Two.\r\n\nThree\n";
    const auto sentences = tokenizer().tokenize(text, {.lines = true});
    REQUIRE(sentences.size() == 3);
    CHECK(sentences[0].tokens.size() == 4);
    CHECK(sentences[1].tokens.empty());
    CHECK(sentences[1].span == Span{11, 11});
    CHECK(sentences[2].tokens[0].span == Span{12, 17});
    CHECK(tokenizer().tokenize("", {.lines = true}).empty());
    CHECK(tokenizer().tokenize("\n\n", {.lines = true}).size() == 2);
}

TEST_CASE("an empty or blank text has no sentences") {
    CHECK(tokenizer().tokenize("").empty());
    CHECK(tokenizer().tokenize(" \r\n\t\n ").empty());
}

TEST_CASE("spans start at the given offset") {
    const auto sentences = tokenizer().tokenize("One two.", {}, 1000);
    REQUIRE(sentences.size() == 1);
    CHECK(sentences[0].span == Span{1000, 1008});
    CHECK(sentences[0].tokens[1].span == Span{1004, 1007});
}

TEST_CASE("text without full stops is cut into sentences of bounded length") {
    std::string text;
    for (int i = 0; i < 30000; ++i) {
        text += "word ";
    }
    std::size_t words = 0;
    for (const Sentence& sentence : tokenizer().tokenize(text)) {
        CHECK(sentence.tokens.size() <= kMaxSentenceWords);
        words += sentence.tokens.size();
    }
    CHECK(words == 30000);
}

TEST_CASE("a run without white space is cut into tokens of bounded length") {
    const std::string text(200000, 'x');
    const auto sentences = tokenizer().tokenize(text);
    std::size_t bytes = 0;
    for (const Sentence& sentence : sentences) {
        for (const Token& token : sentence.tokens) {
            CHECK(token.form.size() <= kMaxTokenCodePoints);
            bytes += token.form.size();
        }
    }
    CHECK(bytes == text.size());
}

TEST_CASE("a long text is split the same whatever surrounds a sentence") {
    // the walk looks at windows of 32 kB: shift a text over their borders
    const std::string piece =
        "Mr. Olsson said so-called “experts” weren’t in the U.S. on Monday, 12 May.\n\n";
    const std::string expected = shown(piece);
    for (const std::size_t shift : {0U, 1U, 7U, 31U}) {
        std::string text;
        for (std::size_t i = 0; i < shift; ++i) {
            text += "a\n\n";
        }
        for (int i = 0; i < 900; ++i) {
            text += piece;
        }
        std::string all;
        for (std::size_t i = 0; i < shift; ++i) {
            all += "a\n";
        }
        for (int i = 0; i < 900; ++i) {
            all += expected;
        }
        CHECK(shown(text) == all);
    }
}

TEST_CASE("random text gives monotone spans on code point borders that lead back to the text") {
    std::mt19937 random(7);
    const std::vector<char32_t> pool = {
        'a', 'B',  '.',    ' ',    '\n',   '\'',     '-',    '9',     '\r',   '"',     '(',
        's', 't',  0x2019, 0x201C, 0x2026, 0x00E9,   0x0301, 0x1F600, 0x200D, 0x1F1EB, 0xA0,
        '@', '\t', 0x4E2D, 0xFFFD, 0x2028, 0x10FFFF, 0x00AD, 0x0660,  '`',    'n'};
    for (int round = 0; round < 400; ++round) {
        std::string text;
        const std::size_t length = random() % 300;
        for (std::size_t i = 0; i < length; ++i) {
            append_utf8(text, pool[random() % pool.size()]);
        }
        check_spans(text, tokenizer().tokenize(text));
    }
    for (int round = 0; round < 100; ++round) {
        std::string bytes;
        for (std::size_t i = 0; i < 400; ++i) {
            bytes += static_cast<char>(random() & 0xFF);
        }
        const std::string text = to_valid_utf8(bytes);
        check_spans(text, tokenizer().tokenize(text));
    }
}

TEST_CASE("sentences handed over one by one are those of tokenize") {
    const std::string text = "One two. Three four?\n\nFive";
    std::vector<Sentence> sentences;
    tokenizer().for_each_sentence(
        text, {}, 0, [&](Sentence&& sentence) { sentences.push_back(std::move(sentence)); });
    CHECK(sentences == tokenizer().tokenize(text));
}
