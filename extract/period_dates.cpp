// Years and the periods made of months and years: quarters, seasons, decades, centuries.
#include <array>

#include "extract/calendar.hpp"
#include "extract/date_rules.hpp"
#include "extract/quantities.hpp"

namespace trefoil::extract {

namespace {

using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month;

constexpr WordNumbers<10> kDecades({{{"twenties", 20},
                                     {"thirties", 30},
                                     {"forties", 40},
                                     {"fifties", 50},
                                     {"sixties", 60},
                                     {"seventies", 70},
                                     {"eighties", 80},
                                     {"nineties", 90},
                                     {"noughties", 0},
                                     {"tens", 10}}});
constexpr WordNumbers<5> kSeasons(
    {{{"spring", 3}, {"summer", 6}, {"autumn", 9}, {"fall", 9}, {"winter", 12}}});

/// "94" after "1892 –".
ValueMatch short_year(const DateWords& words, int at) {
    const auto from = words.year_at(at - 2);
    const std::string_view w = words.word(at);
    if (!from || w.size() != 2 || !all_digits(w) || !one_of(words.word(at - 1), {"-", "–", "/"})) {
        return {};
    }
    const int until = *from / 100 * 100 + *to_int(w);
    return until > *from ? ValueMatch{1, EntityType::Date, iso(year(until)), true} : ValueMatch{};
}

/// Skips "early", "late" or "mid" and a hyphen after it; that word, or "".
std::string_view part_at(const DateWords& words, int& i) {
    if (!one_of(words.word(i), {"early", "late", "mid"})) {
        return {};
    }
    const std::string_view part = words.word(i);
    i += words.word(i + 1) == "-" ? 2 : 1;
    return part;
}

/// The years of a decade or century that a part of it means: halves of a decade, thirds of a
/// century; the middle overlaps its neighbours.
std::string part_of(int start, int count, std::string_view part) {
    const int early = count == 10 ? 5 : count / 3 + 1;
    if (part == "early") {
        return years_of(start, early);
    }
    if (part == "late") {
        return years_of(start + count - early, early);
    }
    const int before = count * 3 / 10;
    return part == "mid" ? years_of(start + before, count - 2 * before) : years_of(start, count);
}

/// The first year of "1200 to 400 BC", "c. 570 – c. 495 BC", whose sign of the era stands behind
/// the second.
std::optional<int> shared_era(const DateWords& words, int at) {
    if (!one_of(words.word(at + 1), {"-", "–", "—", "to", "and", "or", "until", "through"})) {
        return std::nullopt;
    }
    const int second =
        at + 2 + (one_of(words.word(at + 2), {"c", "c.", "ca", "circa", "about"}) ? 1 : 0);
    const auto until = words.year_before_era(second);
    const std::string_view digits = words.word(at);
    const auto from = all_digits(digits) && digits.size() <= 4 ? to_int(digits) : std::nullopt;
    return until.size > 0 && from && *from > -until.year ? std::optional(-*from) : std::nullopt;
}

/// "384–322 BC" where the years are one word.
ValueMatch years_before_era(const DateWords& words, int at) {
    const std::string_view w = words.word(at);
    const std::size_t dash = w.find_first_not_of("0123456789");
    if (dash == 0 || dash == std::string_view::npos || !words.is_before_era(at + 1)) {
        return {};
    }
    const std::string_view mark = w.substr(dash).starts_with("–") ? "–" : "-";
    const auto from = to_int(w.substr(0, dash));
    const auto until =
        w.substr(dash).starts_with(mark) ? to_int(w.substr(dash + mark.size())) : std::nullopt;
    if (!from || !until || *until < 1 || *from <= *until || *from > 9999) {
        return {};
    }
    return {2, EntityType::Date, interval(iso(year(-*from)), iso(year(-*until))), true};
}

/// "847 AD", "AD 847", "AD847", "the year 71"; "44 BC", "384–322 BC".
ValueMatch year_of_era(const DateWords& words, int at) {
    if (const auto early = words.year_before_era(at); early.size > 0) {
        return {early.size, EntityType::Date, iso(year(early.year)), true};
    }
    if (const auto first = shared_era(words, at)) {
        return {1, EntityType::Date, iso(year(*first)), true};
    }
    if (const ValueMatch match = years_before_era(words, at)) {
        return match;
    }
    std::string_view digits = words.word(at);
    const bool joined =
        digits.size() > 2 && digits.starts_with("ad") && all_digits(digits.substr(2));
    digits.remove_prefix(joined ? 2 : 0);
    const auto y = all_digits(digits) && digits.size() <= 4 ? to_int(digits) : std::nullopt;
    if (!y || *y == 0) {
        return {};
    }
    if (one_of(words.word(at + 1), {"ad", "a.d", "a.d.", "ce", "c.e"}) && digits.size() >= 2) {
        return {2, EntityType::Date, iso(year(*y)), true};
    }
    const bool introduced = one_of(words.word(at - 1), {"ad", "a.d", "a.d."}) ||
                            (words.word(at - 1) == "year" && words.word(at - 2) == "the" &&
                             one_of(words.word(at - 3), {"in", "since", "until", "from", "by"}));
    return joined || introduced ? ValueMatch{1, EntityType::Date, iso(year(*y)), true}
                                : ValueMatch{};
}

/// One of the years of "(837 – 908)".
bool in_brackets(const DateWords& words, int at) {
    const auto year = [&](int i) { return words.early_year_at(i) || words.year_at(i); };
    const auto dash = [&](int i) { return one_of(words.word(i), {"-", "–", "—"}); };
    const int from = dash(at - 1) ? at - 2 : at;
    return words.word(from - 1) == "(" && year(from) && dash(from + 1) && year(from + 2) &&
           one_of(words.word(from + 3), {")", ",", ";"});
}

/// The year of a period that is named just before `i`, and whether it is written.
struct PeriodYear {
    std::optional<int> year;
    bool written = false;
};

/// "(of) 1998", "(of) last year"; `i` moves behind it.
PeriodYear year_behind(const DateWords& words, int& i) {
    const int of = one_of(words.word(i), {"of", "in"}) ? 1 : 0;
    if (const std::optional<int> year = words.year_at(i + of)) {
        i += of + 1;
        return {year, true};
    }
    const ValueMatch which = match_deictic_unit(words, i + of);
    if (!which || which.value.size() != 4) {
        return {};
    }
    i += of + which.size;
    return {to_int(which.value), false};
}

}  // namespace

ValueMatch match_quarter(const DateWords& words, int at) {
    int i = at;
    int q = 0;
    if (words.word(i).size() == 2 && words.token(i).form[0] == 'Q' && words.word(i)[1] >= '1' &&
        words.word(i)[1] <= '4') {
        q = words.word(i)[1] - '0';
        ++i;
    } else {
        i += words.word(i) == "the" ? 1 : 0;
        const auto ordinal_value = words.word(i) == "final" || words.word(i) == "last"
                                       ? std::optional(4)
                                       : words.ordinal(i);
        const int skip = words.word(i + 1) == "-" ? 2 : 1;
        if (!ordinal_value || *ordinal_value > 4 || words.word(i + skip) != "quarter" ||
            (words.word(i) == "last" && words.word(i + 2) != "of")) {
            return {};
        }
        q = *ordinal_value;
        i += skip + 1;
    }
    auto [y, written] = year_behind(words, i);
    if (const auto base = y ? std::nullopt : anchor_partial(words)) {
        const int now = static_cast<int>((base->m - 1) / 3) + 1;
        y = q <= now ? base->y : base->y - 1;
    }
    ValueMatch match{i - at, EntityType::Date, "", written};
    if (y) {
        match.value = months_of(year_month(year(*y), month(static_cast<unsigned>(3 * q - 2))), 3);
    }
    return match;
}

ValueMatch match_season(const DateWords& words, int at) {
    int i = at;
    std::string_view modifier;
    i += words.word(i) == "the" ? 1 : 0;
    if (one_of(words.word(i), {"last", "next", "this", "early", "late", "that", "same", "following",
                               "previous"})) {
        modifier = words.word(i);
        ++i;
    }
    const bool narrative = one_of(modifier, {"that", "same", "following", "previous"}) ||
                           (modifier == "next" && i == at + 2);
    const auto start = kSeasons.find(words.word(i));
    if (!start) {
        return {};
    }
    ++i;
    auto [y, written] = year_behind(words, i);
    if (!y) {
        if (const auto told = parse_date_value(words.context().last()); told && narrative) {
            const int m = static_cast<int>(told->m);
            y = told->y + (one_of(modifier, {"following", "next"})
                               ? (m == 0 || m >= *start ? 1 : 0)
                               : (modifier == "previous" && (m == 0 || m <= *start) ? -1 : 0));
        } else if (const auto base = anchor_partial(words);
                   base && one_of(modifier, {"last", "next", "this"})) {
            const bool over = static_cast<int>(base->m) > *start + 2;
            y = base->y + (modifier == "last"   ? (over ? 0 : -1)
                           : modifier == "next" ? (static_cast<int>(base->m) < *start ? 0 : 1)
                                                : 0);
        } else if (modifier.empty() || one_of(modifier, {"early", "late"})) {
            return {};  // "summer" and "fall" alone are seldom dates
        }
    }
    ValueMatch match{i - at, EntityType::Date, "", written};
    if (y) {
        match.value = months_of(year_month(year(*y), month(static_cast<unsigned>(*start))), 3);
    }
    return match;
}

ValueMatch match_half(const DateWords& words, int at) {
    int i = at + (words.word(at) == "the" ? 1 : 0);
    const auto which = words.ordinal(i);
    const int skip = words.word(i + 1) == "-" ? 2 : 1;
    if (!which || *which > 2 || words.word(i + skip) != "half" ||
        words.word(i + skip + 1) != "of") {
        return {};
    }
    i += skip + 2;
    ValueMatch whole = match_century(words, i);
    whole = whole ? whole : match_decade(words, i);
    whole = whole ? whole : match_deictic_unit(words, i);
    if (const auto y = words.year_at(i)) {
        whole = {1, EntityType::Date, iso(year(*y)), true};
    }
    const auto from = parse_date_value(whole.value);
    if (!whole || !from || (whole.value.size() != 4 && whole.value.size() != 9)) {
        return {};
    }
    whole.size += i - at;
    whole.remember = false;
    if (whole.value.size() == 4) {
        whole.value = months_of(year_month(year(from->y), month(*which == 1 ? 1 : 7)), 6);
    } else {
        const int half = (*to_int(std::string_view(whole.value).substr(5)) - from->y + 1) / 2;
        whole.value = years_of(from->y + (*which == 1 ? 0 : half), half);
    }
    return whole;
}

ValueMatch match_century(const DateWords& words, int at) {
    int i = at + (words.word(at) == "the" ? 1 : 0);
    const std::string_view part = part_at(words, i);
    const auto n = words.ordinal(i);
    const int skip = words.word(i + 1) == "-" ? 2 : 1;
    if (!n || *n < 1 || *n > 22 || !one_of(words.word(i + skip), {"century", "centuries"})) {
        const std::string_view joined = words.word(i);
        if (!joined.ends_with("-century")) {
            return {};
        }
        const auto value = to_int(joined.substr(0, joined.find_first_not_of("0123456789")));
        return value && *value > 0 && *value < 23
                   ? ValueMatch{i + 1 - at, EntityType::Date,
                                part_of((*value - 1) * 100, 100, part), false}
                   : ValueMatch{};
    }
    if (words.is_before_era(i + skip + 1)) {
        return {i + skip + 2 - at, EntityType::Date, part_of(*n * -100, 100, part), false};
    }
    ValueMatch match{i + skip + 1 - at, EntityType::Date, part_of((*n - 1) * 100, 100, part),
                     false};
    match.remember = false;
    return match;
}

ValueMatch match_decade(const DateWords& words, int at) {
    int i = at + (words.word(at) == "the" ? 1 : 0);
    const int after_article = i;
    std::string_view part = part_at(words, i);
    std::string_view w = words.word(i);
    int start = -1;
    if (w.starts_with("mid-")) {
        part = "mid";
        w.remove_prefix(4);
    }
    if (w.starts_with("'") || w.starts_with("’")) {
        w.remove_prefix(w[0] == '\'' ? 1 : 3);
    }
    int length = 1;
    for (const std::string_view ending : {"'s", "’s"}) {  // "the 1930's" as one word
        if (w.size() == 4 + ending.size() && w.ends_with(ending) && all_digits(w.substr(0, 4)) &&
            w[3] == '0' && words.word(at) == "the") {
            start = *to_int(w.substr(0, 4));
        }
    }
    if (w.size() == 5 && w.back() == 's' && all_digits(w.substr(0, 4)) && w[3] == '0') {
        start = *to_int(w.substr(0, 4));
    } else if (w.size() == 4 && all_digits(w) && w[3] == '0' &&
               one_of(words.word(i + 1), {"s", "'s", "’s"}) && words.word(at) == "the") {
        start = *to_int(w);
        length = 2;
    } else if (w.size() == 3 && w.back() == 's' && all_digits(w.substr(0, 2)) && w[1] == '0' &&
               after_article > at) {
        const int two = *to_int(w.substr(0, 2));
        start = two < 30 ? 2000 + two : 1900 + two;
    } else if (const auto named = kDecades.find(w); named && after_article > at && w != "tens") {
        start = *named == 0 ? 2000 : 1900 + *named;
    }
    if (start < 1000) {
        return {};
    }
    ValueMatch match{i + length - at, EntityType::Date,
                     part_of(start, start % 100 == 0 && start < 2000 ? 100 : 10, part), false};
    match.remember = false;
    return match;
}

ValueMatch match_spoken_year(const DateWords& words, int at) {
    constexpr WordNumbers<4> kHundreds(
        {{{"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20}}});
    const auto hundreds = kHundreds.find(words.word(at));
    if (!hundreds || !one_of(words.word(at - 1), {"in", "of", "since", "until", "from", "around",
                                                  "by", "year", "during", "to"})) {
        return {};
    }
    const ValueWords::Number rest = words.number(at + 1);
    const int y = *hundreds * 100 + static_cast<int>(rest.value);
    const bool two_digits = rest.size > 0 && rest.value >= 10 && rest.value < 100 &&
                            !all_digits(words.word(at + 1)) && y < 2100;
    const int next = at + 1 + rest.size;
    const bool counts = next < words.size() && words.token(next).upos == "NOUN";
    return two_digits && !counts ? ValueMatch{1 + rest.size, EntityType::Date, iso(year(y)), true}
                                 : ValueMatch{};
}

ValueMatch match_year_alone(const DateWords& words, int at) {
    if (const ValueMatch match = year_of_era(words, at)) {
        return match;
    }
    if (const auto early = words.early_year_at(at)) {
        const auto recent = words.context().recent_year();
        const bool among_years =
            recent && *recent > 0 && *recent < 1000 &&
            one_of(words.word(at - 1),
                   {"in", "around", "about", "until", "since", "by", "–", "-", "from", "to",
                    "after", "before", "between", "and", "during"}) &&
            (at + 1 >= words.size() || words.token(at + 1).upos != "NOUN");
        if (among_years || in_brackets(words, at) ||
            one_of(words.word(at - 1), {"c", "c.", "ca", "circa"})) {
            return {1, EntityType::Date, iso(year(*early)), true};
        }
        return {};
    }
    if (const ValueMatch match = short_year(words, at)) {
        return match;
    }
    const auto y = words.year_at(at);
    if (!y) {
        return {};
    }
    const std::string_view before = words.word(at - 1);
    const bool introduced =
        one_of(before,
               {"in",     "since",  "by",      "of",      "until", "till", "from", "to",   "during",
                "before", "after",  "around",  "circa",   "c",     "ca",   "year", "(",    "and",
                "or",     "about",  "late",    "early",   "mid",   "–",    "-",    "fall", "spring",
                "summer", "winter", "through", "between", "[",     "born", "b"});
    const Token& here = words.token(at);
    const bool counts = here.deprel == "nummod" && here.head >= 0 && here.head < words.size() &&
                        here.head > at && words.token(here.head).xpos == "NNS";
    if (counts &&
        !(before == "the" && *y >= 1900 && *y < 2100)) {  // "2000 people", but "the 2020 elections"
        return {};
    }
    if (!currency_of(before).empty() || one_of(before, {"#", "no", "number", "about"}) ||
        words.word(at + 1) == "%") {
        return {};
    }
    const bool likely = *y >= 1500 && *y <= 2099;
    if (!likely && !introduced) {
        return {};
    }
    if (!introduced && here.deprel == "nummod" &&
        words.token(std::max(0, here.head)).upos == "NOUN" && here.head > at && *y < 1800) {
        return {};
    }
    if (here.name.size() > 2 && !introduced && *y < 1900) {
        return {};
    }
    return {1, EntityType::Date, iso(year(*y)), true};
}

ValueMatch match_year_suffix(const DateWords& words, int at) {
    const std::string_view w = words.word(at);
    if (w.size() < 7 || !all_digits(w.substr(0, 4))) {
        return {};
    }
    std::string_view rest = w.substr(4);
    if (rest[0] == '-' || (rest[0] == '/' && rest.size() == 3)) {
        rest.remove_prefix(1);
    } else if (rest.starts_with("–")) {
        rest.remove_prefix(std::string_view("–").size());
    } else {
        return {};
    }
    const auto from = to_int(w.substr(0, 4));
    const auto to = all_digits(rest) ? to_int(rest) : std::nullopt;
    if (!from || !to || (rest.size() != 4 && rest.size() != 2) || *from < 1000 || *from > 2100) {
        return {};
    }
    const int until = rest.size() == 2 ? *from / 100 * 100 + *to : *to;
    if (until <= *from || until > 2200) {
        return {};
    }
    return {1, EntityType::Date, interval(iso(year(*from)), iso(year(until))), true};
}

}  // namespace trefoil::extract
