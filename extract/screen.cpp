#include "extract/screen.hpp"

#include <algorithm>

#include "extract/doers.hpp"
#include "extract/extractors/build.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

bool is_wh(const Tree& tree, TokenIndex t) {
    return tree.token(t).xpos.starts_with("W");
}

bool has(const TokenSet& words, TokenIndex t) {
    return std::binary_search(words.begin(), words.end(), t);
}

class Screen {
  public:
    Screen(const SentenceView& view, const Draft& draft)
        : view_(view), tree_(view.tree), draft_(draft) {}

    std::optional<std::string_view> run() const {
        if (is_question_word(tree_, draft_.subject) ||
            (draft_.object && is_question_word(tree_, *draft_.object))) {
            return "a question word alone";
        }
        if (is_stray_relative(draft_.subject)) {
            return "a relative pronoun without its noun";
        }
        if (asks_which(draft_.subject) || (draft_.object && asks_which(*draft_.object))) {
            return "what is asked for";
        }
        if (is_empty(draft_.subject) || (draft_.object && is_empty(*draft_.object))) {
            return "a phrase without a noun, verb or adjective";
        }
        if (draft_.kind != "title" &&
            (is_torn(draft_.subject) || (draft_.object && is_torn(*draft_.object)))) {
            return "a phrase cut inside a word or run on into the next sentence";
        }
        if (broken_off()) {
            return "a clause that is broken off";
        }
        if (of_comparison()) {
            return "what is left of a comparison";
        }
        if (torn_verb_group()) {
            return "a modal verb without its verb";
        }
        if (untensed_conjunct()) {
            return "a bare verb joined to a gerund";
        }
        if (in_title_of_work()) {
            return "the title of a work";
        }
        if (asks_how_much(draft_.subject) || is_rest(draft_.object)) {
            return "a word that needs another";
        }
        if (stands_for_another()) {
            return "a verb or phrase that stands for another";
        }
        if (begins_with_conjunction(draft_.subject) ||
            (draft_.object && begins_with_conjunction(*draft_.object))) {
            return "a phrase that begins with a conjunction";
        }
        if (verb_groups() > 1) {
            return "two verb groups in one relation";
        }
        if (of_any()) {
            return "what is said of any or of none";
        }
        if (draft_.object && draft_.object->clause && !draft_.object->words.empty() &&
            tree_.token(draft_.object->words.front()).xpos == "WDT") {
            return "a relative clause in place of what is said";
        }
        if (names_no_doer(view_, draft_)) {
            return "who does it is not said";
        }
        if (after_what_is_not()) {
            return "what follows from something that is not";
        }
        if (lost_object()) {
            return "the object stands elsewhere";
        }
        if (of_all()) {
            return "which of all are meant";
        }
        if (of_what_is_not()) {
            return "what is said of something that is not";
        }
        if (lacks_object()) {
            return "a verb that needs an object has none";
        }
        if (draft_.object && !draft_.object->clause && draft_.kind != "copula" &&
            draft_.object->head >= 0 && tree_.is_verb(draft_.object->head) &&
            tree_.is_tensed(draft_.object->head) && draft_.clause >= 0 &&
            !tree_.is(draft_.object->head, {Rel::Ccomp, Rel::Xcomp, Rel::Csubj})) {
            return "a finite verb in place of a noun";
        }
        if (active_participle()) {
            return "a participle with an object of its own";
        }
        if ((draft_.kind == "copula" || draft_.kind == "apposition") && bad_predicate()) {
            return "the predicate holds a clause of its own";
        }
        if (draft_.kind == "copula" && has_own_verb()) {
            return "a predicate with a verb of its own";
        }
        if (ends_open(draft_.subject) || (draft_.object && ends_open(*draft_.object)) ||
            std::any_of(draft_.arguments.begin(), draft_.arguments.end(),
                        [&](const DraftPhrase& a) { return ends_open(a); })) {
            return "a clause with a gap";
        }
        if (begins_torn(draft_.subject) || (draft_.object && begins_torn(*draft_.object))) {
            return "a phrase that begins with a torn negation";
        }
        if (draft_.kind == "copula" && lost_noun()) {
            return "a preposition without its noun";
        }
        if (draft_.object && lacks_subject(*draft_.object)) {
            return "a clause whose subject stands elsewhere";
        }
        if (draft_.kind == "copula" && says_itself()) {
            return "the same said of itself";
        }
        if (of_every()) {
            return "what is said of all that it is said of";
        }
        if (is_filler()) {
            return "a remark to the hearer";
        }
        if (lacks_subject()) {
            return "a clause without its subject";
        }
        if (opens_gap()) {
            return "a relative clause whose noun has no place in it";
        }
        if (takes_after_comma()) {
            return "an object behind a remark between commas";
        }
        if (cannot_wait()) {
            return "a saying for being eager";
        }
        if (gives_reason_only()) {
            return "a reason or condition in place of what is said";
        }
        if (stray_pronoun(draft_.subject) || (draft_.object && stray_pronoun(*draft_.object))) {
            return "a relative pronoun without its clause";
        }
        if (draft_.clause < 0 && draft_.kind != "title" && draft_.object &&
            in_one_name(view_, draft_.subject.head, draft_.object->head)) {
            return "two parts of one name";
        }
        if (draft_.kind == "apposition" && bad_apposition()) {
            return "no two names of one thing";
        }
        return std::nullopt;
    }

