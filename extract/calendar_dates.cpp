// Dates that name their month or their hour: "September 9, 2016", "9 September", "May 2016",
// "22:30".
#include <algorithm>

#include "extract/calendar.hpp"
#include "extract/date_rules.hpp"
#include "extract/tense.hpp"

namespace trefoil::extract {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

ValueMatch date_match(int size, int y, unsigned m, unsigned d, bool explicit_year) {
    const year_month_day date = year(y) / month(m) / day(d);
    if (!date.ok()) {
        return {size, EntityType::Date, "", explicit_year};
    }
    return {size, EntityType::Date, iso(date), explicit_year};
}

/// The year of a month without one: written after the other end of a range, written a short
/// while ago, else the one that brings the month nearest to the anchor in the direction of the
/// tense.
std::optional<int> implied_year(const DateWords& words, int at, int length, unsigned m) {
    const int next = at + length;
    if (one_of(words.word(next), {"and", "to", "-", "–", "until", "through", "or"})) {
        for (int i = next + 1; i < std::min(words.size(), next + 5); ++i) {
            if (const auto y = words.year_at(i);
                y && (words.month_at(i - 1) || words.day_at(i - 1) || words.word(i - 1) == "," ||
                      words.word(i - 1) == "in")) {
                return y;
            }
        }
    }
    const auto recent = words.context().recent_year();
    const auto anchor = words.context().anchor();
    if (!anchor) {
        return recent;
    }
    const int now = static_cast<int>(anchor->year());
    if (recent && *recent < now) {
        return recent;
    }
    if (const auto before = parse_date_value(words.context().last_in_sentence());
        before && before->m != 0 && before->first_day() > sys_days(*anchor)) {
        return before->y + (m < before->m ? 1 : 0);  // "in November, December and January"
    }
    const int distance =
        static_cast<int>(m) - static_cast<int>(static_cast<unsigned>(anchor->month()));
    const Tense tense = tense_at(words, at);
    if (tense == Tense::Future) {
        return distance < 0 && distance >= -12 ? now + (distance < -1 ? 1 : 0) : now;
    }
    if (tense == Tense::Past && distance > 0) {
        return now - 1;
    }
    return distance > 6 ? now - 1 : distance < -8 ? now + 1 : now;
}

/// "the 12th of October last", "the 1st of May next", "the 3rd of June instant": the last or next
/// such day, counted from the document's date, else from the year written last.
ValueMatch in_old_letters(const DateWords& words, int at, int i, unsigned m, unsigned d) {
    const std::string_view which = words.word(i);
    const bool ends = i + 1 >= words.size() || words.token(i + 1).upos == "PUNCT" ||
                      one_of(words.token(i + 1).upos, {"VERB", "AUX", "CCONJ"});
    if (!one_of(which, {"last", "next", "inst", "instant", "ult"}) || !ends) {
        return {};
    }
    const auto anchor = anchor_partial(words);
    const auto told = anchor ? anchor : parse_date_value(words.context().last());
    if (!told) {
        return {i + 1 - at, EntityType::Date, "", false};
    }
    const bool passed = told->m != 0 && (m < told->m || (m == told->m && d <= told->d));
    const bool ahead = told->m != 0 && !passed;
    const int y = told->y + (which == "next" && passed ? 1 : which == "last" && ahead ? -1 : 0);
    return date_match(i + 1 - at, y, m, d, false);
}

ValueMatch day_without_year(const DateWords& words, int at, int length, unsigned m, unsigned d) {
    const auto y = implied_year(words, at, length, m);
    return y ? date_match(length, *y, m, d, false)
             : ValueMatch{length, EntityType::Date, "", false};
}

/// Behind "[O.S. 6 March]" between a day and its year; `i` where nothing of the kind stands.
int behind_brackets(const DateWords& words, int i) {
    constexpr int kLongest = 8;
    const std::string_view close = words.word(i) == "[" ? "]" : words.word(i) == "(" ? ")" : "";
    for (int end = i + 1; !close.empty() && end < i + kLongest; ++end) {
        if (words.word(end) == close) {
            return words.year_at(end + 1) ? end + 1 : i;
        }
    }
    return i;
}

/// "16, 1889" in "November 15 and 16, 1889".
ValueMatch second_day(const DateWords& words, int at) {
    const auto m = words.month_at(at - 3);
    const auto d = words.day_at(at);
    const int comma = words.word(at + 1) == "," ? 1 : 0;
    const auto y = words.year_at(at + 1 + comma);
    const bool linked = one_of(words.word(at - 1), {"and", "or", "&"}) && words.day_at(at - 2);
    return m && d && y && linked ? date_match(2 + comma, *y, *m, *d, true) : ValueMatch{};
}

}  // namespace

