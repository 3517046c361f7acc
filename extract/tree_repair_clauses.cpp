/// Slips at clauses: relative clauses, participles and infinitives.

#include <algorithm>

#include "extract/tree_mender.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

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

/// "a plan that cuts costs and | that helps shops": a clause joined to the main one whose
/// subject "that" or "which" stands right behind the conjunction goes on with a relative clause
/// of the same pronoun before it.
void TreeMender::relative_in_row(TokenIndex i) {
    const TokenIndex first = rel(i) == Rel::Conj ? head(i) : kRoot;
    const TokenIndex pronoun =
        first == kRoot ? -1 : child_in(i, first + 1, i, {Rel::Nsubj, Rel::NsubjPass});
    if (pronoun < 2 || rel(first) == Rel::AclRelcl ||
        (form(pronoun) != "that" && form(pronoun) != "which") ||
        token(pronoun - 1).upos != "CCONJ" || form(pronoun - 2) == ",") {
        return;
    }
    for (TokenIndex t = pronoun - 2; t > first; --t) {
        const TokenIndex own = rel(t) == Rel::AclRelcl && below(t, first)
                                   ? child_in(t, first, t, {Rel::Nsubj, Rel::NsubjPass, Rel::Obj})
                                   : -1;
        const bool remark = form(pronoun) == "that" && form(pronoun + 1) != "are" &&
                            form(pronoun + 1) != "were" &&
                            child_in(i, pronoun, i, {Rel::Cop}) >= 0;  // "and that was it"
        if (own >= 0 && form(own) == form(pronoun) && !remark) {
            hang(i, t, Rel::Conj);
            return;
        }
    }
}

}  // namespace trefoil::extract
