#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace trefoil::store::internal {

/// What stands at a path, judged without changing anything.
enum class FolderState {
    Missing,  ///< nothing there, or an empty folder
    Store,    ///< a Trefoil store of a format that this program knows
};

/// Throws StoreError for a file, a folder that holds something else, or a store of a newer format.
FolderState inspect_folder(const std::filesystem::path& folder);

/// Makes the folder and those above it.
void make_folder(const std::filesystem::path& folder);

/// Makes the marker file, durably. Repeating it changes nothing.
void prepare_folder(const std::filesystem::path& folder);

/// True if database files stand in the folder; throws CorruptionError if
/// the one that leads to all others is missing.
bool has_database(const std::filesystem::path& folder);

/// Removes what an interrupted bulk load left behind.
void remove_temporary_files(const std::filesystem::path& folder);

/// Temporary files in a store's folder begin with this; they go away when it is opened for writing.
inline constexpr const char* kTemporaryPrefix = "temporary-";

/// The right to write, held as long as this object: an flock() on `<folder>/writer.lock`, which
/// names the holder. It ends with the process, however that ends.
class WriterLock {
  public:
    /// Waits up to `wait`, then throws StoreError that names the holder if known.
    WriterLock(const std::filesystem::path& folder, std::chrono::milliseconds wait);
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;
    ~WriterLock();

    /// True if some process holds the lock of this folder now. Writes nothing.
    static bool is_held(const std::filesystem::path& folder);

  private:
    int file_ = -1;
};

}  // namespace trefoil::store::internal
