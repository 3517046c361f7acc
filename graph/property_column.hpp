#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "graph/view.hpp"

namespace trefoil::graph {

/// One property of all nodes, in memory: each different text once. Immutable; thread-safe.
class PropertyColumn {
  public:
    /// Number of a value: equal texts have equal numbers, other values one each. 0: no value.
    using Number = std::uint32_t;

    /// One sequential read of the nodes. Null where it would take more than `limit` bytes.
    static std::unique_ptr<const PropertyColumn> copy(const store::Reader& reader, KeyId key,
                                                      std::size_t limit);

    [[nodiscard]] Number number(NodeId node) const {
        return node.value < numbers_.size() ? numbers_[node.value] : 0;
    }

    /// Null for 0. Lives as long as the column.
    [[nodiscard]] const Value& value(Number number) const { return values_[number]; }

    [[nodiscard]] const Value& of(NodeId node) const { return values_[number(node)]; }

    /// The number of a text; 0 if no node has it.
    [[nodiscard]] Number find(std::string_view text) const;
    /// Nodes with a value, ascending; none for 0.
    [[nodiscard]] std::span<const NodeId> nodes(Number number) const;

    /// Nodes behind the last one with a value are not covered.
    [[nodiscard]] bool covers(NodeId node) const { return node.value < numbers_.size(); }

    /// Every node that is covered has a value.
    [[nodiscard]] bool complete() const { return complete_; }

    /// Every value is a text: then numbers group nodes as the values do.
    [[nodiscard]] bool texts_only() const { return texts_only_; }

    /// Numbers are below.
    [[nodiscard]] std::size_t number_count() const { return values_.size(); }

    [[nodiscard]] std::size_t bytes() const { return bytes_; }

  private:
    /// A place of the hash table: the number of a text (0: free) beside bits of its hash, so that
    /// few texts are looked at.
    struct Slot {
        Number number = 0;
        std::uint32_t hash = 0;
    };

    [[nodiscard]] std::size_t place(std::string_view text, std::uint32_t hash) const;
    void grow();
    Number intern(const Value& value);
    void group_nodes();

    std::vector<Number> numbers_;         ///< by node id
    std::vector<Value> values_{Value()};  ///< by number
    std::vector<Slot> slots_;             ///< open addressing over texts
    std::vector<std::uint32_t> offsets_;  ///< of nodes_ by number
    std::vector<NodeId> nodes_;
    std::size_t texts_ = 0;
    std::size_t bytes_ = 0;
    bool texts_only_ = true;
    bool complete_ = false;
};

}  // namespace trefoil::graph
