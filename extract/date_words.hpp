#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "extract/dates.hpp"
#include "extract/value_words.hpp"

namespace trefoil::extract {

/// A month or weekday, also shortened; `word` in small letters.
bool is_calendar_word(std::string_view word);

/// The words of one sentence as the rules for dates see them, with the calendar words among them
/// and what has been mentioned before. Refers to text, sentence and context.
class DateWords : public ValueWords {
  public:
    DateWords(std::string_view text, const Sentence& sentence, const DateContext& context)
        : ValueWords(sentence), text_(text), context_(context) {}

    /// Text of the document.
    [[nodiscard]] std::string_view text() const { return text_; }

    [[nodiscard]] const DateContext& context() const { return context_; }

    /// Months need a capital; "May" and "March" must be no verb, and no month the name of a person.
    [[nodiscard]] std::optional<unsigned> month_at(int at) const;
    /// Short forms ("Sun") only before a date.
    [[nodiscard]] std::optional<std::chrono::weekday> weekday_at(int at) const;
    /// Day of a month: "3", "3rd", "third", not "second".
    [[nodiscard]] std::optional<unsigned> day_at(int at) const;
    /// Four digits from 1000 to 2199.
    [[nodiscard]] std::optional<int> year_at(int at) const;

    struct EraYear {
        int year = 0;  ///< negative before our era
        int size = 0;  ///< words, with the sign of the era; 0 if there is none
    };

    /// "44 BC", "776 B.C.E.", "12,000 BC": a number and the sign that it lies before our era.
    [[nodiscard]] EraYear year_before_era(int at) const;
    /// True if the word says that what stands before it lies before our era.
    [[nodiscard]] bool is_before_era(int at) const;
    /// A year before 1000: only where something else says that it is a year.
    [[nodiscard]] std::optional<int> early_year_at(int at) const;

  private:
    /// "Sun" and "Sat" are weekdays only before a date ("Sat, May 3").
    [[nodiscard]] bool followed_by_date(int at) const;

    std::string_view text_;
    const DateContext& context_;
};

}  // namespace trefoil::extract
