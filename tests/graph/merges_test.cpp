#include "graph/merges.hpp"

#include <algorithm>
#include <array>
#include <random>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "graph/canonical_export.hpp"
#include "graph/graph_transaction.hpp"
#include "graph/ingest.hpp"
#include "graph/names.hpp"
#include "tests/graph/made_up_news.hpp"

namespace trefoil::graph {

namespace {

using test::NewsBuilder;

/// Who met whom where, under many names.
NewsBuilder meeting(const std::string& source, const std::string& who, const std::string& whom,
                    const std::string& where) {
    NewsBuilder news(source);
    const auto a = news.cluster(EntityType::Person, who);
    const auto b = news.cluster(EntityType::Person, whom);
    const auto c = news.cluster(EntityType::Place, where);
    news.sentence(who + " met " + whom + " in " + where + ".");
    news.triple(news.phrase(who, a), "met", "meet", news.phrase(whom, b));
    news.triple(news.phrase(who, a), "met in", "meet_in", news.phrase(where, c));
    return news;
}

constexpr std::array<std::array<const char*, 3>, 6> kMeetings{{
    {"Mykhailo Hrebinskiy", "Ada Byrne", "Corvale"},
    {"Mykhailo Hrebinsky", "A. Byrne", "Lower Marsh"},
    {"Mykhailo Hrebinskyy", "Tom Orlo", "Corvale"},
    {"Hrebinskiy", "Ada Byrne", "Fenn"},
    {"Petro Hrebinsky", "Ada Byrne", "Corvale"},
    {"Tom Orlo", "Ada Byrne", "Lower Marsh"},
}};

std::unique_ptr<store::Store> small_store() {
    auto store = store::open_store(":memory:");
    Ingest sink(*store, "test");
    for (std::size_t i = 0; i < kMeetings.size(); ++i) {
        const auto news = meeting("article " + std::to_string(i), kMeetings.at(i)[0],
                                  kMeetings.at(i)[1], kMeetings.at(i)[2]);
        sink.accept(news.document(), news.analysis());
    }
    return store;
}

NodeId node_called(const store::Store& store, std::string_view name) {
    const auto found = find_by_name(GraphView(store.snapshot()), name);
    REQUIRE(!found.nodes.empty());
    return found.nodes[0];
}

std::vector<NodeId> entities(const store::Reader& reader) {
    std::array<NodeId, 256> batch;
    const auto got = reader.scan_nodes(std::nullopt, std::nullopt, batch);
    std::vector<NodeId> result;
    for (std::size_t i = 0; i < got; ++i) {
        if (!reader.clusters(batch.at(i)).empty()) {
            result.push_back(batch.at(i));
        }
    }
    return result;
}

void write_on(store::Store& store, NodeId node, std::string_view key, const Value& value) {
    GraphTransaction transaction(store.begin());
    transaction.set_property(node, transaction.intern_key(key), value);
    transaction.add_label(node, transaction.intern_label("Watched"));
    transaction.commit();
}

}  // namespace

TEST_CASE("transliterations of one full name are one entity, and other given names are not") {
    const auto store = small_store();
    const auto one = node_called(*store, "Mykhailo Hrebinsky");
    CHECK(one == node_called(*store, "Mykhailo Hrebinskiy"));
    CHECK(one == node_called(*store, "Mykhailo Hrebinskyy"));
    CHECK(one != node_called(*store, "Petro Hrebinsky"));
}

TEST_CASE("why names the rule that joined two names and the one that parts two others") {
    const auto store = small_store();
    const auto reader = store->snapshot();
    const auto one = node_called(*store, "Mykhailo Hrebinsky");
    const auto joined = explain(*reader, one, "Mykhailo Hrebinsky", one, "Mykhailo Hrebinskiy");
    CHECK(joined.one);
    REQUIRE(!joined.pairs.empty());
    CHECK(joined.pairs[0].judgement.rule == "one name, spelt in two ways");
    const auto other = node_called(*store, "Petro Hrebinsky");
    const auto parted = explain(*reader, one, "", other, "");
    CHECK(!parted.one);
    REQUIRE(!parted.pairs.empty());
    CHECK(parted.pairs[0].judgement.rule == "different given names");
}

TEST_CASE("a user's merge joins facts and names, holds for later articles, and is undone exactly") {
    const auto store = small_store();
    const auto before = canonical_text(*store->snapshot());
    const auto decision =
        merge(*store, node_called(*store, "Ada Byrne"), node_called(*store, "Tom Orlo"));
    CHECK(node_called(*store, "Ada Byrne") == node_called(*store, "Tom Orlo"));
    CHECK(store->check().empty());
    CHECK_THROWS_AS(
        merge(*store, node_called(*store, "Ada Byrne"), node_called(*store, "Tom Orlo")),
        UsageError);

    Ingest sink(*store, "test");
    const auto news = meeting("later", "Tom Orlo", "Petro Hrebinsky", "Fenn");
    sink.accept(news.document(), news.analysis());
    CHECK(node_called(*store, "Ada Byrne") == node_called(*store, "Tom Orlo"));
    forget(*store, "later");

    CHECK(undo(*store, decision.id()) == decision);
    CHECK(canonical_text(*store->snapshot()) == before);
    CHECK(!undo(*store, decision.id()));
}

TEST_CASE("unmerge overrules a rule, and taking that back restores the merge") {
    const auto store = small_store();
    const auto before = canonical_text(*store->snapshot());
    const auto one = node_called(*store, "Mykhailo Hrebinsky");
    const auto decisions = unmerge(*store, one, "Mykhailo Hrebinsky", one, "Mykhailo Hrebinskiy");
    CHECK(node_called(*store, "Mykhailo Hrebinsky") != node_called(*store, "Mykhailo Hrebinskiy"));
    CHECK(store->check().empty());
    for (const auto& decision : decisions) {
        undo(*store, decision.id());
    }
    CHECK(canonical_text(*store->snapshot()) == before);
}

TEST_CASE("split makes an entity another one in one document, until it is undone") {
    const auto store = small_store();
    const auto before = canonical_text(*store->snapshot());
    const auto ada = node_called(*store, "Ada Byrne");
    const auto document = *store->snapshot()->find_source("article 5");
    const auto decisions = split(*store, ada, document);
    REQUIRE(decisions.size() == 1);
    const auto found = find_by_name(GraphView(store->snapshot()), "Ada Byrne");
    CHECK(found.nodes.size() == 2);
    forget(*store, "article 5");
    CHECK(find_by_name(GraphView(store->snapshot()), "Ada Byrne").nodes.size() == 1);
    Ingest sink(*store, "test");
    const auto news = meeting("article 5", kMeetings[5][0], kMeetings[5][1], kMeetings[5][2]);
    sink.accept(news.document(), news.analysis());
    CHECK(find_by_name(GraphView(store->snapshot()), "Ada Byrne").nodes.size() == 2);
    undo(*store, decisions[0].id());
    CHECK(canonical_text(*store->snapshot()) == before);
}

TEST_CASE("what users wrote is shown together on a merged node and comes back apart") {
    const auto store = small_store();
    const auto ada = node_called(*store, "Ada Byrne");
    const auto tom = node_called(*store, "Tom Orlo");
    write_on(*store, ada, "desk", Value("north"));
    write_on(*store, tom, "desk", Value("south"));
    write_on(*store, tom, "room", Value(std::int64_t{7}));
    {
        GraphTransaction transaction(store->begin());
        transaction.create_edge(tom, transaction.intern_type("KNOWS"), ada, {});
        transaction.commit();
    }
    const auto before = canonical_text(*store->snapshot());
    const auto decision = merge(*store, ada, tom);
    const auto joint = node_called(*store, "Ada Byrne");
    const auto reader = store->snapshot();
    CHECK(reader->node_property(joint, *reader->find_key("room")) == Value(std::int64_t{7}));
    CHECK(store->check().empty());
    undo(*store, decision.id());
    CHECK(canonical_text(*store->snapshot()) == before);
}

TEST_CASE("random sequences of merges and unmerges leave the store as if they had never been") {
    const auto store = small_store();
    write_on(*store, node_called(*store, "Ada Byrne"), "desk", Value("north"));
    write_on(*store, node_called(*store, "Fenn"), "desk", Value("south"));
    const auto before = canonical_text(*store->snapshot());
    constexpr unsigned kSequences = 1000;
    for (unsigned seed = 0; seed < kSequences; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        std::vector<Hash128> made;
        for (int step = 0; step < 6; ++step) {
            const auto nodes = entities(*store->snapshot());
            const auto a = nodes[random() % nodes.size()];
            const auto b = nodes[random() % nodes.size()];
            try {
                if (random() % 3 != 0) {
                    made.push_back(merge(*store, a, b).id());
                } else if (random() % 2 == 0) {
                    made.push_back(keep_apart(*store, a, b).id());
                } else {
                    const auto clusters = store->snapshot()->clusters(a);
                    const auto document = clusters[random() % clusters.size()].document;
                    for (const auto& decision : split(*store, a, document)) {
                        made.push_back(decision.id());
                    }
                }
            } catch (const UsageError&) {
                continue;  // one entity already, or a local one
            }
        }
        std::ranges::shuffle(made, random);
        for (const auto& id : made) {
            undo(*store, id);
        }
        REQUIRE(read_decisions(*store->snapshot()).empty());
        REQUIRE(canonical_text(*store->snapshot()) == before);
    }
    CHECK(store->check().empty());
}

TEST_CASE("merges between articles that come and go leave no trace once they are taken back") {
    const auto expected = canonical_text(*small_store()->snapshot());
    for (unsigned seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto store = small_store();
        Ingest sink(*store, "test");
        std::vector<Hash128> made;
        for (int step = 0; step < 12; ++step) {
            const std::size_t i = random() % kMeetings.size();
            const auto source = "article " + std::to_string(i);
            if (random() % 2 == 0 && !forget(*store, source)) {
                const auto news =
                    meeting(source, kMeetings.at(i)[0], kMeetings.at(i)[1], kMeetings.at(i)[2]);
                sink.accept(news.document(), news.analysis());
            }
            const auto nodes = entities(*store->snapshot());
            if (nodes.size() < 2) {
                continue;
            }
            const auto a = nodes[random() % nodes.size()];
            const auto b = nodes[random() % nodes.size()];
            try {
                made.push_back(
                    (random() % 3 == 0 ? keep_apart(*store, a, b) : merge(*store, a, b)).id());
            } catch (const UsageError&) {
                continue;  // one entity already, or a local one
            }
        }
        for (std::size_t i = 0; i < kMeetings.size(); ++i) {
            const auto news = meeting("article " + std::to_string(i), kMeetings.at(i)[0],
                                      kMeetings.at(i)[1], kMeetings.at(i)[2]);
            sink.accept(news.document(), news.analysis());
        }
        std::ranges::shuffle(made, random);
        for (const auto& id : made) {
            undo(*store, id);
        }
        REQUIRE(read_decisions(*store->snapshot()).empty());
        REQUIRE(canonical_text(*store->snapshot()) == expected);
        CHECK(store->check().empty());
    }
}

TEST_CASE("articles in any order give equal stores") {
    std::string first;
    for (unsigned seed = 0; seed < 20; ++seed) {
        CAPTURE(seed);
        std::vector<std::size_t> order{0, 1, 2, 3, 4, 5};
        std::mt19937 random(seed);
        std::ranges::shuffle(order, random);
        const auto store = store::open_store(":memory:");
        Ingest sink(*store, "test");
        for (const auto i : order) {
            const auto news = meeting("article " + std::to_string(i), kMeetings.at(i)[0],
                                      kMeetings.at(i)[1], kMeetings.at(i)[2]);
            sink.accept(news.document(), news.analysis());
        }
        const auto text = canonical_text(*store->snapshot());
        first = first.empty() ? text : first;
        CHECK(text == first);
        CHECK(store->check().empty());
    }
}

}  // namespace trefoil::graph
