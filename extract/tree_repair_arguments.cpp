/// Slips at arguments: phrases that hang inside a bracket that closed before them, on a noun where
/// a verb waits for them, or that several words begin.

#include <algorithm>
#include <utility>
#include <vector>

#include "extract/tree_mender.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

constexpr std::string_view kFrom[] = {
    "receive",  "obtain", "borrow", "buy", "steal",   "protect", "hear", "learn",   "collect",
    "purchase", "gain",   "derive", "get", "extract", "remove",  "draw", "separate"};
constexpr std::string_view kTo[] = {"add",  "apply",    "compare", "pass",    "send",     "bring",
                                    "link", "transfer", "expose",  "connect", "introduce"};
constexpr std::string_view kInto[] = {"convert", "turn",      "divide", "transform",
                                      "split",   "translate", "insert", "incorporate"};
constexpr std::string_view kWith[] = {"replace", "supply", "combine", "fill",   "equip",
                                      "share",   "link",   "connect", "compare"};
constexpr std::string_view kAs[] = {
    "use",      "display",   "appear",  "star",      "refer",     "describe",    "define",
    "depict",   "portray",   "regard",  "see",       "view",      "treat",       "single",
    "identify", "cast",      "hire",    "recognize", "recognise", "appoint",     "elect",
    "employ",   "establish", "serve",   "act",       "nominate",  "classify",    "label",
    "present",  "dismiss",   "select",  "choose",    "perceive",  "denounce",    "interpret",
    "hail",     "praise",    "condemn", "cite",      "reject",    "characterize"};

/// What a verb takes with a preposition beside its object; "through" and the like tell how or where
/// anything was done.
bool takes_phrase(std::string_view verb, std::string_view preposition) {
    if (preposition == "from") {
        return among(kFrom, verb);
    }
    if (preposition == "to") {
        return among(kTo, verb);
    }
    if (preposition == "into") {
        return among(kInto, verb);
    }
    if (preposition == "with") {
        return among(kWith, verb);
    }
    if (preposition == "as") {
        return among(kAs, verb);
    }
    return preposition == "through" || preposition == "throughout" || preposition == "via" ||
           preposition == "depending";
}

/// Nouns that name a deed, so that "by X" behind them tells whose it is.
bool is_deed(std::string_view noun) {
    constexpr std::string_view kDeeds[] = {
        "attack", "raid",   "strike",  "assault",  "visit",  "campaign",   "effort", "move",
        "bid",    "call",   "claim",   "decision", "offer",  "protest",    "order",  "threat",
        "use",    "vote",   "attempt", "request",  "work",   "copy",       "series", "concert",
        "rule",   "piece",  "account", "proposal", "shot",   "goal",       "test",   "version",
        "talk",   "survey", "theory",  "research", "course", "translation"};
    return among(kDeeds, noun) || noun.ends_with("tion") || noun.ends_with("sion") ||
           noun.ends_with("ment") || noun.ends_with("ance") || noun.ends_with("ing") ||
           noun.ends_with("ism");
}

/// Where one goes through: "a journey through X".
bool is_way(std::string_view noun) {
    constexpr std::string_view kWays[] = {"journey", "retreat", "progress", "passage", "route",
                                          "trip",    "path",    "road",     "tour",    "walk",
                                          "way",     "travel",  "flight",   "march",   "movement",
                                          "drive",   "course",  "crossing", "track",   "ride"};
    return among(kWays, noun);
}

}  // namespace

