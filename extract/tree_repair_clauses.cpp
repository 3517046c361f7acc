/// Slips at clauses: conjuncts, what is said, relative clauses and participles.

#include <algorithm>

#include "extract/tree_mender.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

/// "is small and will be | in addition to X": what has a copula and a conjunction is a
/// predicate.
void TreeMender::coordinated_predicate(TokenIndex i) {
    if (is(i, {Rel::Obl, Rel::Nmod}) && child_in(i, i - kNear, i, {Rel::Cop}) >= 0 &&
        child_in(i, i - kNear, i, {Rel::Cc}) >= 0) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Conj;
    }
}

/// "is a cook who wrote a book and | one of the founders of X": "one of" behind the object of a
/// relative clause about an indefinite predicate is a second predicate.
void TreeMender::second_predicate(TokenIndex i) {
    const TokenIndex object = head(i);
    if (rel(i) != Rel::Conj || form(i) != "one" || object == kRoot || rel(object) != Rel::Obj ||
        form(i - 1) != "and" || i + 1 >= size() || form(i + 1) != "of") {
        return;
    }
    const TokenIndex verb = head(object);
    const TokenIndex noun = verb == kRoot ? kRoot : head(verb);
    if (noun == kRoot || rel(verb) != Rel::AclRelcl || noun > verb ||
        child_in(noun, noun - kNear, noun, {Rel::Cop}) < 0) {
        return;
    }
    const TokenIndex article = child_in(noun, noun - kNear, noun, {Rel::Det});
    if (article >= 0 && (form(article) == "a" || form(article) == "an")) {
        hang(i, noun, Rel::Conj);
    }
}

/// "Ann, | seeing that they left, stayed": a participle behind the subject is no second one.
void TreeMender::second_subject_clause(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) == Rel::Csubj && token(i).xpos == "VBG" && verb != kRoot && i < verb &&
        child_in(verb, 0, i, {Rel::Nsubj, Rel::NsubjPass}) >= 0) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Advcl;
    }
}

/// "authorized him to waive or | modify it", "are going to stay and | see", "want to rest but not |
/// stop": a bare verb joined to a tensed one or a participle belongs to the infinitive between
/// them, as does one joined to a noun ("a room where guests can read, | talk and dance") to the
/// clause in it.
void TreeMender::bare_conjunct(TokenIndex i) {
    const TokenIndex first = head(i);
    const std::string& above = first == kRoot ? token(i).xpos : token(first).xpos;
    if (rel(i) != Rel::Conj || first == kRoot || first > i || token(i).xpos != "VB" ||
        child_in(i, first + 1, i, {Rel::Nsubj, Rel::Aux, Rel::Mark, Rel::AuxPass}) >= 0) {
        return;
    }
    const bool negated = form(i - 1) == "not" && head(i - 1) == i;
    const bool denied = above == "VBP" && negated;
    const bool direct = above == "VBG" || above == "VBN" || denied;
    if (!direct && above != "VBD" && above != "VBZ" && !is_noun(first)) {
        return;
    }
    for (TokenIndex t = i - 1; t > first; --t) {
        const bool infinitive = !direct || (rel(t) == Rel::Xcomp && head(t) == first);
        if (token(t).xpos == "VB" && infinitive && below(t, first) &&
            child_in(t, t - kNear, t, {Rel::Mark, Rel::Aux}) >= 0) {
            hang(i, t, Rel::Conj);
            return;
        }
    }
}

/// "because X is made, | knowing it is vital": a gerund behind the clause in front is the subject
/// of the predicate that lacks one.
void TreeMender::gerund_after_clause(TokenIndex i) {
    const TokenIndex clause = head(i);
    if (rel(i) != Rel::Advcl || clause == kRoot || clause > i || rel(clause) != Rel::Advcl ||
        token(i).xpos != "VBG" || form(i - 1) != ",") {
        return;
    }
    const TokenIndex predicate = head(clause);
    if (predicate == kRoot || predicate < i || rel(predicate) == Rel::Conj ||
        child_in(clause, clause - kNear, clause, {Rel::Mark, Rel::Advmod}) < 0 ||
        !tensed_without_subject(predicate)) {
        return;
    }
    for (TokenIndex t = i + 1; t < predicate; ++t) {
        if (form(t) == ",") {
            return;
        }
    }
    hang(i, predicate, Rel::Csubj);
}

/// "knowing | the market is useful": between a gerund that is the subject and its predicate stands
/// the gerund's object, no second subject.
void TreeMender::object_of_gerund(TokenIndex i) {
    const TokenIndex predicate = head(i);
    if (rel(i) != Rel::Nsubj || predicate == kRoot || predicate < i || !is_noun(i)) {
        return;
    }
    const TokenIndex gerund = child_in(predicate, i - kNear, i, {Rel::Csubj});
    if (gerund < 0 || token(gerund).xpos != "VBG" || is_intransitive(lemma(gerund)) ||
        child_in(gerund, gerund + 1, i, {Rel::Obj, Rel::Ccomp, Rel::Xcomp}) >= 0) {
        return;
    }
    for (TokenIndex t = gerund + 1; t < i; ++t) {
        if (!below(t, i)) {
            return;
        }
    }
    hang(i, gerund, Rel::Obj);
}

/// "the boat is costly | to build": an adjective with a subject has no second one behind it.
void TreeMender::infinitive_of_adjective(TokenIndex i) {
    const TokenIndex adjective = head(i);
    if (rel(i) != Rel::Csubj || adjective == kRoot || adjective + 2 != i || token(i).xpos != "VB" ||
        token(adjective).upos != "ADJ" || form(i - 1) != "to") {
        return;
    }
    const TokenIndex subject = child_in(adjective, adjective - kNear, adjective, {Rel::Nsubj});
    if (subject >= 0 && (is_noun(subject) || form(subject) == "they")) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Ccomp;
    }
}

