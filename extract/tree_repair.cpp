/// A parser that scores each word's head and relation by itself makes slips that the words around
/// show: two subjects of one verb, a relative pronoun in a complement clause, an argument below an
/// auxiliary. Each rule here mends one of them, left to right, by moving a word and all below it;
/// `hang` refuses moves that would close a cycle.

#include "extract/tree_repair.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class Repair {
  public:
    explicit Repair(Arcs& arcs) : arcs_(arcs) {}

    void run() {
        for (TokenIndex i = 0; i < size(); ++i) {
            argument_of_auxiliary(i);
        }
        for (TokenIndex i = 0; i < size(); ++i) {
            title(i);
            office_holder(i);
            bare_object(i);
            named_object(i);
            counted_names(i);
            possessor_subject(i);
            object_of_relative(i);
            second_subject(i);
            bare_possessor(i);
            two_names(i);
            dated_subject(i);
            relative_clause(i);
            marker(i);
            infinitive(i);
            goes_on(i);
            object_of_two(i);
            stolen_subject(i);
            coordinated_predicate(i);
            distant_relative(i);
            plural_antecedent(i);
            named_antecedent(i);
            fronted_phrase(i);
            adverb_phrase(i);
            bare_conjunct(i);
            crossed_verb(i);
            name_of_object(i);
            tensed_conjunct(i);
            bracketed_antecedent(i);
            personal_antecedent(i);
            gerund_after_comma(i);
            saying_behind(i);
            second_content(i);
            content_before(i);
            joined_main_clause(i);
        }
        for (TokenIndex i = 1; i < size(); ++i) {
            verb_particle(i);
        }
        gerund_subjects();
        between_dashes();
        for (TokenIndex i = 1; i + 2 < size(); ++i) {
            complex_preposition(i);
        }
    }

  private:
    TokenIndex size() const { return static_cast<TokenIndex>(arcs_.heads.size()); }

    TokenIndex head(TokenIndex i) const { return arcs_.heads[static_cast<std::size_t>(i)]; }

    Rel rel(TokenIndex i) const { return arcs_.rels[static_cast<std::size_t>(i)]; }

    bool is(TokenIndex i, std::initializer_list<Rel> rels) const {
        return std::find(rels.begin(), rels.end(), rel(i)) != rels.end();
    }

    const Token& token(TokenIndex i) const {
        return arcs_.sentence.tokens[static_cast<std::size_t>(i)];
    }

    std::string_view form(TokenIndex i) const { return arcs_.forms[static_cast<std::size_t>(i)]; }

    std::string_view lemma(TokenIndex i) const { return arcs_.lemmas[static_cast<std::size_t>(i)]; }

    bool is_noun(TokenIndex i) const {
        const std::string& upos = token(i).upos;
        return upos == "NOUN" || upos == "PROPN";
    }

    bool below(TokenIndex word, TokenIndex above) const {
        TokenIndex steps = 0;
        for (TokenIndex at = word; at != kRoot && steps <= size(); at = head(at), ++steps) {
            if (at == above) {
                return true;
            }
        }
        return false;
    }

    void hang(TokenIndex word, TokenIndex new_head, Rel new_rel) {
        if (new_head != kRoot && below(new_head, word)) {
            return;
        }
        arcs_.heads[static_cast<std::size_t>(word)] = new_head;
        arcs_.rels[static_cast<std::size_t>(word)] = new_rel;
    }

    /// First child of `parent` in [from, to) with one of the relations, or -1.
    TokenIndex child_in(TokenIndex parent, TokenIndex from, TokenIndex to,
                        std::initializer_list<Rel> rels) const {
        for (TokenIndex i = std::max<TokenIndex>(from, 0); i < std::min(to, size()); ++i) {
            if (head(i) == parent && is(i, rels)) {
                return i;
            }
        }
        return -1;
    }

    /// How far from a word its own small words are looked for.
    static constexpr TokenIndex kNear = 12;

    // ---- rules ----
    /// Arguments of an auxiliary belong to its verb.
    void argument_of_auxiliary(TokenIndex i) {
        const TokenIndex h = head(i);
        if (h == kRoot || head(h) == kRoot || !is(h, {Rel::Aux, Rel::AuxPass, Rel::Cop})) {
            return;
        }
        if (is(i, {Rel::Nsubj, Rel::NsubjPass, Rel::Csubj, Rel::Obj, Rel::Iobj, Rel::Obl,
                   Rel::OblUnmarked, Rel::Ccomp, Rel::Xcomp, Rel::Advcl, Rel::Expl})) {
            hang(i, head(h), rel(i));
        }
    }

    /// "Mr | Lee said": title and name as two of the same relation.
    void title(TokenIndex i) {
        constexpr std::string_view kTitles[] = {"mr", "mrs", "ms",    "miss",
                                                "dr", "sir", "madam", "prof"};
        std::string_view f = form(i);
        if (f.ends_with('.')) {
            f.remove_suffix(1);
        }
        if (i + 1 < size() && head(i) != kRoot && head(i) == head(i + 1) &&
            token(i + 1).upos == "PROPN" && (rel(i) == rel(i + 1)) &&
            std::find(std::begin(kTitles), std::end(kTitles), f) != std::end(kTitles)) {
            hang(i, i + 1, Rel::NmodDesc);
        }
    }

    /// "Secretary of State | Ann Lee": the name is the head, what comes before it a title.
    void office_holder(TokenIndex i) {
        const TokenIndex office = head(i);
        if (!is(i, {Rel::Nmod, Rel::NmodUnmarked, Rel::Appos}) || office == kRoot || office > i ||
            !is_noun(office) || token(i).upos != "PROPN" || i - office > kNear ||
            child_in(i, office + 1, i, {Rel::Case, Rel::Punct, Rel::Det}) >= 0 ||
            child_in(i, i + 1, i + 2, {Rel::Flat}) < 0) {
            return;
        }
        const TokenIndex of = child_in(office, office + 1, i, {Rel::Nmod});
        if (of < 0 || form(i - 1) == "," || !below(i - 1, of) ||
            (head(office) != kRoot && below(head(office), i)) ||
            (token(of).upos != "PROPN" &&
             child_in(of, office + 1, of, {Rel::Det, Rel::NmodPoss, Rel::Amod}) >= 0)) {
            return;  // "in the care of his cousin | Ann Lee"
        }
        const TokenIndex top = head(office);
        const Rel top_rel = rel(office);
        arcs_.heads[static_cast<std::size_t>(i)] = top;
        arcs_.rels[static_cast<std::size_t>(i)] = top_rel;
        hang(office, i, Rel::NmodDesc);
        for (TokenIndex t = 0; t < size(); ++t) {
            if (head(t) == office && (t > i || rel(t) == Rel::Case)) {
                hang(t, i, rel(t));
            }
        }
    }

    /// "back | treaties" as an adjunct without a preposition is an object.
    void bare_object(TokenIndex i) {
        const TokenIndex verb = head(i);
        if (rel(i) != Rel::Obl || verb == kRoot || verb > i || i - verb > 4 ||
            token(verb).upos != "VERB" || token(i).upos != "NOUN" || is_time_noun(lemma(i)) ||
            child_in(i, verb + 1, i, {Rel::Case}) >= 0 ||
            child_in(i, i + 1, i + 2, {Rel::Case}) >= 0 ||
            child_in(verb, verb - kNear, verb + kNear, {Rel::Obj}) >= 0) {
            return;
        }
        for (TokenIndex t = verb + 1; t < i; ++t) {
            if (head(t) != i) {
                return;
            }
        }
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Obj;
    }

    /// "consider X | a crime": no comma, so no apposition.
    void named_object(TokenIndex i) {
        const TokenIndex object = head(i);
        if (rel(i) != Rel::Appos || object == kRoot || object > i || rel(object) != Rel::Obj ||
            head(object) == kRoot || !is_naming_verb(lemma(head(object))) ||
            token(i).upos != "NOUN") {
            return;
        }
        const TokenIndex article = child_in(i, object + 1, i, {Rel::Det});
        if (article == object + 1) {
            hang(i, head(object), Rel::Xcomp);
        }
    }

    /// "in A and B, | two towns of C": as many as were named right before.
    void counted_names(TokenIndex i) {
        constexpr std::string_view kNumbers[] = {"two", "three", "four", "five", "six"};
        if (token(i).upos != "NOUN" || token(i).xpos != "NNS" || head(i) == kRoot || head(i) > i ||
            !is(i, {Rel::Conj, Rel::Obl, Rel::Nmod, Rel::Parataxis, Rel::Dep, Rel::OblUnmarked,
                    Rel::NmodUnmarked, Rel::Appos})) {
            return;
        }
        const TokenIndex count = child_in(i, i - kNear, i, {Rel::Nummod});
        if (count < 3 || form(count - 1) != "," || token(count - 2).upos != "PROPN") {
            return;
        }
        const auto* number = std::find(std::begin(kNumbers), std::end(kNumbers), form(count));
        TokenIndex last = count - 2;
        while (is(last, {Rel::Flat}) && head(last) != kRoot && head(last) < last) {
            last = head(last);
        }
        if (number == std::end(kNumbers) || rel(last) != Rel::Conj) {
            return;
        }
        std::ptrdiff_t members = 1;
        for (TokenIndex t = head(last) + 1; t < count; ++t) {
            members += head(t) == head(last) && rel(t) == Rel::Conj ? 1 : 0;
        }
        if (members == number - std::begin(kNumbers) + 2) {
            hang(i, last, Rel::Appos);
        }
    }

    /// "sanctions | on X could be imposed": a second subject with a preposition belongs to the
    /// first.
    void second_subject(TokenIndex i) {
        if (!is(i, {Rel::Nsubj, Rel::NsubjPass}) || head(i) == kRoot || head(i) < i) {
            return;
        }
        TokenIndex preposition = i;
        while (preposition > 0 && i - preposition < kNear && below(preposition - 1, i)) {
            --preposition;
        }
        if (preposition <= 0 || rel(preposition) != Rel::Case || preposition == i) {
            return;
        }
        const TokenIndex first =
            child_in(head(i), preposition - kNear, preposition, {Rel::Nsubj, Rel::NsubjPass});
        if (first < 0) {
            return;
        }
        if (preposition == first + 1 || below(preposition - 1, first)) {
            hang(i, first, Rel::Nmod);
        } else if (is_noun(preposition - 1)) {
            hang(i, preposition - 1, Rel::Nmod);
        } else {
            return;
        }
        hang(preposition, i, Rel::Case);
    }

    /// "rules that govern | the harbour": behind a verb whose subject is a relative pronoun no
    /// other subject follows.
    void object_of_relative(TokenIndex i) {
        const TokenIndex verb = head(i);
        if (!is(i, {Rel::Nsubj}) || verb == kRoot || verb > i || rel(verb) != Rel::AclRelcl ||
            token(verb).upos != "VERB" ||
            child_in(verb, verb + 1, verb + kNear, {Rel::Obj, Rel::Ccomp}) >= 0) {
            return;
        }
        const TokenIndex pronoun = child_in(verb, verb - kNear, verb, {Rel::Nsubj});
        if (pronoun >= 0 &&
            (form(pronoun) == "that" || form(pronoun) == "which" || form(pronoun) == "who")) {
            arcs_.rels[static_cast<std::size_t>(i)] = Rel::Obj;
        }
    }

    /// "X's | lack of Y helped": of two subjects the first, with a possessive marker right before
    /// the second one's words, owns the second.
    void possessor_subject(TokenIndex i) {
        if (token(i).xpos != "POS" || i < 1 || i + 1 >= size()) {
            return;
        }
        TokenIndex owner = i - 1;
        while (owner >= 0 && !is(owner, {Rel::Nsubj, Rel::NsubjPass}) && head(owner) != kRoot &&
               head(owner) < i) {
            owner = head(owner);
        }
        if (!is(owner, {Rel::Nsubj, Rel::NsubjPass}) || owner >= i) {
            return;
        }
        const TokenIndex owned = child_in(head(owner), i + 1, i + 4, {Rel::Nsubj, Rel::NsubjPass});
        if (owned > i && is_noun(owned)) {
            hang(owner, owned, Rel::NmodPoss);
            hang(i, owner, Rel::Case);
        }
    }

    /// "his colleague | Ann Lee's plan": of two possessors of one noun the one without a marker
    /// describes the other.
    void bare_possessor(TokenIndex i) {
        if (rel(i) != Rel::NmodPoss || head(i) == kRoot || !is_noun(i) ||
            child_in(i, i, i + kNear, {Rel::Case}) >= 0) {
            return;
        }
        const TokenIndex name = child_in(head(i), i + 1, i + 4, {Rel::NmodPoss});
        if (name > i && token(name).upos == "PROPN" &&
            child_in(name, name, name + kNear, {Rel::Case}) >= 0) {
            hang(i, name, Rel::NmodDesc);
        }
    }

    /// "the US and Western countries": a name joined to an adjective before a plural noun is a
    /// member of its own.
    void two_names(TokenIndex i) {
        const TokenIndex noun = head(i);
        if (rel(i) != Rel::Compound || noun == kRoot || noun < i || token(i).upos != "PROPN" ||
            token(noun).xpos != "NNS" || rel(noun) == Rel::Compound) {
            return;
        }
        const TokenIndex adjective = child_in(i, i + 1, noun, {Rel::Conj});
        if (adjective < 0 || token(adjective).upos != "ADJ") {
            return;
        }
        const TokenIndex top = head(noun);
        const Rel top_rel = rel(noun);
        arcs_.heads[static_cast<std::size_t>(noun)] = kRoot;
        hang(i, top, top_rel);
        hang(noun, i, Rel::Conj);
        hang(adjective, noun, Rel::Amod);
        for (TokenIndex t = std::max<TokenIndex>(0, i - 3); t < noun; ++t) {
            if (t < i && head(t) == noun && is(t, {Rel::Det, Rel::Case})) {
                hang(t, i, rel(t));
            } else if (head(t) == adjective && rel(t) == Rel::Cc) {
                hang(t, noun, Rel::Cc);
            }
        }
    }

    /// "X on Monday said": a day between subject and verb is the verb's.
    void dated_subject(TokenIndex i) {
        const TokenIndex subject = head(i);
        if (rel(i) != Rel::Nmod || subject == kRoot || subject > i ||
            !is(subject, {Rel::Nsubj, Rel::NsubjPass}) || token(subject).upos != "PROPN" ||
            !is_time_noun(form(i)) || i + 1 >= size()) {
            return;
        }
        const TokenIndex verb = head(subject);
        if (verb != kRoot && (i + 1 == verb || head(i + 1) == verb) && verb > i) {
            hang(i, verb, Rel::Obl);
        }
    }

    /// "X, who left, ..." hung anywhere but on X.
    void relative_clause(TokenIndex i) {
        if ((form(i) != "who" && form(i) != "which") || i < 2 || form(i - 1) != "," ||
            !is(i, {Rel::Nsubj, Rel::NsubjPass}) || head(i) == kRoot || head(i) < i) {
            return;
        }
        const TokenIndex verb = head(i);
        if (is(verb, {Rel::AclRelcl, Rel::Root}) || head(verb) == kRoot || !is_noun(i - 2)) {
            return;
        }
        TokenIndex noun = i - 2;
        while (is(noun, {Rel::Flat, Rel::Compound}) && head(noun) != kRoot && head(noun) < i) {
            noun = head(noun);
        }
        hang(verb, noun, Rel::AclRelcl);
    }

    /// "until the rains | come": a preposition right before a clause marks it.
    void marker(TokenIndex i) {
        const TokenIndex verb = head(i);
        const bool clause = rel(i) == Rel::Case && verb > i && token(verb).upos == "VERB" &&
                            is(verb, {Rel::Advcl, Rel::Ccomp, Rel::Acl});
        if (clause && child_in(verb, i + 1, verb, {Rel::Nsubj, Rel::NsubjPass}) >= 0) {
            arcs_.rels[static_cast<std::size_t>(i)] = Rel::Mark;
        }
    }

    /// "allows her to | close schools": "to" right before a bare verb is not the preposition of the
    /// verb's object.
    void infinitive(TokenIndex i) {
        const TokenIndex verb = i + 1;
        if (form(i) == "to" && rel(i) == Rel::Case && verb < size() && head(i) > verb &&
            head(head(i)) == verb && token(verb).upos == "VERB" && token(verb).xpos == "VB") {
            hang(i, verb, Rel::Mark);
        }
    }

    /// "ensured | City won": the noun between a verb and its complement without a subject is that
    /// subject.
    void object_of_two(TokenIndex i) {
        const TokenIndex verb = head(i);
        const std::string& tag = token(i).xpos;
        if (rel(i) != Rel::Ccomp || verb == kRoot || verb > i || (tag != "VBD" && tag != "VBZ") ||
            !tensed_without_subject(i)) {
            return;
        }
        const TokenIndex object = child_in(verb, verb + 1, i, {Rel::Obj});
        if (object >= 0 && object + 1 == i && child_in(i, verb, i, {Rel::Mark}) < 0) {
            hang(object, i, Rel::Nsubj);
        }
    }

    /// "went on | to work", "set out | to find it": what somebody goes on to do is no purpose.
    void goes_on(TokenIndex i) {
        const TokenIndex verb = head(i);
        if (rel(i) == Rel::Advmod && verb + 1 == i && i + 1 < size() && form(i + 1) == "to" &&
            ((lemma(verb) == "look" && form(i) == "forward") ||
             (lemma(verb) == "set" && form(i) == "out") ||
             (lemma(verb) == "go" && form(i) == "on"))) {
            arcs_.rels[static_cast<std::size_t>(i)] = Rel::CompoundPrt;
        }
        const bool goes = verb != kRoot && verb + 2 < size() &&
                          ((lemma(verb) == "go" && form(verb + 1) == "on") ||
                           (lemma(verb) == "set" && form(verb + 1) == "out"));
        const bool chosen = verb != kRoot && verb < i && i - verb < kNear &&
                            token(verb).xpos == "VBN" && is_object_control(lemma(verb)) &&
                            child_in(verb, verb - kNear, verb, {Rel::AuxPass}) >= 0 &&
                            child_in(verb, verb, i, {Rel::OblAgent}) < 0;
        if (rel(i) == Rel::Advcl && chosen && token(i).xpos == "VB" && form(i - 1) == "to" &&
            head(i - 1) == i && form(i - 2) != ",") {
            arcs_.rels[static_cast<std::size_t>(i)] = Rel::Xcomp;  // "was chosen in May | to lead"
        }
        if (rel(i) == Rel::Advcl && goes && verb < i && form(verb + 2) == "to" &&
            head(verb + 2) == i && token(i).xpos == "VB") {
            arcs_.rels[static_cast<std::size_t>(i)] = Rel::Xcomp;
        }
    }

    /// "is limited by law, and | kings rule", "has the time and | meals were served": the noun
    /// between "and" and a tensed verb or auxiliary joined to the one before, which has neither
    /// conjunction nor subject, is its subject.
    void stolen_subject(TokenIndex verb) {
        const TokenIndex first = head(verb);
        const std::string& tag = token(verb).xpos;
        if (rel(verb) != Rel::Conj || first == kRoot || first > verb ||
            (tag != "VBD" && tag != "VBZ" && tag != "VBP" && !is_tensed(verb)) ||
            form(verb - 1) == "," ||
            child_in(verb, first, size(), {Rel::Nsubj, Rel::NsubjPass, Rel::Cc, Rel::Expl}) >= 0) {
            return;
        }
        for (TokenIndex cc = verb - 2; cc > first && cc > verb - kNear; --cc) {
            const TokenIndex noun = head(cc);
            if (rel(cc) == Rel::Cc && noun > cc && noun < verb && rel(noun) == Rel::Conj &&
                is_noun(noun) && below(noun, first) &&
                child_in(noun, noun, verb, {Rel::AclRelcl, Rel::Acl}) < 0) {
                hang(noun, verb, Rel::Nsubj);
                hang(cc, verb, Rel::Cc);
                return;
            }
        }
    }

    /// "is small and will be | in addition to X": what has a copula and a conjunction is a
    /// predicate.
    void coordinated_predicate(TokenIndex i) {
        if (is(i, {Rel::Obl, Rel::Nmod}) && child_in(i, i - kNear, i, {Rel::Cop}) >= 0 &&
            child_in(i, i - kNear, i, {Rel::Cc}) >= 0) {
            arcs_.rels[static_cast<std::size_t>(i)] = Rel::Conj;
        }
    }

    /// "..., | explained a report": a verb of saying after a comma, joined by no conjunction,
    /// speaks for what is before it, and who speaks follows.
    void saying_behind(TokenIndex i) {
        if (!is(i, {Rel::Conj, Rel::Advcl}) || token(i).xpos != "VBD" || i < 2 ||
            form(i - 1) != "," || !is_say_verb(lemma(i)) ||
            child_in(i, i - kNear, i, {Rel::Cc, Rel::Mark, Rel::Nsubj, Rel::Aux}) >= 0) {
            return;
        }
        const TokenIndex who = child_in(i, i + 1, i + kNear, {Rel::Obj, Rel::Nsubj});
        if (who >= 0 && child_in(i, i + 1, size(), {Rel::Ccomp, Rel::Xcomp}) < 0) {
            arcs_.rels[static_cast<std::size_t>(i)] = Rel::Parataxis;
            arcs_.rels[static_cast<std::size_t>(who)] = Rel::Nsubj;
        }
    }

    /// "explains that A, and | that B"; "fooled them by saying | that B": a that-clause joined to a
    /// main clause belongs to the verb of saying before it.
    void second_content(TokenIndex i) {
        const TokenIndex first = head(i);
        if (!is(i, {Rel::Conj, Rel::Parataxis}) || first == kRoot || first > i) {
            return;
        }
        const TokenIndex that = child_in(i, first + 1, i, {Rel::Mark});
        if (rel(i) == Rel::Parataxis) {
            const TokenIndex before = child_in(first, 0, first, {Rel::Mark});
            if (rel(first) == Rel::Ccomp && that >= 0 && before >= 0 && form(that) == "that" &&
                form(before) == "that") {
                hang(i, first, Rel::Conj);  // "said that A, | that B"
            }
            return;
        }
        if (that < 1 || form(that) != "that" || child_in(first, 0, first, {Rel::Mark}) >= 0) {
            return;
        }
        const TokenIndex told = child_in(first, first + 1, that, {Rel::Ccomp});
        if (told >= 0 && is_say_verb(lemma(first))) {
            hang(i, told, Rel::Conj);
        } else if (is_say_verb(lemma(that - 1)) && token(that - 1).upos == "VERB" &&
                   that - 1 != first && child_in(that - 1, that, size(), {Rel::Ccomp}) < 0) {
            hang(i, that - 1, Rel::Ccomp);
        }
    }

    /// "the board | voted for the plan, the paper said": of two subjects of a verb of saying right
    /// behind the second, the first is that of the participle after it, which is no participle.
    void content_before(TokenIndex i) {
        const TokenIndex said = head(i);
        if (rel(i) != Rel::Acl || token(i).upos != "VERB" || said == kRoot || said > i ||
            !is(said, {Rel::Nsubj}) || head(said) == kRoot || head(said) < i) {
            return;
        }
        const TokenIndex verb = head(said);
        const bool past = token(i).xpos == "VBN" || token(i).xpos == "VBD";
        if (!past || !is_say_verb(lemma(verb)) ||
            child_in(i, said, i, {Rel::Mark, Rel::Case, Rel::Aux, Rel::AuxPass}) >= 0) {
            return;
        }
        const TokenIndex who = child_in(verb, i + 1, verb, {Rel::Nsubj});
        if (who != verb - 1) {
            return;
        }
        TokenIndex first = who;
        while (first > i && below(first - 1, who)) {
            --first;
        }
        if (first <= i + 1 || form(first - 1) != ",") {
            return;
        }
        hang(i, verb, Rel::Ccomp);
        hang(said, i, Rel::Nsubj);
    }

    /// "left her, but when he saw that he needed her he | returned": what the conjunction joins to
    /// the clause before it is no complement of a clause behind the conjunction.
    void joined_main_clause(TokenIndex i) {
        const TokenIndex inner = head(i);
        if (rel(i) != Rel::Ccomp || inner == kRoot || inner > i ||
            child_in(i, inner + 1, i, {Rel::Nsubj, Rel::NsubjPass}) < 0) {
            return;
        }
        const TokenIndex cc = child_in(i, inner - 2 * kNear, inner, {Rel::Cc});
        if (cc < 0) {
            return;
        }
        TokenIndex above = head(inner);
        while (above != kRoot && above > cc) {
            above = head(above);
        }
        if (above != kRoot && token(above).upos == "VERB") {
            hang(i, above, Rel::Conj);
        }
    }

    /// "passed a law on Monday | that she says will help": a that-clause in which the subject of
    /// what is said is missing belongs to the object before it.
    void distant_relative(TokenIndex i) {
        const TokenIndex said = head(i);
        if (rel(i) != Rel::Ccomp || said == kRoot || i < said || head(said) == kRoot ||
            !is(said, {Rel::Advcl, Rel::Ccomp}) || !tensed_without_subject(i) ||
            token(i).xpos == "VBG") {
            return;
        }
        const TokenIndex that = child_in(said, said - kNear, said, {Rel::Mark});
        if (that < 0 || form(that) != "that" || child_in(said, that, said, {Rel::Nsubj}) < 0 ||
            child_in(i, said + 1, i, {Rel::Mark}) >= 0) {
            return;
        }
        const TokenIndex object = child_in(head(said), head(said) + 1, that, {Rel::Obj});
        if (object >= 0 && that - object <= kNear) {
            hang(said, object, Rel::AclRelcl);
        }
    }

    /// "the rules in Section 4 | that govern it": a verb in the plural with "that" as its subject
    /// belongs to the plural noun above a singular one, and the other way round.
    void plural_antecedent(TokenIndex i) {
        const TokenIndex noun = head(i);
        if (rel(i) != Rel::AclRelcl || noun == kRoot || rel(noun) != Rel::Nmod ||
            head(noun) == kRoot || head(noun) > noun || !is_noun(noun) || !is_noun(head(noun))) {
            return;
        }
        const TokenIndex pronoun = child_in(i, i - kNear, i, {Rel::Nsubj, Rel::NsubjPass});
        if (pronoun < 0 ||
            (form(pronoun) != "that" && form(pronoun) != "which" && form(pronoun) != "who")) {
            return;
        }
        const TokenIndex first = child_in(i, pronoun, i, {Rel::Aux, Rel::AuxPass, Rel::Cop});
        const int number = number_of_verb(first >= 0 ? first : i);
        const int inner = number_of_noun(noun);
        const int outer = number_of_noun(head(noun));
        if (number != 0 && inner == -number && outer == number) {
            hang(i, head(noun), Rel::AclRelcl);
        }
    }

    /// "several shops in Leeds | that sell it": a bare name has no restrictive clause.
    void named_antecedent(TokenIndex i) {
        const TokenIndex name = head(i);
        if (rel(i) != Rel::AclRelcl || name == kRoot || name > i || rel(name) != Rel::Nmod ||
            token(name).upos != "PROPN" || head(name) == kRoot || head(name) > name ||
            token(head(name)).upos != "NOUN" ||
            child_in(name, name - kNear, name, {Rel::Det, Rel::NmodPoss}) >= 0) {
            return;
        }
        const TokenIndex pronoun =
            child_in(i, name + 1, i, {Rel::Nsubj, Rel::NsubjPass, Rel::Obj, Rel::Obl});
        if (pronoun >= 0 && form(pronoun) == "that" && form(pronoun - 1) != ",") {
            hang(i, head(name), Rel::AclRelcl);
        }
    }

    /// "while X is small, | on most days Y is large": a phrase between the comma after a
    /// subordinate clause and the subject of the main clause is the main clause's.
    void fronted_phrase(TokenIndex i) {
        const TokenIndex inner = head(i);
        if (rel(i) != Rel::Obl || inner == kRoot || inner > i || rel(inner) != Rel::Advcl ||
            head(inner) == kRoot || head(inner) < i || child_in(inner, 0, inner, {Rel::Mark}) < 0) {
            return;
        }
        const TokenIndex preposition = child_in(i, i - kNear, i, {Rel::Case});
        const TokenIndex subject =
            child_in(head(inner), i + 1, head(inner), {Rel::Nsubj, Rel::NsubjPass, Rel::Expl});
        if (preposition < 1 || form(preposition - 1) != "," || subject < 0 ||
            subject - i > kNear / 2) {
            return;
        }
        for (TokenIndex t = i + 1; t < subject; ++t) {
            if (!below(t, i) && !below(t, subject) && rel(t) != Rel::Punct) {
                return;
            }
        }
        hang(i, head(inner), Rel::Obl);
    }

    /// "was | by then a leading figure": a preposition right before an adverb of time or place is
    /// the adverb's.
    void adverb_phrase(TokenIndex i) {
        constexpr std::string_view kAdverbs[] = {"then", "now", "here", "there", "far"};
        if (rel(i) == Rel::Case && i + 1 < size() && rel(i + 1) == Rel::Advmod &&
            head(i) == head(i + 1) && token(i + 1).upos == "ADV" &&
            std::find(std::begin(kAdverbs), std::end(kAdverbs), form(i + 1)) !=
                std::end(kAdverbs)) {
            hang(i, i + 1, Rel::Case);
        }
    }

    bool has_words_near(TokenIndex i) const {
        for (TokenIndex t = i + 1; t < std::min(size(), i + kNear); ++t) {
            if (head(t) == i) {
                return true;
            }
        }
        return i > 0 && head(i - 1) == i;
    }

    /// "came | up | with X", "fell | through", "moved | away | from X": a bare particle right
    /// behind the verb that ends the clause or stands before a preposition is part of the verb,
    /// since without it "came with X" says something else. Only a tagged particle may come before
    /// an object ("spent | over | a year"); "back in 2004" is the time's.
    void verb_particle(TokenIndex i) {
        constexpr std::string_view kParticles[] = {
            "up",      "out",    "off",   "down",  "over",  "back",     "away", "along",
            "through", "around", "about", "forth", "apart", "together", "on",   "in"};
        const TokenIndex verb = i - 1;
        if (rel(i) != Rel::Advmod || head(i) != verb || token(verb).upos != "VERB" ||
            std::find(std::begin(kParticles), std::end(kParticles), form(i)) ==
                std::end(kParticles) ||
            has_words_near(i)) {
            return;
        }
        const TokenIndex next = i + 1;
        const bool ends = next == size() || rel(next) == Rel::Punct || rel(next) == Rel::Cc;
        const bool tagged = token(i).xpos == "RP";
        const bool before_oblique = !ends && rel(next) == Rel::Case && head(next) > next &&
                                    head(head(next)) == verb && rel(head(next)) == Rel::Obl &&
                                    (form(i) != "back" || form(next) == "to" ||
                                     form(next) == "from" || form(next) == "into");
        if (ends || tagged || before_oblique) {
            arcs_.rels[static_cast<std::size_t>(i)] = Rel::CompoundPrt;
        }
    }

    /// 1 for the singular, -1 for the plural, 0 where the form does not tell.
    int number_of_verb(TokenIndex i) const {
        const std::string_view f = form(i);
        if (f == "was" || token(i).xpos == "VBZ") {
            return 1;
        }
        return f == "were" || token(i).xpos == "VBP" ? -1 : 0;
    }

    int number_of_noun(TokenIndex i) const {
        for (TokenIndex t = i + 1; t < std::min(size(), i + kNear); ++t) {
            if (head(t) == i && rel(t) == Rel::Conj) {
                return 0;
            }
        }
        const std::string& xpos = token(i).xpos;
        if (xpos == "NNS" || xpos == "NNPS") {
            return -1;
        }
        return xpos == "NN" || xpos == "NNP" ? 1 : 0;
    }

    /// "authorized him to waive or | modify it": a bare verb joined to a tensed one belongs to the
    /// infinitive between them.
    void bare_conjunct(TokenIndex i) {
        const TokenIndex first = head(i);
        const std::string& above = first == kRoot ? token(i).xpos : token(first).xpos;
        if (rel(i) != Rel::Conj || first == kRoot || first > i || token(i).xpos != "VB" ||
            (above != "VBD" && above != "VBZ") ||
            child_in(i, first + 1, i, {Rel::Nsubj, Rel::Aux, Rel::Mark, Rel::AuxPass}) >= 0) {
            return;
        }
        for (TokenIndex t = i - 1; t > first; --t) {
            if (token(t).xpos == "VB" && below(t, first) &&
                child_in(t, t - kNear, t, {Rel::Mark, Rel::Aux}) >= 0) {
                hang(i, t, Rel::Conj);
                return;
            }
        }
    }

    /// "forced him to leave and | takes over", "cut ties with X and | orders Y": a tensed verb
    /// without a subject is joined to the nearest tensed verb above the infinitive or the noun that
    /// the parser joined it to. Of the 590 such verbs in the training treebanks nine are joined to
    /// an untensed word.
    void tensed_conjunct(TokenIndex i) {
        const TokenIndex first = head(i);
        const std::string& tag = token(i).xpos;
        if (rel(i) != Rel::Conj || first == kRoot || first > i || (tag != "VBD" && tag != "VBZ") ||
            is_tensed(first) || !tensed_without_subject(i) ||
            !(token(first).xpos == "VB" || is_noun(first) ||
              (is(first, {Rel::Acl}) && token(first).xpos == "VBN"))) {
            return;
        }
        TokenIndex above = head(first);
        for (TokenIndex steps = 0; above != kRoot && !is_tensed(above) && steps < kNear; ++steps) {
            above = head(above);
        }
        if (above != kRoot && above < i && is_tensed(above)) {
            hang(i, above, Rel::Conj);
        }
    }

    /// A tensed verb, or a predicate with a tensed auxiliary or a copula.
    bool is_tensed(TokenIndex i) const {
        const std::string& tag = token(i).xpos;
        return tag == "VBD" || tag == "VBZ" || tag == "VBP" ||
               child_in(i, i - kNear, i, {Rel::Aux, Rel::AuxPass, Rel::Cop}) >= 0;
    }

    /// "Ann (Mary Lee), | who left": what follows the bracket is said of the noun before it.
    void bracketed_antecedent(TokenIndex i) {
        const TokenIndex inner = head(i);
        if (rel(i) != Rel::AclRelcl || inner == kRoot || inner > i) {
            return;
        }
        TokenIndex close = inner + 1;
        while (close < i && form(close) != ")") {
            ++close;
        }
        TokenIndex open = inner - 1;
        while (open > 0 && inner - open < kNear && form(open) != "(" && form(open) != ")") {
            --open;
        }
        if (close >= i || open < 1 || form(open) != "(" || !is_noun(open - 1)) {
            return;
        }
        TokenIndex noun = open - 1;
        while (is(noun, {Rel::Flat, Rel::Compound}) && head(noun) != kRoot && head(noun) < i) {
            noun = head(noun);
        }
        hang(i, noun, Rel::AclRelcl);
    }

    /// "love for Ann Lee, | who left": a person's name right before "who" is its antecedent, unless
    /// the noun above may be a person, too.
    void personal_antecedent(TokenIndex i) {
        const TokenIndex noun = head(i);
        if (rel(i) != Rel::AclRelcl || noun == kRoot || noun > i || token(noun).upos != "NOUN") {
            return;
        }
        const TokenIndex who = child_in(i, noun + 1, i, {Rel::Nsubj, Rel::NsubjPass});
        if (who < 0 || form(who) != "who") {
            return;
        }
        const TokenIndex last = form(who - 1) == "," ? who - 2 : who - 1;
        if (last <= noun || !token(last).name.ends_with("-Person")) {
            return;
        }
        TokenIndex name = last;
        while (is(name, {Rel::Flat, Rel::Compound}) && head(name) != kRoot && head(name) < i) {
            name = head(name);
        }
        if (rel(name) == Rel::Nmod && head(name) == noun && is_abstract(noun)) {
            hang(i, name, Rel::AclRelcl);
        }
    }

    /// Nouns that by their ending name no person.
    bool is_abstract(TokenIndex i) const {
        constexpr std::string_view kEndings[] = {"tion", "sion", "ment", "ness", "ship", "ity",
                                                 "ism",  "ance", "ence", "ing",  "age",  "ure"};
        return std::any_of(std::begin(kEndings), std::end(kEndings),
                           [&](std::string_view ending) { return lemma(i).ends_with(ending); });
    }

    /// "moved to the coast, | working as a guide": a gerund after a comma says what the clause's
    /// subject did, not what the noun of the phrase before it does.
    void gerund_after_comma(TokenIndex i) {
        const TokenIndex noun = head(i);
        if (rel(i) != Rel::Acl || noun == kRoot || noun > i || token(i).xpos != "VBG" || i < 2 ||
            form(i - 1) != "," || !is(noun, {Rel::Obl, Rel::Nmod, Rel::OblUnmarked})) {
            return;
        }
        TokenIndex above = head(noun);
        while (above != kRoot && is_noun(above) && !is_tensed(above)) {
            above = head(above);
        }
        if (above != kRoot && is_tensed(above)) {
            hang(i, above, Rel::Advcl);
        }
    }

    /// "produced the musical | Spring": of two objects side by side a bare name behind a noun is
    /// the noun's.
    void name_of_object(TokenIndex name) {
        const TokenIndex verb = head(name);
        if (rel(name) != Rel::Obj || token(name).upos != "PROPN" || verb == kRoot || verb > name) {
            return;
        }
        TokenIndex first = name;
        while (first > verb && (first == name || below(first, name))) {
            --first;
        }
        if (first > verb && rel(first) == Rel::Obj && head(first) == verb && is_noun(first) &&
            token(first).name.substr(0, 1) != "B" && token(first).name.substr(0, 1) != "I" &&
            child_in(name, first, name, {Rel::Det, Rel::NmodPoss, Rel::Nummod}) < 0) {
            hang(name, first, token(first).upos == "PROPN" ? Rel::Flat : Rel::Appos);
        }
    }

    /// "the plan to sell boats | he calls wrecks does not count": a verb whose dependent has its
    /// subject before it, across the verb and its own subject, is a relative clause in that
    /// subject; no arcs of English cross so.
    void crossed_verb(TokenIndex below_it) {
        const TokenIndex verb = head(below_it);
        if (verb == kRoot || verb > below_it ||
            !is(below_it, {Rel::Advcl, Rel::Ccomp, Rel::Parataxis, Rel::Conj}) ||
            is(verb, {Rel::AclRelcl, Rel::Acl})) {
            return;
        }
        const TokenIndex inner = child_in(verb, verb - kNear, verb, {Rel::Nsubj});
        const TokenIndex subject =
            child_in(below_it, inner - 2 * kNear, inner, {Rel::Nsubj, Rel::NsubjPass});
        if (inner < 1 || subject < 0 || !is_noun(subject) || !is_noun(inner - 1) ||
            !below(inner - 1, subject)) {
            return;
        }
        const TokenIndex top = head(verb);
        const Rel top_rel = rel(verb);
        arcs_.heads[static_cast<std::size_t>(below_it)] = top;
        arcs_.rels[static_cast<std::size_t>(below_it)] = top_rel;
        hang(verb, inner - 1, Rel::AclRelcl);
        for (TokenIndex t = below_it + 1; t < size(); ++t) {
            if (head(t) == verb) {
                hang(t, below_it, rel(t));
            }
        }
    }

    /// "X - also called Y - left": what stands between dashes after the subject only adds to it;
    /// the verb right after them is the subject's.
    void between_dashes() {
        std::vector<TokenIndex> dashes;
        for (TokenIndex i = 0; i < size(); ++i) {
            const std::string_view f = form(i);
            if (rel(i) == Rel::Punct && (f == "–" || f == "—" || f == "--" || f == "-")) {
                dashes.push_back(i);
            }
        }
        if (dashes.size() != 2 || dashes[0] < 1 || dashes[1] - dashes[0] > kNear ||
            dashes[1] + 1 >= size()) {
            return;
        }
        const TokenIndex verb = dashes[1] + 1;
        const auto inside = [&](TokenIndex t) { return dashes[0] < t && t < dashes[1]; };
        const bool tensed = token(verb).xpos == "VBD" || token(verb).xpos == "VBZ";
        if (token(verb).upos != "VERB" || !tensed || head(verb) == kRoot || !inside(head(verb))) {
            return;
        }
        TokenIndex noun = dashes[0] - 1;
        while (head(noun) != kRoot && head(noun) < dashes[0]) {
            noun = head(noun);
        }
        if (!is_noun(noun) || (head(noun) != kRoot && !inside(head(noun)))) {
            return;
        }
        const TokenIndex added = head(verb);
        arcs_.heads[static_cast<std::size_t>(verb)] = kRoot;
        arcs_.rels[static_cast<std::size_t>(verb)] = Rel::Root;
        arcs_.heads[static_cast<std::size_t>(noun)] = kRoot;
        hang(noun, verb, Rel::Nsubj);
        hang(added, noun, Rel::Acl);
        for (TokenIndex t = dashes[0] + 1; t < dashes[1]; ++t) {
            if (head(t) == verb && rel(t) == Rel::Nsubj) {
                hang(t, added, Rel::Obl);
                for (TokenIndex mark = dashes[0] + 1; mark < t; ++mark) {
                    if (head(mark) == verb && rel(mark) == Rel::Mark) {
                        hang(mark, t, Rel::Case);
                    }
                }
            }
        }
    }

    /// "said | sending troops there | was nothing new": of two complements of one verb a gerund
    /// before a tensed one without a subject is its subject. A noun before the gerund is who was
    /// told.
    void gerund_subjects() {
        std::vector<TokenIndex> last(static_cast<std::size_t>(size()), -1);
        for (TokenIndex i = 0; i < size(); ++i) {
            if (rel(i) != Rel::Ccomp || head(i) == kRoot) {
                continue;
            }
            TokenIndex& before = last[static_cast<std::size_t>(head(i))];
            if (before > head(i) && token(before).xpos == "VBG" && tensed_without_subject(i)) {
                const TokenIndex told =
                    child_in(before, head(i) + 1, before, {Rel::Nsubj, Rel::NsubjPass});
                if (told >= 0 && told + 1 == before) {
                    hang(told, head(i), Rel::Iobj);
                }
                hang(before, i, Rel::Csubj);
            }
            before = i;
        }
    }

    /// "in | response | to X", "(fall) in | love | with X" is one preposition of X, as "because of
    /// X" is by the treebank's rules.
    void complex_preposition(TokenIndex noun) {
        constexpr std::string_view kBare[] = {
            "love",          "talks",        "contact",     "conflict",     "control",
            "negotiations",  "danger",       "fear",        "alliance",     "agreement",
            "competition",   "dispute",      "trouble",     "breach",       "violation",
            "response",      "reaction",     "reply",       "coordination", "cooperation",
            "collaboration", "addition",     "exchange",    "return",       "behalf",
            "favor",         "favour",       "support",     "front",        "spite",
            "lieu",          "accordance",   "line",        "contrast",     "connection",
            "conjunction",   "consultation", "terms",       "light",        "view",
            "honor",         "honour",       "retaliation", "defiance",     "protest",
            "search",        "pursuit",      "need",        "charge",       "place",
            "anticipation",  "relation",     "regard",      "respect",      "opposition",
            "partnership",   "part",         "tandem",      "touch",        "top",
            "account",       "means",        "case"};
        constexpr std::string_view kDefinite[] = {"wake",  "face",  "name",  "aftermath",
                                                  "midst", "event", "guise", "request"};
        constexpr std::string_view kSecond[] = {"of", "to", "with", "for"};
        const auto among = [](const auto& words, std::string_view word) {
            return std::find(std::begin(words), std::end(words), word) != std::end(words);
        };
        if (rel(noun + 1) != Rel::Case || !is(noun, {Rel::Obl, Rel::Nmod}) || head(noun) == kRoot) {
            return;
        }
        const bool definite = form(noun - 1) == "the" && noun >= 2;
        const TokenIndex first = definite ? noun - 2 : noun - 1;
        if (!(definite ? among(kDefinite, form(noun)) : among(kBare, form(noun))) ||
            !among(kSecond, form(noun + 1)) || rel(first) != Rel::Case || head(first) != noun ||
            (form(noun) == "return" && form(first) != "in")) {
            return;
        }
        const TokenIndex inner = head(noun + 1);
        const bool beside = inner != kRoot && head(inner) == head(noun) && rel(inner) == Rel::Obl;
        if (inner == kRoot || (head(inner) != noun && !beside) || inner < noun || !is_noun(inner)) {
            return;
        }
        hang(inner, head(noun), rel(noun));
        hang(first, inner, Rel::Case);
        for (TokenIndex t = first + 1; t <= noun + 1; ++t) {
            hang(t, first, Rel::Fixed);
        }
        for (TokenIndex t = noun + 2; t < std::min(size(), noun + 2 + kNear * 2); ++t) {
            if (head(t) == noun) {
                hang(t, inner, rel(t));
            }
        }
    }

    bool tensed_without_subject(TokenIndex i) const {
        bool tensed = token(i).xpos == "VBD" || token(i).xpos == "VBZ";
        for (TokenIndex t = std::max<TokenIndex>(0, i - kNear); t < std::min(size(), i + kNear);
             ++t) {
            if (head(t) != i) {
                continue;
            }
            if (is(t, {Rel::Nsubj, Rel::NsubjPass, Rel::Csubj, Rel::Expl})) {
                return false;
            }
            tensed = tensed || is(t, {Rel::Aux, Rel::AuxPass, Rel::Cop});
        }
        return tensed;
    }

    Arcs& arcs_;
};

}  // namespace

void repair_tree(Arcs& arcs) {
    // Longer ones are lists and tables, and moving words in them would not be linear.
    constexpr std::size_t kLongest = 1000;
    if (arcs.heads.size() > kLongest) {
        return;
    }
    Repair(arcs).run();
}

}  // namespace trefoil::extract
