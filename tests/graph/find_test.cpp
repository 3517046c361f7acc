#include "graph/find.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "graph/ingest.hpp"
#include "graph/paths.hpp"
#include "graph/relation_words.hpp"
#include "graph/show.hpp"
#include "graph/stats.hpp"
#include "tests/graph/backends.hpp"
#include "tests/graph/made_up_news.hpp"

namespace trefoil::graph {

namespace {

std::unique_ptr<store::Store> news_store() {
    auto store = store::open_store(":memory:");
    Ingest sink(*store, "test");
    for (const auto& news : {test::bridge_news(), test::tunnel_news(), test::visit_news()}) {
        sink.accept(news.document(), news.analysis());
    }
    return store;
}

std::vector<std::string> answers(const FoundFacts& found) {
    std::vector<std::string> result;
    for (const auto& row : found.rows) {
        result.push_back(row.subject + " " + row.type + " " + row.object);
    }
    return result;
}

std::vector<std::string> find(const store::Store& store, const std::vector<std::string>& words) {
    return answers(find_facts(GraphView(store.snapshot()), pattern_of(words)));
}

}  // namespace

TEST_CASE("find answers a pattern with the sentence that proves it") {
    const auto store = news_store();
    const auto found =
        find_facts(GraphView(store->snapshot()), pattern_of({"Ada Byrne", "visit", "Lower Marsh"}));
    REQUIRE(found.rows.size() == 1);
    const auto& row = found.rows.front();
    CHECK(row.evidence.sentence == "Byrne visited Lower Marsh.");
    CHECK(row.evidence.source == "visit.txt");
    CHECK(row.evidence.start == 0);
    CHECK(row.evidence.end == 26);
    CHECK(row.sources == 1);
    CHECK(row.phrase == "visited");
}

TEST_CASE("find takes aliases and any form and spelling of the relation") {
    const auto store = news_store();
    const std::vector<std::string> expected = {"Ada Byrne visit Lower Marsh"};
    for (const auto* relation :
         {"visit", "visits", "visited", "visiting", "Visited", "has visited"}) {
        CAPTURE(relation);
        CHECK(find(*store, {"Mrs. Byrne", relation}) == expected);
        CHECK(find(*store, {"byrne", relation, "?"}) == expected);
        CHECK(find(*store, {"?", relation, "marsh"}) == expected);
    }
    CHECK(find(*store, {"Lower Marsh", "visited by", "Ada"}) == expected);
    CHECK(find(*store, {"Ada", "talked with"}) ==
          std::vector<std::string>{"Ada Byrne talk_with Corvale officials"});
}

TEST_CASE("a participle also asks for the passive without agent") {
    const auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    for (const auto* type : {"be_born_in", "be_bored_by", "bear"}) {
        transaction->intern_type(type);
    }
    transaction->commit();
    const GraphView view(store->snapshot());
    const auto names = [&view](std::string_view words) {
        std::vector<std::string> result;
        for (const auto type : find_relations(view, words, RelationMatch::Inflected).types) {
            result.emplace_back(view.name_of(type));
        }
        return result;
    };
    CHECK(names("born in") == std::vector<std::string>{"be_born_in"});
    CHECK(names("was born in") == std::vector<std::string>{"be_born_in"});
    CHECK(names("bears") == std::vector<std::string>{"bear"});
}

TEST_CASE("find prefers the exact relation to one that goes on") {
    const auto store = news_store();
    CHECK(find(*store, {"Ada Byrne", "open"}) ==
          std::vector<std::string>{"Ada Byrne open the new bridge"});
    CHECK(find(*store, {"Ada Byrne", "opened"}) ==
          std::vector<std::string>{"Ada Byrne open the new bridge", "Ada Byrne open_in Corvale"});
}

TEST_CASE("a lone name matches either end, a question mark anything") {
    const auto store = news_store();
    CHECK(find(*store, {"Corvale"}) ==
          std::vector<std::string>{"Ada Byrne open_in Corvale", "Corvale pay 5 million euros"});
    CHECK(find(*store, {"Corvale", "?"}) ==
          std::vector<std::string>{"Corvale pay 5 million euros"});
    CHECK(find(*store, {"?", "?", "?"}).size() == GraphView(store->snapshot()).edge_count());
    CHECK(find(*store, {}).size() == GraphView(store->snapshot()).edge_count());
}

TEST_CASE("a near spelling is taken only where nothing else matches, and said") {
    const auto store = news_store();
    const auto found =
        find_facts(GraphView(store->snapshot()), pattern_of({"Ada Byrnne", "visited"}));
    CHECK(answers(found) == std::vector<std::string>{"Ada Byrne visit Lower Marsh"});
    REQUIRE(found.remarks.size() == 1);
    CHECK(found.remarks.front().find("ada byrne") != std::string::npos);

    const auto misspelt =
        find_facts(GraphView(store->snapshot()), pattern_of({"Ada Byrne", "vist"}));
    CHECK(answers(misspelt) == std::vector<std::string>{"Ada Byrne visit Lower Marsh"});
    CHECK(find_facts(GraphView(store->snapshot()), pattern_of({"Ada Byrne", "visited"}))
              .remarks.empty());
}

TEST_CASE("find says what the view hides") {
    const auto store = news_store();
    const auto found =
        find_facts(GraphView(store->snapshot()), pattern_of({"Ada Byrne", "approve"}));
    CHECK(found.rows.empty());
    REQUIRE(found.remarks.size() == 1);
    CHECK(found.remarks.front().find("1 matching fact") != std::string::npos);
    ViewFilter filter;
    filter.all = true;
    CHECK(find_facts(GraphView(store->snapshot(), filter), pattern_of({"Ada Byrne", "approve"}))
              .rows.size() == 1);
}

TEST_CASE("an exact name comes alone, but others called so are remarked on") {
    const auto store = store::open_store(":memory:");
    Ingest sink(*store, "test");
    test::NewsBuilder news("namesakes.txt");
    const auto ann = news.cluster(EntityType::Person, "Ann Fenn", {"Fenn"});
    const auto fenn = news.cluster(EntityType::Place, "Fenn");
    const auto sea = news.cluster(EntityType::Place, "Sea");
    news.sentence("Ann Fenn saw Sea, Fenn touches Sea.");
    news.triple(news.phrase("Ann Fenn", ann), "saw", "see", news.phrase("Sea", sea));
    news.triple(news.phrase("Fenn", fenn), "touches", "touch", news.phrase("Sea", sea));
    sink.accept(news.document(), news.analysis());
    const auto found = find_facts(GraphView(store->snapshot()), pattern_of({"Fenn"}));
    CHECK(answers(found) == std::vector<std::string>{"Fenn touch Sea"});
    CHECK(found.remarks == std::vector<std::string>{"also called 'Fenn': 'Ann Fenn'"});
}

TEST_CASE("what nobody is named finds nothing") {
    const auto store = news_store();
    CHECK(find(*store, {"Xylophone"}).empty());
    CHECK(find(*store, {"Ada Byrne", "devour"}).empty());
    CHECK(find(*store, {"..."}).empty());
}

TEST_CASE("the limit cuts the rows, not the count") {
    const auto store = news_store();
    auto pattern = pattern_of({"Ada Byrne"});
    pattern.limit = 2;
    const auto found = find_facts(GraphView(store->snapshot()), pattern);
    CHECK(found.rows.size() == 2);
    CHECK(found.total > 2);
}

TEST_CASE("find works on relationships that users made") {
    const auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    const auto name = transaction->intern_key("name");
    const auto a = transaction->create_node({}, {{name, Value("node one")}});
    const auto b = transaction->create_node({}, {{name, Value("node two")}});
    transaction->create_edge(a, transaction->intern_type("leads to"), b, {});
    transaction->commit();
    CHECK(find(*store, {"node one", "leads to"}) ==
          std::vector<std::string>{"node one leads to node two"});
}

TEST_CASE("base forms undo English inflection") {
    const auto has = [](std::string_view word, std::string_view base) {
        const auto forms = base_forms(word);
        return std::ranges::find(forms, base) != forms.end();
    };
    CHECK(has("planned", "plan"));
    CHECK(has("denied", "deny"));
    CHECK(has("imposes", "impose"));
    CHECK(has("imposing", "impose"));
    CHECK(has("relies", "rely"));
    CHECK(has("dying", "die"));
    CHECK(has("met", "meet"));
    CHECK(has("sought", "seek"));
    CHECK_FALSE(has("press", "pres"));
    CHECK(folded_spelling("recognise") == folded_spelling("recognize"));
    CHECK(folded_spelling("labour") == folded_spelling("labor"));
    CHECK(folded_spelling("rise") == "rise");
}

TEST_CASE("show gathers what is known of an entity") {
    const auto store = news_store();
    const auto shown = show_entity(GraphView(store->snapshot()), "Byrne");
    REQUIRE(shown.cards.size() == 1);
    const auto& card = shown.cards.front();
    CHECK(card.name == "Ada Byrne");
    CHECK(card.labels == std::vector<std::string>{"Person"});
    CHECK(card.aliases == std::vector<std::string>{"Ada", "Byrne", "Mrs Byrne"});
    CHECK(card.documents == 3);
    CHECK(card.mentions == 7);
    CHECK(card.hidden == 2);
    REQUIRE_FALSE(card.facts.empty());
    CHECK(card.facts.front().sources == 2);
    CHECK(show_entity(GraphView(store->snapshot()), "Nobody").cards.empty());
}

TEST_CASE("a path goes from name to name with the evidence of each hop") {
    const auto store = news_store();
    const auto found = find_path(GraphView(store->snapshot()), "Lower Marsh", "Corvale");
    REQUIRE(found.paths.size() == 1);
    const auto& hops = found.paths.front().hops;
    REQUIRE(hops.size() == 2);
    CHECK(hops[0].fact.type == "visit");
    CHECK_FALSE(hops[0].forward);
    CHECK(hops[0].fact.evidence.sentence == "Byrne visited Lower Marsh.");
    CHECK(hops[1].fact.type == "open_in");
    CHECK(hops[1].forward);
}

TEST_CASE("a path passes through Concepts only if asked, but may start or end at one") {
    const auto store = store::open_store(":memory:");
    Ingest sink(*store, "test");
    test::NewsBuilder news("plan.txt");
    const auto ada = news.cluster(EntityType::Person, "Ada Byrne");
    const auto tom = news.cluster(EntityType::Person, "Tom Fenn");
    const auto plan = news.cluster(EntityType::Concept, "the plan");
    news.sentence("Ada Byrne wrote the plan.");
    news.triple(news.phrase("Ada Byrne", ada), "wrote", "write", news.phrase("the plan", plan));
    news.sentence("Tom Fenn read the plan.");
    news.triple(news.phrase("Tom Fenn", tom), "read", "read", news.phrase("the plan", plan));
    sink.accept(news.document(), news.analysis());
    const GraphView view(store->snapshot());
    const auto none = find_path(view, "Ada Byrne", "Tom Fenn");
    CHECK(none.paths.empty());
    CHECK(none.remarks == std::vector<std::string>{
                              "no path from name to name; there is one with --through concepts"});
    CHECK(find_path(view, "Ada Byrne", "the plan").paths.size() == 1);
    PathOptions options;
    options.through_concepts = true;
    REQUIRE(find_path(view, "Ada Byrne", "Tom Fenn", options).paths.size() == 1);
    CHECK(find_path(view, "Ada Byrne", "Tom Fenn", options).paths.front().hops.size() == 2);
}

TEST_CASE(
    "of equally short paths the best supported is chosen, and connect lists them in that order") {
    const auto store = store::open_store(":memory:");
    Ingest sink(*store, "test");
    test::NewsBuilder news("two-ways.txt");
    const auto a = news.cluster(EntityType::Person, "Ada");
    const auto b = news.cluster(EntityType::Person, "Tom");
    news.sentence("Ada met Jo, Ada met Lee, Jo met Tom, Lee met Tom.");
    const auto jo = news.cluster(EntityType::Person, "Jo");
    const auto lee = news.cluster(EntityType::Person, "Lee");
    news.triple(news.phrase("Ada", a), "met", "meet", news.phrase("Jo", jo)).confidence = 0.5F;
    news.triple(news.phrase("Ada", a), "met", "meet", news.phrase("Lee", lee)).confidence = 0.9F;
    news.triple(news.phrase("Jo", jo), "met", "meet", news.phrase("Tom", b)).confidence = 0.9F;
    news.triple(news.phrase("Lee", lee), "met", "meet", news.phrase("Tom", b)).confidence = 0.9F;
    sink.accept(news.document(), news.analysis());
    const GraphView view(store->snapshot());
    const auto path = find_path(view, "Ada", "Tom").paths;
    REQUIRE(path.size() == 1);
    CHECK(path.front().hops.front().fact.object == "Lee");
    const auto both = connect(view, "Ada", "Tom", 5).paths;
    REQUIRE(both.size() == 2);
    CHECK(both[0] == path[0]);
    CHECK(both[1].hops.front().fact.object == "Jo");
    CHECK(connect(view, "Ada", "Tom", 1).paths.size() == 1);
}

TEST_CASE("a name that means nothing is remarked on") {
    const auto store = news_store();
    const auto found = find_path(GraphView(store->snapshot()), "Nobody", "Corvale");
    CHECK(found.paths.empty());
    REQUIRE(found.remarks.size() == 1);
    CHECK(found.remarks.front() == "nothing is named 'Nobody'");
}

TEST_CASE("statistics count what the view shows") {
    const auto store = news_store();
    const GraphView view(store->snapshot());
    const auto stats = graph_stats(view);
    CHECK(stats.documents == 3);
    CHECK(stats.nodes == view.node_count());
    CHECK(stats.relationships == view.edge_count());
    CHECK(stats.all_relationships == stats.relationships + 2);
    CHECK(stats.types.front().second >= stats.types.back().second);
    CHECK(std::ranges::count(stats.modalities,
                             std::pair<std::string, std::uint64_t>("negative actual", 1)) == 1);
}

}  // namespace trefoil::graph
