#include <optional>

#include "query/formats/registry.hpp"
#include "query/formats/values.hpp"

// Tables for pages: markdown (GitHub Flavored Markdown, "Tables") and html (one table element).

namespace trefoil::query {
namespace {

void append_entity(std::string& out, char c) {
    switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
    }
}

std::string html_cell(const std::string& text) {
    std::string cell;
    for (const char c : harmless(text)) {
        append_entity(cell, c);
    }
    return cell;
}

/// Nothing in it is markup, and it stays in its cell.
std::string markdown_cell(const std::string& text) {
    constexpr std::string_view kMarkup = "\\|`*_[]~#$!";
    std::string cell;
    for (const char c : harmless(text)) {
        if (kMarkup.find(c) != std::string_view::npos) {
            cell += '\\';
        }
        append_entity(cell, c);
    }
    return cell;
}

class MarkdownWriter final : public RowWriter {
  public:
    explicit MarkdownWriter(std::ostream& out) : out_(out) {}

    void begin(const std::vector<std::string>& columns, const graph::GraphView& view) override {
        view_ = view;
        if (columns.empty()) {
            return;
        }
        std::string line = "|";
        std::string rule = "|";
        for (const std::string& column : columns) {
            line += " " + markdown_cell(column) + " |";
            rule += " --- |";
        }
        out_ << line << '\n' << rule << '\n';
    }

    void row(std::span<const Value> values) override {
        std::string line = "|";
        for (const Value& value : values) {
            line += " " + (value.is_null() ? "" : markdown_cell(plain_text(value, *view_))) + " |";
        }
        out_ << line << '\n';
    }

    void end(const Summary&) override {}

  private:
    std::ostream& out_;
    std::optional<graph::GraphView> view_;
};

class HtmlWriter final : public RowWriter {
  public:
    explicit HtmlWriter(std::ostream& out) : out_(out) {}

    void begin(const std::vector<std::string>& columns, const graph::GraphView& view) override {
        view_ = view;
        if (columns.empty()) {
            return;
        }
        open_ = true;
        out_ << "<table>\n<thead><tr>";
        for (const std::string& column : columns) {
            out_ << "<th>" << html_cell(column) << "</th>";
        }
        out_ << "</tr></thead>\n<tbody>\n";
    }

    void row(std::span<const Value> values) override {
        std::string line = "<tr>";
        for (const Value& value : values) {
            line += is_number(value) ? "<td align=\"right\">" : "<td>";
            line += value.is_null() ? "" : html_cell(plain_text(value, *view_));
            line += "</td>";
        }
        out_ << line << "</tr>\n";
    }

    void end(const Summary&) override {
        if (std::exchange(open_, false)) {
            out_ << "</tbody>\n</table>\n";
        }
    }

  private:
    std::ostream& out_;
    std::optional<graph::GraphView> view_;
    bool open_ = false;
};

/// Runs the statement and shows nothing.
class NoneWriter final : public RowWriter {
  public:
    void begin(const std::vector<std::string>&, const graph::GraphView&) override {}

    void row(std::span<const Value>) override {}

    void end(const Summary&) override {}
};

}  // namespace

std::unique_ptr<RowWriter> make_markdown_writer(std::ostream& out, const FormatOptions&) {
    return std::make_unique<MarkdownWriter>(out);
}

std::unique_ptr<RowWriter> make_html_writer(std::ostream& out, const FormatOptions&) {
    return std::make_unique<HtmlWriter>(out);
}

std::unique_ptr<RowWriter> make_none_writer(std::ostream&, const FormatOptions&) {
    return std::make_unique<NoneWriter>();
}

}  // namespace trefoil::query