/// "the joy of people who can read, | learn and play is that they ...", "nurses who own cars, |
/// grow food and sell it have ...": a verb behind the comma after a relative clause without a comma
/// in front is no main clause, but the next of a row in it, where the main verb follows.
void TreeMender::row_in_relative(TokenIndex i) {
    if (i < 1 || form(i - 1) != "," ||
        child_in(i, i - kNear, i, {Rel::Aux, Rel::AuxPass, Rel::Cop, Rel::Mark, Rel::Cc}) >= 0) {
        return;
    }
    const TokenIndex subject =
        child_in(i, i - 2 * kNear, i, {Rel::Nsubj, Rel::NsubjPass, Rel::NsubjOuter});
    const TokenIndex first = subject < 0 ? -1 : verb_of_row(subject, i);
    const TokenIndex predicate = first < 0 ? -1 : predicate_behind_row(i);
    if (predicate < 0) {
        return;
    }
    const TokenIndex group = first_of_group(predicate, i);
    const bool own = child_in(predicate, group, predicate, {Rel::Nsubj}) >= 0;
    const bool passive = child_in(predicate, i, predicate, {Rel::AuxPass}) >= 0;
    TokenIndex last = i;  // of the row
    for (TokenIndex t = i + 1; t < group; ++t) {
        last = rel(t) == Rel::Conj && token(t).upos == "VERB" && below(t, i) ? t : last;
    }
    arcs_.heads[static_cast<std::size_t>(predicate)] = head(i);
    arcs_.rels[static_cast<std::size_t>(predicate)] = rel(i);
    for (TokenIndex t = i + 1; t < group; ++t) {
        const bool joined = rel(t) == Rel::Conj || child_in(t, t - 3, t, {Rel::Cc}) >= 0;
        if (head(t) != predicate) {
            continue;
        }
        if (joined) {
            hang(t, i, Rel::Conj);
        } else {
            hang(t, last, is(t, {Rel::Nsubj, Rel::NsubjPass}) ? Rel::Obj : rel(t));
        }
    }
    for (TokenIndex t = predicate + 1; t < size(); ++t) {
        if (head(t) == i || head(t) == last) {
            hang(t, predicate, rel(t));
        }
    }
    hang(subject, predicate, own ? Rel::NsubjOuter : passive ? Rel::NsubjPass : Rel::Nsubj);
    hang(i, first, Rel::Conj);
}

/// The verb of the relative clause inside `subject` that a verb `i` behind it goes on with: an
/// infinitive in it with a bare verb, else the clause's own, if it has the same form. -1 if none.
TokenIndex TreeMender::verb_of_row(TokenIndex subject, TokenIndex i) const {
    const std::string& tag = token(i).xpos;
    TokenIndex infinitive = -1;
    for (TokenIndex t = i - 2; t > subject; --t) {
        if (!below(t, subject)) {
            continue;
        }
        if (rel(t) == Rel::Xcomp && token(t).xpos == "VB" && infinitive < 0) {
            infinitive = t;
        }
        if (rel(t) != Rel::AclRelcl) {
            continue;
        }
        const TokenIndex who = child_in(t, subject, t, {Rel::Nsubj, Rel::NsubjPass});
        if (who < 1 || rel(who - 1) == Rel::Punct ||
            (form(who) != "who" && form(who) != "that" && form(who) != "which")) {
            return -1;
        }
        if (tag == "VB" && infinitive > t) {
            return infinitive;
        }
        const std::string& own = token(t).xpos;
        const bool bare = (own == "VB" || own == "VBP") && (tag == "VB" || tag == "VBP");
        return bare || own == tag || (own == "VBZ" && tag == "NNS") ? t : -1;
    }
    return -1;
}

/// The first word of the verb group that `predicate` ends, behind `from`.
TokenIndex TreeMender::first_of_group(TokenIndex predicate, TokenIndex from) const {
    const TokenIndex first =
        child_in(predicate, from + 1, predicate, {Rel::Cop, Rel::Aux, Rel::AuxPass});
    return first < 0 ? predicate : first;
}

/// The tensed verb without a conjunction and without a subject of its own that ends the subject
/// in which a row of verbs from `i` on stands; -1 if there is none. Its subject may be the last
/// verb's object.
TokenIndex TreeMender::predicate_behind_row(TokenIndex i) const {
    TokenIndex cc = -1;
    for (TokenIndex t = i + 1; t < std::min(size(), i + 3 * kNear); ++t) {
        cc = rel(t) == Rel::Cc ? t : cc;
        const TokenIndex group = first_of_group(t, i);
        const std::string& tag = token(group).xpos;
        const bool tensed = tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD";
        if (cc < 0 || !tensed || cc >= group - 1 || rel(group - 1) == Rel::Cc || !below(t, i) ||
            !is(t, {Rel::Parataxis, Rel::Ccomp, Rel::Conj, Rel::Xcomp, Rel::AclRelcl}) ||
            child_in(t, i, group, {Rel::Mark}) >= 0) {
            continue;
        }
        const bool joined = token(cc + 1).upos == "VERB" || token(cc + 1).upos == "ADV" ||
                            rel(cc + 1) == Rel::NsubjPass;
        const TokenIndex said = head(t);
        const TokenIndex subject = child_in(t, i, group, {Rel::Nsubj, Rel::NsubjPass});
        const bool content = rel(t) == Rel::Ccomp && subject >= 0 &&
                             (is_say_verb(lemma(said)) || has_source(effect_of_verb(lemma(said))));
        const bool relative = rel(t) == Rel::AclRelcl && subject >= 0;
        return joined && !content && !relative ? t : -1;
    }
    return -1;
}

