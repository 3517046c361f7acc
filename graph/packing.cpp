#include "graph/packing.hpp"

#include "base/error.hpp"

namespace trefoil::graph {

void Packer::number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) {
        bytes_.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
    }
    bytes_.push_back(static_cast<char>(value));
}

void Packer::text(std::string_view value) {
    number(value.size());
    bytes_ += value;
}

void Unpacker::require(bool condition) const {
    if (!condition) {
        throw CorruptionError(std::string(what_) + " is damaged; restore a backup or ingest again");
    }
}

std::uint64_t Unpacker::number() {
    std::uint64_t result = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        require(!bytes_.empty());
        const auto byte = static_cast<unsigned char>(bytes_.front());
        bytes_.remove_prefix(1);
        result |= std::uint64_t{byte & 0x7FU} << shift;
        if ((byte & 0x80U) == 0) {
            return result;
        }
    }
    require(false);
    return 0;
}

std::string Unpacker::text() {
    const auto size = number();
    require(size <= bytes_.size());
    std::string result(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return result;
}

}  // namespace trefoil::graph
