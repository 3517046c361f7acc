#include "extract/input_file.hpp"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "base/error.hpp"
#include "base/shared_library.hpp"

namespace trefoil::extract {

namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 16;

/// A file descriptor with a buffer whose start can be looked at before it is read.
class FileBytes {
  public:
    explicit FileBytes(const std::string& path) : path_(path), buffer_(kBufferBytes, char{}) {
        fd_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd_ < 0) {
            throw InputError(std::string("cannot open: ") + std::strerror(errno), path);
        }

        struct stat info {};

        if (::fstat(fd_, &info) == 0 && S_ISDIR(info.st_mode)) {
            close();
            throw InputError("is a folder", path);
        }
    }

    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;

    ~FileBytes() { close(); }

    /// The first bytes, at most one buffer; reads until the buffer is full or the file ends.
    std::string_view peek() {
        while (filled_ < buffer_.size() && !at_end_) {
            const std::size_t n = read_fd(buffer_.data() + filled_, buffer_.size() - filled_);
            at_end_ = n == 0;
            filled_ += n;
        }
        return std::string_view(buffer_.data(), filled_).substr(taken_);
    }

    std::size_t read(char* out, std::size_t size) {
        if (taken_ < filled_) {
            const std::size_t n = std::min(size, filled_ - taken_);
            std::memcpy(out, buffer_.data() + taken_, n);
            taken_ += n;
            return n;
        }
        return at_end_ ? 0 : read_fd(out, size);
    }

    /// The next run of bytes, valid until the next call.
    std::string_view block() {
        if (taken_ == filled_) {
            filled_ = at_end_ ? 0 : read_fd(buffer_.data(), buffer_.size());
            taken_ = 0;
        }
        const std::string_view out(buffer_.data() + taken_, filled_ - taken_);
        taken_ = filled_;
        return out;
    }

