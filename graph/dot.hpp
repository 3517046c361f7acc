#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/diagram.hpp"

namespace trefoil::graph {

/// How relations stand on arrows: as plain text, for other programs, or on white ground, so that
/// a line that passes does not strike them out.
enum class ArrowLabels { Plain, OnWhite };

/// The lines of a diagram's DOT text, so that parts of it can be laid out alone.
struct DotLines {
    std::string head;                ///< "digraph trefoil {" and defaults
    std::vector<std::string> nodes;  ///< by number; the node is called n0, n1, ...
    std::vector<std::string> edges;  ///< as in the diagram
};

DotLines dot_lines(const Diagram& diagram, ArrowLabels labels);

/// Text as the inside of a quoted DOT string, and of Graphviz's HTML-like labels: it is drawn as
/// it stands, but for control characters and what XML cannot hold, which become blanks.
std::string dot_text(std::string_view text);
std::string dot_html(std::string_view text);

/// A label that is cut to a length that a picture has room for.
std::string short_label(std::string_view text);

/// The types that have a shape and colours of their own, in the order of the legend.
std::vector<std::string_view> types_with_shape();

/// What shapes, colours and lines mean, and how much is left out, as an HTML-like table; "" where
/// there is nothing to say.
std::string legend_table(const Diagram& diagram);

/// The colour of a relation's lines, "#RRGGBB": those that several arrows have get one of Okabe
/// and Ito's colour-blind-safe palette, the most frequent first; the others are grey.
class RelationColours {
  public:
    explicit RelationColours(const Diagram& diagram);

    [[nodiscard]] std::string_view of(std::string_view relation) const;

    /// The coloured relations in order of frequency.
    [[nodiscard]] const std::vector<std::string>& relations() const { return relations_; }

  private:
    std::vector<std::string> relations_;
};

}  // namespace trefoil::graph
