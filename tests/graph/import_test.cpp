#include "graph/import.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <tuple>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "graph/canonical_export.hpp"
#include "graph/csv.hpp"

namespace trefoil::graph {

namespace {

/// Gives a text in small pieces.
store::ByteSource pieces(std::string text, std::size_t size = 7) {
    auto at = std::make_shared<std::size_t>(0);
    return [text = std::move(text), at, size](std::span<char> out) {
        const std::size_t n = text.copy(out.data(), std::min(out.size(), size), *at);
        *at += n;
        return n;
    };
}

/// Every node with labels and properties, every relationship with ends by name; sorted.
std::string content(store::Store& store) {
    std::string text = canonical_text(*store.snapshot());
    CHECK(store.check().empty());
    return text;
}

std::vector<std::vector<std::string>> records(const std::string& text, char delimiter = ',') {
    const auto source = pieces(text);
    CsvReader reader(source, delimiter);
    std::vector<std::vector<std::string>> out;
    for (std::vector<CsvField> fields; reader.next(fields);) {
        auto& record = out.emplace_back();
        for (const CsvField& field : fields) {
            record.push_back(field.text);
        }
        if (reader.problem() != nullptr) {
            record.emplace_back(reader.problem());
        }
    }
    return out;
}

constexpr const char* kJsonl =
    R"({"node":0,"id":null,"labels":["Person"],"properties":{"name":"Ada","born":1815,"tall":1.5}}
{"node":"x","labels":[],"properties":{"name":"Bob, \"B\"","since":{"$date":"1984-10-11"},"list":[1,"a"]}}
{"node":2}
{"from":0,"type":"KNOWS","to":"x","fact":null,"properties":{"how":"well"}}
{"from":0,"type":"KNOWS","to":"x","properties":{}}
{"from":2,"type":"is a","to":2}
)";

}  // namespace

TEST_CASE("CSV records keep quotes, delimiters and line ends inside fields") {
    using Records = std::vector<std::vector<std::string>>;
    CHECK(records("a,b\n1,\"2, \"\"two\"\"\"\r\n\n\"x\ny\",\n") ==
          Records{{"a", "b"}, {"1", "2, \"two\""}, {"x\ny", ""}});
    CHECK(records("\xEF\xBB\xBFone;two\n", ';') == Records{{"one", "two"}});
    CHECK(records("\"a\"b,c\nd\n") == Records{{"a", "text after a closing quote"}, {"d"}});
    CHECK(records("\"a\nb") == Records{{"a\nb\n", "a quote that is never closed"}});
}

TEST_CASE("triples come from CSV columns by name or by number") {
    const auto load = [](const std::string& text, std::vector<std::string> columns) {
        const auto store = store::open_store(":memory:");
        const auto triples =
            csv_triples(pieces(text), {.delimiter = ',', .columns = std::move(columns)});
        const auto report = store::load_triples(*store, *triples);
        CHECK(store->check().empty());
        return std::tuple(report.triples, report.bad, report.lines);
    };
    const std::string named =
        "n,relation,object,subject\n1,knows,Ada,\"Bob, jr\"\n2,knows,,Bob\n3\n";
    CHECK(load(named, {"subject", "relation", "object"}) == std::tuple(1, 2, 4));
    CHECK(load("Ada,knows,Bob\nBob,knows,Ada\n", {"1", "2", "3"}) == std::tuple(2, 0, 2));
    CHECK_THROWS_AS(load(named, {"subject", "verb", "object"}), InputError);
    CHECK_THROWS_AS(load(named, {"subject", "relation"}), UsageError);
}

TEST_CASE("a guard before what looks like a formula is taken away, and no other quote") {
    const auto store = store::open_store(":memory:");
    const auto triples =
        csv_triples(pieces("subject,relation,object\n'=1+1,is,'-5\n'quoted',is,'@home\n"));
    store::load_triples(*store, *triples);
    const auto reader = store->snapshot();
    const KeyId name = *reader->find_key("name");
    for (const char* expected : {"=1+1", "'-5", "'quoted'", "@home"}) {
        CAPTURE(expected);
        CHECK(reader->nodes_by_property(name, Value(expected)).size() == 1);
    }
}

