/// Slips at the small words that link: possessive marks, measures before a marker, question words
/// behind a preposition, members of a row that number or voice tie to another verb, and clauses
/// that belong to the verb before the phrase they stand behind.

#include <algorithm>

#include "extract/tree_mender.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

/// "look at | how it works"
bool introduces_question(std::string_view preposition) {
    constexpr std::string_view kPrepositions[] = {"about", "at", "on", "of", "into", "to", "over"};
    return std::find(std::begin(kPrepositions), std::end(kPrepositions), preposition) !=
           std::end(kPrepositions);
}

}  // namespace

/// "won Fox Radio 's | prize", "the Church of X 's | plea": what a possessive mark ends owns the
/// noun behind it.
void TreeMender::owner_with_mark(TokenIndex i) {
    if (token(i).xpos != "POS" || !(form(i) == "'" || form(i).ends_with("s")) ||
        rel(i) != Rel::Case || i < 1 || i + 1 >= size()) {
        return;
    }
    TokenIndex owner = head(i);
    if (owner == kRoot || owner > i || rel(owner) == Rel::NmodPoss ||
        is(i + 1, {Rel::Punct, Rel::Case}) || (token(i + 1).upos == "NUM" && !is_year(i + 1))) {
        return;
    }
    TokenIndex owned = i + 1;  // the top of what begins right behind the mark
    while (head(owned) != kRoot && head(owned) > i && head(owned) < i + kNear) {
        owned = head(owned);
    }
    if (!is_noun(owned) || child_in(owned, i + 1, owned, {Rel::Case}) >= 0) {
        return;
    }
    const TokenIndex above = head(owned);
    while (is(owner, {Rel::Nmod, Rel::Flat, Rel::Compound}) && head(owner) != kRoot &&
           head(owner) < owner && token(head(owner)).upos == "PROPN" && head(owner) != above) {
        owner = head(owner);
    }
    const bool inside = above != kRoot && above < i && below(above, owner);
    const bool beside = above != kRoot && above == head(owner) && is(owned, {Rel::Obj, Rel::Obl});
    if (rel(owner) == Rel::NmodPoss || (!inside && !beside) || rel(owned) == Rel::Conj) {
        return;
    }
    const TokenIndex top = head(owner);
    const Rel top_rel = rel(owner);
    const TokenIndex preposition = child_in(owner, owner - kNear, owner, {Rel::Case});
    const TokenIndex of = child_in(owned, owner + 1, i, {Rel::Case});
    if (of >= 0) {
        hang(of, head(i), Rel::Case);
    }
    arcs_.heads[static_cast<std::size_t>(owned)] = top;
    arcs_.rels[static_cast<std::size_t>(owned)] = inside ? top_rel : rel(owned);
    hang(owner, owned, Rel::NmodPoss);
    if (preposition >= 0) {
        hang(preposition, owned, Rel::Case);
    }
}

/// "built by the | German company Ames", "in | columnist Ames's book": what stands before a phrase
/// introduces the whole of it, not what describes or owns its head.
void TreeMender::case_of_phrase(TokenIndex i) {
    if (rel(i) != Rel::Case || head(i) < i || i + 1 >= size() || form(i + 1) == "-") {
        return;
    }
    TokenIndex noun = head(i);
    while (is(noun, {Rel::NmodDesc, Rel::NmodPoss, Rel::Compound}) && head(noun) > noun &&
           is_noun(head(noun))) {
        noun = head(noun);
    }
    const bool named = !token(head(i)).name.empty() && token(noun).name.ends_with("-Person");
    if (noun == head(i) || named || form(head(i)).ends_with('.')) {
        return;  // "envoy | to Peru Ann Lee", "E. Lee"
    }
    for (TokenIndex t = std::max<TokenIndex>(0, i - kNear); t < noun; ++t) {
        const bool other = t < i || is(t, {Rel::Case, Rel::Nummod, Rel::Advmod, Rel::Det});
        if (head(t) == noun && other && rel(t) != Rel::Cc && rel(t) != Rel::Punct) {
            return;
        }
    }
    hang(i, noun, Rel::Case);
}

