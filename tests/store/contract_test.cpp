// What every backend must do, through the public interface only.

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <thread>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "tests/store/backends.hpp"

using namespace trefoil;
using namespace trefoil::store;

namespace {

std::vector<NodeId> all_nodes(const Reader& reader, std::optional<LabelId> label = {}) {
    std::vector<NodeId> out;
    std::vector<NodeId> batch(3);
    std::optional<NodeId> after;
    while (true) {
        const std::size_t n = reader.scan_nodes(label, after, batch);
        out.insert(out.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(n));
        if (n < batch.size()) {
            return out;
        }
        after = batch.back();
    }
}

std::vector<EdgeId> all_edges(const Reader& reader) {
    std::vector<EdgeId> out;
    std::vector<EdgeId> batch(3);
    std::optional<EdgeId> after;
    while (true) {
        const std::size_t n = reader.scan_edges(after, batch);
        out.insert(out.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(n));
        if (n < batch.size()) {
            return out;
        }
        after = batch.back();
    }
}

std::vector<AdjacentEdge> adjacent(const Reader& reader, NodeId node, Direction direction,
                                   std::optional<TypeId> type = {}) {
    std::vector<AdjacentEdge> out;
    reader.adjacent(node, direction, type, out);
    return out;
}

NodeId add_node(Transaction& tx, const std::string& label, const std::string& name) {
    const LabelId id = tx.intern_label(label);
    return tx.create_node(std::span(&id, 1), {{tx.intern_key("name"), Value(name)}});
}

Analysis sample_analysis() {
    Analysis a;
    a.sentences = {{0, 20}, {21, 40}};
    a.mentions = {{{0, 4}, MentionKind::Name, EntityType::Person, 0, ""},
                  {{30, 36}, MentionKind::Value, EntityType::Date, std::nullopt, "2020-01-01"}};
    a.clusters = {{EntityType::Person, "Anna Berg", {"Anna", "Berg"}, ""},
                  {EntityType::Place, "Lund", {}, "geonames:2693678"}};
    Triple t;
    t.subject = {"Anna", {0, 4}, 0, EntityType::Person};
    t.relation_text = "has visited";
    t.relation_type = "visit";
    t.relation_kind = "verb";
    t.relation_span = {5, 16};
    t.object = Phrase{"Lund", {17, 21}, 1, EntityType::Place};
    t.arguments = {{{"on Monday", {22, 31}, std::nullopt, EntityType::Date}, Role::Time, "on"}};
    t.modality = Modality::Planned;
    t.polarity = Polarity::Negative;
    t.attribution = Attribution{"the mayor", 1};
    t.time = "2020-01-01";
    t.place = "Lund";
    t.confidence = 0.8125F;
    t.extractor = "verbs";
    a.triples = {t, t};
    a.triples[1].derived_from = 0;
    a.triples[1].object.reset();
    a.triples[1].attribution.reset();
    a.triples[1].phrase = "the visit to";
    return a;
}

}  // namespace

TEST_CASE("an empty store has nothing in it") {
    on_each_backend([](Backend& store) {
        const auto reader = store->snapshot();
        CHECK(reader->node_count() == 0);
        CHECK(reader->edge_count() == 0);
        CHECK(reader->document_count() == 0);
        CHECK(all_nodes(*reader).empty());
        CHECK(all_edges(*reader).empty());
        CHECK_FALSE(reader->has_node(NodeId(0)));
        CHECK_FALSE(reader->node(NodeId(7)).has_value());
        CHECK_FALSE(reader->edge(EdgeId(7)).has_value());
        CHECK(reader->node_property(NodeId(7), KeyId(0)).is_null());
        CHECK(reader->degree(NodeId(7), Direction::Outgoing) == 0);
        CHECK(reader->labels().empty());
        CHECK(reader->types().empty());
        CHECK_FALSE(reader->find_type("knows").has_value());
        CHECK(reader->is_indexed(*reader->find_key("name")));
        CHECK(reader->is_indexed(*reader->find_key("aliases")));
        CHECK(reader->documents().empty());
    });
}

TEST_CASE("names are interned once and keep their ids") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const TypeId knows = tx->intern_type("knows");
        const TypeId likes = tx->intern_type("likes a lot");
        CHECK(knows != likes);
        CHECK(tx->intern_type("knows") == knows);
        CHECK(tx->name_of(likes) == "likes a lot");
        CHECK(tx->find_type("knows") == knows);
        const std::string_view kept = tx->name_of(likes);
        tx->commit();
        auto again = store->begin();
        CHECK(again->intern_type("likes a lot") == likes);
        CHECK(again->intern_type("third") == TypeId(2));
        again.reset();
        tx.reset();
        CHECK(kept == "likes a lot");
        store.reopen();
        const auto reader = store->snapshot();
        CHECK(reader->find_type("knows") == knows);
        CHECK(reader->name_of(likes) == "likes a lot");
        CHECK(reader->name_of(TypeId(2)).empty());
        CHECK_FALSE(reader->find_type("third").has_value());
        CHECK(reader->types().size() == 2);
    });
}

