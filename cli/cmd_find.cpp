#include <fmt/format.h>
#include <fmt/ostream.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/facts_output.hpp"
#include "cli/interrupt.hpp"
#include "cli/standard_output.hpp"
#include "graph/find.hpp"
#include "graph/formats.hpp"
#include "graph/paths.hpp"
#include "graph/show.hpp"

namespace trefoil::cli {

namespace {

struct FindOptions {
    std::vector<std::string> words;
    std::optional<std::string> subject;
    std::optional<std::string> relation;
    std::optional<std::string> object;
    std::size_t limit = 0;
};

struct PathOptions {
    std::vector<std::string> ends;
    std::string through;
    std::uint64_t max_hops = 8;
    std::size_t count = 3;
};

graph::FactPattern pattern_of(const FindOptions& options) {
    const bool named = options.subject || options.relation || options.object;
    if (named && !options.words.empty()) {
        throw UsageError("give either words or --subject, --relation and --object, not both");
    }
    graph::FactPattern pattern = graph::pattern_of(options.words);
    if (named) {
        pattern = {
            .subject = options.subject, .relation = options.relation, .object = options.object};
    }
    pattern.limit = options.limit;
    return pattern;
}

void say_all(const Context& context, const std::vector<std::string>& remarks) {
    for (const std::string& remark : remarks) {
        context.say(printable(remark));
    }
}

int find(const Context& context, const FindOptions& options) {
    const std::string format = context.format_of({"text", "tsv", "jsonl"});
    const graph::FactPattern pattern = pattern_of(options);
    const auto store = context.open(Context::Access::Read);
    const graph::GraphView view(store->snapshot(), context.filter());
    const graph::FoundFacts found = graph::find_facts(view, pattern);
    say_all(context, found.remarks);
    std::ostream& out = standard_output();
    for (const graph::FactRow& row : found.rows) {
        check_interrupt();
        if (format == "tsv") {
            fmt::print(out, "{}\n", graph::fact_tsv(row));
        } else if (format == "jsonl") {
            fmt::print(out, "{}\n", graph::fact_json(row));
        } else {
            write_fact(out, row, context.paint());
        }
    }
    if (found.total > found.rows.size()) {
        context.say(fmt::format("{} more (--limit)", found.total - found.rows.size()));
    }
    if (found.rows.empty() && found.remarks.empty()) {
        context.say("nothing found");
    }
    return context.status_for(!found.rows.empty());
}

int show(const Context& context, const std::string& name) {
    const std::string format = context.format_of({"text", "jsonl"});
    const auto store = context.open(Context::Access::Read);
    const graph::GraphView view(store->snapshot(), context.filter());
    const graph::ShownEntities shown = graph::show_entity(view, name);
    if (shown.match == graph::NameMatch::Near) {
        for (const std::string& near : shown.near) {
            context.say("taking '" + printable(name) + "' for '" + printable(near) + "'");
        }
    }
    bool first = true;
    for (const graph::EntityCard& card : shown.cards) {
        if (format == "jsonl") {
            fmt::print(standard_output(), "{}\n", graph::entity_json(card));
        } else {
            fmt::print(standard_output(), "{}", first ? "" : "\n");
            write_card(standard_output(), card, context.paint());
        }
        first = false;
    }
    if (shown.cards.empty()) {
        context.say("no entity named '" + printable(name) + "'");
    }
    return context.status_for(!shown.cards.empty());
}

int print_paths(const Context& context, const std::string& format, const graph::FoundPaths& found) {
    say_all(context, found.remarks);
    bool first = true;
    for (const graph::NamedPath& path : found.paths) {
        if (format == "jsonl") {
            fmt::print(standard_output(), "{}\n", graph::path_json(path));
        } else {
            fmt::print(standard_output(), "{}", first ? "" : "\n");
            write_path(standard_output(), path, context.paint());
        }
        first = false;
    }
    if (found.paths.empty() && found.remarks.empty()) {
        context.say("no path");
    }
    return context.status_for(!found.paths.empty());
}

int path(const Context& context, const PathOptions& options, bool several) {
    const std::string format = context.format_of({"text", "jsonl"});
    const auto store = context.open(Context::Access::Read);
    const graph::GraphView view(store->snapshot(), context.filter());
    const graph::PathOptions walking{.through_concepts = options.through == "concepts",
                                     .max_hops = options.max_hops,
                                     .poll = [](std::uint64_t) { check_interrupt(); }};
    const graph::FoundPaths found =
        several ? graph::connect(view, options.ends[0], options.ends[1], options.count, walking)
                : graph::find_path(view, options.ends[0], options.ends[1], walking);
    return print_paths(context, format, found);
}

void add_path_options(CLI::App& command, PathOptions& options) {
    command.add_option("NAMES", options.ends, "The two ends: names as they are written or spoken")
        ->required()
        ->expected(2);
    command
        .add_option("--through", options.through,
                    "concepts: may also pass through common nouns and statements")
        ->check(CLI::IsMember({"concepts"}));
    command.add_option("--max-hops", options.max_hops, "Longest path to look for (default 8)")
        ->check(CLI::Range(1, 64));
}

}  // namespace

void add_find(CLI::App& program, Context& context) {
    auto options = std::make_shared<FindOptions>();
    CLI::App* command = program.add_subcommand("find", "Find facts: who did what to whom");
    command
        ->add_option("WORDS", options->words,
                     "[A [REL [B]]]; ? is any; a lone A matches either end")
        ->expected(0, 3);
    command->add_option("--subject", options->subject, "Name of the subject");
    command->add_option("--relation", options->relation,
                        "The relation: its type, or words in any inflection");
    command->add_option("--object", options->object, "Name of the object");
    command->add_option("--limit", options->limit, "Rows at most (default: all)");
    command->footer(R"(
Looks for exact names and types first, then aliases, then inflections and spelling variants, then near spellings (said on standard
error); a later step only if the earlier found nothing.
Formats: text (default), tsv (subject, type, object, polarity, modality, attribution, time, confidence, sources, fact id,
phrase, sentence), jsonl.

Examples:
  trefoil find Putin recognized
  trefoil find '?' signed 'executive order'
  trefoil find --subject 'Agency 1' --relation 'announces tariffs on' --format tsv)");
    command->callback([&context, options] {
        context.run = [&context, options] { return find(context, *options); };
    });
}

void add_show(CLI::App& program, Context& context) {
    auto name = std::make_shared<std::string>();
    CLI::App* command = program.add_subcommand("show", "Show one entity with its facts");
    command->add_option("NAME", *name, "The entity's name, or an alias")->required();
    command->footer(R"(
Formats: text (default), jsonl.

Examples:
  trefoil show Psaki
  trefoil show 'Joe Biden' --facts all --format jsonl)");
    command->callback(
        [&context, name] { context.run = [&context, name] { return show(context, *name); }; });
}

void add_path(CLI::App& program, Context& context) {
    auto options = std::make_shared<PathOptions>();
    CLI::App* command = program.add_subcommand("path", "Find a shortest path between two entities");
    add_path_options(*command, *options);
    command->footer(R"(
Walks along and against the arrows, not through common nouns unless asked. Formats: text (default), jsonl.

Examples:
  trefoil path Biden Zelenskiy
  trefoil path 'Joe Biden' Donetsk --through concepts --max-hops 4)");
    command->callback([&context, options] {
        context.run = [&context, options] { return path(context, *options, false); };
    });
}

void add_connect(CLI::App& program, Context& context) {
    auto options = std::make_shared<PathOptions>();
    CLI::App* command =
        program.add_subcommand("connect", "Find the best supported paths between two entities");
    add_path_options(*command, *options);
    command->add_option("--count", options->count, "How many paths (default 3)")
        ->check(CLI::Range(1, 100));
    command->footer(R"(
Paths of the shortest length and one hop more, without repeated entities. Formats: text (default), jsonl.

Example:
  trefoil connect Biden Putin --count 5)");
    command->callback([&context, options] {
        context.run = [&context, options] { return path(context, *options, true); };
    });
}

}  // namespace trefoil::cli
