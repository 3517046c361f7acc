/// What the clause above makes of an adverbial clause: purposes, results, gerunds behind
/// prepositions.

#include <algorithm>

#include "extract/qualifier.hpp"
#include "extract/qualifiers.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

/// "to where they feel at ease", "so that it lasts": where a plan is to lead.
bool Qualifier::is_goal(const Clause& c) const {
    return tree_.child_form(c.head, "where") >= 0 ||
           (tree_.child_form(c.head, "so") >= 0 && tree_.child_form(c.head, "that") >= 0);
}

/// "looks like they were", "feels as if it is".
bool Qualifier::only_seems(const Clause& c, const Clause& parent) const {
    constexpr std::string_view kLook[] = {"look", "seem", "feel", "sound", "appear", "act"};
    const TokenIndex like = tree_.child_form(c.head, "like");
    return like >= 0 && like < c.head &&
           std::find(std::begin(kLook), std::end(kLook), tree_.lemma(parent.head)) !=
               std::end(kLook);
}

/// "has done".
bool Qualifier::is_done(const Clause& c) const {
    return !c.auxiliaries.empty() && tree_.lemma(c.auxiliaries.front()) == "have";
}

/// "for having stolen it".
bool Qualifier::is_perfect(const Clause& c) const {
    return !c.auxiliaries.empty() && tree_.form(c.auxiliaries.front()) == "having";
}

/// "tried to win them over by giving", "decided to vote, sending them home": what the attempt
/// was made with or led to is as real as the attempt itself.
bool Qualifier::is_result(const Clause& c, const Clause& parent) const {
    constexpr std::string_view kAttempt[] = {"try",  "attempt", "strive", "struggle", "fight",
                                             "seek", "decide",  "choose", "opt",      "agree"};
    const Clause* matrix = at(parent.parent);
    if (!c.participle || !parent.infinitive || parent.link != Rel::Xcomp || matrix == nullptr ||
        is_open(matrix->modality)) {
        return false;
    }
    const TokenIndex first = tree_.subtree(c.head).front();
    const bool aside = !tree_.has_child(c.head, {Rel::Mark, Rel::Case}) &&
                       (tree_.form(first) == "," || (first > 0 && tree_.form(first - 1) == ","));
    const std::string_view verb = tree_.lemma(matrix->head);
    const bool attempt =
        std::find(std::begin(kAttempt), std::end(kAttempt), verb) != std::end(kAttempt);
    const bool by = tree_.child_form(c.head, "by") >= 0;
    const bool says = aside && is_say_verb(tree_.lemma(c.head)) && c.head > parent.head;
    const bool done = effect_of_verb(verb) != Effect::Planned || past(*matrix) ||
                      (aside && tree_.token(matrix->head).xpos == "VBZ");
    return says || (attempt && done && (aside || by) && c.head > parent.head);
}

