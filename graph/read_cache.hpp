#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "graph/csr_graph.hpp"
#include "graph/property_column.hpp"

namespace trefoil::graph {

/// Copies in memory of what one view shows, made when they pay: a copy is made once the single
/// reads through the view have cost a third of making it (so all reading costs at most four times
/// the best choice, where it ends right then), or at once where an algorithm needs the whole graph.
/// Belongs to one snapshot and one filter; whoever makes views (query::Database) drops it when the
/// store has changed. Thread-safe; the views that share it keep it alive.
class ReadCache {
  public:
    /// Copies that would take more than `limit_bytes` together are not made unasked.
    explicit ReadCache(std::size_t limit_bytes) : limit_(limit_bytes) {}

    /// The copy of the graph, or null if there is none yet. No lock.
    [[nodiscard]] const CsrGraph* graph() const { return graph_.load(std::memory_order_acquire); }

    /// The copy of the graph, made if need be.
    std::shared_ptr<const CsrGraph> need_graph(const GraphView& view, const Poll& poll);

    /// The copy of a property, or null if there is none. No lock.
    [[nodiscard]] const PropertyColumn* column(KeyId key) const {
        return key.value < kColumns ? columns_[key.value].copy.load(std::memory_order_acquire)
                                    : nullptr;
    }

    /// The copy of a property, made if need be; null where it does not fit.
    const PropertyColumn* need_column(const GraphView& view, KeyId key);

    /// A vertex's edges were read from the store: `edges` of them.
    void note_walk(const GraphView& view, std::size_t edges);

    /// A property was read from the store.
    void note_property(const GraphView& view, KeyId key) { note_reads(view, key, 1); }

    /// Nodes were looked up in the store by a property.
    void note_lookup(const GraphView& view, KeyId key);

  private:
    static constexpr std::size_t kColumns = 64;  ///< properties with higher ids are not copied

    struct Column {
        std::atomic<const PropertyColumn*> copy{nullptr};
        std::atomic<std::uint64_t> reads{0};
        bool refused = false;  ///< too large; guarded by mutex_
        std::unique_ptr<const PropertyColumn> owned;
    };

    void measure(const GraphView& view);
    void note_reads(const GraphView& view, KeyId key, std::uint64_t cost);

    const std::size_t limit_;
    std::atomic<std::uint64_t> nodes_{0};  ///< 0: not measured yet
    std::atomic<std::uint64_t> edges_{0};
    std::atomic<std::uint64_t> walked_{0};  ///< cost of single reads, in units of about 10 ns
    std::atomic<const CsrGraph*> graph_{nullptr};
    std::array<Column, kColumns> columns_;

    std::mutex mutex_;  ///< held while copying; guards what follows
    std::size_t used_ = 0;
    bool graph_refused_ = false;
    std::shared_ptr<const CsrGraph> owned_graph_;
};

}  // namespace trefoil::graph
