/// Slips at nouns: titles and names, possessors, objects, and nouns that the parser gave to the
/// wrong verb as its subject.

#include <algorithm>

#include "extract/tree_mender.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

/// "Mr | Lee said", "manager | Ann Lee was hired": title and name as two of the same relation; so
/// "her dog | Rex barked".
void TreeMender::title(TokenIndex i) {
    constexpr std::string_view kTitles[] = {"mr", "mrs", "ms",    "miss",
                                            "dr", "sir", "madam", "prof"};
    if (i + 1 >= size() || head(i) == kRoot || head(i) != head(i + 1) || rel(i) != rel(i + 1) ||
        token(i + 1).upos != "PROPN") {
        return;
    }
    std::string_view f = form(i);
    if (f.ends_with('.')) {
        f.remove_suffix(1);
    }
    const bool subject = is(i, {Rel::Nsubj, Rel::NsubjPass}) && token(i).upos == "NOUN" &&
                         token(i).xpos == "NN" && !is_time_noun(lemma(i)) && head(i) > i;
    const bool owned = child_in(i, i - kNear, i, {Rel::NmodPoss}) >= 0;
    if (std::find(std::begin(kTitles), std::end(kTitles), f) != std::end(kTitles) ||
        (subject && !owned && child_in(i, i - kNear, i, {Rel::Det, Rel::Nummod}) < 0)) {
        hang(i, i + 1, Rel::NmodDesc);
    } else if (subject && owned) {
        hang(i + 1, i, Rel::Appos);
    }
}

/// "Secretary of State | Ann Lee": the name is the head, what comes before it a title.
void TreeMender::office_holder(TokenIndex i) {
    const TokenIndex office = head(i);
    if (!is(i, {Rel::Nmod, Rel::NmodUnmarked, Rel::Appos}) || office == kRoot || office > i ||
        !is_noun(office) || token(i).upos != "PROPN" || i - office > kNear ||
        child_in(i, office + 1, i, {Rel::Case, Rel::Punct, Rel::Det}) >= 0 ||
        child_in(i, i + 1, i + 2, {Rel::Flat}) < 0) {
        return;
    }
    const TokenIndex of = child_in(office, office + 1, i, {Rel::Nmod});
    if (of < 0 || form(i - 1) == "," || !below(i - 1, of) ||
        (head(office) != kRoot && below(head(office), i)) ||
        (token(of).upos != "PROPN" &&
         child_in(of, office + 1, of, {Rel::Det, Rel::NmodPoss, Rel::Amod}) >= 0)) {
        return;  // "in the care of his cousin | Ann Lee"
    }
    const TokenIndex top = head(office);
    const Rel top_rel = rel(office);
    arcs_.heads[static_cast<std::size_t>(i)] = top;
    arcs_.rels[static_cast<std::size_t>(i)] = top_rel;
    hang(office, i, Rel::NmodDesc);
    for (TokenIndex t = 0; t < size(); ++t) {
        if (head(t) == office && (t > i || rel(t) == Rel::Case)) {
            hang(t, i, rel(t));
        }
    }
}

/// "in A and B, | two towns of C": as many as were named right before.
void TreeMender::counted_names(TokenIndex i) {
    constexpr std::string_view kNumbers[] = {"two", "three", "four", "five", "six"};
    if (token(i).upos != "NOUN" || token(i).xpos != "NNS" || head(i) == kRoot || head(i) > i ||
        !is(i, {Rel::Conj, Rel::Obl, Rel::Nmod, Rel::Parataxis, Rel::Dep, Rel::OblUnmarked,
                Rel::NmodUnmarked, Rel::Appos})) {
        return;
    }
    const TokenIndex count = child_in(i, i - kNear, i, {Rel::Nummod});
    if (count < 3 || form(count - 1) != "," || token(count - 2).upos != "PROPN") {
        return;
    }
    const auto* number = std::find(std::begin(kNumbers), std::end(kNumbers), form(count));
    TokenIndex last = count - 2;
    while (is(last, {Rel::Flat}) && head(last) != kRoot && head(last) < last) {
        last = head(last);
    }
    if (number == std::end(kNumbers) || rel(last) != Rel::Conj) {
        return;
    }
    std::ptrdiff_t members = 1;
    for (TokenIndex t = head(last) + 1; t < count; ++t) {
        members += head(t) == head(last) && rel(t) == Rel::Conj ? 1 : 0;
    }
    if (members == number - std::begin(kNumbers) + 2) {
        hang(i, last, Rel::Appos);
    }
}

