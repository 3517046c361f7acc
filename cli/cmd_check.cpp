#include <algorithm>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/interrupt.hpp"
#include "cli/standard_output.hpp"
#include "extract/gazetteer.hpp"
#include "graph/constraints.hpp"
#include "graph/rebuild.hpp"
#include "store/repair.hpp"

namespace trefoil::cli {

namespace {

/// Prints the problems; true if there are none.
bool is_clean(const Context& context) {
    const auto store = context.open(Context::Access::Read);
    std::vector<store::CheckProblem> problems = store->check();
    std::ranges::move(graph::check_constraints(*store->snapshot()), std::back_inserter(problems));
    for (const store::CheckProblem& problem : problems) {
        fmt::print(standard_output(), "{}\n", printable(problem.what));
    }
    if (problems.empty()) {
        context.say("clean");
        return true;
    }
    context.say(fmt::format("{} problem{}", problems.size(), problems.size() == 1 ? "" : "s"));
    return false;
}

/// Exit code 1 if something was lost.
int repair(const Context& context) {
    graph::RebuildReport report;
    const std::string kept =
        store::replace_store(context.db, context.open_options(Context::Access::Write),
                             [&](const store::Reader& old, store::Store& fresh) {
                                 report = graph::rebuild(
                                     old, fresh, [] { check_interrupt(); },
                                     extract::Gazetteer::open(extract::Gazetteer::default_path()));
                             });
    for (const std::string& loss : report.losses) {
        fmt::print(standard_output(), "lost: {}\n", printable(loss));
    }
    context.say(fmt::format(
        "repaired: {} documents, {} nodes and {} relationships of users and imports; {} records "
        "lost; the old store is kept as {}",
        report.documents, report.nodes, report.relationships, report.lost, kept));
    return report.lost == 0 ? kDone : kFailed;
}

int check(const Context& context, bool with_repair) {
    if (with_repair && (context.read_only || context.db == ":memory:")) {
        throw UsageError("check --repair changes the store: it needs one on disk, not --read-only");
    }
    if (is_clean(context)) {
        return kDone;
    }
    if (!with_repair) {
        context.say("'trefoil check --repair' makes it anew from its documents; see --help");
        return kFailed;
    }
    return repair(context);
}

int compact(const Context& context) {
    const auto store = context.open(Context::Access::Write);
    const std::uint64_t before = store->disk_bytes();
    store->compact();
    context.say(fmt::format("{} bytes before, {} after", before, store->disk_bytes()));
    return kDone;
}

}  // namespace

void add_check(CLI::App& program, Context& context) {
    CLI::App* command = program.add_subcommand(
        "check", "Compare every index and counter of the store against every other");
    command->footer(R"(
Prints one line a problem, and nothing where the store is clean. Exit code 1 if there is a problem.

--repair makes a store with problems anew: nodes, facts, indexes and counters from its documents, and what users wrote or imported as
it stands. What cannot be read is left out and listed (exit code 1). The old store is kept beside the new one, under another name.

Examples:
  trefoil check
  trefoil --db news.db check --repair)");
    auto with_repair = std::make_shared<bool>(false);
    command->add_flag("--repair", *with_repair, "Make a store with problems anew");
    command->callback([&context, with_repair] {
        context.run = [&context, with_repair] { return check(context, *with_repair); };
    });
}

void add_compact(CLI::App& program, Context& context) {
    CLI::App* command =
        program.add_subcommand("compact", "Pack the store: smaller and faster, same answers");
    command->footer(R"(
Example:
  trefoil --db news.db compact)");
    command->callback([&context] { context.run = [&context] { return compact(context); }; });
}

}  // namespace trefoil::cli
