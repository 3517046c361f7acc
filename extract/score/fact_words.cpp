#include "extract/score/fact_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <unicode/regex.h>
#include <unicode/unistr.h>
#include <unordered_map>
#include <unordered_set>

#include "extract/score/output.hpp"
#include "extract/score/words.hpp"

namespace trefoil::extract {

namespace {

using Table = std::unordered_set<std::string>;

Table table_of(std::string_view words) {
    Table table;
    for (const std::string_view word : split_blanks(words)) {
        table.emplace(word);
    }
    return table;
}

/// Irregular forms, the stem first.
constexpr std::array<std::string_view, 55> kIrregular{
    "be is are was were am been being 's",
    "have has had having 've",
    "do does did done doing",
    "say said says saying",
    "tell told tells telling",
    "send sent sends sending",
    "give gave given gives giving",
    "take took taken takes taking",
    "speak spoke spoken",
    "break broke broken breaks breaking",
    "hold held",
    "throw threw thrown",
    "fight fought",
    "drive drove driven drives driving",
    "make made makes making",
    "build built",
    "meet met meeting meets meetings",
    "lead led",
    "keep kept",
    "lay laid",
    "see saw seen sees seeing",
    "use used uses using",
    "die died dies dying",
    "go went goes going gone",
    "become became becoming becomes",
    "begin began begun",
    "know knew known knows",
    "hide hid",
    "think thought",
    "leave left",
    "lose lost",
    "win won",
    "get got gotten",
    "stand stood",
    "understand understood",
    "find found",
    "rise rose risen",
    "write wrote written",
    "withdraw withdrew withdrawn",
    "will 'll wo",
    "not n't",
    "person people persons",
    "seek sought",
    "show shown",
    "run ran",
    "bring brought",
    "buy bought",
    "deny denied denies denying denial",
    "recogniz recognition recognise recognises recognised recognising recognize recognizes "
    "recognized recognizing",
    "annex annexation",
    "impos imposition",
    "ally allies allied",
    "control controlled controls controlling",
    "represent representing represents represented",
    "agree agreed agrees agreeing"};

/// American spelling where British spelling is not regular.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kSpelling{
    {{"defence", "defense"},
     {"offence", "offense"},
     {"licence", "license"},
     {"programme", "program"},
     {"centre", "center"},
     {"labour", "labor"},
     {"favour", "favor"},
     {"colour", "color"},
     {"honour", "honor"},
     {"behaviour", "behavior"},
     {"neighbour", "neighbor"}}};

const std::unordered_map<std::string, std::string>& irregular() {
    static const std::unordered_map<std::string, std::string> table = [] {
        std::unordered_map<std::string, std::string> forms;
        for (const std::string_view row : kIrregular) {
            const std::vector<std::string_view> words = split_blanks(row);
            for (const std::string_view word : words) {
                forms.emplace(word, words.front());
            }
        }
        forms.emplace("preparation", "prepar");
        return forms;
    }();
    return table;
}

const Table& prepositions() {
    static const Table table = table_of(
        "of in to on for from by with at as into about against over that through via up out "
        "between under after during toward towards within among amid");
    return table;
}

/// Words at which a noun phrase ends.
const Table& phrase_ends() {
    static const Table table = [] {
        Table words = table_of(
            "which who whom whose where when whether if should and or he she it they would could "
            "will be have until unless than because while although");
        words.insert(prepositions().begin(), prepositions().end());
        return words;
    }();
    return table;
}

bool is_alphabetic(std::string_view word) {
    return std::ranges::all_of(word, [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 || std::isalpha(static_cast<unsigned char>(c));
    });
}

void strip_plural(std::string& word) {
    const auto ends = [&](std::string_view end) { return word.ends_with(end); };
    if (ends("ies") && word.size() > 4) {
        word.replace(word.size() - 3, 3, "y");
    } else if (ends("sses") || ends("shes") || ends("ches") || ends("xes")) {
        word.resize(word.size() - 2);
    } else if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) {
        word.pop_back();
    }
}

void strip_verb_ending(std::string& word) {
    if (word.ends_with("ied") && word.size() > 4) {
        word.replace(word.size() - 3, 3, "y");
        return;
    }
    for (const std::string_view ending : {"ing", "ed"}) {
        if (!word.ends_with(ending) || word.size() - ending.size() < 3) {
            continue;
        }
        const std::string_view rest(word.data(), word.size() - ending.size());
        if (rest.find_first_of("aeiouy") == std::string_view::npos) {
            continue;
        }
        word.resize(rest.size());
        const char last = word.back();
        if (word.size() > 3 && last == word[word.size() - 2] && last != 'l' && last != 's' &&
            last != 'z') {
            word.pop_back();
        }
        return;
    }
}