/// "his colleague | Ann Lee's plan": of two possessors of one noun the one without a marker
/// describes the other.
void TreeMender::bare_possessor(TokenIndex i) {
    if (rel(i) != Rel::NmodPoss || head(i) == kRoot || !is_noun(i) ||
        child_in(i, i, i + kNear, {Rel::Case}) >= 0) {
        return;
    }
    const TokenIndex name = child_in(head(i), i + 1, i + 4, {Rel::NmodPoss});
    if (name > i && token(name).upos == "PROPN" &&
        child_in(name, name, name + kNear, {Rel::Case}) >= 0) {
        hang(i, name, Rel::NmodDesc);
    }
}

/// "the US and Western countries": a name joined to an adjective before a plural noun is a
/// member of its own.
void TreeMender::two_names(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) != Rel::Compound || noun == kRoot || noun < i || token(i).upos != "PROPN" ||
        token(noun).xpos != "NNS" || rel(noun) == Rel::Compound) {
        return;
    }
    const TokenIndex adjective = child_in(i, i + 1, noun, {Rel::Conj});
    if (adjective < 0 || token(adjective).upos != "ADJ") {
        return;
    }
    const TokenIndex top = head(noun);
    const Rel top_rel = rel(noun);
    arcs_.heads[static_cast<std::size_t>(noun)] = kRoot;
    hang(i, top, top_rel);
    hang(noun, i, Rel::Conj);
    hang(adjective, noun, Rel::Amod);
    for (TokenIndex t = std::max<TokenIndex>(0, i - 3); t < noun; ++t) {
        if (t < i && head(t) == noun && is(t, {Rel::Det, Rel::Case})) {
            hang(t, i, rel(t));
        } else if (head(t) == adjective && rel(t) == Rel::Cc) {
            hang(t, noun, Rel::Cc);
        }
    }
}

/// "produced the musical | Spring": of two objects side by side a bare name behind a noun is
/// the noun's.
void TreeMender::name_of_object(TokenIndex name) {
    const TokenIndex verb = head(name);
    if (rel(name) != Rel::Obj || token(name).upos != "PROPN" || verb == kRoot || verb > name) {
        return;
    }
    TokenIndex first = name;
    while (first > verb && (first == name || below(first, name))) {
        --first;
    }
    if (first > verb && rel(first) == Rel::Obj && head(first) == verb && is_noun(first) &&
        token(first).name.substr(0, 1) != "B" && token(first).name.substr(0, 1) != "I" &&
        child_in(name, first, name, {Rel::Det, Rel::NmodPoss, Rel::Nummod}) < 0) {
        hang(name, first, token(first).upos == "PROPN" ? Rel::Flat : Rel::Appos);
    }
}

/// "Project | Dawn": a name right behind the name that it is said to explain is its second part.
void TreeMender::name_in_two(TokenIndex i) {
    if (rel(i) == Rel::Appos && i > 0 && head(i) == i - 1 && token(i).upos == "PROPN" &&
        token(i - 1).upos == "PROPN" && !token(i).name.starts_with("B") &&
        !form(i - 1).ends_with(".")) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Flat;
    }
}

/// "Ann Lee, a nurse, | a friend of X": both tell who the name is.
void TreeMender::second_apposition(TokenIndex i) {
    const TokenIndex first = head(i);
    if (rel(i) != Rel::Appos || first == kRoot || first > i || rel(first) != Rel::Appos ||
        token(i).upos != "NOUN" || token(first).upos != "NOUN" || head(first) == kRoot ||
        head(first) > first || token(head(first)).upos != "PROPN") {
        return;
    }
    const auto indefinite = [&](TokenIndex noun) {
        const TokenIndex article = child_in(noun, noun - kNear, noun, {Rel::Det});
        return article > 0 && form(article - 1) == "," &&
               (form(article) == "a" || form(article) == "an");
    };
    if (indefinite(first) && indefinite(i)) {
        hang(i, head(first), Rel::Appos);
    }
}