/// "to stop them from working in X and | to build Y", "to help them keep X and | to build Y": an
/// infinitive joined to a verb without "to" belongs to the infinitive before it.
void TreeMender::infinitive_conjunct(TokenIndex i) {
    const TokenIndex first = head(i);
    if (rel(i) != Rel::Conj || first == kRoot || first > i || token(i).xpos != "VB" || i < 1 ||
        form(i - 1) != "to" || head(i - 1) != i) {
        return;
    }
    const TokenIndex own = child_in(first, first - 3, first, {Rel::Mark});
    if (!token(first).xpos.starts_with("VB") || (own >= 0 && form(own) == "to")) {
        return;
    }
    for (TokenIndex above = first; above != kRoot; above = head(above)) {
        const TokenIndex to = child_in(above, above - 3, above, {Rel::Mark});
        if (token(above).xpos == "VB" && to >= 0 && form(to) == "to") {
            hang(i, above, Rel::Conj);
            return;
        }
    }
}

/// "the plan broke X and loss of funds | forced Y to close"; "opened X in Y, | named its Z and
/// claimed W": a participle with an object of its own is a past tense, in the first of the noun
/// before it, in the second of the subject of the verbs around it.
void TreeMender::active_participle(TokenIndex i) {
    TokenIndex noun = head(i);
    while (rel(i) == Rel::Acl && noun != kRoot && rel(noun) == Rel::Nmod && head(noun) != kRoot &&
           head(noun) < noun && is_noun(head(noun))) {
        noun = head(noun);  // "loss of funds | forced"
    }
    if (rel(i) != Rel::Acl || noun == kRoot || noun > i || token(i).xpos != "VBN" ||
        (keeps_object(lemma(i)) && !is_naming_verb(lemma(i))) || head(noun) == kRoot ||
        head(noun) > noun || i + 1 >= size()) {
        return;
    }
    const TokenIndex object = child_in(i, i + 1, i + kNear, {Rel::Obj, Rel::Xcomp});
    TokenIndex above = head(noun);
    while (above != kRoot && !is_tensed(above)) {
        above = head(above);
    }
    if (object < 0 || !is_noun(object) || !below(i + 1, object) || above == kRoot || above > noun) {
        return;
    }
    const TokenIndex cc = child_in(noun, head(noun), noun, {Rel::Cc});
    if (rel(noun) == Rel::Conj && cc > 0 && form(cc - 1) != "," && head(i - 1) != i &&
        rel(object) == Rel::Obj && !is_naming_verb(lemma(i))) {
        arcs_.heads[static_cast<std::size_t>(noun)] = kRoot;
        hang(i, above, Rel::Conj);
        hang(noun, i, Rel::Nsubj);
        hang(cc, i, Rel::Cc);
        return;
    }
    const TokenIndex last = child_in(above, i + 1, size(), {Rel::Conj});
    const TokenIndex owner = child_in(object, i + 1, object, {Rel::NmodPoss});
    if (form(i - 1) == "," && owner >= 0 && token(owner).xpos == "PRP$" &&
        token(above).xpos == "VBD" && last >= 0 && token(last).xpos == "VBD" &&
        child_in(last, object, last, {Rel::Cc}) == last - 1) {
        hang(i, above, Rel::Conj);
        arcs_.rels[static_cast<std::size_t>(object)] = Rel::Obj;
    }
}

/// "if it is late | take a taxi", "if you know the way | lead us": a bare verb without a subject
/// behind an if-clause is the main clause, a command, even without a comma; what opens the clause
/// and its subject are the clause's.
void TreeMender::command_behind_condition(TokenIndex i) {
    const std::string& tag = token(i).xpos;
    if (i < 3 || (tag != "VB" && tag != "VBP") || form(i - 1) == "," || token(i).upos != "VERB" ||
        child_in(i, i - 3, i, {Rel::Aux, Rel::Cc, Rel::CcPreconj}) >= 0 ||
        child_in(i, i + 1, i + kNear, {Rel::Obj, Rel::Iobj, Rel::Obl}) < 0) {
        return;
    }
    const TokenIndex own = child_in(i, i - kNear, i, {Rel::Mark});
    if (own >= 0) {
        const TokenIndex subject = child_in(i, own + 1, i, {Rel::Nsubj, Rel::NsubjPass});
        const TokenIndex clause = child_in(i, own + 1, i, {Rel::Advcl});
        if (is_condition(own) && subject > own && clause > subject &&
            tensed_without_subject(clause) && child_in(clause, own, clause, {Rel::Mark}) < 0) {
            hang(own, clause, Rel::Mark);
            hang(subject, clause, rel(subject));
        }
        return;
    }
    const TokenIndex above = head(i);
    if (above == kRoot || above > i || !is(i, {Rel::Acl, Rel::Advcl, Rel::Ccomp}) ||
        child_in(i, above, i, {Rel::Nsubj, Rel::NsubjPass, Rel::AuxPass, Rel::Advmod}) >= 0 ||
        (rel(i) == Rel::Acl && tag == "VB" && !is_noun(i - 1))) {
        return;
    }
    TokenIndex clause = above;
    while (head(clause) != kRoot && child_in(clause, 0, clause, {Rel::Mark}) < 0) {
        clause = head(clause);
    }
    const TokenIndex mark = child_in(clause, clause - kNear, clause, {Rel::Mark});
    if (mark < 0 || !is_condition(mark) || head(clause) != kRoot || rel(clause) != Rel::Root ||
        (mark > 0 && rel(mark - 1) != Rel::Punct)) {
        return;
    }
    arcs_.heads[static_cast<std::size_t>(i)] = kRoot;
    arcs_.rels[static_cast<std::size_t>(i)] = Rel::Root;
    hang(clause, i, Rel::Advcl);
}

