#include <array>

#include "query/internal/operators.hpp"

// Steps that bind a node from nothing: all nodes, those with a label, by index, by id.

namespace trefoil::query::internal {
namespace {

class Argument final : public Operator {
  public:
    void open(Context&) override { given_ = false; }

    bool next(Context&) override { return !std::exchange(given_, true); }

  private:
    bool given_ = false;
};

class NodeScan final : public PerRow {
  public:
    NodeScan(const plan::NodeScan& step, OperatorPtr input)
        : PerRow(std::move(input)), step_(step) {}

  private:
    void begin(Context& context) override {
        after_.reset();
        filled_ = used_ = batch_.size();
        label_ = step_.label >= 0 ? context.label(step_.label) : std::nullopt;
        if (step_.label >= 0 && !label_) {
            filled_ = used_ = 0;  // no node has a label that does not exist
        }
    }

    bool produce(Context& context) override {
        if (used_ == filled_) {
            if (filled_ < batch_.size()) {
                return false;
            }
            filled_ = context.view.scan_nodes(label_, after_, batch_);
            used_ = 0;
            if (filled_ == 0) {
                return false;
            }
            after_ = batch_[filled_ - 1];
        }
        at(context, step_.slot) = batch_[used_++];
        return true;
    }

    const plan::NodeScan& step_;
    std::optional<LabelId> label_;
    std::optional<NodeId> after_;
    std::array<NodeId, 256> batch_{};
    std::size_t filled_ = 0;
    std::size_t used_ = 0;
};

class NodeLookup final : public PerRow {
  public:
    NodeLookup(const plan::NodeLookup& step, OperatorPtr input)
        : PerRow(std::move(input)), step_(step) {}

  private:
    void begin(Context& context) override {
        found_.clear();
        used_ = 0;
        const auto key = context.key(step_.key);
        value_ = evaluate(*step_.value, context);
        if (!key || value_.is_null()) {
            return;
        }
        scan_ = !context.view.is_indexed(*key) || !indexable(value_);
        if (!scan_ && value_.string() != nullptr) {
            found_ = context.view.nodes_by_text(*key, *value_.string());
        } else if (!scan_) {
            found_ = context.view.nodes_by_property(*key, value_);
        } else {
            // Lists and temporal values are not in the index: look at every node.
            std::array<NodeId, 256> batch{};
            std::optional<NodeId> after;
            for (;;) {
                const std::size_t filled = context.view.scan_nodes({}, after, batch);
                found_.insert(found_.end(), batch.begin(),
                              batch.begin() + static_cast<std::ptrdiff_t>(filled));
                context.budget.tick(filled);
                if (filled < batch.size()) {
                    break;
                }
                after = batch.back();
            }
        }
    }

    /// The filter that follows compares the value: the index also finds lists that hold it.
    bool produce(Context& context) override {
        if (used_ == found_.size()) {
            return false;
        }
        at(context, step_.slot) = found_[used_++];
        return true;
    }

    static bool indexable(const Value& value) {
        return value.string() != nullptr || value.get_if<bool>() != nullptr ||
               value.get_if<std::int64_t>() != nullptr || value.get_if<double>() != nullptr;
    }

    const plan::NodeLookup& step_;
    Value value_;
    bool scan_ = false;
    std::vector<NodeId> found_;
    std::size_t used_ = 0;
};

class NodeById final : public PerRow {
  public:
    NodeById(const plan::NodeById& step, OperatorPtr input)
        : PerRow(std::move(input)), step_(step) {}

  private:
    void begin(Context& context) override {
        const Value value = evaluate(*step_.id, context);
        const auto* id = value.get_if<std::int64_t>();
        ready_ = id != nullptr && *id >= 0 &&
                 context.view.has_node(NodeId(static_cast<std::uint64_t>(*id)));
        if (ready_) {
            at(context, step_.slot) = NodeId(static_cast<std::uint64_t>(*id));
        }
    }

    bool produce(Context&) override { return std::exchange(ready_, false); }

    const plan::NodeById& step_;
    bool ready_ = false;
};

}  // namespace

OperatorPtr make_argument() {
    return std::make_unique<Argument>();
}

OperatorPtr make_node_scan(const plan::NodeScan& step, OperatorPtr input) {
    return std::make_unique<NodeScan>(step, std::move(input));
}

OperatorPtr make_node_lookup(const plan::NodeLookup& step, OperatorPtr input) {
    return std::make_unique<NodeLookup>(step, std::move(input));
}

OperatorPtr make_node_by_id(const plan::NodeById& step, OperatorPtr input) {
    return std::make_unique<NodeById>(step, std::move(input));
}

}  // namespace trefoil::query::internal
