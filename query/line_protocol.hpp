#pragma once

#include <exception>
#include <istream>
#include <memory>
#include <ostream>
#include <sstream>
#include <string>

#include "query/session.hpp"

namespace trefoil::query {

/// Answers a stream of statements, as `query --format jsonl -` does: a statement ends with `;`
/// directly before a line end; each is answered by one JSON object on one line, flushed. Meta
/// lines: `:param name
/// => expression`, `:params` (clears parameters), `:clear` (empties the database). Errors are
/// answers too; only an output that fails ends it early. docs/cypher.md describes the encoding.
class LineProtocol {
  public:
    explicit LineProtocol(Session session) : session_(std::move(session)) {}

    void run(std::istream& in, std::ostream& out);
    /// The answer to one statement or meta line, without line feed.
    std::string answer(const std::string& text);

  private:
    std::string meta(const std::string& line);

    Session session_;
    Map parameters_;
    std::unique_ptr<std::ostringstream> out_ = std::make_unique<std::ostringstream>();  ///< reused
};

/// The JSON object of an error: {"error": {"type", "phase", "detail", "message", ...}}.
std::string error_json(const std::exception& error);

}  // namespace trefoil::query
