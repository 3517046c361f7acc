/// Slips at predicates with a form of be, at subjects that stand on their other side and at members
/// that are joined to the wrong noun.

#include <algorithm>

#include "extract/tree_mender.hpp"

namespace trefoil::extract {

/// "A town on the river between X and Y, Lund lives on trade": a name between the comma behind a
/// first noun phrase with "a" and the verb is the subject.
void TreeMender::fronted_description(TokenIndex i) {
    if (token(i).upos != "PROPN" || i < 3 || form(i - 1) != "," ||
        (form(0) != "a" && form(0) != "an") || !is(i, {Rel::Conj, Rel::Appos, Rel::NmodUnmarked})) {
        return;
    }
    TokenIndex first = head(i);
    while (first != kRoot && first < i && is(first, {Rel::Nmod, Rel::Conj, Rel::Appos})) {
        first = head(first);
    }
    TokenIndex next = i + 1;
    while (next < size() && rel(next) == Rel::Flat && head(next) == i) {
        ++next;
    }
    if (first == kRoot || first > i || !is(first, {Rel::Nsubj, Rel::NsubjPass}) ||
        token(first).upos != "NOUN" || child_in(first, 0, 1, {Rel::Det}) < 0 || next >= size() ||
        child_in(i, i - kNear, size(), {Rel::Cc}) >= 0 ||
        (next != head(first) && head(next) != head(first)) ||
        !(token(next).upos == "AUX" || token(next).upos == "VERB")) {
        return;
    }
    for (TokenIndex t = 1; t < i - 1; ++t) {
        if (form(t) == ",") {
            return;
        }
    }
    hang(i, head(first), rel(first));
    hang(first, i, Rel::Appos);
}

/// "is the same as or | lower than X": the second adjective, with what both are compared with, is
/// the predicate; the first only adds to it.
void TreeMender::equal_or_more(TokenIndex i) {
    const TokenIndex first = head(i);
    if (rel(i) != Rel::Conj || token(i).xpos != "JJR" || first == kRoot || first + 3 != i ||
        token(first).upos != "ADJ" || (form(i - 1) != "or" && form(i - 1) != "and") ||
        (form(i - 2) != "as" && form(i - 2) != "to" && form(i - 2) != "with") ||
        form(i + 1) != "than" || child_in(first, first - kNear, first, {Rel::Cop}) < 0) {
        return;
    }
    hang(i, head(first), rel(first));
    for (TokenIndex t = 0; t < size(); ++t) {
        const bool own = is(t, {Rel::Det, Rel::Advmod}) && t < first && t + 3 > first;
        if (head(t) == first && t != i && !own) {
            hang(t, i, rel(t));
        }
    }
    hang(first, i, Rel::Advmod);
    hang(i - 2, i, Rel::Advmod);
    hang(i - 1, i, Rel::Advmod);
}

/// "among the victims were | two nurses", "far more common are | errors": what stands in front of
/// the form of be is the predicate of the noun behind, which has no subject.
void TreeMender::inverted_predicate(TokenIndex i) {
    constexpr std::string_view kPlaces[] = {"among", "amongst", "in",     "inside",  "on",
                                            "at",    "behind",  "beside", "near",    "under",
                                            "above", "below",   "within", "between", "opposite"};
    const TokenIndex noun = head(i);
    const TokenIndex preposition = child_in(i, i - kNear, i, {Rel::Case});
    const bool place =
        form(preposition - 1) == "next" ||
        std::find(std::begin(kPlaces), std::end(kPlaces), form(preposition)) != std::end(kPlaces);
    const bool phrase =
        is(i, {Rel::Nmod, Rel::Obl, Rel::Nsubj}) && is_noun(i) && preposition >= 0 && place;
    const bool adjective = rel(i) == Rel::Amod && token(i).upos == "ADJ";
    if (noun == kRoot || noun < i || !is_noun(noun) || (!phrase && !adjective) ||
        child_in(noun, i + 1, size(), {Rel::Nsubj, Rel::NsubjPass, Rel::Csubj, Rel::Expl}) >= 0 ||
        child_in(noun, 0, i, {Rel::Nsubj, Rel::NsubjPass, Rel::Csubj, Rel::Expl, Rel::Case}) >= 0) {
        return;
    }
    const TokenIndex be = child_in(noun, i + 1, noun, {Rel::Cop});
    TokenIndex first = i;
    while (first > 0 && (below(first - 1, i) || (first == 1 && head(0) == noun))) {
        --first;  // "next | to X is Y"
    }
    const bool opens = first == 0 || rel(first - 1) == Rel::Punct || rel(first - 1) == Rel::Cc;
    const bool at_front = adjective || preposition == first || form(first) == "next";
    if (be < 0 || !below(be - 1, i) || !opens || !at_front) {
        return;
    }
    hang(i, head(noun), rel(noun));
    for (TokenIndex t = 0; t < size(); ++t) {
        if (head(t) == noun && t != i && (t <= be || (rel(t) == Rel::Punct && t + 1 == size()))) {
            hang(t, i, rel(t));
        }
    }
    hang(noun, i, Rel::Nsubj);
    if (phrase && form(preposition - 1) == "next") {
        hang(preposition - 1, i, Rel::Case);
        hang(preposition, preposition - 1, Rel::Fixed);
    }
}

/// "the park, | home to deer, is free": between a subject's comma and the comma before the verb a
/// member without "and" explains the noun.
void TreeMender::closed_apposition(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) != Rel::Conj || token(i).upos != "NOUN" || noun == kRoot || noun > i ||
        !is(noun, {Rel::Nsubj, Rel::NsubjPass}) || head(noun) == kRoot || head(noun) < i ||
        child_in(i, noun, i, {Rel::Cc, Rel::Case}) >= 0) {
        return;
    }
    for (TokenIndex t = noun + 1; t < std::min(size(), i + kNear); ++t) {
        if (t != i && head(t) == noun && is(t, {Rel::Conj, Rel::Cc})) {
            return;
        }
    }
    TokenIndex first = i;
    while (first > noun && below(first - 1, i)) {
        --first;
    }
    TokenIndex last = i;
    while (last + 1 < size() && below(last + 1, i)) {
        ++last;
    }
    const TokenIndex verb = last + 2;
    const bool opened = form(first) == "," || form(first - 1) == ",";
    if (opened && form(last + 1) == "," && verb < size() &&
        (verb == head(noun) || head(verb) == head(noun)) &&
        (token(verb).upos == "AUX" || token(verb).upos == "VERB")) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Appos;
    }
}

