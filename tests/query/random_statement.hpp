#pragma once

#include <string>
#include <vector>

#include "tests/query/random_query.hpp"

namespace trefoil::test {

/// Also statements that write, and shapes for which the planner has plans of their own.
class RandomStatement : public RandomQuery {
  public:
    using RandomQuery::RandomQuery;

    /// A statement whose shape the planner has an own way for: counters, degrees, reachability,
    /// indexes, the first rows of an order.
    std::string special() {
        start();
        switch (pick(12)) {
            case 0:
                note("special: nodes counted");
                return "MATCH (n" + labels() + ") RETURN " +
                       pick_of({"count(*)", "count(n)", "count(DISTINCT n)"}) + " AS c0";
            case 1:
                note("special: relationships counted");
                return "MATCH " +
                       pick_of({"()-[r" + types() + "]->()", "()<-[r" + types() + "]-()",
                                "()-[r" + types() + "]-()"}) +
                       " RETURN " + pick_of({"count(*)", "count(r)", "count(DISTINCT r)"}) +
                       " AS c0";
            case 2:
                note("special: relationships counted by type");
                return "MATCH (" + pick_of({"", "a", "a:A"}) + ")-[r" + types() +
                       "]->() RETURN type(r) AS c0, count(*) AS c1";
            case 3: {
                note("special: degree");
                const std::string ordered =
                    pick_of({"", " ORDER BY c1 DESC, c0 LIMIT 2", " ORDER BY c1, c0 SKIP 1"});
                return "MATCH (a" + labels() + ")" +
                       pick_of({"-[" + types() + "]->", "<-[" + types() + "]-",
                                "-[" + types() + "]-"}) +
                       "(b) RETURN " + pick_of({"a.id", "a.i", "a.s"}) + " AS c0, " +
                       pick_of({"count(*)", "count(b)", "count(b) + 1", "count(DISTINCT b)"}) +
                       " AS c1" + ordered;
            }
            case 4:
                note("special: tree counted");
                return "MATCH (a" + labels() + ")" + pick_of({"-[:R]->", "<-[:R]-", "-[:R]-"}) +
                       "(b" + labels() + ")" + pick_of({"-[:S]->", "<-[:S]-"}) + "(c" + labels() +
                       ")" +
                       pick_of({"", ", (b)-[:T]->(d)", "-[:T]->(d)",
                                ", (a)-[:T]->(d" + labels() + ")"}) +
                       " RETURN count(*) AS c0";
            case 5:
                note("special: triangle counted");
                return "MATCH (a" + labels() + ")-[:R]->(b" + labels() + ")" +
                       pick_of({"-[:S]->", "<-[:S]-"}) + "(c" + labels() + ")" +
                       pick_of({"-[:T]->", "<-[:T]-"}) + "(a) RETURN count(*) AS c0";
            case 6:
                if (chance(30)) {
                    note("special: reachability by a walk that is looked at");
                    const bool named = chance(30);
                    const std::string length = named ? "length(p)" : "size(w)";
                    return std::string(named ? "MATCH p = " : "MATCH ") +
                           "(a {id: " + std::to_string(pick(5)) + "})" +
                           pick_of({"-[w*]->", "<-[w*..2]-", "-[w:R|S*]->", "-[w*1..2]-"}) + "(b)" +
                           pick_of({"", " WHERE " + length + " < 2"}) +
                           " RETURN DISTINCT b.id AS c0" +
                           pick_of({"", ", " + length + " AS c1", ", w[0].w AS c1"});
                }
                note("special: reachability");
                return "MATCH (a {id: " + std::to_string(pick(5)) + "})" +
                       pick_of({"-[*]->", "<-[*]-", "-[*]-", "-[*0..]->", "-[*1..2]-", "-[:R*]->",
                                "-[:R|S*]-"}) +
                       "(b" + labels() + ")" + pick_of({"", " WHERE b.i > 0", " WHERE b.id <> 1"}) +
                       " RETURN " +
                       pick_of({"count(DISTINCT b)", "DISTINCT b", "DISTINCT b.i", "min(b.i)",
                                "count(DISTINCT b.s)", "DISTINCT b.id, b.s"}) +
                       pick_of({"", " AS c0"});
            case 7:
                return shortest();
            case 8:
                note("special: order by what is not returned");
                return "MATCH (n" + labels() + ") RETURN " + pick_of({"n.s", "n.i", "n.id"}) +
                       " AS c0 ORDER BY n.i" + pick_of({"", " DESC"}) + ", n.id, n.s " +
                       pick_of({"LIMIT 1", "LIMIT 3", "SKIP 1 LIMIT 2", ""});
            case 9:
                note("special: lookup");
                return "MATCH (n" + labels() +
                       pick_of({" {s: 'a'})", " {i: 2})", " {id: 1, i: 1})", ") WHERE n.s = 'b'",
                                ") WHERE n.i = 1 + 1", ") WHERE n.i = 1.0", ") WHERE n.i IN [0, 3]",
                                ") WHERE n.l = [1]", ") WHERE n.b = true AND n.s = 'ab'",
                                ") WHERE n.s = null", ") WHERE 'a' = n.s OR n.i = 0"}) +
                       pick_of({"", " MATCH (n)--(m)", " OPTIONAL MATCH (n)-[:R]->(m {i: n.i})"}) +
                       " RETURN n.id AS c0, count(*) AS c1";
            case 10:
                note("special: node by id");
                return "MATCH (n {id: " + std::to_string(pick(5)) + "}) WITH id(n) AS k MATCH (m)" +
                       pick_of({"", "-->(o)"}) + " WHERE id(m) = k RETURN m.id AS c0";
            default:
                note("special: bound relationship");
                return pick_of({"MATCH (a)-[r" + types() + "]->(b) MATCH (c)-[r]-(d)",
                                "MATCH (c)-[r" + types() + "]-(b) MATCH (c)-[r]->(d)",
                                "MATCH (a)-[r*1..2]->(b) MATCH (c)-[r*]->(d)",
                                "MATCH ()-[r]->() OPTIONAL MATCH (c:A)-[r]->(d)"}) +
                       " RETURN c.id AS c0, d.id AS c1";
        }
    }

