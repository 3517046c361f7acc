/// What the clause above makes of a clause: complements, adjuncts, clauses that hang on a noun.

#include <algorithm>

#include "extract/qualifier.hpp"
#include "extract/qualifiers.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

/// "no question that X", "no secret that X": X all the same.
bool holds_without(std::string_view noun) {
    return noun == "question" || noun == "secret" || noun == "wonder" || noun == "surprise" ||
           noun == "coincidence" || noun == "accident";
}

}  // namespace

void Qualifier::from_above(Clause& c) const {
    judge(c);
    const Clause* parent = at(c.parent);
    const bool open_subject = c.infinitive && c.link == Rel::Csubj && c.subject >= 0 &&
                              parent != nullptr && parent->kind == Clause::Kind::Copula;
    if (open_subject && c.modality == Modality::Actual) {
        c.modality = Modality::Possible;  // "it is for us to decide"
    }
    if (open_subject && parent->head == c.subject && parent->polarity == Polarity::Negative &&
        tree_.child_form(c.subject, "for") >= 0) {
        c.polarity = flip(c.polarity);  // "it is not for us to decide"
    }
    if (c.modality == Modality::Actual && is_depended_on(c)) {
        c.modality = Modality::Possible;
    }
    const bool likened = parent != nullptr && c.participle && !c.finite && is_likened(parent->head);
    if ((c.modality == Modality::Actual && likened) ||
        ((c.modality == Modality::Actual || c.modality == Modality::Planned) && is_imagined(c))) {
        c.modality = Modality::Possible;
    }
    const bool on_noun = c.link == Rel::AclRelcl || (c.link == Rel::Acl && c.participle);
    const bool asked_cleft =
        parent != nullptr && on_noun && is_asked(*parent) &&
        ((parent->kind == Clause::Kind::Copula && parent->head == c.noun && parent->subject >= 0 &&
          tree_.form(parent->subject) == "it") ||
         (parent->kind == Clause::Kind::Copula && parent->subject == c.noun && c.noun >= 0 &&
          is_time_noun(tree_.lemma(c.noun))) ||
         (parent->kind == Clause::Kind::Existential && parent->subject == c.noun) ||
         (c.link == Rel::Acl && parent->object == c.noun && tree_.lemma(parent->head) == "have"));
    if (asked_cleft && c.modality == Modality::Actual) {
        c.modality = Modality::Possible;  // "is it tea that you want?", "is there a book that you
                                          // like?", "when was the last time you went?"
    }
    if (parent != nullptr && c.chained_from >= 0 && at(c.chained_from) == parent &&
        c.modality == Modality::Planned && is_asked(*parent)) {
        c.modality = Modality::Possible;  // "do you want to go?"
    }
}

/// "depends on | how they grow it", hung on "how" or on the verb.
bool Qualifier::is_depended_on(const Clause& c) const {
    const TokenIndex above = tree_.head(c.head);
    const TokenIndex how = tree_.child_form(c.head, "how");
    if (above == kRoot || (how < 0 && tree_.form(above) != "how")) {
        return false;
    }
    const TokenIndex verb = how < 0 ? tree_.head(above) : above;
    return c.finite && verb != kRoot && verb < c.head &&
           (tree_.lemma(verb) == "depend" || tree_.form(verb) == "depending" ||
            tree_.form(verb) == "based");
}

/// Behind "as if" and "as though": "as if he were a king, | wearing a crown".
bool Qualifier::is_likened(TokenIndex clause_head) const {
    const TokenIndex mark = tree_.child(clause_head, {Rel::Mark});
    return mark >= 0 && mark + 1 < tree_.size() && tree_.form(mark) == "as" &&
           (tree_.form(mark + 1) == "if" || tree_.form(mark + 1) == "though");
}

/// Anything inside what "imagine", "suppose" or "picture" asks to be thought of.
bool Qualifier::is_imagined(const Clause& c) const {
    constexpr std::string_view kThink[] = {"imagine", "suppose", "picture", "pretend"};
    for (const Clause* below = &c; below->parent >= 0; below = at(below->parent)) {
        const Clause* above = at(below->parent);
        const std::string_view verb = tree_.lemma(above->head);
        const bool say = verb == "say" && below->head > above->head && below->finite &&
                         !tree_.has_child(below->head, {Rel::Mark});  // "say you want to fly"
        if (below->link == Rel::Ccomp && is_order(*above) &&
            (say || std::find(std::begin(kThink), std::end(kThink), verb) != std::end(kThink))) {
            return true;
        }
    }
    return false;
}

/// The first of the clauses that are coordinated with this one.
const Clause& Qualifier::first_of(const Clause& c) const {
    const Clause* first = &c;
    while (first->first_conjunct >= 0) {
        first = at(first->first_conjunct);
    }
    return *first;
}

