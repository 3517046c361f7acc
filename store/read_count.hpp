#pragma once

#include <cstdint>

namespace trefoil::store {

/// How often the calling thread has read the key-value store underneath, whichever store it was:
/// lookups of a key, and ranges that were begun. Only grows. For PROFILE.
std::uint64_t reads_of_this_thread();

}  // namespace trefoil::store