    [[nodiscard]] std::optional<double> share() const {
        struct stat info {};

        const off_t at = ::lseek(fd_, 0, SEEK_CUR);
        if (at < 0 || ::fstat(fd_, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size <= 0) {
            return std::nullopt;
        }
        return std::min(1.0, static_cast<double>(at) / static_cast<double>(info.st_size));
    }

  private:
    std::size_t read_fd(char* out, std::size_t size) {
        while (true) {
            const ssize_t n = ::read(fd_, out, size);
            if (n >= 0) {
                return static_cast<std::size_t>(n);
            }
            if (errno != EINTR) {
                throw InputError(std::string("cannot read: ") + std::strerror(errno), path_);
            }
        }
    }

    void close() {
        if (fd_ > STDIN_FILENO) {
            ::close(fd_);
        }
        fd_ = -1;
    }

    std::string path_;
    int fd_ = -1;
    std::string buffer_;
    std::size_t filled_ = 0;
    std::size_t taken_ = 0;
    bool at_end_ = false;
};

bool is_packed(std::string_view head) {
    using namespace std::string_view_literals;
    constexpr std::array kMagic{"\x1f\x8b"sv,
                                "BZh"sv,
                                "\xfd"
                                "7zXZ\0"sv,
                                "\x28\xb5\x2f\xfd"sv,
                                "\x04\x22\x4d\x18"sv,
                                "LZIP"sv,
                                "PK\x03\x04"sv};
    const bool tar = head.size() > 262 && head.substr(257, 5) == "ustar";
    return tar || std::ranges::any_of(
                      kMagic, [&](std::string_view magic) { return head.starts_with(magic); });
}

/// The functions of libarchive, loaded with the first packed file.
struct LibArchive {
    SharedLibrary library{TREFOIL_LIBRARY_archive};
    decltype(&::archive_entry_filetype) entry_filetype =
        library.function<decltype(&::archive_entry_filetype)>("archive_entry_filetype");
    decltype(&::archive_entry_pathname) entry_pathname =
        library.function<decltype(&::archive_entry_pathname)>("archive_entry_pathname");
    decltype(&::archive_entry_pathname_utf8) entry_pathname_utf8 =
        library.function<decltype(&::archive_entry_pathname_utf8)>("archive_entry_pathname_utf8");
    decltype(&::archive_error_string) error_string =
        library.function<decltype(&::archive_error_string)>("archive_error_string");
    decltype(&::archive_filter_count) filter_count =
        library.function<decltype(&::archive_filter_count)>("archive_filter_count");
    decltype(&::archive_format) format =
        library.function<decltype(&::archive_format)>("archive_format");
    decltype(&::archive_read_data) read_data =
        library.function<decltype(&::archive_read_data)>("archive_read_data");
    decltype(&::archive_read_free) read_free =
        library.function<decltype(&::archive_read_free)>("archive_read_free");
    decltype(&::archive_read_new) read_new =
        library.function<decltype(&::archive_read_new)>("archive_read_new");
    decltype(&::archive_read_next_header) read_next_header =
        library.function<decltype(&::archive_read_next_header)>("archive_read_next_header");
    decltype(&::archive_read_open) read_open =
        library.function<decltype(&::archive_read_open)>("archive_read_open");
    decltype(&::archive_read_support_filter_bzip2) read_support_filter_bzip2 =
        library.function<decltype(&::archive_read_support_filter_bzip2)>(
            "archive_read_support_filter_bzip2");
    decltype(&::archive_read_support_filter_gzip) read_support_filter_gzip =
        library.function<decltype(&::archive_read_support_filter_gzip)>(
            "archive_read_support_filter_gzip");
    decltype(&::archive_read_support_filter_lz4) read_support_filter_lz4 =
        library.function<decltype(&::archive_read_support_filter_lz4)>(
            "archive_read_support_filter_lz4");
    decltype(&::archive_read_support_filter_lzip) read_support_filter_lzip =
        library.function<decltype(&::archive_read_support_filter_lzip)>(
            "archive_read_support_filter_lzip");
    decltype(&::archive_read_support_filter_xz) read_support_filter_xz =
        library.function<decltype(&::archive_read_support_filter_xz)>(
            "archive_read_support_filter_xz");
    decltype(&::archive_read_support_filter_zstd) read_support_filter_zstd =
        library.function<decltype(&::archive_read_support_filter_zstd)>(
            "archive_read_support_filter_zstd");
    decltype(&::archive_read_support_format_empty) read_support_format_empty =
        library.function<decltype(&::archive_read_support_format_empty)>(
            "archive_read_support_format_empty");
    decltype(&::archive_read_support_format_raw) read_support_format_raw =
        library.function<decltype(&::archive_read_support_format_raw)>(
            "archive_read_support_format_raw");
    decltype(&::archive_read_support_format_tar) read_support_format_tar =
        library.function<decltype(&::archive_read_support_format_tar)>(
            "archive_read_support_format_tar");
    decltype(&::archive_read_support_format_zip_streamable) read_support_format_zip_streamable =
        library.function<decltype(&::archive_read_support_format_zip_streamable)>(
            "archive_read_support_format_zip_streamable");
    decltype(&::archive_set_error) set_error =
        library.function<decltype(&::archive_set_error)>("archive_set_error");
};

const LibArchive& libarchive() {
    static const LibArchive loaded;
    return loaded;
}

la_ssize_t read_block(archive* reader, void* client, const void** block) {
    try {
        const std::string_view bytes = static_cast<FileBytes*>(client)->block();
        *block = bytes.data();
        return static_cast<la_ssize_t>(bytes.size());
    } catch (const InputError& error) {  // no exception may pass through libarchive
        libarchive().set_error(reader, EIO, "%s", error.what());
        return -1;
    }
}

struct FreeArchive {
    void operator()(archive* reader) const { libarchive().read_free(reader); }
};

}  // namespace