  private:
    /// "who of them", "which book": a phrase that asks, not one like "what he did".
    bool asks_which(const DraftPhrase& phrase) const {
        if (phrase.clause || phrase.words.empty()) {
            return false;
        }
        const TokenIndex determiner = tree_.child(phrase.head, {Rel::Det});
        const TokenIndex degree = tree_.child(phrase.head, {Rel::Advmod});
        // "what island", also where the word itself was left out; "how much"
        const bool which =
            (determiner >= 0 &&
             (tree_.token(determiner).xpos == "WDT" || tree_.form(determiner) == "what")) ||
            (degree >= 0 && tree_.form(degree) == "how" && tree_.form(phrase.head) == "much");
        TokenIndex below = tree_.child(phrase.head, {Rel::AclRelcl, Rel::AdvclRelcl, Rel::Acl});
        below = below < 0 ? tree_.child(phrase.head, {Rel::Nsubj}) : below;
        return (is_wh(tree_, phrase.head) && phrase.words.size() > 1 &&
                (below < 0 || !has(phrase.words, below))) ||
               which;
    }

    /// Function words only: "the", "as", "is".
    bool is_empty(const DraftPhrase& phrase) const {
        constexpr std::string_view kEmpty[] = {"ADP", "SCONJ", "CCONJ", "PART",
                                               "AUX", "PUNCT", "INTJ"};
        constexpr std::string_view kArticles[] = {"the", "a",     "an", "every", "no",
                                                  "its", "their", "my", "our",   "your"};
        return std::all_of(phrase.words.begin(), phrase.words.end(), [&](TokenIndex t) {
            return (tree_.token(t).upos == "SYM" && tree_.form(t).front() != '$') ||
                   tree_.form(t) == "'s" || tree_.form(t) == "’s" ||  // "let | 's go"
                   std::find(std::begin(kEmpty), std::end(kEmpty), tree_.token(t).upos) !=
                       std::end(kEmpty) ||
                   std::find(std::begin(kArticles), std::end(kArticles), tree_.form(t)) !=
                       std::end(kArticles);
        });
    }

    /// "a stop | -over", "a fine day....another", "orders | the men": cut at a hyphen, two
    /// sentences in one token, or a verb taken for a noun.
    bool is_torn(const DraftPhrase& phrase) const {
        if (phrase.words.empty()) {
            return false;
        }
        const bool cut = (phrase.words.front() == phrase.head && phrase.words.size() == 1 &&
                          is_glued_hyphen(tree_, phrase.head - 1)) ||
                         is_glued_hyphen(tree_, phrase.words.back() + 1);
        const bool two = std::any_of(phrase.words.begin(), phrase.words.end(), [&](TokenIndex t) {
            const std::string_view f = tree_.form(t);
            const std::size_t dots = f.find("...");
            return dots != std::string_view::npos && dots > 0 && f.back() != '.';
        });
        const TokenIndex next = phrase.head + 1;
        const bool verb =
            !phrase.clause && phrase.head >= 0 && next < tree_.size() &&
            tree_.token(phrase.head).xpos == "NNS" && has(phrase.words, next) &&
            (tree_.form(next) == "a" || tree_.form(next) == "an" || tree_.form(next) == "the") &&
            !tree_.is(tree_.head(next), {Rel::Nsubj, Rel::NsubjPass});
        const std::string& tag = tree_.token(phrase.words.back()).xpos;
        const bool open = phrase.words.size() > 1 &&
                          (tag == "PRP$" || (tag == "DT" && is_article(phrase.words.back())));
        return cut || two || verb || open;
    }

