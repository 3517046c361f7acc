#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

#include "base/hash.hpp"

namespace trefoil::store::internal {

/// An open file descriptor, closed with this object.
class OpenFile {
  public:
    OpenFile() = default;

    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}

    OpenFile(OpenFile&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }

    OpenFile& operator=(OpenFile&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }

    ~OpenFile();

    [[nodiscard]] int get() const { return descriptor_; }

    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

  private:
    int descriptor_ = -1;
};

struct CopiedFile {
    Hash128 hash;  ///< XXH3-128 of the bytes copied
    std::uint64_t bytes = 0;
};

/// Copies the first `bytes` bytes of `from` into a new file, durably. Throws StoreError ("cannot
/// write ...", "cannot read ...").
CopiedFile copy_file(const OpenFile& from, std::uint64_t bytes, const std::filesystem::path& to);

/// Writes a small file as a whole, durably: it is there with this text or as it was before.
void write_file(const std::filesystem::path& file, const std::string& text);

/// Makes entries of a folder durable.
void sync_folder(const std::filesystem::path& folder);

/// StoreError: what failed on which path, the system's reason, and what to do about a full disk.
[[noreturn]] void throw_file_error(const std::string& doing, const std::filesystem::path& path,
                                   int error);

}  // namespace trefoil::store::internal
