#include "query/query_error.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/utf8.hpp"

namespace trefoil::query {
namespace {

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0U : 1U);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string_view name_of(Phase phase) {
    return phase == Phase::CompileTime ? "compile time" : "runtime";
}

QueryError::QueryError(std::string type, Phase phase, std::string detail,
                       const std::string& message, std::optional<std::size_t> offset,
                       std::string hint)
    : Error(message),
      type_(std::move(type)),
      phase_(phase),
      detail_(std::move(detail)),
      hint_(std::move(hint)),
      offset_(offset) {}

void QueryError::locate(std::string_view text) {
    if (!offset_) {
        return;
    }
    const std::size_t at = std::min(*offset_, text.size());
    const std::string_view before = text.substr(0, at);
    line_ = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const std::size_t start = before.rfind('\n');
    column_ =
        count_code_points(start == std::string_view::npos ? before : before.substr(start + 1)) + 1;
}

std::string render_caret(const QueryError& error, std::string_view text) {
    if (!error.offset()) {
        return "";
    }
    const std::size_t at = std::min(*error.offset(), text.size());
    std::size_t begin = text.substr(0, at).rfind('\n');
    begin = begin == std::string_view::npos ? 0 : begin + 1;
    std::size_t end = text.find('\n', at);
    end = end == std::string_view::npos ? text.size() : end;
    std::string line(text.substr(begin, end - begin));
    std::replace(line.begin(), line.end(), '\t', ' ');
    const std::size_t column = count_code_points(text.substr(begin, at - begin));
    return line + "\n" + std::string(column, ' ') + "^\n";
}

void syntax_error(std::string detail, const std::string& message, std::size_t offset,
                  std::string hint) {
    throw QueryError("SyntaxError", Phase::CompileTime, std::move(detail), message, offset,
                     std::move(hint));
}

void type_error(std::string detail, const std::string& message) {
    throw QueryError("TypeError", Phase::Runtime, std::move(detail), message);
}

void argument_error(std::string detail, const std::string& message) {
    throw QueryError("ArgumentError", Phase::Runtime, std::move(detail), message);
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
    std::string best;
    std::size_t best_distance = name.size() / 3 + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(name, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace trefoil::query
