#include "graph/relation_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/entity_key.hpp"
#include "graph/names.hpp"
#include "graph/relation_names.hpp"

// Relation types begin with a verb's base form. Users write any form. Rather than a dictionary,
// base_forms() undoes regular endings in every way that English spelling allows and looks irregular
// forms up in a short table; the types that the store has say which candidate is a word.

namespace trefoil::graph {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// Irregular past forms of verbs that news use; sorted.
constexpr auto kIrregular = std::to_array<Pair>({
    {"am", "be"},
    {"are", "be"},
    {"ate", "eat"},
    {"awoke", "awake"},
    {"bade", "bid"},
    {"beat", "beat"},
    {"became", "become"},
    {"been", "be"},
    {"began", "begin"},
    {"begun", "begin"},
    {"bent", "bend"},
    {"bit", "bite"},
    {"bitten", "bite"},
    {"bled", "bleed"},
    {"blew", "blow"},
    {"blown", "blow"},
    {"bore", "bear"},
    {"born", "bear"},
    {"borne", "bear"},
    {"bought", "buy"},
    {"bound", "bind"},
    {"bred", "breed"},
    {"broke", "break"},
    {"broken", "break"},
    {"brought", "bring"},
    {"built", "build"},
    {"burnt", "burn"},
    {"came", "come"},
    {"caught", "catch"},
    {"chose", "choose"},
    {"chosen", "choose"},
    {"clung", "cling"},
    {"crept", "creep"},
    {"dealt", "deal"},
    {"did", "do"},
    {"does", "do"},
    {"done", "do"},
    {"dove", "dive"},
    {"drank", "drink"},
    {"drawn", "draw"},
    {"drew", "draw"},
    {"driven", "drive"},
    {"drove", "drive"},
    {"drunk", "drink"},
    {"dug", "dig"},
    {"dwelt", "dwell"},
    {"eaten", "eat"},
    {"fallen", "fall"},
    {"fed", "feed"},
    {"fell", "fall"},
    {"felt", "feel"},
    {"fled", "flee"},
    {"flew", "fly"},
    {"flown", "fly"},
    {"flung", "fling"},
    {"forbade", "forbid"},
    {"forbidden", "forbid"},
    {"forgave", "forgive"},
    {"forgot", "forget"},
    {"forgotten", "forget"},
    {"fought", "fight"},
    {"found", "find"},
    {"froze", "freeze"},
    {"frozen", "freeze"},
    {"gave", "give"},
    {"given", "give"},
    {"gone", "go"},
    {"got", "get"},
    {"gotten", "get"},
    {"grew", "grow"},
    {"grown", "grow"},
    {"had", "have"},
    {"has", "have"},
    {"heard", "hear"},
    {"held", "hold"},
    {"hid", "hide"},
    {"hidden", "hide"},
    {"hung", "hang"},
    {"is", "be"},
    {"kept", "keep"},
    {"knelt", "kneel"},
    {"knew", "know"},
    {"known", "know"},
    {"laid", "lay"},
    {"lain", "lie"},
    {"leapt", "leap"},
    {"learnt", "learn"},
    {"led", "lead"},
    {"left", "leave"},
    {"lent", "lend"},
    {"lit", "light"},
    {"lost", "lose"},
    {"made", "make"},
    {"meant", "mean"},
    {"met", "meet"},
    {"mistook", "mistake"},
    {"overcame", "overcome"},
    {"overthrew", "overthrow"},
    {"paid", "pay"},
    {"ran", "run"},
    {"rang", "ring"},
    {"ridden", "ride"},
    {"risen", "rise"},
    {"rode", "ride"},
    {"rose", "rise"},
    {"said", "say"},
    {"sang", "sing"},
    {"sank", "sink"},
    {"sat", "sit"},
    {"saw", "see"},
    {"seen", "see"},
    {"sent", "send"},
    {"shaken", "shake"},
    {"shone", "shine"},
    {"shook", "shake"},
    {"shot", "shoot"},
    {"shown", "show"},
    {"shrank", "shrink"},
    {"slept", "sleep"},
    {"slid", "slide"},
    {"sold", "sell"},
    {"sought", "seek"},
    {"sped", "speed"},
    {"spent", "spend"},
    {"spoke", "speak"},
    {"spoken", "speak"},
    {"sprang", "spring"},
    {"spun", "spin"},
    {"stole", "steal"},
    {"stolen", "steal"},
    {"stood", "stand"},
    {"stricken", "strike"},
    {"strove", "strive"},
    {"struck", "strike"},
    {"stuck", "stick"},
    {"stung", "sting"},
    {"sung", "sing"},
    {"sunk", "sink"},
    {"swam", "swim"},
    {"swept", "sweep"},
    {"swore", "swear"},
    {"sworn", "swear"},
    {"swung", "swing"},
    {"taken", "take"},
    {"taught", "teach"},
    {"thought", "think"},
    {"threw", "throw"},
    {"thrown", "throw"},
    {"told", "tell"},
    {"took", "take"},
    {"tore", "tear"},
    {"torn", "tear"},
    {"understood", "understand"},
    {"undertook", "undertake"},
    {"was", "be"},
    {"wept", "weep"},
    {"went", "go"},
    {"were", "be"},
    {"withdrawn", "withdraw"},
    {"withdrew", "withdraw"},
    {"withheld", "withhold"},
    {"withstood", "withstand"},
    {"woke", "wake"},
    {"won", "win"},
    {"wore", "wear"},
    {"worn", "wear"},
    {"wound", "wind"},
    {"wove", "weave"},
    {"written", "write"},
    {"wrote", "write"},
});

bool is_vowel(char c) {
    return std::string_view("aeiou").find(c) != std::string_view::npos;
}

/// Stems of "stem + ed" or "stem + ing": as it stands, with the e that was dropped, without the
/// consonant that was doubled.
void add_stems(std::string_view stem, std::vector<std::string>& out) {
    if (stem.size() < 2) {
        return;
    }
    out.emplace_back(stem);
    out.push_back(std::string(stem) + "e");
    const auto last = stem.back();
    if (stem.size() > 2 && last == stem[stem.size() - 2] && !is_vowel(last)) {
        out.emplace_back(stem.substr(0, stem.size() - 1));
    }
    if (last == 'i') {
        out.push_back(std::string(stem.substr(0, stem.size() - 1)) + "y");
    }
    if (last == 'y') {
        out.push_back(std::string(stem.substr(0, stem.size() - 1)) + "ie");
    }
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text) {
        if (c != ' ' && c != '_') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    if (!word.empty()) {
        words.push_back(std::move(word));
    }
    return words;
}

std::string join(const std::vector<std::string>& words, std::size_t from = 0) {
    std::string result;
    for (std::size_t i = from; i < words.size(); ++i) {
        result += (result.empty() ? "" : "_") + words[i];
    }
    return result;
}

bool is_auxiliary(std::string_view word) {
    constexpr auto kAuxiliaries =
        std::to_array<std::string_view>({"am", "are", "be", "been", "being", "had", "has", "have",
                                         "is", "was", "were", "will", "would", "did", "does"});
    return std::ranges::find(kAuxiliaries, word) != kAuxiliaries.end();
}

MatchedRelations exact(const GraphView& view, std::string_view words) {
    MatchedRelations result;
    for (const auto& name :
         {std::string(words), join(split(words)), join(split(extract::normalised_name(words)))}) {
        const auto type = view.find_type(name);
        if (type && std::ranges::find(result.types, *type) == result.types.end()) {
            result.types.push_back(*type);
        }
    }
    return result;
}

/// True if `type` begins with one of the verb's forms and goes on as asked; `open` lets it go on in
/// any way.
bool fits(const std::vector<std::string>& type, const std::vector<std::string>& forms,
          const std::vector<std::string>& rest, bool open) {
    if (type.empty() || type.size() < 1 + rest.size() ||
        (!open && type.size() != 1 + rest.size())) {
        return false;
    }
    return std::ranges::find(forms, folded_spelling(type.front())) != forms.end() &&
           std::equal(rest.begin(), rest.end(), type.begin() + 1);
}

/// True if `type` is the passive without agent of what was asked: "born in" means be_born_in.
bool is_passive(const std::vector<std::string>& type, const std::string& participle,
                const std::vector<std::string>& rest) {
    return type.size() >= 2 + rest.size() && type.front() == "be" &&
           folded_spelling(type[1]) == participle &&
           std::equal(rest.begin(), rest.end(), type.begin() + 2);
}

MatchedRelations inflected(const GraphView& view, std::string_view words) {
    MatchedRelations result{RelationMatch::Inflected, {}, false, {}};
    auto asked = split(extract::normalised_name(words));
    while (asked.size() > 1 && is_auxiliary(asked.front())) {
        asked.erase(asked.begin());
    }
    if (asked.empty()) {
        return result;
    }
    std::vector<std::string> forms;
    for (const auto& form : base_forms(asked.front())) {
        forms.push_back(folded_spelling(form));
    }
    const auto participle = folded_spelling(asked.front());
    std::vector<std::string> rest(asked.begin() + 1, asked.end());
    const auto collect = [&](bool open) {
        for (const auto type : view.reader().types()) {
            const auto name = split(view.name_of(type));
            if (fits(name, forms, rest, open) || is_passive(name, participle, rest)) {
                result.types.push_back(type);
            }
        }
    };
    collect(true);
    if (result.types.empty() && !rest.empty() && rest.back() == "by") {
        rest.pop_back();
        result.passive = true;
        collect(true);
    }
    return result;
}

MatchedRelations near(const GraphView& view, std::string_view words) {
    MatchedRelations result{RelationMatch::Near, {}, false, {}};
    const auto asked = join(split(extract::normalised_name(words)));
    auto least = asked.size() < 4   ? std::size_t{0}
                 : asked.size() < 8 ? std::size_t{1}
                                    : std::size_t{2};
    if (least == 0) {
        return result;
    }
    std::vector<std::string> candidates = {asked};
    for (auto& form : base_forms(asked)) {
        candidates.push_back(std::move(form));
    }
    for (const auto type : view.reader().types()) {
        const auto name = view.name_of(type);
        for (const auto& candidate : candidates) {
            const auto edits = edit_distance(name, candidate, least);
            if (edits > least) {
                continue;
            }
            if (edits < least) {
                result.types.clear();
                least = edits;
            }
            result.types.push_back(type);
            break;
        }
    }
    for (const auto type : result.types) {
        result.near.emplace_back(view.name_of(type));
    }
    return result;
}

}  // namespace

