#include <algorithm>
#include <unordered_set>

#include "graph/walk.hpp"
#include "query/internal/operators.hpp"

// Walks of variable length: depth first over trails (no relationship twice), one row a trail. Where
// only the ends matter, each reached node once, by breadth-first search.

namespace trefoil::query::internal {
namespace {

bool holds(const std::vector<ExpressionPtr>& where, Context& context) {
    return std::all_of(where.begin(), where.end(),
                       [&](const ExpressionPtr& e) { return is_true(*e, context); });
}

class VariableExpand final : public PerRow {
  public:
    VariableExpand(const plan::VariableExpand& step, OperatorPtr input)
        : PerRow(std::move(input)), step_(step), hop_(step.hop), types_(step.hop.types) {}

  private:
    struct Level {
        std::vector<graph::AdjacentEdge> edges;
        std::size_t outgoing = 0;
        std::size_t used = 0;
        NodeId node;
    };

    void begin(Context& context) override {
        depth_ = 0;
        trail_.clear();
        on_trail_.clear();
        fresh_ = false;
        const auto* from = at(context, hop_.from).get_if<NodeId>();
        if (from == nullptr) {
            return;
        }
        if (hop_.into) {
            const auto* to = at(context, hop_.to).get_if<NodeId>();
            if (to == nullptr) {
                return;
            }
            to_ = *to;
        }
        start_ = *from;
        fresh_ = true;
        descend(context, *from);
    }

    void descend(Context& context, NodeId node) {
        if (depth_ == levels_.size()) {
            levels_.emplace_back();
            context.budget.allocate(sizeof(Level));
        }
        Level& level = levels_[depth_++];
        level.edges.clear();
        level.used = level.outgoing = 0;
        level.node = node;
        if (trail_.size() >= step_.max || !types_.resolve(context.view)) {
            return;
        }
        if (hop_.direction != Direction::Incoming) {
            context.view.expand(node, Direction::Outgoing, types_.ids(), level.edges);
            level.outgoing = level.edges.size();
        }
        if (hop_.direction != Direction::Outgoing) {
            context.view.expand(node, Direction::Incoming, types_.ids(), level.edges);
        }
    }

    bool produce(Context& context) override {
        if (fresh_) {
            fresh_ = false;
            if (step_.min == 0 && arrives(start_)) {
                return emit(context, start_);
            }
        }
        while (depth_ > 0) {
            context.budget.tick();
            Level& level = levels_[depth_ - 1];
            if (level.used == level.edges.size()) {
                --depth_;
                if (!trail_.empty()) {
                    on_trail_.erase(trail_.back().id);
                    trail_.pop_back();
                }
                continue;
            }
            const bool outgoing = level.used < level.outgoing;
            const graph::AdjacentEdge edge = level.edges[level.used++];
            if (!outgoing && edge.neighbor == level.node && hop_.direction == Direction::Both) {
                continue;
            }
            if (on_trail_.contains(edge.edge) || is_used(context, hop_.unique, edge.edge)) {
                continue;
            }
            const Relationship relationship = relationship_of(edge, level.node, outgoing);
            if (!step_.where.empty()) {
                at(context, step_.element) = relationship;
                if (!holds(step_.where, context)) {
                    continue;
                }
            }
            trail_.push_back(relationship);
            on_trail_.insert(edge.edge);
            descend(context, edge.neighbor);
            if (trail_.size() >= step_.min && arrives(edge.neighbor)) {
                return emit(context, edge.neighbor);
            }
        }
        return false;
    }

    [[nodiscard]] bool arrives(NodeId node) const {
        if (hop_.into) {
            return node == to_;
        }
        return hop_.from != hop_.to || node == start_;
    }

    bool emit(Context& context, NodeId node) {
        List list(trail_.begin(), trail_.end());
        if (!hop_.from_is_left) {
            std::reverse(list.begin(), list.end());
        }
        at(context, hop_.relationship) = std::move(list);
        if (!hop_.into) {
            at(context, hop_.to) = node;
        }
        return true;
    }

