#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

#include "graph/graph_transaction.hpp"
#include "graph/read_cache.hpp"
#include "graph/view.hpp"

namespace trefoil::query {

/// What queries run against: a store seen through a filter. The store must outlive it. Views may be
/// taken by any number of threads; begin() waits for a running writer.
class Database {
  public:
    explicit Database(store::Store& store, graph::ViewFilter filter = {})
        : store_(&store), filter_(std::move(filter)) {}

    /// A consistent view as of now.
    [[nodiscard]] graph::GraphView view() const {
        auto reader = store_->snapshot();
        const std::scoped_lock lock(mutex_);
        if (cache_ == nullptr || cached_.lock() != reader) {
            cache_ = std::make_shared<graph::ReadCache>(cache_bytes_);
            cached_ = reader;
        }
        return graph::GraphView(std::move(reader), filter_, cache_);
    }

    /// Throws StoreError if the store is read-only.
    [[nodiscard]] std::unique_ptr<graph::GraphTransaction> begin() {
        return std::make_unique<graph::GraphTransaction>(store_->begin(), filter_);
    }

    /// Removes everything from the store.
    void clear() { store_->clear(); }

    [[nodiscard]] const graph::ViewFilter& filter() const { return filter_; }

    /// What later views show (the shell's `:set facts all`).
    void set_filter(graph::ViewFilter filter) {
        const std::scoped_lock lock(mutex_);
        filter_ = std::move(filter);
        cache_.reset();
    }

    /// How much memory copies of the graph may take that views make unasked (graph/read_cache.hpp).
    void set_cache_bytes(std::size_t bytes) {
        const std::scoped_lock lock(mutex_);
        cache_bytes_ = bytes;
        cache_.reset();
    }

  private:
    store::Store* store_;
    graph::ViewFilter filter_;
    std::size_t cache_bytes_ = std::size_t{256} << 20;
    mutable std::mutex mutex_;  ///< guards filter_, cache_bytes_ and what follows
    mutable std::shared_ptr<graph::ReadCache> cache_;
    mutable std::weak_ptr<const store::Reader> cached_;  ///< the snapshot that cache_ is of
};

}  // namespace trefoil::query