/// "treats A and B, | a condition of X": behind the member with the conjunction no other follows
/// without one; what does explains the last.
void TreeMender::behind_last_member(TokenIndex i) {
    const TokenIndex first = head(i);
    if (rel(i) != Rel::Conj || first == kRoot || first > i || token(i).xpos != "NN" ||
        !is_noun(first) || child_in(i, first, i, {Rel::Cc}) >= 0 ||
        child_in(i, i, size(), {Rel::Conj}) >= 0) {
        return;
    }
    const TokenIndex article = child_in(i, first + 1, i, {Rel::Det});
    TokenIndex last = -1;
    for (TokenIndex t = first + 1; t < size(); ++t) {
        if (t != i && head(t) == first && rel(t) == Rel::Conj) {
            last = t;
        }
    }
    if (article < 2 || form(article - 1) != "," || last < 0 || last > article || !is_noun(last) ||
        token(last).xpos == "NNS" || child_in(last, first, last, {Rel::Cc}) < 0 ||
        !below(article - 2, last)) {
        return;
    }
    hang(i, last, Rel::Appos);
}

/// "several | news and sports shows": a singular noun cannot be several; what is meant is the
/// plural after it, of which both are modifiers.
void TreeMender::plural_of_two(TokenIndex i) {
    constexpr std::string_view kPlural[] = {"various", "several", "many",    "few",
                                            "these",   "those",   "numerous"};
    const TokenIndex first = i - 3;
    if (first < 0 || rel(i) != Rel::Conj || (head(i) != first && head(i) != head(first)) ||
        token(first).xpos != "NN" || token(i).xpos != "NNS" || !is_noun(i - 1) ||
        head(i - 1) != i || rel(i - 1) != Rel::Compound || rel(i - 2) != Rel::Cc) {
        return;
    }
    TokenIndex plural = -1;
    for (TokenIndex t = std::max<TokenIndex>(0, first - kNear); t < first; ++t) {
        if (head(t) == first && is(t, {Rel::Det, Rel::Amod, Rel::Nummod}) &&
            std::find(std::begin(kPlural), std::end(kPlural), form(t)) != std::end(kPlural)) {
            plural = t;
        }
    }
    if (plural < 0) {
        return;
    }
    const TokenIndex top = head(first);
    const Rel top_rel = rel(first);
    arcs_.heads[static_cast<std::size_t>(i)] = top;
    arcs_.rels[static_cast<std::size_t>(i)] = top_rel;
    for (TokenIndex t = 0; t < size(); ++t) {
        if (head(t) == first && t != i) {
            hang(t, i, rel(t));
        }
    }
    hang(first, i, Rel::Compound);
    hang(i - 1, first, Rel::Conj);
    hang(i - 2, i - 1, Rel::Cc);
}

/// "back | treaties", "tracked down | Ann Lee" as an adjunct without a preposition is an object.
void TreeMender::bare_object(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Obl || verb == kRoot || verb > i || i - verb > 4 ||
        token(verb).upos != "VERB" || !is_noun(i) || is_time_noun(lemma(i)) ||
        token(i).name.ends_with("-Date") || token(i).name.ends_with("-Time") ||
        child_in(i, verb + 1, i, {Rel::Case}) >= 0 || child_in(i, i + 1, i + 2, {Rel::Case}) >= 0 ||
        child_in(verb, verb - kNear, verb + kNear, {Rel::Obj}) >= 0) {
        return;
    }
    for (TokenIndex t = verb + 1; t < i; ++t) {
        if (head(t) != i && (token(i).upos != "PROPN" || rel(t) != Rel::CompoundPrt)) {
            return;
        }
    }
    arcs_.rels[static_cast<std::size_t>(i)] = Rel::Obj;
}

