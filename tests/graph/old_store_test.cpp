// A graph written by an earlier program: its merges, decisions and facts are there, can be undone
// and added to, and the resolver of today, given the same documents, comes to the same.

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "graph/canonical_export.hpp"
#include "graph/ingest.hpp"
#include "graph/merges.hpp"
#include "graph/names.hpp"
#include "graph/rebuild.hpp"
#include "tests/graph/backends.hpp"
#include "tests/graph/made_up_news.hpp"

namespace trefoil::graph {

namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(TREFOIL_TEST_DATA) / "graph";

struct Meeting {
    const char* who;
    const char* whom;
    const char* where;
};

constexpr std::array<Meeting, 5> kMeetings{{{"Danylo Hrabovskiy", "Ada Byrne", "Corvale"},
                                            {"Danylo Hrabovsky", "Ada Byrne", "Lower Marsh"},
                                            {"Petro Hrabovsky", "Tom Orlo", "Corvale"},
                                            {"Hrabovskiy", "Tom Orlo", "Fenn"},
                                            {"Nora Lind", "Ada Byrne", "Fenn"}}};

void ingest(store::Store& store, std::size_t number) {
    const Meeting& m = kMeetings.at(number);
    test::NewsBuilder news("article " + std::to_string(number));
    const auto a = news.cluster(EntityType::Person, m.who);
    const auto b = news.cluster(EntityType::Person, m.whom);
    const auto c = news.cluster(EntityType::Place, m.where);
    news.sentence(std::string(m.who) + " met " + m.whom + " in " + m.where + ".");
    news.triple(news.phrase(m.who, a), "met", "meet", news.phrase(m.whom, b));
    news.triple(news.phrase(m.who, a), "met in", "meet_in", news.phrase(m.where, c));
    Ingest sink(store, "test");
    sink.accept(news.document(), news.analysis());
}

NodeId node_called(const store::Store& store, std::string_view name) {
    const auto found = find_by_name(GraphView(store.snapshot()), name);
    REQUIRE(!found.nodes.empty());
    return found.nodes[0];
}

/// All articles, one merge by the user and one pair kept apart.
void fill(store::Store& store) {
    for (std::size_t i = 0; i < kMeetings.size(); ++i) {
        ingest(store, i);
    }
    merge(store, node_called(store, "Nora Lind"), node_called(store, "Tom Orlo"));
    keep_apart(store, node_called(store, "Ada Byrne"), node_called(store, "Tom Orlo"));
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace

/// Run by hand with TREFOIL_TEST_DB, once for a format version; the result is committed.
TEST_CASE("writer: the graph of this format" * doctest::skip()) {
    const std::string address = std::getenv("TREFOIL_TEST_DB");
    const auto store = store::open_store(address);
    fill(*store);
    store->compact();
    std::ofstream(address + ".jsonl") << canonical_text(*store->snapshot());
}

TEST_CASE("a graph of format version 1 keeps its merges, and they can be taken back") {
    const test::TemporaryFolder folder;
    const std::string address = folder.path() + "/db";
    fs::copy(kData / "v1", address);
    const std::string expected = text_of(kData / "v1.jsonl");
    REQUIRE_FALSE(expected.empty());
    const auto store = store::open_store(address);
    CHECK(store->check().empty());
    CHECK(canonical_text(*store->snapshot()) == expected);

    const auto one = node_called(*store, "Danylo Hrabovskiy");
    CHECK(one == node_called(*store, "Danylo Hrabovsky"));
    CHECK(one != node_called(*store, "Petro Hrabovsky"));
    CHECK(explain(*store->snapshot(), one, "Danylo Hrabovskiy", one, "Danylo Hrabovsky").one);

    ingest(*store, 4);  // there already
    CHECK(canonical_text(*store->snapshot()) == expected);
    forget(*store, "article 4");
    ingest(*store, 4);
    CHECK(canonical_text(*store->snapshot()) == expected);

    const auto fresh = store::open_store(":memory:");
    fill(*fresh);
    CHECK(canonical_text(*fresh->snapshot()) == expected);

    const auto plain = store::open_store(":memory:");
    for (std::size_t i = kMeetings.size(); i-- > 0;) {
        ingest(*plain, i);
    }
    for (const auto& decision : read_decisions(*store->snapshot())) {
        undo(*store, decision.id());
    }
    CHECK(canonical_text(*store->snapshot()) == canonical_text(*plain->snapshot()));
    CHECK(store->check().empty());
}

TEST_CASE("a graph of format version 1 is made anew equal to itself") {
    const test::TemporaryFolder folder;
    const std::string address = folder.path() + "/db";
    fs::copy(kData / "v1", address);
    const auto store = store::open_store(address);
    const auto rebuilt = store::open_store(":memory:");
    CHECK(rebuild(*store->snapshot(), *rebuilt).lost == 0);
    CHECK(canonical_text(*rebuilt->snapshot()) == text_of(kData / "v1.jsonl"));
}

}  // namespace trefoil::graph
