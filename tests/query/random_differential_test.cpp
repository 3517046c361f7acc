#include <algorithm>
#include <cstdlib>
#include <sstream>

#include <doctest/doctest.h>

#include "query/parser.hpp"
#include "query/session.hpp"
#include "tests/query/naive_evaluator.hpp"
#include "tests/query/random_statement.hpp"

// Random statements on random graphs: the engine against tests/query/naive_evaluator.hpp. Runs
// 3,000 cases; TREFOIL_CASES=100000 runs more, TREFOIL_SEED=n starts elsewhere.

using namespace trefoil;

namespace {

long from_environment(const char* name, long otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::atol(text) : otherwise;
}

/// Text of a value that both sides give alike: nodes by their `id`, relationships by their ends,
/// type and `w`. What it asks the graph for is the side's own business.
class Canonical {
  public:
    using NodeName = std::function<Value(NodeId)>;                                ///< its `id`
    using EdgeName = std::function<std::pair<std::string, Value>(Relationship)>;  ///< type, `w`

    Canonical(NodeName node, EdgeName edge) : node_(std::move(node)), edge_(std::move(edge)) {}

    [[nodiscard]] std::string text(const Value& value, bool bag = false) const {
        if (const auto* list = value.list()) {
            std::vector<std::string> elements;
            for (const Value& element : *list) {
                elements.push_back(text(element));
            }
            if (bag) {
                std::sort(elements.begin(), elements.end());
            }
            return "[" + joined(elements) + "]";
        }
        if (const auto* map = value.map()) {
            std::vector<std::string> entries;
            for (const auto& [key, held] : *map) {
                entries.push_back(key + ": " + text(held));
            }
            return "{" + joined(entries) + "}";
        }
        if (const auto* path = value.path()) {
            std::string result = text(Value(path->nodes.front()));
            for (std::size_t i = 0; i < path->relationships.size(); ++i) {
                result += text(Value(path->relationships[i])) + text(Value(path->nodes[i + 1]));
            }
            return result;
        }
        if (const auto* node = value.get_if<NodeId>()) {
            return "(" + text(node_(*node)) + ")";
        }
        if (const auto* edge = value.get_if<Relationship>()) {
            const auto [type, w] = edge_(*edge);
            return "<" + text(node_(edge->start)) + " " + type + " " + text(w) + " " +
                   text(node_(edge->end)) + ">";
        }
        if (const auto* flag = value.get_if<bool>()) {
            return *flag ? "true" : "false";
        }
        if (const auto* integer = value.get_if<std::int64_t>()) {
            return std::to_string(*integer);
        }
        if (const auto* number = value.get_if<double>()) {
            std::ostringstream out;  // less than all digits: sums may be made in another order
            out << *number << "f";
            return out.str();
        }
        if (const auto* string = value.string()) {
            return "'" + *string + "'";
        }
        return value.is_null() ? "null" : "?";
    }

    [[nodiscard]] std::string row(const std::vector<std::string>& columns,
                                  std::span<const Value> values) const {
        std::string result;
        for (std::size_t i = 0; i < values.size(); ++i) {
            result += text(values[i], columns[i].rfind("bag", 0) == 0) + " | ";
        }
        return result;
    }

  private:
    static std::string joined(const std::vector<std::string>& texts) {
        std::string result;
        for (const std::string& text : texts) {
            result += text + ",";
        }
        return result;
    }

    NodeName node_;
    EdgeName edge_;
};

class Collector final : public query::RowWriter {
  public:
    void begin(const std::vector<std::string>& columns, const graph::GraphView& view) override {
        columns_ = columns;
        view_ = view;
        rows.clear();
    }

    void row(std::span<const Value> values) override {
        const auto property = [this](auto id, std::string_view name) {
            const auto key = view_->find_key(name);
            return key ? view_->property(id, *key) : Value();
        };
        const Canonical canonical([&](NodeId node) { return property(node, "id"); },
                                  [&](const Relationship& edge) {
                                      return std::pair(
                                          std::string(view_->name_of(view_->edge(edge.id)->type)),
                                          property(edge.id, "w"));
                                  });
        rows.push_back(canonical.row(columns_, values));
    }

    void end(const query::Summary&) override {}

    std::vector<std::string> rows;

