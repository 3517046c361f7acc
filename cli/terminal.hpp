#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trefoil::cli {

enum class ColorMode { Auto, Always, Never };

/// Whether to write colour to standard output: as `mode` says; for Auto NO_COLOR and CLICOLOR_FORCE
/// decide, else whether it is a terminal.
bool wants_color(ColorMode mode);

bool stdout_is_terminal();
bool stderr_is_terminal();
bool stdin_is_terminal();

/// Columns of the terminal on standard output; `otherwise` if it is none.
std::size_t terminal_width(std::size_t otherwise = 0);

/// Lines of the same; `otherwise` if it is none.
std::size_t terminal_height(std::size_t otherwise);

/// How text looks where it goes to: in colour, or unchanged where colour is off, and how wide.
class Paint {
  public:
    explicit Paint(bool on, std::size_t width = 0) : on_(on), width_(width) {}

    [[nodiscard]] bool on() const { return on_; }

    /// Columns that text has to fit in; 0: any.
    [[nodiscard]] std::size_t width() const { return width_; }

    [[nodiscard]] std::string bold(std::string_view text) const { return wrap("1", text); }

    [[nodiscard]] std::string dim(std::string_view text) const { return wrap("2", text); }

    [[nodiscard]] std::string relation(std::string_view text) const { return wrap("36", text); }

    [[nodiscard]] std::string warning(std::string_view text) const { return wrap("33", text); }

    [[nodiscard]] std::string error(std::string_view text) const { return wrap("31;1", text); }

  private:
    [[nodiscard]] std::string wrap(std::string_view code, std::string_view text) const;

    bool on_;
    std::size_t width_;
};

/// Control and bidirectional format characters as visible escapes ("\x1b"), so that text from a
/// document cannot steer the terminal; line ends become blanks, bytes that are no UTF-8 U+FFFD.
std::string printable(std::string_view bytes);

/// Words on lines of at most `width` columns (a code point is taken for one), of which the first
/// begins at column `at` and the others are indented by `hang`. No line end behind the last. A word
/// that is longer stands on a line of its own.
std::string wrapped(std::string_view words, std::size_t at, std::size_t hang, std::size_t width);

/// How progress is shown on standard error.
enum class ProgressMode {
    None,
    Line,  ///< one line that is written over, on a terminal only, at most ten times a second
    Log    ///< a line a minute and one at the end, also where it is no terminal
};

/// Tells how far a long piece of work is.
class Progress {
  public:
    /// `what` names the work ("ingesting").
    Progress(std::string what, ProgressMode mode);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();  ///< wipes the line, or logs the last one

    /// Shows the rate and, where the share of the work that is done (in [0,1]) is known, the time
    /// that is left if the rest goes as fast.
    void update(std::uint64_t done, std::string_view unit, std::string_view note = {},
                std::optional<double> share = {});
    /// Wipes the line so that something else can be printed.
    void clear();

  private:
    std::string what_;
    ProgressMode mode_;
    std::string done_;  ///< "12 documents"
    bool shown_ = false;
    std::int64_t started_ = 0;  ///< nanoseconds of the steady clock
    std::int64_t last_ = 0;
};

}  // namespace trefoil::cli