/// "work side | by side", "stand shoulder to shoulder": one adjunct, and what follows is the
/// verb's.
void TreeMender::repeated_noun(TokenIndex i) {
    constexpr std::string_view kBetween[] = {"by", "to", "in", "after", "for", "against"};
    const TokenIndex verb = head(i);
    const TokenIndex again = i + 2;
    if (verb == kRoot || verb > i || again >= size() || form(i) != form(again) ||
        token(i).xpos != "NN" || !is(i, {Rel::Obj, Rel::Obl, Rel::OblUnmarked, Rel::Advmod}) ||
        std::find(std::begin(kBetween), std::end(kBetween), form(i + 1)) == std::end(kBetween) ||
        child_in(i, verb + 1, i, {Rel::Det, Rel::Amod, Rel::Case, Rel::Compound, Rel::NmodPoss}) >=
            0) {
        return;
    }
    for (TokenIndex t = again + 1; t < size(); ++t) {
        if (head(t) == again || head(t) == i) {
            hang(t, verb, rel(t) == Rel::Nmod ? Rel::Obl : rel(t));
        }
    }
    arcs_.rels[static_cast<std::size_t>(i)] = Rel::OblUnmarked;
    hang(again, i, Rel::Nmod);
    hang(i + 1, again, Rel::Case);
}

/// "consider X | a crime": no comma, so no apposition, and no second object.
void TreeMender::named_object(TokenIndex i) {
    if (!is(i, {Rel::Appos, Rel::Obj}) || head(i) == kRoot || token(i).upos != "NOUN") {
        return;
    }
    const TokenIndex article = child_in(i, i - kNear, i, {Rel::Det});
    const TokenIndex object =
        rel(i) == Rel::Appos ? head(i) : child_in(head(i), head(i) + 1, article, {Rel::Obj});
    if (object < 0 || object > i || rel(object) != Rel::Obj || head(object) == kRoot ||
        head(object) > object || !is_naming_verb(lemma(head(object)))) {
        return;
    }
    if (article == object + 1) {
        hang(i, head(object), Rel::Xcomp);
    }
}

/// "won the cup | all five times": what stands before a noun is not the determiner of one before.
void TreeMender::determiner_behind(TokenIndex i) {
    if (rel(i) != Rel::Det || head(i) == kRoot || head(i) > i || i + 1 >= size() ||
        !is(i + 1, {Rel::Nummod, Rel::Amod, Rel::Compound})) {
        return;
    }
    const TokenIndex noun = head(i + 1);
    if (noun > i && is_noun(noun) && child_in(noun, i + 1, noun, {Rel::Det}) < 0) {
        hang(i, noun, Rel::Det);
    }
}

/// "rules that govern | the harbour": behind a verb whose subject is a relative pronoun no
/// other subject follows.
void TreeMender::object_of_relative(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (!is(i, {Rel::Nsubj}) || verb == kRoot || verb > i || rel(verb) != Rel::AclRelcl ||
        token(verb).upos != "VERB" ||
        child_in(verb, verb + 1, verb + kNear, {Rel::Obj, Rel::Ccomp}) >= 0) {
        return;
    }
    const TokenIndex pronoun = child_in(verb, verb - kNear, verb, {Rel::Nsubj});
    if (pronoun >= 0 &&
        (form(pronoun) == "that" || form(pronoun) == "which" || form(pronoun) == "who")) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Obj;
    }
}

/// "X's | lack of Y helped": of two subjects the first, with a possessive marker right before
/// the second one's words, owns the second.
void TreeMender::possessor_subject(TokenIndex i) {
    if (token(i).xpos != "POS" || i < 1 || i + 1 >= size()) {
        return;
    }
    TokenIndex owner = i - 1;
    while (owner >= 0 && !is(owner, {Rel::Nsubj, Rel::NsubjPass}) && head(owner) != kRoot &&
           head(owner) < i) {
        owner = head(owner);
    }
    if (!is(owner, {Rel::Nsubj, Rel::NsubjPass}) || owner >= i) {
        return;
    }
    const TokenIndex owned = child_in(head(owner), i + 1, i + 4, {Rel::Nsubj, Rel::NsubjPass});
    if (owned > i && is_noun(owned)) {
        hang(owner, owned, Rel::NmodPoss);
        hang(i, owner, Rel::Case);
    }
}