TEST_CASE("a snapshot does not know names that came later") {
    on_each_backend([](Backend& store) {
        const auto before = store->snapshot();
        auto tx = store->begin();
        const LabelId label = tx->intern_label("City");
        tx->commit();
        CHECK(store->snapshot()->find_label("City") == label);
        CHECK_FALSE(before->find_label("City").has_value());
        CHECK(before->name_of(label).empty());
        CHECK(before->labels().empty());
    });
}

TEST_CASE("nodes keep labels, properties and public ids") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const LabelId person = tx->intern_label("Person");
        const LabelId poet = tx->intern_label("Poet");
        const KeyId name = tx->intern_key("name");
        const KeyId born = tx->intern_key("born");
        const KeyId gone = tx->intern_key("gone");
        const LabelId labels[] = {poet, person, poet};
        const Hash128 id{1, 2};
        const NodeId node = tx->create_node(
            labels, {{born, Value(1902)}, {name, Value("Karin")}, {gone, Value()}}, id);
        CHECK(tx->has_node(node));
        tx->commit();
        tx.reset();
        store.reopen();
        const auto reader = store->snapshot();
        const auto record = reader->node(node);
        REQUIRE(record.has_value());
        CHECK(record->labels == std::vector<LabelId>{person, poet});
        CHECK(record->properties == Properties{{name, Value("Karin")}, {born, Value(1902)}});
        CHECK(record->public_id == id);
        CHECK(reader->find_node(id) == node);
        CHECK_FALSE(reader->find_node({1, 3}).has_value());
        CHECK(reader->has_label(node, poet));
        CHECK_FALSE(reader->has_label(node, LabelId(9)));
        CHECK(reader->node_property(node, born) == Value(1902));
        CHECK(reader->node_property(node, gone).is_null());
        CHECK(all_nodes(*reader, poet) == std::vector<NodeId>{node});
    });
}

TEST_CASE("every kind of value is kept as a property") {
    on_each_backend([](Backend& store) {
        const std::vector<Value> values = {
            Value(true),
            Value(false),
            Value(std::int64_t{-5}),
            Value(INT64_MIN),
            Value(INT64_MAX),
            Value(2.5),
            Value(-0.0),
            Value(""),
            Value(std::string("a\0b", 3)),
            Value(Date{-719162}),
            Value(LocalTime{86399999999999}),
            Value(Time{1, -3600}),
            Value(LocalDateTime{Date{20000}, LocalTime{5}}),
            Value(DateTime{{Date{1}, LocalTime{2}}, 7200, "Europe/Stockholm"}),
            Value(Duration{1, -2, 3, 999999999}),
            Value(List{}),
            Value(List{Value(1), Value("x")}),
            Value(List{Value(List{Value(2.0)}), Value()}),
            Value(Map{{"k", Value(List{Value(true)})}})};
        auto tx = store->begin();
        Properties properties;
        for (std::size_t i = 0; i < values.size(); ++i) {
            properties.emplace_back(tx->intern_key("p" + std::to_string(i)), values[i]);
        }
        const NodeId node = tx->create_node({}, properties);
        const EdgeId edge = tx->create_edge(node, tx->intern_type("t"), node, properties);
        CHECK_THROWS_AS(tx->set_property(node, KeyId(0), Value(NodeId(1))), StoreError);
        tx->commit();
        tx.reset();
        store.reopen();
        const auto reader = store->snapshot();
        for (const auto& [key, value] : properties) {
            CHECK(reader->node_property(node, key) == value);
            CHECK(reader->edge_property(edge, key) == value);
        }
        CHECK(reader->edge(edge)->properties == properties);
    });
}

TEST_CASE("labels and properties can be changed and removed") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const NodeId node = add_node(*tx, "City", "Lund");
        const LabelId city = *tx->find_label("City");
        const LabelId town = tx->intern_label("Town");
        const KeyId name = *tx->find_key("name");
        tx->add_label(node, town);
        tx->add_label(node, town);
        tx->remove_label(node, city);
        tx->remove_label(node, city);
        tx->set_property(node, name, Value("Lund (Skåne)"));
        tx->set_property(node, tx->intern_key("size"), Value(7));
        tx->set_property(node, *tx->find_key("size"), Value());
        CHECK_THROWS_AS(tx->set_property(NodeId(99), name, Value(1)), StoreError);
        CHECK_THROWS_AS(tx->add_label(NodeId(99), city), StoreError);
        tx->commit();
        const auto reader = store->snapshot();
        CHECK(reader->node(node)->labels == std::vector<LabelId>{town});
        CHECK(reader->node_count(city) == 0);
        CHECK(reader->node_count(town) == 1);
        CHECK(all_nodes(*reader, city).empty());
        CHECK(reader->nodes_by_property(name, Value("Lund")).empty());
        CHECK(reader->nodes_by_property(name, Value("Lund (Skåne)")) == std::vector<NodeId>{node});
        CHECK(reader->node(node)->properties.size() == 1);
    });
}

