#include <doctest/doctest.h>

#include "graph/constraints.hpp"
#include "tests/graph/backends.hpp"
#include "tests/query/session_fixture.hpp"

using namespace trefoil;
using test::SessionFixture;

namespace {

constexpr const char* kUnique = "CREATE CONSTRAINT FOR (p:P) REQUIRE p.id IS UNIQUE";
constexpr const char* kViolated = "UniquenessViolated";

}  // namespace

TEST_CASE_FIXTURE(SessionFixture, "no statement gives two nodes of a label the same value") {
    run("CREATE (:P {id: 1}), (:P {id: 2}), (:Q {id: 1}), (:P), (:P)");
    run(kUnique);
    CHECK(error("CREATE (:P {id: 2})") == kViolated);
    CHECK(error("CREATE (:P {id: 2.0})") == kViolated);
    CHECK(error("UNWIND ['x', 'x'] AS x CREATE (:P {id: x})") == kViolated);
    CHECK(error("MATCH (q:Q) SET q:P") == kViolated);
    CHECK(error("MATCH (p:P {id: 1}) SET p.id = 2") == kViolated);
    CHECK(error("MATCH (p:P {id: 1}) SET p += {id: 2}") == kViolated);
    CHECK(error("MATCH (p:P {id: 1}) SET p = {id: 2}") == kViolated);
    CHECK(error("MERGE (p:P {name: 'new'}) ON CREATE SET p.id = 1") == kViolated);
    CHECK(run("MATCH (p:P) RETURN p.id ORDER BY p.id") == "p.id\n1\n2\n\n\n");
    CHECK(run("MATCH (q:Q) RETURN labels(q) AS l") == "l\n['Q']\n");
    CHECK(error("CREATE (:P {id: 3}), (:Q {id: 1}), (:P {id: '2'})").empty());
}

TEST_CASE_FIXTURE(SessionFixture, "within a statement values may pass from node to node") {
    run("CREATE (:P {id: 1, e: 'a'}), (:P {id: 2, e: 'b'})");
    run(kUnique);
    run("MATCH (p:P) SET p.id = 3 - p.id");
    CHECK(run("MATCH (p:P) RETURN p.id, p.e ORDER BY p.id") == "p.id\tp.e\n1\tb\n2\ta\n");
    run("MATCH (p:P {id: 1}) DELETE p CREATE (:P {id: 1, e: 'c'})");
    CHECK(run("MATCH (p:P {id: 1}) RETURN p.e") == "p.e\nc\n");
}

TEST_CASE_FIXTURE(SessionFixture, "texts of any length, lists and dates are compared whole") {
    run(kUnique);
    const std::string text(300, 'x');
    run("CREATE (:P {id: '" + text + "a'}), (:P {id: '" + text +
        "b'}), (:P {id: [1, 2]}), "
        "(:P {id: date('2020-01-01')}), (:P {id: ['a', 'b']})");
    CHECK(error("CREATE (:P {id: '" + text + "b'})") == kViolated);
    CHECK(error("CREATE (:P {id: [1, 2]})") == kViolated);
    CHECK(error("CREATE (:P {id: ['a', 'b']})") == kViolated);
    CHECK(error("CREATE (:P {id: date('2020-01-01')})") == kViolated);
    CHECK(error("CREATE (:P {id: [2, 1]}), (:P {id: date('2020-01-02')}), (:P {id: 'a'})").empty());
    CHECK(
        error("CREATE (:P {id: 0.0 / 0.0}), (:P {id: 0.0 / 0.0})").empty());  // NaN equals nothing
}

TEST_CASE_FIXTURE(SessionFixture, "MERGE finds the node that a constraint protects") {
    run(kUnique);
    for (int i = 0; i < 3; ++i) {
        run("UNWIND [1, 2, 1] AS x MERGE (:P {id: x})");
    }
    CHECK(run("MATCH (p:P) RETURN count(*) AS c") == "c\n2\n");
    CHECK(run("EXPLAIN MERGE (:P {id: 1})").find("NodesByIndex") != std::string::npos);
}

