#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "extract/score/carb.hpp"
#include "extract/score/exact.hpp"
#include "extract/score/fact_words.hpp"
#include "extract/score/facts.hpp"

namespace trefoil::extract {
namespace {

std::vector<FoundSentence> found(const std::string& lines) {
    std::istringstream in(lines);
    return read_found_jsonl(in, "found.jsonl");
}

std::vector<GoldSentence> gold(const std::string& lines) {
    std::istringstream in(lines);
    return read_gold(in, "my.gold");
}

ExactScore exact(const std::string& gold_lines, const std::string& found_lines) {
    return score_exact(gold(gold_lines), found(found_lines));
}

constexpr const char* kRow =
    R"({"text":"Ann sold the old mill in Perth on Monday.","triples":[{"subject":{"text":"Ann"},)"
    R"("relation":{"text":"sold"},"object":{"text":"the old mill"},"args":[{"text":"in Perth"},)"
    R"({"text":"on Monday","role":"time"}],"polarity":"positive","modality":"actual"}]})";

TEST_CASE("a triple with exact borders and arguments answers its gold fact") {
    const ExactScore score = exact(
        "= Ann sold the old mill in Perth on Monday.\n"
        "+ Ann | sold | the [old] mill | place: in Perth | time: on Monday\n",
        kRow);
    CHECK(score.triples.right == 1);
    CHECK(score.complete.right == 1);
    CHECK(score.triples.precision() == 1.0);
    CHECK(score.polarity_right == 1);
    CHECK(score.source_right == 1);
}

TEST_CASE("a border that is one word off answers nothing") {
    const ExactScore score = exact(
        "= Ann sold the old mill in Perth on Monday.\n+ Ann | sold | the old | time: on Monday\n",
        kRow);
    CHECK(score.triples.right == 0);
    CHECK(score.triples.found == 1);
    CHECK(score.triples.wanted == 1);
}

TEST_CASE("an argument that gold does not have makes a triple incomplete") {
    const ExactScore score = exact(
        "= Ann sold the old mill in Perth on Monday.\n+ Ann | sold | the old mill | ?time: on "
        "Monday\n",
        kRow);
    CHECK(score.triples.right == 1);
    CHECK(score.complete.right == 0);
}

TEST_CASE("a preposition may stand on either side of the border of relation and object") {
    const std::string row =
        R"({"text":"Bo ran to Rome.","triples":[{"subject":"Bo","relation":"ran","object":"to Rome"}]})";
    CHECK(exact("= Bo ran to Rome.\n+ Bo | ran to | Rome\n", row).triples.right == 1);
    CHECK(exact("= Bo ran to Rome.\n+ Bo | ran | - | place: to Rome\n", row).triples.right == 1);
    CHECK(exact("= Bo ran to Rome.\n+ Bo | ran to Rome | -\n", row).triples.right == 0);
}

TEST_CASE("optional facts count neither for nor against, and other wordings are as good") {
    const std::string row =
        R"({"text":"Dr Lee, a judge, left.","triples":[{"subject":"a judge","relation":"is","object":"Dr Lee"},)"
        R"({"subject":"Lee","relation":"is","object":"Dr"}]})";
    const ExactScore score = exact(
        "= Dr Lee, a judge, left.\n"
        "+ Dr Lee | <be> | a judge\n"
        "or a judge | <be> | Dr Lee\n"
        "?+ Lee | <be> | Dr\n",
        row);
    CHECK(score.triples.right == 1);
    CHECK(score.triples.found == 1);
}

TEST_CASE("a planned event shown as actual is counted and listed") {
    const std::string row =
        R"({"text":"Kim will open a shop.","triples":[{"subject":"Kim","relation":"will open","object":"a shop"}]})";
    const ExactScore score =
        exact("= Kim will open a shop.\n+planned Kim | will open | a shop\n", row);
    CHECK(score.polarity_right == 0);
    CHECK(score.not_actual == 1);
    CHECK(score.shown_as_actual == 1);
    CHECK(score.account.size() == 3);
}

TEST_CASE("one triple answers one gold fact") {
    const std::string row =
        R"({"text":"Bo ran.","triples":[{"subject":"Bo","relation":"ran"},{"subject":"Bo","relation":"ran"}]})";
    const ExactScore score = exact("= Bo ran.\n+ Bo | ran | -\n", row);
    CHECK(score.triples.right == 1);
    CHECK(score.triples.found == 2);
}

TEST_CASE("a line of gold in another form is refused with its number") {
    CHECK_THROWS_WITH_AS(gold("= A b.\n* A | b | -\n"), doctest::Contains("my.gold:2: '*'"),
                         InputError);
    CHECK_THROWS_WITH_AS(gold("= A b.\n+ A | b\n"), doctest::Contains("my.gold:2"), InputError);
    CHECK_THROWS_WITH_AS(gold("+ A | b | -\n"), doctest::Contains("my.gold:1"), InputError);
    CHECK_THROWS_WITH_AS(gold("= A b.\n+ A | [b | -\n"), doctest::Contains("without ']'"),
                         InputError);
    CHECK_THROWS_WITH_AS(gold("= A b.\n+ A | b | - | who: c\n"), doctest::Contains("no role"),
                         InputError);
}

TEST_CASE("the project's own gold is in good form and its slots are words of their sentences") {
    std::ifstream in(TREFOIL_SOURCE_DIR "/tests/gold/news.gold");
    const std::vector<GoldSentence> own = read_gold(in, "news.gold");
    REQUIRE(own.size() == 200);
    std::size_t facts = 0;
    for (const GoldSentence& sentence : own) {
        for (const GoldFact& fact : sentence.facts) {
            facts += fact.optional ? 0 : 1;
            for (const GoldWording& wording : fact.wordings) {
                for (const auto& words : wording.subject) {
                    for (const std::string& word : words) {
                        CHECK_MESSAGE(sentence.text.find(word) != std::string::npos, wording.line);
                    }
                }
            }
        }
    }
    CHECK(facts > 450);
}

CarbScore carb(const std::string& gold_lines, const std::string& found_lines) {
    std::istringstream in(gold_lines);
    return score_carb(read_carb_gold(in), found(found_lines));
}

TEST_CASE("CaRB pairs tuples by words and needs a shared word in the relation") {
    const CarbScore score = carb(
        "Ann sold the old mill .\tsold\tAnn\tthe old mill\n"
        "Ann sold the old mill .\tis\tmill\told\n",
        R"({"text":"Ann sold the old mill.","triples":[{"subject":"Ann","relation":"sold","object":"the mill","confidence":0.9},)"
        R"({"subject":"mill","relation":"was","object":"old","confidence":0.2}]})");
    CHECK(score.gold_tuples == 2);
    CHECK(score.sentences_found == 1);
    CHECK(score.best.threshold == 0.9);
    CHECK(score.best.precision == doctest::Approx(1.0));  // 4 of 4 words
    CHECK(score.best.recall == doctest::Approx(0.4));     // 4 of 5, and nothing for the second
    CHECK(score.all.precision == doctest::Approx(0.5));
    CHECK(score.area == doctest::Approx(0.4));
}

TEST_CASE("CaRB reads saying both ways round and drops context cells") {
    const CarbScore score = carb(
        "\" It works , \" said Bo .\tsaid\tIt works\tBo\tC: Bo\n",
        R"({"text":"\" It works , \" said Bo .","triples":[{"subject":"Bo","relation":"said","object":"It works"}]})");
    CHECK(score.best.recall == doctest::Approx(1.0));
}

TEST_CASE("output in tabs reads like output in JSON lines") {
    std::istringstream in("Bo ran home .\t0.5\tran\tBo\thome\ttoday\n");
    const std::vector<FoundSentence> sentences = read_found_tabbed(in, "out.txt");
    REQUIRE(sentences.size() == 1);
    REQUIRE(sentences[0].triples.size() == 1);
    CHECK(sentences[0].triples[0].subject.text == "Bo");
    CHECK(sentences[0].triples[0].object->text == "home");
    CHECK(sentences[0].triples[0].arguments.size() == 1);
    CHECK(sentences[0].triples[0].confidence == 0.5);
}

TEST_CASE("output that is no JSON is refused with its line") {
    CHECK_THROWS_WITH_AS(found("{}\nnothing\n"), doctest::Contains("found.jsonl:2"), InputError);
}

constexpr const char* kFacts = R"({
 "seeds": {"mill.txt": {"aliases": [], "sentences": {"0.0": "The Mayor, Ann Poe, did not send the old mill to banks on Monday."}}},
 "names": {"POE": ["Ann Poe", "Poe"], "LEE": ["Bo Lee"]},
 "facts": [{"id": "F1", "seed": "mill.txt", "sid": "0.0", "weight": 2, "phenomena": ["negation"],
   "subject": {"canonical": "Ann Poe", "keys": ["POE"], "accept": ["Poe"], "accept_partial": []},
   "relation": {"canonical": "send", "accept": []},
   "object": {"canonical": "mill", "keys": [], "accept": [], "accept_partial": ["mill"]},
   "qualifiers": {"polarity": "negative", "modality": "actual", "attributed_to": null, "time": "2021-03-01"}}],
 "must_not": [{"id": "M1", "seed": "mill.txt", "sid": "0.0", "kind": "triple", "wrong": "she sold it",
   "subject": {"canonical": "Ann Poe", "accept": ["Poe"]}, "relation": {"canonical": "send", "accept": []},
   "object": {"canonical": "mill", "accept": ["the old mill"]}, "allow_if": {"polarity": "negative", "modality": ["possible"]}}]})";

