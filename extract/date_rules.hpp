#pragma once

#include <optional>

#include "extract/calendar.hpp"
#include "extract/date_words.hpp"
#include "extract/value_words.hpp"

/// The rules of dates.cpp. Each looks at the words from one position and answers how many of them
/// it covers and what they mean; size 0 if it does not match.
namespace trefoil::extract {

/// The document's date; nothing if it has none.
std::optional<PartialDate> anchor_partial(const DateWords& words);

/// "2022-02-22", also where the tokeniser split it.
ValueMatch match_iso_date(const DateWords& words, int at);
/// "Friday, September 9, 2016", "Friday 9 September".
ValueMatch match_weekday_and_date(const DateWords& words, int at);
/// "September 9, 2016", "9 September 2016", "the 9th of September", "September 9", "9
/// September".
ValueMatch match_calendar_date(const DateWords& words, int at);
/// A day that shares its month with the next one: "15" in "15 and 16 November 1889"; or with the
/// one before: "16, 1889" in "November 15 and 16, 1889".
ValueMatch match_one_of_days(const DateWords& words, int at);
/// "5.12.1891", "25/12/1891"; "5/12/1891" without a value.
ValueMatch match_numeric_date(const DateWords& words, int at);
/// "9-12 May 1998", "from the 9th to the 12th of May": an interval.
ValueMatch match_day_range(const DateWords& words, int at);
/// "on the fifth": of the month mentioned last, or of the next one if that day is over.
ValueMatch match_bare_day(const DateWords& words, int at);
/// A day known by its numbers: "9/11".
ValueMatch match_famous_date(const DateWords& words, int at);
/// "September 2016", "September, 2016", "September of 2016", "September last year",
/// "September".
ValueMatch match_month_date(const DateWords& words, int at);
/// "Monday", "last Monday", "Monday night", "Monday's".
ValueMatch match_weekday_name(const DateWords& words, int at);
/// "today", "yesterday morning", "tonight", "the day before yesterday", "this morning".
ValueMatch match_day_word(const DateWords& words, int at);
/// "two years ago", "a month later", "three days earlier", "several years ago" (no value), "a
/// year before".
ValueMatch match_ago_or_later(const DateWords& words, int at);
/// "the last eight years", "the past 30 days", "the next five years".
ValueMatch match_last_units(const DateWords& words, int at);
/// "the first quarter of 2021", "Q3 2021", "the third quarter".
ValueMatch match_quarter(const DateWords& words, int at);
/// "summer 2016", "the summer of 2016", "last summer".
ValueMatch match_season(const DateWords& words, int at);
/// "last week", "this year", "next month", "the following month", "that year", "the same day",
/// "the year before", "earlier this week", "the weekend".
ValueMatch match_deictic_unit(const DateWords& words, int at);
/// "the first half of 2021", "the second half of the 19th century".
ValueMatch match_half(const DateWords& words, int at);
/// "the 20th century", "19th-century"; of "the early twentieth century" the first third.
ValueMatch match_century(const DateWords& words, int at);
/// "the 1990s", "1990's", "'90s", "the nineties"; of "the early 2000s" the first half.
ValueMatch match_decade(const DateWords& words, int at);
/// "22:30", "10 a.m.", "3pm", "10:15 p.m.", "noon", "midnight".
ValueMatch match_clock_time(const DateWords& words, int at);
/// A year in spoken words: "in twenty sixteen".
ValueMatch match_spoken_year(const DateWords& words, int at);
/// A year by itself: four digits that count nothing; fewer with "AD", "the year", or among such
/// years. "44 BC" is "-0044".
ValueMatch match_year_alone(const DateWords& words, int at);
/// "2009-2016", "2009–16", "2009/10" and "1990-" as one token.
ValueMatch match_year_suffix(const DateWords& words, int at);

}  // namespace trefoil::extract
