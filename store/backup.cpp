// Backups. A folder of backups holds each distinct file once, under the hash of its content, and
// for each backup a listing of the files it is made of. What belongs to one state of a running
// store is found as readers find it: the files are opened, and count only if the manifest did not
// change meanwhile; opened files stay readable even when the writer removes them.

#include "store/backup.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "base/error.hpp"
#include "store/internal/file_copy.hpp"
#include "store/internal/rocks_database.hpp"
#include "store/internal/store_folder.hpp"
#include "store/store.hpp"

namespace trefoil::store {

using namespace internal;  // NOLINT(google-build-using-namespace): this folder's own layer below

namespace {

namespace fs = std::filesystem;

constexpr const char* kMarker = "TREFOIL-BACKUP";
constexpr const char* kMarkerText = "trefoil backup\nformat 1\n";

/// One file of a backup: a line "hash bytes time name" of its listing.
struct BackupFile {
    Hash128 hash;
    std::uint64_t bytes = 0;
    std::int64_t time = 0;  ///< of the original, in nanoseconds: says whether it changed since
    std::string name;
};

struct Listing {
    BackupInfo info;
    std::string store;  ///< which store it is of: the text of its IDENTITY
    std::vector<BackupFile> files;
};

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

fs::path listing_path(const fs::path& folder, std::uint64_t number) {
    return folder / ("backup-" + std::to_string(number));
}

fs::path content_path(const fs::path& folder, const Hash128& hash) {
    return folder / "files" / hash.hex();
}

/// The listing's text; its last line is the hash of all before.
std::string encode(const Listing& listing) {
    std::ostringstream out;
    out << listing.info.time << '\n' << listing.store << '\n';
    out << listing.info.new_files << ' ' << listing.info.new_bytes << '\n';
    for (const BackupFile& file : listing.files) {
        out << file.hash.hex() << ' ' << file.bytes << ' ' << file.time << ' ' << file.name << '\n';
    }
    const std::string text = out.str();
    return text + Hasher().add(text).finish().hex() + "\n";
}

[[noreturn]] void throw_damaged_backup(const fs::path& folder, std::uint64_t number,
                                       const std::string& what) {
    throw CorruptionError("backup " + std::to_string(number) + " in " + folder.string() +
                          " is damaged (" + what +
                          "); 'trefoil restore --list' shows the other ones there");
}

Listing read_listing(const fs::path& folder, std::uint64_t number) {
    const std::string text = text_of(listing_path(folder, number));
    constexpr std::size_t kHash = 33;  // and a line end
    const std::size_t end = text.size() < kHash ? 0 : text.size() - kHash;
    if (end == 0 || Hasher().add(text.substr(0, end)).finish().hex() + "\n" != text.substr(end)) {
        throw_damaged_backup(folder, number, "its listing");
    }
    Listing listing;
    std::istringstream in(text.substr(0, end));
    std::getline(in, listing.info.time);
    std::getline(in, listing.store);
    listing.info.number = number;
    in >> listing.info.new_files >> listing.info.new_bytes;
    std::string hash;
    for (BackupFile file; in >> hash >> file.bytes >> file.time >> file.name;) {
        file.hash = Hash128::from_hex(hash).value_or(Hash128{});
        listing.info.bytes += file.bytes;
        listing.files.push_back(file);
    }
    listing.info.files = listing.files.size();
    return listing;
}

/// Numbers of the backups there, ascending.
std::vector<std::uint64_t> numbers_in(const fs::path& folder) {
    std::vector<std::uint64_t> numbers;
    std::error_code gone;
    for (fs::directory_iterator at(folder, gone), end; !gone && at != end; at.increment(gone)) {
        const std::string name = at->path().filename().string();
        const std::string digits = name.rfind("backup-", 0) == 0 ? name.substr(7) : "";
        if (!digits.empty() && digits.size() < 19 &&
            std::all_of(digits.begin(), digits.end(),
                        [](char c) { return c >= '0' && c <= '9'; })) {
            numbers.push_back(std::stoull(digits));
        }
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

void require_backup_folder(const fs::path& folder) {
    if (text_of(folder / kMarker) != kMarkerText) {
        throw StoreError(folder.string() + " is no folder of backups that this program knows");
    }
}

/// Makes the folder, or takes one that is there; keeps other backups out while it is held.
OpenFile lock_backup_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder / "files", error);
    if (error) {
        throw_file_error("cannot make the folder of backups", folder, error.value());
    }
    const fs::path marker = folder / kMarker;
    if (!fs::exists(marker)) {
        const auto strange = [](const fs::directory_entry& entry) {
            return entry.path().filename() != "files" &&
                   entry.path().filename().string().rfind(kMarker, 0) != 0;
        };
        if (std::any_of(fs::directory_iterator(folder), fs::directory_iterator(), strange)) {
            throw StoreError("cannot make backups in " + folder.string() +
                             ": it holds other files; name another folder");
        }
        write_file(marker, kMarkerText);
    }
    require_backup_folder(folder);
    OpenFile lock(::open(marker.c_str(), O_RDONLY | O_CLOEXEC));
    if (!lock.is_open() || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        throw StoreError("another backup is being made in " + folder.string() +
                         "; try again when it is done");
    }
    return lock;
}

/// The files of one state of a store, held open.
struct LiveFile {
    std::string name;
    OpenFile file;
    std::uint64_t bytes = 0;
    std::int64_t time = 0;
};

/// False if it is not there (any more).
bool hold(const fs::path& folder, const std::string& name, std::vector<LiveFile>& out) {
    LiveFile live{name, OpenFile(::open((folder / name).c_str(), O_RDONLY | O_CLOEXEC))};
    if (!live.file.is_open()) {
        if (errno != ENOENT) {
            throw_file_error("cannot read", folder / name, errno);
        }
        return false;
    }

    struct stat status {};

    ::fstat(live.file.get(), &status);
    live.bytes = static_cast<std::uint64_t>(status.st_size);
    live.time = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    out.push_back(std::move(live));
    return true;
}

/// Tries once; none if the writer changed the set of files meanwhile.
std::optional<std::vector<LiveFile>> hold_live_files(const std::string& folder) {
    const DatabaseFiles before = look_at_files(folder);
    OpenOptions options;
    options.memory_bytes = std::size_t{8} << 20;
    const auto database = open_to_read(folder, options);
    std::vector<LiveFile> live;
    bool complete = hold(folder, "CURRENT", live) && hold(folder, "TREFOIL", live) &&
                    hold(folder, "IDENTITY", live) && hold(folder, before.manifest, live);
    for (const std::string& table : live_tables(*database)) {
        complete = complete && hold(folder, table, live);
    }
    for (const auto& [log, size] : before.logs) {  // oldest first: only the last one grows
        complete = complete && hold(folder, log, live);
    }
    if (!complete || !before.same_manifest(look_at_files(folder))) {
        return std::nullopt;
    }
    return live;
}

std::vector<LiveFile> hold_consistent_files(const std::string& folder) {
    constexpr int kTries = 200;
    for (int i = 0; i < kTries; ++i) {
        if (auto live = hold_live_files(folder)) {
            return std::move(*live);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1 + i / 4));
    }
    throw StoreError("cannot back up the store " + folder +
                     ": another process changes its files all the time; try again");
}

std::string now_utc() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

/// The entry of an earlier listing of the same store for a file that did not change: its number is
/// given once only in the life of a store, tables never change, and time and size agree.
const BackupFile* find_unchanged(const std::map<std::string, const BackupFile*>& known,
                                 const LiveFile& live) {
    const auto found = known.find(live.name);
    const bool same = found != known.end() && live.name.ends_with(".sst") &&
                      found->second->bytes == live.bytes && found->second->time == live.time;
    return same ? found->second : nullptr;
}

void remove_unlisted(const fs::path& folder) {
    std::set<std::string> listed;
    for (const std::uint64_t number : numbers_in(folder)) {
        for (const BackupFile& file : read_listing(folder, number).files) {
            listed.insert(file.hash.hex());
        }
    }
    std::vector<fs::path> unlisted;
    for (const auto& entry : fs::directory_iterator(folder / "files")) {
        if (!listed.contains(entry.path().filename().string())) {
            unlisted.push_back(entry.path());
        }
    }
    for (const fs::path& path : unlisted) {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
}

/// Copies every file of the listing into `target`, comparing checksums.
void copy_back(const fs::path& folder, const Listing& listing, const fs::path& target) {
    for (const BackupFile& file : listing.files) {
        const fs::path content = content_path(folder, file.hash);
        const OpenFile in(::open(content.c_str(), O_RDONLY | O_CLOEXEC));

        struct stat status {};

        if (!in.is_open() || ::fstat(in.get(), &status) != 0 ||
            static_cast<std::uint64_t>(status.st_size) != file.bytes ||
            copy_file(in, file.bytes, target / file.name).hash != file.hash) {
            throw_damaged_backup(folder, listing.info.number, "the file files/" + file.hash.hex());
        }
    }
    sync_folder(target);
}

void check_restored(const fs::path& target, const fs::path& folder, std::uint64_t number) {
    OpenOptions options;
    options.read_only = true;
    const auto store = open_store(target.string(), options);
    const auto problems = store->check();
    if (!problems.empty()) {
        throw_damaged_backup(folder, number, "check says: " + problems.front().what);
    }
}

}  // namespace

BackupInfo backup_store(const std::string& store_folder, const std::string& backup_folder,
                        std::size_t keep) {
    if (inspect_folder(store_folder) == FolderState::Missing) {
        throw_no_store(store_folder);
    }
    const fs::path folder(backup_folder);
    const OpenFile lock = lock_backup_folder(folder);
    const std::vector<LiveFile> live = hold_consistent_files(store_folder);
    const std::vector<std::uint64_t> numbers = numbers_in(folder);
    Listing listing;
    listing.info.number = numbers.empty() ? 1 : numbers.back() + 1;
    listing.info.time = now_utc();
    listing.store = text_of(fs::path(store_folder) / "IDENTITY");
    listing.store = listing.store.substr(0, listing.store.find('\n'));
    Listing last;
    if (!numbers.empty()) {
        last = read_listing(folder, numbers.back());
    }
    std::map<std::string, const BackupFile*> known;
    for (const BackupFile& file : last.files) {
        if (last.store == listing.store && fs::exists(content_path(folder, file.hash))) {
            known[file.name] = &file;
        }
    }
    for (const LiveFile& file : live) {
        listing.info.bytes += file.bytes;
        ++listing.info.files;
        if (const BackupFile* same = find_unchanged(known, file)) {
            listing.files.push_back(*same);
            continue;
        }
        const fs::path fresh = folder / "files" / "new";
        const CopiedFile copied = copy_file(file.file, file.bytes, fresh);
        if (std::rename(fresh.c_str(), content_path(folder, copied.hash).c_str()) != 0) {
            throw_file_error("cannot write", content_path(folder, copied.hash), errno);
        }
        listing.files.push_back({copied.hash, copied.bytes, file.time, file.name});
        ++listing.info.new_files;
        listing.info.new_bytes += copied.bytes;
    }
    sync_folder(folder / "files");
    write_file(listing_path(folder, listing.info.number), encode(listing));
    if (keep > 0) {
        const std::vector<std::uint64_t> all = numbers_in(folder);
        for (std::size_t i = 0; i + keep < all.size(); ++i) {
            fs::remove(listing_path(folder, all[i]));
        }
        remove_unlisted(folder);
    }
    return listing.info;
}

std::vector<BackupInfo> list_backups(const std::string& backup_folder) {
    require_backup_folder(backup_folder);
    std::vector<BackupInfo> infos;
    for (const std::uint64_t number : numbers_in(backup_folder)) {
        infos.push_back(read_listing(backup_folder, number).info);
    }
    if (infos.empty()) {
        throw StoreError("there is no backup in " + backup_folder);
    }
    return infos;
}

BackupInfo restore_store(const std::string& backup_folder, const std::string& store_folder,
                         std::optional<std::uint64_t> number) {
    require_backup_folder(backup_folder);
    const std::vector<std::uint64_t> numbers = numbers_in(backup_folder);
    if (numbers.empty() ||
        (number.has_value() && !std::binary_search(numbers.begin(), numbers.end(), *number))) {
        throw StoreError("there is no backup" +
                         (number ? " " + std::to_string(*number) : std::string()) + " in " +
                         backup_folder);
    }
    if (inspect_folder(store_folder) != FolderState::Missing) {
        throw StoreError("cannot restore to " + store_folder +
                         ": a store is there; move it away or name another folder");
    }
    const Listing listing = read_listing(backup_folder, number.value_or(numbers.back()));
    fs::path target = fs::path(store_folder).lexically_normal();
    target = target.has_filename() ? target : target.parent_path();
    fs::path fresh = target;
    fresh += ".restoring-" + std::to_string(::getpid());
    try {
        make_folder(fresh);
        copy_back(backup_folder, listing, fresh);
        check_restored(fresh, backup_folder, listing.info.number);
        std::error_code ignored;
        fs::remove(target / "writer.lock", ignored);  // of an attempt to open
        if (std::rename(fresh.c_str(), target.c_str()) != 0) {
            throw_file_error("cannot restore to", target, errno);
        }
        sync_folder(target.parent_path());
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(fresh, ignored);
        throw;
    }
    return listing.info;
}

}  // namespace trefoil::store
