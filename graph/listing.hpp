#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "graph/view.hpp"

namespace trefoil::graph {

/// Properties by name, sorted.
using NamedProperties = std::vector<std::pair<std::string_view, Value>>;

struct ListedNode {
    NodeId id;
    std::size_t number = 0;                ///< place in the listing, from 0
    Hash128 public_id;                     ///< all zero for users' nodes
    std::vector<std::string_view> labels;  ///< sorted
    NamedProperties properties;
};

struct ListedEdge {
    EdgeId id;
    std::size_t number = 0;
    Hash128 public_id;     ///< all zero for users' relationships
    std::size_t from = 0;  ///< numbers of nodes
    std::size_t to = 0;
    std::string_view type;
    /// Of a fact also `evidence`: each sentence, with its source in brackets behind it.
    NamedProperties properties;
};

/// A graph, or a part of one, in the order in which it is written out: extracted nodes by public
/// id, then users' by store id; relationships by start, end, type and public id. The order of
/// ingest does not show. Holds the node records (about 150 bytes a node); relationships and their
/// evidence are read as they are visited. The view must outlive it.
class Listing {
  public:
    /// Everything that the view shows.
    explicit Listing(const GraphView& view);
    /// These nodes and relationships, and the ends of the relationships; duplicates count once.
    Listing(const GraphView& view, std::vector<NodeId> nodes, std::vector<EdgeId> edges);

    [[nodiscard]] const GraphView& view() const { return *view_; }

    [[nodiscard]] std::size_t node_count() const { return nodes_.size(); }

    /// Nodes and relationships that one pass visits: of the whole graph as the view's counters say,
    /// which know no limit of confidence or date.
    [[nodiscard]] std::uint64_t size() const;

    /// Called now and then with the number of nodes and relationships visited so far, over all
    /// passes; may throw to end the work.
    void set_progress(std::function<void(std::uint64_t visited)> progress) {
        progress_ = std::move(progress);
    }

    void for_each_node(const std::function<void(const ListedNode&)>& visit) const;
    /// `with_evidence`: facts get their property `evidence`, which costs reading documents.
    void for_each_edge(const std::function<void(const ListedEdge&)>& visit,
                       bool with_evidence = true) const;

  private:
    void count_visit() const;

    struct Node {
        NodeId id;
        NodeRecord record;
    };

    void add(NodeId id);
    void sort_nodes();
    /// Calls visit(EdgeId, EdgeRecord&&) for each relationship that goes out from `node`.
    template <class Visit>
    void for_each_from(NodeId node, Visit visit) const;
    [[nodiscard]] NamedProperties named(const Properties& properties) const;

    const GraphView* view_;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> numbers_;  ///< by node id; kAbsent
    bool whole_ = true;
    std::vector<std::pair<NodeId, EdgeId>> chosen_;  ///< by start; where not whole_
    std::function<void(std::uint64_t)> progress_;
    mutable std::uint64_t visited_ = 0;
};

/// Everything within `hops` of the nodes that `name` means first, not going on from Concepts, and
/// the relationships among it. Throws Error if nothing is named so.
Listing listing_around(const GraphView& view, std::string_view name, std::uint64_t hops);

}  // namespace trefoil::graph
