#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <vector>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/property_map/property_map.hpp>

#include "base/error.hpp"
#include "graph/stamps.hpp"
#include "graph/view.hpp"

// Breadth-first visits of Boost.Graph along the arrows or against them, a level at a time. Included
// by graph/walk.cpp and graph/csr_walk.cpp only (it costs seconds of compile time).

namespace trefoil::graph {

/// BGL Buffer that ends at each level, or at once when told to stop.
template <class Vertex>
struct Levels {
    std::vector<Vertex> level;
    std::vector<Vertex> next;
    std::size_t at = 0;
    bool stopped = false;

    void push(Vertex vertex) { next.push_back(vertex); }

    [[nodiscard]] Vertex top() const { return level[at]; }

    void pop() { ++at; }

    [[nodiscard]] bool empty() const { return stopped || at == level.size(); }

    bool advance() {
        level.swap(next);
        next.clear();
        at = 0;
        return !stopped && !level.empty();
    }
};

/// Stamps as a colour map of Boost.Graph that knows white from grey only. `Vertex` is NodeId, or a
/// number.
template <class Vertex>
class StampColours {
  public:
    using key_type = Vertex;
    using value_type = boost::default_color_type;
    using reference = boost::default_color_type;
    using category = boost::read_write_property_map_tag;

    /// Vertices are below `count`; any other makes put() throw CorruptionError. Clears the stamps,
    /// which must outlive this.
    StampColours(Stamps& stamps, std::size_t count) : count_(count) {
        stamps.clear();
        stamps.reserve(count);
        stamps_ = stamps.data();
        epoch_ = stamps.epoch();
    }

    friend boost::default_color_type get(const StampColours& map, Vertex vertex) {
        const auto at = number(vertex);
        return at < map.count_ && map.stamps_[at] == map.epoch_ ? boost::gray_color
                                                                : boost::white_color;
    }

    friend void put(const StampColours& map, Vertex vertex, boost::default_color_type) {
        const auto at = number(vertex);
        if (at >= map.count_) {
            throw CorruptionError(
                "a relationship leads to a node that was never made; see 'check'");
        }
        map.stamps_[at] = map.epoch_;
    }

  private:
    static std::uint64_t number(std::uint64_t vertex) { return vertex; }

    static std::uint64_t number(NodeId node) { return node.value; }

    std::uint32_t* stamps_;
    std::uint32_t epoch_;
    std::size_t count_;
};

/// An edge of a walk as a breadth-first visit needs it: where it comes from and where it leads.
template <class Vertex>
struct Step {
    Vertex source;
    Vertex target;

    bool operator==(const Step&) const = default;
};

inline NodeId end_of(const AdjacentEdge& entry) {
    return entry.neighbor;
}

inline std::uint32_t end_of(std::uint32_t neighbor) {
    return neighbor;
}

/// The steps from one vertex, over entries (of which end_of tells the neighbour) that lie in a row
/// and outlive it.
template <class Vertex, class Entry>
class StepIterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Step<Vertex>;
    using difference_type = std::ptrdiff_t;
    using pointer = const Step<Vertex>*;
    using reference = Step<Vertex>;

    StepIterator() = default;

    StepIterator(Vertex source, const Entry* at) : source_(source), at_(at) {}

    Step<Vertex> operator*() const { return {source_, end_of(*at_)}; }

    StepIterator& operator++() {
        ++at_;
        return *this;
    }

    StepIterator operator++(int) {
        auto before = *this;
        ++at_;
        return before;
    }

    friend bool operator==(const StepIterator& a, const StepIterator& b) { return a.at_ == b.at_; }

  private:
    Vertex source_{};
    const Entry* at_ = nullptr;
};

template <class Vertex, class Way>
Vertex source(const Step<Vertex>& step, const Way&) {
    return step.source;
}

template <class Vertex, class Way>
Vertex target(const Step<Vertex>& step, const Way&) {
    return step.target;
}

struct HopRange {
    std::uint64_t min = 0;  ///< 0 or 1
    std::uint64_t max = 0;
};

namespace internal {

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

template <class Way>
class LevelVisitor : public boost::bfs_visitor<> {
  public:
    using Traits = boost::graph_traits<Way>;
    using Vertex = typename Traits::vertex_descriptor;
    using Edge = typename Traits::edge_descriptor;

    /// Shared by the copies that BGL makes of a visitor.
    struct State {
        Levels<Vertex> levels;
        Vertex start;
        const std::function<void(std::uint64_t edges)>* poll;
        const std::function<bool(NodeId, std::uint64_t)>* found;
        std::uint64_t hops = 0;         ///< of the vertices that are being found
        std::uint64_t closed = kNever;  ///< length of the shortest walk back to the start
        std::uint64_t edges = 0;        ///< not told to the poll yet
    };

    explicit LevelVisitor(State& state) : state_(&state) {}

    void examine_edge(const Edge&, const Way&) { ++state_->edges; }

    void tree_edge(const Edge& edge, const Way& way) {
        if (!state_->levels.stopped &&
            !(*state_->found)(node_of(target(edge, way), way), state_->hops)) {
            state_->levels.stopped = true;
        }
    }

    void non_tree_edge(const Edge& edge, const Way& way) {
        if (target(edge, way) == state_->start && state_->closed == kNever) {
            state_->closed = state_->hops;
        }
    }

    void finish_vertex(Vertex, const Way&) {
        if (*state_->poll) {
            (*state_->poll)(state_->edges);
        }
        state_->edges = 0;
    }

  private:
    State* state_;
};

}  // namespace internal

/// Hands over each vertex that some walk of `range` hops along `way` ends in, by its node
/// (`node_of(vertex, way)`), nearest first, until `found` returns false. The start comes last, as
/// far away as the shortest walk back to it; with a minimum of 0 the caller has handed it over.
/// `Way` models IncidenceGraph; `colours` are all white and need to know white from grey only.
template <class Way, class Colours>
void visit_levels(const Way& way, const Colours& colours,
                  typename boost::graph_traits<Way>::vertex_descriptor start, HopRange range,
                  const std::function<void(std::uint64_t edges)>& poll,
                  const std::function<bool(NodeId, std::uint64_t)>& found) {
    using Visitor = internal::LevelVisitor<Way>;
    typename Visitor::State state{{}, start, &poll, &found};
    put(colours, start, boost::gray_color);
    state.levels.push(start);
    const std::array<typename Visitor::Vertex, 0> none{};
    while (state.hops < range.max && state.levels.advance()) {
        ++state.hops;
        boost::breadth_first_visit(way, none.begin(), none.end(), state.levels, Visitor(state),
                                   colours);
    }
    if (range.min == 1 && !state.levels.stopped && state.closed != internal::kNever) {
        found(node_of(start, way), state.closed);
    }
}

}  // namespace trefoil::graph
