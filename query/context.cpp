#include "query/context.hpp"

#include <algorithm>
#include <utility>

#include "query/query_error.hpp"

namespace trefoil::query {
namespace {

[[noreturn]] void over_budget(std::string detail, const std::string& message, std::string hint) {
    throw QueryError("BudgetExceeded", Phase::Runtime, std::move(detail), message, {},
                     std::move(hint));
}

}  // namespace

Budget::Budget(const Limits& limits, const std::atomic<bool>* cancel)
    : limits_(limits), cancel_(cancel), start_(std::chrono::steady_clock::now()) {}

void Budget::check() const {
    if (cancel_ != nullptr && cancel_->load(std::memory_order_relaxed)) {
        throw Interrupted();
    }
    if (limits_.time.count() != 0 && std::chrono::steady_clock::now() - start_ > limits_.time) {
        over_budget("TimeLimit",
                    "the query ran longer than its time limit of " +
                        std::to_string(limits_.time.count()) + " ms",
                    "narrow the pattern or raise the limit");
    }
}

void Budget::allocate(std::size_t bytes) {
    memory_ += bytes;
    peak_ = std::max(peak_, memory_);
    if (limits_.memory_bytes != 0 && memory_ > limits_.memory_bytes) {
        over_budget("MemoryLimit",
                    "the query needs more than its memory limit of " +
                        std::to_string(limits_.memory_bytes >> 20) + " MB",
                    "narrow the pattern, use LIMIT or raise the limit");
    }
}

void Budget::count_row() {
    if (limits_.rows != 0 && ++rows_ > limits_.rows) {
        over_budget(
            "RowLimit",
            "the result has more than its limit of " + std::to_string(limits_.rows) + " rows",
            "use LIMIT or raise the limit");
    }
}

std::size_t size_of(const Value& value) {
    std::size_t size = sizeof(Value);
    if (const auto* text = value.string()) {
        size += text->size();
    } else if (const auto* list = value.list()) {
        for (const Value& element : *list) {
            size += size_of(element);
        }
    } else if (const auto* map = value.map()) {
        for (const auto& [key, element] : *map) {
            size += key.size() + 64 + size_of(element);
        }
    } else if (const auto* path = value.path()) {
        size += path->nodes.size() * (sizeof(NodeId) + sizeof(Relationship));
    }
    return size;
}

Context::Context(graph::GraphView graph_view, const Map& statement_parameters,
                 Budget& statement_budget, const std::vector<std::string>& statement_names)
    : view(std::move(graph_view)),
      parameters(statement_parameters),
      budget(statement_budget),
      names_(statement_names),
      keys_(statement_names.size()),
      labels_(statement_names.size()) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
    now_seconds = nanos / 1'000'000'000;
    now_nanos = static_cast<std::int32_t>(nanos % 1'000'000'000);
}

std::optional<KeyId> Context::key(int name_id) {
    auto& cached = keys_[static_cast<std::size_t>(name_id)];
    if (!cached) {
        cached = view.find_key(names_[static_cast<std::size_t>(name_id)]);
    }
    return cached;
}

std::optional<LabelId> Context::label(int name_id) {
    auto& cached = labels_[static_cast<std::size_t>(name_id)];
    if (!cached) {
        cached = view.find_label(names_[static_cast<std::size_t>(name_id)]);
    }
    return cached;
}

void Context::require_alive(NodeId id) const {
    if (!deleted_nodes.empty() && deleted_nodes.contains(id)) {
        throw QueryError("EntityNotFound", Phase::Runtime, "DeletedEntityAccess",
                         "the node was deleted by this statement");
    }
}

void Context::require_alive(EdgeId id) const {
    if (!deleted_edges.empty() && deleted_edges.contains(id)) {
        throw QueryError("EntityNotFound", Phase::Runtime, "DeletedEntityAccess",
                         "the relationship was deleted by this statement");
    }
}

}  // namespace trefoil::query
