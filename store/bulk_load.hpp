#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/line_reader.hpp"
#include "store/store.hpp"

/// Loading triples in bulk: `trefoil import --format tsv`.
namespace trefoil::store {

/// One triple of an input, or what is wrong with it. The texts hold until the next is asked for.
struct InputTriple {
    std::string_view subject;
    std::string_view relation;
    std::string_view object;
    const char* problem = nullptr;  ///< if not null, the triple is counted as a bad line
};

/// An input in whatever format. One thread.
class TripleSource {
  public:
    TripleSource() = default;
    TripleSource(const TripleSource&) = delete;
    TripleSource& operator=(const TripleSource&) = delete;
    virtual ~TripleSource();

    /// The next triple; false at the end. What it throws ends the load.
    virtual bool next(InputTriple& triple) = 0;
    /// Where the last triple stood: its line, from 1.
    [[nodiscard]] virtual std::uint64_t line() const = 0;
    /// Read so far.
    [[nodiscard]] virtual std::uint64_t bytes() const = 0;
};

struct LoadProgress {
    std::uint64_t lines = 0;  ///< read so far
    std::uint64_t bytes = 0;  ///< read so far
    bool sorting = false;     ///< the input is read; sorting and writing are under way
};

struct LoadOptions {
    /// For sorting; what does not fit goes to temporary files. The distinct names are kept in
    /// memory besides (about 30 bytes each, and their text).
    std::size_t memory_bytes = std::size_t{64} << 20;
    std::size_t max_bad_lines = 100;  ///< how many are listed; all are counted
    /// Called every now and then by the loading thread. May throw (say, Interrupted) to end the
    /// load: the store stays as it was.
    std::function<void(const LoadProgress&)> progress;
};

struct BadLine {
    std::uint64_t line = 0;  ///< from 1
    std::string reason;
};

struct LoadReport {
    std::uint64_t lines = 0;  ///< in the input, empty ones included
    std::uint64_t bytes = 0;
    std::uint64_t triples = 0;     ///< new relationships
    std::uint64_t duplicates = 0;  ///< triples that were there already, or came twice
    std::uint64_t nodes = 0;       ///< new nodes
    std::uint64_t types = 0;       ///< new relationship types
    std::uint64_t bad = 0;         ///< lines that are no triples; empty lines are not counted
    std::vector<BadLine> bad_lines;
};

/// Loads lines "subject TAB relation TAB object" (UTF-8, ends LF or CRLF; empty lines are passed
/// over; of lines with twelve fields, as `export` writes them, the first three
/// count). Names are taken as they stand, blanks included, and must not be empty. Set semantics: a
/// node for each distinct name among imported nodes (property `name`, no label), the relation as
/// the relationship type, and each triple once, also against what the store holds from earlier
/// loads. Waits for a running transaction. Atomic: all or, on any exception or a crash, nothing.
/// Throws StoreError; what `source` and `progress` throw passes through. Time n log n; the edges
/// are sorted in bounded memory.
LoadReport load_triples(Store& store, const ByteSource& source, const LoadOptions& options = {});
/// The same from any source; fields that are empty or not UTF-8 make a bad line.
LoadReport load_triples(Store& store, TripleSource& source, const LoadOptions& options = {});

}  // namespace trefoil::store
