#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace trefoil {

/// A 128-bit content hash (XXH3-128, fixed seed): the public id of documents, assertions, entities
/// and facts. Printed as 32 lower-case hexadecimal digits. Not cryptographic.
struct Hash128 {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    auto operator<=>(const Hash128&) const = default;

    [[nodiscard]] std::string hex() const;
    /// The inverse of hex(); nothing if `text` is not 32 hexadecimal digits.
    static std::optional<Hash128> from_hex(std::string_view text);
};

/// Hashes a sequence of fields so that ("ab","c") and ("a","bc") differ: each field is preceded by
/// its length. The same fields give the same hash on every machine and in every version of the
/// program.
class Hasher {
  public:
    Hasher& add(std::string_view field);
    Hasher& add(std::uint64_t field);
    [[nodiscard]] Hash128 finish() const;

  private:
    std::string bytes_;
};

}  // namespace trefoil

template <>
struct std::hash<trefoil::Hash128> {
    std::size_t operator()(const trefoil::Hash128& h) const noexcept { return h.low; }
};
