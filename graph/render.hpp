#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/diagram.hpp"

namespace trefoil::graph {

enum class PictureFormat { Svg, Png, Pdf };

/// "svg", "png", "pdf".
std::optional<PictureFormat> picture_format_from(std::string_view name);

/// Lays out and draws a diagram in this process (libgvc). Parts that no arrow joins are laid out
/// one by one, by dot up to about 150 nodes and by sfdp above, and set on one page about a third
/// wider than high; title above, legend below. The same diagram gives the same bytes on one
/// machine; fonts differ between machines. Throws Error where Graphviz lacks the format. One call
/// at a time (serialised inside: Graphviz has global state).
std::string render(const Diagram& diagram, PictureFormat format);

struct Point {
    double x = 0;
    double y = 0;
};

/// Where sfdp puts the nodes n0, n1, ... of DOT text, in points, y upwards; by number. Throws Error
/// on text that is not DOT.
std::vector<Point> layout(const std::string& dot, std::size_t nodes);

}  // namespace trefoil::graph
