#include <algorithm>
#include <optional>

#include "base/utf8.hpp"
#include "query/formats/registry.hpp"
#include "query/formats/values.hpp"

namespace trefoil::query {
namespace {

std::string cut(const std::string& text, std::size_t width) {
    if (display_width(text) <= width) {
        return text;
    }
    std::string result;
    std::size_t used = 1;  // the ellipsis
    for (std::size_t i = 0; i < text.size(); i += code_point_size(text, i)) {
        used += display_width(code_point_at(text, i));
        if (used > width) {
            break;
        }
        result.append(text, i, code_point_size(text, i));
    }
    return result + "…";
}

void count(std::string& text, std::uint64_t number, std::string_view one, std::string_view many) {
    if (number > 0) {
        text += (text.empty() ? "" : ", ") + std::to_string(number) + " " +
                std::string(number == 1 ? one : many);
    }
}

/// Keeps the rows until the end, for the widths of columns.
class TableWriter final : public RowWriter {
  public:
    TableWriter(std::ostream& out, const FormatOptions& options) : out_(out), options_(options) {}

    void begin(const std::vector<std::string>& columns, const graph::GraphView& view) override {
        view_ = view;
        rows_.clear();
        numeric_.assign(columns.size(), true);
        rows_.emplace_back();
        for (const std::string& column : columns) {
            rows_.back().push_back(harmless(column));
        }
    }

    void row(std::span<const Value> values) override {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < values.size(); ++i) {
            numeric_[i] = numeric_[i] && (is_number(values[i]) || values[i].is_null());
            cells.push_back(harmless(plain_text(values[i], *view_)));
        }
        rows_.push_back(std::move(cells));
    }

    void end(const Summary& summary) override {
        if (!rows_.front().empty()) {
            write_table();
        }
        if (options_.statistics) {
            write_statistics(summary);
        }
    }

  private:
    void write_table() {
        const std::size_t columns = rows_.front().size();
        std::vector<std::size_t> widths(columns, 1);
        for (const auto& row : rows_) {
            for (std::size_t i = 0; i < columns; ++i) {
                widths[i] = std::max(widths[i], display_width(row[i]));
            }
        }
        fit(widths);
        border(widths, "┌", "┬", "┐");
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            std::string line = "│";
            for (std::size_t i = 0; i < columns; ++i) {
                const std::string cell = cut(rows_[r][i], widths[i]);
                const std::string pad(widths[i] - display_width(cell), ' ');
                const bool right = r > 0 && numeric_[i] && rows_.size() > 1;
                const bool bold = r == 0 && options_.color;
                line += " " + (right ? pad : "") + (bold ? "\x1b[1m" : "") + cell +
                        (bold ? "\x1b[0m" : "") + (right ? "" : pad) + " │";
            }
            out_ << line << '\n';
            if (r == 0) {
                border(widths, "├", "┼", "┤");
            }
        }
        border(widths, "└", "┴", "┘");
    }

    /// Shrinks the widest columns until the table fits the terminal.
    void fit(std::vector<std::size_t>& widths) const {
        if (options_.width == 0) {
            return;
        }
        std::size_t total = 1;
        for (const std::size_t width : widths) {
            total += width + 3;
        }
        while (total > options_.width) {
            const auto widest = std::max_element(widths.begin(), widths.end());
            if (*widest <= 8) {
                return;
            }
            --*widest;
            --total;
        }
    }

    void border(const std::vector<std::size_t>& widths, std::string_view left,
                std::string_view middle, std::string_view right) {
        std::string line(left);
        for (std::size_t i = 0; i < widths.size(); ++i) {
            for (std::size_t j = 0; j < widths[i] + 2; ++j) {
                line += "─";
            }
            line += i + 1 < widths.size() ? middle : right;
        }
        out_ << line << '\n';
    }

    void write_statistics(const Summary& summary) {
        const Statistics& s = summary.statistics;
        std::string text;
        if (!rows_.front().empty()) {
            text = std::to_string(summary.rows) + (summary.rows == 1 ? " row" : " rows");
        }
        count(text, s.nodes_created, "node created", "nodes created");
        count(text, s.nodes_deleted, "node deleted", "nodes deleted");
        count(text, s.relationships_created, "relationship created", "relationships created");
        count(text, s.relationships_deleted, "relationship deleted", "relationships deleted");
        count(text, s.properties_set, "property set", "properties set");
        count(text, s.properties_removed, "property removed", "properties removed");
        count(text, s.labels_added, "label added", "labels added");
        count(text, s.labels_removed, "label removed", "labels removed");
        out_ << (text.empty() ? "no changes" : text) << '\n';
    }

    std::ostream& out_;
    FormatOptions options_;
    std::optional<graph::GraphView> view_;
    std::vector<std::vector<std::string>> rows_;  ///< the first one is the header
    std::vector<bool> numeric_;
};

}  // namespace

std::unique_ptr<RowWriter> make_table_writer(std::ostream& out, const FormatOptions& options) {
    return std::make_unique<TableWriter>(out, options);
}

}  // namespace trefoil::query