ValueMatch match_one_of_days(const DateWords& words, int at) {
    if (const ValueMatch match = second_day(words, at)) {
        return match;
    }
    int i = at + (words.word(at) == "the" ? 1 : 0);
    const auto d = words.day_at(i);
    const bool linked = one_of(words.word(i + 1), {"and", "or", "&", ","});
    if (!d || !linked || words.month_at(i + 2)) {
        return {};
    }
    ValueMatch whole = match_calendar_date(words, i + 2);
    if (!whole && words.word(i + 1) != ",") {
        whole = match_one_of_days(words, i + 2);
    }
    const auto end = whole.value.size() == 10 ? parse_date_value(whole.value) : std::nullopt;
    if (!end || *d >= end->d) {
        return {};
    }
    return date_match(i + 1 - at, end->y, end->m, *d, whole.explicit_year);
}

ValueMatch match_numeric_date(const DateWords& words, int at) {
    const std::string_view w = words.word(at);
    const char mark = w.find('.') != std::string_view::npos ? '.' : '/';
    const std::size_t first = w.find(mark);
    const std::size_t second = first == w.npos ? w.npos : w.find(mark, first + 1);
    if (second == w.npos || first > 2 || second - first > 3 || w.size() - second != 5) {
        return {};
    }
    const auto a = to_int(w.substr(0, first));
    const auto b = to_int(w.substr(first + 1, second - first - 1));
    const auto y = to_int(w.substr(second + 1));
    if (!a || !b || !y || *a < 1 || *b < 1 || *a > 31 || *b > 31 || *y < 1000 || *y > 2199) {
        return {};
    }
    const bool day_first = mark == '.' || *a > 12;
    if (!day_first && *b <= 12 && *a != *b) {
        return {1, EntityType::Date, "", false};  // 5/12: May or December
    }
    return date_match(1, *y, static_cast<unsigned>(day_first ? *b : *a),
                      static_cast<unsigned>(day_first ? *a : *b), true);
}

ValueMatch match_iso_date(const DateWords& words, int at) {
    if (!all_digits(words.word(at).substr(0, std::min<std::size_t>(4, words.word(at).size()))) ||
        words.word(at).size() < 4) {
        return {};
    }
    const std::size_t begin = words.token(at).span.begin;
    if (begin + 10 > words.text().size()) {
        return {};
    }
    const std::string_view here = words.text().substr(begin, 10);
    const auto y = to_int(here.substr(0, 4));
    const auto m = to_int(here.substr(5, 2));
    const auto d = to_int(here.substr(8, 2));
    if (!y || !m || !d || here[4] != '-' || here[7] != '-' || *m < 1 || *m > 12 || *d < 1 ||
        *d > 31) {
        return {};
    }
    for (int last = at; last < words.size() && words.token(last).span.begin < begin + 10; ++last) {
        if (words.token(last).span.end == begin + 10 ||
            (words.token(last).span.end > begin + 10 && here.size() == 10 &&
             words.text()[begin + 10] == 'T')) {
            return date_match(last - at + 1, *y, static_cast<unsigned>(*m),
                              static_cast<unsigned>(*d), true);
        }
    }
    return {};
}