void Qualifier::judge(Clause& c) const {
    const Clause* parent = at(c.parent);
    if (c.inverted || is_misjoined(c)) {
        return;
    }
    const TokenIndex governor = tree_.head(first_of(c).head);
    if (parent == nullptr) {
        const bool complement = c.link == Rel::Acl || (c.link == Rel::Ccomp && governor != kRoot &&
                                                       tree_.token(governor).upos == "NOUN");
        if (complement && governor != kRoot) {
            noun_complement(c, Clause{}, governor);  // a headline: "Doubts that X won"
        }
        if (c.link == Rel::Ccomp && governor != kRoot && c.modality == Modality::Actual &&
            tree_.child_form(governor, "not") >= 0) {
            c.modality = Modality::Possible;  // "not sure how they came"
        }
        return;
    }
    switch (c.link) {
        case Rel::Xcomp:
            open_complement(c, *parent, governor);
            break;
        case Rel::Ccomp:
        case Rel::Csubj:
        case Rel::CsubjPass:
            closed_complement(c, *parent, governor);
            break;
        case Rel::Acl:
            noun_complement(c, *parent, governor);
            break;
        case Rel::Advcl:
        case Rel::AdvclRelcl:
            if (is_content(c, governor)) {
                closed_complement(c, *parent, governor);
                break;
            }
            adjunct(c, *parent);
            break;
        case Rel::AclRelcl:
            wanted_thing(c, *parent);
            break;
        default:
            break;
    }
}

/// "right | that they left", hung as an adverbial clause.
bool Qualifier::is_content(const Clause& c, TokenIndex adjective) const {
    if (adjective == kRoot) {
        return false;
    }
    const TokenIndex mark = tree_.child(c.head, {Rel::Mark});
    return c.link == Rel::Advcl && c.finite && tree_.token(adjective).upos == "ADJ" && mark >= 0 &&
           mark > adjective && tree_.form(mark) == "that" && !is_so_much(adjective) &&
           tree_.form(mark - 1) != "so" && tree_.child_form(c.head, "so") < 0;
}

/// "too little time", "too few men".
bool Qualifier::is_too_little(TokenIndex noun) const {
    const auto children = tree_.children(noun);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        const std::string_view f = tree_.form(child);
        return child < noun && (f == "little" || f == "few") && tree_.child_form(child, "too") >= 0;
    });
}

/// "too lazy to go", "too badly hurt to go", "ran too slowly to win": does not happen.
bool Qualifier::too_much(const Clause& c, TokenIndex governor) const {
    if (!c.infinitive) {
        return false;
    }
    const Clause* clause = clauses_.headed_by(governor);
    const TokenIndex counted = clause == nullptr ? governor : clause->object;
    if (counted >= 0 && is_too_little(counted)) {
        return true;
    }
    const bool degree = !tree_.is_verb(governor) || tree_.is_past_participle(governor);
    const auto children = tree_.children(governor);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        if (child > c.head || tree_.rel(child) != Rel::Advmod) {
            return false;
        }
        return (degree && child < governor && tree_.form(child) == "too") ||
               tree_.child_form(child, "too") >= 0;
    });
}

void Qualifier::open_complement(Clause& c, const Clause& parent, TokenIndex governor) const {
    if (too_much(c, governor)) {
        c.polarity = flip(c.polarity);
        c.modality = Modality::Possible;
        return;
    }
    const bool goes_on = tree_.lemma(governor) == "go" &&  // "went on to win", "went looking"
                         (tree_.child_form(governor, "on") >= 0 ||
                          (!c.infinitive && tree_.token(c.head).xpos == "VBG"));
    const bool looks_to = tree_.lemma(governor) == "look" && c.infinitive;
    const bool taken_to = tree_.lemma(governor) == "take" && c.infinitive && parent.object >= 0 &&
                          c.subject == parent.object;  // "took her to see it"
    const Effect effect = goes_on                ? Effect::Actual
                          : looks_to || taken_to ? Effect::Planned
                                                 : effect_of(tree_, governor);
    const Modality own = c.modality;
    const bool gotta = c.to > 0 && tree_.form(c.to) == "ta" && tree_.form(c.to - 1) == "got";
    const bool concerns = tree_.lemma(c.head) == "do" && c.object < 0 &&  // "has to do with"
                          std::any_of(c.obliques.begin(), c.obliques.end(), [&](TokenIndex o) {
                              return tree_.child_form(o, "with") >= 0;
                          });
    const bool obliged = c.infinitive && !concerns && (gotta || !past(parent)) &&
                         (tree_.lemma(governor) == "have" || tree_.form(governor) == "got") &&
                         parent.object < 0 && c.chained_from >= 0 && tree_.form(governor) != "had";
    if (parent.polarity == Polarity::Negative) {
        c.polarity = flip(c.polarity);
    }
    c.modality = own == Modality::Actual ? parent.modality : own;
    if (parent.polarity == Polarity::Negative && tree_.lemma(governor) == "help" &&
        parent.object >= 0) {
        c.polarity = Polarity::Positive;  // "did not help her win": who knows whether she did
        c.modality = is_open(c.modality) ? c.modality : Modality::Possible;
    }
    switch (effect) {
        case Effect::Negative:
        case Effect::Denies:
            c.polarity = flip(c.polarity);
            break;
        case Effect::Planned:  // "if you want to go"; but "threatens to go unless"
            c.modality = parent.modality == Modality::Conditional ? Modality::Conditional
                         : opens_in_doubt(parent)                 ? Modality::Possible
                                                                  : Modality::Planned;
            break;
        case Effect::Possible:
        case Effect::Doubts:
            c.modality = is_open(c.modality) ? c.modality : Modality::Possible;
            break;
        case Effect::Says:
        case Effect::Believes:
            if (parent.kind == Clause::Kind::Passive && !is_open(c.modality) &&
                !is_disclosed(tree_.lemma(governor))) {
                c.modality = Modality::Reported;
            }
            break;
        default:
            break;
    }
    if (obliged && c.to > 0 && tree_.form(c.to - 1) == "yet") {
        c.polarity = flip(c.polarity);  // "has yet to come": has not come
        return;
    }
    if (c.infinitive && c.modality == Modality::Actual &&
        (obliged || tree_.child_form(c.head, "how") >= 0)) {
        c.modality = Modality::Possible;  // "has to go"; "teaches her how to ride"
    }
}

