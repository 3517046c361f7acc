// Years and the periods made of months and years: quarters, seasons, decades, centuries.
#include "extract/calendar.hpp"
#include "extract/date_rules.hpp"
#include "extract/quantities.hpp"

namespace trefoil::extract {

namespace {

using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month;

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
    const int of = one_of(words.word(i), {"of", "in"}) ? 1 : 0;
    std::optional<int> y = words.year_at(i + of);
    const bool written = y.has_value();
    if (y) {
        i += of + 1;
    } else if (const ValueMatch which = match_deictic_unit(words, i + of);
               which && which.value.size() == 4) {
        y = to_int(which.value);
        i += of + which.size;
    } else if (const auto base = anchor_partial(words)) {
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
    if (one_of(words.word(i), {"last", "next", "this", "early", "late"})) {
        modifier = words.word(i);
        ++i;
    }
    const auto start = look_up(kSeasons, words.word(i));
    if (!start) {
        return {};
    }
    ++i;
    const int of = one_of(words.word(i), {"of", "in"}) ? 1 : 0;
    std::optional<int> y = words.year_at(i + of);
    const bool written = y.has_value();
    if (y) {
        i += of + 1;
    } else if (const auto base = anchor_partial(words);
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

ValueMatch match_century(const DateWords& words, int at) {
    int i = at + (words.word(at) == "the" ? 1 : 0);
    i += one_of(words.word(i), {"early", "late", "mid"}) ? (words.word(i + 1) == "-" ? 2 : 1) : 0;
    const auto n = words.ordinal(i);
    const int skip = words.word(i + 1) == "-" ? 2 : 1;
    if (!n || *n < 1 || *n > 22 || !one_of(words.word(i + skip), {"century", "centuries"})) {
        const std::string_view joined = words.word(i);
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

ValueMatch match_decade(const DateWords& words, int at) {
    int i = at + (words.word(at) == "the" ? 1 : 0);
    const int after_article = i;
    i += one_of(words.word(i), {"early", "late", "mid"}) ? (words.word(i + 1) == "-" ? 2 : 1) : 0;
    std::string_view w = words.word(i);
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
               one_of(words.word(i + 1), {"s", "'s", "’s"}) && words.word(at) == "the") {
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

ValueMatch match_year_alone(const DateWords& words, int at) {
    if (const auto early = words.early_year_at(at)) {
        const bool era = one_of(words.word(at + 1), {"ad", "a.d", "a.d.", "ce", "c.e"});
        const auto recent = words.context().recent_year();
        const bool among_years =
            recent && *recent < 1000 &&
            one_of(words.word(at - 1),
                   {"in", "around", "about", "until", "since", "by", "–", "-", "from", "to"}) &&
            (at + 1 >= words.size() || words.token(at + 1).upos != "NOUN");
        if (era || among_years || one_of(words.word(at - 1), {"c", "c.", "ca", "circa"})) {
            return {era ? 2 : 1, EntityType::Date, iso(year(*early)), true};
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
    if (rest[0] == '-') {
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
