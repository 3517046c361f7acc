#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "query/operator.hpp"

namespace trefoil::query {

/// What one operator did under PROFILE. Time and reads are its own, without those of its inputs and
/// of the subplans that its expressions ran: all together they are the statement's.
struct OperatorProfile {
    std::uint64_t rows = 0;
    std::chrono::nanoseconds time{0};
    std::uint64_t reads = 0;  ///< of the store: lookups of a key and ranges begun
};

/// Charges time and reads of the store to the operator that runs. One statement, one thread.
class Profiler {
  public:
    /// For a plan with so many nodes.
    explicit Profiler(int nodes);

    /// `inner` with its numbers kept as those of a node. The profiler must outlive it.
    [[nodiscard]] OperatorPtr watch(OperatorPtr inner, int node);

    /// By PlanNode::id.
    [[nodiscard]] const std::vector<OperatorProfile>& profiles() const { return profiles_; }

    [[nodiscard]] OperatorProfile total() const;

  private:
    class Watched;

    /// Charges what was spent since the last call to the running operator, then lets another run.
    /// Gives the one that ran.
    OperatorProfile* run(OperatorProfile* next);

    std::vector<OperatorProfile> profiles_;
    OperatorProfile* running_ = nullptr;
    std::chrono::steady_clock::time_point since_;
    std::uint64_t reads_ = 0;
};

}  // namespace trefoil::query