    bool is_article(TokenIndex t) const {
        const std::string_view f = tree_.form(t);
        return f == "the" || f == "a" || f == "an";
    }

    /// "giving food and | tend and repair support": a bare verb cannot be joined to a gerund, so
    /// it is part of a longer noun.
    bool untensed_conjunct() const {
        if (draft_.clause < 0) {
            return false;
        }
        const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
        const TokenIndex first = c.first_conjunct < 0 ? -1 : tree_.head(c.head);
        TokenIndex top = first;
        while (top >= 0 && tree_.rel(top) == Rel::Conj && tree_.token(top).xpos == "VB") {
            top = tree_.head(top);
        }
        return top >= 0 && tree_.token(c.head).xpos == "VB" && tree_.token(top).xpos == "VBG" &&
               !c.own_subject &&
               !tree_.has_child(c.head, {Rel::Mark, Rel::Aux, Rel::AuxPass, Rel::Advmod}) &&
               !tree_.has_child(top, {Rel::Aux, Rel::Cop});
    }

    /// "I took --": a dash ends the sentence right behind the verb.
    bool broken_off() const {
        if (draft_.clause < 0 || tree_.size() < 2) {
            return false;
        }
        TokenIndex end = tree_.size() - 1;
        const std::string_view f = tree_.form(end);
        if (f != "-" && f != "--" && f != "–" && f != "—") {
            return false;
        }
        while (end > 0 && (tree_.token(end).upos == "PUNCT" || tree_.token(end).upos == "INTJ")) {
            --end;
        }
        const TokenIndex last =
            draft_.subject.clause ? draft_.subject.words.back()
            : draft_.object       ? -1
                            : view_.clauses.list[static_cast<std::size_t>(draft_.clause)].head;
        return last == end;
    }

    /// "less bright | than it seems"
    bool of_comparison() const {
        if (draft_.clause < 0 || draft_.object || !draft_.arguments.empty()) {
            return false;
        }
        const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
        const TokenIndex mark = tree_.child(c.head, {Rel::Mark});
        return tree_.rel(c.head) == Rel::Advcl && mark >= 0 && tree_.form(mark) == "than";
    }

    /// "will | to address", "ca | let", "been | 've been", "was | had to do"
    bool torn_verb_group() const {
        const bool torn_not = draft_.object && !draft_.object->words.empty() &&
                              (tree_.form(draft_.object->words.front()) == "n't" ||
                               tree_.form(draft_.object->words.front()) == "n’t");
        if (torn_not) {
            return true;  // "do | n't want"
        }
        for (std::size_t i = 0; i + 1 < draft_.relation.size(); ++i) {
            const TokenIndex t = draft_.relation[i].token;
            const TokenIndex next = draft_.relation[i + 1].token;
            if (t < 0 || next < 0) {
                continue;
            }
            const bool had = tree_.lemma(t) == "be" && tree_.lemma(next) == "have" &&
                             tree_.token(next).xpos != "VBG";
            if (had || (tree_.token(t).xpos == "VBN" && tree_.token(next).upos == "AUX" &&
                        tree_.is_tensed(next))) {
                return true;
            }
            if (tree_.token(t).xpos != "MD") {
                continue;
            }
            const std::string_view f = tree_.form(t);
            if (tree_.token(next).xpos == "TO" ||
                ((f == "ca" || f == "wo") && !is_negation(tree_.form(next)))) {
                return true;
            }
        }
        return false;
    }

