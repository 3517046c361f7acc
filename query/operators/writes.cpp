#include "query/internal/writes.hpp"

#include <algorithm>
#include <utility>

#include "query/query_error.hpp"

namespace trefoil::query::internal {
namespace {

bool storable(const Value& value, bool inside_list) {
    if (const auto* list = value.list()) {
        return !inside_list && std::all_of(list->begin(), list->end(), [](const Value& element) {
            return !element.is_null() && storable(element, true);
        });
    }
    return value.map() == nullptr && value.path() == nullptr && value.get_if<NodeId>() == nullptr &&
           value.get_if<Relationship>() == nullptr;
}

/// Properties of a new node or relationship from a map literal or parameter.
graph::Properties evaluate_properties(const ExpressionPtr& e, Context& context) {
    graph::Properties result;
    if (!e) {
        return result;
    }
    const Value value = evaluate(*e, context);
    if (value.is_null()) {
        return result;
    }
    const Map* map = value.map();
    if (map == nullptr) {
        type_error("InvalidArgumentType", "properties need a map");
    }
    for (const auto& [key, held] : *map) {
        if (held.is_null()) {
            continue;
        }
        check_property(held, key);
        result.emplace_back(context.transaction->intern_key(key), held);
        ++context.statistics.properties_set;
    }
    std::sort(result.begin(), result.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    return result;
}

void write_label(NodeId node, const std::string& name, bool remove, Context& context) {
    const auto known = context.view.find_label(name);
    const bool held = known && context.view.has_label(node, *known);
    if (remove && held) {
        context.transaction->remove_label(node, *known);
        ++context.statistics.labels_removed;
    } else if (!remove && !held) {
        context.transaction->add_label(node, context.transaction->intern_label(name));
        ++context.statistics.labels_added;
    }
}

void replace_properties(const Value& entity, const Value& value, bool keep, Context& context) {
    if (value.is_null()) {
        type_error("InvalidArgumentType", "SET needs a map, a node or a relationship, not null");
    }
    const Map wanted = properties_of(value, context);
    if (!keep) {
        for (const auto& [key, held] : properties_of(entity, context)) {
            if (!wanted.contains(key)) {
                write_property(entity, key, {}, context);
            }
        }
    }
    for (const auto& [key, held] : wanted) {
        write_property(entity, key, held, context);
    }
}

void create_node(const NodePattern& pattern, Context& context) {
    if (!pattern.declares) {
        const auto* bound = at(context, pattern.slot).get_if<NodeId>();
        if (bound == nullptr) {
            type_error("InvalidArgumentType", "a relationship cannot be created at null");
        }
        context.require_alive(*bound);
        return;
    }
    std::vector<LabelId> labels;
    for (const std::string& name : pattern.labels) {
        labels.push_back(context.transaction->intern_label(name));
    }
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    graph::Properties properties = evaluate_properties(pattern.properties, context);
    at(context, pattern.slot) = context.transaction->create_node(labels, std::move(properties));
    ++context.statistics.nodes_created;
    context.statistics.labels_added += labels.size();
}

void create_relationship(const RelationshipPattern& pattern, const NodePattern& left,
                         const NodePattern& right, Context& context) {
    const bool forward = pattern.direction != Direction::Incoming;
    const NodeId start = *at(context, (forward ? left : right).slot).get_if<NodeId>();
    const NodeId end = *at(context, (forward ? right : left).slot).get_if<NodeId>();
    const TypeId type = context.transaction->intern_type(pattern.types[0]);
    graph::Properties properties = evaluate_properties(pattern.properties, context);
    const EdgeId id = context.transaction->create_edge(start, type, end, std::move(properties));
    at(context, pattern.slot) = Relationship{id, start, end, type};
    ++context.statistics.relationships_created;
}

}  // namespace

void WritingStep::open(Context& context) {
    WithInput::open(context);
    before_.clear(context);
    after_.clear(context);
    used_ = 0;
    written_ = false;
}

bool WritingStep::next(Context& context) {
    if (!written_) {
        written_ = true;
        while (input_->next(context)) {
            before_.save(context);
        }
        for (std::size_t row = 0; row < before_.size(); ++row) {
            context.budget.tick();
            before_.restore(row, context);
            apply(context);
            if (!emits()) {
                emit(context);
            }
        }
        before_.clear(context);
        finish(context);
    }
    if (used_ == after_.size()) {
        return false;
    }
    after_.restore(used_++, context);
    return true;
}

void check_property(const Value& value, const std::string& key) {
    if (!storable(value, false)) {
        type_error("InvalidPropertyType", "the property '" + key +
                                              "' cannot hold this value: only strings, numbers, "
                                              "booleans, temporal values and lists of them");
    }
}

void write_property(const Value& entity, const std::string& key, const Value& value,
                    Context& context) {
    check_property(value, key);
    const auto write = [&](auto id) {
        context.require_alive(id);
        const auto known = context.view.find_key(key);
        const bool held = known && !context.view.property(id, *known).is_null();
        if (value.is_null()) {
            if (held) {
                context.transaction->set_property(id, *known, value);
                ++context.statistics.properties_removed;
            }
            return;
        }
        context.transaction->set_property(id, context.transaction->intern_key(key), value);
        ++context.statistics.properties_set;
    };
    if (const auto* node = entity.get_if<NodeId>()) {
        write(*node);
    } else if (const auto* relationship = entity.get_if<Relationship>()) {
        write(relationship->id);
    } else {
        type_error("InvalidArgumentType", "only nodes and relationships have properties to change");
    }
}

void apply_set_items(const std::vector<SetItem>& items, bool remove, Context& context) {
    for (const SetItem& item : items) {
        const Value entity = evaluate(*item.target, context);
        if (entity.is_null()) {
            continue;
        }
        switch (item.kind) {
            case SetKind::Property:
                write_property(entity, item.key,
                               item.value ? evaluate(*item.value, context) : Value(), context);
                break;
            case SetKind::Replace:
            case SetKind::Merge:
                replace_properties(entity, evaluate(*item.value, context),
                                   item.kind == SetKind::Merge, context);
                break;
            case SetKind::Labels: {
                const auto* node = entity.get_if<NodeId>();
                if (node == nullptr) {
                    type_error("InvalidArgumentType", "only nodes have labels to change");
                }
                context.require_alive(*node);
                for (const std::string& label : item.labels) {
                    write_label(*node, label, remove, context);
                }
                break;
            }
        }
    }
}

void create_path(const PathPattern& path, Context& context) {
    for (const NodePattern& node : path.nodes) {
        create_node(node, context);
    }
    for (std::size_t i = 0; i < path.relationships.size(); ++i) {
        create_relationship(path.relationships[i], path.nodes[i], path.nodes[i + 1], context);
    }
    if (path.slot >= 0) {
        at(context, path.slot) = build_path(path, context);
    }
}

namespace {

class Create final : public WritingStep {
  public:
    Create(const plan::Create& step, OperatorPtr input)
        : WritingStep(step.clause->live, std::move(input)), clause_(*step.clause) {}

