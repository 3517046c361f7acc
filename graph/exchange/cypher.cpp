// A script of openCypher statements.

#include <array>
#include <cmath>
#include <fmt/format.h>

#include "base/temporal.hpp"
#include "base/value_json.hpp"
#include "graph/exchange.hpp"

namespace trefoil::graph {

namespace {

std::string identifier(std::string_view name) {
    std::string quoted = "`";
    for (const char c : name) {
        quoted += c == '`' ? "``" : std::string(1, c);
    }
    return quoted + "`";
}

std::string string_literal(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        switch (c) {
            case '\'':
                quoted += "\\'";
                break;
            case '\\':
                quoted += "\\\\";
                break;
            case '\n':
                quoted += "\\n";
                break;
            case '\r':
                quoted += "\\r";
                break;
            case '\t':
                quoted += "\\t";
                break;
            default:
                quoted += static_cast<unsigned char>(c) < 0x20 ? fmt::format("\\u{:04x}", c)
                                                               : std::string(1, c);
        }
    }
    return quoted + "'";
}

std::string literal(const Value& value) {
    if (const auto* text = value.string()) {
        return string_literal(*text);
    }
    if (const auto* number = value.get_if<double>(); number != nullptr && !std::isfinite(*number)) {
        return std::isnan(*number) ? "(0.0 / 0.0)" : *number < 0 ? "(-1.0 / 0.0)" : "(1.0 / 0.0)";
    }
    if (const auto temporal = temporal_text(value)) {
        return std::string(temporal_kind(value)) + "(" + string_literal(*temporal) + ")";
    }
    std::string text;
    if (const auto* list = value.list()) {
        for (const auto& element : *list) {
            text += (text.empty() ? "[" : ", ") + literal(element);
        }
        return list->empty() ? "[]" : text + "]";
    }
    if (const auto* map = value.map()) {
        for (const auto& [key, element] : *map) {
            text += (text.empty() ? "{" : ", ") + identifier(key) + ": " + literal(element);
        }
        return map->empty() ? "{}" : text + "}";
    }
    append_json_scalar(text, value);
    return text;
}

std::string properties_text(const NamedProperties& properties) {
    std::string text;
    for (const auto& [name, value] : properties) {
        text += ", " + identifier(name) + ": " + literal(value);
    }
    return text;
}

}  // namespace

void write_cypher(const Listing& listing, const Write& write) {
    write("CREATE INDEX FOR (n:`_Import`) ON (n.`_import`);\n");
    listing.for_each_node([&](const ListedNode& node) {
        std::string labels = ":`_Import`";
        for (const auto label : node.labels) {
            labels += ":" + identifier(label);
        }
        write(fmt::format("CREATE ({} {{`_import`: {}{}}});\n", labels, node.number,
                          properties_text(node.properties)));
    });
    listing.for_each_edge([&](const ListedEdge& edge) {
        const auto properties = properties_text(edge.properties);
        write(
            fmt::format("MATCH (a:`_Import` {{`_import`: {}}}), (b:`_Import` {{`_import`: {}}}) "
                        "CREATE (a)-[:{}{}]->(b);\n",
                        edge.from, edge.to, identifier(edge.type),
                        properties.empty() ? "" : " {" + properties.substr(2) + "}"));
    });
    write(
        "MATCH (n:`_Import`) REMOVE n:`_Import`, n.`_import`;\n"
        "DROP INDEX FOR (n:`_Import`) ON (n.`_import`);\n");
}

}  // namespace trefoil::graph
