#pragma once

#include <cstddef>
#include <memory>
#include <ostream>
#include <span>
#include <string_view>

#include "query/row_writer.hpp"

/// The output formats of queries. A new one is a file here and a row in registry.cpp.
namespace trefoil::query {

struct FormatOptions {
    std::size_t width = 0;   ///< columns of the terminal; longer cells are cut (table); 0: no limit
    bool statistics = true;  ///< a last line with counts (table)
    bool color = false;      ///< escape sequences (table)
    bool header = true;      ///< the line of column names (tsv, csv)
};

struct Format {
    std::string_view name;
    std::string_view summary;
    std::unique_ptr<RowWriter> (*make)(std::ostream& out, const FormatOptions& options);
};

std::span<const Format> formats();

/// A writer by the name of its format; null if there is none. `out` must outlive it.
std::unique_ptr<RowWriter> make_row_writer(std::string_view format, std::ostream& out,
                                           const FormatOptions& options);

std::unique_ptr<RowWriter> make_table_writer(std::ostream& out, const FormatOptions& options);
std::unique_ptr<RowWriter> make_tsv_writer(std::ostream& out, const FormatOptions& options);
std::unique_ptr<RowWriter> make_csv_writer(std::ostream& out, const FormatOptions& options);
std::unique_ptr<RowWriter> make_json_writer(std::ostream& out, const FormatOptions& options);
std::unique_ptr<RowWriter> make_jsonl_writer(std::ostream& out, const FormatOptions& options);
std::unique_ptr<RowWriter> make_line_writer(std::ostream& out, const FormatOptions& options);
std::unique_ptr<RowWriter> make_markdown_writer(std::ostream& out, const FormatOptions& options);
std::unique_ptr<RowWriter> make_html_writer(std::ostream& out, const FormatOptions& options);
std::unique_ptr<RowWriter> make_dot_writer(std::ostream& out, const FormatOptions& options);
std::unique_ptr<RowWriter> make_none_writer(std::ostream& out, const FormatOptions& options);

}  // namespace trefoil::query
