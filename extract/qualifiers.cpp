/// Each clause is judged after the clause above it. First what it says itself (negation, modal
/// auxiliaries, markers such as "if"), then what the governor's effect makes of it: under "refuse"
/// a clause is negative, under "plan" it is planned, under "deny" it is negative and belongs to the
/// denier. Two negatives cancel ("did not fail to").

#include "extract/qualifiers.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "extract/qualifier.hpp"
#include "extract/questions.hpp"
#include "extract/sources.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

/// "not only", "not simply"; "not surprisingly" is a remark.
bool is_not_only(const Tree& tree, TokenIndex negation) {
    constexpr std::string_view kOnly[] = {"only",         "just",          "merely",
                                          "simply",       "solely",        "surprisingly",
                                          "unexpectedly", "coincidentally"};
    return negation + 1 < tree.size() && std::find(std::begin(kOnly), std::end(kOnly),
                                                   tree.form(negation + 1)) != std::end(kOnly);
}

}  // namespace

void Qualifier::run() {
    asked_ = asked_clauses(tree_, clauses_, question_);
    for (Clause& c : clauses_.list) {
        own(c);
        from_first_conjunct(c);
        from_above(c);
    }
}

const Clause* Qualifier::at(int index) const {
    return index < 0 ? nullptr : &clauses_.list[static_cast<std::size_t>(index)];
}

bool Qualifier::is_asked(const Clause& c) const {
    return asked_[static_cast<std::size_t>(&c - clauses_.list.data())];
}

void Qualifier::own(Clause& c) const {
    negation(c);
    for (const TokenIndex a : c.auxiliaries) {
        auxiliary(c, a);
    }
    for (const TokenIndex child : tree_.children(c.head)) {
        marker(c, child);
    }
    const TokenIndex above = tree_.head(c.head);
    if (c.link == Rel::AdvclRelcl && above != kRoot && is_time_conjunction(tree_.form(above))) {
        lies_ahead(c);  // "whenever it rains" hung on "whenever"
    }
    const bool asked = is_asked(c);
    c.inverted = c.inverted && !asked;  // "were you there?"
    if (asked && expects_yes(c)) {
        c.polarity = flip(c.polarity);
    }
    if (c.inverted) {
        c.modality = Modality::Conditional;
    }
    const bool asked_for =
        c.link == Rel::AclRelcl && c.noun >= 0 &&
        (tree_.form(c.noun).starts_with("any") || tree_.child_form(c.noun, "any") >= 0);
    if ((asked && (c.modality == Modality::Planned || c.modality == Modality::Actual)) ||
        (question_ && asked_for && c.modality == Modality::Actual)) {
        c.modality = Modality::Possible;
    }
    const bool was_to =
        c.to >= 0 && std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(),
                                 [&](TokenIndex a) { return a < c.to && tree_.lemma(a) == "be"; });
    const bool supposed = was_to && c.modality == Modality::Conditional;  // "if they were to leave"
    const bool became = was_to && c.own_subject && past(c) && tree_.lemma(c.head) == "become" &&
                        c.link != Rel::Advcl;  // "was to become king"
    if ((was_to && !supposed && !became && !names_means(c)) ||
        (c.link == Rel::Root && c.infinitive && !was_to)) {
        c.modality = Modality::Planned;  // "was to leave", "what they want is to ..."
    }
    if (c.modality == Modality::Actual && is_arranged(c)) {
        c.modality = Modality::Planned;
    }
    if (is_order(c) || (c.modality == Modality::Actual && (is_either(c) || seems_so(c)))) {
        c.modality = Modality::Possible;
    }
    c.requested = asked || is_order(c);
}

/// "the first step is to ask them": what is done, no plan; but "the option was to expire".
bool Qualifier::names_means(const Clause& c) const {
    constexpr std::string_view kMeans[] = {"way",      "step",      "method",    "approach",
                                           "trick",    "technique", "procedure", "practice",
                                           "solution", "option",    "custom",    "alternative",
                                           "habit",    "tradition", "remedy",    "tactic"};
    return c.kind != Clause::Kind::Passive && c.subject >= 0 &&
           tree_.has_child(c.head, {Rel::Obj, Rel::Ccomp, Rel::Xcomp}) &&
           std::find(std::begin(kMeans), std::end(kMeans), tree_.lemma(c.subject)) !=
               std::end(kMeans);
}