/// "left two days | after she came": how long before or after something is no time of it, but of
/// what stands around it.
void TreeMender::measure_of_marker(TokenIndex i) {
    const TokenIndex clause = head(i);
    const TokenIndex marker = i + 1;
    if (rel(i) == Rel::OblUnmarked && clause > marker && rel(clause) == Rel::Advcl &&
        rel(marker) == Rel::Mark && head(marker) == clause && is_time_noun(lemma(i)) &&
        (form(marker) == "after" || form(marker) == "before")) {
        hang(i, head(clause), Rel::OblUnmarked);
    }
}

/// "got five euros | worth of chips": the sum measures what it is worth.
void TreeMender::worth_of(TokenIndex i) {
    if (form(i) != "worth" || i < 2 || i + 1 >= size() || form(i + 1) != "of" || head(i) == kRoot ||
        head(i) > i) {
        return;
    }
    TokenIndex sum = i - 1;
    while (head(sum) != kRoot && head(sum) != head(i) && head(sum) > head(i)) {
        sum = head(sum);
    }
    if (sum > i || head(sum) != head(i) || !is(sum, {Rel::Obj, Rel::Obl, Rel::Nmod})) {
        return;
    }
    arcs_.rels[static_cast<std::size_t>(i)] = rel(sum);
    const TokenIndex preposition = child_in(sum, sum - kNear, sum, {Rel::Case});
    hang(sum, i, Rel::NmodUnmarked);
    if (preposition >= 0) {
        hang(preposition, i, Rel::Case);
    }
}

/// "asked about why | it sank", "struck by how | they live": the clause behind a question word
/// with a preposition belongs to that word.
void TreeMender::asked_clause(TokenIndex i) {
    const TokenIndex above = head(i);
    if (!is(i, {Rel::Advcl, Rel::Acl, Rel::Ccomp}) || above == kRoot || above > i) {
        return;
    }
    const TokenIndex subject = child_in(i, above + 1, i, {Rel::Nsubj, Rel::NsubjPass});
    TokenIndex first = subject;
    while (first > above + 1 && below(first - 1, subject)) {
        --first;
    }
    const TokenIndex asked = first - 1;
    const bool looks = subject >= 0 && asked > above && token(asked).xpos == "WRB" &&
                       head(asked) == i && token(above).upos == "VERB";
    const bool marked = looks && rel(asked - 1) == Rel::Mark && head(asked - 1) == i &&
                        introduces_question(form(asked - 1));
    if (marked || (looks && rel(asked - 1) == Rel::Case && head(asked - 1) == asked)) {
        hang(asked, above, Rel::Obl);  // "look at | how it works"
        hang(asked - 1, asked, Rel::Case);
        hang(i, asked, Rel::AclRelcl);
        return;
    }
    if (subject >= 0 && asked > above + 1 && token(asked).xpos == "WRB" &&
        rel(asked - 1) == Rel::Case && head(asked - 1) == asked && !below(asked, i) &&
        below(asked, head(above) == head(asked) ? head(above) : above)) {
        hang(i, asked, Rel::AclRelcl);
    }
}

/// "up | on the hills you find foxes": no particle stands before the subject of its verb.
void TreeMender::particle_before_subject(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::CompoundPrt || verb == kRoot || verb < i ||
        child_in(verb, i + 1, verb, {Rel::Nsubj, Rel::NsubjPass}) < 0) {
        return;
    }
    const TokenIndex phrase = rel(i + 1) == Rel::Case ? head(i + 1) : -1;
    hang(i, phrase >= 0 && head(phrase) == verb ? phrase : verb, Rel::Advmod);
}

