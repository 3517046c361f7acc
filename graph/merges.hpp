#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/gazetteer.hpp"
#include "graph/decisions.hpp"
#include "graph/same_thing.hpp"
#include "store/store.hpp"

/// What users ask about merges, and what they decide. Each change is one transaction and can be
/// undone exactly: the store is then equal to one in which it was never made.
namespace trefoil::graph {

/// Two profiles of the store and what the rules say of them.
struct PairJudgement {
    Profile a;
    Profile b;
    Judgement judgement;
};

/// Why two names are one entity, or not.
struct Explanation {
    bool one = false;                  ///< both are one node now
    std::vector<PairJudgement> pairs;  ///< the surest first; at most one for each pair of names
    std::vector<Decision> decisions;   ///< of the user, about them
};

/// `a` and `b` are nodes of entities, maybe one and the same; the names tell which of a node's
/// members are meant, "" for all. Quadratic in the profiles of the two.
Explanation explain(const store::Reader& reader, NodeId a, std::string_view name_a, NodeId b,
                    std::string_view name_b);

/// Declares two entities to be one. Takes back a never-merge decision between them. Throws
/// UsageError if they are one already or one is no named entity.
Decision merge(store::Store& store, NodeId a, NodeId b,
               const extract::Gazetteer& gazetteer = extract::no_gazetteer());

/// Undoes the user's merge between the two; where the rules joined them, decides that they are two.
/// What was undone or decided; throws UsageError if they are two already, or if the names do not
/// tell two members apart.
std::vector<Decision> unmerge(store::Store& store, NodeId a, std::string_view name_a, NodeId b,
                              std::string_view name_b,
                              const extract::Gazetteer& gazetteer = extract::no_gazetteer());

/// Decides that two entities are never to be merged by rule. Throws UsageError if they are one.
Decision keep_apart(store::Store& store, NodeId a, NodeId b,
                    const extract::Gazetteer& gazetteer = extract::no_gazetteer());

/// Decides that in one document the entity is another thing than elsewhere; one decision for each
/// name that it has there. Throws UsageError if the
/// document does not name it.
std::vector<Decision> split(store::Store& store, NodeId node, DocumentId document,
                            const extract::Gazetteer& gazetteer = extract::no_gazetteer());

/// Takes one decision back, by id. Nothing if there is none.
std::optional<Decision> undo(store::Store& store, const Hash128& decision,
                             const extract::Gazetteer& gazetteer = extract::no_gazetteer());

/// A merge that the rules made: profiles of one entity with different names.
struct MergeRecord {
    Hash128 entity;
    PairJudgement pair;
};

/// All merges of different names by rule, and (`review`) pairs that are left to the user; at most
/// `limit`, in order of block and name.
std::vector<MergeRecord> merge_records(const store::Reader& reader, Verdict verdict,
                                       std::size_t limit);

}  // namespace trefoil::graph
