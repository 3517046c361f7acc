/// Slips at what is said: who speaks for which clause, and where its content hangs.

#include <algorithm>

#include "extract/tree_mender.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

/// Verbs behind which, or behind a phrase of which, a clause tells what is said or found.
bool takes_content(std::string_view verb) {
    constexpr std::string_view kHear[] = {"learn",  "hear",  "discover", "agree", "decide",
                                          "reveal", "prove", "know",     "show",  "find"};
    return is_say_verb(verb) || has_source(effect_of_verb(verb)) || among(kHear, verb);
}

}  // namespace

/// "claims that she was ill and | fell": a past verb without a subject, joined to a present one,
/// goes on with what is told in the past.
void TreeMender::told_conjunct(TokenIndex i) {
    const TokenIndex first = head(i);
    if (rel(i) != Rel::Conj || first == kRoot || first > i || token(i).xpos != "VBD" ||
        !tensed_without_subject(i) || (token(first).xpos != "VBZ" && token(first).xpos != "VBP")) {
        return;
    }
    const TokenIndex told = child_in(first, first + 1, i, {Rel::Ccomp});
    const TokenIndex helper =
        told < 0 ? -1 : child_in(told, told - kNear, told, {Rel::Aux, Rel::AuxPass, Rel::Cop});
    if (told >= 0 && token(helper < 0 ? told : helper).xpos == "VBD") {
        hang(i, told, Rel::Conj);
    }
}

/// "The dam, | says the engineer, is safe": who speaks follows, and what is before it is what the
/// rest is said of.
void TreeMender::saying_between(TokenIndex i) {
    const std::string& tag = token(i).xpos;
    if (i < 2 || form(i - 1) != "," || (tag != "VBZ" && tag != "VBD") || !is_say_verb(lemma(i))) {
        return;
    }
    const TokenIndex told = child_in(i, i + 2, size(), {Rel::Ccomp});
    const TokenIndex subject = child_in(i, i - kNear, i - 1, {Rel::Nsubj});
    const TokenIndex who =
        told < 0 ? -1 : child_in(told, i + 1, told, {Rel::Nsubj, Rel::NsubjPass});
    const TokenIndex comma = who < 0 ? -1 : child_in(who, who + 1, told, {Rel::Punct});
    if (subject < 0 || comma < 0 || form(comma) != "," || below(i - 1, told) ||
        child_in(told, i + 1, told, {Rel::Mark}) >= 0) {
        return;
    }
    const Rel link = rel(who);
    arcs_.heads[static_cast<std::size_t>(told)] = head(i);
    arcs_.rels[static_cast<std::size_t>(told)] = rel(i);
    hang(i, told, Rel::Parataxis);
    hang(who, i, Rel::Nsubj);
    hang(subject, told, link);
    hang(i - 1, i, Rel::Punct);
}

/// "..., | explained a report": a verb of saying after a comma, joined by no conjunction,
/// speaks for what is before it, and who speaks follows.
void TreeMender::saying_behind(TokenIndex i) {
    if (!is(i, {Rel::Conj, Rel::Advcl}) || token(i).xpos != "VBD" || i < 2 || form(i - 1) != "," ||
        !is_say_verb(lemma(i)) ||
        child_in(i, i - kNear, i, {Rel::Cc, Rel::Mark, Rel::Nsubj, Rel::Aux}) >= 0) {
        return;
    }
    const TokenIndex who = child_in(i, i + 1, i + kNear, {Rel::Obj, Rel::Nsubj});
    if (who >= 0 && child_in(i, i + 1, size(), {Rel::Ccomp, Rel::Xcomp}) < 0) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Parataxis;
        arcs_.rels[static_cast<std::size_t>(who)] = Rel::Nsubj;
    }
}

/// "A agreed that B, | the release said": a verb of saying that ends the sentence behind a comma
/// and its own subject, and has nothing else, speaks for all before it.
void TreeMender::saying_at_end(TokenIndex i) {
    if (!is(i, {Rel::Ccomp, Rel::Conj, Rel::Advcl, Rel::Parataxis}) || head(i) == kRoot ||
        head(i) > i || token(i).xpos != "VBD" || !is_say_verb(lemma(i)) ||
        child_in(i, i - kNear, size(), {Rel::Cc, Rel::Mark, Rel::Obj, Rel::Ccomp, Rel::Xcomp}) >=
            0) {
        return;
    }
    const TokenIndex who = child_in(i, i - kNear, i, {Rel::Nsubj});
    TokenIndex first = who;
    while (first > 0 && below(first - 1, who) && rel(first - 1) != Rel::Punct) {
        --first;
    }
    for (TokenIndex t = i + 1; t < size(); ++t) {
        if (rel(t) != Rel::Punct) {
            return;
        }
    }
    if (first < 2 || form(first - 1) != ",") {
        return;
    }
    TokenIndex top = head(i);
    while (head(top) != kRoot) {
        top = head(top);
    }
    hang(i, top, Rel::Parataxis);
}

