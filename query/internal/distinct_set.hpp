#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <unordered_set>
#include <utility>
#include <vector>

#include "query/comparison.hpp"
#include "query/context.hpp"

namespace trefoil::query::internal {

using TupleSet = std::unordered_set<std::vector<Value>, TupleHash, TupleEqual>;

inline std::size_t bytes_of(const std::vector<Value>& tuple) {
    std::size_t bytes = sizeof(tuple) + 32;
    for (const Value& value : tuple) {
        bytes += size_of(value);
    }
    return bytes;
}

/// A set of 64-bit numbers: open addressing with Fibonacci hashing.
class NumberSet {
  public:
    /// True if it was not there.
    bool insert(std::uint64_t number) {
        if (number == kFree) {
            return !std::exchange(has_free_, true);
        }
        if (2 * (used_ + 1) > slots_.size()) {
            grow();
        }
        std::uint64_t& slot = slots_[place(number)];
        if (slot == number) {
            return false;
        }
        slot = number;
        ++used_;
        return true;
    }

    void clear() {
        slots_ = {};
        used_ = 0;
        has_free_ = false;
    }

    [[nodiscard]] std::size_t bytes() const { return slots_.size() * sizeof(std::uint64_t); }

    [[nodiscard]] std::size_t size() const { return used_ + (has_free_ ? 1 : 0); }

    template <class Use>
    void for_each(Use use) const {
        for (const std::uint64_t number : slots_) {
            if (number != kFree) {
                use(number);
            }
        }
        if (has_free_) {
            use(kFree);
        }
    }

  private:
    static constexpr std::uint64_t kFree = ~std::uint64_t{0};

    [[nodiscard]] std::size_t place(std::uint64_t number) const {
        const std::size_t mask = slots_.size() - 1;
        auto at = static_cast<std::size_t>((number * 0x9E3779B97F4A7C15ULL) >> 32U) & mask;
        while (slots_[at] != kFree && slots_[at] != number) {
            at = (at + 1) & mask;
        }
        return at;
    }

    void grow() {
        std::vector<std::uint64_t> old(slots_.empty() ? 16 : slots_.size() * 2, kFree);
        old.swap(slots_);
        for (const std::uint64_t number : old) {
            if (number != kFree) {
                slots_[place(number)] = number;
            }
        }
    }

    std::vector<std::uint64_t> slots_;
    std::size_t used_ = 0;
    bool has_free_ = false;
};

/// A set of node ids: few are kept as numbers; many, which are dense in a large result, as bits in
/// pages, where a test touches little memory.
class NodeSet {
  public:
    /// True if it was not there.
    bool insert(std::uint64_t id) {
        if (pages_.empty()) {
            if (few_.size() < kFew) {
                return few_.insert(id);
            }
            few_.for_each([this](std::uint64_t held) { set_bit(held); });
            few_.clear();
        }
        return set_bit(id);
    }

    void clear() {
        few_.clear();
        pages_.clear();
        page_bytes_ = 0;
    }

    [[nodiscard]] std::size_t bytes() const { return few_.bytes() + page_bytes_; }

  private:
    static constexpr std::size_t kFew = 1024;
    static constexpr unsigned kPageBits = 15;
    using Page = std::array<std::uint64_t, (std::size_t{1} << kPageBits) / 64>;

    bool set_bit(std::uint64_t id) {
        const std::size_t number = id >> kPageBits;
        if (number >= pages_.size()) {
            page_bytes_ += (number + 1 - pages_.size()) * sizeof(pages_[0]);
            pages_.resize(number + 1);
        }
        auto& page = pages_[number];
        if (page == nullptr) {
            page = std::make_unique<Page>();
            page_bytes_ += sizeof(Page);
        }
        std::uint64_t& word = (*page)[(id >> 6U) % page->size()];
        const std::uint64_t bit = std::uint64_t{1} << (id % 64);
        const bool added = (word & bit) == 0;
        word |= bit;
        return added;
    }

    NumberSet few_;
    std::vector<std::unique_ptr<Page>> pages_;
    std::size_t page_bytes_ = 0;
};

/// Which values were seen, as DISTINCT tells them apart. Nodes, relationships and integers are kept
/// as numbers. Accounts for its memory.
class DistinctSet {
  public:
    /// True if the value is new.
    bool insert(const Value& value, Budget& budget) {
        if (const auto* node = value.get_if<NodeId>()) {
            return insert(nodes_, node->value, budget);
        }
        if (const auto* integer = value.get_if<std::int64_t>()) {
            return insert(integers_, static_cast<std::uint64_t>(*integer), budget);
        }
        if (const auto* relationship = value.get_if<Relationship>()) {
            return insert(relationships_, relationship->id.value, budget);
        }
        if (const auto* real = value.get_if<double>(); real != nullptr && is_integer(*real)) {
            return insert(integers_, static_cast<std::uint64_t>(static_cast<std::int64_t>(*real)),
                          budget);
        }
        const auto [entry, added] = others_.insert({value});
        if (added) {
            account(bytes_of(*entry), budget);
        }
        return added;
    }

    void clear(Budget& budget) {
        nodes_.clear();
        integers_.clear();
        relationships_.clear();
        others_.clear();
        budget.release(bytes_);
        bytes_ = 0;
    }

  private:
    /// Equal to an integer: the two are the same value to DISTINCT.
    static bool is_integer(double real) {
        return real >= -0x1p63 && real < 0x1p63 && std::trunc(real) == real;
    }

    template <class Set>
    bool insert(Set& set, std::uint64_t number, Budget& budget) {
        const std::size_t before = set.bytes();
        const bool added = set.insert(number);
        if (set.bytes() != before) {
            account(set.bytes() - before, budget);
        }
        return added;
    }

    void account(std::size_t bytes, Budget& budget) {
        budget.allocate(bytes);
        bytes_ += bytes;
    }

    NodeSet nodes_;
    NumberSet integers_;
    NumberSet relationships_;
    TupleSet others_;
    std::size_t bytes_ = 0;
};

}  // namespace trefoil::query::internal
