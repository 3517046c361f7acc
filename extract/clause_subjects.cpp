/// Who does what a clause without a subject of its own says: conjuncts, complements, and clauses
/// that hang on a noun.

#include <algorithm>

#include "extract/clause_finder.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

void ClauseFinder::fill_subject(Clause& c) {
    const bool dummy = tree_.has_child(c.head, {Rel::Expl});  // "left, and | it seems that"
    if (c.subject >= 0 || c.kind == Clause::Kind::Existential || dummy || is_loose_participle(c)) {
        return;
    }
    if (c.to > 0 && for_subject(c)) {
        return;
    }
    if (c.participle && tree_.token(c.head).xpos == "VBG" && c.first_conjunct < 0) {
        if (const TokenIndex owner = tree_.child(c.head, {Rel::NmodPoss}); owner >= 0) {
            c.subject = owner;  // "ends with Ann's | leaving"
            return;
        }
    }
    if (c.first_conjunct >= 0) {
        const Clause& first = clauses_.list[static_cast<std::size_t>(c.first_conjunct)];
        const std::string& tag = tree_.token(first.head).xpos;
        if (tree_.token(c.head).xpos == "VB" && c.to < 0 && c.auxiliaries.empty() &&
            first.auxiliaries.empty() && (tag == "VBZ" || tag == "VBD")) {
            return;  // "fears it would fail, which he denies, and | waste time"
        }
        if (orders_behind(c, first)) {
            return;  // "there are some, but | remember to book": the hearer
        }
        if (c.finite && first.subject >= 0 && !agrees(c, first.subject)) {
            return;  // "saw that the games, which she lost, were over and | goes home"
        }
        c.subject = first.subject;
        c.antecedent_subject = first.antecedent_subject;
        return;
    }
    const Clause* parent =
        c.parent < 0 ? nullptr : &clauses_.list[static_cast<std::size_t>(c.parent)];
    switch (c.link) {
        case Rel::Xcomp:
            if (const TokenIndex noun = described_by(tree_.head(c.head)); noun >= 0) {
                c.subject = noun;
            } else if (parent != nullptr && !leaves_doer_open(*parent, c) &&
                       !fetches_thing(*parent, c)) {
                const TokenIndex called = called_on(*parent, c);
                c.subject = called >= 0           ? called
                            : is_paid(c, *parent) ? parent->indirect
                                                  : controller(*parent);
            }
            break;
        case Rel::Acl:
        case Rel::AclRelcl:
            noun_subject(c, parent);
            break;
        case Rel::Advcl:
            if (parent != nullptr && !c.finite && tree_.head(c.head) == parent->head) {
                c.subject = adjunct_subject(c, *parent);
                std::erase(c.obliques, c.subject);  // "with Ann | gone"
            }
            break;
        case Rel::Parataxis:
        case Rel::Dep:
            if (parent != nullptr && (c.participle || c.infinitive)) {
                const TokenIndex above = tree_.head(c.head);
                const bool aside = above != parent->head && tree_.is_noun(above);
                const bool lived = tree_.form(c.head).ends_with(".") &&
                                   !tree_.token(above).name.ends_with("-Person");
                // "the son of Ann (| died 1900)", but not "the wife of a smith (| d. 1900)"
                c.subject = aside && lived ? -1 : aside ? above : parent->subject;
            }
            break;
        default:
            break;
    }
}

/// "the hill is steep, but | take your time": a bare verb behind a statement of what is; "it is
/// late, and I mean | look at it".
bool ClauseFinder::orders_behind(const Clause& c, const Clause& first) const {
    if (const TokenIndex mean = tree_.child(c.head, {Rel::Parataxis});
        mean >= 0 && mean + 1 == c.head && tree_.lemma(mean) == "mean") {
        return true;
    }
    const TokenIndex joins = tree_.child(c.head, {Rel::Cc});
    const TokenIndex is = first.auxiliaries.empty() ? first.head : first.auxiliaries.front();
    const bool states = first.kind == Clause::Kind::Existential ||
                        (first.kind == Clause::Kind::Copula &&
                         (tree_.token(is).xpos == "VBZ" || tree_.form(is) == "was"));
    return states && first.finite && tree_.token(is).xpos != "MD" && first.to < 0 && c.to < 0 &&
           tree_.token(c.head).xpos == "VB" && c.auxiliaries.empty() && joins > 0 &&
           tree_.rel(joins - 1) == Rel::Punct;
}

