// The program: one table of subcommands, the options that all of them share, and the one place that
// turns errors into messages and exit codes.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <exception>
#include <fmt/format.h>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/help_text.hpp"
#include "cli/interrupt.hpp"
#include "cli/merge_commands.hpp"
#include "cli/report.hpp"
#include "cli/standard_output.hpp"
#include "cli/terminal.hpp"
#include "query/query_error.hpp"

#ifndef TREFOIL_VERSION
#define TREFOIL_VERSION "0"
#endif

namespace trefoil::cli {

namespace {

struct Command {
    std::string_view name;
    AddCommand add;
};

/// Every subcommand, in the order of --help.
constexpr std::array kCommands{
    Command{"ingest", &add_ingest},
    Command{"extract", &add_extract},
    Command{"parse", &add_parse},
    Command{"annotate", &add_annotate},
    Command{"find", &add_find},
    Command{"show", &add_show},
    Command{"path", &add_path},
    Command{"connect", &add_connect},
    Command{"query", &add_query},
    Command{"shell", &add_shell},
    Command{"export", &add_export},
    Command{"import", &add_import},
    Command{"stats", &add_stats},
    Command{"check", &add_check},
    Command{"forget", &add_forget},
    Command{"refresh", &add_refresh},
    Command{"verify", &add_verify},
    Command{"compact", &add_compact},
    Command{"backup", &add_backup},
    Command{"restore", &add_restore},
    Command{"why", &add_why},
    Command{"merge", &add_merge},
    Command{"unmerge", &add_unmerge},
    Command{"split", &add_split},
    Command{"decisions", &add_decisions},
    Command{"score", &add_score},
    Command{"config", &add_config},
};

constexpr const char* kFooter = R"(
Examples:
  trefoil ingest news/*.txt                 read articles into ./trefoil.db
  trefoil find Putin recognized             what did Putin recognize?
  trefoil query "MATCH (p:Person)-[r]->(x) RETURN p.name, type(r), x.name LIMIT 5"
  trefoil shell                             ask interactively
  trefoil export --around 'Vladimir Putin' --hops 2 -o putin.svg

Exit codes: 0 done, 1 failed, 2 bad usage or query, 4 nothing found (with --exit-status), 130 interrupted.
'trefoil COMMAND --help' tells more about a command.)";

/// --help without CLI11's notes on types and checks: an option is followed by the name of its value
/// alone.
class PlainFormatter : public CLI::Formatter {
  public:
    std::string make_option_opts(const CLI::Option* option) const override {
        const std::string type = option->get_type_name();
        std::string out = option->get_type_size() == 0 || option->nonpositional() == false
                              ? ""
                              : " " + type.substr(0, type.find(':'));
        if (option->get_expected_max() > 1 && !option->nonpositional()) {
            out += "...";
        }
        return out;
    }

    std::string make_option_usage(const CLI::Option* option) const override {
        const std::string name =
            option->get_name(true) + (option->get_expected_max() > 1 ? "..." : "");
        return option->get_required() ? name : "[" + name + "]";
    }
};

void add_store_options(CLI::App& program, Context& context) {
    program
        .add_option("--db", context.db,
                    "The store: a folder, or :memory: for an empty one (default ./trefoil.db, or "
                    "$TREFOIL_DB)")
        ->type_name("PATH")
        ->group("Global options");
    program.add_flag("--read-only", context.read_only, "Open nothing for writing")
        ->group("Global options");
    program.add_option("--memory", context.memory, "Memory for the store's caches (default 256M)")
        ->type_name("SIZE")
        ->group("Global options");
    program.add_option("--threads", context.threads, "Threads for extraction (default: all cores)")
        ->check(CLI::Range(1, 256))
        ->type_name("N")
        ->group("Global options");
}

void add_view_options(CLI::App& program, Context& context) {
    program
        .add_option("--facts", context.facts,
                    "default: positive facts that are actual or reported; all: also negative, "
                    "planned, possible, conditional ones")
        ->check(CLI::IsMember({"default", "all"}))
        ->type_name("WHICH")
        ->group("Which facts");
    program.add_option("--min-confidence", context.min_confidence, "Hide facts below, from 0 to 1")
        ->check(CLI::Range(0.0, 1.0))
        ->type_name("X")
        ->group("Which facts");
    program
        .add_option("--min-sources", context.min_sources,
                    "Hide facts with fewer independent sources")
        ->type_name("N")
        ->group("Which facts");
    program
        .add_flag_callback(
            "--no-attributed", [&context] { context.attributed = false; },
            "Hide facts that somebody else claims")
        ->group("Which facts");
    program.add_option("--since", context.since, "Hide facts dated before this day (YYYY-MM-DD)")
        ->type_name("DAY")
        ->group("Which facts");
    program.add_option("--until", context.until, "Hide facts dated after this day (YYYY-MM-DD)")
        ->type_name("DAY")
        ->group("Which facts");
}

void add_output_options(CLI::App& program, Context& context) {
    constexpr const char* kGroup = "Output";
    program
        .add_option("--format", context.format,
                    "Output format; each command's --help names those it knows")
        ->group(kGroup);
    program
        .add_option_function<std::string>(
            "--color",
            [&context](const std::string& when) {
                context.color = when == "always"  ? ColorMode::Always
                                : when == "never" ? ColorMode::Never
                                                  : ColorMode::Auto;
            },
            "auto, always or never (NO_COLOR and CLICOLOR_FORCE count for auto)")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->default_str("auto")
        ->type_name("WHEN")
        ->group(kGroup);
    program.add_flag("-q,--quiet", context.quiet, "No remarks and no progress on standard error")
        ->group(kGroup);
    program
        .add_flag("--log", context.log,
                  "Progress as a line a minute on standard error, also where it is no terminal")
        ->group(kGroup);
    program
        .add_option_function<std::string>(
            "--errors", [&context](const std::string& how) { context.json_errors = how == "json"; },
            "text or json: how errors are written to standard error")
        ->check(CLI::IsMember({"text", "json"}))
        ->default_str("text")
        ->type_name("HOW")
        ->group(kGroup);
    program.add_flag("--exit-status", context.exit_status, "Exit code 4 if nothing was found")
        ->group(kGroup);
    program.add_flag("--keep-going", context.keep_going, "Go on after a failed statement")
        ->group(kGroup);
}

bool names_db(const std::vector<std::string>& arguments) {
    return std::ranges::any_of(arguments, [](const std::string& argument) {
        return argument == "--db" || argument.starts_with("--db=");
    });
}

/// The arguments with $TREFOIL_DB added as if it were given first: flags win over it, and it wins
/// over the configuration file.
std::vector<std::string> arguments_of(int argc, char** argv) {
    std::vector<std::string> arguments(argv + 1, argv + argc);
    const char* db = std::getenv("TREFOIL_DB");
    if (db != nullptr && *db != '\0' && !names_db(arguments)) {
        arguments.insert(arguments.begin(), std::string("--db=") + db);
    }
    std::ranges::reverse(arguments);  // as CLI11 wants them
    return arguments;
}

/// Whether a command is to be set up: all that the arguments may name, for setting up every one
/// takes a good part of a short run. All of them where none is named, or where other texts than the
/// arguments may name them.
std::vector<bool> commands_needed(const std::vector<std::string>& arguments) {
    std::vector<bool> needed;
    for (const Command& command : kCommands) {
        needed.push_back(std::ranges::find(arguments, command.name) != arguments.end());
    }
    const bool others = std::ranges::any_of(arguments, [](const std::string& argument) {
        return argument == "config" || argument.starts_with("--config") ||
               argument.starts_with("--help") || argument == "-h";
    });
    if (others || std::ranges::find(needed, true) == needed.end()) {
        needed.assign(kCommands.size(), true);
    }
    return needed;
}

/// The message for a first word that is no command, with the nearest command.
std::string unknown_command(const std::string& word) {
    std::vector<std::string> names;
    for (const Command& command : kCommands) {
        names.emplace_back(command.name);
    }
    const std::string near = query::nearest_name(word, names);
    return "no command '" + word + "'" + (near.empty() ? "" : "; did you mean '" + near + "'?");
}

/// CLI11 messages in our form: one line that says what to do.
int report_usage(const CLI::App& program, const CLI::ParseError& error,
                 const std::vector<std::string>& arguments, bool as_json) {
    const auto chosen = program.get_subcommands();
    std::string message = error.what();
    if (chosen.empty() && !program.remaining().empty()) {
        message = unknown_command(program.remaining().front());
    } else if (chosen.empty() &&
               error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError)) {
        message = "which command?";
    }
    std::ranges::replace(message, '\n', ' ');
    const std::string name = chosen.empty() ? "trefoil" : "trefoil " + chosen.front()->get_name();
    const bool json = as_json || std::ranges::find(arguments, "--errors=json") != arguments.end();
    return report_error(UsageError(message + (json ? "" : " (see " + name + " --help)")), json);
}

int run(int argc, char** argv) {
    Context context;
    context.arguments.assign(argv + 1, argv + argc);
    context.threads = std::max(1U, std::thread::hardware_concurrency());
    CLI::App program(
        "Trefoil builds a knowledge graph from English news text and answers questions about it.",
        "trefoil");
    program.set_version_flag("--version", std::string("trefoil ") + TREFOIL_VERSION);
    program.require_subcommand(1);
    program.footer(kFooter);
    program.set_config("--config", "", "Read options from this file (name = value lines)")
        ->type_name("FILE")
        ->group("Global options");
    const auto formatter = std::make_shared<PlainFormatter>();
    formatter->column_width(30);
    program.formatter(formatter);
    add_store_options(program, context);
    add_view_options(program, context);
    add_output_options(program, context);
    const std::vector<std::string> arguments = arguments_of(argc, argv);
    const std::vector<bool> needed = commands_needed(arguments);
    for (std::size_t i = 0; i < kCommands.size(); ++i) {
        if (needed[i]) {
            kCommands[i].add(program, context);
        }
    }
    for (CLI::App* command : program.get_subcommands({})) {
        command->fallthrough();
    }
    try {
        program.parse(std::vector<std::string>(arguments));
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {  // --help, --version
            std::ostringstream text;
            program.exit(error, text, text);
            constexpr std::size_t kWidest = 110;  // longer lines are hard to read
            const std::size_t width = terminal_width();
            standard_output() << (width == 0 ? text.str()
                                             : wrapped_help(text.str(), std::min(width, kWidest)));
            standard_output().flush();
            return kDone;
        }
        return report_usage(program, error, arguments, context.json_errors);
    }
    try {
        catch_interrupts();
        const int status = context.run();
        standard_output().flush();
        return status;
    } catch (const ClosedPipe&) {
        throw;
    } catch (const std::exception& error) {
        try {
            standard_output().flush();
        } catch (const std::exception&) {  // the first error is the one to report
        }
        return report_error(error, context.json_errors);
    }
}

}  // namespace

}  // namespace trefoil::cli

int main(int argc, char** argv) {
    try {
        return trefoil::cli::run(argc, argv);
    } catch (const trefoil::cli::ClosedPipe&) {
        return trefoil::cli::kDone;
    } catch (const std::exception& error) {
        return trefoil::cli::report_error(error, false);
    }
}
