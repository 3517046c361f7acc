#include "graph/property_column.hpp"

#include <functional>
#include <limits>

namespace trefoil::graph {

namespace {

/// Thrown to leave the scan.
struct TooLarge {};

std::uint32_t hash_of(std::string_view text) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>{}(text));
}

}  // namespace

std::unique_ptr<const PropertyColumn> PropertyColumn::copy(const store::Reader& reader, KeyId key,
                                                           std::size_t limit) {
    auto column = std::make_unique<PropertyColumn>();
    column->slots_.resize(1024);
    const std::size_t nodes = reader.node_count();
    if (nodes * (sizeof(Value) + sizeof(Number) + 2 * sizeof(Slot)) < limit) {
        column->numbers_.reserve(nodes);
        column->values_.reserve(nodes + 1);
    }
    try {
        reader.scan_property(key, [&](NodeId node, const Value& value) {
            const std::size_t size = value.string() != nullptr ? value.string()->size() : 64;
            column->bytes_ += sizeof(Value) + 24 + size;
            if (column->bytes_ + node.value * sizeof(Number) > limit ||
                node.value >= std::numeric_limits<Number>::max()) {
                throw TooLarge();
            }
            column->numbers_.resize(node.value + 1);
            column->numbers_.back() = column->intern(value);
        });
    } catch (const TooLarge&) {
        return nullptr;
    }
    column->bytes_ += column->numbers_.size() * sizeof(Number);
    column->group_nodes();
    return column;
}

std::size_t PropertyColumn::place(std::string_view text, std::uint32_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].number != 0 &&
           (slots_[at].hash != hash || *values_[slots_[at].number].string() != text)) {
        at = (at + 1) & mask;
    }
    return at;
}

PropertyColumn::Number PropertyColumn::find(std::string_view text) const {
    return slots_[place(text, hash_of(text))].number;
}

void PropertyColumn::grow() {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (slot.number != 0) {
            std::size_t at = slot.hash & mask;
            while (slots_[at].number != 0) {
                at = (at + 1) & mask;
            }
            slots_[at] = slot;
        }
    }
}

PropertyColumn::Number PropertyColumn::intern(const Value& value) {
    const std::string* text = value.string();
    std::size_t at = 0;
    std::uint32_t hash = 0;
    if (text != nullptr) {
        hash = hash_of(*text);
        at = place(*text, hash);
        if (slots_[at].number != 0) {
            return slots_[at].number;
        }
    }
    const auto number = static_cast<Number>(values_.size());
    values_.push_back(value);
    if (text == nullptr) {
        texts_only_ = false;
        return number;
    }
    slots_[at] = {number, hash};
    if (++texts_ * 2 > slots_.size()) {
        grow();
    }
    return number;
}

void PropertyColumn::group_nodes() {
    offsets_.assign(values_.size() + 1, 0);
    std::uint32_t valued = 0;
    for (const Number number : numbers_) {
        if (number != 0) {
            ++offsets_[number + std::size_t{1}];
            ++valued;
        }
    }
    for (std::size_t i = 1; i < offsets_.size(); ++i) {
        offsets_[i] += offsets_[i - 1];
    }
    nodes_.resize(valued);
    complete_ = valued == numbers_.size();
    std::vector<std::uint32_t> next(offsets_);
    for (std::size_t id = 0; id < numbers_.size(); ++id) {
        if (numbers_[id] != 0) {
            nodes_[next[numbers_[id]]++] = NodeId(id);
        }
    }
}

std::span<const NodeId> PropertyColumn::nodes(Number number) const {
    return std::span(nodes_).subspan(offsets_[number],
                                     offsets_[number + std::size_t{1}] - offsets_[number]);
}

}  // namespace trefoil::graph
