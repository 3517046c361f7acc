#include <unordered_map>
#include <unordered_set>

#include "query/comparison.hpp"
#include "query/functions.hpp"
#include "query/internal/operators.hpp"

// Grouping and DISTINCT, by hash tables over tuples of values.

namespace trefoil::query::internal {
namespace {

using TupleSet = std::unordered_set<std::vector<Value>, TupleHash, TupleEqual>;

std::size_t bytes_of(const std::vector<Value>& tuple) {
    std::size_t bytes = sizeof(tuple) + 32;
    for (const Value& value : tuple) {
        bytes += size_of(value);
    }
    return bytes;
}

/// One aggregation in one group.
struct Running {
    std::int64_t count = 0;  ///< count(*) and count()
    std::unique_ptr<Aggregator> aggregator;
    TupleSet seen;  ///< DISTINCT
};

struct Group {
    std::vector<Value> carried;
    std::vector<Running> running;
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
        groups_.clear();
        order_.clear();
        read_ = false;
        used_ = 0;
        context.budget.release(bytes_);
        bytes_ = 0;
    }

    bool next(Context& context) override {
        if (!read_) {
            read(context);
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
                ++running.count;
                continue;
            }
            arguments_.clear();
            for (const ExpressionPtr& child : e.children) {
                arguments_.push_back(evaluate(*child, context));
            }
            if (arguments_[0].is_null()) {
                continue;  // every aggregation skips nulls
            }
            if (e.distinct) {
                const auto [entry, added] = running.seen.insert(arguments_);
                if (!added) {
                    continue;
                }
                account(bytes_of(*entry), context);
            }
            if (counts_[i]) {
                ++running.count;
            } else {
                if (e.aggregate->name() == "collect" || e.children.size() > 1) {
                    account(size_of(arguments_[0]), context);
                }
                running.aggregator->add(arguments_);
            }
        }
    }

    const plan::Aggregate& step_;
    std::vector<bool> counts_;
    Groups groups_;
    std::vector<Groups::value_type*> order_;  ///< groups as they came; nodes of the map stay put
    std::vector<Value> arguments_;
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
        context.budget.release(bytes_);
        bytes_ = 0;
    }

    bool next(Context& context) override {
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
    std::size_t bytes_ = 0;
};

/// One row: a number the store knows.
class CountStore final : public Operator {
  public:
    explicit CountStore(const plan::CountStore& step) : step_(step) {}

    void open(Context&) override { given_ = false; }

    bool next(Context& context) override {
        if (std::exchange(given_, true)) {
            return false;
        }
        at(context, step_.slot) = static_cast<std::int64_t>(count(context.view));
        return true;
    }

  private:
    [[nodiscard]] std::uint64_t count(const graph::GraphView& view) const {
        if (step_.nodes) {
            if (step_.name.empty()) {
                return view.node_count();
            }
            const auto label = view.find_label(step_.name);
            return label ? view.node_count(*label) : 0;
        }
        if (step_.name.empty()) {
            return view.edge_count();
        }
        const auto type = view.find_type(step_.name);
        return type ? view.edge_count(*type) : 0;
    }

    const plan::CountStore& step_;
    bool given_ = false;
};

/// Adds up degrees: the number of rows that a last hop would give.
class DegreeCount final : public WithInput {
  public:
    DegreeCount(const plan::DegreeCount& step, OperatorPtr input)
        : WithInput(std::move(input)), step_(step), types_(step.hop.types) {}

    void open(Context& context) override {
        WithInput::open(context);
        given_ = false;
    }

    bool next(Context& context) override {
        if (std::exchange(given_, true)) {
            return false;
        }
        std::uint64_t total = 0;
        while (input_->next(context)) {
            context.budget.tick();
            const auto* from = at(context, step_.hop.from).get_if<NodeId>();
            if (from != nullptr && types_.resolve(context.view)) {
                total += context.view.degree(*from, step_.hop.direction, types_.ids());
            }
        }
        at(context, step_.slot) = static_cast<std::int64_t>(total);
        return true;
    }

  private:
    const plan::DegreeCount& step_;
    TypeNames types_;
    bool given_ = false;
};

}  // namespace

OperatorPtr make_aggregate(const plan::Aggregate& step, OperatorPtr input) {
    return std::make_unique<Aggregate>(step, std::move(input));
}

OperatorPtr make_distinct(const plan::Distinct& step, OperatorPtr input) {
    return std::make_unique<Distinct>(step, std::move(input));
}

OperatorPtr make_count_store(const plan::CountStore& step) {
    return std::make_unique<CountStore>(step);
}

OperatorPtr make_degree_count(const plan::DegreeCount& step, OperatorPtr input) {
    return std::make_unique<DegreeCount>(step, std::move(input));
}

}  // namespace trefoil::query::internal
