#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trefoil::graph {

enum class PictureFormat { Svg, Png, Pdf };

/// "svg", "png", "pdf".
std::optional<PictureFormat> picture_format_from(std::string_view name);

/// Lays out and renders DOT text in this process (libgvc). The engine is dot up to about 150 nodes
/// and sfdp above; `nodes` is the number of nodes in the text. The same text gives the same bytes
/// on one machine; fonts differ between machines. Throws Error on text that is not DOT or where
/// Graphviz lacks the format. One call at a time (serialised inside: Graphviz has global state).
std::string render(const std::string& dot, PictureFormat format, std::size_t nodes);

struct Point {
    double x = 0;
    double y = 0;
};

/// Where sfdp puts the nodes n0, n1, ... of DOT text, in points, y upwards; by number. Throws as
/// render() does.
std::vector<Point> layout(const std::string& dot, std::size_t nodes);

}  // namespace trefoil::graph
