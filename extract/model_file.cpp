// The model file: a 64-byte header, a table of 96-byte entries, then sections at multiples of 64
// bytes. The header's checksum covers header and table, and the table holds a checksum for each
// section, so the header's checksum is also the hash of the whole content. docs/model.md draws the
// bytes. Little-endian machines only.
#include "extract/model_file.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <xxhash.h>

#include "base/error.hpp"

namespace trefoil::extract {

namespace {

static_assert(std::endian::native == std::endian::little, "model files are little-endian");

constexpr std::array<char, 8> kMagic = {'T', 'R', 'E', 'F', 'M', 'O', 'D', '\n'};
constexpr std::uint32_t kFormatVersion = 1;  ///< raise when the layout of header or table changes
constexpr std::size_t kAlignment = 64;
constexpr std::uint32_t kMaxSections = 4096;

struct Header {
    std::array<char, 8> magic = kMagic;
    std::uint32_t format = kFormatVersion;
    std::uint32_t sections = 0;
    std::uint64_t file_size = 0;
    std::uint64_t checksum = 0;  ///< XXH3-64 of header and table, this field being 0
    std::array<std::uint64_t, 4> reserved{};
};

static_assert(sizeof(Header) == 64);

struct Entry {
    std::array<char, 64> name{};  ///< zero-padded, at most 63 bytes
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t checksum = 0;  ///< XXH3-64 of the section's bytes
    std::uint64_t reserved = 0;
};

static_assert(sizeof(Entry) == 96);

constexpr const char* kGetModel = "reinstall Trefoil, or set TREFOIL_MODEL to a good model file";

std::size_t align_up(std::size_t n) {
    return (n + kAlignment - 1) / kAlignment * kAlignment;
}

std::uint64_t header_checksum(Header header, const Entry* table) {
    header.checksum = 0;
    XXH3_state_t* state = XXH3_createState();
    XXH3_64bits_reset(state);
    XXH3_64bits_update(state, &header, sizeof header);
    XXH3_64bits_update(state, table, sizeof(Entry) * header.sections);
    const std::uint64_t hash = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    return hash;
}

std::string hex64(std::uint64_t value) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out(16, '0');
    for (std::size_t i = 0; i < 16; ++i) {
        out[i] = kDigits[(value >> (60 - 4 * i)) & 0xF];
    }
    return out;
}

std::string_view name_of(const Entry& entry) {
    return {entry.name.data(), strnlen(entry.name.data(), entry.name.size())};
}

/// A whole file mapped read-only.
class MappedFile {
  public:
    explicit MappedFile(const std::string& path) {
        const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) {
            throw InputError(std::string("cannot open the model file (") + std::strerror(errno) +
                                 "); " + kGetModel,
                             path);
        }

        struct stat info {};

        if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
            ::close(fd);
            throw InputError(std::string("the model is not a regular file; ") + kGetModel, path);
        }
        size_ = static_cast<std::size_t>(info.st_size);
        if (size_ != 0) {
            address_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd, 0);
        }
        const int error = errno;
        ::close(fd);
        if (address_ == MAP_FAILED) {
            throw InputError(
                std::string("cannot map the model file (") + std::strerror(error) + ")", path);
        }
    }

    ~MappedFile() {
        if (address_ != nullptr) {
            ::munmap(address_, size_);
        }
    }

    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] const std::byte* data() const { return static_cast<const std::byte*>(address_); }

    [[nodiscard]] std::size_t size() const { return size_; }

  private:
    void* address_ = nullptr;
    std::size_t size_ = 0;
};

class MappedModel final : public ModelFile {
  public:
    explicit MappedModel(const std::string& path) : path_(path), file_(path) {
        if (file_.size() < kMagic.size() ||
            std::memcmp(file_.data(), kMagic.data(), kMagic.size()) != 0) {
            throw InputError(std::string("not a Trefoil model file; ") + kGetModel, path_);
        }
        if (file_.size() < sizeof(Header)) {
            damaged("it ends within its header");
        }
        std::memcpy(&header_, file_.data(), sizeof header_);
        check_header();
        table_.resize(header_.sections);
        std::memcpy(table_.data(), file_.data() + sizeof header_, sizeof(Entry) * table_.size());
        if (header_checksum(header_, table_.data()) != header_.checksum) {
            damaged("the checksum of its header differs");
        }
        for (const Entry& entry : table_) {
            if (entry.offset % kAlignment != 0 || entry.offset > file_.size() ||
                entry.size > file_.size() - entry.offset) {
                damaged("section " + std::string(name_of(entry)) + " reaches past its end");
            }
        }
    }

    [[nodiscard]] std::span<const std::byte> section(std::string_view name) const override {
        const Entry* entry = find(name);
        if (entry == nullptr) {
            throw InputError("the model has no section '" + std::string(name) + "'; " + kGetModel,
                             path_);
        }
        return bytes(*entry);
    }

    [[nodiscard]] bool has(std::string_view name) const override { return find(name) != nullptr; }

