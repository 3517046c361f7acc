#include <array>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/context.hpp"
#include "cli/standard_output.hpp"
#include "graph/schema.hpp"

namespace trefoil::cli {

namespace {

int decisions(const Context& context) {
    const std::string format = context.format_of({"tsv", "jsonl"});
    const auto store = context.open(Context::Access::Read);
    const auto snapshot = store->snapshot();
    constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kSpaces{
        {{graph::kRejectedFacts, "rejected fact"}, {graph::kRejectedNodes, "rejected entity"}}};
    bool any = false;
    for (const auto& [space, kind] : kSpaces) {
        for (const auto& [id, what] : snapshot->notes(space)) {
            any = true;
            if (format == "jsonl") {
                const nlohmann::ordered_json line{{"decision", kind}, {"id", id}, {"what", what}};
                fmt::print(standard_output(), "{}\n", line.dump());
            } else {
                fmt::print(standard_output(), "{}\t{}\t{}\n", kind, id, printable(what));
            }
        }
    }
    return context.status_for(any);
}

}  // namespace

void add_decisions(CLI::App& program, Context& context) {
    CLI::App* command = program.add_subcommand(
        "decisions", "List what the user decided: rejected facts and entities");
    command->footer(R"(
Formats: tsv (default: decision, id, what it said), jsonl. A fact deleted by a query stays deleted when its article is
ingested again; this lists them.

Example:
  trefoil decisions)");
    command->callback([&context] { context.run = [&context] { return decisions(context); }; });
}

}  // namespace trefoil::cli
