#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trefoil::extract {

/// The shipped model: one versioned, checksummed file of named sections, mapped into memory.
/// Layout: docs/model.md. Sections start at multiples of 64 bytes, so numeric arrays can be used in
/// place. Immutable; thread-safe.
class ModelFile {
  public:
    /// Maps `path`. Throws InputError that says what is wrong (missing, not a model, other version,
    /// damaged) and what to do. Cost: milliseconds; the checksum is over the header and the section
    /// table at open, over the sections in verify().
    static std::shared_ptr<const ModelFile> open(const std::string& path);

    virtual ~ModelFile() = default;
    /// The bytes of a section, valid as long as this object. Throws InputError if there is none of
    /// that name.
    [[nodiscard]] virtual std::span<const std::byte> section(std::string_view name) const = 0;
    [[nodiscard]] virtual bool has(std::string_view name) const = 0;
    /// The section names in file order.
    [[nodiscard]] virtual std::vector<std::string> names() const = 0;
    /// Checks every section against its checksum; throws InputError on the first difference.
    virtual void verify() const = 0;
    /// "1.0+<content hash>": stored with each document as the version that analysed it.
    [[nodiscard]] virtual std::string version() const = 0;
};

/// Writes a model file. Sections keep the order of add(); same sections, same bytes.
class ModelWriter {
  public:
    void add(std::string name, std::vector<std::byte> bytes);
    /// Writes to a temporary file beside `path`, then renames. Throws InputError.
    void write(const std::string& path) const;

  private:
    std::vector<std::pair<std::string, std::vector<std::byte>>> sections_;
};

/// Where the shipped model lies: $TREFOIL_MODEL, else beside the installed program
/// (../share/trefoil), else in the source tree that built it. Throws InputError naming the places
/// looked at.
std::string default_model_path();

}  // namespace trefoil::extract
