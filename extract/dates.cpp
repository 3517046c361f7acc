// Dates, durations, money and quantities of a sentence. Each rule looks at the words from one
// position and answers how many words it covers and what they mean; at each position the rules are
// tried from the most to the least specific, and the first that matches wins. Relative dates are
// computed with the proleptic Gregorian calendar of <chrono>.
//
// Written for Trefoil; the behaviour follows the TIMEX3 guidelines' idea of a value (Pustejovsky et
// al. 2003), the rules do not come from another tool.
#include "extract/dates.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/date_order.hpp"
#include "extract/calendar.hpp"
#include "extract/date_rules.hpp"
#include "extract/quantities.hpp"

namespace trefoil::extract {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

/// The rules about numbers in the form of a rule about dates.
ValueMatch match_amounts(const DateWords& words, int at) {
    return match_amount(words, at);
}

class Finder {
  public:
    Finder(std::string_view text, const Sentence& sentence, DateContext& context)
        : words_(text, sentence, context), context_(context) {}

    std::vector<ValueMention> run() {
        context_.next_sentence();
        int at = 0;
        while (at < words_.size()) {
            const ValueMatch match = any(at);
            if (!match) {
                ++at;
                continue;
            }
            add(at, match);
            at += match.size;
        }
        use_written_years();
        note_present_day();
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

    /// False for words with which no value begins: most of a text.
    [[nodiscard]] bool may_begin(int at) const {
        static constexpr auto kWords = word_set(std::to_array<std::string_view>(
            {"the",        "these",  "this",    "that",     "a",         "an",        "last",
             "past",       "next",   "coming",  "current",  "previous",  "preceding", "following",
             "subsequent", "same",   "earlier", "later",    "early",     "late",      "mid",
             "final",      "half",   "several", "some",     "many",      "few",       "from",
             "between",    "today",  "tonight", "tomorrow", "yesterday", "noon",      "midnight",
             "year",       "spring", "summer",  "autumn",   "fall",      "winter",    "dollar",
             "euro",       "pound",  "usd",     "eur",      "gbp",       "yen",       "yuan",
             "rmb",        "ruble",  "rouble",  "rupee",    "chf",       "hryvnia",   "cny",
             "jpy",        "rub",    "inr",     "aud",      "cad",       "renminbi"}));
        const std::string_view word = words_.word(at);
        if (word.size() == 1 && word.find_first_of(",.;:!?()\"-") == 0) {
            return false;
        }
        const bool letters = !word.empty() && word[0] >= 'a' && word[0] <= 'z';
        const bool quarter = letters && word[0] == 'q' && word.size() == 2;
        return !letters || quarter || kWords.contains(word) || words_.names_number(at) ||
               (words_.capitalised(at) && is_calendar_word(word)) ||
               word.find_first_of("-$") != std::string_view::npos || word.ends_with("th") ||
               word.starts_with("ad");
    }

    ValueMatch any(int at) {
        if (!may_begin(at)) {
            return {};
        }
        using Rule = ValueMatch (*)(const DateWords&, int);
        constexpr std::array<Rule, 24> kRules = {
            match_iso_date,     match_numeric_date, match_weekday_and_date,
            match_day_range,    match_one_of_days,  match_calendar_date,
            match_bare_day,     match_famous_date,  match_month_date,
            match_weekday_name, match_day_word,     match_ago_or_later,
            match_last_units,   match_quarter,      match_half,
            match_season,       match_deictic_unit, match_century,
            match_decade,       match_clock_time,   match_spoken_year,
            match_amounts,      match_year_alone,   match_year_suffix};
        for (const Rule rule : kRules) {
            if (ValueMatch match = rule(words_, at)) {
                return match;
            }
        }
        return {};
    }

    /// "two years later, in 1896", "in 1896, two years later": the same date twice; the written one
    /// says which.
    void use_written_years() {
        for (std::size_t i = 0; i + 1 < found_.size(); ++i) {
            ValueMention& a = found_[i];
            ValueMention& b = found_[i + 1];
            const int gap = b.first - a.last - 1;
            const bool beside =
                words_.word(a.last + 1) == "," &&
                (gap == 1 || (gap == 2 && one_of(words_.word(a.last + 2), {"in", "on"})));
            if (!beside || a.type != EntityType::Date || b.type != EntityType::Date) {
                continue;
            }
            if (counted(a) && written(b)) {
                a.value = b.value;
            } else if (written(a) && counted(b) && gap == 1 && words_.word(b.last + 1) == ",") {
                b.value = a.value;
                context_.mention(a.value, true);
            }
        }
    }

    /// Counted from the date mentioned last.
    [[nodiscard]] bool counted(const ValueMention& date) const {
        return one_of(words_.word(date.last),
                      {"later", "earlier", "afterwards", "before", "after"}) ||
               one_of(words_.word(date.first + 1), {"following", "next", "same", "previous"});
    }

    [[nodiscard]] bool written(const ValueMention& date) const {
        return words_.year_at(date.last).has_value();
    }

    // --- what the text says of its own day ---

    /// "Today is Wednesday, May 3, 2021", "it's now May 7", "today, January 20, 2021,": from here
    /// on that is the present day; near the document's date, where it has one.
    void note_present_day() {
        constexpr std::chrono::days kNear(60);
        for (std::size_t i = 0; i < found_.size(); ++i) {
            const auto date = parse_date_value(found_[i].value);
            const int subject = present_subject(found_[i]);
            if (found_[i].value.size() != 10 || !date || date->d == 0 || subject < 0) {
                continue;
            }
            const auto anchor = context_.anchor();
            const std::chrono::sys_days now = date->first_day();
            if (anchor && std::chrono::abs(now - std::chrono::sys_days(*anchor)) > kNear) {
                continue;
            }
            context_.set_present(year_month_day(now));
            for (ValueMention& other : found_) {
                if (other.first == subject) {
                    other.value = found_[i].value;
                }
            }
        }
    }

    /// Index of the "today" or "it" that a date is said to be; -1 if there is none.
    [[nodiscard]] int present_subject(const ValueMention& date) const {
        int at = date.first - 1;
        if (words_.word(at) == "," && one_of(words_.word(at - 1), {"today", "tonight"})) {
            const int next = date.last + 1;
            const bool ends = next >= words_.size() || words_.token(next).upos == "PUNCT" ||
                              words_.word(next) == ",";
            return ends ? at - 1 : -1;
        }
        while (one_of(words_.word(at), {"now", "currently", "already", "also"})) {
            --at;
        }
        const bool is = one_of(words_.word(at), {"is", "'s", "’s"});
        return is && one_of(words_.word(at - 1), {"today", "it", "tonight"}) ? at - 1 : -1;
    }

    // --- ranges over two found dates ---

    /// Of dates that are equal as far as both go, the less precise one is the first.
    static bool precedes(std::string_view a, std::string_view b) {
        const int order = compare_dates(a, b);
        return order < 0 || (order == 0 && a.size() < b.size());
    }

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
            const std::string_view link = words_.word(a.last + 1);
            const std::string_view before = words_.word(a.first - 1);
            const bool range = one_of(link, {"-", "–", "—", "through", "until", "till"}) ||
                               (link == "to" && before == "from") ||
                               (link == "and" && before == "between");
            if (range && precedes(a.value, b.value)) {
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
            const std::string_view link = words_.word(dash);
            const auto to = words_.day_at(dash + 1);
            if (date.type != EntityType::Date || !from || from->d == 0 || date.value.size() != 10 ||
                !to || *to <= from->d || !one_of(link, {"-", "–", "to"}) ||
                words_.month_at(dash + 2) || !words_.month_at(date.last - 1)) {
                continue;
            }
            int y = from->y;
            int last = dash + 1;
            const int comma = words_.word(dash + 2) == "," ? 1 : 0;
            if (const auto written = words_.year_at(dash + 2 + comma)) {
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

    DateWords words_;
    DateContext& context_;
    std::vector<ValueMention> found_;
};

}  // namespace

std::vector<ValueMention> find_values(std::string_view text, const Sentence& sentence,
                                      DateContext& context) {
    return Finder(text, sentence, context).run();
}

}  // namespace trefoil::extract
