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

/// A name that nothing in the store has, for what marks nodes until the script has run.
std::string unused_name(const store::Reader& reader) {
    std::string name = "_Import";
    while (reader.find_label(name) || reader.find_key(name)) {
        name += '_';
    }
    return name;
}

}  // namespace

void write_cypher(const Listing& listing, const Write& write) {
    if (listing.node_count() == 0) {
        return;
    }
    const std::string mark = unused_name(listing.view().reader());
    write(fmt::format("CREATE INDEX FOR (n:`{0}`) ON (n.`{0}`);\n", mark));
    listing.for_each_node([&](const ListedNode& node) {
        std::string labels = ":`" + mark + "`";
        for (const auto label : node.labels) {
            labels += ":" + identifier(label);
        }
        write(fmt::format("CREATE ({} {{`{}`: {}{}}});\n", labels, mark, node.number,
                          properties_text(node.properties)));
    });
    listing.for_each_edge([&](const ListedEdge& edge) {
        const auto properties = properties_text(edge.properties);
        write(
            fmt::format("MATCH (a:`{0}` {{`{0}`: {1}}}), (b:`{0}` {{`{0}`: {2}}}) "
                        "CREATE (a)-[:{3}{4}]->(b);\n",
                        mark, edge.from, edge.to, identifier(edge.type),
                        properties.empty() ? "" : " {" + properties.substr(2) + "}"));
    });
    write(
        fmt::format("MATCH (n:`{0}`) REMOVE n:`{0}`, n.`{0}`;\n"
                    "DROP INDEX FOR (n:`{0}`) ON (n.`{0}`);\n",
                    mark));
}

}  // namespace trefoil::graph