  private:
    void apply(Context& context) override {
        for (const PathPattern& path : clause_.pattern) {
            create_path(path, context);
        }
    }

    const CreateClause& clause_;
};

class Set final : public WritingStep {
  public:
    Set(const std::vector<SetItem>& items, const std::vector<int>& live, bool remove,
        OperatorPtr input)
        : WritingStep(live, std::move(input)), items_(items), remove_(remove) {}

  private:
    void apply(Context& context) override { apply_set_items(items_, remove_, context); }

    const std::vector<SetItem>& items_;
    bool remove_;
};

/// Each row matches the pattern, or creates it; later rows see what earlier ones created.
class Merge final : public WritingStep {
  public:
    Merge(const plan::Merge& step, OperatorPtr input, OperatorPtr inner)
        : WritingStep(step.clause->live, std::move(input)),
          clause_(*step.clause),
          inner_(std::move(inner)),
          found_(step.clause->live) {}

  private:
    [[nodiscard]] bool emits() const override { return true; }

    void apply(Context& context) override {
        check_nulls(context);
        find(context);
        if (found_.size() == 0) {
            create_path(clause_.pattern, context);
            apply_set_items(clause_.on_create, false, context);
            emit(context);
            return;
        }
        for (std::size_t row = 0; row < found_.size(); ++row) {
            found_.restore(row, context);
            apply_set_items(clause_.on_match, false, context);
            emit(context);
        }
        found_.clear(context);
    }

    /// What is there already, whatever the view shows: a hidden fact is not made a second time.
    void find(Context& context) {
        graph::ViewFilter everything;
        everything.all = true;
        const graph::GraphView shown =
            std::exchange(context.view, context.view.with_filter(everything));
        inner_->open(context);
        while (inner_->next(context)) {
            found_.save(context);
        }
        context.view = shown;
    }