void Qualifier::closed_complement(Clause& c, const Clause& parent, TokenIndex governor) const {
    Effect effect = effect_of(tree_, governor);
    if (tree_.lemma(governor) == "mean") {
        effect = Effect::Says;  // "means to" plans, "means that" does not
    } else if ((is_say_verb(tree_.lemma(governor)) && tree_.is_verb(governor)) ||
               (tree_.lemma(governor) == "rule" && tree_.child_form(governor, "out") < 0)) {
        effect = Effect::Says;  // "told them to" plans, "told them that" says
    } else if (c.finite && (is_resolved(tree_.lemma(governor)) ||
                            (tree_.lemma(governor) == "propose" && is_indicative(c)))) {
        effect = Effect::Believes;  // "decided that they are wrong"
    }
    if ((is_goal(c) || is_so_much(governor)) && c.finite && past(c) && !is_open(parent.modality)) {
        return;  // "pulled so that it broke", "so hard that it broke"
    }
    if (c.head > parent.head && (c.modality != Modality::Possible || has_modal(c)) &&
        told_under_condition(parent)) {
        c.modality = Modality::Conditional;  // "if it fails, he said, they will stay"
        return;
    }
    if ((is_pointed_out(parent) || is_considered(parent)) && c.modality == Modality::Actual) {
        return;
    }
    if (c.modality == Modality::Actual && (is_perceived(parent) || is_frankly_said(parent) ||
                                           is_fair_to_say(parent) || would_be_said(parent))) {
        return;
    }
    const TokenIndex cc = tree_.child(c.head, {Rel::Cc});
    const bool instead = c.first_conjunct >= 0 && cc >= 0 && tree_.form(cc) == "but";
    const bool negated =  // "does not mean that A, but that B": B it means
        parent.polarity == Polarity::Negative && !instead;
    const bool counterfactual = std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(),
                                            [&](TokenIndex a) { return tree_.form(a) == "have"; });
    if (c.modality == Modality::Conditional && has_modal(c) && !has_condition(c) &&
        !counterfactual && past(parent) && (has_source(effect) || effect == Effect::Planned) &&
        c.head > parent.head) {
        c.modality = Modality::Planned;  // future in the past: "said it would"
    }
    const bool actual = c.modality == Modality::Actual;
    const bool told = actual || c.modality == Modality::Planned;
    if (c.infinitive && actual) {
        c.modality = Modality::Possible;  // "knows how to build it"
        return;
    }
    if (is_supposing(tree_, parent)) {
        c.modality = told ? Modality::Conditional : c.modality;
        return;
    }
    if (negated && is_doubted(tree_, parent)) {
        c.modality = told ? Modality::Possible : c.modality;
        return;  // "I am not sure that X" denies nothing
    }
    if (is_factive(tree_.lemma(governor)) && actual) {
        return;  // "should be proud that X did", "did not know that X did": X did
    }
    if (actual && parent.kind == Clause::Kind::Existential && negated &&
        (parent.subject < 0 || !holds_without(tree_.lemma(parent.subject)))) {
        c.modality = Modality::Possible;  // "there is no sign that"
        return;
    }
    if (actual && !negated && is_made_sure(governor) && is_open(parent.modality) &&
        !is_order(clauses_.chain_begin(parent))) {
        c.modality =
            is_striven_for(clauses_.chain_begin(parent)) ? Modality::Planned : parent.modality;
        return;
    }
    switch (effect) {
        case Effect::Denies:  // "does not dispute that X": X
            c.polarity = negated ? c.polarity : flip(c.polarity);
            if (negated && actual && tree_.lemma(governor) == "deny") {
                c.modality = Modality::Possible;  // "would not deny that X" need not admit it
            }
            break;
        case Effect::Negative:
            c.polarity = flip(c.polarity);
            break;
        case Effect::Believes:
            if (negated && (is_marked_by(c, "whether") || is_factive(tree_.lemma(governor)))) {
                c.modality = actual ? Modality::Possible : c.modality;
            } else if (negated && parent.infinitive && parent.link == Rel::Acl) {
                c.modality = told ? Modality::Possible : c.modality;  // "no reason to think that"
            } else if (negated) {
                c.polarity = flip(c.polarity);
            } else if (actual && is_open(parent.modality) && !asks_why(tree_, parent)) {
                c.modality = Modality::Possible;
            }
            break;
        case Effect::Says:
            if ((actual && (negated || is_open(parent.modality))) || (told && negated)) {
                c.modality = Modality::Possible;  // also "did not say that he would leave"
            }
            break;
        case Effect::Planned: {  // "asked that it close", but "asked why it closed"
            const auto children = tree_.children(governor);
            const bool why =
                tree_.lemma(governor) == "ask" && past(c) &&
                std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
                    return t > governor && t < c.head && tree_.token(t).xpos.starts_with("W");
                });
            const bool asks = why || (tree_.lemma(governor) == "ask" && asks_indirectly(c));
            c.modality = told && negated ? Modality::Possible  // "did not promise that he would"
                         : !actual       ? c.modality
                         : asks          ? Modality::Possible
                                         : Modality::Planned;
            break;
        }
        case Effect::Possible: {
            const bool held = parent.kind == Clause::Kind::Passive && parent.agent < 0 &&
                              is_held(tree_.lemma(governor));  // "it is estimated that"
            c.modality = !actual ? c.modality : held ? Modality::Reported : Modality::Possible;
            break;
        }
        case Effect::Doubts:
            c.modality = is_open(c.modality) && c.modality != Modality::Planned
                             ? c.modality
                             : Modality::Possible;
            break;
        default:
            if (actual && (is_open(parent.modality) || (negated && is_proof(governor)))) {
                c.modality = Modality::Possible;
            }
            break;
    }
    if (has_source(effect) && is_asked(parent) && c.modality == Modality::Planned) {
        c.modality = Modality::Possible;  // "do they think that it will help?"
    }
    // "said that ...": without a source the claim is hearsay.
    if (parent.kind == Clause::Kind::Passive && has_source(effect) && parent.agent < 0 &&
        c.modality == Modality::Actual && !is_disclosed(tree_.lemma(governor))) {
        c.modality = Modality::Reported;
    }
}

