#include "cli/terminal.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

#include "base/control_character.hpp"
#include "base/utf8.hpp"

namespace trefoil::cli {

namespace {

bool is_set(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

std::int64_t now() {
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

constexpr std::int64_t kBetweenUpdates = 100'000'000;
constexpr std::int64_t kBetweenLogLines = 60'000'000'000;

/// "3 s", "4 min", "2.5 h"
std::string duration(double seconds) {
    return seconds < 100    ? fmt::format("{:.0f} s", seconds)
           : seconds < 6000 ? fmt::format("{:.0f} min", seconds / 60)
                            : fmt::format("{:.1f} h", seconds / 3600);
}

}  // namespace

bool stdout_is_terminal() {
    return ::isatty(STDOUT_FILENO) == 1;
}

bool stderr_is_terminal() {
    return ::isatty(STDERR_FILENO) == 1;
}

bool stdin_is_terminal() {
    return ::isatty(STDIN_FILENO) == 1;
}

bool wants_color(ColorMode mode) {
    if (mode != ColorMode::Auto) {
        return mode == ColorMode::Always;
    }
    if (is_set("NO_COLOR")) {
        return false;
    }
    const char* force = std::getenv("CLICOLOR_FORCE");
    if (force != nullptr && *force != '\0' && std::string_view(force) != "0") {
        return true;
    }
    const char* term = std::getenv("TERM");
    return stdout_is_terminal() && (term == nullptr || std::string_view(term) != "dumb");
}

std::size_t terminal_width(std::size_t otherwise) {
    winsize size{};
    const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : otherwise;
}

std::size_t terminal_height(std::size_t otherwise) {
    winsize size{};
    const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0;
    return known ? size.ws_row : otherwise;
}

std::string Paint::wrap(std::string_view code, std::string_view text) const {
    return on_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

std::string wrapped(std::string_view words, std::size_t at, std::size_t hang, std::size_t width) {
    std::string out;
    for (bool first = true; !words.empty(); first = false) {
        const std::size_t end = std::min(words.find(' '), words.size());
        const std::string_view word = words.substr(0, end);
        words.remove_prefix(std::min(words.find_first_not_of(' ', end), words.size()));
        const std::size_t length = count_code_points(word);
        if (!first && at + 1 + length > width) {
            out += "\n" + std::string(hang, ' ');
            at = hang;
        } else if (!first) {
            out += ' ';
            ++at;
        }
        out += word;
        at += length;
    }
    return out;
}

std::string printable(std::string_view bytes) {
    const std::string text = to_valid_utf8(bytes);  // a file's name may be anything
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); i += code_point_size(text, i)) {
        const char32_t c = code_point_at(text, i);
        if (c == '\n' || c == '\r' || c == '\t') {
            out += ' ';
        } else if (is_control(c)) {
            out += c < 0x100 ? fmt::format("\\x{:02x}", static_cast<unsigned>(c))
                             : fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out.append(text, i, code_point_size(text, i));
        }
    }
    return out;
}

Progress::Progress(std::string what, ProgressMode mode)
    : what_(std::move(what)),
      mode_(mode == ProgressMode::Line && !stderr_is_terminal() ? ProgressMode::None : mode),
      started_(now()),
      last_(mode == ProgressMode::Log ? started_ : 0) {}

Progress::~Progress() {
    clear();
    if (mode_ == ProgressMode::Log && !done_.empty()) {
        const double seconds = static_cast<double>(now() - started_) / 1e9;
        fmt::print(stderr, "{}: {} in {}\n", what_, done_, duration(seconds));
    }
}

void Progress::update(std::uint64_t done, std::string_view unit, std::string_view note,
                      std::optional<double> share) {
    const bool log = mode_ == ProgressMode::Log;
    if (mode_ == ProgressMode::None) {
        return;
    }
    done_ = fmt::format("{} {}", done, unit);
    if (now() - last_ < (log ? kBetweenLogLines : kBetweenUpdates)) {
        return;
    }
    last_ = now();
    const double seconds = static_cast<double>(last_ - started_) / 1e9;
    std::string line = fmt::format("{}: {}", what_, done_);
    if (seconds > 0.5) {
        line += fmt::format(" ({:.0f}/s)", static_cast<double>(done) / seconds);
    }
    if (share && *share > 0) {
        line += fmt::format(", {:.0f} %", 100 * *share);
        if (seconds > 0.5 && *share < 1) {
            line += fmt::format(", {} left", duration(seconds * (1 - *share) / *share));
        }
    }
    line += note.empty() ? "" : fmt::format(", {}", note);
    if (log) {
        fmt::print(stderr, "{}\n", line);
    } else {
        fmt::print(stderr, "\r\x1b[K{}", line.substr(0, terminal_width(80) - 1));
    }
    std::fflush(stderr);
    shown_ = !log;
}

void Progress::clear() {
    if (shown_) {
        fmt::print(stderr, "\r\x1b[K");
        std::fflush(stderr);
        shown_ = false;
    }
}

}  // namespace trefoil::cli
