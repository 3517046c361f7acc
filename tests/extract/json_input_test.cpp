// Triples as JSON lines, read back.

#include "extract/json_input.hpp"

#include <sstream>

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace trefoil::extract {

namespace {

std::vector<ReadTriples> read(const std::string& lines, const std::string& date = "") {
    std::istringstream in(lines);
    TriplesReader reader(in, "in.jsonl", date);
    std::vector<ReadTriples> documents;
    while (auto document = reader.next()) {
        documents.push_back(std::move(*document));
    }
    return documents;
}

void check_error(const std::string& line, const std::string& message) {
    CAPTURE(line);
    CHECK_THROWS_WITH_AS(read(R"({"document":"a","text":"Fine."})"
                              "\n" +
                              line),
                         ("in.jsonl:2: " + message).c_str(), InputError);
}

}  // namespace

TEST_CASE("a line with texts alone is enough for a fact") {
    const auto documents =
        read(R"({"document":"a","text":"Žofie met Bob Ray.","triples":[)"
             R"({"subject":{"text":"Žofie"},"relation":{"text":"met"},)"
             R"("object":{"text":"Bob Ray","entity":"Bob Ray","type":"Person"}}]})"
             "\n\n");
    REQUIRE(documents.size() == 1);
    const auto& [document, analysis] = documents.front();
    CHECK(document.text == "Žofie met Bob Ray.");
    CHECK(document.info.source == "a");
    REQUIRE(analysis.triples.size() == 1);
    const Triple& triple = analysis.triples.front();
    CHECK(triple.subject.span.of(document.text) == "Žofie");
    CHECK(triple.subject.type == EntityType::Concept);
    CHECK_FALSE(triple.subject.cluster);
    CHECK(triple.relation_type == "met");
    CHECK(triple.relation_span.of(document.text) == "met");
    REQUIRE(triple.object);
    CHECK(triple.object->span.of(document.text) == "Bob Ray");
    REQUIRE(triple.object->cluster == 0U);
    CHECK(analysis.clusters.front() == Cluster{EntityType::Person, "Bob Ray", {}, {}});
    CHECK(triple.confidence == 0.5F);
}

TEST_CASE(
    "sentences stand at their places, in code points, and lines of one document go together") {
    const auto documents = read(
        R"({"document":"a","date":"2022-02-21","sentence":{"start":10,"end":15,"text":"Žába."}})"
        "\n"
        R"({"document":"a","sentence":{"start":18,"end":23,"text":"Done."},"mentions":[)"
        R"({"start":18,"end":22,"text":"Done","type":"Place","entity":"Done","entity_id":"x","link":"geonames:1","kind":"name"}]})"
        "\n"
        R"({"document":"b","text":"Other."})");
    REQUIRE(documents.size() == 2);
    CHECK(documents[0].document.text == "Žába.\n\n\nDone.");
    CHECK(documents[0].document.info.date == "2022-02-21");
    REQUIRE(documents[0].analysis.mentions.size() == 1);
    const Mention& mention = documents[0].analysis.mentions.front();
    CHECK(mention.span.of(documents[0].document.text) == "Done");
    CHECK(documents[0].analysis.clusters.front().link == "geonames:1");
    CHECK(documents[1].document.text == "Other.");
    CHECK(read(R"({"document":"a","date":"2022-02-21","text":"Fine."})", "2020-01-01")
              .front()
              .document.info.date == "2020-01-01");
    CHECK(read("{\"document\":\"a\",\"text\":\"A\xff.\"}").front().document.text == "A\uFFFD.");
    CHECK(read("").empty());
}

TEST_CASE("a mistake is named with its line, and its document is not given") {
    check_error("nothing", "no line of JSON");
    check_error("[]", "no JSON object");
    check_error(R"({"document":1})", "\"document\" is no text");
    check_error(R"({"document":"a","text":"X","triples":[{"subject":{}}]})",
                "a part of a triple has no \"text\"");
    check_error(R"({"document":"a","text":"X","triples":[{"subject":{"text":"X"}}]})",
                "a triple's relation has no \"text\"");
    check_error(R"({"document":"a","sentence":{"start":2,"text":"X"}})",
                "the sentence begins before the end of the one before it");
    check_error(R"({"document":"a","text":"X","mentions":[{"text":"X","type":"Thing"}]})",
                "unknown type 'Thing'");
    check_error(
        R"({"document":"a","text":"X","triples":[{"subject":{"text":"X"},"relation":{"text":"x"},"confidence":2}]})",
        "\"confidence\" is no number from 0 to 1");
    check_error(
        R"({"document":"a","text":"X","triples":[{"subject":{"text":"X"},"relation":{"text":"x"},"derived_from":0}]})",
        "\"derived_from\" is no earlier triple of the sentence");
    std::istringstream in(
        "{\"document\":\"a\",\"text\":\"A.\"}\n{\"document\":\"b\",\"text\":\"B.\"}\nbad\n"
        "{\"document\":\"c\",\"text\":\"C.\"}\n");
    TriplesReader reader(in, "in.jsonl");
    CHECK(reader.next()->document.text == "A.");
    CHECK_THROWS_AS(reader.next(), InputError);
    CHECK_FALSE(reader.next());
}

}  // namespace trefoil::extract