/// "if it fails, he said, ..."
bool Qualifier::told_under_condition(const Clause& saying) const {
    const auto children = tree_.children(saying.head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        return tree_.rel(child) == Rel::Advcl && is_condition(child) &&
               is_told_under(saying, child);
    });
}

/// "why it closed".
bool Qualifier::asks_indirectly(const Clause& c) const {
    const auto children = tree_.children(c.head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        return t < c.head && tree_.token(t).xpos.starts_with("W");
    });
}

/// "we can see that X", "you will find that X", "I cannot believe that X": X.
bool Qualifier::is_perceived(const Clause& parent) const {
    constexpr std::string_view kSee[] = {"note",      "see",   "notice",   "find",    "observe",
                                         "feel",      "hear",  "realize",  "realise", "discover",
                                         "recognize", "learn", "recognise"};
    if (parent.auxiliaries.empty() || parent.requested || parent.subject < 0) {
        return false;
    }
    const std::string_view modal = tree_.form(parent.auxiliaries.front());
    const bool can = modal == "can" || modal == "could" || modal == "ca";
    if (parent.polarity == Polarity::Negative) {
        return can && tree_.lemma(parent.head) == "believe";
    }
    const bool will =
        (modal == "will" || modal == "'ll" || modal == "’ll") && is_anybody(parent.subject);
    return (can || will) && !has_condition(parent) && parent.kind == Clause::Kind::Verb &&
           std::find(std::begin(kSee), std::end(kSee), tree_.lemma(parent.head)) != std::end(kSee);
}

/// "let me say that X", "I must say X", "I can tell you that X" say it. "I would say" and "I might
/// say" do not quite.
bool Qualifier::is_frankly_said(const Clause& parent) const {
    if (!is_say_verb(tree_.lemma(parent.head)) || parent.polarity == Polarity::Negative ||
        parent.subject < 0) {
        return false;
    }
    const std::string_view who = tree_.form(parent.subject);
    if (who != "i" && who != "me") {
        return false;
    }
    const Clause* above = at(parent.parent);
    if (who == "me") {
        return above != nullptr && tree_.lemma(above->head) == "let" && is_order(*above);
    }
    if (parent.infinitive && above != nullptr && !has_condition(parent)) {
        return !above->requested && above->polarity == Polarity::Positive;  // "I want to say that"
    }
    constexpr std::string_view kSure[] = {"must", "can", "'ll", "’ll", "will", "should", "shall"};
    return !parent.requested && !parent.auxiliaries.empty() && !has_condition(parent) &&
           std::find(std::begin(kSure), std::end(kSure), tree_.form(parent.auxiliaries.front())) !=
               std::end(kSure);
}

