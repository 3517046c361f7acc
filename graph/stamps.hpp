#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

namespace trefoil::graph {

/// Which of a graph's vertices a walk has met, as stamps by number with the epoch of the walk. The
/// memory comes zeroed from the system, which gives it page by page as stamps are written, so
/// nothing proportional to the graph is set up. Kept for one walk after another; one thread.
class Stamps {
  public:
    /// Forgets everything; constant time, but once in 2^32 times.
    void clear() {
        if (++epoch_ == 0) {
            *this = {};
        }
    }

    /// Makes room for vertices below `count`.
    void reserve(std::size_t count) {
        if (count <= size_) {
            return;
        }
        const std::size_t size = std::max(count, 2 * size_);
        Memory larger(static_cast<std::uint32_t*>(std::calloc(size, sizeof(std::uint32_t))));
        if (larger == nullptr) {
            throw std::bad_alloc();
        }
        stamps_ = std::move(larger);  // stamps of earlier walks mean nothing
        size_ = size;
    }

    [[nodiscard]] std::uint32_t* data() const { return stamps_.get(); }

    [[nodiscard]] std::uint32_t epoch() const { return epoch_; }

  private:
    struct Free {
        void operator()(std::uint32_t* memory) const { std::free(memory); }
    };

    using Memory = std::unique_ptr<std::uint32_t[], Free>;

    Memory stamps_;
    std::size_t size_ = 0;
    std::uint32_t epoch_ = 1;
};

}  // namespace trefoil::graph
