#include "extract/names.hpp"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "extract/annotator.hpp"

using namespace trefoil;
using namespace trefoil::extract;

namespace {

struct Tools {
    std::shared_ptr<const ModelFile> model =
        ModelFile::open(TREFOIL_SOURCE_DIR "/models/english.model");
    Tokenizer tokenizer{model};
    Gazetteer gazetteer = Gazetteer::open(TREFOIL_SOURCE_DIR "/data/gazetteer.bin");
    NameTagger tagger{model, gazetteer};
};

const Tools& tools() {
    static const Tools kTools;
    return kTools;
}

std::vector<Sentence> tagged(std::string_view text, bool across = true) {
    auto sentences = tools().tokenizer.tokenize(text);
    tools().tagger.tag(sentences, across);
    return sentences;
}

/// "Anna Holm=Person; Oslo=Place", names in order.
std::string names_of(const std::vector<Sentence>& sentences) {
    std::string out;
    for (const Sentence& sentence : sentences) {
        for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
            const std::string& tag = sentence.tokens[i].name;
            if (tag.empty() || tag[0] != 'B') {
                continue;
            }
            std::string name = sentence.tokens[i].form;
            for (std::size_t k = i + 1;
                 k < sentence.tokens.size() && sentence.tokens[k].name[0] == 'I'; ++k) {
                name += " " + sentence.tokens[k].form;
            }
            out += (out.empty() ? "" : "; ") + name + "=" + tag.substr(2);
        }
    }
    return out;
}

}  // namespace

TEST_CASE("persons, organizations and places of a plain sentence are found") {
    CHECK(names_of(tagged(
              "Anna Holm, a lawyer from Oslo, joined the World Bank in Washington on Monday.")) ==
          "Anna Holm=Person; Oslo=Place; World Bank=Organization; Washington=Place");
    CHECK(names_of(tagged("It was a good day and nobody said a word.")).empty());
}

TEST_CASE("other persons and places in the same sentence give the same tags") {
    const std::string frame[] = {"Prime Minister ", " met reporters in ",
                                 " on Tuesday and said taxes will rise."};
    for (const std::string_view person :
         {"Sigrid Haugland", "Kwame Adeyemi", "Laura Petrenko", "Jun Nakagawa"}) {
        for (const std::string_view place : {"Trondheim", "Nairobi", "Lisbon", "Kharkiv"}) {
            const std::string text =
                frame[0] + std::string(person) + frame[1] + std::string(place) + frame[2];
            CHECK(names_of(tagged(text)) ==
                  std::string(person) + "=Person; " + std::string(place) + "=Place");
        }
    }
}

TEST_CASE("curly and straight quotes give the same names") {
    const std::string straight =
        "\"We can't wait,\" said Anna Holm's brother in Oslo. \"Bergen is next.\"";
    const std::string curly =
        "“We can’t wait,” said Anna Holm’s brother in Oslo. “Bergen is next.”";
    CHECK(names_of(tagged(straight)) == names_of(tagged(curly)));
}

TEST_CASE("tags are always a legal sequence, whatever the tokens") {
    std::mt19937 random(17);
    const std::vector<std::string> words = {"The",  "Anna", "HOLM", "of",   "-",
                                            "Bank", "U.S.", "said", "5",    "’s",
                                            "é",    "😀",    "",     "Ltd.", "in"};
    std::vector<Sentence> sentences(50);
    for (Sentence& sentence : sentences) {
        for (std::size_t i = random() % 30; i > 0; --i) {
            Token token;
            token.form = words[random() % words.size()];
            sentence.tokens.push_back(token);
        }
    }
    tools().tagger.tag(sentences);
    for (const Sentence& sentence : sentences) {
        std::string before = "O";
        for (const Token& token : sentence.tokens) {
            REQUIRE_FALSE(token.name.empty());
            if (token.name[0] == 'I') {
                CHECK(before.substr(1) == token.name.substr(1));
            }
            before = token.name;
        }
    }
}

TEST_CASE("sentences that stand alone do not help each other") {
    const std::string first = "Mr. Okonkwo, the president of the bank, resigned.";
    const std::string text = first + " Okonkwo left.";
    const auto alone = tagged(text, false);
    auto second = tools().tokenizer.tokenize("Okonkwo left.");
    tools().tagger.tag(second);
    REQUIRE(alone.size() == 2);
    REQUIRE(second.size() == 1);
    for (std::size_t i = 0; i < second[0].tokens.size(); ++i) {
        CHECK(alone[1].tokens[i].name == second[0].tokens[i].name);
    }
}

TEST_CASE("tagging twice gives the same answer") {
    const std::string text =
        "The Nordic Cup was won by Kenya in Helsinki. Holm said Kenya was better.";
    CHECK(tagged(text) == tagged(text));
}

TEST_CASE("an empty gazetteer and empty sentences are no error") {
    const Gazetteer empty;
    const NameTagger tagger(tools().model, empty);
    std::vector<Sentence> sentences(2);
    Token token;
    token.form = "Oslo";
    sentences[1].tokens.push_back(token);
    tagger.tag(sentences);
    CHECK_FALSE(sentences[1].tokens[0].name.empty());
    tagger.tag({});
}

TEST_CASE("a name does not take in the small words around it") {
    const std::string names =
        names_of(tagged("Rebels in eastern Kenya and an Oslo-backed group met Anna van der Holm."));
    CHECK(names.find("eastern") == std::string::npos);
    CHECK(names.find("backed") == std::string::npos);
    CHECK(names.find("Kenya=Place") != std::string::npos);
    CHECK(names.find("Anna van der Holm=Person") != std::string::npos);
}

TEST_CASE("a nationality alone is a group") {
    CHECK(names_of(tagged("The minister met Kenyan farmers.")) == "Kenyan=Group");
}
