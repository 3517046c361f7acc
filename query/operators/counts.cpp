#include <algorithm>

#include "graph/csr_graph.hpp"
#include "graph/pattern_count.hpp"
#include "query/internal/operators.hpp"
#include "query/query_error.hpp"

// Steps that count without making what they count: from the store's counters, from degrees, from a
// copy of the graph.

namespace trefoil::query::internal {
namespace {

/// An operator of one row.
class OneRow : public Operator {
  public:
    void open(Context&) override { given_ = false; }

    bool next(Context& context) override {
        if (std::exchange(given_, true)) {
            return false;
        }
        give(context);
        return true;
    }

  protected:
    virtual void give(Context& context) = 0;

  private:
    bool given_ = false;
};

/// A number the store knows.
class CountStore final : public OneRow {
  public:
    explicit CountStore(const plan::CountStore& step) : step_(step) {}

  private:
    void give(Context& context) override {
        at(context, step_.slot) = static_cast<std::int64_t>(count(context.view));
    }

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
};

class CountPattern final : public OneRow {
  public:
    explicit CountPattern(const plan::CountPattern& step) : step_(step) {}

  private:
    void give(Context& context) override { at(context, step_.slot) = count(context); }

    [[nodiscard]] std::int64_t count(Context& context) const {
        graph::CountedPattern pattern;
        for (const auto& link : step_.links) {
            TypeNames types(link.types);
            if (!types.resolve(context.view)) {
                return 0;
            }
            pattern.hops.push_back({link.left, link.right, link.direction, types.ids()});
        }
        const graph::Poll poll = [&](std::uint64_t edges) { context.budget.tick(edges); };
        const auto copy = context.view.copy(poll);
        for (const auto& labels : step_.labels) {
            auto& admitted = pattern.admitted.emplace_back();
            for (const std::string& name : labels) {
                const auto label = context.view.find_label(name);
                if (!label) {
                    return 0;
                }
                restrict(admitted, *label, *copy, context);
            }
        }
        const auto count = graph::count_matches(*copy, pattern, poll);
        if (!count) {
            throw QueryError("ArithmeticError", Phase::Runtime, "NumberOutOfRange",
                             "the count is larger than 9223372036854775807");
        }
        return static_cast<std::int64_t>(*count);
    }

    /// Leaves in `admitted` (empty: all) the vertices with a label.
    static void restrict(std::vector<bool>& admitted, LabelId label, const graph::CsrGraph& graph,
                         Context& context) {
        std::vector<bool> with_label(graph.vertex_count());
        std::array<NodeId, 1024> batch{};
        std::optional<NodeId> after;
        for (;;) {
            const std::size_t filled = context.view.scan_nodes(label, after, batch);
            context.budget.tick(filled);
            for (std::size_t i = 0; i < filled; ++i) {
                const auto vertex = graph.vertex(batch[i]);
                if (vertex && (admitted.empty() || admitted[*vertex])) {
                    with_label[*vertex] = true;
                }
            }
            if (filled < batch.size()) {
                break;
            }
            after = batch.back();
        }
        admitted = std::move(with_label);
        admitted.resize(graph.vertex_count());
    }

    const plan::CountPattern& step_;
};

/// Rows of a type's name and its number of relationships.
class TypeCounts final : public Operator {
  public:
    explicit TypeCounts(const plan::TypeCounts& step) : step_(step), types_(step.types) {}

    void open(Context& context) override {
        used_ = 0;
        counts_.clear();
        if (!types_.resolve(context.view)) {
            return;
        }
        counts_ = context.view.edge_counts();
        std::erase_if(counts_, [this](const auto& entry) { return !types_.admits(entry.first); });
    }

    bool next(Context& context) override {
        if (used_ == counts_.size()) {
            return false;
        }
        const auto& [type, count] = counts_[used_++];
        at(context, step_.type) = Value(context.view.name_of(type));
        for (const int slot : step_.counts) {
            at(context, slot) = static_cast<std::int64_t>(count);
        }
        return true;
    }

  private:
    const plan::TypeCounts& step_;
    TypeNames types_;
    std::vector<std::pair<TypeId, std::uint64_t>> counts_;
    std::size_t used_ = 0;
};

/// A hop's number of relationships; rows without any are dropped.
class Degree final : public WithInput {
  public:
    Degree(const plan::Degree& step, OperatorPtr input)
        : WithInput(std::move(input)), step_(step), types_(step.hop.types) {}

    void open(Context& context) override {
        if (step_.whole) {
            copy_ = context.view.copy([&](std::uint64_t edges) { context.budget.tick(edges); });
        }
        WithInput::open(context);
    }

    bool next(Context& context) override {
        while (input_->next(context)) {
            context.budget.tick();
            const auto* from = at(context, step_.hop.from).get_if<NodeId>();
            if (from == nullptr || !types_.resolve(context.view)) {
                continue;
            }
            if (const std::uint64_t degree = this->degree(*from, context); degree != 0) {
                at(context, step_.slot) = static_cast<std::int64_t>(degree);
                return true;
            }
        }
        return false;
    }

  private:
    [[nodiscard]] std::uint64_t degree(NodeId node, Context& context) const {
        const auto& ids = types_.ids();
        if (copy_ != nullptr && ids.size() <= 1) {
            return copy_->degree(node, step_.hop.direction,
                                 ids.empty() ? std::nullopt : std::optional(ids.front()));
        }
        return context.view.degree(node, step_.hop.direction, ids);
    }

    const plan::Degree& step_;
    TypeNames types_;
    std::shared_ptr<const graph::CsrGraph> copy_;
};

}  // namespace

OperatorPtr make_count_store(const plan::CountStore& step) {
    return std::make_unique<CountStore>(step);
}

OperatorPtr make_count_pattern(const plan::CountPattern& step) {
    return std::make_unique<CountPattern>(step);
}

OperatorPtr make_type_counts(const plan::TypeCounts& step) {
    return std::make_unique<TypeCounts>(step);
}

OperatorPtr make_degree(const plan::Degree& step, OperatorPtr input) {
    return std::make_unique<Degree>(step, std::move(input));
}

}  // namespace trefoil::query::internal
