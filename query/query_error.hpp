#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace trefoil::query {

/// When an error was found: before any row is read, or while the statement ran.
enum class Phase : std::uint8_t { CompileTime, Runtime };

/// "compile time" or "runtime", as the openCypher TCK writes it.
std::string_view name_of(Phase phase);

/// What is wrong with a statement. `what()` is one line for the user. Types and details are those
/// of the openCypher TCK ("SyntaxError", "UndefinedVariable").
class QueryError : public Error {
  public:
    QueryError(std::string type, Phase phase, std::string detail, const std::string& message,
               std::optional<std::size_t> offset = {}, std::string hint = {});

    [[nodiscard]] const std::string& type() const { return type_; }

    [[nodiscard]] Phase phase() const { return phase_; }

    [[nodiscard]] const std::string& detail() const { return detail_; }

    /// What could help ("did you mean toUpper?"); "" if nothing.
    [[nodiscard]] const std::string& hint() const { return hint_; }

    /// Byte offset in the statement's text, where known.
    [[nodiscard]] std::optional<std::size_t> offset() const { return offset_; }

    /// One-based line and column (code points); 0 until locate() was called or if no offset is
    /// known.
    [[nodiscard]] std::size_t line() const { return line_; }

    [[nodiscard]] std::size_t column() const { return column_; }

    /// The place is another than was thought.
    void move_to(std::size_t offset) { offset_ = offset; }

    /// Works out line and column of the offset in the statement's text.
    void locate(std::string_view text);

  private:
    std::string type_;
    Phase phase_;
    std::string detail_;
    std::string hint_;
    std::optional<std::size_t> offset_;
    std::size_t line_ = 0;
    std::size_t column_ = 0;
};

/// The line of `text` that the error points at with a caret under the place, two lines that end
/// with a line feed; "" if the error has no offset.
std::string render_caret(const QueryError& error, std::string_view text);

[[noreturn]] void syntax_error(std::string detail, const std::string& message, std::size_t offset,
                               std::string hint = {});
/// A TypeError at run time.
[[noreturn]] void type_error(std::string detail, const std::string& message);
/// An ArgumentError at run time.
[[noreturn]] void argument_error(std::string detail, const std::string& message);

/// The candidate with the smallest edit distance to `name` if that is small (at most a third of its
/// length), ignoring case; "" if none is near. Linear in the candidates.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace trefoil::query
