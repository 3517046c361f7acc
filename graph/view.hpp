#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/analysis.hpp"
#include "base/ids.hpp"
#include "base/value.hpp"
#include "store/store.hpp"

namespace trefoil::graph {

using store::AdjacentEdge;
using store::EdgeFlags;
using store::EdgeRecord;
using store::NodeRecord;
using store::Properties;

enum class Direction : std::uint8_t { Outgoing, Incoming, Both };

constexpr Direction opposite(Direction direction) {
    switch (direction) {
        case Direction::Outgoing:
            return Direction::Incoming;
        case Direction::Incoming:
            return Direction::Outgoing;
        case Direction::Both:
            break;
    }
    return Direction::Both;
}

/// What of the graph one sees (DESIGN.md, "View"). By default positive facts that are actual or
/// reported. Relationships without evidence (user data) pass every filter.
struct ViewFilter {
    bool all = false;               ///< --facts all: every polarity and modality
    double min_confidence = 0;      ///< facts below are hidden
    std::uint64_t min_sources = 0;  ///< facts with fewer independent sources are hidden
    bool attributed = true;         ///< show attributed facts
    std::string since;              ///< ISO date; facts dated before are hidden (undated ones stay)
    std::string until;

    bool operator==(const ViewFilter&) const = default;
};

class CsrGraph;
class PropertyColumn;
class ReadCache;

/// The graph as a query sees it: a consistent reader restricted by a filter. What it shows is bound
/// by MATCH, walks, counts and find. Copyable; as thread-safe as the reader (a snapshot: fully).
/// Everything about nodes passes through; everything about relationships is filtered.
class GraphView {
  public:
    /// `cache` may be null; it must have served this reader and this filter only.
    explicit GraphView(std::shared_ptr<const store::Reader> reader, ViewFilter filter = {},
                       std::shared_ptr<ReadCache> cache = {});

    [[nodiscard]] const store::Reader& reader() const { return *reader_; }

    [[nodiscard]] const std::shared_ptr<const store::Reader>& shared_reader() const {
        return reader_;
    }

    [[nodiscard]] const ViewFilter& filter() const { return filter_; }

    /// The same graph through another filter.
    [[nodiscard]] GraphView with_filter(ViewFilter filter) const {
        return GraphView(reader_, std::move(filter));
    }

    // ---- names
    [[nodiscard]] std::optional<LabelId> find_label(std::string_view name) const {
        return reader_->find_label(name);
    }

    [[nodiscard]] std::optional<TypeId> find_type(std::string_view name) const {
        return reader_->find_type(name);
    }

    [[nodiscard]] std::optional<KeyId> find_key(std::string_view name) const {
        return reader_->find_key(name);
    }

    template <class Id>
    [[nodiscard]] std::string_view name_of(Id id) const {
        return reader_->name_of(id);
    }

    // ---- nodes
    [[nodiscard]] bool has_node(NodeId id) const { return reader_->has_node(id); }

    [[nodiscard]] std::optional<NodeRecord> node(NodeId id) const { return reader_->node(id); }

    [[nodiscard]] bool has_label(NodeId id, LabelId label) const {
        return reader_->has_label(id, label);
    }

    [[nodiscard]] Value property(NodeId id, KeyId key) const;

    [[nodiscard]] std::size_t scan_nodes(std::optional<LabelId> label, std::optional<NodeId> after,
                                         std::span<NodeId> out) const;

    [[nodiscard]] bool is_indexed(KeyId key) const { return reader_->is_indexed(key); }

    [[nodiscard]] std::vector<NodeId> nodes_by_property(KeyId key, const Value& value) const {
        return reader_->nodes_by_property(key, value);
    }

    /// All nodes whose property `key` is this text, maybe also lists of it. REQUIRES:
    /// is_indexed(key).
    [[nodiscard]] std::vector<NodeId> nodes_by_text(KeyId key, const std::string& text) const;

    [[nodiscard]] std::uint64_t node_count() const { return reader_->node_count(); }

    [[nodiscard]] std::uint64_t node_count(LabelId label) const {
        return reader_->node_count(label);
    }

    // ---- relationships, filtered
    [[nodiscard]] std::optional<EdgeRecord> edge(EdgeId id) const { return reader_->edge(id); }

    [[nodiscard]] Value property(EdgeId id, KeyId key) const {
        return reader_->edge_property(id, key);
    }

    [[nodiscard]] bool shows(const AdjacentEdge& edge) const;
    /// Appends the visible edges at `node` in a direction, of the given types (none: all). A loop
    /// appears once for Both. Iterates BGL's out_edges / in_edges underneath (graph/bgl.hpp).
    void expand(NodeId node, Direction direction, std::span<const TypeId> types,
                std::vector<AdjacentEdge>& out) const;
    [[nodiscard]] std::uint64_t degree(NodeId node, Direction direction,
                                       std::span<const TypeId> types) const;
    /// Fills `out` with visible edge ids after `after`, ascending; fewer than out.size() only at
    /// the end.
    std::size_t scan_edges(std::optional<EdgeId> after, std::span<EdgeId> out) const;
    /// From counters where the filter allows, else by scanning.
    [[nodiscard]] std::uint64_t edge_count() const;
    [[nodiscard]] std::uint64_t edge_count(TypeId type) const;
    /// Visible edges of each type that has any, by type: from counters in one scan (about a
    /// microsecond a type) unless the filter asks for properties or attribution, then by scanning
    /// edges once. What "the most frequent relations" needs.
    [[nodiscard]] std::vector<std::pair<TypeId, std::uint64_t>> edge_counts() const;
    /// Fills `out` with the nodes after `after` that have visible edges in a direction (not Both),
    /// of one type or of all, ascending, with how many; fewer than out.size() only at the end. One
    /// pass over the adjacency that decodes no list, unless the filter asks for properties. What
    /// "the nodes with the most relationships" needs.
    std::size_t scan_degrees(Direction direction, std::optional<TypeId> type,
                             std::optional<NodeId> after, std::span<store::NodeDegree> out) const;

    // ---- copies in memory (graph/read_cache.hpp)
    /// A copy of the whole visible graph: the view's, or one made for this call where the view has
    /// no cache. `poll` may be empty.
    [[nodiscard]] std::shared_ptr<const CsrGraph> copy(
        const std::function<void(std::uint64_t edges)>& poll) const;
    /// The copy that there is; null if none. Lives as long as the view.
    [[nodiscard]] const CsrGraph* copied() const;
    /// A copy of a property of all nodes; null if the view has no cache or it does not fit. Lives
    /// as long as the view.
    [[nodiscard]] const PropertyColumn* column(KeyId key) const;
    /// The copy that there is; null if none.
    [[nodiscard]] const PropertyColumn* copied_column(KeyId key) const;

  private:
    friend class StoreGraph;

    std::shared_ptr<const store::Reader> reader_;
    ViewFilter filter_;
    std::shared_ptr<ReadCache> cache_;
};

}  // namespace trefoil::graph