FactsScore facts(const std::string& triple) {
    std::istringstream in(kFacts);
    return FactsGold(in, "facts.json")
        .score(found(
            R"({"document":"x/mill.txt","text":"The Mayor, Ann Poe, did not send the old mill to banks on Monday.","triples":[)" +
            triple + "]}"));
}

TEST_CASE("a fact matches by stems, titles and heads, and strictly with its qualifiers") {
    const FactsScore right = facts(
        R"({"subject":{"text":"Mayor Poe"},"relation":{"text":"did not send"},"object":{"text":"the old mill"},)"
        R"("polarity":"negative","time":"2021-03-01"})");
    CHECK(right.groups.front().weighted == 100);
    CHECK(right.groups.front().weighted_strict == 100);
    CHECK(right.violated == 0);
    CHECK(right.matching == 1);
    const FactsScore wrong = facts(
        R"({"subject":{"text":"Mayor Poe"},"relation":{"text":"sent"},"object":{"text":"the old mill"},"polarity":"positive"})");
    CHECK(wrong.groups.front().weighted == 100);
    CHECK(wrong.groups.front().weighted_polarity == 0);
    CHECK(wrong.violated == 1);
    CHECK(wrong.matching == 0);
}

TEST_CASE("a name linked to another entity does not match") {
    CHECK(
        facts(
            R"({"subject":{"text":"Poe","entity":"Bo Lee"},"relation":"sent","object":"the mill"})")
            .groups.front()
            .matched == 0);
    CHECK(
        facts(
            R"({"subject":{"text":"she","entity":"Ann Poe"},"relation":"sent","object":"the mill"})")
            .groups.front()
            .matched == 1);
}

TEST_CASE("passives and later arguments are read as facts too") {
    CHECK(facts(R"({"subject":"the mill","relation":"was sent by","object":"Poe"})")
              .groups.front()
              .matched == 1);
    CHECK(
        facts(
            R"({"subject":"Poe","relation":"sent","object":"it","args":[{"text":"at the mill","prep":"at"}]})")
            .groups.front()
            .matched == 1);
}

TEST_CASE("words of facts are compared by rough stems") {
    CHECK(stems_of("Mr Poe's countries") == Stems{"poe", "country"});
    CHECK(stems_of("recognised 3,000 centre") == Stems{"recogniz", "3000", "center"});
    CHECK(relation_forms("has already decided to sell to").contains(Stems{"sell"}));
    CHECK(has_negation("didn’t"));
    CHECK_FALSE(has_negation("another"));
}

}  // namespace
}  // namespace trefoil::extract
