#include "extract/dateline.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <vector>

namespace trefoil::extract {

namespace {

constexpr std::size_t kHeadBytes = 2000;
constexpr std::size_t kHeadLines = 8;
constexpr std::size_t kTitleBytes = 200;
constexpr std::size_t kOtherWords = 4;
constexpr std::size_t kDatelineBytes = 80;

constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};

constexpr std::array<std::string_view, 7> kLabels{"date",   "dated",   "published", "updated",
                                                  "posted", "created", "issued"};

/// Words that may stand beside a date on its line without counting.
constexpr std::array<std::string_view, 17> kDateWords{
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
    "wed",    "thu",     "fri",       "sat",      "sun",    "on",       "at",     "last"};

struct Word {
    std::string text;  ///< lower case, ASCII letters and digits, without "." and ","
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct FoundDate {
    std::string iso;
    std::size_t first = 0;  ///< index of its first word
    std::size_t last = 0;   ///< index of its last word, inclusive
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Runs of letters, digits and non-ASCII bytes; a hyphen between digits stays inside
/// ("2022-02-22").
std::vector<Word> words_of(std::string_view line) {
    const auto inside = [&](std::size_t i) {
        const char c = line[i];
        if (is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80) {
            return true;
        }
        return c == '-' && i > 0 && is_digit(line[i - 1]) && i + 1 < line.size() &&
               is_digit(line[i + 1]);
    };
    std::vector<Word> words;
    for (std::size_t i = 0; i < line.size();) {
        if (!inside(i)) {
            ++i;
            continue;
        }
        Word word{{}, i, i};
        for (; i < line.size() && inside(i); ++i) {
            word.text += lower(line[i]);
        }
        word.end = i;
        words.push_back(std::move(word));
    }
    return words;
}

/// The number that a word begins with, if the rest is nothing, an ordinal ending, or (for ISO) a
/// time.
std::optional<int> number(std::string_view word, std::size_t max_digits) {
    std::size_t digits = 0;
    int value = 0;
    while (digits < word.size() && digits < max_digits && is_digit(word[digits])) {
        value = value * 10 + (word[digits++] - '0');
    }
    const std::string_view rest = word.substr(digits);
    const bool plain = rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
    return digits > 0 && plain ? std::optional(value) : std::nullopt;
}

std::optional<int> month(std::string_view word) {
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        const bool abbreviated =
            word.size() >= 3 && word.size() <= 4 && kMonths[i].starts_with(word);
        if (word == kMonths[i] || abbreviated) {
            return static_cast<int>(i) + 1;
        }
    }
    return std::nullopt;
}

std::string make_iso(int year, int mon, int day) {
    constexpr std::array<int, 12> kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (year < 1000 || year > 2999 || mon < 1 || mon > 12 || day < 1 ||
        day > kDays[static_cast<std::size_t>(mon) - 1] || (mon == 2 && day == 29 && !leap)) {
        return {};
    }
    std::array<char, 32> out{};
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", year, mon, day);
    return out.data();
}

std::string iso_word(std::string_view word) {
    const bool shaped = word.size() >= 10 && word[4] == '-' && word[7] == '-' &&
                        (word.size() == 10 || word[10] == 't');
    if (!shaped) {
        return {};
    }
    const auto year = number(word.substr(0, 4), 4);
    const auto mon = number(word.substr(5, 2), 2);
    const auto day = number(word.substr(8, 2), 2);
    return year && mon && day ? make_iso(*year, *mon, *day) : std::string();
}

/// A full date that begins at words[at].
std::optional<FoundDate> date_at(const std::vector<Word>& words, std::size_t at) {
    if (std::string iso = iso_word(words[at].text); !iso.empty()) {
        return FoundDate{std::move(iso), at, at};
    }
    if (at + 2 >= words.size()) {
        return std::nullopt;
    }
    const auto year = words[at + 2].text.size() == 4 ? number(words[at + 2].text, 4) : std::nullopt;
    auto day = number(words[at].text, 2);
    auto mon = month(words[at + 1].text);
    if (!day || !mon) {
        mon = month(words[at].text);
        day = number(words[at + 1].text, 2);
    }
    if (!year || !mon || !day) {
        return std::nullopt;
    }
    std::string iso = make_iso(*year, *mon, *day);
    return iso.empty() ? std::nullopt : std::optional(FoundDate{std::move(iso), at, at + 2});
}

template <class Table>
bool one_of(const Table& table, std::string_view word) {
    return std::ranges::find(table, word) != table.end();
}

/// A dateline: the date stands near the start, and a dash or a bracket with a dash comes right
/// after it.
bool is_dateline(std::string_view line, const std::vector<Word>& words, const FoundDate& date) {
    if (words[date.last].end > kDatelineBytes) {
        return false;
    }
    std::string_view rest = line.substr(words[date.last].end);
    const auto skip_blanks = [&] {
        while (!rest.empty() &&
               (rest.front() == ' ' || rest.front() == ',' || rest.front() == ':')) {
            rest.remove_prefix(1);
        }
    };
    skip_blanks();
    if (rest.starts_with("(")) {
        const std::size_t close = rest.find(')');
        if (close == std::string_view::npos || close > 40) {
            return false;
        }
        rest.remove_prefix(close + 1);
        skip_blanks();
    }
    return rest.starts_with("- ") || rest.starts_with("-- ") || rest.starts_with("\u2013") ||
           rest.starts_with("\u2014");
}

/// 0 is Sunday (Zeller's congruence for the Gregorian calendar, shifted).
int weekday_of(std::string_view iso) {
    int y = *number(iso.substr(0, 4), 4);
    const int m = *number(iso.substr(5, 2), 2);
    const int d = *number(iso.substr(8, 2), 2);
    constexpr std::array<int, 12> kShift{0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    y -= m < 3 ? 1 : 0;
    return (y + y / 4 - y / 100 + y / 400 + kShift[static_cast<std::size_t>(m) - 1] + d) % 7;
}

/// The stamp of an article at the end or the beginning of a line of text: a date with its right
/// weekday in front ("Town votes for a bridge Thursday, May 4, 2023"), at the end of a line that is
/// no sentence, or before a capital letter.
bool is_stamp(std::string_view line, const std::vector<Word>& words, const FoundDate& date) {
    constexpr std::array<std::string_view, 7> kDays{"sun", "mon", "tue", "wed",
                                                    "thu", "fri", "sat"};
    constexpr std::array<std::string_view, 10> kInSentence{
        "on", "of", "since", "until", "from", "till", "by", "to", "after", "before"};
    const std::size_t first = date.first;
    if (first == 0 || words[first - 1].text.size() < 3 ||
        words[first - 1].text.substr(0, 3) !=
            kDays[static_cast<std::size_t>(weekday_of(date.iso))] ||
        !one_of(kDateWords, words[first - 1].text)) {
        return false;
    }
    std::string_view rest = line.substr(words[date.last].end);
    if (rest.empty()) {
        return first < 2 || !one_of(kInSentence, words[first - 2].text);
    }
    rest.remove_prefix(1);
    return first == 1 && !rest.empty() && rest.front() >= 'A' && rest.front() <= 'Z' &&
           line[words[date.last].end] == ' ';
}

bool accepted(std::string_view line, const std::vector<Word>& words, const FoundDate& date) {
    const std::size_t before = line.substr(0, words[date.first].begin).find('(');
    if (before != std::string_view::npos) {
        return false;
    }
    for (std::size_t i = date.first; i-- > 0;) {
        if (one_of(kLabels, words[i].text)) {
            return true;
        }
        if (!one_of(kDateWords, words[i].text)) {
            break;
        }
    }
    std::size_t others = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool in_date = i >= date.first && i <= date.last;
        const bool counts =
            !in_date && !one_of(kDateWords, words[i].text) && !is_digit(words[i].text.front());
        others += counts ? 1 : 0;
    }
    return others <= kOtherWords || is_dateline(line, words, date) || is_stamp(line, words, date);
}

std::string date_of_line(std::string_view line) {
    const std::vector<Word> words = words_of(line);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto date = date_at(words, i);
        if (date && accepted(line, words, *date)) {
            return date->iso;
        }
    }
    return {};
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n\f\v";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

}  // namespace

std::string head_date(std::string_view text) {
    std::string_view head = text.substr(0, kHeadBytes);
    for (std::size_t lines = 0; !head.empty() && lines < kHeadLines;) {
        const std::size_t end = head.find('\n');
        const std::string_view line = trimmed(head.substr(0, end));
        if (std::string date = date_of_line(line); !date.empty()) {
            return date;
        }
        lines += line.empty() ? 0 : 1;
        head = end == std::string_view::npos ? std::string_view() : head.substr(end + 1);
    }
    return {};
}

std::string head_title(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) {
        return {};
    }
    const std::string_view rest = text.substr(start);
    const std::size_t end = rest.find('\n');
    const std::string_view line = trimmed(rest.substr(0, end));
    if (end == std::string_view::npos || line.size() > kTitleBytes || line.ends_with('.')) {
        return {};
    }
    const std::size_t next = rest.find('\n', end + 1);
    const bool blank_follows = trimmed(rest.substr(end, next - end)).empty();
    return blank_follows && date_of_line(line).empty() ? std::string(line) : std::string();
}

std::string iso_date(std::string_view text) {
    const std::vector<Word> words = words_of(trimmed(text).substr(0, 64));
    if (words.empty()) {
        return {};
    }
    const std::size_t first = one_of(kDateWords, words.front().text) && words.size() > 1 ? 1 : 0;
    const auto date = date_at(words, first);
    return date ? date->iso : std::string();
}

}  // namespace trefoil::extract
