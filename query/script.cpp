#include "query/script.hpp"

#include <algorithm>
#include <utility>

#include "query/parser.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";

/// Walks over text and knows whether it stands in a quote or a comment.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    /// Moves over one character, quote part or comment mark; true if it was a `;` that ends a
    /// statement.
    bool step() {
        const char c = text_[at_];
        const char after = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        if (inside_ == '/') {
            inside_ = c == '\n' ? '\0' : '/';
        } else if (inside_ == '*') {
            if (c == '*' && after == '/') {
                inside_ = '\0';
                ++at_;
            }
        } else if (inside_ != '\0') {
            if (c == '\\' && inside_ != '`') {
                ++at_;
            } else if (c == inside_) {
                inside_ = '\0';
            }
            content_ = true;
        } else if (c == '\'' || c == '"' || c == '`') {
            inside_ = c;
            content_ = true;
        } else if (c == '/' && (after == '/' || after == '*')) {
            inside_ = after == '/' ? '/' : '*';
            ++at_;
        } else if (c == ';') {
            ++at_;
            return true;
        } else if (kBlanks.find(c) == std::string_view::npos) {
            content_ = true;
        }
        at_ = std::min(at_ + 1, text_.size());
        return false;
    }

    [[nodiscard]] bool ended() const { return at_ >= text_.size(); }

    [[nodiscard]] std::size_t at() const { return at_; }

    [[nodiscard]] bool in_line_comment() const { return inside_ == '/'; }

    [[nodiscard]] bool outside() const { return inside_ == '\0' || inside_ == '/'; }

    /// True if there was more than blanks and comments since the last call.
    bool take_content() { return std::exchange(content_, false); }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
    char inside_ = '\0';  ///< a quote, '/' or '*' for comments
    bool content_ = false;
};

/// True if `text`, whose last line ends with `;`, is a whole statement followed by a line comment.
bool is_whole_before_comment(std::string_view text) {
    Scanner scanner(text);
    std::size_t comment = std::string_view::npos;
    while (!scanner.ended()) {
        const bool before = scanner.in_line_comment();
        const std::size_t at = scanner.at();
        scanner.step();
        if (!before && scanner.in_line_comment()) {
            comment = at;
        }
    }
    const std::size_t line = text.rfind('\n') + 1;
    const bool behind_content =
        scanner.in_line_comment() && text.find_first_not_of(kBlanks, line) < comment;
    if (!behind_content) {
        return false;
    }
    try {
        parse_statement(text);
        return true;
    } catch (const QueryError&) {
        return false;
    }
}

}  // namespace

std::vector<ScriptStatement> split_script(std::string_view script) {
    std::vector<ScriptStatement> statements;
    Scanner scanner(script);
    std::size_t begin = 0;
    const auto finish = [&](std::size_t end) {
        if (scanner.take_content()) {
            const std::size_t first = script.find_first_not_of(kBlanks, begin);
            statements.push_back({script.substr(first, end - first), first});
        }
    };
    while (!scanner.ended()) {
        if (scanner.step()) {
            finish(scanner.at() - 1);
            begin = scanner.at();
        }
    }
    finish(script.size());
    return statements;
}

bool is_complete(std::string_view text) {
    Scanner scanner(text);
    bool complete = false;
    while (!scanner.ended()) {
        if (scanner.step()) {
            complete = true;
            scanner.take_content();
        } else if (scanner.take_content()) {
            complete = false;
        }
    }
    return complete && scanner.outside();
}

std::optional<std::string> StatementReader::next() {
    std::string text;
    std::string line;
    while (std::getline(in_, line)) {
        if (text.empty()) {
            const std::size_t first = line.find_first_not_of(kBlanks);
            if (first == std::string::npos) {
                continue;
            }
            if (line[first] == ':') {
                const std::size_t last = line.find_last_not_of(kBlanks);
                return line.substr(first, last - first + 1);
            }
        }
        text += line;
        // Looking at the whole text only when a line ends with ; keeps this linear for long
        // statements.
        const std::size_t last = line.find_last_not_of(kBlanks);
        if (last != std::string::npos && line[last] == ';') {
            if (is_complete(text)) {
                text.erase(text.rfind(';'));
                return text;
            }
            if (is_whole_before_comment(text)) {
                return text;
            }
        }
        text += '\n';
    }
    if (text.find_first_not_of(kBlanks) != std::string::npos) {
        return text;
    }
    return std::nullopt;
}

}  // namespace trefoil::query
