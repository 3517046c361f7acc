// A database written by format version 1 opens for ever after and says the same.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "store/bulk_load.hpp"
#include "tests/store/backends.hpp"
#include "tests/store/dump.hpp"

using namespace trefoil;
using namespace trefoil::store;
namespace fs = std::filesystem;

namespace {

const fs::path kData = fs::path(TREFOIL_TEST_DATA) / "store";

std::string text_of(const fs::path& file) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

void load(Store& store, const std::string& text) {
    std::size_t at = 0;
    load_triples(store, [&](std::span<char> out) {
        const std::size_t n = text.copy(out.data(), out.size(), at);
        at += n;
        return n;
    });
}

Analysis analysis() {
    Analysis a;
    a.sentences = {{0, 31}};
    a.mentions = {{{0, 4}, MentionKind::Name, EntityType::Person, 0, ""}};
    a.clusters = {{EntityType::Person, "Anna", {"A."}, ""},
                  {EntityType::Place, "Lund", {}, "geonames:1"}};
    Triple t;
    t.subject = {"Anna", {0, 4}, 0, EntityType::Person};
    t.relation_text = "will visit";
    t.relation_type = "visit";
    t.relation_kind = "verb";
    t.relation_span = {5, 15};
    t.object = Phrase{"Lund", {16, 20}, 1, EntityType::Place};
    t.arguments = {{{"on Monday", {21, 30}, std::nullopt, EntityType::Date}, Role::Time, "on"}};
    t.modality = Modality::Planned;
    t.confidence = 0.75F;
    t.extractor = "verbs";
    a.triples = {t};
    return a;
}

}  // namespace

/// Run by hand with TREFOIL_TEST_DB, once for a format version; the result is committed.
TEST_CASE("writer: the database of this format" * doctest::skip()) {
    const auto store = open_store(std::getenv("TREFOIL_TEST_DB"));
    std::string triples;
    for (int i = 0; i < 1200; ++i) {
        triples += "hub\tr" + std::to_string(i % 2) + "\tn" + std::to_string(i % 700) + "\n";
    }
    load(*store, triples);
    auto tx = store->begin();
    const LabelId labels[] = {tx->intern_label("Person"), tx->intern_label("Poet")};
    const KeyId name = tx->intern_key("name");
    const KeyId code = tx->intern_key("code");
    const NodeId a = tx->create_node(
        labels, {{name, Value("Anna")}, {tx->intern_key("aliases"), Value(List{Value("A.")})}},
        {1, 2});
    const NodeId b = tx->create_node({}, {{name, Value("Lund")}, {code, Value(7)}});
    const EdgeFlags fact{Polarity::Positive, Modality::Planned, true, false, true};
    const EdgeId e =
        tx->create_edge(a, tx->intern_type("visit"), b, {{code, Value(2.5)}}, fact, {3, 4});
    tx->create_edge(b, tx->intern_type("own"), b, {});
    for (int i = 0; i < 600; ++i) {
        tx->create_edge(a, tx->intern_type("count"), NodeId(static_cast<std::uint64_t>(i)), {});
    }
    tx->commit();
    tx = store->begin();
    const DocumentId document =
        tx->put_document({{5, 6}, {"a.txt", "b.txt"}, "Title", "2020-01-02", "v1"},
                         "Anna will visit Lund on Monday.", analysis());
    tx->add_evidence(e, {document, 0});
    tx->bind_cluster({document, 0}, a);
    tx->bind_cluster({document, 1}, b);
    tx->add_term("anna", a);
    tx->create_index(code);
    tx->put_note("space", "key", "value");
    tx->commit();
    std::ofstream(std::string(std::getenv("TREFOIL_TEST_DB")) + ".dump")
        << dump(*store->snapshot());
}

TEST_CASE("a database of format version 1 opens, is clean, says the same, and can be written") {
    const TemporaryFolder folder;
    fs::copy(kData / "v1", folder.db());
    const std::string expected = text_of(kData / "v1.dump");
    REQUIRE_FALSE(expected.empty());
    {
        OpenOptions options;
        options.read_only = true;
        const auto store = open_store(folder.db(), options);
        CHECK(dump(*store->snapshot()) == expected);
    }
    const auto store = open_store(folder.db());
    CHECK(store->check().empty());
    const auto before = store->snapshot();
    CHECK(dump(*before) == expected);
    CHECK(before->analysis(DocumentId(0)) == analysis());
    load(*store, "hub\tr0\tn0\nhub\tr9\tn0\n");
    auto tx = store->begin();
    tx->delete_edge(*tx->find_edge({3, 4}));
    tx->commit();
    store->compact();
    CHECK(store->check().empty());
    CHECK(store->snapshot()->edge_count() == before->edge_count());
}
