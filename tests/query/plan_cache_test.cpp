#include "query/plan_cache.hpp"

#include <sstream>

#include <doctest/doctest.h>

#include "query/formats/registry.hpp"
#include "query/session.hpp"

using namespace trefoil;
using namespace trefoil::query;

namespace {

std::string key_of(std::string_view text) {
    const auto marked = mark_literals(text);
    return marked ? marked->key : "none";
}

struct Fixture {
    std::unique_ptr<store::Store> store = store::open_store(":memory:");
    Database database{*store};
    Session session{database};

    std::string run(const std::string& text) {
        std::ostringstream out;
        const auto writer = make_row_writer("tsv", out, {});
        session.run(text, {}, *writer);
        return out.str();
    }
};

}  // namespace

TEST_CASE("texts that differ in literals only have one key") {
    CHECK(key_of("MATCH (a {name: 'x'}) RETURN a") == key_of("MATCH (a {name: \"yy\"}) RETURN a"));
    CHECK(key_of("RETURN 1") == key_of("RETURN 23"));
    CHECK(key_of("RETURN 1") != key_of("RETURN '1'"));
    CHECK(key_of("RETURN 1.5") == "RETURN 1.5");
    CHECK(key_of("MATCH (a)-[*1..2]->(b)") == "MATCH (a)-[*1..2]->(b)");
    CHECK(key_of("RETURN $1, x2, `a 3`, 0x1F, 1e5, 12345678901234567890") ==
          "RETURN $1, x2, `a 3`, 0x1F, 1e5, 12345678901234567890");
    CHECK(key_of("RETURN 'it\\'s'") == "RETURN 'it\\'s'");
    CHECK(key_of("RETURN 1 // one") == "none");
    CHECK(key_of("RETURN 'open") == "none");
    CHECK(key_of("RETURN '\x01'") == key_of("RETURN 'a'"));
    CHECK(key_of("RETURN \x01") == "none");
}

TEST_CASE_FIXTURE(Fixture, "a plan serves other literals in MATCH, and the right ones") {
    run("CREATE ({name: 'a', i: 1}), ({name: 'b', i: 2}), ({name: 'c', i: 3})");
    CHECK(run("MATCH (n {name: 'a'}) RETURN n.i") == "n.i\n1\n");
    CHECK(run("MATCH (n {name: 'b'}) RETURN n.i") == "n.i\n2\n");
    CHECK(run("MATCH (n {name: 'none'}) RETURN n.i") == "n.i\n");
    CHECK(run("MATCH (n) WHERE n.i > 1 AND n.name <> 'c' RETURN n.i") == "n.i\n2\n");
    CHECK(run("MATCH (n) WHERE n.i > 2 AND n.name <> 'a' RETURN n.i") == "n.i\n3\n");
    CHECK(run("MATCH (n) WHERE n.name IN ['a', 'b'] RETURN count(*) AS c") == "c\n2\n");
    CHECK(run("MATCH (n) WHERE n.name IN ['c', 'x'] RETURN count(*) AS c") == "c\n1\n");
}

TEST_CASE_FIXTURE(Fixture, "literals outside of MATCH are part of what a plan is for") {
    CHECK(run("RETURN 1 AS x") == "x\n1\n");
    CHECK(run("RETURN 2 AS x") == "x\n2\n");
    CHECK(run("RETURN 'a'") == "'a'\na\n");
    CHECK(run("RETURN 'b'") == "'b'\nb\n");
    run("UNWIND range(1, 5) AS i CREATE ({i: i})");
    CHECK(run("MATCH (n) RETURN n.i ORDER BY n.i LIMIT 1") == "n.i\n1\n");
    CHECK(run("MATCH (n) RETURN n.i ORDER BY n.i LIMIT 2") == "n.i\n1\n2\n");
    CHECK(run("MATCH (n) RETURN n.i ORDER BY n.i DESC SKIP 1 LIMIT 1") == "n.i\n4\n");
}

