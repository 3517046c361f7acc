#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/input_stream.hpp"
#include "cli/interrupt.hpp"
#include "cli/standard_output.hpp"
#include "extract/gazetteer.hpp"
#include "extract/input_file.hpp"
#include "graph/import.hpp"
#include "query/formats/registry.hpp"
#include "query/script.hpp"
#include "query/session.hpp"
#include "store/bulk_load.hpp"

namespace trefoil::cli {

namespace {

constexpr std::size_t kBadLinesShown = 10;

struct ImportArguments {
    std::string path = "-";
    std::string columns = "subject,relation,object";
    std::string delimiter = ",";
};

/// What import reads, by --format or by the ending of a file's name.
const std::map<std::string, std::string>& formats_by_ending() {
    static const std::map<std::string, std::string> kEndings{{"tsv", "tsv"},
                                                             {"csv", "csv"},
                                                             {"jsonl", "jsonl"},
                                                             {"ndjson", "jsonl"},
                                                             {"canonical", "canonical"},
                                                             {"graphml", "graphml"},
                                                             {"nt", "nt"},
                                                             {"nq", "nq"},
                                                             {"cypher", "cypher"},
                                                             {"cql", "cypher"}};
    return kEndings;
}

std::string format_of(const Context& context, const ImportArguments& arguments) {
    if (context.format.empty() && std::filesystem::is_directory(arguments.path)) {
        return "neo4j";
    }
    if (context.format.empty()) {
        const std::string name = extract::content_name_of(arguments.path);
        const auto found = formats_by_ending().find(name.substr(name.find_last_of('.') + 1));
        return found == formats_by_ending().end() ? "tsv" : found->second;
    }
    return context.format_of(
        {"tsv", "csv", "jsonl", "canonical", "graphml", "nt", "nq", "cypher", "neo4j"});
}

void report_bad_lines(const Context& context, const std::string& path,
                      const std::vector<store::BadLine>& lines, std::uint64_t bad) {
    for (std::size_t i = 0; i < lines.size() && i < kBadLinesShown; ++i) {
        context.report(InputError(lines[i].reason, path, lines[i].line));
    }
    if (bad > kBadLinesShown) {
        context.say(fmt::format("{} bad lines in all", bad));
    }
}

/// tsv, csv
int import_triples(const Context& context, const ImportArguments& arguments,
                   const std::string& format) {
    InputStream input(arguments.path);
    const store::ByteSource bytes = input.source();
    std::unique_ptr<store::TripleSource> triples;
    if (format == "csv") {
        graph::CsvOptions options;
        options.delimiter = arguments.delimiter == "\\t" ? '\t' : arguments.delimiter.front();
        options.columns = CLI::detail::split(arguments.columns, ',');
        options.file = arguments.path;
        triples = graph::csv_triples(bytes, options);
    }
    const auto store = context.open(Context::Access::Create);
    Progress progress("importing", context.progress());
    store::LoadOptions options;
    options.memory_bytes = context.memory_bytes() / 4;
    options.progress = [&](const store::LoadProgress& at) {
        check_interrupt();
        progress.update(at.lines, "lines", at.sorting ? "sorting and writing" : "",
                        at.sorting ? std::nullopt : input.share());
    };
    const store::LoadReport report = triples ? store::load_triples(*store, *triples, options)
                                             : store::load_triples(*store, bytes, options);
    progress.clear();
    report_bad_lines(context, arguments.path, report.bad_lines, report.bad);
    fmt::print(
        standard_output(),
        "{} lines: {} new relationships, {} new nodes, {} new types, {} duplicates, {} bad lines\n",
        report.lines, report.triples, report.nodes, report.types, report.duplicates, report.bad);
    return report.bad == 0 ? kDone : kFailed;
}

graph::ImportReport import_graph(const ImportArguments& arguments, const std::string& format,
                                 store::Store& store, Progress& progress) {
    const InputStream* followed = nullptr;
    graph::ImportOptions options;
    options.progress = [&](std::uint64_t records) {
        check_interrupt();
        progress.update(records, "records", {}, followed ? followed->share() : std::nullopt);
    };
    if (format == "neo4j") {
        const std::filesystem::path folder(arguments.path);
        InputStream nodes((folder / "nodes.csv").string());
        InputStream relationships((folder / "relationships.csv").string());
        return graph::import_neo4j(store, nodes.source(), relationships.source(), options);
    }
    InputStream input(arguments.path);
    followed = &input;
    if (format == "jsonl" || format == "canonical") {
        const auto gazetteer = extract::Gazetteer::open(extract::Gazetteer::default_path());
        options.gazetteer = &gazetteer;
        return graph::import_jsonl(store, input.source(), options);
    }
    return format == "graphml" ? graph::import_graphml(store, input.source(), options)
                               : graph::import_rdf(store, input.source(), options);
}

/// jsonl, graphml, nt, nq, neo4j
int import_graph(const Context& context, const ImportArguments& arguments,
                 const std::string& format) {
    const auto store = context.open(Context::Access::Create);
    Progress progress("importing", context.progress());
    const graph::ImportReport report = import_graph(arguments, format, *store, progress);
    progress.clear();
    report_bad_lines(context, arguments.path, report.bad_lines, report.bad);
    fmt::print(standard_output(), "{} records: {} new nodes, {} new relationships, {} bad\n",
               report.records, report.nodes, report.relationships, report.bad);
    return report.bad == 0 ? kDone : kFailed;
}

/// Statements of the query language, all in one transaction.
int import_statements(const Context& context, const ImportArguments& arguments) {
    InputStream input(arguments.path);
    const auto store = context.open(Context::Access::Create);
    query::Database database(*store, context.filter());
    query::Session session(database, {.limits = {}, .cancel = &interrupt_flag()});
    session.options().limits.time = std::chrono::hours(24);
    Progress progress("importing", context.progress());
    query::StatementReader reader(input);
    std::uint64_t statements = 0;
    query::Statistics sum;
    const auto no_rows = query::make_row_writer("none", standard_output(), {});
    session.begin();
    while (const auto text = reader.next()) {
        for (const query::ScriptStatement& part : query::split_script(*text)) {
            const query::Summary summary = session.run(part.text, {}, *no_rows);
            sum.nodes_created += summary.statistics.nodes_created;
            sum.relationships_created += summary.statistics.relationships_created;
            progress.update(++statements, "statements", {}, input.share());
        }
    }
    session.commit();
    progress.clear();
    fmt::print(standard_output(), "{} statements: {} new nodes, {} new relationships\n", statements,
               sum.nodes_created, sum.relationships_created);
    return kDone;
}

int import(const Context& context, const ImportArguments& arguments) {
    const std::string format = format_of(context, arguments);
    if (arguments.delimiter.empty()) {
        throw UsageError("--delimiter is one character, or \\t");
    }
    if (format == "tsv" || format == "csv") {
        return import_triples(context, arguments, format);
    }
    return format == "cypher" ? import_statements(context, arguments)
                              : import_graph(context, arguments, format);
}

}  // namespace

void add_import(CLI::App& program, Context& context) {
    auto arguments = std::make_shared<ImportArguments>();
    CLI::App* command =
        program.add_subcommand("import", "Load a graph made elsewhere into the store");
    command->add_option("FILE", arguments->path,
                        "The file, compressed or not, or - for standard input (default)");
    command
        ->add_option("--columns", arguments->columns,
                     "csv: the columns of subject, relation and object, by name, or by number for "
                     "a file without a line of names (default subject,relation,object)")
        ->type_name("S,R,O");
    command->add_option("--delimiter", arguments->delimiter, "csv: what divides fields (default ,)")
        ->type_name("C");
    command->footer(R"(
Formats, by --format or the ending of the file:
  tsv (default), csv      triples, one a line: subject, relation, object. Each is stored once; names are taken as they stand, and nodes
                          are not linked to extracted entities. Any size: sorted in bounded memory (--memory).
  jsonl, graphml, nt, nq  graphs with labels and properties, as export writes them and as other programs do
  neo4j                   a folder with nodes.csv and relationships.csv
  canonical               what 'export --canonical' writes (a .jsonl file is known by its first line): into an empty store, equal then to the one
                          it came from, with documents, decisions and evidence
  cypher                  statements of the query language, each ended by ; at the end of a line
All that can be used is loaded, or, after an error, nothing: a bad line is passed over, reported by number and counted (exit code 1); a
statement that fails, or XML that is not well-formed, ends the import. docs/exchange.md tells more.

Examples:
  trefoil import graph.tsv
  zcat graph.tsv.gz | trefoil --db graph.db import -
  trefoil import --columns from,kind,to links.csv
  trefoil import graph.graphml)");
    command->callback([&context, arguments] {
        context.run = [&context, arguments] { return import(context, *arguments); };
    });
}

}  // namespace trefoil::cli
