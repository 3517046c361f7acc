#include "cli/input_stream.hpp"

#include <array>
#include <span>
#include <streambuf>

#include "base/error.hpp"
#include "extract/input_file.hpp"

namespace trefoil::cli {

class InputStream::Buffer : public std::streambuf {
  public:
    explicit Buffer(const std::string& path) : file_(path) {
        if (!file_.next_entry()) {
            throw InputError("empty: there is nothing in it", path);
        }
    }

    [[nodiscard]] extract::InputFile& file() { return file_; }

  protected:
    int_type underflow() override {
        const std::size_t n = file_.read(buffer_.data(), buffer_.size());
        setg(buffer_.data(), buffer_.data(), buffer_.data() + n);
        return n == 0 ? traits_type::eof() : traits_type::to_int_type(buffer_[0]);
    }

  private:
    extract::InputFile file_;
    std::array<char, 1U << 16> buffer_{};
};

InputStream::InputStream(const std::string& path)
    : std::istream(nullptr), buffer_(std::make_unique<Buffer>(path)) {
    rdbuf(buffer_.get());
    exceptions(badbit);  // a file that cannot be read on is no end of it
}

InputStream::~InputStream() = default;

store::ByteSource InputStream::source() {
    return
        [this](std::span<char> space) { return buffer_->file().read(space.data(), space.size()); };
}

std::optional<double> InputStream::share() const {
    return buffer_->file().share();
}

}  // namespace trefoil::cli