/// "thought about leaving", "intends on leaving", "is capable of leaving", "plans on leaving"
/// read as a noun.
void Qualifier::gerund(Clause& c, const Clause& parent) const {
    constexpr std::string_view kPrepositions[] = {"on", "upon", "about",   "of",      "for",
                                                  "at", "in",   "against", "towards", "toward"};
    constexpr std::string_view kThink[] = {"think", "dream", "talk",  "speak",    "insist",
                                           "joke",  "worry", "count", "fantasize"};
    const TokenIndex mark = tree_.child(c.head, {Rel::Mark, Rel::Case});
    if (mark < 1 || mark > c.head ||
        std::find(std::begin(kPrepositions), std::end(kPrepositions), tree_.form(mark)) ==
            std::end(kPrepositions)) {
        return;
    }
    const TokenIndex before = mark - 1;
    const bool noun = tree_.token(before).upos == "NOUN";
    const Effect effect = effect_of(tree_, parent.head);
    const bool adjective = tree_.token(parent.head).upos == "ADJ";
    const std::string_view preposition = tree_.form(mark);
    if (preposition == "towards" || preposition == "toward") {
        c.modality = Modality::Planned;  // "is geared towards selling"
        return;
    }
    if (preposition == "against") {
        c.polarity = flip(c.polarity);  // "voted against selling"
        c.modality = Modality::Possible;
        return;
    }
    if (preposition == "in") {
        const bool open_quality = (effect == Effect::Possible && !past(parent)) ||
                                  tree_.lemma(parent.head) == "interested";
        const bool failing =
            parent.polarity == Polarity::Negative &&
            (tree_.lemma(parent.head) == "successful" || tree_.lemma(parent.head) == "effective");
        if (adjective && (open_quality || failing)) {
            c.modality = Modality::Possible;  // "is vital in keeping", "not successful in keeping"
        }
        return;
    }
    const std::string_view above = tree_.form(parent.head);
    const bool bent =  // "is focused on selling"
        (above == "focused" && !past(parent)) || above == "intent" || above == "bent";
    const bool planned = (preposition == "on" || preposition == "upon" || preposition == "at") &&
                         (effect == Effect::Planned || bent ||
                          (noun && effect_of_verb(tree_.lemma(before)) == Effect::Planned));
    const bool thought = std::find(std::begin(kThink), std::end(kThink),
                                   tree_.lemma(parent.head)) != std::end(kThink);
    const bool duty = tree_.lemma(parent.head) == "responsible" && parent.finite &&
                      !past(parent);  // "is responsible for keeping"
    if (planned || (adjective && effect == Effect::Planned)) {
        c.modality = Modality::Planned;
    } else if (thought || duty || (adjective && effect == Effect::Possible)) {
        c.modality = Modality::Possible;
    } else if (adjective && effect == Effect::Negative) {
        c.polarity = flip(c.polarity);
    }
}

/// "while waiting, he may read": he waits. "While driving, you can", "drivers may": whoever drives.
bool Qualifier::goes_on_meanwhile(const Clause& c, const Clause& parent) const {
    return tree_.child_form(c.head, "while") >= 0 && c.head < parent.head &&
           parent.modality == Modality::Possible && has_modal(parent) && !parent.requested &&
           parent.subject >= 0 && !is_anybody(parent.subject);
}

/// "I want to thank you for coming": they came.
bool Qualifier::is_thanked_for(const Clause& c, const Clause& parent) const {
    constexpr std::string_view kThank[] = {"thank",   "congratulate", "praise",
                                           "commend", "applaud",      "apologize",
                                           "forgive", "scold",        "apologise"};
    const TokenIndex mark = tree_.child_form(c.head, "for");
    return mark > parent.head && mark < c.head && !is_condition(parent.head) &&
           std::find(std::begin(kThank), std::end(kThank), tree_.lemma(parent.head)) !=
               std::end(kThank);
}

/// "was accused of stealing", "was tried for murdering": somebody says so.
bool Qualifier::is_charge(const Clause& c, const Clause& parent) const {
    const std::string_view verb = tree_.lemma(parent.head);
    const TokenIndex mark = tree_.child(c.head, {Rel::Mark});
    if (!is_accuse_verb(verb) || mark < parent.head || mark > c.head) {
        return false;
    }
    const std::string_view f = tree_.form(mark);
    return (f == "of" && verb != "warn") ||
           (f == "with" && (verb == "charge" || verb == "credit")) ||
           (f == "for" && verb != "charge" && verb != "warn" &&
            (verb != "try" || parent.kind == Clause::Kind::Passive));
}