/// "the order for troops to leave": a for-phrase right before "to" is who does it, wherever it
/// hangs.
bool ClauseFinder::for_subject(Clause& c) const {
    constexpr int kDeepest = 3;
    TokenIndex at = c.to - 1;
    if (at > 0 && tree_.form(at) == "," && tree_.rel(at - 1) == Rel::Appos) {
        --at;  // "for her son, Tom, | to leave"
    }
    for (int depth = 0; depth < kDeepest && at != kRoot; ++depth, at = tree_.head(at)) {
        const bool noun = tree_.is_noun(at) || (tree_.token(at).upos == "ADJ" &&
                                                tree_.child_form(at, "the") >= 0);  // "the other"
        if (!noun || tree_.dominates(c.head, at)) {
            return false;
        }
        const TokenIndex preposition = tree_.child_form(at, "for");
        if (preposition >= 0 && is_destination(at)) {
            return false;  // "left Leeds for Bath | to study"
        }
        const TokenIndex marker = tree_.child_form(c.head, "for");
        const bool marked =
            marker >= 0 && marker < at && (tree_.head(at) < marker || tree_.head(at) > c.to);
        if (marked || (preposition >= 0 && preposition < at)) {
            if (is_time_noun(tree_.lemma(at)) || is_means_noun(tree_.lemma(at))) {
                return false;  // "look for a way | to do it"
            }
            c.subject = at;
            return true;
        }
    }
    return false;
}

/// "left Leeds for | Bath", "known for | his plays": where somebody goes, or why.
bool ClauseFinder::is_destination(TokenIndex noun) const {
    const TokenIndex verb = tree_.head(noun);
    if (verb == kRoot || verb > noun || tree_.rel(noun) != Rel::Obl) {
        return false;
    }
    const std::string_view lemma = tree_.lemma(verb);
    return (lemma == "leave" && tree_.has_child(verb, {Rel::Obj})) || lemma == "know" ||
           lemma == "praise" || lemma == "blame" || lemma == "thank";
}

/// "recommended taking it", "made cutting costs her aim": who is to do it is not said.
bool ClauseFinder::leaves_doer_open(const Clause& parent, const Clause& inner) const {
    return tree_.token(inner.head).xpos == "VBG" && inner.participle &&
           (parent.object < 0 || parent.gap >= 0) &&
           (is_advice_verb(tree_.lemma(parent.head)) ||
            (inner.link == Rel::Xcomp && takes_no_gerund(tree_.lemma(parent.head))));
}

/// ", based on X", "compared with X": about the clause or a word of it, hardly ever about the
/// subject or the noun before it.
bool ClauseFinder::is_loose_participle(const Clause& c) const {
    const TokenIndex first = tree_.subtree(c.head).front();
    const bool loose = first == 0 || tree_.rel(first) == Rel::Punct ||
                       (first == c.head && tree_.rel(first - 1) == Rel::Punct);
    const std::string_view form = tree_.form(c.head);
    if (c.participle && c.link == Rel::Advcl && tree_.has_child(c.head, {Rel::Ccomp}) &&
        (form == "considering" || form == "given" || form == "granted")) {
        return true;  // "considering that it is late"
    }
    if (!c.participle || !loose || c.head + 1 >= tree_.size()) {
        return false;
    }
    const std::string_view next = tree_.form(c.head + 1);
    if (c.noun >= 0 &&
        (tree_.has_child(c.noun, {Rel::Det, Rel::NmodPoss}) || tree_.is_proper(c.noun))) {
        return false;  // "the film, based on a novel"
    }
    const std::string& upos = tree_.token(c.head + 1).upos;
    const bool start = (form == "starting" || form == "beginning") &&
                       (next == "with" || next == "in" || next == "from" || next == "on");
    const bool aside = (form == "judging" && (next == "by" || next == "from")) ||
                       (form == "speaking" && (next == "of" || next == ","));
    if (start || aside) {
        return true;  // "starting with the mayor, all left"
    }
    return (form == "based" && (next == "on" || next == "upon")) ||
           (form == "followed" && next == "by" && c.noun < 0) ||
           ((form == "combined" || form == "coupled") && next == "with" && c.noun < 0) ||
           (form == "compared" && (next == "to" || next == "with")) || form == "depending" ||
           (form == "given" && c.noun < 0 && (upos == "DET" || upos == "PRON")) ||
           form == "regarding" || form == "concerning" || (form == "owing" && next == "to");
}

