#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"
#include "graph/diagram.hpp"

namespace trefoil::graph {

namespace {

/// How a type of node looks; the shape says the type without any colour.
struct Look {
    std::string_view type;
    std::string_view shape;
    std::string_view fill;
    std::string_view border;
    std::string_view style;
};

constexpr auto kLooks = std::to_array<Look>({
    {"Person", "ellipse", "#D6ECFA", "#0072B2", "filled"},
    {"Organization", "box", "#FBE6BF", "#E69F00", "filled"},
    {"Place", "box", "#CCEBE0", "#009E73", "rounded,filled"},
    {"Facility", "house", "#EFDCE8", "#CC79A7", "filled"},
    {"Event", "hexagon", "#FCF8C8", "#A89A00", "filled"},
    {"Work", "note", "#F6DBCC", "#D55E00", "filled"},
    {"Group", "octagon", "#DCE6EE", "#56B4E9", "filled"},
    {"Concept", "plaintext", "#FFFFFF", "#999999", "solid"},
    {"Statement", "plaintext", "#FFFFFF", "#999999", "solid"},
    {"Date", "plaintext", "#FFFFFF", "#999999", "solid"},
    {"Money", "plaintext", "#FFFFFF", "#999999", "solid"},
    {"Quantity", "plaintext", "#FFFFFF", "#999999", "solid"},
});

constexpr Look kUserLook{"", "box", "#EEEEEE", "#555555", "rounded,filled"};

const Look& look_of(std::string_view type) {
    const auto at = std::ranges::find(kLooks, type, &Look::type);
    return at != kLooks.end() ? *at : kUserLook;
}

constexpr std::size_t kWrapAt = 20;        ///< code points in a line of a label
constexpr std::size_t kLongestLabel = 80;  ///< code points of a label
constexpr std::size_t kLongestTooltip = 300;

std::string shortened(std::string_view text, std::size_t limit) {
    if (count_code_points(text) <= limit) {
        return std::string(text);
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i + 1 < limit; ++i) {
        at += code_point_size(text, at);
    }
    return std::string(text.substr(0, at)) + "…";
}

/// Text as the inside of a DOT string. Graphviz reads "&" as the start of an entity and "\\" as an
/// escape even there; control characters have no place in SVG.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (c == '&') {
            result += "&amp;";
        } else if (c == '<') {
            result += "&lt;";
        } else if (c == '>') {
            result += "&gt;";
        } else if (c == '\n') {
            result += "\\n";
        } else {
            result += byte < 0x20 || byte == 0x7F ? ' ' : c;
        }
    }
    return result;
}

/// Text inside an HTML-like label.
std::string html(std::string_view text) {
    std::string result;
    for (const char c : escaped(text)) {
        if (c != '\\') {
            result += c;
        }
    }
    return result;
}

/// Breaks a label at blanks into lines of about kWrapAt code points.
std::string wrapped(std::string_view text) {
    std::string result;
    std::size_t line = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        const auto word = text.substr(at, end - at);
        const auto length = count_code_points(word);
        if (line != 0) {
            const bool breaks = line + 1 + length > kWrapAt;
            result += breaks ? '\n' : ' ';
            line = breaks ? 0 : line + 1;
        }
        result += word;
        line += length;
        at = end + 1;
    }
    return result;
}

std::string label(std::string_view text) {
    return escaped(wrapped(shortened(text, kLongestLabel)));
}

std::string attribute(std::string_view name, std::string_view value) {
    return std::string(name) + "=\"" + std::string(value) + "\"";
}

std::string node_line(const Diagram::Node& node, std::size_t index) {
    const auto& look = look_of(node.type);
    auto text =
        "  n" + std::to_string(index) + " [" + attribute("label", label(node.name)) + ", " +
        attribute("shape", look.shape) + ", " + attribute("style", look.style) + ", " +
        attribute("fillcolor", look.fill) + ", " + attribute("color", look.border) + ", " +
        attribute("tooltip",
                  escaped(node.name + (node.tooltip.empty() ? "" : " (" + node.tooltip + ")")));
    if (node.centre) {
        text += ", penwidth=\"3\", fontsize=\"14\"";
    }
    if (look.shape == "plaintext") {
        text += ", fontcolor=\"#444444\", margin=\"0.03,0.02\"";
    }
    return text + "];\n";
}