/// "used a rope | as a belt", "was passed from father | to son": what the verb takes beside its
/// object or a phrase of its own.
void TreeMender::frame_of_verb(TokenIndex i) {
    const TokenIndex preposition = child_in(i, i - kNear, i, {Rel::Case});
    TokenIndex noun = head(i);
    if (rel(i) != Rel::Nmod || preposition < 2 || noun == kRoot || noun > preposition ||
        !is_noun(noun) || form(preposition - 1) == "such" || form(preposition - 1) == "same") {
        return;
    }
    const std::string_view word = form(preposition);
    const TokenIndex from = child_in(noun, noun - kNear, noun, {Rel::Case});
    const bool goes_on = rel(noun) == Rel::Obl && from > 0 && form(from) == "from" &&
                         form(from - 1) != "," && lemma(noun) != lemma(i) &&
                         (word == "to" || word == "into" || word == "onto") &&
                         token(noun).upos == "NOUN" && !is_time_noun(lemma(noun));
    const bool through = word.starts_with("through");
    while (!through && is(noun, {Rel::Nmod, Rel::Conj, Rel::Appos}) && head(noun) != kRoot &&
           head(noun) < noun) {
        noun = head(noun);
    }
    const TokenIndex verb = head(noun);
    const bool idle =
        through ? is_way(lemma(preposition - 1)) : is_time_noun(lemma(i)) || form(i) == "whole";
    if (!is(noun, {Rel::Obj, Rel::Obl}) || verb == kRoot || verb > noun ||
        token(verb).upos != "VERB" || idle || !(goes_on || takes_phrase(lemma(verb), word))) {
        return;
    }
    for (TokenIndex t = verb + 1; t < preposition; ++t) {
        if (form(t) == word && rel(t) == Rel::Case && head(t) != kRoot && head(head(t)) == verb) {
            return;  // "came from influence | from abroad"
        }
    }
    for (TokenIndex t = i + 1; !goes_on && t < std::min(size(), i + kNear); ++t) {
        const TokenIndex other = rel(t) == Rel::Case && head(t) > t ? head(t) : kRoot;
        if (other != kRoot && (form(t) == word || (word == "to" && form(t) == "with")) &&
            (head(other) == verb || head(other) == noun || head(other) == i)) {
            return;  // "compared the visit | to Rome | to a dream"
        }
    }
    hang(i, verb, Rel::Obl);
}

/// "was watched with interest | by the crowd": a passive without an agent has it here, unless the
/// noun before it is a work or deed of somebody or what it names stands beside it ("a hall by the
/// | church").
void TreeMender::agent_of_passive(TokenIndex i) {
    constexpr std::string_view kBeside[] = {
        "church", "station", "river", "road", "sea",   "lake",   "window", "door",   "gate",
        "bridge", "wall",    "fire",  "pond", "canal", "harbor", "park",   "beach",  "house",
        "shore",  "pool",    "tree",  "hall", "mill",  "tower",  "castle", "harbour"};
    const TokenIndex by = child_in(i, i - kNear, i, {Rel::Case});
    TokenIndex noun = head(i);
    if (rel(i) != Rel::Nmod || by < 2 || form(by) != "by" || noun == kRoot || noun > by ||
        is_time_noun(lemma(i)) || is_time_noun(lemma(noun)) || is_work(lemma(noun)) ||
        is_deed(lemma(noun)) || is_place_noun(lemma(i)) || among(kBeside, lemma(i)) ||
        token(i).upos == "NUM") {
        return;
    }
    while (rel(noun) == Rel::Nmod && head(noun) != kRoot && head(noun) < noun) {
        noun = head(noun);
        if (is_work(lemma(noun)) || is_deed(lemma(noun))) {
            return;
        }
    }
    const TokenIndex verb = head(noun);
    if (!is(noun, {Rel::Obl}) || verb == kRoot || verb > noun || token(verb).xpos != "VBN" ||
        child_in(verb, verb - kNear, verb, {Rel::AuxPass}) < 0 || lemma(verb) == "know" ||
        child_in(verb, verb, size(), {Rel::OblAgent}) >= 0) {
        return;
    }
    hang(i, verb, Rel::OblAgent);
}

/// "in as little | as two hours": a measure that four words begin.
void TreeMender::as_little_as(TokenIndex i) {
    constexpr std::string_view kDegrees[] = {"little", "few", "many", "much", "low", "high"};
    const TokenIndex as = child_in(i, i - 4, i, {Rel::Case});
    if (!is(i, {Rel::Obl, Rel::OblUnmarked}) || as < 3 || form(as) != "as" ||
        form(as - 2) != "as" || !among(kDegrees, form(as - 1)) || head(as - 1) != head(i) ||
        child_in(i, as, i, {Rel::Nummod}) < 0) {
        return;
    }
    const TokenIndex degree = as - 1;
    const TokenIndex preposition = as - 3;
    if (head(preposition) == degree || head(preposition) == head(i)) {
        hang(preposition, i, Rel::Case);
    }
    hang(degree, i, Rel::Advmod);
    hang(as - 2, degree, Rel::Advmod);
    hang(as, degree, Rel::Fixed);
    arcs_.rels[static_cast<std::size_t>(i)] = Rel::Obl;
}

