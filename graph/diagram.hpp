#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/view.hpp"

namespace trefoil::graph {

/// Which Concepts, Statements and values a diagram shows. Auto: a few of the best that names act
/// on, and more around the centre.
enum class ConceptNodes { Auto, None, All };

struct DiagramOptions {
    std::string around;      ///< name of the centre; "" for the whole graph
    std::uint64_t hops = 1;  ///< from the centre
    std::size_t max_nodes =
        60;  ///< the weightiest are kept and the cut is stated in the picture; 0: all
    ConceptNodes concepts = ConceptNodes::Auto;
    std::string title;  ///< shown at the top; "" for none
    bool legend = true;
};

/// A picture's contents: what is drawn and how it is called, not where. The same graph gives the
/// same diagram, whatever the order in which it was made.
struct Diagram {
    struct Node {
        std::string name;
        std::string type;  ///< "Person", ... or a user's label
        std::string tooltip;
        bool centre = false;

        bool operator==(const Node&) const = default;
    };

    /// All relationships from one node to another.
    struct Edge {
        std::size_t from = 0;  ///< index into nodes
        std::size_t to = 0;
        std::vector<std::string> labels;         ///< relations, the best supported first
        Polarity polarity = Polarity::Positive;  ///< of the best supported
        Modality modality = Modality::Actual;
        std::uint64_t sources = 0;  ///< of all together
        std::string relation;       ///< type of the best supported
        std::string tooltip;        ///< a sentence for each label, with its source in brackets
        std::string link;           ///< the source of one of them that is a web address; else ""

        bool operator==(const Edge&) const = default;
    };

    std::string title;
    bool legend = true;
    std::vector<Node> nodes;  ///< the weightiest first
    std::vector<Edge> edges;
    std::size_t nodes_left_out = 0;          ///< by max_nodes
    std::size_t relationships_left_out = 0;  ///< with them, and with Concepts that are not shown

    bool operator==(const Diagram&) const = default;
};

/// Chooses and arranges what to draw. Throws Error if nothing is named `options.around`. Linear in
/// the graph, or in what lies within `hops` of the centre.
Diagram make_diagram(const GraphView& view, const DiagramOptions& options);

/// The diagram of given nodes and relationships (the rows of a query). Nothing is left out but by
/// max_nodes.
Diagram make_diagram(const GraphView& view, const std::vector<NodeId>& nodes,
                     const std::vector<EdgeId>& edges, const DiagramOptions& options);

/// Fill and border of a node of this type, "#RRGGBB": light tints of Okabe and Ito's
/// colour-blind-safe palette, so that black text stays readable, and their full colours.
struct TypeColours {
    std::string_view fill;
    std::string_view border;
};

TypeColours type_colours(std::string_view type);

/// DOT text: labels wrapped and escaped, a shape and a colour for each type (readable with
/// colour-blind eyes: Okabe and Ito's palette), line style by modality, a barred head for negative
/// facts, width by sources, sentences as tooltips, a legend.
std::string to_dot(const Diagram& diagram);

/// A Mermaid flowchart (https://mermaid.js.org), for Markdown pages: names in boxes coloured by
/// type, relations on arrows, dotted where not actual, crossed heads for negative facts.
std::string to_mermaid(const Diagram& diagram);

}  // namespace trefoil::graph
