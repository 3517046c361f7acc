#include <cstdlib>
#include <map>
#include <random>

#include <doctest/doctest.h>

#include "graph/canonical_export.hpp"
#include "graph/ingest.hpp"
#include "graph/rebuild.hpp"
#include "tests/graph/backends.hpp"
#include "tests/graph/made_up_news.hpp"

// Differential test: whatever was ingested, replaced and forgotten, a store equals a fresh one that
// holds the same documents, ingested in another order.

namespace trefoil::graph {

namespace {

using test::NewsBuilder;

/// A paragraph of which articles share more or less, so that near-identical copies form chains.
std::string shared_paragraph(std::mt19937& random) {
    const auto kept = 30 + random() % 60;  // words
    const auto family = std::to_string(random() % 3);
    std::string text;
    for (unsigned word = 0; word < 90; ++word) {
        text += (word < kept ? "w" : "v" + family + "x") + std::to_string(word) + " ";
    }
    return text;
}

/// An article over few names, so that articles share entities and facts; the same version of the
/// same source is the same article.
NewsBuilder random_news(const std::string& source, unsigned version) {
    std::mt19937 random(version * 1000 + static_cast<unsigned>(source.back()));
    NewsBuilder news(source, "2021-01-0" + std::to_string(1 + random() % 3));
    const std::vector<std::string> names = {"Ada Byrne", "ADA BYRNE", "Corvale", "Lower Marsh",
                                            "Fenn"};
    std::vector<std::uint32_t> clusters;
    for (const auto& name : names) {
        const auto type = random() % 4 == 0 ? EntityType::Group : EntityType::Place;
        const auto link = name == "Fenn" ? std::string("place:1") : std::string();
        clusters.push_back(news.cluster(
            type, name,
            random() % 2 == 0 ? std::vector<std::string>{"Alias"} : std::vector<std::string>{},
            link));
    }
    clusters.push_back(news.cluster(EntityType::Concept, "a plan"));
    const auto text = "Version " + std::to_string(version) + " of " + source +
                      " on Ada Byrne, ADA BYRNE, Corvale, Lower Marsh, Fenn, a plan.";
    const std::vector<std::string> surfaces = {"Ada Byrne",   "ADA BYRNE", "Corvale",
                                               "Lower Marsh", "Fenn",      "a plan"};
    for (int sentence = 0; sentence < 6; ++sentence) {
        news.sentence(text);
        const auto a = random() % clusters.size();
        const auto b = random() % clusters.size();
        auto& triple = news.triple(
            news.phrase(surfaces[a], clusters[a]), random() % 2 == 0 ? "on" : "of",
            random() % 2 == 0 ? "join" : "leave", news.phrase(surfaces[b], clusters[b]));
        triple.confidence = static_cast<float>(random() % 100) / 100.0F;
        triple.polarity = random() % 5 == 0 ? Polarity::Negative : Polarity::Positive;
        if (random() % 3 == 0) {
            triple.derived_from = 0;
        }
        if (random() % 4 == 0) {
            triple.attribution = Attribution{"a plan", clusters.back()};
        }
        if (random() % 6 == 0) {
            triple.object.reset();
        }
    }
    news.sentence(shared_paragraph(random));
    return news;
}

void ingest(store::Store& store, const NewsBuilder& news) {
    Ingest sink(store, "test");
    sink.accept(news.document(), news.analysis());
}

}  // namespace

TEST_CASE("any sequence of ingest, replacement and forgetting leaves what its last documents say") {
    const char* wanted = std::getenv("TREFOIL_TEST_SEQUENCES");  // more of them by hand: 1000
    const auto sequences = static_cast<unsigned>(wanted == nullptr ? 15 : std::atoi(wanted));
    for (unsigned seed = 0; seed < sequences; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const test::TemporaryFolder folder;
        const bool on_disk = seed % 5 == 0;
        const std::string address = on_disk ? folder.path() + "/db" : ":memory:";
        auto store = store::open_store(address);
        std::map<std::string, unsigned> held;  // version of each source
        for (int step = 0; step < 40; ++step) {
            const auto source = "article " + std::to_string(random() % 6);
            if (random() % 3 == 0) {
                CHECK(forget(*store, source).has_value() == (held.erase(source) == 1));
            } else {
                const auto version = static_cast<unsigned>(random() % 4);
                ingest(*store, random_news(source, version));
                held[source] = version;
            }
        }
        const auto fresh = store::open_store(":memory:");
        for (auto at = held.rbegin(); at != held.rend(); ++at) {
            ingest(*fresh, random_news(at->first, at->second));
        }
        const std::string expected = canonical_text(*fresh->snapshot());
        store->compact();
        if (on_disk) {
            store.reset();
            store = store::open_store(address);
        }
        CHECK(canonical_text(*store->snapshot()) == expected);
        CHECK(store->check().empty());
        const auto rebuilt = store::open_store(":memory:");
        CHECK(rebuild(*store->snapshot(), *rebuilt).lost == 0);
        CHECK(canonical_text(*rebuilt->snapshot()) == expected);
    }
}

}  // namespace trefoil::graph
