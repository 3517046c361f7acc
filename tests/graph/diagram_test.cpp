#include "graph/diagram.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "graph/dot.hpp"
#include "graph/formats.hpp"
#include "graph/ingest.hpp"
#include "graph/label_places.hpp"
#include "graph/page_layout.hpp"
#include "graph/relation_wording.hpp"
#include "graph/render.hpp"
#include "tests/graph/backends.hpp"
#include "tests/graph/made_up_news.hpp"

namespace trefoil::graph {

namespace {

void ingest(store::Store& store, const test::NewsBuilder& news) {
    Ingest sink(store, "test");
    sink.accept(news.document(), news.analysis());
}

GraphView everything(const store::Store& store) {
    ViewFilter filter;
    filter.all = true;
    return GraphView(store.snapshot(), filter);
}

std::vector<std::string> names(const Diagram& diagram) {
    std::vector<std::string> result;
    for (const auto& node : diagram.nodes) {
        result.push_back(node.name);
    }
    std::ranges::sort(result);
    return result;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// A store of one fact between two names of the user's choice, as hostile as may be.
std::unique_ptr<store::Store> store_of(std::string_view from, std::string_view type,
                                       std::string_view to) {
    auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    const auto name = transaction->intern_key("name");
    const auto a = transaction->create_node({}, {{name, Value(from)}});
    const auto b = transaction->create_node({}, {{name, Value(to)}});
    transaction->create_edge(a, transaction->intern_type(type), b, {});
    transaction->commit();
    return store;
}

}  // namespace

TEST_CASE("a diagram shows names with what they do, or names alone, or everything") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news());
    const auto diagram = make_diagram(everything(*store), {});
    CHECK(names(diagram) == std::vector<std::string>{"5 million euros", "Ada Byrne", "Corvale",
                                                     "Lower Marsh", "the new bridge"});
    CHECK(diagram.relationships_left_out == 0);
    DiagramOptions none;
    none.concepts = ConceptNodes::None;
    const auto bare = make_diagram(everything(*store), none);
    CHECK(names(bare) == std::vector<std::string>{"Ada Byrne", "Corvale", "Lower Marsh"});
    CHECK(bare.relationships_left_out == 2);
    CHECK(contains(to_dot(bare), "2 more facts are not drawn"));
}

TEST_CASE(
    "of what a name among others does a diagram shows the best, each relation and thing once") {
    const auto store = store::open_store(":memory:");
    test::NewsBuilder news("deeds.txt");
    const auto ada = news.cluster(EntityType::Person, "Ada Byrne");
    const auto tom = news.cluster(EntityType::Person, "Tom Orlo");
    news.sentence(
        "Ada Byrne met Tom Orlo, bought a boat, a car, sold a hat, a boat, had an aunt, said "
        "yes, was praised by a guest, painted a wall, and cut a tree.");
    const auto tell = [&](const char* text, const char* type, const char* thing,
                          EntityType of = EntityType::Concept) {
        const auto cluster = news.cluster(of, thing);
        news.triple(news.phrase("Ada Byrne", ada), text, type, news.phrase(thing, cluster));
    };
    news.triple(news.phrase("Ada Byrne", ada), "met", "meet", news.phrase("Tom Orlo", tom));
    tell("bought", "buy", "a boat");
    tell("bought", "buy", "a car");  // a second thing bought
    tell("sold", "sell", "a boat");  // the same thing
    tell("had", "have", "an aunt");  // no deed
    tell("said", "say", "yes", EntityType::Statement);
    tell("painted", "paint", "a wall");
    tell("cut", "cut", "a tree");
    const auto guest = news.cluster(EntityType::Concept, "a guest");
    news.triple(news.phrase("a guest", guest), "praised", "praise", news.phrase("Ada Byrne", ada));
    ingest(*store, news);
    const auto diagram = make_diagram(everything(*store), {});
    CHECK(names(diagram) ==
          std::vector<std::string>{"Ada Byrne", "Tom Orlo", "a boat", "a tree", "a wall"});
    CHECK(diagram.relationships_left_out == 5);
}

TEST_CASE("a name that is joined to no name keeps a few Concepts") {
    const auto store = store::open_store(":memory:");
    test::NewsBuilder news("loner.txt");
    const auto ada = news.cluster(EntityType::Person, "Ada Byrne");
    news.sentence("Ada Byrne bought a boat, a car, a house and a hat.");
    for (const auto* thing : {"a boat", "a car", "a house", "a hat"}) {
        const auto cluster = news.cluster(EntityType::Concept, thing);
        news.triple(news.phrase("Ada Byrne", ada), "bought", "buy", news.phrase(thing, cluster));
    }
    ingest(*store, news);
    CHECK(make_diagram(everything(*store), {}).nodes.size() == 3);
    DiagramOptions none;
    none.concepts = ConceptNodes::None;
    CHECK(make_diagram(everything(*store), none).nodes.empty());
    DiagramOptions around;
    around.around = "Ada Byrne";
    CHECK(make_diagram(everything(*store), around).nodes.size() == 5);
}