/// "sanctions | on X could be imposed": a second subject with a preposition belongs to the
/// first.
void TreeMender::second_subject(TokenIndex i) {
    if (!is(i, {Rel::Nsubj, Rel::NsubjPass}) || head(i) == kRoot || head(i) < i) {
        return;
    }
    TokenIndex preposition = i;
    while (preposition > 0 && i - preposition < kNear && below(preposition - 1, i)) {
        --preposition;
    }
    if (preposition > 1 && form(preposition - 2) == "," && head(preposition - 1) == head(i) &&
        rel(preposition - 1) == Rel::Parataxis && is_tensed(preposition - 1) &&
        is_say_verb(lemma(preposition - 1)) &&
        child_in(head(i), 0, preposition - 2, {Rel::Nsubj, Rel::NsubjPass}) >= 0) {
        hang(i, preposition - 1, Rel::Nsubj);  // "the rules, said X, are strict"
        return;
    }
    if (preposition <= 0 || rel(preposition) != Rel::Case || preposition == i) {
        return;
    }
    const TokenIndex first =
        child_in(head(i), preposition - kNear, preposition, {Rel::Nsubj, Rel::NsubjPass});
    if (first < 0) {
        return;
    }
    if (preposition == first + 1 || below(preposition - 1, first)) {
        hang(i, first, Rel::Nmod);
    } else if (is_noun(preposition - 1)) {
        hang(i, preposition - 1, Rel::Nmod);
    } else {
        return;
    }
    hang(preposition, i, Rel::Case);
}

/// "Ann | guest starred": a noun that is half of a verb is no subject.
void TreeMender::no_subject(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (!is(i, {Rel::Nsubj, Rel::NsubjPass}) || verb == kRoot || verb != i + 1 || i < 1) {
        return;
    }
    if (form(i) == "guest" && token(verb).upos == "VERB" &&
        child_in(verb, i - kNear, i, {Rel::Nsubj, Rel::NsubjPass, Rel::Aux}) >= 0) {
        hang(i, verb, Rel::Compound);
    }
}

/// "happy with | Ann | joining", "results in | Ann | losing": the noun between a marker, or the
/// preposition of an outcome, and a gerund is who does it.
void TreeMender::subject_of_gerund(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Advcl || token(i).xpos != "VBG" || verb == kRoot || i < 2 ||
        child_in(i, verb, i, {Rel::Nsubj, Rel::NsubjPass, Rel::Aux}) >= 0) {
        return;
    }
    const TokenIndex noun = below(i - 1, verb) ? name_head(i - 1, i) : i;
    if (noun == i || noun < 2 || head(noun) != verb || rel(noun) != Rel::Obl) {
        return;
    }
    TokenIndex first = noun;
    while (first > verb && below(first - 1, noun)) {
        --first;
    }
    const TokenIndex preposition = child_in(noun, first, noun, {Rel::Case});
    const bool outcome = preposition == first && ((lemma(verb) == "lead" && form(first) == "to") ||
                                                  (lemma(verb) == "result" && form(first) == "in"));
    if (outcome) {
        hang(preposition, i, Rel::Mark);
    }
    if (outcome || (preposition < 0 && head(first - 1) == i && rel(first - 1) == Rel::Mark)) {
        hang(noun, i, Rel::Nsubj);
    }
}

/// "ended with | Ann's leaving": a noun with an "'s" owns what is done.
void TreeMender::owner_of_gerund(TokenIndex i) {
    const TokenIndex owner = head(i);
    if (owner != kRoot && token(i).xpos == "POS" && rel(i) == Rel::Case && owner == i - 1 &&
        is(owner, {Rel::Nsubj, Rel::NsubjPass}) && head(owner) > i &&
        token(head(owner)).xpos == "VBG" &&
        child_in(head(owner), i, head(owner), {Rel::Aux, Rel::AuxPass, Rel::Cop}) < 0) {
        arcs_.rels[static_cast<std::size_t>(owner)] = Rel::NmodPoss;
    }
}

