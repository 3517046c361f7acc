#include <algorithm>
#include <string_view>

#include "extract/qualifiers.hpp"
#include "extract/screener.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

/// "not | because it is easy": what is denied is the reason, and nothing is said of it.
bool Screen::is_denied_reason() const {
    if (draft_.clause < 0) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const TokenIndex because = tree_.child_form(c.head, "because");
    return because > 0 && tree_.form(because - 1) == "not" && tree_.head(because - 1) == c.head;
}

/// "assuming that it is so, we leave": nobody is said to assume it.
bool Screen::supposes() const {
    return draft_.clause >= 0 &&
           is_supposing(tree_, view_.clauses.list[static_cast<std::size_t>(draft_.clause)]);
}

/// "anyone | who has a key", "nothing | contained in it", "none of the calls | made": what only
/// tells which ones are meant is no fact where there need not be one. Not what is set off by a
/// comma, nor "there is nobody who".
bool Screen::of_any() const {
    if (draft_.clause < 0) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    if (c.noun < 0 || c.modality != Modality::Actual ||
        (c.link != Rel::Acl && c.link != Rel::AclRelcl) ||
        (draft_.subject.head != c.noun && (!draft_.object || draft_.object->head != c.noun))) {
        return false;
    }
    const TokenIndex first = tree_.subtree(c.head).front();
    if (tree_.form(first) == "," || (first > 0 && tree_.form(first - 1) == ",")) {
        return false;
    }
    const Clause* parent =
        c.parent < 0 ? nullptr : &view_.clauses.list[static_cast<std::size_t>(c.parent)];
    if (parent != nullptr && parent->kind == Clause::Kind::Existential &&
        parent->subject == c.noun) {
        return false;
    }
    const TokenIndex above = tree_.head(c.noun);
    const bool part = tree_.rel(c.noun) == Rel::Nmod && above != kRoot && names_any(above);
    return part || names_any(c.noun);
}

bool Screen::names_any(TokenIndex noun) const {
    constexpr std::string_view kAny[] = {"anyone", "anybody", "anything", "nothing",
                                         "nobody", "none",    "whoever"};
    const auto children = tree_.children(noun);
    return std::find(std::begin(kAny), std::end(kAny), tree_.form(noun)) != std::end(kAny) ||
           std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
               return child < noun && tree_.rel(child) == Rel::Det &&
                      (tree_.form(child) == "any" || tree_.form(child) == "no") &&
                      tree_.form(child + 1) != "other";
           });
}

/// "the plan that she | says will help them": what one says of it, not the plan is said.
bool Screen::says_noun() const {
    constexpr std::string_view kSay[] = {"say",     "claim", "argue",   "insist", "think",
                                         "believe", "hope",  "predict", "warn"};
    constexpr std::string_view kSaid[] = {"word", "thing", "line", "prayer",
                                          "best", "most",  "least"};
    if (draft_.clause < 0 || !draft_.object) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const TokenIndex next = c.head + 1;
    if (c.link != Rel::AclRelcl || draft_.object->head != c.noun || next >= tree_.size() ||
        std::find(std::begin(kSay), std::end(kSay), tree_.lemma(c.head)) == std::end(kSay) ||
        std::find(std::begin(kSaid), std::end(kSaid), tree_.lemma(c.noun)) != std::end(kSaid)) {
        return false;
    }
    const std::string& tag = tree_.token(next).xpos;
    return tag == "MD" || tag == "VBZ" || tag == "VBD" || tag == "VBP";
}

/// "do not have tents, | which hurts them": said of the lack, not of the thing.
bool Screen::after_what_is_not() const {
    if (draft_.clause < 0) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    if (c.link != Rel::AclRelcl || c.noun < 0 || c.parent < 0 || draft_.subject.head != c.noun ||
        tree_.child_form(c.head, "which") < 1) {
        return false;
    }
    const TokenIndex before = tree_.child_form(c.head, "which") - 1;
    const Clause& parent = view_.clauses.list[static_cast<std::size_t>(c.parent)];
    return tree_.rel(before) == Rel::Punct && parent.polarity == Polarity::Negative &&
           parent.object == c.noun;
}