/// "explains that A, and | that B"; "fooled them by saying | that B": a that-clause joined to a
/// main clause belongs to the verb of saying before it.
void TreeMender::second_content(TokenIndex i) {
    const TokenIndex first = head(i);
    if (!is(i, {Rel::Conj, Rel::Parataxis, Rel::Ccomp}) || first == kRoot || first > i) {
        return;
    }
    const TokenIndex that = child_in(i, first + 1, i, {Rel::Mark});
    if (rel(i) == Rel::Ccomp && (that < 0 || form(that - 1) != ",")) {
        return;
    }
    if (rel(i) != Rel::Conj) {
        const TokenIndex before = child_in(first, 0, first, {Rel::Mark});
        if (rel(first) == Rel::Ccomp && that >= 0 && before >= 0 && form(that) == "that" &&
            form(before) == "that") {
            hang(i, first, Rel::Conj);  // "said that A, | that B"
        }
        return;
    }
    if (that < 1 || form(that) != "that" || child_in(first, 0, first, {Rel::Mark}) >= 0) {
        return;
    }
    TokenIndex said = first;  // "they seem to think A, and | that B"
    while (child_in(said, said + 1, that, {Rel::Ccomp}) < 0 &&
           child_in(said, said + 1, that, {Rel::Xcomp}) >= 0) {
        said = child_in(said, said + 1, that, {Rel::Xcomp});
    }
    const TokenIndex told = child_in(said, said + 1, that, {Rel::Ccomp});
    if (told >= 0 && (is_say_verb(lemma(said)) || has_source(effect_of_verb(lemma(said))))) {
        hang(i, told, Rel::Conj);
    } else if (is_say_verb(lemma(that - 1)) && token(that - 1).upos == "VERB" &&
               that - 1 != first && child_in(that - 1, that, size(), {Rel::Ccomp}) < 0) {
        hang(i, that - 1, Rel::Ccomp);
    }
}

/// "it was claimed by the union | that X": what is claimed is no clause about the union.
void TreeMender::content_behind_agent(TokenIndex i) {
    const TokenIndex agent = head(i);
    if (!is(i, {Rel::AclRelcl, Rel::Acl}) || agent == kRoot || agent > i || head(agent) == kRoot ||
        head(agent) > agent) {
        return;
    }
    const TokenIndex verb = head(agent);
    const TokenIndex that = child_in(i, agent + 1, i, {Rel::Mark});
    const TokenIndex it =
        child_in(verb, verb - kNear, verb, {Rel::NsubjPass, Rel::Expl, Rel::Nsubj});
    if (that == agent + 1 && form(that) == "that" && it >= 0 && form(it) == "it" &&
        token(verb).xpos == "VBN" && has_source(effect_of_verb(lemma(verb))) &&
        child_in(agent, verb + 1, agent, {Rel::Case}) >= 0 &&
        child_in(i, that + 1, i, {Rel::Nsubj, Rel::NsubjPass}) >= 0) {
        hang(i, verb, Rel::Ccomp);
    }
}

/// "the board | voted for the plan, the paper said": of two subjects of a verb of saying right
/// behind the second, the first is that of the participle after it, which is no participle.
void TreeMender::content_before(TokenIndex i) {
    const TokenIndex said = head(i);
    if (rel(i) != Rel::Acl || token(i).upos != "VERB" || said == kRoot || said > i ||
        !is(said, {Rel::Nsubj}) || head(said) == kRoot || head(said) < i) {
        return;
    }
    const TokenIndex verb = head(said);
    const bool past = token(i).xpos == "VBN" || token(i).xpos == "VBD";
    if (!past || !is_say_verb(lemma(verb)) ||
        child_in(i, said, i, {Rel::Mark, Rel::Case, Rel::Aux, Rel::AuxPass}) >= 0) {
        return;
    }
    const TokenIndex who = child_in(verb, i + 1, verb, {Rel::Nsubj});
    if (who != verb - 1) {
        return;
    }
    TokenIndex first = who;
    while (first > i && below(first - 1, who)) {
        --first;
    }
    if (first <= i + 1 || form(first - 1) != ",") {
        return;
    }
    hang(i, verb, Rel::Ccomp);
    hang(said, i, Rel::Nsubj);
}

