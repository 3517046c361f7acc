#pragma once

#include <string>

#include "graph/fact_row.hpp"

namespace trefoil::graph {

/// A relation as it reads between the names on an arrow: "talk_with" -> "talks with", "be_in" ->
/// "is in" or, of several, "are in"; "does not sign", "sign (planned)". Types of relationships
/// that users made stay as they are.
std::string relation_wording(const FactRow& row);

}  // namespace trefoil::graph