/// "brought themselves | to go": the object is the subject.
bool ClauseFinder::is_itself(const Clause& c) const {
    return c.object >= 0 && is_reflexive(tree_, c.object);
}

/// "count on the state | to pay", "appeal to them | to stay": who is called on does it.
TokenIndex ClauseFinder::called_on(const Clause& parent, const Clause& inner) const {
    constexpr std::string_view kVerbs[] = {"call", "count",   "rely",  "depend", "appeal", "look",
                                           "lean", "prevail", "plead", "signal", "shout"};
    const bool calls = parent.kind == Clause::Kind::Verb &&
                       std::find(std::begin(kVerbs), std::end(kVerbs), tree_.lemma(parent.head)) !=
                           std::end(kVerbs);
    const bool falls = parent.subject >= 0 && tree_.form(parent.subject) == "it" &&
                       (tree_.lemma(parent.head) == "fall" ||
                        (parent.kind == Clause::Kind::Passive &&
                         tree_.lemma(parent.head) == "leave"));  // "it was left to her | to do it"
    if (inner.to < 0 || (!calls && !falls)) {
        return -1;
    }
    for (const TokenIndex o : parent.obliques) {
        const bool on = tree_.child_form(o, "on") >= 0 || tree_.child_form(o, "upon") >= 0 ||
                        tree_.child_form(o, "to") >= 0 || tree_.child_form(o, "with") >= 0;
        if (on && o > parent.head && tree_.subtree(o).back() + 1 == inner.to) {
            return o;
        }
    }
    return -1;
}

TokenIndex ClauseFinder::controller(const Clause& parent) const {
    const bool passive = parent.kind == Clause::Kind::Passive;
    if (!passive && takes_along(parent)) {
        return parent.object;
    }
    if (!passive && !is_subject_control(tree_.lemma(parent.head)) && !is_itself(parent)) {
        if (parent.object > parent.head && parent.gap < 0 &&
            tree_.token(parent.object).upos == "NOUN" &&
            effect_of_noun(tree_.lemma(parent.object)) != Effect::Neutral) {
            // "got the chance | to see it", "gave her the right | to go"
            return owner_of(parent.object, &parent);
        }
        if (parent.object >= 0 && parent.gap < 0) {
            return parent.object;
        }
        if (parent.indirect >= 0) {
            return parent.indirect;
        }
        if (parent.gap >= 0) {
            return parent.gap;
        }
    }
    return parent.subject;
}

/// Verbs of getting: a thing is got for one's own doing, a person for theirs.
bool ClauseFinder::is_fetching(std::string_view lemma) {
    constexpr std::string_view kFetch[] = {"take",   "need",   "get",  "bring",
                                           "employ", "choose", "leave"};
    return std::find(std::begin(kFetch), std::end(kFetch), lemma) != std::end(kFetch);
}

