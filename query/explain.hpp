#pragma once

#include <string>
#include <vector>

#include "query/operator.hpp"
#include "query/plan.hpp"

namespace trefoil::query {

/// The plan as an indented tree, one step a line, the last step first; with profiles also rows and
/// time.
std::string explain(const Plan& plan, const std::vector<OperatorProfile>* profiles = nullptr);

}  // namespace trefoil::query
