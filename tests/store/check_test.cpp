// check() notices the loss of any single key that something else implies.

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "store/bulk_load.hpp"
#include "store/internal/access.hpp"
#include "store/internal/keys.hpp"
#include "store/internal/memory_engine.hpp"

using namespace trefoil;
using namespace trefoil::store;
using namespace trefoil::store::internal;

namespace {

/// A store with something under every letter, hubs included.
void fill(Store& store) {
    std::string text;
    for (int i = 0; i < 1500; ++i) {
        text += "hub\tr\tn" + std::to_string(i) + "\n";
    }
    bool given = false;
    load_triples(store, [&](std::span<char> out) {
        const std::size_t n = given ? 0 : text.copy(out.data(), out.size());
        given = true;
        return n;
    });
    auto tx = store.begin();
    const LabelId label = tx->intern_label("L");
    const NodeId a =
        tx->create_node(std::span(&label, 1), {{tx->intern_key("name"), Value("a")}}, {1, 2});
    const EdgeId e = tx->create_edge(a, tx->intern_type("t"), a, {}, {}, {3, 4});
    Analysis analysis;
    analysis.triples.resize(1);
    analysis.clusters.resize(1);
    const DocumentId document =
        tx->put_document({{5, 6}, {"source"}, "", "", ""}, "text", analysis);
    tx->add_evidence(e, {document, 0});
    tx->bind_cluster({document, 0}, a);
    tx->add_term("term", a);
    tx->put_note("space", "key", "value");
    tx->commit();
}

}  // namespace

TEST_CASE("check notices the loss of any one key that others imply") {
    auto core = std::make_shared<Core>();
    core->engine = open_memory_engine();
    core->engine->write(initial_changes());
    const auto store = make_store(core);
    fill(*store);
    REQUIRE(store->check().empty());
    // what nothing else implies: the version, lists of one's own
    const std::string alone = {keys::kFormat, keys::kTerm, keys::kEvidence, keys::kNote};
    std::string letters;
    std::size_t seen = 0;
    for (const Family family : {Family::Graph, Family::Text}) {
        std::vector<std::pair<std::string, std::string>> all;
        const auto view = core->engine->snapshot();
        for (auto c = view->range(family, {}, {}); c->valid(); c->next()) {
            all.emplace_back(c->key(), c->value());
        }
        for (const auto& [key, value] : all) {
            if (letters.find(key[0]) == letters.npos) {
                letters += key[0];
                seen = 0;
            }
            if (alone.find(key[0]) != alone.npos ||
                ++seen % 97 != 1) {  // the first of each letter, and some
                continue;
            }
            CAPTURE(key);
            Changes changes;
            auto& change = changes[static_cast<std::size_t>(family)][key];
            core->engine->write(changes);
            CHECK_FALSE(store->check().empty());
            change.value = value;
            core->engine->write(changes);
        }
    }
    CHECK(letters.size() == 24);
    CHECK(store->check().empty());
}

TEST_CASE("check notices wrong counters, degrees and flags") {
    auto core = std::make_shared<Core>();
    core->engine = open_memory_engine();
    core->engine->write(initial_changes());
    const auto store = make_store(core);
    fill(*store);
    const auto damage = [&](const std::string& key, std::string value) {
        const auto before = core->engine->snapshot()->copy(Family::Graph, key);
        REQUIRE(before.has_value());
        REQUIRE(*before != value);
        Changes changes;
        changes[0][key].value = std::move(value);
        core->engine->write(changes);
        CHECK_FALSE(store->check().empty());
        changes[0][key].value = before;
        core->engine->write(changes);
        REQUIRE(store->check().empty());
    };
    damage(counter_key(counter(CounterKind::Nodes)), "\x05");
    const auto reader = store->snapshot();
    const NodeId a = *reader->find_node({1, 2});
    const EdgeId e = *reader->find_edge({3, 4});
    EdgeRecord edge = *reader->edge(e);
    edge.flags.polarity = Polarity::Negative;
    damage(keys::of(keys::kEdge, e.value), encode_edge(edge));
    NodeRecord node = *reader->node(a);
    node.labels.clear();
    damage(keys::of(keys::kNode, a.value), encode_node(node, false));
    node = *reader->node(a);
    node.properties[0].second = Value("b");
    damage(keys::of(keys::kNode, a.value), encode_node(node, false));
    damage(keys::of(keys::kNodePublicId, Hash128{1, 2}), "\x01");
}