/// "Isn't it late?", "Didn't they win?" asks whether it is so; "why don't we stay?" suggests it.
bool Qualifier::expects_yes(const Clause& c) const {
    if (c.auxiliaries.empty() || c.subject < 0 || c.auxiliaries.front() + 1 >= c.subject) {
        return false;
    }
    const TokenIndex first = c.auxiliaries.front();
    const std::string_view negation = tree_.form(first + 1);
    const std::string_view who = tree_.form(c.subject);
    const bool ours = (who == "we" || who == "you") && tree_.form(first) == "do";
    const auto children = tree_.children(c.head);
    const bool open = std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        const bool suggests = ours && tree_.form(t) == "why";
        return t < first && tree_.token(t).xpos.starts_with("W") && !suggests;
    });
    return (negation == "n't" || negation == "n’t") && !open;
}

void Qualifier::negation(Clause& c) const {
    bool negative = false;
    for (const TokenIndex child : tree_.children(c.head)) {
        if (tree_.is(child, {Rel::Advmod, Rel::Cc, Rel::CcPreconj, Rel::Other, Rel::Det}) &&
            is_negation(tree_.form(child)) && !not_only(child) && !or_not(child)) {
            negative = !negative;
        }
        const bool never_again =
            tree_.form(child) == "again" && tree_.child_form(child, "never") >= 0;
        const bool no_longer = tree_.form(child) == "longer" && tree_.child_form(child, "no") >= 0;
        if (tree_.rel(child) == Rel::Advmod && (never_again || no_longer)) {
            negative = !negative;
        }
        if (tree_.is(child, {Rel::Obl, Rel::OblUnmarked}) && is_in_no_way(child)) {
            negative = !negative;
        }
        if (tree_.rel(child) == Rel::Mark && tree_.form(child) == "without") {
            negative = !negative;
        }
        if (tree_.is(child, {Rel::Mark, Rel::Cc, Rel::Case, Rel::Advmod}) && child < c.head &&
            is_instead_of(child)) {
            negative = !negative;
        }
    }
    if (c.own_subject && has_negative_determiner(tree_, c.subject)) {
        negative = !negative;
    }
    if (c.object >= 0 && c.gap < 0 && has_negative_determiner(tree_, c.object)) {
        negative = !negative;
    }
    if (c.kind == Clause::Kind::Copula && has_negative_determiner(tree_, c.head)) {
        negative = !negative;
    }
    if (has_contracted_negation(c)) {
        negative = !negative;
    }
    const auto by = [&](TokenIndex o) { return tree_.child_form(o, "by") >= 0; };
    if (is_un_participle(tree_.form(c.head)) &&
        (c.agent >= 0 || std::any_of(c.obliques.begin(), c.obliques.end(), by))) {
        negative = !negative;  // "unrestrained by any law"
    }
    c.polarity = negative ? Polarity::Negative : Polarity::Positive;
}

/// "whether they come or not".
bool Qualifier::or_not(TokenIndex negation) const {
    if (negation == 0 || tree_.form(negation - 1) != "or") {
        return false;
    }
    for (TokenIndex t = 0; t < negation; ++t) {
        if (tree_.form(t) == "whether") {
            return true;
        }
    }
    return false;
}

/// "havent gone", written in one word; "haven't the time", where the "n't" hangs on the object.
bool Qualifier::has_contracted_negation(const Clause& c) const {
    constexpr std::string_view kSpelled[] = {
        "havent", "hasnt", "hadnt",   "dont",    "doesnt",   "didnt", "isnt", "arent", "wasnt",
        "werent", "wont",  "couldnt", "wouldnt", "shouldnt", "cant",  "aint", "ain't"};
    const auto spelled = [&](TokenIndex a) {
        return std::find(std::begin(kSpelled), std::end(kSpelled), tree_.form(a)) !=
               std::end(kSpelled);
    };
    const TokenIndex next = c.head + 1;
    const bool on_object = next < tree_.size() && c.object >= 0 && tree_.head(next) == c.object &&
                           (tree_.form(next) == "n't" || tree_.form(next) == "n’t");
    return on_object || std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(), spelled);
}

/// "instead of doing X", "rather than do X"; not the adverb of "instead doing X".
bool Qualifier::is_instead_of(TokenIndex marker) const {
    if (marker + 1 >= tree_.size()) {
        return false;
    }
    const std::string_view f = tree_.form(marker);
    const std::string_view next = tree_.form(marker + 1);
    return (f == "instead" && next == "of") || (f == "rather" && next == "than");
}