/// "which they called | vital", "what they need | on Monday", "how much they did | to win".
bool Screen::lost_object() const {
    if (draft_.clause < 0 || !draft_.object) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const bool predicate = c.link == Rel::AclRelcl && c.object < 0 &&
                           is_naming_verb(tree_.lemma(c.head)) && c.xcomp >= 0 &&
                           draft_.object->head == c.xcomp;
    const bool purpose = tree_.lemma(c.head) == "do" && c.object < 0 && draft_.object->clause &&
                         tree_.form(draft_.object->words.front()) == "to";
    const TokenIndex noun = c.link == Rel::AclRelcl ? tree_.head(c.head) : -1;
    const bool free = noun >= 0 && tree_.form(noun) == "what" && c.object < 0 &&
                      c.subject != noun && !draft_.object->clause && draft_.object->head != noun;
    return predicate || purpose || free;
}

/// "make a – take a step": what the speaker took back, or put otherwise.
bool Screen::is_taken_back() const {
    if (draft_.clause < 0) {
        return false;
    }
    TokenIndex at = view_.clauses.list[static_cast<std::size_t>(draft_.clause)].head;
    while (at != kRoot && tree_.rel(at) != Rel::Reparandum) {
        at = tree_.head(at);
    }
    return at != kRoot;
}

/// "the longer it lasts, | the more costly it is": only together do the halves say something.
bool Screen::of_the_more() const {
    if (draft_.clause < 0) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const auto is_more = [&](TokenIndex t) {
        return t < c.subject && tree_.child_form(t, "the") >= 0 &&
               (tree_.token(t).xpos == "RBR" || tree_.token(t).xpos == "JJR");
    };
    const auto children = tree_.children(c.head);
    return is_more(c.head) || std::any_of(children.begin(), children.end(), is_more);
}

/// "cities | they do not visit": there are others that they do.
bool Screen::of_some_not() const {
    if (draft_.clause < 0 || !draft_.object) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const TokenIndex noun = c.object;
    if (c.polarity != Polarity::Negative ||
        (c.modality != Modality::Actual && c.modality != Modality::Planned) || noun < 0 ||
        noun > c.head || draft_.object->head != noun || !tree_.dominates(noun, c.head) ||
        tree_.is_proper(noun)) {
        return false;
    }
    const TokenIndex first = tree_.subtree(c.head).front();
    const bool set_off = tree_.form(first) == "," || (first > 0 && tree_.form(first - 1) == ",");
    const TokenIndex determiner = tree_.child(noun, {Rel::Det, Rel::NmodPoss});
    const std::string_view f = determiner < 0 ? std::string_view{} : tree_.form(determiner);
    return !set_off && !tree_.has_child(noun, {Rel::Nummod}) &&
           (determiner < 0 || f == "a" || f == "an" || f == "some");
}

/// "all the films | I have watched": not that I have seen all.
bool Screen::of_all() const {
    if (draft_.clause < 0 || !draft_.object) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const TokenIndex noun = draft_.object->head;
    const auto children = tree_.children(noun);
    return c.object == noun && noun < c.head && tree_.dominates(noun, c.head) &&
           std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
               return child < noun && tree_.is(child, {Rel::Det, Rel::DetPredet}) &&
                      (tree_.form(child) == "all" || tree_.form(child) == "every");
           });
}

/// "the only farmer | who stayed" is not said of the only farmer: nothing holds of "the only X"
/// without the relative clause.
bool Screen::of_the_only() const {
    if (draft_.kind == "apposition") {
        return limited_elsewhere(draft_.subject) ||
               (draft_.object && limited_elsewhere(*draft_.object));
    }
    if (draft_.clause < 0 || !limited_elsewhere(draft_.subject)) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    return c.link == Rel::AclRelcl && tree_.dominates(draft_.subject.head, c.head);
}

/// "the only X" whose relative clause the phrase does not have.
bool Screen::limited_elsewhere(const DraftPhrase& phrase) const {
    const TokenIndex only = tree_.child_form(phrase.head, "only");
    const TokenIndex clause = tree_.child(phrase.head, {Rel::AclRelcl});
    return !phrase.clause && has(phrase.words, only) && only < phrase.head && clause >= 0 &&
           !set_off(tree_, clause) && !has(phrase.words, clause);
}

