#include "graph/csv.hpp"

#include <algorithm>
#include <charconv>

namespace trefoil::graph {

namespace {

/// "-5", "+1.5e3"
bool is_signed_number(std::string_view text) {
    text.remove_prefix(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
    const bool begins = !text.empty() && text.find_first_of("0123456789.") == 0;
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return begins && error == std::errc() && end == text.data() + text.size();
}

}  // namespace

bool is_formula(std::string_view field) {
    field.remove_prefix(std::min(field.find_first_not_of('\''), field.size()));
    return !field.empty() && std::string_view("=+-@\t\r").find(field.front()) != field.npos &&
           !is_signed_number(field);
}

bool CsvReader::read_line(std::string_view& line) {
    if (!lines_.next(line)) {
        return false;
    }
    ++read_;
    if (read_ == 1 && line.starts_with("\xEF\xBB\xBF")) {
        line.remove_prefix(3);
    }
    return true;
}

bool CsvReader::next(std::vector<CsvField>& fields) {
    std::string_view line;
    do {
        if (!read_line(line)) {
            return false;
        }
    } while (line.empty());
    line_ = read_;
    fields.clear();
    problem_ = nullptr;
    continued_.assign(line);
    split(continued_, fields);
    return true;
}

void CsvReader::split(std::string_view line, std::vector<CsvField>& fields) {
    for (bool more = true; more;) {
        CsvField& field = fields.emplace_back();
        if (line.starts_with('"')) {
            field.quoted = true;
            line = quoted_field(line.substr(1), field.text);
            if (!line.empty() && line.front() != delimiter_) {
                problem_ = "text after a closing quote";
                return;
            }
        }
        const std::size_t end = field.quoted ? 0 : line.find(delimiter_);
        if (!field.quoted) {
            field.text = line.substr(0, end);
        }
        more = end < line.size();
        line = more ? line.substr(end + 1) : std::string_view();
    }
}

/// Gives what follows the closing quote, maybe of a later line.
std::string_view CsvReader::quoted_field(std::string_view rest, std::string& text) {
    for (;;) {
        const std::size_t quote = rest.find('"');
        text += rest.substr(0, quote);
        if (quote == rest.npos) {
            text += lines_.had_return() ? "\r\n" : "\n";
            std::string_view line;
            if (!read_line(line)) {
                problem_ = "a quote that is never closed";
                return {};
            }
            continued_.assign(line);
            rest = continued_;
        } else if (quote + 1 < rest.size() && rest[quote + 1] == '"') {
            text += '"';
            rest = rest.substr(quote + 2);
        } else {
            return rest.substr(quote + 1);
        }
    }
}

}  // namespace trefoil::graph
