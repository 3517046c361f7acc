#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.hpp"
#include "graph/view.hpp"
#include "store/store.hpp"

namespace CLI {
class App;
}

namespace trefoil::cli {

/// Exit codes (DESIGN.md, section 2).
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kNothingFound = 4;
inline constexpr int kInterrupted = 130;

/// The options that every command takes, and what follows from them. Filled in by CLI11 before a
/// command runs.
struct Context {
    std::string db = "./trefoil.db";
    bool read_only = false;
    std::string memory = "256M";
    unsigned threads = 1;
    std::string facts = "default";         ///< "default" or "all"
    std::optional<double> min_confidence;  ///< unset: whatever the command shows by default
    std::uint64_t min_sources = 0;
    bool attributed = true;
    std::string since;
    std::string until;
    std::string format;  ///< "" where the user named none
    ColorMode color = ColorMode::Auto;
    bool quiet = false;
    bool log = false;
    bool json_errors = false;
    bool exit_status = false;
    bool keep_going = false;

    std::vector<std::string> arguments;  ///< as they were given to the program

    /// What the chosen command does; returns the exit code.
    std::function<int()> run;

    [[nodiscard]] Paint paint() const { return Paint(wants_color(color), terminal_width()); }

    [[nodiscard]] ProgressMode progress() const {
        return log ? ProgressMode::Log : quiet ? ProgressMode::None : ProgressMode::Line;
    }

    /// The same for a command that writes its data while it works: none between its lines.
    [[nodiscard]] ProgressMode progress_beside_output() const {
        return !log && stdout_is_terminal() ? ProgressMode::None : progress();
    }

    [[nodiscard]] graph::ViewFilter filter() const;

    /// How a command uses the store.
    enum class Access { Read, Write, Create };
    /// Opens the store that --db names. Read and Write need an existing one. Throws StoreError,
    /// UsageError (bad --memory; a command that writes with --read-only).
    [[nodiscard]] std::unique_ptr<store::Store> open(Access access) const;
    [[nodiscard]] store::OpenOptions open_options(Access access) const;
    [[nodiscard]] std::size_t memory_bytes() const;

    /// The format asked for, or the first of `known` if none was. Throws UsageError that lists
    /// `known`.
    [[nodiscard]] std::string format_of(const std::vector<std::string>& known) const;

    /// 0, or 4 with --exit-status if nothing was found.
    [[nodiscard]] int status_for(bool found) const {
        return found || !exit_status ? kDone : kNothingFound;
    }

    /// Prints a remark to standard error unless --quiet.
    void say(std::string_view line) const;
    /// Prints "error: ..." (or its JSON form) and goes on: for one input of several.
    void report(const std::exception& error) const;
};

/// Adds one subcommand to the program. Each cmd_*.cpp has one such function; the table is in
/// main.cpp.
using AddCommand = void (*)(CLI::App& program, Context& context);

void add_ingest(CLI::App& program, Context& context);
void add_extract(CLI::App& program, Context& context);
void add_parse(CLI::App& program, Context& context);
void add_annotate(CLI::App& program, Context& context);
void add_find(CLI::App& program, Context& context);
void add_show(CLI::App& program, Context& context);
void add_path(CLI::App& program, Context& context);
void add_connect(CLI::App& program, Context& context);
void add_query(CLI::App& program, Context& context);
void add_shell(CLI::App& program, Context& context);
void add_export(CLI::App& program, Context& context);
void add_import(CLI::App& program, Context& context);
void add_stats(CLI::App& program, Context& context);
void add_forget(CLI::App& program, Context& context);
void add_check(CLI::App& program, Context& context);
void add_compact(CLI::App& program, Context& context);
void add_backup(CLI::App& program, Context& context);
void add_refresh(CLI::App& program, Context& context);
void add_verify(CLI::App& program, Context& context);
void add_restore(CLI::App& program, Context& context);
void add_decisions(CLI::App& program, Context& context);
void add_score(CLI::App& program, Context& context);
void add_config(CLI::App& program, Context& context);

}  // namespace trefoil::cli
