/// What a clause says by "when", "before" and "if": what lies ahead, recurs or depends on another.

#include <algorithm>

#include "extract/qualifier.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

bool Qualifier::is_time_conjunction(std::string_view form) {
    return form == "when" || form == "once" || form == "after" || form == "whenever" ||
           form == "as";
}

/// "When it starts, we will call": what a plan or an order waits for has not happened yet.
void Qualifier::lies_ahead(Clause& c) const {
    const Clause* parent = at(c.parent);
    const bool tensed = c.finite || (c.participle && tree_.child_form(c.head, "when") >= 0);
    if (c.modality != Modality::Actual || parent == nullptr || !tensed ||
        (past(c) && !c.participle)) {
        return;
    }
    if (is_contrast(c.head, parent->head) || tree_.child_form(c.head, "as") >= 0) {
        return;
    }
    const bool will =
        std::any_of(parent->auxiliaries.begin(), parent->auxiliaries.end(), [&](TokenIndex a) {
            const std::string_view f = tree_.form(a);
            return f == "will" || f == "'ll" || f == "’ll" || f == "shall" || f == "wo";
        });
    const bool ordered =
        is_order(*parent) || (parent->chained_from >= 0 && is_order(*at(parent->chained_from))) ||
        (parent->parent >= 0 && parent->link == Rel::Xcomp && is_order(*at(parent->parent)));
    const bool may = c.finite && parent->modality == Modality::Possible && !is_asked(*parent) &&
                     !parent->auxiliaries.empty() &&
                     tree_.token(parent->auxiliaries.front()).xpos == "MD" &&
                     tree_.child_form(c.head, "when") >= 0;  // "they may stay when it rains"
    const bool when = tree_.child_form(c.head, "when") >= 0;
    if ((ordered && when) || may || (recurs(c, *parent) && !will)) {
        c.modality = Modality::Conditional;
    } else if (c.finite && (will || ordered || parent->modality == Modality::Planned)) {
        c.modality = Modality::Planned;
    }
}

/// "..., when in fact it is".
bool Qualifier::is_contrast(TokenIndex clause_head, TokenIndex above) const {
    const TokenIndex first = tree_.subtree(clause_head).front();
    const bool aside = tree_.form(first) == "," || (first > 0 && tree_.form(first - 1) == ",");
    return clause_head > above && aside;
}

/// "when you heat it, it melts", "whenever it rains, they stay": no event but any one of its kind.
/// What a named or known subject does when it does something may be told as a story.
bool Qualifier::recurs(const Clause& c, const Clause& parent) const {
    constexpr std::string_view kAlways[] = {"always",     "usually",   "often",
                                            "sometimes",  "generally", "never",
                                            "frequently", "typically", "normally"};
    const TokenIndex above = tree_.head(c.head);
    const auto behind = [&](std::string_view word) {
        return tree_.child_form(c.head, word) >= 0 ||
               (c.link == Rel::AdvclRelcl && above != kRoot && tree_.form(above) == word);
    };
    const bool ever = behind("whenever");
    if ((!ever && !behind("when")) || past(parent)) {
        return false;
    }
    const auto always = [&](TokenIndex t) {
        return tree_.rel(t) == Rel::Advmod && std::find(std::begin(kAlways), std::end(kAlways),
                                                        tree_.form(t)) != std::end(kAlways);
    };
    // "Ann weeps when a man comes in"
    const bool story = c.subject >= 0 && tree_.has_child(c.subject, {Rel::Det}) &&
                       parent.subject >= 0 && tree_.is_proper(parent.subject);
    const bool named =
        c.subject >= 0 && (tree_.is_proper(c.subject) || tree_.is_pronoun(c.subject));
    const auto beside = tree_.children(parent.head);
    constexpr std::string_view kLike[] = {"like", "love", "hate", "prefer", "enjoy", "dislike"};
    const bool liked =
        c.head > parent.head &&  // "she likes it when it rains"
        std::find(std::begin(kLike), std::end(kLike), tree_.lemma(parent.head)) != std::end(kLike);
    return ever || liked || (c.participle && c.subject >= 0 && !named && parent.finite) ||
           std::any_of(beside.begin(), beside.end(), always) ||
           (c.subject >= 0 && is_anybody(c.subject) && !story) || is_general(c, parent);
}

