#include <algorithm>

#include "query/internal/binder.hpp"
#include "query/query_error.hpp"

namespace trefoil::query::internal {
namespace {

[[noreturn]] void conflict(const std::string& name, std::size_t at, std::string_view wanted) {
    syntax_error("VariableTypeConflict",
                 "the variable '" + name + "' is bound to something else and cannot be " +
                     std::string(wanted),
                 at);
}

[[noreturn]] void already_bound(const std::string& name, std::size_t at) {
    syntax_error("VariableAlreadyBound", "the variable '" + name + "' is already bound", at);
}

[[noreturn]] void undefined(const std::string& name, std::size_t at) {
    syntax_error("UndefinedVariable", "the variable '" + name + "' is not defined", at,
                 "a pattern used as a predicate cannot introduce variables");
}

}  // namespace

/// Variables first, then the paths' own names: in MATCH p = (p)-->() the node comes first.
void Binder::declare_pattern(std::vector<PathPattern>& paths, Scope& scope, bool declare_new) {
    std::vector<std::string> seen;  // relationship variables of this pattern
    for (PathPattern& path : paths) {
        for (std::size_t i = 0; i < path.nodes.size(); ++i) {
            declare_node(path.nodes[i], scope, declare_new);
            if (i < path.relationships.size()) {
                declare_relationship(path.relationships[i], scope, declare_new, seen);
            }
        }
        if (!path.variable.empty()) {
            if (scope.contains(path.variable)) {
                already_bound(path.variable, path.begin);
            }
            declare(scope, path.variable, {kPath, kAny});
            path.slot = scope[path.variable].slot;
        } else if (path.shortest != ShortestKind::No) {
            path.slot = new_slot();
        }
    }
}

void Binder::declare_node(NodePattern& node, Scope& scope, bool declare_new) {
    for (const std::string& label : node.labels) {
        result_.labels.insert(label);
    }
    if (node.variable.empty()) {
        node.slot = new_slot();
        node.declares = true;
        return;
    }
    const auto found = scope.find(node.variable);
    if (found != scope.end()) {
        if (!found->second.type.may_be(kNode)) {
            conflict(node.variable, node.begin, "a node");
        }
        node.slot = found->second.slot;
        node.declares = false;
        return;
    }
    if (!declare_new) {
        undefined(node.variable, node.begin);
    }
    node.slot = declare(scope, node.variable, {kNode, kAny}).slot;
    node.declares = true;
}

void Binder::declare_relationship(RelationshipPattern& relationship, Scope& scope, bool declare_new,
                                  std::vector<std::string>& seen) {
    for (const std::string& type : relationship.types) {
        result_.types.insert(type);
    }
    if (relationship.variable_length) {
        relationship.element_slot = new_slot();
    }
    if (relationship.variable.empty()) {
        relationship.slot = new_slot();
        relationship.declares = true;
        return;
    }
    const auto found = scope.find(relationship.variable);
    if (found == scope.end()) {
        if (!declare_new) {
            undefined(relationship.variable, relationship.begin);
        }
        const Type type =
            relationship.variable_length ? Type{kList, kRelationship} : Type{kRelationship, kAny};
        relationship.slot = declare(scope, relationship.variable, type).slot;
        relationship.declares = true;
        seen.push_back(relationship.variable);
        return;
    }
    if (!found->second.type.may_be(relationship.variable_length ? kList : kRelationship)) {
        conflict(relationship.variable, relationship.begin, "a relationship");
    }
    if (std::find(seen.begin(), seen.end(), relationship.variable) != seen.end()) {
        syntax_error(
            "RelationshipUniquenessViolation",
            "the relationship '" + relationship.variable +
                "' stands twice in one pattern, but a pattern meets each relationship once",
            relationship.begin);
    }
    relationship.slot = found->second.slot;
    relationship.declares = false;
    seen.push_back(relationship.variable);
}

void Binder::properties(const ExpressionPtr& map, const Scope& scope, bool parameters) {
    if (!map) {
        return;
    }
    if (!parameters && map->kind == ExpressionKind::Parameter) {
        syntax_error("InvalidParameterUse", "a parameter cannot stand for the properties here",
                     map->begin, "write {key: $parameter.key}");
    }
    expression(map, scope, {});
}

void Binder::bind_properties(std::vector<PathPattern>& paths, const Scope& scope, bool parameters) {
    const auto bind = [&](const ExpressionPtr& map) {
        properties(map, scope, parameters);
        if (map) {
            result_.keys.insert(map->names.begin(), map->names.end());
        }
    };
    for (PathPattern& path : paths) {
        for (NodePattern& node : path.nodes) {
            bind(node.properties);
        }
        for (RelationshipPattern& relationship : path.relationships) {
            bind(relationship.properties);
        }
    }
}

void Binder::create_path(PathPattern& path, Scope& scope, bool merge) {
    if (path.shortest != ShortestKind::No) {
        syntax_error("UnexpectedSyntax", "a shortest path cannot be created", path.begin);
    }
    const bool alone = path.relationships.empty();
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
        create_node(path.nodes[i], scope, alone, merge);
        if (i < path.relationships.size()) {
            create_relationship(path.relationships[i], scope, merge);
        }
    }
    if (!path.variable.empty()) {
        if (scope.contains(path.variable)) {
            already_bound(path.variable, path.begin);
        }
        path.slot = declare(scope, path.variable, {kPath, kAny}).slot;
    }
}

void Binder::create_node(NodePattern& node, Scope& scope, bool alone, bool merge) {
    properties(node.properties, scope, !merge);
    const auto found = scope.find(node.variable);
    if (found != scope.end()) {
        if (alone || !node.labels.empty() || node.properties) {
            already_bound(node.variable, node.begin);
        }
        if (!found->second.type.may_be(kNode)) {
            conflict(node.variable, node.begin, "a node");
        }
        node.slot = found->second.slot;
        node.declares = false;
        return;
    }
    node.declares = true;
    node.slot =
        node.variable.empty() ? new_slot() : declare(scope, node.variable, {kNode, kAny}).slot;
}

void Binder::create_relationship(RelationshipPattern& relationship, Scope& scope, bool merge) {
    if (relationship.variable_length) {
        syntax_error("CreatingVarLength", "a relationship of variable length cannot be created",
                     relationship.begin);
    }
    if (!relationship.variable.empty() && scope.contains(relationship.variable)) {
        already_bound(relationship.variable, relationship.begin);
    }
    if (relationship.types.size() != 1) {
        syntax_error("NoSingleRelationshipType", "a new relationship needs exactly one type",
                     relationship.begin, "write -[:TYPE]->");
    }
    if (!merge && relationship.direction == Direction::Both) {
        syntax_error("RequiresDirectedRelationship", "a new relationship needs a direction",
                     relationship.begin, "write --> or <--");
    }
    properties(relationship.properties, scope, !merge);
    relationship.declares = true;
    relationship.slot = relationship.variable.empty()
                            ? new_slot()
                            : declare(scope, relationship.variable, {kRelationship, kAny}).slot;
}

}  // namespace trefoil::query::internal
