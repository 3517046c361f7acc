// Dates that are counted from another one: from the document's date ("today", "last Monday", "two
// years ago") or from the date that the text mentioned last ("the following month", "a year
// later").
#include "extract/calendar.hpp"
#include "extract/date_rules.hpp"
#include "extract/tense.hpp"

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

/// `count` units away from `from` (day precision for days, week interval, month, year), with
/// the unit's precision.
std::string shift(const PartialDate& from, TimeUnit unit, int count) {
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
            return iso(year(years_after(from.y, count)));
        case TimeUnit::Decade:
            return from.y < 0 ? "" : years_of(from.y / 10 * 10 + 10 * count, 10);
        case TimeUnit::Century:
            return from.y < 0 ? "" : years_of(from.y / 100 * 100 + 100 * count, 100);
        default:
            return "";
    }
}

ValueMatch relative(const DateWords& words, int length, TimeUnit unit, int offset, bool narrative) {
    ValueMatch match{length, EntityType::Date, "", false};
    const auto base = narrative ? parse_date_value(words.context().last()) : anchor_partial(words);
    if (base) {
        match.value = shift(*base, unit, offset);
    }
    return match;
}

/// What a relative date counts from where the text does not say: the document's date, else the date
/// mentioned last.
std::optional<PartialDate> anchor_or_last(const DateWords& words) {
    const auto anchor = anchor_partial(words);
    return anchor ? anchor : parse_date_value(words.context().last());
}

/// "that October", "the following May": counted from the date mentioned last, else as "last May"
/// from the document's date. `offset` -1, 0, 1: before, in the same year, after.
std::string month_near(const PartialDate& base, unsigned m, int offset) {
    const int before = m >= base.m ? -1 : 0;
    const int after = m <= base.m ? 1 : 0;
    const int y = base.y + (offset < 0 ? before : offset > 0 ? after : 0);
    return iso(year_month(year(y), month(m)));
}

/// The first `wanted` before (-1) or after (1) a day, or in the week that begins with it (0).
std::string weekday_near(const PartialDate& base, weekday wanted, int offset) {
    const sys_days day_of = base.first_day();
    const days ahead = wanted - weekday(day_of);  // 0..6
    if (offset == 0) {
        return iso(year_month_day(day_of + ahead));
    }
    if (offset > 0) {
        return iso(year_month_day(day_of + (ahead == days(0) ? days(7) : ahead)));
    }
    return iso(year_month_day(day_of + ahead - days(7)));
}

ValueMatch weekend(const DateWords& words, int length, int offset) {
    ValueMatch match{length, EntityType::Date, "", false};
    if (const auto anchor = words.context().anchor()) {
        const sys_days today(*anchor);
        const int since_saturday =
            static_cast<int>((weekday(today) - std::chrono::Saturday).count());
        sys_days saturday = today - days(since_saturday);
        saturday += days(7 * (offset > 0 ? 1 : 0) - 7 * (offset < 0 && since_saturday < 2 ? 1 : 0));
        match.value = days_of(saturday, 2);
    }
    return match;
}

