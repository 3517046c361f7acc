#include "extract/score/words.hpp"

#include <array>

#include "extract/score/output.hpp"

namespace trefoil::extract {

namespace {

/// Punctuation at the ends of words; those beyond ASCII are quotation marks and dashes.
constexpr std::array<std::string_view, 20> kEdges{".", ",", ";", ":", "!", "?", "\"",
                                                  "'", "`", "(", ")", "-", "/", "“",
                                                  "”", "‘", "’", "–", "—", "…"};

bool strip_one(std::string_view& word) {
    for (const std::string_view edge : kEdges) {
        if (word.starts_with(edge)) {
            word.remove_prefix(edge.size());
            return true;
        }
        if (word.ends_with(edge)) {
            word.remove_suffix(edge.size());
            return true;
        }
    }
    return false;
}

}  // namespace

std::vector<std::string> compared_words(std::string_view text) {
    std::vector<std::string> words;
    for (std::string_view word : split_blanks(text)) {
        while (!word.empty() && strip_one(word)) {
        }
        if (!word.empty()) {
            words.emplace_back(word);
        }
    }
    return words;
}

bool is_preposition_word(std::string_view word) {
    static constexpr std::array<std::string_view, 43> kWords{
        "of",      "in",     "to",      "on",     "for",     "from",   "by",      "with",
        "at",      "as",     "into",    "about",  "against", "over",   "through", "via",
        "up",      "out",    "between", "under",  "after",   "before", "during",  "toward",
        "towards", "within", "among",   "near",   "off",     "around", "behind",  "because",
        "due",     "than",   "upon",    "across", "outside", "inside", "until",   "since",
        "like",    "below",  "above"};
    return one_of(kWords, lower_ascii(word));
}

bool is_form_of_be(std::string_view word) {
    static constexpr std::array<std::string_view, 8> kForms{"be",  "is",   "am",   "are",
                                                            "was", "were", "been", "being"};
    return one_of(kForms, word);
}

bool is_form_of_have(std::string_view word) {
    static constexpr std::array<std::string_view, 4> kForms{"have", "has", "had", "having"};
    return one_of(kForms, word);
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

}  // namespace trefoil::extract
