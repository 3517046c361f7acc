#include "store/bulk_load.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "tests/store/backends.hpp"

using namespace trefoil;
using namespace trefoil::store;

namespace {

/// Gives a text in pieces of odd sizes.
ByteSource pieces(std::string text) {
    return [text = std::move(text), at = std::size_t{0},
            step = std::size_t{1}](std::span<char> out) mutable {
        const std::size_t n = std::min({out.size(), text.size() - at, step});
        std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(at), n, out.begin());
        at += n;
        step = step * 3 % 1009 + 1;
        return n;
    };
}

LoadReport load(Backend& store, const std::string& text, const LoadOptions& options = {}) {
    return load_triples(*store, pieces(text), options);
}

using TripleSet = std::multiset<std::tuple<std::string, std::string, std::string>>;

std::string name_of(const Reader& reader, NodeId node) {
    return *reader.node_property(node, *reader.find_key("name")).string();
}

/// Everything in the store, read through the scan of edges.
TripleSet by_scan(const Reader& reader) {
    TripleSet out;
    std::vector<EdgeId> batch(100);
    std::optional<EdgeId> after;
    while (true) {
        const std::size_t n = reader.scan_edges(after, batch);
        for (std::size_t i = 0; i < n; ++i) {
            const auto edge = reader.edge(batch[i]);
            REQUIRE(edge.has_value());
            out.emplace(name_of(reader, edge->start), reader.name_of(edge->type),
                        name_of(reader, edge->end));
        }
        if (n < batch.size()) {
            return out;
        }
        after = batch[n - 1];
    }
}

/// Everything in the store, read through the adjacency.
TripleSet by_walk(const Reader& reader, Direction direction) {
    TripleSet out;
    std::vector<NodeId> nodes(100000);
    nodes.resize(reader.scan_nodes({}, {}, nodes));
    std::vector<AdjacentEdge> edges;
    for (const NodeId node : nodes) {
        edges.clear();
        reader.adjacent(node, direction, {}, edges);
        CHECK(edges.size() == reader.degree(node, direction));
        for (const AdjacentEdge& e : edges) {
            const bool forward = direction == Direction::Outgoing;
            if (forward) {
                CHECK(reader.edge(node, e) == *reader.edge(e.edge));
            }
            out.emplace(name_of(reader, forward ? node : e.neighbor), reader.name_of(e.type),
                        name_of(reader, forward ? e.neighbor : node));
        }
    }
    return out;
}

void require_triples(const Reader& reader, const TripleSet& expected) {
    CHECK(by_scan(reader) == expected);
    CHECK(by_walk(reader, Direction::Outgoing) == expected);
    CHECK(by_walk(reader, Direction::Incoming) == expected);
    CHECK(reader.edge_count() == expected.size());
}

}  // namespace

TEST_CASE("triples are loaded once each, with blanks in relations and both line ends") {
    on_each_backend([](Backend& store) {
        const auto report = load(store,
                                 "Ann\tworks for\tAcme\r\n"
                                 "Bo\tworks for\tAcme\n"
                                 "\n"
                                 "Ann\tworks for\tAcme\n"
                                 "Ann\tknows\tAnn\n"
                                 "Åsa\tknows\tBo");
        CHECK(report.lines == 6);
        CHECK(report.triples == 4);
        CHECK(report.duplicates == 1);
        CHECK(report.nodes == 4);
        CHECK(report.types == 2);
        CHECK(report.bad == 0);
        const auto reader = store->snapshot();
        require_triples(*reader, {{"Ann", "works for", "Acme"},
                                  {"Bo", "works for", "Acme"},
                                  {"Ann", "knows", "Ann"},
                                  {"Åsa", "knows", "Bo"}});
        const KeyId name = *reader->find_key("name");
        CHECK(reader->nodes_by_property(name, Value("Åsa")).size() == 1);
        CHECK(reader->node_count() == 4);
        CHECK(reader->edge_count(*reader->find_type("works for")) == 2);
        const NodeId ann = reader->nodes_by_property(name, Value("Ann")).at(0);
        CHECK(reader->node(ann)->labels.empty());
    });
}

TEST_CASE("bad lines are counted and named, the others are loaded") {
    on_each_backend([](Backend& store) {
        LoadOptions options;
        options.max_bad_lines = 3;
        const auto report =
            load(store, "one field\na\tb\tc\ta\n\ta\tb\na\tb\tc\n\xFF\tb\tc\na\tb\t\n", options);
        CHECK(report.triples == 1);
        CHECK(report.bad == 5);
        REQUIRE(report.bad_lines.size() == 3);
        CHECK(report.bad_lines[0].line == 1);
        CHECK(report.bad_lines[1].reason == "more than three fields separated by tabs");
        CHECK(report.bad_lines[2].line == 3);
    });
}

TEST_CASE("an empty input changes nothing") {
    on_each_backend([](Backend& store) {
        CHECK(load(store, "").triples == 0);
        CHECK(load(store, "nothing here\n").bad == 1);
        CHECK(store->snapshot()->node_count() == 0);
    });
}

