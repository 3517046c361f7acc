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
        const Procedure& procedure = *clause_.procedure_row;
        std::vector<Value> arguments;
        for (const ExpressionPtr& argument : clause_.arguments) {
            arguments.push_back(evaluate(*argument, context));
        }
        if (procedure.takes_options && !arguments.empty() && !arguments[0].is_null() &&
            arguments[0].map() == nullptr) {
            type_error("InvalidArgumentType", "a procedure takes one map of options");
        }
        row_.assign(std::max<std::size_t>(1, procedure.columns.size()), Value());
        silent_ = procedure.columns.empty() && !clause_.standalone;
        rows_ = silent_ ? ProcedureRows() : procedure.run(context, arguments);
    }

    bool produce(Context& context) override {
        if (std::exchange(silent_, false)) {
            return true;  // a procedure without columns lets the row pass
        }
        if (!rows_ || !rows_(row_)) {
            return false;
        }
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            at(context, clause_.items[i].slot) = row_[columns_[i]];
        }
        return true;
    }

    const CallClause& clause_;
    std::vector<std::size_t> columns_;
    ProcedureRows rows_;
    std::vector<Value> row_;
    bool silent_ = false;
};

}  // namespace

OperatorPtr make_call(const plan::Call& step, OperatorPtr input) {
    return std::make_unique<CallProcedure>(step, std::move(input));
}

}  // namespace trefoil::query::internal
