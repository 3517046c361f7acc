#include "store/internal/file_copy.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <unistd.h>
#include <vector>
#include <xxhash.h>

#include "base/error.hpp"

namespace trefoil::store::internal {
namespace {

namespace fs = std::filesystem;

void write_all(const OpenFile& file, const char* data, std::size_t size, const fs::path& path) {
    while (size > 0) {
        const ssize_t n = ::write(file.get(), data, size);
        if (n < 0) {
            throw_file_error("cannot write", path, errno);
        }
        data += n;
        size -= static_cast<std::size_t>(n);
    }
}

OpenFile create(const fs::path& path) {
    OpenFile file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!file.is_open()) {
        throw_file_error("cannot write", path, errno);
    }
    return file;
}

void sync(const OpenFile& file, const fs::path& path) {
    if (::fsync(file.get()) != 0) {
        throw_file_error("cannot write", path, errno);
    }
}

}  // namespace

OpenFile::~OpenFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

CopiedFile copy_file(const OpenFile& from, std::uint64_t bytes, const fs::path& to) {
    const OpenFile out = create(to);
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> hash(XXH3_createState(),
                                                                        &XXH3_freeState);
    XXH3_128bits_reset(hash.get());
    std::vector<char> buffer(std::size_t{1} << 20);
    CopiedFile copied;
    while (copied.bytes < bytes) {
        const auto wanted =
            static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), bytes - copied.bytes));
        const ssize_t n =
            ::pread(from.get(), buffer.data(), wanted, static_cast<off_t>(copied.bytes));
        if (n < 0) {
            throw_file_error("cannot read a file to copy to", to, errno);
        }
        if (n == 0) {
            throw CorruptionError("a file became shorter while it was copied to " + to.string() +
                                  "; repeat");
        }
        XXH3_128bits_update(hash.get(), buffer.data(), static_cast<std::size_t>(n));
        write_all(out, buffer.data(), static_cast<std::size_t>(n), to);
        copied.bytes += static_cast<std::uint64_t>(n);
    }
    sync(out, to);
    const XXH128_hash_t digest = XXH3_128bits_digest(hash.get());
    copied.hash = {digest.high64, digest.low64};
    return copied;
}

void write_file(const fs::path& file, const std::string& text) {
    const fs::path fresh = file.string() + ".new";
    const OpenFile out = create(fresh);
    write_all(out, text.data(), text.size(), fresh);
    sync(out, fresh);
    if (std::rename(fresh.c_str(), file.c_str()) != 0) {
        throw_file_error("cannot write", file, errno);
    }
    sync_folder(file.parent_path());
}

void sync_folder(const fs::path& folder) {
    const fs::path path = folder.empty() ? fs::path(".") : folder;
    const OpenFile dir(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (dir.is_open()) {
        ::fsync(dir.get());
    }
}

void throw_file_error(const std::string& doing, const fs::path& path, int error) {
    throw StoreError(doing + " " + path.string() + ": " + std::strerror(error) +
                     (error == ENOSPC || error == EDQUOT ? "; free some space and repeat" : ""));
}

}  // namespace trefoil::store::internal
