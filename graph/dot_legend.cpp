#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/dot.hpp"

namespace trefoil::graph {

namespace {

// Without yellow, which white paper swallows, and black, which names have.
constexpr auto kPalette = std::to_array<std::string_view>(
    {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"});
constexpr std::string_view kOtherRelations = "#666666";

constexpr std::string_view kTable =
    "<table border=\"0\" cellborder=\"0\" cellspacing=\"4\" cellpadding=\"2\">";

/// One row of a table that holds a table of its own, so that columns need not align.
std::string row(const std::string& cells) {
    return cells.empty() ? cells
                         : "<tr><td align=\"left\">" + std::string(kTable) + "<tr>" + cells +
                               "</tr></table></td></tr>";
}

std::string text_cell(const std::string& text) {
    return "<td align=\"left\">" + text + "</td>";
}

/// The types in use, each in its colours.
std::string types_row(const Diagram& diagram) {
    std::set<std::string_view> used;
    for (const auto& node : diagram.nodes) {
        used.insert(node.type);
    }
    std::string cells;
    for (const auto type : types_with_shape()) {
        if (used.contains(type)) {
            const auto fill = type_colours(type).fill;
            cells += "<td border=\"1\" cellpadding=\"3\" bgcolor=\"" + std::string(fill) +
                     "\" color=\"#555555\">" + std::string(type) + "</td>";
        }
    }
    return row(cells);
}

/// A relation as arrows call it where it is plain fact.
std::string name_of_relation(const Diagram& diagram, const std::string& relation) {
    const auto at = std::ranges::find_if(diagram.edges, [&relation](const auto& edge) {
        return edge.relation == relation && edge.polarity == Polarity::Positive &&
               edge.modality == Modality::Actual;
    });
    return at == diagram.edges.end() ? relation : at->labels.front();
}

std::string relations_row(const Diagram& diagram) {
    const RelationColours colours(diagram);
    std::string cells;
    for (const auto& relation : colours.relations()) {
        cells +=
            "<td><table border=\"0\" cellborder=\"0\" cellspacing=\"0\" "
            "cellpadding=\"0\"><tr><td fixedsize=\"true\" width=\"24\" height=\"3\" "
            "bgcolor=\"" +
            std::string(colours.of(relation)) + "\"></td></tr></table></td>" +
            text_cell(dot_html(short_label(name_of_relation(diagram, relation))));
    }
    return row(cells);
}

std::string lines_row(const Diagram& diagram) {
    const auto any = [&diagram](auto test) { return std::ranges::any_of(diagram.edges, test); };
    std::vector<std::string> meanings;
    if (any([](const auto& e) { return e.modality == Modality::Planned; })) {
        meanings.emplace_back("- - - planned");
    }
    if (any([](const auto& e) {
            return e.modality == Modality::Possible || e.modality == Modality::Conditional;
        })) {
        meanings.emplace_back("· · · possible");
    }
    if (any([](const auto& e) { return e.polarity == Polarity::Negative; })) {
        meanings.emplace_back("—| not so");
    }
    if (any([](const auto& e) { return e.sources > 1; })) {
        meanings.emplace_back("wider line: more sources");
    }
    std::string cells;
    for (const auto& meaning : meanings) {
        cells += text_cell(meaning);
    }
    return row(cells);
}

std::string counted(std::size_t count, std::string_view one, std::string_view several) {
    return count == 0 ? std::string()
                      : text_cell(std::to_string(count) + std::string(count == 1 ? one : several));
}

std::string cut_row(const Diagram& diagram) {
    return row(counted(diagram.nodes_left_out, " node of less weight is left out",
                       " nodes of less weight are left out") +
               counted(diagram.relationships_left_out, " more fact is not drawn",
                       " more facts are not drawn"));
}

}  // namespace

RelationColours::RelationColours(const Diagram& diagram) {
    std::map<std::string, int> counts;
    for (const auto& edge : diagram.edges) {
        ++counts[edge.relation];
    }
    std::vector<std::pair<int, std::string>> frequent;
    for (const auto& [relation, count] : counts) {
        if (count > 1) {
            frequent.emplace_back(-count, relation);
        }
    }
    std::ranges::sort(frequent);
    frequent.resize(std::min(frequent.size(), kPalette.size()));
    for (auto& [count, relation] : frequent) {
        relations_.push_back(std::move(relation));
    }
}

std::string_view RelationColours::of(std::string_view relation) const {
    const auto at = std::ranges::find(relations_, relation);
    return at == relations_.end() ? kOtherRelations
                                  : kPalette[static_cast<std::size_t>(at - relations_.begin())];
}

std::string legend_table(const Diagram& diagram) {
    const auto rows =
        (diagram.legend ? types_row(diagram) + relations_row(diagram) + lines_row(diagram)
                        : std::string()) +
        cut_row(diagram);
    return rows.empty() ? rows
                        : "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" "
                          "cellpadding=\"0\">" +
                              rows + "</table>";
}

}  // namespace trefoil::graph