bool TreeMender::is_condition(TokenIndex mark) const {
    return form(mark) == "if" || form(mark) == "unless";
}

/// "We met in the mill - it rained - and | talked": what follows the second dash with a conjunction
/// and without a subject goes on with the clause around the dashes.
void TreeMender::behind_dashes(TokenIndex i) {
    const TokenIndex aside = head(i);
    if (rel(i) != Rel::Conj || aside == kRoot || aside > i || rel(aside) != Rel::Parataxis ||
        head(aside) == kRoot || head(aside) > aside || !is_tensed(i) ||
        child_in(i, aside, i, {Rel::Nsubj, Rel::NsubjPass, Rel::Expl}) >= 0) {
        return;
    }
    const TokenIndex cc = child_in(i, aside + 1, i, {Rel::Cc});
    if (cc < 0 || !is_dash(cc - 1) || token(head(aside)).upos != "VERB") {
        return;
    }
    for (TokenIndex t = aside - 1; t > head(aside); --t) {
        if (is_dash(t)) {
            hang(i, head(aside), Rel::Conj);
            return;
        }
    }
}

/// A past tense, or what is called a participle and has an object of its own: no passive has one
/// behind an active verb.
bool TreeMender::is_past_with_object(TokenIndex i) const {
    return token(i).xpos == "VBD" ||
           (token(i).xpos == "VBN" && child_in(i, i + 1, i + kNear, {Rel::Obj}) > i);
}

/// "sang songs, | told jokes and left", "will sing songs, | tell jokes and leave", "are laying
/// pipes, | building roads": a participle or bare verb with an object of its own, joined to the
/// noun before it or hung on it as an adjective, is a verb like the one above that noun.
void TreeMender::verb_joined_to_object(TokenIndex i) {
    const std::string& tag = token(i).xpos;
    const bool adjective = rel(i) == Rel::Amod && tag == "VBN" && i > 1 && form(i - 1) == ",";
    const bool joined = rel(i) == Rel::Conj && (tag == "VBN" || tag == "VB" || tag == "VBG");
    const TokenIndex noun = adjective || joined ? head(i) : kRoot;
    const TokenIndex verb = noun == kRoot || noun > i ? kRoot : head(noun);
    if (verb != kRoot && (rel(noun) == Rel::Obj || (adjective && rel(noun) == Rel::Obl)) &&
        verb < noun && token(verb).xpos == (tag == "VBN" ? "VBD" : tag) &&
        child_in(i, i + 1, i + kNear, {Rel::Obj}) > i &&
        child_in(i, i - kNear, i, {Rel::Aux, Rel::AuxPass, Rel::Mark, Rel::Nsubj}) < 0) {
        hang(i, verb, Rel::Conj);
    }
}

/// "opened libraries, | hired teachers and repaired roads": a past tense hung as an adjective on
/// the noun behind it, which was joined to the object, is one more verb with an object. A
/// participle is where a verb of the same subject follows behind the only "and" ("closed schools,
/// | fined owners and will ban cars") or a comma and "and" end a row of verbs ("closed schools,
/// fined owners, and | jailed smokers").
void TreeMender::verb_in_row(TokenIndex i) {
    TokenIndex object = i + 1 < size() && is(i, {Rel::Amod, Rel::Compound}) ? head(i) : kRoot;
    if (object != kRoot && object < i && rel(i + 1) == Rel::Conj && head(i + 1) == object) {
        object = i + 1;  // hung on the noun before it
    }
    const std::string& tag = token(i).xpos;
    if (object == kRoot || object < i || object > i + kNear || rel(object) != Rel::Conj || i < 2 ||
        (tag != "VBD" && tag != "VBZ" && tag != "VBN") || head(object) == kRoot ||
        head(object) > i || rel(head(object)) != Rel::Obj) {
        return;
    }
    const TokenIndex cc = child_in(object, head(object), i, {Rel::Cc});
    const TokenIndex verb = head(head(object));
    if (verb == kRoot || verb > head(object) ||
        child_in(object, verb, i,
                 {Rel::Det, Rel::Amod, Rel::Compound, Rel::Nummod, Rel::NmodPoss, Rel::Case}) >=
            0 ||
        (cc >= 0 ? cc != i - 1 : form(i - 1) != ",")) {
        return;
    }
    const TokenIndex above = rel(verb) == Rel::Conj && head(verb) != kRoot &&
                                     token(head(verb)).upos == "VERB" && head(verb) < verb
                                 ? head(verb)
                                 : verb;
    const std::string& tense = token(verb).xpos;
    const bool joined = (tense == "VBD" || tense == "VBN") && tag == "VBD";
    const bool present = tense == "VBZ" && tag == "VBZ";
    if (!joined && !present) {
        const TokenIndex last = child_in(above, object + 1, size(), {Rel::Conj});
        const bool before_last = cc < 0 && last >= 0 &&
                                 (tensed_without_subject(last) || is_past_with_object(last)) &&
                                 child_in(last, object, last, {Rel::Cc}) >= 0 &&
                                 child_in(last, object, last, {Rel::Nsubj, Rel::NsubjPass}) < 0 &&
                                 !has_cc_below(head(object), last);
        const bool is_last = cc > 0 && form(cc - 1) == "," && above != verb &&
                             form(verb - 1) == "," && !has_cc_below(above, cc);
        if (tag != "VBN" || tense != "VBD" || (!before_last && !is_last)) {
            return;
        }
    }
    arcs_.heads[static_cast<std::size_t>(i)] = above;
    arcs_.rels[static_cast<std::size_t>(i)] = Rel::Conj;
    hang(object, i, Rel::Obj);
    if (cc >= 0) {
        hang(cc, i, Rel::Cc);
    }
}

