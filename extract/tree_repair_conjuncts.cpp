/// Slips at conjuncts: rows of verbs, second predicates, and clauses behind dashes and conditions.

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

}  // namespace trefoil::extract