TEST_CASE("parallel facts are one arrow with a label each") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news());
    ingest(*store, test::visit_news());
    const auto diagram = make_diagram(everything(*store), {});
    REQUIRE(diagram.edges.size() == 4);
    const auto to_marsh = std::ranges::find_if(
        diagram.edges, [](const auto& edge) { return edge.labels.size() == 2; });
    REQUIRE(to_marsh != diagram.edges.end());
    CHECK(to_marsh->labels == std::vector<std::string>{"visits", "visit (planned)"});
    CHECK(to_marsh->relation == "visit");
    CHECK(contains(to_marsh->tooltip, "Byrne visited Lower Marsh. ("));
    CHECK(contains(to_marsh->tooltip, ") | "));  // and the sentence of the other
}

TEST_CASE("around a name there is what lies within the hops") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news());
    DiagramOptions options;
    options.around = "lower marsh";
    options.concepts = ConceptNodes::None;
    CHECK(names(make_diagram(everything(*store), options)) ==
          std::vector<std::string>{"Ada Byrne", "Lower Marsh"});
    options.hops = 2;
    CHECK(names(make_diagram(everything(*store), options)) ==
          std::vector<std::string>{"Ada Byrne", "Corvale", "Lower Marsh"});
    options.around = "Nobody";
    CHECK_THROWS_WITH_AS(make_diagram(everything(*store), options), doctest::Contains("Nobody"),
                         Error);
}

TEST_CASE("a large graph is cut by weight and the picture says so") {
    const auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    const auto key = transaction->intern_key("name");
    const auto type = transaction->intern_type("SEES");
    const auto hub = transaction->create_node({}, {{key, Value("hub")}});
    for (int i = 0; i < 30; ++i) {
        transaction->create_edge(
            hub, type, transaction->create_node({}, {{key, Value("leaf " + std::to_string(i))}}),
            {});
    }
    transaction->commit();
    DiagramOptions options;
    options.max_nodes = 10;
    const auto diagram = make_diagram(GraphView(store->snapshot()), options);
    CHECK(diagram.nodes.size() == 10);
    CHECK(diagram.nodes.front().name == "hub");
    CHECK(diagram.nodes_left_out == 21);
    CHECK(contains(to_dot(diagram), "21 nodes of less weight are left out"));
}

TEST_CASE("hostile names draw as they are written") {
    const std::string hostile = "a\"b\\N<b>&amp;\n\x01 'x' \xE2\x98\x83 ]; n9 -> n8 [";
    const auto store = store_of(hostile, "is \"it\"\\l<i>", "-->");
    const auto diagram = make_diagram(GraphView(store->snapshot()), {});
    const auto svg = render(diagram, PictureFormat::Svg);
    CHECK(contains(svg, "a&quot;b\\N&lt;b&gt;&amp;amp;"));
    CHECK(contains(svg, "is &quot;it&quot;\\l&lt;i&gt;"));
    CHECK(contains(svg, "\xE2\x98\x83"));
    CHECK_FALSE(contains(svg, "<title>n9"));
    CHECK(std::ranges::none_of(
        svg, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }));
}

TEST_CASE("long names are wrapped and shortened") {
    std::string longest;
    for (int i = 0; i < 40; ++i) {
        longest += "word ";
    }
    const auto store = store_of(longest, "SEES", "b");
    const auto dot = to_dot(make_diagram(GraphView(store->snapshot()), {}));
    CHECK(contains(dot, "label=\"word word word word word\\nword"));
    CHECK(contains(dot, "word\xE2\x80\xA6"));  // behind a word
    const auto unbroken = store_of(std::string(100, 'x'), "SEES", "b");
    CHECK(contains(to_dot(make_diagram(GraphView(unbroken->snapshot()), {})), "x\xE2\x80\xA6"));
}

