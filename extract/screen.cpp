#include "extract/screen.hpp"

#include <algorithm>

#include "extract/doers.hpp"
#include "extract/screener.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

std::optional<std::string_view> Screen::run() const {
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
    if (verb_of_name()) {
        return "a verb inside a name";
    }
    if (is_remark()) {
        return "how the speaker means it";
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
    if (is_denied_reason()) {
        return "a reason that is denied";
    }
    if (supposes()) {
        return "a condition that nobody is said to assume";
    }
    if (of_any()) {
        return "what is said of any or of none";
    }
    if (draft_.object && draft_.object->clause && !draft_.object->words.empty() &&
        tree_.token(draft_.object->words.front()).xpos == "WDT" &&
        tree_.rel(draft_.object->words.front()) != Rel::Mark) {
        return "a relative clause in place of what is said";
    }
    if (names_no_doer(view_, draft_)) {
        return "who does it is not said";
    }
    if (says_noun()) {
        return "what is said of the noun stands behind";
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
    if (of_some_not()) {
        return "which ones are not meant";
    }
    if (of_the_more()) {
        return "half of a comparison of two clauses";
    }
    if (is_taken_back()) {
        return "what the speaker took back";
    }
    if (of_the_only()) {
        return "the only one of those that are told apart elsewhere";
    }
    if (asks_for_argument()) {
        return "what is asked for";
    }
    if (of_what_is_not()) {
        return "what is said of something that is not";
    }
    if (lacks_object()) {
        return "a verb that needs an object has none";
    }
    if (tears_relative()) {
        return "what is believed of a noun before it, torn from it";
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
    if (draft_.object && ends_with_preposition(*draft_.object)) {
        return "a preposition without its noun";
    }
    if (begins_torn(draft_.subject) || (draft_.object && begins_torn(*draft_.object))) {
        return "a phrase that begins with a torn negation";
    }
    if (begins_with_preposition(draft_.subject)) {
        return "a subject without its first words";
    }
    if (draft_.kind == "copula" && lost_noun()) {
        return "a preposition without its noun";
    }
    if (lacks_subject()) {
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

/// "who of them", "which book": a phrase that asks, not one like "what he did".
bool Screen::asks_which(const DraftPhrase& phrase) const {
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
    return (is_wh(phrase.head) && phrase.words.size() > 1 &&
            (below < 0 || !has(phrase.words, below))) ||
           which;
}

/// Function words only: "the", "as", "is".
bool Screen::is_empty(const DraftPhrase& phrase) const {
    constexpr std::string_view kEmpty[] = {"ADP", "SCONJ", "CCONJ", "PART", "AUX", "PUNCT", "INTJ"};
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
bool Screen::is_torn(const DraftPhrase& phrase) const {
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
    // "a very -- it was", "a huge -- take": broken off before its noun
    const TokenIndex behind = phrase.words.back() + 1;
    const TokenIndex article = phrase.head < 0 ? -1 : tree_.child(phrase.head, {Rel::Det});
    const bool dash =
        behind < tree_.size() && (tree_.form(behind) == "–" || tree_.form(behind) == "—" ||
                                  tree_.form(behind) == "-" || tree_.form(behind) == "--");
    const bool broken =
        dash && !phrase.clause && phrase.words.back() == phrase.head &&
        (tag == "RB" || (tag == "JJ" && article >= 0 && tree_.form(article) == "a"));
    return cut || two || verb || open || broken;
}

bool Screen::is_article(TokenIndex t) const {
    const std::string_view f = tree_.form(t);
    return f == "the" || f == "a" || f == "an";
}

/// "giving food and | tend and repair support": a bare verb cannot be joined to a gerund, so
/// it is part of a longer noun.
bool Screen::untensed_conjunct() const {
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
bool Screen::broken_off() const {
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
    const TokenIndex last = draft_.subject.clause ? draft_.subject.words.back()
                            : draft_.object
                                ? -1
                                : view_.clauses.list[static_cast<std::size_t>(draft_.clause)].head;
    return last == end;
}

/// "less bright | than it seems", "warmer | than it was in May", "as they had | before her".
bool Screen::of_comparison() const {
    if (draft_.clause < 0) {
        return false;
    }
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    const TokenIndex mark = tree_.child(c.head, {Rel::Mark});
    if (tree_.rel(c.head) != Rel::Advcl || mark < 0) {
        return false;
    }
    const bool than = tree_.form(mark) == "than";
    const bool bare = !draft_.object && draft_.arguments.empty();
    if ((than || tree_.form(mark) == "as") && c.kind == Clause::Kind::Copula &&
        tree_.form(c.subject < 0 ? c.head : c.subject) == "it" &&
        !preposition_tokens(tree_, c.head).empty()) {
        return true;  // "as cold as it was in May"
    }
    return (than && bare) || ((than || tree_.form(mark) == "as") &&
                              tree_.token(c.head).upos == "AUX" && c.object < 0);
}

/// "will | to address", "ca | let", "been | 've been", "was | had to do"
bool Screen::torn_verb_group() const {
    const bool torn_not = draft_.object && !draft_.object->words.empty() &&
                          (tree_.form(draft_.object->words.front()) == "n't" ||
                           tree_.form(draft_.object->words.front()) == "n’t");
    if (torn_not) {
        return true;  // "do | n't want"
    }
    if (const TokenIndex na = draft_.relation.empty() ? -1 : draft_.relation.front().token;
        na > 0 && tree_.form(na) == "na" && !tree_.token(na - 1).space_after) {
        return true;  // "gon | na tell"
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
bool Screen::in_title_of_work() const {
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
    const Clause& c = view_.clauses.list[static_cast<std::size_t>(draft_.clause)];
    if (in_capitals(c)) {
        return true;
    }
    const TokenIndex head = c.head;
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

/// "the film The Man Who Fell to Earth": in a sentence in small letters the pronoun and the verb of
/// a clause have capitals.
bool Screen::in_capitals(const Clause& c) const {
    const auto capital = [&](TokenIndex t) {
        const std::string& form = tree_.token(t).form;
        return form.size() > 1 && form[0] >= 'A' && form[0] <= 'Z' && form[1] >= 'a';
    };
    const TokenIndex who = c.relative >= 0 ? c.relative : c.subject;
    if (who < 1 || who >= c.head || !capital(who) || !capital(c.head) ||
        tree_.token(c.head).upos != "VERB" ||
        (!tree_.is_pronoun(who) && !tree_.token(who).xpos.starts_with("W"))) {
        return false;
    }
    return std::any_of(view_.clauses.list.begin(), view_.clauses.list.end(), [&](const Clause& o) {
        return o.finite && tree_.token(o.head).upos == "VERB" && !capital(o.head);
    });
}

/// "how | much is it"
bool Screen::asks_how_much(const DraftPhrase& phrase) const {
    const TokenIndex how = tree_.child_form(phrase.head, "how");
    return !phrase.clause && phrase.words.size() == 1 && how >= 0 && how < phrase.head;
}

/// "was such | that", "have tight"
bool Screen::is_rest(const std::optional<DraftPhrase>& object) const {
    if (!object || object->clause || object->words.size() != 1) {
        return false;
    }
    const std::string_view f = tree_.form(object->words.front());
    return f == "such" || f == "than" || f == "etc" || f == "etc." ||
           (draft_.kind == "copula" && (f == "able" || f == "unable"));
}

/// "that | will fail", with no noun that the pronoun stands for.
/// "either 1) | pay": the number of a list.
bool Screen::is_stray_relative(const DraftPhrase& phrase) const {
    const TokenIndex next = phrase.head + 1;
    const bool number = phrase.words.size() == 1 && next < tree_.size() &&
                        tree_.token(phrase.head).upos == "NUM" && tree_.form(next) == ")";
    return number || (phrase.words.size() == 1 && tree_.token(phrase.head).xpos == "WDT");
}

/// "did so with care", "a whole" out of "the town as a whole", "you are in".
bool Screen::stands_for_another() const {
    const TokenSet& subject = draft_.subject.words;
    if (subject.size() == 2 && tree_.form(subject.back()) == "whole") {
        return true;
    }
    constexpr std::string_view kStranded[] = {"in",  "at",   "to",   "of",
                                              "for", "with", "from", "about"};
    const bool stranded = draft_.kind == "copula" && draft_.object &&
                          draft_.object->words.size() <= 2 && draft_.arguments.empty() &&
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
    const bool instead = verb == "do" && c.object > c.head && as >= 0 && tree_.rel(as) == Rel::Mark;
    // "as their parents had before them"
    const bool had = verb == "have" && c.object < 0 && c.ccomp < 0 && c.xcomp < 0 &&
                     (as >= 0 || tree_.child_form(c.head, "than") >= 0);
    // "he left, which he did at night": did what the clause says
    const bool which = c.relative >= 0 && tree_.form(c.relative) == "which" &&
                       tree_.lemma(c.head) == "do" && c.object == c.noun && c.noun >= 0 &&
                       tree_.rel(c.relative - 1) == Rel::Punct;
    // "as often as she used to": what she did
    const bool used = verb == "use" && c.kind == Clause::Kind::Verb && c.object < 0 &&
                      c.xcomp < 0 && c.particle == c.head + 1 && tree_.form(c.particle) == "to";
    return stranded || thing || instead || had || which || used || first_of_two() ||
           (tree_.lemma(c.head) == "do" && c.object < 0 &&
            (so == c.head + 1 || tree_.child_form(c.head, "as") >= 0 ||
             tree_.child_form(c.head, "than") >= 0));
}

/// "the largest | if not only owner": an adjective whose noun stands behind the second one.
bool Screen::first_of_two() const {
    if (!draft_.object || draft_.object->words.size() != 2) {
        return false;
    }
    const TokenIndex last = draft_.object->words.back();
    return tree_.token(last).upos == "ADJ" && tree_.form(draft_.object->words.front()) == "the" &&
           last + 2 < tree_.size() && tree_.form(last + 1) == "if" && tree_.form(last + 2) == "not";
}

bool Screen::begins_with_conjunction(const DraftPhrase& phrase) const {
    const TokenIndex first = phrase.words.front();
    const bool subject = &phrase == &draft_.subject;
    return (!phrase.clause || subject) && first != phrase.head &&
           tree_.token(first).upos == "CCONJ" && tree_.form(first) != "both" &&
           tree_.form(first) != "either" && tree_.form(first) != "neither";
}

/// Finite verbs and auxiliaries of the relation; tags of past tense after a form of be or have
/// are taken for participles, of the present after a modal for bare ones. An auxiliary behind
/// "and" or "or" begins a group ("cannot and have not").
int Screen::verb_groups() const {
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

bool is_question_word(const Tree& tree, const DraftPhrase& phrase) {
    return !phrase.words.empty() &&
           std::all_of(phrase.words.begin(), phrase.words.end(), [&](TokenIndex t) {
               return tree.token(t).xpos.starts_with("W") || tree.rel(t) == Rel::Punct;
           });
}

std::optional<std::string_view> flaw_of(const SentenceView& view, const Draft& draft) {
    return Screen(view, draft).run();
}

}  // namespace trefoil::extract
