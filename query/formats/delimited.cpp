#include <optional>

#include "query/formats/registry.hpp"
#include "query/formats/values.hpp"

// tsv and csv: one line a row, a header line first. Nulls are empty.

namespace trefoil::query {
namespace {

std::string tsv_cell(const std::string& text) {
    std::string cell;
    for (const char c : text) {
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
                cell += c;
        }
    }
    return cell;
}

std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string cell = "\"";
    for (const char c : text) {
        cell += c;
        if (c == '"') {
            cell += c;
        }
    }
    return cell + "\"";
}

class DelimitedWriter final : public RowWriter {
  public:
    DelimitedWriter(std::ostream& out, bool header, char delimiter, std::string_view line_end,
                    std::string (*cell)(const std::string&))
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
            if (!values[i].is_null()) {
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
    std::string (*cell_)(const std::string&);
};

/// "name: value", aligned, a blank line between rows.
class LineWriter final : public RowWriter {
  public:
    explicit LineWriter(std::ostream& out) : out_(out) {}

    void begin(const std::vector<std::string>& columns, const graph::GraphView& view) override {
        columns_ = columns;
        view_ = view;
        first_ = true;
    }

    void row(std::span<const Value> values) override {
        if (!std::exchange(first_, false)) {
            out_ << '\n';
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            out_ << tsv_cell(columns_[i]) << ": " << tsv_cell(plain_text(values[i], *view_))
                 << '\n';
        }
    }

    void end(const Summary&) override {}

  private:
    std::ostream& out_;
    std::vector<std::string> columns_;
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
