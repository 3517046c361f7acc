#include "store/read_count.hpp"

#include "store/internal/count_read.hpp"

namespace trefoil::store {

std::uint64_t reads_of_this_thread() {
    return internal::reads;
}

}  // namespace trefoil::store
