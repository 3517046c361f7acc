#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace trefoil::extract {

/// A fixed list of words with a value each, made by the compiler: a sparse hash table that mostly
/// tells at the first look that a word is not in it. No word is empty, none is there twice.
template <class Value, std::size_t N>
class WordTable {
  public:
    using Entry = std::pair<std::string_view, Value>;

    constexpr explicit WordTable(const std::array<Entry, N>& words) {
        for (const Entry& word : words) {
            std::size_t at = place(word.first);
            while (!slots_[at].first.empty()) {
                at = (at + 1) % kSlots;
            }
            slots_[at] = word;
        }
    }

    [[nodiscard]] constexpr std::optional<Value> find(std::string_view word) const {
        for (std::size_t at = place(word); !slots_[at].first.empty(); at = (at + 1) % kSlots) {
            if (slots_[at].first == word) {
                return slots_[at].second;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] constexpr bool contains(std::string_view word) const {
        return find(word).has_value();
    }

  private:
    static constexpr std::size_t kSlots = std::bit_ceil(4 * N);

    static constexpr std::size_t place(std::string_view word) {
        const auto letter = [&](std::size_t i) -> std::size_t {
            return static_cast<unsigned char>(word[i]);
        };
        const std::size_t ends =
            word.empty() ? 0
                         : letter(0) * 7 + letter(word.size() / 2) * 31 + letter(word.size() - 1);
        return (ends * 5 + word.size() * 59) % kSlots;
    }

    std::array<Entry, kSlots> slots_{};
};

/// A number for each word.
template <std::size_t N>
using WordNumbers = WordTable<int, N>;

/// Words alone.
template <std::size_t N>
constexpr WordTable<bool, N> word_set(const std::array<std::string_view, N>& words) {
    std::array<std::pair<std::string_view, bool>, N> entries;
    for (std::size_t i = 0; i < N; ++i) {
        entries[i] = {words[i], true};
    }
    return WordTable<bool, N>(entries);
}

}  // namespace trefoil::extract
