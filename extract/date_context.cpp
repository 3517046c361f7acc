#include "extract/calendar.hpp"
#include "extract/dates.hpp"

namespace trefoil::extract {

DateContext::DateContext(std::string_view anchor) {
    const auto date = parse_date_value(anchor);
    if (date && date->m != 0 && date->d != 0 && anchor.find('/') == std::string_view::npos) {
        const std::chrono::year_month_day ymd =
            std::chrono::year(date->y) / std::chrono::month(date->m) / std::chrono::day(date->d);
        if (ymd.ok()) {
            anchor_ = ymd;
            given_ = ymd;
        }
    }
}

std::optional<int> DateContext::recent_year() const {
    constexpr int kSentences = 4;
    constexpr int kHistory = 20;  // a year so long before the document's is not about news
    const bool history = anchor_ && year_ && *year_ + kHistory < static_cast<int>(anchor_->year());
    return !anchor_ || history || sentences_since_year_ <= kSentences ? year_ : std::nullopt;
}

void DateContext::mention(const std::string& value, bool explicit_year) {
    last_ = value;
    in_sentence_ = true;
    if (const auto date = parse_date_value(value); date && explicit_year) {
        year_ = date->y;
        sentences_since_year_ = 0;
    }
}

void DateContext::next_sentence() {
    ++sentences_since_year_;
    in_sentence_ = false;
}

void DateContext::forget() {
    anchor_ = given_;
    last_.clear();
    in_sentence_ = false;
    year_.reset();
}

}  // namespace trefoil::extract
