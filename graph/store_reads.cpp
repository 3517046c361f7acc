#include "graph/store_reads.hpp"

#include "store/read_count.hpp"

namespace trefoil::graph {

std::uint64_t store_reads() {
    return store::reads_of_this_thread();
}

}  // namespace trefoil::graph
