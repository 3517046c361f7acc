#pragma once

#include <cstdint>

namespace trefoil::graph {

/// How often this thread has read the store so far: see store/read_count.hpp.
std::uint64_t store_reads();

}  // namespace trefoil::graph
