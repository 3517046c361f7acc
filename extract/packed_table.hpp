#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

/// The tables of the gazetteer's file as scripts/build_tables.py lays them out, read where they are
/// mapped.
namespace trefoil::extract {

inline std::uint32_t read_u32(const char* at) {
    std::uint32_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

/// FNV-1a, its bits mixed once more, as in build_tables.py.
inline std::uint32_t key_hash(std::string_view key) {
    std::uint64_t h = 0xCBF29CE484222325ULL;
    for (const char c : key) {
        h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return static_cast<std::uint32_t>((h ^ h >> 32U) * 0x9E3779B97F4A7C15ULL >> 32U);
}

/// Little-endian 32-bit numbers in a mapped file, which must outlive it.
class PackedNumbers {
  public:
    PackedNumbers() = default;

    /// Takes its numbers from the front of `bytes`, which has as many.
    PackedNumbers(std::string_view& bytes, std::size_t count) : at_(bytes.data()), count_(count) {
        bytes.remove_prefix(count * sizeof(std::uint32_t));
    }

    [[nodiscard]] std::uint32_t operator[](std::size_t i) const {
        return read_u32(at_ + i * sizeof(std::uint32_t));
    }

    /// True if no number is less than the one before, and none more than `limit`.
    [[nodiscard]] bool rise_to(std::size_t limit) const {
        std::uint32_t last = 0;
        for (std::size_t i = 0; i < count_; ++i) {
            const std::uint32_t value = (*this)[i];
            if (value < last || value > limit) {
                return false;
            }
            last = value;
        }
        return true;
    }

  private:
    const char* at_ = nullptr;
    std::size_t count_ = 0;
};

/// Rows of cells, and, but for the places, a hash table of their keys.
class PackedTable {
  public:
    static constexpr std::size_t kMaxCells = 5;

    /// False if the borders inside `bytes` are wrong.
    bool attach(std::string_view bytes, std::uint32_t rows, std::uint32_t row_size, bool keyed) {
        rows_ = rows;
        cells_ = row_size / 4;
        while (keyed && (std::size_t{4} << bits_) < rows) {
            ++bits_;
        }
        const std::size_t buckets = keyed ? (std::size_t{1} << bits_) + 1 : 0;
        const std::size_t keys = keyed ? rows : 0;
        const std::size_t begins = keyed ? keys + 1 : 0;
        const std::size_t values = std::size_t{rows} * cells_;
        if (row_size % 4 != 0 || cells_ > kMaxCells ||
            (buckets + keys + begins + values) * 4 > bytes.size()) {
            return false;
        }
        buckets_ = PackedNumbers(bytes, buckets);
        hashes_ = PackedNumbers(bytes, keys);
        begins_ = PackedNumbers(bytes, begins);
        values_ = PackedNumbers(bytes, values);
        keys_ = bytes;
        return buckets_.rise_to(rows) && begins_.rise_to(keys_.size());
    }

    [[nodiscard]] std::uint32_t size() const { return rows_; }

    [[nodiscard]] std::string_view key(std::uint32_t row) const {
        return keys_.substr(begins_[row], begins_[row + 1] - begins_[row]);
    }

    [[nodiscard]] std::uint32_t cell(std::uint32_t row, std::size_t column) const {
        return values_[std::size_t{row} * cells_ + column];
    }

    /// Rows of this key as a half-open range; empty if there are none. A key that is not there
    /// mostly costs one bucket and two hashes.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> find(std::string_view wanted) const {
        return find(wanted, key_hash(wanted));
    }

    /// The same with the key's hash.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> find(std::string_view wanted,
                                                               std::uint32_t hash) const {
        const auto bucket = static_cast<std::size_t>(std::uint64_t{hash} >> (32U - bits_));
        const std::uint32_t end = buckets_[bucket + 1];
        std::uint32_t from = buckets_[bucket];
        while (from < end && (hashes_[from] != hash || key(from) != wanted)) {
            ++from;
        }
        std::uint32_t to = from;
        while (to < end && hashes_[to] == hash && key(to) == wanted) {
            ++to;
        }
        return {from, to};
    }

    [[nodiscard]] std::optional<std::uint32_t> first(std::string_view wanted) const {
        const auto [from, to] = find(wanted);
        return from < to ? std::optional(from) : std::nullopt;
    }

  private:
    std::uint32_t rows_ = 0;
    std::size_t cells_ = 0;
    unsigned bits_ = 0;      ///< of a hash that choose its bucket
    PackedNumbers buckets_;  ///< first row of each, and one past the last
    PackedNumbers hashes_;   ///< of each row's key
    PackedNumbers begins_;   ///< of each row's key, and one past the last
    PackedNumbers values_;
    std::string_view keys_;
};

}  // namespace trefoil::extract
