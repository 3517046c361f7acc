#pragma once

#include <functional>
#include <string>

#include "store/store.hpp"

/// Replacing a damaged store by one made from what it still says: `trefoil check --repair`.
namespace trefoil::store {

/// Makes a new store beside the one in `folder`: `fill` reads the old one (whatever it throws ends
/// the repair and leaves everything as it was) and writes the new, empty one. If the new one is
/// clean, it takes the old one's place in one step, and the old one is kept under the name
/// returned. Keeps other writers out meanwhile. Throws StoreError, CorruptionError if the old one
/// cannot even be opened.
std::string replace_store(const std::string& folder, const OpenOptions& options,
                          const std::function<void(const Reader& old, Store& fresh)>& fill);

}  // namespace trefoil::store
