#include "base/shared_library.hpp"

#include <cstddef>
#include <string>

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace trefoil;

TEST_CASE("functions of a library are found when they are asked for") {
    const SharedLibrary library("libc.so.6");
    const auto length = library.function<std::size_t (*)(const char*)>("strlen");
    CHECK(length("leaf") == 4);
}

TEST_CASE("a library or a function that is not there is named") {
    std::string message;
    try {
        const SharedLibrary library("libtrefoil-of-nowhere.so.9");
    } catch (const Error& error) {
        message = error.what();
    }
    CHECK(message.find("libtrefoil-of-nowhere.so.9") != std::string::npos);
    CHECK_THROWS_AS((void)SharedLibrary("libc.so.6").function<void (*)()>("trefoil_of_nowhere"),
                    Error);
}
