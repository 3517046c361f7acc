#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "query/types.hpp"

/// Procedures: CALL name(arguments) YIELD columns. Built-in ones take one map of options; those
/// that a session defines are tables with typed parameters.
namespace trefoil::query {

struct Context;

/// Puts the next row, one value a column, into `row`; false at the end. Throws QueryError.
using ProcedureRows = std::function<bool(std::vector<Value>& row)>;

struct Parameter {
    std::string name;
    TypeSet kinds = kAny;

    bool operator==(const Parameter&) const = default;
};

struct Procedure {
    std::string name;
    std::string signature;  ///< as shown to users
    std::string summary;
    std::vector<std::string> columns;
    std::vector<Parameter> parameters;  ///< positional
    bool takes_options = false;         ///< instead of parameters, one map of options or nothing
    std::function<ProcedureRows(Context& context, std::span<const Value> arguments)> run;
};

/// The built-in ones.
std::span<const Procedure> procedures();

/// The built-in procedures and those that were defined.
class ProcedureTable {
  public:
    /// By name, ignoring case; null if there is none. Lives as long as the table is not changed.
    [[nodiscard]] const Procedure* find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> names() const;

    /// Replaces one of the same name.
    void define(Procedure procedure);

    void clear() { defined_.clear(); }

  private:
    std::map<std::string, Procedure> defined_;  ///< by name in lower case
};

/// A procedure that is a table: the rows whose first columns are equivalent to the arguments.
/// `signature` is as in the TCK: name(parameter :: TYPE?, ...) :: (column :: TYPE?, ...); `rows` is
/// a list of maps by names of parameters and columns. Throws QueryError (UnexpectedSyntax,
/// InvalidArgumentType).
Procedure table_procedure(std::string_view signature, const Value& rows);

}  // namespace trefoil::query
