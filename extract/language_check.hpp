#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trefoil::extract {

/// What speaks for and against English in a text.
struct LanguageEvidence {
    std::size_t words = 0;            ///< words looked at
    std::size_t english = 0;          ///< of them English function words
    std::size_t other = 0;            ///< function words of the best other language
    std::string_view language;        ///< that language, in English: "German"; "" if none was seen
    std::size_t letters = 0;          ///< letters looked at
    std::size_t foreign_letters = 0;  ///< of them outside the Latin script

    /// False only on clear evidence: a text of another script, or one of at least 12 words with
    /// more than twice as many function words of another language as of English, these being a
    /// tenth of all words (of less than 60 words: a quarter, and five). Lists, headlines and
    /// addresses count as English.
    [[nodiscard]] bool is_english() const;
};

/// Looks at the first 20,000 words at most. Linear, no tables beyond the program's own.
/// Thread-safe.
LanguageEvidence check_language(std::string_view text);

}  // namespace trefoil::extract