    const plan::VariableExpand& step_;
    const plan::Hop& hop_;
    TypeNames types_;
    NodeId start_;
    NodeId to_;
    bool fresh_ = false;
    std::vector<Level> levels_;
    std::size_t depth_ = 0;
    std::vector<Relationship> trail_;
    std::unordered_set<EdgeId> on_trail_;
};

/// One row for each node that some trail ends in.
class Reach final : public PerRow {
  public:
    Reach(const plan::VariableExpand& step, OperatorPtr input)
        : PerRow(std::move(input)), step_(step), types_(step.hop.types) {}

  private:
    void begin(Context& context) override {
        reached_.clear();
        used_ = 0;
        const auto* from = at(context, step_.hop.from).get_if<NodeId>();
        if (from == nullptr) {
            return;
        }
        graph::WalkOptions options;
        options.direction = step_.hop.direction;
        options.max_hops = step_.max;
        if (types_.resolve(context.view)) {
            options.types = types_.ids();
        } else {
            options.max_hops = 0;
        }
        options.poll = [&](std::uint64_t edges) { context.budget.tick(edges); };
        if (options.max_hops == 0) {
            if (step_.min == 0) {
                reached_.push_back(*from);
            }
            return;
        }
        graph::for_each_reachable(context.view, *from, step_.min, options,
                                  [&](NodeId node, std::uint64_t) {
                                      reached_.push_back(node);
                                      return true;
                                  });
    }

    bool produce(Context& context) override {
        if (used_ == reached_.size()) {
            return false;
        }
        at(context, step_.hop.to) = reached_[used_++];
        return true;
    }

    const plan::VariableExpand& step_;
    TypeNames types_;
    std::vector<NodeId> reached_;
    std::size_t used_ = 0;
};

/// Walks a given list of relationships from `hop.from`.
class BoundRelationships final : public PerRow {
  public:
    BoundRelationships(const plan::BoundRelationships& step, OperatorPtr input)
        : PerRow(std::move(input)), step_(step), hop_(step.hop), types_(step.hop.types) {}

  private:
    void begin(Context& context) override {
        end_.reset();
        const auto* from = at(context, hop_.from).get_if<NodeId>();
        const List* list = at(context, hop_.relationship).list();
        if (from == nullptr || list == nullptr || list->size() < step_.min ||
            list->size() > step_.max || !types_.resolve(context.view)) {
            return;
        }
        List steps = *list;
        if (!hop_.from_is_left) {
            std::reverse(steps.begin(), steps.end());
        }
        NodeId node = *from;
        for (const Value& value : steps) {
            const auto* r = value.get_if<Relationship>();
            if (r == nullptr || !types_.admits(r->type) || is_used(context, hop_.unique, r->id)) {
                return;
            }
            const bool forward = r->start == node && hop_.direction != Direction::Incoming;
            const bool backward = r->end == node && hop_.direction != Direction::Outgoing;
            if (!forward && !backward) {
                return;
            }
            node = forward ? r->end : r->start;
        }
        const auto* to = at(context, hop_.to).get_if<NodeId>();
        if (!hop_.into || (to != nullptr && *to == node)) {
            end_ = node;
        }
    }

    bool produce(Context& context) override {
        if (!end_) {
            return false;
        }
        at(context, hop_.to) = *end_;
        end_.reset();
        return true;
    }

    const plan::BoundRelationships& step_;
    const plan::Hop& hop_;
    TypeNames types_;
    std::optional<NodeId> end_;
};

}  // namespace

OperatorPtr make_variable_expand(const plan::VariableExpand& step, OperatorPtr input) {
    if (step.distinct_ends) {
        return std::make_unique<Reach>(step, std::move(input));
    }
    return std::make_unique<VariableExpand>(step, std::move(input));
}

OperatorPtr make_bound_relationships(const plan::BoundRelationships& step, OperatorPtr input) {
    return std::make_unique<BoundRelationships>(step, std::move(input));
}

}  // namespace trefoil::query::internal
