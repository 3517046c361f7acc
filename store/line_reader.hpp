#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace trefoil::store {

/// Gives the next bytes of an input: fills a prefix of `out` and returns its size; 0 only at the
/// end.
using ByteSource = std::function<std::size_t(std::span<char> out)>;

/// Gives lines without their ends; a view holds until the next call.
class LineReader {
  public:
    explicit LineReader(const ByteSource& source) : source_(source), buffer_(kBuffer) {}

    bool next(std::string_view& line) {
        while (true) {
            const char* begin = buffer_.data() + begin_;
            const auto* end = static_cast<const char*>(
                std::memchr(buffer_.data() + searched_, '\n', end_ - searched_));
            if (end != nullptr) {
                line = {begin, static_cast<std::size_t>(end - begin)};
                begin_ += line.size() + 1;
                searched_ = begin_;
                break;
            }
            searched_ = end_;
            if (!fill()) {
                if (begin_ == end_) {
                    return false;
                }
                line = {buffer_.data() + begin_, end_ - begin_};
                begin_ = searched_ = end_;
                break;
            }
        }
        had_return_ = !line.empty() && line.back() == '\r';
        if (had_return_) {
            line.remove_suffix(1);
        }
        return true;
    }

    /// The last line ended with a carriage return, which is left out too.
    [[nodiscard]] bool had_return() const { return had_return_; }

    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  private:
    static constexpr std::size_t kBuffer = std::size_t{1} << 20;

    bool fill() {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        searched_ -= begin_;
        begin_ = 0;
        if (end_ == buffer_.size()) {
            buffer_.resize(buffer_.size() * 2);  // a very long line
        }
        const std::size_t n = source_(std::span(buffer_).subspan(end_));
        end_ += n;
        bytes_ += n;
        return n > 0;
    }

    const ByteSource& source_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t searched_ = 0;  ///< no line end before
    std::size_t end_ = 0;
    std::uint64_t bytes_ = 0;
    bool had_return_ = false;
};

}  // namespace trefoil::store