    /// A statement that writes; its result is the graph, and sometimes rows.
    std::string write() {
        start();
        std::string text;
        if (chance(75)) {
            text = match(0) + " ";  // a node that is null can be neither created from nor merged
        }
        const auto nodes = of(Kind::Node);
        const auto relationships = of(Kind::Relationship);
        if (!relationships.empty() && chance(40)) {
            return write_relationship(text, one(relationships));
        }
        return nodes.empty() || chance(25) ? write_new(text) : write_node(text, one(nodes));
    }

  private:
    std::string types() { return pick_of({"", ":R", ":S", ":R|T"}); }

    std::string shortest() {
        const bool all = chance(50);
        note(all ? "special: allShortestPaths" : "special: shortestPath");
        const int from = pick(4);
        return "MATCH (a {id: " + std::to_string(from) +
               "}), (b {id: " + std::to_string((from + 1 + pick(3)) % 4) +
               "}) MATCH p = " + (all ? "allShortestPaths((a)" : "shortestPath((a)") +
               pick_of({"-[*]->", "<-[*]-", "-[*]-", "-[*..2]->", "-[:R|S*]->", "-[:R*]-"}) +
               "(b)) RETURN length(p) AS c0" + (all ? ", [x IN relationships(p) | x.w] AS c1" : "");
    }

    std::string fresh_id() { return std::to_string(100 + made_++); }

    /// What may follow a write: nothing, its rows, or a clause that reads what was written.
    std::string after(const std::string& entity) {
        switch (pick(6)) {
            case 0:
                note("RETURN after write");
                return " RETURN " + entity + ".id AS c0, " + entity + ".i AS c1";
            case 1:
                note("MATCH after write");
                return " WITH count(*) AS c MATCH (m" + labels() +
                       ") RETURN c AS c0, m.id AS c1, "
                       "m.i AS c2";
            case 2:
                note("OPTIONAL MATCH after write");
                return " WITH DISTINCT " + entity + " OPTIONAL MATCH (" + entity +
                       ")--(m) RETURN count(m) AS c0";
            default:
                return "";
        }
    }

