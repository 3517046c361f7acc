#include <algorithm>

#include "query/internal/operators.hpp"
#include "query/procedures.hpp"
#include "query/query_error.hpp"

namespace trefoil::query::internal {
namespace {

/// Runs a procedure for each input row and keeps its rows.
class CallProcedure final : public PerRow {
  public:
    CallProcedure(const plan::Call& step, OperatorPtr input)
        : PerRow(std::move(input)), clause_(*step.clause) {
        const auto& columns = clause_.procedure_row->columns;
        for (const YieldItem& item : clause_.items) {
            columns_.push_back(static_cast<std::size_t>(
                std::find(columns.begin(), columns.end(), item.column) - columns.begin()));
        }
    }

  private:
    void begin(Context& context) override {
        rows_.clear();
        used_ = 0;
        Map options;
        if (!clause_.arguments.empty()) {
            const Value value = evaluate(*clause_.arguments[0], context);
            if (const Map* map = value.map()) {
                options = *map;
            } else if (!value.is_null()) {
                type_error("InvalidArgumentType", "a procedure takes one map of options");
            }
        }
        clause_.procedure_row->run(context, options, [&](std::vector<Value> row) {
            context.budget.tick();
            context.budget.allocate(row.size() * sizeof(Value));
            rows_.push_back(std::move(row));
            return true;
        });
    }

    bool produce(Context& context) override {
        if (used_ == rows_.size()) {
            return false;
        }
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            at(context, clause_.items[i].slot) = rows_[used_][columns_[i]];
        }
        ++used_;
        return true;
    }

    const CallClause& clause_;
    std::vector<std::size_t> columns_;
    std::vector<std::vector<Value>> rows_;
    std::size_t used_ = 0;
};

}  // namespace

OperatorPtr make_call(const plan::Call& step, OperatorPtr input) {
    return std::make_unique<CallProcedure>(step, std::move(input));
}

}  // namespace trefoil::query::internal
