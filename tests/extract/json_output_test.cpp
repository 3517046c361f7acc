#include "extract/json_output.hpp"

#include <sstream>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "extract/entity_key.hpp"

using namespace trefoil;
using namespace trefoil::extract;

namespace {

Span span_of(const std::string& text, const std::string& part) {
    const auto at = text.find(part);
    REQUIRE(at != std::string::npos);
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + part.size())};
}

Sentence sentence_of(const std::string& text, const std::string& part) {
    Sentence sentence;
    sentence.span = span_of(text, part);
    Token token;
    token.span = sentence.span;
    token.form = part;
    sentence.tokens.push_back(token);
    return sentence;
}

}  // namespace

TEST_CASE("offsets are code points of the whole document, also after emoji and curly quotes") {
    Document document;
    document.info.source = "a.txt";
    document.text = "😀 First.\n\n“Zoë” met Ana on Monday.";
    const std::string second = "“Zoë” met Ana on Monday.";
    std::vector<Sentence> sentences = {sentence_of(document.text, "😀 First."),
                                       sentence_of(document.text, second)};
    Analysis analysis;
    for (const Sentence& s : sentences) {
        analysis.sentences.push_back(s.span);
    }
    analysis.clusters.push_back({EntityType::Person, "Zoë", {}, ""});
    analysis.clusters.push_back({EntityType::Person, "Ana", {}, ""});
    analysis.mentions.push_back(
        {span_of(document.text, "Zoë"), MentionKind::Name, EntityType::Person, 0, ""});
    analysis.mentions.push_back(
        {span_of(document.text, "Ana"), MentionKind::Name, EntityType::Person, 1, ""});
    analysis.mentions.push_back({span_of(document.text, "Monday"), MentionKind::Value,
                                 EntityType::Date, std::nullopt, "2020-03-02"});
    Triple t;
    t.sentence = 1;
    t.subject = {"“Zoë”", span_of(document.text, "“Zoë”"), 0, EntityType::Person};
    t.relation_text = "met";
    t.relation_type = "meet";
    t.relation_kind = "verb";
    t.object = Phrase{"Ana", span_of(document.text, "Ana"), 1, EntityType::Person};
    t.arguments.push_back(
        {{"on Monday", span_of(document.text, "on Monday"), std::nullopt, EntityType::Date},
         Role::Time,
         "on"});
    t.time = "2020-03-02";
    t.confidence = 0.93F;
    t.extractor = "verb_clause";
    analysis.triples.push_back(t);

    std::ostringstream out;
    write_jsonl(out, document, sentences, analysis);
    std::istringstream lines(out.str());
    std::string line;
    REQUIRE(std::getline(lines, line));
    CHECK(nlohmann::json::parse(line)["triples"].empty());
    REQUIRE(std::getline(lines, line));
    const auto row = nlohmann::json::parse(line);
    CHECK(row["document"] == "a.txt");
    CHECK(row["line"] == 3);
    CHECK(row["text"] == second);
    CHECK(row["sentence"]["start"] == 10);
    CHECK(row["sentence"]["end"] == 34);
    CHECK(row["mentions"][0]["start"] == 11);
    CHECK(row["mentions"][0]["end"] == 14);
    CHECK(row["mentions"][0]["entity_id"] == named_entity_key("Zoë", EntityType::Person).hex());
    CHECK(row["mentions"][2]["value"] == "2020-03-02");
    CHECK(row["mentions"][2]["kind"] == "value");
    const auto& triple = row["triples"][0];
    CHECK(triple["subject"]["start"] == 10);
    CHECK(triple["subject"]["entity"] == "Zoë");
    CHECK(triple["relation"]["type"] == "meet");
    CHECK(triple["object"]["text"] == "Ana");
    CHECK(triple["args"][0]["text"] == "on Monday");
    CHECK(triple["args"][0]["prep"] == "on");
    CHECK(triple["args"][0]["role"] == "time");
    CHECK(triple["args"][0]["entity"].is_null());
    CHECK(triple["args"][0]["type"] == "Date");
    CHECK(triple["polarity"] == "positive");
    CHECK(triple["modality"] == "actual");
    CHECK(triple["attribution"].is_null());
    CHECK(triple["time"] == "2020-03-02");
    CHECK(triple["confidence"] == doctest::Approx(0.93));
    CHECK(!triple.contains("derived"));
}

TEST_CASE("with lines there is one object a line, also for empty lines and lines without facts") {
    Document document;
    document.info.source = "-";
    document.text = "One.\n\nTwo.\n";
    std::vector<Sentence> sentences = {sentence_of(document.text, "One."), Sentence{},
                                       sentence_of(document.text, "Two.")};
    sentences[1].span = {5, 5};
    Analysis analysis;
    for (const Sentence& s : sentences) {
        analysis.sentences.push_back(s.span);
    }
    std::ostringstream out;
    write_jsonl(out, document, sentences, analysis, {.lines = true, .first_line = 7});
    std::istringstream lines(out.str());
    std::string line;
    for (int expected = 7; expected <= 9; ++expected) {
        REQUIRE(std::getline(lines, line));
        const auto row = nlohmann::json::parse(line);
        CHECK(row["line"] == expected);
        CHECK(row["triples"].empty());
        CHECK(row["mentions"].empty());
    }
    CHECK(!std::getline(lines, line));
}

TEST_CASE("derived facts are marked and carry their phrase; a missing object is null") {
    Document document;
    document.text = "Ana slept.";
    const std::vector<Sentence> sentences = {sentence_of(document.text, "Ana slept.")};
    Analysis analysis;
    analysis.sentences.push_back(sentences[0].span);
    Triple t;
    t.subject.text = "Ana";
    t.relation_text = "slept";
    t.relation_type = "sleep";
    analysis.triples.push_back(t);
    t.derived_from = 0;
    t.phrase = "slept in";
    t.object = Phrase{"Rome", {}, std::nullopt, std::nullopt};
    t.attribution = Attribution{"a friend", std::nullopt};
    analysis.triples.push_back(t);
    std::ostringstream out;
    write_jsonl(out, document, sentences, analysis);
    const auto row = nlohmann::json::parse(out.str());
    CHECK(row["triples"][0]["object"].is_null());
    CHECK(row["triples"][1]["derived"] == true);
    CHECK(row["triples"][1]["phrase"] == "slept in");
    CHECK(row["triples"][1]["attribution"]["source"] == "a friend");
    CHECK(row["triples"][1]["attribution"]["entity"].is_null());
}
