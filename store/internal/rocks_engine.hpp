#pragma once

#include <memory>
#include <string>

#include "store/internal/kv.hpp"
#include "store/store.hpp"

namespace trefoil::store::internal {

/// Opens or makes a store in a folder. A new one holds `initial`. Errors: see open_store.
std::unique_ptr<Engine> open_rocks_engine(const std::string& folder, const OpenOptions& options,
                                          const Changes& initial);

}  // namespace trefoil::store::internal