/// "returned to win the race", "rose to become king", "lived to see it": so it came.
bool Qualifier::comes_to_be(const Clause& c, const Clause& parent) const {
    constexpr std::string_view kCome[] = {"return", "come", "rise",  "grow",   "rally",  "recover",
                                          "live",   "wake", "awake", "awaken", "arrive", "evolve"};
    constexpr std::string_view kBe[] = {"become", "win",      "beat", "defeat",
                                        "find",   "discover", "see",  "finish"};
    const auto among = [](std::string_view word, const auto& words) {
        return std::find(std::begin(words), std::end(words), word) != std::end(words);
    };
    const std::string_view verb = tree_.lemma(c.head);
    const bool sought =  // "returned to find survivors", but "to find the house empty"
        (verb == "see" && tree_.lemma(parent.head) != "live") ||
        ((verb == "find" || verb == "discover") && !tree_.has_child(c.head, {Rel::Xcomp}) &&
         (c.ccomp < 0 || tree_.child_form(c.ccomp, "that") < 0));
    return c.head > parent.head && past(parent) && parent.finite &&
           parent.kind == Clause::Kind::Verb && parent.object < 0 && !is_open(parent.modality) &&
           !sought && parent.polarity == Polarity::Positive &&
           among(tree_.lemma(parent.head), kCome) && among(verb, kBe);
}

/// "is charged with securing the capital": a task.
bool Qualifier::is_task(const Clause& c) const {
    constexpr std::string_view kTask[] = {"secure",      "protect",  "oversee",    "enforce",
                                          "ensure",      "maintain", "supervise",  "monitor",
                                          "review",      "regulate", "coordinate", "guard",
                                          "investigate", "defend",   "administer", "implement"};
    return std::find(std::begin(kTask), std::end(kTask), tree_.lemma(c.head)) != std::end(kTask);
}

/// "was charged with taking bribes | while serving": part of the charge.
bool Qualifier::goes_with_charge(const Clause& c, const Clause& parent) const {
    const auto children = tree_.children(parent.head);
    return (parent.modality == Modality::Reported && parent.participle) ||
           std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
               const Clause* charge = t < c.head ? clauses_.headed_by(t) : nullptr;
               return charge != nullptr && charge->participle && is_charge(*charge, parent);
           });
}