/// "when the bell rings, the children leave": common nouns in the simple present, at any time.
bool Qualifier::is_general(const Clause& c, const Clause& parent) const {
    const auto tensed = [&](const Clause& clause) {
        const TokenIndex first =
            clause.auxiliaries.empty() ? clause.head : clause.auxiliaries.front();
        const std::string& tag = tree_.token(first).xpos;
        return clause.finite && (tag == "VBZ" || tag == "VBP") && !is_done(clause) &&
               (clause.kind != Clause::Kind::Verb || clause.auxiliaries.empty());
    };
    const auto simple = [&](const Clause& clause) {
        return clause.subject >= 0 && tree_.token(clause.subject).upos == "NOUN" && tensed(clause);
    };
    return simple(parent) && (simple(c) || (is_its_own(c, parent) && tensed(c)));
}

/// "cats purr | when they are fed".
bool Qualifier::is_its_own(const Clause& c, const Clause& parent) const {
    return c.subject >= 0 && (tree_.form(c.subject) == "it" || tree_.form(c.subject) == "they") &&
           parent.subject >= 0 && is_anybody(parent.subject);
}

/// "Rights hold when you know them": a general statement, if only under a condition.
bool Qualifier::holds_only_when(const Clause& c, TokenIndex clause_head) const {
    const Clause* when = clauses_.headed_by(clause_head);
    return when != nullptr && c.finite && c.subject >= 0 && tree_.token(c.subject).upos == "NOUN" &&
           tree_.child_form(clause_head, "when") >= 0 && when->finite && !past(*when) &&
           !is_contrast(clause_head, c.head) && recurs(*when, c) && !is_its_own(*when, c);
}

/// "where costs are high, firms will leave".
bool Qualifier::is_where(const Clause& c, TokenIndex clause_head) const {
    const Clause* where = clauses_.headed_by(clause_head);
    const TokenIndex first = tree_.subtree(clause_head).front();
    return where != nullptr && clause_head < c.head && tree_.form(first) == "where" &&
           where->finite && !past(*where) && !is_asked(*where);
}

/// "they stay as long as they can pay".
bool Qualifier::lasts_only(const Clause& c, TokenIndex adverb) const {
    const TokenIndex second = adverb + 1;
    const TokenIndex below = second < tree_.size() ? tree_.head(second) : kRoot;
    return below != kRoot && tree_.rel(below) == Rel::Advcl && is_as_long(second) && !past(c);
}

/// The second "as" of "as long as", "so long as".
bool Qualifier::is_as_long(TokenIndex as) const {
    return as >= 2 && tree_.form(as) == "as" && tree_.form(as - 1) == "long" &&
           (tree_.form(as - 2) == "as" || tree_.form(as - 2) == "so");
}

/// "you", "we", "people", "a person", "somebody": no one in particular.
bool Qualifier::is_anybody(TokenIndex subject) const {
    constexpr std::string_view kAny[] = {"you",       "we",       "one",     "someone",
                                         "somebody",  "anyone",   "anybody", "people",
                                         "something", "anything", "everyone"};
    const TokenIndex determiner = tree_.child(subject, {Rel::Det, Rel::NmodPoss, Rel::Nummod});
    if (std::find(std::begin(kAny), std::end(kAny), tree_.form(subject)) != std::end(kAny)) {
        return determiner < 0;
    }
    const bool plural = tree_.token(subject).xpos == "NNS" && determiner < 0;
    return plural || (tree_.token(subject).upos == "NOUN" && determiner >= 0 &&
                      (tree_.form(determiner) == "a" || tree_.form(determiner) == "an" ||
                       tree_.form(determiner) == "any"));
}

bool Qualifier::is_order(const Clause& c) const {
    const bool main = (c.parent < 0 && c.subject < 0) ||
                      (c.link == Rel::Parataxis && !c.own_subject && c.first_conjunct < 0);
    const bool bare = c.auxiliaries.empty() ||  // "do not stay"
                      (c.auxiliaries.size() == 1 && tree_.form(c.auxiliaries.front()) == "do");
    return main && tree_.token(c.head).xpos == "VB" && bare && !c.infinitive && c.chained_from < 0;
}

/// What stands behind "before" or "until" did happen, if it is told in the past. A gerund did,
/// if the clause around it did.
bool Qualifier::happened_before(const Clause& c, std::string_view conjunction) const {
    const Clause* parent = at(c.parent);
    if (parent == nullptr) {
        return past(c);
    }
    const bool modal = std::any_of(parent->auxiliaries.begin(), parent->auxiliaries.end(),
                                   [&](TokenIndex a) { return tree_.token(a).xpos == "MD"; });
    if (conjunction == "before" &&
        ((parent->modality == Modality::Planned && parent->link != Rel::Acl) ||
         (modal && is_open(parent->modality)))) {
        return false;
    }
    return past(c) || (c.participle && parent->modality == Modality::Actual);
}

