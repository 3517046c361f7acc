#include "graph/read_cache.hpp"

#include <algorithm>

namespace trefoil::graph {

namespace {

// Costs in units of about 10 ns, as measured between statements of a served session: a vertex's
// list alone, one more edge of it; the same in a sequential copy of both directions.
constexpr std::uint64_t kListCost = 400;
constexpr std::uint64_t kCopyVertexCost = 20;
constexpr std::uint64_t kCopyEdgeCost = 8;
/// A property read alone costs as much as this many in a sequential copy; a lookup as much as this
/// many single reads.
constexpr std::uint64_t kPropertyRatio = 10;
constexpr std::uint64_t kLookupReads = 2;
/// A copy is made once single reads have cost this part of it.
constexpr std::uint64_t kPart = 3;
/// Graphs below this size are copied no sooner than if they were as large.
constexpr std::uint64_t kSmallest = 2000;

}  // namespace

void ReadCache::measure(const GraphView& view) {
    if (nodes_.load(std::memory_order_relaxed) == 0) {
        edges_.store(view.reader().edge_count(), std::memory_order_relaxed);
        nodes_.store(std::max(kSmallest, view.node_count()), std::memory_order_relaxed);
    }
}

std::shared_ptr<const CsrGraph> ReadCache::need_graph(const GraphView& view, const Poll& poll) {
    const std::scoped_lock lock(mutex_);
    if (owned_graph_ == nullptr) {
        auto copy = CsrGraph::copy(view, poll);
        const std::size_t bytes = CsrGraph::bytes_for(view.reader());
        if (used_ + bytes > limit_) {
            graph_refused_ = true;
            return copy;  // for this once
        }
        used_ += bytes;
        owned_graph_ = std::move(copy);
        graph_.store(owned_graph_.get(), std::memory_order_release);
    }
    return owned_graph_;
}

const PropertyColumn* ReadCache::need_column(const GraphView& view, KeyId key) {
    if (key.value >= kColumns) {
        return nullptr;
    }
    Column& column = columns_[key.value];
    const std::scoped_lock lock(mutex_);
    if (column.owned == nullptr && !column.refused) {
        column.owned = PropertyColumn::copy(view.reader(), key, limit_ - std::min(used_, limit_));
        column.refused = column.owned == nullptr;
        used_ += column.refused ? 0 : column.owned->bytes();
        column.copy.store(column.owned.get(), std::memory_order_release);
    }
    return column.owned.get();
}

void ReadCache::note_walk(const GraphView& view, std::size_t edges) {
    const std::uint64_t before = walked_.fetch_add(kListCost + edges, std::memory_order_relaxed);
    measure(view);
    const std::uint64_t price = nodes_.load(std::memory_order_relaxed) * kCopyVertexCost +
                                edges_.load(std::memory_order_relaxed) * kCopyEdgeCost;
    if (before * kPart < price) {
        return;
    }
    {
        const std::scoped_lock lock(mutex_);
        if (graph_refused_ || used_ + CsrGraph::bytes_for(view.reader()) > limit_) {
            graph_refused_ = true;
            walked_.store(0, std::memory_order_relaxed);  // asks again much later
            return;
        }
    }
    need_graph(view, {});
}

void ReadCache::note_lookup(const GraphView& view, KeyId key) {
    note_reads(view, key, kLookupReads);
}

void ReadCache::note_reads(const GraphView& view, KeyId key, std::uint64_t cost) {
    if (key.value >= kColumns) {
        return;
    }
    Column& column = columns_[key.value];
    const std::uint64_t reads = column.reads.fetch_add(cost, std::memory_order_relaxed);
    measure(view);
    if (reads * kPropertyRatio * kPart >= nodes_.load(std::memory_order_relaxed) &&
        need_column(view, key) == nullptr) {
        column.reads.store(0, std::memory_order_relaxed);
    }
}

}  // namespace trefoil::graph