/// A conjunction in the list that begins with `first`, before `end`.
bool TreeMender::has_cc_below(TokenIndex first, TokenIndex end) const {
    for (TokenIndex t = first + 1; t < end; ++t) {
        if (rel(t) == Rel::Cc && head(t) != end && below(t, first)) {
            return true;
        }
    }
    return false;
}

/// "the friends and | loved ones": "ones" has a modifier, so the word before it is no verb.
void TreeMender::some_ones(TokenIndex i) {
    if (i < 1 || form(i) != "ones" || head(i) != i - 1 || token(i - 1).upos != "VERB" ||
        !is(i, {Rel::Obj, Rel::Nsubj})) {
        return;
    }
    const TokenIndex verb = i - 1;
    if (child_in(verb, verb - kNear, verb,
                 {Rel::Nsubj, Rel::NsubjPass, Rel::Aux, Rel::AuxPass, Rel::Mark}) >= 0) {
        return;
    }
    TokenIndex top = head(verb);
    const TokenIndex cc = child_in(verb, verb - 3, verb, {Rel::Cc});
    Rel top_rel = rel(verb);
    if (top_rel == Rel::Conj && cc > 0 && is_noun(cc - 1)) {
        top = cc - 1;
    }
    arcs_.heads[static_cast<std::size_t>(i)] = top;
    arcs_.rels[static_cast<std::size_t>(i)] = top_rel;
    for (TokenIndex t = 0; t < size(); ++t) {
        if (head(t) == verb) {
            hang(t, i, rel(t));
        }
    }
    hang(verb, i, Rel::Amod);
}

/// "forced him to leave and | takes over", "cut ties with X and | orders Y": a tensed verb
/// without a subject is joined to the nearest tensed verb above the infinitive or the noun that
/// the parser joined it to. Of the 590 such verbs in the training treebanks nine are joined to
/// an untensed word.
void TreeMender::tensed_conjunct(TokenIndex i) {
    const TokenIndex first = head(i);
    const std::string& tag = token(i).xpos;
    const TokenIndex modal =  // "said he would resign and | left"
        first == kRoot || rel(first) != Rel::Ccomp || token(first).xpos != "VB"
            ? -1
            : child_in(first, first - kNear, first, {Rel::Aux});
    const bool apart = modal >= 0 && token(modal).xpos == "MD";
    if (rel(i) != Rel::Conj || first == kRoot || first > i || (tag != "VBD" && tag != "VBZ") ||
        (is_tensed(first) && !apart) || !tensed_without_subject(i) ||
        !(token(first).xpos == "VB" || is_noun(first) ||
          (is(first, {Rel::Acl}) && token(first).xpos == "VBN"))) {
        return;
    }
    TokenIndex above = head(first);
    for (TokenIndex steps = 0; above != kRoot && !is_tensed(above) && steps < kNear; ++steps) {
        above = head(above);
    }
    if (above != kRoot && above < i && is_tensed(above)) {
        hang(i, above, Rel::Conj);
    }
}

/// "began when the king died and | lasted ten years": what begins is what ends.
void TreeMender::end_of_beginning(TokenIndex i) {
    constexpr std::string_view kEnds[] = {"end", "last", "finish", "continue", "cease", "persist"};
    constexpr std::string_view kBegins[] = {"begin", "start", "open", "commence", "originate"};
    const TokenIndex inner = head(i);
    if (rel(i) != Rel::Conj || inner == kRoot || inner > i || rel(inner) != Rel::Advcl ||
        head(inner) == kRoot || head(inner) > inner || !tensed_without_subject(i) ||
        std::find(std::begin(kEnds), std::end(kEnds), lemma(i)) == std::end(kEnds)) {
        return;
    }
    if (std::find(std::begin(kBegins), std::end(kBegins), lemma(head(inner))) !=
        std::end(kBegins)) {
        hang(i, head(inner), Rel::Conj);
    }
}

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

/// "X, who left, ..." and "X, with whom Y left, ..." hung anywhere but on X. What the parser hung
/// on such a clause ("told X, with whom she left, | that it rained") is told.
void TreeMender::relative_clause(TokenIndex i) {
    const bool behind = i > 0 && (form(i) == "whom" || form(i) == "which") && rel(i) == Rel::Obl &&
                        rel(i - 1) == Rel::Case && head(i - 1) == i;
    const bool opens =
        (form(i) == "who" || form(i) == "which") && is(i, {Rel::Nsubj, Rel::NsubjPass});
    const TokenIndex first = behind ? i - 1 : i;
    if ((!behind && !opens) || first < 2 || form(first - 1) != "," || head(i) == kRoot ||
        head(i) < i) {
        return;
    }
    const TokenIndex inner = head(i);
    const bool embedded = head(inner) > i && head(inner) < inner;  // "Ann, who he felt | was ill"
    const TokenIndex verb = embedded ? head(inner) : inner;
    const TokenIndex above = head(verb);
    if (is(verb, {Rel::AclRelcl, Rel::Root}) || above == kRoot || !is_noun(first - 2) ||
        (behind && rel(verb) != Rel::Ccomp)) {
        return;
    }
    hang(verb, name_head(first - 2, i), Rel::AclRelcl);
    for (TokenIndex that = verb + 2; behind && that < size(); ++that) {
        const TokenIndex told = head(that);
        if (form(that) == "that" && rel(that) == Rel::Mark && form(that - 1) == "," &&
            told > that && head(told) == verb) {
            hang(told, above, Rel::Ccomp);
            return;
        }
    }
}

