#pragma once

#include <memory>

#include "store/internal/kv.hpp"

namespace trefoil::store::internal {

/// An empty store in memory. A snapshot is a pointer to the root of a persistent search tree:
/// constant time, and it shares everything with later versions but the paths that they changed.
std::unique_ptr<Engine> open_memory_engine();

}  // namespace trefoil::store::internal
