#include "graph/constraints.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

#include "base/value_json.hpp"
#include "graph/packing.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {
namespace {

/// As the query language compares: 1 equals 1.0, and NaN nothing.
bool equal(const Value& a, const Value& b) {
    const auto* x = a.get_if<double>();
    const auto* y = b.get_if<double>();
    if ((x != nullptr && std::isnan(*x)) || (y != nullptr && std::isnan(*y))) {
        return false;
    }
    const auto mixed = [](const Value& integer, const double& real) {
        const auto* i = integer.get_if<std::int64_t>();
        return i != nullptr && static_cast<long double>(*i) == static_cast<long double>(real);
    };
    return a == b || (y != nullptr && mixed(a, *y)) || (x != nullptr && mixed(b, *x));
}

bool is_indexable(const Value& value) {
    return value.string() != nullptr || value.get_if<bool>() != nullptr ||
           value.get_if<std::int64_t>() != nullptr || value.get_if<double>() != nullptr;
}

/// Calls `use` with the nodes of a label until it gives false.
void each_node(const store::Reader& reader, LabelId label, const std::function<bool(NodeId)>& use) {
    std::array<NodeId, 256> batch{};
    std::optional<NodeId> after;
    for (std::size_t filled = batch.size(); filled == batch.size();) {
        filled = reader.scan_nodes(label, after, batch);
        for (std::size_t i = 0; i < filled; ++i) {
            if (!use(batch[i])) {
                return;
            }
        }
        after = filled > 0 ? std::optional(batch[filled - 1]) : after;
    }
}

/// Another node with the label and the same value.
std::optional<NodeId> twin(const store::Reader& reader, LabelId label, KeyId key, NodeId id,
                           const Value& value) {
    const auto is_twin = [&](NodeId other) {
        return other != id && reader.has_label(other, label) &&
               equal(reader.node_property(other, key), value);
    };
    if (is_indexable(value) && reader.is_indexed(key)) {
        const auto found = reader.nodes_by_property(key, value);
        const auto at = std::find_if(found.begin(), found.end(), is_twin);
        return at != found.end() ? std::optional(*at) : std::nullopt;
    }
    std::optional<NodeId> result;
    each_node(reader, label, [&](NodeId other) {
        result = is_twin(other) ? std::optional(other) : std::nullopt;
        return !result;
    });
    return result;
}

std::string described(const Value& value) {
    if (const auto* text = value.string()) {
        return "'" + *text + "'";
    }
    if (const auto* integer = value.get_if<std::int64_t>()) {
        return std::to_string(*integer);
    }
    if (const auto* real = value.get_if<double>()) {
        return shortest_text(*real);
    }
    if (const auto* flag = value.get_if<bool>()) {
        return *flag ? "true" : "false";
    }
    return "this value";
}

/// What is wrong with the node, if anything is.
std::optional<std::string> violation(const store::Reader& reader,
                                     const UniqueConstraint& constraint, NodeId id) {
    const auto label = reader.find_label(constraint.label);
    const auto key = reader.find_key(constraint.key);
    if (!label || !key || !reader.has_label(id, *label)) {
        return std::nullopt;
    }
    const Value value = reader.node_property(id, *key);
    if (value.is_null() || !twin(reader, *label, *key, id, value)) {
        return std::nullopt;
    }
    return "constraint '" + constraint.name + "': more than one node :" + constraint.label +
           " has " + constraint.key + " = " + described(value);
}

}  // namespace

std::vector<UniqueConstraint> unique_constraints(const store::Reader& reader) {
    std::vector<UniqueConstraint> result;
    for (const auto& [name, bytes] : reader.notes(kConstraints)) {
        Unpacker in(bytes, "a constraint");
        UniqueConstraint constraint{name, in.text(), in.text()};
        in.finish();
        result.push_back(std::move(constraint));
    }
    return result;
}

void add_unique_constraint(store::Transaction& transaction, const UniqueConstraint& constraint) {
    for (const UniqueConstraint& other : unique_constraints(transaction)) {
        if (other.name == constraint.name ||
            (other.label == constraint.label && other.key == constraint.key)) {
            throw StoreError("the constraint '" + other.name + "' exists already: :" + other.label +
                             " has unique values of " + other.key);
        }
    }
    const LabelId label = transaction.intern_label(constraint.label);
    transaction.create_index(transaction.intern_key(constraint.key));
    each_node(transaction, label, [&](NodeId id) {
        require_unique(transaction, {&constraint, 1}, id);
        return true;
    });
    Packer out;
    out.text(constraint.label);
    out.text(constraint.key);
    transaction.put_note(kConstraints, constraint.name, out.take());
}

void drop_unique_constraint(store::Transaction& transaction, std::string_view name) {
    if (!transaction.note(kConstraints, name)) {
        throw StoreError("there is no constraint '" + std::string(name) +
                         "'; SHOW CONSTRAINTS lists them");
    }
    transaction.remove_note(kConstraints, name);
}

void require_unique(const store::Reader& reader, std::span<const UniqueConstraint> constraints,
                    NodeId id) {
    for (const UniqueConstraint& constraint : constraints) {
        if (const auto wrong = violation(reader, constraint, id)) {
            throw UniquenessError(*wrong);
        }
    }
}

std::vector<store::CheckProblem> check_constraints(const store::Reader& reader) {
    std::vector<store::CheckProblem> problems;
    for (const UniqueConstraint& constraint : unique_constraints(reader)) {
        if (const auto label = reader.find_label(constraint.label)) {
            each_node(reader, *label, [&](NodeId id) {
                if (auto wrong = violation(reader, constraint, id)) {
                    problems.push_back({std::move(*wrong)});
                }
                return true;
            });
        }
    }
    return problems;
}

}  // namespace trefoil::graph
