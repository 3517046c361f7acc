#pragma once

#include <istream>
#include <memory>
#include <optional>
#include <string>

#include "store/line_reader.hpp"

namespace trefoil::cli {

/// One input file or standard input ("-"), unpacked on the way, as a stream and as a source of
/// bytes; use one of both. Not thread-safe.
class InputStream : public std::istream {
  public:
    /// Throws InputError: missing, a folder, not readable, nothing in it.
    explicit InputStream(const std::string& path);
    ~InputStream() override;

    /// Must not outlive this.
    [[nodiscard]] store::ByteSource source();
    /// How much of the file has been read, in [0,1], where its size is known.
    [[nodiscard]] std::optional<double> share() const;

  private:
    class Buffer;
    std::unique_ptr<Buffer> buffer_;
};

}  // namespace trefoil::cli