TEST_CASE("later loads add to earlier ones, and leave other nodes alone") {
    on_each_backend([](Backend& store) {
        auto tx = store->begin();
        const KeyId name = tx->intern_key("name");
        const NodeId user = tx->create_node({}, {{name, Value("Ann")}});
        tx->create_edge(user, tx->intern_type("knows"), user, {});
        tx->commit();
        tx.reset();
        CHECK(load(store, "Ann\tknows\tBo\nBo\tknows\tAnn\n").nodes == 2);
        store.reopen();
        const auto report = load(store, "Ann\tknows\tBo\nAnn\tlikes\tBo\nCy\tknows\tAnn\n");
        CHECK(report.triples == 2);
        CHECK(report.duplicates == 1);
        CHECK(report.nodes == 1);
        CHECK(report.types == 1);
        const auto reader = store->snapshot();
        require_triples(*reader, {{"Ann", "knows", "Ann"},
                                  {"Ann", "knows", "Bo"},
                                  {"Bo", "knows", "Ann"},
                                  {"Ann", "likes", "Bo"},
                                  {"Cy", "knows", "Ann"}});
        CHECK(reader->nodes_by_property(name, Value("Ann")).size() == 2);
        CHECK(reader->degree(user, Direction::Outgoing) == 1);
    });
}

TEST_CASE("loaded edges can be given properties, deleted and joined by others") {
    on_each_backend([](Backend& store) {
        std::string text;
        for (int i = 0; i < 5000; ++i) {
            text += "hub\tr" + std::to_string(i % 3) + "\tn" + std::to_string(i * 37 % 5000) + "\n";
        }
        CHECK(load(store, text).triples == 5000);
        store.require_clean();
        auto tx = store->begin();
        const KeyId name = tx->intern_key("name");
        const KeyId since = tx->intern_key("since");
        const NodeId hub = tx->nodes_by_property(name, Value("hub")).at(0);
        std::vector<AdjacentEdge> edges;
        tx->adjacent(hub, Direction::Outgoing, {}, edges);
        REQUIRE(edges.size() == 5000);
        for (std::size_t i = 0; i < edges.size(); i += 10) {
            CHECK(tx->edge(edges[i].edge)->end == edges[i].neighbor);
            tx->delete_edge(edges[i].edge);
            tx->set_property(edges[i + 1].edge, since, Value(static_cast<int>(i)));
        }
        const EdgeId extra = tx->create_edge(hub, edges[0].type, edges[0].neighbor, {});
        tx->commit();
        tx.reset();
        store.reopen();
        store.require_clean();
        auto reader = store->snapshot();
        CHECK_FALSE(reader->edge(edges[10].edge).has_value());
        CHECK(reader->edge_property(edges[11].edge, since) == Value(10));
        CHECK(reader->edge(edges[12].edge)->type == edges[12].type);
        CHECK(reader->edge(extra).has_value());
        CHECK(reader->edge_count() == 4501);
        std::vector<EdgeId> ids(10000);
        CHECK(reader->scan_edges({}, ids) == 4501);
        reader.reset();
        CHECK(load(store, text).triples == 499);  // the deleted ones, but for one that has a twin
        CHECK(store->snapshot()->degree(hub, Direction::Outgoing) == 5000);
    });
}

TEST_CASE("any set of triples comes out as it went in, in several loads and little memory") {
    on_each_backend([](Backend& store) {
        std::mt19937 random(7);
        TripleSet expected;
        std::set<std::tuple<std::string, std::string, std::string>> seen;
        for (int round = 0; round < 3; ++round) {
            std::string text;
            for (int i = 0; i < 4000; ++i) {
                const auto pick = [&](unsigned n) {
                    const auto x = static_cast<unsigned>(random() % n);
                    return x % 3 == 0 ? x % 5 : x;  // a few hubs
                };
                const std::string s = "node " + std::to_string(pick(900));
                const std::string r = "rel " + std::to_string(random() % 40);
                const std::string o = random() % 50 == 0
                                          ? std::string(300, 'x') + std::to_string(pick(20))
                                          : "node " + std::to_string(pick(900));
                text += s + "\t" + r + "\t" + o + "\n";
                if (seen.emplace(s, r, o).second) {
                    expected.emplace(s, r, o);
                }
            }
            LoadOptions options;
            options.memory_bytes = 20000;  // spills
            const auto report = load(store, text, options);
            CHECK(report.triples + report.duplicates == 4000);
            store.require_clean();
            require_triples(*store->snapshot(), expected);
            store.reopen();
        }
        store->compact();
        require_triples(*store->snapshot(), expected);
    });
}

TEST_CASE("a load that is broken off leaves the store as it was") {
    on_each_backend([](Backend& store) {
        load(store, "a\tb\tc\n");
        int calls = 0;
        const ByteSource failing = [&](std::span<char> out) -> std::size_t {
            if (++calls == 3) {
                throw InputError("cannot read", "x.tsv");
            }
            const std::string line = "d\te\tf" + std::to_string(calls) + "\n";
            std::copy(line.begin(), line.end(), out.begin());
            return line.size();
        };
        CHECK_THROWS_AS(load_triples(*store, failing), InputError);
        LoadOptions options;
        options.progress = [](const LoadProgress& p) {
            if (p.sorting) {
                throw Interrupted();
            }
        };
        CHECK_THROWS_AS(load(store, "g\th\ti\n", options), Interrupted);
        require_triples(*store->snapshot(), {{"a", "b", "c"}});
        CHECK(store->snapshot()->node_count() == 2);
        CHECK(load(store, "g\th\ti\n").triples == 1);
    });
}
