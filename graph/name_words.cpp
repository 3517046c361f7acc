#include "graph/name_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "extract/name_matching.hpp"
#include "extract/name_types.hpp"

namespace trefoil::graph {

namespace {

bool is_number(std::string_view word) {
    return std::ranges::all_of(
        word, [](char c) { return (c >= '0' && c <= '9') || c == 'i' || c == 'v' || c == 'x'; });
}

/// Spellings of one sound, longest first; applied from left to right.
constexpr std::array<std::pair<std::string_view, std::string_view>, 28> kSounds{{
    {"tsch", "C"}, {"shch", "S"}, {"tch", "C"}, {"sch", "S"}, {"ch", "C"}, {"sh", "S"}, {"zh", "Z"},
    {"kh", "K"},   {"gh", "K"},   {"ph", "f"},  {"th", "t"},  {"dh", "t"}, {"ts", "c"}, {"tz", "c"},
    {"ck", "K"},   {"ks", "X"},   {"x", "X"},   {"q", "K"},   {"g", "K"},  {"k", "K"},  {"c", "K"},
    {"v", "v"},    {"w", "v"},    {"b", "b"},   {"p", "p"},   {"d", "t"},  {"t", "t"},  {"z", "s"},
}};

bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'j' ||
           c == 'h';
}

/// Without the letters that transliterations put in, leave out or double: "yulia", "yuliya".
std::string without_glides(std::string_view word) {
    std::string result;
    std::ranges::copy_if(word, std::back_inserter(result),
                         [](char c) { return c != 'y' && c != 'i' && c != 'j'; });
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

/// With y and j as i and doubled letters once: what transliterations write either way.
std::string plain_letters(std::string_view word) {
    std::string result(word);
    std::ranges::replace_if(
        result, [](char c) { return c == 'y' || c == 'j'; }, 'i');
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

/// With "kh" as h, "dj" and "dzh" as j: "akhmed" and "ahmed", "djafar" and "jafar".
std::string plain_digraphs(std::string_view word) {
    std::string result;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const auto rest = word.substr(at);
        const bool voiced = rest.starts_with("dj") || rest.starts_with("dzh");
        at += rest.starts_with("kh") || rest.starts_with("dj") ? 1 : voiced ? 2 : 0;
        result += voiced ? 'j' : word[at];
    }
    return result;
}

/// The consonants of a word, and the vowels before, between and behind them.
struct Sounds {
    std::string consonants;
    std::vector<std::string> vowels = {""};  ///< one more than consonants
};

/// No consonants for words with letters outside a to z.
Sounds sounds_of(std::string_view word) {
    Sounds result;
    for (std::size_t at = 0; at < word.size();) {
        const auto rest = word.substr(at);
        const auto* sound = std::ranges::find_if(
            kSounds, [&](const auto& entry) { return rest.starts_with(entry.first); });
        char consonant = 0;
        if (sound != kSounds.end()) {
            consonant = sound->second.front();
            at += sound->first.size();
        } else if (rest[0] >= 'a' && rest[0] <= 'z') {
            consonant = is_vowel(rest[0]) ? '\0' : rest[0];
            ++at;
        } else {
            return {};
        }
        if (consonant == 0) {
            const char vowel = rest[0] == 'y' || rest[0] == 'j' ? 'i' : rest[0];
            result.vowels.back() += vowel == 'h' ? "" : std::string(1, vowel);
        } else if (result.consonants.empty() || result.consonants.back() != consonant) {
            result.consonants += consonant;
            result.vowels.emplace_back();
        }
    }
    return result;
}

/// May two transliterations of one name write these vowels at one place? A vowel may be left out,
/// or stand beside others; "e" stands for "i" and "a", "u" for "o" and "e"; "o" for "e" after a
/// hushing consonant (`soft`) or a glide; "o" for "a" at the end.
bool vowels_agree(std::string_view a, std::string_view b, bool soft, bool last) {
    static constexpr std::array<std::string_view, 4> kAlike{"ae", "ei", "eu", "ou"};
    const auto both = [&](char x, char y) {
        return (a.find(x) != a.npos && b.find(y) != b.npos) ||
               (a.find(y) != a.npos && b.find(x) != b.npos);
    };
    const bool glide = a.find('i') != a.npos || b.find('i') != b.npos;
    return a.empty() || b.empty() || a.find_first_of(b) != a.npos ||
           std::ranges::any_of(kAlike, [&](auto pair) { return both(pair[0], pair[1]); }) ||
           ((soft || glide) && both('e', 'o')) || (last && both('a', 'o'));
}

}  // namespace

std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < name.size();) {
        const auto end = std::min(name.find(' ', at), name.size());
        if (end > at) {
            words.emplace_back(name.substr(at, end - at));
        }
        at = end + 1;
    }
    return words;
}

