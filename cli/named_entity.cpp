#include "cli/named_entity.hpp"

#include <fmt/format.h>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "graph/names.hpp"

namespace trefoil::cli {

NodeId named_entity(const graph::GraphView& view, std::string_view name) {
    if (const auto id = Hash128::from_hex(name)) {
        if (const auto node = view.reader().find_node(*id)) {
            return *node;
        }
    }
    std::vector<NodeId> entities;
    const auto found = graph::find_by_name(view, name);
    for (const auto node : found.nodes) {
        if (found.match != graph::NameMatch::Near && !view.reader().clusters(node).empty() &&
            !graph::is_local_node(view, node)) {
            entities.push_back(node);
        }
    }
    if (entities.empty()) {
        throw UsageError(fmt::format("no entity is called '{}'; 'trefoil find' shows names", name));
    }
    if (entities.size() > 1) {
        std::string list;
        for (const auto node : entities) {
            list += fmt::format("{}{} ({}, {})", list.empty() ? "" : "; ",
                                graph::display_name(view, node), graph::display_label(view, node),
                                view.reader().node(node)->public_id.hex());
        }
        throw UsageError(
            fmt::format("several entities are called '{}': {}; give an id", name, list));
    }
    return entities[0];
}

}  // namespace trefoil::cli