ValueMatch match_weekday_and_date(const DateWords& words, int at) {
    if (!words.weekday_at(at)) {
        return {};
    }
    int next = at + 1;
    if (words.word(next) == "," || words.word(next) == ".") {
        ++next;
    }
    ValueMatch rest = match_calendar_date(words, next);
    if (!rest) {
        return {};
    }
    rest.size += next - at;
    return rest;
}

ValueMatch match_calendar_date(const DateWords& words, int at) {
    int i = at;
    std::optional<unsigned> m;
    std::optional<unsigned> d;
    if ((m = words.month_at(i))) {
        i += 1;
        i += words.word(i) == "the" ? 1 : 0;
        d = words.day_at(i);
        if (!d || (words.word(i + 1) == ":" && all_digits(words.word(i + 2)))) {
            return {};
        }
        ++i;
    } else {
        i += words.word(i) == "the" ? 1 : 0;
        if (!(d = words.day_at(i))) {
            return {};
        }
        ++i;
        // "18 (30) March 1888": in two calendars.
        i += words.word(i) == "(" && words.day_at(i + 1) && words.word(i + 2) == ")" ? 3 : 0;
        i += words.word(i) == "day" && words.word(i + 1) == "of" ? 1 : 0;
        i += words.word(i) == "of" ? 1 : 0;
        if (!(m = words.month_at(i))) {
            return {};
        }
        ++i;
    }
    if (const ValueMatch match = in_old_letters(words, at, i, *m, *d)) {
        return match;
    }
    i = behind_brackets(words, i);
    const int then = i + (words.word(i) == "," ? 1 : 0);
    if (const auto era = words.year_before_era(then); era.size > 0) {
        return date_match(then + era.size - at, era.year, *m, *d, true);
    }
    const int comma = words.word(i) == "," || words.word(i) == "of" ? 1 : 0;
    const auto early = words.early_year_at(i);
    if (const auto y = early ? early : words.year_at(i + comma)) {
        return date_match(i + (early ? 0 : comma) + 1 - at, *y, *m, *d, true);
    }
    return day_without_year(words, at, i - at, *m, *d);
}

ValueMatch match_day_range(const DateWords& words, int at) {
    int i = at;
    const bool from = one_of(words.word(i), {"from", "between"});
    const std::string_view link = words.word(at) == "between" ? "and" : "to";
    i += from ? 1 : 0;
    i += words.word(i) == "the" ? 1 : 0;
    const auto first = words.day_at(i);
    const bool linked = words.word(i + 1) == link ||
                        (link == "to" && one_of(words.word(i + 1), {"-", "–", "until", "till"}));
    if (!first || !linked) {
        return {};
    }
    const ValueMatch last = match_calendar_date(words, i + 2);
    const auto end = last.value.size() == 10 ? parse_date_value(last.value) : std::nullopt;
    if (!end || words.month_at(i + 2) || *first >= end->d) {
        return {};
    }
    const auto begin = year(end->y) / month(end->m) / day(*first);
    return {i + 2 + last.size - at, EntityType::Date, interval(iso(begin), last.value),
            last.explicit_year};
}

ValueMatch match_bare_day(const DateWords& words, int at) {
    const int d = words.word(at) == "the" ? words.ordinal(at + 1).value_or(0) : 0;
    const auto told = parse_date_value(words.context().last());
    const int after = at + 2;
    const bool alone = after >= words.size() ||
                       one_of(words.token(after).upos, {"PUNCT", "CCONJ", "SCONJ", "PRON", "VERB"});
    if (d < 1 || d > 31 || words.word(at - 1) != "on" || !alone || !told || told->m == 0 ||
        words.context().last().find('/') != std::string::npos) {
        return {};
    }
    const auto m = year(told->y) / month(told->m) +
                   std::chrono::months(told->d > static_cast<unsigned>(d) ? 1 : 0);
    return date_match(2, static_cast<int>(m.year()), static_cast<unsigned>(m.month()),
                      static_cast<unsigned>(d), false);
}

