#include <fmt/format.h>
#include <fmt/ostream.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/context.hpp"
#include "cli/standard_output.hpp"
#include "graph/copies.hpp"
#include "graph/stats.hpp"
#include "graph/view.hpp"

namespace trefoil::cli {

namespace {

using Count = std::pair<std::string, std::uint64_t>;

struct StatsOptions {
    bool sources = false;
    std::size_t top = 10;
};

void print_counts(std::string_view heading, const std::vector<Count>& counts, std::size_t top) {
    if (counts.empty()) {
        return;
    }
    std::ostream& out = standard_output();
    fmt::print(out, "{}\n", heading);
    for (std::size_t i = 0; i < counts.size() && i < top; ++i) {
        fmt::print(out, "  {:>10}  {}\n", counts[i].second, printable(counts[i].first));
    }
    if (counts.size() > top) {
        fmt::print(out, "  {:>10}  more\n", counts.size() - top);
    }
}

nlohmann::ordered_json object_of(const std::vector<Count>& counts) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const auto& [name, count] : counts) {
        object[name] = count;
    }
    return object;
}

int list_sources(const Context& context, const store::Reader& reader, const std::string& format) {
    bool any = false;
    for (const DocumentId document : reader.documents()) {
        const store::DocumentRecord record = reader.document(document).value();
        const std::optional<Hash128> group = graph::copy_group(reader, record.id);
        for (const std::string& source : record.sources) {
            any = true;
            if (format == "jsonl") {
                const nlohmann::ordered_json line{{"source", source},
                                                  {"id", record.id.hex()},
                                                  {"date", record.date},
                                                  {"title", record.title},
                                                  {"copies", group ? group->hex() : ""}};
                fmt::print(standard_output(), "{}\n", line.dump());
            } else {
                fmt::print(standard_output(), "{}\t{}\t{}\t{}\t{}\n", printable(source),
                           record.id.hex(), record.date, printable(record.title),
                           group ? group->hex() : "");
            }
        }
    }
    return context.status_for(any);
}

int stats(const Context& context, const StatsOptions& options) {
    const std::string format = context.format_of({"text", "jsonl"});
    const auto store = context.open(Context::Access::Read);
    const graph::GraphView view(store->snapshot(), context.filter());
    if (options.sources) {
        return list_sources(context, view.reader(), format);
    }
    const graph::GraphStats counts = graph::graph_stats(view);
    if (format == "jsonl") {
        const nlohmann::ordered_json line{{"documents", counts.documents},
                                          {"copies", counts.copies},
                                          {"nodes", counts.nodes},
                                          {"relationships", counts.relationships},
                                          {"all_relationships", counts.all_relationships},
                                          {"bytes", store->disk_bytes()},
                                          {"labels", object_of(counts.labels)},
                                          {"types", object_of(counts.types)},
                                          {"polarity_modality", object_of(counts.modalities)}};
        fmt::print(standard_output(), "{}\n", line.dump());
        return context.status_for(counts.nodes > 0);
    }
    const std::string copies =
        counts.copies == 0 ? "" : fmt::format(", {} near-identical to another one", counts.copies);
    fmt::print(
        standard_output(),
        "documents      {}{}\nnodes          {}\nrelationships  {} shown of {}\nsize on disk  "
        " {} kB\n",
        counts.documents, copies, counts.nodes, counts.relationships, counts.all_relationships,
        (store->disk_bytes() + 1023) / 1024);
    print_counts("nodes by label", counts.labels, options.top);
    print_counts("relationships shown, by type", counts.types, options.top);
    print_counts("all relationships, by polarity and modality", counts.modalities, options.top);
    return context.status_for(counts.nodes > 0);
}

}  // namespace

void add_stats(CLI::App& program, Context& context) {
    auto options = std::make_shared<StatsOptions>();
    CLI::App* command = program.add_subcommand("stats", "Count what the store holds");
    command->add_flag(
        "--sources", options->sources,
        "List the documents' sources with id, date, title and group of near-identical "
        "copies instead");
    command->add_option("--top", options->top, "How many labels and types to list (default 10)");
    command->footer(R"(
Formats: text (default; --sources: tab-separated), jsonl.

Examples:
  trefoil stats
  trefoil stats --facts all --top 50
  trefoil stats --sources)");
    command->callback([&context, options] {
        context.run = [&context, options] { return stats(context, *options); };
    });
}

}  // namespace trefoil::cli
