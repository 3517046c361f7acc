#pragma once

#include <cstdint>

namespace trefoil::store::internal {

inline thread_local std::uint64_t reads = 0;

/// Counts a read for reads_of_this_thread(). Engines call it.
inline void count_read() {
    ++reads;
}

}  // namespace trefoil::store::internal