/// "before she can reply, he leaves", told as a story.
bool Qualifier::is_cut_short(const Clause& c) const {
    const Clause* parent = at(c.parent);
    if (parent == nullptr || c.subject < 0 || c.auxiliaries.empty() || has_modal(*parent) ||
        tree_.form(c.auxiliaries.front()) != "can" || !parent->finite || parent->requested ||
        is_open(parent->modality)) {
        return false;
    }
    const std::string_view who = tree_.form(c.subject);
    const std::string_view verb = tree_.lemma(parent->head);
    return (who == "he" || who == "she" || tree_.is_proper(c.subject)) && verb != "have" &&
           verb != "need" && verb != "require" && parent->subject >= 0 &&
           tree_.form(parent->subject) != "it";
}

bool Qualifier::could(const Clause& c) const {
    return !c.auxiliaries.empty() && tree_.form(c.auxiliaries.front()) == "could";
}

bool Qualifier::past_auxiliary(const Clause& c) const {
    return std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(),
                       [&](TokenIndex a) { return tree_.token(a).xpos == "VBD"; });
}

bool Qualifier::is_condition(TokenIndex clause_head) const {
    const bool phrase =
        !tree_.is_verb(clause_head) &&
        !tree_.has_child(clause_head, {Rel::Nsubj, Rel::NsubjPass, Rel::Cop, Rel::Aux});
    for (const TokenIndex child : tree_.children(clause_head)) {
        if (tree_.rel(child) == Rel::Mark &&
            (tree_.form(child) == "if" || tree_.form(child) == "unless")) {
            return !phrase || tree_.form(child + 1) != "not";  // "most, if not all, of them"
        }
    }
    return false;
}

/// The clause holds only if the one below it does: not "even if B" and "especially if B" and "as if
/// B", nor the question of "asks if B".
bool Qualifier::depends_on(const Clause& c, TokenIndex condition) const {
    const Clause* below =
        tree_.rel(condition) == Rel::Advcl ? clauses_.headed_by(condition) : nullptr;
    const TokenIndex first = below == nullptr ? -1 : tree_.subtree(condition).front();
    const bool inverted =  // "should it fail, they will", "they will, should it fail"
        below != nullptr && below->inverted && !is_asked(*below) &&
        (condition < c.head || (first > 0 && tree_.form(first - 1) == ",") ||
         tree_.form(first) == ",");
    return (inverted || is_condition(condition)) && !is_told_under(c, condition) &&
           !is_remark(condition) && !is_offer(c, condition) && !is_told_anyway(c, condition) &&
           !is_likened(condition) && !is_of_next(c, condition) &&
           !(condition > c.head && is_asking(c.head)) && !is_asked(c) &&
           tree_.child_form(condition, "even") < 0 &&
           tree_.child_form(condition, "especially") < 0 &&
           tree_.child_form(condition, "particularly") < 0 && tree_.lemma(condition) != "wonder";
}

/// "if it fails, | he said, | they will": the condition is of what is said.
bool Qualifier::is_told_under(const Clause& saying, TokenIndex condition) const {
    if (!is_say_verb(tree_.lemma(saying.head)) || saying.subject < 0 ||
        saying.head + 1 >= tree_.size() || tree_.form(saying.head + 1) != ",") {
        return false;
    }
    const TokenIndex first = tree_.subtree(saying.subject).front();
    return condition < first && first <= saying.head && tree_.form(first - 1) == ",";
}

/// "if that makes sense", "if you ask me", "if I remember rightly": about how it is said.
bool Qualifier::is_remark(TokenIndex condition) const {
    const Clause* c = clauses_.headed_by(condition);
    if (c == nullptr || c->subject < 0) {
        return false;
    }
    const std::string_view who = tree_.form(c->subject);
    const std::string_view verb = tree_.lemma(condition);
    if (who == "that" || who == "it" || who == "this") {
        return verb == "make" && c->object >= 0 && tree_.form(c->object) == "sense";
    }
    return (who == "you" && verb == "ask" && c->object >= 0 && tree_.form(c->object) == "me") ||
           (who == "you" && verb == "know" && c->object < 0 && c->polarity == Polarity::Positive) ||
           (who == "i" && (verb == "remember" || verb == "recall" || verb == "mistaken"));
}

