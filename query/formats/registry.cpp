#include "query/formats/registry.hpp"

namespace trefoil::query {

std::span<const Format> formats() {
    static constexpr Format kFormats[] = {
        {"table", "a table with borders", make_table_writer},
        {"tsv", "tab-separated values; tab, line feed and backslash are escaped", make_tsv_writer},
        {"csv", "comma-separated values (RFC 4180)", make_csv_writer},
        {"json", "one array of objects, one object a row", make_json_writer},
        {"jsonl", "one object a statement on one line: columns, rows, stats, elapsed_ms",
         make_jsonl_writer},
        {"line", "one value a line, a blank line between rows", make_line_writer},
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
