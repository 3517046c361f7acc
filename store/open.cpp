// Address -> backend.

#include "store/internal/access.hpp"
#include "store/internal/memory_engine.hpp"
#include "store/internal/rocks_engine.hpp"

namespace trefoil::store {

std::unique_ptr<Store> open_store(const std::string& address, const OpenOptions& options) {
    auto core = std::make_shared<internal::Core>();
    if (address == ":memory:") {
        core->engine = internal::open_memory_engine();
        core->engine->write(internal::initial_changes());
    } else {
        core->engine = internal::open_rocks_engine(address, options, internal::initial_changes());
    }
    return internal::make_store(std::move(core));
}

}  // namespace trefoil::store