/// "A jewel of its time, this church is old": of a noun and a second one between its comma and the
/// verb, the second is the subject and the first explains it.
void TreeMender::fronted_apposition(TokenIndex i) {
    const TokenIndex determiner = child_in(i, i - kNear, i, {Rel::Det});
    if (rel(i) != Rel::Appos || determiner < 2 || form(determiner - 1) != "," ||
        (form(determiner) != "this" && form(determiner) != "these")) {
        return;
    }
    TokenIndex first = head(i);
    while (first != kRoot && first < i && rel(first) == Rel::Nmod) {
        first = head(first);
    }
    if (first == kRoot || first > i || !is(first, {Rel::Nsubj, Rel::NsubjPass}) ||
        head(first) <= i || i + 1 >= size() ||
        (head(first) != i + 1 && head(i + 1) != head(first)) || rel(i + 1) == Rel::Punct) {
        return;
    }
    hang(i, head(first), rel(first));
    hang(first, i, Rel::Appos);
}

/// "after she was brought to court, | the law was changed": behind a marked clause with a subject
/// of its own a second one is that of the main clause.
void TreeMender::subject_of_main_clause(TokenIndex i) {
    const TokenIndex inner = head(i);
    if (!is(i, {Rel::Nsubj, Rel::NsubjPass}) || inner == kRoot || inner > i ||
        rel(inner) != Rel::Advcl || head(inner) == kRoot || head(inner) < i ||
        child_in(inner, inner - kNear, inner, {Rel::Mark}) < 0 ||
        child_in(inner, inner - kNear, inner, {Rel::Nsubj, Rel::NsubjPass}) < 0 ||
        child_in(head(inner), 0, i, {Rel::Nsubj, Rel::NsubjPass, Rel::Expl}) >= 0) {
        return;
    }
    TokenIndex first = i;
    while (first > inner && below(first - 1, i) && rel(first - 1) != Rel::Punct) {
        --first;
    }
    if (form(first - 1) == ",") {
        const TokenIndex verb = head(inner);
        const bool passive = child_in(verb, i, verb, {Rel::AuxPass}) >= 0;
        hang(i, verb, passive ? Rel::NsubjPass : Rel::Nsubj);
    }
}

/// "the ships he sent | into the bay did not return", "by | her had a son": what stands right
/// behind a preposition is no subject but an adjunct, of the verb before it or, where a clause
/// begins with it, of its own.
void TreeMender::subject_with_preposition(TokenIndex i) {
    // "at least ten", "about ten" are subjects.
    constexpr std::string_view kPrepositions[] = {"into", "in", "from", "with", "by", "for", "on"};
    const TokenIndex verb = head(i);
    if (!is(i, {Rel::Nsubj, Rel::NsubjPass}) || verb == kRoot || verb < i) {
        return;
    }
    TokenIndex preposition = i;
    while (preposition > 0 && i - preposition < 4 && rel(preposition) != Rel::Case &&
           below(preposition - 1, i)) {
        --preposition;
    }
    // "its by-election candidate", "the in-house team": part of a word.
    const bool hyphen =
        form(preposition + 1) == "-" || (preposition > 0 && form(preposition - 1) == "-");
    if (rel(preposition) != Rel::Case || hyphen ||
        std::find(std::begin(kPrepositions), std::end(kPrepositions), form(preposition)) ==
            std::end(kPrepositions)) {
        return;
    }
    const TokenIndex before = head(verb);
    const bool begins = preposition == 0 || rel(preposition - 1) == Rel::Punct ||
                        rel(preposition - 1) == Rel::Cc || rel(preposition - 1) == Rel::Mark;
    if (begins) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Obl;
    } else if (before != kRoot && before < preposition && token(before).upos == "VERB") {
        hang(i, before, Rel::Obl);
    } else {
        return;
    }
    hang(preposition, i, Rel::Case);
}