/// "in no way", "at no time", "by no means", "under no circumstances".
bool Qualifier::is_in_no_way(TokenIndex noun) const {
    using Pair = std::pair<std::string_view, std::string_view>;
    constexpr Pair kPhrases[] = {
        {"in", "way"},     {"in", "manner"},      {"in", "case"},  {"in", "event"},
        {"at", "time"},    {"at", "point"},       {"by", "means"}, {"under", "circumstance"},
        {"on", "account"}, {"in", "circumstance"}};
    const TokenIndex no = tree_.child_form(noun, "no");
    const TokenIndex preposition = tree_.child(noun, {Rel::Case});
    return no >= 0 && preposition >= 0 && preposition + 1 == no &&
           std::any_of(std::begin(kPhrases), std::end(kPhrases), [&](const Pair& phrase) {
               return tree_.form(preposition) == phrase.first &&
                      (tree_.lemma(noun) == phrase.second || tree_.form(noun) == phrase.second);
           });
}

/// "not only A but B" negates nothing.
bool Qualifier::not_only(TokenIndex negation) const {
    return is_not_only(tree_, negation);
}

void Qualifier::auxiliary(Clause& c, TokenIndex a) const {
    const std::string_view f = tree_.form(a);
    if ((f == "had" || f == "'d" || f == "’d") && a + 1 < tree_.size() &&
        tree_.form(a + 1) == "better" && tree_.token(c.head).xpos == "VB") {
        c.modality = Modality::Possible;  // "you had better go"
        return;
    }
    if (tree_.token(a).xpos != "MD" || is_did(c, a)) {
        return;
    }
    if (f == "will" || f == "wo" || f == "'ll" || f == "’ll" || f == "ll" || f == "shall") {
        c.modality = Modality::Planned;
    } else if (f == "would" || f == "'d" || f == "’d") {
        const Clause* first = at(c.first_conjunct);
        const bool later = tells_later(c) || (first != nullptr && tells_later(*first));
        c.modality = later            ? Modality::Actual
                     : is_foreseen(c) ? Modality::Planned
                                      : Modality::Conditional;
    } else {
        c.modality = Modality::Possible;
    }
}

/// "how'd you find it?": "did"; not "where'd you like to sit?".
bool Qualifier::is_did(const Clause& c, TokenIndex a) const {
    constexpr std::string_view kWish[] = {"like", "love", "prefer", "hate", "rather"};
    const std::string_view f = tree_.form(a);
    return (f == "'d" || f == "’d") && a > 0 && a < c.subject && tree_.token(a - 1).xpos == "WRB" &&
           tree_.token(c.head).xpos == "VB" &&
           std::find(std::begin(kWish), std::end(kWish), tree_.lemma(c.head)) == std::end(kWish);
}

/// "is leaving tomorrow", "are meeting next week".
bool Qualifier::is_arranged(const Clause& c) const {
    constexpr std::string_view kAhead[] = {"tomorrow", "tonight", "soon", "shortly", "later"};
    if (c.auxiliaries.size() != 1 || tree_.token(c.head).xpos != "VBG" || past(c)) {
        return false;
    }
    const auto children = tree_.children(c.head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        return tree_.is(t, {Rel::Advmod, Rel::OblUnmarked}) &&
               (std::find(std::begin(kAhead), std::end(kAhead), tree_.form(t)) !=
                    std::end(kAhead) ||
                (tree_.rel(t) == Rel::OblUnmarked &&
                 (tree_.child_form(t, "next") >= 0 || tree_.child_form(t, "later") >= 0 ||
                  (tree_.child_form(t, "this") >= 0 && tree_.form(t) == "weekend"))));
    });
}

/// A bare form where a tensed one would agree with the subject: "that she leave", "that it be";
/// also where the tagger takes it for a present ("suggested that she take it").
bool Qualifier::is_subjunctive(const Clause& c) const {
    const TokenIndex first =
        c.auxiliaries.empty() ? c.head : std::min(c.auxiliaries.front(), c.head);
    if (!c.own_subject || c.subject >= first || c.infinitive) {
        return false;
    }
    const Clause* parent = at(c.parent);
    const std::string_view who = tree_.form(c.subject);
    const std::string& tag = tree_.token(c.subject).xpos;
    const bool one = who == "he" || who == "she" || who == "it" ||
                     ((tag == "NN" || tag == "NNP") && !tree_.has_child(c.subject, {Rel::Conj}));
    const bool asked_of =  // "suggested that we sell it"
        parent != nullptr && past(*parent) && tree_.lemma(parent->head) == "suggest" &&
        parent->subject >= 0 &&
        (tree_.is_pronoun(parent->subject) || tree_.is_proper(parent->subject)) && who == "we";
    const bool wanted =
        parent != nullptr && (one || asked_of) && tree_.token(first).xpos == "VBP" &&
        tree_.form(first) == tree_.lemma(first) && tree_.lemma(parent->head) != "mean" &&
        (tree_.lemma(parent->head) == "suggest" || tree_.lemma(parent->head) == "insist" ||
         effect_of_verb(tree_.lemma(parent->head)) == Effect::Planned);
    return tree_.token(first).xpos == "VB" || wanted;
}

