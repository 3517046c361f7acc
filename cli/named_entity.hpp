#pragma once

#include <string_view>

#include "graph/view.hpp"

namespace trefoil::cli {

/// The one entity that a name or an entity's id (32 hexadecimal digits) means. Throws UsageError if
/// there is none, or several: then it lists their ids.
NodeId named_entity(const graph::GraphView& view, std::string_view name);

}  // namespace trefoil::cli
