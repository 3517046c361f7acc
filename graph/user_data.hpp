#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "graph/plan_writer.hpp"
#include "store/store.hpp"

namespace trefoil::graph {

/// Labels, properties and relationships that users wrote on extracted nodes, while who is who
/// changes. They belong to the entity they were written on (its id then: the base). Where several
/// bases are one node, it shows them together: all labels, and of properties of one name that of
/// the smallest base. A note of the node (kUserData) keeps what belongs to which, a note of a moved
/// relationship (kMovedEdges) where it was written, so that taking the node apart restores all. A
/// property that is changed on the joint node is changed in every base that had it, and belongs to
/// the node's own base if none had.
class UserData {
  public:
    /// Reads what is on these entities' nodes now. `transaction` must outlive this.
    UserData(store::Transaction& transaction, const std::set<Hash128>& entities);

    /// Writes everything to its base's new home and removes nodes that nothing is left on. `homes`
    /// says which entity stands for a base; a base that is not there stays where it is.
    void move(const std::map<Hash128, Hash128>& homes, PlanWriter& writer);

    /// Entities that show what belongs to another one now: where a base's documents were gone when
    /// a merge was undone, and come back. `homes` as for move(). Linear in the merged nodes that
    /// users wrote on.
    [[nodiscard]] static std::set<Hash128> misplaced(const store::Transaction& transaction,
                                                     const std::map<Hash128, Hash128>& homes);

  private:
    struct Base {
        std::set<std::string> labels;
        std::map<std::string, std::string> properties;  ///< name -> bytes of the value

        bool operator==(const Base&) const = default;

        [[nodiscard]] bool empty() const { return labels.empty() && properties.empty(); }
    };

    using Bases = std::map<Hash128, Base>;

    [[nodiscard]] static Base joined(const Bases& bases);
    [[nodiscard]] Base on_node(NodeId node) const;
    [[nodiscard]] static Bases decode(std::string_view bytes);
    [[nodiscard]] Bases noted(const Hash128& entity) const;
    [[nodiscard]] Bases bases_of(const Hash128& entity, NodeId node) const;
    void note(const Hash128& entity, const Bases& bases);
    void show(NodeId node, const Base& wanted);
    void move_edges(const Hash128& entity, const std::map<Hash128, Hash128>& homes);
    [[nodiscard]] std::pair<Hash128, Hash128> written_between(EdgeId edge) const;

    store::Transaction& transaction_;
    std::set<Hash128> entities_;
    std::map<Hash128, Bases> found_;  ///< by the entity that shows them
};

}  // namespace trefoil::graph
