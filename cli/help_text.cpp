#include "cli/help_text.hpp"

#include <algorithm>
#include <vector>

#include "cli/terminal.hpp"

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

}  // namespace

std::string wrapped_help(std::string_view text, std::size_t width) {
    const auto lines = lines_of(text);
    std::string out;
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
            out += out.ends_with("\n\n") ? "" : "\n";
        } else if (column != 0) {
            out += line.substr(0, column);
            out += wrapped(words, column, std::min(column, width / 2), width) + "\n";
        } else if (line.front() == ' ' || examples) {
            out.append(line) += '\n';
        } else {
            out += wrapped(words, 0, 0, width) + "\n";
        }
    }
    return out;
}

}  // namespace trefoil::cli