void Qualifier::adjunct(Clause& c, const Clause& parent) const {
    if (too_much(c, parent.head)) {
        c.polarity = flip(c.polarity);
        c.modality = Modality::Possible;
        return;
    }
    if (c.infinitive) {
        const bool itself =
            parent.object >= 0 && is_reflexive(tree_, parent.object) && c.to == parent.object + 1;
        if (itself || controlled_by_object(c, parent)) {
            open_complement(c, parent, parent.head);  // "does not authorize them to act"
            return;
        }
        if (c.to > 0 && tree_.form(c.to - 1) == "only" && !is_open(c.modality)) {
            c.modality = parent.modality;  // "came back, only to find it gone"
            return;
        }
        if (comes_to_be(c, parent)) {
            return;
        }
        if (parent.polarity == Polarity::Negative &&
            tree_.child_form(parent.head, "enough") > parent.head) {
            c.polarity = flip(c.polarity);  // "was not old enough to vote"
        }
        if (!is_open(c.modality)) {
            const Effect effect = effect_of(tree_, parent.head);
            const bool adjective = tree_.token(parent.head).upos == "ADJ";
            c.modality =
                adjective && effect == Effect::Possible ? Modality::Possible : Modality::Planned;
            if (adjective && effect == Effect::Negative) {
                c.polarity = flip(c.polarity);
            }
        }
        return;
    }
    if (c.finite) {
        if (c.modality == Modality::Actual && parent.modality == Modality::Conditional &&
            clauses_.chain_begin(parent).link == Rel::Advcl &&
            is_condition(clauses_.chain_begin(parent).head) && c.head > parent.head &&
            (past(c) == past(clauses_.chain_begin(parent)) ||
             tree_.child_form(c.head, "because") >= 0)) {
            c.modality = parent.modality;  // "if they leave because it is cold"
        }
        if (c.modality == Modality::Actual && only_seems(c, parent)) {
            c.modality = parent.modality == Modality::Conditional ? Modality::Conditional
                                                                  : Modality::Possible;
            if (parent.polarity == Polarity::Negative) {
                c.polarity = flip(c.polarity);  // "does not look like they won"
            }
        }
        const TokenIndex so = tree_.child_form(c.head, "so");
        const bool purpose = so >= 0 && so < c.subject && c.head > parent.head;
        const bool open = is_open(parent.modality);
        const bool sought = is_goal(c) || purpose;  // "let us mix it so it gets warm"
        const bool so_that =                        // not "built so that all parts are alike"
            purpose && c.kind != Clause::Kind::Copula &&
            (tree_.child_form(c.head, "that") >= 0 || tree_.child_form(so, "that") >= 0 ||
             tree_.form(so - 1) == "just");
        if (c.modality == Modality::Actual && !past(c) && (open ? sought : so_that)) {
            c.modality = open ? Modality::Possible : Modality::Planned;
        }
        return;
    }
    if (tree_.child_form(c.head, "from") >= 0 && keeps_from(tree_.lemma(parent.head)) &&
        parent.polarity == Polarity::Positive) {
        c.polarity = flip(c.polarity);  // not "nothing will stop us from going"
    } else if (c.modality == Modality::Actual && parent.polarity == Polarity::Negative &&
               tree_.child_form(c.head, "from") >= 0 && keeps_from(tree_.lemma(parent.head)) &&
               parent.subject >= 0 && tree_.form(parent.subject) == "nothing" && !past(parent) &&
               !is_open(parent.modality)) {
        c.modality = Modality::Possible;  // "nothing keeps him from going"
    }
    if (tree_.child_form(c.head, "without") >= 0 && parent.polarity == Polarity::Negative) {
        c.polarity = flip(c.polarity);  // "cannot leave without asking": asks
    }
    if (is_charge(c, parent)) {
        c.modality = is_open(parent.modality)                             ? parent.modality
                     : tree_.lemma(parent.head) == "charge" && is_task(c) ? Modality::Possible
                                                                          : Modality::Reported;
        return;
    }
    if (c.modality == Modality::Actual && tree_.child_form(c.head, "while") >= 0 &&
        goes_with_charge(c, parent)) {
        c.modality = Modality::Reported;
        return;
    }
    if (c.modality == Modality::Actual && tree_.child_form(c.head, "by") >= 0 &&
        !is_open(parent.modality) && is_wish(parent) &&
        tree_.has_child(parent.head, {Rel::Xcomp})) {
        c.modality = Modality::Planned;  // "by planting trees, they hope to cool it"
        return;
    }
    const bool warned = tree_.lemma(parent.head) == "warn" && c.head > parent.head;
    if (warned && tree_.has_child(c.head, {Rel::Mark})) {
        c.modality = Modality::Possible;
        return;
    }
    const bool tells = c.own_subject && tree_.child_form(c.head, "when") >= 0;
    if (c.modality == Modality::Actual && is_open(parent.modality) && !is_perfect(c) && !tells &&
        !goes_on_meanwhile(c, parent) && !is_thanked_for(c, parent)) {
        c.modality = is_result(c, parent) ? at(parent.parent)->modality : parent.modality;
    }
    if (c.modality == Modality::Actual && c.participle) {
        gerund(c, parent);
    }
    const TokenIndex to = tree_.child_form(c.head, "to");
    constexpr std::string_view kDone[] = {"admit", "confess", "resort", "accustom", "stoop"};
    const bool done =
        parent.polarity == Polarity::Positive && !is_open(parent.modality) &&
        (tree_.form(parent.head) == "used" || tree_.form(parent.head) == "accustomed" ||
         std::find(std::begin(kDone), std::end(kDone), tree_.lemma(parent.head)) !=
             std::end(kDone));  // "admitted to stealing"
    if (c.modality == Modality::Actual && c.participle && to >= 0 && to < c.head && !done) {
        const bool used =
            tree_.form(parent.head) == "used" || tree_.form(parent.head) == "accustomed";
        if (used && parent.polarity == Polarity::Negative) {
            c.polarity = flip(c.polarity);  // "was not accustomed to going"
            return;
        }
        c.modality = Modality::Possible;  // "looks forward to going", "is committed to going"
    }
}

}  // namespace trefoil::extract
