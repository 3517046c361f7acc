#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "tests/graph/backends.hpp"
#include "tests/query/session_fixture.hpp"

using namespace trefoil;

// Many readers and one writer in one process. Each statement writes pairs, so that whatever
// snapshot a reader gets, it must see whole pairs only: nothing depends on who is when where.

namespace {

class CountWriter final : public query::RowWriter {
  public:
    void begin(const std::vector<std::string>&, const graph::GraphView&) override {}

    void row(std::span<const Value> values) override {
        for (const Value& value : values) {
            numbers.push_back(*value.get_if<std::int64_t>());
        }
    }

    void end(const query::Summary&) override {}

    std::vector<std::int64_t> numbers;
};

std::vector<std::int64_t> numbers(query::Session& session, const std::string& text) {
    CountWriter writer;
    session.run(text, {}, writer);
    return writer.numbers;
}

}  // namespace

TEST_CASE("readers in many threads see whole statements of the writer") {
    test::for_each_backend([](store::Store& store) {
        constexpr int kReaders = 4;
        constexpr int kWrites = 40;
        query::Database database(store);
        std::latch ready(kReaders + 1);
        std::atomic<bool> written{false};
        std::atomic<long> wrong{0};
        std::atomic<long> reads{0};
        const auto read = [&] {
            query::Session session(database);
            ready.arrive_and_wait();
            std::int64_t before = 0;
            for (bool last = false; !last;) {
                last = written;  // reads at least once after the last write
                const auto seen = numbers(session,
                                          "MATCH (a:A) WITH count(a) AS a OPTIONAL MATCH "
                                          "(x:A)-[:R]->(y:B {pair: x.pair}) RETURN a, count(y)");
                wrong += seen[0] != seen[1] || seen[0] < before ? 1 : 0;
                const auto counted = numbers(session, "MATCH (b:B) RETURN count(*)");
                wrong += counted[0] < seen[0] ? 1 : 0;
                before = seen[0];
                ++reads;
            }
            wrong += before == kWrites ? 0 : 1;
        };
        std::vector<std::jthread> threads;
        for (int i = 0; i < kReaders; ++i) {
            threads.emplace_back(read);
        }
        query::Session session(database);
        ready.arrive_and_wait();
        for (int i = 0; i < kWrites; ++i) {
            CountWriter writer;
            session.run("CREATE (:A {pair: " + std::to_string(i) +
                            "})-[:R]->(:B {pair: " + std::to_string(i) + "})",
                        {}, writer);
        }
        written = true;
        threads.clear();
        CHECK(wrong == 0);
        CHECK(reads >= kReaders);
    });
}

TEST_CASE("writers in several threads take turns") {
    test::for_each_backend([](store::Store& store) {
        constexpr int kWriters = 4;
        constexpr int kWrites = 10;
        query::Database database(store);
        {
            query::Session session(database);
            numbers(session, "CREATE CONSTRAINT FOR (n:N) REQUIRE n.name IS UNIQUE");
            numbers(session, "CREATE (:Counter {value: 0})");
        }
        std::vector<std::jthread> threads;
        for (int i = 0; i < kWriters; ++i) {
            threads.emplace_back([&] {
                query::Session session(database);
                for (int write = 0; write < kWrites; ++write) {
                    numbers(session,
                            "MATCH (c:Counter) SET c.value = c.value + 1 "
                            "MERGE (:N {name: '" +
                                std::to_string(write) + "'})");
                }
            });
        }
        threads.clear();
        query::Session session(database);
        CHECK(numbers(session, "MATCH (c:Counter), (n:N) RETURN c.value, count(n)") ==
              std::vector<std::int64_t>{kWriters * kWrites, kWrites});
    });
}

TEST_CASE("another thread cancels a query that would never end") {
    const auto store = store::open_store(":memory:");
    query::Database database(*store);
    std::atomic<bool> cancel{false};
    query::Session session(database, {{std::chrono::milliseconds(0), 0, 0}, &cancel});
    std::latch started(1);
    std::atomic<bool> interrupted{false};
    std::jthread thread([&] {
        numbers(session, "UNWIND range(1, 12) AS i CREATE (:N {i: i})");
        numbers(session, "MATCH (a:N), (b:N) WHERE a.i < b.i CREATE (a)-[:R]->(b)");
        started.count_down();
        try {
            numbers(session, "MATCH p = (:N)-[*]-(:N) RETURN count(p)");
        } catch (const Interrupted&) {
            interrupted = true;
        }
    });
    started.wait();
    cancel = true;
    thread.join();
    CHECK(interrupted);
    cancel = false;
    CHECK(numbers(session, "MATCH (n:N) RETURN count(n)") == std::vector<std::int64_t>{12});
}