/// "acted contrary | to their orders": one preposition.
void TreeMender::contrary_to(TokenIndex i) {
    const TokenIndex to = child_in(i, i - kNear, i, {Rel::Case});
    if (rel(i) != Rel::Obl || to < 1 || form(to) != "to" || form(to - 1) != "contrary" ||
        rel(to - 1) != Rel::Advmod) {
        return;
    }
    const TokenIndex contrary = to - 1;
    const TokenIndex verb = head(contrary);
    if (verb == kRoot || lemma(verb) == "be" || (head(i) != verb && head(i) != contrary)) {
        return;
    }
    hang(i, verb, Rel::Obl);
    hang(contrary, i, Rel::Case);
    hang(to, contrary, Rel::Fixed);
}

/// "do | sort of a test": hedges are not what is done.
void TreeMender::sort_of(TokenIndex i) {
    const TokenIndex verb = head(i);
    if ((form(i) != "sort" && form(i) != "kind") || rel(i) != Rel::Obj || form(i + 1) != "of" ||
        verb == kRoot || verb + 1 != i) {
        return;
    }
    const TokenIndex thing = head(i + 1);
    if (thing != kRoot && thing > i && (head(thing) == i || head(thing) == verb) &&
        child_in(i, i + 1, size(), {Rel::Conj}) < 0) {
        hang(thing, verb, Rel::Obj);
        hang(i, thing, Rel::Advmod);
        hang(i + 1, i, Rel::Fixed);
    }
}

/// "next to the church stands | a house": in front of a verb of place stands where it is, behind it
/// what is there.
void TreeMender::inverted_place(TokenIndex i) {
    constexpr std::string_view kVerbs[] = {"stand", "lie",  "sit",  "hang", "rise",
                                           "flow",  "loom", "rest", "come"};
    constexpr std::string_view kPlaces[] = {
        "in",      "on",      "at",   "behind",  "above",  "below",    "near",   "beside", "inside",
        "outside", "across",  "atop", "between", "beyond", "opposite", "around", "next",   "close",
        "under",   "beneath", "from", "over",    "along",  "among",    "with"};
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Obj || !is_noun(i) || verb == kRoot || verb > i || verb < 2 ||
        token(verb).upos != "VERB" || !among(kVerbs, lemma(verb)) || !is_tensed(verb) ||
        child_in(i, verb + 1, i, {Rel::Case}) >= 0) {
        return;
    }
    TokenIndex first = verb;
    while (first > 0 && rel(first - 1) != Rel::Punct && below(first - 1, verb)) {
        --first;
    }
    const bool adverb = form(first) == "next" || form(first) == "close";
    const TokenIndex place = child_in(verb, first + 1, verb, {Rel::Nsubj, Rel::Obl});
    const bool begins = first == 0 || rel(first - 1) == Rel::Punct;
    const TokenIndex adjunct = adverb && place < 0 ? child_in(first, first, verb, {Rel::Obl}) : -1;
    const TokenIndex where = place >= 0 ? place : adjunct;
    if (!begins || !among(kPlaces, form(first)) || where < 0 ||
        (adverb ? head(first) != verb || form(first + 1) != "to"
                : head(first) != where || rel(first) != Rel::Case)) {
        return;
    }
    for (TokenIndex t = where + 1; t < verb; ++t) {
        if (is(t, {Rel::Nsubj, Rel::NsubjPass, Rel::Expl}) && head(t) == verb) {
            return;
        }
    }
    hang(where, verb, Rel::Obl);
    if (adverb) {
        hang(first, where, Rel::Case);
        hang(first + 1, first, Rel::Fixed);
    }
    arcs_.rels[static_cast<std::size_t>(i)] = Rel::Nsubj;
}

