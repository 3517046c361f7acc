// Near-identical documents count as one source.

#include "graph/copies.hpp"

#include <string>

#include <doctest/doctest.h>

#include "graph/ingest.hpp"
#include "tests/graph/backends.hpp"
#include "tests/graph/made_up_news.hpp"

namespace trefoil::graph {

namespace {

/// Words `first` to `last` of an endless text.
std::string words(int first, int last) {
    std::string text;
    for (int i = first; i < last; ++i) {
        text += "word" + std::to_string(i) + (i % 12 == 11 ? ". " : " ");
    }
    return text;
}

/// An article that says one fact, and then `body`.
test::NewsBuilder article(const std::string& source, const std::string& body,
                          float confidence = 0.5F) {
    test::NewsBuilder news(source);
    const auto ada = news.cluster(EntityType::Person, "Ada Byrne");
    const auto corvale = news.cluster(EntityType::Place, "Corvale");
    news.sentence("Ada Byrne visited Corvale.");
    news.triple(news.phrase("Ada Byrne", ada), "visited", "visit", news.phrase("Corvale", corvale))
        .confidence = confidence;
    news.sentence(body);
    return news;
}

void ingest(store::Store& store, const test::NewsBuilder& news) {
    Ingest(store, "test").accept(news.document(), news.analysis());
}

struct Seen {
    std::int64_t sources = 0;
    double confidence = 0;

    bool operator==(const Seen&) const = default;
};

/// What the one fact of the store says.
Seen seen(const store::Store& store) {
    const auto reader = store.snapshot();
    const auto ends = reader->nodes_by_property(*reader->find_key("name"), Value("Ada Byrne"));
    REQUIRE(ends.size() == 1);
    std::vector<store::AdjacentEdge> edges;
    reader->adjacent(ends.front(), store::Direction::Outgoing, std::nullopt, edges);
    REQUIRE(edges.size() == 1);
    const auto property = [&](const char* name) {
        return reader->edge_property(edges.front().edge, *reader->find_key(name));
    };
    return {*property("sources").get_if<std::int64_t>(), *property("confidence").get_if<double>()};
}

}  // namespace

TEST_CASE("texts with a few other words are copies, and others are none") {
    const std::string text = words(0, 300);
    std::string edited = "UPDATE 2 - By a reporter. " + text + "More at eleven.";
    edited.replace(edited.find("word50 "), 7, "another ");
    CHECK(resemblance(sketch_of(text), sketch_of(text)) == 1);
    CHECK(resemblance(sketch_of(text), sketch_of(edited)) > 0.8);
    CHECK(resemblance(sketch_of(text), sketch_of(words(1000, 1300))) == 0);
    // A half of the text: half of the runs.
    CHECK(resemblance(sketch_of(text), sketch_of(words(0, 150))) ==
          doctest::Approx(0.5).epsilon(0.3));
    CHECK(resemblance(sketch_of("WORD1, word2"), sketch_of("")) == 0);
}

TEST_CASE("case, blanks and punctuation make no other text, and short texts have no copies") {
    std::string shouted = words(0, 100);
    for (char& c : shouted) {
        c = c == ' ' ? '\n' : c == 'w' ? 'W' : c;
    }
    CHECK(sketch_of(shouted) == sketch_of(words(0, 100)));
    CHECK(sketch_of(words(0, 20)).empty());
    CHECK(sketch_of("").empty());
    CHECK(sketch_of(words(0, 1000)).size() == kSketchSize);
}

TEST_CASE("copies are one source, with the confidence of the strongest") {
    const auto store = store::open_store(":memory:");
    ingest(*store, article("wire", words(0, 200), 0.5F));
    CHECK(seen(*store) == Seen{1, 0.5});
    ingest(*store, article("paper", words(0, 190) + "(shortened)", 0.75F));
    CHECK(copy_count(*store->snapshot()) == 1);
    CHECK(seen(*store) == Seen{1, 0.75});
    ingest(*store, article("other", words(500, 700), 0.5F));
    CHECK(copy_count(*store->snapshot()) == 1);
    CHECK(seen(*store) == Seen{2, 0.875});
    CHECK(forget(*store, "paper"));
    CHECK(seen(*store) == Seen{2, 0.75});
    CHECK(copy_count(*store->snapshot()) == 0);
    CHECK(forget(*store, "wire"));
    CHECK(seen(*store) == Seen{1, 0.5});
}

TEST_CASE("a group splits when the document that tied it together is forgotten") {
    const auto store = store::open_store(":memory:");
    ingest(*store, article("left", words(0, 200)));
    ingest(*store, article("right", words(100, 300)));
    CHECK(seen(*store).sources == 2);
    ingest(*store, article("middle", words(20, 280)));
    CHECK(seen(*store).sources == 1);
    CHECK(copy_count(*store->snapshot()) == 2);
    CHECK(forget(*store, "middle"));
    CHECK(seen(*store).sources == 2);
    CHECK(copy_count(*store->snapshot()) == 0);
}

}  // namespace trefoil::graph
