#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/ids.hpp"

namespace trefoil::graph {

/// Open-addressing map from vertices to T that is emptied in constant time: each slot carries the
/// epoch it was written in, clear() starts a new one. Meant to be kept by a thread and used for one
/// walk after another.
template <class T>
class EpochMap {
  public:
    /// Forgets everything; constant time, except that the memory of a huge walk is given back.
    void clear() {
        if (slots_.size() > kKeptSlots) {
            slots_ = {};
        }
        used_ = 0;
        if (++epoch_ == 0) {
            slots_.clear();
            epoch_ = 1;
        }
    }

    [[nodiscard]] std::size_t size() const { return used_; }

    /// Null if absent. Valid until the next operator[].
    [[nodiscard]] const T* find(NodeId key) const {
        if (slots_.empty()) {
            return nullptr;
        }
        const auto& slot = slots_[place(key)];
        return slot.epoch == epoch_ ? &slot.value : nullptr;
    }

    /// The value of `key`, default-constructed where absent. Valid until the next operator[].
    T& operator[](NodeId key) {
        if (slots_.empty()) {
            slots_.resize(kFirstSlots);
        }
        auto at = place(key);
        if (slots_[at].epoch != epoch_) {
            if (2 * (used_ + 1) > slots_.size()) {
                grow();
                at = place(key);
            }
            slots_[at] = Slot{key, epoch_, T{}};
            ++used_;
        }
        return slots_[at].value;
    }

  private:
    struct Slot {
        NodeId key;
        std::uint32_t epoch = 0;
        T value{};
    };

    static constexpr std::size_t kFirstSlots = 256;
    static constexpr std::size_t kKeptSlots = std::size_t{1} << 22U;

    /// The slot that holds `key`, or the free one where it would go. Fibonacci hashing, linear
    /// probing.
    [[nodiscard]] std::size_t place(NodeId key) const {
        const auto mask = slots_.size() - 1;
        const auto shift = 64 - std::countr_zero(slots_.size());
        auto at = static_cast<std::size_t>((key.value * 0x9E3779B97F4A7C15ULL) >> shift);
        while (slots_[at].epoch == epoch_ && slots_[at].key != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    void grow() {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (auto& slot : old) {
            if (slot.epoch == epoch_) {
                slots_[place(slot.key)] = std::move(slot);
            }
        }
    }

    std::vector<Slot> slots_;  ///< a power of two, at most half full
    std::size_t used_ = 0;
    std::uint32_t epoch_ = 1;
};

}  // namespace trefoil::graph