/// "they did not expect the flood that would ruin it": ahead of a past, on no condition.
bool Qualifier::is_foreseen(const Clause& c) const {
    const Clause* parent = at(c.parent);
    return c.link == Rel::AclRelcl && c.noun >= 0 && tree_.child_form(c.noun, "the") >= 0 &&
           parent != nullptr && past(*parent) && !has_condition(c);
}

/// "would later become", "would go on to win": the future of a story told in the past.
bool Qualifier::tells_later(const Clause& c) const {
    const auto follows = [&](TokenIndex t) {
        constexpr std::string_view kLater[] = {"later",      "eventually", "subsequently",
                                               "ultimately", "soon",       "afterwards"};
        return std::find(std::begin(kLater), std::end(kLater), tree_.form(t)) != std::end(kLater);
    };
    const bool would_have = std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(),
                                        [&](TokenIndex a) { return tree_.form(a) == "have"; });
    const auto children = tree_.children(c.head);
    const bool later = std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        return tree_.is(t, {Rel::Advmod, Rel::Obl, Rel::OblUnmarked}) &&
               (follows(t) || tree_.child_form(t, "later") >= 0);
    });
    const bool goes_on = (tree_.lemma(c.head) == "go" && c.chained >= 0) ||
                         (tree_.lemma(c.head) == "become" && c.parent < 0 && c.own_subject &&
                          tree_.token(c.subject).xpos != "PRP");
    const auto dated = [&](TokenIndex t) {
        return tree_.is(t, {Rel::Obl, Rel::OblUnmarked}) && is_past_year(tree_.form(t));
    };
    const bool in_year = std::any_of(children.begin(), children.end(), dated);
    return (later || goes_on || in_year || was_habit(c) || becomes(c)) && !has_condition(c) &&
           c.link != Rel::Ccomp && !would_have;
}

/// "1864": long ago; what would end in a year of our time was planned when that was written.
bool Qualifier::is_past_year(std::string_view form) {
    return form.size() == 4 && form >= "1000" && form < "1980" &&
           form.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "founded the firm that would become", "in Lyon, where he would stay": told of what was. A plan,
/// deal or scheme "in which he would" is only talked of.
bool Qualifier::becomes(const Clause& c) const {
    const Clause* parent = at(c.parent);
    const Effect above =
        parent == nullptr ? Effect::Neutral : effect_of_verb(tree_.lemma(parent->head));
    const bool aside = c.link == Rel::Advcl && tree_.child_form(c.head, "where") >= 0;
    if ((c.link != Rel::AclRelcl && !aside) || parent == nullptr || !past(*parent) ||
        parent->modality != Modality::Actual || parent->polarity == Polarity::Negative ||
        (above != Effect::Neutral && above != Effect::Actual)) {
        return false;
    }
    const auto children = tree_.children(c.head);
    const bool there = std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        return t < c.head && tree_.token(t).xpos.starts_with("W") &&
               (tree_.form(t) == "where" || tree_.child_form(t, "in") >= 0 ||
                tree_.child_form(t, "during") >= 0);
    });
    const std::string_view who = c.own_subject ? tree_.form(c.subject) : "";
    const bool told_of =
        who == "he" || who == "she" || (!who.empty() && tree_.is_proper(c.subject));
    const bool known =
        aside || (c.noun >= 0 && (tree_.is_proper(c.noun) || is_time_noun(tree_.lemma(c.noun))));
    const bool made =
        c.noun >= 0 && (tree_.is_proper(c.noun) || is_creation_verb(tree_.lemma(parent->head)));
    return (there && told_of && known) || (tree_.lemma(c.head) == "become" && made);
}

