#pragma once

#include <atomic>
#include <memory>
#include <string_view>

#include "query/ast.hpp"
#include "query/context.hpp"
#include "query/database.hpp"
#include "query/plan_cache.hpp"
#include "query/procedures.hpp"
#include "query/query_error.hpp"
#include "query/row_writer.hpp"

/// Start here: text -> Ast -> bound Ast -> Plan -> Operators -> rows -> RowWriter.
namespace trefoil::query {

struct SessionOptions {
    Limits limits;
    const std::atomic<bool>* cancel = nullptr;  ///< may be set by any thread (or a signal handler)
};

/// Runs statements one at a time, each in a transaction of its own, or, between begin() and
/// commit(), in one that they share. A statement that fails changes nothing, and leaves a shared
/// transaction as it was before. For one thread; any number of sessions may share a database.
class Session {
  public:
    explicit Session(Database& database, SessionOptions options = {})
        : database_(&database), options_(options) {}

    /// Runs one statement. Throws QueryError (located in `text`), Interrupted, or another Error of
    /// the store or the graph's rules; nothing is changed then.
    Summary run(std::string_view text, const Map& parameters, RowWriter& writer);

    /// The value of an expression without variables, as for `:param name => expression`.
    Value evaluate(std::string_view expression, const Map& parameters);

    /// Opens a transaction for the statements to come. Throws StoreError if one is open already, or
    /// the store is read-only; waits for one of another session in another thread.
    void begin();
    /// Makes their changes visible and durable, or drops them. Throw StoreError if none is open.
    void commit();
    void rollback();

    [[nodiscard]] bool in_transaction() const { return transaction_ != nullptr; }

    /// What a statement would see now: the open transaction's own writes included.
    [[nodiscard]] graph::GraphView view() const;

    /// Makes a procedure known to later statements of this session.
    void define(Procedure procedure);
    /// Forgets those that were defined.
    void clear_procedures();

    SessionOptions& options() { return options_; }

    Database& database() { return *database_; }

  private:
    Summary run(const SchemaCommand& command, RowWriter& writer);
    void change_schema(const SchemaCommand& command);

    Database* database_;
    std::unique_ptr<graph::GraphTransaction> transaction_;  ///< opened by begin()
    SessionOptions options_;
    ProcedureTable procedures_;
    PlanCache plans_;
};

}  // namespace trefoil::query
