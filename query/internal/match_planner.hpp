#pragma once

#include <set>
#include <vector>

#include "graph/view.hpp"
#include "query/plan.hpp"

namespace trefoil::query::internal {

/// Slots that an expression reads, also in its patterns and subqueries.
void collect_read_slots(const Expression& e, std::set<int>& slots);

/// Plans one MATCH (or a pattern used as an expression): grows from the cheapest start, always by
/// the cheapest hop, and checks each predicate as soon as its variables are bound.
class MatchPlanner {
  public:
    MatchPlanner(BoundQuery& bound, const graph::GraphView& view)
        : bound_query_(bound), view_(view) {}

    /// The steps after `input`. `where` may be null.
    PlanPtr plan(const std::vector<const PathPattern*>& paths, const ExpressionPtr& where,
                 PlanPtr input);

    /// Slots that these patterns declare.
    static std::set<int> declared_slots(const std::vector<const PathPattern*>& paths);

  private:
    struct Link {
        const PathPattern* path;
        const RelationshipPattern* pattern;
        const NodePattern* left;
        const NodePattern* right;
        bool done = false;
    };

    struct Pending {
        ExpressionPtr predicate;
        std::set<int> needs;
        bool done = false;
    };

    void collect(const std::vector<const PathPattern*>& paths, const ExpressionPtr& where);
    void add_node(const NodePattern& node);
    void add_predicate(ExpressionPtr predicate);
    void push(plan::Step step, double factor);
    void apply_ready();
    bool grow();
    void start();
    [[nodiscard]] double hop_cost(const Link& link, bool from_left) const;
    [[nodiscard]] double degree(const Link& link) const;
    void take(Link& link);
    plan::Hop hop(const Link& link, bool from_left) const;
    std::vector<ExpressionPtr> element_predicates(const RelationshipPattern& relationship);
    void bind_paths();

    [[nodiscard]] bool is_bound(int slot) const {
        return !declared_.contains(slot) || bound_.contains(slot);
    }

    int name_id(const std::string& name);
    ExpressionPtr variable(int slot) const;
    ExpressionPtr property_equals(int slot, const std::string& key, const ExpressionPtr& value);

    BoundQuery& bound_query_;
    const graph::GraphView& view_;
    PlanPtr plan_;
    std::set<int> declared_;
    std::set<int> bound_;
    std::vector<const NodePattern*> nodes_;
    std::vector<Link> links_;
    std::vector<const PathPattern*> paths_;
    std::vector<Pending> pending_;
};

}  // namespace trefoil::query::internal
