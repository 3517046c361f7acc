#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace trefoil::extract {

/// The bytes of one input: a file, standard input ("-"), or each file inside an archive.
/// Compression (gzip, bzip2, xz, zstd, lz4, lzip) and archives (tar, zip) are recognised by their
/// first bytes and unpacked by libarchive as they are read; nothing is written to disk. Not
/// thread-safe.
class InputFile {
  public:
    /// Opens `path`. Throws InputError (missing, a folder, not readable).
    explicit InputFile(const std::string& path);
    ~InputFile();

    /// Goes to the next file inside; false at the end. A plain file has one. Throws InputError for
    /// a damaged archive.
    bool next_entry();
    /// Of the current entry: the path as given, followed by "!" and the inner path inside an
    /// archive.
    [[nodiscard]] const std::string& name() const;
    /// The name that tells the kind of content: without folders and compression endings, lower case
    /// ("a.TXT.gz" -> "a.txt").
    [[nodiscard]] const std::string& content_name() const;
    /// True if the current entry lies in an archive.
    [[nodiscard]] bool in_archive() const;
    /// Up to `size` bytes of the current entry; 0 only at its end. Throws InputError when reading
    /// or unpacking fails.
    std::size_t read(char* out, std::size_t size);
    /// How much of the file has been read, packed or not, in [0,1]; nothing where its size is not
    /// known (a pipe).
    [[nodiscard]] std::optional<double> share() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// "Folder/a.TXT.gz" -> "a.txt": see InputFile::content_name.
std::string content_name_of(const std::string& path);

}  // namespace trefoil::extract