TEST_CASE("JSON lines make nodes with labels and properties, and parallel relationships") {
    const auto store = store::open_store(":memory:");
    const ImportReport report = import_jsonl(*store, pieces(kJsonl));
    CHECK(report.nodes == 3);
    CHECK(report.relationships == 3);
    CHECK(report.bad == 0);
    const auto reader = store->snapshot();
    const NodeId ada = reader->nodes_by_property(*reader->find_key("name"), Value("Ada")).at(0);
    CHECK(reader->has_label(ada, *reader->find_label("Person")));
    CHECK(reader->node_property(ada, *reader->find_key("born")) == Value(1815));
    CHECK(reader->node_property(ada, *reader->find_key("tall")) == Value(1.5));
    CHECK(reader->degree(ada, store::Direction::Outgoing, reader->find_type("KNOWS")) == 2);
    CHECK(store->check().empty());
}

TEST_CASE("bad JSON lines are counted and named, the others are used") {
    const auto store = store::open_store(":memory:");
    const ImportReport report = import_jsonl(*store, pieces(R"({"node":1}
{"node":1}
nonsense
{"from":1,"type":"T","to":7}
{"from":1,"to":1}

{"node":2,"properties":3}
)"));
    CHECK(report.nodes == 1);
    CHECK(report.bad == 5);
    REQUIRE(report.bad_lines.size() == 5);
    CHECK(report.bad_lines[0].line == 2);
    CHECK(report.bad_lines[1].reason.find("JSON") != std::string::npos);
    CHECK(report.bad_lines[4].line == 7);
}

TEST_CASE("an import that is broken off leaves the store as it was") {
    const auto store = store::open_store(":memory:");
    int calls = 0;
    const std::string text = kJsonl;
    const store::ByteSource failing = [&](std::span<char> out) {
        if (calls++ > 2) {
            throw InputError("gone", "file");
        }
        return text.copy(out.data(), 60, static_cast<std::size_t>(calls - 1) * 60);
    };
    CHECK_THROWS_AS(import_jsonl(*store, failing), InputError);
    CHECK(store->snapshot()->node_count() == 0);
    calls = 0;
    CHECK_THROWS_AS(import_graphml(*store, failing), InputError);
    CHECK(store->snapshot()->node_count() == 0);
}

TEST_CASE("GraphML of our own comes in with labels, types and kinds of values") {
    const auto expected = store::open_store(":memory:");
    import_jsonl(*expected, pieces(kJsonl));
    const auto store = store::open_store(":memory:");
    const ImportReport report =
        import_graphml(*store, pieces(R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:trefoil="urn:trefoil">
  <key id="labels" for="node" attr.name="labels" attr.type="string"/>
  <key id="type" for="edge" attr.name="type" attr.type="string"/>
  <key id="p0" for="node" attr.name="name" attr.type="string"/>
  <key id="p1" for="node" attr.name="born" attr.type="long"/>
  <key id="p2" for="node" attr.name="tall" attr.type="double"/>
  <key id="p3" for="node" attr.name="since" attr.type="string" trefoil:values="date"/>
  <key id="p4" for="node" attr.name="list" attr.type="string" trefoil:values="json"/>
  <key id="p5" for="edge" attr.name="how" attr.type="string"/>
  <graph id="trefoil" edgedefault="directed">
    <node id="n0"><data key="labels">:Person</data><data key="p0">Ada</data><data key="p1">1815</data><data key="p2">1.5</data></node>
    <node id="n1"><data key="p0">Bob, &quot;B&quot;</data><data key="p3">1984-10-11</data><data key="p4">[1,"a"]</data></node>
    <node id="n2"/>
    <edge id="e0" source="n0" target="n1"><data key="type">KNOWS</data><data key="p5">well</data></edge>
    <edge id="e1" source="n0" target="n1"><data key="type">KNOWS</data></edge>
    <edge id="e2" source="n2" target="n2"><data key="type">is a</data></edge>
  </graph>
</graphml>)"));
    CHECK(report.bad == 0);
    CHECK(content(*store) == content(*expected));
}

TEST_CASE("GraphML of other programs comes in with names, and what is bad in it is counted") {
    const auto store = store::open_store(":memory:");
    const ImportReport report = import_graphml(*store, pieces(R"(<graphml>
<key id="d0" for="node" attr.name="weight" attr.type="int"/>
<graph edgedefault="undirected"><node id="a"><data key="d0">3</data></node><node id="b"/>
<node id="a"/><edge source="a" target="b"/><edge source="a" target="z"/>
<node id="c"><data key="d0">heavy</data></node></graph></graphml>)"));
    CHECK(report.nodes == 2);
    CHECK(report.relationships == 1);
    CHECK(report.bad == 3);
    const auto reader = store->snapshot();
    CHECK(reader->nodes_by_property(*reader->find_key("name"), Value("a")).size() == 1);
    CHECK(reader->find_type("related").has_value());
    CHECK_THROWS_AS(import_graphml(*store, pieces("<graphml><graph><node id='a'></graph>")),
                    InputError);
    CHECK_THROWS_AS(import_graphml(*store, pieces("no XML")), InputError);
    CHECK(store->snapshot()->node_count() == 2);
}

TEST_CASE("N-Triples and N-Quads of our own come in equal") {
    const auto expected = store::open_store(":memory:");
    import_jsonl(*expected, pieces(kJsonl));
    const std::string nodes =
        R"(<urn:trefoil:node:n0> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:trefoil:label:Person> .
<urn:trefoil:node:n0> <urn:trefoil:property:name> "Ada" .
<urn:trefoil:node:n0> <urn:trefoil:property:born> "1815"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:trefoil:node:n0> <urn:trefoil:property:tall> "1.5"^^<http://www.w3.org/2001/XMLSchema#double> .
<urn:trefoil:node:n1> <urn:trefoil:property:name> "Bob, \"B\"" .
<urn:trefoil:node:n1> <urn:trefoil:property:since> "1984-10-11"^^<http://www.w3.org/2001/XMLSchema#date> .
<urn:trefoil:node:n1> <urn:trefoil:property:list> "[1,\"a\"]"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON> .
# a comment

<urn:trefoil:node:n2> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:trefoil:Node> .
)";
    std::string triples = nodes;
    std::string quads = nodes;
    const char* ends[][3] = {{"n0", "KNOWS", "n1"}, {"n0", "KNOWS", "n1"}, {"n2", "is%20a", "n2"}};
    for (int i = 0; i < 3; ++i) {
        const std::string subject = "<urn:trefoil:node:" + std::string(ends[i][0]) + ">";
        const std::string type = "<urn:trefoil:type:" + std::string(ends[i][1]) + ">";
        const std::string object = "<urn:trefoil:node:" + std::string(ends[i][2]) + ">";
        const std::string name = "<urn:trefoil:relationship:r" + std::to_string(i) + ">";
        const std::string rdf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#";
        triples += subject + " " + type + " " + object + " .\n";
        triples += name + " " + rdf + "subject> " + subject + " .\n";
        triples += name + " " + rdf + "predicate> " + type + " .\n";
        triples += name + " " + rdf + "object> " + object + " .\n";
        quads += subject + " " + type + " " + object + " " + name + " .\n";
    }
    const std::string how = "<urn:trefoil:relationship:r0> <urn:trefoil:property:how> \"well\" .\n";
    for (const std::string& text : {triples + how, quads + how}) {
        const auto store = store::open_store(":memory:");
        const ImportReport report = import_rdf(*store, pieces(text, 1000));
        CHECK(report.bad == 0);
        CHECK(content(*store) == content(*expected));
    }
}

TEST_CASE("RDF of other programs comes in by the last parts of its IRIs; bad lines are counted") {
    const auto store = store::open_store(":memory:");
    const ImportReport report =
        import_rdf(*store, pieces(R"(<http://e.org/a> <http://e.org/v#knows> <http://e.org/b> .
<http://e.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e.org/v#Person> .
<http://e.org/a> <http://e.org/v#alias> "Al" .
<http://e.org/a> <http://e.org/v#alias> "Allie"@en .
_:x <http://e.org/v#knows> <http://e.org/a> .
this is no triple .
<http://e.org/a> <http://e.org/v#age> "old"^^<http://www.w3.org/2001/XMLSchema#integer> .
)",
                                  1000));
    CHECK(report.nodes == 3);
    CHECK(report.relationships == 2);
    CHECK(report.bad == 2);
    REQUIRE(report.bad_lines.size() == 2);
    CHECK(report.bad_lines[0].line == 6);
    const auto reader = store->snapshot();
    const auto people = *reader->find_label("Person");
    CHECK(reader->node_count(people) == 1);
    std::array<NodeId, 2> found;
    REQUIRE(reader->scan_nodes(people, {}, found) == 1);
    CHECK(reader->node_property(found[0], *reader->find_key("alias")) ==
          Value(List{"Al", "Allie"}));
    CHECK(reader->node_property(found[0], *reader->find_key("iri")) == Value("http://e.org/a"));
    CHECK(store->check().empty());
}

TEST_CASE("a Neo4j import folder comes in with labels, kinds and ends by id") {
    const auto store = store::open_store(":memory:");
    const ImportReport report =
        import_neo4j(*store,
                     pieces(":ID,:LABEL,name,born:long,since:date\n0,Person;Poet,Ada,1815,\n1,,"
                            "\"\",,1984-10-11\n2,,x,old,\n"),
                     pieces(":START_ID,:END_ID,:TYPE,how\n0,1,KNOWS,well\n0,7,KNOWS,\n"));
    CHECK(report.nodes == 2);
    CHECK(report.relationships == 1);
    CHECK(report.bad == 2);
    const auto reader = store->snapshot();
    const NodeId ada = reader->nodes_by_property(*reader->find_key("name"), Value("Ada")).at(0);
    CHECK(reader->node(ada)->labels.size() == 2);
    CHECK(reader->node_property(ada, *reader->find_key("born")) == Value(1815));
    CHECK(reader->nodes_by_property(*reader->find_key("name"), Value("")).size() == 1);
    CHECK_THROWS_AS(import_neo4j(*store, pieces(""), pieces("")), InputError);
}

namespace {

/// A canonical export with documents, merges and decisions.
std::string committed_export() {
    std::ifstream in(TREFOIL_TEST_DATA "/graph/v1.jsonl", std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a canonical export comes in as JSON lines and makes an equal store") {
    const std::string text = committed_export();
    REQUIRE(text.starts_with(kCanonicalStart));
    const auto store = store::open_store(":memory:");
    const auto report = import_jsonl(*store, pieces(text, 1000));
    CHECK(report.bad == 0);
    CHECK(content(*store) == text);
    CHECK_THROWS_WITH(import_jsonl(*store, pieces(text)), doctest::Contains("empty"));
    CHECK(content(*store) == text);
}

TEST_CASE(
    "a canonical export with any byte changed is refused, or makes a store that is in order") {
    const std::string text = committed_export();
    std::mt19937 random(7);
    int refused = 0;
    for (int i = 0; i < 500; ++i) {
        std::string damaged = text;
        for (int k = 0; k < 3; ++k) {
            const std::size_t at = random() % damaged.size();
            damaged[at] = "0917[]{},:\"\\ax\n-"[random() % 16];
        }
        const auto store = store::open_store(":memory:");
        try {
            import_jsonl(*store, pieces(damaged, 4096));
            CHECK_FALSE(content(*store).empty());
        } catch (const Error&) {
            ++refused;
            CHECK(store->snapshot()->node_count() == 0);
        }
    }
    CHECK(refused > 250);
}

}  // namespace trefoil::graph
