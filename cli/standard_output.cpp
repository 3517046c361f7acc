#include "cli/standard_output.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace trefoil::cli {

namespace {

/// Writes to a file descriptor and tells failures apart.
class DescriptorBuffer : public std::streambuf {
  public:
    DescriptorBuffer() { setp(buffer_.data(), buffer_.data() + buffer_.size()); }

  protected:
    int_type overflow(int_type c) override {
        write_out();
        if (!traits_type::eq_int_type(c, traits_type::eof())) {
            *pptr() = traits_type::to_char_type(c);
            pbump(1);
        }
        return traits_type::not_eof(c);
    }

    int sync() override {
        write_out();
        return 0;
    }

  private:
    void write_out() {
        const char* at = pbase();
        const char* end = pptr();
        setp(buffer_.data(), buffer_.data() + buffer_.size());  // a failed write is not repeated
        while (at < end) {
            const ssize_t n = ::write(STDOUT_FILENO, at, static_cast<std::size_t>(end - at));
            if (n >= 0) {
                at += n;
            } else if (errno == EPIPE) {
                throw ClosedPipe();
            } else if (errno != EINTR) {
                throw Error(std::string("cannot write to standard output: ") +
                            std::strerror(errno));
            }
        }
    }

    std::array<char, 1U << 16U> buffer_{};
};

DescriptorBuffer& descriptor_buffer() {
    static DescriptorBuffer buffer;
    return buffer;
}

}  // namespace

std::ostream& standard_output() {
    static std::ostream stream(&descriptor_buffer());
    stream.exceptions(std::ios::badbit | std::ios::failbit);
    return stream;
}

void redirect_output(std::streambuf* buffer) {
    standard_output().flush();
    standard_output().rdbuf(buffer != nullptr ? buffer : &descriptor_buffer());
}

}  // namespace trefoil::cli
