#include "graph/ingest.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <set>

#include <doctest/doctest.h>

#include "graph/canonical_export.hpp"
#include "graph/graph_transaction.hpp"
#include "graph/names.hpp"
#include "tests/graph/backends.hpp"
#include "tests/graph/made_up_news.hpp"

namespace trefoil::graph {

namespace {

using test::NewsBuilder;

void ingest(store::Store& store, const NewsBuilder& news) {
    Ingest sink(store, "test");
    sink.accept(news.document(), news.analysis());
}

GraphView everything(const store::Store& store) {
    ViewFilter filter;
    filter.all = true;
    return GraphView(store.snapshot(), filter);
}

std::string text_of(const store::Store& store) {
    return canonical_text(*store.snapshot());
}

/// The visible relationships as "subject -[type]-> object", sorted.
std::vector<std::string> facts(const GraphView& view) {
    std::vector<std::string> result;
    std::vector<EdgeId> ids(1000);
    ids.resize(view.scan_edges(std::nullopt, ids));
    for (const auto id : ids) {
        const auto edge = *view.edge(id);
        result.push_back(display_name(view, edge.start) + " -[" +
                         std::string(view.name_of(edge.type)) + "]-> " +
                         display_name(view, edge.end));
    }
    std::ranges::sort(result);
    return result;
}

EdgeId the_fact(const GraphView& view, std::string_view type) {
    std::vector<EdgeId> ids(1000);
    ids.resize(view.scan_edges(std::nullopt, ids));
    std::erase_if(ids, [&](EdgeId id) { return view.name_of(view.edge(id)->type) != type; });
    REQUIRE(ids.size() == 1);
    return ids.front();
}

Value property(const GraphView& view, EdgeId id, std::string_view key) {
    return view.property(id, view.find_key(key).value());
}

NodeId the_node(const GraphView& view, std::string_view name) {
    const auto found = find_by_name(view, name);
    REQUIRE(found.nodes.size() == 1);
    return found.nodes.front();
}

}  // namespace

TEST_CASE("a document becomes nodes and facts") {
    test::for_each_backend([](store::Store& store) {
        Ingest sink(store, "test");
        const auto news = test::bridge_news();
        sink.accept(news.document(), news.analysis());
        const std::vector<std::string> expected = {
            "Ada Byrne -[open]-> the new bridge", "Ada Byrne -[open_in]-> Corvale",
            "Ada Byrne -[visit]-> Lower Marsh", "Corvale -[pay]-> 5 million euros"};
        CHECK(facts(everything(store)) == expected);
        CHECK(sink.report().documents == 1);
        CHECK(sink.report().triples == 4);
        CHECK(sink.report().derived == 1);
        CHECK(sink.report().new_facts == 4);
        CHECK(sink.report().skipped == 1);  // "It" names nothing
        CHECK(sink.report().sentences == 4);
        CHECK(sink.report().coverage() == 1.0);
        CHECK(store.check().empty());
    });
}

TEST_CASE("a fact carries what its assertions say") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news());
    const auto view = everything(*store);
    const auto open = the_fact(view, "open");
    CHECK(property(view, open, "phrase") == Value("opened"));
    CHECK(property(view, open, "confidence") == Value(0.8));
    CHECK(property(view, open, "sources") == Value(1));
    CHECK(property(view, open, "place") == Value("Corvale"));
    CHECK(property(view, open, "arguments") == Value(List{Value("in Corvale")}));
    CHECK(property(view, open, "modality") == Value("actual"));
    CHECK_FALSE(view.edge(open)->flags.derived);

    const auto derived = the_fact(view, "open_in");
    CHECK(view.edge(derived)->flags.derived);
    CHECK(property(view, derived, "phrase") == Value("opened the new bridge in"));

    const auto visit = the_fact(view, "visit");
    CHECK(view.edge(visit)->flags.modality == Modality::Planned);
    CHECK(view.edge(visit)->flags.attributed);
    CHECK(property(view, visit, "attribution") == Value("an official"));
    CHECK(property(view, visit, "time") == Value("2020-05-04"));
}

TEST_CASE("an assertion without an object leads to its first argument, or to what is said") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::tunnel_news());
    const auto seen = facts(everything(*store));
    CHECK(std::ranges::count(seen, "Ada Byrne -[talk_with]-> Corvale officials") == 1);
    CHECK(std::ranges::count(seen, "Ada Byrne -[resign]-> resigned on Monday") == 1);
}

