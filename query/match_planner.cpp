#include "query/internal/match_planner.hpp"

#include <algorithm>
#include <limits>

namespace trefoil::query::internal {
namespace {

using enum ExpressionKind;

constexpr std::uint64_t kNoMax = std::numeric_limits<std::uint64_t>::max();

void collect_path(const PathPattern& path, std::set<int>& slots) {
    for (const NodePattern& node : path.nodes) {
        slots.insert(node.slot);
        if (node.properties) {
            collect_read_slots(*node.properties, slots);
        }
    }
    for (const RelationshipPattern& relationship : path.relationships) {
        slots.insert(relationship.slot);
        if (relationship.properties) {
            collect_read_slots(*relationship.properties, slots);
        }
    }
}

struct ClauseSlots {
    std::set<int>& slots;

    void read(const ExpressionPtr& e) const {
        if (e) {
            collect_read_slots(*e, slots);
        }
    }

    void operator()(const MatchClause& clause) const {
        for (const PathPattern& path : clause.pattern) {
            collect_path(path, slots);
        }
        read(clause.where);
    }

    void operator()(const UnwindClause& clause) const { read(clause.list); }

    void operator()(const ProjectionClause& clause) const {
        for (const ProjectionItem& item : clause.items) {
            read(item.expression);
        }
        for (const SortItem& item : clause.order) {
            read(item.expression);
        }
        read(clause.where);
    }

    void operator()(const CallClause& clause) const {
        for (const ExpressionPtr& argument : clause.arguments) {
            read(argument);
        }
        read(clause.where);
    }

    template <class Other>
    void operator()(const Other&) const {}  // clauses that write cannot stand in a subquery
};

void split(const ExpressionPtr& e, std::vector<ExpressionPtr>& parts) {
    if (e->kind == And) {
        split(e->children[0], parts);
        split(e->children[1], parts);
    } else {
        parts.push_back(e);
    }
}

/// The value if `e` says that a property of the node in `slot` equals something.
const Expression* property_side(const Expression& e, int slot, std::size_t side) {
    const Expression& p = *e.children[side];
    const bool matches =
        p.kind == Property && p.children[0]->kind == Variable && p.children[0]->slot == slot;
    return matches ? &p : nullptr;
}

bool disjoint(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return !a.empty() && !b.empty() &&
           std::none_of(a.begin(), a.end(), [&](const std::string& type) {
               return std::find(b.begin(), b.end(), type) != b.end();
           });
}

Direction reversed(Direction direction) {
    return direction == Direction::Outgoing   ? Direction::Incoming
           : direction == Direction::Incoming ? Direction::Outgoing
                                              : Direction::Both;
}

}  // namespace

void collect_read_slots(const Expression& e, std::set<int>& slots) {
    if (e.kind == Variable) {
        slots.insert(e.slot);
    }
    for (const ExpressionPtr& child : e.children) {
        if (child) {
            collect_read_slots(*child, slots);
        }
    }
    if (e.pattern) {
        collect_path(*e.pattern, slots);
    }
    if (e.subquery) {
        for (const SingleQuery& single : e.subquery->parts) {
            for (const Clause& clause : single.clauses) {
                std::visit(ClauseSlots{slots}, clause);
            }
        }
    }
}

std::set<int> MatchPlanner::declared_slots(const std::vector<const PathPattern*>& paths) {
    std::set<int> slots;
    for (const PathPattern* path : paths) {
        for (const NodePattern& node : path->nodes) {
            if (node.declares) {
                slots.insert(node.slot);
            }
        }
        for (const RelationshipPattern& relationship : path->relationships) {
            if (relationship.declares) {
                slots.insert(relationship.slot);
            }
        }
        if (path->slot >= 0) {
            slots.insert(path->slot);
        }
    }
    return slots;
}

int MatchPlanner::name_id(const std::string& name) {
    auto& names = bound_query_.names;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) {
        return static_cast<int>(found - names.begin());
    }
    names.push_back(name);
    return static_cast<int>(names.size()) - 1;
}

ExpressionPtr MatchPlanner::variable(int slot) const {
    auto e = std::make_shared<Expression>();
    e->kind = Variable;
    e->slot = slot;
    for (const NodePattern* node : nodes_) {
        if (node->slot == slot) {
            e->name = node->variable;
        }
    }
    for (const Link& link : links_) {
        if (link.pattern->slot == slot) {
            e->name = link.pattern->variable;
        }
    }
    return e;
}

