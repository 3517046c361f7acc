#pragma once

#include <vector>

#include "graph/page_layout.hpp"

namespace trefoil::graph {

/// A box by its middle, in points.
struct Box {
    Point middle;
    Size size;
};

/// A line and the label that has to stand on it.
struct LabelledLine {
    std::vector<Point> points;  ///< along the line, at about equal distances; at least two
    Size label;
    Point wish;  ///< where the label would best be
};

/// The middle of each line's label: a point of the line between a fifth and four fifths of it, near
/// the wish, that covers as few names, other labels and other lines as possible. Quadratic; where
/// there are more than a thousand lines all labels stand in the middle.
std::vector<Point> label_places(const std::vector<Box>& names,
                                const std::vector<LabelledLine>& lines);

}  // namespace trefoil::graph
