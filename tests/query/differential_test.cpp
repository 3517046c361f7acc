#include <functional>
#include <random>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

#include "query/session.hpp"

// Patterns on random small graphs: the planned execution against a brute-force matcher that tries
// every assignment of nodes and relationships and shares no code with the engine.

using namespace trefoil;

namespace {

struct Edge {
    int start;
    int end;
    int type;
};

struct Graph {
    std::vector<int> labels;  ///< of each node: 0 none, 1 :A, 2 :B
    std::vector<Edge> edges;
};

struct Hop {
    int direction;  ///< 0 out, 1 in, 2 both
    int type;       ///< 0 any, 1 R, 2 S
};

struct Chain {
    std::vector<int> nodes;   ///< variable of each place: places may share one
    std::vector<int> labels;  ///< asked of each place: 0 none
    std::vector<Hop> hops;
};

std::string text_of(const Chain& chain) {
    static const char* const kLabels[] = {"", ":A", ":B"};
    static const char* const kTypes[] = {"", ":R", ":S"};
    std::string text;
    for (std::size_t i = 0; i < chain.nodes.size(); ++i) {
        text += "(n" + std::to_string(chain.nodes[i]) + kLabels[chain.labels[i]] + ")";
        if (i < chain.hops.size()) {
            const Hop& hop = chain.hops[i];
            text += std::string(hop.direction == 1 ? "<-[" : "-[") + kTypes[hop.type] +
                    (hop.direction == 0 ? "]->" : "]-");
        }
    }
    return text;
}

/// How many assignments fit, each relationship used once.
long brute_force(const Graph& graph, const Chain& chain) {
    long count = 0;
    std::vector<int> bound(chain.nodes.size(), -1);  // by variable
    std::set<std::size_t> used;
    const std::function<void(std::size_t, int)> arrive = [&](std::size_t place, int node) {
        int& held = bound[static_cast<std::size_t>(chain.nodes[place])];
        const bool free = held < 0;
        const int label = chain.labels[place];
        if ((!free && held != node) ||
            (label != 0 && graph.labels[static_cast<std::size_t>(node)] != label)) {
            return;
        }
        held = node;
        if (place == chain.hops.size()) {
            ++count;
        } else {
            const Hop& hop = chain.hops[place];
            for (std::size_t e = 0; e < graph.edges.size(); ++e) {
                const Edge& edge = graph.edges[e];
                if (used.contains(e) || (hop.type != 0 && edge.type != hop.type)) {
                    continue;
                }
                used.insert(e);
                if (hop.direction != 1 && edge.start == node) {
                    arrive(place + 1, edge.end);
                }
                if (hop.direction != 0 && edge.end == node &&
                    (hop.direction == 1 || edge.start != edge.end)) {
                    arrive(place + 1, edge.start);
                }
                used.erase(e);
            }
        }
        if (free) {
            held = -1;
        }
    };
    for (std::size_t node = 0; node < graph.labels.size(); ++node) {
        arrive(0, static_cast<int>(node));
    }
    return count;
}

class CountWriter final : public query::RowWriter {
  public:
    void begin(const std::vector<std::string>&, const graph::GraphView&) override {}

    void row(std::span<const Value> values) override { count = *values[0].get_if<std::int64_t>(); }

    void end(const query::Summary&) override {}

    std::int64_t count = -1;
};

}  // namespace

