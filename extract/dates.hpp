#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/analysis.hpp"
#include "extract/sentence.hpp"

namespace trefoil::extract {

/// A date, sum of money or quantity in a sentence.
struct ValueMention {
    TokenIndex first = 0;
    TokenIndex last = 0;  ///< inclusive
    EntityType type = EntityType::Date;
    /// Date: ISO date "2016-09-04", partial "2016-09" or "2016", interval "2016-09-05/2016-09-11",
    /// time of day "T22:30"; "" if it cannot be resolved (no anchor). Money: "EUR 5000000".
    /// Quantity: "12 km", "5 %", and durations as ISO 8601 "P8Y".
    std::string value;

    bool operator==(const ValueMention&) const = default;
};

/// What relative expressions refer to: the document's date and the date mentioned last. One per
/// document; values are found sentence by sentence in text order.
class DateContext {
  public:
    /// `anchor` is the document's ISO date; anything else (also "") means that there is none.
    explicit DateContext(std::string_view anchor);

    [[nodiscard]] std::optional<std::chrono::year_month_day> anchor() const { return anchor_; }

    /// Value of the date mentioned last, "" if none.
    [[nodiscard]] const std::string& last() const { return last_; }

    /// The same if it was mentioned in this sentence, else "".
    [[nodiscard]] const std::string& last_in_sentence() const {
        static const std::string kNone;
        return in_sentence_ ? last_ : kNone;
    }

    /// Year that was written out last: in a document without a date, or of a time long before it,
    /// wherever that was, else not longer ago than a few sentences.
    [[nodiscard]] std::optional<int> recent_year() const;

    void mention(const std::string& value, bool explicit_year);

    /// The text says which day it is: the anchor until forget().
    void set_present(std::chrono::year_month_day day) { anchor_ = day; }

    /// Marks the start of a sentence.
    void next_sentence();
    /// Forgets all mentioned dates, not the document's (between lines that do not belong together).
    void forget();

  private:
    std::optional<std::chrono::year_month_day> anchor_;
    std::optional<std::chrono::year_month_day> given_;  ///< the document's date
    std::string last_;
    bool in_sentence_ = false;
    std::optional<int> year_;
    int sentences_since_year_ = 0;
};

/// Finds values by rules over tokens (docs/entities.md, "Dates and values"). Weekdays and months
/// without year use tags and heads, where there are any, to tell future from past. Ranges ("from
/// May to June 1981") give the parts and the whole. Sorted by first token, longer ones first.
/// Linear in the sentence.
std::vector<ValueMention> find_values(std::string_view text, const Sentence& sentence,
                                      DateContext& context);

}  // namespace trefoil::extract
