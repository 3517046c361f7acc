#include "graph/dot.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"

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
    {"Facility", "box3d", "#EFDCE8", "#CC79A7", "filled"},
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

/// Of names: their colours are pale, the strong ones belong to relations.
constexpr std::string_view kOutline = "#555555";

constexpr std::size_t kWrapAt = 20;      ///< code points in a line of a label
constexpr std::size_t kWrapLongAt = 27;  ///< in a line of labels of more than kLongFrom
constexpr std::size_t kLongFrom = 60;
constexpr std::size_t kLongestLabel = 80;  ///< code points of a label
constexpr std::size_t kLongestTooltip = 600;

/// At most `limit` code points, cut behind a word where one ends in the second half.
std::string shortened(std::string_view text, std::size_t limit) {
    if (count_code_points(text) <= limit) {
        return std::string(text);
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i + 1 < limit; ++i) {
        at += code_point_size(text, at);
    }
    const std::string_view kept = text.substr(0, at);
    const std::size_t blank = kept.rfind(' ');
    return std::string(blank != kept.npos && blank > at / 2 ? kept.substr(0, blank) : kept) + "…";
}

/// Size of the code point that XML cannot hold (control characters, U+FFFE, U+FFFF) at `at`; 0 for
/// all others.
std::size_t unprintable(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == 0x7F) {
        return 1;
    }
    const auto three = text.substr(at, 3);
    return three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF" ? 3 : 0;
}

/// `text` with markup escaped for XML and what XML cannot hold as blanks; `special` does the rest.
std::string marked_up(std::string_view text, std::string_view (*special)(char)) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (const auto own = special(c); !own.empty()) {
            result += own;
        } else if (const auto size = unprintable(text, at); size != 0) {
            result += ' ';
            at += size - 1;
        } else if (c == '&') {
            result += "&amp;";
        } else if (c == '<') {
            result += "&lt;";
        } else if (c == '>') {
            result += "&gt;";
        } else {
            result += c;
        }
    }
    return result;
}

/// Breaks a label at blanks into lines of about kWrapAt code points, more for long ones; a word of
/// more than two lines is broken too.
std::string wrapped(std::string_view text) {
    const std::size_t wrap_at = count_code_points(text) > kLongFrom ? kWrapLongAt : kWrapAt;
    std::string result;
    std::size_t line = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        const auto word = text.substr(at, end - at);
        const auto length = count_code_points(word);
        if (line != 0) {
            const bool breaks = line + 1 + length > wrap_at;
            result += breaks ? '\n' : ' ';
            line = breaks ? 0 : line + 1;
        }
        for (std::size_t i = 0, count = 0; i < word.size(); ++count) {
            if (length > 2 * wrap_at && count != 0 && count % wrap_at == 0) {
                result += '\n';
            }
            const auto size = code_point_size(word, i);
            result += word.substr(i, size);
            i += size;
        }
        line += length;
        at = end + 1;
    }
    return result;
}

/// Line breaks in names are blanks: those in the result are where it wraps.
std::string wrapped_label(std::string_view text) {
    auto label = short_label(text);
    std::ranges::replace(label, '\n', ' ');
    return wrapped(label);
}

std::string attribute(std::string_view name, std::string_view value) {
    return std::string(name) + "=\"" + std::string(value) + "\"";
}

std::string node_line(const Diagram::Node& node, std::size_t index) {
    const auto& look = look_of(node.type);
    const auto tooltip = node.name + (node.tooltip.empty() ? "" : " (" + node.tooltip + ")");
    auto text = "  n" + std::to_string(index) + " [" +
                attribute("label", dot_text(wrapped_label(node.name))) + ", " +
                attribute("shape", look.shape) + ", " + attribute("style", look.style) + ", " +
                attribute("fillcolor", look.fill) + ", " + attribute("color", kOutline) + ", " +
                attribute("tooltip", dot_text(shortened(tooltip, kLongestTooltip)));
    if (node.centre) {
        text += ", penwidth=\"3\", fontsize=\"16\"";
    }
    if (look.shape == "plaintext") {
        text += ", fontcolor=\"#444444\", margin=\"0.05,0.03\", width=\"0.1\", height=\"0.1\"";
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

/// One decimal, from 1.3 to 4.5: grows with the logarithm of sources.
std::string line_width(std::uint64_t sources) {
    const double width = std::min(
        4.5, 1.3 + std::log2(static_cast<double>(std::max<std::uint64_t>(sources, 1))) * 0.7);
    const auto tenths = std::llround(width * 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

/// An address without what could end an attribute: Graphviz writes quotes in addresses as they are.
std::string address(std::string_view link) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string result;
    for (const char c : link) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7F ||
            std::string_view("\"'<>\\`{}|^").find(c) != std::string_view::npos) {
            result += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
        } else {
            result += c;
        }
    }
    return result;
}

/// The relations of an arrow, one below the other.
std::string arrow_label(const Diagram::Edge& edge, ArrowLabels labels) {
    std::string text;
    for (const auto& relation : edge.labels) {
        text += (text.empty() ? "" : "\n") + wrapped_label(relation);
    }
    if (labels == ArrowLabels::Plain) {
        return attribute("label", dot_text(text));
    }
    std::string lines;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines += (lines.empty() ? "" : "<br/>") + dot_html(text.substr(at, end - at));
        at = end + 1;
    }
    return "label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\" "
           "bgcolor=\"white\"><tr><td>" +
           lines + "</td></tr></table>>";
}

