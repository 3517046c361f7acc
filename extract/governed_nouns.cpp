/// What a noun and the clause around it make of a clause that hangs on the noun.

#include <algorithm>

#include "extract/qualifier.hpp"
#include "extract/qualifiers.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

/// "no question that X", "no doubt that X", "no secret that X": X all the same.
bool Qualifier::holds_without(std::string_view noun) {
    return noun == "question" || noun == "doubt" || noun == "secret" || noun == "wonder" ||
           noun == "surprise" || noun == "coincidence" || noun == "accident";
}

/// "the means to pay", "a duty to help": what one can or has to do, no plan.
bool Qualifier::is_ability(TokenIndex noun) const {
    constexpr std::string_view kAble[] = {
        "means",     "position",  "potential", "capability", "strength",   "skill",
        "resource",  "money",     "standing",  "leeway",     "permission", "flexibility",
        "expertise", "knowledge", "duty",      "obligation", "need",       "responsibility",
        "tool",      "necessity", "privilege"};
    return std::find(std::begin(kAble), std::end(kAble), tree_.lemma(noun)) != std::end(kAble);
}

/// "trouble", "a hard time".
bool Qualifier::is_trouble(TokenIndex noun) const {
    constexpr std::string_view kHard[] = {"hard", "difficult", "tough", "rough"};
    const std::string_view f = tree_.lemma(noun);
    return f == "trouble" || f == "difficulty" || f == "problem" ||
           (f == "time" &&
            std::any_of(std::begin(kHard), std::end(kHard),
                        [&](std::string_view hard) { return tree_.child_form(noun, hard) >= 0; }));
}

/// "lost the right to go", "abandoned a plan to go", "turned down an offer to go": will not go.
bool Qualifier::gives_up(TokenIndex verb) const {
    constexpr std::string_view kUp[] = {"lose",    "miss",   "abandon",  "shelve", "scrap",
                                        "cancel",  "drop",   "decline",  "reject", "refuse",
                                        "forfeit", "forego", "renounce", "waive",  "forgo"};
    const bool turns_down = (tree_.lemma(verb) == "turn" && tree_.child_form(verb, "down") >= 0) ||
                            (tree_.lemma(verb) == "give" && tree_.child_form(verb, "up") >= 0);
    return turns_down ||
           std::find(std::begin(kUp), std::end(kUp), tree_.lemma(verb)) != std::end(kUp);
}

/// "had the courage to go", "had the luck to find it": did so.
bool Qualifier::had_the_heart(const Clause& parent, TokenIndex noun) const {
    constexpr std::string_view kHeart[] = {"courage", "nerve",      "audacity", "luck",
                                           "fortune", "misfortune", "guts",     "decency",
                                           "honor",   "honour",     "pleasure"};
    return parent.object == noun && tree_.form(parent.head) == "had" &&
           tree_.child_form(noun, "the") >= 0 &&
           std::find(std::begin(kHeart), std::end(kHeart), tree_.lemma(noun)) != std::end(kHeart);
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
    if (c.infinitive && !is_open(parent.modality) && had_the_heart(parent, governor)) {
        c.polarity = parent.polarity;
        return;  // "had the courage to go"
    }
    if (c.infinitive) {
        c.modality = effect == Effect::Possible || is_ability(governor) ? Modality::Possible
                                                                        : Modality::Planned;
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
        const bool lacks = parent.object == governor && tree_.lemma(parent.head) == "lack";
        const bool given_up = parent.object == governor && gives_up(parent.head);
        if ((denied && plans) || (none && !how && !all_but) || lacks || given_up) {
            c.polarity = flip(c.polarity);
        }
        if (lacks) {
            c.modality = Modality::Possible;  // "lacks the money to pay"
        }
        return;
    }
    const bool absent = (parent.kind == Clause::Kind::Existential && parent.subject == governor &&
                         parent.polarity == Polarity::Negative) ||
                        has_negative_determiner(tree_, governor);
    const bool scarce = absent || tree_.child_form(governor, "little") >= 0 ||
                        tree_.child_form(governor, "scant") >= 0;
    const bool certain = holds_without(tree_.lemma(governor));
    const bool sure = scarce && certain;
    const bool open = (effect == Effect::Possible && !sure) ||
                      (scarce && !certain);  // "no evidence that", "little sign that"
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
    if (c.participle && c.modality == Modality::Actual && !absent && !is_open(parent.modality) &&
        is_trouble(governor)) {
        c.modality = Modality::Possible;  // "had trouble finding it"
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
        governor + 1 == c.head && tree_.token(c.head).xpos == "VBG" && is_chance_of(governor)) {
        c.modality = Modality::Possible;
        return;
    }
    if (c.participle && c.modality == Modality::Actual && c.antecedent_subject &&
        need_not_exist(c, parent)) {
        c.modality = sought_as(parent);
    }
}

