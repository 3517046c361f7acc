#pragma once

#include <memory>

#include "store/internal/kv.hpp"
#include "store/internal/rocks_database.hpp"

namespace trefoil::store::internal {

/// The content of a database as of now.
std::shared_ptr<const View> make_rocks_view(std::shared_ptr<Database> database);

}  // namespace trefoil::store::internal
