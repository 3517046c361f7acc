#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "query/plan.hpp"
#include "query/profiler.hpp"

namespace trefoil::query {

/// The plan as an indented tree, one step a line, the last step first. Variables have their names,
/// others their slots (#3). `literals` are the values of lifted ones (plan_cache.hpp).
std::string explain(const Plan& plan, std::span<const Value> literals);

/// The same with what each operator did, and a line for all; `peak_memory` is in bytes.
std::string profile(const Plan& plan, std::span<const Value> literals, const Profiler& profiler,
                    std::size_t peak_memory);

}  // namespace trefoil::query
