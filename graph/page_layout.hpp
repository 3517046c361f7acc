#pragma once

#include <vector>

#include "graph/render.hpp"

namespace trefoil::graph {

/// Width and height, in points.
struct Size {
    double width = 0;
    double height = 0;
};

/// Where boxes stand on a page that is about a third wider than high: the place of each one's upper
/// left corner, y down the page, and the size of the whole. Earlier boxes come nearer to the upper
/// left. A gap is left between boxes. About quadratic in the number of boxes at worst.
struct Arrangement {
    std::vector<Point> places;
    Size page;
};

/// Width of the smallest page of that shape which holds this.
double page_needed(const Size& size);

Arrangement arrange(const std::vector<Size>& boxes);

}  // namespace trefoil::graph
