#include "extract/model_file.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace trefoil;
using namespace trefoil::extract;

namespace {

/// A file in the temporary folder that goes away with this object.
struct TemporaryFile {
    std::string path = (std::filesystem::temp_directory_path() /
                        ("trefoil_model_test." + std::to_string(::getpid())))
                           .string();
    TemporaryFile() = default;
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    ~TemporaryFile() { std::filesystem::remove(path); }

    [[nodiscard]] std::string read() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    void write(const std::string& bytes) const {
        std::ofstream(path, std::ios::binary | std::ios::trunc)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
};

std::vector<std::byte> bytes_of(std::string_view text) {
    std::vector<std::byte> out(text.size());
    std::memcpy(out.data(), text.data(), text.size());
    return out;
}

std::string text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void write_sample(const TemporaryFile& file) {
    ModelWriter writer;
    writer.add("first", bytes_of("hello"));
    writer.add("empty", {});
    writer.add("second", bytes_of(std::string(1000, 'x')));
    writer.write(file.path);
}

std::string error_of(const std::string& path, bool verify = false) {
    try {
        const auto model = ModelFile::open(path);
        if (verify) {
            model->verify();
        }
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a model file gives back its sections, aligned and in order") {
    const TemporaryFile file;
    write_sample(file);
    const auto model = ModelFile::open(file.path);
    CHECK_NOTHROW(model->verify());
    CHECK(model->names() == std::vector<std::string>{"first", "empty", "second"});
    CHECK(text_of(model->section("first")) == "hello");
    CHECK(model->section("empty").empty());
    CHECK(text_of(model->section("second")) == std::string(1000, 'x'));
    CHECK(reinterpret_cast<std::uintptr_t>(model->section("second").data()) % 64 == 0);
    CHECK(model->has("first"));
    CHECK_FALSE(model->has("third"));
    CHECK_THROWS_AS(static_cast<void>(model->section("third")), InputError);
}

TEST_CASE("the same sections give the same bytes, other bytes another version") {
    const TemporaryFile file;
    write_sample(file);
    const std::string first = file.read();
    const std::string version = ModelFile::open(file.path)->version();
    write_sample(file);
    CHECK(file.read() == first);
    ModelWriter writer;
    writer.add("first", bytes_of("hellp"));
    writer.write(file.path);
    CHECK(ModelFile::open(file.path)->version() != version);
    CHECK(version.starts_with("1.0+"));
}

TEST_CASE("a missing or foreign file is named as such") {
    const TemporaryFile file;
    CHECK(contains(error_of(file.path), "cannot open the model file"));
    file.write("");
    CHECK(contains(error_of(file.path), "not a Trefoil model file"));
    file.write("PK\x03\x04 something else entirely, and long enough to hold a header of 64 bytes");
    CHECK(contains(error_of(file.path), "not a Trefoil model file"));
    CHECK(
        contains(error_of(std::filesystem::temp_directory_path().string()), "not a regular file"));
}

TEST_CASE("a file of another format version says so") {
    const TemporaryFile file;
    write_sample(file);
    std::string bytes = file.read();
    bytes[8] = 2;
    file.write(bytes);
    CHECK(contains(error_of(file.path), "format 2"));
}

TEST_CASE("every cut of a model file is noticed at open") {
    const TemporaryFile file;
    write_sample(file);
    const std::string bytes = file.read();
    for (std::size_t size = 0; size < bytes.size(); size += 13) {
        file.write(bytes.substr(0, size));
        CHECK_FALSE(error_of(file.path).empty());
    }
    file.write(bytes.substr(0, bytes.size() - 1));
    CHECK(contains(error_of(file.path), "damaged"));
}

TEST_CASE("every changed byte of header, table or section is noticed") {
    const TemporaryFile file;
    write_sample(file);
    const std::string bytes = file.read();
    const std::size_t table_end = 64 + 3 * 96;
    for (std::size_t at = 0; at < table_end; ++at) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        file.write(changed);
        CHECK_FALSE(error_of(file.path).empty());
    }
    std::string changed = bytes;
    changed[bytes.find("hello")] = 'j';
    file.write(changed);
    CHECK(error_of(file.path).empty());  // sections are not read at open
    CHECK(contains(error_of(file.path, true), "section first"));
}

TEST_CASE("two sections of one name or an overlong name are refused") {
    ModelWriter writer;
    writer.add("one", {});
    CHECK_THROWS_AS(writer.add("one", {}), InputError);
    CHECK_THROWS_AS(writer.add(std::string(64, 'n'), {}), InputError);
    CHECK_THROWS_AS(writer.write("/nonexistent folder/x.model"), InputError);
}

TEST_CASE("the environment chooses the model") {
    const char* before = std::getenv("TREFOIL_MODEL");
    const std::string saved = before == nullptr ? "" : before;
    ::setenv("TREFOIL_MODEL", "/some/where.model", 1);
    CHECK(default_model_path() == "/some/where.model");
    ::setenv("TREFOIL_MODEL", saved.c_str(), 1);
    if (before == nullptr) {
        ::unsetenv("TREFOIL_MODEL");
    }
}
