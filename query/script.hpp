#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trefoil::query {

/// One statement of a script, without its `;`.
struct ScriptStatement {
    std::string_view text;  ///< lives as long as the script
    std::size_t begin = 0;  ///< bytes in the script
};

/// Splits a script at each `;` outside of quotes, backticks and comments. Statements of blanks and
/// comments only are left out. Linear; never throws: an open quote takes the rest.
std::vector<ScriptStatement> split_script(std::string_view script);

/// True if `text` ends outside of quotes, backticks and comments with a `;` (blanks may follow).
bool is_complete(std::string_view text);

/// Reads statements that end with `;` directly before a line end, and meta lines that begin with
/// `:`.
class StatementReader {
  public:
    explicit StatementReader(std::istream& in) : in_(in) {}

    /// The next statement or meta line, without `;`; what is left at the end counts as a statement.
    std::optional<std::string> next();

  private:
    std::istream& in_;
};

}  // namespace trefoil::query