/// "it is fair to say that X", "it is no exaggeration to say that X" say it.
bool Qualifier::is_fair_to_say(const Clause& parent) const {
    constexpr std::string_view kFair[] = {"fair", "safe", "accurate", "correct", "true", "right"};
    constexpr std::string_view kFalse[] = {"exaggeration", "overstatement", "stretch", "lie",
                                           "secret"};
    const Clause* above = at(parent.parent);
    const auto among = [&](const auto& words) {
        return above != nullptr && std::find(std::begin(words), std::end(words),
                                             tree_.lemma(above->head)) != std::end(words);
    };
    return is_say_verb(tree_.lemma(parent.head)) && parent.infinitive && above != nullptr &&
           above->kind == Clause::Kind::Copula && above->modality == Modality::Actual &&
           (above->polarity == Polarity::Negative ? among(kFalse) : among(kFair));
}

/// "many would say that X", "we would agree that X": politely said, X as its speaker has it.
bool Qualifier::would_be_said(const Clause& parent) const {
    const std::string_view verb = tree_.lemma(parent.head);
    if (parent.auxiliaries.size() != 1 || parent.polarity == Polarity::Negative ||
        parent.requested || has_condition(parent) || parent.kind != Clause::Kind::Verb ||
        parent.modality != Modality::Conditional) {
        return false;
    }
    const std::string_view would = tree_.form(parent.auxiliaries.front());
    return (would == "would" || would == "'d" || would == "’d") && parent.parent < 0 &&
           (is_say_verb(verb) || verb == "agree") && verb != "suggest";
}

/// "considering that X", "given that X".
bool Qualifier::is_considered(const Clause& parent) const {
    const std::string_view f = tree_.form(parent.head);
    return parent.link == Rel::Advcl && parent.participle && !parent.own_subject &&
           parent.auxiliaries.empty() && parent.polarity == Polarity::Positive &&
           (f == "considering" || f == "given" || f == "seeing");
}

/// "note that X", "recall that X", "I should have said that X": X.
bool Qualifier::is_pointed_out(const Clause& parent) const {
    constexpr std::string_view kPoint[] = {"note",       "recall", "remember", "notice",  "observe",
                                           "understand", "know",   "realize",  "mindful", "aware"};
    const bool pointed = std::find(std::begin(kPoint), std::end(kPoint),
                                   tree_.lemma(parent.head)) != std::end(kPoint);
    const bool unsaid = is_say_verb(tree_.lemma(parent.head)) && parent.auxiliaries.size() > 1 &&
                        tree_.form(parent.auxiliaries.front()) == "should" &&
                        tree_.form(parent.auxiliaries[1]) == "have" &&
                        parent.polarity == Polarity::Positive;
    const bool told =
        is_order(parent) ||
        (parent.kind == Clause::Kind::Copula && parent.subject < 0 && !parent.auxiliaries.empty() &&
         tree_.form(parent.auxiliaries.front()) == "be");  // "be aware that"
    return unsaid || (pointed && told);
}

/// "does not ensure that", "did not prove that": who knows.
bool Qualifier::is_proof(TokenIndex governor) const {
    constexpr std::string_view kProof[] = {"ensure",      "guarantee", "prove", "show",
                                           "demonstrate", "imply",     "mean",  "establish",
                                           "represent",   "warrant"};
    return std::find(std::begin(kProof), std::end(kProof), tree_.lemma(governor)) !=
           std::end(kProof);
}

/// "ensure that X", "make sure that X".
bool Qualifier::is_made_sure(TokenIndex governor) const {
    const std::string_view word = tree_.lemma(governor);
    const TokenIndex above = tree_.head(governor);
    return word == "ensure" || word == "guarantee" ||
           ((word == "sure" || word == "certain") && above != kRoot &&
            tree_.lemma(above) == "make");
}

/// "tries to ensure that", also as the second of two infinitives.
bool Qualifier::is_striven_for(const Clause& c) const {
    const Clause* above = at(c.parent);
    return is_attempt_verb(tree_.lemma(c.head)) ||
           (c.link == Rel::Xcomp && above != nullptr && is_attempt_verb(tree_.lemma(above->head)));
}

bool Qualifier::is_so_much(TokenIndex governor) const {
    const TokenIndex so = tree_.child_form(governor, "so");
    return so >= 0 && so < governor && !tree_.is_verb(governor);
}

/// "was revealed to be", "it was found that": so it is; "was convinced that": so the subject holds.
bool Qualifier::is_disclosed(std::string_view verb) {
    return verb == "reveal" || verb == "find" || verb == "discover" || verb == "confirm" ||
           verb == "know" || verb == "learn" || verb == "notice" || verb == "disclose" ||
           verb == "convince" || verb == "persuade" || verb == "satisfy";
}

bool Qualifier::is_held(std::string_view verb) {
    return verb == "estimate" || verb == "suspect" || verb == "speculate" || verb == "suggest" ||
           verb == "rumor" || verb == "rumour";
}

