#include <fmt/format.h>
#include <fmt/ostream.h>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/alias_file.hpp"
#include "cli/context.hpp"
#include "cli/merge_commands.hpp"
#include "cli/named_entity.hpp"
#include "cli/standard_output.hpp"
#include "extract/gazetteer.hpp"
#include "graph/merges.hpp"
#include "graph/names.hpp"

namespace trefoil::cli {

namespace {

using Names = std::vector<std::string>;

extract::Gazetteer tables() {
    return extract::Gazetteer::open(extract::Gazetteer::default_path());
}

std::string describe(const graph::Decision& decision) {
    return decision.kind == graph::DecisionKind::Split
               ? fmt::format("{} is another one in document {}", decision.a.name, decision.document)
               : fmt::format("{} and {}: {}", decision.a.name, decision.b.name,
                             name_of(decision.kind));
}

void print_pair(const graph::PairJudgement& pair) {
    fmt::print(standard_output(), "  {} and {}: {} ({}{})\n", printable(pair.a.name),
               printable(pair.b.name), name_of(pair.judgement.verdict), pair.judgement.rule,
               pair.judgement.score == 0
                   ? std::string()
                   : fmt::format(", {:.2f}", static_cast<double>(pair.judgement.score) / 1000));
}

nlohmann::ordered_json pair_json(const graph::PairJudgement& pair) {
    return {{"a", pair.a.name},
            {"b", pair.b.name},
            {"verdict", name_of(pair.judgement.verdict)},
            {"rule", pair.judgement.rule},
            {"score", static_cast<double>(pair.judgement.score) / 1000}};
}

int why(const Context& context, const Names& names) {
    const std::string format = context.format_of({"text", "jsonl"});
    const auto store = context.open(Context::Access::Read);
    const graph::GraphView view(store->snapshot(), context.filter());
    const auto a = named_entity(view, names[0]);
    const auto b = named_entity(view, names[1]);
    const auto told = graph::explain(view.reader(), a, names[0], b, names[1]);
    if (format == "jsonl") {
        nlohmann::ordered_json row{{"one", told.one},
                                   {"pairs", nlohmann::ordered_json::array()},
                                   {"decisions", nlohmann::ordered_json::array()}};
        for (const auto& pair : told.pairs) {
            row["pairs"].push_back(pair_json(pair));
        }
        for (const auto& decision : told.decisions) {
            row["decisions"].push_back({{"id", decision.id().hex()},
                                        {"decision", name_of(decision.kind)},
                                        {"a", decision.a.name},
                                        {"b", decision.b.name}});
        }
        fmt::print(standard_output(), "{}\n", row.dump());
        return kDone;
    }
    if (told.one) {
        fmt::print(standard_output(), "one entity: {} ({})\n", graph::display_name(view, a),
                   graph::display_label(view, a));
    } else {
        fmt::print(standard_output(), "two entities: {} ({}) and {} ({})\n",
                   graph::display_name(view, a), graph::display_label(view, a),
                   graph::display_name(view, b), graph::display_label(view, b));
    }
    for (const auto& pair : told.pairs) {
        print_pair(pair);
    }
    if (told.one && told.pairs.empty() && told.decisions.empty()) {
        fmt::print(standard_output(), "  the documents show no difference\n");
    }
    for (const auto& decision : told.decisions) {
        fmt::print(standard_output(), "  decided: {} ({})\n", printable(describe(decision)),
                   decision.id().hex());
    }
    return kDone;
}

void say_decision(std::string_view what, const graph::Decision& decision) {
    fmt::print(standard_output(), "{}\t{}\t{}\n", what, decision.id().hex(),
               printable(describe(decision)));
}

int merge(const Context& context, const Names& names, const std::string& aliases, bool never) {
    if (names.empty() == aliases.empty() || (!names.empty() && names.size() != 2)) {
        throw UsageError("merge needs two names, or --aliases FILE");
    }
    const auto store = context.open(Context::Access::Write);
    const auto gazetteer = tables();
    if (!aliases.empty()) {
        const auto report = apply_alias_file(*store, aliases, gazetteer);
        fmt::print(standard_output(), "{} merged, {} kept apart, {} so already, {} waiting\n",
                   report.merged, report.kept_apart, report.already, report.waiting);
        return kDone;
    }
    const graph::GraphView view(store->snapshot());
    const auto a = named_entity(view, names[0]);
    const auto b = named_entity(view, names[1]);
    say_decision(never ? "kept apart" : "merged", never ? graph::keep_apart(*store, a, b, gazetteer)
                                                        : graph::merge(*store, a, b, gazetteer));
    return kDone;
}

int unmerge(const Context& context, const Names& names) {
    const auto store = context.open(Context::Access::Write);
    const auto gazetteer = tables();
    if (names.size() == 1) {
        const auto id = Hash128::from_hex(names[0]);
        const auto undone = id ? graph::undo(*store, *id, gazetteer) : std::nullopt;
        if (!undone) {
            throw UsageError("no decision '" + names[0] +
                             "'; 'trefoil decisions' lists them, or give two names");
        }
        say_decision("undone", *undone);
        return kDone;
    }
    const graph::GraphView view(store->snapshot());
    const auto a = named_entity(view, names[0]);
    const auto b = named_entity(view, names[1]);
    for (const auto& decision : graph::unmerge(*store, a, names[0], b, names[1], gazetteer)) {
        say_decision(decision.kind == graph::DecisionKind::Same ? "undone" : "decided", decision);
    }
    return kDone;
}

int split(const Context& context, const std::string& name, const std::string& source) {
    const auto store = context.open(Context::Access::Write);
    const auto snapshot = store->snapshot();
    const auto id = Hash128::from_hex(source);
    auto document = snapshot->find_source(source);
    if (!document && id) {
        document = snapshot->find_document(*id);
    }
    if (!document) {
        throw UsageError("no such source or document in the store: '" + source +
                         "' ('trefoil stats --sources' lists them)");
    }
    const auto node = named_entity(graph::GraphView(snapshot), name);
    for (const auto& decision : graph::split(*store, node, *document, tables())) {
        say_decision("split", decision);
    }
    return kDone;
}

}  // namespace

void add_why(CLI::App& program, Context& context) {
    auto names = std::make_shared<Names>();
    CLI::App* command = program.add_subcommand("why", "Tell why two names are one entity, or two");
    command->add_option("NAMES", *names, "Two names or entity ids")->required()->expected(2);
    command->footer(R"(
Lists the pairs of names that the documents use, with the rule that joins or parts them and how sure it is, and what the user
decided. Formats: text (default), jsonl.

Examples:
  trefoil why 'Joe Biden' 'Joseph Biden'
  trefoil why Luhansk Lugansk --format jsonl)");
    command->callback(
        [&context, names] { context.run = [&context, names] { return why(context, *names); }; });
}

void add_merge(CLI::App& program, Context& context) {
    auto names = std::make_shared<Names>();
    auto aliases = std::make_shared<std::string>();
    auto never = std::make_shared<bool>(false);
    CLI::App* command = program.add_subcommand("merge", "Declare two entities to be one");
    command->add_option("NAMES", *names, "Two names or entity ids")->expected(0, 2);
    command->add_option("--aliases", *aliases,
                        "File of decisions: names of one thing on a line, separated by tabs; ! "
                        "before the first: never merge");
    command->add_flag("--never", *never, "The opposite: never merge the two by rule");
    command->footer(R"(
A decision holds for articles that come later, too. 'decisions' lists it, 'unmerge' takes it back and leaves the store as if it had
never been made.

Examples:
  trefoil merge 'Joe Biden' 'the president'
  trefoil merge --never 'John Smith' 'J. Smith'
  trefoil merge --aliases names.tsv)");
    command->callback([&context, names, aliases, never] {
        context.run = [&context, names, aliases, never] {
            return merge(context, *names, *aliases, *never);
        };
    });
}

void add_unmerge(CLI::App& program, Context& context) {
    auto names = std::make_shared<Names>();
    CLI::App* command =
        program.add_subcommand("unmerge", "Take a merge back, or any other decision");
    command->add_option("WHAT", *names, "A decision's id, or two names that are one entity")
        ->required()
        ->expected(1, 2);
    command->footer(R"(
A merge by the user is undone; one by rule is overruled: the two are never merged again, until that decision is taken back too.

Examples:
  trefoil unmerge 'Joe Biden' 'Joseph Biden'
  trefoil unmerge 8c1f0a5e3f2b4d6790a1b2c3d4e5f607)");
    command->callback([&context, names] {
        context.run = [&context, names] { return unmerge(context, *names); };
    });
}

void add_split(CLI::App& program, Context& context) {
    auto name = std::make_shared<std::string>();
    auto source = std::make_shared<std::string>();
    CLI::App* command =
        program.add_subcommand("split", "Make an entity another one in one document");
    command->add_option("NAME", *name, "A name or an entity's id")->required();
    command->add_option("SOURCE", *source, "A source as it was given to ingest, or a document's id")
        ->required();
    command->footer(R"(
For two things of one name that no rule tells apart. 'unmerge' with the decision's id joins them again.

Example:
  trefoil split 'John Smith' news/cricket.txt)");
    command->callback([&context, name, source] {
        context.run = [&context, name, source] { return split(context, *name, *source); };
    });
}

}  // namespace trefoil::cli
