#include "graph/resolver.hpp"

#include "extract/entity_key.hpp"

namespace trefoil::graph {

Resolution resolve(const Hash128& document, const Cluster& cluster, std::uint32_t index) {
    const bool named = is_named_type(cluster.type) && !cluster.name.empty();
    return {extract::entity_key(document, cluster, index), !named};
}

}  // namespace trefoil::graph