/// "the problem | is that they left": what stands before "that" is no auxiliary of the clause.
void TreeMender::copula_of_clause(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (is(i, {Rel::Aux, Rel::AuxPass}) && lemma(i) == "be" && verb != kRoot && verb > i + 1 &&
        form(i + 1) == "that" && rel(i + 1) == Rel::Mark && head(i + 1) == verb) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Cop;
        const TokenIndex outer = child_in(verb, i - 2 * kNear, i, {Rel::Nsubj, Rel::NsubjPass});
        if (outer >= 0) {
            arcs_.rels[static_cast<std::size_t>(outer)] = Rel::NsubjOuter;
        }
    }
}

/// "is kept in a box, | sorted by date, and sold": a participle behind a comma is one of the row
/// of passives around it.
void TreeMender::participle_in_row(TokenIndex i) {
    if (rel(i) != Rel::Acl || token(i).xpos != "VBN" || i < 2 || form(i - 1) != "," ||
        head(i) == kRoot || head(i) > i) {
        return;
    }
    TokenIndex verb = head(i);
    while (verb != kRoot && token(verb).upos != "VERB" && head(verb) < verb) {
        verb = head(verb);
    }
    if (verb == kRoot || verb > i || child_in(verb, verb - kNear, verb, {Rel::AuxPass}) < 0) {
        return;
    }
    for (TokenIndex last = i + 2; last < std::min(size(), i + 2 * kNear); ++last) {
        const std::string& tag = token(last).xpos;
        if (rel(last) == Rel::Conj && (head(last) == verb || head(last) == i) &&
            (tag == "VBN" || tag == "VBD") && child_in(last, i + 1, last, {Rel::Cc}) >= 0 &&
            child_in(last, i + 1, last, {Rel::Nsubj, Rel::NsubjPass, Rel::Aux, Rel::AuxPass}) < 0) {
            hang(i, verb, Rel::Conj);
            hang(last, verb, Rel::Conj);
            return;
        }
    }
}

/// "built in 1900, | it is a fine house": what stands before the subject of a predicate noun does
/// not hang on the noun.
void TreeMender::fronted_participle(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) != Rel::Acl || noun == kRoot || noun < i ||
        child_in(noun, i + 1, noun, {Rel::Cop}) < 0) {
        return;
    }
    const TokenIndex subject = child_in(noun, i + 1, noun, {Rel::Nsubj});
    if (subject >= 0) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Advcl;
    }
}

/// 1 and -1 as for number_of_noun(), of a subject that may be a pronoun.
int TreeMender::number_of_subject(TokenIndex i) const {
    const std::string_view f = form(i);
    if (f == "he" || f == "she" || f == "it" || f == "this" || f == "that") {
        return 1;
    }
    if (f == "they" || f == "we" || f == "these" || f == "those") {
        return -1;
    }
    // "a group of girls were"
    const bool group = child_in(i, i + 1, i + kNear, {Rel::Nmod}) >= 0;
    const int number = number_of_noun(i);
    return group && number == 1 ? 0 : number;
}

/// "this is hard because they are thin and | are rare": a verb without a subject is joined to the
/// nearest clause whose subject has its number where the one it was joined to has not.
void TreeMender::agreeing_conjunct(TokenIndex i) {
    TokenIndex top = head(i);
    if (rel(i) != Rel::Conj || top == kRoot || top > i || !tensed_without_subject(i)) {
        return;
    }
    const TokenIndex first = child_in(i, top + 1, i, {Rel::Aux, Rel::AuxPass, Rel::Cop});
    const int number = number_of_verb(first >= 0 ? first : i);
    const auto subject_of = [&](TokenIndex verb) {
        return child_in(verb, verb - 2 * kNear, verb, {Rel::Nsubj, Rel::NsubjPass});
    };
    while (rel(top) == Rel::Conj && head(top) != kRoot && head(top) < top && subject_of(top) < 0) {
        top = head(top);
    }
    const TokenIndex subject = subject_of(top);
    if (number == 0 || subject < 0 || number_of_subject(subject) != -number) {
        return;
    }
    for (TokenIndex verb = i - 1; verb > subject; --verb) {
        const TokenIndex other = verb == top || !is_tensed(verb) ? -1 : subject_of(verb);
        if (other >= 0 && below(verb, top) && number_of_subject(other) == number &&
            !token(other).xpos.starts_with("W")) {
            hang(i, verb, Rel::Conj);
            return;
        }
    }
}

