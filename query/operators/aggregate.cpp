#include <algorithm>
#include <unordered_map>

#include "graph/property_column.hpp"
#include "query/comparison.hpp"
#include "query/functions.hpp"
#include "query/internal/distinct_set.hpp"
#include "query/internal/operators.hpp"

// Grouping and DISTINCT, by hash tables over tuples of values.

namespace trefoil::query::internal {
namespace {

/// One aggregation in one group.
struct Running {
    std::int64_t count = 0;  ///< count(*) and count()
    std::unique_ptr<Aggregator> aggregator;
    DistinctSet seen;  ///< DISTINCT of one argument
    TupleSet tuples;   ///< of several
};

struct Group {
    std::vector<Value> carried;
    std::vector<Running> running;
};

/// What is counted of nodes by the texts of a property: arrays by the numbers that a copy of the
/// property gave out.
class CountsByText {
  public:
    void open(const graph::PropertyColumn& column, std::size_t counts, Budget& budget) {
        column_ = &column;
        width_ = counts;
        counts_.assign(column.number_count() * counts, 0);
        met_.assign(column.number_count(), false);
        used_ = 0;
        bytes_ = counts_.size() * sizeof(std::uint64_t) + met_.size() / 8;
        budget.allocate(bytes_);
    }

    void close(Budget& budget) {
        budget.release(bytes_);
        bytes_ = 0;
        column_ = nullptr;
    }

    [[nodiscard]] bool is_open() const { return column_ != nullptr; }

    /// The counts of the group of a node.
    std::uint64_t* group(NodeId node) {
        const auto number = column_->number(node);
        met_[number] = true;
        return &counts_[number * width_];
    }

    /// The next group's value and counts; false at the end.
    bool next(Value& key, const std::uint64_t*& counts) {
        while (used_ < met_.size() && !met_[used_]) {
            ++used_;
        }
        if (used_ == met_.size()) {
            return false;
        }
        key = column_->value(static_cast<graph::PropertyColumn::Number>(used_));
        counts = &counts_[used_ * width_];
        ++used_;
        return true;
    }

  private:
    const graph::PropertyColumn* column_ = nullptr;
    std::size_t width_ = 0;
    std::vector<std::uint64_t> counts_;
    std::vector<bool> met_;
    std::size_t used_ = 0;
    std::size_t bytes_ = 0;
};

class Aggregate final : public WithInput {
  public:
    Aggregate(const plan::Aggregate& step, OperatorPtr input)
        : WithInput(std::move(input)), step_(step) {
        for (const ExpressionPtr& e : step.aggregates) {
            counts_.push_back(e->kind == ExpressionKind::CountStar ||
                              e->aggregate->name() == "count");
        }
    }

    void open(Context& context) override {
        WithInput::open(context);
        for (auto& [key, group] : groups_) {
            for (Running& running : group.running) {
                running.seen.clear(context.budget);
            }
        }
        groups_.clear();
        order_.clear();
        read_ = false;
        used_ = 0;
        context.budget.release(bytes_);
        bytes_ = 0;
        by_text_.close(context.budget);
    }

    bool next(Context& context) override {
        if (!read_) {
            read(context);
        }
        if (by_text_.is_open()) {
            const std::uint64_t* counts = nullptr;
            if (!by_text_.next(at(context, step_.keys[0].slot), counts)) {
                return false;
            }
            for (std::size_t i = 0; i < step_.aggregates.size(); ++i) {
                at(context, step_.aggregates[i]->slot) = static_cast<std::int64_t>(counts[i]);
            }
            return true;
        }
        if (used_ == order_.size()) {
            return false;
        }
        const auto& [key, group] = *order_[used_++];
        // Carried first: a key that is a variable is also carried.
        for (std::size_t i = 0; i < step_.carried.size(); ++i) {
            at(context, step_.carried[i]) = group.carried[i];
        }
        for (std::size_t i = 0; i < step_.keys.size(); ++i) {
            at(context, step_.keys[i].slot) = key[i];
        }
        for (std::size_t i = 0; i < step_.aggregates.size(); ++i) {
            const Running& running = group.running[i];
            at(context, step_.aggregates[i]->slot) =
                counts_[i] ? Value(running.count) : running.aggregator->result();
        }
        return true;
    }

  private:
    using Groups = std::unordered_map<std::vector<Value>, Group, TupleHash, TupleEqual>;

    void read(Context& context) {
        read_ = true;
        if (const auto* column = grouping_column(context)) {
            count_by_text(*column, context);
            return;
        }
        std::vector<Value> key(step_.keys.size());
        Group* only = nullptr;
        while (input_->next(context)) {
            context.budget.tick();
            if (!step_.keys.empty() || only == nullptr) {
                for (std::size_t i = 0; i < key.size(); ++i) {
                    key[i] = evaluate(*step_.keys[i].expression, context);
                }
                only = &group(key, context);
            }
            add(*only, context);
        }
        if (step_.keys.empty() && only == nullptr) {
            // No rows, no keys: one group of nothing. Carried values cannot be needed but as null.
            Group& empty = group(key, context);
            empty.carried.assign(step_.carried.size(), Value());
        }
    }