TEST_CASE("adjacency is ordered by type, neighbour and edge, with parallel edges and loops") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const NodeId a = add_node(*tx, "N", "a");
        const NodeId b = add_node(*tx, "N", "b");
        const NodeId c = add_node(*tx, "N", "c");
        const TypeId t0 = tx->intern_type("t0");
        const TypeId t1 = tx->intern_type("t1");
        const EdgeFlags said{Polarity::Negative, Modality::Reported, true, true, true};
        const EdgeId e0 = tx->create_edge(a, t1, c, {});
        const EdgeId e1 = tx->create_edge(a, t0, c, {}, said);
        const EdgeId e2 = tx->create_edge(a, t0, b, {});
        const EdgeId e3 = tx->create_edge(a, t0, c, {});
        const EdgeId e4 = tx->create_edge(a, t0, a, {}, {}, Hash128{5, 6});
        tx->commit();
        tx.reset();
        store.reopen();
        const auto reader = store->snapshot();
        const std::vector<AdjacentEdge> expected = {
            {e4, a, t0, {}}, {e2, b, t0, {}}, {e1, c, t0, said}, {e3, c, t0, {}}, {e0, c, t1, {}}};
        CHECK(adjacent(*reader, a, Direction::Outgoing) == expected);
        CHECK(adjacent(*reader, a, Direction::Outgoing, t1) ==
              std::vector<AdjacentEdge>{{e0, c, t1, {}}});
        CHECK(adjacent(*reader, a, Direction::Incoming) ==
              std::vector<AdjacentEdge>{{e4, a, t0, {}}});
        CHECK(adjacent(*reader, c, Direction::Incoming, t0) ==
              std::vector<AdjacentEdge>{{e1, a, t0, said}, {e3, a, t0, {}}});
        CHECK(adjacent(*reader, b, Direction::Outgoing).empty());
        CHECK(reader->degree(a, Direction::Outgoing) == 5);
        CHECK(reader->degree(a, Direction::Outgoing, t0) == 4);
        CHECK(reader->degree(a, Direction::Outgoing, TypeId(9)) == 0);
        CHECK(reader->edge(e1) == EdgeRecord{a, c, t0, said, {}, {}});
        CHECK(reader->find_edge({5, 6}) == e4);
        CHECK(all_edges(*reader) == std::vector<EdgeId>{e0, e1, e2, e3, e4});
        CHECK(reader->edge_count() == 5);
        CHECK(reader->edge_count(t0) == 4);
        CHECK(reader->edge_count(t0, Polarity::Positive, Modality::Actual) == 3);
        CHECK(reader->edge_count(t0, Polarity::Negative, Modality::Reported) == 1);
        CHECK(reader->edge_count(t0, Polarity::Positive, Modality::Planned) == 0);
    });
}

TEST_CASE("deleting edges and nodes leaves no trace") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const NodeId a = add_node(*tx, "N", "a");
        const NodeId b = add_node(*tx, "N", "b");
        const TypeId t = tx->intern_type("t");
        const EdgeId ab = tx->create_edge(a, t, b, {}, {}, Hash128{1, 1});
        const EdgeId aa = tx->create_edge(a, t, a, {});
        CHECK_THROWS_AS(tx->delete_node(a), StoreError);
        CHECK_THROWS_AS(tx->create_edge(a, t, NodeId(77), {}), StoreError);
        tx->add_evidence(ab, {DocumentId(0), 0});
        tx->commit();
        tx = store->begin();
        tx->delete_edge(ab);
        CHECK_THROWS_AS(tx->delete_edge(ab), StoreError);
        tx->delete_edge(aa);
        tx->delete_node(a);
        CHECK_FALSE(tx->has_node(a));
        CHECK_THROWS_AS(tx->delete_node(a), StoreError);
        tx->commit();
        const auto reader = store->snapshot();
        CHECK(reader->edge_count() == 0);
        CHECK(reader->edge_count(t) == 0);
        CHECK(reader->node_count() == 1);
        CHECK(reader->degree(b, Direction::Incoming) == 0);
        CHECK_FALSE(reader->edge(ab).has_value());
        CHECK_FALSE(reader->find_edge({1, 1}).has_value());
        CHECK(reader->evidence(ab).empty());
        CHECK(reader->nodes_by_property(*reader->find_key("name"), Value("a")).empty());
        CHECK(all_nodes(*reader) == std::vector<NodeId>{b});
    });
}