/// "would often walk", "would sing on Sundays", "every year they would meet", "when he was young,
/// he would walk": a habit of the past.
bool Qualifier::was_habit(const Clause& c) const {
    constexpr std::string_view kOften[] = {"often", "sometimes", "frequently", "occasionally"};
    const Clause* parent = at(c.parent);
    const Clause* first = at(c.first_conjunct);
    const bool told =
        (parent != nullptr && past(*parent) && (c.link == Rel::Advcl || c.link == Rel::AclRelcl)) ||
        (first != nullptr && past(*first)) || (parent == nullptr && first == nullptr);
    if (!told) {
        return false;
    }
    const Clause* beside = first != nullptr ? first : parent;
    if (beside != nullptr && tree_.form(beside->head) == "used" && beside->chained >= 0) {
        return true;  // "used to live there, and they would sing"
    }
    const auto children = tree_.children(c.head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        const std::string_view f = tree_.form(t);
        const bool then = t < c.subject &&
                          (is_bygone(t) || (f == "then" && t > 0 && tree_.form(t - 1) == "back"));
        const bool often = tree_.rel(t) == Rel::Advmod &&
                           std::find(std::begin(kOften), std::end(kOften), f) != std::end(kOften);
        const bool every =
            tree_.rel(t) == Rel::OblUnmarked && t < c.subject && tree_.child_form(t, "every") >= 0;
        const bool days = tree_.rel(t) == Rel::Obl && tree_.token(t).xpos.ends_with("S") &&
                          tree_.form(t).ends_with("days") && tree_.child_form(t, "on") >= 0;
        const Clause* below = tree_.rel(t) == Rel::Advcl ? clauses_.headed_by(t) : nullptr;
        const bool when =
            below != nullptr && past(*below) && tree_.child_form(t, "if") < 0 &&
            (tree_.child_form(t, "when") >= 0 || tree_.child_form(t, "whenever") >= 0);
        return often || every || days || when || then;
    });
}

/// "in those days", "as a child", "in his youth", "back then".
bool Qualifier::is_bygone(TokenIndex noun) const {
    const std::string_view f = tree_.form(noun);
    const bool as = tree_.child_form(noun, "as") >= 0 && tree_.child_form(noun, "a") >= 0;
    const bool in = tree_.child_form(noun, "in") >= 0;
    return (as &&
            (f == "child" || f == "boy" || f == "girl" || f == "teenager" || f == "student")) ||
           (in && ((f == "days" && tree_.child_form(noun, "those") >= 0) || f == "youth" ||
                   f == "childhood"));
}

void Qualifier::marker(Clause& c, TokenIndex child) const {
    const std::string_view f = tree_.form(child);
    switch (tree_.rel(child)) {
        case Rel::Mark:
            if (f == "as" && child + 1 < tree_.size() &&
                (tree_.form(child + 1) == "if" || tree_.form(child + 1) == "though")) {
                c.modality = Modality::Possible;  // "as though it were so"
            } else if (is_as_long(child)) {
                c.modality = past(c) || has_modal(c) ? c.modality : Modality::Conditional;
            } else if (is_condition_marker(f)) {
                const bool whether = f == "whether" ||
                                     (f == "if" && c.link == Rel::Ccomp &&
                                      asks_whether(tree_.head(first_of(c).head))) ||
                                     (f == "if" && is_wondered(c));
                c.modality = whether ? Modality::Possible : Modality::Conditional;
            } else if (f == "before" && (could(c) || is_cut_short(c))) {
                c.polarity = Polarity::Negative;  // "left before he could reply"
            } else if ((f == "until" || f == "till" || f == "before") &&
                       c.modality == Modality::Actual && !happened_before(c, f)) {
                const Clause* parent = at(c.parent);
                const bool ahead = f == "before" && c.finite && !past(c) && parent != nullptr &&
                                   parent->modality == Modality::Planned;
                c.modality = ahead ? Modality::Planned : Modality::Possible;
            } else if (f == "that" && is_subjunctive(c)) {
                c.modality = Modality::Planned;  // "an order that it be closed"
            } else if (f == "once" && !past(c) && c.modality == Modality::Actual) {
                c.modality = Modality::Conditional;  // "sink once they lose air"
            } else if (is_time_conjunction(f)) {
                lies_ahead(c);
            }
            break;
        case Rel::Advmod:
            if (is_possibility_adverb(f) && doubts_only_link(c, child)) {
                break;
            }
            if (is_possibility_adverb(f) && c.modality == Modality::Actual) {
                c.modality = Modality::Possible;
            } else if (is_hearsay_adverb(f) && c.modality == Modality::Actual) {
                c.modality = Modality::Reported;
            } else if ((is_condition_marker(f) && child < c.head) ||
                       (f == "otherwise" && child < c.subject &&
                        c.modality != Modality::Possible)) {
                c.modality = Modality::Conditional;
            } else if (c.modality != Modality::Possible && lasts_only(c, child)) {
                c.modality = Modality::Conditional;
            } else if (is_time_conjunction(f) &&
                       (c.link == Rel::Advcl || c.link == Rel::AdvclRelcl ||
                        (c.link == Rel::Acl && c.finite && f == "when" &&
                         !is_time_noun(tree_.lemma(c.noun))))) {
                lies_ahead(c);
            }
            break;
        case Rel::Parataxis:
        case Rel::Ccomp:
            if (c.modality == Modality::Actual && child > c.head && is_it_seems(child)) {
                c.modality = Modality::Possible;
            }
            break;
        case Rel::Advcl:
            if (((c.modality != Modality::Possible || has_modal(c)) && depends_on(c, child)) ||
                (c.modality == Modality::Actual && holds_only_when(c, child)) ||
                (c.modality == Modality::Planned && is_where(c, child))) {
                c.modality = Modality::Conditional;
            }
            break;
        default:
            break;
    }
}