/// "propose that it is so", not "propose that it be done".
bool Qualifier::is_indicative(const Clause& c) const {
    const TokenIndex tensed = c.auxiliaries.empty() ? c.head : c.auxiliaries.front();
    const std::string& tag = tree_.token(tensed).xpos;
    return tag == "VBZ" || tag == "VBD" || tree_.form(tensed) == "are";
}

/// Verbs of will that with a finite clause tell what somebody holds true.
bool Qualifier::is_resolved(std::string_view verb) {
    return verb == "decide" || verb == "agree" || verb == "determine" || verb == "swear" ||
           verb == "convince" || verb == "persuade";
}

bool Qualifier::has_condition(const Clause& c) const {
    return std::any_of(
               tree_.children(c.head).begin(), tree_.children(c.head).end(),
               [&](TokenIndex child) {
                   return (tree_.rel(child) == Rel::Advcl && depends_on(c, child)) ||
                          (tree_.rel(child) == Rel::Mark && is_condition_marker(tree_.form(child)));
               }) ||
           c.inverted;
}

bool Qualifier::past(const Clause& c) const {
    return tree_.token(c.head).xpos == "VBD" || past_auxiliary(c);
}

void Qualifier::noun_complement(Clause& c, const Clause& parent, TokenIndex governor) const {
    const Effect effect = effect_of_noun(tree_.lemma(governor));
    if (c.infinitive && controlled_by_object(c, parent)) {
        open_complement(c, parent, parent.head);
        return;
    }
    if (c.infinitive && c.subject == governor && is_ranked(tree_, governor)) {
        c.polarity = parent.head < 0 ? c.polarity : parent.polarity;
        c.modality = parent.head < 0 ? Modality::Actual : parent.modality;
        return;  // "was the first to land"
    }
    if (too_much(c, governor)) {
        c.polarity = flip(c.polarity);  // "has too little money to stay"
        c.modality = Modality::Possible;
        return;
    }
    if (c.infinitive) {
        c.modality = effect == Effect::Possible ? Modality::Possible : Modality::Planned;
        if (effect == Effect::Negative) {
            c.polarity = flip(c.polarity);
        }
        // "no plan to", "denied plans to"
        const bool denied =
            parent.object == governor && effect_of_verb(tree_.lemma(parent.head)) == Effect::Denies;
        const bool how = tree_.child_form(c.head, "how") >= 0;  // "no advice on how to"
        const bool none = has_negative_determiner(tree_, governor) ||
                          (parent.object == governor && is_light_verb(tree_.lemma(parent.head)) &&
                           parent.polarity == Polarity::Negative);
        const bool all_but = c.to > 0 && tree_.form(c.to - 1) == "but";  // "no choice but to go"
        // "denied plans to go", not "denied visas to go"
        const bool plans =
            effect != Effect::Neutral || effect_of_verb(tree_.lemma(governor)) == Effect::Planned;
        if ((denied && plans) || (none && !how && !all_but)) {
            c.polarity = flip(c.polarity);
        }
        return;
    }
    const bool absent = (parent.kind == Clause::Kind::Existential && parent.subject == governor &&
                         parent.polarity == Polarity::Negative) ||
                        has_negative_determiner(tree_, governor);
    const bool open = effect == Effect::Possible ||
                      (absent && !holds_without(tree_.lemma(governor)));  // "no evidence that"
    const bool unassured = absent && tree_.lemma(governor) == "guarantee" &&
                           c.modality == Modality::Planned;  // "no guarantee that it will"
    if (c.finite && ((open && c.modality == Modality::Actual) || unassured)) {
        c.modality = Modality::Possible;
    }
    if (!c.finite && c.participle && tree_.has_child(c.head, {Rel::Mark})) {
        if (absent) {
            c.polarity = flip(c.polarity);  // "no intention of leaving"
        }
        if (!goes_on_in(c, governor) && !(c.own_subject && tree_.child_form(c.head, "with") >= 0)) {
            c.modality = is_alleged(c, parent, governor)
                             ? Modality::Reported
                             : Modality::Possible;  // "interest in joining"
        }
    }
    if (c.participle && c.antecedent_subject && parent.object == governor &&
        parent.polarity == Polarity::Negative && is_absent(parent, governor)) {
        c.polarity = flip(c.polarity);  // "does not have dogs guarding it"
        return;
    }
    const bool causes = parent.object == governor && c.kind == Clause::Kind::Passive &&
                        (tree_.lemma(parent.head) == "have" || tree_.lemma(parent.head) == "get");
    if (c.participle && c.modality == Modality::Actual && causes && c.head < parent.head + 6) {
        c.modality = parent.modality;  // "wants to have the wall painted"
        return;
    }
    if (c.participle && c.modality == Modality::Actual && !c.antecedent_subject && !c.own_subject &&
        parent.head >= 0 && c.head > parent.head && c.subject == parent.subject &&
        is_open(parent.modality)) {
        c.modality = parent.modality;  // "will spend time reading"
        return;
    }
    if (c.participle && c.modality == Modality::Actual && c.antecedent_subject &&
        need_not_exist(c, parent)) {
        c.modality = sought_as(parent);
    }
}