TEST_CASE("a hub of 100,000 edges is read, counted, changed and emptied") {
    on_each_backend([](Backend& store) {
        constexpr std::size_t kEdges = 100000;
        auto tx = store->begin();
        const NodeId hub = add_node(*tx, "N", "hub");
        const TypeId types[] = {tx->intern_type("t0"), tx->intern_type("t1"),
                                tx->intern_type("t2")};
        std::vector<NodeId> others;
        for (std::size_t i = 0; i < 1000; ++i) {
            others.push_back(tx->create_node({}, {}));
        }
        std::vector<EdgeId> edges;
        for (std::size_t i = 0; i < kEdges; ++i) {
            edges.push_back(tx->create_edge(hub, types[i % 3], others[i * 7919 % 1000], {}));
        }
        tx->commit();
        tx.reset();
        store.reopen();
        auto reader = store->snapshot();
        const auto all = adjacent(*reader, hub, Direction::Outgoing);
        REQUIRE(all.size() == kEdges);
        CHECK(std::is_sorted(all.begin(), all.end(), [](const auto& x, const auto& y) {
            return std::tie(x.type, x.neighbor, x.edge) < std::tie(y.type, y.neighbor, y.edge);
        }));
        CHECK(reader->degree(hub, Direction::Outgoing) == kEdges);
        CHECK(reader->degree(hub, Direction::Outgoing, types[1]) == 33333);
        CHECK(adjacent(*reader, hub, Direction::Outgoing, types[2]).size() == 33333);
        CHECK(reader->degree(others[0], Direction::Incoming) == 100);
        tx = store->begin();
        for (std::size_t i = 0; i < kEdges; ++i) {
            if (i % 1000 != 0) {
                tx->delete_edge(edges[i]);
            }
        }
        CHECK(tx->degree(hub, Direction::Outgoing) == 100);
        CHECK(adjacent(*tx, hub, Direction::Outgoing).size() == 100);
        tx->commit();
        reader = store->snapshot();
        CHECK(adjacent(*reader, hub, Direction::Outgoing).size() == 100);
        CHECK(reader->edge_count(types[0]) + reader->edge_count(types[1]) +
                  reader->edge_count(types[2]) ==
              100);
    });
}

TEST_CASE("a transaction sees its own writes, others only after commit") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const NodeId a = add_node(*tx, "N", "a");
        CHECK(tx->node_count() == 1);
        CHECK(tx->has_node(a));
        CHECK(all_nodes(*tx) == std::vector<NodeId>{a});
        const auto before = store->snapshot();
        CHECK_FALSE(before->has_node(a));
        tx->commit();
        CHECK_THROWS_AS(tx->create_node({}, {}), StoreError);
        CHECK_FALSE(before->has_node(a));
        CHECK(before->node_count() == 0);
        CHECK(store->snapshot()->node_count() == 1);
    });
}

TEST_CASE("a transaction that is not committed changes nothing") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        add_node(*tx, "Ghost", "a");
        tx->put_note("space", "k", "v");
        tx.reset();
        CHECK(store->snapshot()->node_count() == 0);
        CHECK_FALSE(store->snapshot()->find_label("Ghost").has_value());
        tx = store->begin();
        add_node(*tx, "Real", "b");
        tx->commit();
        const auto reader = store->snapshot();
        CHECK(reader->name_of(LabelId(0)) == "Real");
        CHECK(reader->node_count(LabelId(0)) == 1);
    });
}

TEST_CASE("rolling back to a savepoint undoes what came after it, again and again") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const NodeId a = add_node(*tx, "N", "a");
        const KeyId name = *tx->find_key("name");
        const auto outer = tx->savepoint();
        const NodeId b = add_node(*tx, "M", "b");
        const EdgeId ab = tx->create_edge(a, tx->intern_type("t"), b, {});
        tx->set_property(a, name, Value("changed"));
        const auto inner = tx->savepoint();
        tx->set_property(a, name, Value("changed again"));
        tx->set_property(a, name, Value("and again"));
        tx->delete_edge(ab);
        tx->delete_node(b);
        tx->rollback_to(inner);
        CHECK(tx->node_property(a, name) == Value("changed"));
        CHECK(tx->edge(ab).has_value());
        CHECK(tx->edge_count() == 1);
        tx->set_property(a, name, Value("changed once more"));
        tx->rollback_to(inner);
        CHECK(tx->node_property(a, name) == Value("changed"));
        tx->rollback_to(outer);
        CHECK(tx->node_property(a, name) == Value("a"));
        CHECK(tx->node_count() == 1);
        CHECK(tx->edge_count() == 0);
        CHECK_FALSE(tx->has_node(b));
        CHECK_FALSE(tx->find_label("M").has_value());
        CHECK_FALSE(tx->find_type("t").has_value());
        CHECK(tx->nodes_by_property(name, Value("changed")).empty());
        CHECK(tx->nodes_by_property(name, Value("a")) == std::vector<NodeId>{a});
        CHECK_THROWS_AS(tx->rollback_to(inner), StoreError);
        const TypeId u = tx->intern_type("u");
        tx->create_edge(a, u, a, {});
        tx->commit();
        const auto reader = store->snapshot();
        CHECK(reader->edge_count(u) == 1);
        CHECK(reader->name_of(u) == "u");
    });
}