/// "they sold it, | it seems".
bool Qualifier::is_it_seems(TokenIndex verb) const {
    const std::string_view f = tree_.form(verb);
    const TokenIndex it = verb - 1;
    return (f == "seems" || f == "appears" || f == "seemed" || f == "appeared") && it >= 0 &&
           tree_.form(it) == "it" && tree_.head(it) == verb &&
           !tree_.has_child(verb, {Rel::Xcomp, Rel::Ccomp, Rel::Advcl});
}

/// "can", "must" and the like.
bool Qualifier::has_modal(const Clause& c) const {
    return std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(),
                       [&](TokenIndex a) { return tree_.token(a).xpos == "MD"; });
}

/// "maybe because it was late": it was late, maybe it is the reason.
bool Qualifier::doubts_only_link(const Clause& c, TokenIndex adverb) const {
    const TokenIndex mark = tree_.child(c.head, {Rel::Mark});
    return c.link == Rel::Advcl && mark == adverb + 1 && !is_condition_marker(tree_.form(mark));
}

void Qualifier::from_first_conjunct(Clause& c) const {
    const Clause* first = at(c.first_conjunct);
    if (first == nullptr) {
        return;
    }
    const bool shares =
        !c.own_subject && !is_misjoined(c) && (!c.finite || c.auxiliaries == first->auxiliaries);
    const bool marked =
        is_marked(*first) && !tree_.has_child(c.head, {Rel::Mark}) && !goes_beside(c);
    const bool condition =
        first->modality == Modality::Conditional || first->modality == Modality::Possible;
    if (c.modality == Modality::Actual && (shares || (marked && condition))) {
        c.modality = first->modality;
    }
    if (shares && is_asked(*first) && c.modality == Modality::Planned) {
        c.modality = Modality::Possible;  // "will they come and stay?"
    }
    const TokenIndex cc = tree_.child(c.head, {Rel::Cc});
    const bool close = cc <= 0 || tree_.form(cc - 1) != ",";  // not ", and it is far to town"
    if (c.modality == Modality::Actual && close && cc >= 0 && tree_.form(cc) == "and" &&
        opens_in_doubt(*first)) {
        c.modality = Modality::Possible;  // "maybe they sang and we slept"
    }
    const bool both = shares || (cc >= 0 && tree_.form(cc) == "and") || stands_between(c);
    const bool alike =
        c.modality == Modality::Planned || has_modal(c) ||
        (close && c.finite && c.modality == Modality::Actual && past(c) == past(*first));
    if (both && alike && has_condition_before(*first) && !tree_.has_child(c.head, {Rel::Mark})) {
        c.modality = first->modality;  // "if A, they will B and C"
    }
    if (shares && shares_negation(c, *first)) {
        c.polarity = Polarity::Negative;
    }
}

/// "they either stay or leave", "either they stay or we leave": one of both, who knows which.
bool Qualifier::is_either(const Clause& c) const {
    const TokenIndex first = c.first_conjunct >= 0 ? first_of(c).head : c.head;
    const auto children = tree_.children(first);
    const bool either = std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        return t < first && tree_.form(t) == "either" &&
               tree_.is(t, {Rel::Advmod, Rel::Cc, Rel::CcPreconj});
    });
    return either && std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
               const TokenIndex cc = tree_.child(t, {Rel::Cc});
               return tree_.rel(t) == Rel::Conj && clauses_.headed_by(t) != nullptr && cc >= 0 &&
                      tree_.form(cc) == "or";
           });
}

/// The second of three clauses: "A, B and C".
bool Qualifier::stands_between(const Clause& c) const {
    const auto siblings = tree_.children(tree_.head(c.head));
    return !tree_.has_child(c.head, {Rel::Cc}) &&
           std::any_of(siblings.begin(), siblings.end(), [&](TokenIndex t) {
               const TokenIndex cc = tree_.child(t, {Rel::Cc});
               return t > c.head && tree_.rel(t) == Rel::Conj && cc >= 0 && tree_.form(cc) == "and";
           });
}

/// "perhaps" in front of the subject.
bool Qualifier::opens_in_doubt(const Clause& c) const {
    const auto children = tree_.children(c.head);
    return c.own_subject && std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
               return t < c.subject && tree_.rel(t) == Rel::Advmod &&
                      is_possibility_adverb(tree_.form(t)) && !doubts_only_link(c, t);
           });
}