bool is_small_word(std::string_view word) {
    static constexpr std::array kSmall{"of", "the", "and", "for", "in", "on",
                                       "to", "a",   "an",  "de",  "&",  "at"};
    return std::ranges::find(kSmall, word) != kSmall.end();
}

std::string_view surname(std::span<const std::string> words) {
    return extract::surname(words);
}

std::vector<std::string> content_words(std::string_view name) {
    auto words = words_of(name);
    while (words.size() > 1 && extract::is_company_suffix(words.back())) {
        words.pop_back();
    }
    std::erase_if(words, [](const std::string& word) { return is_small_word(word); });
    std::ranges::sort(words);
    return words;
}

std::string sorted_initials(std::string_view name, bool acronym) {
    std::string letters;
    const auto words = content_words(name);
    if (words.size() == 1 && !acronym) {
        return words[0];
    }
    for (const auto& word : words) {
        if (acronym || is_number(word)) {
            letters += word;
        } else {
            letters += word.front();
        }
    }
    std::ranges::sort(letters);
    return letters;
}

bool spells(std::string_view acronym, std::string_view name) {
    std::string all;
    std::string content;
    for (const auto& word : words_of(name)) {
        const auto part = is_number(word) ? word : word.substr(0, 1);
        all += part;
        content += is_small_word(word) ? std::string() : part;
    }
    return acronym.size() > 1 && (acronym == all || acronym == content);
}

std::string sound_skeleton(std::string_view word) {
    return sounds_of(word).consonants;
}

bool same_sound(std::string_view a, std::string_view b) {
    if (a == b || (std::min(a.size(), b.size()) > 3 && without_glides(a) == without_glides(b))) {
        return true;
    }
    const auto skeleton = sound_skeleton(a);
    const auto longer = std::max(a.size(), b.size());
    const auto limit = longer / 3;
    return skeleton.size() >= 2 && longer >= 5 && skeleton == sound_skeleton(b) &&
           is_vowel(a.front()) == is_vowel(b.front()) &&
           extract::edit_distance(plain_letters(a), plain_letters(b), limit) <= limit;
}

bool same_surname(std::string_view a, std::string_view b) {
    if (!same_sound(a, b)) {
        return false;
    }
    const Sounds left = sounds_of(a);
    const Sounds right = sounds_of(b);
    if (left.consonants != right.consonants) {
        return a == b;
    }
    for (std::size_t i = 0; i < left.vowels.size(); ++i) {
        const bool soft =
            i > 0 && std::string_view("CSZ").find(left.consonants[i - 1]) != std::string_view::npos;
        if (!vowels_agree(left.vowels[i], right.vowels[i], soft, i + 1 == left.vowels.size())) {
            return false;
        }
    }
    return true;
}

bool same_given_name(std::string_view first, std::string_view second) {
    const std::string a = plain_digraphs(first);
    const std::string b = plain_digraphs(second);
    const auto ending = [](std::string_view name) {
        while (name.size() > 1 && name.back() == 'h') {
            name.remove_suffix(1);
        }
        return name.back() == 'a' || name.back() == 'e' ? name.back() : ' ';
    };
    return a == b || (ending(a) == ending(b) && same_surname(a, b));
}

std::vector<std::string_view> capitalised_words(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at;
        while (end < text.size() && letter(text[end])) {
            ++end;
        }
        if (end > at + 2 && text[at] >= 'A' && text[at] <= 'Z') {
            words.push_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return words;
}

}  // namespace trefoil::graph