TEST_CASE("a planned or negative fact is hidden unless all facts are asked for") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news());
    ingest(*store, test::tunnel_news());
    const GraphView usual(store->snapshot());
    const auto seen = facts(usual);
    CHECK(std::ranges::count(seen, "Ada Byrne -[visit]-> Lower Marsh") == 0);
    CHECK(std::ranges::count(seen, "Ada Byrne -[approve]-> a tunnel") == 0);
    CHECK(facts(everything(*store)).size() == seen.size() + 2);
    CHECK(usual.edge_count() == seen.size());
}

TEST_CASE("a view is narrowed by confidence, sources, attribution and time") {
    const auto store = store::open_store(":memory:");
    for (const auto& news : {test::bridge_news(), test::tunnel_news(), test::visit_news()}) {
        ingest(*store, news);
    }
    const auto count = [&store](const std::function<void(ViewFilter&)>& narrow) {
        ViewFilter filter;
        filter.all = true;
        narrow(filter);
        const GraphView view(store->snapshot(), filter);
        CHECK(view.edge_count() == facts(view).size());
        return view.edge_count();
    };
    const auto all = count([](ViewFilter&) {});
    CHECK(count([](ViewFilter& f) { f.min_sources = 2; }) == 1);       // open_in
    CHECK(count([](ViewFilter& f) { f.min_confidence = 0.9; }) == 1);  // the same: two documents
    CHECK(count([](ViewFilter& f) { f.attributed = false; }) == all - 1);  // the planned visit
    CHECK(count([](ViewFilter& f) { f.since = "2020-05-05"; }) == all - 1);
    CHECK(count([](ViewFilter& f) { f.until = "2020-05"; }) == all);
}

TEST_CASE("a view knows the order of dates before our era") {
    const auto store = store::open_store(":memory:");
    test::NewsBuilder news("coin.txt");
    const auto ada = news.cluster(EntityType::Person, "Ada Byrne");
    const auto corvale = news.cluster(EntityType::Place, "Corvale");
    news.sentence("Ada Byrne visited Corvale on 15 March 44 BC.");
    news.triple(news.phrase("Ada Byrne", ada), "visited", "visit", news.phrase("Corvale", corvale))
        .time = "-0044-03-15";
    ingest(*store, news);
    const auto count = [&store](std::string since, std::string until) {
        ViewFilter filter;
        filter.all = true;
        filter.since = std::move(since);
        filter.until = std::move(until);
        return GraphView(store->snapshot(), filter).edge_count();
    };
    const auto all = count("", "");
    REQUIRE(all > 0);
    CHECK(count("-0776", "") == all);
    CHECK(count("-0044-03-15", "-0044-03") == all);
    CHECK(count("", "0014") == all);
    CHECK(count("-0043", "") == 0);
    CHECK(count("", "-0045") == 0);
    CHECK(count("0001", "") == 0);
}

TEST_CASE("names are folded, the fullest frequent one is shown, and the others find the node") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news());
    ingest(*store, test::tunnel_news());
    const auto view = everything(*store);
    const auto ada = the_node(view, "Ada Byrne");
    CHECK(the_node(view, "mrs. byrne") == ada);
    CHECK(the_node(view, "Ada") == ada);
    CHECK(display_name(view, ada) == "Ada Byrne");
    CHECK(view.property(ada, *view.find_key("aliases")) ==
          Value(List{Value("Ada"), Value("Byrne"), Value("Mrs Byrne")}));
    CHECK(display_label(view, ada) == "Person");
    CHECK(the_node(view, "Corvale") == the_node(view, "CORVALE"));
}

TEST_CASE("no node is named by a pronoun, and a value is a node of its document") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news());
    const auto view = everything(*store);
    CHECK(find_by_name(view, "It").nodes.empty());
    const auto sum = the_node(view, "5 million euros");
    CHECK(display_label(view, sum) == "Money");
    CHECK(view.property(sum, *view.find_key("value")) == Value("EUR 5000000"));
    CHECK(is_local_node(view, sum));
}

