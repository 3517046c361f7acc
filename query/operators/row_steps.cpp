#include <algorithm>

#include "graph/property_column.hpp"
#include "query/internal/operators.hpp"

// Steps that look at one row at a time: filter, project, unwind, bind a path, optional, skip,
// limit, union.

namespace trefoil::query::internal {
namespace {

/// n.key = x or n.key <> x, where x does not change while the statement runs: compared by number
/// where the property is in memory.
class TextTest {
  public:
    /// Nothing if the predicate is of another form.
    static std::optional<TextTest> of(const Expression& e) {
        if (e.kind != ExpressionKind::Equal && e.kind != ExpressionKind::NotEqual) {
            return std::nullopt;
        }
        for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
            const Expression& property = *e.children[side];
            const Expression& other = *e.children[1 - side];
            if (property.kind == ExpressionKind::Property &&
                property.children[0]->kind == ExpressionKind::Variable &&
                (other.kind == ExpressionKind::Literal ||
                 other.kind == ExpressionKind::Parameter)) {
                return TextTest(property, other, e.kind == ExpressionKind::Equal);
            }
        }
        return std::nullopt;
    }

    /// Nothing if this row has to be looked at in the general way.
    std::optional<bool> test(Context& context) {
        const auto* node = at(context, property_->children[0]->slot).get_if<NodeId>();
        const auto key = context.key(property_->name_id);
        const auto* column = node != nullptr && key ? context.view.copied_column(*key) : nullptr;
        if (column == nullptr) {
            return std::nullopt;
        }
        if (column != column_) {
            const Value value = evaluate(*constant_, context);
            is_text_ = value.string() != nullptr;
            wanted_ = is_text_ ? column->find(*value.string()) : 0;
            const auto nodes = column->nodes(wanted_);
            single_ = nodes.size() == 1 && (equal_ || column->complete())
                          ? std::optional(nodes.front())
                          : std::nullopt;
            column_ = column;
        }
        if (single_ && column->covers(*node)) {
            return (*node == *single_) == equal_;
        }
        if (!is_text_) {
            return std::nullopt;
        }
        const auto held = column->number(*node);
        return held != 0 && (held == wanted_) == equal_;
    }

  private:
    TextTest(const Expression& property, const Expression& constant, bool equal)
        : property_(&property), constant_(&constant), equal_(equal) {}

    const Expression* property_;
    const Expression* constant_;
    const graph::PropertyColumn* column_ = nullptr;  ///< that wanted_ is a number of
    graph::PropertyColumn::Number wanted_ = 0;
    std::optional<NodeId> single_;  ///< the only node that holds it, where that decides
    bool is_text_ = false;
    bool equal_;
};

class Filter final : public WithInput {
  public:
    Filter(const plan::Filter& step, OperatorPtr input) : WithInput(std::move(input)), step_(step) {
        for (const ExpressionPtr& e : step.predicates) {
            tests_.push_back(TextTest::of(*e));
        }
    }

    bool next(Context& context) override {
        while (input_->next(context)) {
            context.budget.tick();
            if (passes(context)) {
                return true;
            }
        }
        return false;
    }

  private:
    bool passes(Context& context) {
        for (std::size_t i = 0; i < tests_.size(); ++i) {
            const auto quick = tests_[i] ? tests_[i]->test(context) : std::nullopt;
            if (!(quick ? *quick : is_true(*step_.predicates[i], context))) {
                return false;
            }
        }
        return true;
    }

    const plan::Filter& step_;
    std::vector<std::optional<TextTest>> tests_;
};

class Project final : public WithInput {
  public:
    Project(const plan::Project& step, OperatorPtr input)
        : WithInput(std::move(input)), step_(step) {}

    bool next(Context& context) override {
        if (!input_->next(context)) {
            return false;
        }
        for (const plan::Projected& item : step_.items) {
            at(context, item.slot) = evaluate(*item.expression, context);
        }
        return true;
    }

  private:
    const plan::Project& step_;
};

class BindPath final : public WithInput {
  public:
    BindPath(const plan::BindPath& step, OperatorPtr input)
        : WithInput(std::move(input)), step_(step) {}

    bool next(Context& context) override {
        if (!input_->next(context)) {
            return false;
        }
        at(context, step_.pattern->slot) = build_path(*step_.pattern, context);
        return true;
    }

  private:
    const plan::BindPath& step_;
};

class Unwind final : public PerRow {
  public:
    Unwind(const plan::Unwind& step, OperatorPtr input) : PerRow(std::move(input)), step_(step) {}

  private:
    void begin(Context& context) override {
        used_ = 0;
        value_ = evaluate(*step_.list, context);
    }