/// "the letter, a copy of which | was sent, says": a part of what the relative clause is about is
/// its subject.
void TreeMender::part_of_which(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) != Rel::Appos || noun == kRoot || noun > i) {
        return;
    }
    const TokenIndex which = child_in(i, i + 1, i + 4, {Rel::Nmod});
    const TokenIndex verb = child_in(noun, i + 1, i + kNear, {Rel::AclRelcl});
    if (which >= 0 && verb > which && (form(which) == "which" || form(which) == "whom") &&
        tensed_without_subject(verb)) {
        const bool passive = child_in(verb, which, verb, {Rel::AuxPass}) >= 0;
        hang(i, verb, passive ? Rel::NsubjPass : Rel::Nsubj);
    }
}

/// "had he asked, | we would have helped": a clause that begins with its auxiliary before one with
/// "would" is the condition.
void TreeMender::inverted_condition(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (!is(i, {Rel::Aux, Rel::AuxPass}) || verb == kRoot || verb < i || lemma(i) == "do" ||
        (form(i) != "had" && form(i) != "were" && form(i) != "should") ||
        (i > 0 && rel(i - 1) != Rel::Punct && rel(i - 1) != Rel::Cc) ||
        child_in(verb, i + 1, i + 4, {Rel::Nsubj, Rel::NsubjPass}) < 0 || verb - i > kNear) {
        return;
    }
    const TokenIndex main =
        child_in(verb, verb + 1, verb + 2 * kNear, {Rel::Parataxis, Rel::Ccomp});
    if (main < 0 || child_in(main, verb + 1, main, {Rel::Nsubj, Rel::NsubjPass, Rel::Expl}) < 0) {
        return;
    }
    const TokenIndex modal = child_in(main, verb + 1, main, {Rel::Aux});
    if (modal >= 0 && token(modal).xpos == "MD") {
        arcs_.heads[static_cast<std::size_t>(main)] = head(verb);
        arcs_.rels[static_cast<std::size_t>(main)] = rel(verb);
        hang(verb, main, Rel::Advcl);
    }
}

/// "leave | every ten minutes": how often something happens is no object.
void TreeMender::frequency(TokenIndex i) {
    if (rel(i) == Rel::Obj && is_time_noun(lemma(i)) && head(i) != kRoot && head(i) < i &&
        child_in(i, i - 3, i, {Rel::Nummod}) >= 0) {
        const TokenIndex every = child_in(i, i - 3, i, {Rel::Det});
        if (every >= 0 && form(every) == "every") {
            arcs_.rels[static_cast<std::size_t>(i)] = Rel::OblUnmarked;
        }
    }
}

/// "you | guys": a noun behind a pronoun that it explains is the head.
void TreeMender::you_all(TokenIndex i) {
    constexpr std::string_view kFolks[] = {"guys", "folks", "girls", "boys", "ladies"};
    const TokenIndex guys = i + 1;
    if (form(i) != "you" || guys >= size() || rel(guys) == Rel::Vocative || head(i) == kRoot ||
        std::find(std::begin(kFolks), std::end(kFolks), form(guys)) == std::end(kFolks) ||
        head(i) == guys || (head(guys) != head(i) && head(guys) != i)) {
        return;
    }
    arcs_.heads[static_cast<std::size_t>(guys)] = head(i);
    arcs_.rels[static_cast<std::size_t>(guys)] = rel(guys) == Rel::Obj ? Rel::Obj : rel(i);
    hang(i, guys, Rel::Det);
}

