#pragma once

#include "query/operator.hpp"
#include "query/plan.hpp"
#include "query/profiler.hpp"

namespace trefoil::query {

/// Operators for a plan and its inputs. The plan must outlive them. With a profiler, which must
/// outlive them too, each is watched.
OperatorPtr build(const PlanNode& node, Profiler* profiler = nullptr);

}  // namespace trefoil::query
