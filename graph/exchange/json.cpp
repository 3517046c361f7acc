// JSON lines, and Cytoscape's JSON.

#include "base/value_json.hpp"
#include "graph/exchange.hpp"

namespace trefoil::graph {

namespace {

void append_properties(std::string& out, const NamedProperties& properties) {
    out += '{';
    for (const auto& [name, value] : properties) {
        out += out.back() == '{' ? "" : ",";
        append_json_string(out, name);
        out += ':';
        append_json_value(out, value);
    }
    out += '}';
}

void append_id(std::string& out, const Hash128& id) {
    out += id == Hash128{} ? "null" : "\"" + id.hex() + "\"";
}

void append_labels(std::string& out, const std::vector<std::string_view>& labels) {
    out += '[';
    for (const auto label : labels) {
        out += out.back() == '[' ? "" : ",";
        append_json_string(out, label);
    }
    out += ']';
}

/// The members of a Cytoscape data object behind its first; its own names win over properties.
void append_data(std::string& out, const NamedProperties& properties) {
    for (const auto& [name, value] : properties) {
        if (name != "id" && name != "source" && name != "target" && name != "labels" &&
            name != "interaction") {
            out += ',';
            append_json_string(out, name);
            out += ':';
            append_json_value(out, value);
        }
    }
    out += "}}";
}

}  // namespace

void write_jsonl(const Listing& listing, const Write& write) {
    std::string line;
    listing.for_each_node([&](const ListedNode& node) {
        line = "{\"node\":" + std::to_string(node.number) + ",\"id\":";
        append_id(line, node.public_id);
        line += ",\"labels\":";
        append_labels(line, node.labels);
        line += ",\"properties\":";
        append_properties(line, node.properties);
        write(line += "}\n");
    });
    listing.for_each_edge([&](const ListedEdge& edge) {
        line = "{\"from\":" + std::to_string(edge.from) + ",\"type\":";
        append_json_string(line, edge.type);
        line += ",\"to\":" + std::to_string(edge.to) + ",\"fact\":";
        append_id(line, edge.public_id);
        line += ",\"properties\":";
        append_properties(line, edge.properties);
        write(line += "}\n");
    });
}

void write_cytoscape(const Listing& listing, const Write& write) {
    std::string text;
    write("{\"elements\":{\"nodes\":[");
    listing.for_each_node([&](const ListedNode& node) {
        text = node.number == 0 ? "\n" : ",\n";
        text += "{\"data\":{\"id\":\"n" + std::to_string(node.number) + "\",\"labels\":";
        append_labels(text, node.labels);
        append_data(text, node.properties);
        write(text);
    });
    write("\n],\"edges\":[");
    listing.for_each_edge([&](const ListedEdge& edge) {
        text = edge.number == 0 ? "\n" : ",\n";
        text += "{\"data\":{\"id\":\"e" + std::to_string(edge.number) + "\",\"source\":\"n" +
                std::to_string(edge.from) + "\",\"target\":\"n" + std::to_string(edge.to) +
                "\",\"interaction\":";
        append_json_string(text, edge.type);
        append_data(text, edge.properties);
        write(text);
    });
    write("\n]}}\n");
}

}  // namespace trefoil::graph