TEST_CASE("planned patterns match as often as trying everything does") {
    std::mt19937 random(20220221);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    long positive = 0;
    for (int round = 0; round < 40; ++round) {
        const auto store = store::open_store(":memory:");
        query::Database database(*store);
        query::Session session(database);
        CountWriter writer;
        Graph graph;
        std::string create = "CREATE ";
        static const char* const kLabels[] = {"", ":A", ":B"};
        for (int i = 0; i < 1 + pick(5); ++i) {
            graph.labels.push_back(pick(3));
            create +=
                (i > 0 ? ", (x" : "(x") + std::to_string(i) + kLabels[graph.labels.back()] + ")";
        }
        for (int i = 0; i < pick(8); ++i) {
            const int n = static_cast<int>(graph.labels.size());
            graph.edges.push_back({pick(n), pick(n), 1 + pick(2)});
            const Edge& edge = graph.edges.back();
            create += ", (x" + std::to_string(edge.start) + ")-[:" + (edge.type == 1 ? "R" : "S") +
                      "]->(x" + std::to_string(edge.end) + ")";
        }
        session.run(create, {}, writer);
        for (int query = 0; query < 25; ++query) {
            Chain chain;
            const int hops = 1 + pick(3);
            for (int i = 0; i <= hops; ++i) {
                chain.nodes.push_back(pick(4) == 0 && i > 0 ? pick(i) : i);
                chain.labels.push_back(pick(3) == 0 ? 1 + pick(2) : 0);
                if (i < hops) {
                    chain.hops.push_back({pick(3), pick(3)});
                }
            }
            const std::string pattern = text_of(chain);
            CAPTURE(create);
            CAPTURE(pattern);
            session.run("MATCH " + pattern + " RETURN count(*)", {}, writer);
            const long expected = brute_force(graph, chain);
            positive += expected > 0 ? 1 : 0;
            CHECK(writer.count == expected);
        }
    }
    CHECK(positive > 200);  // most patterns must not be empty, or the test shows nothing
}

namespace {

/// Ends of all trails of 1 to `max` hops from a node, one entry a trail.
void trails(const Graph& graph, int node, int direction, int max, std::set<std::size_t>& used,
            std::vector<int>& ends) {
    if (static_cast<int>(used.size()) == max) {
        return;
    }
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        const Edge& edge = graph.edges[e];
        const auto go = [&](int next) {
            used.insert(e);
            ends.push_back(next);
            trails(graph, next, direction, max, used, ends);
            used.erase(e);
        };
        if (used.contains(e)) {
            continue;
        }
        if (direction != 1 && edge.start == node) {
            go(edge.end);
        }
        if (direction != 0 && edge.end == node && (direction == 1 || edge.start != edge.end)) {
            go(edge.start);
        }
    }
}

}  // namespace

TEST_CASE("walks reach what trails reach, and as often") {
    std::mt19937 random(7);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int round = 0; round < 60; ++round) {
        const auto store = store::open_store(":memory:");
        query::Database database(*store);
        query::Session session(database);
        CountWriter writer;
        Graph graph;
        const int nodes = 1 + pick(5);
        graph.labels.assign(static_cast<std::size_t>(nodes), 0);
        std::string create = "CREATE (x0 {i: 0})";
        for (int i = 1; i < nodes; ++i) {
            create += ", (x" + std::to_string(i) + " {i: " + std::to_string(i) + "})";
        }
        for (int i = 0; i < pick(7); ++i) {
            graph.edges.push_back({pick(nodes), pick(nodes), 1});
            create += ", (x" + std::to_string(graph.edges.back().start) + ")-[:R]->(x" +
                      std::to_string(graph.edges.back().end) + ")";
        }
        session.run(create, {}, writer);
        for (int query = 0; query < 12; ++query) {
            const int from = pick(nodes);
            const int direction = pick(3);
            const int max = 1 + pick(7);
            std::set<std::size_t> used;
            std::vector<int> ends;
            trails(graph, from, direction, max, used, ends);
            const std::string pattern = "MATCH ({i: " + std::to_string(from) + "})" +
                                        (direction == 1 ? "<-[*" : "-[*") +
                                        (max == 7 ? "" : ".." + std::to_string(max)) +
                                        (direction == 0 ? "]->(b)" : "]-(b)");
            CAPTURE(create);
            CAPTURE(pattern);
            session.run(pattern + " RETURN count(*)", {}, writer);
            CHECK(writer.count == static_cast<std::int64_t>(ends.size()));
            session.run(pattern + " RETURN count(DISTINCT b)", {}, writer);
            CHECK(writer.count ==
                  static_cast<std::int64_t>(std::set<int>(ends.begin(), ends.end()).size()));
        }
    }
}