TEST_CASE("sums and quantities can be compared, on facts and on the nodes they end in") {
    const auto store = store::open_store(":memory:");
    NewsBuilder news("sale.txt");
    const auto mine = news.cluster(EntityType::Organization, "Vestra Mining");
    const auto works = news.cluster(EntityType::Organization, "Lubin Works");
    news.sentence("Lubin Works bought Vestra Mining for about $5 million.");
    auto& buy = news.triple(news.phrase("Lubin Works", works), "bought", "buy",
                            news.phrase("Vestra Mining", mine));
    auto price = news.value("$5 million", EntityType::Money, "USD 5000000");
    price.text = "for about $5 million";
    price.span.begin -= 10;
    price.type = EntityType::Concept;
    buy.arguments.push_back({price, Role::Other, "for"});
    news.sentence("Vestra Mining shipped 300 tonnes of copper.");
    auto copper = news.value("300 tonnes", EntityType::Quantity, "300 t");
    copper.text += " of copper";
    copper.span.end += 10;
    news.triple(news.phrase("Vestra Mining", mine), "shipped", "ship", copper);
    news.sentence("Lubin Works sold a house of 3 million dollars.");
    const auto house = news.cluster(EntityType::Concept, "a house of 3 million dollars");
    auto object = news.phrase("a house of 3 million dollars", house);
    news.value("3 million dollars", EntityType::Money, "USD 3000000");
    news.triple(news.phrase("Lubin Works", works), "sold", "sell", object);
    ingest(*store, news);
    const auto view = everything(*store);
    CHECK(property(view, the_fact(view, "buy"), "amount") == Value(5e6));
    CHECK(property(view, the_fact(view, "buy"), "unit") == Value("USD"));
    CHECK(property(view, the_fact(view, "ship"), "amount") == Value(300.0));
    CHECK(property(view, the_fact(view, "sell"), "amount").is_null());
    const auto load = the_node(view, "300 tonnes of copper");
    CHECK(display_label(view, load) == "Quantity");
    CHECK(view.property(load, *view.find_key("amount")) == Value(300.0));
    CHECK(view.property(load, *view.find_key("unit")) == Value("t"));

    // A second document with another price: the sums of both, the most frequent one to compare.
    NewsBuilder other("later.txt");
    const auto sold = other.cluster(EntityType::Organization, "Vestra Mining");
    const auto buyer = other.cluster(EntityType::Organization, "Lubin Works");
    other.sentence("Lubin Works bought Vestra Mining for 6 million dollars in cash.");
    auto& again = other.triple(other.phrase("Lubin Works", buyer), "bought", "buy",
                               other.phrase("Vestra Mining", sold));
    again.arguments.push_back(
        {other.value("6 million dollars", EntityType::Money, "USD 6000000"), Role::Other, "for"});
    const auto before = text_of(*store);
    ingest(*store, other);
    const auto both = everything(*store);
    CHECK(property(both, the_fact(both, "buy"), "values") ==
          Value(List{Value("USD 5000000"), Value("USD 6000000")}));
    forget(*store, "later.txt");
    CHECK(text_of(*store) == before);
    CHECK(store->check().empty());
}

TEST_CASE("a document ingested again changes nothing") {
    test::for_each_backend([](store::Store& store) {
        ingest(store, test::bridge_news());
        const auto before = text_of(store);
        Ingest sink(store, "a later version");
        const auto news = test::bridge_news();
        sink.accept(news.document(), news.analysis());
        CHECK(text_of(store) == before);
        CHECK(sink.report().unchanged == 1);
        CHECK(sink.report().documents == 0);
    });
}

TEST_CASE("the order of ingest leaves no trace") {
    const std::vector<NewsBuilder> news = {test::bridge_news(), test::tunnel_news(),
                                           test::visit_news()};
    std::vector<std::size_t> order = {0, 1, 2};
    std::string expected;
    do {
        const auto store = store::open_store(":memory:");
        for (const auto i : order) {
            ingest(*store, news[i]);
        }
        const auto text = text_of(*store);
        if (expected.empty()) {
            expected = text;
        }
        CHECK(text == expected);
    } while (std::ranges::next_permutation(order).found);
    CHECK(expected.find("Lower Marsh") != std::string::npos);
}

TEST_CASE("both backends hold the same") {
    const auto memory = store::open_store(":memory:");
    const test::TemporaryFolder folder;
    const auto disk = store::open_store(folder.path() + "/db");
    for (const auto& news : {test::bridge_news(), test::tunnel_news(), test::visit_news()}) {
        ingest(*memory, news);
        ingest(*disk, news);
    }
    CHECK(text_of(*memory) == text_of(*disk));
}

