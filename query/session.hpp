#pragma once

#include <atomic>
#include <string_view>

#include "query/context.hpp"
#include "query/database.hpp"
#include "query/query_error.hpp"
#include "query/row_writer.hpp"

/// Start here: text -> Ast -> bound Ast -> Plan -> Operators -> rows -> RowWriter.
namespace trefoil::query {

struct SessionOptions {
    Limits limits;
    const std::atomic<bool>* cancel = nullptr;  ///< may be set by any thread (or a signal handler)
};

/// Runs statements one at a time, each in a transaction of its own: a statement that fails changes
/// nothing. For one thread; any number of sessions may share a database.
class Session {
  public:
    explicit Session(Database& database, SessionOptions options = {})
        : database_(&database), options_(options) {}

    /// Runs one statement. Throws QueryError (located in `text`), Interrupted, or another Error of
    /// the store or the graph's rules; nothing is changed then.
    Summary run(std::string_view text, const Map& parameters, RowWriter& writer);

    /// The value of an expression without variables, as for `:param name => expression`.
    Value evaluate(std::string_view expression, const Map& parameters);

    SessionOptions& options() { return options_; }

    Database& database() { return *database_; }

  private:
    Database* database_;
    SessionOptions options_;
};

}  // namespace trefoil::query