/// "which shops did they look at": without its preposition's noun the verb says little.
bool Screen::asks_for_argument() const {
    if (draft_.object || !draft_.arguments.empty() || draft_.clause < 0) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const auto children = tree_.children(c.head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        const TokenIndex stranded = tree_.child(child, {Rel::Case});
        const TokenIndex which = tree_.child(child, {Rel::Det});
        return tree_.rel(child) == Rel::Obl && child < c.head && stranded > c.head &&
               (is_wh(child) || (which >= 0 && is_wh(which)));
    });
}

/// "this is not something | that you want": a relative clause on a negated predicate.
bool Screen::of_what_is_not() const {
    if (draft_.clause < 0) {
        return false;
    }
    const auto& list = view_.clauses.list;
    const Clause& c = view_.clauses.chain_begin(list[static_cast<std::size_t>(draft_.clause)]);
    if (c.link != Rel::AclRelcl || c.parent < 0) {
        return false;
    }
    const TokenIndex noun = tree_.head(c.head);
    const TokenIndex denied = tree_.child_form(noun, "not");
    if (denied >= 0 && denied < noun && tree_.rel(noun) == Rel::Conj &&
        view_.clauses.headed_by(noun) == nullptr) {
        return true;  // "a plan, but not one | that would last"
    }
    const Clause& parent = list[static_cast<std::size_t>(c.parent)];
    return parent.kind == Clause::Kind::Copula && parent.head == noun &&
           parent.polarity == Polarity::Negative &&
           (draft_.subject.head == parent.head ||
            (draft_.object && draft_.object->head == parent.head));
}

/// "X of | Never Broke Records", "she directed | Catch Me Twice": a capital inside a sentence that
/// is no headline, or behind a preposition in one, begins a name.
bool Screen::verb_of_name() const {
    const auto capital = [&](TokenIndex t) {
        const std::string& form = tree_.token(t).form;
        return form.size() > 1 && form[0] >= 'A' && form[0] <= 'Z' &&
               !(form[1] >= 'A' && form[1] <= 'Z');
    };
    const auto named = std::find_if(
        draft_.relation.begin(), draft_.relation.end(), [&](const RelationPiece& piece) {
            const TokenIndex t = piece.token;
            return t > 0 && tree_.is_verb(t) && capital(t) && tree_.rel(t - 1) != Rel::Punct;
        });
    if (named == draft_.relation.end()) {
        return false;
    }
    TokenIndex first = named->token;
    while (first > 1 && capital(first - 1) && tree_.token(first - 1).upos == "ADV") {
        --first;
    }
    if (tree_.token(first - 1).upos == "ADP") {
        return true;
    }
    TokenIndex words = 0;
    TokenIndex capitals = 0;
    for (TokenIndex t = 1; t < tree_.size(); ++t) {
        words += tree_.rel(t) != Rel::Punct ? 1 : 0;
        capitals += capital(t) ? 1 : 0;
    }
    return 2 * capitals < words;
}

/// "to be fair, he paid", "here is what we know": nothing that somebody is.
bool Screen::is_remark() const {
    constexpr std::string_view kRemarks[] = {"fair",  "honest",  "sure",     "frank", "clear",
                                             "exact", "precise", "specific", "blunt", "candid"};
    if (draft_.kind != "copula" || draft_.clause < 0) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const bool means = c.to >= 0 && c.link == Rel::Advcl && !c.own_subject &&
                       tree_.form(c.to + 1) == "be" &&
                       tree_.form(tree_.subtree(c.head).back()) == "," &&
                       std::find(std::begin(kRemarks), std::end(kRemarks), tree_.form(c.head)) !=
                           std::end(kRemarks);
    return means ||
           (draft_.object && !draft_.subject.words.empty() && is_wh(draft_.subject.words.front()) &&
            (tree_.form(c.head) == "here" || tree_.form(c.head) == "there"));
}

bool Screen::lacks_object() const {
    if (draft_.object || draft_.clause < 0) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    if (c.kind != Clause::Kind::Verb) {
        return false;
    }
    const std::string_view verb = tree_.lemma(c.head);
    // "as it has", "if they will": the rest of the verb group is left to the reader.
    if (tree_.token(c.head).upos == "AUX" || needs_object(verb)) {
        return true;
    }
    // "has a lot | to do today": the noun is the object.
    if (c.infinitive && c.link == Rel::Acl && often_needs_object(verb)) {
        return true;
    }
    if (leaves_content(c)) {
        return true;
    }
    // "will go | away": a particle makes it another verb.
    const bool beside = c.link == Rel::Parataxis && speaks_beside(tree_, c) &&
                        effect_of_verb(verb) == Effect::Believes;  // "..., he believes"
    return c.particle < 0 &&
           ((draft_.arguments.empty() && (beside || often_needs_object(verb))) ||
            (is_transitive(verb) && view_.clauses.chain_begin(c).kind == Clause::Kind::Verb));
}

