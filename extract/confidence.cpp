#include "extract/confidence.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <initializer_list>

#include "extract/confidence_weights.hpp"
#include "extract/gazetteer.hpp"

namespace trefoil::extract {

namespace {

using F = ConfidenceFeature;

class Describer {
  public:
    Describer(const SentenceView& view, const Draft& draft) : view_(view), draft_(draft) {}

    ConfidenceFeatures run(Polarity polarity, Modality modality, bool claimed) {
        set(F::Bias);
        extractor();
        clause();
        set(F::Negative, polarity == Polarity::Negative);
        set(F::Open, modality != Modality::Actual && modality != Modality::Reported);
        set(F::Claimed, claimed);
        phrases();
        signs();
        set(F::SentenceWords, length(static_cast<std::size_t>(view_.tree.size()), 6));
        doubts();
        return features_;
    }

  private:
    void set(F feature, float value = 1) { features_[static_cast<std::size_t>(feature)] = value; }

    void set(F feature, bool holds) { set(feature, holds ? 1.0F : 0.0F); }

    static float length(std::size_t words, float scale) {
        return std::log2(1.0F + static_cast<float>(words)) / scale;
    }

    void extractor() {
        set(F::ReportedSpeech, draft_.extractor == "reported_speech");
        set(F::ReducedRelative, draft_.extractor == "reduced_relative");
        set(F::PostposedAdjective, draft_.extractor == "postposed_adjective");
        set(F::Copula, draft_.kind == "copula" && draft_.extractor != "postposed_adjective");
        set(F::Apposition, draft_.kind == "apposition");
        set(F::Title, draft_.kind == "title");
        set(F::Possessive, draft_.kind == "possessive");
        set(F::Nominalisation, draft_.kind == "nominal");
        set(F::PronounEvent,
            draft_.kind == "nominal" && view_.tree.is_pronoun(draft_.subject.head));
        set(F::Existential, draft_.kind == "existential");
        set(F::Location, draft_.kind == "location");
        set(F::EventOwned,
            draft_.kind == "possessive" && draft_.object && view_.gazetteer != nullptr &&
                !view_.gazetteer->event_verb(view_.tree.lemma(draft_.object->head)).empty());
    }

    void clause() {
        set(F::Passive, draft_.kind == "passive");
        set(F::NoObject, !draft_.object && !draft_.arguments.empty());
        set(F::NothingSaid, !draft_.object && draft_.arguments.empty());
        set(F::ClauseObject, draft_.object && draft_.object->clause);
        if (draft_.clause < 0) {
            return;
        }
        const auto& list = view_.clauses.list;
        const Clause& c = view_.clauses.chain_begin(list[static_cast<std::size_t>(draft_.clause)]);
        set(F::Infinitive, c.infinitive);
        set(F::Participle, !c.finite && !c.infinitive);
        set(F::SharedSubject, !c.own_subject);
        set(F::AntecedentSubject, c.antecedent_subject);
        set(F::NounModifier, c.link == Rel::Acl);
        set(F::RelativeClause, c.link == Rel::AclRelcl);
        set(F::Adverbial, c.link == Rel::Advcl);
        set(F::Complement, c.link == Rel::Ccomp || c.link == Rel::Xcomp);
        set(F::Coordinated, c.first_conjunct >= 0);
        set(F::Beside, c.link == Rel::Parataxis);
        int depth = 0;
        for (int at = c.parent; at >= 0 && depth < 5;
             at = list[static_cast<std::size_t>(at)].parent) {
            ++depth;
        }
        set(F::Depth, static_cast<float>(depth) / 5);
        antecedent(c);
        borrowed(c);
        left_out();
    }

    /// Up to three things, as a value of up to 1.
    static float few(int count) { return static_cast<float>(std::min(count, 3)) / 3; }

    void antecedent(const Clause& c) {
        const Tree& tree = view_.tree;
        set(F::GapObject, c.noun >= 0 && draft_.object && draft_.object->head == c.noun);
        if (c.noun < 0) {
            return;
        }
        set(F::AntecedentInside, tree.is(c.noun, {Rel::Nmod, Rel::Obl, Rel::Conj, Rel::Appos}));
        int nouns = 0;
        for (TokenIndex t = c.noun + 1; t < c.head; ++t) {
            const std::string& tag = tree.token(t).upos;
            nouns += !tree.dominates(c.head, t) && (tag == "NOUN" || tag == "PROPN") ? 1 : 0;
        }
        set(F::NounsBetween, few(nouns));
    }