/// "is from Ghana and | his wife from Togo": a subject and what is said of it in the same words, no
/// second place.
void TreeMender::gapped_member(TokenIndex i) {
    const TokenIndex first = head(i);
    if (rel(i) != Rel::Conj || !is_noun(i) || first == kRoot || first > i || !is_noun(first) ||
        child_in(i, first, i, {Rel::Case}) >= 0 ||
        child_in(i, first, i, {Rel::Cc, Rel::NmodPoss, Rel::Det}) < 0 ||
        child_in(first, first, i, {Rel::Nmod, Rel::Conj}) >= 0 ||
        (rel(first) != Rel::Obl && child_in(first, first - kNear, first, {Rel::Cop}) < 0)) {
        return;
    }
    const TokenIndex before = child_in(first, first - kNear, first, {Rel::Case});
    const TokenIndex phrase = child_in(i, i + 1, i + kNear, {Rel::Nmod});
    const TokenIndex after = phrase < 0 ? -1 : child_in(phrase, i + 1, phrase, {Rel::Case});
    if (before >= 0 && after == i + 1 && form(before) == form(after) && form(after) != "of" &&
        token(phrase).upos == token(first).upos && token(i).upos != token(first).upos) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Parataxis;
    }
}

/// "actor and director | Ann Lee left": two nouns without a comma tell what the name is.
void TreeMender::name_behind_two(TokenIndex i) {
    const TokenIndex first = head(i);
    if (rel(i) != Rel::Conj || token(i).upos != "PROPN" || first == kRoot || first > i ||
        token(first).xpos != "NN" || token(first).upos != "NOUN" || token(i - 1).xpos != "NN" ||
        token(i - 1).upos != "NOUN" || rel(i - 1) != Rel::Conj || head(i - 1) != first ||
        child_in(i - 1, first, i - 1, {Rel::Cc}) < 0 ||
        child_in(i - 1, first, i - 1, {Rel::Det, Rel::NmodPoss}) >= 0 ||
        child_in(i, i + 1, i + 2, {Rel::Flat}) < 0 || child_in(i, first, i, {Rel::Cc}) >= 0 ||
        is(first, {Rel::Conj, Rel::Appos})) {
        return;
    }
    hang(i, head(first), rel(first));
    for (TokenIndex t = 0; t < size(); ++t) {
        if (head(t) == first && (t > i || rel(t) == Rel::Case)) {
            hang(t, i, rel(t));
        }
    }
    hang(first, i, Rel::NmodDesc);
}

}  // namespace trefoil::extract
