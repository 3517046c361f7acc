#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/interrupt.hpp"
#include "cli/standard_output.hpp"
#include "graph/canonical_export.hpp"
#include "graph/diagram.hpp"
#include "graph/formats.hpp"
#include "graph/render.hpp"

namespace trefoil::cli {

namespace {

struct ExportOptions {
    std::string output = "-";
    bool canonical = false;
    std::string concepts = "auto";
    graph::DiagramOptions diagram;
};

constexpr std::array<std::string_view, 7> kFormats{"dot",     "svg", "png",  "pdf",
                                                   "graphml", "tsv", "jsonl"};

/// --format, else the ending of the output file, else dot.
std::string format_of(const Context& context, const ExportOptions& options) {
    std::string format = context.format;
    if (format.empty() && options.output != "-") {
        const std::size_t dot = options.output.find_last_of('.');
        format = dot == std::string::npos ? "" : options.output.substr(dot + 1);
    }
    format = format.empty() ? "dot" : format;
    if (std::ranges::find(kFormats, format) == kFormats.end()) {
        throw UsageError(
            "no export format '" + format +
            "'; this command knows dot, svg, png, pdf, graphml, tsv, jsonl (--format)");
    }
    return format;
}

bool is_picture(const std::string& format) {
    return format == "dot" || format == "svg" || format == "png" || format == "pdf";
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
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
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
    diagram.concepts = options.concepts == "all"    ? graph::ConceptNodes::All
                       : options.concepts == "none" ? graph::ConceptNodes::None
                                                    : graph::ConceptNodes::Auto;
    return diagram;
}

void write_picture(const Context& context, const graph::Diagram& diagram, const std::string& format,
                   const graph::Write& write) {
    const std::string dot = graph::to_dot(diagram);
    if (format == "dot") {
        write(dot);
    } else {
        write(graph::render(dot, graph::picture_format_from(format).value(), diagram.nodes.size()));
    }
    if (diagram.nodes_left_out > 0) {
        context.say(fmt::format("{} nodes drawn, {} left out (--max-nodes)", diagram.nodes.size(),
                                diagram.nodes_left_out));
    }
}

int export_graph(const Context& context, const ExportOptions& options) {
    const std::string format = options.canonical ? "jsonl" : format_of(context, options);
    if (!options.diagram.around.empty() && (options.canonical || !is_picture(format))) {
        throw UsageError("--around goes with the formats dot, svg, png and pdf");
    }
    const auto store = context.open(Context::Access::Read);
    const graph::GraphView view(store->snapshot(), context.filter());
    write_to(options.output, [&](const graph::Write& write) {
        if (options.canonical) {
            graph::export_canonical(view.reader(), write);
        } else if (is_picture(format)) {
            write_picture(context, graph::make_diagram(view, diagram_of(options)), format, write);
        } else if (format == "graphml") {
            graph::export_graphml(view, write);
        } else if (format == "tsv") {
            graph::export_tsv(view, write);
        } else {
            graph::export_jsonl(view, write);
        }
    });
    return context.status_for(view.node_count() > 0);
}

}  // namespace

void add_export(CLI::App& program, Context& context) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command =
        program.add_subcommand("export", "Draw the graph, or write it for other programs");
    command->add_option("-o,--output", options->output,
                        "The file to write; its ending is the format (default: standard output)");
    command->add_option("--around", options->diagram.around, "Only what lies around this entity");
    command->add_option("--hops", options->diagram.hops, "How far from it (default 1)")
        ->check(CLI::Range(1, 16));
    command->add_option("--max-nodes", options->diagram.max_nodes,
                        "Nodes to draw at most, the weightiest (default 60; 0: all)");
    command
        ->add_option("--concepts", options->concepts,
                     "auto, none or all: whether to draw common nouns and statements")
        ->check(CLI::IsMember({"auto", "none", "all"}));
    command->add_option("--title", options->diagram.title, "A title for the picture");
    command->add_flag_callback(
        "--no-legend", [options] { options->diagram.legend = false; }, "No legend in the picture");
    command->add_flag("--canonical", options->canonical,
                      "All layers as sorted lines: equal stores give equal lines");
    command->footer(R"(
Formats: dot, svg, png, pdf (pictures); graphml, tsv (the first three columns can be imported again), jsonl (all that the view shows).

Examples:
  trefoil export -o graph.svg
  trefoil export --around 'Vladimir Putin' --hops 2 -o putin.png
  trefoil export --format tsv > facts.tsv
  trefoil export --canonical | sha256sum)");
    command->callback([&context, options] {
        context.run = [&context, options] { return export_graph(context, *options); };
    });
}

}  // namespace trefoil::cli