TEST_CASE("the property index finds strings, numbers, booleans and strings in lists") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const KeyId name = tx->intern_key("name");
        const KeyId aliases = tx->intern_key("aliases");
        const std::string longer(5000, 'x');
        const NodeId a = tx->create_node(
            {}, {{name, Value("A")},
                 {aliases, Value(List{Value("B"), Value("B"), Value(3), Value("C")})}});
        const NodeId b = tx->create_node({}, {{name, Value(longer)}});
        const NodeId c = tx->create_node({}, {{name, Value(1)}});
        const NodeId d = tx->create_node({}, {{name, Value(1.0)}});
        const NodeId e = tx->create_node({}, {{name, Value(true)}});
        const NodeId f = tx->create_node({}, {{name, Value("A")}});
        tx->create_node({}, {{name, Value(std::string("A\0", 2))}});
        tx->commit();
        tx.reset();
        store.reopen();
        const auto reader = store->snapshot();
        CHECK(reader->nodes_by_property(name, Value("A")) == std::vector<NodeId>{a, f});
        CHECK(reader->nodes_by_property(aliases, Value("B")) == std::vector<NodeId>{a});
        CHECK(reader->nodes_by_property(aliases, Value("C")) == std::vector<NodeId>{a});
        CHECK(reader->nodes_by_property(aliases, Value(3)).empty());
        const std::vector<NodeId> with_a = reader->nodes_by_prefix(name, "A", 10);
        CHECK(with_a.size() == 3);  // and "A\0"
        CHECK(std::vector<NodeId>(with_a.begin(), with_a.begin() + 2) == std::vector<NodeId>{a, f});
        CHECK(reader->nodes_by_prefix(name, "A", 1) == std::vector<NodeId>{a});
        CHECK(reader->nodes_by_prefix(name, "A longer prefix", 10).empty());
        CHECK(reader->nodes_by_prefix(name, std::string(300, 'A'), 10).empty());
        CHECK(reader->nodes_by_prefix(aliases, "", 10).size() >= 2);
        CHECK(reader->nodes_by_property(name, Value(longer)) == std::vector<NodeId>{b});
        CHECK(reader->nodes_by_property(name, Value(longer + "x")).empty());
        CHECK(reader->nodes_by_property(name, Value(1)) == std::vector<NodeId>{c, d});
        CHECK(reader->nodes_by_property(name, Value(true)) == std::vector<NodeId>{e});
        CHECK(reader->nodes_by_property(name, Value(Date{1})).empty());
    });
}

TEST_CASE("an index can be made over existing nodes and dropped") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const KeyId code = tx->intern_key("code");
        const NodeId a = tx->create_node({}, {{code, Value("x")}});
        const NodeId b = tx->create_node({}, {});
        CHECK_FALSE(tx->is_indexed(code));
        tx->create_index(code);
        tx->create_index(code);
        tx->set_property(b, code, Value("x"));
        CHECK(tx->nodes_by_property(code, Value("x")) == std::vector<NodeId>{a, b});
        tx->commit();
        tx.reset();
        store.reopen();
        CHECK(store->snapshot()->is_indexed(code));
        CHECK(store->snapshot()->nodes_by_property(code, Value("x")).size() == 2);
        store.require_clean();
        tx = store->begin();
        tx->drop_index(code);
        CHECK_THROWS_AS(tx->drop_index(KeyId(0)), StoreError);
        tx->set_property(b, code, Value("y"));
        tx->commit();
        CHECK_FALSE(store->snapshot()->is_indexed(code));
    });
}

TEST_CASE("terms lead to nodes and are listed by prefix") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const NodeId a = add_node(*tx, "N", "a");
        const NodeId b = add_node(*tx, "N", "b");
        for (const char* term : {"berg", "bergen", "bay", "zoo"}) {
            tx->add_term(term, b);
        }
        tx->add_term("berg", a);
        tx->add_term("berg", a);
        tx->add_term(std::string("berg\0x", 6), a);
        tx->remove_term("zoo", b);
        tx->remove_term("zoo", b);
        tx->commit();
        const auto reader = store->snapshot();
        CHECK(reader->nodes_by_term("berg") == std::vector<NodeId>{a, b});
        CHECK(reader->nodes_by_term("ber").empty());
        CHECK(reader->nodes_by_term("zoo").empty());
        CHECK(reader->terms_with_prefix("ber", 10) ==
              std::vector<std::string>{"berg", std::string("berg\0x", 6), "bergen"});
        CHECK(reader->terms_with_prefix("", 2) == std::vector<std::string>{"bay", "berg"});
    });
}

