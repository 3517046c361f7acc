#include <fmt/format.h>
#include <fmt/ostream.h>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/standard_output.hpp"

namespace trefoil::cli {

namespace {

int check(const Context& context) {
    const auto store = context.open(Context::Access::Read);
    const std::vector<store::CheckProblem> problems = store->check();
    for (const store::CheckProblem& problem : problems) {
        fmt::print(standard_output(), "{}\n", printable(problem.what));
    }
    if (problems.empty()) {
        context.say("clean");
        return kDone;
    }
    context.say(fmt::format("{} problem{}", problems.size(), problems.size() == 1 ? "" : "s"));
    return kFailed;
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

Examples:
  trefoil check
  trefoil --db news.db check)");
    command->callback([&context] { context.run = [&context] { return check(context); }; });
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
