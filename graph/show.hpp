#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "graph/fact_row.hpp"
#include "graph/names.hpp"
#include "graph/view.hpp"

namespace trefoil::graph {

/// One entity with what is known of it.
struct EntityCard {
    NodeId node;
    Hash128 id;  ///< all zero for users' nodes
    std::string name;
    std::vector<std::string> labels;
    std::vector<std::string> aliases;
    std::uint64_t mentions = 0;                             ///< in the clusters read (1000 at most)
    std::uint64_t documents = 0;                            ///< that mention it
    std::vector<std::pair<std::string, Value>> properties;  ///< the others, by name
    std::vector<FactRow>
        facts;  ///< from it, then to it; named ends first, then by sources and confidence
    std::size_t hidden = 0;  ///< facts that the view does not show

    bool operator==(const EntityCard&) const = default;
};

/// Cards of the nodes that `name` may mean (names.hpp), best connected first, at most `limit`;
/// `match` says how it was matched.
struct ShownEntities {
    NameMatch match = NameMatch::Exact;
    std::vector<std::string> near;
    std::vector<EntityCard> cards;
};

ShownEntities show_entity(const GraphView& view, std::string_view name, std::size_t limit = 5);

EntityCard entity_card(const GraphView& view, NodeId node, EvidenceReader& evidence);

}  // namespace trefoil::graph