TEST_CASE("documents keep record, text and analysis and are found by id and source") {
    on_each_backend([](Backend& store) {
        const std::string text =
            "Anna has not visited Lund on Monday, the mayor said. " + std::string(3000, ' ');
        const DocumentRecord record{
            {7, 8}, {"b.txt", "a.txt", "b.txt"}, "Title", "2020-01-02", "v1"};
        auto tx = store->begin();
        const DocumentId id = tx->put_document(record, text, sample_analysis());
        CHECK_THROWS_AS(tx->put_document(record, text, {}), StoreError);
        CHECK_THROWS_AS(tx->put_document({{9, 9}, {"a.txt"}, "", "", ""}, "x", {}), StoreError);
        CHECK_THROWS_AS(tx->put_document({{9, 9}, {}, "", "", ""}, "x", {}), StoreError);
        const DocumentId empty = tx->put_document({{9, 9}, {"empty"}, "", "", ""}, "", {});
        tx->commit();
        tx.reset();
        store.reopen();
        auto reader = store->snapshot();
        CHECK(reader->documents() == std::vector<DocumentId>{id, empty});
        CHECK(reader->document_count() == 2);
        const auto stored = reader->document(id);
        REQUIRE(stored.has_value());
        CHECK(stored->sources == std::vector<std::string>{"a.txt", "b.txt"});
        CHECK(stored->title == "Title");
        CHECK(reader->document_text(id) == text);
        CHECK(reader->analysis(id) == sample_analysis());
        CHECK(reader->document_text(empty).empty());
        CHECK(reader->analysis(empty) == Analysis{});
        CHECK(reader->find_document({7, 8}) == id);
        CHECK(reader->find_source("a.txt") == id);
        CHECK_FALSE(reader->find_source("c.txt").has_value());
        tx = store->begin();
        DocumentRecord changed = *stored;
        changed.sources = {"c.txt"};
        tx->update_document(id, changed);
        changed.sources = {"empty"};
        CHECK_THROWS_AS(tx->update_document(id, changed), StoreError);
        tx->remove_document(empty);
        tx->commit();
        reader = store->snapshot();
        CHECK(reader->find_source("c.txt") == id);
        CHECK_FALSE(reader->find_source("a.txt").has_value());
        CHECK_FALSE(reader->document(empty).has_value());
        CHECK(reader->document_count() == 1);
    });
}

TEST_CASE("evidence and cluster bindings are kept both ways") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const DocumentId doc =
            tx->put_document({{1, 1}, {"s"}, "", "", ""}, "text", sample_analysis());
        const NodeId a = add_node(*tx, "Person", "Anna Berg");
        const NodeId b = add_node(*tx, "Place", "Lund");
        const EdgeId edge = tx->create_edge(a, tx->intern_type("visit"), b, {}, {}, Hash128{3, 3});
        tx->add_evidence(edge, {doc, 1});
        tx->add_evidence(edge, {doc, 0});
        tx->add_evidence(edge, {doc, 0});
        tx->bind_cluster({doc, 0}, a);
        tx->bind_cluster({doc, 1}, a);
        tx->bind_cluster({doc, 1}, b);
        CHECK_THROWS_AS(tx->remove_document(doc), StoreError);
        tx->commit();
        tx.reset();
        store.reopen();
        auto reader = store->snapshot();
        CHECK(reader->evidence(edge) == std::vector<AssertionRef>{{doc, 0}, {doc, 1}});
        CHECK(reader->node_of({doc, 1}) == b);
        CHECK(reader->clusters(a) == std::vector<ClusterRef>{{doc, 0}});
        CHECK(reader->clusters(b) == std::vector<ClusterRef>{{doc, 1}});
        CHECK_FALSE(reader->node_of({doc, 2}).has_value());
        store.require_clean();
        tx = store->begin();
        tx->remove_evidence(edge, {doc, 0});
        tx->unbind_cluster({doc, 0});
        tx->unbind_cluster({doc, 0});
        tx->commit();
        reader = store->snapshot();
        CHECK(reader->evidence(edge) == std::vector<AssertionRef>{{doc, 1}});
        CHECK(reader->clusters(a).empty());
    });
}

TEST_CASE("notes live in name spaces") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        tx->put_note("decisions", "b", "2");
        tx->put_note("decisions", "a", "1");
        tx->put_note("decision", "s", "other");
        tx->put_note("decisions", "c", "");
        tx->remove_note("decisions", "nothing");
        tx->commit();
        tx.reset();
        store.reopen();
        const auto reader = store->snapshot();
        CHECK(reader->note("decisions", "a") == "1");
        CHECK_FALSE(reader->note("decisions", "s").has_value());
        CHECK(reader->notes("decisions") ==
              std::vector<std::pair<std::string, std::string>>{{"a", "1"}, {"b", "2"}, {"c", ""}});
        CHECK(reader->notes("none").empty());
    });
}

TEST_CASE("clear removes everything and names start anew") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        add_node(*tx, "N", "a");
        tx->put_document({{1, 1}, {"s"}, "", "", ""}, "text", {});
        tx->commit();
        const auto before = store->snapshot();
        store->clear();
        const auto reader = store->snapshot();
        CHECK(reader->node_count() == 0);
        CHECK(reader->document_count() == 0);
        CHECK_FALSE(reader->find_label("N").has_value());
        CHECK(reader->find_key("name").has_value());
        tx = store->begin();
        add_node(*tx, "Other", "b");
        tx->commit();
        CHECK(store->snapshot()->name_of(LabelId(0)) == "Other");
        CHECK(before->node_count() == 1);
    });
}