ExpressionPtr MatchPlanner::property_equals(int slot, const std::string& key,
                                            const ExpressionPtr& value) {
    auto property = std::make_shared<Expression>();
    property->kind = Property;
    property->name = key;
    property->name_id = name_id(key);
    property->children = {variable(slot)};
    auto result = std::make_shared<Expression>();
    result->kind = Equal;
    result->children = {std::move(property), value};
    return result;
}

void MatchPlanner::add_predicate(ExpressionPtr predicate) {
    std::set<int> reads;
    collect_read_slots(*predicate, reads);
    std::set<int> needs;
    std::set_intersection(reads.begin(), reads.end(), declared_.begin(), declared_.end(),
                          std::inserter(needs, needs.end()));
    pending_.push_back({std::move(predicate), std::move(needs)});
}

void MatchPlanner::add_node(const NodePattern& node) {
    for (const std::string& label : node.labels) {
        auto e = std::make_shared<Expression>();
        e->kind = HasLabels;
        e->children = {variable(node.slot)};
        e->names = {label};
        e->name_ids = {name_id(label)};
        add_predicate(std::move(e));
    }
    if (node.properties) {
        for (std::size_t i = 0; i < node.properties->names.size(); ++i) {
            add_predicate(property_equals(node.slot, node.properties->names[i],
                                          node.properties->children[i]));
        }
    }
}

void MatchPlanner::collect(const std::vector<const PathPattern*>& paths,
                           const ExpressionPtr& where) {
    declared_ = declared_slots(paths);
    paths_ = paths;
    for (const PathPattern* path : paths) {
        for (std::size_t i = 0; i < path->nodes.size(); ++i) {
            nodes_.push_back(&path->nodes[i]);
            if (i > 0) {
                links_.push_back(
                    {path, &path->relationships[i - 1], &path->nodes[i - 1], &path->nodes[i]});
            }
        }
    }
    for (const NodePattern* node : nodes_) {
        add_node(*node);
    }
    for (const PathPattern* path : paths) {
        if (path->relationships.empty() && !declared_.contains(path->nodes[0].slot)) {
            // A hop finds nothing from null; alone, a bound node has to be looked at.
            auto e = std::make_shared<Expression>();
            e->kind = IsNotNull;
            e->children = {variable(path->nodes[0].slot)};
            add_predicate(std::move(e));
        }
    }
    for (const Link& link : links_) {
        const ExpressionPtr& properties = link.pattern->properties;
        if (properties && !link.pattern->variable_length &&
            link.path->shortest == ShortestKind::No) {
            for (std::size_t i = 0; i < properties->names.size(); ++i) {
                add_predicate(property_equals(link.pattern->slot, properties->names[i],
                                              properties->children[i]));
            }
        }
    }
    if (where) {
        std::vector<ExpressionPtr> parts;
        split(where, parts);
        for (ExpressionPtr& part : parts) {
            add_predicate(std::move(part));
        }
    }
}

PlanPtr MatchPlanner::plan(const std::vector<const PathPattern*>& paths, const ExpressionPtr& where,
                           PlanPtr input) {
    plan_ = std::move(input);
    collect(paths, where);
    apply_ready();
    for (;;) {
        while (grow()) {
        }
        const bool open =
            std::any_of(nodes_.begin(), nodes_.end(),
                        [this](const NodePattern* node) { return !is_bound(node->slot); });
        if (!open) {
            break;
        }
        start();
    }
    bind_paths();
    return std::move(plan_);
}

void MatchPlanner::push(plan::Step step, double factor) {
    auto node = std::make_unique<PlanNode>();
    node->step = std::move(step);
    node->rows = plan_->rows * factor;
    node->input = std::move(plan_);
    plan_ = std::move(node);
}

