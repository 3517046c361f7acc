#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/hash.hpp"

/// The scalar encodings of docs/format.md. Varints are LEB128; ordered numbers are a length byte
/// and big-endian bytes, so that byte order is number order.
namespace trefoil::store::internal {

[[noreturn]] inline void throw_damaged(std::string_view what) {
    throw CorruptionError("the store is damaged: " + std::string(what) +
                          "; restore a backup, or ingest the documents again into a new store");
}

inline void put_varint(std::string& out, std::uint64_t v) {
    while (v > 0x7F) {
        out.push_back(static_cast<char>(v | 0x80));
        v >>= 7;
    }
    out.push_back(static_cast<char>(v));
}

constexpr std::uint64_t zigzag(std::int64_t v) {
    return (static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63);
}

constexpr std::int64_t unzigzag(std::uint64_t v) {
    return static_cast<std::int64_t>(v >> 1) ^ -static_cast<std::int64_t>(v & 1);
}

inline void put_signed(std::string& out, std::int64_t v) {
    put_varint(out, zigzag(v));
}

inline void put_fixed64(std::string& out, std::uint64_t v) {
    v = __builtin_bswap64(v);
    char bytes[8];
    std::memcpy(bytes, &v, 8);
    out.append(bytes, 8);
}

inline void put_hash(std::string& out, const Hash128& hash) {
    put_fixed64(out, hash.high);
    put_fixed64(out, hash.low);
}

/// Order-preserving: one byte n in [0,8], then the n significant bytes, most significant first.
inline void put_ordered(std::string& out, std::uint64_t v) {
    const int bytes = v == 0 ? 0 : 8 - __builtin_clzll(v) / 8;
    out.push_back(static_cast<char>(bytes));
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
        out.push_back(static_cast<char>(v >> shift));
    }
}

/// Length, then the bytes.
inline void put_string(std::string& out, std::string_view s) {
    put_varint(out, s.size());
    out.append(s);
}

/// Order-preserving and free of prefixes: 0x00 becomes 0x00 0xFF, the end is 0x00 0x01.
inline void put_escaped(std::string& out, std::string_view s) {
    for (const char c : s) {
        out.push_back(c);
        if (c == '\0') {
            out.push_back('\xFF');
        }
    }
    out.push_back('\0');
    out.push_back('\x01');
}

/// Reads what the functions above wrote. Every read is checked against the end and throws
/// CorruptionError.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

    [[nodiscard]] bool empty() const { return at_ == end_; }

    [[nodiscard]] std::size_t remaining() const { return static_cast<std::size_t>(end_ - at_); }

    [[nodiscard]] std::string_view rest() const { return {at_, remaining()}; }

    std::uint8_t byte() {
        require(1);
        return static_cast<std::uint8_t>(*at_++);
    }

    std::uint64_t varint() {
        if (at_ != end_ && static_cast<unsigned char>(*at_) < 0x80) {
            return static_cast<unsigned char>(*at_++);
        }
        return long_varint();
    }

    std::uint32_t varint32() {
        const std::uint64_t v = varint();
        if (v > 0xFFFFFFFFU) {
            throw_damaged("a number is too large");
        }
        return static_cast<std::uint32_t>(v);
    }

    std::int64_t signed_varint() { return unzigzag(varint()); }

    std::uint64_t fixed64() {
        require(8);
        std::uint64_t v = 0;
        std::memcpy(&v, at_, 8);
        at_ += 8;
        return __builtin_bswap64(v);
    }

    Hash128 hash() {
        const std::uint64_t high = fixed64();
        return {high, fixed64()};
    }

    std::uint64_t ordered() {
        const std::size_t bytes = byte();
        if (bytes > 8) {
            throw_damaged("a key is malformed");
        }
        require(bytes);
        std::uint64_t v = 0;
        for (std::size_t i = 0; i < bytes; ++i) {
            v = v << 8 | static_cast<unsigned char>(*at_++);
        }
        return v;
    }

    std::string_view bytes(std::size_t count) {
        require(count);
        const std::string_view s(at_, count);
        at_ += count;
        return s;
    }

    std::string_view string() { return bytes(checked_size(varint())); }

    std::string escaped() {
        std::string out;
        while (true) {
            const char c = static_cast<char>(byte());
            if (c != '\0') {
                out.push_back(c);
            } else if (byte() == 0xFF) {
                out.push_back('\0');
            } else {
                return out;
            }
        }
    }

    /// A count of things of at least one byte each: no more than bytes remain.
    std::size_t count() { return checked_size(varint()); }

    void skip_varints(std::size_t count) {
        while (count > 0) {
            require(1);
            count -= static_cast<unsigned char>(*at_++) < 0x80 ? 1 : 0;
        }
    }

  private:
    void require(std::size_t count) const {
        if (remaining() < count) {
            throw_damaged("a value ends too early");
        }
    }

    std::size_t checked_size(std::uint64_t v) const {
        if (v > remaining()) {
            throw_damaged("a value ends too early");
        }
        return static_cast<std::size_t>(v);
    }

    std::uint64_t long_varint() {
        std::uint64_t v = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            const std::uint8_t b = byte();
            v |= static_cast<std::uint64_t>(b & 0x7F) << (shift & 63);
            if (b < 0x80) {
                return v;
            }
        }
        throw_damaged("a number is malformed");
    }

    const char* at_;
    const char* end_;
};

}  // namespace trefoil::store::internal
