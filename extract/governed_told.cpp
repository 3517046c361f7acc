/// What the saying clause makes of what is said: seen, frankly said, made sure, asked.

#include <algorithm>

#include "extract/qualifier.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

/// "if it fails, he said, ..."
bool Qualifier::told_under_condition(const Clause& saying) const {
    const auto children = tree_.children(saying.head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        return tree_.rel(child) == Rel::Advcl && is_condition(child) &&
               is_told_under(saying, child);
    });
}

/// "appears due to fog", "seems likely to win", "appeared ready".
bool Qualifier::seems_so(const Clause& c) const {
    constexpr std::string_view kSo[] = {"due", "likely", "unlikely", "ready",
                                        "set", "bound",  "certain",  "poised"};
    const std::string_view verb = tree_.lemma(c.head);
    const auto so = [&](TokenIndex t) {
        return std::find(std::begin(kSo), std::end(kSo), tree_.form(t)) != std::end(kSo);
    };
    const auto children = tree_.children(c.head);
    return (verb == "seem" || verb == "appear") &&
           std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
               return t > c.head &&
                      ((tree_.rel(t) == Rel::Xcomp && so(t) && !tree_.has_child(t, {Rel::Cop})) ||
                       (tree_.rel(t) == Rel::Obl && tree_.child_form(t, "due") > c.head));
           });
}

/// "if it fails, it is clear that they will stay".
bool Qualifier::is_clear_under_condition(const Clause& c, const Clause& parent) const {
    const bool it_is =
        parent.kind == Clause::Kind::Copula ||
        (parent.kind == Clause::Kind::Passive && tree_.has_child(parent.head, {Rel::Expl}));
    return c.finite && c.modality == Modality::Planned && it_is &&
           parent.polarity == Polarity::Positive && has_condition_before(parent);
}

/// "why it closed".
bool Qualifier::asks_indirectly(const Clause& c) const {
    const auto children = tree_.children(c.head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        return t < c.head && tree_.token(t).xpos.starts_with("W");
    });
}

/// "heard that they sold it", "I read that it closed"; but a sign that reads so says it.
bool Qualifier::is_hearsay(const Clause& c, const Clause& parent) const {
    const std::string_view verb = tree_.lemma(parent.head);
    const bool reader = parent.subject >= 0 &&
                        (tree_.is_pronoun(parent.subject) || tree_.is_proper(parent.subject));
    return c.finite && c.own_subject && c.subject > parent.head &&
           parent.kind == Clause::Kind::Verb && !is_open(parent.modality) &&
           (verb == "hear" || (verb == "read" && reader));
}

/// "did not tell us that it was closed": it was.
bool Qualifier::is_withheld(const Clause& c, const Clause& parent) const {
    constexpr std::string_view kTell[] = {"tell", "mention", "reveal", "disclose", "inform"};
    return !is_open(parent.modality) && past(parent) && past(c) &&
           tree_.child_form(c.head, "that") >= 0 &&
           std::find(std::begin(kTell), std::end(kTell), tree_.lemma(parent.head)) !=
               std::end(kTell);
}