/// "they will sue if he refuses, but he stays calm": neither in the if-clause nor under it.
bool Qualifier::goes_beside(const Clause& c) const {
    const Clause* first = at(c.first_conjunct);
    const Clause* parent = at(c.parent);
    if (first == nullptr || !c.own_subject) {
        return false;
    }
    const TokenIndex cc = tree_.child(c.head, {Rel::Cc});
    const bool contrast = cc > 0 && tree_.form(cc) == "but" && tree_.form(cc - 1) == ",";
    const bool trailing =
        parent != nullptr && c.link == Rel::Advcl && contrast && first->head > parent->head;
    const auto children = tree_.children(first->head);
    return trailing || std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
               return child > first->head && child < c.head && tree_.rel(child) == Rel::Advcl &&
                      depends_on(*first, child);
           });
}

/// "tried to win and sells", "to hold X and building Y": not coordinated with the infinitive,
/// whatever the parse says.
bool Qualifier::is_misjoined(const Clause& c) const {
    const Clause* first = at(c.first_conjunct);
    return first != nullptr && !c.infinitive &&
           (first->infinitive || (!first->finite && tree_.token(first->head).xpos == "VB")) &&
           ((c.finite && (c.auxiliaries.empty() || c.own_subject)) ||
            tree_.token(c.head).xpos == "VBG");
}

bool Qualifier::is_marked_by(const Clause& c, std::string_view marker) const {
    return tree_.child_form(c.head, marker) >= 0 ||
           (c.first_conjunct >= 0 && is_marked_by(*at(c.first_conjunct), marker));
}

/// The clause, or the one that it is coordinated with, stands behind "if", "that" and the like.
bool Qualifier::is_marked(const Clause& c) const {
    return tree_.has_child(c.head, {Rel::Mark}) ||
           (c.first_conjunct >= 0 && !tree_.has_child(c.head, {Rel::Mark}) &&
            is_marked(*at(c.first_conjunct)));
}

bool Qualifier::has_condition_before(const Clause& c) const {
    const auto children = tree_.children(c.head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        return child < c.head && tree_.rel(child) == Rel::Advcl && depends_on(c, child);
    });
}

/// "does not eat or drink", "did not stay and help": one "not" for both. What governs the first
/// one is judged for each.
bool Qualifier::shares_negation(const Clause& c, const Clause& first) const {
    Clause alone = first;
    negation(alone);
    if (alone.polarity != Polarity::Negative) {
        return false;
    }
    const TokenIndex cc = tree_.child(c.head, {Rel::Cc});
    const TokenIndex either = tree_.child_form(first.head, "either");
    if (either >= 0 && either < first.head) {
        return false;  // "either did not see it or forgot it"
    }
    const bool or_joined = cc >= 0 && tree_.form(cc) == "or";
    const bool listed = cc < 0 && !c.auxiliaries.empty() && c.auxiliaries == first.auxiliaries &&
                        tree_.token(c.head).xpos == tree_.token(first.head).xpos;
    const bool bare = cc >= 0 && tree_.form(cc) == "and" && !c.auxiliaries.empty() &&
                      tree_.token(c.head).xpos == "VB" && tree_.token(first.head).xpos == "VB";
    return or_joined || bare || (listed && !is_followed_by_but(c.head));
}

/// "did not wait, went in but stayed": what is set against the negation comes behind.
bool Qualifier::is_followed_by_but(TokenIndex conjunct) const {
    const auto siblings = tree_.children(tree_.head(conjunct));
    return std::any_of(siblings.begin(), siblings.end(), [&](TokenIndex t) {
        const TokenIndex cc = tree_.child(t, {Rel::Cc});
        return t >= conjunct && tree_.rel(t) == Rel::Conj && cc >= 0 && tree_.form(cc) == "but";
    });
}

Effect effect_of(const Tree& tree, TokenIndex governor) {
    const std::string& upos = tree.token(governor).upos;
    if (upos == "VERB" || upos == "AUX") {
        if (const TokenIndex part = tree.child(governor, {Rel::CompoundPrt});
            part >= 0 && tree.token(part).upos == "ADJ") {
            return tree.form(part) == "clear" || tree.form(part) == "plain"
                       ? Effect::Says      // "made it clear that"
                       : Effect::Neutral;  // "made sure that"
        }
        const bool paused = tree.lemma(governor) == "stop" && governor + 2 < tree.size() &&
                            tree.form(governor + 1) == "to" &&
                            tree.head(governor + 1) == governor + 2;
        return paused ? Effect::Actual  // "stopped to look"; "stopped looking" is another matter
                      : effect_of_verb(tree.lemma(governor));
    }
    if (upos == "ADJ") {  // "convinced" may keep its verb's lemma
        const Effect effect = effect_of_adjective(tree.lemma(governor));
        return effect == Effect::Neutral ? effect_of_adjective(tree.form(governor)) : effect;
    }
    return effect_of_noun(tree.lemma(governor));
}

