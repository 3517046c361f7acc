#pragma once

#include <memory>
#include <utility>

#include "graph/graph_transaction.hpp"
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
        return graph::GraphView(store_->snapshot(), filter_);
    }

    /// Throws StoreError if the store is read-only.
    [[nodiscard]] std::unique_ptr<graph::GraphTransaction> begin() {
        return std::make_unique<graph::GraphTransaction>(store_->begin(), filter_);
    }

    /// Removes everything from the store.
    void clear() { store_->clear(); }

    [[nodiscard]] const graph::ViewFilter& filter() const { return filter_; }

    /// What later views show (the shell's `:set facts all`).
    void set_filter(graph::ViewFilter filter) { filter_ = std::move(filter); }

  private:
    store::Store* store_;
    graph::ViewFilter filter_;
};

}  // namespace trefoil::query
