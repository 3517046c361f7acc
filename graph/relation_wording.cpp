#include "graph/relation_wording.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "graph/names.hpp"

// Types of facts are base forms ("talk_with") and nouns ("spokesman_of"). Which of the two, and
// whether one or several act, shows in the phrase of the text: no dictionary is asked.

namespace trefoil::graph {

namespace {

constexpr auto kAuxiliaries = std::to_array<std::string_view>(
    {"am",    "is",     "are", "was", "were",  "be",   "been", "being",
     "has",   "have",   "had", "do",  "did",   "does", "will", "would",
     "could", "should", "can", "may", "might", "must", "not",  "to"});
constexpr auto kBeforeBaseForms =
    std::to_array<std::string_view>({"to", "not", "do", "does", "did", "will", "would", "can",
                                     "could", "should", "may", "might", "must"});
constexpr auto kPluralAuxiliaries = std::to_array<std::string_view>({"are", "were", "have"});
constexpr auto kPrepositions = std::to_array<std::string_view>(
    {"of", "in", "on", "at", "to", "for", "from", "by", "with", "that", "who", "which"});

bool among(const auto& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

std::vector<std::string> lower_words(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
        if (c == ' ') {
            words.emplace_back();
        } else {
            words.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    std::erase(words, "");
    return words;
}

/// True where `phrase` holds a form of `verb` other than `verb` itself: one that begins with the
/// same two letters, or (told, tell) a lone word that begins with the same one; or `verb` itself
/// behind a word that asks for it ("continues to escalate", "did not sign").
bool inflects(std::string_view verb, const std::vector<std::string>& phrase) {
    const auto at = std::ranges::find(phrase, verb);
    if (at != phrase.begin() && at != phrase.end() && among(kBeforeBaseForms, *(at - 1))) {
        return true;
    }
    std::vector<std::string_view> content;
    for (const auto& word : phrase) {
        if (!among(kAuxiliaries, word)) {
            content.push_back(word);
        }
    }
    if (verb.size() < 2 || among(content, verb)) {
        return false;
    }
    return std::ranges::any_of(content, [&](std::string_view word) {
        const std::size_t same = content.front() == word && verb.size() <= 5 ? 1 : 2;
        return word.substr(0, same) == verb.substr(0, same);
    });
}

/// Several things are the subject: the text's verb says so, or the head of a common noun does.
bool is_plural(const FactRow& row, const std::vector<std::string>& phrase) {
    if (row.subject_label != "Concept") {
        return false;
    }
    if (std::ranges::any_of(phrase, [](const auto& w) { return among(kPluralAuxiliaries, w); })) {
        return true;
    }
    const auto words = lower_words(row.subject);
    const auto end =
        std::ranges::find_if(words, [](const auto& word) { return among(kPrepositions, word); });
    return end != words.begin() && (end - 1)->ends_with('s') && !(end - 1)->ends_with("ss");
}

std::string third_person(const std::string& verb) {
    const auto ends = [&verb](std::string_view tail) { return verb.ends_with(tail); };
    if (ends("s") || ends("x") || ends("z") || ends("ch") || ends("sh") || ends("o")) {
        return verb + "es";
    }
    const bool consonant_y =
        ends("y") && verb.size() > 1 &&
        std::string_view("aeiou").find(verb[verb.size() - 2]) == std::string_view::npos;
    return consonant_y ? verb.substr(0, verb.size() - 1) + "ies" : verb + "s";
}

/// With the form of the verb that the subject asks for, and "not" where it belongs.
std::string conjugated(const FactRow& row, const std::string& label) {
    const auto blank = std::min(label.find(' '), label.size());
    const auto first = label.substr(0, blank);
    const auto rest = label.substr(blank);
    const bool negative = row.polarity == Polarity::Negative;
    const auto phrase = lower_words(row.phrase);
    const bool plural = is_plural(row, phrase);
    if (first == "be") {
        return (plural ? "are" : "is") + std::string(negative ? " not" : "") + rest;
    }
    const bool noun = row.derived && label.ends_with(" of") && !phrase.empty() &&
                      (phrase.front() == "is" || phrase.front() == "was");
    const bool verb = first == "have" || (!noun && inflects(first, phrase));
    if (!verb) {
        return (negative ? "not " : "") + label;
    }
    if (negative) {
        return (plural ? "do not " : "does not ") + label;
    }
    if (plural || (row.modality != Modality::Actual && row.modality != Modality::Reported)) {
        return label;
    }
    return (first == "have" ? "has" : third_person(first)) + rest;
}

}  // namespace

std::string relation_wording(const FactRow& row) {
    std::string label = row.type;
    if (row.fact) {
        std::ranges::replace(label, '_', ' ');
        label = conjugated(row, label);
    } else if (row.polarity == Polarity::Negative) {
        label = "not " + label;
    }
    if (row.modality != Modality::Actual) {
        label += " (" + std::string(name_of(row.modality)) + ")";
    }
    return label;
}

}  // namespace trefoil::graph
