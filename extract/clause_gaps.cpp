/// Verb chains ("has promised to implement"), clefts ("what they want is peace"), and the gaps that
/// the noun above a relative clause fills.

#include <algorithm>

#include "extract/clause_finder.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

/// "the sanctions that X promised to impose": the pronoun that hangs on "promised" is the
/// object of "impose".
void ClauseFinder::lower_relative_object(Clause& c) {
    const TokenIndex pronoun = tree_.child(c.head, {Rel::Obj});
    if (pronoun >= 0 && pronoun == c.relative && c.object != c.noun && c.object >= 0 &&
        c.xcomp >= 0) {
        // "the thing that I want people to say"
        const int said = clauses_.of_token[static_cast<std::size_t>(c.xcomp)];
        if (said >= 0 && clauses_.list[static_cast<std::size_t>(said)].object < 0) {
            clauses_.list[static_cast<std::size_t>(said)].object = c.noun;
        }
        return;
    }
    if (c.xcomp < 0 || pronoun < 0 || pronoun != c.relative || c.object == pronoun ||
        !takes_infinitive_alone(tree_.lemma(c.head))) {
        return;
    }
    const int next = clauses_.of_token[static_cast<std::size_t>(c.xcomp)];
    if (next < 0 || clauses_.list[static_cast<std::size_t>(next)].object >= 0) {
        return;
    }
    clauses_.list[static_cast<std::size_t>(next)].object = c.object;
    c.object = -1;
}

/// Verbs with an infinitive only behind an object: without one it is in a gap.
bool ClauseFinder::takes_subject_along(std::string_view lemma) {
    constexpr std::string_view kVerbs[] = {"believe", "consider", "deem",   "judge",
                                           "presume", "estimate", "assume", "know"};
    return std::find(std::begin(kVerbs), std::end(kVerbs), lemma) != std::end(kVerbs);
}

/// Verbs behind which a gerund begins a clause.
bool ClauseFinder::takes_no_gerund(std::string_view lemma) {
    constexpr std::string_view kVerbs[] = {"make", "believe", "think", "say",   "claim",
                                           "hope", "know",    "argue", "expect"};
    return std::find(std::begin(kVerbs), std::end(kVerbs), lemma) != std::end(kVerbs);
}

void ClauseFinder::link_chain(int index) {
    Clause& c = clauses_.list[static_cast<std::size_t>(index)];
    lower_relative_object(c);
    if (c.xcomp < 0 || c.object >= 0 || c.indirect >= 0) {
        return;
    }
    const int next = clauses_.of_token[static_cast<std::size_t>(c.xcomp)];
    if (next < 0 || c.xcomp < c.head || tree_.lemma(c.head) == "do") {
        return;
    }
    Clause& inner = clauses_.list[static_cast<std::size_t>(next)];
    if (called_on(c, inner) >= 0) {
        c.xcomp = -1;  // "called on them | to stay": what is called on is its object
        return;
    }
    if (leaves_doer_open(c, inner)) {
        return;
    }
    if (inner.own_subject || inner.kind == Clause::Kind::Existential ||
        (inner.kind == Clause::Kind::Passive && inner.participle)) {
        return;
    }
    const bool is = inner.kind == Clause::Kind::Copula || tree_.lemma(inner.head) == "be" ||
                    tree_.lemma(inner.head) == "have";
    if (inner.infinitive && is && c.kind == Clause::Kind::Verb &&
        takes_subject_along(tree_.lemma(c.head))) {
        return;  // "what he believed | to be right"
    }
    c.chained = next;
    inner.chained_from = index;
    c.xcomp = -1;
}