ValueMatch match_famous_date(const DateWords& words, int at) {
    const bool attacks = words.word(at) == "9/11";
    ValueMatch match{attacks ? 1 : 0, EntityType::Date, "2001-09-11", false};
    match.remember = false;
    return match;
}

ValueMatch match_month_date(const DateWords& words, int at) {
    const bool early = one_of(words.word(at), {"early", "late", "mid"});
    const int start = at + (early ? (words.word(at + 1) == "-" ? 2 : 1) : 0);
    const auto m = words.month_at(start);
    if (!m) {
        return {};
    }
    const int length = start - at + 1;
    const int next = at + length;
    const int skip =
        words.word(next) == "," || words.word(next) == "of" || words.word(next) == "in" ? 1 : 0;
    if (const auto era = words.year_before_era(next + skip); era.size > 0) {
        return {length + skip + era.size, EntityType::Date,
                iso(year_month(year(era.year), month(*m))), true};
    }
    const auto ancient = words.early_year_at(next + skip);
    if (const auto y = ancient ? ancient : words.year_at(next + skip)) {
        return {length + skip + 1, EntityType::Date, iso(year_month(year(*y), month(*m))), true};
    }
    if (const ValueMatch which =
            match_deictic_unit(words, next + (words.word(next) == "of" ? 1 : 0));
        which && which.value.size() == 4) {
        const int of = words.word(next) == "of" ? 1 : 0;
        return {length + of + which.size, EntityType::Date,
                which.value + "-" + padded(static_cast<int>(*m), 2), false};
    }
    if (words.word(start).size() < 4 && words.word(start) != "may") {
        return {};  // "Mar", "Dec" alone are rarely months
    }
    const auto y = implied_year(words, at, length, *m);
    return {length, EntityType::Date, y ? iso(year_month(year(*y), month(*m))) : "", false};
}

ValueMatch match_clock_time(const DateWords& words, int at) {
    const std::string_view w = words.word(at);
    if (w == "noon" || w == "midnight") {
        return {1, EntityType::Date, w == "noon" ? "T12:00" : "T00:00", false};
    }
    int hour = -1;
    int minute = 0;
    int length = 1;
    std::string_view half = words.word(at + 1);
    std::string_view digits = w;
    if (const std::size_t letters = w.find_first_not_of("0123456789:.");
        letters != std::string_view::npos && letters > 0) {
        half = w.substr(letters);
        digits = w.substr(0, letters);
        length = 0;
    }
    const std::size_t colon = digits.find_first_of(":.");
    hour = to_int(digits.substr(0, colon)).value_or(-1);
    if (colon != std::string_view::npos) {
        minute = digits.size() - colon == 3 ? to_int(digits.substr(colon + 1)).value_or(-1) : -1;
    } else if (words.word(at + 1) == ":" && words.word(at + 2).size() == 2 &&
               all_digits(words.word(at + 2)) && length == 1) {
        minute = *to_int(words.word(at + 2));
        length = 3;
        half = words.word(at + 3);
    }
    const bool am = one_of(half, {"am", "a.m", "a.m."});
    const bool pm = one_of(half, {"pm", "p.m", "p.m."});
    const bool has_colon = (colon != std::string_view::npos && digits[colon] == ':') || length == 3;
    if (hour < 0 || minute < 0 || minute > 59 || hour > 23 || (!am && !pm && !has_colon) ||
        ((am || pm) && (hour > 12 || hour == 0))) {
        return {};
    }
    if (am || pm) {
        hour = hour % 12 + (pm ? 12 : 0);
        ++length;
    }
    return {std::max(length, 1), EntityType::Date, "T" + padded(hour, 2) + ":" + padded(minute, 2),
            false};
}

}  // namespace trefoil::extract