/// "Ann Lee met the mayor, | Tom Hill, in Leeds": behind the verb that has its subject before
/// it a second one after a comma explains the noun before the comma.
void TreeMender::subject_behind(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Nsubj || verb == kRoot || verb > i || i < 2 ||
        (!is_noun(i) && token(i).upos != "PRON")) {
        return;
    }
    TokenIndex first = i;
    while (first > verb + 1 && below(first - 1, i) && rel(first - 1) != Rel::Punct) {
        --first;
    }
    const TokenIndex before = first - 2;
    if (before <= verb || form(first - 1) != "," || !is_noun(before) || is_say_verb(lemma(verb)) ||
        child_in(verb, 0, verb, {Rel::Nsubj, Rel::NsubjPass}) < 0) {
        return;
    }
    TokenIndex noun = before;
    while (head(noun) != kRoot && head(noun) != verb && head(noun) > verb && head(noun) < first) {
        noun = head(noun);
    }
    if (head(noun) == verb) {
        hang(i, noun, Rel::Appos);
    }
}

/// "X on Monday said": a day between subject and verb is the verb's.
void TreeMender::dated_subject(TokenIndex i) {
    const TokenIndex subject = head(i);
    if (rel(i) != Rel::Nmod || subject == kRoot || subject > i ||
        !is(subject, {Rel::Nsubj, Rel::NsubjPass}) || token(subject).upos != "PROPN" ||
        !is_time_noun(form(i)) || i + 1 >= size()) {
        return;
    }
    const TokenIndex verb = head(subject);
    if (verb != kRoot && (i + 1 == verb || head(i + 1) == verb) && verb > i) {
        hang(i, verb, Rel::Obl);
    }
}

/// "ensured | City won", "demands | he leave": the noun between a verb and its complement
/// without a subject is that subject.
void TreeMender::object_of_two(TokenIndex i) {
    const TokenIndex verb = head(i);
    const std::string& tag = token(i).xpos;
    const bool asked_for = verb != kRoot && (tag == "VB" || tag == "VBP") &&
                           lemma(verb) == "demand" && head(i - 1) != i;
    if (rel(i) != Rel::Ccomp || verb == kRoot || verb > i ||
        (tag != "VBD" && tag != "VBZ" && !asked_for) ||
        (!asked_for && !tensed_without_subject(i))) {
        return;
    }
    const TokenIndex object = child_in(verb, verb + 1, i, {Rel::Obj});
    if (object >= 0 && object + 1 == i && child_in(i, verb, i, {Rel::Mark}) < 0) {
        hang(object, i, Rel::Nsubj);
    }
}

/// "Ann Lee, a lawyer and | writer": a bare noun behind an apposition is joined to that.
void TreeMender::joined_apposition(TokenIndex i) {
    const TokenIndex name = head(i);
    if (rel(i) != Rel::Conj || name == kRoot || name > i || token(i).xpos != "NN" ||
        token(name).upos != "PROPN" || i < 2 || rel(i - 1) != Rel::Cc || head(i - 1) != i) {
        return;
    }
    const TokenIndex beside = child_in(name, name + 1, i, {Rel::Appos});
    if (beside + 2 == i && token(beside).xpos == "NN" &&
        child_in(beside, name + 1, beside, {Rel::Det}) >= 0) {
        hang(i, beside, Rel::Conj);
    }
}

/// "keep | what you learned": "what" right before a subject belongs to the verb behind.
void TreeMender::what_is_inside(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (form(i) != "what" || rel(i) != Rel::Obj || verb == kRoot || verb + 1 != i ||
        i + 1 >= size() || !is(i + 1, {Rel::Nsubj, Rel::NsubjPass}) || head(i + 1) == kRoot) {
        return;
    }
    const TokenIndex inner = head(i + 1);
    if (inner > i && rel(inner) == Rel::Ccomp && head(inner) == verb) {
        hang(i, inner, Rel::Obj);
    }
}

