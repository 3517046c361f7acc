#include "cli/standard_input.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <streambuf>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/error.hpp"
#include "cli/interrupt.hpp"

namespace trefoil::cli {

namespace {

class DescriptorInput : public std::streambuf {
  protected:
    int_type underflow() override {
        while (true) {
            check_interrupt();
            const ssize_t n = ::read(STDIN_FILENO, buffer_.data(), buffer_.size());
            if (n > 0) {
                setg(buffer_.data(), buffer_.data(), buffer_.data() + n);
                return traits_type::to_int_type(buffer_.front());
            }
            if (n == 0) {
                return traits_type::eof();
            }
            if (errno != EINTR) {
                throw InputError(std::string("cannot read: ") + std::strerror(errno), "-");
            }
        }
    }

    std::streamsize showmanyc() override {
        int waiting = 0;
        return ::ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 ? waiting : 0;
    }

  private:
    std::array<char, 1U << 16U> buffer_{};
};

}  // namespace

std::istream& standard_input() {
    static DescriptorInput buffer;
    static std::istream stream(&buffer);
    stream.exceptions(std::ios::badbit);
    return stream;
}

}  // namespace trefoil::cli