/// "left her, but when he saw that he needed her he | returned": what the conjunction joins to
/// the clause before it is no complement of a clause behind the conjunction.
void TreeMender::joined_main_clause(TokenIndex i) {
    const TokenIndex inner = head(i);
    if (rel(i) != Rel::Ccomp || inner == kRoot || inner > i ||
        child_in(i, inner + 1, i, {Rel::Nsubj, Rel::NsubjPass}) < 0) {
        return;
    }
    const TokenIndex cc = child_in(i, inner - 2 * kNear, inner, {Rel::Cc});
    if (cc < 0) {
        return;
    }
    TokenIndex above = head(inner);
    while (above != kRoot && above > cc) {
        above = head(above);
    }
    if (above != kRoot && token(above).upos == "VERB") {
        hang(i, above, Rel::Conj);
    }
}

/// "Most famous in spring, Ann | continued to sing": what stands before a comma is no complement of
/// the verb behind it.
void TreeMender::complement_before(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Xcomp || verb == kRoot || verb < i || token(i).xpos.starts_with("W")) {
        return;
    }
    if (i > 0 && token(i - 1).xpos.starts_with("W")) {
        return;  // "how large it is"
    }
    for (TokenIndex t = child_in(verb, i + 1, verb, {Rel::Nsubj}) - 1; t > i; --t) {
        if (form(t) == ",") {
            hang(i, verb, Rel::Advcl);
            return;
        }
    }
}

/// "it is odd that he left and | took the key": what is joined to the predicate of "it" belongs to
/// the clause that "it" stands for.
void TreeMender::joined_content(TokenIndex i) {
    const TokenIndex predicate = head(i);
    if (rel(i) != Rel::Conj || predicate == kRoot || predicate > i ||
        token(predicate).upos == "VERB" || !tensed_without_subject(i) ||
        child_in(i, predicate, i, {Rel::Cop, Rel::Aux}) >= 0) {
        return;
    }
    const TokenIndex it =
        child_in(predicate, predicate - kNear, predicate, {Rel::Expl, Rel::Nsubj});
    const TokenIndex content = child_in(predicate, predicate + 1, i, {Rel::Csubj, Rel::Ccomp});
    if (it < 0 || form(it) != "it" || content < 0 || token(content).xpos != token(i).xpos) {
        return;
    }
    const TokenIndex that = child_in(content, predicate + 1, content, {Rel::Mark});
    if (that >= 0 && form(that) == "that") {
        hang(i, content, Rel::Conj);
    }
}

/// The verb that a clause behind `at` belongs to: "said in a letter sent to staff", "told them
/// before leaving for Rome"; -1 if a word on the way has a content of its own ("in the belief").
TokenIndex TreeMender::teller_above(TokenIndex at) const {
    constexpr std::string_view kOwn[] = {
        "belief",     "hope",      "fear",   "conviction", "assumption", "condition", "ground",
        "grounds",    "sense",     "fact",   "idea",       "view",       "basis",     "knowledge",
        "impression", "certainty", "danger", "risk",       "chance",     "proviso",   "effect",
        "extent",     "event",     "way",    "day",        "time",       "moment"};
    constexpr std::string_view kSelf[] = {"of", "about", "with", "despite", "because", "given"};
    for (TokenIndex steps = 0; steps < 6; ++steps) {
        const TokenIndex above = head(at);
        const bool gerund = token(at).xpos == "VBG" && rel(at) == Rel::Advcl;
        const TokenIndex mark = child_in(at, at - kNear, at, {Rel::Case});
        const bool open =
            (mark >= 0 && rel(at) == Rel::Obl && among(kSelf, form(mark))) ||
            (mark >= 0 && form(mark) == "on" && effect_of_noun(lemma(at)) != Effect::Neutral);
        if (above == kRoot || above > at || open || (is_noun(at) && among(kOwn, lemma(at))) ||
            !(gerund || is(at, {Rel::Nmod, Rel::Obl, Rel::Obj, Rel::Acl}))) {
            return -1;
        }
        const bool tells = token(above).upos == "VERB" && takes_content(lemma(above));
        if (tells && (gerund || rel(at) == Rel::Obl)) {
            return above;
        }
        if (tells || (rel(at) == Rel::Obj && token(above).xpos != "VBG")) {
            return -1;
        }
        at = above;
    }
    return -1;
}