    /// "(Come When I Call)": a few words with capitals in brackets or quotation marks.
    bool in_title_of_work() const {
        if (draft_.clause < 0) {
            return false;
        }
        constexpr TokenIndex kLongest = 8;
        const auto mark = [&](TokenIndex t) {
            const std::string_view f = tree_.form(t);
            return f == "\"" || f == "“" || f == "”" || f == "(" || f == ")";
        };
        const auto small = [&](TokenIndex t) {
            const std::string& upos = tree_.token(t).upos;
            const char first = tree_.token(t).form.front();
            return first >= 'a' && first <= 'z' &&
                   (upos == "NOUN" || upos == "VERB" || upos == "ADJ" || upos == "PRON" ||
                    upos == "ADV");
        };
        const TokenIndex head = view_.clauses.list[static_cast<std::size_t>(draft_.clause)].head;
        TokenIndex first = head;
        TokenIndex last = head;
        while (first >= 0 && head - first < kLongest && !mark(first)) {
            if (small(first--)) {
                return false;
            }
        }
        while (last < tree_.size() && last - head < kLongest && !mark(last)) {
            if (small(last++)) {
                return false;
            }
        }
        return first >= 0 && last < tree_.size() && mark(first) && tree_.form(first) != ")" &&
               mark(last) && tree_.form(last) != "(" && last - first > 3 &&
               last - first <= kLongest + 1;
    }

    /// "how | much is it"
    bool asks_how_much(const DraftPhrase& phrase) const {
        const TokenIndex how = tree_.child_form(phrase.head, "how");
        return !phrase.clause && phrase.words.size() == 1 && how >= 0 && how < phrase.head;
    }

    /// "was such | that", "have tight"
    bool is_rest(const std::optional<DraftPhrase>& object) const {
        if (!object || object->clause || object->words.size() != 1) {
            return false;
        }
        const std::string_view f = tree_.form(object->words.front());
        return f == "such" || f == "than" || f == "etc" || f == "etc." ||
               (draft_.kind == "copula" && (f == "able" || f == "unable"));
    }

    /// "that | will fail", with no noun that the pronoun stands for.
    /// "either 1) | pay": the number of a list.
    bool is_stray_relative(const DraftPhrase& phrase) const {
        const TokenIndex next = phrase.head + 1;
        const bool number = phrase.words.size() == 1 && next < tree_.size() &&
                            tree_.token(phrase.head).upos == "NUM" && tree_.form(next) == ")";
        return number || (phrase.words.size() == 1 && tree_.token(phrase.head).xpos == "WDT");
    }

    /// "did so with care", "a whole" out of "the town as a whole", "you are in".
    bool stands_for_another() const {
        const TokenSet& subject = draft_.subject.words;
        if (subject.size() == 2 && tree_.form(subject.back()) == "whole") {
            return true;
        }
        constexpr std::string_view kStranded[] = {"in",  "at",   "to",   "of",
                                                  "for", "with", "from", "about"};
        const bool stranded =
            draft_.kind == "copula" && draft_.object && draft_.object->words.size() <= 2 &&
            draft_.arguments.empty() &&
            std::find(std::begin(kStranded), std::end(kStranded),
                      tree_.form(draft_.object->words.back())) != std::end(kStranded);
        if (draft_.clause < 0) {
            return stranded;
        }
        const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
        const TokenIndex so = tree_.child_form(c.head, "so");
        // "the first things he did"
        const std::string_view verb = tree_.lemma(c.head);
        const bool thing = draft_.object && c.gap >= 0 && c.object == draft_.object->head &&
                           (verb == "do" || verb == "say" || verb == "think" || verb == "mean") &&
                           tree_.lemma(c.object) == "thing";
        // "as they do all others"
        const TokenIndex as = tree_.child_form(c.head, "as");
        const bool instead =
            verb == "do" && c.object > c.head && as >= 0 && tree_.rel(as) == Rel::Mark;
        // "he left, which he did at night": did what the clause says
        const bool which = c.relative >= 0 && tree_.form(c.relative) == "which" &&
                           tree_.lemma(c.head) == "do" && c.object == c.noun && c.noun >= 0 &&
                           tree_.rel(c.relative - 1) == Rel::Punct;
        return stranded || thing || instead || which || first_of_two() ||
               (tree_.lemma(c.head) == "do" && c.object < 0 &&
                (so == c.head + 1 || tree_.child_form(c.head, "as") >= 0 ||
                 tree_.child_form(c.head, "than") >= 0));
    }

