// Rules for dates, durations, money and quantities. Each rule looks at the words from one position
// and answers how many words it covers and what they mean; at each position the rules are tried
// from the most to the least specific, and the first that matches wins. Relative dates are computed
// with the proleptic Gregorian calendar of <chrono>.
//
// Written for Trefoil; the behaviour follows the TIMEX3 guidelines' idea of a value (Pustejovsky et
// al. 2003), the rules do not come from another tool.
#include "extract/dates.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/calendar.hpp"
#include "extract/quantities.hpp"
#include "extract/value_words.hpp"

namespace trefoil::extract {

namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr std::array<WordValue, 25> kMonths = {
    {{"january", 1},   {"jan", 1},   {"february", 2},  {"feb", 2},      {"march", 3},
     {"mar", 3},       {"april", 4}, {"apr", 4},       {"may", 5},      {"june", 6},
     {"jun", 6},       {"july", 7},  {"jul", 7},       {"august", 8},   {"aug", 8},
     {"september", 9}, {"sept", 9},  {"sep", 9},       {"october", 10}, {"oct", 10},
     {"november", 11}, {"nov", 11},  {"december", 12}, {"dec", 12},     {"febuary", 2}}};
constexpr std::array<WordValue, 21> kWeekdays = {
    {{"sunday", 0},   {"monday", 1},   {"tuesday", 2}, {"wednesday", 3}, {"thursday", 4},
     {"friday", 5},   {"saturday", 6}, {"sun", 0},     {"mon", 1},       {"tue", 2},
     {"tues", 2},     {"wed", 3},      {"thu", 4},     {"thur", 4},      {"thurs", 4},
     {"fri", 5},      {"sat", 6},      {"sundays", 0}, {"mondays", 1},   {"fridays", 5},
     {"saturdays", 6}}};
constexpr std::array<WordValue, 10> kDecades = {{{"twenties", 20},
                                                 {"thirties", 30},
                                                 {"forties", 40},
                                                 {"fifties", 50},
                                                 {"sixties", 60},
                                                 {"seventies", 70},
                                                 {"eighties", 80},
                                                 {"nineties", 90},
                                                 {"noughties", 0},
                                                 {"tens", 10}}};
constexpr std::array<WordValue, 5> kSeasons = {
    {{"spring", 3}, {"summer", 6}, {"autumn", 9}, {"fall", 9}, {"winter", 12}}};

class Finder : private ValueWords {
  public:
    Finder(std::string_view text, const Sentence& sentence, DateContext& context)
        : ValueWords(sentence), text_(text), sentence_(sentence), context_(context) {}

    std::vector<ValueMention> run() {
        context_.next_sentence();
        int at = 0;
        while (at < size()) {
            const ValueMatch match = any(at);
            if (!match) {
                ++at;
                continue;
            }
            add(at, match);
            at += match.size;
        }
        add_ranges();
        std::ranges::sort(found_, [](const ValueMention& a, const ValueMention& b) {
            return std::pair(a.first, -a.last) < std::pair(b.first, -b.last);
        });
        return std::move(found_);
    }

  private:
    void add(int at, const ValueMatch& match) {
        found_.push_back({at, at + match.size - 1, match.type, match.value});
        if (match.type == EntityType::Date && match.remember && !match.value.empty() &&
            match.value[0] != 'T') {
            context_.mention(match.value, match.explicit_year);
        }
    }

    ValueMatch money_rule(int at) { return match_money(*this, at); }

    ValueMatch duration_rule(int at) { return match_duration(*this, at); }

    ValueMatch measure_rule(int at) { return match_measure(*this, at); }

    ValueMatch any(int at) {
        using Rule = ValueMatch (Finder::*)(int);
        constexpr std::array<Rule, 19> kRules = {
            &Finder::iso_date,      &Finder::weekday_and_date, &Finder::calendar_date,
            &Finder::month_date,    &Finder::weekday_name,     &Finder::day_word,
            &Finder::ago_or_later,  &Finder::last_units,       &Finder::quarter,
            &Finder::season,        &Finder::deictic_unit,     &Finder::century,
            &Finder::decade,        &Finder::clock_time,       &Finder::money_rule,
            &Finder::duration_rule, &Finder::measure_rule,     &Finder::year_alone,
            &Finder::year_suffix};
        for (const Rule rule : kRules) {
            if (ValueMatch match = (this->*rule)(at)) {
                return match;
            }
        }
        return {};
    }

    // --- calendar words ---