/// "-ise" to "-ize" after the usual syllables.
void americanize(std::string& word, std::string_view original) {
    constexpr std::array<std::string_view, 13> kBefore{"al", "er", "or", "in", "on", "gn", "im",
                                                       "um", "at", "it", "ar", "om", "en"};
    const std::size_t tail = word.ends_with("is") ? 2 : word.ends_with("ise") ? 3 : 0;
    if (tail > 0 && word.size() >= tail + 2 && original != "crisis" && original != "basis" &&
        one_of(kBefore, word.substr(word.size() - tail - 2, 2))) {
        word[word.size() - tail + 1] = 'z';
    }
    if (word.ends_with("isation")) {
        word[word.size() - 6] = 'z';
    }
}

std::string stem(std::string word) {
    if (const auto known = irregular().find(word); known != irregular().end()) {
        return known->second;
    }
    for (const auto& [british, american] : kSpelling) {
        if (word == british) {
            word = american;
        }
    }
    if (word.size() <= 3 || !is_alphabetic(word)) {
        return word;
    }
    const std::string original = word;
    strip_plural(word);
    strip_verb_ending(word);
    americanize(word, original);
    if (word.ends_with('e') && word.size() > 3) {
        word.pop_back();
    }
    const auto known = irregular().find(word);
    return known != irregular().end() ? known->second : word;
}

/// One step of plain_words: a pattern and what stands in its place.
struct Step {
    std::unique_ptr<icu::RegexPattern> pattern;
    icu::UnicodeString replacement;
};

std::unique_ptr<icu::RegexPattern> pattern_of(const char* text) {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::RegexPattern>(
        icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(text), 0, status));
}

void replace_all(icu::UnicodeString& text, const icu::RegexPattern& pattern,
                 const icu::UnicodeString& replacement) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::RegexMatcher> matcher(pattern.matcher(text, status));
    text = matcher->replaceAll(replacement, status);
}

const std::vector<Step>& steps_before_folding() {
    static const std::vector<Step> steps = [] {
        std::vector<Step> all;
        all.push_back({pattern_of("(?<=[a-z0-9])(?=[A-Z][a-z])"), " "});  // camelCase types
        all.push_back({pattern_of(R"(\bU\.\s?S\.?(?:A\.?)?)"), "US"});
        return all;
    }();
    return steps;
}

const std::vector<Step>& steps_after_folding() {
    static const std::vector<Step> steps = [] {
        std::vector<Step> all;
        all.push_back({pattern_of(R"(\bco-(?=ord|op))"), "co"});
        all.push_back({pattern_of(R"('ll\b)"), " will"});
        all.push_back({pattern_of(R"('ve\b)"), " have"});
        all.push_back({pattern_of(R"('re\b)"), " are"});
        all.push_back({pattern_of(R"((\w)n't\b)"), "$1 n't"});
        all.push_back({pattern_of(R"('s\b)"), ""});
        all.push_back({pattern_of(R"(s'(?=\s|$))"), "s"});
        all.push_back({pattern_of(R"((?<=\d),(?=\d{3}))"), ""});
        return all;
    }();
    return steps;
}

}  // namespace

std::string plain_punctuation(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 8> kPlain{{{"‘", '\''},
                                                                       {"’", '\''},
                                                                       {"“", '"'},
                                                                       {"”", '"'},
                                                                       {"–", '-'},
                                                                       {"—", '-'},
                                                                       {"\xC2\xA0", ' '},
                                                                       {"\xE2\x80\x91", '-'}}};
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto* const found = std::ranges::find_if(
            kPlain, [&](const auto& p) { return text.substr(at).starts_with(p.first); });
        out += found == kPlain.end() ? text[at] : found->second;
        at += found == kPlain.end() ? 1 : found->first.size();
    }
    return out;
}

std::vector<std::string> plain_words(std::string_view text) {
    icu::UnicodeString folded = icu::UnicodeString::fromUTF8(plain_punctuation(text));
    for (const Step& step : steps_before_folding()) {
        replace_all(folded, *step.pattern, step.replacement);
    }
    folded.toLower();
    for (const Step& step : steps_after_folding()) {
        replace_all(folded, *step.pattern, step.replacement);
    }
    static const std::unique_ptr<icu::RegexPattern> kWord = pattern_of(R"(n't|[\w&&[^_]]+)");
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::RegexMatcher> matcher(kWord->matcher(folded, status));
    std::vector<std::string> words;
    while (matcher->find()) {
        matcher->group(status).toUTF8String(words.emplace_back());
    }
    return words;
}

Stems stems_of(std::string_view text) {
    static const Table honorifics = table_of("mr mrs ms dr sir");
    Stems stems;
    for (std::string& word : plain_words(text)) {
        if (word != "the" && word != "a" && word != "an") {
            stems.push_back(stem(std::move(word)));
        }
    }
    while (stems.size() > 1 && honorifics.contains(stems.front())) {
        stems.erase(stems.begin());
    }
    return stems;
}

std::string squashed(std::string_view text) {
    icu::UnicodeString folded = icu::UnicodeString::fromUTF8(plain_punctuation(text));
    folded.toLower();
    static const std::unique_ptr<icu::RegexPattern> kOther = pattern_of(R"([\W_]+)");
    replace_all(folded, *kOther, "");
    std::string out;
    return folded.toUTF8String(out);
}

