#include "extract/value_words.hpp"

#include <algorithm>
#include <charconv>

namespace trefoil::extract {

namespace {

constexpr WordNumbers<32> kNumbers(
    {{{"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},
      {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},      {"ten", 10},
      {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
      {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
      {"thirty", 30},  {"forty", 40},     {"fifty", 50},    {"sixty", 60},    {"seventy", 70},
      {"eighty", 80},  {"ninety", 90},    {"hundred", 100}, {"dozen", 12},    {"a", 1},
      {"an", 1},       {"zero", 0}}});
constexpr WordNumbers<31> kOrdinals(
    {{{"first", 1},           {"second", 2},         {"third", 3},         {"fourth", 4},
      {"fifth", 5},           {"sixth", 6},          {"seventh", 7},       {"eighth", 8},
      {"ninth", 9},           {"tenth", 10},         {"eleventh", 11},     {"twelfth", 12},
      {"thirteenth", 13},     {"fourteenth", 14},    {"fifteenth", 15},    {"sixteenth", 16},
      {"seventeenth", 17},    {"eighteenth", 18},    {"nineteenth", 19},   {"twentieth", 20},
      {"twenty-first", 21},   {"thirtieth", 30},     {"thirty-first", 31}, {"twenty-second", 22},
      {"twenty-third", 23},   {"twenty-fourth", 24}, {"twenty-fifth", 25}, {"twenty-sixth", 26},
      {"twenty-seventh", 27}, {"twenty-eighth", 28}, {"twenty-ninth", 29}}});

}  // namespace

std::optional<TimeUnit> time_unit_of(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, TimeUnit>, 10> kUnits = {
        {{"second", TimeUnit::Second},
         {"minute", TimeUnit::Minute},
         {"hour", TimeUnit::Hour},
         {"day", TimeUnit::Day},
         {"week", TimeUnit::Week},
         {"month", TimeUnit::Month},
         {"quarter", TimeUnit::Quarter},
         {"year", TimeUnit::Year},
         {"decade", TimeUnit::Decade},
         {"century", TimeUnit::Century}}};
    if (word == "centuries") {
        return TimeUnit::Century;
    }
    for (const auto& [name, unit] : kUnits) {
        if (word == name ||
            (word.size() == name.size() + 1 && word.starts_with(name) && word.back() == 's')) {
            return unit;
        }
    }
    return std::nullopt;
}

std::optional<int> to_int(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() && !digits.empty()
               ? std::optional(value)
               : std::nullopt;
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

ValueWords::ValueWords(const Sentence& sentence) : sentence_(&sentence) {
    words_.reserve(sentence.tokens.size());
    for (const Token& token : sentence.tokens) {
        std::string word = token.form;
        for (char& c : word) {
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        if (word.size() > 2 && word.back() == '.') {
            word.pop_back();
        }
        words_.push_back(std::move(word));
    }
}

bool ValueWords::capitalised(int i) const {
    return i >= 0 && i < size() && !token(i).form.empty() && token(i).form[0] >= 'A' &&
           token(i).form[0] <= 'Z';
}

ValueWords::Number ValueWords::number(int at) const {
    Number result = small_number(at);
    if (result.size == 0) {
        return result;
    }
    for (;;) {
        const std::string_view next = word(at + result.size);
        double scale = 0;
        if (next == "hundred") {
            scale = 100;
        } else if (one_of(next, {"thousand", "k"})) {
            scale = 1e3;
        } else if (one_of(next, {"million", "m", "mn", "mln"})) {
            scale = 1e6;
        } else if (one_of(next, {"billion", "bn", "b"})) {
            scale = 1e9;
        } else if (one_of(next, {"trillion", "tn"})) {
            scale = 1e12;
        } else {
            return result;
        }
        result.value *= scale;
        ++result.size;
    }
}

ValueWords::Number ValueWords::small_number(int at) const {
    const std::string_view first = word(at);
    if (first.empty()) {
        return {};
    }
    if (first[0] >= '0' && first[0] <= '9') {
        std::string digits;
        std::size_t i = 0;
        for (; i < first.size(); ++i) {
            if (first[i] != ',') {
                digits += first[i];
            }
            if (!((first[i] >= '0' && first[i] <= '9') || first[i] == ',' || first[i] == '.')) {
                break;
            }
        }
        double value = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        const bool whole = end == digits.data() + digits.size();
        return error == std::errc() && whole ? Number{1, value} : Number{};
    }
    if (first == "half" && one_of(word(at + 1), {"a", "an"})) {
        return {2, 0.5};
    }
    if (const auto value = kNumbers.find(first)) {
        if (*value >= 20 && *value < 100) {  // "twenty-one" as one to three words
            const int skip = word(at + 1) == "-" ? 2 : 1;
            if (const auto ones = kNumbers.find(word(at + skip));
                ones && *ones < 10 && !one_of(word(at + skip), {"a", "an"})) {
                return {skip + 1, static_cast<double>(*value + *ones)};
            }
        }
        return {1, static_cast<double>(*value)};
    }
    if (const std::size_t dash = first.find('-'); dash != std::string_view::npos) {
        const auto tens = kNumbers.find(first.substr(0, dash));
        const auto ones = kNumbers.find(first.substr(dash + 1));
        if (tens && ones && *tens >= 20 && *ones < 10) {
            return {1, static_cast<double>(*tens + *ones)};
        }
    }
    return {};
}

bool ValueWords::names_number(int at) const {
    return kNumbers.contains(word(at)) || kOrdinals.contains(word(at));
}

std::optional<int> ValueWords::ordinal(int at) const {
    const std::string_view w = word(at);
    if (const auto value = kOrdinals.find(w)) {
        return value;
    }
    if (w.size() > 2 && one_of(w.substr(w.size() - 2), {"st", "nd", "rd", "th"})) {
        return to_int(w.substr(0, w.size() - 2));
    }
    return std::nullopt;
}

}  // namespace trefoil::extract