    [[nodiscard]] std::optional<unsigned> month_at(int at) const {
        const auto found = look_up(kMonths, word(at));
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

    [[nodiscard]] std::optional<weekday> weekday_at(int at) const {
        const auto found = look_up(kWeekdays, word(at));
        const bool shortened = word(at).size() < 6;
        if (!found || !capitalised(at) || (shortened && !followed_by_date(at))) {
            return std::nullopt;
        }
        return weekday(static_cast<unsigned>(*found));
    }

    /// "Sun" and "Sat" are weekdays only before a date ("Sat, May 3").
    [[nodiscard]] bool followed_by_date(int at) const {
        const int next = at + (word(at + 1) == "," || word(at + 1) == "." ? 2 : 1);
        return month_at(next).has_value() ||
               (day_at(next).has_value() && month_at(next + 1).has_value());
    }

    [[nodiscard]] std::optional<unsigned> day_at(int at) const {
        const std::string_view w = word(at);
        if (const auto value = ordinal(at); value && *value >= 1 && *value <= 31 && w != "second") {
            return static_cast<unsigned>(*value);
        }
        if (all_digits(w) && w.size() <= 2) {
            const auto value = to_int(w);
            return value && *value >= 1 && *value <= 31
                       ? std::optional(static_cast<unsigned>(*value))
                       : std::nullopt;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<int> year_at(int at) const {
        const std::string_view w = word(at);
        if (all_digits(w) && w.size() == 4) {
            const auto value = to_int(w);
            return value && *value >= 1000 && *value <= 2199 ? value : std::nullopt;
        }
        return std::nullopt;
    }

    /// A year before 1000: only where something else says that it is a year.
    [[nodiscard]] std::optional<int> early_year_at(int at) const {
        const std::string_view w = word(at);
        const auto value = all_digits(w) && w.size() == 3 ? to_int(w) : std::nullopt;
        return value && *value >= 100 ? value : std::nullopt;
    }

    static ValueMatch date_match(int size, int y, unsigned m, unsigned d, bool explicit_year) {
        const year_month_day date = year(y) / month(m) / day(d);
        if (!date.ok()) {
            return {size, EntityType::Date, "", explicit_year};
        }
        return {size, EntityType::Date, iso(date), explicit_year};
    }

    // --- tense ---

    enum class Tense { Past, Future, Unknown };

    /// Tense of the clause around a word: the first verb above it, with its auxiliaries.
    [[nodiscard]] Tense tense_at(int at) const {
        int node = at;
        for (int steps = 0; steps < 12 && node >= 0; ++steps) {
            const Token& here = token(node);
            if (here.upos == "VERB" || has_auxiliary(node)) {
                return tense_of_verb(node);
            }
            node = here.head >= 0 && here.head < size() && here.head != node ? here.head : -1;
        }
        return Tense::Unknown;
    }

    [[nodiscard]] bool has_auxiliary(int verb) const {
        return std::ranges::any_of(sentence_.tokens, [&](const Token& t) {
            return t.head == verb && (t.deprel.starts_with("aux") || t.deprel == "cop");
        });
    }

    [[nodiscard]] Tense tense_of_verb(int verb) const {
        bool to = false;
        for (int i = 0; i < size(); ++i) {
            if (token(i).head != verb) {
                continue;
            }
            const bool auxiliary = token(i).deprel.starts_with("aux");
            if (auxiliary && one_of(word(i), {"will", "'ll", "’ll", "shall", "wo", "would"})) {
                return Tense::Future;
            }
            to = to || (word(i) == "to" && token(i).upos == "PART");
        }
        const int above = token(verb).head;
        if (to) {
            const bool plan =
                above < 0 || above >= size() ||
                one_of(token(above).lemma,
                       {"plan",  "expect", "schedule", "intend", "hope",    "prepare", "set",
                        "due",   "go",     "want",     "vow",    "promise", "aim",     "slate",
                        "agree", "be",     "likely",   "decide", "pledge",  "threaten"});
            return plan ? Tense::Future : Tense::Past;
        }
        const Token& here = token(verb);
        const bool finite_past =
            here.xpos == "VBD" || (here.feats.find("Tense=Past") != std::string::npos &&
                                   here.feats.find("VerbForm=Fin") != std::string::npos);
        return finite_past || past_auxiliary(verb) ? Tense::Past : Tense::Unknown;
    }

    [[nodiscard]] bool past_auxiliary(int verb) const {
        for (int i = 0; i < size(); ++i) {
            if (token(i).head == verb && token(i).deprel.starts_with("aux") &&
                one_of(word(i), {"was", "were", "had", "did", "has", "have"})) {
                return true;
            }
        }
        return false;
    }

    // --- rules ---

    /// "2022-02-22", also where the tokeniser split it.
    ValueMatch iso_date(int at) {
        if (!all_digits(word(at).substr(0, std::min<std::size_t>(4, word(at).size()))) ||
            word(at).size() < 4) {
            return {};
        }
        const std::size_t begin = token(at).span.begin;
        if (begin + 10 > text_.size()) {
            return {};
        }
        const std::string_view here = text_.substr(begin, 10);
        const auto y = to_int(here.substr(0, 4));
        const auto m = to_int(here.substr(5, 2));
        const auto d = to_int(here.substr(8, 2));
        if (!y || !m || !d || here[4] != '-' || here[7] != '-' || *m < 1 || *m > 12 || *d < 1 ||
            *d > 31) {
            return {};
        }
        for (int last = at; last < size() && token(last).span.begin < begin + 10; ++last) {
            if (token(last).span.end == begin + 10 ||
                (token(last).span.end > begin + 10 && here.size() == 10 &&
                 text_[begin + 10] == 'T')) {
                return date_match(last - at + 1, *y, static_cast<unsigned>(*m),
                                  static_cast<unsigned>(*d), true);
            }
        }
        return {};
    }

    /// "Friday, September 9, 2016", "Friday 9 September".
    ValueMatch weekday_and_date(int at) {
        if (!weekday_at(at)) {
            return {};
        }
        int next = at + 1;
        if (word(next) == "," || word(next) == ".") {
            ++next;
        }
        ValueMatch rest = calendar_date(next);
        if (!rest) {
            return {};
        }
        rest.size += next - at;
        return rest;
    }

    /// "September 9, 2016", "9 September 2016", "the 9th of September", "September 9", "9
    /// September".
    ValueMatch calendar_date(int at) {
        int i = at;
        std::optional<unsigned> m;
        std::optional<unsigned> d;
        if ((m = month_at(i))) {
            i += 1;
            i += word(i) == "the" ? 1 : 0;
            d = day_at(i);
            if (!d || (word(i + 1) == ":" && all_digits(word(i + 2)))) {
                return {};
            }
            ++i;
        } else {
            i += word(i) == "the" ? 1 : 0;
            if (!(d = day_at(i))) {
                return {};
            }
            ++i;
            i += word(i) == "of" ? 1 : 0;
            if (!(m = month_at(i))) {
                return {};
            }
            ++i;
        }
        const int comma = word(i) == "," || word(i) == "of" ? 1 : 0;
        const auto early = early_year_at(i);
        if (const auto y = early ? early : year_at(i + comma)) {
            return date_match(i + (early ? 0 : comma) + 1 - at, *y, *m, *d, true);
        }
        return day_without_year(at, i - at, *m, *d);
    }

    ValueMatch day_without_year(int at, int length, unsigned m, unsigned d) {
        const auto y = implied_year(at, length, m);
        return y ? date_match(length, *y, m, d, false)
                 : ValueMatch{length, EntityType::Date, "", false};
    }

    /// The year of a month without one: written after the other end of a range, written a short
    /// while ago, else the one that brings the month nearest to the anchor in the direction of the
    /// tense.
    std::optional<int> implied_year(int at, int length, unsigned m) {
        const int next = at + length;
        if (one_of(word(next), {"and", "to", "-", "–", "until", "through", "or"})) {
            for (int i = next + 1; i < std::min(size(), next + 5); ++i) {
                if (const auto y = year_at(i); y && (month_at(i - 1) || day_at(i - 1) ||
                                                     word(i - 1) == "," || word(i - 1) == "in")) {
                    return y;
                }
            }
        }
        const auto recent = context_.recent_year();
        const auto anchor = context_.anchor();
        if (!anchor) {
            return recent;
        }
        const int now = static_cast<int>(anchor->year());
        if (recent && *recent < now) {
            return recent;
        }
        const int distance =
            static_cast<int>(m) - static_cast<int>(static_cast<unsigned>(anchor->month()));
        const Tense tense = tense_at(at);
        if (tense == Tense::Future) {
            return distance < 0 && distance >= -12 ? now + (distance < -1 ? 1 : 0) : now;
        }
        if (tense == Tense::Past && distance > 0) {
            return now - 1;
        }
        return distance > 6 ? now - 1 : distance < -8 ? now + 1 : now;
    }

    /// "September 2016", "September, 2016", "September of 2016", "September last year",
    /// "September".
    ValueMatch month_date(int at) {
        const bool early = one_of(word(at), {"early", "late", "mid"});
        const int start = at + (early ? (word(at + 1) == "-" ? 2 : 1) : 0);
        const auto m = month_at(start);
        if (!m) {
            return {};
        }
        const int length = start - at + 1;
        const int next = at + length;
        const int skip = word(next) == "," || word(next) == "of" || word(next) == "in" ? 1 : 0;
        const auto ancient = early_year_at(next + skip);
        if (const auto y = ancient ? ancient : year_at(next + skip)) {
            return {length + skip + 1, EntityType::Date, iso(year_month(year(*y), month(*m))),
                    true};
        }
        if (const ValueMatch which = deictic_unit(next + (word(next) == "of" ? 1 : 0));
            which && which.value.size() == 4) {
            const int of = word(next) == "of" ? 1 : 0;
            return {length + of + which.size, EntityType::Date,
                    which.value + "-" + padded(static_cast<int>(*m), 2), false};
        }
        if (word(start).size() < 4 && word(start) != "may") {
            return {};  // "Mar", "Dec" alone are rarely months
        }
        const auto y = implied_year(at, length, *m);
        return {length, EntityType::Date, y ? iso(year_month(year(*y), month(*m))) : "", false};
    }

    /// "Monday", "last Monday", "Monday night", "Monday's".
    ValueMatch weekday_name(int at) {
        int i = at;
        std::string_view modifier;
        i += word(i) == "the" ? 1 : 0;
        if (one_of(word(i), {"last", "next", "this", "past", "coming", "previous", "following"})) {
            modifier = word(i);
            ++i;
        } else {
            i = at;
        }
        const auto wanted = weekday_at(i);
        if (!wanted || one_of(word(at - 1), {"good", "easter", "black"})) {
            return {};
        }
        if (word(i).back() == 's' && word(i).size() > 6 && word(i).ends_with("days")) {
            return {i - at + 1, EntityType::Date, "", false};  // "on Mondays" is no date
        }
        int length = i - at + 1;
        length += one_of(word(i + 1), {"morning", "afternoon", "evening", "night"}) ? 1 : 0;
        const auto anchor = context_.anchor();
        if (!anchor) {
            return {length, EntityType::Date, "", false};
        }
        const sys_days today(*anchor);
        const days since = weekday(today) - *wanted;  // 0..6: most recent past including today
        sys_days date = today - since;
        const bool later = modifier == "next" || modifier == "coming" ||
                           (modifier.empty() && tense_at(i) == Tense::Future) ||
                           (modifier == "this" && tense_at(i) != Tense::Past);
        if (later && since != days(0)) {
            date += days(7);
        } else if ((modifier == "last" || modifier == "past" || modifier == "previous") &&
                   since == days(0)) {
            date -= days(7);
        } else if (modifier == "next" && since == days(0)) {
            date += days(7);
        }
        return {length, EntityType::Date, iso(year_month_day(date)), false};
    }

    /// "today", "yesterday morning", "tonight", "the day before yesterday", "this morning".
    ValueMatch day_word(int at) {
        int offset = 0;
        int length = 1;
        if (word(at) == "the" && word(at + 1) == "day" && word(at + 2) == "before" &&
            word(at + 3) == "yesterday") {
            offset = -2;
            length = 4;
        } else if (word(at) == "the" && word(at + 1) == "day" && word(at + 2) == "after" &&
                   word(at + 3) == "tomorrow") {
            offset = 2;
            length = 4;
        } else if (word(at) == "yesterday") {
            offset = -1;
        } else if (word(at) == "tomorrow") {
            offset = 1;
        } else if (word(at) == "last" && word(at + 1) == "night") {
            offset = -1;
            length = 2;
        } else if (word(at) == "this" &&
                   one_of(word(at + 1), {"morning", "afternoon", "evening"})) {
            length = 2;
        } else if (!one_of(word(at), {"today", "tonight"})) {
            return {};
        }
        if (length == 1 && one_of(word(at + 1), {"morning", "afternoon", "evening", "night"})) {
            ++length;
        }
        const auto anchor = context_.anchor();
        return {length, EntityType::Date,
                anchor ? iso(year_month_day(sys_days(*anchor) + days(offset))) : "", false};
    }

    /// `count` units away from `from` (day precision for days, week interval, month, year), with
    /// the unit's precision.
    static std::string shift(const PartialDate& from, TimeUnit unit, int count) {
        const year_month ym(year(from.y), month(from.m == 0 ? 1 : from.m));
        switch (unit) {
            case TimeUnit::Day:
                return from.d == 0 ? "" : iso(year_month_day(from.first_day() + days(count)));
            case TimeUnit::Week: {
                if (from.d == 0) {
                    return "";
                }
                const sys_days date = from.first_day() + days(7 * count);
                return days_of(date - (weekday(date) - std::chrono::Monday), 7);
            }
            case TimeUnit::Month:
                return from.m == 0 ? "" : iso(ym + months(count));
            case TimeUnit::Quarter: {
                if (from.m == 0) {
                    return "";
                }
                const year_month first(year(from.y), month((from.m - 1) / 3 * 3 + 1));
                return months_of(first + months(3 * count), 3);
            }
            case TimeUnit::Year:
                return iso(year(from.y + count));
            case TimeUnit::Decade:
                return years_of(from.y / 10 * 10 + 10 * count, 10);
            case TimeUnit::Century:
                return years_of(from.y / 100 * 100 + 100 * count, 100);
            default:
                return "";
        }
    }

    [[nodiscard]] std::optional<PartialDate> anchor_partial() const {
        const auto anchor = context_.anchor();
        if (!anchor) {
            return std::nullopt;
        }
        return PartialDate{static_cast<int>(anchor->year()), static_cast<unsigned>(anchor->month()),
                           static_cast<unsigned>(anchor->day())};
    }

    /// "two years ago", "a month later", "three days earlier", "several years ago" (no value), "a
    /// year before".
    ValueMatch ago_or_later(int at) {
        Number count = number(at);
        const bool vague = count.size == 0 && one_of(word(at), {"several", "some", "many", "few"});
        int i = at + (vague ? 1 : count.size);
        if (word(at) == "a" && one_of(word(at + 1), {"few", "couple", "number"})) {
            i = at + 2 + (word(at + 2) == "of" ? 1 : 0);
            count.size = 0;
        }
        if (i == at || count.value > 5000) {
            return {};
        }
        const auto unit = time_unit_of(word(i));
        if (!unit || *unit < TimeUnit::Day) {
            return {};
        }
        const std::string_view direction = word(i + 1);
        const bool ago =
            direction == "ago" || (direction == "from" && word(i + 2) == "now") ||
            (direction == "before" && (i + 2 >= size() || token(i + 2).upos == "PUNCT"));
        const bool later = direction == "later" || direction == "afterwards" ||
                           direction == "earlier" || direction == "before";
        if (!ago && !later) {
            return {};
        }
        const bool from_now = direction == "from";
        if (direction == "before" && !ago) {
            return {};
        }
        ValueMatch match{i + 2 + (from_now ? 1 : 0) - at, EntityType::Date, "", false};
        if (count.size == 0) {
            return match;
        }
        const int back =
            direction == "ago" || direction == "earlier" || direction == "before" ? -1 : 1;
        const auto base =
            direction == "ago" || from_now ? anchor_partial() : parse_date_value(context_.last());
        if (base) {
            match.value = shift(*base, *unit, back * static_cast<int>(count.value));
        }
        return match;
    }

    /// "the last eight years", "the past 30 days", "the next five years".
    ValueMatch last_units(int at) {
        const int the = one_of(word(at), {"the", "these"}) ? 1 : 0;
        const std::string_view which = word(at + the);
        if (!one_of(which, {"last", "past", "next", "coming", "previous", "following"})) {
            return {};
        }
        Number count = number(at + the + 1);
        int i = at + the + 1 + count.size;
        if (count.size == 0) {
            i += one_of(word(i), {"few", "several", "couple"}) ? 1 : 0;
            i += word(i) == "of" ? 1 : 0;
            if (i == at + the + 1) {
                return {};
            }
        }
        const auto unit = time_unit_of(word(i));
        if (!unit || word(at + the + 1) == "a") {
            return {};
        }
        ValueMatch match{i + 1 - at, EntityType::Date, "", false};
        match.remember = false;
        const auto base = anchor_partial();
        if (!base || count.size == 0 || *unit < TimeUnit::Day || count.value > 5000) {
            return match;
        }
        const bool forward = one_of(which, {"next", "coming", "following"});
        const int n = static_cast<int>(count.value) * (forward ? 1 : -1);
        std::string other;
        std::string now;
        switch (*unit) {
            case TimeUnit::Day:
            case TimeUnit::Week:
                other = iso(year_month_day(base->first_day() +
                                           days(n * (*unit == TimeUnit::Week ? 7 : 1))));
                now = iso(year_month_day(base->first_day()));
                break;
            case TimeUnit::Month:
                other = shift(*base, TimeUnit::Month, n);
                now = shift(*base, TimeUnit::Month, 0);
                break;
            case TimeUnit::Year:
                other = iso(year(base->y + n));
                break;
            case TimeUnit::Decade:
                other = iso(year(base->y + 10 * n));
                break;
            default:
                return match;
        }
        now = now.empty() ? iso(year(base->y)) : now;
        match.value = forward ? interval(now, other) : interval(other, now);
        return match;
    }

    /// "the first quarter of 2021", "Q3 2021", "the third quarter".
    ValueMatch quarter(int at) {
        int i = at;
        int q = 0;
        if (word(i).size() == 2 && token(i).form[0] == 'Q' && word(i)[1] >= '1' &&
            word(i)[1] <= '4') {
            q = word(i)[1] - '0';
            ++i;
        } else {
            i += word(i) == "the" ? 1 : 0;
            const auto ordinal_value =
                word(i) == "final" || word(i) == "last" ? std::optional(4) : ordinal(i);
            const int skip = word(i + 1) == "-" ? 2 : 1;
            if (!ordinal_value || *ordinal_value > 4 || word(i + skip) != "quarter" ||
                (word(i) == "last" && word(i + 2) != "of")) {
                return {};
            }
            q = *ordinal_value;
            i += skip + 1;
        }
        const int of = one_of(word(i), {"of", "in"}) ? 1 : 0;
        std::optional<int> y = year_at(i + of);
        const bool written = y.has_value();
        if (y) {
            i += of + 1;
        } else if (const ValueMatch which = deictic_unit(i + of);
                   which && which.value.size() == 4) {
            y = to_int(which.value);
            i += of + which.size;
        } else if (const auto base = anchor_partial()) {
            const int now = static_cast<int>((base->m - 1) / 3) + 1;
            y = q <= now ? base->y : base->y - 1;
        }
        ValueMatch match{i - at, EntityType::Date, "", written};
        if (y) {
            match.value =
                months_of(year_month(year(*y), month(static_cast<unsigned>(3 * q - 2))), 3);
        }
        return match;
    }

    /// "summer 2016", "the summer of 2016", "last summer".
    ValueMatch season(int at) {
        int i = at;
        std::string_view modifier;
        i += word(i) == "the" ? 1 : 0;
        if (one_of(word(i), {"last", "next", "this", "early", "late"})) {
            modifier = word(i);
            ++i;
        }
        const auto start = look_up(kSeasons, word(i));
        if (!start) {
            return {};
        }
        ++i;
        const int of = one_of(word(i), {"of", "in"}) ? 1 : 0;
        std::optional<int> y = year_at(i + of);
        const bool written = y.has_value();
        if (y) {
            i += of + 1;
        } else if (const auto base = anchor_partial();
                   base && one_of(modifier, {"last", "next", "this"})) {
            const bool over = static_cast<int>(base->m) > *start + 2;
            y = base->y + (modifier == "last"   ? (over ? 0 : -1)
                           : modifier == "next" ? (static_cast<int>(base->m) < *start ? 0 : 1)
                                                : 0);
        } else if (modifier.empty() || one_of(modifier, {"early", "late"})) {
            return {};  // "summer" and "fall" alone are seldom dates
        }
        ValueMatch match{i - at, EntityType::Date, "", written};
        if (y) {
            match.value = months_of(year_month(year(*y), month(static_cast<unsigned>(*start))), 3);
        }
        return match;
    }

    /// "last week", "this year", "next month", "the following month", "that year", "the same day",
    /// "the year before", "earlier this week", "the weekend".
    ValueMatch deictic_unit(int at) {
        int i = at;
        i += one_of(word(i), {"earlier", "later"}) && one_of(word(i + 1), {"this", "that"}) ? 1 : 0;
        const bool the = word(i) == "the";
        i += the ? 1 : 0;
        if (the && one_of(word(i), {"end", "beginning", "start"}) && word(i + 1) == "of") {
            return end_of_unit(at, i);
        }
        std::string_view which = word(i);
        const bool past_week = one_of(which, {"this", "that"}) &&
                               one_of(word(i + 1), {"past", "coming", "same", "last"});
        if (past_week) {
            which = word(++i);
        }
        if (the && time_unit_of(which) && one_of(word(i + 1), {"before", "after"}) &&
            *time_unit_of(which) >= TimeUnit::Day &&
            (i + 2 >= size() || token(i + 2).upos == "PUNCT" || token(i + 2).upos == "CCONJ")) {
            return relative(at, i + 2 - at, *time_unit_of(which), word(i + 1) == "before" ? -1 : 1,
                            true);
        }
        const bool weekend_alone = which == "weekend" && the;
        if (weekend_alone) {
            return weekend(at, i + 1 - at, 0);
        }
        int offset = 0;
        bool narrative = the;  // "the next year" counts from the date mentioned last, "next year"
                               // from the anchor
        if (one_of(which, {"last", "past", "previous", "preceding"})) {
            offset = -1;
            narrative = which == "previous" || which == "preceding";
        } else if (one_of(which, {"next", "coming", "following", "subsequent"})) {
            offset = 1;
            narrative = narrative || which == "following" || which == "subsequent";
            narrative = narrative && which != "coming";
        } else if (which == "that" || which == "same") {
            narrative = true;
        } else if (which != "this" && which != "current") {
            return {};
        } else {
            narrative = false;
        }
        const std::string_view noun = word(i + 1);
        if (noun == "weekend") {
            return weekend(at, i + 2 - at, offset);
        }
        if (one_of(noun, {"morning", "afternoon", "evening", "night"}) && narrative &&
            which != "that") {
            return relative(at, i + 2 - at, TimeUnit::Day, offset, true);
        }
        if (const auto m = month_at(i + 1); m && !the) {
            const auto base = anchor_partial();
            ValueMatch match{i + 2 - at, EntityType::Date, "", false};
            if (base) {
                const int before = *m >= base->m ? -1 : 0;
                const int after = *m <= base->m ? 1 : 0;
                const int y = base->y + (offset < 0 ? before : offset > 0 ? after : 0);
                match.value = iso(year_month(year(y), month(*m)));
            }
            return match;
        }
        const auto unit = time_unit_of(noun);
        if (!unit || *unit < TimeUnit::Day || noun.back() == 's') {
            return {};
        }
        if (which == "that" && token(i).upos != "DET" && !token(i).upos.empty()) {
            return {};
        }
        if (*unit == TimeUnit::Day && (which == "this" || which == "last" || which == "past")) {
            return {};
        }
        return relative(at, i + 2 - at, *unit, offset, narrative);
    }

    /// "the end of the year", "the beginning of next month": the last or first day (of a year or
    /// month that is the anchor's or counted from it).
    ValueMatch end_of_unit(int at, int i) {
        const bool end = word(i) == "end";
        const ValueMatch inner = deictic_unit(i + 2);
        std::string value = inner.value;
        int length = i + 2 + inner.size - at;
        if (inner.size == 0) {
            const auto unit = time_unit_of(word(i + 3));
            const auto base = anchor_partial();
            if (word(i + 2) != "the" || !unit ||
                (*unit != TimeUnit::Year && *unit != TimeUnit::Month)) {
                return {};
            }
            value = base ? shift(*base, *unit, 0) : "";
            length = i + 4 - at;
        }
        const auto date = parse_date_value(value);
        if (!date || value.find('/') != std::string::npos || value.size() > 7) {
            return {length, EntityType::Date, "", false};
        }
        const unsigned m = date->m != 0 ? date->m : end ? 12U : 1U;
        const year_month_day day_of =
            end ? year_month_day(year(date->y) / month(m) / std::chrono::last)
                : year_month_day(year(date->y) / month(m) / day(1));
        return {length, EntityType::Date, iso(day_of), false};
    }

    ValueMatch relative(int at, int length, TimeUnit unit, int offset, bool narrative) {
        static_cast<void>(at);
        ValueMatch match{length, EntityType::Date, "", false};
        const auto base = narrative ? parse_date_value(context_.last()) : anchor_partial();
        if (base) {
            match.value = shift(*base, unit, offset);
        }
        return match;
    }

    ValueMatch weekend(int at, int length, int offset) {
        static_cast<void>(at);
        ValueMatch match{length, EntityType::Date, "", false};
        if (const auto anchor = context_.anchor()) {
            const sys_days today(*anchor);
            const int since_saturday =
                static_cast<int>((weekday(today) - std::chrono::Saturday).count());
            sys_days saturday = today - days(since_saturday);
            saturday +=
                days(7 * (offset > 0 ? 1 : 0) - 7 * (offset < 0 && since_saturday < 2 ? 1 : 0));
            match.value = days_of(saturday, 2);
        }
        return match;
    }

    /// "the 20th century", "19th-century", "the early twentieth century".
    ValueMatch century(int at) {
        int i = at + (word(at) == "the" ? 1 : 0);
        i += one_of(word(i), {"early", "late", "mid"}) ? (word(i + 1) == "-" ? 2 : 1) : 0;
        const auto n = ordinal(i);
        const int skip = word(i + 1) == "-" ? 2 : 1;
        if (!n || *n < 1 || *n > 22 || !one_of(word(i + skip), {"century", "centuries"})) {
            const std::string_view joined = word(i);
            if (!joined.ends_with("-century")) {
                return {};
            }
            const auto value = to_int(joined.substr(0, joined.find_first_not_of("0123456789")));
            return value && *value > 0 && *value < 23
                       ? ValueMatch{i + 1 - at, EntityType::Date, years_of((*value - 1) * 100, 100),
                                    false}
                       : ValueMatch{};
        }
        ValueMatch match{i + skip + 1 - at, EntityType::Date, years_of((*n - 1) * 100, 100), false};
        match.remember = false;
        return match;
    }

    /// "the 1990s", "1990's", "'90s", "the nineties", "the early 2000s".
    ValueMatch decade(int at) {
        int i = at + (word(at) == "the" ? 1 : 0);
        const int after_article = i;
        i += one_of(word(i), {"early", "late", "mid"}) ? (word(i + 1) == "-" ? 2 : 1) : 0;
        std::string_view w = word(i);
        int start = -1;
        if (w.starts_with("mid-")) {
            w.remove_prefix(4);
        }
        if (w.starts_with("'") || w.starts_with("’")) {
            w.remove_prefix(w[0] == '\'' ? 1 : 3);
        }
        int length = 1;
        if (w.size() == 5 && w.back() == 's' && all_digits(w.substr(0, 4)) && w[3] == '0') {
            start = *to_int(w.substr(0, 4));
        } else if (w.size() == 4 && all_digits(w) && w[3] == '0' &&
                   one_of(word(i + 1), {"s", "'s", "’s"}) && word(at) == "the") {
            start = *to_int(w);
            length = 2;
        } else if (w.size() == 3 && w.back() == 's' && all_digits(w.substr(0, 2)) && w[1] == '0' &&
                   after_article > at) {
            const int two = *to_int(w.substr(0, 2));
            start = two < 30 ? 2000 + two : 1900 + two;
        } else if (const auto named = look_up(kDecades, w);
                   named && after_article > at && w != "tens") {
            start = *named == 0 ? 2000 : 1900 + *named;
        }
        if (start < 1000) {
            return {};
        }
        ValueMatch match{i + length - at, EntityType::Date,
                         years_of(start, start % 100 == 0 && start < 2000 ? 100 : 10), false};
        match.remember = false;
        return match;
    }

    /// "22:30", "10 a.m.", "3pm", "10:15 p.m.", "noon", "midnight".
    ValueMatch clock_time(int at) {
        const std::string_view w = word(at);
        if (w == "noon" || w == "midnight") {
            return {1, EntityType::Date, w == "noon" ? "T12:00" : "T00:00", false};
        }
        int hour = -1;
        int minute = 0;
        int length = 1;
        std::string_view half = word(at + 1);
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
            minute =
                digits.size() - colon == 3 ? to_int(digits.substr(colon + 1)).value_or(-1) : -1;
        } else if (word(at + 1) == ":" && word(at + 2).size() == 2 && all_digits(word(at + 2)) &&
                   length == 1) {
            minute = *to_int(word(at + 2));
            length = 3;
            half = word(at + 3);
        }
        const bool am = one_of(half, {"am", "a.m", "a.m."});
        const bool pm = one_of(half, {"pm", "p.m", "p.m."});
        const bool has_colon =
            (colon != std::string_view::npos && digits[colon] == ':') || length == 3;
        if (hour < 0 || minute < 0 || minute > 59 || hour > 23 || (!am && !pm && !has_colon) ||
            ((am || pm) && (hour > 12 || hour == 0))) {
            return {};
        }
        if (am || pm) {
            hour = hour % 12 + (pm ? 12 : 0);
            ++length;
        }
        return {std::max(length, 1), EntityType::Date,
                "T" + padded(hour, 2) + ":" + padded(minute, 2), false};
    }

    /// A year by itself: four digits that count nothing.
    ValueMatch year_alone(int at) {
        if (const auto early = early_year_at(at)) {
            const bool era = one_of(word(at + 1), {"ad", "a.d", "a.d.", "ce", "c.e"});
            const auto recent = context_.recent_year();
            const bool among_years =
                recent && *recent < 1000 &&
                one_of(word(at - 1),
                       {"in", "around", "about", "until", "since", "by", "–", "-", "from", "to"}) &&
                (at + 1 >= size() || token(at + 1).upos != "NOUN");
            if (era || among_years || one_of(word(at - 1), {"c", "c.", "ca", "circa"})) {
                return {era ? 2 : 1, EntityType::Date, iso(year(*early)), true};
            }
            return {};
        }
        if (const ValueMatch match = short_year(at)) {
            return match;
        }
        const auto y = year_at(at);
        if (!y) {
            return {};
        }
        const std::string_view before = word(at - 1);
        const bool introduced =
            one_of(before, {"in",     "since",   "by",      "of",    "until",  "till",   "from",
                            "to",     "during",  "before",  "after", "around", "circa",  "c",
                            "ca",     "year",    "(",       "and",   "or",     "about",  "late",
                            "early",  "mid",     "–",       "-",     "fall",   "spring", "summer",
                            "winter", "through", "between", "[",     "born",   "b"});
        const Token& here = token(at);
        const bool counts = here.deprel == "nummod" && here.head >= 0 && here.head < size() &&
                            here.head > at && token(here.head).xpos == "NNS";
        if (counts && !(before == "the" && *y >= 1900 &&
                        *y < 2100)) {  // "2000 people", but "the 2020 elections"
            return {};
        }
        if (!currency_of(before).empty() || one_of(before, {"#", "no", "number", "about"}) ||
            word(at + 1) == "%") {
            return {};
        }
        const bool likely = *y >= 1500 && *y <= 2099;
        if (!likely && !introduced) {
            return {};
        }
        if (!introduced && here.deprel == "nummod" &&
            token(std::max(0, here.head)).upos == "NOUN" && here.head > at && *y < 1800) {
            return {};
        }
        if (here.name.size() > 2 && !introduced && *y < 1900) {
            return {};
        }
        return {1, EntityType::Date, iso(year(*y)), true};
    }

    /// "94" after "1892 –".
    ValueMatch short_year(int at) {
        const auto from = year_at(at - 2);
        const std::string_view w = word(at);
        if (!from || w.size() != 2 || !all_digits(w) || !one_of(word(at - 1), {"-", "–", "/"})) {
            return {};
        }
        const int until = *from / 100 * 100 + *to_int(w);
        return until > *from ? ValueMatch{1, EntityType::Date, iso(year(until)), true}
                             : ValueMatch{};
    }

    /// "2009-2016", "2009–16" and "1990-" as one token.
    ValueMatch year_suffix(int at) {
        const std::string_view w = word(at);
        if (w.size() < 7 || !all_digits(w.substr(0, 4))) {
            return {};
        }
        std::string_view rest = w.substr(4);
        if (rest[0] == '-') {
            rest.remove_prefix(1);
        } else if (rest.starts_with("–")) {
            rest.remove_prefix(std::string_view("–").size());
        } else {
            return {};
        }
        const auto from = to_int(w.substr(0, 4));
        const auto to = all_digits(rest) ? to_int(rest) : std::nullopt;
        if (!from || !to || (rest.size() != 4 && rest.size() != 2) || *from < 1000 ||
            *from > 2100) {
            return {};
        }
        const int until = rest.size() == 2 ? *from / 100 * 100 + *to : *to;
        if (until <= *from || until > 2200) {
            return {};
        }
        return {1, EntityType::Date, interval(iso(year(*from)), iso(year(until))), true};
    }

    // --- ranges over two found dates ---

    /// "from A to B", "between A and B", "A - B", "A until B": the whole as an interval beside its
    /// parts.
    void add_ranges() {
        std::vector<ValueMention> ranges;
        for (std::size_t i = 0; i + 1 < found_.size(); ++i) {
            const ValueMention& a = found_[i];
            const ValueMention& b = found_[i + 1];
            if (a.type != EntityType::Date || b.type != EntityType::Date || a.value.empty() ||
                b.value.empty() || b.first != a.last + 2 ||
                a.value.find('/') != std::string::npos || b.value.find('/') != std::string::npos ||
                a.value[0] == 'T' || b.value[0] == 'T') {
                continue;
            }
            const std::string_view link = word(a.last + 1);
            const std::string_view before = word(a.first - 1);
            const bool range = one_of(link, {"-", "–", "—", "through", "until", "till"}) ||
                               (link == "to" && before == "from") ||
                               (link == "and" && before == "between");
            if (range && a.value < b.value) {
                const bool preposition = before == "from" || before == "between";
                ranges.push_back({a.first - (preposition ? 1 : 0), b.last, EntityType::Date,
                                  interval(a.value, b.value)});
            }
        }
        found_.insert(found_.end(), ranges.begin(), ranges.end());
        add_day_ranges();
    }

    /// "March 5-7, 2010" in pieces: Month Day - Day.
    void add_day_ranges() {
        for (ValueMention& date : found_) {
            const auto from = parse_date_value(date.value);
            const int dash = date.last + 1;
            const std::string_view link = word(dash);
            const auto to = day_at(dash + 1);
            if (date.type != EntityType::Date || !from || from->d == 0 || date.value.size() != 10 ||
                !to || *to <= from->d || !one_of(link, {"-", "–", "to"}) || month_at(dash + 2) ||
                !month_at(date.last - 1)) {
                continue;
            }
            int y = from->y;
            int last = dash + 1;
            const int comma = word(dash + 2) == "," ? 1 : 0;
            if (const auto written = year_at(dash + 2 + comma)) {
                y = *written;
                last = dash + 2 + comma;
            }
            const year_month_day a = year(y) / month(from->m) / day(from->d);
            const year_month_day b = year(y) / month(from->m) / day(*to);
            if (a.ok() && b.ok()) {
                std::erase_if(found_, [&](const ValueMention& other) {
                    return other.first > date.last && other.last <= last;
                });
                date.value = interval(iso(a), iso(b));
                date.last = last;
                return;  // the vector changed; one such range a sentence is enough
            }
        }
    }

    std::string_view text_;
    const Sentence& sentence_;
    DateContext& context_;
    std::vector<ValueMention> found_;
};

}  // namespace

DateContext::DateContext(std::string_view anchor) {
    const auto date = parse_date_value(anchor);
    if (date && date->m != 0 && date->d != 0 && anchor.find('/') == std::string_view::npos) {
        const year_month_day ymd = year(date->y) / month(date->m) / day(date->d);
        if (ymd.ok()) {
            anchor_ = ymd;
        }
    }
}

std::optional<int> DateContext::recent_year() const {
    constexpr int kSentences = 4;
    return year_ && sentences_since_year_ <= kSentences ? year_ : std::nullopt;
}

void DateContext::mention(const std::string& value, bool explicit_year) {
    last_ = value;
    if (const auto date = parse_date_value(value); date && explicit_year) {
        year_ = date->y;
        sentences_since_year_ = 0;
    }
}

void DateContext::next_sentence() {
    ++sentences_since_year_;
}

void DateContext::forget() {
    last_.clear();
    year_.reset();
}

std::vector<ValueMention> find_values(std::string_view text, const Sentence& sentence,
                                      DateContext& context) {
    return Finder(text, sentence, context).run();
}

}  // namespace trefoil::extract
