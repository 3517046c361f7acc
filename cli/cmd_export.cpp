#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/interrupt.hpp"
#include "cli/standard_output.hpp"
#include "cli/statement.hpp"
#include "graph/canonical_export.hpp"
#include "graph/diagram.hpp"
#include "graph/exchange.hpp"
#include "graph/html.hpp"
#include "graph/render.hpp"
#include "query/result_graph.hpp"
#include "query/session.hpp"

namespace trefoil::cli {

namespace {

struct ExportOptions {
    std::string output = "-";
    bool canonical = false;
    std::string query;
    std::string concepts = "auto";
    std::optional<std::size_t> max_nodes;
    graph::DiagramOptions diagram;
};

constexpr std::string_view kNeo4j = "neo4j";
constexpr std::string_view kHtml = "html";

constexpr auto kPictures = std::to_array<std::string_view>({"dot", "svg", "png", "pdf", "mermaid"});

bool is_picture(std::string_view format) {
    return std::ranges::find(kPictures, format) != kPictures.end();
}

const graph::ExchangeFormat* exchange_format(std::string_view name) {
    const auto formats = graph::exchange_formats();
    const auto at = std::ranges::find(formats, name, &graph::ExchangeFormat::name);
    return at == formats.end() ? nullptr : &*at;
}

std::vector<std::string_view> known_formats() {
    std::vector<std::string_view> names(kPictures.begin(), kPictures.end());
    for (const auto& format : graph::exchange_formats()) {
        names.push_back(format.name);
    }
    names.push_back(kNeo4j);
    names.push_back(kHtml);
    return names;
}

/// "graph.cyjs" -> "cytoscape"; an ending that no format has is taken as a format's name.
std::string format_of_ending(const std::string& path) {
    const std::size_t dot = path.find_last_of('.');
    const std::string ending = dot == std::string::npos ? "" : path.substr(dot + 1);
    for (const auto& format : graph::exchange_formats()) {
        if (ending == format.ending) {
            return std::string(format.name);
        }
    }
    return ending == "mmd" ? "mermaid" : ending;
}

/// --format, else the ending of the output file, else dot.
std::string format_of(const Context& context, const ExportOptions& options) {
    std::string format = context.format;
    if (format.empty() && options.output != "-") {
        format = format_of_ending(options.output);
    }
    format = format.empty() ? "dot" : format;
    const auto known = known_formats();
    if (std::ranges::find(known, format) == known.end()) {
        throw UsageError(fmt::format("no export format '{}'; this command knows {} (--format)",
                                     format, fmt::join(known, ", ")));
    }
    return format;
}

/// Runs `produce` with a writer to the file or to standard output. The file is complete or not
/// changed.
void write_to(const std::string& path, const std::function<void(const graph::Write&)>& produce) {
    if (path == "-") {
        produce([](std::string_view text) {
            check_interrupt();
            standard_output().write(text.data(), static_cast<std::streamsize>(text.size()));
        });
        return;
    }
    const std::string temporary = path + ".part";
    std::vector<char> buffer(std::size_t{1} << 18);
    std::ofstream file;
    file.rdbuf()->pubsetbuf(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    file.open(temporary, std::ios::binary | std::ios::trunc);
    if (!file) {
        throw Error(path + ": cannot write: " + std::strerror(errno));
    }
    try {
        produce([&](std::string_view text) {
            check_interrupt();
            file.write(text.data(), static_cast<std::streamsize>(text.size()));
        });
        file.close();
        if (!file || std::rename(temporary.c_str(), path.c_str()) != 0) {
            throw Error(path + ": cannot write: " + std::strerror(errno));
        }
    } catch (...) {
        std::remove(temporary.c_str());
        throw;
    }
}

graph::DiagramOptions diagram_of(const ExportOptions& options) {
    graph::DiagramOptions diagram = options.diagram;
    diagram.max_nodes = options.max_nodes.value_or(diagram.max_nodes);
    diagram.concepts = options.concepts == "all"    ? graph::ConceptNodes::All
                       : options.concepts == "none" ? graph::ConceptNodes::None
                                                    : graph::ConceptNodes::Auto;
    return diagram;
}

void write_picture(const Context& context, const graph::Diagram& diagram, const std::string& format,
                   const graph::Write& write) {
    if (format == "mermaid") {
        write(graph::to_mermaid(diagram));
    } else if (format == "dot") {
        write(graph::to_dot(diagram));
    } else {
        write(graph::render(diagram, graph::picture_format_from(format).value()));
    }
    if (diagram.nodes_left_out > 0) {
        context.say(fmt::format("{} nodes drawn, {} left out (--max-nodes)", diagram.nodes.size(),
                                diagram.nodes_left_out));
    }
}

/// Keeps the nodes and relationships of a query's answer.
class CollectingWriter : public query::RowWriter {
  public:
    void begin(const std::vector<std::string>&, const graph::GraphView& view) override {
        view_.emplace(view);
    }

    void row(std::span<const Value> values) override {
        for (const Value& value : values) {
            found_.add(value);
        }
    }

    void end(const query::Summary&) override { found_.finish(); }

    /// What was found; throws UsageError if there is nothing to write.
    const query::ResultGraph& found() const {
        if (found_.nodes.empty()) {
            throw UsageError(
                "the query's answer has no nodes or relationships (write RETURN a, r, b)");
        }
        return found_;
    }

    [[nodiscard]] const graph::GraphView& view() const { return *view_; }

  private:
    std::optional<graph::GraphView> view_;
    query::ResultGraph found_;
};

/// What of the graph is written, for every format.
class Selection {
  public:
    Selection(const Context& context, store::Store& store, const ExportOptions& options)
        : options_(options), database_(store, context.filter()), view_(database_.view()) {
        if (!options.query.empty()) {
            query::Session session(database_, session_options());
            session.run(options.query, {}, answer_);
            view_ = answer_.view();
        }
    }

    [[nodiscard]] const graph::GraphView& view() const { return view_; }

    [[nodiscard]] graph::Diagram diagram() const {
        const auto options = diagram_of(options_);
        return options_.query.empty() ? graph::make_diagram(view_, options)
                                      : graph::make_diagram(view_, answer_.found().nodes,
                                                            answer_.found().edges, options);
    }

    [[nodiscard]] graph::Listing listing() const {
        if (!options_.query.empty()) {
            return {view_, answer_.found().nodes, answer_.found().edges};
        }
        return options_.diagram.around.empty()
                   ? graph::Listing(view_)
                   : graph::listing_around(view_, options_.diagram.around, options_.diagram.hops);
    }

  private:
    const ExportOptions& options_;
    query::Database database_;
    graph::GraphView view_;
    CollectingWriter answer_;
};

graph::HtmlOptions page_of(const ExportOptions& options) {
    graph::HtmlOptions page;
    page.max_nodes = options.max_nodes.value_or(page.max_nodes);
    page.title = options.diagram.title.empty() ? page.title : options.diagram.title;
    return page;
}

/// The selection, which shows how far it is written.
class FollowedListing {
  public:
    FollowedListing(const Context& context, const Selection& selection, const std::string& output,
                    unsigned passes)
        : listing_(selection.listing()),
          progress_("exporting", output == "-" && stdout_is_terminal() ? ProgressMode::None
                                                                       : context.progress()) {
        const std::uint64_t all = std::max<std::uint64_t>(1, passes * listing_.size());
        listing_.set_progress([this, passes, all](std::uint64_t visited) {
            progress_.update(visited / passes, "records", {},
                             static_cast<double>(visited) / static_cast<double>(all));
        });
    }

    FollowedListing(const FollowedListing&) = delete;
    FollowedListing& operator=(const FollowedListing&) = delete;

    [[nodiscard]] const graph::Listing& listing() const { return listing_; }

  private:
    graph::Listing listing_;
    Progress progress_;
};

void write_neo4j(const std::string& folder, const graph::Listing& listing) {
    if (folder == "-") {
        throw UsageError("neo4j is a folder of two files: name it with -o");
    }
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) {
        throw Error(folder + ": cannot make the folder: " + failed.message());
    }
    write_to(folder + "/nodes.csv",
             [&](const graph::Write& write) { graph::write_neo4j_nodes(listing, write); });
    write_to(folder + "/relationships.csv",
             [&](const graph::Write& write) { graph::write_neo4j_relationships(listing, write); });
}

int export_graph(const Context& context, const ExportOptions& options) {
    const std::string format = options.canonical ? "" : format_of(context, options);
    const bool around = !options.diagram.around.empty();
    if (options.canonical && (around || !options.query.empty())) {
        throw UsageError(
            "--canonical writes the whole store: it goes without --around and --query");
    }
    if (around && !options.query.empty()) {
        throw UsageError("give either --around or --query");
    }
    const auto store = context.open(Context::Access::Read);
    const Selection selection(context, *store, options);
    if (format == kNeo4j) {
        write_neo4j(
            options.output,
            FollowedListing(context, selection, options.output, graph::kNeo4jPasses).listing());
    } else {
        write_to(options.output, [&](const graph::Write& write) {
            if (options.canonical) {
                graph::export_canonical(selection.view().reader(), write);
            } else if (is_picture(format)) {
                write_picture(context, selection.diagram(), format, write);
            } else if (format == kHtml) {
                write(graph::html_page(selection.listing(), page_of(options)));
            } else {
                const auto& exchange = *exchange_format(format);
                const FollowedListing followed(context, selection, options.output, exchange.passes);
                exchange.write(followed.listing(), write);
            }
        });
    }
    return context.status_for(selection.view().node_count() > 0);
}

}  // namespace

void add_export(CLI::App& program, Context& context) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command =
        program.add_subcommand("export", "Draw the graph, or write it for other programs");
    command->add_option("-o,--output", options->output,
                        "The file to write; its ending is the format (default: standard output)");
    command->add_option("--around", options->diagram.around, "Only what lies around this entity");
    command->add_option("--query", options->query,
                        "Only the nodes and relationships that this statement returns");
    command->add_option("--hops", options->diagram.hops, "How far from it (default 1)")
        ->check(CLI::Range(1, 16));
    command->add_option("--max-nodes", options->max_nodes,
                        "Nodes to draw at most, the weightiest (default 60; html: 2000; 0: all)");
    command
        ->add_option("--concepts", options->concepts,
                     "auto, none or all: whether to draw common nouns and statements")
        ->check(CLI::IsMember({"auto", "none", "all"}));
    command->add_option("--title", options->diagram.title, "A title for the picture");
    command->add_flag_callback(
        "--no-legend", [options] { options->diagram.legend = false; }, "No legend in the picture");
    command->add_flag("--canonical", options->canonical,
                      "All layers as sorted lines: equal stores give equal lines; import makes an "
                      "equal store of them");
    command->footer(R"(
Pictures: dot, svg, png, pdf, mermaid (.mmd). They draw the weightiest nodes and say how many are left out.
html: one page for a browser, offline: search, filters, and the sentences behind each fact.
Data: jsonl, graphml, nt and nq (RDF), cypher, neo4j (a folder), csv and tsv (edge lists), gexf, cytoscape (.cyjs). docs/exchange.md says what each
of them carries and which of them 'trefoil import' reads.

Examples:
  trefoil export -o graph.svg
  trefoil export --around 'Vladimir Putin' --hops 2 -o putin.png
  trefoil export --query "MATCH p = (:Person)-[:meet]->(:Person) RETURN p" -o meetings.svg
  trefoil export -o graph.html
  trefoil export --format tsv > facts.tsv
  trefoil export --facts all -o all.graphml
  trefoil export --canonical | sha256sum)");
    command->callback([&context, options] {
        context.run = [&context, options] { return export_graph(context, *options); };
    });
}

}  // namespace trefoil::cli
