#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/analysis.hpp"
#include "extract/sentence.hpp"
#include "extract/word_table.hpp"

/// What the rules for dates (dates.cpp) and for sums and quantities (quantities.cpp) share: the
/// words of a sentence, numbers in digits and words, units of time.
namespace trefoil::extract {

/// A match of `size` words from the position where a rule was asked; size 0 is none.
struct ValueMatch {
    int size = 0;
    EntityType type = EntityType::Date;
    std::string value;
    bool explicit_year = false;  ///< the year was written out
    bool remember = true;        ///< becomes the date mentioned last

    explicit operator bool() const { return size > 0; }
};

enum class TimeUnit : std::uint8_t {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century
};

/// "year", "years", ...
std::optional<TimeUnit> time_unit_of(std::string_view word);

std::optional<int> to_int(std::string_view digits);
bool all_digits(std::string_view text);
bool one_of(std::string_view word, std::initializer_list<std::string_view> words);

/// The words of a sentence in lower case (ASCII) without final full stops. Refers to the sentence.
class ValueWords {
  public:
    explicit ValueWords(const Sentence& sentence);

    [[nodiscard]] int size() const { return static_cast<int>(words_.size()); }

    /// "" outside the sentence.
    [[nodiscard]] std::string_view word(int i) const {
        return i >= 0 && i < size() ? std::string_view(words_[static_cast<std::size_t>(i)])
                                    : std::string_view();
    }

    [[nodiscard]] const Token& token(int i) const {
        return sentence_->tokens[static_cast<std::size_t>(i)];
    }

    [[nodiscard]] bool capitalised(int i) const;

    struct Number {
        int size = 0;  ///< words; 0 if there is no number
        double value = 0;
    };

    /// Digits with separators and number words, with "hundred", "thousand", "million" ... after
    /// them.
    [[nodiscard]] Number number(int at) const;
    /// A number word or ordinal in letters: "two", "third".
    [[nodiscard]] bool names_number(int at) const;
    /// "first", "3rd", "21st".
    [[nodiscard]] std::optional<int> ordinal(int at) const;

  private:
    [[nodiscard]] Number small_number(int at) const;

    const Sentence* sentence_;
    std::vector<std::string> words_;
};

}  // namespace trefoil::extract
