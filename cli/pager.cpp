#include "cli/pager.hpp"

#include <algorithm>
#include <cstdlib>
#include <unistd.h>

#include "cli/standard_output.hpp"

namespace trefoil::cli {

Pager::~Pager() {
    close();
}

void Pager::finish() {
    if (pipe_ == nullptr) {
        standard_output().write(held_.data(), static_cast<std::streamsize>(held_.size()));
        held_.clear();
    }
    close();
}

Pager::int_type Pager::overflow(int_type c) {
    if (!traits_type::eq_int_type(c, traits_type::eof())) {
        const char one = traits_type::to_char_type(c);
        return xsputn(&one, 1) == 1 ? c : traits_type::eof();
    }
    return traits_type::not_eof(c);
}

/// Throws ClosedPipe when the reader has left the pager.
std::streamsize Pager::xsputn(const char* text, std::streamsize size) {
    const auto length = static_cast<std::size_t>(size);
    if (pipe_ == nullptr) {
        held_.append(text, length);
        seen_ += static_cast<std::size_t>(std::count(text, text + size, '\n'));
        if (seen_ > lines_) {
            open();
        }
        return size;
    }
    if (std::fwrite(text, 1, length, pipe_) != length) {
        throw ClosedPipe();
    }
    return size;
}

void Pager::open() {
    pipe_ = popen(pager_command().c_str(), "w");
    if (pipe_ == nullptr) {
        throw Error("cannot start the pager '" + pager_command() + "' (:set pager off)");
    }
    const std::string held = std::move(held_);
    held_.clear();
    xsputn(held.data(), static_cast<std::streamsize>(held.size()));
}

void Pager::close() {
    if (pipe_ != nullptr) {
        pclose(pipe_);
        pipe_ = nullptr;
    }
}

std::string pager_command() {
    for (const char* variable : {"TREFOIL_PAGER", "PAGER"}) {
        if (const char* command = std::getenv(variable)) {
            const std::string text(command);
            return text == "cat" ? "" : text;
        }
    }
    return access("/usr/bin/less", X_OK) == 0 ? "less -FRSX" : "";
}

}  // namespace trefoil::cli