namespace {

/// The last word before the first preposition or clause word.
std::string head_of(const Stems& stems) {
    if (stems.empty()) {
        return {};
    }
    const auto end =
        std::ranges::find_if(stems, [](const std::string& w) { return phrase_ends().contains(w); });
    if (end != stems.begin()) {
        return *(end - 1);
    }
    const auto first = std::ranges::find_if(
        stems, [](const std::string& w) { return !phrase_ends().contains(w); });
    return first == stems.end() ? stems.front() : *first;
}

std::set<std::string> content_of(const Stems& stems) {
    std::set<std::string> content;
    std::ranges::copy_if(stems, std::inserter(content, content.end()),
                         [](const std::string& w) { return !phrase_ends().contains(w); });
    return content;
}

bool is_relation_noise(const std::string& word, const std::string& stemmed) {
    static const Table auxiliaries =
        table_of("be have will would could may might can should must shall do to not never n't");
    static const Table adverbs = table_of(
        "already earlier also still then now further just alway ever even so again themselve "
        "itself");
    static const Table no_adverbs = table_of("supply reply rely apply ally");
    return auxiliaries.contains(stemmed) || adverbs.contains(stemmed) ||
           (word.ends_with("ly") && word.size() > 4 && !no_adverbs.contains(word));
}

/// Stems of the words that say what the relation is; of all words where none does.
Stems relation_core(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> words;
    for (const std::string& word : plain_words(text)) {
        if (word != "the" && word != "a" && word != "an") {
            words.emplace_back(word, stem(word));
        }
    }
    Stems core;
    Stems fallback;
    Stems everything;
    for (const auto& [word, stemmed] : words) {
        everything.push_back(stemmed);
        if (!is_relation_noise(word, stemmed)) {
            core.push_back(stemmed);
        }
        if (stemmed != "not" && stemmed != "n't" && stemmed != "never" && stemmed != "to") {
            fallback.push_back(stemmed);
        }
    }
    Stems chosen = !core.empty() ? core : !fallback.empty() ? fallback : everything;
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());  // "has had"
    return chosen;
}

}  // namespace

bool same_head(const Stems& found, const Stems& wanted) {
    constexpr double kShared = 0.6;
    constexpr std::size_t kLong = 30;
    if (found.empty() || wanted.empty() || found.size() > kLong ||
        (one_of(wanted, "and") && !one_of(found, "and"))) {
        return false;  // one member of a coordination is not the whole
    }
    const std::set<std::string> f = content_of(found);
    const std::set<std::string> w = content_of(wanted);
    if (f.empty() || w.empty()) {
        return false;
    }
    const auto common = static_cast<std::size_t>(
        std::ranges::count_if(f, [&](const std::string& word) { return w.contains(word); }));
    const bool same_start = found.front() == wanted.front() && common >= 2;
    if (head_of(found) != head_of(wanted) && !same_start) {
        return false;
    }
    return static_cast<double>(common) >=
           kShared * static_cast<double>(std::min(f.size(), w.size()));
}

std::set<Stems> relation_forms(std::string_view text) {
    static const Table light = [] {
        Table stems;
        for (const std::string& word :
             table_of("continue begin start plan go expect decide agree promise able propose need "
                      "set ready seek try intend vow keep help")) {
            stems.insert(stem(word));
        }
        return stems;
    }();
    Stems core = relation_core(text);
    if (core.empty()) {
        return {};
    }
    std::set<Stems> forms{core};
    while (core.size() > 1 && light.contains(core[0]) && !prepositions().contains(core[1])) {
        core.erase(core.begin());
        forms.insert(core);
    }
    const std::set<Stems> with_prepositions = forms;
    for (Stems form : with_prepositions) {
        std::erase_if(form, [](const std::string& w) { return prepositions().contains(w); });
        if (!form.empty()) {
            forms.insert(std::move(form));
        }
    }
    return forms;
}

bool has_negation(std::string_view text) {
    icu::UnicodeString folded = icu::UnicodeString::fromUTF8(plain_punctuation(text));
    folded.toLower();
    static const std::unique_ptr<icu::RegexPattern> kNegation =
        pattern_of(R"(\b(not|never|no longer)\b|n't)");
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::RegexMatcher> matcher(kNegation->matcher(folded, status));
    return matcher->find() != 0;
}

bool is_fact_preposition(std::string_view words) {
    static const std::set<std::string, std::less<>> several{
        "in response to", "because of", "according to", "ahead of",        "out of",
        "instead of",     "such as",    "as part of",   "on behalf of",    "in support of",
        "due to",         "prior to",   "along with",   "in exchange for", "in front of",
        "in addition to", "in terms of"};
    return prepositions().contains(std::string(words)) || several.contains(words);
}

bool is_title_stem(std::string_view word) {
    static const Table titles = [] {
        Table stems;
        for (const std::string& title :
             table_of("president minister secretary chancellor senator governor mayor general "
                      "chairman chairwoman director spokesman spokeswoman leader congressman "
                      "congresswoman representative ambassador judge professor rep sen gov gen")) {
            stems.insert(stem(title));
        }
        return stems;
    }();
    return titles.contains(std::string(word));
}

}  // namespace trefoil::extract