    /// How far away the subject comes from, and how doubtful that way is.
    void borrowed(const Clause& c) {
        const auto& list = view_.clauses.list;
        int clauses = 0;
        float worst = 0;
        const Clause* at = &c;
        while (!at->own_subject || at->antecedent_subject) {
            worst = std::max(worst, doubt(at->head));
            const int up = at->first_conjunct >= 0 ? at->first_conjunct : at->parent;
            ++clauses;
            if (up < 0 || clauses > 3 || at->antecedent_subject) {
                break;
            }
            at = &list[static_cast<std::size_t>(up)];
        }
        set(F::Borrowed, few(clauses));
        set(F::LinkDoubt, worst);
    }

    [[nodiscard]] bool in_a_slot(TokenIndex t) const {
        const auto has = [&](const DraftPhrase& phrase) {
            return std::binary_search(phrase.words.begin(), phrase.words.end(), t);
        };
        return has(draft_.subject) || (draft_.object && has(*draft_.object)) ||
               std::any_of(draft_.arguments.begin(), draft_.arguments.end(), has) ||
               std::any_of(draft_.relation.begin(), draft_.relation.end(),
                           [&](const RelationPiece& piece) { return piece.token == t; });
    }

    void left_out() {
        const Tree& tree = view_.tree;
        int count = 0;
        for (const TokenIndex t :
             tree.children(view_.clauses.list[static_cast<std::size_t>(draft_.clause)].head)) {
            count +=
                tree.is(t, {Rel::Obj, Rel::Iobj, Rel::Obl, Rel::Xcomp, Rel::Ccomp}) && !in_a_slot(t)
                    ? 1
                    : 0;
        }
        set(F::LeftOut, few(count));
    }

    [[nodiscard]] float doubt(TokenIndex t) const {
        if (view_.tree.head(t) != view_.tree.token(t).head) {
            return 0;  // mended by a rule: the parser's doubt was about another arc
        }
        return std::sqrt(1 - static_cast<float>(view_.tree.token(t).sureness) / 255);
    }

    void doubts() {
        float worst = 0;
        float sum = 0;
        std::size_t words = 0;
        const auto add = [&](const DraftPhrase& phrase) {
            for (const TokenIndex t : phrase.words) {
                if (view_.tree.rel(t) != Rel::Punct) {
                    worst = std::max(worst, doubt(t));
                    sum += doubt(t);
                    ++words;
                }
            }
        };
        add(draft_.subject);
        set(F::SubjectDoubt, doubt(draft_.subject.head));
        if (draft_.object) {
            add(*draft_.object);
            set(F::ObjectDoubt, doubt(draft_.object->head));
        }
        float argument = 0;
        for (const DraftPhrase& phrase : draft_.arguments) {
            add(phrase);
            argument = std::max(argument, phrase.words.empty() ? 0 : doubt(phrase.head));
        }
        set(F::ArgumentDoubt, argument);
        float predicate = 0;
        for (const RelationPiece& piece : draft_.relation) {
            if (piece.token >= 0) {
                predicate = std::max(predicate, doubt(piece.token));
                sum += doubt(piece.token);
                ++words;
            }
        }
        set(F::PredicateDoubt, predicate);
        set(F::WordDoubt, words == 0 ? 0 : sum / static_cast<float>(words));
        set(F::WorstDoubt, worst);
        float all = 0;
        for (TokenIndex t = 0; t < view_.tree.size(); ++t) {
            all += doubt(t);
        }
        set(F::SentenceDoubt, all / static_cast<float>(std::max(view_.tree.size(), 1)));
    }

    // ---- signs of a wrong tree ----
    [[nodiscard]] const Token& token(TokenIndex t) const { return view_.tree.token(t); }

    [[nodiscard]] bool tagged(TokenIndex t, std::initializer_list<std::string_view> tags) const {
        return t >= 0 && t < view_.tree.size() &&
               std::find(tags.begin(), tags.end(), token(t).upos) != tags.end();
    }

    [[nodiscard]] bool tensed(TokenIndex t) const {
        const std::string& tag = token(t).xpos;
        return tag == "VBZ" || tag == "VBD" || tag == "VBP" || tag == "MD";
    }

    /// A word with one of the tags at `t` that no slot has.
    [[nodiscard]] bool outside(TokenIndex t, std::initializer_list<std::string_view> tags) const {
        return tagged(t, tags) && !in_any(t);
    }

