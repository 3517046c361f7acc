#include "graph/exchange.hpp"

#include <algorithm>
#include <limits>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/temporal.hpp"
#include "graph/ingest.hpp"
#include "tests/graph/backends.hpp"
#include "tests/graph/made_up_news.hpp"

namespace trefoil::graph {

namespace {

using Writer = void (*)(const Listing&, const Write&);

void ingest(store::Store& store, const test::NewsBuilder& news) {
    Ingest sink(store, "test");
    sink.accept(news.document(), news.analysis());
}

GraphView everything(const store::Store& store) {
    ViewFilter filter;
    filter.all = true;
    return GraphView(store.snapshot(), filter);
}

std::string written(Writer writer, const Listing& listing) {
    std::string text;
    writer(listing, [&text](std::string_view piece) { text += piece; });
    return text;
}

std::string written(Writer writer, const store::Store& store) {
    const auto view = everything(store);
    return written(writer, Listing(view));
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Two users' nodes with every kind of property and hostile names, and two parallel relationships.
std::unique_ptr<store::Store> hostile_store() {
    auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    const auto key = [&](std::string_view name) { return transaction->intern_key(name); };
    const auto date = *parse_date("1984-10-11");
    Properties properties = {{key("name"), Value("a<b>&\"c\"\n'd', `e` \x01 東京")},
                             {key("born"), Value(date)},
                             {key("list"), Value(List{1, "x"})},
                             {key("nan"), Value(std::numeric_limits<double>::quiet_NaN())},
                             {key("ok"), Value(true)},
                             {key("length"), Value(1.5)}};
    std::ranges::sort(properties, {}, &Properties::value_type::first);
    const auto label = transaction->intern_label("A:b;c");
    const auto a = transaction->create_node({&label, 1}, properties);
    const auto b = transaction->create_node({}, {});
    const auto type = transaction->intern_type("R&D `x`");
    transaction->create_edge(a, type, b, {});
    transaction->create_edge(a, type, b, {{key("ok"), Value(7)}});
    transaction->commit();
    return store;
}

}  // namespace

TEST_CASE("the order of ingest does not show in any export") {
    const auto one = store::open_store(":memory:");
    ingest(*one, test::visit_news());
    ingest(*one, test::bridge_news());
    const auto other = store::open_store(":memory:");
    ingest(*other, test::bridge_news());
    ingest(*other, test::visit_news());
    for (const auto& format : exchange_formats()) {
        CAPTURE(format.name);
        const auto text = written(format.write, *one);
        CHECK(text == written(format.write, *other));
        CHECK(text.size() > 500);
        CHECK(contains(text, "Ada Byrne"));
    }
}

TEST_CASE("a fact carries its sentences and their source into an export") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::visit_news());
    for (const Writer writer :
         {write_jsonl, write_graphml, write_ntriples, write_nquads, write_cypher, write_gexf,
          write_cytoscape, write_neo4j_relationships}) {
        CHECK(contains(written(writer, *store), "Byrne visited Lower Marsh. ["));
    }
}

TEST_CASE("an edge list of tabs has twelve columns a fact") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::visit_news());
    const auto tsv = written(write_tsv, *store);
    CHECK(tsv.starts_with("Ada Byrne\tvisit\tLower Marsh\tpositive\tactual\t\t\t0.8\t1\t"));
    CHECK(tsv.ends_with("\tvisited\tByrne visited Lower Marsh.\n"));
    CHECK(std::ranges::count(tsv, '\t') == 11);
}

TEST_CASE("GraphML declares each property with its kind and escapes names") {
    const auto xml = written(write_graphml, *hostile_store());
    CHECK(contains(xml, "attr.name=\"born\" attr.type=\"string\" trefoil:values=\"date\"/>"));
    CHECK(contains(xml, "attr.name=\"length\" attr.type=\"double\"/>"));
    CHECK(contains(xml, "attr.name=\"name\" attr.type=\"string\" trefoil:values=\"json\"/>"));
    CHECK(contains(xml, ">NaN</data>"));
    CHECK(contains(xml, "\\u0001"));
    CHECK(contains(xml, "<data key=\"labels\">:A\\:b;c</data>"));
    CHECK(contains(xml, "<data key=\"type\">R&amp;D `x`</data>"));
    CHECK(contains(xml, "<edge id=\"e1\" source=\"n0\" target=\"n1\">"));
    CHECK_FALSE(contains(xml, "\x01"));
}