/// "is limited by law, and | kings rule", "has the time and | meals were served": the noun
/// between "and" and a tensed verb or auxiliary joined to the one before, which has neither
/// conjunction nor subject, is its subject.
void TreeMender::stolen_subject(TokenIndex verb) {
    const TokenIndex first = head(verb);
    const std::string& tag = token(verb).xpos;
    if (rel(verb) != Rel::Conj || first == kRoot || first > verb ||
        (tag != "VBD" && tag != "VBZ" && tag != "VBP" && !is_tensed(verb)) ||
        form(verb - 1) == "," ||
        child_in(verb, first, size(), {Rel::Nsubj, Rel::NsubjPass, Rel::Cc, Rel::Expl}) >= 0) {
        return;
    }
    for (TokenIndex cc = verb - 2; cc > first && cc > verb - kNear; --cc) {
        const TokenIndex noun = head(cc);
        if (rel(cc) == Rel::Cc && noun > cc && noun < verb && rel(noun) == Rel::Conj &&
            is_noun(noun) && below(noun, first) &&
            child_in(noun, noun, verb, {Rel::AclRelcl, Rel::Acl}) < 0) {
            hang(noun, verb, Rel::Nsubj);
            hang(cc, verb, Rel::Cc);
            return;
        }
    }
}

/// "X - also called Y - left": what stands between dashes after the subject only adds to it;
/// the verb right after them is the subject's.
void TreeMender::between_dashes() {
    std::vector<TokenIndex> dashes;
    for (TokenIndex i = 0; i < size(); ++i) {
        const std::string_view f = form(i);
        if (rel(i) == Rel::Punct && (f == "–" || f == "—" || f == "--" || f == "-")) {
            dashes.push_back(i);
        }
    }
    if (dashes.size() != 2 || dashes[0] < 1 || dashes[1] - dashes[0] > kNear ||
        dashes[1] + 1 >= size()) {
        return;
    }
    const TokenIndex verb = dashes[1] + 1;
    const auto inside = [&](TokenIndex t) { return dashes[0] < t && t < dashes[1]; };
    const bool tensed = token(verb).xpos == "VBD" || token(verb).xpos == "VBZ";
    if (token(verb).upos != "VERB" || !tensed || head(verb) == kRoot || !inside(head(verb))) {
        return;
    }
    TokenIndex noun = dashes[0] - 1;
    while (head(noun) != kRoot && head(noun) < dashes[0]) {
        noun = head(noun);
    }
    if (!is_noun(noun) || (head(noun) != kRoot && !inside(head(noun)))) {
        return;
    }
    const TokenIndex added = head(verb);
    arcs_.heads[static_cast<std::size_t>(verb)] = kRoot;
    arcs_.rels[static_cast<std::size_t>(verb)] = Rel::Root;
    arcs_.heads[static_cast<std::size_t>(noun)] = kRoot;
    hang(noun, verb, Rel::Nsubj);
    hang(added, noun, Rel::Acl);
    for (TokenIndex t = dashes[0] + 1; t < dashes[1]; ++t) {
        if (head(t) == verb && rel(t) == Rel::Nsubj) {
            hang(t, added, Rel::Obl);
            for (TokenIndex mark = dashes[0] + 1; mark < t; ++mark) {
                if (head(mark) == verb && rel(mark) == Rel::Mark) {
                    hang(mark, t, Rel::Case);
                }
            }
        }
    }
}

/// "said | sending troops there | was nothing new": of two complements of one verb a gerund
/// before a tensed one without a subject is its subject. A noun before the gerund is who was
/// told.
void TreeMender::gerund_subjects() {
    std::vector<TokenIndex> last(static_cast<std::size_t>(size()), -1);
    for (TokenIndex i = 0; i < size(); ++i) {
        if (rel(i) != Rel::Ccomp || head(i) == kRoot) {
            continue;
        }
        TokenIndex& before = last[static_cast<std::size_t>(head(i))];
        if (before > head(i) && token(before).xpos == "VBG" && tensed_without_subject(i)) {
            const TokenIndex told =
                child_in(before, head(i) + 1, before, {Rel::Nsubj, Rel::NsubjPass});
            if (told >= 0 && told + 1 == before) {
                hang(told, head(i), Rel::Iobj);
            }
            hang(before, i, Rel::Csubj);
        }
        before = i;
    }
}

}  // namespace trefoil::extract