    /// The copy of the property that all nodes are grouped by, where they are only counted.
    [[nodiscard]] const graph::PropertyColumn* grouping_column(Context& context) const {
        const bool fits = step_.whole >= 0 && step_.keys.size() == 1 && step_.carried.empty() &&
                          std::all_of(step_.aggregates.begin(), step_.aggregates.end(),
                                      [](const ExpressionPtr& e) {
                                          return e->kind == ExpressionKind::CountStar;
                                      });
        if (!fits) {
            return nullptr;
        }
        const Expression& e = *step_.keys[0].expression;
        if (e.kind != ExpressionKind::Property || e.children[0]->kind != ExpressionKind::Variable ||
            e.children[0]->slot != step_.whole) {
            return nullptr;
        }
        const auto key = context.key(e.name_id);
        const auto* column = key ? context.view.column(*key) : nullptr;
        return column != nullptr && column->texts_only() ? column : nullptr;
    }

    void count_by_text(const graph::PropertyColumn& column, Context& context) {
        by_text_.open(column, step_.aggregates.size(), context.budget);
        while (input_->next(context)) {
            context.budget.tick();
            const auto rows = static_cast<std::uint64_t>(weight(context));
            std::uint64_t* counts = by_text_.group(*at(context, step_.whole).get_if<NodeId>());
            for (std::size_t i = 0; i < step_.aggregates.size(); ++i) {
                counts[i] += rows;
            }
        }
    }

    /// How many rows the row in the frame stands for.
    [[nodiscard]] std::int64_t weight(Context& context) const {
        return step_.weight < 0 ? 1 : *at(context, step_.weight).get_if<std::int64_t>();
    }

    Group& group(const std::vector<Value>& key, Context& context) {
        const auto [found, added] = groups_.try_emplace(key);
        if (added) {
            Group& group = found->second;
            for (const int slot : step_.carried) {
                group.carried.push_back(at(context, slot));
            }
            for (std::size_t i = 0; i < step_.aggregates.size(); ++i) {
                group.running.emplace_back();
                if (!counts_[i]) {
                    group.running.back().aggregator = step_.aggregates[i]->aggregate->make();
                }
            }
            order_.push_back(&*found);
            account(bytes_of(key) + sizeof(Group) + group.running.size() * sizeof(Running),
                    context);
        }
        return found->second;
    }

    void account(std::size_t bytes, Context& context) {
        context.budget.allocate(bytes);
        bytes_ += bytes;
    }

    void add(Group& group, Context& context) {
        for (std::size_t i = 0; i < step_.aggregates.size(); ++i) {
            const Expression& e = *step_.aggregates[i];
            Running& running = group.running[i];
            if (e.kind == ExpressionKind::CountStar) {
                running.count += weight(context);
                continue;
            }
            if (e.children.size() == 1 && e.children[0]->kind == ExpressionKind::Variable) {
                add(running, i, {&at(context, e.children[0]->slot), 1}, context);
                continue;
            }
            arguments_.clear();
            for (const ExpressionPtr& child : e.children) {
                arguments_.push_back(evaluate(*child, context));
            }
            add(running, i, arguments_, context);
        }
    }

    void add(Running& running, std::size_t i, std::span<const Value> arguments, Context& context) {
        const Expression& e = *step_.aggregates[i];
        if (arguments[0].is_null()) {
            return;  // every aggregation skips nulls
        }
        if (e.distinct && !is_new(running, arguments, context)) {
            return;
        }
        if (counts_[i]) {
            ++running.count;
            return;
        }
        if (e.aggregate->name() == "collect" || e.children.size() > 1) {
            account(size_of(arguments[0]), context);
        }
        running.aggregator->add(arguments);
    }

    bool is_new(Running& running, std::span<const Value> arguments, Context& context) {
        if (arguments.size() == 1) {
            return running.seen.insert(arguments[0], context.budget);
        }
        const auto [entry, added] = running.tuples.emplace(arguments.begin(), arguments.end());
        if (added) {
            account(bytes_of(*entry), context);
        }
        return added;
    }

    const plan::Aggregate& step_;
    std::vector<bool> counts_;
    Groups groups_;
    std::vector<Groups::value_type*> order_;  ///< groups as they came; nodes of the map stay put
    std::vector<Value> arguments_;
    CountsByText by_text_;
    std::size_t bytes_ = 0;
    std::size_t used_ = 0;
    bool read_ = false;
};

class Distinct final : public WithInput {
  public:
    Distinct(const plan::Distinct& step, OperatorPtr input)
        : WithInput(std::move(input)), step_(step) {}

    void open(Context& context) override {
        WithInput::open(context);
        seen_.clear();
        values_.clear(context.budget);
        context.budget.release(bytes_);
        bytes_ = 0;
    }

    bool next(Context& context) override {
        if (step_.slots.size() == 1) {
            while (input_->next(context)) {
                context.budget.tick();
                if (values_.insert(at(context, step_.slots[0]), context.budget)) {
                    return true;
                }
            }
            return false;
        }
        while (input_->next(context)) {
            context.budget.tick();
            std::vector<Value> tuple;
            tuple.reserve(step_.slots.size());
            for (const int slot : step_.slots) {
                tuple.push_back(at(context, slot));
            }
            const auto [entry, added] = seen_.insert(std::move(tuple));
            if (added) {
                const std::size_t bytes = bytes_of(*entry);
                context.budget.allocate(bytes);
                bytes_ += bytes;
                return true;
            }
        }
        return false;
    }

  private:
    const plan::Distinct& step_;
    TupleSet seen_;
    DistinctSet values_;  ///< of one slot
    std::size_t bytes_ = 0;
};

}  // namespace

OperatorPtr make_aggregate(const plan::Aggregate& step, OperatorPtr input) {
    return std::make_unique<Aggregate>(step, std::move(input));
}

OperatorPtr make_distinct(const plan::Distinct& step, OperatorPtr input) {
    return std::make_unique<Distinct>(step, std::move(input));
}

}  // namespace trefoil::query::internal
