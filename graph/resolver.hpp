#pragma once

#include <cstdint>

#include "base/analysis.hpp"
#include "base/hash.hpp"

namespace trefoil::graph {

/// Says which entity a document's cluster stands for. A pure function of the cluster (and so of the
/// set of stored clusters): it depends neither on the order of ingest nor on what the graph holds.
///
/// First version: clusters of named types are one entity if they have the same certain gazetteer
/// link, or else the same normalised name and coarse type (extract::entity_key, shared with the
/// output of `extract`). A surname joins its full name only inside a document, which extraction has
/// done. Concepts and Statements belong to their document.
struct Resolution {
    Hash128 entity;      ///< public id of the node
    bool local = false;  ///< belongs to this document alone
};

Resolution resolve(const Hash128& document, const Cluster& cluster, std::uint32_t index);

}  // namespace trefoil::graph
