#include "query/session.hpp"

#include <atomic>
#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "query/formats/registry.hpp"
#include "query/line_protocol.hpp"

using namespace trefoil;
using namespace trefoil::query;

namespace {

struct Fixture {
    std::unique_ptr<store::Store> store = store::open_store(":memory:");
    Database database{*store};
    Session session{database};

    std::string run(const std::string& text, const std::string& format = "tsv",
                    FormatOptions options = {}) {
        std::ostringstream out;
        const auto writer = make_row_writer(format, out, options);
        session.run(text, {}, *writer);
        return out.str();
    }

    std::string error(const std::string& text) {
        try {
            run(text);
        } catch (const QueryError& error) {
            return error.detail();
        }
        return "";
    }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a statement that fails changes nothing") {
    run("CREATE (:A {x: 1})");
    CHECK(error("MATCH (a:A) CREATE (:B) SET a.x = 1 / 0") == "DivisionByZero");
    CHECK(run("MATCH (n) RETURN n") == "n\n(:A {x: 1})\n");
}

TEST_CASE_FIXTURE(Fixture, "each budget ends a query with its name") {
    run("UNWIND range(1, 12) AS i CREATE (:N {i: i})");
    run("MATCH (a:N), (b:N) WHERE a.i < b.i CREATE (a)-[:R]->(b)");
    session.options().limits.time = std::chrono::milliseconds(50);
    CHECK(error("MATCH p = (:N)-[*]-(:N) RETURN count(p)") == "TimeLimit");
    session.options().limits = {};
    session.options().limits.rows = 10;
    CHECK(error("UNWIND range(1, 11) AS x RETURN x") == "RowLimit");
    session.options().limits = {};
    session.options().limits.memory_bytes = 100'000;
    CHECK(error("UNWIND range(1, 100) AS x UNWIND range(1, 100) AS y RETURN x, y ORDER BY y") ==
          "MemoryLimit");
    CHECK(error("RETURN range(1, 100000000)") == "MemoryLimit");
    CHECK(run("RETURN 1 AS x") == "x\n1\n");
}

TEST_CASE_FIXTURE(Fixture, "a set flag cancels a query") {
    std::atomic<bool> cancel{true};
    session.options().cancel = &cancel;
    CHECK_THROWS_AS(run("UNWIND range(1, 1000000) AS x RETURN count(x)"), Interrupted);
    cancel = false;
    CHECK(run("RETURN 1 AS x") == "x\n1\n");
}

TEST_CASE_FIXTURE(Fixture, "delimited formats quote what would break a line") {
    const std::string query = "RETURN 'a\\tb\\nc' AS x, 'say \"hi\", you' AS y, null AS z";
    CHECK(run(query) == "x\ty\tz\na\\tb\\nc\tsay \"hi\", you\t\n");
    CHECK(run(query, "csv") == "x,y,z\r\n\"a\tb\nc\",\"say \"\"hi\"\", you\",\r\n");
    CHECK(run("RETURN 1 AS x", "csv", {.header = false}) == "1\r\n");
    CHECK(run("UNWIND [1, 2] AS x RETURN x", "line") == "x: 1\n\nx: 2\n");
}

TEST_CASE_FIXTURE(Fixture, "tables align wide characters and show no control characters") {
    CHECK(run("RETURN '日本' AS a, 1 AS b", "table", {.statistics = false}) ==
          "┌──────┬───┐\n"
          "│ a    │ b │\n"
          "├──────┼───┤\n"
          "│ 日本 │ 1 │\n"
          "└──────┴───┘\n");
    const std::string hostile = run("RETURN '\\u001b[31m\\u202Ex' AS a", "table");
    CHECK(hostile.find('\x1b') == std::string::npos);
    CHECK(hostile.find("\u202e") == std::string::npos);
    CHECK(run("RETURN 'abcdefghijklmnop' AS a", "table", {.width = 14, .statistics = false})
              .find("abcdefghi…") != std::string::npos);
    CHECK(run("CREATE (:A {x: 1})", "table") == "1 node created, 1 property set, 1 label added\n");
}

TEST_CASE_FIXTURE(Fixture, "json keeps every kind of value apart") {
    run("CREATE (:A {x: 1})-[:R {y: 2.0}]->(:B)");
    const auto rows =
        nlohmann::json::parse(run("MATCH p = (a:A)-[r]->(b) RETURN a, r, p, 1.0 AS f, 0.0 / 0.0 AS "
                                  "nan, date('2022-02-21') AS d, "
                                  "{`$x`: 1} AS m, 'q\"\\n' AS s, [null, true] AS l",
                                  "json"));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0]["a"]["$node"]["labels"] == nlohmann::json::array({"A"}));
    CHECK(rows[0]["r"]["$relationship"]["properties"]["y"].is_number_float());
    CHECK(rows[0]["p"]["$path"].size() == 3);
    CHECK(rows[0]["f"].is_number_float());
    CHECK(rows[0]["nan"]["$float"] == "NaN");
    CHECK(rows[0]["d"]["$date"] == "2022-02-21");
    CHECK(rows[0]["m"]["$map"]["$x"] == 1);
    CHECK(rows[0]["s"] == "q\"\n");
    CHECK(rows[0]["l"] == nlohmann::json::array({nullptr, true}));
    CHECK(run("MATCH (n:None) RETURN n", "json") == "[]\n");
}

