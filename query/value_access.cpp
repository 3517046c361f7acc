#include <cmath>

#include "base/value_json.hpp"
#include "query/expression.hpp"
#include "query/query_error.hpp"
#include "query/temporal.hpp"

// What is in a value: properties, text, the path that a pattern bound.

namespace trefoil::query {

Value property_of(const Value& value, std::string_view key, Context& context) {
    if (value.is_null()) {
        return {};
    }
    if (const auto* map = value.map()) {
        const auto found = map->find(key);
        return found == map->end() ? Value() : found->second;
    }
    if (const auto* node = value.get_if<NodeId>()) {
        context.require_alive(*node);
        const auto id = context.view.find_key(key);
        return id ? context.view.property(*node, *id) : Value();
    }
    if (const auto* relationship = value.get_if<Relationship>()) {
        context.require_alive(relationship->id);
        const auto id = context.view.find_key(key);
        return id ? context.view.property(relationship->id, *id) : Value();
    }
    if (auto component = temporal_component(value, key)) {
        return *component;
    }
    type_error("InvalidArgumentType",
               "there is no property '" + std::string(key) +
                   "': only nodes, relationships, maps and temporal values have "
                   "properties");
}

Map properties_of(const Value& value, Context& context) {
    Map result;
    const auto copy = [&](const graph::Properties& properties) {
        for (const auto& [key, held] : properties) {
            result.emplace(std::string(context.view.name_of(key)), held);
        }
    };
    if (const auto* map = value.map()) {
        result = *map;
    } else if (const auto* node = value.get_if<NodeId>()) {
        context.require_alive(*node);
        if (const auto record = context.view.node(*node)) {
            copy(record->properties);
        }
    } else if (const auto* relationship = value.get_if<Relationship>()) {
        context.require_alive(relationship->id);
        if (const auto record = context.view.edge(relationship->id)) {
            copy(record->properties);
        }
    } else {
        type_error("InvalidArgumentType", "only nodes, relationships and maps have properties");
    }
    return result;
}

std::string float_text(double value) {
    if (std::isnan(value)) {
        return "NaN";
    }
    if (std::isinf(value)) {
        return value < 0 ? "-Infinity" : "Infinity";
    }
    return shortest_text(value);
}

std::optional<std::string> scalar_text(const Value& value) {
    if (const auto* text = value.string()) {
        return *text;
    }
    if (const auto* b = value.get_if<bool>()) {
        return *b ? "true" : "false";
    }
    if (const auto* i = value.get_if<std::int64_t>()) {
        return std::to_string(*i);
    }
    if (const auto* d = value.get_if<double>()) {
        return float_text(*d);
    }
    return temporal_text(value);
}

Value build_path(const PathPattern& pattern, Context& context) {
    Path path;
    const auto at = [&](int index) -> const Value& {
        return context.frame[static_cast<std::size_t>(index)];
    };
    const auto* start = at(pattern.nodes[0].slot).get_if<NodeId>();
    if (start == nullptr) {
        return {};
    }
    path.nodes.push_back(*start);
    const auto walk = [&](const Relationship& relationship) {
        const NodeId from = path.nodes.back();
        path.relationships.push_back(relationship);
        path.nodes.push_back(relationship.start == from ? relationship.end : relationship.start);
    };
    for (const RelationshipPattern& step : pattern.relationships) {
        const Value& value = at(step.slot);
        if (const auto* relationship = value.get_if<Relationship>()) {
            walk(*relationship);
        } else if (const auto* list = value.list()) {
            for (const Value& element : *list) {
                walk(*element.get_if<Relationship>());
            }
        } else {
            return {};
        }
    }
    return path;
}

}  // namespace trefoil::query