/// "charges of stealing"; "accused the clerk of stealing", wherever the parse hangs it.
bool Qualifier::is_alleged(const Clause& c, const Clause& parent, TokenIndex noun) const {
    constexpr std::string_view kCharge[] = {"charge", "accusation", "allegation", "suspicion"};
    const bool accused = parent.head >= 0 && !is_open(parent.modality) && parent.object == noun &&
                         parent.head < noun && is_accuse_verb(tree_.lemma(parent.head)) &&
                         tree_.child_form(c.head, "of") >= 0;
    return accused || std::find(std::begin(kCharge), std::end(kCharge), tree_.lemma(noun)) !=
                          std::end(kCharge);
}

/// "in the process of building", "odd jobs such as cleaning": done, not only spoken of.
bool Qualifier::goes_on_in(const Clause& c, TokenIndex noun) const {
    constexpr std::string_view kDoing[] = {"process", "act",      "business", "course",
                                           "middle",  "habit",    "practice", "job",
                                           "work",    "activity", "midst",    "experience",
                                           "stage",   "phase",    "result",   "consequence"};
    if (tree_.child_form(c.head, "for") >= 0) {
        return false;  // "a process for building"
    }
    return tree_.child_form(c.head, "such") >= 0 || tree_.child_form(c.head, "like") >= 0 ||
           std::find(std::begin(kDoing), std::end(kDoing), tree_.lemma(noun)) != std::end(kDoing);
}

/// Said not to be there: "there is no X", "this is not an X", "no X".
bool Qualifier::is_absent(const Clause& parent, TokenIndex noun) const {
    if (has_negative_determiner(tree_, noun)) {
        return true;
    }
    if (parent.polarity != Polarity::Negative) {
        return false;
    }
    const TokenIndex determiner = tree_.child(noun, {Rel::Det});
    const bool indefinite = determiner < 0 || tree_.form(determiner) == "a" ||
                            tree_.form(determiner) == "an" || tree_.form(determiner) == "any";
    const bool lacked = parent.kind == Clause::Kind::Verb && parent.object == noun && indefinite &&
                        !tree_.is_proper(noun) && !tree_.is_pronoun(noun) &&
                        tree_.lemma(parent.head) == "have";
    return lacked || (parent.kind == Clause::Kind::Existential && parent.subject == noun) ||
           (parent.kind == Clause::Kind::Copula && parent.head == noun && indefinite &&
            (!tree_.is_pronoun(noun) || tree_.token(noun).xpos == "NN") && parent.subject >= 0 &&
            tree_.form(parent.subject) != "it");
}

/// "wants a plan that works", "any event that would": what is said of a thing that need not
/// exist.
void Qualifier::wanted_thing(Clause& c, const Clause& parent) const {
    if (c.noun >= 0 && is_absent(parent, c.noun)) {
        const Clause& last =
            *at(chain_end(clauses_, clauses_.of_token[static_cast<std::size_t>(c.head)]));
        if (c.antecedent_subject || last.gap >= 0 || last.relative >= 0) {
            c.polarity = flip(c.polarity);  // "there is nobody who knows"
        } else if (tree_.lemma(c.noun) == "way" || tree_.lemma(c.noun) == "chance") {
            c.polarity = flip(c.polarity);  // "there is no way he can"
        } else if (c.modality == Modality::Actual) {
            c.modality = Modality::Possible;
        }
        return;
    }
    const bool hoped = parent.kind == Clause::Kind::Copula && parent.head == c.noun &&
                       is_open(parent.modality) && tree_.has_child(c.noun, {Rel::Det}) &&
                       (tree_.child_form(c.noun, "a") >= 0 || tree_.child_form(c.noun, "an") >= 0);
    if (c.modality == Modality::Actual && c.antecedent_subject && hoped) {
        c.modality = parent.modality;  // "will be a house that lasts"
        return;
    }
    const bool supposed = is_condition(parent.head) && c.noun >= 0 && c.object == c.noun &&
                          tree_.child_form(c.noun, "a") >= 0 && !past(c) &&
                          !is_done(c);  // "if you own a car you hate"
    if (c.modality == Modality::Actual && (c.antecedent_subject || supposed) &&
        need_not_exist(c, parent)) {
        c.modality = sought_as(parent);
        if (c.modality == Modality::Planned && tree_.token(c.noun).xpos == "NNS") {
            c.modality = Modality::Possible;  // "will help guests who lose their keys"
        }
    }
    const TokenIndex determiner = c.noun < 0 ? -1 : tree_.child(c.noun, {Rel::Det});
    const bool one =
        determiner >= 0 && (tree_.form(determiner) == "a" || tree_.form(determiner) == "an" ||
                            tree_.form(determiner) == "any");
    if (c.modality == Modality::Actual && c.finite && !past(c) && c.antecedent_subject && one &&
        parent.subject == c.noun && is_open(parent.modality)) {
        c.modality = Modality::Conditional;  // "a shop that closes early will lose customers"
    }
}

