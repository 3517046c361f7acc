#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"
#include "store/store.hpp"

namespace trefoil::cli {

/// What `ingest FILE...` does, into an open store. Returns the exit code.
int ingest_files(const Context& context, store::Store& store,
                 const std::vector<std::string>& files);

}  // namespace trefoil::cli
