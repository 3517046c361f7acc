#include <chrono>
#include <cstdint>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "cli/context.hpp"
#include "cli/report.hpp"
#include "cli/standard_input.hpp"
#include "cli/standard_output.hpp"
#include "cli/statement.hpp"
#include "query/line_protocol.hpp"
#include "query/script.hpp"

namespace trefoil::cli {

namespace {

struct QueryOptions {
    std::string text;
    std::string file;
    std::vector<std::string> parameters;
    double seconds = 60;
    std::uint64_t rows = query::Limits().rows;
    std::uint64_t memory = query::Limits().memory_bytes;
};

/// What each statement may use.
query::SessionOptions limited(const QueryOptions& options) {
    query::SessionOptions result = session_options();
    result.limits.time =
        std::chrono::milliseconds(static_cast<std::int64_t>(options.seconds * 1000));
    result.limits.rows = options.rows;
    result.limits.memory_bytes = options.memory;
    return result;
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw InputError("cannot open the file of statements", path);
    }
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The statements to run: of the argument, of -f, or of standard input.
std::string script_of(const QueryOptions& options) {
    if (!options.file.empty() && !options.text.empty()) {
        throw UsageError("give either statements or -f FILE, not both");
    }
    if (!options.file.empty() && options.file != "-") {
        return to_valid_utf8(read_file(options.file));
    }
    if (options.text.empty() && options.file.empty() && stdin_is_terminal()) {
        throw UsageError("no statement given (see trefoil query --help)");
    }
    if (options.text.empty() || options.text == "-" || options.file == "-") {
        const std::string bytes{std::istreambuf_iterator<char>(standard_input()),
                                std::istreambuf_iterator<char>()};
        return to_valid_utf8(bytes);
    }
    return to_valid_utf8(options.text);
}

/// Statements on standard input, answers on standard output, until the input ends.
int serve(const Context& context, const QueryOptions& options) {
    const auto store =
        context.open(context.read_only ? Context::Access::Read : Context::Access::Create);
    query::Database database(*store, context.filter());
    database.set_cache_bytes(context.memory_bytes());
    query::LineProtocol protocol{query::Session(database, limited(options))};
    for (const std::string& parameter : options.parameters) {
        const std::size_t equals = parameter.find('=');
        protocol.answer(":param " + parameter.substr(0, equals) + " => " +
                        (equals == std::string::npos ? "null" : parameter.substr(equals + 1)));
    }
    protocol.run(standard_input(), standard_output());
    return kDone;
}

/// Runs the statements of a script in order; the first error ends it unless --keep-going.
int run_script(const Context& context, const QueryOptions& options, const std::string& format,
               const std::string& script) {
    const Context::Access wanted = access_for(script);
    const auto store = context.open(context.read_only ? Context::Access::Read : wanted);
    query::Database database(*store, context.filter());
    database.set_cache_bytes(context.memory_bytes());
    query::Session session(database, limited(options));
    Map parameters;
    for (const std::string& parameter : options.parameters) {
        add_parameter(session, parameters, parameter);
    }
    bool found = false;
    int status = kDone;
    for (const query::ScriptStatement& statement : query::split_script(script)) {
        try {
            const query::Summary summary = run_statement(context, session, statement.text,
                                                         parameters, format, standard_output());
            found = found || summary.rows > 0 || summary.statistics != query::Statistics{};
        } catch (const ClosedPipe&) {
            throw;
        } catch (const Interrupted&) {
            throw;
        } catch (const Error& error) {
            standard_output().flush();
            status = report_error(error, context.json_errors, statement.text);
            if (!context.keep_going) {
                return status;
            }
        }
    }
    return status != kDone ? status : context.status_for(found);
}

int run_query(const Context& context, const QueryOptions& options) {
    const std::string format = context.format_of(result_formats());
    if (format == "jsonl" && options.text == "-") {
        return serve(context, options);
    }
    return run_script(context, options, format, script_of(options));
}

}  // namespace

void add_query(CLI::App& program, Context& context) {
    auto options = std::make_shared<QueryOptions>();
    CLI::App* command =
        program.add_subcommand("query", "Run statements of the query language (Cypher)");
    command->add_option("TEXT", options->text,
                        "The statements, separated by ';', or - for standard input (default)");
    command->add_option("-f,--file", options->file, "A file of statements");
    command->add_option("--param", options->parameters, "name=value: sets $name; may be repeated")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    command
        ->add_option("--time-limit", options->seconds,
                     "Seconds that a statement may take; 0: any (default 60)")
        ->check(CLI::Range(0.0, 1e9))
        ->type_name("SECONDS");
    command
        ->add_option("--row-limit", options->rows,
                     "Rows that a statement may give; 0: any (default 10 million)")
        ->type_name("N");
    command
        ->add_option("--memory-limit", options->memory,
                     "What the sorts, groups, lists and writes of a statement may hold; 0: any "
                     "(default 1G)")
        ->transform(CLI::AsSizeValue(false))
        ->type_name("SIZE");
    command->footer(fmt::format(R"(
Formats: {}. docs/cypher.md describes the language, the formats, and the protocol of 'query --format jsonl -', which
answers each statement (ended by ';' and a line end) with one JSON object on one line, errors too. Elsewhere the first error
ends the run, unless --keep-going.

Examples:
  trefoil query "MATCH (p:Person)-[r]->(x) RETURN p.name, type(r), x.name LIMIT 10"
  trefoil query --param who='Joe Biden' 'MATCH (p {{name: $who}})-[r]->(x) RETURN type(r), x.name' --format csv
  trefoil query -f statements.cypher)",
                                fmt::join(result_formats(), ", ")));
    command->callback([&context, options] {
        context.run = [&context, options] { return run_query(context, *options); };
    });
}

}  // namespace trefoil::cli
