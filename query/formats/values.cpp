#include "query/formats/values.hpp"

#include <algorithm>
#include <unicode/uchar.h>

#include "base/control_character.hpp"
#include "base/utf8.hpp"
#include "base/value_json.hpp"
#include "query/expression.hpp"
#include "query/lexer.hpp"

namespace trefoil::query {
namespace {

std::vector<std::pair<std::string, Value>> named(const graph::Properties& properties,
                                                 const graph::GraphView& view) {
    std::vector<std::pair<std::string, Value>> result;
    for (const auto& [key, value] : properties) {
        result.emplace_back(std::string(view.name_of(key)), value);
    }
    std::sort(result.begin(), result.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    return result;
}

std::vector<std::string> labels_of(const graph::NodeRecord& record, const graph::GraphView& view) {
    std::vector<std::string> names;
    for (const LabelId label : record.labels) {
        names.emplace_back(view.name_of(label));
    }
    std::sort(names.begin(), names.end());
    return names;
}

void json_properties(std::string& out, const graph::Properties& properties,
                     const graph::GraphView& view) {
    out += '{';
    bool first = true;
    for (const auto& [key, value] : named(properties, view)) {
        out += std::exchange(first, false) ? "" : ",";
        append_json_string(out, key);
        out += ':';
        append_json(out, value, view);
    }
    out += '}';
}

/// A deleted node has no labels and no properties any more.
void json_node(std::string& out, NodeId id, const graph::GraphView& view) {
    const graph::NodeRecord record = view.node(id).value_or(graph::NodeRecord{});
    out += "{\"$node\":{\"id\":" + std::to_string(id.value) + ",\"labels\":[";
    bool first = true;
    for (const std::string& label : labels_of(record, view)) {
        out += std::exchange(first, false) ? "" : ",";
        append_json_string(out, label);
    }
    out += "],\"properties\":";
    json_properties(out, record.properties, view);
    out += "}}";
}

void json_relationship(std::string& out, const Relationship& relationship,
                       const graph::GraphView& view) {
    out += "{\"$relationship\":{\"id\":" + std::to_string(relationship.id.value) + ",\"type\":";
    append_json_string(out, view.name_of(relationship.type));
    out += ",\"start\":" + std::to_string(relationship.start.value) +
           ",\"end\":" + std::to_string(relationship.end.value) + ",\"properties\":";
    const auto record = view.edge(relationship.id);
    json_properties(out, record ? record->properties : graph::Properties{}, view);
    out += "}}";
}

void json_path(std::string& out, const Path& path, const graph::GraphView& view) {
    out += "{\"$path\":[";
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
        if (i > 0) {
            out += ',';
            json_relationship(out, path.relationships[i - 1], view);
            out += ',';
        }
        json_node(out, path.nodes[i], view);
    }
    out += "]}";
}

void json_map(std::string& out, const Map& map, const graph::GraphView& view) {
    const bool tagged = map.size() == 1 && map.begin()->first.starts_with('$');
    out += tagged ? "{\"$map\":{" : "{";
    bool first = true;
    for (const auto& [key, value] : map) {
        out += std::exchange(first, false) ? "" : ",";
        append_json_string(out, key);
        out += ':';
        append_json(out, value, view);
    }
    out += tagged ? "}}" : "}";
}

std::string quoted(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') {
            result += '\\';
        }
        result += c;
    }
    return result + "'";
}

std::string plain(const Value& value, const graph::GraphView& view, bool inside);

std::string plain_properties(const graph::Properties& properties, const graph::GraphView& view) {
    std::string text;
    for (const auto& [key, value] : named(properties, view)) {
        text +=
            (text.empty() ? "" : ", ") + quote_identifier(key) + ": " + plain(value, view, true);
    }
    return text.empty() ? "" : "{" + text + "}";
}

std::string plain_node(NodeId id, const graph::GraphView& view) {
    const graph::NodeRecord record = view.node(id).value_or(graph::NodeRecord{});
    std::string text = "(";
    for (const std::string& label : labels_of(record, view)) {
        text += ":" + quote_identifier(label);
    }
    const std::string properties = plain_properties(record.properties, view);
    return text + (text.size() > 1 && !properties.empty() ? " " : "") + properties + ")";
}

std::string plain_relationship(const Relationship& relationship, const graph::GraphView& view) {
    const auto record = view.edge(relationship.id);
    const std::string properties =
        record ? plain_properties(record->properties, view) : std::string();
    return "[:" + quote_identifier(view.name_of(relationship.type)) +
           (properties.empty() ? "" : " ") + properties + "]";
}

std::string plain_path(const Path& path, const graph::GraphView& view) {
    std::string text = plain_node(path.nodes[0], view);
    for (std::size_t i = 0; i < path.relationships.size(); ++i) {
        const Relationship& step = path.relationships[i];
        const bool forward = step.start == path.nodes[i];
        text += (forward ? "-" : "<-") + plain_relationship(step, view) + (forward ? "->" : "-") +
                plain_node(path.nodes[i + 1], view);
    }
    return text;
}

std::string plain(const Value& value, const graph::GraphView& view, bool inside) {
    if (value.is_null()) {
        return "null";
    }
    if (const auto* text = value.string()) {
        return inside ? quoted(*text) : *text;
    }
    if (auto text = scalar_text(value)) {
        return *text;
    }
    if (const auto* node = value.get_if<NodeId>()) {
        return plain_node(*node, view);
    }
    if (const auto* relationship = value.get_if<Relationship>()) {
        return plain_relationship(*relationship, view);
    }
    if (const auto* path = value.path()) {
        return plain_path(*path, view);
    }
    std::string text;
    if (const auto* list = value.list()) {
        for (const Value& element : *list) {
            text += (text.empty() ? "" : ", ") + plain(element, view, true);
        }
        return "[" + text + "]";
    }
    for (const auto& [key, element] : *value.map()) {
        text +=
            (text.empty() ? "" : ", ") + quote_identifier(key) + ": " + plain(element, view, true);
    }
    return "{" + text + "}";
}

}  // namespace

void append_json(std::string& out, const Value& value, const graph::GraphView& view) {
    if (append_json_scalar(out, value)) {
        return;
    }
    if (const auto* list = value.list()) {
        out += '[';
        for (std::size_t i = 0; i < list->size(); ++i) {
            out += i == 0 ? "" : ",";
            append_json(out, (*list)[i], view);
        }
        out += ']';
    } else if (const auto* map = value.map()) {
        json_map(out, *map, view);
    } else if (const auto* node = value.get_if<NodeId>()) {
        json_node(out, *node, view);
    } else if (const auto* relationship = value.get_if<Relationship>()) {
        json_relationship(out, *relationship, view);
    } else {
        json_path(out, *value.path(), view);
    }
}

std::string plain_text(const Value& value, const graph::GraphView& view) {
    return plain(value, view, false);
}

std::string harmless(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); i += code_point_size(text, i)) {
        const char32_t c = code_point_at(text, i);
        if (c == '\n') {
            result += "\\n";
        } else if (c == '\t') {
            result += "\\t";
        } else if (is_control(c)) {
            append_utf8(result, 0xFFFD);
        } else {
            result.append(text, i, code_point_size(text, i));
        }
    }
    return result;
}

std::size_t display_width(char32_t c) {
    const auto code = static_cast<UChar32>(c);
    const int category = u_charType(code);
    if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK ||
        category == U_FORMAT_CHAR) {
        return 0;
    }
    const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size(); i += code_point_size(text, i)) {
        width += display_width(code_point_at(text, i));
    }
    return width;
}

}  // namespace trefoil::query