TEST_CASE("the same graph gives the same bytes in every format") {
    const auto one = store::open_store(":memory:");
    ingest(*one, test::bridge_news());
    ingest(*one, test::tunnel_news());
    ingest(*one, test::visit_news());
    const auto other = store::open_store(":memory:");
    ingest(*other, test::visit_news());
    ingest(*other, test::tunnel_news());
    ingest(*other, test::bridge_news());
    DiagramOptions options;
    options.concepts = ConceptNodes::All;
    const auto diagram = make_diagram(everything(*one), options);
    CHECK(to_dot(diagram) == to_dot(make_diagram(everything(*other), options)));
    for (const auto format : {PictureFormat::Svg, PictureFormat::Png}) {
        const auto picture = render(diagram, format);
        CHECK(picture == render(make_diagram(everything(*other), options), format));
        CHECK(picture.size() > 1000);
    }
}

TEST_CASE("many unconnected parts stand side by side") {
    const auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    const auto key = transaction->intern_key("name");
    const auto type = transaction->intern_type("SEES");
    for (int i = 0; i < 20; ++i) {
        const auto a = transaction->create_node({}, {{key, Value("from " + std::to_string(i))}});
        const auto b = transaction->create_node({}, {{key, Value("to " + std::to_string(i))}});
        transaction->create_edge(a, type, b, {});
    }
    transaction->commit();
    const auto diagram = make_diagram(GraphView(store->snapshot()), {});
    const auto svg = render(diagram, PictureFormat::Svg);
    const auto size = svg.find("viewBox=\"0.00 0.00 ");
    REQUIRE(size != std::string::npos);
    double width = 0;
    double height = 0;
    REQUIRE(std::sscanf(svg.c_str() + size, "viewBox=\"0.00 0.00 %lf %lf", &width, &height) == 2);
    CHECK(height < 900);  // one column would take about 1200
    CHECK(width > height);
    CHECK(width < 2 * height);
}

TEST_CASE("frequent relations have colours and the legend names them") {
    const auto store = store::open_store(":memory:");
    auto transaction = store->begin();
    const auto key = transaction->intern_key("name");
    const auto node = [&](int i) {
        return transaction->create_node({}, {{key, Value("name " + std::to_string(i))}});
    };
    for (int i = 0; i < 3; ++i) {
        transaction->create_edge(node(i), transaction->intern_type("SEES"), node(i + 10), {});
    }
    transaction->create_edge(node(20), transaction->intern_type("HEARS"), node(21), {});
    transaction->commit();
    const auto diagram = make_diagram(GraphView(store->snapshot()), {});
    const RelationColours colours(diagram);
    CHECK(colours.relations() == std::vector<std::string>{"SEES"});
    CHECK(colours.of("SEES") == "#0072B2");
    CHECK(colours.of("HEARS") == "#666666");
    const auto legend = legend_table(diagram);
    CHECK(contains(legend, ">SEES<"));
    CHECK_FALSE(contains(legend, "HEARS"));
    CHECK(contains(to_dot(diagram), "color=\"#0072B2\""));
}

TEST_CASE("arrows say the sentence and lead to its source where that is a web address") {
    const auto store = store::open_store(":memory:");
    test::NewsBuilder news("https://news.example/a?b=1&c=\"2\"");
    const auto ada = news.cluster(EntityType::Person, "Ada Byrne");
    const auto marsh = news.cluster(EntityType::Place, "Lower Marsh");
    news.sentence("Ada Byrne visited Lower Marsh.");
    news.triple(news.phrase("Ada Byrne", ada), "visited", "visit",
                news.phrase("Lower Marsh", marsh));
    ingest(*store, news);
    const auto svg = render(make_diagram(everything(*store), {}), PictureFormat::Svg);
    CHECK(contains(svg, "xlink:href=\"https://news.example/a?b=1&amp;c=%222%22\""));
    CHECK(contains(svg, "xlink:title=\"Ada Byrne visited Lower Marsh. (https"));
    CHECK(contains(svg, ">visits</text>"));
}

TEST_CASE("relations are worded as they are spoken") {
    FactRow row;
    row.fact = true;
    const auto wording = [&row](const char* type, const char* phrase) {
        row.type = type;
        row.phrase = phrase;
        return relation_wording(row);
    };
    CHECK(wording("talk_with", "talked with") == "talks with");
    CHECK(wording("deny", "has denied") == "denies");
    CHECK(wording("tell", "told") == "tells");
    CHECK(wording("be_in", "in") == "is in");
    CHECK(wording("chairman_of", "is the chairman of") == "chairman of");
    CHECK(wording("know_as", "known as") == "knows as");
    CHECK(wording("widen", "continues to widen") == "widens");
    row.polarity = Polarity::Negative;
    CHECK(wording("sign", "did not sign") == "does not sign");
    CHECK(wording("sign", "has not signed") == "does not sign");
    CHECK(wording("be", "is not") == "is not");
    row.polarity = Polarity::Positive;
    row.modality = Modality::Planned;
    CHECK(wording("visit", "plans visiting") == "visit (planned)");
    row.modality = Modality::Actual;
    row.subject_label = "Concept";
    row.subject = "many troops in the east";
    CHECK(wording("move_to", "moved to") == "move to");
    CHECK(wording("be_in", "in") == "are in");
    row.fact = false;
    CHECK(wording("WORKS_AT", "") == "WORKS_AT");
}

