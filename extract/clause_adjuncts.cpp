/// Who does what a purpose, participle or gerund beside a clause says.

#include <algorithm>

#include "extract/clause_finder.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

/// "to keep it", "preventing it from joining": participles and purposes share the subject;
/// after "prevent X from V-ing" and the like it is X.
TokenIndex ClauseFinder::adjunct_subject(const Clause& c, const Clause& parent) const {
    if (enacts(c, parent)) {
        return parent.object;
    }
    if (const TokenIndex called = called_on(parent, c); called >= 0) {
        return called;
    }
    if (const TokenIndex own = companion(c, parent); own >= 0) {
        return own;
    }
    if (fills_place(c, parent) || is_caught(c, parent)) {
        return parent.object;
    }
    if (is_paid(c, parent)) {
        return parent.indirect;
    }
    const bool controls =
        is_itself(parent) || (parent.object >= 0 && is_object_control(tree_.lemma(parent.head)));
    if (c.infinitive && ((is_negated(parent.head) && !controls) ||
                         has_no_purpose(tree_.lemma(parent.head)) || is_speakers_own(c))) {
        return -1;
    }
    if (c.participle && parent.object >= 0 && parent.object < c.head &&
        tree_.child_form(c.head, "into") >= 0) {
        return parent.object;  // "talked her | into selling it"
    }
    if (c.participle && (tree_.child_form(c.head, "than") >= 0 || dangles(c, parent))) {
        return -1;  // "costs more | than buying it"
    }
    const bool gerund = c.participle || is_long_gerund(c);
    if (gerund && parent.kind == Clause::Kind::Verb && parent.object > parent.head &&
        is_judging(tree_.lemma(parent.head)) &&
        (tree_.child_form(c.head, "for") >= 0 || tree_.child_form(c.head, "on") >= 0 ||
         tree_.child_form(c.head, "in") >= 0)) {
        return parent.object;  // "thanked them | for coming"
    }
    if (c.participle && parent.subject >= 0 &&
        tree_.is(parent.subject, {Rel::Csubj, Rel::CsubjPass})) {
        return -1;  // "it is best to walk | if going there"
    }
    if (c.participle && c.head > 1 && tree_.child_form(c.head, "as") == c.head - 1 &&
        tree_.form(c.head - 2) == "," && is_say_verb(tree_.lemma(c.head))) {
        return -1;  // "agreed, | as reported in May, to leave"
    }
    const TokenIndex like = tree_.child_form(c.head, "like");
    if (c.participle && like >= 0 && like < c.head && parent.kind == Clause::Kind::Verb &&
        (tree_.lemma(parent.head) == "become" || tree_.lemma(parent.head) == "seem" ||
         tree_.lemma(parent.head) == "feel" || tree_.lemma(parent.head) == "look")) {
        return -1;  // "felt like | flying"
    }
    if (c.participle && (is_example(c) || is_use(c, parent) || is_basis(c, parent))) {
        return -1;
    }
    const TokenIndex by = tree_.child_form(c.head, "by");
    if (c.participle && tree_.child_form(c.head, "as") >= 0 && tree_.token(c.head).xpos == "VBN") {
        return -1;  // "as noted, X is Y"
    }
    const bool means = c.participle && (by >= 0 || tree_.form(c.head) == "using");
    if (means && parent.kind == Clause::Kind::Passive) {
        return -1;  // "can be measured by adding X"
    }
    const bool accused =
        is_accuse_verb(tree_.lemma(parent.head)) && tree_.has_child(c.head, {Rel::Mark}) &&
        (tree_.lemma(parent.head) != "charge" || tree_.child_form(c.head, "with") >= 0);
    if (accused && parent.object >= 0) {
        return parent.object;
    }
    if (c.participle && parent.object > parent.head && parent.object < c.head &&
        tree_.child_form(c.head, "in") >= 0 && is_help(tree_.lemma(parent.head))) {
        return parent.object;  // "support them | in rebuilding it"
    }
    const TokenIndex from = tree_.child_form(c.head, "from");
    if (from >= 0 && parent.object >= 0 && keeps_from(tree_.lemma(parent.head))) {
        return parent.object;
    }
    const TokenIndex doer = parent.agent;
    const bool doubtful = parent.kind == Clause::Kind::Passive && c.participle && doer >= 0 &&
                          parent.head < doer && doer < c.head;
    const bool thing_used = parent.kind == Clause::Kind::Passive && c.infinitive &&
                            c.head < parent.head && parent.subject >= 0 &&
                            tree_.form(parent.subject) == "it";
    const bool by_another = parent.kind == Clause::Kind::Passive && doer >= 0 && doer < c.head &&
                            c.infinitive && parent.subject >= 0 &&
                            tree_.token(parent.subject).upos == "NOUN" &&
                            !is_person_noun(parent.subject);
    const bool after_content =
        parent.kind == Clause::Kind::Passive && parent.ccomp >= 0 && parent.ccomp < c.head;
    const bool takes_time = tree_.lemma(parent.head) == "take" && c.infinitive &&
                            ((parent.object >= 0 && is_time_noun(tree_.lemma(parent.object))) ||
                             (parent.subject >= 0 && tree_.form(parent.subject) == "it"));
    if (parent.kind == Clause::Kind::Existential || takes_time || leaves_doer_open(parent, c) ||
        by_another || after_content || doubtful || thing_used) {
        return -1;  // "the vote was called by them to end it", "is asked why they go, knowing"
    }
    if (c.infinitive && is_object_control(tree_.lemma(parent.head)) && !is_itself(parent) &&
        (!is_fetching(tree_.lemma(parent.head)) || takes_along(parent)) && parent.object > 0 &&
        parent.object < c.head && parent.gap < 0 && parent.kind == Clause::Kind::Verb &&
        !is_set_off(c, parent.object)) {
        return parent.object;  // "elected them to lead", hung as a purpose
    }
    return parent.kind == Clause::Kind::Copula && c.infinitive ? -1 : parent.subject;
}