  private:
    std::vector<std::string> columns_;
    std::optional<graph::GraphView> view_;
};

std::vector<std::string> naive_rows(test::NaiveGraph& graph, const std::string& text) {
    const query::Statement statement = query::parse_statement(text);
    const auto table =
        test::NaiveEvaluator(graph).run(*std::get<std::shared_ptr<query::Query>>(statement.body));
    const auto property = [](const std::map<std::string, Value>& properties, const char* name) {
        const auto found = properties.find(name);
        return found != properties.end() ? found->second : Value();
    };
    const Canonical canonical(
        [&](NodeId node) { return property(graph.nodes[node.value].properties, "id"); },
        [&](const Relationship& edge) {
            const test::NaiveEdge& held = graph.edges[edge.id.value];
            return std::pair(held.type, property(held.properties, "w"));
        });
    std::vector<std::string> rows;
    for (const auto& row : table.rows) {
        rows.push_back(canonical.row(table.columns, row));
    }
    return rows;
}

/// Rows in their order where all of them are sorted, else as a bag.
std::vector<std::string> comparable(std::vector<std::string> rows, const std::string& text) {
    const auto last = text.rfind("RETURN");
    if (text.find("ORDER BY", last) == std::string::npos ||
        text.find("UNION") != std::string::npos) {
        std::sort(rows.begin(), rows.end());
    }
    return rows;
}

const char* const kWholeGraph[] = {
    "MATCH (n) RETURN labels(n) AS c0, properties(n) AS c1",
    "MATCH (a)-[r]->(b) RETURN a AS c0, type(r) AS c1, b AS c2, properties(r) AS c3"};

std::string shown(const std::vector<std::string>& rows) {
    std::string all;
    for (std::size_t i = 0; i < rows.size() && i < 20; ++i) {
        all += rows[i] + "\n";
    }
    return all;
}

enum class Outcome { Same, Different, Skipped };

/// One random graph, held by the engine and by the naive evaluator.
class Pair {
  public:
    explicit Pair(const std::string& create) {
        REQUIRE(compare(create) == Outcome::Same);
        history_ = create + ";\n";
    }

    /// Only the engine has indexes: they must change no answer.
    void index(const std::string& key) {
        session_.run("CREATE INDEX FOR (n:A) ON (n." + key + ")", {}, collector_);
        history_ += "CREATE INDEX FOR (n:A) ON (n." + key + ");\n";
    }

    /// Runs a statement on both sides; a writing one is compared by the graphs that it leaves, too.
    Outcome compare(const std::string& text, bool writes = false) {
        test::NaiveGraph before;
        if (writes) {
            before = graph_;
        }
        std::vector<std::string> expected;
        bool forbidden = false;
        try {
            expected = comparable(naive_rows(graph_, text), text);
        } catch (const test::TooLarge&) {
            if (writes) {
                graph_ = std::move(before);
            }
            return Outcome::Skipped;
        } catch (const test::Forbidden&) {
            graph_ = std::move(before);
            forbidden = true;
        } catch (const std::exception& error) {
            FAIL("the naive evaluator failed: " << std::string(error.what()) << "\n" << text);
        }
        std::vector<std::string> given;
        std::string failure;
        try {
            session_.run(text, {}, collector_);
            given = comparable(collector_.rows, text);
        } catch (const Error& error) {
            failure = error.what();
        }
        rows += expected.size();
        if (given != expected || failure.empty() == forbidden) {
            const std::string wanted = forbidden ? "an error" : shown(expected);
            const std::string got = failure + shown(given);
            CAPTURE(history_);
            CAPTURE(text);
            CAPTURE(wanted);
            CAPTURE(got);
            CHECK_MESSAGE(false, "the engine differs from the naive evaluator");
            return Outcome::Different;
        }
        if (writes) {
            history_ += text + ";\n";
            for (const char* whole : kWholeGraph) {
                if (compare(whole) != Outcome::Same) {
                    return Outcome::Different;
                }
            }
        }
        return Outcome::Same;
    }

    std::size_t rows = 0;  ///< that both sides gave

  private:
    std::unique_ptr<store::Store> store_ = store::open_store(":memory:");
    query::Database database_{*store_};
    query::Session session_{database_};
    Collector collector_;
    test::NaiveGraph graph_;
    std::string history_;
};

}  // namespace

TEST_CASE("random statements give what the naive evaluator gives") {
    const long cases = from_environment("TREFOIL_CASES", 3000);
    test::RandomStatement random(static_cast<unsigned>(from_environment("TREFOIL_SEED", 20260101)));
    std::map<Outcome, long> outcomes;
    long with_rows = 0;
    constexpr long kPerGraph = 25;
    constexpr long kTooManyDifferences = 5;
    const auto done = [&] { return outcomes[Outcome::Same] + outcomes[Outcome::Different]; };
    while (done() < cases && outcomes[Outcome::Different] < kTooManyDifferences) {
        Pair pair(random.graph(1 + random.pick(5), random.pick(8)));
        for (const char* key : {"i", "s", "id"}) {
            if (random.chance(30)) {
                pair.index(key);
            }
        }
        for (long i = 0; i < kPerGraph && done() < cases; ++i) {
            const bool writes = random.chance(20);
            const std::size_t before = pair.rows;
            const Outcome outcome = pair.compare(writes              ? random.write()
                                                 : random.chance(30) ? random.special()
                                                                     : random.read(),
                                                 writes);
            ++outcomes[outcome];
            with_rows += pair.rows > before ? 1 : 0;
            if (outcome == Outcome::Different && writes) {
                break;  // the graphs are no longer the same
            }
        }
    }
    CHECK(outcomes[Outcome::Different] == 0);
    CHECK(with_rows * 2 > done());  // or the test shows nothing
    CHECK(outcomes[Outcome::Skipped] * 20 <= done());
    std::ostringstream coverage;
    for (const auto& [what, count] : random.coverage) {
        coverage << what << " " << count << ", ";
    }
    MESSAGE(done() << " cases, " << with_rows << " with rows, " << outcomes[Outcome::Skipped]
                   << " skipped as too large; " << coverage.str());
    CHECK(random.coverage.size() >= 110);
}
