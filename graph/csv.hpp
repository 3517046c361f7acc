#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/line_reader.hpp"

namespace trefoil::graph {

struct CsvField {
    std::string text;
    bool quoted = false;
};

/// True for a field that a spreadsheet would take for a formula, or that has single quotes before
/// one: an export puts a single quote in front, an import takes one away. Numbers are none.
bool is_formula(std::string_view field);

/// Reads records of comma-separated values (RFC 4180): fields in double quotes may hold delimiters,
/// line ends and doubled quotes. A byte order mark at the start and empty lines are passed over.
class CsvReader {
  public:
    explicit CsvReader(const store::ByteSource& source, char delimiter = ',')
        : lines_(source), delimiter_(delimiter) {}

    /// The next record; false at the end. A quote that is never closed, or text after a closing
    /// quote, sets problem() for this record.
    bool next(std::vector<CsvField>& fields);

    [[nodiscard]] const char* problem() const { return problem_; }

    /// The line on which the last record begins, from 1.
    [[nodiscard]] std::uint64_t line() const { return line_; }

    [[nodiscard]] std::uint64_t bytes() const { return lines_.bytes(); }

  private:
    bool read_line(std::string_view& line);
    void split(std::string_view line, std::vector<CsvField>& fields);
    std::string_view quoted_field(std::string_view rest, std::string& text);

    store::LineReader lines_;
    char delimiter_;
    std::string continued_;  ///< the line under way where a field went on over line ends
    std::uint64_t read_ = 0;
    std::uint64_t line_ = 0;
    const char* problem_ = nullptr;
};

}  // namespace trefoil::graph