    /// A null never matches, so merging on it would create the same thing again and again.
    void check_nulls(Context& context) const {
        const auto check = [&](const ExpressionPtr& properties) {
            if (!properties) {
                return;
            }
            for (const ExpressionPtr& value : properties->children) {
                if (evaluate(*value, context).is_null()) {
                    throw QueryError("SemanticError", Phase::Runtime, "MergeReadOwnWrites",
                                     "MERGE cannot look for a property that is null");
                }
            }
        };
        for (const NodePattern& node : clause_.pattern.nodes) {
            if (!node.declares && at(context, node.slot).is_null()) {
                type_error("InvalidArgumentType", "MERGE needs its bound nodes, but one is null");
            }
            check(node.properties);
        }
        for (const RelationshipPattern& relationship : clause_.pattern.relationships) {
            check(relationship.properties);
        }
    }

    const MergeClause& clause_;
    OperatorPtr inner_;
    SavedRows found_;
};

/// Collects all rows' targets first, then deletes relationships before nodes.
class Delete final : public WritingStep {
  public:
    Delete(const plan::Delete& step, OperatorPtr input)
        : WritingStep(step.clause->live, std::move(input)), clause_(*step.clause) {}

    void open(Context& context) override {
        WritingStep::open(context);
        nodes_.clear();
        edges_.clear();
    }

  private:
    void apply(Context& context) override {
        for (const ExpressionPtr& target : clause_.targets) {
            collect(evaluate(*target, context));
        }
    }

    void collect(const Value& value) {
        if (value.is_null()) {
            return;
        }
        if (const auto* node = value.get_if<NodeId>()) {
            nodes_.push_back(*node);
        } else if (const auto* relationship = value.get_if<Relationship>()) {
            edges_.push_back(relationship->id);
        } else if (const auto* path = value.path()) {
            nodes_.insert(nodes_.end(), path->nodes.begin(), path->nodes.end());
            for (const Relationship& step : path->relationships) {
                edges_.push_back(step.id);
            }
        } else {
            type_error("InvalidArgumentType", "only nodes, relationships and paths can be deleted");
        }
    }

    void finish(Context& context) override {
        if (clause_.detach) {
            add_edges_of_nodes(context);
        }
        for (const EdgeId edge : edges_) {
            if (context.deleted_edges.insert(edge).second) {
                context.transaction->delete_edge(edge);
                ++context.statistics.relationships_deleted;
            }
        }
        for (const NodeId node : nodes_) {
            if (context.deleted_nodes.contains(node)) {
                continue;
            }
            if (context.transaction->has_edges(node)) {
                throw QueryError("ConstraintVerificationFailed", Phase::Runtime,
                                 "DeleteConnectedNode",
                                 "a node that still has relationships cannot be deleted", {},
                                 "use DETACH DELETE");
            }
            context.transaction->delete_node(node);
            context.deleted_nodes.insert(node);
            ++context.statistics.nodes_deleted;
        }
    }

    /// DETACH sees all relationships, whatever the view shows.
    void add_edges_of_nodes(Context& context) {
        graph::ViewFilter everything;
        everything.all = true;
        const graph::GraphView all = context.view.with_filter(everything);
        std::vector<graph::AdjacentEdge> found;
        for (const NodeId node : nodes_) {
            if (context.deleted_nodes.contains(node)) {
                continue;
            }
            found.clear();
            all.expand(node, Direction::Both, {}, found);
            for (const graph::AdjacentEdge& edge : found) {
                edges_.push_back(edge.edge);
            }
        }
    }

    const DeleteClause& clause_;
    std::vector<NodeId> nodes_;
    std::vector<EdgeId> edges_;
};

}  // namespace

OperatorPtr make_create(const plan::Create& step, OperatorPtr input) {
    return std::make_unique<Create>(step, std::move(input));
}

OperatorPtr make_set(const plan::Set& step, OperatorPtr input) {
    return std::make_unique<Set>(step.clause->items, step.clause->live, false, std::move(input));
}

OperatorPtr make_remove(const plan::Remove& step, OperatorPtr input) {
    return std::make_unique<Set>(step.clause->items, step.clause->live, true, std::move(input));
}

OperatorPtr make_merge(const plan::Merge& step, OperatorPtr input, OperatorPtr inner) {
    return std::make_unique<Merge>(step, std::move(input), std::move(inner));
}

OperatorPtr make_delete(const plan::Delete& step, OperatorPtr input) {
    return std::make_unique<Delete>(step, std::move(input));
}

}  // namespace trefoil::query::internal
