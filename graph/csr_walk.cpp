#include "graph/csr_walk.hpp"

#include <limits>
#include <utility>
#include <vector>

#include "graph/bgl_levels.hpp"
#include "graph/lent.hpp"

namespace trefoil::graph {

namespace {

using Vertex = CsrGraph::Vertex;

/// One direction and type of a copy as an IncidenceGraph.
struct CsrWay {
    const CsrGraph* graph;
    bool outgoing;
    std::optional<TypeId> type;
};

using CsrEdgeIterator = StepIterator<Vertex, Vertex>;

std::pair<CsrEdgeIterator, CsrEdgeIterator> out_edges(Vertex vertex, const CsrWay& way) {
    const auto ends = way.graph->neighbors(vertex, way.outgoing, way.type);
    return {{vertex, ends.data()}, {vertex, ends.data() + ends.size()}};
}

std::size_t out_degree(Vertex vertex, const CsrWay& way) {
    return way.graph->neighbors(vertex, way.outgoing, way.type).size();
}

NodeId node_of(Vertex vertex, const CsrWay& way) {
    return way.graph->node(vertex);
}

}  // namespace

}  // namespace trefoil::graph

template <>
struct boost::graph_traits<trefoil::graph::CsrWay> {
    using vertex_descriptor = trefoil::graph::CsrGraph::Vertex;
    using edge_descriptor = trefoil::graph::Step<trefoil::graph::CsrGraph::Vertex>;
    using directed_category = boost::directed_tag;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    using traversal_category = boost::incidence_graph_tag;
    using out_edge_iterator = trefoil::graph::CsrEdgeIterator;
    using degree_size_type = std::size_t;

    static vertex_descriptor null_vertex() { return std::numeric_limits<vertex_descriptor>::max(); }
};

namespace trefoil::graph {

void for_each_reachable(const CsrGraph& graph, NodeId from, bool outgoing,
                        std::optional<TypeId> type, std::uint64_t min_hops, std::uint64_t max_hops,
                        const Poll& poll, const std::function<bool(NodeId, std::uint64_t)>& found) {
    const auto start = graph.vertex(from);
    if (start && (min_hops > 0 || found(from, 0))) {
        const Lent<Stamps> stamps;
        visit_levels(CsrWay{&graph, outgoing, type},
                     StampColours<Vertex>(*stamps, graph.vertex_count()), *start,
                     {min_hops, max_hops}, poll, found);
    }
}

}  // namespace trefoil::graph