/// "took her | to see it", "needs them | to help": who is taken or needed does it, but nobody
/// does what a thing is taken for.
bool ClauseFinder::takes_along(const Clause& parent) const {
    if (!is_fetching(tree_.lemma(parent.head)) || parent.object <= parent.head || parent.gap >= 0 ||
        is_itself(parent)) {
        return false;
    }
    const std::string_view who = tree_.form(parent.object);
    const bool person = who == "him" || who == "her" || who == "them" || who == "us" ||
                        who == "me" || who == "you" || is_person_noun(parent.object) ||
                        names_doer(tree_.lemma(parent.object));
    return person || is_body(tree_.lemma(parent.object)) || tree_.is_proper(parent.object);
}

/// "got a loan | to buy it", "left the farm | to look for it": the loan does not, but "got the
/// engine | to run".
bool ClauseFinder::fetches_thing(const Clause& parent, const Clause& inner) const {
    const bool more = inner.object > inner.head ||
                      (tree_.lemma(parent.head) == "leave" && !inner.obliques.empty());
    return inner.infinitive && more && parent.kind == Clause::Kind::Verb &&
           is_fetching(tree_.lemma(parent.head)) && parent.object > parent.head && parent.gap < 0 &&
           tree_.token(parent.object).upos == "NOUN" && !takes_along(parent);
}

/// Bodies of people that act as one.
bool ClauseFinder::is_body(std::string_view lemma) {
    constexpr std::string_view kBodies[] = {
        "government",     "council",  "parliament", "congress",  "committee", "court",
        "administration", "ministry", "army",       "police",    "union",     "party",
        "family",         "military", "board",      "community", "firm",      "airline",
        "bank",           "school",   "university", "country",   "state",     "troops",
        "club",           "agency",   "crew",       "couple",    "navy"};
    return std::find(std::begin(kBodies), std::end(kBodies), lemma) != std::end(kBodies);
}

/// "Ann, | eager to win, left": who is described by an adjective that makes no clause, or -1.
TokenIndex ClauseFinder::described_by(TokenIndex adjective) const {
    const TokenIndex above = tree_.head(adjective);
    if (above == kRoot || tree_.token(adjective).upos != "ADJ" ||
        clauses_.headed_by(adjective) != nullptr) {
        return -1;
    }
    if (tree_.rel(adjective) == Rel::Advcl && adjective < above) {
        const Clause* clause = clauses_.headed_by(above);
        return clause == nullptr ? -1 : clause->subject;
    }
    const bool behind =
        above < adjective && tree_.is_noun(above) && tree_.is(adjective, {Rel::Amod, Rel::Acl});
    return behind ? above : -1;
}

void ClauseFinder::noun_subject(Clause& c, const Clause* parent) const {
    if (c.noun < 0) {
        return;
    }
    if (c.participle || c.link == Rel::AclRelcl) {
        if (c.link == Rel::AclRelcl && c.gap >= 0) {
            return;
        }
        if (is_words_of(c, parent)) {
            c.subject = parent->subject;
            return;
        }
        const TokenIndex when = tree_.child(c.head, {Rel::Advmod});
        if (c.participle && when >= 0 && when < c.head && tree_.token(when).xpos == "WRB") {
            return;  // "care when | using it"
        }
        if (tree_.child(c.head, {Rel::Mark}) >= 0 && c.participle) {
            const bool accused = parent != nullptr && parent->object == c.noun &&
                                 is_accuse_verb(tree_.lemma(parent->head));
            c.subject = accused ? c.noun : owner_of(c.noun, parent);  // "interest in joining"
            const bool borrowed = parent != nullptr && c.subject == parent->subject &&
                                  parent->head != c.noun && c.subject != c.noun;
            if (borrowed && !is_had(c, *parent)) {
                c.subject = -1;
            }
            return;
        }
        if (is_done_with(c, parent)) {
            c.subject = parent->subject;
            return;
        }
        if (is_trouble(c)) {
            c.subject = owner_of(c.noun, parent);
            return;
        }
        if (is_said_of_subject(c, parent)) {
            c.subject = parent->subject;
            return;
        }
        if (c.link == Rel::AclRelcl && c.finite && c.relative < 0 && !has_relative(c.head)) {
            return;  // "the way he looks": a subject cannot be left out
        }
        c.subject = c.noun;
        c.antecedent_subject = true;
        return;
    }
    if (c.infinitive && is_ranked(tree_, c.noun) && !is_tough(c.noun) &&
        !is_means_noun(tree_.lemma(c.noun)) &&
        effect_of_noun(tree_.lemma(c.noun)) == Effect::Neutral) {
        c.subject = c.noun;  // "the first woman to land"
        return;
    }
    if (c.infinitive) {
        const bool controlled =
            parent != nullptr && parent->object == c.noun && parent->gap < 0 &&
            ((is_object_control(tree_.lemma(parent->head)) &&
              (!is_fetching(tree_.lemma(parent->head)) || takes_along(*parent)) &&
              effect_of_noun(tree_.lemma(c.noun)) == Effect::Neutral) ||
             enacts(c, *parent));  // not "got a chance to go"
        const bool built = c.kind == Clause::Kind::Passive && tree_.rel(c.noun) == Rel::Obl &&
                           effect_of_noun(tree_.lemma(c.noun)) == Effect::Neutral;
        c.subject = controlled ? c.noun : built ? -1 : owner_of(c.noun, parent);
        if (parent != nullptr && c.subject == parent->subject && parent->object == c.noun &&
            is_against(c.noun, parent->head)) {
            c.subject = -1;
        }
    }
}

