#include "store/repair.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

#include "base/error.hpp"
#include "store/internal/file_copy.hpp"
#include "store/internal/rocks_database.hpp"
#include "store/internal/store_folder.hpp"

namespace trefoil::store {

using namespace internal;  // NOLINT(google-build-using-namespace): this folder's own layer below

namespace {

namespace fs = std::filesystem;

/// The first of these names that is free.
fs::path name_for_damaged(const fs::path& folder) {
    for (int i = 1;; ++i) {
        fs::path name = folder;
        name += ".damaged-" + std::to_string(i);
        if (!fs::exists(name)) {
            return name;
        }
    }
}

void move_folder(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        throw_file_error("cannot rename " + from.string() + " to", to, errno);
    }
}

/// `fresh` becomes `folder`, and `folder` becomes `kept`: in one step where the file system can.
void swap_folders(const fs::path& fresh, const fs::path& folder, const fs::path& kept) {
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) == 0) {
        move_folder(fresh, kept);
    } else {
        move_folder(folder, kept);
        move_folder(fresh, folder);
    }
    sync_folder(folder.parent_path());
}

void fill_and_check(const std::string& folder, const std::string& fresh, const OpenOptions& options,
                    const std::function<void(const Reader&, Store&)>& fill) {
    OpenOptions reading = options;
    reading.read_only = true;
    const auto old = open_store(folder, reading);
    OpenOptions writing = options;
    writing.create = true;
    const auto made = open_store(fresh, writing);
    fill(*old->snapshot(), *made);
    made->compact();
    const auto problems = made->check();
    if (!problems.empty()) {
        throw CorruptionError("the repaired store is not clean (" + problems.front().what +
                              "); the store was left as it is: restore a backup");
    }
}

}  // namespace

std::string replace_store(const std::string& address, const OpenOptions& options,
                          const std::function<void(const Reader&, Store&)>& fill) {
    if (inspect_folder(address) == FolderState::Missing) {
        throw_no_store(address);
    }
    fs::path folder = fs::path(address).lexically_normal();
    folder = folder.has_filename() ? folder : folder.parent_path();
    const WriterLock lock(folder, options.lock_wait);
    fs::path fresh = folder;
    fresh += ".repair-" + std::to_string(::getpid());
    const fs::path kept = name_for_damaged(folder);
    try {
        fill_and_check(folder.string(), fresh.string(), options, fill);
        swap_folders(fresh, folder, kept);
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(fresh, ignored);
        throw;
    }
    return kept.string();
}

}  // namespace trefoil::store
