#include "extract/stand_ins.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace trefoil::extract {

namespace {

/// Surname and place alike, so that a name parses the same whichever of the two it is taken for.
constexpr std::string_view kOneWord = "Jordan";

bool is_capitalised_word(std::string_view form) {
    if (form.size() < 3 || form[0] < 'A' || form[0] > 'Z') {
        return false;
    }
    // Abbreviations ("US", "UAE") and initials behave otherwise than names.
    const bool letters = std::all_of(form.begin() + 1, form.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
    });
    return letters;
}

/// Index of the last token of the name that begins at `first`.
std::size_t end_of_name(const Sentence& sentence, std::size_t first) {
    const std::string inside = "I-" + sentence.tokens[first].name.substr(2);
    std::size_t last = first;
    while (last + 1 < sentence.tokens.size() && sentence.tokens[last + 1].name == inside) {
        ++last;
    }
    return last;
}

void put(std::vector<std::string>& forms, const Sentence& sentence, std::size_t at,
         std::string_view stand_in) {
    if (is_capitalised_word(sentence.tokens[at].form)) {
        forms[at] = stand_in;
    }
}

/// What the document's one-word names are, by form: a word that is a place or a surname in one
/// sentence is so in all, also inside a longer name ("X People's Republic") and where the tagger
/// missed it.
struct KnownWords {
    std::map<std::string, int, std::less<>> places;
    std::map<std::string, int, std::less<>> surnames;

    void add(const Sentence& sentence) {
        for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
            const std::string& tag = sentence.tokens[i].name;
            if (tag == "B-Place" && end_of_name(sentence, i) == i) {
                ++places[sentence.tokens[i].form];
            } else if (tag == "B-Person") {
                ++surnames[sentence.tokens[end_of_name(sentence, i)].form];
            }
        }
    }

    [[nodiscard]] static int count(const std::map<std::string, int, std::less<>>& words,
                                   const std::string& form) {
        const auto found = words.find(form);
        return found == words.end() ? 0 : found->second;
    }
};

/// The form that each token is annotated with; empty: its own.
std::vector<std::string> stand_ins(const Sentence& sentence, const Gazetteer& gazetteer,
                                   const KnownWords& known) {
    std::vector<std::string> forms(sentence.tokens.size());
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        const std::string& tag = sentence.tokens[i].name;
        if (tag == "B-Person") {
            const std::size_t last = end_of_name(sentence, i);
            for (std::size_t t = i; t < last; ++t) {
                put(forms, sentence, t, "John");
            }
            put(forms, sentence, last, kOneWord);
            i = last;
            continue;
        }
        const std::string& form = sentence.tokens[i].form;
        const int place = KnownWords::count(known.places, form);
        const int surname = KnownWords::count(known.surnames, form);
        const bool untagged = tag.size() < 2 || tag[1] != '-';
        if (place > 0 && place >= surname) {
            put(forms, sentence, i, kOneWord);
        } else if (surname > 0 && untagged) {
            put(forms, sentence, i, kOneWord);
        } else if ((untagged || tag == "B-Group") && !form.empty() && form.back() != 's' &&
                   gazetteer.country_of_demonym(form)) {
            put(forms, sentence, i, "Iraqi");
        }
    }
    return forms;
}

}  // namespace

void annotate_with_stand_ins(const Annotator& annotator, const Gazetteer& gazetteer,
                             std::span<Sentence> sentences, bool across_sentences) {
    KnownWords document;
    for (const Sentence& sentence : sentences) {
        document.add(sentence);
    }
    std::vector<std::vector<std::string>> own(sentences.size());
    for (std::size_t s = 0; s < sentences.size(); ++s) {
        KnownWords alone;
        if (!across_sentences) {
            alone.add(sentences[s]);
        }
        own[s] = stand_ins(sentences[s], gazetteer, across_sentences ? document : alone);
        for (std::size_t t = 0; t < own[s].size(); ++t) {
            if (!own[s][t].empty()) {
                std::swap(own[s][t], sentences[s].tokens[t].form);
            }
        }
    }
    annotator.annotate(sentences);
    for (std::size_t s = 0; s < sentences.size(); ++s) {
        for (std::size_t t = 0; t < own[s].size(); ++t) {
            if (!own[s][t].empty()) {
                Token& token = sentences[s].tokens[t];
                std::swap(own[s][t], token.form);
                token.lemma = token.form;
            }
        }
    }
}

}  // namespace trefoil::extract