/// "the risk of the dam | bursting", "talk of him leaving"
bool Qualifier::is_chance_of(TokenIndex noun) const {
    constexpr std::string_view kOpen[] = {
        "chance",      "risk",  "danger", "prospect", "possibility", "likelihood",
        "probability", "odds",  "hope",   "fear",     "threat",      "speculation",
        "talk",        "rumor", "rumour", "idea",     "notion",      "thought"};
    const TokenIndex above = tree_.head(noun);
    return above != kRoot && above < noun && tree_.rel(noun) == Rel::Nmod &&
           (tree_.child_form(noun, "of") >= 0 || tree_.child_form(noun, "about") >= 0) &&
           std::find(std::begin(kOpen), std::end(kOpen), tree_.lemma(above)) != std::end(kOpen);
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
    const bool whose = c.own_subject && tree_.child_form(c.subject, "whose") >= 0;
    if (c.modality == Modality::Actual && (c.antecedent_subject || whose || supposed) &&
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
    for (const Clause* above = at(c.chained_from); above != nullptr;
         above = at(above->chained_from)) {
        if (is_wish(*above)) {
            return true;
        }
    }
    return false;
}

bool Qualifier::is_wish(const Clause& c) const {
    constexpr std::string_view kWish[] = {"want", "wish", "hope", "need", "plan", "intend", "aim"};
    return std::find(std::begin(kWish), std::end(kWish), tree_.lemma(c.head)) != std::end(kWish);
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
    const bool unreal =
        parent.modality == Modality::Conditional && c.auxiliaries.size() == 1 &&
        tree_.form(c.auxiliaries.front()) == "were";  // "under laws that were strict"
    const bool made = parent.object == c.noun && (is_creation_verb(verb) || verb == "make" ||
                                                  verb == "write" || verb == "produce");
    const bool happened = c.finite ? past(c) && !unreal : c.kind == Clause::Kind::Passive && !made;
    const bool earlier =  // "want to honor players who scored"
        c.finite && past(c) && !past(clauses_.chain_begin(parent));
    const bool purpose = parent.link == Rel::Advcl && parent.infinitive;
    const bool open = is_open(parent.modality) && !purpose && !happened;
    if (parent.object == c.noun) {
        return !presupposes_object(verb) &&
               ((sought && verb != "call" && verb != "offer" && verb != "pay" &&
                 ((c.finite && !earlier) || one || !happened)) ||
                (open && (one || c.finite || parent.modality == Modality::Possible)));
    }
    const bool argument = tree_.head(c.noun) == parent.head && tree_.rel(c.noun) == Rel::Obl;
    return argument && !happened && !aside &&
           (unreal || (sought && tree_.child_form(c.noun, "for") >= 0) || (one && open));
}

/// What is removed, kept or left is there.
bool Qualifier::presupposes_object(std::string_view verb) {
    constexpr std::string_view kThere[] = {
        "remove",       "delete",  "destroy",   "leave",    "attack",   "replace", "sell",
        "abandon",      "restore", "criticize", "repair",   "defend",   "welcome", "thank",
        "congratulate", "praise",  "keep",      "maintain", "preserve", "uphold"};
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
    constexpr std::string_view kCause[] = {"force",  "cause",   "lead",     "compel",
                                           "prompt", "inspire", "motivate", "provoke"};
    const std::string_view verb = tree_.lemma(parent.head);
    const bool caused = std::find(std::begin(kCause), std::end(kCause), verb) != std::end(kCause);
    return parent.kind == Clause::Kind::Verb && parent.object >= 0 && parent.gap < 0 &&
           c.subject == parent.object && parent.object < c.head && is_object_control(verb) &&
           (effect == Effect::Planned || effect == Effect::Possible || caused);
}

}  // namespace trefoil::extract
