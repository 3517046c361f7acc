#include <filesystem>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/alias_file.hpp"
#include "cli/context.hpp"
#include "cli/ingest_files.hpp"
#include "cli/input_stream.hpp"
#include "cli/inputs.hpp"
#include "cli/interrupt.hpp"
#include "cli/standard_output.hpp"
#include "extract/gazetteer.hpp"
#include "extract/json_input.hpp"
#include "extract/pipeline.hpp"
#include "graph/ingest.hpp"
#include "graph/relation_names.hpp"

namespace trefoil::cli {

namespace {

struct IngestOptions {
    std::string rules;  ///< file of the user's rules; empty: none
    std::string date;
    bool any_language = false;
    std::string aliases;
    std::string relations;
    std::vector<std::string> files;
};

/// True if the store holds this very document from this very source: then it need not be analysed
/// again.
bool is_stored(const store::Reader& reader, const extract::Document& document) {
    const auto id = reader.find_document(document.id());
    const auto source = reader.find_source(document.info.source);
    return id && source && *id == *source;
}

std::string plural(std::uint64_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

void print_text(const graph::IngestReport& report, std::size_t set_aside, std::size_t failed) {
    std::ostream& out = standard_output();
    fmt::print(out, "{} new", plural(report.documents, "document"));
    if (report.unchanged > 0) {
        fmt::print(out, ", {} unchanged", report.unchanged);
    }
    if (report.replaced > 0) {
        fmt::print(out, ", {} replaced", report.replaced);
    }
    if (report.sources_added > 0) {
        fmt::print(out, ", {} known under a further source", report.sources_added);
    }
    if (set_aside > 0) {
        fmt::print(out, ", {} not English", set_aside);
    }
    if (failed > 0) {
        fmt::print(out, ", {} failed", failed);
    }
    fmt::print(out, "\n");
    if (report.documents > 0) {
        fmt::print(out, "{}, {:.0f} % with a fact; {} and {} derived\n",
                   plural(report.sentences, "sentence"), 100 * report.coverage(),
                   plural(report.triples, "assertion"), report.derived);
        fmt::print(out, "{} and {} new in the graph\n", plural(report.new_entities, "node"),
                   plural(report.new_facts, "fact"));
    }
}

void print_json(const graph::IngestReport& report, const Inputs& inputs) {
    const nlohmann::ordered_json line{
        {"documents", report.documents},       {"unchanged", report.unchanged},
        {"replaced", report.replaced},         {"sources_added", report.sources_added},
        {"not_english", inputs.set_aside()},   {"failed", inputs.failed()},
        {"sentences", report.sentences},       {"coverage", report.coverage()},
        {"triples", report.triples},           {"derived", report.derived},
        {"new_entities", report.new_entities}, {"new_facts", report.new_facts}};
    fmt::print(standard_output(), "{}\n", line.dump());
}

std::string whole_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw InputError("cannot read the table of relation names", file.string());
    }
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The user's table; else the store's own; else the one that ships.
void choose_relation_names(store::Store& store, const std::string& file) {
    if (!file.empty()) {
        graph::use_relation_names(store, whole_file(file), file);
    } else if (!graph::has_relation_names(*store.snapshot())) {
        const auto shipped = extract::Gazetteer::default_path().parent_path() / "relations.tsv";
        graph::use_relation_names(store, whole_file(shipped), shipped.string());
    }
}

/// Reads what `extract --format jsonl` or another extractor wrote.
int ingest_triples(const Context& context, const IngestOptions& options) {
    const auto store = context.open(Context::Access::Create);
    choose_relation_names(*store, options.relations);
    const auto gazetteer = extract::Gazetteer::open(extract::Gazetteer::default_path());
    graph::Ingest sink(*store, "triples", gazetteer);
    Progress progress("ingesting", context.progress());
    std::size_t failed = 0;
    std::uint64_t done = 0;
    const std::vector<std::string> files =
        options.files.empty() ? std::vector<std::string>{"-"} : options.files;
    for (const std::string& file : files) {
        try {
            InputStream input(file);
            extract::TriplesReader reader(input, file, date_option(options.date));
            while (const auto read = reader.next()) {
                check_interrupt();
                sink.accept(read->document, read->analysis);
                progress.update(++done, "documents",
                                fmt::format("{} facts", sink.report().new_facts), input.share());
            }
        } catch (const InputError& error) {
            ++failed;
            progress.clear();
            context.report(error);
        }
    }
    progress.clear();
    if (!options.aliases.empty()) {
        apply_alias_file(*store, options.aliases, gazetteer);
    }
    print_text(sink.report(), 0, failed);
    return failed == 0 ? kDone : kFailed;
}

int ingest_articles(const Context& context, const IngestOptions& options, const std::string& format,
                    const std::function<store::Store&()>& open) {
    Inputs inputs(context, options.files, {.date = date_option(options.date)});
    if (!options.any_language) {
        inputs.set_aside_foreign();
    }
    const auto rules = rules_in(options.rules);
    const extract::Pipeline pipeline({.threads = context.threads,
                                      .lines = false,
                                      .triples = {.derived = true, .rules = rules.get()}});
    const std::string version = pipeline.version();  // fails before a store is made
    store::Store& store = open();
    choose_relation_names(store, options.relations);
    const auto before = store.snapshot();
    const auto gazetteer = extract::Gazetteer::open(extract::Gazetteer::default_path());
    graph::Ingest sink(store, version, gazetteer);
    Progress progress("ingesting", context.progress());
    std::uint64_t done = 0;
    const auto source = [&]() -> std::optional<extract::Document> {
        while (std::optional<extract::Document> document = inputs.next()) {
            if (!is_stored(*before, *document)) {
                return document;
            }
            inputs.take_place();
            ++sink.report().unchanged;
        }
        return std::nullopt;
    };
    pipeline.run_all(source, extract::Stage::Triples, [&](extract::Annotated&& annotated) {
        sink.accept(annotated.document, annotated.analysis);
        progress.update(++done, "documents", fmt::format("{} facts", sink.report().new_facts),
                        inputs.share());
    });
    progress.clear();
    if (!options.aliases.empty()) {
        apply_alias_file(store, options.aliases, gazetteer);
    }
    const int status = inputs.finish();
    if (format == "jsonl") {
        print_json(sink.report(), inputs);
    } else {
        print_text(sink.report(), inputs.set_aside(), inputs.failed());
    }
    return status;
}

int ingest(const Context& context, const IngestOptions& options) {
    const std::string format = context.format_of({"text", "jsonl", "triples"});
    if (format == "triples") {
        return ingest_triples(context, options);
    }
    std::unique_ptr<store::Store> store;
    return ingest_articles(context, options, format, [&]() -> store::Store& {
        store = context.open(Context::Access::Create);
        return *store;
    });
}

int forget(const Context& context, const std::vector<std::string>& sources) {
    const auto store = context.open(Context::Access::Write);
    const auto gazetteer = extract::Gazetteer::open(extract::Gazetteer::default_path());
    std::size_t unknown = 0;
    for (const std::string& source : sources) {
        const std::optional<graph::ForgetReport> report = graph::forget(*store, source, gazetteer);
        if (!report) {
            ++unknown;
            context.report(InputError(
                "no such source or document in the store ('trefoil stats --sources' lists them)",
                source));
            continue;
        }
        fmt::print(standard_output(), "{}: {} dropped, {} and {} removed\n", printable(source),
                   plural(report->sources, "source"), plural(report->documents, "document"),
                   plural(report->facts, "fact"));
    }
    return unknown == 0 ? kDone : kFailed;
}

}  // namespace

int ingest_files(const Context& context, store::Store& store,
                 const std::vector<std::string>& files) {
    IngestOptions options;
    options.files = files;
    return ingest_articles(context, options, "text", [&]() -> store::Store& { return store; });
}

void add_ingest(CLI::App& program, Context& context) {
    auto options = std::make_shared<IngestOptions>();
    CLI::App* command = program.add_subcommand("ingest", "Read articles into the store");
    command->add_option("FILE", options->files,
                        "Files, folders, archives, or - for standard input (default)");
    add_rules_option(*command, options->rules);
    command->add_option("--date", options->date,
                        "The articles' date (YYYY-MM-DD); wins over dates found in them");
    command->add_flag("--any-language", options->any_language,
                      "Also read documents that do not look English");
    command->add_option("--aliases", options->aliases,
                        "File of aliases and never-merge pairs to apply (see merge --help)");
    command->add_option("--relations", options->relations,
                        "Table of closed-list names of relations to use from now on");
    command->footer(R"(
Reads plain text, web pages, and JSON lines with "text" and, if known, "date", "title", "url"; also compressed (gz, bz2, xz, zst) and in
archives (tar, zip). The same article again changes nothing; a known file with a new text replaces the old one. Each article is
stored as a whole or not at all. Documents that are clearly not in English are named, counted and set aside. Formats of the report: text
(default), jsonl. --format triples reads triples instead of articles: the JSON lines of 'extract --derived --format jsonl', or of another
extractor (docs/extraction.md says what they need).

Examples:
  trefoil ingest news/*.txt
  trefoil --db news.db ingest --date 2022-02-22 article.html
  zcat dump.jsonl.gz | trefoil ingest -
  trefoil extract --derived --format jsonl a.txt | trefoil ingest --format triples -)");
    command->callback([&context, options] {
        context.run = [&context, options] { return ingest(context, *options); };
    });
}

void add_forget(CLI::App& program, Context& context) {
    auto sources = std::make_shared<std::vector<std::string>>();
    CLI::App* command = program.add_subcommand("forget", "Take documents out of the store");
    command
        ->add_option("SOURCE", *sources, "A source as it was given to ingest, or a document's id")
        ->required();
    command->footer(R"(
What rests on other documents too stays. A document goes with its last source.

Examples:
  trefoil forget news/a.txt
  trefoil forget 8c1f0a5e3f2b4d6790a1b2c3d4e5f607)");
    command->callback([&context, sources] {
        context.run = [&context, sources] { return forget(context, *sources); };
    });
}

}  // namespace trefoil::cli