/// "blocked a plan to do it", "rejected a proposal to do it": somebody else's.
bool ClauseFinder::is_against(TokenIndex noun, TokenIndex verb) const {
    constexpr std::string_view kAgainst[] = {"reject",  "block",    "veto",   "oppose", "criticize",
                                             "condemn", "denounce", "foil",   "thwart", "criticise",
                                             "attack",  "dismiss",  "defeat", "resist"};
    const std::string_view what = tree_.lemma(noun);
    return what != "offer" && what != "invitation" && what != "chance" && what != "opportunity" &&
           std::find(std::begin(kAgainst), std::end(kAgainst), tree_.lemma(verb)) !=
               std::end(kAgainst);
}

/// "has a habit of | singing", "showed interest in | joining", "with the aim of | winning": what
/// the subject has, shows or aims at is its own; what it praises, offers or discusses need not be.
bool ClauseFinder::is_had(const Clause& c, const Clause& parent) const {
    constexpr std::string_view kOwn[] = {
        "process", "stage", "phase",  "course", "middle", "act",      "verge",   "brink",
        "goal",    "aim",   "intent", "view",   "hope",   "purpose",  "plan",    "policy",
        "habit",   "task",  "result", "risk",   "job",    "practice", "history", "intention"};
    if (std::find(std::begin(kOwn), std::end(kOwn), tree_.lemma(c.noun)) != std::end(kOwn)) {
        return true;
    }
    const std::string_view verb = tree_.lemma(parent.head);
    const bool gives = verb == "give" || verb == "grant" || verb == "offer";
    const bool shows = verb == "show" || verb == "express" || verb == "demonstrate" ||
                       verb == "lose" || verb == "gain" || verb == "develop";
    return parent.object == c.noun && ((is_light_verb(verb) && !gives) || shows);
}

/// "he was a captain, | leading three ships", "she was a painter and poet, | known as X".
bool ClauseFinder::is_said_of_subject(const Clause& c, const Clause* parent) const {
    const bool is =
        parent != nullptr && parent->kind == Clause::Kind::Copula && parent->head == c.noun;
    const bool becomes = parent != nullptr && tree_.lemma(parent->head) == "become" &&
                         tree_.head(c.noun) == parent->head;
    if ((!is && !becomes) || parent->subject < 0 || !c.participle ||
        tree_.rel(tree_.subtree(c.head).front()) != Rel::Punct) {
        return false;
    }
    const bool one = tree_.child_form(c.noun, "a") >= 0 || tree_.child_form(c.noun, "an") >= 0;
    return tree_.token(c.head).xpos == "VBG" ||
           (one && !tree_.is_pronoun(parent->subject) && tree_.form(c.head) != "based");
}