TEST_CASE("compaction changes no answer") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const NodeId a = add_node(*tx, "N", "a");
        const EdgeId loop = tx->create_edge(a, tx->intern_type("t"), a, {});
        tx->commit();
        store->compact();
        const auto reader = store->snapshot();
        CHECK(reader->edge(loop).has_value());
        CHECK(reader->node_count() == 1);
        CHECK(all_nodes(*reader) == std::vector<NodeId>{a});
    });
}

TEST_CASE("a second transaction waits for the first") {
    on_each_backend([](Backend& store) {
        auto first = store->begin();
        std::thread other([&] {
            auto second = store->begin();
            add_node(*second, "N", "second");
            second->commit();
        });
        const NodeId a = add_node(*first, "N", "first");
        first->commit();
        other.join();
        const auto reader = store->snapshot();
        CHECK(reader->node_count() == 2);
        CHECK(reader->node_property(a, *reader->find_key("name")) == Value("first"));
    });
}

TEST_CASE("a thread that has a transaction open cannot begin another, nor wait for itself") {
    on_each_backend([](Backend& store) {
        auto open = store->begin();
        CHECK_THROWS_AS(store->begin(), StoreError);
        CHECK_THROWS_AS(store->compact(), StoreError);
        CHECK_THROWS_AS(store->clear(), StoreError);
        open->rollback();
        open->rollback();  // changes nothing
        CHECK_THROWS_AS(open->intern_key("k"), StoreError);
        auto next = store->begin();
        add_node(*next, "N", "next");
        next->commit();
        CHECK(store->snapshot()->node_count() == 1);
    });
}

TEST_CASE("a transaction that was rolled back changes nothing, but can still be read") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const NodeId a = add_node(*tx, "N", "a");
        tx->rollback();
        CHECK(tx->has_node(a));
        CHECK_FALSE(store->snapshot()->has_node(a));
    });
}

TEST_CASE("counters by type and view are listed, in a transaction with its own writes") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const NodeId a = add_node(*tx, "N", "a");
        const TypeId t = tx->intern_type("t");
        const TypeId u = tx->intern_type("u");
        const EdgeFlags planned{Polarity::Negative, Modality::Planned, false, false, true};
        const EdgeId e = tx->create_edge(a, t, a, {});
        tx->create_edge(a, t, a, {});
        tx->create_edge(a, u, a, {}, planned);
        const std::vector<EdgeCount> expected{{t, Polarity::Positive, Modality::Actual, 2},
                                              {u, Polarity::Negative, Modality::Planned, 1}};
        CHECK(tx->edge_counts() == expected);
        tx->commit();
        CHECK(store->snapshot()->edge_counts() == expected);
        tx = store->begin();
        tx->delete_edge(e);
        CHECK(tx->edge_counts()[0].count == 1);
    });
}

TEST_CASE("degrees are listed without reading lists, as they are found one by one") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        std::vector<NodeId> nodes;
        for (int i = 0; i < 40; ++i) {
            nodes.push_back(add_node(*tx, "N", std::to_string(i)));
        }
        const TypeId types[] = {tx->intern_type("t"), tx->intern_type("u")};
        std::mt19937 random(4);
        for (int i = 0; i < 3000; ++i) {  // node 0 becomes a hub
            const NodeId from = i % 3 == 0 ? nodes[random() % 40] : nodes[0];
            EdgeFlags flags;
            flags.fact = random() % 2 == 0;
            flags.attributed = flags.fact && from == nodes[0] && random() % 3 == 0;
            tx->create_edge(from, types[random() % 2], nodes[random() % 30], {}, flags);
        }
        tx->commit();
        const auto reader = store->snapshot();
        const FlagSet all([](const EdgeFlags&) { return true; });
        const FlagSet some([](const EdgeFlags& flags) { return !flags.attributed; });
        const FlagSet none([](const EdgeFlags&) { return false; });
        for (const FlagSet* shown : {&all, &some, &none}) {
            for (const Direction way : {Direction::Outgoing, Direction::Incoming}) {
                for (const std::optional<TypeId> type :
                     {std::optional<TypeId>(), std::optional(types[0]), std::optional(types[1])}) {
                    std::vector<NodeDegree> expected;
                    for (const NodeId node : nodes) {
                        std::vector<AdjacentEdge> edges;
                        reader->adjacent(node, way, type, edges);
                        const auto degree = static_cast<std::uint64_t>(std::count_if(
                            edges.begin(), edges.end(),
                            [&](const AdjacentEdge& e) { return shown->contains(e.flags); }));
                        CHECK(reader->degree(node, way, type, *shown) == degree);
                        if (degree > 0) {
                            expected.push_back({node, degree});
                        }
                    }
                    std::vector<NodeDegree> got;
                    std::optional<NodeId> after;
                    for (std::array<NodeDegree, 7> batch;;) {
                        const auto n = reader->scan_degrees(way, type, *shown, after, batch);
                        got.insert(got.end(), batch.begin(),
                                   batch.begin() + static_cast<std::ptrdiff_t>(n));
                        if (n < batch.size()) {
                            break;
                        }
                        after = batch.back().node;
                    }
                    CHECK(got == expected);
                }
            }
        }
    });
}