/// "if you have not seen the film, it came out in May": it did so anyway.
bool Qualifier::is_told_anyway(const Clause& c, TokenIndex condition) const {
    const Clause* below = clauses_.headed_by(condition);
    return below != nullptr && below->subject >= 0 && tree_.form(below->subject) == "you" &&
           below->kind == Clause::Kind::Verb && !past(*below) && past(c) && !has_modal(c) &&
           tree_.form(c.head) != tree_.lemma(c.head) && tree_.child_form(condition, "if") >= 0;
}

/// "if you want to swim, there are two lakes": they are there for anybody.
bool Qualifier::is_offer(const Clause& c, TokenIndex condition) const {
    constexpr std::string_view kWant[] = {"want", "look",   "need", "like",
                                          "love", "prefer", "wish", "fancy"};
    const Clause* below = clauses_.headed_by(condition);
    if (below == nullptr || below->subject < 0 || tree_.form(below->subject) != "you" ||
        std::find(std::begin(kWant), std::end(kWant), tree_.lemma(condition)) == std::end(kWant) ||
        c.subject < 0 || !c.finite || has_modal(c) || past(c)) {
        return false;
    }
    const auto for_it = [&](TokenIndex o) { return tree_.child_form(o, "for") >= 0; };
    const bool looks = tree_.lemma(condition) != "look" ||
                       std::any_of(below->obliques.begin(), below->obliques.end(), for_it);
    const bool due =  // "if you want to win, your team needs a captain"
        c.kind != Clause::Kind::Existential &&
        (tree_.lemma(c.head) == "need" || tree_.lemma(c.head) == "require" ||
         tree_.child_form(c.subject, "your") >= 0);
    const bool there = c.kind == Clause::Kind::Existential ||
                       (c.kind == Clause::Kind::Verb && !due && !is_anybody(c.subject) &&
                        (!tree_.is_pronoun(c.subject) || tree_.form(c.subject) == "i"));
    return there && looks && below->polarity == Polarity::Positive;
}

/// Verbs whose "if" is "whether": ask, wonder, see, know.
bool Qualifier::is_asking(TokenIndex verb) const {
    constexpr std::string_view kAsk[] = {"ask",   "wonder", "see",  "know",   "doubt",    "inquire",
                                         "check", "care",   "mind", "matter", "remember", "decide"};
    return std::find(std::begin(kAsk), std::end(kAsk), tree_.lemma(verb)) != std::end(kAsk);
}

/// "asked him if he knew", hung as a condition on the asking.
bool Qualifier::is_wondered(const Clause& c) const {
    const TokenIndex above = c.link == Rel::Advcl ? tree_.head(c.head) : kRoot;
    constexpr std::string_view kAsk[] = {"ask", "wonder", "assess", "inquire"};
    return above != kRoot && above < c.head &&
           std::find(std::begin(kAsk), std::end(kAsk), tree_.lemma(above)) != std::end(kAsk);
}

/// "can tell if it is so", "not sure if"; not "I think if it is so, they will".
bool Qualifier::asks_whether(TokenIndex governor) const {
    constexpr std::string_view kHold[] = {"think", "believe", "feel", "hope", "guess",  "suppose",
                                          "mean",  "like",    "love", "hate", "prefer", "realize"};
    const std::string_view verb = governor == kRoot ? "" : tree_.lemma(governor);
    return governor != kRoot && (!is_say_verb(verb) || verb == "tell") &&
           std::find(std::begin(kHold), std::end(kHold), verb) == std::end(kHold);
}

/// "A happens, and if B, C will", "A happens, so if B, do C": a condition behind the conjunction is
/// the next clause's.
bool Qualifier::is_of_next(const Clause& c, TokenIndex condition) const {
    if (condition < c.head) {
        return false;
    }
    const TokenIndex begin = tree_.subtree(condition).front();
    if (tree_.form(begin) == "so" || (begin > 0 && tree_.form(begin - 1) == "so")) {
        return true;
    }
    return std::any_of(
        tree_.children(c.head).begin(), tree_.children(c.head).end(), [&](TokenIndex other) {
            const bool next =
                tree_.is(other, {Rel::Conj, Rel::Parataxis, Rel::Ccomp}) && other > condition;
            const TokenIndex cc = next ? joins(other) : -1;
            return cc >= 0 && cc < begin;
        });
}

/// The word that joins a clause to the one before: "and", "so"; -1 if none.
TokenIndex Qualifier::joins(TokenIndex clause_head) const {
    for (const TokenIndex child : tree_.children(clause_head)) {
        if (child < clause_head && (tree_.rel(child) == Rel::Cc || tree_.form(child) == "so")) {
            return child;
        }
    }
    return -1;
}

}  // namespace trefoil::extract
