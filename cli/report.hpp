#pragma once

#include <exception>
#include <string_view>

namespace trefoil::cli {

/// Prints what went wrong to standard error, as text ("error: ...", with the place under a query)
/// or as one JSON object
/// {"code","message","position","hint"}, and returns the exit code that belongs to it. `statement`
/// is the query text that positions refer to, if any.
int report_error(const std::exception& error, bool as_json, std::string_view statement = {});

}  // namespace trefoil::cli