/// "built a tower | using bricks", "flew ten raids | using drones": who did it used them.
bool ClauseFinder::is_done_with(const Clause& c, const Clause* parent) const {
    return tree_.form(c.head) == "using" && parent != nullptr && parent->object == c.noun &&
           parent->kind == Clause::Kind::Verb && parent->gap < 0 && parent->subject >= 0 &&
           tree_.token(c.noun).upos == "NOUN" && !is_person_noun(c.noun);
}

/// "had trouble | finding it", "her experience | leading teams": the noun has no part in it.
bool ClauseFinder::is_trouble(const Clause& c) const {
    constexpr std::string_view kNouns[] = {
        "trouble", "difficulty", "problem", "experience", "fun",       "luck",
        "success", "time",       "hour",    "day",        "week",      "month",
        "year",    "career",     "job",     "life",       "childhood", "youth",
        "exploit", "adventure",  "memory",  "upbringing"};
    const TokenIndex last = c.head - 1;  // "trouble", "a lot of trouble"
    const bool of = last > c.noun && tree_.head(last) == c.noun && tree_.rel(last) == Rel::Nmod &&
                    tree_.child_form(last, "of") >= 0;
    return c.participle && tree_.token(c.head).xpos == "VBG" && (last == c.noun || of) &&
           tree_.rel(c.head) == Rel::Acl &&
           std::find(std::begin(kNouns), std::end(kNouns), tree_.lemma(last)) != std::end(kNouns);
}

bool ClauseFinder::has_relative(TokenIndex head) const {
    return tree_.child_form(head, "that") >= 0 || tree_.child_form(head, "which") >= 0 ||
           tree_.child_form(head, "who") >= 0;
}

/// "in a speech accusing X, she said": the speaker accuses, not the speech.
bool ClauseFinder::is_words_of(const Clause& c, const Clause* parent) const {
    constexpr std::string_view kWords[] = {"speech",  "statement", "letter",    "interview",
                                           "address", "message",   "post",      "memo",
                                           "article", "remark",    "testimony", "comment"};
    return parent != nullptr && parent->subject >= 0 && tree_.token(c.head).xpos == "VBG" &&
           tree_.rel(c.noun) == Rel::Obl && tree_.head(c.noun) == parent->head &&
           tree_.child_form(c.noun, "in") >= 0 &&
           std::find(std::begin(kWords), std::end(kWords), tree_.lemma(c.noun)) != std::end(kWords);
}

/// "appointed her, | with a mandate to do it": hers, not theirs.
bool ClauseFinder::is_given_with(TokenIndex noun, const Clause& parent) const {
    return parent.object > parent.head && parent.object < noun &&
           tree_.child_form(noun, "with") >= 0;
}