TEST_CASE("JSON lines name nodes by number and tag what JSON cannot say") {
    const auto text = written(write_jsonl, *hostile_store());
    const auto first = nlohmann::json::parse(text.substr(0, text.find('\n')));
    CHECK(first.at("labels") == nlohmann::json::array({"A:b;c"}));
    CHECK(first.at("properties").at("born") == nlohmann::json{{"$date", "1984-10-11"}});
    CHECK(first.at("properties").at("nan") == nlohmann::json{{"$float", "NaN"}});
    CHECK(std::ranges::count(text, '\n') == 4);
    CHECK(text.ends_with(
        "{\"from\":0,\"type\":\"R&D `x`\",\"to\":1,\"fact\":null,\"properties\":{\"ok\":7}}\n"));
}

TEST_CASE("RDF keeps parallel relationships, and nodes of which nothing is known") {
    const auto store = hostile_store();
    const auto triples = written(write_ntriples, *store);
    CHECK(contains(triples,
                   "<urn:trefoil:node:n0> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
                   "<urn:trefoil:label:A%3Ab%3Bc> .\n"));
    CHECK(contains(triples,
                   "<urn:trefoil:node:n1> "
                   "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:trefoil:Node> "
                   ".\n"));
    CHECK(contains(triples, "\"1984-10-11\"^^<http://www.w3.org/2001/XMLSchema#date>"));
    CHECK(
        contains(triples, "\"[1,\\\"x\\\"]\"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>"));
    const auto quads = written(write_nquads, *store);
    CHECK(contains(quads,
                   "<urn:trefoil:node:n0> <urn:trefoil:type:R%26D%20%60x%60> "
                   "<urn:trefoil:node:n1> <urn:trefoil:relationship:r1> .\n"));
    CHECK(contains(quads,
                   "<urn:trefoil:relationship:r1> <urn:trefoil:property:ok> "
                   "\"7\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"));
}

TEST_CASE("a Cypher script quotes every name and every text") {
    const auto script = written(write_cypher, *hostile_store());
    CHECK(contains(script, "`name`: 'a<b>&\"c\"\\n\\'d\\', `e` \\u0001 東京'"));
    CHECK(contains(script, "`born`: date('1984-10-11')"));
    CHECK(contains(script, "`nan`: (0.0 / 0.0)"));
    CHECK(contains(script, "CREATE (a)-[:`R&D ``x```{`ok`: 7}]->(b)") == false);
    CHECK(contains(script, "CREATE (a)-[:`R&D ``x``` {`ok`: 7}]->(b);\n"));
    CHECK(std::ranges::count(script, '\n') == 7);
}

TEST_CASE("Neo4j's tables have typed columns and tell an empty text from none") {
    const auto store = hostile_store();
    CHECK(written(write_neo4j_relationships, *store) ==
          ":START_ID,:END_ID,:TYPE,ok:long\n0,1,R&D `x`,\n0,1,R&D `x`,7\n");
    const auto nodes = written(write_neo4j_nodes, *store);
    CHECK(nodes.starts_with(
        ":ID,:LABEL,born:date,length:double,list:json,name,nan:double,ok:boolean\n"
        "0,A:b\\;c,1984-10-11,1.5,\"[1,\"\"x\"\"]\",\"a<b>&\"\"c\"\"\n'd', `e` "));
    CHECK(nodes.ends_with("\n1,,,,,,,\n"));
    CHECK(csv_field("", false) == "\"\"");
}

TEST_CASE("formulas lose their power in an edge list for spreadsheets") {
    CHECK(csv_field("=1+1", true) == "'=1+1");
    CHECK(csv_field("@SUM(A1)", true) == "'@SUM(A1)");
    CHECK(csv_field("-5", true) == "-5");
    CHECK(csv_field("-5 degrees", true) == "'-5 degrees");
    CHECK(csv_field("+\"a\"", true) == "\"'+\"\"a\"\"\"");
}

TEST_CASE("a listing of chosen relationships brings their ends and nothing else") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::visit_news());
    ingest(*store, test::bridge_news());
    const auto view = everything(*store);
    std::vector<EdgeId> edges;
    Listing(view).for_each_edge([&](const ListedEdge& edge) { edges.push_back(edge.id); });
    REQUIRE(edges.size() > 1);
    const Listing one(view, {}, {edges.front(), edges.front()});
    CHECK(one.node_count() == 2);
    CHECK(std::ranges::count(written(write_tsv, one), '\n') == 1);
    const auto near = written(write_tsv, listing_around(view, "Ada Byrne", 1));
    CHECK(contains(near, "Ada Byrne\tvisit\tLower Marsh"));
}

}  // namespace trefoil::graph
