/// One event in several wordings gives one fact: active, passive, by a noun, by a light verb.

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "extract/pipeline.hpp"

using namespace trefoil;
using namespace trefoil::extract;

namespace {

/// Facts as the graph keeps them: passives turned round.
std::set<std::string> facts_of(const Pipeline& pipeline, const std::string& text) {
    Document document;
    document.text = text;
    document.info.date = "2020-03-04";
    const Annotated annotated = pipeline.run(std::move(document));
    const auto name = [&](const Phrase& p) {
        return p.cluster ? annotated.analysis.clusters[*p.cluster].name : p.text;
    };
    std::set<std::string> facts;
    for (const Triple& t : annotated.analysis.triples) {
        if (!t.object) {
            continue;
        }
        const bool turned = t.relation_kind == "passive";
        facts.insert(name(turned ? *t.object : t.subject) + " " + t.relation_type + " " +
                     name(turned ? t.subject : *t.object) + " " + std::string(name_of(t.polarity)) +
                     " " + std::string(name_of(t.modality)));
    }
    return facts;
}

}  // namespace

TEST_CASE("active, passive and nominal wordings of one event give one fact") {
    PipelineOptions options;
    options.triples.derived = true;
    options.triples.min_confidence = 0;
    const Pipeline pipeline(options);
    const std::vector<std::pair<std::string, std::vector<std::string>>> events = {
        {"Norway recognize Kosovo positive actual",
         {"Norway recognised Kosovo.", "Kosovo was recognized by Norway.",
          "Norway's recognition of Kosovo surprised many ministers.",
          "The recognition of Kosovo by Norway surprised many ministers."}},
        {"Sweden attack Denmark positive actual",
         {"Sweden attacked Denmark in 1643.", "Denmark was attacked by Sweden in 1643.",
          "Sweden's attack on Denmark began in 1643."}},
        {"France support Poland positive actual",
         {"France supported Poland.", "Poland was supported by France.",
          "France's support for Poland surprised many ministers."}},
        {"Germany invade Belgium positive actual",
         {"Germany invaded Belgium in 1914.", "Belgium was invaded by Germany in 1914.",
          "Germany's invasion of Belgium began in 1914."}},
    };
    for (const auto& [fact, wordings] : events) {
        for (const std::string& wording : wordings) {
            CAPTURE(wording);
            const std::set<std::string> facts = facts_of(pipeline, wording);
            std::string all;
            for (const std::string& f : facts) {
                all += "\n    " + f;
            }
            CAPTURE(all);
            CHECK(facts.count(fact) == 1);
        }
    }
}

TEST_CASE("what did not happen or may happen is never an actual positive fact") {
    PipelineOptions options;
    options.triples.derived = true;
    options.triples.min_confidence = 0;
    const Pipeline pipeline(options);
    for (const std::string wording :
         {"Germany did not invade Belgium.", "Germany never invaded Belgium.",
          "Germany refused to invade Belgium.", "Germany failed to invade Belgium.",
          "Germany denied that it invaded Belgium.", "Germany plans to invade Belgium.",
          "Germany threatened to invade Belgium.", "Germany will invade Belgium.",
          "Germany could invade Belgium.", "France will act if Germany invades Belgium.",
          "Should Germany invade Belgium, France will act.",
          "France prevented Germany from invading Belgium.",
          "France doubts that Germany invaded Belgium.", "Germany had no plans to invade Belgium.",
          "France told Spain that Germany may invade Belgium.",
          "Germany ordered its army to invade Belgium.", "Belgium was not invaded by Germany.",
          "Belgium could be invaded by Germany.", "Did Germany invade Belgium?"}) {
        CAPTURE(wording);
        for (const std::string& fact : facts_of(pipeline, wording)) {
            CAPTURE(fact);
            const bool invaded = fact.starts_with("Germany invade Belgium");
            CHECK_FALSE((invaded && fact.ends_with("positive actual")));
        }
    }
}

TEST_CASE("a noun between two prepositions belongs to the relation") {
    PipelineOptions options;
    options.triples.min_confidence = 0;
    const Pipeline pipeline(options);
    CHECK(facts_of(pipeline, "John fell in love with Mary.")
              .count("John fall_in_love_with Mary positive actual") == 1);
}
