#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "extract/document.hpp"

namespace trefoil::extract {

enum class InputFormat {
    Auto,   ///< by file ending, else by the first bytes
    Text,   ///< the whole file is one article
    Jsonl,  ///< one article a line: an object with "text" and, if known, "date", "title", "url"
    Html,   ///< one web page
    Lines,  ///< plain text, one sentence a line
};

struct ReaderOptions {
    InputFormat format = InputFormat::Auto;
    std::string date = {};  ///< ISO; wins over every date found in the input
    /// A longer article is refused (bytes of its file or JSON line, and of its text).
    std::size_t max_document_bytes = std::size_t{8} << 20;
    /// Above 0, plain text comes in pieces of about that size, cut at blank lines (at line ends in
    /// `Lines`), so that files of any size can be read. A paragraph (line) longer than
    /// max_piece_bytes is refused.
    std::size_t piece_bytes = 0;
    std::size_t max_piece_bytes = std::size_t{4} << 20;
};

/// Where a document or piece begins in its input.
struct InputPlace {
    std::uint64_t line = 1;         ///< number of its first line
    std::uint64_t code_points = 0;  ///< code points of the input's text before it (pieces; else 0)
    bool first_piece = true;

    bool operator==(const InputPlace&) const = default;
};

/// Turns inputs into documents, in order: files, folders (recursive, in byte order of their paths,
/// hidden files left out), and "-" for standard input; compressed or in archives (InputFile). Text
/// is decoded as UTF-8: a byte order mark is dropped, each invalid byte becomes U+FFFD, line ends
/// are kept. The date of a document is `date`, else of its metadata, else of its head
/// (dateline.hpp), else none. From folders and archives only files without an ending or with one of
/// .txt .text .md .html .htm .xhtml .jsonl .ndjson are taken. Not thread-safe.
class Reader {
  public:
    Reader(std::vector<std::string> inputs, ReaderOptions options);
    ~Reader();

    /// The next document; none at the end. Throws InputError for an input that cannot be used
    /// (missing, binary, empty, too large, a bad JSON line); calling again goes on with the next
    /// file, or, after a bad JSON line, with the next line.
    std::optional<Document> next();
    /// Of the document that next() gave last.
    [[nodiscard]] const InputPlace& place() const;
    /// How much of the inputs known so far has been read, in [0,1]: files count alike.
    [[nodiscard]] double share() const;
    /// What was passed over in folders and archives without being an error (binary or empty files,
    /// other endings): one line each.
    [[nodiscard]] const std::vector<std::string>& skipped() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace trefoil::extract
