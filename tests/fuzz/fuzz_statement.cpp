// The way of a statement up to the syntax tree: any bytes, made valid UTF-8 as every input is,
// either parse or give a QueryError; nothing else may be thrown, and nothing may crash, hang or
// leak.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/utf8.hpp"
#include "query/parser.hpp"
#include "query/query_error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text = trefoil::to_valid_utf8({reinterpret_cast<const char*>(data), size});
    try {
        static_cast<void>(trefoil::query::parse_statement(text));
    } catch (const trefoil::query::QueryError&) {
    }
    return 0;
}