/// "the clerk who they believe | was honest": what is believed has the pronoun for its subject, and
/// is no second relative clause.
void TreeMender::believed_relative(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) != Rel::AclRelcl || noun == kRoot || noun > i || !tensed_without_subject(i)) {
        return;
    }
    const TokenIndex believe = child_in(noun, noun + 1, i, {Rel::AclRelcl});
    if (believe < 0 || token(believe).upos != "VERB" ||
        (believe + 1 != i && head(believe + 1) != i) ||
        !(has_source(effect_of_verb(lemma(believe))) || is_say_verb(lemma(believe)))) {
        return;
    }
    const TokenIndex who = child_in(believe, noun + 1, believe, {Rel::Obj});
    if (who >= 0 && (form(who) == "who" || form(who) == "which" || form(who) == "that") &&
        child_in(believe, who + 1, believe, {Rel::Nsubj}) >= 0) {
        hang(i, believe, Rel::Ccomp);
        hang(who, i, Rel::Nsubj);
    }
}

/// "the tools they feel | workers need": what is believed has the gap, and is no second relative
/// clause.
void TreeMender::believed_gap(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) != Rel::AclRelcl || noun == kRoot || noun > i || token(i).upos != "VERB") {
        return;
    }
    const TokenIndex believe = child_in(noun, noun + 1, i, {Rel::AclRelcl});
    const TokenIndex subject = believe < 0 ? -1 : child_in(i, believe + 1, i, {Rel::Nsubj});
    if (subject < 0 || token(believe).upos != "VERB" || token(subject).xpos.starts_with("W") ||
        child_in(i, believe + 1, subject, {Rel::Cc}) >= 0 ||
        !(has_source(effect_of_verb(lemma(believe))) || is_say_verb(lemma(believe))) ||
        child_in(believe, believe, i, {Rel::Obj, Rel::Ccomp}) >= 0) {
        return;
    }
    for (TokenIndex t = believe + 1; t < subject; ++t) {
        if (!below(t, subject)) {
            return;
        }
    }
    hang(i, believe, Rel::Ccomp);
}

/// "passed a law on Monday | that she says will help": a that-clause in which the subject of
/// what is said is missing belongs to the object before it.
void TreeMender::distant_relative(TokenIndex i) {
    const TokenIndex said = head(i);
    if (rel(i) != Rel::Ccomp || said == kRoot || i < said || head(said) == kRoot ||
        !is(said, {Rel::Advcl, Rel::Ccomp}) || !tensed_without_subject(i) ||
        token(i).xpos == "VBG") {
        return;
    }
    const TokenIndex that = child_in(said, said - kNear, said, {Rel::Mark});
    if (that < 0 || form(that) != "that" || child_in(said, that, said, {Rel::Nsubj}) < 0 ||
        child_in(i, said + 1, i, {Rel::Mark}) >= 0) {
        return;
    }
    const TokenIndex object = child_in(head(said), head(said) + 1, that, {Rel::Obj});
    if (object >= 0 && that - object <= kNear) {
        hang(said, object, Rel::AclRelcl);
    }
}

/// "the rules in Section 4 | that govern it": a verb in the plural with "that" as its subject
/// belongs to the plural noun above a singular one, and the other way round.
void TreeMender::plural_antecedent(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) != Rel::AclRelcl || noun == kRoot || rel(noun) != Rel::Nmod || head(noun) == kRoot ||
        head(noun) > noun || !is_noun(noun) || !is_noun(head(noun))) {
        return;
    }
    const TokenIndex pronoun = child_in(i, i - kNear, i, {Rel::Nsubj, Rel::NsubjPass});
    if (pronoun < 0 ||
        (form(pronoun) != "that" && form(pronoun) != "which" && form(pronoun) != "who")) {
        return;
    }
    const TokenIndex first = child_in(i, pronoun, i, {Rel::Aux, Rel::AuxPass, Rel::Cop});
    const int number = number_of_verb(first >= 0 ? first : i);
    const int inner = number_of_noun(noun);
    const int outer = number_of_noun(head(noun));
    if (number != 0 && inner == -number && outer == number) {
        hang(i, head(noun), Rel::AclRelcl);
    }
}

/// 1 for the singular, -1 for the plural, 0 where the form does not tell.
int TreeMender::number_of_verb(TokenIndex i) const {
    const std::string_view f = form(i);
    if (f == "was" || token(i).xpos == "VBZ") {
        return 1;
    }
    return f == "were" || token(i).xpos == "VBP" ? -1 : 0;
}

int TreeMender::number_of_noun(TokenIndex i) const {
    for (TokenIndex t = i + 1; t < std::min(size(), i + kNear); ++t) {
        if (head(t) == i && rel(t) == Rel::Conj) {
            return 0;
        }
    }
    const std::string& xpos = token(i).xpos;
    if (xpos == "NNS" || xpos == "NNPS") {
        return -1;
    }
    return xpos == "NN" || xpos == "NNP" ? 1 : 0;
}

