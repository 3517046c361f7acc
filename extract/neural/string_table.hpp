#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trefoil::extract::neural {

/// Strings numbered from 0, found by hash, laid out so that the bytes can be used where they are
/// mapped: u32 count, u32 buckets (a power of two), u32 end offset of each string, u32 buckets (0
/// empty, else id + 1), text. Views bytes owned by another (a model file); immutable, thread-safe.
class StringTable {
  public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    StringTable() = default;
    /// Throws InputError if `bytes` is not a string table. `name` names it in the message.
    StringTable(std::span<const std::byte> bytes, std::string_view name);

    [[nodiscard]] std::uint32_t size() const { return count_; }

    /// The id of `text`, kNone if it is not in the table. Linear in its length.
    [[nodiscard]] std::uint32_t find(std::string_view text) const;
    [[nodiscard]] std::string_view operator[](std::uint32_t id) const;

    /// The bytes of a table of `strings` (no duplicates), ids in their order.
    static std::vector<std::byte> build(const std::vector<std::string>& strings);

  private:
    const std::uint32_t* ends_ = nullptr;
    const std::uint32_t* buckets_ = nullptr;
    const char* text_ = nullptr;
    std::uint32_t count_ = 0;
    std::uint32_t mask_ = 0;
};

}  // namespace trefoil::extract::neural
