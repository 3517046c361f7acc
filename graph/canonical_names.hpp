#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/hash.hpp"
#include "store/store.hpp"

namespace trefoil::graph {

/// Names of all nodes that depend on content alone, and are unique: of an extracted node its public
/// id; of a user's node a hash of its content and of what it is joined to, and where several still
/// look the same a number behind it ("-12"). The numbers follow a walk from node to neighbour, in
/// store order where nothing else tells nodes apart: graphs that are equal but for that order get
/// equal names (certain for forests and cycles; regular graphs of equal nodes may differ). Nodes
/// made anew in the order of their numbers get the same numbers.
class CanonicalNames {
  public:
    /// Text that stands for labels and properties, or for the properties of a relationship.
    using NodeContent = std::function<std::string(const store::NodeRecord&)>;
    using EdgeContent = std::function<std::string(const store::Properties&)>;

    /// Linear in nodes and relationships, times the rounds until names no longer split (64 at
    /// most).
    CanonicalNames(const store::Reader& reader, const NodeContent& node, EdgeContent edge);

    [[nodiscard]] std::string of(NodeId node) const;

  private:
    /// A relationship as one of its ends sees it: direction, type and properties, then the
    /// neighbour.
    struct Tie {
        std::string kind;
        NodeId neighbour;
    };

    void refine();
    void number_alike();
    [[nodiscard]] std::size_t distinct() const;
    [[nodiscard]] std::vector<Tie> ties(NodeId node) const;

    const store::Reader& reader_;
    EdgeContent edge_;
    std::vector<NodeId> users_;
    std::unordered_map<NodeId, Hash128> hashes_;
    std::unordered_map<NodeId, std::size_t> numbers_;  ///< of those that look like another one
};

/// Calls visit(NodeId, NodeRecord) or visit(EdgeId, EdgeRecord) for everything in the store.
template <class Visit>
void for_each_stored_node(const store::Reader& reader, Visit visit) {
    std::vector<NodeId> batch(1024);
    std::optional<NodeId> after;
    for (std::size_t got = batch.size(); got == batch.size(); after = batch.back()) {
        got = reader.scan_nodes(std::nullopt, after, batch);
        for (std::size_t i = 0; i < got; ++i) {
            visit(batch[i], *reader.node(batch[i]));
        }
    }
}

template <class Visit>
void for_each_stored_edge(const store::Reader& reader, Visit visit) {
    std::vector<EdgeId> batch(1024);
    std::optional<EdgeId> after;
    for (std::size_t got = batch.size(); got == batch.size(); after = batch.back()) {
        got = reader.scan_edges(after, batch);
        for (std::size_t i = 0; i < got; ++i) {
            visit(batch[i], *reader.edge(batch[i]));
        }
    }
}

}  // namespace trefoil::graph