/// "that | the drug works": an article is never the verb's.
void TreeMender::article_of_subject(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Det || verb == kRoot || verb < i || token(verb).upos != "VERB") {
        return;
    }
    const TokenIndex subject =
        child_in(verb, i + 1, std::min(verb, i + 4), {Rel::Nsubj, Rel::NsubjPass});
    if (subject >= 0 && is_noun(subject) && child_in(subject, i, subject, {Rel::Det}) < 0) {
        hang(i, subject, Rel::Det);
    }
}

/// "to just | under 5,000": behind a preposition and an adverb the second one measures.
void TreeMender::second_preposition(TokenIndex i) {
    if (rel(i) == Rel::Case && i >= 2 && rel(i - 1) == Rel::Advmod && rel(i - 2) == Rel::Case &&
        head(i) != kRoot && head(i - 1) == head(i) && head(i - 2) == head(i) && head(i) > i &&
        (form(i) == "under" || form(i) == "over" || form(i) == "above" || form(i) == "below")) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Advmod;
    }
}

/// "the first African | to win": what somebody is the first to do belongs to the word in place of
/// the noun.
void TreeMender::first_to(TokenIndex i) {
    constexpr std::string_view kRanks[] = {"first", "second", "third", "last", "only"};
    const TokenIndex who = i - 2;
    if (who < 1 || token(i).xpos != "VB" || form(i - 1) != "to" || head(i - 1) != i ||
        !is(i, {Rel::Advcl, Rel::Xcomp}) || token(who).upos != "ADJ" ||
        token(who).form.front() < 'A' || token(who).form.front() > 'Z') {
        return;
    }
    const TokenIndex rank = child_in(who, who - 3, who, {Rel::Amod});
    const bool ranked = rank >= 0 && (std::find(std::begin(kRanks), std::end(kRanks), form(rank)) !=
                                          std::end(kRanks) ||
                                      token(rank).xpos == "JJS");
    if (ranked && child_in(who, who - 4, who, {Rel::Det}) >= 0) {
        hang(i, who, Rel::Acl);
    }
}

/// "holds details | that help us": a clause with a relative pronoun for its subject is said of the
/// noun before it.
void TreeMender::relative_complement(TokenIndex i) {
    const TokenIndex above = head(i);
    if (rel(i) != Rel::Ccomp || above == kRoot || above > i) {
        return;
    }
    const TokenIndex that = child_in(i, above + 2, i, {Rel::Nsubj, Rel::NsubjPass});
    if (that < 0 || form(that) != "that" || token(that).xpos != "WDT" ||
        token(that - 1).upos != "NOUN" || child_in(i, above + 1, that, {Rel::Mark, Rel::Cc}) >= 0) {
        return;
    }
    hang(i, name_head(that - 1, i), Rel::AclRelcl);
}

/// "advised patients suffering from asthma | to stay in": what somebody is advised to do is not
/// what describes them, and the infinitive is the verb's.
void TreeMender::infinitive_behind_participle(TokenIndex i) {
    const TokenIndex described = head(i);
    if (!is(i, {Rel::Advcl, Rel::Xcomp}) || token(i).xpos != "VB" || described == kRoot ||
        described > i || token(described).xpos != "VBG" || described < 2 ||
        takes_infinitive_alone(lemma(described)) || lemma(described) == "go" ||
        !is(described, {Rel::Acl, Rel::Xcomp, Rel::Advcl})) {
        return;
    }
    const TokenIndex to = child_in(i, described + 1, i, {Rel::Mark});
    const TokenIndex who = name_head(described - 1, described);
    const TokenIndex verb = head(who);
    if (to < 0 || form(to) != "to" || form(to - 1) == "," || !is_noun(who) || verb == kRoot ||
        !is(who, {Rel::Obj, Rel::Iobj}) || verb > who || !is_object_control(lemma(verb)) ||
        (head(described) != verb && head(described) != who)) {
        return;
    }
    hang(described, who, Rel::Acl);
    hang(i, verb, Rel::Xcomp);
}

}  // namespace trefoil::extract
