#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"

/// The table of built-in procedures (CALL name({options}) YIELD columns).
namespace trefoil::query {

struct Context;

struct Procedure {
    std::string_view name;
    std::string_view signature;  ///< as shown to users
    std::string_view summary;
    std::vector<std::string_view> columns;
    bool takes_options;
    /// Hands each row to `emit` until it returns false. Throws QueryError.
    void (*run)(Context& context, const Map& options,
                const std::function<bool(std::vector<Value>)>& emit);
};

std::span<const Procedure> procedures();
/// By name, ignoring case; null if there is none.
const Procedure* find_procedure(std::string_view name);
std::vector<std::string> procedure_names();

}  // namespace trefoil::query