/// How open what is said of a thing is that the clause above seeks or supposes: as that clause.
Modality Qualifier::sought_as(const Clause& above) const {
    if (above.inverted || is_condition(first_of(above).head)) {
        return Modality::Conditional;
    }
    return is_open(above.modality) ? above.modality : Modality::Possible;
}

/// "wants to build": the end of a chain that begins with a wish.
bool Qualifier::wishes(const Clause& c) const {
    constexpr std::string_view kWish[] = {"want", "wish", "hope", "need", "plan", "intend"};
    for (const Clause* above = at(c.chained_from); above != nullptr;
         above = at(above->chained_from)) {
        if (std::find(std::begin(kWish), std::end(kWish), tree_.lemma(above->head)) !=
            std::end(kWish)) {
            return true;
        }
    }
    return false;
}

/// What the clause is said of is sought, denied or supposed by the clause around it: "needs a
/// bridge linking", "if towns that have none". A past tense tells what was all the same.
bool Qualifier::need_not_exist(const Clause& c, const Clause& parent) const {
    if (c.noun < 0 || parent.head < 0) {
        return false;
    }
    if (is_yet_to_come(c.noun) && !past(c)) {
        return true;
    }
    const TokenIndex determiner = tree_.child(c.noun, {Rel::Det, Rel::NmodPoss});
    const std::string_view noun = tree_.form(c.noun);
    const bool one =
        noun == "someone" || noun == "somebody" || noun == "something" ||
        (determiner >= 0 && (tree_.form(determiner) == "a" || tree_.form(determiner) == "an" ||
                             tree_.form(determiner) == "any"));
    if ((determiner >= 0 && !one) || tree_.is_proper(c.noun)) {
        return false;
    }
    const TokenIndex first = tree_.subtree(c.head).front();
    const bool aside = tree_.form(first) == "," || (first > 0 && tree_.form(first - 1) == ",");
    if ((is_condition(first_of(parent).head) || parent.inverted) && !aside) {
        return true;
    }
    if (parent.kind == Clause::Kind::Existential && parent.subject == c.noun &&
        is_open(parent.modality) && !aside) {
        return true;  // "there may be a link based on"
    }
    if (c.noun < parent.head) {
        return false;
    }
    const std::string_view verb = tree_.lemma(parent.head);
    const Effect effect = effect_of_verb(verb);
    const bool sought = effect == Effect::Planned || effect == Effect::Possible || wishes(parent);
    const bool happened = c.finite ? past(c) : c.kind == Clause::Kind::Passive;
    const bool purpose = parent.link == Rel::Advcl && parent.infinitive;
    const bool open = is_open(parent.modality) && !purpose && !happened;
    if (parent.object == c.noun) {
        return !presupposes_object(verb) &&
               ((sought && verb != "call" && verb != "offer" && verb != "pay" &&
                 (c.finite || one || !happened)) ||
                (open && (one || c.finite || parent.modality == Modality::Possible)));
    }
    const bool argument = tree_.head(c.noun) == parent.head && tree_.rel(c.noun) == Rel::Obl;
    return argument && !happened && !aside &&
           ((sought && tree_.child_form(c.noun, "for") >= 0) || (one && open));
}

/// What is removed or left is there.
bool Qualifier::presupposes_object(std::string_view verb) {
    constexpr std::string_view kThere[] = {"remove",  "delete",    "destroy",      "leave",
                                           "attack",  "replace",   "sell",         "abandon",
                                           "restore", "criticize", "repair",       "defend",
                                           "welcome", "thank",     "congratulate", "praise"};
    return std::find(std::begin(kThere), std::end(kThere), verb) != std::end(kThere);
}

/// "a future state that", "a potential buyer who".
bool Qualifier::is_yet_to_come(TokenIndex noun) const {
    constexpr std::string_view kAhead[] = {"future", "potential", "prospective", "hypothetical",
                                           "would-be"};
    const auto children = tree_.children(noun);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        return tree_.rel(child) == Rel::Amod && std::find(std::begin(kAhead), std::end(kAhead),
                                                          tree_.form(child)) != std::end(kAhead);
    });
}

/// "asked her to stay", hung on the verb or on its object: the object is who is to do it.
bool Qualifier::controlled_by_object(const Clause& c, const Clause& parent) const {
    if (parent.head < 0) {
        return false;  // a headline without a verb
    }
    const Effect effect = effect_of_verb(tree_.lemma(parent.head));
    return parent.kind == Clause::Kind::Verb && parent.object >= 0 && parent.gap < 0 &&
           c.subject == parent.object && parent.object < c.head &&
           is_object_control(tree_.lemma(parent.head)) &&
           (effect == Effect::Planned || effect == Effect::Possible);
}

}  // namespace trefoil::extract
