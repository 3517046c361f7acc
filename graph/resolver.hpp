#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "graph/decisions.hpp"
#include "graph/profile.hpp"
#include "graph/same_thing.hpp"
#include "store/store.hpp"

/// Which entity each document's clusters stand for. A pure function of the set of profiles of the
/// stored documents (graph/profile.hpp) and of the user's decisions: every profile has one block,
/// profiles of one block are compared with each other (graph/same_thing.hpp) and grouped, and
/// groups that the user declared equal are joined. It depends neither on the order of ingest nor on
/// what the graph holds.
namespace trefoil::graph {

/// The entity of one cluster.
struct Resolution {
    Hash128 entity;      ///< public id of the node
    bool local = false;  ///< belongs to this document alone

    bool operator==(const Resolution&) const = default;
};

/// How many distinct profiles of a block are compared pair by pair; rarer ones join the group that
/// has their key, if any.
inline constexpr std::size_t kMaxCompared = 128;

/// Distinct profiles of a block with the number of clusters that have each; ascending by profile.
using BlockMembers = std::map<Profile, std::uint64_t>;

/// A block, solved.
struct SolvedBlock {
    std::vector<Profile> members;    ///< ascending; those past kMaxCompared in any order
    std::vector<std::size_t> group;  ///< of each member: index into `ids`
    std::vector<Hash128> ids;        ///< of each group; distinct

    bool operator==(const SolvedBlock&) const = default;
};

/// Groups the members of one block. Accepted pairs are joined, surest first, unless a pair between
/// the two groups is refused, by rule or by the user (`different`). A bare surname or acronym that
/// fits two things joins none. A group's id is that of its gazetteer link, else the smallest key of
/// its members. At most kMaxCompared^2 / 2 comparisons.
SolvedBlock solve(BlockMembers members, const std::vector<Decision>& decisions);

/// Reads blocks from a store and solves them when asked. The reader must outlive it and not change
/// meanwhile. One thread.
class Resolver {
  public:
    /// `decisions` are the store's (read_decisions).
    Resolver(const store::Reader& reader, std::vector<Decision> decisions);
    explicit Resolver(const store::Reader& reader);

    /// Entity of a profile that stands in its block; nothing if it does not.
    [[nodiscard]] std::optional<Hash128> find(const Profile& profile);
    /// The same; of a profile that does not stand there the id that it has by itself.
    [[nodiscard]] Hash128 entity_of(const Profile& profile);
    [[nodiscard]] const SolvedBlock& block(const std::string& name);
    /// `blocks` and all others that users' merges tie to them.
    [[nodiscard]] std::set<std::string> tied_to(std::set<std::string> blocks) const;
    /// Every profile of some blocks, ascending, with its entity. The profiles are this object's.
    [[nodiscard]] std::vector<std::pair<const Profile*, Hash128>> assignment(
        const std::set<std::string>& blocks);
    /// Which entity stands for an id that a group or profile of these blocks has by itself.
    [[nodiscard]] std::map<Hash128, Hash128> homes(const std::set<std::string>& blocks);

  private:
    using GroupRef = std::pair<std::string, std::size_t>;

    [[nodiscard]] Hash128 entity_of_group(const GroupRef& group);
    [[nodiscard]] std::vector<GroupRef> groups_at(const Anchor& anchor);

    const store::Reader& reader_;
    std::vector<Decision> decisions_;
    std::map<std::string, SolvedBlock> blocks_;
    std::map<GroupRef, Hash128> entities_;
};

/// The members of a block as stored; empty if there are none.
BlockMembers read_block(const store::Reader& reader, const std::string& name);
void write_block(store::Transaction& transaction, const std::string& name,
                 const BlockMembers& members);

}  // namespace trefoil::graph
