#include "graph/csr_graph.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "base/error.hpp"

namespace trefoil::graph {

namespace {

constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kPollEvery = 4096;

std::uint32_t pack(const EdgeFlags& f) {
    return static_cast<unsigned>(f.polarity) | static_cast<unsigned>(f.modality) << 1U |
           (f.attributed ? 16U : 0U) | (f.derived ? 32U : 0U) | (f.fact ? 64U : 0U);
}

EdgeFlags unpack(std::uint32_t bits) {
    return {static_cast<Polarity>(bits & 1U), static_cast<Modality>(bits >> 1U & 7U),
            (bits & 16U) != 0, (bits & 32U) != 0, (bits & 64U) != 0};
}

std::vector<NodeId> all_nodes(const GraphView& view) {
    std::vector<NodeId> nodes;
    nodes.reserve(view.node_count());
    std::array<NodeId, 4096> batch;
    std::optional<NodeId> after;
    for (;;) {
        const auto got = view.scan_nodes(std::nullopt, after, batch);
        nodes.insert(nodes.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(got));
        if (got < batch.size()) {
            return nodes;
        }
        after = batch.back();
    }
}

}  // namespace

std::shared_ptr<const CsrGraph> CsrGraph::copy(const GraphView& view, const Poll& poll) {
    auto graph = std::make_shared<CsrGraph>();
    graph->nodes_ = all_nodes(view);
    if (graph->nodes_.size() >= kNowhere) {
        throw Error("whole-graph algorithms: more than 4294967294 nodes");
    }
    graph->index_vertices();
    graph->loops_.resize(graph->nodes_.size());
    graph->copy_side(view, store::Direction::Outgoing, graph->out_, poll);
    graph->copy_side(view, store::Direction::Incoming, graph->in_, poll);
    for (Vertex v = 0; v < graph->nodes_.size(); ++v) {
        const auto targets = graph->out(v);
        graph->loops_[v] = std::ranges::find(targets, v) != targets.end();
    }
    return graph;
}

std::size_t CsrGraph::scan(std::optional<NodeId> after, std::span<NodeId> out) const {
    const auto first = after ? std::ranges::upper_bound(nodes_, *after) : nodes_.begin();
    const auto count = std::min(out.size(), static_cast<std::size_t>(nodes_.end() - first));
    std::copy_n(first, count, out.begin());
    return count;
}

void CsrGraph::index_vertices() {
    if (nodes_.empty() || nodes_.back().value > 4 * nodes_.size() + 1024) {
        return;
    }
    dense_ = nodes_.back().value + 1 == nodes_.size();
    if (dense_) {
        return;
    }
    places_.assign(nodes_.back().value + 1, kNowhere);
    for (Vertex v = 0; v < nodes_.size(); ++v) {
        places_[nodes_[v].value] = v;
    }
}

std::optional<CsrGraph::Vertex> CsrGraph::vertex_among_holes(NodeId node) const {
    if (!places_.empty()) {
        const Vertex place = node.value < places_.size() ? places_[node.value] : kNowhere;
        return place != kNowhere ? std::optional(place) : std::nullopt;
    }
    const auto at = std::ranges::lower_bound(nodes_, node);
    return at != nodes_.end() && *at == node
               ? std::optional(static_cast<Vertex>(at - nodes_.begin()))
               : std::nullopt;
}

void CsrGraph::copy_side(const GraphView& view, store::Direction direction, Side& side,
                         const Poll& poll) const {
    const std::size_t expected = view.reader().edge_count();
    side.offsets.reserve(nodes_.size() + 1);
    side.neighbors.reserve(expected);
    side.edges.reserve(expected);
    side.kinds.reserve(expected);
    side.offsets.push_back(0);
    std::uint64_t unpolled = 0;
    const auto finish_before = [&](Vertex vertex) {
        while (side.offsets.size() <= vertex) {
            side.offsets.push_back(side.neighbors.size());
        }
    };
    view.reader().scan_adjacent(direction, [&](NodeId node, std::span<const AdjacentEdge> edges) {
        finish_before(*vertex(node));
        for (const AdjacentEdge& edge : edges) {
            if (!view.shows(edge)) {
                continue;
            }
            if (edge.edge.value > std::numeric_limits<std::uint32_t>::max() ||
                edge.type.value >= 1U << (32U - kFlagBits)) {
                throw Error("whole-graph algorithms: more than 4294967296 relationships");
            }
            side.neighbors.push_back(*vertex(edge.neighbor));
            side.edges.push_back(static_cast<std::uint32_t>(edge.edge.value));
            side.kinds.push_back(edge.type.value << kFlagBits | pack(edge.flags));
        }
        unpolled += edges.size();
        if (poll && unpolled >= kPollEvery) {
            poll(std::exchange(unpolled, 0));
        }
    });
    finish_before(static_cast<Vertex>(nodes_.size()));
}

std::pair<std::uint64_t, std::uint64_t> CsrGraph::range(const Side& side, Vertex vertex,
                                                        std::optional<TypeId> type) const {
    const std::uint64_t first = side.offsets[vertex];
    const std::uint64_t last = side.offsets[vertex + 1];
    if (!type) {
        return {first, last};
    }
    const auto begin = side.kinds.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = side.kinds.begin() + static_cast<std::ptrdiff_t>(last);
    const auto of_kind = [](std::uint32_t kind, std::uint32_t wanted) {
        return kind >> kFlagBits < wanted;
    };
    const auto from = std::lower_bound(begin, end, type->value, of_kind);
    const auto to = std::lower_bound(from, end, type->value + 1, of_kind);
    return {static_cast<std::uint64_t>(from - side.kinds.begin()),
            static_cast<std::uint64_t>(to - side.kinds.begin())};
}

std::span<const CsrGraph::Vertex> CsrGraph::neighbors(Vertex vertex, bool outgoing,
                                                      std::optional<TypeId> type) const {
    const Side& from = outgoing ? out_ : in_;
    const auto [first, last] = range(from, vertex, type);
    return std::span(from.neighbors).subspan(first, last - first);
}

Relationship CsrGraph::relationship_at(Vertex vertex, std::uint64_t place, bool outgoing) const {
    const Side& from = outgoing ? out_ : in_;
    const NodeId here = nodes_[vertex];
    const NodeId there = nodes_[from.neighbors[place]];
    return {EdgeId(from.edges[place]), outgoing ? here : there, outgoing ? there : here,
            TypeId(from.kinds[place] >> kFlagBits)};
}

void CsrGraph::adjacent(NodeId node, store::Direction direction, std::optional<TypeId> type,
                        std::vector<AdjacentEdge>& out) const {
    const auto at = vertex(node);
    if (!at) {
        return;
    }
    const Side& from = side(direction);
    const auto [first, last] = range(from, *at, type);
    const std::size_t before = out.size();
    out.resize(before + (last - first));
    AdjacentEdge* edge = out.data() + before;
    for (std::uint64_t i = first; i < last; ++i, ++edge) {
        *edge = {EdgeId(from.edges[i]), nodes_[from.neighbors[i]],
                 TypeId(from.kinds[i] >> kFlagBits), unpack(from.kinds[i])};
    }
}

std::uint64_t CsrGraph::degree(Vertex vertex, Direction direction,
                               std::optional<TypeId> type) const {
    std::uint64_t sum = 0;
    if (direction != Direction::Incoming) {
        const auto [first, last] = range(out_, vertex, type);
        sum += last - first;
    }
    if (direction != Direction::Outgoing) {
        const auto [first, last] = range(in_, vertex, type);
        sum += last - first;
        if (direction == Direction::Both && loops_[vertex]) {
            const auto begin = in_.neighbors.begin();
            sum -= static_cast<std::uint64_t>(std::count(begin + static_cast<std::ptrdiff_t>(first),
                                                         begin + static_cast<std::ptrdiff_t>(last),
                                                         vertex));
        }
    }
    return sum;
}

std::uint64_t CsrGraph::degree(NodeId node, Direction direction, std::optional<TypeId> type) const {
    const auto at = vertex(node);
    return at ? degree(*at, direction, type) : 0;
}

/// A counting sort: linear, and it keeps the order by source.
void CsrGraph::sort_by_type() const {
    std::uint32_t types = 0;
    for (const std::uint32_t kind : out_.kinds) {
        types = std::max(types, (kind >> kFlagBits) + 1);
    }
    type_offsets_.assign(types + std::size_t{1}, 0);
    for (const std::uint32_t kind : out_.kinds) {
        ++type_offsets_[(kind >> kFlagBits) + 1];
    }
    for (std::size_t type = 0; type < types; ++type) {
        type_offsets_[type + 1] += type_offsets_[type];
    }
    typed_.resize(edge_count());
    std::vector<std::uint64_t> next(type_offsets_);
    for (Vertex v = 0; v < nodes_.size(); ++v) {
        for (std::uint64_t i = out_.offsets[v]; i < out_.offsets[v + 1]; ++i) {
            typed_[next[out_.kinds[i] >> kFlagBits]++] = {v, out_.neighbors[i]};
        }
    }
}

std::span<const CsrGraph::Pair> CsrGraph::edges_of(TypeId type) const {
    std::call_once(typed_once_, [this] { sort_by_type(); });
    if (type.value + std::size_t{1} >= type_offsets_.size()) {
        return {};
    }
    return std::span(typed_).subspan(type_offsets_[type.value],
                                     type_offsets_[type.value + 1] - type_offsets_[type.value]);
}

std::size_t CsrGraph::bytes_for(const store::Reader& reader) {
    return reader.edge_count() * 32 + reader.node_count() * 40;
}

}  // namespace trefoil::graph