TEST_CASE_FIXTURE(Fixture, "a kept plan sees what was written since") {
    const std::string count = "MATCH (:A)-[:R]->(b {name: 'x'}) RETURN count(b) AS c";
    CHECK(run(count) == "c\n0\n");
    run("CREATE (:A)-[:R]->({name: 'x'})");
    CHECK(run(count) == "c\n1\n");
    run("CREATE INDEX FOR (n:A) ON (n.name)");
    CHECK(run(count) == "c\n1\n");
    run("MATCH (n {name: 'x'}) DETACH DELETE n");
    CHECK(run(count) == "c\n0\n");
    database.clear();
    CHECK(run(count) == "c\n0\n");
}

TEST_CASE_FIXTURE(Fixture, "an error of a kept plan points into the new text") {
    run("CREATE ({name: 'a'})");
    const auto column = [&](const std::string& text) -> std::size_t {
        try {
            run(text);
        } catch (const QueryError& error) {
            return error.column();
        }
        return 0;
    };
    CHECK(run("MATCH (n {name: 'nobody'}) WITH n LIMIT toInteger('1') RETURN n.x") == "n.x\n");
    CHECK(column("MATCH (n {name: 'a'}) RETURN n LIMIT toInteger(-1.0)") ==
          column("MATCH (n {name: 'bbb'}) RETURN n LIMIT toInteger(-1.0)") - 2);
}

TEST_CASE_FIXTURE(Fixture, "notices are those of the graph as it is") {
    std::ostringstream out;
    const auto writer = make_row_writer("tsv", out, {});
    CHECK(session.run("MATCH (n:Persn) RETURN n", {}, *writer).notices.size() == 1);
    CHECK(session.run("MATCH (n:Persn) RETURN n", {}, *writer).notices.size() == 1);
    run("CREATE (:Persn)");
    CHECK(session.run("MATCH (n:Persn) RETURN n", {}, *writer).notices.empty());
}

TEST_CASE("plans used lately stay when the cache is full") {
    PlanCache cache;
    std::vector<Value> lifted;
    const auto keep = [&](const std::string& text) {
        Query query;
        cache.insert(*mark_literals(text), text, std::make_shared<Prepared>(), query);
    };
    const auto is_kept = [&](const std::string& text) {
        return cache.find(*mark_literals(text), text, lifted) != nullptr;
    };
    keep("RETURN x");
    for (int i = 0; i < 10'000; ++i) {
        keep("RETURN x" + std::to_string(i));
        if (i % 1000 == 0) {
            CHECK(is_kept("RETURN x"));
        }
    }
    CHECK(cache.size() <= 4096);
    CHECK(is_kept("RETURN x"));
    CHECK(is_kept("RETURN x9999"));
    CHECK_FALSE(is_kept("RETURN x0"));
    cache.forget(*mark_literals("RETURN x"));
    CHECK_FALSE(is_kept("RETURN x"));
}

TEST_CASE("names in memory compare as those in the store do") {
    Fixture f;
    f.run("UNWIND range(1, 400) AS i CREATE ({name: 'n' + toString(i % 300)})");
    f.run("CREATE (), ({name: ['n7']}), ({name: 7}), ({name: 'last'})");
    const auto answers = [&] {
        std::string all;
        for (const std::string test :
             {"= 'n7'", "<> 'n7'", "= 'n200'", "<> 'n200'", "= 'none'", "<> 'none'", "<> 'last'"}) {
            all += f.run("MATCH (n) WHERE n.name " + test + " RETURN count(*)");
        }
        return all;
    };
    const std::string before = answers();
    for (int i = 0; i < 20; ++i) {
        f.run("MATCH (n) RETURN count(n.name)");
    }
    CHECK(f.database.view().copied_column(*f.database.view().find_key("name")) != nullptr);
    CHECK(answers() == before);
    f.run("MATCH (n {name: 'last'}) SET n.name = 'n200'");
    CHECK(f.run("MATCH (n) WHERE n.name = 'n200' RETURN count(*)").find("\n2\n") !=
          std::string::npos);
}

TEST_CASE("thousands of nodes are told apart") {
    Fixture f;
    f.run("UNWIND range(1, 5000) AS i CREATE ({i: i})");
    CHECK(f.run("UNWIND [1, 2] AS twice MATCH (n) RETURN count(DISTINCT n) AS n") == "n\n5000\n");
    CHECK(f.run("UNWIND [1, 2] AS twice MATCH (n) WITH DISTINCT n RETURN count(*) AS n") ==
          "n\n5000\n");
}
