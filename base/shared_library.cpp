#include "base/shared_library.hpp"

#include <dlfcn.h>
#include <string>

#include "base/error.hpp"

namespace trefoil {
namespace {

[[noreturn]] void fail() {
    const char* why = ::dlerror();
    throw Error("cannot load a library: " + std::string(why != nullptr ? why : "?") +
                "; install the package that has it");
}

}  // namespace

SharedLibrary::SharedLibrary(const char* file) : handle_(::dlopen(file, RTLD_LAZY | RTLD_LOCAL)) {
    if (handle_ == nullptr) {
        fail();
    }
}

void* SharedLibrary::symbol(const char* name) const {
    void* found = ::dlsym(handle_, name);
    if (found == nullptr) {
        fail();
    }
    return found;
}

}  // namespace trefoil
