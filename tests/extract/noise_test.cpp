#include "extract/noise.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace trefoil;
using namespace trefoil::extract;

namespace {

/// Sentences of a text in which words are separated by blanks; "/V" after a word makes it a finite
/// verb. Every line is a paragraph of one sentence.
struct Lines {
    std::string text;
    std::vector<Sentence> sentences;
};

Lines lines_of(const std::vector<std::string>& lines) {
    Lines result;
    for (const std::string& line : lines) {
        Sentence sentence;
        sentence.paragraph_start = true;
        sentence.span.begin = static_cast<std::uint32_t>(result.text.size());
        std::istringstream words(line);
        for (std::string word; words >> word;) {
            Token token;
            if (word.ends_with("/V")) {
                token.xpos = "VBZ";
                word.resize(word.size() - 2);
            }
            token.form = word;
            token.span.begin = static_cast<std::uint32_t>(result.text.size());
            result.text += word;
            token.span.end = static_cast<std::uint32_t>(result.text.size());
            result.text += ' ';
            sentence.tokens.push_back(token);
        }
        sentence.span.end = static_cast<std::uint32_t>(result.text.size());
        result.text += "\n\n";
        result.sentences.push_back(sentence);
    }
    return result;
}

Noise noise_of(const std::string& line) {
    const Lines lines = lines_of({line, "Next paragraph ."});
    return find_noise(lines.text, lines.sentences).front();
}

}  // namespace

TEST_CASE("a labelled headline on a line of its own is a link line") {
    CHECK(noise_of("More on this : Council votes/V for new bridge") == Noise::LinkLine);
    CHECK(noise_of("Watch : Mayor opens/V the harbour tunnel") == Noise::LinkLine);
}

TEST_CASE("sentences with a colon are prose when they end like prose or quote someone") {
    CHECK(noise_of("The result : nobody knows/V .") == Noise::None);
    CHECK(noise_of("She added/V : “ we will stay") == Noise::None);
    CHECK(noise_of("The mayor of the small town said/V on Monday that : nothing is/V lost") ==
          Noise::None);
}

TEST_CASE("a bracketed line without a verb is a credit") {
    CHECK(noise_of("( Photo by City Archive )") == Noise::Credit);
    CHECK(noise_of("( He denies/V it . )") == Noise::None);
}

TEST_CASE("gallery controls and datelines are cut from the start of a sentence") {
    CHECK(noise_prefix(lines_of({"Open Play Picture 3 of 12 The mayor opens/V a bridge ."})
                           .sentences.front()) == 6);
    CHECK(noise_prefix(lines_of({"PARIS - The mayor opens/V a bridge ."}).sentences.front()) == 2);
    CHECK(noise_prefix(lines_of({"The mayor of 12 towns opens/V a bridge ."}).sentences.front()) ==
          0);
    CHECK(noise_prefix(lines_of({"NATO ministers met/V ."}).sentences.front()) == 0);
}