/// Who has the plan, power or wish: its possessor, the agent in a by- or of-phrase, or the
/// subject of the verb it is the object of.
TokenIndex ClauseFinder::owner_of(TokenIndex noun, const Clause* parent) const {
    const TokenIndex possessor = tree_.child(noun, {Rel::NmodPoss});
    if (possessor >= 0) {
        return is_time_noun(tree_.lemma(possessor)) ? -1 : possessor;  // "today's talk of leaving"
    }
    for (const TokenIndex child : tree_.children(noun)) {
        const bool of = !is_means_noun(tree_.lemma(noun)) && tree_.child_form(child, "of") >= 0 &&
                        (tree_.is_proper(child) || is_person_noun(child) ||
                         tree_.child_form(child, "the") >= 0);
        if (tree_.rel(child) == Rel::Nmod && (of || tree_.child_form(child, "by") >= 0)) {
            return child;  // "the skill of the crew | to do it"
        }
    }
    const TokenIndex before = noun - 1;
    if (before >= 0 && tree_.rel(before) == Rel::Compound && tree_.head(before) == noun &&
        tree_.is_proper(before) && tree_.token(noun).upos == "NOUN" && !is_person_noun(noun) &&
        !is_means_noun(tree_.lemma(noun)) &&
        (tree_.token(before).name.ends_with("-Place") ||
         tree_.token(before).name.ends_with("-Organization"))) {
        return before;  // "welcomes the Leeds plan | to do it"
    }
    if (is_tough(noun) || is_of_nation(noun)) {
        return -1;
    }
    if (is_person_noun(noun)) {
        return noun;  // "elect people to lead them"
    }
    const bool agent =
        parent != nullptr && parent->kind == Clause::Kind::Passive && parent->agent == noun;
    const bool argument =
        parent != nullptr && parent->kind != Clause::Kind::Existential && !agent &&
        !is_means_noun(tree_.lemma(noun)) &&
        (parent->object == noun || noun == parent->head ||
         (tree_.head(noun) == parent->head && tree_.rel(noun) == Rel::Obl && noun > parent->head &&
          !is_given_with(noun, *parent) && tree_.child_form(noun, "from") < 0 &&
          tree_.child_form(noun, "against") < 0 && tree_.child_form(noun, "over") < 0));
    if (argument) {
        if (noun == parent->head && parent->subject >= 0) {
            const std::string_view f = tree_.form(parent->subject);
            if (f == "it" && tree_.child_form(noun, "up") >= 0 &&
                tree_.child_form(noun, "to") >= 0) {
                return noun;  // "it is up to the crew | to decide"
            }
            if (f == "it" || f == "this" || f == "that") {
                return -1;  // "it was a chance | to learn"
            }
        }
        const bool given = parent->indirect >= 0 && parent->object == noun;
        return given ? parent->indirect : parent->subject;
    }
    return -1;
}

/// "the Swiss plan | to leave": the plan of those whose name it bears.
bool ClauseFinder::is_of_nation(TokenIndex noun) const {
    const auto children = tree_.children(noun);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        return tree_.rel(child) == Rel::Amod && child > 0 && child < noun &&
               tree_.token(child).upos == "ADJ" && !tree_.token(child).form.empty() &&
               tree_.token(child).form.front() >= 'A' && tree_.token(child).form.front() <= 'Z';
    });
}

/// "an easy one | to forget", "the hardest to learn": it is forgotten and learnt.
bool ClauseFinder::is_tough(TokenIndex noun) const {
    constexpr std::string_view kTough[] = {"easy",  "hard",   "difficult", "impossible",
                                           "tough", "simple", "tricky"};
    const auto tough = [&](TokenIndex word) {
        return std::find(std::begin(kTough), std::end(kTough), tree_.lemma(word)) !=
               std::end(kTough);
    };
    return tough(noun) || std::any_of(tree_.children(noun).begin(), tree_.children(noun).end(),
                                      [&](TokenIndex child) {
                                          return tree_.rel(child) == Rel::Amod && tough(child);
                                      });
}

/// "a way to do it", "something to consider": by or in which anybody does it.
bool ClauseFinder::is_means_noun(std::string_view lemma) {
    constexpr std::string_view kMeans[] = {"way",       "time",     "place",   "space",
                                           "thing",     "room",     "date",    "reason",
                                           "something", "anything", "nothing", "here"};
    return std::find(std::begin(kMeans), std::end(kMeans), lemma) != std::end(kMeans);
}

bool ClauseFinder::is_person_noun(TokenIndex noun) const {
    constexpr std::string_view kPersons[] = {
        "people",    "person",   "man",     "woman",   "someone", "somebody", "anyone",
        "anybody",   "nobody",   "those",   "citizen", "child",   "member",   "voter",
        "expert",    "official", "leader",  "worker",  "soldier", "troop",    "representative",
        "volunteer", "friend",   "company", "team",    "group",   "everyone", "everybody",
        "player",    "student",  "visitor", "guest",   "patient", "pupil",    "kid",
        "boy",       "girl",     "viewer",  "reader",  "user",    "audience"};
    return std::find(std::begin(kPersons), std::end(kPersons), tree_.lemma(noun)) !=
           std::end(kPersons);
}

}  // namespace trefoil::extract