std::string edge_line(const Diagram::Edge& edge, std::string_view colour, ArrowLabels labels) {
    const auto tooltip = dot_text(shortened(edge.tooltip, kLongestTooltip));
    auto text = "  n" + std::to_string(edge.from) + " -> n" + std::to_string(edge.to) + " [" +
                arrow_label(edge, labels) + ", " + attribute("style", line_style(edge.modality)) +
                ", " + attribute("color", colour) + ", " +
                attribute("arrowhead", edge.polarity == Polarity::Negative ? "tee" : "normal") +
                ", " + attribute("penwidth", line_width(edge.sources)) + ", " +
                attribute("tooltip", tooltip) + ", " + attribute("labeltooltip", tooltip);
    if (!edge.link.empty()) {
        text += ", " + attribute("URL", dot_text(address(edge.link))) + ", target=\"_blank\"";
    }
    return text + "];\n";
}

/// Title and legend as one HTML-like label of the graph.
std::string caption(const Diagram& diagram) {
    std::string rows;
    if (!diagram.title.empty()) {
        rows += "<tr><td align=\"left\"><b>" + dot_html(diagram.title) + "</b></td></tr>";
    }
    if (const auto legend = legend_table(diagram); !legend.empty()) {
        rows += "<tr><td align=\"left\">" + legend + "</td></tr>";
    }
    return rows.empty() ? std::string()
                        : "  label=<<table border=\"0\" cellborder=\"0\">" + rows + "</table>>;\n";
}

}  // namespace

TypeColours type_colours(std::string_view type) {
    const auto& look = look_of(type);
    return {look.fill, look.border};
}

std::vector<std::string_view> types_with_shape() {
    std::vector<std::string_view> types;
    for (const auto& look : kLooks) {
        if (look.shape != "plaintext") {
            types.push_back(look.type);
        }
    }
    return types;
}

std::string short_label(std::string_view text) {
    return shortened(text, kLongestLabel);
}

// Graphviz reads "&" as the start of an entity and "\\" as an escape even in quotes, and the latter
// in HTML-like labels too.
std::string dot_text(std::string_view text) {
    return marked_up(text, [](char c) {
        return std::string_view(c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n" : "");
    });
}

std::string dot_html(std::string_view text) {
    return marked_up(text, [](char c) {
        return std::string_view(c == '"' ? "&quot;" : c == '\\' ? "\\\\" : "");
    });
}

DotLines dot_lines(const Diagram& diagram, ArrowLabels labels) {
    DotLines lines;
    lines.head =
        "digraph trefoil {\n"
        "  graph [charset=\"UTF-8\", rankdir=\"LR\", bgcolor=\"white\", pad=\"0.3\", "
        "nodesep=\"0.3\", ranksep=\"0.5\",\n"
        "         overlap=\"prism\", splines=\"true\", outputorder=\"edgesfirst\", "
        "fontname=\"Helvetica\", fontsize=\"13\",\n"
        "         labelloc=\"b\", labeljust=\"l\"];\n"
        "  node [fontname=\"Helvetica\", fontsize=\"14\", penwidth=\"1.4\", "
        "margin=\"0.12,0.06\"];\n"
        "  edge [fontname=\"Helvetica\", fontsize=\"12\", fontcolor=\"#222222\", "
        "arrowsize=\"0.8\"];\n";
    for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
        lines.nodes.push_back(node_line(diagram.nodes[i], i));
    }
    const RelationColours colours(diagram);
    for (const auto& edge : diagram.edges) {
        lines.edges.push_back(edge_line(edge, colours.of(edge.relation), labels));
    }
    return lines;
}

std::string to_dot(const Diagram& diagram) {
    const auto lines = dot_lines(diagram, ArrowLabels::Plain);
    std::string dot = lines.head + caption(diagram);
    for (const auto& line : lines.nodes) {
        dot += line;
    }
    for (const auto& line : lines.edges) {
        dot += line;
    }
    return dot + "}\n";
}

}  // namespace trefoil::graph