/// "replied to the claim that ...", "pointed to evidence that ...", "reported on a deal that the
/// king signed": what is claimed or known keeps its clause, as does what the clause lacks for an
/// object; but what somebody says in a statement is what is stated.
bool TreeMender::keeps_clause(TokenIndex noun, TokenIndex clause, std::string_view teller) const {
    constexpr std::string_view kTold[] = {"news",   "evidence", "charge",    "demand",
                                          "sign",   "proof",    "call",      "proposal",
                                          "advice", "promise",  "criticism", "discovery",
                                          "gossip", "reminder", "request",   "revelation"};
    constexpr std::string_view kAnswers[] = {"react", "point", "agree"};
    constexpr std::string_view kDone[] = {"sign", "make", "build", "negotiate", "broker",
                                          "plan", "sell", "buy",   "propose",   "draft"};
    const TokenIndex mark = child_in(noun, noun - kNear, noun, {Rel::Case});
    const std::string_view word = mark < 0 ? std::string_view{} : form(mark);
    const TokenIndex that = child_in(clause, noun + 1, clause, {Rel::Mark});
    if (word == "in" || word == "during" || word == "at" || (that > 0 && form(that - 1) == ",")) {
        return false;
    }
    const std::string_view verb = lemma(clause);
    const bool lacks_object =
        (is_transitive(verb) || among(kDone, verb)) &&
        child_in(clause, noun, clause, {Rel::Nsubj}) >= 0 &&
        child_in(clause, clause + 1, size(), {Rel::Obj, Rel::Ccomp, Rel::Xcomp}) < 0;
    return lacks_object || effect_of_noun(lemma(noun)) != Effect::Neutral ||
           among(kTold, lemma(noun)) || (word == "to" && among(kAnswers, teller));
}

/// "said in a speech | that taxes fall", "told the court during the trial | that he fled": a whole
/// clause behind a phrase of a verb of saying is what is said.
void TreeMender::content_behind_phrase(TokenIndex i) {
    const TokenIndex noun = head(i);
    const bool other = rel(i) == Rel::Ccomp && noun != kRoot && token(noun).xpos == "VBG" &&
                       rel(noun) == Rel::Advcl && !takes_content(lemma(noun));
    if (noun == kRoot || noun > i || !(other || is(i, {Rel::AclRelcl, Rel::Acl}))) {
        return;
    }
    const TokenIndex that = child_in(i, noun + 1, i, {Rel::Mark});
    const TokenIndex who = child_in(i, that + 1, i, {Rel::Nsubj, Rel::NsubjPass, Rel::Expl});
    if (that < 0 || form(that) != "that" || who < 0) {
        return;
    }
    const TokenIndex verb = teller_above(noun);
    if (verb >= 0 && child_in(verb, verb + 1, size(), {Rel::Ccomp, Rel::Xcomp}) < 0 &&
        verb + kNear * 2 >= that && !keeps_clause(noun, i, lemma(verb))) {
        hang(i, verb, Rel::Ccomp);
    }
}

/// "In June, | Ann said, the bank closed": a verb of saying that commas set apart with its
/// subject speaks for the clause around it, which has the words before it.
void TreeMender::saying_set_apart(TokenIndex i) {
    if (i + 2 >= size() || form(i + 1) != "," || !is_say_verb(lemma(i)) ||
        token(i + 2).upos == "PUNCT" ||
        child_in(i, i - kNear, i, {Rel::Mark, Rel::Cc, Rel::Aux}) >= 0) {
        return;
    }
    TokenIndex who = child_in(i, i - kNear, i, {Rel::Nsubj});
    for (const TokenIndex subject = who; who > 0 && below(who - 1, subject);) {
        --who;
    }
    if (who < 2 || form(who - 1) != ",") {
        return;
    }
    if (rel(i) == Rel::Advcl && head(i) > i) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Parataxis;
        return;
    }
    const TokenIndex told = child_in(i, i + 2, size(), {Rel::Ccomp});
    if (told < 0 || child_in(told, i, told, {Rel::Mark}) >= 0) {
        return;
    }
    arcs_.heads[static_cast<std::size_t>(told)] = head(i);
    arcs_.rels[static_cast<std::size_t>(told)] = rel(i);
    for (TokenIndex t = 0; t < size(); ++t) {
        if (head(t) == i && (t < who || t > told)) {
            hang(t, told, rel(t));
        }
    }
    hang(i, told, Rel::Parataxis);
    hang(i + 1, i, Rel::Punct);
}

}  // namespace trefoil::extract
