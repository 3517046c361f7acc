#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "cli/context.hpp"
#include "query/session.hpp"

namespace trefoil::cli {

/// How a script needs the store, by the words in it: Read if it changes nothing, Create if it makes
/// nodes or relationships. Words in strings count too: then the store is opened for more than
/// needed, never for less.
Context::Access access_for(std::string_view script);

/// The limits and the cancel flag (Ctrl-C) of the program's sessions.
query::SessionOptions session_options();

/// Reads "name=value" of --param: a value that is a literal of the query language is that value,
/// anything else a string. Throws UsageError.
void add_parameter(query::Session& session, Map& parameters, const std::string& text);

/// The names of the formats that results of queries know, the default first.
std::vector<std::string> result_formats();

/// Runs one statement and writes its result to `out` in `format`. Notices go to standard error.
/// Throws QueryError and others.
query::Summary run_statement(const Context& context, query::Session& session, std::string_view text,
                             const Map& parameters, const std::string& format, std::ostream& out);

}  // namespace trefoil::cli