/// "as the figures | show", "as it | turned out": what is shown is the sentence around it.
bool Screen::leaves_content(const Clause& c) const {
    constexpr std::string_view kShow[] = {"show",    "see",    "turn",   "hear",   "expect",
                                          "predict", "recall", "happen", "suggest"};
    const TokenIndex as = tree_.child(c.head, {Rel::Mark});
    const std::string_view verb = tree_.lemma(c.head);
    const std::string_view before = as > 0 ? tree_.form(as - 1) : "";  // "as soon as"
    return as >= 0 && tree_.form(as) == "as" && before != "soon" && before != "long" &&
           c.link == Rel::Advcl && c.finite && c.ccomp < 0 && c.xcomp < 0 &&
           (verb != "turn" || c.particle >= 0) &&
           (has_source(effect_of_verb(verb)) ||
            std::find(std::begin(kShow), std::end(kShow), verb) != std::end(kShow));
}

/// "a clerk who they believe | was honest": what is believed has its subject before the verb, so
/// that the clause alone is torn; it is told with its source.
bool Screen::tears_relative() const {
    if (draft_.clause < 0 || !draft_.object || !draft_.object->clause || draft_.object->head < 0) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const TokenIndex subject = tree_.child(draft_.object->head, {Rel::Nsubj, Rel::NsubjPass});
    return c.link == Rel::AclRelcl && subject >= 0 && subject < c.head &&
           draft_.object->head > c.head && tree_.is_relative(subject);
}

/// "this process | created | a state", read as "was created".
bool Screen::active_participle() const {
    if (draft_.clause < 0 || !draft_.object) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    return c.kind == Clause::Kind::Passive && c.participle && draft_.object->head == c.object &&
           !keeps_object(tree_.lemma(c.head));
}

/// The predicate of "X is Y" begins with a conjunction or has a finite verb that neither a
/// relative pronoun nor a marker introduces.
bool Screen::bad_predicate() const {
    if (!draft_.object || draft_.object->clause) {
        return false;
    }
    const TokenSet& words = draft_.object->words;
    const TokenIndex first = words.front();
    const TokenIndex how = tree_.child_form(draft_.object->head, "how");
    if ((tree_.token(first).upos == "SCONJ" && first != draft_.object->head) ||
        (how >= 0 && tree_.rel(how) == Rel::Advmod)) {
        return true;
    }
    return std::any_of(words.begin(), words.end(),
                       [&](TokenIndex t) { return tree_.is_tensed(t) && loose(words, t); });
}

/// "was no farm but was sold": the second part is a clause beside it.
bool Screen::has_own_verb() const {
    if (!draft_.object || draft_.object->clause || draft_.clause < 0) {
        return false;
    }
    const TokenIndex head = draft_.object->head;
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    return c.polarity == Polarity::Negative && head != c.head && tree_.rel(head) == Rel::Conj &&
           tree_.has_child(head, {Rel::Cop, Rel::Aux, Rel::AuxPass});
}

bool Screen::loose(const TokenSet& words, TokenIndex verb) const {
    const int index = view_.clauses.governing(tree_, verb);
    if (index < 0) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(index)];
    const TokenIndex top =
        c.first_conjunct < 0 ? c.head
                             : view_.clauses.list[static_cast<std::size_t>(c.first_conjunct)].head;
    return !has(words, c.head) || top == draft_.object->head ||
           tree_.is(top, {Rel::Parataxis, Rel::Dep, Rel::Root, Rel::Conj, Rel::List});
}

