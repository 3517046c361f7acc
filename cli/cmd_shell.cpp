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

int run_shell(const Context& context) {
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
    TerminalLines lines(shell);
    return shell.run(lines);
}

}  // namespace

void add_shell(CLI::App& program, Context& context) {
    CLI::App* command = program.add_subcommand("shell", "Ask interactively");
    command->footer(R"(
On a terminal: line editing, history (~/.trefoil_history or $TREFOIL_HISTORY, readable by its owner only; a line with a leading blank is not
kept), completion with Tab (keywords, labels, types, names of entities). Ctrl-C stops a statement and keeps the shell.
From a pipe: no prompt, no colour; the first error ends it, unless --keep-going.

Examples:
  trefoil shell
  trefoil --db :memory: shell
  echo 'Putin recognized ?' | trefoil shell)");
    command->callback([&context] { context.run = [&context] { return run_shell(context); }; });
}

}  // namespace trefoil::cli