TEST_CASE("forgetting a source leaves the store as if it had never come") {
    test::for_each_backend([](store::Store& store) {
        const std::vector<NewsBuilder> news = {test::bridge_news(), test::tunnel_news(),
                                               test::visit_news()};
        for (const auto& gone : news) {
            const auto expected = store::open_store(":memory:");
            for (const auto& one : news) {
                ingest(store, one);
                if (one.document().info.source != gone.document().info.source) {
                    ingest(*expected, one);
                }
            }
            const auto report = forget(store, gone.document().info.source);
            REQUIRE(report.has_value());
            CHECK(report->documents == 1);
            CHECK(text_of(store) == text_of(*expected));
            CHECK(store.check().empty());
        }
        for (const auto& one : news) {
            forget(store, one.document().info.source);
        }
        const auto empty = store.snapshot();
        CHECK(empty->node_count() == 0);
        CHECK(empty->edge_count() == 0);
        CHECK(empty->document_count() == 0);
        CHECK(empty->notes("fact-counts").empty());
        CHECK(empty->notes("entity-counts").empty());
    });
}

TEST_CASE("a document goes with its last source, or at once by its id") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news("one.txt"));
    ingest(*store, test::bridge_news("two.txt"));
    CHECK(store->snapshot()->document_count() == 1);
    CHECK(forget(*store, "one.txt")->documents == 0);
    CHECK(store->snapshot()->document(store->snapshot()->documents().front())->sources ==
          std::vector<std::string>{"two.txt"});
    ingest(*store, test::bridge_news("one.txt"));
    const auto report = forget(*store, test::bridge_news().document().id().hex());
    REQUIRE(report.has_value());
    CHECK(report->sources == 2);
    CHECK(report->documents == 1);
    CHECK_FALSE(forget(*store, "one.txt").has_value());
}

TEST_CASE("a known source with a new text replaces the old") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::tunnel_news());
    Ingest sink(*store, "test");
    const auto correction = test::visit_news("tunnel.txt");
    sink.accept(correction.document(), correction.analysis());
    CHECK(sink.report().replaced == 1);

    const auto expected = store::open_store(":memory:");
    ingest(*expected, correction);
    CHECK(text_of(*store) == text_of(*expected));
}

TEST_CASE("each document of standard input is a source of its own") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news("-"));
    ingest(*store, test::tunnel_news("-"));
    CHECK(store->snapshot()->document_count() == 2);
}

TEST_CASE("refresh puts a new analysis in the place of the old") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news());
    auto analysis = test::bridge_news().analysis();
    analysis.triples.resize(1);
    refresh(*store, test::bridge_news().document().id(), analysis, "newer");
    CHECK(facts(everything(*store)) ==
          std::vector<std::string>{"Ada Byrne -[open]-> the new bridge"});
    CHECK_THROWS_AS(refresh(*store, Hash128{1, 2}, analysis, "newer"), StoreError);
}

TEST_CASE("computed fields cannot be changed, others can") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news());
    GraphTransaction transaction(store->begin());
    const auto ada = the_node(transaction.view(), "Ada Byrne");
    const auto open = the_fact(transaction.view(), "open");
    CHECK_THROWS_AS(transaction.set_property(ada, transaction.intern_key("name"), Value("Eve")),
                    ReadOnlyFieldError);
    CHECK_THROWS_AS(
        transaction.set_property(open, transaction.intern_key("confidence"), Value(1.0)),
        ReadOnlyFieldError);
    CHECK_THROWS_AS(transaction.remove_label(ada, transaction.intern_label("Person")),
                    ReadOnlyFieldError);
    CHECK_THROWS_AS(transaction.add_label(ada, transaction.intern_label("Place")),
                    ReadOnlyFieldError);
    transaction.set_property(ada, transaction.intern_key("rating"), Value(5));
    transaction.add_label(ada, transaction.intern_label("Watched"));
    transaction.set_property(open, transaction.intern_key("checked"), Value(true));
    CHECK(transaction.view().property(ada, *transaction.view().find_key("rating")) == Value(5));
}

TEST_CASE("what users wrote survives as long as what it is written on, and keeps a node alive") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news());
    {
        GraphTransaction transaction(store->begin());
        const auto ada = the_node(transaction.view(), "Ada Byrne");
        transaction.set_property(ada, transaction.intern_key("rating"), Value(5));
        transaction.set_property(the_fact(transaction.view(), "open_in"),
                                 transaction.intern_key("checked"), Value(true));
        transaction.commit();
    }
    ingest(*store, test::tunnel_news());  // makes the derived fact a direct one
    const auto view = everything(*store);
    CHECK_FALSE(view.edge(the_fact(view, "open_in"))->flags.derived);
    CHECK(property(view, the_fact(view, "open_in"), "checked") == Value(true));
    forget(*store, "bridge.txt");
    forget(*store, "tunnel.txt");
    const auto after = everything(*store);
    CHECK(after.node_count() == 1);
    CHECK(after.property(the_node(after, "Ada Byrne"), *after.find_key("rating")) == Value(5));
}