/// "took her along by bus, | to please her": a comma, and not one that ends an apposition of the
/// object.
bool ClauseFinder::is_set_off(const Clause& c, TokenIndex object) const {
    return c.to > 1 && tree_.rel(c.to - 1) == Rel::Punct && tree_.subtree(object).back() < c.to - 2;
}

/// "to | succeed Ann, they chose Tom", "they chose Tom, | succeeding Ann": he succeeds her.
bool ClauseFinder::fills_place(const Clause& c, const Clause& parent) const {
    constexpr std::string_view kChoose[] = {"appoint", "name", "choose",   "elect", "hire",
                                            "select",  "pick", "nominate", "sign",  "promote"};
    const std::string_view verb = tree_.lemma(c.head);
    const bool before = c.infinitive && c.head < parent.head;
    const bool behind = c.participle && parent.object < c.head &&
                        tree_.token(c.head).xpos == "VBG" && tree_.form(c.head - 1) == ",";
    return (before || behind) && (verb == "succeed" || verb == "replace") &&
           parent.kind == Clause::Kind::Verb && parent.object > parent.head &&
           std::find(std::begin(kChoose), std::end(kChoose), tree_.lemma(parent.head)) !=
               std::end(kChoose);
}

/// "having left", "being asked"
bool ClauseFinder::is_long_gerund(const Clause& c) const {
    return !c.finite && !c.infinitive && !c.auxiliaries.empty() &&
           tree_.token(c.auxiliaries.front()).xpos == "VBG";
}

/// "paid them ten pounds | to leave": who gets it does it.
bool ClauseFinder::is_paid(const Clause& c, const Clause& parent) const {
    constexpr std::string_view kPay[] = {"pay", "offer", "give", "lend", "grant"};
    return c.infinitive && parent.kind == Clause::Kind::Verb && parent.indirect > parent.head &&
           parent.object > parent.indirect && c.to > parent.object && parent.gap < 0 &&
           !is_help(tree_.lemma(parent.object)) &&
           std::find(std::begin(kPay), std::end(kPay), tree_.lemma(parent.head)) != std::end(kPay);
}

/// "caught Ann and Tom | leaving": a gerund right behind who is seen.
bool ClauseFinder::is_caught(const Clause& c, const Clause& parent) const {
    constexpr std::string_view kSee[] = {"catch", "see",     "spot",    "find",    "notice",
                                         "watch", "observe", "hear",    "film",    "photograph",
                                         "show",  "depict",  "portray", "picture", "witness",
                                         "feel",  "leave",   "keep"};
    return c.participle && tree_.token(c.head).xpos == "VBG" && parent.kind == Clause::Kind::Verb &&
           parent.object > parent.head && parent.gap < 0 && !tree_.has_child(c.head, {Rel::Mark}) &&
           tree_.subtree(c.head).front() == c.head &&
           tree_.subtree(parent.object).back() + 1 == c.head && !is_itself(parent) &&
           std::find(std::begin(kSee), std::end(kSee), tree_.lemma(parent.head)) != std::end(kSee);
}

/// "when counting X, | the number is Y", "my life is full | trying to do it": of a thing that
/// is something nobody says that it does anything.
bool ClauseFinder::dangles(const Clause& c, const Clause& parent) const {
    const bool thing = parent.subject >= 0 && tree_.token(parent.subject).upos == "NOUN" &&
                       !is_person_noun(parent.subject);
    const bool own = tree_.form(c.head) == "being" || tree_.form(c.head) == "having";
    const TokenIndex mark = tree_.child(c.head, {Rel::Mark});
    const bool bare = mark < 0 || tree_.form(mark) == "when" || tree_.form(mark) == "while";
    return parent.kind == Clause::Kind::Copula && thing && !own && bare &&
           tree_.token(c.head).xpos == "VBG";
}