/// "of which a part": the pronoun of a relative clause that is not in the phrase.
bool Screen::stray_pronoun(const DraftPhrase& phrase) const {
    if (phrase.clause) {
        return false;
    }
    return std::any_of(phrase.words.begin(), phrase.words.end(), [&](TokenIndex t) {
        const bool owned = tree_.form(t) == "whose" && t != phrase.words.front();
        if (!is_wh(t) || t == phrase.head || owned) {
            return false;
        }
        const int index = view_.clauses.governing(tree_, t);
        return index >= 0 &&
               !has(phrase.words, view_.clauses.list[static_cast<std::size_t>(index)].head);
    });
}

bool Screen::bad_apposition() const {
    const auto colon = [&](const DraftPhrase& phrase) {
        return std::any_of(phrase.words.begin(), phrase.words.end(),
                           [&](TokenIndex t) { return tree_.form(t) == ":"; });
    };
    const auto opens_badly = [&](const DraftPhrase& phrase) {
        const std::string& upos = tree_.token(phrase.words.front()).upos;
        return phrase.words.front() != phrase.head &&
               (upos == "ADV" || upos == "CCONJ" || upos == "SCONJ" || upos == "ADP");
    };
    const bool abbreviation = draft_.object->words.size() == 1 &&
                              tree_.is_proper(draft_.object->head) &&
                              tree_.form(draft_.object->head).ends_with('.');
    const auto full_name = [&](const DraftPhrase& phrase) {
        return phrase.words.size() > 1 && view_.is_name(phrase.head) &&
               view_.type_at(phrase.head) == EntityType::Person;
    };
    const bool two_persons = full_name(draft_.subject) && full_name(*draft_.object);
    return abbreviation || two_persons || tree_.is_pronoun(draft_.subject.head) ||
           colon(draft_.subject) || colon(*draft_.object) || opens_badly(draft_.subject) ||
           opens_badly(*draft_.object);
}

/// "they intended him | to be", "I thought | the talk was about": what is meant stands before
/// the clause, not in it.
bool Screen::ends_open(const DraftPhrase& phrase) const {
    if (!phrase.clause || phrase.words.size() < 2) {
        return false;
    }
    const int own = view_.clauses.of_token[static_cast<std::size_t>(phrase.head)];
    const TokenIndex gap = own < 0 ? -1 : view_.clauses.list[static_cast<std::size_t>(own)].gap;
    if (gap >= 0 && gap < phrase.words.front()) {
        return true;  // "tools they feel | workers need"
    }
    const TokenIndex last = phrase.words.back();
    const bool be = tree_.lemma(last) == "be" && tree_.token(last).upos == "AUX";
    const bool preposition = tree_.token(last).upos == "ADP" && tree_.has_child(last, {Rel::Cop});
    if (last == phrase.head && tree_.token(last).xpos == "MD") {
        return true;  // "thought | they would"
    }
    return (be || preposition) &&
           std::none_of(phrase.words.begin(), phrase.words.end(), [&](TokenIndex t) {
               return is_wh(t) || tree_.form(t) == "than" || tree_.form(t) == "as" ||
                      tree_.rel(t) == Rel::AclRelcl;
           });
}

/// A preposition that is no particle and starts no number ("at least five").
bool Screen::is_plain_preposition(TokenIndex t) const {
    constexpr std::string_view kPlain[] = {"of", "in", "with", "from", "by",   "as",
                                           "at", "on", "to",   "for",  "about"};
    return tree_.rel(t) == Rel::Case && tree_.form(t + 1) != "least" &&
           tree_.form(t + 1) != "most" &&
           std::find(std::begin(kPlain), std::end(kPlain), tree_.form(t)) != std::end(kPlain);
}

/// "five | of the crew", "how much they have | in common, differences": what is left of another
/// phrase.
bool Screen::begins_with_preposition(const DraftPhrase& phrase) const {
    if (phrase.words.size() < 2 || phrase.clause) {
        return false;
    }
    const TokenIndex first = phrase.words.front();
    return tree_.token(first).upos == "AUX" ||
           (is_plain_preposition(first) && tree_.head(first) > first &&
            tree_.form(first) != "about");
}

/// "a barman she had | a quarrel with": the noun stands before the clause.
bool Screen::ends_with_preposition(const DraftPhrase& phrase) const {
    const TokenIndex last = phrase.words.empty() ? -1 : phrase.words.back();
    return !phrase.clause && phrase.words.size() > 1 && is_plain_preposition(last) &&
           tree_.head(last) < last && tree_.children(last).empty() &&
           std::none_of(phrase.words.begin(), phrase.words.end(), [&](TokenIndex t) {
               return tree_.is_verb(t) || tree_.rel(t) == Rel::AclRelcl;
           });
}

