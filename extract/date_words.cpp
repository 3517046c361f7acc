#include "extract/date_words.hpp"

namespace trefoil::extract {

namespace {

using std::chrono::years;

constexpr WordNumbers<25> kMonths(
    {{{"january", 1},   {"jan", 1},   {"february", 2},  {"feb", 2},      {"march", 3},
      {"mar", 3},       {"april", 4}, {"apr", 4},       {"may", 5},      {"june", 6},
      {"jun", 6},       {"july", 7},  {"jul", 7},       {"august", 8},   {"aug", 8},
      {"september", 9}, {"sept", 9},  {"sep", 9},       {"october", 10}, {"oct", 10},
      {"november", 11}, {"nov", 11},  {"december", 12}, {"dec", 12},     {"febuary", 2}}});
constexpr WordNumbers<21> kWeekdays(
    {{{"sunday", 0},   {"monday", 1},   {"tuesday", 2}, {"wednesday", 3}, {"thursday", 4},
      {"friday", 5},   {"saturday", 6}, {"sun", 0},     {"mon", 1},       {"tue", 2},
      {"tues", 2},     {"wed", 3},      {"thu", 4},     {"thur", 4},      {"thurs", 4},
      {"fri", 5},      {"sat", 6},      {"sundays", 0}, {"mondays", 1},   {"fridays", 5},
      {"saturdays", 6}}});

}  // namespace

bool is_calendar_word(std::string_view word) {
    return kMonths.contains(word) || kWeekdays.contains(word);
}

std::optional<unsigned> DateWords::month_at(int at) const {
    const auto found = kMonths.find(word(at));
    if (!found || !capitalised(at)) {
        return std::nullopt;
    }
    const std::string& tag = token(at).upos;
    const bool ambiguous = one_of(word(at), {"may", "march", "mar", "august"});
    if (ambiguous && (tag == "AUX" || tag == "VERB" || tag == "ADJ")) {
        return std::nullopt;
    }
    if (token(at).name.size() > 2 && token(at).name.ends_with("Person")) {
        return std::nullopt;
    }
    return static_cast<unsigned>(*found);
}

std::optional<std::chrono::weekday> DateWords::weekday_at(int at) const {
    const auto found = kWeekdays.find(word(at));
    const bool shortened = word(at).size() < 6;
    if (!found || !capitalised(at) || (shortened && !followed_by_date(at))) {
        return std::nullopt;
    }
    return std::chrono::weekday(static_cast<unsigned>(*found));
}

bool DateWords::followed_by_date(int at) const {
    const int next = at + (word(at + 1) == "," || word(at + 1) == "." ? 2 : 1);
    return month_at(next).has_value() ||
           (day_at(next).has_value() && month_at(next + 1).has_value());
}

std::optional<unsigned> DateWords::day_at(int at) const {
    const std::string_view w = word(at);
    if (const auto value = ordinal(at); value && *value >= 1 && *value <= 31 && w != "second") {
        return static_cast<unsigned>(*value);
    }
    const bool old = w.size() > 1 && w.back() == 'd' && all_digits(w.substr(0, w.size() - 1)) &&
                     (word(at + 1) == "of" || month_at(at + 1));  // "the 2d of June"
    if ((all_digits(w) && w.size() <= 2) || (old && w.size() <= 3)) {
        const auto value = to_int(w.substr(0, w.size() - (old ? 1 : 0)));
        return value && *value >= 1 && *value <= 31 ? std::optional(static_cast<unsigned>(*value))
                                                    : std::nullopt;
    }
    return std::nullopt;
}

std::optional<int> DateWords::year_at(int at) const {
    const std::string_view w = word(at);
    if (all_digits(w) && w.size() == 4) {
        const auto value = to_int(w);
        return value && *value >= 1000 && *value <= 2199 ? value : std::nullopt;
    }
    return std::nullopt;
}

bool DateWords::is_before_era(int at) const {
    return one_of(word(at), {"bc", "b.c", "b.c.", "bce", "b.c.e", "b.c.e."});
}

DateWords::EraYear DateWords::year_before_era(int at) const {
    constexpr int kEarliest = 30000;  // what std::chrono can count
    if (!is_before_era(at + 1)) {
        return {};
    }
    std::string digits(word(at));
    std::erase(digits, ',');
    const auto number = all_digits(digits) && digits.size() <= 5 ? to_int(digits) : std::nullopt;
    return number && *number > 0 && *number <= kEarliest ? EraYear{-*number, 2} : EraYear{};
}

std::optional<int> DateWords::early_year_at(int at) const {
    const std::string_view w = word(at);
    const auto value = all_digits(w) && w.size() == 3 ? to_int(w) : std::nullopt;
    return value && *value >= 100 ? value : std::nullopt;
}

}  // namespace trefoil::extract