/// "several shops in Leeds | that sell it": a bare name has no restrictive clause.
void TreeMender::named_antecedent(TokenIndex i) {
    const TokenIndex name = head(i);
    if (rel(i) != Rel::AclRelcl || name == kRoot || name > i || rel(name) != Rel::Nmod ||
        token(name).upos != "PROPN" || head(name) == kRoot || head(name) > name ||
        token(head(name)).upos != "NOUN" ||
        child_in(name, name - kNear, name, {Rel::Det, Rel::NmodPoss}) >= 0) {
        return;
    }
    const TokenIndex pronoun =
        child_in(i, name + 1, i, {Rel::Nsubj, Rel::NsubjPass, Rel::Obj, Rel::Obl});
    if (pronoun >= 0 && form(pronoun) == "that" && form(pronoun - 1) != ",") {
        hang(i, head(name), Rel::AclRelcl);
    }
}

/// "Ann (Mary Lee), | who left": what follows the bracket is said of the noun before it.
void TreeMender::bracketed_antecedent(TokenIndex i) {
    const TokenIndex inner = head(i);
    if (rel(i) != Rel::AclRelcl || inner == kRoot || inner > i) {
        return;
    }
    TokenIndex close = inner + 1;
    while (close < i && form(close) != ")") {
        ++close;
    }
    TokenIndex open = inner - 1;
    while (open > 0 && inner - open < kNear && form(open) != "(" && form(open) != ")") {
        --open;
    }
    if (close >= i || open < 1 || form(open) != "(" || !is_noun(open - 1)) {
        return;
    }
    const TokenIndex noun = name_head(open - 1, i);
    hang(i, noun, Rel::AclRelcl);
}

/// "love for Ann Lee, | who left": a person's name right before "who" is its antecedent, unless
/// the noun above may be a person, too.
void TreeMender::personal_antecedent(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) != Rel::AclRelcl || noun == kRoot || noun > i || token(noun).upos != "NOUN") {
        return;
    }
    const TokenIndex who = child_in(i, noun + 1, i, {Rel::Nsubj, Rel::NsubjPass});
    if (who < 0 || form(who) != "who") {
        return;
    }
    const TokenIndex last = rel(who - 1) == Rel::Punct ? who - 2 : who - 1;
    if (last <= noun || !token(last).name.ends_with("-Person")) {
        return;
    }
    const TokenIndex name = name_head(last, i);
    TokenIndex at = name;
    while (at > noun && rel(at) == Rel::Nmod && (is_abstract(head(at)) || is_about(at))) {
        at = head(at);
    }
    if (at == noun) {
        hang(i, name, Rel::AclRelcl);
    }
}

/// "interest | in X": behind such prepositions stands what no person is tied to another by.
bool TreeMender::is_about(TokenIndex i) const {
    constexpr std::string_view kAbout[] = {"in", "toward", "towards", "against", "about"};
    const TokenIndex preposition = child_in(i, i - kNear, i, {Rel::Case});
    return preposition >= 0 &&
           std::find(std::begin(kAbout), std::end(kAbout), form(preposition)) != std::end(kAbout);
}

/// Nouns that by their ending name no person.
bool TreeMender::is_abstract(TokenIndex i) const {
    constexpr std::string_view kEndings[] = {"tion", "sion", "ment", "ness", "ship", "ity",
                                             "ism",  "ance", "ence", "ing",  "age",  "ure"};
    return std::any_of(std::begin(kEndings), std::end(kEndings),
                       [&](std::string_view ending) { return lemma(i).ends_with(ending); });
}

/// "the plan to sell boats | he calls wrecks does not count": a verb whose dependent has its
/// subject before it, across the verb and its own subject, is a relative clause in that
/// subject; no arcs of English cross so. Neither has such a verb an object before its subject while
/// its dependent has no subject.
void TreeMender::crossed_verb(TokenIndex below_it) {
    const TokenIndex verb = head(below_it);
    if (verb == kRoot || verb > below_it ||
        !is(below_it, {Rel::Advcl, Rel::Ccomp, Rel::Parataxis, Rel::Conj}) ||
        is(verb, {Rel::AclRelcl, Rel::Acl})) {
        return;
    }
    const TokenIndex inner = child_in(verb, verb - kNear, verb, {Rel::Nsubj});
    TokenIndex subject = child_in(below_it, inner - 2 * kNear, inner, {Rel::Nsubj, Rel::NsubjPass});
    if (subject < 0 && tensed_without_subject(below_it)) {
        subject = child_in(verb, inner - 2 * kNear, inner, {Rel::Obj});
    }
    if (inner < 1 || subject < 0 || !is_noun(subject) || !is_noun(inner - 1) ||
        !below(inner - 1, subject)) {
        return;
    }
    const bool own = head(subject) == below_it;
    const TokenIndex top = head(verb);
    const Rel top_rel = rel(verb);
    arcs_.heads[static_cast<std::size_t>(below_it)] = top;
    arcs_.rels[static_cast<std::size_t>(below_it)] = top_rel;
    if (!own) {
        hang(subject, below_it, Rel::Nsubj);
    }
    hang(verb, inner - 1, Rel::AclRelcl);
    for (TokenIndex t = below_it + 1; t < size(); ++t) {
        if (head(t) == verb) {
            hang(t, below_it, rel(t));
        }
    }
}

