#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/value.hpp"
#include "graph/graph_transaction.hpp"
#include "graph/view.hpp"
#include "query/operator.hpp"

namespace trefoil::query {

/// What a query may use. Zero means no limit.
struct Limits {
    std::chrono::milliseconds time{60'000};
    std::uint64_t rows = 10'000'000;                  ///< rows of the result
    std::size_t memory_bytes = std::size_t{1} << 30;  ///< held by sorts, groups, lists and results
};

/// Watches the limits of one statement and the caller's wish to stop.
class Budget {
  public:
    /// `cancel` may be null; else it must outlive the budget, and any thread may set it.
    Budget(const Limits& limits, const std::atomic<bool>* cancel);

    /// Counts a step of work; looks at clock and cancel flag every thousand steps. Throws
    /// QueryError (TimeLimit) or Interrupted.
    void tick() {
        if (++steps_ % kStride == 0) {
            check();
        }
    }

    void tick(std::uint64_t steps) {
        const std::uint64_t before = steps_;
        steps_ += steps;
        if (steps_ / kStride != before / kStride) {
            check();
        }
    }

    void check() const;
    /// Throws QueryError (MemoryLimit).
    void allocate(std::size_t bytes);

    void release(std::size_t bytes) { memory_ -= std::min(bytes, memory_); }

    /// Throws QueryError (RowLimit).
    void count_row();

    [[nodiscard]] std::size_t peak_memory() const { return peak_; }

  private:
    static constexpr std::uint64_t kStride = 1024;
    Limits limits_;
    const std::atomic<bool>* cancel_;
    std::chrono::steady_clock::time_point start_;
    std::uint64_t steps_ = 0;
    std::uint64_t rows_ = 0;
    std::size_t memory_ = 0;
    std::size_t peak_ = 0;
};

/// Rough bytes that a value holds.
std::size_t size_of(const Value& value);

/// What a statement changed.
struct Statistics {
    std::uint64_t nodes_created = 0;
    std::uint64_t nodes_deleted = 0;
    std::uint64_t relationships_created = 0;
    std::uint64_t relationships_deleted = 0;
    std::uint64_t properties_set = 0;
    std::uint64_t properties_removed = 0;
    std::uint64_t labels_added = 0;
    std::uint64_t labels_removed = 0;

    bool operator==(const Statistics&) const = default;
};

/// All that a running statement shares: the view it reads, the transaction it writes through, and
/// the frame, one slot a variable, which every operator reads and writes. One thread.
struct Context {
    Context(graph::GraphView graph_view, const Map& statement_parameters, Budget& statement_budget,
            const std::vector<std::string>& statement_names);

    /// The property key or label named by an id that bind gave out; nothing if the graph has no
    /// such name (yet).
    [[nodiscard]] std::optional<KeyId> key(int name_id);
    [[nodiscard]] std::optional<LabelId> label(int name_id);
    /// Throws QueryError (EntityNotFound) if this statement deleted the entity.
    void require_alive(NodeId id) const;
    void require_alive(EdgeId id) const;

    graph::GraphView view;
    graph::GraphTransaction* transaction = nullptr;
    const Map& parameters;
    Budget& budget;
    Statistics statistics;
    std::vector<Value> frame;
    std::vector<Value> literals;  ///< values of Expression::lifted
    std::vector<std::unique_ptr<Operator>> subplans;
    std::unordered_set<NodeId> deleted_nodes;
    std::unordered_set<EdgeId> deleted_edges;
    std::int64_t now_seconds = 0;  ///< when the statement began: UTC since 1970
    std::int32_t now_nanos = 0;

  private:
    const std::vector<std::string>& names_;
    std::vector<std::optional<KeyId>> keys_;
    std::vector<std::optional<LabelId>> labels_;
};

}  // namespace trefoil::query
