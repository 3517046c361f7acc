#include "query/internal/operators.hpp"

// One hop along a relationship: Expand where it is new, BoundRelationship where a variable holds
// it.

namespace trefoil::query::internal {
namespace {

class Expand final : public PerRow {
  public:
    Expand(const plan::Expand& step, OperatorPtr input)
        : PerRow(std::move(input)), hop_(step.hop), types_(step.hop.types) {}

  private:
    void begin(Context& context) override {
        edges_.clear();
        used_ = 0;
        const auto* from = at(context, hop_.from).get_if<NodeId>();
        if (from == nullptr || !types_.resolve(context.view)) {
            outgoing_ = 0;
            return;
        }
        from_ = *from;
        outgoing_ = 0;
        if (hop_.into) {
            const auto* to = at(context, hop_.to).get_if<NodeId>();
            if (to == nullptr) {
                return;
            }
            to_ = *to;
        }
        if (hop_.direction != Direction::Incoming) {
            context.view.expand(from_, Direction::Outgoing, types_.ids(), edges_);
            outgoing_ = edges_.size();
        }
        if (hop_.direction != Direction::Outgoing) {
            context.view.expand(from_, Direction::Incoming, types_.ids(), edges_);
        }
    }

    bool produce(Context& context) override {
        while (used_ < edges_.size()) {
            const bool outgoing = used_ < outgoing_;
            const graph::AdjacentEdge& edge = edges_[used_++];
            context.budget.tick();
            if (hop_.into && edge.neighbor != to_) {
                continue;
            }
            // A loop stands in both directions of the adjacency but is one relationship.
            if (!outgoing && edge.neighbor == from_ && hop_.direction == Direction::Both) {
                continue;
            }
            if (is_used(context, hop_.unique, edge.edge)) {
                continue;
            }
            at(context, hop_.relationship) = relationship_of(edge, from_, outgoing);
            if (!hop_.into) {
                at(context, hop_.to) = edge.neighbor;
            }
            return true;
        }
        return false;
    }

    const plan::Hop& hop_;
    TypeNames types_;
    NodeId from_;
    NodeId to_;
    std::vector<graph::AdjacentEdge> edges_;
    std::size_t outgoing_ = 0;  ///< how many of edges_ go out
    std::size_t used_ = 0;
};

/// `hop.from` to `hop.to` along the relationship in its slot; it may fit in two ways if undirected.
class BoundRelationship final : public PerRow {
  public:
    BoundRelationship(const plan::BoundRelationship& step, OperatorPtr input)
        : PerRow(std::move(input)), step_(step), hop_(step.hop), types_(step.hop.types) {}

  private:
    void begin(Context& context) override {
        ways_.clear();
        const auto* r = at(context, hop_.relationship).get_if<Relationship>();
        if (r == nullptr || !types_.resolve(context.view) || !types_.admits(r->type) ||
            is_used(context, hop_.unique, r->id)) {
            return;
        }
        if (hop_.direction != Direction::Incoming) {
            offer(context, r->start, r->end);
        }
        if (hop_.direction != Direction::Outgoing &&
            (hop_.direction == Direction::Incoming || r->start != r->end)) {
            offer(context, r->end, r->start);
        }
    }

    void offer(Context& context, NodeId from, NodeId to) {
        const auto fits = [&](int slot, NodeId node) {
            const auto* held = at(context, slot).get_if<NodeId>();
            return held != nullptr && *held == node;
        };
        if ((step_.from_bound && !fits(hop_.from, from)) || (hop_.into && !fits(hop_.to, to))) {
            return;
        }
        if (hop_.from == hop_.to && from != to) {
            return;
        }
        ways_.emplace_back(from, to);
    }

    bool produce(Context& context) override {
        if (ways_.empty()) {
            return false;
        }
        const auto [from, to] = ways_.back();
        ways_.pop_back();
        at(context, hop_.from) = from;
        at(context, hop_.to) = to;
        return true;
    }

    const plan::BoundRelationship& step_;
    const plan::Hop& hop_;
    TypeNames types_;
    std::vector<std::pair<NodeId, NodeId>> ways_;
};

}  // namespace

OperatorPtr make_expand(const plan::Expand& step, OperatorPtr input) {
    return std::make_unique<Expand>(step, std::move(input));
}

OperatorPtr make_bound_relationship(const plan::BoundRelationship& step, OperatorPtr input) {
    return std::make_unique<BoundRelationship>(step, std::move(input));
}

}  // namespace trefoil::query::internal
