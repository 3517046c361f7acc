#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rocksdb/db.h>

#include "store/internal/kv.hpp"
#include "store/internal/store_folder.hpp"
#include "store/store.hpp"

namespace trefoil::store::internal {

inline rocksdb::Slice slice(std::string_view s) {
    return {s.data(), s.size()};
}

inline std::string_view view_of(const rocksdb::Slice& s) {
    return {s.data(), s.size()};
}

/// An open database with its lock. Closed when the last view, cursor or engine lets go.
struct Database {
    std::optional<WriterLock> lock;
    std::string folder;
    bool read_only = false;
    rocksdb::DB* db = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> handles;

    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    ~Database() { close(); }

    void close();

    [[nodiscard]] rocksdb::ColumnFamilyHandle* family(Family f) const {
        return handles[static_cast<std::size_t>(f)];
    }

  private:
    /// The next opening replays the log.
    void flush_if_long();
};

/// Which files a database has, and how much is in its logs: it differs after every commit of
/// another process.
struct DatabaseFiles {
    std::string manifest;
    std::uintmax_t manifest_size = 0;
    std::vector<std::pair<std::string, std::uintmax_t>> logs;  ///< sorted

    bool operator==(const DatabaseFiles&) const = default;

    /// The manifest changes with each flush, ingestion and compaction, before any file that it
    /// listed goes away.
    [[nodiscard]] bool same_manifest(const DatabaseFiles& other) const {
        return manifest == other.manifest && manifest_size == other.manifest_size;
    }
};

DatabaseFiles look_at_files(const std::string& folder);

/// Opens for writing and takes the lock; makes an empty database where there is none, if `options`
/// allow.
std::shared_ptr<Database> open_to_write(const std::string& folder, const OpenOptions& options);
/// Opens without writing anything, also beside a process that writes. The content is that of one
/// moment, for ever.
std::shared_ptr<Database> open_to_read(const std::string& folder, const OpenOptions& options);

/// File names of the tables that the state it was opened at consists of.
std::vector<std::string> live_tables(const Database& database);

/// No store there, and none is to be made.
[[noreturn]] void throw_no_store(const std::string& folder);

}  // namespace trefoil::store::internal
