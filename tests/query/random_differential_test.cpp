#include <algorithm>
#include <cstdlib>
#include <sstream>

#include <doctest/doctest.h>

#include "query/parser.hpp"
#include "query/session.hpp"
#include "tests/query/naive_evaluator.hpp"
#include "tests/query/random_query.hpp"

// Random statements on random graphs: the engine against tests/query/naive_evaluator.hpp. Runs
// 3,000 cases; TREFOIL_CASES=100000 runs more, TREFOIL_SEED=n starts elsewhere.

using namespace trefoil;

namespace {

long from_environment(const char* name, long otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::atol(text) : otherwise;
}

/// Text of a value that both sides give alike: nodes by their `id`, relationships by their ends.
class Canonical {
  public:
    using NodeName = std::function<std::string(NodeId)>;

    explicit Canonical(NodeName name) : name_(std::move(name)) {}

    [[nodiscard]] std::string text(const Value& value, bool bag = false) const {
        if (const auto* list = value.list()) {
            std::vector<std::string> elements;
            for (const Value& element : *list) {
                elements.push_back(text(element));
            }
            if (bag) {
                std::sort(elements.begin(), elements.end());
            }
            std::string result = "[";
            for (const std::string& element : elements) {
                result += element + ",";
            }
            return result + "]";
        }
        if (const auto* node = value.get_if<NodeId>()) {
            return "(" + name_(*node) + ")";
        }
        if (const auto* flag = value.get_if<bool>()) {
            return *flag ? "true" : "false";
        }
        if (const auto* integer = value.get_if<std::int64_t>()) {
            return std::to_string(*integer);
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
    NodeName name_;
};

class Collector final : public query::RowWriter {
  public:
    void begin(const std::vector<std::string>& columns, const graph::GraphView& view) override {
        columns_ = columns;
        view_ = view;
        rows.clear();
    }

    void row(std::span<const Value> values) override {
        const Canonical canonical([this](NodeId node) {
            const auto key = view_->find_key("id");
            const Value id = key ? view_->property(node, *key) : Value();
            const auto* number = id.get_if<std::int64_t>();
            return number != nullptr ? std::to_string(*number) : "none";
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
    const Canonical canonical([&](NodeId node) {
        const auto& properties = graph.nodes[node.value].properties;
        const auto found = properties.find("id");
        return found != properties.end() ? std::to_string(*found->second.get_if<std::int64_t>())
                                         : "none";
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
    "MATCH (n) RETURN n.id AS c0, labels(n) AS c1, n.i AS c2, n.s AS c3, n.b AS c4, n.l AS c5",
    "MATCH (a)-[r]->(b) RETURN a.id AS c0, type(r) AS c1, b.id AS c2, r.w AS c3"};

}  // namespace

TEST_CASE("random statements give what the naive evaluator gives") {
    const long cases = from_environment("TREFOIL_CASES", 3000);
    test::RandomQuery random(static_cast<unsigned>(from_environment("TREFOIL_SEED", 20260101)));
    long done = 0;
    long with_rows = 0;
    long wrong = 0;
    constexpr long kPerGraph = 25;
    while (done < cases && wrong < 5) {
        const auto store = store::open_store(":memory:");
        query::Database database(*store);
        query::Session session(database);
        Collector collector;
        test::NaiveGraph graph;
        const auto compare = [&](const std::string& text) {
            std::vector<std::string> expected;
            std::vector<std::string> given;
            std::string failure;
            try {
                expected = comparable(naive_rows(graph, text), text);
                session.run(text, {}, collector);
                given = comparable(collector.rows, text);
            } catch (const std::exception& error) {
                failure = error.what();
            }
            with_rows += expected.empty() ? 0 : 1;
            if (failure.empty() && given == expected) {
                return true;
            }
            ++wrong;
            CAPTURE(text);
            CAPTURE(failure);
            const auto show = [](const std::vector<std::string>& rows) {
                std::string all;
                for (std::size_t i = 0; i < rows.size() && i < 20; ++i) {
                    all += rows[i] + "\n";
                }
                return all;
            };
            const std::string wanted = show(expected);
            const std::string got = show(given);
            CAPTURE(wanted);
            CAPTURE(got);
            CHECK(failure.empty());
            CHECK(given == expected);
            return false;
        };
        const std::string create = random.graph(1 + random.pick(5), random.pick(8));
        CAPTURE(create);
        compare(create);
        for (long i = 0; i < kPerGraph && done < cases && wrong < 5; ++i, ++done) {
            if (random.chance(15)) {
                const std::string text = random.write();
                CAPTURE(text);
                if (!compare(text) || !compare(kWholeGraph[0]) || !compare(kWholeGraph[1])) {
                    break;  // the graphs are no longer the same
                }
            } else {
                compare(random.read());
            }
        }
    }
    CHECK(wrong == 0);
    CHECK(with_rows * 3 > done);  // or the test shows nothing
    std::ostringstream coverage;
    for (const auto& [what, count] : random.coverage) {
        coverage << what << " " << count << ", ";
    }
    MESSAGE(done << " cases, " << with_rows << " with rows; " << coverage.str());
    CHECK(random.coverage.size() >= 55);
}
