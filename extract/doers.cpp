#include "extract/doers.hpp"

#include <algorithm>

#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

template <std::size_t N>
bool one_of(const std::string_view (&words)[N], std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

class Borrowed {
  public:
    Borrowed(const SentenceView& view, const Clause& clause)
        : view_(view),
          tree_(view.tree),
          clauses_(view.clauses.list),
          last_(clause),
          top_(first_of(clause)) {}

    bool has_no_doer() const {
        if (is_dummy() || is_span() || is_upshot() || is_who_of_thing()) {
            return true;
        }
        if (top_.own_subject || top_.antecedent_subject || top_.subject < 0 || top_.parent < 0) {
            return false;
        }
        const Clause& parent = clauses_[static_cast<std::size_t>(top_.parent)];
        if (parent.subject != top_.subject) {
            return false;
        }
        if (!parent.own_subject && Borrowed(view_, parent).has_no_doer()) {
            return true;
        }
        return does_to_itself() || is_compared(parent) || is_urged(parent) || is_tool(parent) ||
               is_outcome(parent) || is_topic(parent) || is_heard_of(parent) ||
               is_told_how(parent) || is_staff(parent) ||
               ((is_thing(top_.subject) || is_named_thing(parent)) && gerund(parent)) ||
               (is_thing(top_.subject) && infinitive(parent));
    }

  private:
    /// The clause that the chain begins with, and of coordinated ones the first: it borrowed.
    const Clause& first_of(const Clause& clause) const {
        const Clause* c = &clause;
        for (;;) {
            if (c->chained_from >= 0) {
                c = &clauses_[static_cast<std::size_t>(c->chained_from)];
            } else if (c->first_conjunct >= 0 && !c->own_subject) {
                c = &clauses_[static_cast<std::size_t>(c->first_conjunct)];
            } else {
                return *c;
            }
        }
    }

    /// "makes it hard to | find X": "it" only keeps the infinitive's place, and anybody finds it.
    bool is_dummy() const {
        const TokenIndex hard = top_.to - 1;
        if (!top_.infinitive || top_.own_subject || hard < 1 || tree_.token(hard).upos != "ADJ" ||
            tree_.rel(hard) != Rel::Xcomp) {
            return false;
        }
        const Clause* makes = view_.clauses.headed_by(tree_.head(hard));
        return makes != nullptr && (makes->object < 0 ? tree_.lemma(makes->head) == "make"
                                                      : tree_.form(makes->object) == "it");
    }

    /// "has three days left to | paint it": what one has for it does not do it.
    bool is_span() const {
        return top_.infinitive && !top_.own_subject && top_.subject >= 0 &&
               is_time_noun(tree_.lemma(top_.subject));
    }

    /// "a crack in the wall, which | led to delays": what a comma sets off so may follow from the
    /// whole clause or from any noun in it. A name stands for itself.
    bool is_upshot() const {
        constexpr std::string_view kFollow[] = {"require", "cost",   "cause",
                                                "mean",    "prompt", "affect"};
        constexpr std::string_view kFeel[] = {"great", "good",  "nice",  "bad",   "sad",
                                              "cool",  "fine",  "weird", "crazy", "insane",
                                              "funny", "awful", "lucky", "fair",  "true"};
        const TokenIndex head = top_.head;
        const TokenIndex which = tree_.child_form(head, "which");
        if (top_.link != Rel::AclRelcl || top_.noun < 0 || top_.subject != top_.noun || which < 1 ||
            which - 1 <= top_.noun || tree_.rel(which - 1) != Rel::Punct ||
            tree_.token(top_.noun).upos != "NOUN" || tree_.rel(top_.noun) == Rel::Root ||
            head + 1 >= tree_.size()) {
            return false;
        }
        const std::string_view verb = tree_.lemma(head);
        if (top_.kind == Clause::Kind::Copula && one_of(kFeel, verb)) {
            return tree_.rel(head + 1) == Rel::Punct;  // "she sang a song, which | was nice"
        }
        return one_of(kFollow, verb) || (verb == "lead" && tree_.form(head + 1) == "to") ||
               (verb == "result" && tree_.form(head + 1) == "in");
    }

    /// "the mayor of this town, who | left": who it was stands elsewhere.
    bool is_who_of_thing() const {
        const TokenIndex noun = top_.noun;
        if (top_.link != Rel::AclRelcl || noun < 0 || top_.subject != noun ||
            tree_.child_form(top_.head, "who") < 0 || view_.gazetteer == nullptr ||
            tree_.token(noun).xpos == "NNS" || tree_.form(noun) == "one" ||
            is_partitive_noun(tree_.lemma(noun))) {
            return false;
        }
        if (view_.is_name(noun)) {
            return view_.type_at(noun) == EntityType::Work ||
                   view_.type_at(noun) == EntityType::Event;
        }
        const auto kind = view_.gazetteer->noun_class(tree_.lemma(noun));
        return tree_.token(noun).upos == "NOUN" && kind && *kind != NounClass::Group &&
               !is_person(noun);
    }

    /// "she compared buying a car to | keeping a horse": whoever does it, it is not said of her.
    bool is_compared(const Clause& parent) const {
        constexpr std::string_view kCompare[] = {"compare", "liken", "equate"};
        const std::string_view mark = marker();
        return top_.participle && one_of(kCompare, tree_.lemma(first_of(parent).head)) &&
               (mark == "to" || mark == "with");
    }

    /// "he stressed the need to | train nurses": he tells of it and need not be who does it.
    bool is_urged(const Clause& parent) const {
        constexpr std::string_view kTell[] = {"stress",    "emphasize",   "emphasise", "highlight",
                                              "underline", "underscore",  "reiterate", "mention",
                                              "show",      "demonstrate", "note",      "reveal"};
        constexpr std::string_view kOpen[] = {"need",       "potential",   "necessity",
                                              "importance", "opportunity", "possibility"};
        return top_.infinitive && top_.link == Rel::Acl && top_.noun == parent.object &&
               top_.noun >= 0 && one_of(kTell, tree_.lemma(parent.head)) &&
               one_of(kOpen, tree_.lemma(top_.noun));
    }

    /// "we appeal to them to | join us", "Ann told Tom, | making Ann angry"
    bool does_to_itself() const {
        const auto same = [&](TokenIndex object) {
            if (object < 0) {
                return false;
            }
            const std::string_view who = tree_.form(top_.subject);
            const std::string_view whom = tree_.form(object);
            return (who == "we" && whom == "us") || (who == "i" && whom == "me") ||
                   (who == whom && tree_.is_proper(object));
        };
        return same(last_.object) || same(last_.indirect);
    }

    /// What acts on nothing of its own: no person, no group, no place that stands for its
    /// government.
    bool is_thing(TokenIndex noun) const {
        constexpr std::string_view kPronouns[] = {"it",       "this",       "that",    "something",
                                                  "anything", "everything", "nothing", "which"};
        if (tree_.is_pronoun(noun)) {
            return one_of(kPronouns, tree_.form(noun));
        }
        if (view_.is_name(noun)) {
            const EntityType type = view_.type_at(noun);
            return type == EntityType::Work || type == EntityType::Event;
        }
        if (tree_.token(noun).upos != "NOUN" || view_.gazetteer == nullptr || is_person(noun)) {
            return false;
        }
        const auto kind = view_.gazetteer->noun_class(tree_.lemma(noun));
        return kind && *kind != NounClass::Group && *kind != NounClass::Location;
    }

    /// "Latin is the language of choice when | dealing with law": a name of what is a thing.
    bool is_named_thing(const Clause& parent) const {
        return parent.kind == Clause::Kind::Copula && tree_.is_proper(top_.subject) &&
               is_thing(parent.head);
    }

    /// By the noun's first sense, or by any where its ending is that of one who acts ("founder");
    /// a fence or a model is a person in some dictionary, too.
    bool is_person(TokenIndex noun) const {
        const std::string_view lemma = tree_.lemma(noun);
        const bool acts = lemma.ends_with("er") || lemma.ends_with("or") ||
                          lemma.ends_with("ist") || lemma.ends_with("an") ||
                          lemma.ends_with("ant") || lemma.ends_with("ent");
        return view_.gazetteer->noun_class(lemma) == NounClass::Person ||
               (acts && view_.gazetteer->may_be_person(lemma));
    }

    /// "they were late, | leading to delays": what happened led to it. After a passive this goes
    /// for all that says what followed; of a thing for what only a fact can do ("suggesting").
    bool is_outcome(const Clause& parent) const {
        constexpr std::string_view kFollow[] = {"draw",  "prompt",  "spark",  "cause", "trigger",
                                                "raise", "provoke", "fuel",   "force", "bring",
                                                "leave", "mean",    "create", "open"};
        constexpr std::string_view kInfer[] = {"suggest", "indicate", "imply", "leave", "mean"};
        const TokenIndex head = top_.head;
        if (top_.link != Rel::Advcl || !top_.participle || tree_.token(head).xpos != "VBG" ||
            head < 1 || tree_.form(head - 1) != "," || head < parent.head || !marker().empty() ||
            head + 1 >= tree_.size()) {
            return false;
        }
        const std::string_view verb = tree_.lemma(head);
        const std::string_view next = tree_.form(head + 1);
        const bool passive = parent.kind == Clause::Kind::Passive;
        if (is_thing(top_.subject)) {
            return passive && one_of(kInfer, verb);
        }
        return (verb == "lead" && (next == "to" || next == "into")) ||
               (verb == "result" && next == "in") || (passive && one_of(kFollow, verb));
    }

    /// "cells are a good model to | study X": of a thing that is a thing for something.
    bool is_tool(const Clause& parent) const {
        const TokenIndex noun = parent.head;
        return top_.infinitive && top_.link == Rel::Acl && parent.kind == Clause::Kind::Copula &&
               top_.noun == noun && tree_.token(top_.subject).upos == "NOUN" &&
               view_.gazetteer != nullptr && !is_person(top_.subject) && is_thing(noun) &&
               effect_of_noun(tree_.lemma(noun)) == Effect::Neutral;
    }

    /// Conjunction or preposition that introduces the clause, "" if none.
    std::string_view marker() const {
        for (const TokenIndex child : tree_.children(top_.head)) {
            const bool when = tree_.rel(child) == Rel::Advmod &&
                              (tree_.form(child) == "when" || tree_.form(child) == "while");
            if (child < top_.head && (tree_.rel(child) == Rel::Mark || when)) {
                return tree_.form(child);
            }
        }
        return "";
    }

    /// "explained without | naming X", "good for | moving X", "talks about | moving X". After a
    /// passive "after", "before", "while" and the like tell what befell its subject.
    bool gerund(const Clause& parent) const {
        const std::string_view form = tree_.form(top_.head);
        if (!top_.participle || tree_.token(top_.head).xpos != "VBG") {
            return false;
        }
        if (top_.link == Rel::Acl) {  // "the signs show the need of | changing X"
            const bool defined = parent.kind == Clause::Kind::Copula && top_.noun == parent.head &&
                                 !tree_.has_child(parent.head, {Rel::Case});  // "is the art of"
            const bool shown =
                parent.kind == Clause::Kind::Verb && tree_.lemma(parent.head) != "have";
            return (defined || shown) && tree_.has_child(top_.head, {Rel::Mark});
        }
        if (top_.link != Rel::Advcl || form == "being" || form == "having") {
            return false;
        }
        constexpr std::string_view kPassive[] = {"without", "when", "if",   "by",  "for",
                                                 "in",      "on",   "from", "upon"};
        constexpr std::string_view kCopula[] = {"without", "when", "if", "for",
                                                "on",      "from", "by", "about"};
        constexpr std::string_view kDoing[] = {"responsible",  "effective", "successful",
                                               "instrumental", "active",    "famous",
                                               "known",        "notorious", "guilty"};
        constexpr std::string_view kActive[] = {"for", "about", "from"};
        constexpr std::string_view kUndergo[] = {"receive", "get",   "undergo", "become",
                                                 "suffer",  "occur", "happen",  "arise",
                                                 "emerge",  "form",  "begin",   "start"};
        const std::string_view mark = marker();
        switch (parent.kind) {
            case Clause::Kind::Passive:
                return one_of(kPassive, mark);
            case Clause::Kind::Copula:
                return one_of(kCopula, mark) && !one_of(kDoing, tree_.lemma(parent.head));
            default:
                if ((mark == "by" || mark == "through") &&
                    one_of(kUndergo, tree_.lemma(parent.head))) {
                    return true;
                }
                return one_of(kActive, mark) && (mark != "for" || parent.object < 0);
        }
    }

    /// "the talks centered on the campaign to | free X": what is spoken of is not theirs.
    bool is_topic(const Clause& parent) const {
        return top_.infinitive && top_.link == Rel::Acl && top_.noun >= 0 &&
               parent.kind == Clause::Kind::Verb && tree_.rel(top_.noun) == Rel::Obl &&
               (tree_.child_form(top_.noun, "on") >= 0 ||
                tree_.child_form(top_.noun, "about") >= 0) &&
               is_thing(top_.subject);
    }

    /// "they do not know about | keeping bees": what one hears of, others do.
    bool is_heard_of(const Clause& parent) const {
        constexpr std::string_view kKnow[] = {"know", "hear", "learn", "read", "ask"};
        return top_.participle && marker() == "about" && one_of(kKnow, tree_.lemma(parent.head));
    }

    /// "she wrote about how to | keep bees": how anybody does it.
    bool is_told_how(const Clause& parent) const {
        constexpr std::string_view kTell[] = {"write",    "speak",  "talk",   "explain",
                                              "describe", "show",   "advise", "illustrate",
                                              "report",   "lecture"};
        const TokenIndex how = top_.to - 1;
        return top_.infinitive && how > parent.head && tree_.form(how) == "how" &&
               one_of(kTell, tree_.lemma(parent.head));
    }

    /// "has an editor to | check the facts": a person one has for it does it.
    bool is_staff(const Clause& parent) const {
        return top_.infinitive && top_.link == Rel::Acl && top_.noun >= 0 &&
               top_.noun == parent.object && tree_.token(top_.noun).upos == "NOUN" &&
               view_.gazetteer != nullptr && is_person(top_.noun);
    }

    /// "the tool can be used to | measure X", "a fault based on the failure to | measure X".
    bool infinitive(const Clause& parent) const {
        constexpr std::string_view kUse[] = {"use",     "utilize", "utilise",
                                             "conduct", "perform", "undertake",
                                             "apply",   "employ",  "need"};
        return top_.infinitive && top_.link == Rel::Advcl && parent.kind == Clause::Kind::Passive &&
               one_of(kUse, tree_.lemma(parent.head)) && !tree_.is_pronoun(top_.subject);
    }

    const SentenceView& view_;
    const Tree& tree_;
    const std::vector<Clause>& clauses_;
    const Clause& last_;
    const Clause& top_;
};

}  // namespace

bool names_no_doer(const SentenceView& view, const Draft& draft) {
    return draft.clause >= 0 &&
           Borrowed(view, view.clauses.list[static_cast<std::size_t>(draft.clause)]).has_no_doer();
}

}  // namespace trefoil::extract