/// "why it closed", "how they won it", "shows how they bake it": whoever asks takes it to be so.
bool Qualifier::is_presupposed(const Clause& c, TokenIndex governor) const {
    constexpr std::string_view kShow[] = {"show",       "explain", "describe",    "tell",
                                          "understand", "learn",   "demonstrate", "know",
                                          "study",      "explore", "teach",       "illustrate"};
    const bool shown = c.own_subject && std::find(std::begin(kShow), std::end(kShow),
                                                  tree_.lemma(governor)) != std::end(kShow);
    const auto children = tree_.children(c.head);
    return c.finite && !has_modal(c) &&
           std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
               const std::string_view f = tree_.form(t);
               const bool told = past(c) && c.kind == Clause::Kind::Verb &&
                                 (f == "how" || f == "where" || f == "when");
               return t < c.head && tree_.rel(t) == Rel::Advmod &&
                      (f == "why" || told || (shown && f == "how"));
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

/// "we will see how they react": that lies ahead.
bool Qualifier::is_yet_to_see(const Clause& c, const Clause& parent) const {
    return tree_.lemma(parent.head) == "see" && parent.modality == Modality::Planned && !past(c) &&
           asks_indirectly(c);
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

/// "to say that X is inaccurate", "it is wrong to claim that X", "too early to say that X".
bool Qualifier::is_wrong_to_say(const Clause& parent) const {
    constexpr std::string_view kWrong[] = {
        "wrong", "inaccurate", "incorrect",  "false",      "misleading", "unfair",   "absurd",
        "hard",  "difficult",  "impossible", "ridiculous", "premature",  "nonsense", "early",
        "silly", "foolish",    "mistake",    "mistaken",   "dishonest",  "untrue"};
    const Clause* above = at(parent.parent);
    return above != nullptr && above->kind == Clause::Kind::Copula && parent.infinitive &&
           above->polarity == Polarity::Positive && is_say_verb(tree_.lemma(parent.head)) &&
           std::find(std::begin(kWrong), std::end(kWrong), tree_.lemma(above->head)) !=
               std::end(kWrong);
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
    const Clause* above = at(parent.parent);
    const bool worth =  // "it is important to note that"
        parent.infinitive && above != nullptr && above->kind == Clause::Kind::Copula &&
        above->polarity == Polarity::Positive && !is_open(above->modality);
    const bool told =
        worth || is_order(parent) ||
        (parent.kind == Clause::Kind::Copula && parent.subject < 0 && !parent.auxiliaries.empty() &&
         tree_.form(parent.auxiliaries.front()) == "be");  // "be aware that"
    return unsaid || (pointed && told) || is_stressed(parent);
}

/// "it should be noted that X", "it must be said that X", "it can be shown that X": X.
bool Qualifier::is_stressed(const Clause& parent) const {
    constexpr std::string_view kStress[] = {
        "note",      "say",       "mention", "stress", "emphasize",   "recall", "remember",
        "emphasise", "underline", "point",   "add",    "acknowledge", "admit"};
    if (parent.kind != Clause::Kind::Passive || parent.polarity == Polarity::Negative ||
        parent.subject < 0 || tree_.form(parent.subject) != "it" ||
        parent.auxiliaries.size() != 2) {
        return false;
    }
    const std::string_view modal = tree_.form(parent.auxiliaries.front());
    const std::string_view verb = tree_.lemma(parent.head);
    if (modal == "can") {  // "it must be shown that X": not so yet
        return !parent.requested && (verb == "show" || verb == "see" || verb == "prove");
    }
    return !parent.requested && (modal == "should" || modal == "must") &&
           std::find(std::begin(kStress), std::end(kStress), verb) != std::end(kStress);
}

/// "not true that", "not the case that", "false that".
bool Qualifier::is_untrue(TokenIndex governor, bool negated) const {
    const std::string_view f = tree_.form(governor);
    return negated ? f == "true" || f == "case" || f == "correct"
                   : f == "untrue" || f == "false" || f == "incorrect";
}

/// "does not ensure that", "did not prove that": who knows.
bool Qualifier::is_proof(TokenIndex governor) const {
    constexpr std::string_view kProof[] = {"ensure",      "guarantee", "prove", "show",
                                           "demonstrate", "imply",     "mean",  "establish",
                                           "represent",   "warrant"};
    return is_made_sure(governor) || std::find(std::begin(kProof), std::end(kProof),
                                               tree_.lemma(governor)) != std::end(kProof);
}

/// "ensure that X", "make sure that X".
bool Qualifier::is_made_sure(TokenIndex governor) const {
    const std::string_view word = tree_.lemma(governor);
    return word == "ensure" || word == "guarantee" ||
           (word == "make" && (tree_.child_form(governor, "sure") >= 0 ||
                               tree_.child_form(governor, "certain") >= 0));
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

}  // namespace trefoil::extract