/// "had | n't enough money"
bool Screen::begins_torn(const DraftPhrase& phrase) const {
    return !phrase.words.empty() &&
           (tree_.form(phrase.words.front()) == "n't" || tree_.form(phrase.words.front()) == "n’t");
}

/// "the towns we have been | to in the north": the preposition's noun stands before the clause.
bool Screen::lost_noun() const {
    if (!draft_.object || draft_.object->clause || draft_.object->words.size() < 2) {
        return false;
    }
    constexpr std::string_view kNeedNoun[] = {"to", "of", "for", "with", "at", "by"};
    const TokenIndex first = draft_.object->words.front();
    const TokenIndex next = draft_.object->words[1];
    return tree_.token(first).upos == "ADP" && tree_.token(next).upos == "ADP" &&
           next == first + 1 &&
           std::find(std::begin(kNeedNoun), std::end(kNeedNoun), tree_.form(first)) !=
               std::end(kNeedNoun);
}

/// "the mayor, they thought | would win", "they claimed | allegedly left": what wins or left stands
/// before the saying. Not "had it rained".
bool Screen::lacks_subject() const {
    if (!draft_.object || !draft_.object->clause || draft_.object->words.empty() ||
        draft_.object->head < 0) {
        return false;
    }
    const TokenIndex head = draft_.object->head;
    const TokenIndex first = draft_.object->words.front();
    const auto is_past_or_singular = [&](TokenIndex t) {
        return tree_.token(t).xpos == "VBD" || tree_.token(t).xpos == "VBZ";
    };
    const bool opens = tree_.token(first).xpos == "MD" || is_past_or_singular(first);
    const bool said = draft_.clause >= 0 && is_past_or_singular(head) && first > 0 &&
                      view_.clauses.list[static_cast<std::size_t>(draft_.clause)].ccomp == head &&
                      tree_.rel(first - 1) != Rel::Punct &&
                      !tree_.has_child(head, {Rel::Mark, Rel::Conj});
    return (opens || said) && !tree_.has_child(head, {Rel::Nsubj, Rel::NsubjPass, Rel::NsubjOuter,
                                                      Rel::Csubj, Rel::CsubjPass, Rel::Expl});
}

/// "the hope she spoke of | is | a hope": a bare noun said of itself.
bool Screen::says_itself() const {
    if (!draft_.object || draft_.object->clause || draft_.polarity == Polarity::Negative) {
        return false;
    }
    const TokenSet& words = draft_.object->words;
    const bool bare =
        words.size() == 1 || (words.size() == 2 && tree_.token(words.front()).upos == "DET");
    return bare && draft_.object->head >= 0 && draft_.object->head != draft_.subject.head &&
           words.back() == draft_.object->head && tree_.token(words.back()).upos == "NOUN" &&
           tree_.lemma(words.back()) == tree_.lemma(draft_.subject.head);
}

/// "everything | that travels fast", "all the people | who had come", "most | that was done":
/// the relative clause tells which are meant; of all of them it is not said.
bool Screen::of_every() const {
    if (draft_.clause < 0) {
        return false;
    }
    const auto& list = view_.clauses.list;
    const Clause& c = view_.clauses.chain_begin(list[static_cast<std::size_t>(draft_.clause)]);
    const TokenIndex noun = draft_.subject.head;
    if ((c.link != Rel::AclRelcl && c.link != Rel::Acl) || c.noun < 0 || noun != c.noun ||
        c.infinitive || tree_.child_form(noun, "those") >= 0 || tree_.form(noun) == "those") {
        return false;
    }
    const TokenIndex first = tree_.subtree(c.head).front();
    if (first <= noun || tree_.rel(first - 1) == Rel::Punct || tree_.rel(first) == Rel::Punct) {
        return false;
    }
    constexpr std::string_view kAll[] = {"all",      "every", "each",       "most",
                                         "everyone", "few",   "everything", "everybody"};
    const auto names_all = [&](TokenIndex t) {
        return std::find(std::begin(kAll), std::end(kAll), tree_.form(t)) != std::end(kAll);
    };
    const auto children = tree_.children(noun);
    return names_all(noun) || std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
               return child < noun && tree_.is(child, {Rel::Det, Rel::DetPredet, Rel::Amod}) &&
                      names_all(child) && (child == 0 || tree_.form(child - 1) != "the") &&
                      (child == 0 || tree_.form(child - 1) != "a");
           });
}