    [[nodiscard]] bool in_any(TokenIndex t) const {
        const auto has = [&](const DraftPhrase& phrase) {
            return std::binary_search(phrase.preposition.begin(), phrase.preposition.end(), t);
        };
        return in_a_slot(t) || (draft_.object && has(*draft_.object)) ||
               std::any_of(draft_.arguments.begin(), draft_.arguments.end(), has);
    }

    /// How doubtful it is that the word behind a phrase is not the phrase's: 0 where it belongs to
    /// what the predicate itself hangs on ("the man who left | told").
    [[nodiscard]] float going_on(TokenIndex next, TokenIndex predicate) const {
        TokenIndex top = next;
        while (view_.tree.head(top) > top) {
            top = view_.tree.head(top);
        }
        return view_.tree.dominates(top, predicate) ? 0 : std::max(doubt(top), doubt(next));
    }

    [[nodiscard]] bool cuts_name(const DraftPhrase& phrase) const {
        const TokenIndex next = phrase.words.back() + 1;
        return token(phrase.words.front()).name.starts_with("I-") ||
               (next < view_.tree.size() && token(next).name.starts_with("I-"));
    }

    void signs() {
        const Tree& tree = view_.tree;
        const DraftPhrase& subject = draft_.subject;
        set(F::SubjectBegun,
            outside(subject.words.front() - 1, {"NOUN", "PROPN", "ADJ", "NUM", "DET"}));
        set(F::OddSubject, tagged(subject.head, {"DET", "ADJ", "NUM", "ADV"}));
        set(F::NameCut, cuts_name(subject) || (draft_.object && cuts_name(*draft_.object)));
        TokenIndex predicate = -1;
        for (const RelationPiece& piece : draft_.relation) {
            predicate = tagged(piece.token, {"VERB"}) || predicate < 0 ? piece.token : predicate;
        }
        if (predicate >= 0) {
            if (outside(subject.words.back() + 1, {"ADP", "NOUN", "PROPN", "ADJ"})) {
                set(F::SubjectGoesOn, going_on(subject.words.back() + 1, predicate));
            }
            subject_gap(predicate);
            arc_signs(predicate);
        }
        if (draft_.object) {
            object_signs(predicate);
        }
        int single = 0;
        for (const DraftPhrase& argument : draft_.arguments) {
            single += argument.words.size() + argument.preposition.size() <= 1 ? 1 : 0;
        }
        set(F::SingleWords, few(single));
        bool brackets = false;
        for (TokenIndex t = 0; t < tree.size(); ++t) {
            brackets = brackets || tree.form(t) == "(" || tree.form(t) == "[";
        }
        set(F::Brackets, brackets);
        const char first = token(0).form.front();
        set(F::Careless, (first >= 'a' && first <= 'z') || token(tree.size() - 1).upos != "PUNCT");
    }

    void subject_gap(TokenIndex predicate) {
        const TokenIndex subject = draft_.subject.head;
        int nouns = 0;
        bool verb = false;
        bool joined = false;
        for (TokenIndex t = std::min(subject, predicate) + 1; t < std::max(subject, predicate);
             ++t) {
            if (in_a_slot(t)) {
                continue;
            }
            nouns += tagged(t, {"NOUN", "PROPN"}) ? 1 : 0;
            verb = verb || tensed(t);
            joined = joined || view_.tree.rel(t) == Rel::Cc;
        }
        set(F::NounsInGap, few(nouns));
        set(F::VerbInGap, verb);
        set(F::JoinedInGap, joined);
    }

    void object_signs(TokenIndex predicate) {
        const DraftPhrase& object = *draft_.object;
        if (predicate >= 0 &&
            outside(object.words.back() + 1, {"ADP", "NOUN", "PROPN", "ADJ", "VERB", "AUX"})) {
            set(F::ObjectGoesOn, going_on(object.words.back() + 1, predicate));
        }
        set(F::TensedObject, std::any_of(object.words.begin(), object.words.end(),
                                         [&](TokenIndex t) { return tensed(t); }));
        int gap = 0;
        for (TokenIndex t = std::min(object.head, predicate) + 1;
             predicate >= 0 && t < std::max(object.head, predicate); ++t) {
            gap += in_a_slot(t) ? 0 : 1;
        }
        set(F::ObjectGap, length(static_cast<std::size_t>(gap), 4));
    }