TEST_CASE_FIXTURE(Fixture, "the line protocol answers each statement with one line") {
    LineProtocol protocol{Session(database)};
    std::istringstream in(
        ":param n => [1, 2]\nUNWIND $n AS x\nRETURN x;\nRETURN;\n:clear\n:what\n");
    std::ostringstream out;
    protocol.run(in, out);
    std::istringstream lines(out.str());
    std::vector<nlohmann::json> answers;
    for (std::string line; std::getline(lines, line);) {
        answers.push_back(nlohmann::json::parse(line));
    }
    REQUIRE(answers.size() == 5);
    CHECK(answers[0]["ok"] == true);
    CHECK(answers[1]["rows"] == nlohmann::json::parse("[[1],[2]]"));
    CHECK(answers[1]["elapsed_ms"].is_number());
    CHECK(answers[2]["error"]["type"] == "SyntaxError");
    CHECK(answers[2]["error"]["phase"] == "compile time");
    CHECK(answers[3]["ok"] == true);
    CHECK(answers[4]["error"]["detail"] == "UnexpectedSyntax");
}

TEST_CASE_FIXTURE(Fixture, "explain shows the plan and runs nothing, profile counts rows") {
    CHECK(run("EXPLAIN CREATE (:A)").find("Create") != std::string::npos);
    CHECK(run("MATCH (n) RETURN count(n) AS c") == "c\n0\n");
    run("UNWIND range(1, 5) AS i CREATE (:A {name: toString(i)})");
    CHECK(run("EXPLAIN MATCH (n {name: '3'}) RETURN n").find("NodesByIndex") != std::string::npos);
    CHECK(run("EXPLAIN MATCH (n:A) RETURN count(*)").find("CountNodes") != std::string::npos);
    CHECK(run("PROFILE MATCH (n:A) RETURN n").find("rows 5") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "explain names variables and writes expressions as they are written") {
    run("CREATE (:A {name: 'x'})-[:R {w: 1}]->(:B)");
    CHECK(run("EXPLAIN MATCH (n:A)-[r:R]->(m) WHERE n.i > 1 OR NOT m:B "
              "RETURN n.name AS name, m.i + 1 AS next ORDER BY next DESC LIMIT 3") ==
          "plan\n"
          "Project n.name AS name  (estimated rows 1)\n"
          "Limit 3  (estimated rows 1)\n"
          "Top 3 by next DESC  (estimated rows 1)\n"
          "Project m.i + 1 AS next  (estimated rows 1)\n"
          "Filter (n.i > 1) OR (NOT m:B)  (estimated rows 0)\n"
          "Expand (n)-[r:R]->(m)  (estimated rows 0)\n"
          "NodesByLabel n:A  (estimated rows 1)\n"
          "Start  (estimated rows 1)\n");
    const std::string merge =
        run("EXPLAIN MATCH (n {name: 'x'}) MERGE (n)-[:S]->(m:C {i: 1}) "
            "ON CREATE SET m.k = 2");
    CHECK(merge.find("Merge (n)-[:S]->(m:C {i: 1})") != std::string::npos);
    CHECK(run("EXPLAIN MATCH (n {name: 'y'}) RETURN n").find("n.name = 'y'") != std::string::npos);
    CHECK(run("EXPLAIN MATCH (n {name: 'z'}) RETURN n").find("n.name = 'z'") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "profile shows each operator's own reads of the store") {
    run("CREATE (a:A {name: 'x'}), (b:B {name: 'y'}) WITH a, b UNWIND range(1, 50) AS i "
        "CREATE (a)-[:R]->(b)");
    const auto reads = [&](const std::string& all, const std::string& step) {
        const auto line = all.find(step);
        REQUIRE(line != std::string::npos);
        const auto at = all.find("ms, ", line) + 4;
        return std::stoi(all.substr(at));
    };
    // one run: later ones find names in memory
    const std::string text = run("PROFILE MATCH (a {name: 'x'})-[r]->(b) RETURN b.name");
    CHECK(reads(text, "NodesByIndex") > 0);
    CHECK(reads(text, "Expand") > 0);
    CHECK(reads(text, "Expand") < 20);   // one list, not one read a relationship
    CHECK(reads(text, "Project") >= 1);  // reads the name
    CHECK(reads(text, "Start") == 0);
    CHECK(reads(run("PROFILE UNWIND range(1, 100) AS x RETURN count(x)"), "Total") == 0);
    CHECK(reads(text, "Total") >=
          reads(text, "NodesByIndex") + reads(text, "Expand") + reads(text, "Project"));
}

TEST_CASE_FIXTURE(Fixture, "unknown names are noticed with the nearest that there is") {
    run("CREATE (:Person {age: 1})-[:KNOWS {since: 1}]->()");
    const auto notices = [&](const std::string& text) {
        std::ostringstream out;
        const auto writer = make_row_writer("tsv", out, {});
        return session.run(text, {}, *writer).notices;
    };
    using Notices = std::vector<std::string>;
    CHECK(notices("MATCH (p:Person {agee: 1}) RETURN p") ==
          Notices{"no property agee in the graph; did you mean age?"});
    CHECK(notices("MATCH ()-[r:KNOW]->() WHERE r.sinc > 0 RETURN r") ==
          Notices{"no relationship type KNOW in the graph; did you mean KNOWS?",
                  "no property sinc in the graph; did you mean since?"});
    CHECK(notices("WITH {agee: 1} AS m RETURN m.agee").empty());
    CHECK(notices("MATCH (p:Person) SET p.agee = 2 REMOVE p.agee RETURN p.other").empty());
    CHECK(notices("MATCH (p:Person) RETURN p.age, p.agee").empty());  // it was given once
    std::ostringstream out;
    const auto writer = make_row_writer("tsv", out, {});
    const Summary summary = session.run("MATCH (n:Persn) RETURN n", {}, *writer);
    REQUIRE(summary.notices.size() == 1);
    CHECK(summary.notices[0] == "no label Persn in the graph; did you mean Person?");
}

TEST_CASE_FIXTURE(Fixture, "statements share a transaction from begin to commit") {
    session.begin();
    run("CREATE (:A {x: 1})");
    CHECK(run("MATCH (n:A) RETURN n.x") == "n.x\n1\n");
    CHECK(database.view().node_count() == 0);  // not visible to others yet
    session.commit();
    CHECK(database.view().node_count() == 1);
    CHECK_THROWS_AS(session.commit(), StoreError);
}

TEST_CASE_FIXTURE(Fixture,
                  "a rollback drops every change, also where a result still points at it") {
    run("CREATE (:A {x: 1})");
    session.begin();
    CHECK_THROWS_AS(session.begin(), StoreError);
    run("MATCH (a:A) SET a.x = 2");
    run("CREATE INDEX FOR (n:A) ON (n.x)");
    const graph::GraphView kept = session.view();
    session.rollback();
    CHECK_FALSE(session.in_transaction());
    CHECK(run("MATCH (n) RETURN n.x") == "n.x\n1\n");
    run("CREATE (:B)");  // the next transaction does not wait for one that ended
    CHECK(kept.node_count() == 1);
}

TEST_CASE_FIXTURE(Fixture,
                  "a statement that fails leaves the shared transaction as it was before") {
    session.begin();
    run("CREATE (:A {x: 1})");
    CHECK(error("MATCH (a:A) CREATE (:B) SET a.x = 1 / 0") == "DivisionByZero");
    run("CREATE (:C)");
    session.commit();
    CHECK(run("MATCH (n) RETURN labels(n)[0] ORDER BY labels(n)[0]") == "labels(n)[0]\nA\nC\n");
    CHECK(run("MATCH (n:A) RETURN n.x") == "n.x\n1\n");
}

TEST_CASE_FIXTURE(Fixture,
                  "a ring is searched in no time and enumerated only as far as its budget") {
    run("UNWIND range(0, 29) AS i CREATE ({id: i})");
    run("MATCH (a), (b) WHERE b.id = (a.id + 1) % 30 OR b.id = (a.id + 2) % 30 CREATE "
        "(a)-[:R]->(b)");
    CHECK(run("MATCH ()-[r]->() RETURN count(r) AS c") == "c\n60\n");
    session.options().limits.memory_bytes = std::size_t{64} << 20;
    CHECK(run("MATCH (a {id: 0})-[*]-(b) RETURN count(DISTINCT b) AS c") == "c\n30\n");
    session.options().limits.time = std::chrono::milliseconds(100);
    CHECK(error("MATCH p = (a {id: 0})-[*]-(b) RETURN count(p)") == "TimeLimit");
}

TEST_CASE_FIXTURE(Fixture, "procedures that a session defines are tables") {
    LineProtocol protocol{Session(database)};
    const auto answer = [&](const std::string& text) {
        const auto json = nlohmann::json::parse(protocol.answer(text));
        return json.contains("error") ? json["error"]["detail"].dump()
                                      : json.value("rows", json).dump();
    };
    CHECK(answer(":procedure my.city(name :: STRING?, id :: INTEGER?) :: (city :: STRING?) => "
                 "[{name: 'a', id: 1, city: 'x'}, {name: 'a', id: 2, city: 'y'}]") ==
          R"({"ok":true})");
    CHECK(answer("CALL my.city('a', 2)") == R"([["y"]])");
    CHECK(answer("UNWIND [1, 2, 3] AS i CALL my.city('a', i) YIELD city RETURN i, city") ==
          R"([[1,"x"],[2,"y"]])");
    CHECK(answer("CALL my.city('a')") == "\"InvalidNumberOfArguments\"");
    CHECK(answer("CALL my.city(1, 2)") == "\"InvalidArgumentType\"");
    CHECK(answer("CALL my.city YIELD city RETURN city") == "\"InvalidArgumentPassingMode\"");
    CHECK(answer(":procedure my.nothing() :: () => []") == R"({"ok":true})");
    CHECK(answer("UNWIND [1, 2] AS i CALL my.nothing() RETURN i") == "[[1],[2]]");
    CHECK(answer(":clear") == R"({"ok":true})");
    CHECK(answer("CALL my.nothing()") == "\"ProcedureNotFound\"");
    CHECK(answer(":procedure wrong") == "\"UnexpectedSyntax\"");
}

TEST_CASE_FIXTURE(Fixture, "whole-graph procedures follow the graph") {
    run("CREATE (:A {n: 'a'})-[:R]->(:A {n: 'b'})-[:R]->(c:A {n: 'c'})-[:R]->(:A {n: 'a2'}), (:A)");
    CHECK(run("CALL algo.components() YIELD component RETURN count(DISTINCT component) AS c") ==
          "c\n1\n");
    CHECK(run("CALL algo.components({isolated: true}) YIELD component "
              "RETURN count(DISTINCT component) AS c") == "c\n2\n");
    CHECK(run("CALL algo.scc() YIELD component RETURN count(DISTINCT component) AS c") == "c\n4\n");
    run("MATCH (a {n: 'a2'}), (b {n: 'a'}) CREATE (a)-[:R]->(b)");
    CHECK(run("CALL algo.scc() YIELD component RETURN count(DISTINCT component) AS c") == "c\n1\n");
    CHECK(run("CALL algo.kcore() YIELD core RETURN max(core) AS c") == "c\n2\n");
    CHECK(run("CALL algo.triangles() YIELD triangles RETURN sum(triangles) AS c") == "c\n0\n");
    CHECK(run("CALL algo.betweenness() YIELD score RETURN sum(score) AS c") == "c\n12.0\n");
    CHECK(run("CALL algo.communities() YIELD node RETURN count(node) AS c") == "c\n4\n");
    CHECK(run("MATCH (a)-[r]-() RETURN a.n AS n, count(*) AS c ORDER BY c DESC, n LIMIT 2") ==
          "n\tc\na\t2\na2\t2\n");
    CHECK(run("MATCH ()-[r]->() RETURN type(r) AS t, count(*) AS c") == "t\tc\nR\t4\n");
    CHECK(run("MATCH (n:A) RETURN n.n AS x ORDER BY id(n) DESC LIMIT 2") == "x\n\na2\n");
}