struct InputFile::Impl {
    explicit Impl(const std::string& input) : path(input), bytes(input) {
        if (is_packed(bytes.peek())) {
            open_archive();
        }
    }

    void open_archive() {
        reader.reset(libarchive().read_new());
        libarchive().read_support_filter_gzip(reader.get());
        libarchive().read_support_filter_bzip2(reader.get());
        libarchive().read_support_filter_xz(reader.get());
        libarchive().read_support_filter_zstd(reader.get());
        libarchive().read_support_filter_lz4(reader.get());
        libarchive().read_support_filter_lzip(reader.get());
        libarchive().read_support_format_tar(reader.get());
        libarchive().read_support_format_zip_streamable(reader.get());
        libarchive().read_support_format_raw(reader.get());
        libarchive().read_support_format_empty(reader.get());
        if (libarchive().read_open(reader.get(), &bytes, nullptr, read_block, nullptr) !=
            ARCHIVE_OK) {
            fail();
        }
    }

    [[noreturn]] void fail() {
        const char* text = libarchive().error_string(reader.get());
        const std::string what = text != nullptr ? text : "damaged";  // dies with the reader
        reader.reset();
        ended = true;
        throw InputError("cannot unpack: " + what, path);
    }

    bool next() {
        if (ended) {
            return false;
        }
        if (!reader) {
            ended = true;
            name = path;
            content_name = content_name_of(path);
            return true;
        }
        return next_packed();
    }

    bool next_packed() {
        archive_entry* entry = nullptr;
        while (true) {
            const int status = libarchive().read_next_header(reader.get(), &entry);
            if (status == ARCHIVE_EOF) {
                ended = true;
                return false;
            }
            if (status < ARCHIVE_WARN) {
                fail();
            }
            raw = libarchive().format(reader.get()) == ARCHIVE_FORMAT_RAW;
            if (raw && libarchive().filter_count(reader.get()) ==
                           1) {  // the first bytes promised packed data
                fail();
            }
            if (raw || libarchive().entry_filetype(entry) == AE_IFREG) {
                break;
            }
        }
        const char* inner = libarchive().entry_pathname_utf8(entry);
        inner = inner != nullptr ? inner : libarchive().entry_pathname(entry);
        name = raw ? path : path + "!" + (inner != nullptr ? inner : "?");
        content_name = content_name_of(raw ? path : inner != nullptr ? inner : "?");
        return true;
    }

    std::size_t read(char* out, std::size_t size) {
        if (!reader) {
            return bytes.read(out, size);
        }
        const la_ssize_t n = libarchive().read_data(reader.get(), out, size);
        if (n < 0) {
            fail();
        }
        return static_cast<std::size_t>(n);
    }

    std::string path;
    FileBytes bytes;
    std::unique_ptr<archive, FreeArchive> reader;
    std::string name;
    std::string content_name;
    bool raw = false;
    bool ended = false;
};

InputFile::InputFile(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}

InputFile::~InputFile() = default;

bool InputFile::next_entry() {
    return impl_->next();
}

const std::string& InputFile::name() const {
    return impl_->name;
}

const std::string& InputFile::content_name() const {
    return impl_->content_name;
}

bool InputFile::in_archive() const {
    return impl_->reader != nullptr && !impl_->raw;
}

std::size_t InputFile::read(char* out, std::size_t size) {
    return impl_->read(out, size);
}

std::optional<double> InputFile::share() const {
    return impl_->bytes.share();
}

std::string content_name_of(const std::string& path) {
    constexpr std::array<std::string_view, 7> kPacked{".gz",  ".bz2", ".xz", ".zst",
                                                      ".lz4", ".lz",  ".z"};
    std::string name = path.substr(path.find_last_of('/') + 1);
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    for (const std::string_view ending : kPacked) {
        if (name.ends_with(ending)) {
            name.resize(name.size() - ending.size());
            break;
        }
    }
    return name;
}

}  // namespace trefoil::extract
