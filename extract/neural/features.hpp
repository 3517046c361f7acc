#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/neural/string_table.hpp"

namespace trefoil::extract::neural {

/// Prefixes of 1, 2, 3 and suffixes of 1, 2, 3, 4 code points.
inline constexpr std::size_t kAffixes = 7;

/// What the network is told of one word, as strings. Curly quotes and long dashes are made plain
/// first.
struct WordKeys {
    std::string plain;  ///< the form with plain quotes and dashes
    std::string lower;  ///< lower case
    std::string word;   ///< lower case, digits as 0
    /// A letter for the kind and the affix of `word` (that of `plain` for the first prefix); the
    /// kind alone where the word is shorter.
    std::array<std::string, kAffixes> affixes;
    std::string shape;  ///< runs of character classes ("Xx", "d-d"), '^' in front at the start of a
                        ///< sentence

    /// Fills all fields, reusing their memory.
    void assign(std::string_view form, bool first_in_sentence);
};

/// Rows of the embedding tables. Row 0 of each table stands for the unknown.
struct WordRows {
    std::uint32_t vector = 0;
    std::uint32_t word = 0;
    std::uint32_t shape = 0;
    std::array<std::uint32_t, kAffixes> affixes{};
};

/// The vocabularies of the embedding tables; string i of a table has row i + 1.
struct Vocabularies {
    StringTable vectors;
    StringTable words;
    StringTable affixes;
    StringTable shapes;

    /// The rows of a word. A word without static vector falls back to a stand-in number if it has
    /// digits, else to its last part after a hyphen, else to the unknown row. Shared by training
    /// and inference.
    [[nodiscard]] WordRows rows(const WordKeys& keys) const;
};

}  // namespace trefoil::extract::neural