TEST_CASE("boxes are set on a page of the wanted shape without touching") {
    std::vector<Size> boxes;
    for (int i = 0; i < 40; ++i) {
        boxes.push_back({60.0 + i % 7 * 25, 30.0 + i % 5 * 18});
    }
    const auto page = arrange(boxes);
    REQUIRE(page.places.size() == boxes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        CHECK(page.places[i].x + boxes[i].width <= page.page.width + 0.01);
        CHECK(page.places[i].y + boxes[i].height <= page.page.height + 0.01);
        for (std::size_t j = 0; j < i; ++j) {
            const bool apart = page.places[i].x >= page.places[j].x + boxes[j].width ||
                               page.places[j].x >= page.places[i].x + boxes[i].width ||
                               page.places[i].y >= page.places[j].y + boxes[j].height ||
                               page.places[j].y >= page.places[i].y + boxes[i].height;
            CHECK(apart);
        }
    }
    CHECK(page.page.width > page.page.height);
    CHECK(page.page.width < 2 * page.page.height);
    CHECK(arrange({}).places.empty());
}

TEST_CASE("labels stand on their lines and keep off names and each other") {
    // Two lines side by side, a name on the middle of the first.
    const auto line = [](double y) {
        LabelledLine made{{}, {20, 10}, {50, y}};
        for (int x = 0; x <= 100; ++x) {
            made.points.push_back({static_cast<double>(x), y});
        }
        return made;
    };
    const auto places = label_places({{{50, 0}, {20, 10}}}, {line(0), line(6)});
    REQUIRE(places.size() == 2);
    CHECK(places[0].y == 0);
    CHECK(places[1].y == 6);
    CHECK(std::abs(places[0].x - 50) >= 20);
    CHECK(std::abs(places[0].x - places[1].x) >= 20);
}

TEST_CASE("pictures are what their format says, and bad DOT is an error") {
    const auto store = store_of("a", "SEES", "b");
    const auto diagram = make_diagram(GraphView(store->snapshot()), {});
    CHECK(contains(render(diagram, PictureFormat::Svg), "</svg>"));
    CHECK(render(diagram, PictureFormat::Png).starts_with("\x89PNG"));
    CHECK(render(diagram, PictureFormat::Pdf).starts_with("%PDF"));
    CHECK(contains(render(Diagram{}, PictureFormat::Svg), "</svg>"));
    CHECK_THROWS_AS(layout("digraph {", 2), Error);
    CHECK_FALSE(picture_format_from("gif").has_value());
}

TEST_CASE("a part of more than 150 nodes is laid out by sfdp") {
    Diagram diagram;
    for (std::size_t i = 0; i < 160; ++i) {
        diagram.nodes.push_back({"n" + std::to_string(i), "", "", false});
        if (i > 0) {
            diagram.edges.push_back(
                {i / 3, i, {"SEES"}, Polarity::Positive, Modality::Actual, 1, "SEES", "", ""});
        }
    }
    const auto svg = render(diagram, PictureFormat::Svg);
    CHECK(contains(svg, ">n159</text>"));
    CHECK(svg == render(diagram, PictureFormat::Svg));
}

TEST_CASE("facts, cards and paths are JSON on one line") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::visit_news());
    const auto view = everything(*store);
    const auto shown = show_entity(view, "Byrne");
    REQUIRE(shown.cards.size() == 1);
    const auto card = nlohmann::json::parse(entity_json(shown.cards.front()));
    CHECK(card.at("name") == "Ada Byrne");
    CHECK(card.at("facts").at(0).at("sentence") == "Byrne visited Lower Marsh.");
    const auto path = find_path(view, "Byrne", "Marsh");
    REQUIRE(path.paths.size() == 1);
    const auto json = nlohmann::json::parse(path_json(path.paths.front()));
    CHECK(json.at("length") == 1);
    CHECK(json.at("hops").at(0).at("forward") == true);
    CHECK_FALSE(contains(path_json(path.paths.front()), "\n"));
}

}  // namespace trefoil::graph
