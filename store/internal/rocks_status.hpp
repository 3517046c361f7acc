#pragma once

#include <cerrno>
#include <string>
#include <string_view>

#include <rocksdb/status.h>

#include "base/error.hpp"

namespace trefoil::store::internal {

/// The one place where RocksDB's results become exceptions. `doing` says what failed ("cannot
/// write"), `folder` where. CorruptionError for damaged bytes, StoreError for everything else; one
/// line that names the way out.
inline void require_ok(const rocksdb::Status& status, std::string_view doing,
                       const std::string& folder) {
    if (status.ok()) {
        return;
    }
    const std::string what = std::string(doing) + " the store " + folder + ": ";
    const std::string detail = status.ToString();
    const bool missing_file = detail.find("No such file or directory") != std::string::npos;
    if (status.IsCorruption() || (status.IsIOError() && missing_file)) {
        throw CorruptionError(what + "it is damaged (" + detail +
                              "); restore a backup, or ingest the documents into a new store");
    }
    if (status.IsNoSpace()) {
        throw StoreError(what +
                         "no space left on the device; free some and repeat, nothing was lost");
    }
    if (detail.find("Read-only file system") != std::string::npos ||
        detail.find("Permission denied") != std::string::npos) {
        throw StoreError(what + "the folder cannot be written (" + detail +
                         "); open it read-only or change its permissions");
    }
    throw StoreError(what + detail);
}

}  // namespace trefoil::store::internal
