#include <set>
#include <string>
#include <string_view>

#include "graph/diagram.hpp"

namespace trefoil::graph {

namespace {

/// Mermaid's entity codes for everything that could end a quoted text or be read as markup.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '"':
                result += "#quot;";
                break;
            case '#':
                result += "#35;";
                break;
            case '&':
                result += "#amp;";
                break;
            case '<':
                result += "#lt;";
                break;
            case '>':
                result += "#gt;";
                break;
            case '`':
                result += "#96;";
                break;
            case '\\':
                result += "#92;";
                break;
            default:
                result += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
        }
    }
    return result;
}

/// Class names are plain words.
std::string class_name(std::string_view type) {
    std::string name = "t";
    for (const char c : type) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        name += plain ? c : '_';
    }
    return name;
}

std::string edge_line(const Diagram::Edge& edge) {
    std::string label;
    for (const auto& text : edge.labels) {
        label += (label.empty() ? "" : ", ") + escaped(text);
    }
    const bool actual = edge.modality == Modality::Actual || edge.modality == Modality::Reported;
    const bool negative = edge.polarity == Polarity::Negative;
    const std::string_view arrow =
        actual ? (negative ? "--x" : "-->") : (negative ? "-.-x" : "-.->");
    return "  n" + std::to_string(edge.from) + " " + std::string(arrow) + "|\"" + label + "\"| n" +
           std::to_string(edge.to) + "\n";
}

}  // namespace

std::string to_mermaid(const Diagram& diagram) {
    std::string text = "flowchart LR\n";
    if (!diagram.title.empty()) {
        text = "---\ntitle: \"" + escaped(diagram.title) + "\"\n---\n" + text;
    }
    std::set<std::string_view> types;
    for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
        const auto& node = diagram.nodes[i];
        types.insert(node.type);
        text += "  n" + std::to_string(i) + "[\"" + escaped(node.name) +
                "\"]:::" + class_name(node.type) + "\n";
    }
    for (const auto& edge : diagram.edges) {
        text += edge_line(edge);
    }
    for (const auto type : types) {
        const auto [fill, border] = type_colours(type);
        text += "  classDef " + class_name(type) + " fill:" + std::string(fill) +
                ",stroke:" + std::string(border) + ",color:#000000\n";
    }
    if (diagram.nodes_left_out > 0) {
        text += "  %% " + std::to_string(diagram.nodes_left_out) + " nodes are left out\n";
    }
    return text;
}

}  // namespace trefoil::graph
