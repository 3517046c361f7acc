#include <array>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <memory>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/context.hpp"
#include "cli/standard_output.hpp"
#include "graph/decisions.hpp"
#include "graph/merges.hpp"
#include "graph/schema.hpp"

namespace trefoil::cli {

namespace {

constexpr std::size_t kListed = 10000;  ///< records shown at most

class Listing {
  public:
    explicit Listing(bool json) : json_(json) {}

    void line(std::string_view kind, const std::string& id, const std::string& what) {
        any_ = true;
        if (json_) {
            const nlohmann::ordered_json row{{"decision", kind}, {"id", id}, {"what", what}};
            fmt::print(standard_output(), "{}\n", row.dump());
        } else {
            fmt::print(standard_output(), "{}\t{}\t{}\n", kind, id, printable(what));
        }
    }

    [[nodiscard]] bool any() const { return any_; }

  private:
    bool json_;
    bool any_ = false;
};

void list_records(const store::Reader& reader, graph::Verdict verdict, std::string_view kind,
                  Listing& out) {
    for (const auto& record : graph::merge_records(reader, verdict, kListed)) {
        out.line(kind, record.entity.hex(),
                 fmt::format("{}\t{}\t{}\t{:.2f}", record.pair.a.name, record.pair.b.name,
                             record.pair.judgement.rule,
                             static_cast<double>(record.pair.judgement.score) / 1000));
    }
}

int decisions(const Context& context, bool merges, bool review) {
    const std::string format = context.format_of({"tsv", "jsonl"});
    const auto store = context.open(Context::Access::Read);
    const auto snapshot = store->snapshot();
    Listing out(format == "jsonl");
    if (merges) {
        list_records(*snapshot, graph::Verdict::Accept, "merged by rule", out);
    } else if (review) {
        list_records(*snapshot, graph::Verdict::Review, "review", out);
    } else {
        for (const auto& decision : graph::read_decisions(*snapshot)) {
            out.line(name_of(decision.kind), decision.id().hex(),
                     decision.a.name + "\t" +
                         (decision.document.empty() ? decision.b.name : decision.document));
        }
        constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kSpaces{
            {{graph::kRejectedFacts, "rejected fact"}, {graph::kRejectedNodes, "rejected entity"}}};
        for (const auto& [space, kind] : kSpaces) {
            for (const auto& [id, what] : snapshot->notes(space)) {
                out.line(kind, id, what);
            }
        }
    }
    return context.status_for(out.any());
}

}  // namespace

void add_decisions(CLI::App& program, Context& context) {
    auto merges = std::make_shared<bool>(false);
    auto review = std::make_shared<bool>(false);
    CLI::App* command = program.add_subcommand(
        "decisions", "List what the user decided: merges, splits, rejected facts and entities");
    command->add_flag("--merges", *merges,
                      "List the merges of different names that the rules made");
    command->add_flag("--review", *review, "List pairs that may be one thing, for you to decide")
        ->excludes("--merges");
    command->footer(R"(
Formats: tsv (default: decision, id, what it is about), jsonl. A fact deleted by a query stays deleted when its article is
ingested again; 'unmerge' takes back merges and splits. With --merges and --review: entity id, two names, rule, score.

Examples:
  trefoil decisions
  trefoil decisions --review)");
    command->callback([&context, merges, review] {
        context.run = [&context, merges, review] { return decisions(context, *merges, *review); };
    });
}

}  // namespace trefoil::cli
