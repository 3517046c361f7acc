#pragma once

#include <string>
#include <string_view>

#include "base/value.hpp"

/// Values as the bytes that the store writes (docs/format.md, "value"), for other layers' notes.
namespace trefoil::store {

/// Throws StoreError for values that cannot be stored (nodes, relationships, paths).
std::string to_bytes(const Value& value);

/// Throws CorruptionError on bytes that to_bytes() does not write.
Value value_from_bytes(std::string_view bytes);

}  // namespace trefoil::store