std::string_view line_style(Modality modality) {
    switch (modality) {
        case Modality::Actual:
        case Modality::Reported:
            return "solid";
        case Modality::Planned:
            return "dashed";
        case Modality::Possible:
        case Modality::Conditional:
            break;
    }
    return "dotted";
}

/// One decimal, from 1.0 to 4.0: grows with the logarithm of sources.
std::string line_width(std::uint64_t sources) {
    const double width = std::min(
        4.0, 1.0 + std::log2(static_cast<double>(std::max<std::uint64_t>(sources, 1))) * 0.7);
    const auto tenths = std::llround(width * 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string edge_line(const Diagram::Edge& edge) {
    std::string labels;
    for (const auto& text : edge.labels) {
        labels += (labels.empty() ? "" : "\\n") + label(text);
    }
    const bool negative = edge.polarity == Polarity::Negative;
    const std::string_view colour = negative                            ? "#D55E00"
                                    : edge.modality == Modality::Actual ? "#444444"
                                                                        : "#777777";
    const auto tooltip = escaped(shortened(edge.tooltip, kLongestTooltip));
    return "  n" + std::to_string(edge.from) + " -> n" + std::to_string(edge.to) + " [" +
           attribute("label", labels) + ", " + attribute("style", line_style(edge.modality)) +
           ", " + attribute("color", colour) + ", " +
           attribute("arrowhead", negative ? "tee" : "normal") + ", " +
           attribute("penwidth", line_width(edge.sources)) + ", " + attribute("tooltip", tooltip) +
           ", " + attribute("labeltooltip", tooltip) + "];\n";
}

/// The types in use, in the table's order, then what lines mean, as one row of small nodes is too
/// loud: one table in the title.
std::string legend_text(const Diagram& diagram) {
    std::set<std::string_view> used;
    for (const auto& node : diagram.nodes) {
        used.insert(node.type);
    }
    std::string cells;
    for (const auto& look : kLooks) {
        if (used.contains(look.type) && look.shape != "plaintext") {
            cells += "<td bgcolor=\"" + std::string(look.fill) + "\" color=\"" +
                     std::string(look.border) + "\" border=\"1\">" + std::string(look.type) +
                     "</td>";
        }
    }
    std::string lines;
    const auto any = [&diagram](auto test) { return std::ranges::any_of(diagram.edges, test); };
    if (any([](const auto& e) { return e.modality == Modality::Planned; })) {
        lines += " - - planned ";
    }
    if (any([](const auto& e) {
            return e.modality == Modality::Possible || e.modality == Modality::Conditional;
        })) {
        lines += " ···· possible ";
    }
    if (any([](const auto& e) { return e.polarity == Polarity::Negative; })) {
        lines += " —| not ";
    }
    if (any([](const auto& e) { return e.sources > 1; })) {
        lines += " wider: more sources ";
    }
    if (!lines.empty()) {
        cells += "<td border=\"0\">" + lines + "</td>";
    }
    return cells;
}

/// Title above, legend and cut below; as one HTML-like label of the graph.
std::string caption(const Diagram& diagram) {
    const auto legend = diagram.legend ? legend_text(diagram) : std::string();
    std::string rows;
    if (!diagram.title.empty()) {
        rows += "<tr><td border=\"0\" colspan=\"20\"><b>" + html(diagram.title) + "</b></td></tr>";
    }
    if (!legend.empty()) {
        rows += "<tr>" + legend + "</tr>";
    }
    if (diagram.nodes_left_out != 0) {
        rows += "<tr><td border=\"0\" colspan=\"20\">" + std::to_string(diagram.nodes_left_out) +
                (diagram.nodes_left_out == 1 ? " node of less weight is"
                                             : " nodes of less weight are") +
                " left out</td></tr>";
    }
    return rows.empty() ? std::string()
                        : "  label=<<table border=\"0\" cellspacing=\"4\" cellpadding=\"3\">" +
                              rows + "</table>>;\n";
}

/// The parts of a picture that no arrow joins, the largest first; ties by their first node. Each is
/// ascending.
std::vector<std::vector<std::size_t>> parts_of(const Diagram& diagram) {
    std::vector<std::size_t> parent(diagram.nodes.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&parent](std::size_t node) {
        while (parent[node] != node) {
            node = parent[node];
        }
        return node;
    };
    for (const auto& edge : diagram.edges) {
        const auto [low, high] = std::minmax({root(edge.from), root(edge.to)});
        parent[high] = low;
    }
    std::map<std::size_t, std::vector<std::size_t>> by_root;
    for (std::size_t node = 0; node < parent.size(); ++node) {
        by_root[root(node)].push_back(node);
    }
    std::vector<std::vector<std::size_t>> parts;
    for (auto& [first, part] : by_root) {
        parts.push_back(std::move(part));
    }
    std::ranges::stable_sort(parts, std::greater<>{}, &std::vector<std::size_t>::size);
    return parts;
}

/// The layered layout stacks unconnected parts in one high column. Invisible arrows from part to
/// part set them side by side: parts go to the column that is least high so far, and each is hung
/// behind its neighbour in the column before.
std::string columns(const Diagram& diagram) {
    constexpr std::size_t kHighest = 9;  ///< rows of nodes in one column before another is opened
    constexpr std::size_t kMostColumns = 4;
    std::vector<bool> has_out(diagram.nodes.size());
    std::vector<bool> has_in(diagram.nodes.size());
    for (const auto& edge : diagram.edges) {
        has_out[edge.from] = true;
        has_in[edge.to] = true;
    }
    const auto parts = parts_of(diagram);
    const auto height = [&has_out](const std::vector<std::size_t>& part) {
        const auto sources = static_cast<std::size_t>(
            std::ranges::count_if(part, [&has_out](std::size_t node) { return has_out[node]; }));
        return std::max(sources, part.size() - sources);
    };
    std::size_t total = 0;
    for (const auto& part : parts) {
        total += height(part);
    }
    const auto count = std::clamp(total / kHighest, std::size_t{1}, kMostColumns);
    std::vector<std::vector<const std::vector<std::size_t>*>> filled(count);
    std::vector<std::size_t> heights(count);
    for (const auto& part : parts) {
        const auto least =
            static_cast<std::size_t>(std::ranges::min_element(heights) - heights.begin());
        filled[least].push_back(&part);
        heights[least] += height(part);
    }
    std::string lines;
    for (std::size_t c = 1; c < count; ++c) {
        for (std::size_t i = 0; i < std::min(filled[c].size(), filled[c - 1].size()); ++i) {
            const auto& before = *filled[c - 1][i];
            const auto& part = *filled[c][i];
            const auto sink = std::ranges::find_if(before.rbegin(), before.rend(),
                                                   [&](std::size_t n) { return !has_out[n]; });
            const auto source =
                std::ranges::find_if(part, [&](std::size_t n) { return !has_in[n]; });
            lines += "  n" + std::to_string(sink == before.rend() ? before.back() : *sink) +
                     " -> n" + std::to_string(source == part.end() ? part.front() : *source) +
                     " [style=\"invis\", weight=\"0\"];\n";
        }
    }
    return lines;
}

}  // namespace

TypeColours type_colours(std::string_view type) {
    const auto& look = look_of(type);
    return {look.fill, look.border};
}

std::string to_dot(const Diagram& diagram) {
    std::string dot =
        "digraph trefoil {\n"
        "  graph [charset=\"UTF-8\", rankdir=\"LR\", bgcolor=\"white\", pad=\"0.3\", "
        "nodesep=\"0.35\", ranksep=\"0.7\",\n"
        "         overlap=\"prism\", splines=\"true\", outputorder=\"edgesfirst\", "
        "fontname=\"Helvetica\", fontsize=\"11\",\n"
        "         labelloc=\"b\", labeljust=\"l\"];\n"
        "  node [fontname=\"Helvetica\", fontsize=\"12\", penwidth=\"1.4\", "
        "margin=\"0.12,0.06\"];\n"
        "  edge [fontname=\"Helvetica\", fontsize=\"10\", fontcolor=\"#333333\", "
        "arrowsize=\"0.7\"];\n";
    dot += caption(diagram);
    for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
        dot += node_line(diagram.nodes[i], i);
    }
    for (const auto& edge : diagram.edges) {
        dot += edge_line(edge);
    }
    dot += columns(diagram);
    return dot + "}\n";
}

}  // namespace trefoil::graph