/// "are many, such as | learning a language": what there is, not what they do.
bool ClauseFinder::is_example(const Clause& c) const {
    const TokenIndex such = tree_.child_form(c.head, "such");
    return such >= 0 && such < c.head;
}

bool ClauseFinder::is_help(std::string_view lemma) {
    constexpr std::string_view kHelp[] = {"help",  "support", "assist",  "aid",     "guide",
                                          "train", "engage",  "involve", "instruct"};
    return std::find(std::begin(kHelp), std::end(kHelp), lemma) != std::end(kHelp);
}

/// Praise, blame and what follows them are for what their object did.
bool ClauseFinder::is_judging(std::string_view lemma) {
    constexpr std::string_view kJudge[] = {
        "thank",   "praise", "commend",  "criticize", "criticise", "blame",
        "condemn", "arrest", "fine",     "sue",       "credit",    "reward",
        "honor",   "honour", "punish",   "forgive",   "pardon",    "mock",
        "applaud", "chide",  "fault",    "scold",     "ridicule",  "jail",
        "admire",  "salute", "denounce", "rebuke",    "excuse",    "congratulate"};
    return std::find(std::begin(kJudge), std::end(kJudge), lemma) != std::end(kJudge);
}

/// "wrote a program | for sorting names": what the object is for. What one gets, one gets for
/// one's own doing.
bool ClauseFinder::is_use(const Clause& c, const Clause& parent) const {
    constexpr std::string_view kGet[] = {
        "get",  "receive", "win",    "earn",    "gain",    "face",    "take",  "serve",
        "owe",  "accept",  "share",  "deserve", "do",      "spend",   "have",  "collect",
        "draw", "use",     "suffer", "attract", "utilize", "utilise", "employ"};
    const TokenIndex mark = tree_.child_form(c.head, "for");
    return mark >= 0 && mark < c.head && parent.kind == Clause::Kind::Verb &&
           parent.object > parent.head && parent.object < mark && !is_itself(parent) &&
           !is_accuse_verb(tree_.lemma(parent.head)) &&
           std::find(std::begin(kGet), std::end(kGet), tree_.lemma(parent.head)) == std::end(kGet);
}

/// "they chose it | based on the price": the choice was, not they.
bool ClauseFinder::is_basis(const Clause& c, const Clause& parent) const {
    return tree_.form(c.head) == "based" && c.head > parent.head &&
           parent.kind == Clause::Kind::Verb;
}

/// "opens with Ann | singing", "with Ann | gone", "due to fans | leaving":
/// the noun behind the preposition and right before the participle.
TokenIndex ClauseFinder::companion(const Clause& c, const Clause& parent) const {
    if (!c.participle || tree_.has_child(c.head, {Rel::Mark})) {
        return -1;
    }
    for (const TokenIndex above : {parent.head, c.head}) {
        for (const TokenIndex noun : tree_.children(above)) {
            const bool before = tree_.rel(noun) == Rel::Obl && tree_.is_noun(noun) &&
                                noun < c.head && tree_.subtree(noun).back() + 1 == c.head;
            const bool with = tree_.child_form(noun, "with") >= 0;
            const bool due = tree_.child_form(noun, "due") >= 0;
            if (before && (with || due)) {
                return noun;
            }
        }
    }
    return -1;
}

/// "did not come | to praise him": whether he is praised is not said.
bool ClauseFinder::is_negated(TokenIndex head) const {
    const auto children = tree_.children(head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        return child < head && is_negation(tree_.form(child));
    });
}

/// Verbs of states that nobody is in for a purpose: an infinitive behind them belongs to
/// something else ("do not know the skill of the crew | to do it").
bool ClauseFinder::has_no_purpose(std::string_view lemma) {
    constexpr std::string_view kStates[] = {"know", "understand", "believe", "remember", "see",
                                            "hear", "think",      "seem",    "contain",  "cost"};
    return std::find(std::begin(kStates), std::end(kStates), lemma) != std::end(kStates);
}

/// ", to name a few", "to sum up, ...": what the speaker does.
bool ClauseFinder::is_speakers_own(const Clause& c) const {
    constexpr std::string_view kOwn[] = {"name",     "mention", "sum",   "summarize", "recap",
                                         "conclude", "clarify", "begin", "illustrate"};
    const bool apart = c.to == 0 || (c.to > 0 && tree_.form(c.to - 1) == ",");
    return apart &&
           std::find(std::begin(kOwn), std::end(kOwn), tree_.lemma(c.head)) != std::end(kOwn);
}

/// "signed a law | to ban it": the law bans.
bool ClauseFinder::enacts(const Clause& c, const Clause& parent) const {
    return c.infinitive && parent.kind == Clause::Kind::Verb && parent.gap < 0 &&
           parent.object > parent.head && c.to > parent.object &&
           is_enacting_verb(tree_.lemma(parent.head)) &&
           tree_.token(parent.object).upos == "NOUN" && !is_person_noun(parent.object);
}

}  // namespace trefoil::extract
