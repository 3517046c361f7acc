#pragma once

#include <vector>

#include "query/operator.hpp"
#include "query/plan.hpp"

namespace trefoil::query {

/// Operators for a plan and its inputs. The plan must outlive them. With `profiles`, which must
/// outlive them too and have an entry per plan node, each counts its rows and time.
OperatorPtr build(const PlanNode& node, std::vector<OperatorProfile>* profiles = nullptr);

}  // namespace trefoil::query
