#include <algorithm>

#include "query/context.hpp"
#include "query/expression.hpp"
#include "query/functions.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {
namespace {

[[noreturn]] void bad_value(std::string_view function, std::string_view wanted) {
    type_error("InvalidArgumentValue", std::string(function) + " needs " + std::string(wanted));
}

Value id(Context&, std::span<const Value> a) {
    if (const auto* node = a[0].get_if<NodeId>()) {
        return static_cast<std::int64_t>(node->value);
    }
    if (const auto* relationship = a[0].get_if<Relationship>()) {
        return static_cast<std::int64_t>(relationship->id.value);
    }
    bad_value("id()", "a node or a relationship");
}

Value labels(Context& context, std::span<const Value> a) {
    const auto* node = a[0].get_if<NodeId>();
    if (node == nullptr) {
        bad_value("labels()", "a node");
    }
    context.require_alive(*node);
    std::vector<std::string> names;
    if (const auto record = context.view.node(*node)) {
        for (const LabelId label : record->labels) {
            names.emplace_back(context.view.name_of(label));
        }
    }
    std::sort(names.begin(), names.end());
    return List(names.begin(), names.end());
}

Value type(Context& context, std::span<const Value> a) {
    const auto* relationship = a[0].get_if<Relationship>();
    if (relationship == nullptr) {
        bad_value("type()", "a relationship");
    }
    return context.view.name_of(relationship->type);
}

Value start_node(Context&, std::span<const Value> a) {
    const auto* relationship = a[0].get_if<Relationship>();
    if (relationship == nullptr) {
        bad_value("startNode()", "a relationship");
    }
    return relationship->start;
}

Value end_node(Context&, std::span<const Value> a) {
    const auto* relationship = a[0].get_if<Relationship>();
    if (relationship == nullptr) {
        bad_value("endNode()", "a relationship");
    }
    return relationship->end;
}

const Path& path_argument(const Value& value, std::string_view function) {
    if (value.path() == nullptr) {
        bad_value(function, "a path");
    }
    return *value.path();
}

Value nodes(Context&, std::span<const Value> a) {
    const Path& path = path_argument(a[0], "nodes()");
    return List(path.nodes.begin(), path.nodes.end());
}

Value relationships(Context&, std::span<const Value> a) {
    const Path& path = path_argument(a[0], "relationships()");
    return List(path.relationships.begin(), path.relationships.end());
}

Value length(Context&, std::span<const Value> a) {
    return static_cast<std::int64_t>(path_argument(a[0], "length()").relationships.size());
}

Value properties(Context& context, std::span<const Value> a) {
    return properties_of(a[0], context);
}

Value keys(Context& context, std::span<const Value> a) {
    List result;
    for (const auto& [key, value] : properties_of(a[0], context)) {
        result.emplace_back(key);
    }
    return result;
}

Value degree(Context& context, std::span<const Value> a) {
    const auto* node = a[0].get_if<NodeId>();
    if (node == nullptr) {
        bad_value("degree()", "a node");
    }
    return static_cast<std::int64_t>(context.view.degree(*node, Direction::Both, {}));
}

Value coalesce(Context&, std::span<const Value> a) {
    const auto found =
        std::find_if(a.begin(), a.end(), [](const Value& value) { return !value.is_null(); });
    return found == a.end() ? Value() : *found;
}

constexpr TypeSet kHasProperties = kEntity | kMap;

constexpr Function kFunctions[] = {
    {"id(entity)",
     "internal number of a node or relationship; valid within one statement",
     1,
     1,
     {kEntity},
     {kInteger, kAny},
     true,
     id},
    {"labels(node)", "labels of a node, sorted", 1, 1, {kNode}, {kList, kString}, true, labels},
    {"type(relationship)",
     "type of a relationship",
     1,
     1,
     {kRelationship},
     {kString, kAny},
     true,
     type},
    {"startNode(relationship)",
     "node that a relationship leaves",
     1,
     1,
     {kRelationship},
     {kNode, kAny},
     true,
     start_node},
    {"endNode(relationship)",
     "node that a relationship enters",
     1,
     1,
     {kRelationship},
     {kNode, kAny},
     true,
     end_node},
    {"nodes(path)", "nodes of a path", 1, 1, {kPath}, {kList, kNode}, true, nodes},
    {"relationships(path)",
     "relationships of a path",
     1,
     1,
     {kPath},
     {kList, kRelationship},
     true,
     relationships},
    {"length(path)",
     "number of relationships of a path",
     1,
     1,
     {kPath},
     {kInteger, kAny},
     true,
     length},
    {"properties(entity)",
     "properties of a node, relationship or map, as a map",
     1,
     1,
     {kHasProperties},
     {kMap, kAny},
     true,
     properties},
    {"keys(entity)",
     "names of the properties",
     1,
     1,
     {kHasProperties},
     {kList, kString},
     true,
     keys},
    {"degree(node)",
     "number of relationships at a node",
     1,
     1,
     {kNode},
     {kInteger, kAny},
     true,
     degree},
    {"coalesce(value, ...)",
     "the first value that is not null",
     1,
     255,
     {kAny, kAny, kAny, kAny},
     {},
     false,
     coalesce},
};

}  // namespace

FunctionTable graph_functions() {
    return kFunctions;
}

}  // namespace trefoil::query
