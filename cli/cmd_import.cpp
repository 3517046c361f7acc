#include <cstring>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <memory>
#include <span>
#include <string>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/interrupt.hpp"
#include "cli/standard_output.hpp"
#include "extract/input_file.hpp"
#include "store/bulk_load.hpp"

namespace trefoil::cli {

namespace {

constexpr std::size_t kBadLinesShown = 10;

int import(const Context& context, const std::string& path) {
    const std::string format = context.format.empty() ? "tsv" : context.format;
    if (format != "tsv") {
        throw UsageError("--format " + format + ": this command knows tsv");
    }
    extract::InputFile file(path);
    if (!file.next_entry()) {
        throw InputError("empty: there is nothing in it", path);
    }
    const auto store = context.open(Context::Access::Create);
    Progress progress("importing", !context.quiet);
    store::LoadOptions options;
    options.progress = [&](const store::LoadProgress& at) {
        check_interrupt();
        progress.update(at.lines, "lines", at.sorting ? "sorting and writing" : "");
    };
    const store::LoadReport report = store::load_triples(
        *store, [&](std::span<char> out) { return file.read(out.data(), out.size()); }, options);
    progress.clear();
    for (std::size_t i = 0; i < report.bad_lines.size() && i < kBadLinesShown; ++i) {
        context.report(InputError(report.bad_lines[i].reason, path, report.bad_lines[i].line));
    }
    if (report.bad > kBadLinesShown) {
        context.say(fmt::format("{} bad lines in all", report.bad));
    }
    fmt::print(
        standard_output(),
        "{} lines: {} new relationships, {} new nodes, {} new types, {} duplicates, {} bad lines\n",
        report.lines, report.triples, report.nodes, report.types, report.duplicates, report.bad);
    return report.bad == 0 ? kDone : kFailed;
}

}  // namespace

void add_import(CLI::App& program, Context& context) {
    auto path = std::make_shared<std::string>("-");
    CLI::App* command =
        program.add_subcommand("import", "Load triples made elsewhere into the store");
    command->add_option("FILE", *path,
                        "The file, compressed or not, or - for standard input (default)");
    command->footer(R"(
Format: tsv (default): one "subject TAB relation TAB object" a line. Each triple is stored once; names are taken as they stand, and
nodes are not linked to extracted entities. All of the file is loaded, or, after an error, nothing; bad lines are passed over and
counted.

Examples:
  trefoil import --format tsv graph.tsv
  zcat graph.tsv.gz | trefoil --db graph.db import -)");
    command->callback(
        [&context, path] { context.run = [&context, path] { return import(context, *path); }; });
}

}  // namespace trefoil::cli