/// "the end of the year", "the beginning of next month": the last or first day (of a year or
/// month that is the anchor's or counted from it).
ValueMatch end_of_unit(const DateWords& words, int at, int i) {
    const bool end = words.word(i) == "end";
    const ValueMatch inner = match_deictic_unit(words, i + 2);
    std::string value = inner.value;
    int length = i + 2 + inner.size - at;
    if (inner.size == 0) {
        const auto unit = time_unit_of(words.word(i + 3));
        const auto base = anchor_or_last(words);
        if (words.word(i + 2) != "the" || !unit ||
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
    const year_month_day day_of = end ? year_month_day(year(date->y) / month(m) / std::chrono::last)
                                      : year_month_day(year(date->y) / month(m) / day(1));
    return {length, EntityType::Date, iso(day_of), false};
}

/// "later in the year", "earlier in the month"; "by year end", "at the year's end".
ValueMatch within_unit(const DateWords& words, int at) {
    const auto base = anchor_or_last(words);
    const bool in = one_of(words.word(at), {"later", "earlier", "late", "early"}) &&
                    words.word(at + 1) == "in" && words.word(at + 2) == "the";
    const auto unit = in ? time_unit_of(words.word(at + 3)) : std::nullopt;
    if (unit && (*unit == TimeUnit::Year || *unit == TimeUnit::Month) &&
        words.word(at + 4) != "of") {
        const auto told = parse_date_value(words.context().last());
        const auto from = told ? told : base;
        return {4, EntityType::Date, from ? shift(*from, *unit, 0) : "", false};
    }
    int length = words.word(at) == "year-end" ? 1 : 0;
    if (words.word(at) == "year") {
        const int own = one_of(words.word(at + 1), {"'s", "’s", "-"}) ? 1 : 0;
        length = words.word(at + 1 + own) == "end" ? 2 + own : 0;
    }
    if (length == 0 ||
        !one_of(words.word(at - 1), {"by", "until", "before", "at", "since", "the"})) {
        return {};
    }
    return {length, EntityType::Date, base ? iso(year(base->y) / month(12) / day(31)) : "", false};
}

}  // namespace

std::optional<PartialDate> anchor_partial(const DateWords& words) {
    const auto anchor = words.context().anchor();
    if (!anchor) {
        return std::nullopt;
    }
    return PartialDate{static_cast<int>(anchor->year()), static_cast<unsigned>(anchor->month()),
                       static_cast<unsigned>(anchor->day())};
}

ValueMatch match_weekday_name(const DateWords& words, int at) {
    int i = at;
    std::string_view modifier;
    i += words.word(i) == "the" ? 1 : 0;
    if (one_of(words.word(i),
               {"last", "next", "this", "past", "coming", "previous", "following", "that"})) {
        modifier = words.word(i);
        ++i;
    } else {
        i = at;
    }
    const auto wanted = words.weekday_at(i);
    if (!wanted || one_of(words.word(at - 1), {"good", "easter", "black"})) {
        return {};
    }
    if (words.word(i).back() == 's' && words.word(i).size() > 6 &&
        words.word(i).ends_with("days")) {
        return {i - at + 1, EntityType::Date, "", false};  // "on Mondays" is no date
    }
    int length = i - at + 1;
    length += one_of(words.word(i + 1), {"morning", "afternoon", "evening", "night"}) ? 1 : 0;
    const bool narrative = one_of(modifier, {"previous", "following", "that"}) ||
                           (i == at + 2 && one_of(modifier, {"next", "last"}));
    if (const auto base = parse_date_value(words.context().last());
        narrative && base && base->d != 0) {
        const int offset = one_of(modifier, {"previous", "last"}) ? -1 : modifier == "that" ? 0 : 1;
        return {length, EntityType::Date, weekday_near(*base, *wanted, offset), false};
    }
    const auto anchor = words.context().anchor();
    if (!anchor) {
        return {length, EntityType::Date, "", false};
    }
    const sys_days today(*anchor);
    const days since = weekday(today) - *wanted;  // 0..6: most recent past including today
    sys_days date = today - since;
    const bool later = one_of(modifier, {"next", "coming", "following"}) ||
                       (modifier.empty() && tense_at(words, i) == Tense::Future) ||
                       (modifier == "this" && tense_at(words, i) != Tense::Past);
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

ValueMatch match_day_word(const DateWords& words, int at) {
    int offset = 0;
    int length = 1;
    if (words.word(at) == "the" && words.word(at + 1) == "day" && words.word(at + 2) == "before" &&
        words.word(at + 3) == "yesterday") {
        offset = -2;
        length = 4;
    } else if (words.word(at) == "the" && words.word(at + 1) == "day" &&
               words.word(at + 2) == "after" && words.word(at + 3) == "tomorrow") {
        offset = 2;
        length = 4;
    } else if (words.word(at) == "yesterday") {
        offset = -1;
    } else if (words.word(at) == "tomorrow") {
        offset = 1;
    } else if (words.word(at) == "last" && words.word(at + 1) == "night") {
        offset = -1;
        length = 2;
    } else if (words.word(at) == "this" &&
               one_of(words.word(at + 1), {"morning", "afternoon", "evening"})) {
        length = 2;
    } else if (!one_of(words.word(at), {"today", "tonight"})) {
        return {};
    }
    if (length == 1 && one_of(words.word(at + 1), {"morning", "afternoon", "evening", "night"})) {
        ++length;
    }
    const auto anchor = words.context().anchor();
    return {length, EntityType::Date,
            anchor ? iso(year_month_day(sys_days(*anchor) + days(offset))) : "", false};
}

ValueMatch match_ago_or_later(const DateWords& words, int at) {
    ValueWords::Number count = words.number(at);
    const bool vague =
        count.size == 0 && one_of(words.word(at), {"several", "some", "many", "few"});
    int i = at + (vague ? 1 : count.size);
    if (words.word(at) == "a" && one_of(words.word(at + 1), {"few", "couple", "number"})) {
        i = at + 2 + (words.word(at + 2) == "of" ? 1 : 0);
        count.size = 0;
    }
    if (i == at || count.value > 5000) {
        return {};
    }
    const auto unit = time_unit_of(words.word(i));
    if (!unit || *unit < TimeUnit::Day) {
        return {};
    }
    const std::string_view direction = words.word(i + 1);
    const bool ago =
        direction == "ago" || (direction == "from" && words.word(i + 2) == "now") ||
        (direction == "before" && (i + 2 >= words.size() || words.token(i + 2).upos == "PUNCT"));
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
    const int back = direction == "ago" || direction == "earlier" || direction == "before" ? -1 : 1;
    const auto base = direction == "ago" || from_now ? anchor_partial(words)
                                                     : parse_date_value(words.context().last());
    if (base) {
        match.value = shift(*base, *unit, back * static_cast<int>(count.value));
    }
    return match;
}

ValueMatch match_last_units(const DateWords& words, int at) {
    const int the = one_of(words.word(at), {"the", "these"}) ? 1 : 0;
    const std::string_view which = words.word(at + the);
    if (!one_of(which, {"last", "past", "next", "coming", "previous", "following"})) {
        return {};
    }
    ValueWords::Number count = words.number(at + the + 1);
    int i = at + the + 1 + count.size;
    if (count.size == 0) {
        i += one_of(words.word(i), {"few", "several", "couple"}) ? 1 : 0;
        i += words.word(i) == "of" ? 1 : 0;
        if (i == at + the + 1) {
            return {};
        }
    }
    const auto unit = time_unit_of(words.word(i));
    if (!unit || words.word(at + the + 1) == "a") {
        return {};
    }
    ValueMatch match{i + 1 - at, EntityType::Date, "", false};
    match.remember = false;
    const bool narrative =
        one_of(which, {"previous", "following"}) || (the == 1 && which == "next");
    const auto base = narrative && !words.context().last().empty()
                          ? parse_date_value(words.context().last())
                          : anchor_partial(words);
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
            other = iso(
                year_month_day(base->first_day() + days(n * (*unit == TimeUnit::Week ? 7 : 1))));
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

ValueMatch match_deictic_unit(const DateWords& words, int at) {
    int i = at;
    if (const ValueMatch match = within_unit(words, at)) {
        return match;
    }
    i += one_of(words.word(i), {"earlier", "later"}) && one_of(words.word(i + 1), {"this", "that"})
             ? 1
             : 0;
    const bool the = words.word(i) == "the";
    i += the ? 1 : 0;
    if (the && one_of(words.word(i), {"end", "beginning", "start"}) && words.word(i + 1) == "of") {
        return end_of_unit(words, at, i);
    }
    std::string_view which = words.word(i);
    const bool past_week = one_of(which, {"this", "that"}) &&
                           one_of(words.word(i + 1), {"past", "coming", "same", "last"});
    if (past_week) {
        which = words.word(++i);
    }
    if (the && time_unit_of(which) && one_of(words.word(i + 1), {"before", "after"}) &&
        *time_unit_of(which) >= TimeUnit::Day &&
        (i + 2 >= words.size() || words.token(i + 2).upos == "PUNCT" ||
         words.token(i + 2).upos == "CCONJ")) {
        return relative(words, i + 2 - at, *time_unit_of(which),
                        words.word(i + 1) == "before" ? -1 : 1, true);
    }
    const bool weekend_alone = which == "weekend" && the;
    if (weekend_alone) {
        return weekend(words, i + 1 - at, 0);
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
    const std::string_view noun = words.word(i + 1);
    if (noun == "weekend") {
        return weekend(words, i + 2 - at, offset);
    }
    if (one_of(noun, {"morning", "afternoon", "evening", "night"}) && narrative &&
        which != "that") {
        return relative(words, i + 2 - at, TimeUnit::Day, offset, true);
    }
    if (const auto m = words.month_at(i + 1); m && (!the || narrative)) {
        const auto told = narrative ? parse_date_value(words.context().last()) : std::nullopt;
        const auto base = told ? told : anchor_partial(words);
        return {i + 2 - at, EntityType::Date, base ? month_near(*base, *m, offset) : "", false};
    }
    if (noun == "season" && narrative) {
        return relative(words, i + 2 - at, TimeUnit::Year, offset, true);
    }
    const auto unit = time_unit_of(noun);
    if (!unit || *unit < TimeUnit::Day || noun.back() == 's') {
        return {};
    }
    if (which == "that" && words.token(i).upos != "DET" && !words.token(i).upos.empty()) {
        return {};
    }
    if (*unit == TimeUnit::Day && (which == "this" || which == "last" || which == "past")) {
        return {};
    }
    return relative(words, i + 2 - at, *unit, offset, narrative);
}

}  // namespace trefoil::extract
