#include "store/internal/store_folder.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

#include "base/error.hpp"
#include "store/internal/codec.hpp"

namespace trefoil::store::internal {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMarker = "TREFOIL";
constexpr const char* kLock = "writer.lock";
constexpr const char* kMarkerText = "trefoil store\nformat ";

[[noreturn]] void fail(const std::string& what, const fs::path& folder, int error) {
    throw StoreError(what + " " + folder.string() + ": " + std::strerror(error));
}

/// Only what prepare_folder or WriterLock can have left there.
bool is_as_good_as_empty(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().filename() != kLock &&
            entry.path().filename() != std::string(kMarker) + ".new") {
            return false;
        }
    }
    return true;
}

void check_marker(const fs::path& folder, const fs::path& marker) {
    std::ifstream in(marker);
    std::stringstream text;
    text << in.rdbuf();
    const std::string content = text.str();
    std::uint64_t version = 0;
    const std::string start = kMarkerText;
    if (content.compare(0, start.size(), start) == 0) {
        version = std::strtoull(content.c_str() + start.size(), nullptr, 10);
    }
    if (version == 0) {
        throw CorruptionError("cannot open the store " + folder.string() + ": its file " + kMarker +
                              " is damaged; restore a backup");
    }
    if (version > kFormatVersion) {
        throw StoreError("cannot open the store " + folder.string() + ": it has format " +
                         std::to_string(version) + ", this program knows formats up to " +
                         std::to_string(kFormatVersion) + "; use a newer trefoil");
    }
}

void write_all(int file, const std::string& text, const fs::path& folder) {
    const ssize_t n = ::write(file, text.data(), text.size());
    if (n != static_cast<ssize_t>(text.size()) || ::fsync(file) != 0) {
        const int error = errno;
        ::close(file);
        fail("cannot write into", folder, error);
    }
}

void sync_folder(const fs::path& folder) {
    const int dir = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir >= 0) {
        ::fsync(dir);
        ::close(dir);
    }
}

std::string first_line_of(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

}  // namespace

FolderState inspect_folder(const fs::path& folder) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (status.type() == fs::file_type::not_found && error.value() == ENOTDIR) {
        fail("cannot open", folder, ENOTDIR);
    }
    if (status.type() == fs::file_type::not_found) {
        return FolderState::Missing;
    }
    if (status.type() == fs::file_type::none) {
        fail("cannot open", folder, error.value());
    }
    if (status.type() != fs::file_type::directory) {
        throw StoreError("cannot open " + folder.string() +
                         ": it is not a folder; a store is a folder");
    }
    try {
        const fs::path marker = folder / kMarker;
        if (fs::exists(marker)) {
            check_marker(folder, marker);
            return FolderState::Store;
        }
        if (is_as_good_as_empty(folder)) {
            return FolderState::Missing;
        }
    } catch (const fs::filesystem_error& e) {
        fail("cannot open", folder, e.code().value());
    }
    throw StoreError("cannot open " + folder.string() +
                     ": it is not a Trefoil store and holds other files; name another folder");
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        fail("cannot create the store", folder, error.value());
    }
}

void prepare_folder(const fs::path& folder) {
    const fs::path marker = folder / kMarker;
    if (fs::exists(marker)) {
        return;
    }
    const fs::path fresh = folder / (std::string(kMarker) + ".new");
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) {
        fail("cannot create the store", folder, errno);
    }
    write_all(file, kMarkerText + std::to_string(kFormatVersion) + "\n", folder);
    ::close(file);
    if (std::rename(fresh.c_str(), marker.c_str()) != 0) {
        fail("cannot create the store", folder, errno);
    }
    sync_folder(folder);
    sync_folder(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
}

bool has_database(const fs::path& folder) {
    bool current = false;
    bool files = false;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        current = current || name == "CURRENT";
        files = files || name.rfind("MANIFEST-", 0) == 0 || entry.path().extension() == ".sst";
    }
    if (files && !current) {
        throw CorruptionError("cannot open the store " + folder.string() +
                              ": it is damaged (the file CURRENT is missing); restore a backup");
    }
    return current;
}

void remove_temporary_files(const fs::path& folder) {
    std::error_code ignored;
    std::vector<fs::path> left;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().filename().string().rfind(kTemporaryPrefix, 0) == 0) {
            left.push_back(entry.path());
        }
    }
    for (const fs::path& path : left) {
        fs::remove_all(path, ignored);
    }
}

WriterLock::WriterLock(const fs::path& folder, std::chrono::milliseconds wait) {
    const fs::path path = folder / kLock;
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file_ < 0) {
        const int error = errno;
        if (error == EROFS || error == EACCES) {
            throw StoreError("cannot open for writing the store " + folder.string() + ": " +
                             std::strerror(error) + "; it can still be read (--read-only)");
        }
        fail("cannot open for writing the store", folder, error);
    }
    const auto deadline = std::chrono::steady_clock::now() + wait;
    while (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            const int error = errno;
            ::close(file_);
            fail("cannot lock the store", folder, error);
        }
        if (std::chrono::steady_clock::now() >= deadline) {
            ::close(file_);
            const std::string holder = first_line_of(path);
            throw StoreError("the store " + folder.string() + " is being written by " +
                             (holder.empty() ? "another process" : holder) + " (waited " +
                             std::to_string(wait.count()) +
                             " ms); try again when it is done, or open the store read-only");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    const std::string holder =
        "process " + std::to_string(::getpid()) + ", " + first_line_of("/proc/self/comm") + "\n";
    if (::ftruncate(file_, 0) == 0) {
        [[maybe_unused]] const ssize_t n = ::pwrite(file_, holder.data(), holder.size(), 0);
    }
}

bool WriterLock::is_held(const fs::path& folder) {
    const int file = ::open((folder / kLock).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    const bool held = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(file);
    return held;
}

WriterLock::~WriterLock() {
    if (::ftruncate(file_, 0) == 0) {  // nobody holds it now
        ::flock(file_, LOCK_UN);
    }
    ::close(file_);
}

}  // namespace trefoil::store::internal
