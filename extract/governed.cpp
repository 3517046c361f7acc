/// What the clause above makes of a clause: complements and adjuncts.

#include <algorithm>

#include "extract/qualifier.hpp"
#include "extract/qualifiers.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

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
    if ((c.modality == Modality::Actual && is_depended_on(c)) ||
        ((c.modality == Modality::Actual || c.modality == Modality::Planned) && asks_how_much(c))) {
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

/// "depends on | how they grow it", hung on "how" or on the verb; "depending on how they grow it".
bool Qualifier::is_depended_on(const Clause& c) const {
    const TokenIndex above = tree_.head(c.head);
    const TokenIndex own = tree_.child_form(c.head, "how");
    if (!c.finite || above == kRoot || (own < 0 && tree_.form(above) != "how")) {
        return false;
    }
    const TokenIndex verb = own < 0 ? tree_.head(above) : above;
    const TokenIndex how = own < 0 ? above : own;
    const bool governed = verb != kRoot && verb < c.head &&
                          (tree_.lemma(verb) == "depend" || tree_.form(verb) == "based");
    return governed || (how >= 2 && tree_.form(how - 2) == "depending");
}

/// "to what extent they will pay", "how far they will go", "how many will come": that is open.
bool Qualifier::asks_how_much(const Clause& c) const {
    const Clause* parent = at(c.parent);
    if (parent == nullptr || !c.finite || !c.own_subject || c.subject > c.head) {
        return false;
    }
    const TokenIndex first = tree_.subtree(c.subject).front();
    const bool open = c.modality == Modality::Planned || is_open(parent->modality);
    if (first + 1 < c.head && tree_.form(first) == "how" &&
        (tree_.form(first + 1) == "many" || tree_.form(first + 1) == "much")) {
        return open;
    }
    if (first < 2 || (first > 2 && tree_.form(first - 3) == "matter")) {
        return false;  // "no matter how hard they try"
    }
    const std::string_view word = tree_.form(first - 1);
    if (tree_.form(first - 2) == "what" && (word == "extent" || word == "degree")) {
        return true;
    }
    const std::string& tag = tree_.token(first - 1).xpos;
    return tree_.form(first - 2) == "how" && open && (tag == "RB" || tag == "JJ");
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
        const bool thing = below->link == Rel::AclRelcl && below->noun >= 0 &&
                           below->noun == above->object;  // "imagine a town where"
        if ((below->link == Rel::Ccomp || thing) && is_order(*above) &&
            ((say && !thing) ||
             std::find(std::begin(kThink), std::end(kThink), verb) != std::end(kThink))) {
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

/// "is easy | to measure": what it is like.
bool Qualifier::is_property(const Clause& c, TokenIndex governor) const {
    constexpr std::string_view kEase[] = {"easy",   "hard",   "difficult",
                                          "easier", "harder", "simple"};
    return c.infinitive && !c.own_subject && c.object < 0 && tree_.rel(c.head) == Rel::Xcomp &&
           std::find(std::begin(kEase), std::end(kEase), tree_.form(governor)) != std::end(kEase);
}

/// "the verb | means to go".
bool Qualifier::is_word(const Clause& c) const {
    constexpr std::string_view kWords[] = {"word",       "verb",  "term",   "phrase",
                                           "expression", "name",  "prefix", "noun",
                                           "sign",       "idiom", "slogan", "symbol"};
    return c.subject >= 0 &&
           (tree_.is_verb(c.subject) || std::find(std::begin(kWords), std::end(kWords),
                                                  tree_.lemma(c.subject)) != std::end(kWords));
}

/// What is provided for a purpose.
bool Qualifier::is_provided(std::string_view verb) {
    constexpr std::string_view kGive[] = {"raise",   "provide", "collect",   "gather", "allocate",
                                          "donate",  "borrow",  "reserve",   "erect",  "create",
                                          "build",   "invent",  "establish", "found",  "introduce",
                                          "develop", "form",    "train",     "deploy", "earmark"};
    return std::find(std::begin(kGive), std::end(kGive), verb) != std::end(kGive);
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
    const bool inclined =                              // "am inclined to think", "tend to think"
        c.infinitive && (tree_.form(governor) == "inclined" || tree_.lemma(governor) == "tend") &&
        effect_of(tree_, c.head) == Effect::Believes && c.ccomp >= 0;
    const bool did =  // "were able to leave", "chose to leave"
        c.infinitive && past(parent) && parent.modality == Modality::Actual &&
        (tree_.form(governor) == "able" ||
         (tree_.lemma(governor) == "choose" && c.subject == parent.subject && parent.object < 0 &&
          parent.kind == Clause::Kind::Verb));
    const bool property = is_property(c, governor);
    const bool sent_to = tree_.lemma(governor) == "send" && c.infinitive;
    const std::string_view verb = tree_.lemma(governor);
    const bool told = c.infinitive && parent.object >= 0 &&  // "warned her to leave"
                      (verb == "warn" || verb == "remind" || verb == "caution" || verb == "signal");
    const bool certain = c.infinitive && (tree_.form(governor) == "certain" ||
                                          tree_.form(governor) == "sure");  // "is sure to win"
    const bool defines = tree_.lemma(governor) == "mean" && c.infinitive && is_word(parent);
    const Effect effect = goes_on || inclined || defines || did || property ? Effect::Actual
                          : looks_to || taken_to || sent_to || told || certain
                              ? Effect::Planned
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
        case Effect::Neutral:
            if (parent.kind == Clause::Kind::Passive && c.infinitive &&
                c.kind == Clause::Kind::Verb && c.modality == Modality::Actual &&
                is_provided(tree_.lemma(governor))) {
                c.modality = Modality::Planned;  // "money was raised to build it"
            }
            break;
        case Effect::Negative:
        case Effect::Denies:
            c.polarity = flip(c.polarity);
            break;
        case Effect::Planned:  // "if you want to go"; but "threatens to go unless"
            c.modality =
                parent.modality == Modality::Conditional ? Modality::Conditional
                : tree_.lemma(governor) == "need"        ? Modality::Possible
                : opens_in_doubt(parent) || (parent.modality == Modality::Possible &&
                                             (has_modal(parent) || tree_.lemma(governor) == "go") &&
                                             c.subject == parent.subject)
                    ? Modality::Possible  // "may want to go"
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
    if (tree_.lemma(governor) == "mean" || (tree_.lemma(governor) == "go" && c.finite)) {
        effect = Effect::Says;  // "means to" plans, "means that" and "the story goes that" do not
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
        (told_under_condition(parent) || is_clear_under_condition(c, parent))) {
        c.modality = Modality::Conditional;  // "if it fails, he said, they will stay"
        return;
    }
    if ((is_pointed_out(parent) || is_considered(parent)) && c.modality == Modality::Actual) {
        return;
    }
    if (c.modality == Modality::Actual &&
        ((is_perceived(parent) && !is_yet_to_see(c, parent)) || is_frankly_said(parent) ||
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
    if (c.modality == Modality::Actual && is_wrong_to_say(parent)) {
        c.modality = Modality::Possible;
        return;
    }
    if (c.finite && parent.kind == Clause::Kind::Copula && is_untrue(governor, negated)) {
        c.polarity = flip(c.polarity);  // "it is not true that X", "it is untrue that X"
        return;
    }
    if (negated && is_doubted(tree_, parent)) {
        c.modality = told ? Modality::Possible : c.modality;
        return;  // "I am not sure that X" denies nothing
    }
    if (actual && !negated && is_hearsay(c, parent)) {
        c.modality = Modality::Reported;
        return;
    }
    if (actual && is_presupposed(c, governor)) {
        return;  // "wondered why it closed"
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
    if (actual && !negated && is_made_sure(governor) && !is_open(parent.modality) && !past(c) &&
        c.polarity == Polarity::Negative) {
        c.modality = Modality::Planned;  // "they make sure that dogs do not come in"
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
            if (actual && negated && is_withheld(c, parent)) {
                break;
            }
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

}  // namespace trefoil::extract
