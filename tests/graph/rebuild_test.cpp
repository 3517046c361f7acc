#include "graph/rebuild.hpp"

#include <random>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "graph/canonical_export.hpp"
#include "graph/graph_transaction.hpp"
#include "graph/ingest.hpp"
#include "store/bulk_load.hpp"
#include "store/internal/access.hpp"
#include "tests/graph/made_up_news.hpp"

namespace trefoil::graph {

namespace {

using test::NewsBuilder;

/// Some articles, imported triples, and what a user wrote onto both and besides.
void fill(store::Store& store) {
    Ingest sink(store, "test");
    for (int i = 0; i < 6; ++i) {
        NewsBuilder news("article " + std::to_string(i), "2021-01-01");
        const auto ada = news.cluster(EntityType::Person, "Ada Byrne");
        const auto fenn = news.cluster(EntityType::Place, i % 2 == 0 ? "Fenn" : "Corvale");
        news.sentence("Ada Byrne visits Fenn or Corvale, number " + std::to_string(i) + ".");
        news.triple(news.phrase("Ada Byrne", ada), "visits", "visit",
                    news.phrase(i % 2 == 0 ? "Fenn" : "Corvale", fenn));
        sink.accept(news.document(), news.analysis());
    }
    std::string lines = "a\tknows\tb\na\tknows\tc\nb\tknows well\tc\nd\tknows\td\n";
    bool given = false;
    store::load_triples(store, [&](std::span<char> out) {
        const std::size_t n = given ? 0 : lines.copy(out.data(), out.size());
        given = true;
        return n;
    });
    GraphTransaction tx(store.begin());
    const auto view = tx.view();
    const KeyId name = *view.find_key("name");
    const NodeId ada = view.nodes_by_property(name, Value("Ada Byrne")).at(0);
    const NodeId a = view.nodes_by_property(name, Value("a")).at(0);
    const NodeId b = view.nodes_by_property(name, Value("b")).at(0);
    const LabelId noted = tx.intern_label("Noted");
    tx.add_label(ada, noted);
    tx.set_property(ada, tx.intern_key("remark"), Value("a user's"));
    const NodeId mine = tx.create_node(std::span(&noted, 1), {{name, Value("mine")}});
    tx.create_edge(mine, tx.intern_type("LIKES"), ada,
                   {{tx.intern_key("since"), Value(std::int64_t{3})}});
    tx.create_edge(a, tx.intern_type("knows"), b, {});  // beside the imported one
    tx.add_label(b, noted);
    std::vector<AdjacentEdge> facts;
    view.reader().adjacent(ada, store::Direction::Outgoing, std::nullopt, facts);
    REQUIRE(facts.size() == 2);
    tx.set_property(facts[0].edge, tx.intern_key("checked"), Value(true));
    tx.delete_edge(facts[1].edge);  // a rejection
    tx.commit();
}

}  // namespace

TEST_CASE("a store made anew from its documents and users' data is equal") {
    const auto store = store::open_store(":memory:");
    fill(*store);
    const auto fresh = store::open_store(":memory:");
    const RebuildReport report = rebuild(*store->snapshot(), *fresh);
    CHECK(report.lost == 0);
    CHECK(report.documents == 6);
    CHECK(fresh->check().empty());
    CHECK(canonical_text(*fresh->snapshot()) == canonical_text(*store->snapshot()));
    // imported nodes are still import's: the same triples again add nothing
    for (store::Store* s : {store.get(), fresh.get()}) {
        bool given = false;
        const auto again = store::load_triples(*s, [&](std::span<char> out) {
            const std::size_t n =
                given ? 0
                      : std::string("d\tknows\td\nb\tknows well\tc\n").copy(out.data(), out.size());
            given = true;
            return n;
        });
        CHECK(again.nodes == 0);
        CHECK(again.triples == 0);
    }
}

TEST_CASE("whatever index or counter is damaged, the store made anew is equal to the one before") {
    const auto store = store::open_store(":memory:");
    fill(*store);
    const std::string expected = canonical_text(*store->snapshot());
    auto& engine = *store::internal::core_of(*store).engine;
    using store::internal::Family;
    const auto view = engine.snapshot();
    std::vector<std::string> derived;  // keys that other ones imply
    const std::string letters = "lpwihHDSBvcN";
    for (auto c = view->range(Family::Graph, {}, {}); c->valid(); c->next()) {
        if (letters.find(c->key()[0]) != std::string::npos) {
            derived.emplace_back(c->key());
        }
    }
    REQUIRE(derived.size() > 60);
    std::mt19937 random(9);
    for (int round = 0; round < 12; ++round) {
        store::internal::Changes damage;
        store::internal::Changes undo;
        for (const std::string& key : derived) {
            if (round == 0 || random() % 5 == 0) {
                damage[0][key];
                undo[0][key].value = view->copy(Family::Graph, key);
            }
        }
        engine.write(damage);
        const auto fresh = store::open_store(":memory:");
        const RebuildReport report = rebuild(*store->snapshot(), *fresh);
        CHECK(report.lost == 0);
        CHECK(fresh->check().empty());
        CHECK(canonical_text(*fresh->snapshot()) == expected);
        engine.write(undo);
    }
}

TEST_CASE("what cannot be read is counted, and the rest is made anew") {
    const auto store = store::open_store(":memory:");
    fill(*store);
    auto& engine = *store::internal::core_of(*store).engine;
    store::internal::Changes damage;
    damage[1][store::internal::keys::of(store::internal::keys::kText, 2)].value = "rubbish";
    engine.write(damage);
    const auto fresh = store::open_store(":memory:");
    const RebuildReport report = rebuild(*store->snapshot(), *fresh);
    CHECK(report.documents == 5);
    CHECK(report.lost == 1);
    REQUIRE(report.losses.size() == 1);
    CHECK(report.losses[0].find("document 2") == 0);
    CHECK(fresh->check().empty());
}

}  // namespace trefoil::graph
