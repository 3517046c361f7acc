#include <algorithm>
#include <numeric>

#include "query/comparison.hpp"
#include "query/internal/operators.hpp"

namespace trefoil::query::internal {
namespace {

/// Sorts all rows, or keeps the first skip + limit of them.
class Sort final : public WithInput {
  public:
    Sort(const plan::Sort& step, OperatorPtr input) : WithInput(std::move(input)), step_(step) {}

    void open(Context& context) override {
        WithInput::open(context);
        context.budget.release(bytes_);
        bytes_ = 0;
        rows_.clear();
        used_ = 0;
        sorted_ = false;
    }

    bool next(Context& context) override {
        if (!sorted_) {
            read(context);
        }
        if (used_ == rows_.size()) {
            return false;
        }
        const std::vector<Value>& row = rows_[used_++];
        for (std::size_t i = 0; i < step_.live.size(); ++i) {
            at(context, step_.live[i]) = row[step_.items.size() + i];
        }
        return true;
    }

  private:
    /// A row is its sort keys, then its live slots.
    void read(Context& context) {
        sorted_ = true;
        std::uint64_t keep = UINT64_MAX;
        if (step_.limit) {
            keep = row_count(*step_.limit, context, "LIMIT");
            const std::uint64_t skip = step_.skip ? row_count(*step_.skip, context, "SKIP") : 0;
            keep = keep > UINT64_MAX - skip ? UINT64_MAX : keep + skip;
        }
        const auto before = [this](const auto& a, const auto& b) { return less(a, b); };
        std::size_t sequence = 0;
        std::vector<Value> keys(step_.items.size());
        while (input_->next(context)) {
            context.budget.tick();
            ++sequence;
            for (std::size_t i = 0; i < keys.size(); ++i) {
                const Expression& e = *step_.items[i].expression;
                keys[i] =
                    e.kind == ExpressionKind::Variable ? at(context, e.slot) : evaluate(e, context);
            }
            const bool full = keep != UINT64_MAX && rows_.size() >= keep;
            // Of equal rows the earlier one stays, so what does not come before the last is out.
            if (full && (keep == 0 || compare(keys, rows_.front()) >= 0)) {
                continue;
            }
            std::vector<Value> row;
            row.reserve(step_.items.size() + step_.live.size() + 1);
            row.assign(keys.begin(), keys.end());
            for (const int slot : step_.live) {
                row.push_back(at(context, slot));
            }
            row.emplace_back(static_cast<std::int64_t>(sequence));  // keeps the order of equal rows
            if (full) {
                std::pop_heap(rows_.begin(), rows_.end(), before);
                rows_.back() = std::move(row);
                std::push_heap(rows_.begin(), rows_.end(), before);
                continue;
            }
            std::size_t bytes = sizeof(row);
            for (const Value& value : row) {
                bytes += size_of(value);
            }
            context.budget.allocate(bytes);
            bytes_ += bytes;
            rows_.push_back(std::move(row));
            if (keep != UINT64_MAX) {
                std::push_heap(rows_.begin(), rows_.end(), before);
            }
        }
        std::sort(rows_.begin(), rows_.end(), before);
    }

    /// By the sort keys, which are the first values of both.
    [[nodiscard]] int compare(const std::vector<Value>& a, const std::vector<Value>& b) const {
        for (std::size_t i = 0; i < step_.items.size(); ++i) {
            const int c = order(a[i], b[i]);
            if (c != 0) {
                return step_.items[i].descending ? -c : c;
            }
        }
        return 0;
    }

    [[nodiscard]] bool less(const std::vector<Value>& a, const std::vector<Value>& b) const {
        const int c = compare(a, b);
        return c != 0 ? c < 0 : *a.back().get_if<std::int64_t>() < *b.back().get_if<std::int64_t>();
    }

    const plan::Sort& step_;
    std::vector<std::vector<Value>> rows_;
    std::size_t bytes_ = 0;
    std::size_t used_ = 0;
    bool sorted_ = false;
};

}  // namespace

OperatorPtr make_sort(const plan::Sort& step, OperatorPtr input) {
    return std::make_unique<Sort>(step, std::move(input));
}

}  // namespace trefoil::query::internal