    /// "the largest | if not only owner": an adjective whose noun stands behind the second one.
    bool first_of_two() const {
        if (!draft_.object || draft_.object->words.size() != 2) {
            return false;
        }
        const TokenIndex last = draft_.object->words.back();
        return tree_.token(last).upos == "ADJ" &&
               tree_.form(draft_.object->words.front()) == "the" && last + 2 < tree_.size() &&
               tree_.form(last + 1) == "if" && tree_.form(last + 2) == "not";
    }

    bool begins_with_conjunction(const DraftPhrase& phrase) const {
        const TokenIndex first = phrase.words.front();
        const bool subject = &phrase == &draft_.subject;
        return (!phrase.clause || subject) && first != phrase.head &&
               tree_.token(first).upos == "CCONJ" && tree_.form(first) != "both" &&
               tree_.form(first) != "either" && tree_.form(first) != "neither";
    }

    /// Finite verbs and auxiliaries of the relation; tags of past tense after a form of be or have
    /// are taken for participles, of the present after a modal for bare ones. An auxiliary behind
    /// "and" or "or" begins a group ("cannot and have not").
    int verb_groups() const {
        int groups = 0;
        bool auxiliary = false;
        bool modal = false;
        TokenIndex before = -1;
        for (const RelationPiece& piece : draft_.relation) {
            if (piece.token < 0) {
                continue;
            }
            const Token& token = tree_.token(piece.token);
            const bool past = token.xpos == "VBD" && (!auxiliary || token.upos == "AUX");
            const bool joined = before >= 0 && piece.token - 1 > before && token.upos == "AUX" &&
                                tree_.token(piece.token - 1).upos == "CCONJ";
            const bool present = token.xpos == "VBP" && !modal;  // "can read and | have tea"
            groups += past || joined || present || token.xpos == "VBZ" || token.xpos == "MD";
            modal = token.xpos == "MD" || (modal && token.upos == "ADV");
            before = piece.token;
            const std::string_view lemma = tree_.lemma(piece.token);
            auxiliary = lemma == "be" || lemma == "have" || lemma == "get";
        }
        return groups;
    }

    /// "anyone | who has a key", "nothing | contained in it", "none of the calls | made": what only
    /// tells which ones are meant is no fact where there need not be one. Not what is set off by a
    /// comma, nor "there is nobody who".
    bool of_any() const {
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
        if (parent != nullptr && parent->kind == Clause::Kind::Existential) {
            return false;
        }
        const TokenIndex above = tree_.head(c.noun);
        const bool part = tree_.rel(c.noun) == Rel::Nmod && above != kRoot && names_any(above);
        return part || names_any(c.noun);
    }

