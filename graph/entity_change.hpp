#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/analysis.hpp"
#include "base/hash.hpp"
#include "extract/document.hpp"
#include "extract/gazetteer.hpp"
#include "graph/copies.hpp"
#include "graph/decisions.hpp"
#include "graph/document_plan.hpp"
#include "graph/plan_writer.hpp"
#include "graph/profile.hpp"
#include "graph/resolver.hpp"
#include "store/store.hpp"

/// Changes of who is who, inside a transaction. Whatever changes the set of stored profiles or the
/// user's decisions goes through change_entities(): it solves the touched blocks before and after,
/// and writes the documents anew whose clusters moved, so that the graph always is what
/// graph/resolver.hpp says of what is stored.
namespace trefoil::graph {

/// A named cluster of a stored document.
struct StoredProfile {
    std::uint32_t cluster = 0;
    Hash128 entity;  ///< that its node and facts were written with
    Profile profile;
};

/// The named clusters of a stored document, ascending.
std::vector<StoredProfile> read_profiles(const store::Reader& reader, const Hash128& document);

/// Puts other profiles in the place of a stored document's (same clusters); the blocks are left to
/// change_entities().
void replace_profiles(store::Transaction& transaction, const Hash128& document,
                      const std::vector<StoredProfile>& profiles);

/// What changes.
struct EntityChange {
    std::vector<Profile> added;
    std::vector<Profile> removed;
    std::vector<Decision> decided;
    std::vector<Decision> undone;
    std::set<Hash128> documents;  ///< to be written anew in any case
    Regrouped regrouped;          ///< likewise; the store says which group they have now
};

/// Carries out a change. Moves what users wrote on nodes to the nodes that stand for the same base
/// entity afterwards. Cost: the touched blocks, and the documents whose clusters moved. Returns who
/// is who afterwards; it reads the transaction as long as it is used.
Resolver change_entities(store::Transaction& transaction, const EntityChange& change,
                         PlanWriter& writer);

/// Resolves a document that was just stored, against all others, and writes its plan. Returns the
/// number of assertions without a fact.
std::uint64_t add_document_entities(store::Transaction& transaction, DocumentId id,
                                    const extract::Gazetteer& gazetteer, PlanWriter& writer);

/// The opposite, before the document is removed.
void remove_document_entities(store::Transaction& transaction, DocumentId id, PlanWriter& writer);

/// Resolves all documents of a store that an earlier version wrote; does nothing if that was done.
/// Every change begins with it.
void bring_up_to_date(store::Transaction& transaction, const extract::Gazetteer& gazetteer);

/// The entities of a stored document's clusters, as they are written in the graph.
std::vector<Resolution> stored_resolutions(const store::Reader& reader, const Hash128& document,
                                           const Analysis& analysis);

}  // namespace trefoil::graph
