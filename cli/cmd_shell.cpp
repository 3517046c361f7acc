#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "base/utf8.hpp"
#include "cli/completion.hpp"
#include "cli/context.hpp"
#include "cli/line_editor.hpp"
#include "cli/shell.hpp"
#include "cli/standard_input.hpp"

namespace trefoil::cli {

namespace {

class PipeLines : public LineSource {
  public:
    std::optional<std::string> next(bool) override {
        std::string line;
        return std::getline(standard_input(), line) ? std::optional(to_valid_utf8(line))
                                                    : std::nullopt;
    }
};

class TerminalLines : public LineSource {
  public:
    explicit TerminalLines(const Shell& shell)
        : editor_(default_history_file(), [&shell](const std::string& before, std::size_t& begin) {
              return complete(shell.view(), before, begin);
          }) {}

    std::optional<std::string> next(bool more) override {
        return editor_.read(more ? "     ...> " : "trefoil> ");
    }

    void done(const std::string& statement) override { editor_.remember(statement); }

  private:
    LineEditor editor_;
};

/// $TREFOIL_INIT, else ~/.trefoilrc; "" where there is no such file.
std::string start_up_file() {
    std::string path;
    if (const char* named = std::getenv("TREFOIL_INIT")) {
        path = named;
    } else if (const char* home = std::getenv("HOME")) {
        path = std::string(home) + "/.trefoilrc";
    }
    return std::filesystem::exists(path) ? path : "";
}

int run_shell(const Context& context, bool with_start_up) {
    const auto store =
        context.open(context.read_only ? Context::Access::Read : Context::Access::Create);
    const bool interactive = stdin_is_terminal() && stdout_is_terminal();
    Shell shell(context, *store, interactive);
    if (!interactive) {
        PipeLines lines;
        return shell.run(lines);
    }
    context.say("trefoil on " + context.db);
    context.say(
        "Statements end with ';', plain words are looked up. :help tells more, Ctrl-D leaves.");
    if (const std::string file = start_up_file(); with_start_up && !file.empty()) {
        shell.read(file);
    }
    TerminalLines lines(shell);
    return shell.run(lines);
}

}  // namespace

void add_shell(CLI::App& program, Context& context) {
    auto with_start_up = std::make_shared<bool>(true);
    CLI::App* command = program.add_subcommand("shell", "Ask interactively");
    command->add_flag_callback(
        "--no-init", [with_start_up] { *with_start_up = false; },
        "Do not read the start-up file (~/.trefoilrc, or $TREFOIL_INIT)");
    command->footer(R"(
On a terminal: line editing, history (~/.trefoil_history or $TREFOIL_HISTORY, readable by its owner only; a line with a leading blank is not
kept), completion with Tab (keywords, labels, types, names of entities). Ctrl-C stops a statement and keeps the shell. What is longer
than the screen goes through $TREFOIL_PAGER, $PAGER or less (:set pager off). The start-up file (~/.trefoilrc) is read first, as by :read.
From a pipe: no prompt, no colour; the first error ends it, unless --keep-going.

Examples:
  trefoil shell
  trefoil --db :memory: shell
  echo 'Putin recognized ?' | trefoil shell)");
    command->callback([&context, with_start_up] {
        context.run = [&context, with_start_up] { return run_shell(context, *with_start_up); };
    });
}

}  // namespace trefoil::cli