    bool names_any(TokenIndex noun) const {
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

    /// "do not have tents, | which hurts them": said of the lack, not of the thing.
    bool after_what_is_not() const {
        if (draft_.clause < 0) {
            return false;
        }
        const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
        if (c.link != Rel::AclRelcl || c.noun < 0 || c.parent < 0 ||
            draft_.subject.head != c.noun || tree_.child_form(c.head, "which") < 1) {
            return false;
        }
        const TokenIndex before = tree_.child_form(c.head, "which") - 1;
        const Clause& parent = view_.clauses.list[static_cast<std::size_t>(c.parent)];
        return tree_.rel(before) == Rel::Punct && parent.polarity == Polarity::Negative &&
               parent.object == c.noun;
    }

    /// "which they called | vital", "what they need | on Monday", "how much they did | to win".
    bool lost_object() const {
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
                          c.subject != noun && !draft_.object->clause &&
                          draft_.object->head != noun;
        return predicate || purpose || free;
    }

    /// "all the films | I have watched": not that I have seen all.
    bool of_all() const {
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

    /// "this is not something | that you want": a relative clause on a negated predicate.
    bool of_what_is_not() const {
        if (draft_.clause < 0) {
            return false;
        }
        const auto& list = view_.clauses.list;
        int top = draft_.clause;
        while (list[static_cast<std::size_t>(top)].chained_from >= 0) {
            top = list[static_cast<std::size_t>(top)].chained_from;
        }
        const Clause& c = list[static_cast<std::size_t>(top)];
        if (c.link != Rel::AclRelcl || c.parent < 0) {
            return false;
        }
        const Clause& parent = list[static_cast<std::size_t>(c.parent)];
        return parent.kind == Clause::Kind::Copula && parent.head == tree_.head(c.head) &&
               parent.polarity == Polarity::Negative &&
               (draft_.subject.head == parent.head ||
                (draft_.object && draft_.object->head == parent.head));
    }

    bool lacks_object() const {
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
        // "will go | away": a particle makes it another verb.
        const bool beside = c.link == Rel::Parataxis && speaks_beside(tree_, c) &&
                            effect_of_verb(verb) == Effect::Believes;  // "..., he believes"
        return draft_.arguments.empty() && c.particle < 0 && (beside || often_needs_object(verb));
    }

    /// "this process | created | a state", read as "was created".
    bool active_participle() const {
        if (draft_.clause < 0 || !draft_.object) {
            return false;
        }
        const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
        return c.kind == Clause::Kind::Passive && c.participle && draft_.object->head == c.object &&
               !keeps_object(tree_.lemma(c.head));
    }

    /// The predicate of "X is Y" begins with a conjunction or has a finite verb that neither a
    /// relative pronoun nor a marker introduces.
    bool bad_predicate() const {
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
    bool has_own_verb() const {
        if (!draft_.object || draft_.object->clause || draft_.clause < 0) {
            return false;
        }
        const TokenIndex head = draft_.object->head;
        const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
        return c.polarity == Polarity::Negative && head != c.head && tree_.rel(head) == Rel::Conj &&
               tree_.has_child(head, {Rel::Cop, Rel::Aux, Rel::AuxPass});
    }

    bool loose(const TokenSet& words, TokenIndex verb) const {
        const int index = view_.clauses.governing(tree_, verb);
        if (index < 0) {
            return false;
        }
        const Clause& c = view_.clauses.list[static_cast<std::size_t>(index)];
        const TokenIndex top =
            c.first_conjunct < 0
                ? c.head
                : view_.clauses.list[static_cast<std::size_t>(c.first_conjunct)].head;
        return !has(words, c.head) || top == draft_.object->head ||
               tree_.is(top, {Rel::Parataxis, Rel::Dep, Rel::Root, Rel::Conj, Rel::List});
    }

    /// "of which a part": the pronoun of a relative clause that is not in the phrase.
    bool stray_pronoun(const DraftPhrase& phrase) const {
        if (phrase.clause) {
            return false;
        }
        return std::any_of(phrase.words.begin(), phrase.words.end(), [&](TokenIndex t) {
            const bool owned = tree_.form(t) == "whose" && t != phrase.words.front();
            if (!is_wh(tree_, t) || t == phrase.head || owned) {
                return false;
            }
            const int index = view_.clauses.governing(tree_, t);
            return index >= 0 &&
                   !has(phrase.words, view_.clauses.list[static_cast<std::size_t>(index)].head);
        });
    }

    bool bad_apposition() const {
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
    bool ends_open(const DraftPhrase& phrase) const {
        if (!phrase.clause || phrase.words.size() < 2) {
            return false;
        }
        const TokenIndex last = phrase.words.back();
        const bool be = tree_.lemma(last) == "be" && tree_.token(last).upos == "AUX";
        const bool preposition =
            tree_.token(last).upos == "ADP" && tree_.has_child(last, {Rel::Cop});
        return (be || preposition) &&
               std::none_of(phrase.words.begin(), phrase.words.end(), [&](TokenIndex t) {
                   return is_wh(tree_, t) || tree_.form(t) == "than" || tree_.form(t) == "as" ||
                          tree_.rel(t) == Rel::AclRelcl;
               });
    }

    /// "had | n't enough money"
    bool begins_torn(const DraftPhrase& phrase) const {
        return !phrase.words.empty() && (tree_.form(phrase.words.front()) == "n't" ||
                                         tree_.form(phrase.words.front()) == "n’t");
    }

    /// "the towns we have been | to in the north": the preposition's noun stands before the clause.
    bool lost_noun() const {
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

    /// "the mayor, they thought | would win": what wins stands before the saying. Not "had it
    /// rained".
    bool lacks_subject(const DraftPhrase& phrase) const {
        if (!phrase.clause || phrase.words.empty() || phrase.head < 0) {
            return false;
        }
        const std::string& tag = tree_.token(phrase.words.front()).xpos;
        const bool tensed = tag == "MD" || tag == "VBZ" || tag == "VBD";
        return tensed &&
               tree_.child(phrase.head, {Rel::Nsubj, Rel::NsubjPass, Rel::Csubj, Rel::Expl}) < 0;
    }

    /// "the hope she spoke of | is | a hope": a bare noun said of itself.
    bool says_itself() const {
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
    bool of_every() const {
        if (draft_.clause < 0) {
            return false;
        }
        const auto& list = view_.clauses.list;
        int top = draft_.clause;
        while (list[static_cast<std::size_t>(top)].chained_from >= 0) {
            top = list[static_cast<std::size_t>(top)].chained_from;
        }
        const Clause& c = list[static_cast<std::size_t>(top)];
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
        return names_all(noun) ||
               std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
                   return child < noun && tree_.is(child, {Rel::Det, Rel::DetPredet, Rel::Amod}) &&
                          names_all(child) && (child == 0 || tree_.form(child - 1) != "the") &&
                          (child == 0 || tree_.form(child - 1) != "a");
               });
    }

    /// "you know | he left": said to keep the hearer's ear.
    bool is_filler() const {
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
               draft_.subject.head + 1 == c.head && tree_.form(first) != "that" &&
               !is_wh(tree_, first);
    }

    /// "we think | will be good", "they claimed | left early": what is said starts with its verb.
    bool lacks_subject() const {
        if (draft_.clause < 0 || !draft_.object || !draft_.object->clause) {
            return false;
        }
        const TokenIndex head = draft_.object->head;
        const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
        const auto children = tree_.children(head);
        const bool subject = std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
            return tree_.is(t, {Rel::Nsubj, Rel::NsubjPass, Rel::NsubjOuter, Rel::Csubj,
                                Rel::CsubjPass, Rel::Expl, Rel::Mark, Rel::Conj});
        });
        const TokenIndex first = draft_.object->words.front();
        const bool tensed = tree_.token(head).xpos == "VBD" || tree_.token(head).xpos == "VBZ" ||
                            tree_.token(first).xpos == "MD" || tree_.token(first).xpos == "VBZ";
        return head == c.ccomp && tensed && !subject && first > 0 &&
               tree_.rel(first - 1) != Rel::Punct;
    }

    /// "the joy | we feel today", "the men | to whom he was king": without its noun, which stands
    /// in none of its places, the clause says another thing.
    bool opens_gap() const {
        if (draft_.clause < 0) {
            return false;
        }
        const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
        if (c.link != Rel::AclRelcl || c.noun < 0 || !c.own_subject || c.first_conjunct >= 0 ||
            c.chained_from >= 0 || draft_.subject.head == c.noun ||
            (draft_.object && (draft_.object->clause || draft_.object->head == c.noun)) ||
            is_wh(tree_, c.subject) || tree_.is_relative(c.subject)) {
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
    bool takes_after_comma() const {
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
    bool cannot_wait() const {
        if (draft_.clause < 0 || draft_.object) {
            return false;
        }
        const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
        return c.polarity == Polarity::Negative && c.modality == Modality::Possible &&
               tree_.lemma(c.head) == "wait" && c.head + 1 < tree_.size() &&
               tree_.form(c.head + 1) == "to";
    }

    /// "says | because it rained", "would say | if it was wrong".
    bool gives_reason_only() const {
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

    const SentenceView& view_;
    const Tree& tree_;
    const Draft& draft_;
};

}  // namespace

bool is_question_word(const Tree& tree, const DraftPhrase& phrase) {
    return !phrase.words.empty() &&
           std::all_of(phrase.words.begin(), phrase.words.end(),
                       [&](TokenIndex t) { return is_wh(tree, t) || tree.rel(t) == Rel::Punct; });
}

std::optional<std::string_view> flaw_of(const SentenceView& view, const Draft& draft) {
    return Screen(view, draft).run();
}

}  // namespace trefoil::extract
