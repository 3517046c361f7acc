#include <algorithm>

#include "query/internal/operators.hpp"
#include "query/query_error.hpp"

namespace trefoil::query::internal {

void SavedRows::clear(Context& context) {
    context.budget.release(bytes_);
    bytes_ = 0;
    rows_.clear();
}

void SavedRows::save(Context& context) {
    std::vector<Value> row;
    row.reserve(slots_.size());
    std::size_t bytes = sizeof(row);
    for (const int slot : slots_) {
        row.push_back(at(context, slot));
        bytes += size_of(row.back());
    }
    context.budget.allocate(bytes);
    bytes_ += bytes;
    rows_.push_back(std::move(row));
}

void SavedRows::restore(std::size_t row, Context& context) const {
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        at(context, slots_[i]) = rows_[row][i];
    }
}

bool TypeNames::resolve(const graph::GraphView& view) {
    if (ids_.size() < names_.size()) {
        ids_.clear();
        for (const std::string& name : names_) {
            if (const auto id = view.find_type(name)) {
                ids_.push_back(*id);
            }
        }
    }
    return names_.empty() || !ids_.empty();
}

bool TypeNames::admits(TypeId type) const {
    return names_.empty() || std::find(ids_.begin(), ids_.end(), type) != ids_.end();
}

Relationship relationship_of(const graph::AdjacentEdge& edge, NodeId node, bool outgoing) {
    return outgoing ? Relationship{edge.edge, node, edge.neighbor, edge.type}
                    : Relationship{edge.edge, edge.neighbor, node, edge.type};
}

bool is_used(Context& context, const std::vector<int>& slots, EdgeId id) {
    for (const int slot : slots) {
        const Value& value = at(context, slot);
        if (const auto* one = value.get_if<Relationship>()) {
            if (one->id == id) {
                return true;
            }
        } else if (const auto* list = value.list()) {
            for (const Value& element : *list) {
                const auto* relationship = element.get_if<Relationship>();
                if (relationship != nullptr && relationship->id == id) {
                    return true;
                }
            }
        }
    }
    return false;
}

std::uint64_t row_count(const Expression& e, Context& context, std::string_view clause) {
    const Value value = evaluate(e, context);
    const auto* count = value.get_if<std::int64_t>();
    const auto fail = [&](std::string detail, const std::string& message) {
        throw QueryError("SyntaxError", Phase::Runtime, std::move(detail),
                         std::string(clause) + message, e.begin);
    };
    if (count == nullptr) {
        fail("InvalidArgumentType", " needs an integer");
    }
    if (*count < 0) {
        fail("NegativeIntegerArgument", " cannot be negative");
    }
    return static_cast<std::uint64_t>(*count);
}

}  // namespace trefoil::query::internal
