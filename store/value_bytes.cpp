#include "store/value_bytes.hpp"

#include "store/internal/bytes.hpp"
#include "store/internal/codec.hpp"

namespace trefoil::store {

std::string to_bytes(const Value& value) {
    std::string bytes;
    internal::put_value(bytes, value);
    return bytes;
}

Value value_from_bytes(std::string_view bytes) {
    internal::ByteReader in(bytes);
    return internal::read_value(in);
}

}  // namespace trefoil::store