/// "moved to the coast, | working as a guide": a gerund after a comma says what the clause's
/// subject did, not what the noun of the phrase before it does, unless that is a film, "starring
/// X".
void TreeMender::gerund_after_comma(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (noun == kRoot || noun > i || token(i).xpos != "VBG" || i < 2 || form(i - 1) != ",") {
        return;
    }
    if (lemma(i) == "star" || lemma(i) == "co-star") {
        const TokenIndex film = is_noun(i - 2) ? name_head(i - 2, i) : noun;
        if (rel(i) == Rel::Advcl && is(film, {Rel::Obl, Rel::Obj, Rel::Appos, Rel::Nmod})) {
            hang(i, film, Rel::Acl);
        }
        return;
    }
    if (rel(i) != Rel::Acl || !is(noun, {Rel::Obl, Rel::Nmod, Rel::OblUnmarked})) {
        return;
    }
    hang_around(noun, i);
}

/// Hangs a clause on the tensed verb around a noun, above the nouns that it stands in.
void TreeMender::hang_around(TokenIndex noun, TokenIndex clause) {
    TokenIndex above = head(noun);
    while (above != kRoot && is_noun(above) && !is_tensed(above)) {
        above = head(above);
    }
    if (above != kRoot && is_tensed(above)) {
        hang(clause, above, Rel::Advcl);
    }
}

/// "began the march | to free X": what is begun is the march, and the infinitive is its purpose.
/// "have the energy | to do it", "broke their promise | not to leave": it tells what energy.
void TreeMender::infinitive_behind_object(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (!is(i, {Rel::Xcomp, Rel::Advcl}) || verb == kRoot || verb > i || token(i).xpos != "VB") {
        return;
    }
    const TokenIndex object = child_in(verb, verb + 1, i, {Rel::Obj});
    const TokenIndex to = object < 0 ? -1 : child_in(i, object + 1, i, {Rel::Mark});
    if (to < 0 || form(to) != "to" || token(object).upos != "NOUN") {
        return;
    }
    if (rel(i) == Rel::Advcl) {  // "has a duty | to help"
        const std::string_view what = lemma(object);
        const bool may = what == "duty" || what == "obligation" || what == "licence" ||
                         what == "license" || what == "permission" || what == "ability" ||
                         what == "authority" || what == "right" || what == "capacity";
        if (may && object == to - 1 && lemma(verb) != "use") {
            hang(i, object, Rel::Acl);
        }
        return;
    }
    const bool plan = form(object + 1) == "to" || form(object + 1) == "not";
    if (plan && is_promise_noun(lemma(object))) {
        hang(i, object, Rel::Acl);
    } else if (lemma(verb) == "begin" || lemma(verb) == "start" || lemma(verb) == "resume") {
        hang(i, verb, Rel::Advcl);
    } else if (lemma(verb) == "have" && object == to - 1) {
        hang(i, object, Rel::Acl);
    }
}

/// "waved to Ann, who was leaving, | to show X": the comma closes the relative clause, and the
/// infinitive belongs to the clause around it.
void TreeMender::infinitive_behind_aside(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Advcl || verb == kRoot || verb > i || token(i).xpos != "VB" ||
        rel(verb) != Rel::AclRelcl) {
        return;
    }
    const TokenIndex to = child_in(i, verb + 1, i, {Rel::Mark});
    const TokenIndex noun = head(verb);
    if (to < 0 || form(to) != "to" || form(to - 1) != "," || noun == kRoot || noun + 1 >= verb ||
        form(noun + 1) != ",") {
        return;
    }
    hang_around(noun, i);
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

/// "before moving, in May, to Leeds | to study": what stands before "to" is none of the
/// infinitive's.
void TreeMender::phrase_before_infinitive(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Obl || verb == kRoot || verb < i || token(verb).xpos != "VB" ||
        token(i).xpos.starts_with("W") || head(verb) == kRoot || head(verb) >= i) {
        return;
    }
    const TokenIndex to = child_in(verb, i + 1, verb, {Rel::Mark});
    const TokenIndex preposition = child_in(i, head(verb) + 1, i, {Rel::Case});
    if (to == i + 1 && form(to) == "to" && preposition >= 0 && is_noun(i) &&
        form(preposition) != "for") {
        hang(i, head(verb), Rel::Obl);
    }
}

/// "keeps deer from | eating X": who is kept from it is the verb's object, and the gerund its
/// adjunct.
void TreeMender::kept_from(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) == Rel::Acl && token(i).xpos == "VBG" && noun != kRoot && noun < i &&
        rel(noun) == Rel::Obj && head(noun) < noun && form(i - 1) == "from" &&
        head(noun) != kRoot && keeps_from(lemma(head(noun)))) {
        hang(i, head(noun), Rel::Advcl);
    }
}

/// "met in a barn | owned by X": a participle right behind a noun, with who does it, tells of
/// the noun.
void TreeMender::participle_with_agent(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) == Rel::Advcl && verb != kRoot && verb == i - 1 && rel(verb) == Rel::Acl &&
        token(verb).xpos == "VB" && token(i).xpos == "VBN" && head(verb) < verb &&
        child_in(i, i + 1, i + kNear, {Rel::OblAgent}) >= 0) {
        hang(i, head(verb), Rel::Acl);  // "the freedom to speak | granted by X"
        return;
    }
    if (rel(i) != Rel::Advcl || verb == kRoot || verb > i || token(i).xpos != "VBN" || i < 2 ||
        token(i - 1).upos != "NOUN" || head(i - 1) != verb || !is(i - 1, {Rel::Obl, Rel::Obj}) ||
        child_in(i, i + 1, i + kNear, {Rel::OblAgent}) < 0 ||
        child_in(i, i - kNear, i + kNear,
                 {Rel::Mark, Rel::Aux, Rel::AuxPass, Rel::Nsubj, Rel::NsubjPass}) >= 0) {
        return;
    }
    hang(i, i - 1, Rel::Acl);
}

}  // namespace trefoil::extract