void MatchPlanner::apply_ready() {
    plan::Filter filter;
    double factor = 1;
    for (Pending& pending : pending_) {
        const bool ready =
            !pending.done && std::all_of(pending.needs.begin(), pending.needs.end(),
                                         [this](int slot) { return is_bound(slot); });
        if (ready) {
            pending.done = true;
            factor *= pending.predicate->kind == Equal ? 0.1 : 0.5;
            filter.predicates.push_back(pending.predicate);
        }
    }
    if (!filter.predicates.empty()) {
        // Cheap predicates first: those that run a plan of their own come last.
        std::stable_partition(filter.predicates.begin(), filter.predicates.end(),
                              [](const ExpressionPtr& e) { return e->subplan < 0; });
        push(std::move(filter), factor);
    }
}

/// By the counters of the whole store: exact ones of a filtered view cost a look at every type.
double MatchPlanner::degree(const Link& link) const {
    const double nodes = std::max<double>(1, static_cast<double>(view_.node_count()));
    double edges = 0;
    if (link.pattern->types.empty()) {
        edges = static_cast<double>(view_.reader().edge_count());
    }
    for (const std::string& name : link.pattern->types) {
        if (const auto type = view_.find_type(name)) {
            edges += static_cast<double>(view_.reader().edge_count(*type));
        }
    }
    const double both = link.pattern->direction == Direction::Both ? 2 : 1;
    return edges / nodes * both;
}

double MatchPlanner::hop_cost(const Link& link, bool from_left) const {
    const NodePattern& to = from_left ? *link.right : *link.left;
    const double one = degree(link);
    if (is_bound(to.slot)) {
        return link.pattern->variable_length ? 0.5 + one : 0.1;
    }
    if (!link.pattern->variable_length) {
        return 0.2 + one * (to.labels.empty() ? 1 : 0.5) * (to.properties ? 0.1 : 1);
    }
    const double hops =
        link.pattern->max ? std::min<double>(static_cast<double>(*link.pattern->max), 6) : 6;
    double total = 1;
    for (double i = 0; i < hops; ++i) {
        total *= std::max(one, 1.5);
    }
    return 10 + total;
}

/// Takes the cheapest hop from what is bound; false if there is none.
bool MatchPlanner::grow() {
    Link* best = nullptr;
    double best_cost = std::numeric_limits<double>::infinity();
    for (Link& link : links_) {
        if (link.done) {
            continue;
        }
        const bool left = is_bound(link.left->slot);
        const bool right = is_bound(link.right->slot);
        const bool shortest = link.path->shortest != ShortestKind::No;
        if (shortest ? !(left && right) : !left && !right && link.pattern->declares) {
            continue;
        }
        double cost = !link.pattern->declares ? 0 : std::numeric_limits<double>::infinity();
        if (left) {
            cost = std::min(cost, hop_cost(link, true));
        }
        if (right) {
            cost = std::min(cost, hop_cost(link, false));
        }
        if (cost < best_cost) {
            best = &link;
            best_cost = cost;
        }
    }
    if (best == nullptr) {
        return false;
    }
    take(*best);
    return true;
}

plan::Hop MatchPlanner::hop(const Link& link, bool from_left) const {
    plan::Hop result;
    result.from = (from_left ? link.left : link.right)->slot;
    result.to = (from_left ? link.right : link.left)->slot;
    result.relationship = link.pattern->slot;
    result.from_is_left = from_left;
    result.direction = from_left ? link.pattern->direction : reversed(link.pattern->direction);
    result.into = is_bound(result.to);
    result.types = link.pattern->types;
    for (const Link& other : links_) {
        if (other.done && other.path->shortest == ShortestKind::No &&
            !disjoint(other.pattern->types, link.pattern->types)) {
            result.unique.push_back(other.pattern->slot);
        }
    }
    return result;
}

std::vector<ExpressionPtr> MatchPlanner::element_predicates(
    const RelationshipPattern& relationship) {
    std::vector<ExpressionPtr> result;
    if (relationship.properties) {
        for (std::size_t i = 0; i < relationship.properties->names.size(); ++i) {
            result.push_back(property_equals(relationship.element_slot,
                                             relationship.properties->names[i],
                                             relationship.properties->children[i]));
        }
    }
    return result;
}

