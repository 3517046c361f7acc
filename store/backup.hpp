#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Copies of a store that share what did not change between them (docs/format.md, "Backups").
namespace trefoil::store {

/// One backup in a folder of backups.
struct BackupInfo {
    std::uint64_t number = 0;  ///< from 1, in order of time
    std::string time;          ///< when it was made: ISO 8601, UTC
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    std::uint64_t new_files = 0;  ///< not shared with an earlier one
    std::uint64_t new_bytes = 0;
};

/// Adds a backup of the store in `store_folder` to `backup_folder`, which is made if need be: all
/// that was committed before the call. Hot: neither waits for a process that writes nor stops it.
/// Only files that no earlier backup there has are copied. Then deletes the oldest beyond `keep`
/// (0: keeps all). Durable when it returns; after a crash the earlier backups are as they were.
/// Throws StoreError / CorruptionError. Linear in what changed.
BackupInfo backup_store(const std::string& store_folder, const std::string& backup_folder,
                        std::size_t keep = 0);

/// The backups of a folder, oldest first. Throws StoreError if it holds none.
std::vector<BackupInfo> list_backups(const std::string& backup_folder);

/// Makes the store of a backup (the latest one if no number is given) in `store_folder`, which must
/// be missing or empty: StoreError otherwise. Every byte is compared with its checksum, then the
/// new store is opened and checked; CorruptionError names what is damaged. After an error nothing
/// stands at `store_folder`.
BackupInfo restore_store(const std::string& backup_folder, const std::string& store_folder,
                         std::optional<std::uint64_t> number = {});

}  // namespace trefoil::store