/// "what they want is peace", "what they plan to do is (to) leave": they want peace, they plan
/// to leave. The copular clause becomes the complement of the verb after "what".
void ClauseFinder::undo_cleft(int index) {
    Clause& c = clauses_.list[static_cast<std::size_t>(index)];
    if (c.kind != Clause::Kind::Copula || c.subject < 0 || c.subject > c.head ||
        c.polarity == Polarity::Negative || tree_.has_child(c.head, {Rel::Case})) {
        return;
    }
    const bool clausal = tree_.rel(c.subject) == Rel::Csubj;
    const TokenIndex below = clausal ? tree_.child_form(c.subject, "what") : -1;
    const TokenIndex what = tree_.form(c.subject) == "what" ? c.subject
                            : clausal && below < 0          ? tree_.child_form(c.head, "what")
                                                            : below;
    const TokenIndex verb = what == c.subject ? tree_.child(c.subject, {Rel::AclRelcl}) : c.subject;
    const bool negated = std::any_of(tree_.children(c.head).begin(), tree_.children(c.head).end(),
                                     [&](TokenIndex t) { return is_negation(tree_.form(t)); });
    if (what < 0 || verb < 0 || negated || clauses_.of_token[static_cast<std::size_t>(verb)] < 0) {
        return;
    }
    const int inner = clauses_.of_token[static_cast<std::size_t>(verb)];
    Clause& wanted = clauses_.list[static_cast<std::size_t>(inner)];
    if (!wanted.own_subject || wanted.subject == what || wanted.kind != Clause::Kind::Verb) {
        return;
    }
    const int last_index = chain_end(clauses_, inner);
    Clause& last = clauses_.list[static_cast<std::size_t>(last_index)];
    const bool does = tree_.lemma(last.head) == "do" && last_index != inner;
    if (tree_.is_verb(c.head) && (does || c.to >= 0)) {
        Clause& above = does ? clauses_.list[static_cast<std::size_t>(last.chained_from)] : last;
        above.chained = index;
        c.chained_from = static_cast<int>(&above - clauses_.list.data());
        c.kind = Clause::Kind::Verb;
        c.auxiliaries.clear();
        if (does && c.to < 0 && last.to >= 0) {
            c.to = last.to;  // "what he wants to do is | paint"
            c.infinitive = true;
        }
        if (!does && tree_.lemma(last.head) == "do" && last.auxiliaries.empty()) {
            c.to = -1;  // "what she did was | to write": did write
            c.infinitive = false;
        }
    } else if (tree_.is_noun(c.head) && last_index == inner) {
        last.object = c.head;
        c.kind = Clause::Kind::Verb;  // read with the verb after "what"
    } else {
        return;
    }
    c.subject = -1;
    c.own_subject = false;
    wanted.noun = -1;
    wanted.link = Rel::Root;
    wanted.relative = -1;
}

/// A relative clause with a subject of its own and no pronoun: its noun is the object of the
/// last verb that lacks one, or the subject of an embedded clause that lacks one ("a crisis we
/// fear could spread").
void ClauseFinder::fill_gap(Clause& c) {
    // "the hope she spoke | of": the stranded preposition shows the gap.
    const std::string_view verb = tree_.lemma(c.head);
    const bool lacks = (needs_object(verb) || verb == "pose" || verb == "face") &&
                       c.object < 0;  // "ideas it contains"
    const bool content =
        effect_of_noun(tree_.lemma(c.noun < 0 ? c.head : c.noun)) != Effect::Neutral && !lacks &&
        stranded_preposition(c.head) < 0;
    if (c.link != Rel::AclRelcl || c.noun < 0 || c.first_conjunct >= 0 || content ||
        (c.own_subject && tree_.child_form(c.subject, "whose") >= 0)) {
        return;  // "concerns they would stay": the content of the noun, not a gap
    }
    if (is_picked_out(c)) {
        return;
    }
    if (c.relative >= 0 && c.object == c.noun && c.ccomp >= 0) {
        embedded_subject(c);
        return;
    }
    for (Clause* at = &c;;) {
        if (at->relative >= 0 || has_relative_adverb(at->head)) {
            return;
        }
        const int inner = at->chained >= 0 ? at->chained
                          : at->ccomp >= 0 ? clauses_.of_token[static_cast<std::size_t>(at->ccomp)]
                                           : -1;
        if (inner >= 0) {
            at = &clauses_.list[static_cast<std::size_t>(inner)];
            if (at->subject < 0 && at->link == Rel::Ccomp) {
                at->subject = c.noun;
                at->antecedent_subject = true;
                at->noun = c.noun;
                return;
            }
            continue;
        }
        if (is_when_or_how(c.noun) || does_well(at->head) ||
            (at == &c && stays_alone(tree_.lemma(at->head)) &&
             stranded_preposition(at->head) < 0)) {
            return;
        }
        const bool given = at->kind == Clause::Kind::Passive && at->agent < 0 &&
                           keeps_object(tree_.lemma(at->head));  // "coats they were given"
        const bool object_verb = (at->kind == Clause::Kind::Verb || given) && c.own_subject;
        if (object_verb && at->object > at->head && at->xcomp < 0 &&
            is_naming_verb(tree_.lemma(at->head))) {
            at->xcomp = at->object;  // "troops he calls guards"
            at->object = -1;
        }
        if (object_verb && at->object < 0) {
            if (at->particle < 0) {
                at->particle = stranded_preposition(at->head);
            }
            at->gap = c.noun;
            at->object = c.noun;
            at->noun = c.noun;
        }
        return;
    }
}