void MatchPlanner::take(Link& link) {
    const bool left = is_bound(link.left->slot);
    const bool right = is_bound(link.right->slot);
    const bool from_left = left && (!right || hop_cost(link, true) <= hop_cost(link, false));
    const RelationshipPattern& pattern = *link.pattern;
    plan::Hop step = hop(link, from_left || (!left && !right));
    const std::uint64_t min = pattern.variable_length ? pattern.min.value_or(1) : 1;
    const std::uint64_t max = pattern.variable_length ? pattern.max.value_or(kNoMax) : 1;
    const double rows = std::max(0.01, step.into ? 0.5 : degree(link));
    const int from = step.from;
    const int to = step.to;
    if (link.path->shortest != ShortestKind::No) {
        push(plan::ShortestPaths{std::move(step), link.path->slot, min, max,
                                 link.path->shortest == ShortestKind::All, pattern.element_slot,
                                 element_predicates(pattern)},
             1);
        bound_.insert(link.path->slot);
    } else if (!pattern.declares) {
        if (pattern.variable_length) {
            if (!left && !right) {
                // The list says where it starts only together with a node: try every node.
                push(plan::NodeScan{from, -1}, static_cast<double>(view_.node_count()));
                bound_.insert(from);
                step = hop(link, true);
            }
            push(plan::BoundRelationships{std::move(step), min, max}, 1);
        } else {
            push(plan::BoundRelationship{std::move(step), left || right}, 1);
        }
    } else if (pattern.variable_length) {
        push(plan::VariableExpand{std::move(step), min, max, pattern.element_slot,
                                  element_predicates(pattern), false},
             rows * rows);
    } else {
        push(plan::Expand{std::move(step)}, rows);
    }
    link.done = true;
    bound_.insert(pattern.slot);
    bound_.insert(from);
    bound_.insert(to);
    apply_ready();
}

/// Binds one node: by id, by an indexed property, by its rarest label, or by scanning all.
void MatchPlanner::start() {
    const NodePattern* best = nullptr;
    plan::Step best_step;
    double best_cost = std::numeric_limits<double>::infinity();
    Pending* best_used = nullptr;
    const auto offer = [&](const NodePattern& node, plan::Step step, double cost, Pending* used) {
        if (cost < best_cost) {
            best = &node;
            best_step = std::move(step);
            best_cost = cost;
            best_used = used;
        }
    };
    for (const NodePattern* node : nodes_) {
        if (is_bound(node->slot)) {
            continue;
        }
        offer(*node, plan::NodeScan{node->slot, -1}, static_cast<double>(view_.node_count()) + 1,
              nullptr);
        for (Pending& pending : pending_) {
            if (pending.done) {
                continue;
            }
            const Expression& e = *pending.predicate;
            if (e.kind == HasLabels && e.children[0]->kind == Variable &&
                e.children[0]->slot == node->slot && e.names.size() == 1) {
                const auto label = view_.find_label(e.names[0]);
                const double count = label ? static_cast<double>(view_.node_count(*label)) : 0;
                offer(*node, plan::NodeScan{node->slot, e.name_ids[0]}, count, &pending);
            }
            if (e.kind != Equal) {
                continue;
            }
            for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
                const ExpressionPtr& value = e.children[1 - side];
                std::set<int> reads;
                collect_read_slots(*value, reads);
                const bool known = std::all_of(reads.begin(), reads.end(),
                                               [this](int slot) { return is_bound(slot); });
                if (!known) {
                    continue;
                }
                const Expression& other = *e.children[side];
                if (other.kind == Call && other.name == "id" &&
                    other.children[0]->kind == Variable && other.children[0]->slot == node->slot) {
                    offer(*node, plan::NodeById{node->slot, value}, 0.5, nullptr);
                } else if (const Expression* p = property_side(e, node->slot, side)) {
                    const auto key = view_.find_key(p->name);
                    if (key && view_.is_indexed(*key)) {
                        offer(*node, plan::NodeLookup{node->slot, p->name_id, value}, 1, nullptr);
                    }
                }
            }
        }
    }
    if (best_used != nullptr) {
        best_used->done = true;
    }
    push(std::move(best_step), std::max(1.0, best_cost));
    bound_.insert(best->slot);
    apply_ready();
}

void MatchPlanner::bind_paths() {
    for (const PathPattern* path : paths_) {
        if (path->slot >= 0 && path->shortest == ShortestKind::No) {
            push(plan::BindPath{path}, 1);
            bound_.insert(path->slot);
        }
    }
    apply_ready();
}

}  // namespace trefoil::query::internal
