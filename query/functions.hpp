#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "query/types.hpp"

/// The table of functions. A new one is a function `Value f(Context&, std::span<const Value>)` and
/// a row in the table of its family in query/functions/; docs/cypher.md is compared with the
/// tables.
namespace trefoil::query {

struct Context;

struct Function {
    std::string_view signature;  ///< as shown to users: "substring(text, start [, length])"
    std::string_view summary;
    std::uint8_t min_arguments;
    std::uint8_t max_arguments;
    std::array<TypeSet, 4>
        accepts;  ///< kinds of each argument; the last stands for all further ones
    Type result;
    bool null_in_null_out;  ///< any null argument gives null without a call
    Value (*call)(Context&, std::span<const Value>);

    /// The signature up to the parenthesis.
    [[nodiscard]] std::string_view name() const { return signature.substr(0, signature.find('(')); }
};

using FunctionTable = std::span<const Function>;

FunctionTable graph_functions();
FunctionTable list_functions();
FunctionTable math_functions();
FunctionTable string_functions();
FunctionTable conversion_functions();
FunctionTable temporal_functions();
FunctionTable knowledge_functions();

struct FunctionFamily {
    std::string_view name;
    FunctionTable functions;
};

/// All families, in the order of the documentation.
std::span<const FunctionFamily> function_families();

/// By name, ignoring case; null if there is none.
const Function* find_function(std::string_view name);

/// A running aggregation over the rows of one group.
class Aggregator {
  public:
    virtual ~Aggregator() = default;
    /// Arguments of one row. Throws QueryError.
    virtual void add(std::span<const Value> arguments) = 0;
    [[nodiscard]] virtual Value result() const = 0;
};

struct AggregateFunction {
    std::string_view signature;
    std::string_view summary;
    std::uint8_t arguments;
    Type result;
    std::unique_ptr<Aggregator> (*make)();

    [[nodiscard]] std::string_view name() const { return signature.substr(0, signature.find('(')); }
};

std::span<const AggregateFunction> aggregate_functions();
const AggregateFunction* find_aggregate(std::string_view name);

/// Names of all functions and aggregations.
std::vector<std::string> function_names();

}  // namespace trefoil::query
