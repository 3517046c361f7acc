#include "cli/help_text.hpp"

#include <algorithm>
#include <vector>

#include "base/utf8.hpp"

namespace trefoil::cli {

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Where the second column of "  --name VALUE    what it does" begins; 0 where there is none.
std::size_t second_column(std::string_view line) {
    const std::size_t first = line.find_first_not_of(' ');
    const std::size_t gap = first == line.npos || first == 0 ? line.npos : line.find("  ", first);
    const std::size_t second = gap == line.npos ? line.npos : line.find_first_not_of(' ', gap);
    return second == line.npos ? 0 : second;
}

class Wrapper {
  public:
    explicit Wrapper(std::size_t width) : width_(width) {}

    /// Appends words, beginning at column `at` and going on at column `hang`.
    void put(std::string_view words, std::size_t at, std::size_t hang) {
        bool first = true;
        while (!words.empty()) {
            const std::size_t end = std::min(words.find(' '), words.size());
            const std::string_view word = words.substr(0, end);
            words.remove_prefix(std::min(words.find_first_not_of(' ', end), words.size()));
            const std::size_t length = count_code_points(word);
            if (!first && at + 1 + length > width_) {
                out_ += "\n" + std::string(hang, ' ');
                at = hang;
                first = true;
            }
            out_ += first ? "" : " ";
            out_ += word;
            at += length + (first ? 0 : 1);
            first = false;
        }
        out_ += '\n';
    }

    /// Begins a line; words follow.
    void put_head(std::string_view head) { out_ += head; }

    void put_as_it_is(std::string_view line) { out_.append(line) += '\n'; }

    /// One empty line, not two.
    void put_gap() { out_ += out_.ends_with("\n\n") ? "" : "\n"; }

    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    std::size_t width_;
    std::string out_;
};

}  // namespace

std::string wrapped_help(std::string_view text, std::size_t width) {
    const auto lines = lines_of(text);
    Wrapper wrapper(width);
    bool examples = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view line = lines[i];
        examples = line == "Examples:" || (examples && !line.empty());
        const std::size_t column = examples ? 0 : second_column(line);
        std::string words(line.substr(column));
        // What follows belongs to it: deeper lines to an entry, lines of a paragraph to that.
        const auto goes_on = [&] {
            if (examples || i + 1 == lines.size() || lines[i + 1].empty()) {
                return false;
            }
            const std::size_t indent = lines[i + 1].find_first_not_of(' ');
            return column != 0 ? indent == column
                               : indent == 0 && i > 1 && line.find_first_not_of(' ') == 0 &&
                                     !line.ends_with(':');
        };
        while (goes_on()) {
            const std::string_view more = lines[++i];
            words += " ";
            words += more.substr(more.find_first_not_of(' '));
        }
        if (line.empty()) {
            wrapper.put_gap();
        } else if (column != 0) {
            wrapper.put_head(line.substr(0, column));
            wrapper.put(words, column, std::min(column, width / 2));
        } else if (line.front() == ' ' || examples) {
            wrapper.put_as_it_is(line);
        } else {
            wrapper.put(words, 0, 0);
        }
    }
    return wrapper.take();
}

}  // namespace trefoil::cli