/// "it was after the war | that she left": the phrase says when, with its preposition.
bool ClauseFinder::is_picked_out(const Clause& c) const {
    const TokenIndex that = tree_.child_form(c.head, "that");
    const TokenIndex it = tree_.child(c.noun, {Rel::Nsubj, Rel::Expl});
    const TokenIndex preposition = tree_.child(c.noun, {Rel::Case});
    return that == c.noun + 1 && tree_.rel(that) == Rel::Mark && it >= 0 && it < c.noun &&
           tree_.form(it) == "it" && preposition >= 0 && preposition < c.noun &&
           tree_.has_child(c.noun, {Rel::Cop});
}

/// "the skill they need to | do well": nothing is done.
bool ClauseFinder::does_well(TokenIndex verb) const {
    return tree_.lemma(verb) == "do" && (tree_.child_form(verb, "well") == verb + 1 ||
                                         tree_.child_form(verb, "better") == verb + 1 ||
                                         tree_.child_form(verb, "badly") == verb + 1);
}

/// "the man she spoke | to": a preposition without a noun right after the verb.
TokenIndex ClauseFinder::stranded_preposition(TokenIndex verb) const {
    for (const TokenIndex child : tree_.children(verb)) {
        const bool bare = tree_.children(child).empty() && tree_.token(child).upos == "ADP";
        if (child == verb + 1 && bare) {
            return child;
        }
    }
    return -1;
}

/// "a law that she said would help": the pronoun is the subject of what is said.
void ClauseFinder::embedded_subject(Clause& c) {
    const int inner = clauses_.of_token[static_cast<std::size_t>(c.ccomp)];
    if (inner < 0) {
        return;
    }
    Clause& content = clauses_.list[static_cast<std::size_t>(inner)];
    if (content.subject < 0 && content.finite) {
        content.subject = c.noun;
        content.antecedent_subject = true;
        content.noun = c.noun;
        c.object = -1;
    }
}

/// "the way he looks", "the reason she left": the noun is no object.
bool ClauseFinder::is_manner_noun(std::string_view lemma) {
    return lemma == "way" || lemma == "reason" || lemma == "extent" || lemma == "degree" ||
           lemma == "speed" || lemma == "rate" || lemma == "ease";
}

/// "the place where he lived": an adverb fills the gap.
bool ClauseFinder::has_relative_adverb(TokenIndex head) const {
    return std::any_of(tree_.children(head).begin(), tree_.children(head).end(), [&](TokenIndex t) {
        return tree_.is(t, {Rel::Advmod, Rel::Obl}) && tree_.is_relative(t) &&
               tree_.token(t).xpos == "WRB";
    });
}

/// "the day it rained", "the way he looks", "a rule whereby, if it rains, they stay": what hangs on
/// the noun says what was when, or how.
bool ClauseFinder::is_when_or_how(TokenIndex noun) const {
    const bool adverb = noun + 1 < tree_.size() && tree_.token(noun + 1).xpos == "WRB";
    return adverb || is_time_noun(tree_.lemma(noun)) || is_manner_noun(tree_.lemma(noun));
}

/// "the news that she slept", "the city they emerged | from": verbs that never take an object.
bool ClauseFinder::stays_alone(std::string_view lemma) {
    constexpr std::string_view kAlone[] = {
        "sleep",     "arrive", "die",    "occur",  "happen", "arise",    "vanish",  "collapse",
        "disappear", "emerge", "depart", "smile",  "cry",    "fall",     "rise",    "appear",
        "exist",     "remain", "stay",   "resign", "retire", "emigrate", "graduate"};
    return std::find(std::begin(kAlone), std::end(kAlone), lemma) != std::end(kAlone);
}

