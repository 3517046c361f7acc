#include "query/formats/registry.hpp"

namespace trefoil::query {

std::span<const Format> formats() {
    static constexpr Format kFormats[] = {
        {"table", "a table with borders", make_table_writer},
        {"tsv", "tab-separated values; control characters and backslash are escaped",
         make_tsv_writer},
        {"csv", "comma-separated values (RFC 4180), safe for spreadsheets", make_csv_writer},
        {"json", "one array of objects, one object a row", make_json_writer},
        {"jsonl", "one object a statement on one line: columns, rows, stats, elapsed_ms",
         make_jsonl_writer},
        {"line", "one value a line, a blank line between rows", make_line_writer},
        {"markdown", "a table for Markdown pages", make_markdown_writer},
        {"html", "a table element for web pages", make_html_writer},
        {"dot", "the nodes and relationships of the rows as a drawing for Graphviz",
         make_dot_writer},
        {"none", "nothing: only runs the statement", make_none_writer},
    };
    return kFormats;
}

std::unique_ptr<RowWriter> make_row_writer(std::string_view format, std::ostream& out,
                                           const FormatOptions& options) {
    for (const Format& row : formats()) {
        if (row.name == format) {
            return row.make(out, options);
        }
    }
    return nullptr;
}

}  // namespace trefoil::query