/// "is kind of | like a mother", "went to, | like, five shops": after a hedge "like" compares, and
/// a hedge between a preposition and its noun does not part them.
void TreeMender::spoken_like(TokenIndex i) {
    if (form(i) != "like" || rel(i) != Rel::Discourse || i < 2 || head(i) == kRoot) {
        return;
    }
    const TokenIndex noun = head(i);
    if (form(i - 1) == "of" && (form(i - 2) == "sort" || form(i - 2) == "kind") && noun > i &&
        is_noun(noun)) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Case;
        return;
    }
    const TokenIndex preposition = form(i - 1) == "," ? i - 2 : i - 1;
    const TokenIndex verb = preposition < 0 ? kRoot : head(preposition);
    if (verb == kRoot || verb > preposition || token(preposition).upos != "ADP" ||
        rel(preposition) != Rel::Obl) {
        return;
    }
    const TokenIndex thing = child_in(verb, i + 1, i + kNear, {Rel::Obl, Rel::Obj});
    if (thing >= 0 && child_in(thing, i, thing, {Rel::Case}) < 0) {
        hang(thing, verb, Rel::Obl);
        hang(preposition, thing, Rel::Case);
    }
}

/// "sold maps (they were dear) | of the north": what stands behind a bracket cannot hang inside it.
void TreeMender::behind_brackets() {
    std::vector<TokenIndex> open;  // of the brackets around a word
    std::vector<std::pair<TokenIndex, TokenIndex>> pairs;
    for (TokenIndex t = 0; t < size(); ++t) {
        if (form(t) == "(" || form(t) == "[") {
            open.push_back(t);
        } else if ((form(t) == ")" || form(t) == "]") && !open.empty()) {
            const bool apart = token(t).space_after || t + 1 == size() || rel(t + 1) == Rel::Punct;
            if (open.size() == 1 && t - open.back() > 2 && apart) {
                pairs.emplace_back(open.back(), t);
            }
            open.pop_back();
        }
    }
    const auto around = [&](TokenIndex word) {
        return std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) {
            return pair.first < word && word < pair.second;
        });
    };
    for (TokenIndex i = pairs.empty() ? size() : pairs.front().second + 1; i < size(); ++i) {
        if (head(i) == kRoot || head(i) > i || rel(i) == Rel::Punct) {
            continue;
        }
        const auto inside = around(head(i));
        if (inside == pairs.end() || i < inside->second) {
            continue;
        }
        TokenIndex anchor = head(i);
        while (anchor != kRoot && anchor > inside->first && anchor < inside->second) {
            anchor = head(anchor);
        }
        if (anchor != kRoot && anchor < inside->first) {
            out_of_brackets(i, anchor, *inside);
        }
    }
}

/// Hangs a word on what stands before the bracket, or on the predicate above that.
void TreeMender::out_of_brackets(TokenIndex i, TokenIndex anchor,
                                 std::pair<TokenIndex, TokenIndex> brackets) {
    const auto is_predicate = [&](TokenIndex t) {
        return token(t).upos == "VERB" || child_in(t, t - kNear, t, {Rel::Cop}) >= 0;
    };
    TokenIndex predicate = anchor;
    while (predicate != kRoot && !is_predicate(predicate)) {
        predicate = head(predicate);
    }
    if (is(i, {Rel::Obl, Rel::OblAgent, Rel::OblUnmarked, Rel::Nmod, Rel::NmodUnmarked})) {
        const TokenIndex preposition = child_in(i, i - kNear, i, {Rel::Case});
        if (preposition >= 0 && form(preposition) == "including") {
            return;
        }
        if (preposition == brackets.second + 1 && form(preposition) == "of" &&
            is_noun(brackets.first - 1)) {
            hang(i, name_head(brackets.first - 1, brackets.first), Rel::Nmod);
        } else if (is_noun(anchor) && rel(i) == Rel::Nmod) {
            hang(i, anchor, Rel::Nmod);
        } else if (predicate != kRoot) {
            hang(i, predicate, preposition < 0 ? Rel::OblUnmarked : Rel::Obl);
        }
    } else if (rel(i) == Rel::Conj) {
        const TokenIndex before =
            is_noun(brackets.first - 1) ? name_head(brackets.first - 1, brackets.first) : anchor;
        const TokenIndex first = is_predicate(i) ? predicate : before;
        if (first != kRoot) {
            hang(i, first, Rel::Conj);
        }
    } else if (rel(i) == Rel::AclRelcl && is_noun(anchor)) {
        hang(i, anchor, Rel::AclRelcl);
    } else if (is(i, {Rel::Advcl, Rel::Xcomp}) && predicate != kRoot) {
        hang(i, predicate, rel(i));
    }
}

}  // namespace trefoil::extract