    [[nodiscard]] std::vector<std::string> names() const override {
        std::vector<std::string> out;
        for (const Entry& entry : table_) {
            out.emplace_back(name_of(entry));
        }
        return out;
    }

    void verify() const override {
        for (const Entry& entry : table_) {
            const auto section_bytes = bytes(entry);
            if (XXH3_64bits(section_bytes.data(), section_bytes.size()) != entry.checksum) {
                damaged("the checksum of section " + std::string(name_of(entry)) + " differs");
            }
        }
    }

    [[nodiscard]] std::string version() const override { return "1.0+" + hex64(header_.checksum); }

  private:
    [[noreturn]] void damaged(const std::string& how) const {
        throw InputError("the model file is damaged: " + how + "; " + kGetModel, path_);
    }

    void check_header() const {
        if (header_.format != kFormatVersion) {
            throw InputError("the model has format " + std::to_string(header_.format) +
                                 ", this program reads format " + std::to_string(kFormatVersion) +
                                 "; use the model that came with this program, or another version "
                                 "of the program",
                             path_);
        }
        if (header_.file_size != file_.size()) {
            damaged("it has " + std::to_string(file_.size()) + " bytes, not " +
                    std::to_string(header_.file_size));
        }
        if (header_.sections > kMaxSections ||
            sizeof(Header) + sizeof(Entry) * std::uint64_t{header_.sections} > file_.size()) {
            damaged("its table of sections is too long");
        }
    }

    [[nodiscard]] const Entry* find(std::string_view name) const {
        const auto it = std::ranges::find_if(
            table_, [&](const Entry& entry) { return name_of(entry) == name; });
        return it == table_.end() ? nullptr : &*it;
    }

    [[nodiscard]] std::span<const std::byte> bytes(const Entry& entry) const {
        return {file_.data() + entry.offset, entry.size};
    }

    std::string path_;
    MappedFile file_;
    Header header_;
    std::vector<Entry> table_;
};

void write_padding(std::ofstream& out, std::size_t at) {
    static constexpr std::array<char, kAlignment> kZeros{};
    out.write(kZeros.data(), static_cast<std::streamsize>(align_up(at) - at));
}

}  // namespace

std::shared_ptr<const ModelFile> ModelFile::open(const std::string& path) {
    return std::make_shared<const MappedModel>(path);
}

void ModelWriter::add(std::string name, std::vector<std::byte> bytes) {
    if (name.empty() || name.size() >= sizeof(Entry::name)) {
        throw InputError("a section name must have 1 to 63 bytes", name);
    }
    for (const auto& [other, unused] : sections_) {
        if (other == name) {
            throw InputError("two sections have this name", name);
        }
    }
    sections_.emplace_back(std::move(name), std::move(bytes));
}

void ModelWriter::write(const std::string& path) const {
    std::vector<Entry> table(sections_.size());
    std::size_t at = align_up(sizeof(Header) + sizeof(Entry) * table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        const auto& [name, bytes] = sections_[i];
        std::ranges::copy(name, table[i].name.begin());
        table[i].offset = at;
        table[i].size = bytes.size();
        table[i].checksum = XXH3_64bits(bytes.data(), bytes.size());
        at = align_up(at + bytes.size());
    }
    Header header;
    header.sections = static_cast<std::uint32_t>(table.size());
    header.file_size = at;
    header.checksum = header_checksum(header, table.data());

    const std::string temporary = path + ".tmp" + std::to_string(::getpid());
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(&header), sizeof header);
    out.write(reinterpret_cast<const char*>(table.data()),
              static_cast<std::streamsize>(sizeof(Entry) * table.size()));
    write_padding(out, sizeof header + sizeof(Entry) * table.size());
    for (const auto& [name, bytes] : sections_) {
        out.write(reinterpret_cast<const char*>(bytes.data()),
                  static_cast<std::streamsize>(bytes.size()));
        write_padding(out, bytes.size());
    }
    out.close();
    std::error_code error;
    if (out) {
        std::filesystem::rename(temporary, path, error);
    }
    if (!out || error) {
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        throw InputError(
            "cannot write the model file" + (error ? " (" + error.message() + ")" : std::string()),
            path);
    }
}

std::string default_model_path() {
    if (const char* chosen = std::getenv("TREFOIL_MODEL"); chosen != nullptr && *chosen != '\0') {
        return chosen;
    }
    std::vector<std::filesystem::path> places;
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) {
        places.push_back(
            (program.parent_path() / "../share/trefoil/english.model").lexically_normal());
    }
    places.push_back(std::filesystem::path(TREFOIL_SOURCE_DIR) / "models" / "english.model");
    std::string looked_at;
    for (const auto& place : places) {
        if (std::filesystem::exists(place, error)) {
            return place.string();
        }
        looked_at += (looked_at.empty() ? "" : ", ") + place.string();
    }
    throw InputError(
        "no model file found (looked at " + looked_at + "); set TREFOIL_MODEL to its path",
        "english.model");
}

}  // namespace trefoil::extract