/// "you know | he left": said to keep the hearer's ear.
bool Screen::is_filler() const {
    if (draft_.clause < 0 || !draft_.object || !draft_.object->clause ||
        draft_.relation.size() != 1) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const std::string_view verb = tree_.form(c.head);
    const std::string_view who = tree_.form(draft_.subject.head);
    const bool remark =
        (who == "you" && (verb == "know" || verb == "see")) || (who == "i" && verb == "mean");
    const TokenIndex first = draft_.object->words.front();
    return remark && c.finite && c.ccomp > c.head && draft_.object->head == c.ccomp &&
           draft_.subject.head + 1 == c.head && tree_.form(first) != "that" && !is_wh(first);
}

/// "the joy | we feel today", "the men | to whom he was king": without its noun, which stands
/// in none of its places, the clause says another thing.
bool Screen::opens_gap() const {
    if (draft_.clause < 0) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    if (c.link != Rel::AclRelcl || c.noun < 0 || !c.own_subject || c.first_conjunct >= 0 ||
        c.chained_from >= 0 || draft_.subject.head == c.noun ||
        (draft_.object && (draft_.object->clause || draft_.object->head == c.noun)) ||
        is_wh(c.subject) || tree_.is_relative(c.subject)) {
        return false;
    }
    const bool filled = std::any_of(draft_.arguments.begin(), draft_.arguments.end(),
                                    [&](const DraftPhrase& a) { return a.head == c.noun; });
    const auto children = tree_.children(c.head);
    const bool adverb = std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        return tree_.token(t).xpos == "WRB" || tree_.is(t, {Rel::Mark});
    });
    constexpr std::string_view kCircumstance[] = {"way",    "reason", "place", "extent",
                                                  "degree", "case",   "point", "speed"};
    const bool circumstance = is_time_noun(tree_.lemma(c.noun)) ||
                              std::find(std::begin(kCircumstance), std::end(kCircumstance),
                                        tree_.lemma(c.noun)) != std::end(kCircumstance);
    const bool asks = std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        return t < c.head && tree_.is_relative(t) && tree_.token(t).xpos == "WP" &&
               tree_.child_form(t, "to") >= 0;
    });
    return !filled && !adverb && !circumstance && (asks || (!draft_.object && c.relative < 0));
}

/// ", she hoped, the boy": a remark between commas has nothing of the sentence around it.
bool Screen::takes_after_comma() const {
    if (draft_.clause < 0 || !draft_.object || draft_.object->clause) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const TokenIndex first = tree_.subtree(c.head).front();
    return tree_.rel(c.head) == Rel::Parataxis && c.object > c.head &&
           draft_.object->head == c.object && tree_.form(c.head + 1) == "," &&
           (tree_.form(first) == "," || (first > 0 && tree_.form(first - 1) == ","));
}

/// "I can't wait | to see it".
bool Screen::cannot_wait() const {
    if (draft_.clause < 0 || draft_.object) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    return c.polarity == Polarity::Negative && c.modality == Modality::Possible &&
           tree_.lemma(c.head) == "wait" && c.head + 1 < tree_.size() &&
           tree_.form(c.head + 1) == "to";
}

/// "says | because it rained", "would say | if it was wrong".
bool Screen::gives_reason_only() const {
    if (draft_.clause < 0 || !draft_.object || !draft_.object->clause) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const std::string_view first = tree_.form(draft_.object->words.front());
    const bool reason = first == "because" || first == "although" || first == "though" ||
                        first == "unless" || first == "whereas";
    const std::string_view verb = tree_.lemma(c.head);
    const bool thinks = verb == "think" || verb == "believe";
    const bool condition = (first == "if" && (thinks || verb == "say")) ||
                           ((first == "where" || first == "when") && thinks) ||
                           (first == "where" && draft_.object->words.front() > 0 &&
                            tree_.is_noun(draft_.object->words.front() - 1));
    return draft_.kind != "copula" && (reason || condition);
}

}  // namespace trefoil::extract