std::string folded_spelling(std::string_view word) {
    // Coarse on purpose: both spellings must fold alike, nothing else is asked of it.
    std::string text(word);
    const auto replace_all = [&text](std::string_view from, std::string_view to) {
        for (auto at = text.find(from); at != std::string::npos;
             at = text.find(from, at + to.size())) {
            text.replace(at, from.size(), to);
        }
    };
    replace_all("isation", "ization");
    replace_all("our", "or");
    replace_all("yse", "yze");
    replace_all("ll", "l");
    if (text.size() > 4 && text.ends_with("ise")) {
        text.replace(text.size() - 2, 1, "z");
    }
    return text;
}

std::vector<std::string> base_forms(std::string_view word) {
    std::vector<std::string> forms = {std::string(word)};
    const auto irregular = std::ranges::find(kIrregular, word, &Pair::first);
    if (irregular != kIrregular.end()) {
        forms.emplace_back(irregular->second);
    }
    const auto stem = [word](std::size_t ending) { return word.substr(0, word.size() - ending); };
    if (word.ends_with("ing") && word.size() > 4) {
        add_stems(stem(3), forms);
    }
    if (word.ends_with("ed") && word.size() > 3) {
        add_stems(stem(2), forms);
    }
    if (word.ends_with("ies") && word.size() > 4) {
        forms.push_back(std::string(stem(3)) + "y");
    }
    if (word.ends_with("es") && word.size() > 3) {
        forms.emplace_back(stem(2));
    }
    if (word.ends_with("s") && !word.ends_with("ss") && word.size() > 2) {
        forms.emplace_back(stem(1));
    }
    return forms;
}

/// With the types whose closed-list name is asked for.
MatchedRelations with_listed(const GraphView& view, std::string_view words,
                             MatchedRelations found) {
    auto name = std::string(words);
    std::ranges::replace(name, ' ', '_');
    for (const auto type : RelationNames::of(view.reader()).types_of(name)) {
        if (const auto id = view.reader().find_type(type);
            id && std::ranges::find(found.types, *id) == found.types.end()) {
            found.types.push_back(*id);
        }
    }
    return found;
}

MatchedRelations find_relations(const GraphView& view, std::string_view words,
                                RelationMatch level) {
    switch (level) {
        case RelationMatch::Exact:
            return exact(view, words);
        case RelationMatch::Inflected:
            return with_listed(view, words, inflected(view, words));
        case RelationMatch::Near:
            break;
    }
    return near(view, words);
}

}  // namespace trefoil::graph