    bool produce(Context& context) override {
        const List* list = value_.list();
        const std::size_t size = list != nullptr ? list->size() : value_.is_null() ? 0 : 1;
        if (used_ == size) {
            return false;
        }
        at(context, step_.slot) = list != nullptr ? (*list)[used_] : value_;
        ++used_;
        return true;
    }

    const plan::Unwind& step_;
    Value value_;
    std::size_t used_ = 0;
};

class Optional final : public PerRow {
  public:
    Optional(const plan::Optional& step, OperatorPtr input, OperatorPtr inner)
        : PerRow(std::move(input)), step_(step), inner_(std::move(inner)) {}

  private:
    void begin(Context& context) override {
        inner_->open(context);
        found_ = false;
        ended_ = false;
    }

    bool produce(Context& context) override {
        if (ended_) {
            return false;
        }
        if (inner_->next(context)) {
            found_ = true;
            return true;
        }
        ended_ = true;
        if (found_) {
            return false;
        }
        for (const int slot : step_.slots) {
            at(context, slot) = Value();
        }
        return true;
    }

    const plan::Optional& step_;
    OperatorPtr inner_;
    bool found_ = false;
    bool ended_ = false;
};

class Skip final : public WithInput {
  public:
    Skip(const plan::Skip& step, OperatorPtr input) : WithInput(std::move(input)), step_(step) {}

    void open(Context& context) override {
        WithInput::open(context);
        left_ = row_count(*step_.count, context, "SKIP");
    }

    bool next(Context& context) override {
        for (; left_ > 0; --left_) {
            if (!input_->next(context)) {
                return false;
            }
        }
        return input_->next(context);
    }

  private:
    const plan::Skip& step_;
    std::uint64_t left_ = 0;
};

class Limit final : public WithInput {
  public:
    Limit(const plan::Limit& step, OperatorPtr input) : WithInput(std::move(input)), step_(step) {}

    void open(Context& context) override {
        WithInput::open(context);
        left_ = row_count(*step_.count, context, "LIMIT");
        drained_ = false;
    }

    bool next(Context& context) override {
        if (left_ == 0) {
            // Even LIMIT 0 lets the clauses before it write.
            if (!std::exchange(drained_, true)) {
                input_->next(context);
            }
            return false;
        }
        --left_;
        drained_ = true;
        return input_->next(context);
    }

  private:
    const plan::Limit& step_;
    std::uint64_t left_ = 0;
    bool drained_ = false;
};

class Union final : public Operator {
  public:
    Union(const plan::Union& step, std::vector<OperatorPtr> parts)
        : step_(step), parts_(std::move(parts)) {}

    void open(Context& context) override {
        part_ = 0;
        parts_.front()->open(context);
    }

    bool next(Context& context) override {
        while (part_ < parts_.size()) {
            if (parts_[part_]->next(context)) {
                copy(context);
                return true;
            }
            if (++part_ < parts_.size()) {
                parts_[part_]->open(context);
            }
        }
        return false;
    }

  private:
    void copy(Context& context) const {
        if (step_.slots.empty()) {
            return;
        }
        for (std::size_t i = 0; i < step_.slots[0].size(); ++i) {
            at(context, step_.slots[0][i]) = at(context, step_.slots[part_ + 1][i]);
        }
    }

    const plan::Union& step_;
    std::vector<OperatorPtr> parts_;
    std::size_t part_ = 0;
};

}  // namespace

OperatorPtr make_filter(const plan::Filter& step, OperatorPtr input) {
    return std::make_unique<Filter>(step, std::move(input));
}

OperatorPtr make_project(const plan::Project& step, OperatorPtr input) {
    return std::make_unique<Project>(step, std::move(input));
}

OperatorPtr make_bind_path(const plan::BindPath& step, OperatorPtr input) {
    return std::make_unique<BindPath>(step, std::move(input));
}

OperatorPtr make_unwind(const plan::Unwind& step, OperatorPtr input) {
    return std::make_unique<Unwind>(step, std::move(input));
}

OperatorPtr make_optional(const plan::Optional& step, OperatorPtr input, OperatorPtr inner) {
    return std::make_unique<Optional>(step, std::move(input), std::move(inner));
}

OperatorPtr make_skip(const plan::Skip& step, OperatorPtr input) {
    return std::make_unique<Skip>(step, std::move(input));
}

OperatorPtr make_limit(const plan::Limit& step, OperatorPtr input) {
    return std::make_unique<Limit>(step, std::move(input));
}

OperatorPtr make_union(const plan::Union& step, std::vector<OperatorPtr> parts) {
    return std::make_unique<Union>(step, std::move(parts));
}

}  // namespace trefoil::query::internal
