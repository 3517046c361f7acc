#include <algorithm>
#include <cstdio>
#include <optional>

#include "base/control_character.hpp"
#include "base/utf8.hpp"
#include "query/formats/registry.hpp"
#include "query/formats/values.hpp"

// tsv and csv: one line a row, a header line first. Nulls are empty.

namespace trefoil::query {
namespace {

/// On one line; what is escaped can be read back.
std::string tsv_cell(std::string_view text) {
    std::string cell;
    for (std::size_t i = 0; i < text.size(); i += code_point_size(text, i)) {
        const char32_t c = code_point_at(text, i);
        switch (c) {
            case '\t':
                cell += "\\t";
                break;
            case '\n':
                cell += "\\n";
                break;
            case '\r':
                cell += "\\r";
                break;
            case '\\':
                cell += "\\\\";
                break;
            default:
                if (is_control(c)) {
                    char escape[8];
                    std::snprintf(escape, sizeof escape, "\\u%04X", static_cast<unsigned>(c));
                    cell += escape;
                } else {
                    cell.append(text, i, code_point_size(text, i));
                }
        }
    }
    return cell;
}

/// RFC 4180, which knows no escapes: control characters other than tab and line end become U+FFFD.
/// A text that a spreadsheet would take for a formula begins with ' (OWASP, CSV injection).
std::string csv_cell(std::string_view text) {
    const bool formula =
        !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
    std::string cell(formula ? "'" : "");
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); i += code_point_size(text, i)) {
        const char32_t c = code_point_at(text, i);
        quoted = quoted || c == ',' || c == '"' || c == '\r' || c == '\n';
        if (c == '"') {
            cell += "\"\"";
        } else if (is_control(c) && c != '\t' && c != '\r' && c != '\n') {
            append_utf8(cell, 0xFFFD);
        } else {
            cell.append(text, i, code_point_size(text, i));
        }
    }
    return quoted ? "\"" + cell + "\"" : cell;
}

class DelimitedWriter final : public RowWriter {
  public:
    DelimitedWriter(std::ostream& out, bool header, char delimiter, std::string_view line_end,
                    std::string (*cell)(std::string_view))
        : out_(out), header_(header), delimiter_(delimiter), line_end_(line_end), cell_(cell) {}

    void begin(const std::vector<std::string>& columns, const graph::GraphView& view) override {
        view_ = view;
        if (!header_ || columns.empty()) {
            return;
        }
        std::string line;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0) {
                line += delimiter_;
            }
            line += cell_(columns[i]);
        }
        out_ << line << line_end_;
    }

    void row(std::span<const Value> values) override {
        std::string line;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i > 0) {
                line += delimiter_;
            }
            if (is_number(values[i])) {
                line += plain_text(values[i], *view_);
            } else if (!values[i].is_null()) {
                line += cell_(plain_text(values[i], *view_));
            }
        }
        out_ << line << line_end_;
    }

    void end(const Summary&) override {}

  private:
    std::ostream& out_;
    std::optional<graph::GraphView> view_;
    bool header_;
    char delimiter_;
    std::string_view line_end_;
    std::string (*cell_)(std::string_view);
};

/// "name: value", aligned, a blank line between rows.
class LineWriter final : public RowWriter {
  public:
    explicit LineWriter(std::ostream& out) : out_(out) {}

    void begin(const std::vector<std::string>& columns, const graph::GraphView& view) override {
        names_.clear();
        width_ = 0;
        for (const std::string& column : columns) {
            names_.push_back(harmless(column));
            width_ = std::max(width_, display_width(names_.back()));
        }
        view_ = view;
        first_ = true;
    }

    void row(std::span<const Value> values) override {
        if (!std::exchange(first_, false)) {
            out_ << '\n';
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            out_ << names_[i] << ": " << std::string(width_ - display_width(names_[i]), ' ')
                 << harmless(plain_text(values[i], *view_)) << '\n';
        }
    }

    void end(const Summary&) override {}

  private:
    std::ostream& out_;
    std::vector<std::string> names_;
    std::size_t width_ = 0;  ///< of the widest name
    std::optional<graph::GraphView> view_;
    bool first_ = true;
};

}  // namespace

std::unique_ptr<RowWriter> make_tsv_writer(std::ostream& out, const FormatOptions& options) {
    return std::make_unique<DelimitedWriter>(out, options.header, '\t', "\n", tsv_cell);
}

std::unique_ptr<RowWriter> make_csv_writer(std::ostream& out, const FormatOptions& options) {
    return std::make_unique<DelimitedWriter>(out, options.header, ',', "\r\n", csv_cell);
}

std::unique_ptr<RowWriter> make_line_writer(std::ostream& out, const FormatOptions&) {
    return std::make_unique<LineWriter>(out);
}

}  // namespace trefoil::query