    void arc_signs(TokenIndex predicate) {
        const Tree& tree = view_.tree;
        bool comma = false;
        for (const DraftPhrase& argument : draft_.arguments) {
            const TokenIndex near = argument.words.empty() ? predicate : argument.words.front();
            for (TokenIndex t = std::min(predicate, near) + 1; t < std::max(predicate, near); ++t) {
                comma = comma || tree.form(t) == ",";
            }
        }
        set(F::ArgumentComma, comma);
        set(F::Disagreement, disagrees());
        const TokenIndex head = tree.head(predicate);
        if (head >= 0) {
            set(F::HeadDistance, length(static_cast<std::size_t>(std::abs(predicate - head)), 5));
            set(F::TenseBreak,
                tree.rel(predicate) == Rel::Conj && token(predicate).xpos != token(head).xpos);
        }
    }

    /// By the first word of the relation that shows number.
    [[nodiscard]] bool disagrees() const {
        const Token& head = token(draft_.subject.head);
        const bool plural = head.xpos == "NNS" || head.xpos == "NNPS";
        const bool one = (head.xpos == "NN" || head.xpos == "NNP") &&
                         !view_.tree.has_child(draft_.subject.head, {Rel::Conj});
        for (const RelationPiece& piece : draft_.relation) {
            if (piece.token < 0) {
                continue;
            }
            const std::string& tag = token(piece.token).xpos;
            const std::string_view form = view_.tree.form(piece.token);
            if (tag == "VBZ" || form == "was") {
                return plural;
            }
            if (tag == "VBP" || form == "were") {
                return one;
            }
        }
        return false;
    }

    [[nodiscard]] bool broken(const TokenSet& words) const {
        if (words.empty()) {
            return false;
        }
        // "her music and | painting": a shared "her" leaves no hole
        const std::size_t first = words.size() > 1 && token(words.front()).xpos == "PRP$" ? 1 : 0;
        return words.back() - words[first] + 1 != static_cast<TokenIndex>(words.size() - first);
    }

    bool is_member(TokenIndex head) const {
        return view_.tree.rel(head) == Rel::Conj || view_.tree.has_child(head, {Rel::Conj});
    }

    void phrases() {
        const Tree& tree = view_.tree;
        const DraftPhrase& subject = draft_.subject;
        set(F::PronounSubject, tree.is_pronoun(subject.head));
        set(F::NameSubject, view_.is_name(subject.head));
        set(F::SubjectWords, length(subject.words.size(), 4));
        set(F::SubjectBroken, broken(subject.words));
        set(F::ClauseSubject, subject.clause);
        const std::string_view form = tree.form(subject.head);
        set(F::VagueSubject, form == "this" || form == "that" || form == "it");
        set(F::SubjectMember, is_member(subject.head));
        TokenIndex first = -1;
        for (const RelationPiece& piece : draft_.relation) {
            first = first < 0 ? piece.token : first;
        }
        set(F::RelationWords, length(draft_.relation.size(), 3));
        if (first >= 0) {
            set(F::SubjectBehind, subject.words.front() > first);
            const TokenIndex gap = first - subject.words.back() - 1;
            set(F::SubjectGap, length(static_cast<std::size_t>(std::max(gap, 0)), 4));
        }
        std::size_t words = 0;
        for (const DraftPhrase& argument : draft_.arguments) {
            words += argument.words.size() + argument.preposition.size();
        }
        set(F::Arguments,
            static_cast<float>(std::min<std::size_t>(draft_.arguments.size(), 3)) / 3);
        set(F::ArgumentWords, length(words, 4));
        if (draft_.object) {
            object(*draft_.object);
        }
    }

    void object(const DraftPhrase& phrase) {
        set(F::NameObject, view_.is_name(phrase.head));
        set(F::ObjectWords, length(phrase.words.size(), 4));
        set(F::PrepositionalObject, !phrase.preposition.empty());
        set(F::ObjectBroken, broken(phrase.words));
        set(F::ObjectMember, is_member(phrase.head));
        set(F::ObjectComma, std::any_of(phrase.words.begin(), phrase.words.end(),
                                        [&](TokenIndex t) { return view_.tree.form(t) == ","; }));
    }

    const SentenceView& view_;
    const Draft& draft_;
    ConfidenceFeatures features_{};
};

}  // namespace

ConfidenceFeatures confidence_features(const SentenceView& view, const Draft& draft,
                                       Polarity polarity, Modality modality, bool claimed) {
    return Describer(view, draft).run(polarity, modality, claimed);
}

float confidence_of(const ConfidenceFeatures& features) {
    float sum = 0;
    for (std::size_t i = 0; i < features.size(); ++i) {
        sum += kConfidenceWeights[i] * features[i];
    }
    return 1.0F / (1.0F + std::exp(-sum));
}

}  // namespace trefoil::extract