    std::string write_new(const std::string& text) {
        const auto nodes = of(Kind::Node);
        const std::string from =
            nodes.empty() ? "(:N {id: " + fresh_id() + "})" : "(" + one(nodes) + ")";
        switch (pick(6)) {
            case 0:
                note("CREATE");
                return text + "CREATE " + from + "-[:" + type() + " {w: 20}]->(new" + labels() +
                       " {id: " + fresh_id() + some_properties() + "})" + after("new");
            case 1:
                note("CREATE path");
                return text + "CREATE p = (new" + labels() + " {id: " + fresh_id() +
                       "})<-[:" + type() + "]-(" + labels() + " {id: " + fresh_id() +
                       "})-[:" + type() + " {w: " + integer(1) + "}]->" + from +
                       " RETURN length(p) AS c0, " + "[x IN nodes(p) | x.id] AS c1";
            case 2:
                note("UNWIND CREATE");
                return "UNWIND range(0, " + std::to_string(pick(4)) + ") AS k CREATE (new" +
                       labels() + " {id: " + fresh_id() + " + 50 * k, i: k % 2})" + after("new");
            case 3:
                note("MERGE node");
                return text + "MERGE (new" + labels() + " {id: " + std::to_string(pick(9)) + "})" +
                       after("new");
            case 4:
                note("MERGE ON CREATE ON MATCH");
                start();  // the list is made from nothing
                return "UNWIND " + list(1) + " AS k WITH k WHERE k IS NOT NULL MERGE (new" +
                       labels() + " {i: k}) ON CREATE SET new.id = 1000 + k, new.c = 1" +
                       pick_of({"", ", new:A"}) + " ON MATCH SET new.c = coalesce(new.c, 0) + 1" +
                       after("new");
            default:
                note("MERGE with a new end");
                return text + (nodes.empty() ? "" : "WITH DISTINCT " + nodes.front() + " ") +
                       "MERGE (" + (nodes.empty() ? ":A" : nodes.front()) + ")-[:" + type() +
                       "]->(new:C {i: " + std::to_string(pick(3)) +
                       "}) ON CREATE SET new.id = " + fresh_id() +
                       (nodes.empty() ? "" : after("new"));
        }
    }

    std::string write_node(const std::string& text, const std::string& node) {
        switch (pick(11)) {
            case 0:
                note("SET property");
                return text + "SET " + node + "." +
                       pick_of({"i = 1", "i = null", "i = " + node + ".id + 1", "s = 'new'",
                                "s = null", "b = true", "b = null", "l = [1, 2]", "l = []"}) +
                       after(node);
            case 1:
                note("SET label");
                return text + "SET " + node + ":" + pick_of({"A", "B", "C", "A:C"}) + after(node);
            case 2:
                note("SET several");
                return text + "SET " + node + ".i = 3, " + node + ":B, " + node + ".s = '" +
                       pick_of({"x", "y"}) + "'" + after(node);
            case 3:
                note("SET =");
                return text + "SET " + node + " = {id: " + node + ".id, i: " + integer_constant() +
                       ", b: " + pick_of({"null", "true"}) + "}" + after(node);
            case 4:
                note("SET +=");
                return text + "SET " + node + " += {" +
                       pick_of({"i: null", "s: 'x', b: false", "i: 2, l: [3]"}) + "}" + after(node);
            case 5:
                note("REMOVE");
                return text + "REMOVE " + node +
                       (chance(50) ? "." + pick_of({"i", "s", "b"}) : ":" + pick_of({"A", "B"})) +
                       after(node);
            case 6:
                note("REMOVE several");
                return text + "REMOVE " + node + ".i, " + node + ":A:B" + after(node);
            case 7:
                note("DETACH DELETE");
                return text + "DETACH DELETE " + node +
                       pick_of({"", " WITH count(*) AS c MATCH (m) RETURN c AS c0, m.id AS c1"});
            case 8:
                note("DELETE node");
                return text + "DELETE " + node;
            case 9: {
                note("MERGE relationship");
                const auto nodes = of(Kind::Node);
                const std::string other = one(nodes);
                return text + "WITH DISTINCT " + node + (other != node ? ", " + other : "") +
                       " MERGE (" + node + ")-[new:" + type() + "]->(" + other +
                       ") ON CREATE SET new.w = 30" + pick_of({"", " ON MATCH SET new.m = 1"}) +
                       after(node);
            }
            default:
                note("DETACH DELETE optional");
                return text + "OPTIONAL MATCH (" + node + ")-[:" + type() + "]->(gone" + labels() +
                       ") DETACH DELETE gone";
        }
    }

    std::string write_relationship(const std::string& text, const std::string& relationship) {
        switch (pick(5)) {
            case 0:
                note("SET relationship property");
                return text + "SET " + relationship + "." +
                       pick_of({"m = 1", "w = 40", "m = " + relationship + ".w", "m = null"});
            case 1:
                note("SET relationship +=");
                return text + "SET " + relationship + pick_of({" += {m: 2}", " = {w: 41, m: 'x'}"});
            case 2:
                note("REMOVE relationship property");
                return text + "REMOVE " + relationship + ".m";
            case 3:
                note("DELETE relationship");
                return text + "DELETE " + relationship +
                       pick_of({"",
                                " WITH count(*) AS c MATCH (m)-->() RETURN c AS c0, m.id "
                                "AS c1"});
            default:
                note("WITH relationship SET");
                return text + "WITH " + relationship + ", count(*) AS c SET " + relationship +
                       ".m = c RETURN " + relationship + ".w AS c0, c AS c1";
        }
    }

    std::string integer_constant() { return std::to_string(pick(4)); }

    int made_ = 0;
};

}  // namespace trefoil::test