bool is_doubted(const Tree& tree, const Clause& governor) {
    constexpr std::string_view kSure[] = {"sure",      "certain",  "clear",  "confident",
                                          "obvious",   "evident",  "proven", "guaranteed",
                                          "convinced", "persuaded"};
    return governor.kind == Clause::Kind::Copula &&
           std::find(std::begin(kSure), std::end(kSure), tree.form(governor.head)) !=
               std::end(kSure);
}

bool asks_why(const Tree& tree, const Clause& c) {
    const TokenIndex why = tree.child_form(c.head, "why");
    return c.requested && why >= 0 && why < c.head && c.polarity == Polarity::Positive;
}

bool is_supposing(const Tree& tree, const Clause& c) {
    const std::string_view f = tree.form(c.head);
    return c.link == Rel::Advcl && !c.own_subject && c.auxiliaries.empty() && c.ccomp >= 0 &&
           (f == "assuming" || f == "supposing" || f == "presuming" || f == "providing") &&
           !tree.has_child(c.head, {Rel::Mark});
}

namespace {

/// "to no one's surprise": how a thing that was so was taken.
bool is_reaction(const Tree& tree, TokenIndex noun) {
    constexpr std::string_view kReactions[] = {
        "surprise", "regret", "delight",   "dismay",       "relief", "disappointment",
        "horror",   "shock",  "amazement", "astonishment", "joy",    "satisfaction"};
    return tree.child_form(noun, "to") >= 0 &&
           std::find(std::begin(kReactions), std::end(kReactions), tree.lemma(noun)) !=
               std::end(kReactions);
}

}  // namespace

bool has_negative_determiner(const Tree& tree, TokenIndex head) {
    if (is_negative_determiner(tree.form(head)) && !tree.is_verb(head)) {
        const bool rest = head + 1 < tree.size() &&
                          (tree.form(head + 1) == "but" || tree.form(head + 1) == "except" ||
                           tree.form(head + 1) == "less" || tree.form(head + 1) == "short" ||
                           tree.form(head + 1) == "other");
        return !rest;  // "nothing but trouble", "nothing less than a crime", "none other than X"
    }
    for (const TokenIndex child : tree.children(head)) {
        if (tree.is(child, {Rel::Det, Rel::DetPredet}) &&
            is_negative_determiner(tree.form(child))) {
            return true;
        }
        if (tree.rel(child) == Rel::NmodPoss && has_negative_determiner(tree, child) &&
            !is_reaction(tree, head)) {
            return true;  // "nobody's fault"
        }
        if (child < head && tree.form(child) == "neither" &&
            tree.is(child, {Rel::CcPreconj, Rel::Cc, Rel::Advmod})) {
            return true;  // "neither A nor B"
        }
    }
    return false;
}

bool is_opposed(const Tree& tree, TokenIndex head) {
    const TokenIndex cc = tree.child(head, {Rel::Cc});
    if (tree.rel(head) != Rel::Conj || cc < 0 || cc > head || tree.form(cc) != "but" ||
        tree.is_verb(head) || tree.has_child(head, {Rel::Cop, Rel::Nsubj})) {
        return false;
    }
    const TokenIndex first = tree.head(head);
    const auto negates = [&](TokenIndex above) {
        const auto children = tree.children(above);
        return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
            const std::string_view f = tree.form(child);
            return child < first && tree.rel(child) == Rel::Advmod &&
                   (f == "not" || f == "n't" || f == "n’t") && !is_not_only(tree, child);
        });
    };
    return negates(first) || (tree.head(first) != kRoot && negates(tree.head(first)));
}

bool is_excluded(const Tree& tree, TokenIndex head) {
    if (tree.is_verb(head) || tree.has_child(head, {Rel::Cop, Rel::Nsubj, Rel::Aux})) {
        return false;  // a predicate's negation is its clause's
    }
    for (const TokenIndex child : tree.children(head)) {
        const bool negation = child < head && tree.form(child) == "not" &&
                              tree.is(child, {Rel::Advmod, Rel::Cc, Rel::CcPreconj});
        if (negation && child + 1 < tree.size() && !is_not_only(tree, child)) {
            return true;
        }
    }
    return false;
}

void qualify(const Tree& tree, Clauses& clauses, bool question) {
    Qualifier(tree, clauses, question).run();
    find_sources(tree, clauses);
}

}  // namespace trefoil::extract