TEST_CASE("a rejected fact stays away when its document comes again") {
    test::for_each_backend([](store::Store& store) {
        ingest(store, test::bridge_news());
        {
            GraphTransaction transaction(store.begin());
            transaction.delete_edge(the_fact(transaction.view(), "open_in"));
            transaction.commit();
        }
        const auto rejections = store.snapshot()->notes("rejected");
        REQUIRE(rejections.size() == 1);
        CHECK(rejections.front().second == "Ada Byrne\topen_in\tCorvale");
        ingest(store, test::tunnel_news());
        forget(store, "bridge.txt");
        ingest(store, test::bridge_news());
        const auto seen = facts(everything(store));
        CHECK(std::ranges::count(seen, "Ada Byrne -[open_in]-> Corvale") == 0);
        CHECK(std::ranges::count(seen, "Ada Byrne -[open]-> the new bridge") == 1);
        CHECK(store.check().empty());
    });
}

TEST_CASE("a deleted entity stays away, with its facts") {
    const auto store = store::open_store(":memory:");
    ingest(*store, test::bridge_news());
    {
        ViewFilter all;
        all.all = true;  // the visit is planned
        GraphTransaction transaction(store->begin(), all);
        transaction.delete_edge(the_fact(transaction.view(), "visit"));
        const auto marsh = the_node(transaction.view(), "Lower Marsh");
        CHECK_FALSE(transaction.has_edges(marsh));
        transaction.delete_node(marsh);
        transaction.commit();
    }
    ingest(*store, test::visit_news());
    CHECK(find_by_name(everything(*store), "Lower Marsh").nodes.empty());
    forget(*store, "visit.txt");
    forget(*store, "bridge.txt");
    CHECK(store->snapshot()->node_count() == 0);
    CHECK(store->check().empty());
}

TEST_CASE("the canonical export tells users' nodes apart by what they are joined to") {
    const auto build = [](bool other_order) {
        auto store = store::open_store(":memory:");
        auto transaction = store->begin();
        const auto label = transaction->intern_label("Stop");
        const auto key = transaction->intern_key("n");
        std::vector<NodeId> nodes(3);
        for (const std::size_t i :
             other_order ? std::vector<std::size_t>{2, 0, 1} : std::vector<std::size_t>{0, 1, 2}) {
            nodes[i] = transaction->create_node(
                std::vector{label},
                i == 2 ? store::Properties{{key, Value(2)}} : store::Properties{});
        }
        transaction->create_edge(nodes[0], transaction->intern_type("NEXT"), nodes[2], {});
        transaction->commit();
        return canonical_text(*store->snapshot());
    };
    CHECK(build(false) == build(true));
    CHECK(std::ranges::count(build(false), '\n') == 5);  // with the line of the version
}

TEST_CASE(
    "the canonical export numbers users' nodes that look alike, in whatever order they were made") {
    // Two rings of three, two stars of two leaves, two bare nodes: positions 0-2, 3-5, 6-8, 9-11,
    // 12, 13.
    const auto build = [](const std::vector<std::size_t>& order) {
        auto store = store::open_store(":memory:");
        auto transaction = store->begin();
        std::vector<NodeId> nodes(14);
        for (const std::size_t i : order) {
            nodes[i] = transaction->create_node({}, {});
        }
        const auto join = [&](std::size_t from, const char* type, std::size_t to) {
            transaction->create_edge(nodes[from], transaction->intern_type(type), nodes[to], {});
        };
        for (const std::size_t first : {0U, 3U}) {
            join(first, "NEXT", first + 1);
            join(first + 1, "NEXT", first + 2);
            join(first + 2, "NEXT", first);
        }
        for (const std::size_t first : {6U, 9U}) {
            join(first, "LEAF", first + 1);
            join(first, "LEAF", first + 2);
        }
        transaction->commit();
        return canonical_text(*store->snapshot());
    };
    std::vector<std::size_t> order{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    const std::string expected = build(order);
    std::set<std::string> lines;
    for (std::size_t at = 0; at < expected.size(); at = expected.find('\n', at) + 1) {
        lines.insert(expected.substr(at, expected.find('\n', at) - at));
    }
    CHECK(lines.size() == 1 + 14 + 10);
    std::mt19937 random(1);
    for (int i = 0; i < 20; ++i) {
        std::ranges::shuffle(order, random);
        CHECK(build(order) == expected);
    }
}

}  // namespace trefoil::graph
