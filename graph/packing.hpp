#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

/// Compact bytes for the small records that graph/ keeps as notes in the store: numbers as LEB128,
/// texts with their length before them.
namespace trefoil::graph {

class Packer {
  public:
    void number(std::uint64_t value);
    void text(std::string_view value);

    [[nodiscard]] std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

/// Reads what a Packer wrote, in the same order. Throws CorruptionError that names `what` where the
/// bytes are not such.
class Unpacker {
  public:
    /// Both must outlive this.
    Unpacker(std::string_view bytes, const char* what) : bytes_(bytes), what_(what) {}

    std::uint64_t number();
    std::string text();

    [[nodiscard]] bool done() const { return bytes_.empty(); }

    /// REQUIRES all bytes to be read.
    void finish() const { require(done()); }

    /// Throws unless `condition` holds.
    void require(bool condition) const;

  private:
    std::string_view bytes_;
    const char* what_;
};

}  // namespace trefoil::graph