/// "met and | interviewed her": whom one meets.
bool ClauseFinder::is_done_to_people(TokenIndex verb) const {
    constexpr std::string_view kVerbs[] = {"interview", "greet",    "marry",
                                           "befriend",  "question", "welcome"};
    return std::find(std::begin(kVerbs), std::end(kVerbs), tree_.lemma(verb)) != std::end(kVerbs);
}

/// Nothing behind the verb is its own.
bool ClauseFinder::is_bare(const Clause& verb) const {
    return verb.kind == Clause::Kind::Verb && verb.object < 0 && verb.ccomp < 0 && verb.xcomp < 0 &&
           verb.chained < 0 &&
           std::none_of(verb.obliques.begin(), verb.obliques.end(),
                        [&](TokenIndex o) { return o > verb.head; });
}

/// "drafted, debated and finally adopted | the law", "founded and still runs it": verbs that cannot
/// do without an object have that of the last of the row, if only adverbs stand between them.
void ClauseFinder::share_along_row(const Clause& last) {
    for (TokenIndex t = last.head - 1; t >= 0; --t) {
        const int row = clauses_.of_token[static_cast<std::size_t>(t)];
        if (row >= 0) {
            Clause& verb = clauses_.list[static_cast<std::size_t>(row)];
            const bool member =
                row == last.first_conjunct || verb.first_conjunct == last.first_conjunct;
            if (!member || !is_bare(verb) || !is_transitive(tree_.lemma(t))) {
                return;
            }
            verb.object = last.object;
        } else if (!tree_.is(t, {Rel::Cc, Rel::Punct, Rel::Advmod, Rel::Aux}) ||
                   tree_.form(t) == ";") {
            return;
        }
    }
}

/// "read to and played with | the children", "searched for and found | the boy": the preposition
/// left behind has the noun of the verb behind it.
void ClauseFinder::share_preposition(Clause& first, const Clause& c) {
    constexpr std::string_view kLeft[] = {"to",   "for", "of", "with",    "from",
                                          "into", "at",  "on", "against", "upon"};
    const TokenIndex left = first.head + 1;
    const TokenIndex cc = left + 1;
    if (cc + 3 < c.head || cc >= c.head || tree_.rel(cc) != Rel::Cc ||
        tree_.token(left).xpos != "IN" ||
        std::find(std::begin(kLeft), std::end(kLeft), tree_.form(left)) == std::end(kLeft)) {
        return;
    }
    const bool governs = c.head + 1 < tree_.size() && tree_.is(c.head + 1, {Rel::Case}) &&
                         tree_.head(c.head + 1) > c.head;
    const TokenIndex noun = governs ? tree_.head(c.head + 1) : c.object;
    if (noun > c.head && first.object < 0 && first.ccomp < 0) {
        first.particle = left;
        first.object = noun;
        std::erase(first.obliques, left);
    }
}

/// "buys and sells shares": an object right after two bare verbs belongs to both.
void ClauseFinder::share_object(Clause& c) {
    if (c.first_conjunct < 0) {
        return;
    }
    Clause& first = clauses_.list[static_cast<std::size_t>(c.first_conjunct)];
    if (first.kind != Clause::Kind::Verb || c.kind != Clause::Kind::Verb) {
        return;
    }
    const bool adjacent = c.head - first.head <= 2 && tree_.form(c.head - 1) != "," &&
                          (!is_intransitive(tree_.lemma(first.head)) ||
                           (tree_.lemma(first.head) == "meet" && is_done_to_people(c.head)));
    if (!c.own_subject) {
        share_preposition(first, c);
    }
    if (c.object > c.head && !c.own_subject) {
        share_along_row(c);
    }
    const bool plain = std::none_of(first.obliques.begin(), first.obliques.end(),
                                    [&](TokenIndex o) { return o > first.head; });
    if (adjacent && first.object < 0 && c.object > c.head && plain && first.ccomp < 0) {
        first.object = c.object;
    } else if (c.object < 0 && first.object > c.head && c.obliques.empty() && c.ccomp < 0) {
        c.object = first.object;
        if (first.object > c.head && is_intransitive(tree_.lemma(first.head)) &&
            tree_.lemma(first.head) != "meet") {
            first.object = -1;  // "to come and open | the door"
        }
    } else if (c.object < 0 && first.gap >= 0 && first.gap == first.object && c.obliques.empty() &&
               c.ccomp < 0 && !c.own_subject) {
        c.object = first.gap;
        c.gap = first.gap;
    }
}

}  // namespace trefoil::extract