TEST_CASE("name spaces of notes are listed") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        tx->put_note("b", "1", "x");
        tx->put_note("a", "2", "");
        tx->put_note("b", "3", "");
        tx->commit();
        CHECK(store->snapshot()->note_spaces() == std::vector<std::string>{"a", "b"});
    });
}

TEST_CASE("snapshots and transactions outlive the store's handle") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const NodeId a = add_node(*tx, "N", "a");
        tx->commit();
        auto own = open_store(":memory:");
        auto own_tx = own->begin();
        own.reset();
        const NodeId b = add_node(*own_tx, "N", "b");
        own_tx->commit();
        CHECK(own_tx->has_node(b));
        CHECK(store->snapshot()->has_node(a));
    });
}

TEST_CASE("readers in other threads see whole transactions only") {
    on_each_backend([](Backend& store) {
        std::thread writer([&] {
            for (int i = 0; i < 50; ++i) {
                auto tx = store->begin();
                const NodeId a = add_node(*tx, "N", "a");
                tx->create_edge(a, tx->intern_type("t"), a, {});
                tx->commit();
            }
        });
        bool consistent = true;
        for (int i = 0; i < 200; ++i) {
            const auto reader = store->snapshot();
            const auto nodes = all_nodes(*reader);
            consistent = consistent && nodes.size() == reader->node_count() &&
                         reader->edge_count() == nodes.size() &&
                         all_edges(*reader).size() == nodes.size();
        }
        writer.join();
        CHECK(consistent);
        CHECK(store->snapshot()->node_count() == 50);
    });
}

TEST_CASE("scans of everything agree with single reads") {
    on_each_backend([](Backend& backend) {
        auto tx = backend->begin();
        const TypeId types[] = {tx->intern_type("A"), tx->intern_type("B"), tx->intern_type("C")};
        std::vector<NodeId> nodes;
        for (int i = 0; i < 40; ++i) {
            nodes.push_back(add_node(*tx, "N", "n" + std::to_string(i % 7)));
        }
        nodes.push_back(tx->create_node({}, {}));
        for (std::size_t i = 0; i < 700; ++i) {  // node 0 becomes a hub
            const EdgeFlags flags{i % 5 == 0 ? Polarity::Negative : Polarity::Positive,
                                  Modality::Actual, false, false, true};
            tx->create_edge(nodes[i % 3 == 0 ? i % 40 : 0], types[i % 3], nodes[i * 7 % 40], {},
                            flags);
        }
        const auto compare = [&](const Reader& reader) {
            for (const Direction direction : {Direction::Outgoing, Direction::Incoming}) {
                std::map<NodeId, std::vector<AdjacentEdge>> scanned;
                reader.scan_adjacent(direction,
                                     [&](NodeId node, std::span<const AdjacentEdge> edges) {
                                         auto& all = scanned[node];
                                         all.insert(all.end(), edges.begin(), edges.end());
                                     });
                for (const NodeId node : nodes) {
                    CHECK(scanned[node] == adjacent(reader, node, direction));
                }
            }
            const KeyId key = *reader.find_key("name");
            std::vector<NodeId> named;
            reader.scan_property(key, [&](NodeId node, const Value& value) {
                named.push_back(node);
                CHECK(value == reader.node_property(node, key));
            });
            CHECK(named == std::vector<NodeId>(nodes.begin(), nodes.end() - 1));
            std::uint64_t sum = 0;
            for (const EdgeCount& tally : reader.edge_counts()) {
                CHECK(tally.count == reader.edge_count(tally.type, tally.polarity, tally.modality));
                sum += tally.count;
            }
            CHECK(sum == reader.edge_count());
            CHECK(reader.edge_counts().size() == 6);
        };
        compare(*tx);
        tx->commit();
        compare(*backend->snapshot());
    });
}

TEST_CASE("a snapshot is the same object until something is written") {
    on_each_backend([](Backend& backend) {
        const auto before = backend->snapshot();
        CHECK(backend->snapshot() == before);
        auto tx = backend->begin();
        add_node(*tx, "N", "n");
        CHECK(backend->snapshot() == before);
        tx->commit();
        const auto after = backend->snapshot();
        CHECK(after != before);
        CHECK(before->node_count() == 0);
        CHECK(after->node_count() == 1);
        backend->clear();
        CHECK(backend->snapshot()->node_count() == 0);
        CHECK(after->node_count() == 1);
    });
}