TEST_CASE_FIXTURE(SessionFixture, "constraints are made, listed and dropped by name") {
    run("CREATE (:P {id: 1}), (:P {id: 1})");
    CHECK(error(kUnique) == kViolated);
    CHECK(run("SHOW CONSTRAINTS") == "name\ttype\tlabel\tproperty\n");
    run("MATCH (p:P) WITH p LIMIT 1 DELETE p");
    run("CREATE CONSTRAINT person IF NOT EXISTS ON (p:P) ASSERT (p.id) IS UNIQUE");
    run("CREATE CONSTRAINT IF NOT EXISTS FOR (p:P) REQUIRE p.id IS UNIQUE");
    CHECK_THROWS_AS(run(kUnique), StoreError);
    CHECK(run("SHOW CONSTRAINTS") == "name\ttype\tlabel\tproperty\nperson\tUNIQUENESS\tP\tid\n");
    CHECK(run("SHOW INDEXES") == "property\nname\naliases\nid\n");
    CHECK_THROWS_AS(run("DROP INDEX ON :P(id)"), StoreError);
    CHECK_THROWS_AS(run("DROP CONSTRAINT other"), StoreError);
    run("DROP CONSTRAINT other IF EXISTS");
    run("DROP CONSTRAINT person");
    CHECK(error("CREATE (:P {id: 1})").empty());
    CHECK(error("CREATE CONSTRAINT FOR (p) REQUIRE p.id IS UNIQUE") == "UnexpectedSyntax");
}

TEST_CASE_FIXTURE(SessionFixture, "a transaction keeps constraints at each of its statements") {
    session.begin();
    run(kUnique);
    run("CREATE (:P {id: 1})");
    CHECK(error("CREATE (:P {id: 1})") == kViolated);
    run("CREATE (:P {id: 2})");
    session.commit();
    CHECK(run("MATCH (p:P) RETURN count(*) AS c") == "c\n2\n");
    session.begin();
    run("DROP CONSTRAINT unique_P_id");
    run("CREATE (:P {id: 1})");
    session.rollback();
    CHECK(error("CREATE (:P {id: 1})") == kViolated);
}

TEST_CASE("constraints are stored, and a check names what breaks one") {
    const test::TemporaryFolder folder;
    const std::string address = folder.path() + "/db";
    {
        SessionFixture fixture(address);
        fixture.run("CREATE (:P {id: 1})");
        fixture.run(kUnique);
    }
    SessionFixture fixture(address);
    CHECK(fixture.error("CREATE (:P {id: 1})") == kViolated);
    CHECK(graph::check_constraints(*fixture.store->snapshot()).empty());
    {
        const auto transaction = fixture.store->begin();  // as an import writes, unasked
        const LabelId label = transaction->intern_label("P");
        transaction->create_node({&label, 1}, {{transaction->intern_key("id"), Value(1)}});
        transaction->commit();
    }
    const auto problems = graph::check_constraints(*fixture.store->snapshot());
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].what == "constraint 'unique_P_id': more than one node :P has id = 1");
}

TEST_CASE_FIXTURE(SessionFixture, "an index answers for each kind of value as a scan does") {
    const std::string values =
        "[1, 1.0, 2, 2.5, 'a', 'aa', true, false, [1], ['a'], 9007199254740993, "
        "9007199254740992.0, date('2020-01-01'), -0.0, 0]";
    run("UNWIND " + values + " AS v CREATE (:V {v: v})");
    const std::string count =
        "UNWIND " + values + " AS w MATCH (n:V {v: w}) RETURN toString(count(*)) AS c, w";
    const std::string scanned = run(count);
    run("CREATE INDEX FOR (n:V) ON (n.v)");
    CHECK(run("EXPLAIN " + count).find("NodesByIndex") != std::string::npos);
    CHECK(run(count) == scanned);
    run("DROP INDEX FOR (n:V) ON (n.v)");
    CHECK(run(count) == scanned);
}

TEST_CASE_FIXTURE(SessionFixture, "MERGE meets what the view hides") {
    run("CREATE (:A {id: 1}), (:A {id: 2})");
    {
        const auto transaction = store->begin();
        store::EdgeFlags flags;
        flags.fact = true;
        flags.polarity = Polarity::Negative;
        transaction->create_edge(NodeId(0), transaction->intern_type("SIGN"), NodeId(1), {}, flags);
        transaction->commit();
    }
    CHECK(run("MATCH (a)-[r:SIGN]->(b) RETURN count(r) AS c") == "c\n0\n");
    run("MATCH (a {id: 1}), (b {id: 2}) MERGE (a)-[:SIGN]->(b)");
    graph::ViewFilter all;
    all.all = true;
    CHECK(database.view().with_filter(all).edge_count() == 1);
}
