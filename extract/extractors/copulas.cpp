/// Clauses with a form of be: nouns, adjectives and phrases as predicates; and "there is".

#include <algorithm>

#include "extract/extractors/arguments.hpp"
#include "extract/extractors/build.hpp"
#include "extract/extractors/registry.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class CopulaReader {
  public:
    CopulaReader(const SentenceView& view, int clause)
        : view_(view),
          tree_(view.tree),
          index_(clause),
          top_(view.clauses.list[static_cast<std::size_t>(clause)]),
          last_index_(chain_end(view.clauses, clause)),
          last_(view.clauses.list[static_cast<std::size_t>(last_index_)]) {}

    void read(std::string_view extractor, std::vector<Draft>& drafts) {
        const TokenIndex p = last_.head;
        Draft base;
        base.extractor = extractor;
        base.kind = "copula";
        base.clause = last_index_;
        base.relation = group_without_predicate();
        base.type = "be";
        std::vector<TokenIndex> rest = adjuncts(view_, index_);
        std::vector<DraftPhrase> objects;
        if (last_.kind == Clause::Kind::Existential || is_cleft() || is_verb_taken_for_noun() ||
            is_stray_time() || is_ellipsis()) {
            return;
        }
        if (const TokenIndex place = place_of_inverted(); place >= 0) {
            read_inverted(place, base, drafts);
            return;
        }
        if (is_one_among()) {
            base.subject = noun_argument(view_, p, true);
            drop_before_copula(base.subject);
            set_object(view_, base, oblique_argument(view_, top_.subject, true));
            drafts.push_back(std::move(base));
            return;
        }
        const TokenIndex either = tree_.child(p, {Rel::CcPreconj});
        if (either >= 0 && tree_.form(either) == "either" && last_.modality == Modality::Actual) {
            base.modality = Modality::Possible;  // "is either closed or not open"
        }
        const TokenIndex mark = tree_.child(p, {Rel::Mark});
        const bool adjective =
            tree_.token(p).upos == "ADJ" || tree_.token(p).upos == "ADV" || tree_.is_verb(p);
        if (const TokenSet preposition = preposition_tokens(tree_, p); !preposition.empty()) {
            base.kind = "copula";
            take_distance(base, rest, preposition.front());
            const auto members = split_coordination(view_, p);
            for (const TokenIndex member : members) {
                DraftPhrase phrase = oblique_argument(view_, member, members.size() == 1);
                if (phrase.preposition.empty() && member != p && !tree_.is_noun(member)) {
                    continue;  // "is at home and | running"
                }
                if (phrase.preposition.empty()) {
                    phrase.preposition = preposition_tokens(tree_, p);
                }
                objects.push_back(std::move(phrase));
            }
        } else if (tree_.is_verb(p) && mark >= 0 && mark < p && tree_.token(mark).upos == "SCONJ" &&
                   tree_.token(p).xpos == "VBG") {
            DraftPhrase about = clause_argument(view_, p);  // "is about | winning"
            about.preposition = {mark};
            std::erase_if(about.words, [&](TokenIndex t) { return t <= mark; });
            objects.push_back(std::move(about));
        } else if (adjective) {
            objects = adjective_objects(base, rest);
        } else {
            auto members = split_coordination(view_, p);
            if (tree_.token(p).xpos == "NN" && !is_plural(tree_, top_.subject) &&
                std::any_of(members.begin(), members.end(),
                            [&](TokenIndex m) { return m != p && tree_.token(m).xpos == "NNS"; })) {
                members = {p};  // "the author of a novel and two plays"
            }
            const bool one = members.size() == 1;
            std::erase_if(members, [&](TokenIndex m) {  // "a day here and | at X", "and | known"
                return m != p && (!preposition_tokens(tree_, m).empty() ||
                                  (tree_.is_verb(m) && tree_.token(m).xpos != "VBG" &&
                                   view_.clauses.headed_by(m) != nullptr));
            });
            const bool whole = one || members.size() > 1;
            if (last_.polarity == Polarity::Negative || is_equation(members)) {
                members = {p};  // "is not A and B": not both
            }
            for (const TokenIndex member : members) {
                objects.push_back(noun_argument(view_, member, whole && members.size() == 1));
                drop_before_copula(objects.back());
            }
            keep_adverbs(base, objects.front());
        }
        for (const TokenIndex o : rest) {
            if (!tree_.is_relative(o) && !tree_.dominates(o, top_.head)) {
                DraftPhrase phrase = oblique_argument(view_, o, true);
                if (!phrase.words.empty() && tree_.token(o).upos != "ADP" &&
                    !names_source(tree_, o)) {
                    base.arguments.push_back(std::move(phrase));
                }
            }
        }
        for (DraftPhrase& adverb : fronted_adverbs(tree_, p, top_.subject)) {
            base.arguments.push_back(std::move(adverb));
        }
        if (const TokenIndex purpose = denied_purpose(); purpose >= 0) {
            base.arguments.push_back(clause_argument(view_, purpose));
            base.arguments.back().role = Role::Purpose;
        }
        if (auto when = when_so(view_, p)) {
            base.arguments.push_back(std::move(*when));
        }
        if (auto place = where_it_is(view_, top_)) {
            base.arguments.push_back(std::move(*place));
        }
        emit(base, objects, drafts);
    }

  private:
    std::vector<RelationPiece> group_without_predicate() const {
        std::vector<RelationPiece> pieces = verb_group(view_, index_);
        std::erase_if(pieces, [&](const RelationPiece& p) { return p.token == last_.head; });
        // "not only | is it old": turned round in front of a second clause.
        if (pieces.size() > 1 && pieces.front().token >= 0 &&
            tree_.form(pieces.front().token) == "not" &&
            tree_.form(pieces.front().token + 1) == "only" &&
            pieces.front().token + 1 < top_.subject) {
            std::erase_if(pieces, [&](const RelationPiece& p) {
                return p.token == pieces.front().token + 1;
            });
            pieces.erase(pieces.begin());
        }
        if (pieces.empty()) {
            pieces.push_back({-1, inserted_be(view_, top_.subject)});
        }
        return pieces;
    }

    /// "was old and | scared them", "she | forces him to go": what has an object or a complement is
    /// a verb.
    bool is_verb_taken_for_noun() const {
        const TokenIndex p = last_.head;
        const bool past = tree_.is_verb(p) && tree_.token(p).xpos != "VBG" &&
                          tree_.child(p, {Rel::Obj}) > p && !tree_.has_child(p, {Rel::Mark});
        const bool bare = last_.auxiliaries.empty() && tree_.token(p).xpos == "NNS" &&
                          tree_.child(p, {Rel::Obj, Rel::Xcomp, Rel::Ccomp, Rel::Acl}) > p;
        // "all you have to do is sign up for it": what to do is told in a clause.
        const bool told = tree_.token(p).xpos == "VB" && !tree_.has_child(p, {Rel::Mark}) &&
                          tree_.has_child(p, {Rel::Obj, Rel::Obl, Rel::CompoundPrt});
        return past || bare || told;
    }

    /// "was up and down", "and so is X", "those with X the best and Y the worst", "after she a
    /// letter": what is to be added to a noun stands elsewhere, or nowhere.
    bool is_ellipsis() const {
        const TokenIndex p = last_.head;
        if (tree_.form(p) == "so" && tree_.rel(p) == Rel::Conj) {
            return true;
        }
        const bool pair = tree_.token(p).upos == "ADV" && tree_.form(p + 1) == "and" &&
                          (tree_.form(p + 2) == "down" || tree_.form(p + 2) == "out" ||
                           tree_.form(p + 2) == "forth" || tree_.form(p + 2) == "off");
        if (pair) {
            return true;  // "was | up | and down the stairs"
        }
        const TokenIndex so = tree_.child_form(p, "so");
        if (so >= 0 && tree_.rel(so) == Rel::Advmod && !top_.own_subject && so + 1 < p &&
            tree_.rel(so + 1) == Rel::Cop) {
            return true;
        }
        if (!last_.auxiliaries.empty() || !top_.own_subject || top_.head != last_.head) {
            return false;
        }
        const TokenIndex be = tree_.child(p, {Rel::Cop});
        if (be == top_.subject + 1 && tree_.form(top_.subject) == "that" &&
            tree_.form(be + 1) == "," && tree_.form(be + 2) == "not") {
            return true;  // "that is, | not only X but Y"
        }
        if (tree_.rel(p) == Rel::Appos) {
            return true;  // "Vaduz (population: 5,000)"
        }
        const TokenIndex mark = tree_.child(p, {Rel::Mark});
        const TokenIndex above = tree_.head(p);
        const bool marked = mark >= 0 && mark < top_.subject && tree_.form(mark) != "with" &&
                            tree_.form(mark) != "without" && tree_.form(mark) != "than";
        return marked || (tree_.rel(p) == Rel::Conj && above != kRoot &&
                          view_.clauses.headed_by(above) == nullptr);
    }

    /// "found in X is Y", "also working in X were Y and Z", where the participle seems to be the
    /// subject: the phrase behind it, or -1.
    TokenIndex place_of_inverted() const {
        const TokenIndex verb = top_.subject;
        const TokenIndex be = tree_.child(last_.head, {Rel::Cop});
        const bool done = tree_.token(verb).xpos == "VBN" || is_done_by_name(verb);
        if (tree_.rel(verb) != Rel::Csubj || !done || be < verb || be > last_.head ||
            tree_.has_child(verb, {Rel::Nsubj, Rel::NsubjPass, Rel::Aux, Rel::AuxPass, Rel::Obj})) {
            return -1;
        }
        const TokenIndex phrase = tree_.child(verb, {Rel::Obl, Rel::OblAgent});
        return phrase > verb && preposition_tokens(tree_, phrase).size() == 1 ? phrase : -1;
    }

    /// "working in X is | Ann Lee": a deed is no person.
    bool is_done_by_name(TokenIndex verb) const {
        const TokenIndex p = last_.head;
        const EntityType type = view_.type_at(p);
        const bool person = view_.gazetteer != nullptr && tree_.token(p).upos == "NOUN" &&
                            view_.gazetteer->noun_class(tree_.lemma(p)) == NounClass::Person;
        return tree_.token(verb).xpos == "VBG" &&
               (person || (view_.is_name(p) &&
                           (type == EntityType::Person || type == EntityType::Organization)));
    }

    /// "among her pupils | was X": X is one of them.
    bool is_one_among() const {
        const TokenIndex be = tree_.child(last_.head, {Rel::Cop});
        return top_.own_subject && top_.head == last_.head && top_.subject < be &&
               be < last_.head && tree_.is_noun(last_.head) &&
               tree_.child_form(top_.subject, "among") >= 0;
    }

    void read_inverted(TokenIndex phrase, Draft draft, std::vector<Draft>& drafts) const {
        const TokenIndex verb = top_.subject;
        draft.relation = {{tree_.child(last_.head, {Rel::Cop}), {}}, {verb, {}}};
        draft.kind = "verb";
        draft.type = tree_.token(verb).xpos == "VBG" ? view_.spell(tree_.lemma(verb))
                                                     : "be_" + view_.spell(tree_.form(verb));
        set_object(view_, draft, oblique_argument(view_, phrase, true));
        const std::vector<TokenIndex> members = split_coordination(view_, last_.head);
        for (const TokenIndex member : members) {
            draft.subject = noun_argument(view_, member, members.size() == 1);
            drop_before_copula(draft.subject);
            drafts.push_back(draft);
        }
    }

    /// "the best book | this year | is X": the time stands inside a longer subject.
    bool is_stray_time() const {
        const TokenIndex first = tree_.subtree(top_.subject).front();
        return is_time(view_, top_.subject) && top_.subject < last_.head && first > 0 &&
               (tree_.token(first - 1).upos == "NOUN" || tree_.token(first - 1).upos == "PROPN");
    }

    /// "it is the mayor | that will decide": a name or a plain definite noun with a clause about
    /// it.
    bool picks_out(TokenIndex p) const {
        const TokenIndex the = tree_.child(p, {Rel::Det});
        const bool plain = the >= 0 && tree_.form(the) == "the" && tree_.token(p).upos == "NOUN" &&
                           !tree_.has_child(p, {Rel::Amod, Rel::Nmod, Rel::Compound});
        if (!plain && !tree_.is_proper(p)) {
            return false;
        }
        const auto children = tree_.children(p);
        return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
            const TokenIndex that = tree_.child_form(child, "that");
            const TokenIndex who = tree_.child_form(child, "who");
            return child > p && (that > p || who > p) &&
                   tree_.is(child, {Rel::AclRelcl, Rel::AdvclRelcl, Rel::Advcl, Rel::Ccomp,
                                    Rel::Csubj, Rel::Parataxis});
        });
    }

    /// "it was with this sum that X".
    bool picks_out_phrase(TokenIndex p) const {
        const TokenIndex preposition = tree_.child(p, {Rel::Case});
        const auto children = tree_.children(p);
        return preposition >= 0 && preposition < p && tree_.form(preposition) != "like" &&
               tree_.form(preposition) != "about" &&
               std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
                   const TokenIndex that = tree_.child_form(child, "that");
                   return that == p + 1 && tree_.is(child, {Rel::AclRelcl, Rel::Acl}) &&
                          tree_.rel(that) == Rel::Mark &&
                          tree_.has_child(child, {Rel::Nsubj, Rel::NsubjPass});
               });
    }

    /// "it was last year when X", "it is not until then that X": nothing is said of "it".
    bool is_cleft() const {
        const TokenIndex p = last_.head;
        if (tree_.form(top_.subject) == "it" && (picks_out(p) || picks_out_phrase(p))) {
            return true;
        }
        if (tree_.form(top_.subject) != "it" || tree_.lemma(p) == "time" ||
            !(is_time(view_, p) || tree_.child_form(p, "until") >= 0)) {
            return false;
        }
        const auto children = tree_.children(p);
        return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
            const TokenIndex first = tree_.subtree(child).front();
            return child > p &&
                   tree_.is(child,
                            {Rel::AclRelcl, Rel::Advcl, Rel::AdvclRelcl, Rel::Ccomp, Rel::Csubj}) &&
                   (tree_.form(first) == "when" || tree_.form(first) == "that");
        });
    }

    /// "the other two were A and B", "the largest part is A and B", "the reasons are a leak and a
    /// fire": only all members together are what the subject names.
    bool is_equation(const std::vector<TokenIndex>& members) const {
        const TokenIndex subject = top_.subject;
        if (members.size() < 2 || tree_.is_relative(subject)) {
            return false;
        }
        if (tree_.token(subject).upos == "NUM" || tree_.has_child(subject, {Rel::Nummod})) {
            return tree_.form(subject) != "one";
        }
        const bool definite =
            tree_.child_form(subject, "the") >= 0 || tree_.has_child(subject, {Rel::NmodPoss});
        if (tree_.token(subject).xpos == "NNS" && definite) {
            return std::none_of(members.begin(), members.end(),
                                [&](TokenIndex m) { return view_.is_name(m); });
        }
        const auto children = tree_.children(subject);
        return tree_.token(subject).xpos == "NN" &&
               tree_.has_child(subject, {Rel::Det, Rel::NmodPoss}) &&
               std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
                   return tree_.is(child, {Rel::Amod, Rel::Advmod}) &&
                          (tree_.token(child).xpos == "JJS" || tree_.form(child) == "only" ||
                           tree_.form(child) == "single" || tree_.child_form(child, "most") >= 0);
               });
    }

    /// What stands before the form of be belongs to the sentence, not to the predicate.
    void drop_before_copula(DraftPhrase& phrase) const {
        TokenIndex be = -1;
        for (const TokenIndex a : last_.auxiliaries) {
            be = a < last_.head ? std::max(be, a) : be;
        }
        std::erase_if(phrase.words, [&](TokenIndex t) { return t < be; });
        trim_punctuation(tree_, phrase.words);
    }

    /// "is not here | to argue": the purpose is denied, not the place.
    TokenIndex denied_purpose() const {
        const TokenIndex purpose = tree_.child(last_.head, {Rel::Advcl});
        const Clause* clause = purpose < 0 ? nullptr : view_.clauses.headed_by(purpose);
        const bool denied = last_.polarity == Polarity::Negative &&
                            tree_.token(last_.head).upos == "ADV" && clause != nullptr &&
                            clause->to == last_.head + 1;
        return denied ? purpose : -1;
    }

    /// "is | almost always | a fake": adverbs between the form of be and a noun.
    void keep_adverbs(Draft& base, const DraftPhrase& object) const {
        const TokenIndex noun = object.head;
        TokenIndex last = -1;
        for (const RelationPiece& piece : base.relation) {
            last = std::max(last, piece.token);
        }
        if (last < 0 || last > noun) {
            return;
        }
        for (const TokenIndex child : tree_.children(noun)) {
            const TokenSet words = tree_.subtree(child);
            if (tree_.rel(child) == Rel::Advmod && words.front() == last + 1 && child < noun &&
                tree_.token(child).xpos != "WRB" && words.size() <= 3 &&
                !std::binary_search(object.words.begin(), object.words.end(), child)) {
                for (const TokenIndex t : words) {
                    base.relation.push_back({t, {}});
                }
                last = words.back();
            }
        }
    }

    /// "separate from X", "concerned that ...", or the adjective itself.
    std::vector<DraftPhrase> adjective_objects(Draft& base, std::vector<TokenIndex>& rest) const {
        const TokenIndex p = last_.head;
        const auto phrase = std::find_if(rest.begin(), rest.end(), [&](TokenIndex o) {
            return o > p && !tells_time(view_, o) && may_be_object(tree_, o) &&
                   !names_source(tree_, o) &&
                   !(tree_.is_verb(p) && tree_.child(p, {Rel::Obj}) > p);  // "is to take | X to Y"
        });
        const bool own = last_.ccomp >= 0 && is_next_sentence(last_.ccomp);
        const TokenIndex clause = last_.ccomp >= 0 && !own ? last_.ccomp : last_.xcomp;
        std::vector<DraftPhrase> objects;
        if (const TokenIndex gerund = gerund_of(p); phrase == rest.end() && gerund >= 0) {
            objects.push_back(gerund_object(base, gerund));
            return objects;
        }
        if (phrase == rest.end() && clause < 0) {
            DraftPhrase self;
            self.head = p;
            take_measure(rest);
            PhraseOptions options;  // "a contemporary and friend of X"
            options.conjuncts = tree_.has_child(p, {Rel::Det}) &&
                                tree_.is_noun(std::max(tree_.child(p, {Rel::Conj}), p));
            TokenSet all = noun_phrase(tree_, p, options);
            for (const TokenIndex o : rest) {
                const TokenSet words = tree_.subtree(o);
                std::erase_if(all, [&](TokenIndex t) {
                    return std::binary_search(words.begin(), words.end(), t);
                });
            }
            for (const TokenIndex t : all) {
                const bool in_relation =
                    std::any_of(base.relation.begin(), base.relation.end(),
                                [&](const RelationPiece& r) { return r.token == t; });
                if (!in_relation) {
                    self.words.push_back(t);
                }
            }
            if (const TokenIndex rest_of = completion(p); rest_of >= 0) {
                const TokenSet words = clause_phrase(tree_, rest_of);
                self.words.insert(self.words.end(), words.begin(), words.end());
            }
            drop_before_copula(self);
            objects.push_back(std::move(self));
            return objects;
        }
        for (const TokenIndex t : before_preposition(p, phrase == rest.end() ? clause : *phrase)) {
            const bool known = std::any_of(base.relation.begin(), base.relation.end(),
                                           [&](const RelationPiece& r) { return r.token == t; });
            if (!known) {
                base.relation.push_back({t, {}});
            }
        }
        if (tree_.is_verb(p)) {  // "the first step was to back | down"
            std::stable_sort(
                base.relation.begin(), base.relation.end(),
                [](const RelationPiece& a, const RelationPiece& b) { return a.token < b.token; });
        }
        base.type = "be_" + std::string(tree_.form(p));
        if (phrase == rest.end()) {
            objects.push_back(clause_argument(view_, clause));
            return objects;
        }
        const TokenSet preposition = preposition_tokens(tree_, *phrase);
        const auto members = split_coordination(view_, *phrase);
        for (const TokenIndex member : members) {
            DraftPhrase one = oblique_argument(view_, member, members.size() == 1);
            if (one.preposition.empty() && member != *phrase && tree_.token(member).upos == "ADJ" &&
                !tree_.has_child(member, {Rel::Det}) && tree_.child_form(member, "but") >= 0) {
                continue;  // "steep in places but | safe"
            }
            if (one.preposition.empty()) {
                one.preposition = preposition;
            }
            share_owner(tree_, members.front(), one);
            objects.push_back(std::move(one));
        }
        rest.erase(phrase);
        return objects;
    }

    /// "the staff is friendly | they help you": without "that" only somebody is sure or glad.
    bool is_next_sentence(TokenIndex clause) const {
        return !tree_.has_child(clause, {Rel::Mark}) && tree_.is_noun(top_.subject) &&
               !tree_.is_pronoun(top_.subject) && !view_.is_name(top_.subject);
    }

    /// "brave enough | to go", "comfortable | doing it", "dependent | upon how it is": what the
    /// adjective says little without.
    TokenIndex completion(TokenIndex p) const {
        const bool enough = tree_.child_form(p, "enough") == p + 1;
        for (const TokenIndex child : tree_.children(p)) {
            const TokenIndex first = tree_.subtree(child).front();
            const bool than = tree_.form(first) == "than" && child > p;
            if (than && tree_.is(child, {Rel::Advcl, Rel::Acl, Rel::Ccomp})) {
                return child;  // "more important | than winning"
            }
            const TokenIndex as = tree_.child_form(p, "as");
            if (as >= 0 && as < p && tree_.rel(as) == Rel::Advmod && child > p &&
                tree_.form(first) == "as" && tree_.rel(child) == Rel::Advcl) {
                return child;  // "as cold tonight | as it was in May"
            }
            const bool infinitive = enough && tree_.form(first) == "to" && first == p + 2;
            const bool gerund = first == child && first == p + 1 &&
                                tree_.token(child).xpos == "VBG" && !is_preposition(child);
            const bool asked = child > first && first == p + 1 && tree_.token(first).xpos == "IN" &&
                               (tree_.token(first + 1).xpos.starts_with("W") ||
                                tree_.form(first + 1) == "whether");
            if (asked && tree_.is(child, {Rel::Advcl, Rel::Ccomp, Rel::Acl})) {
                return child;
            }
            if (tree_.rel(child) == Rel::Advcl && (infinitive || gerund)) {
                return child;
            }
        }
        return -1;
    }

    /// "surprising | considering that": a participle that has become a preposition.
    bool is_preposition(TokenIndex t) const {
        const std::string_view f = tree_.form(t);
        return f == "considering" || f == "regarding" || f == "concerning" || f == "including" ||
               f == "depending";
    }

    /// "useful for | comparing them": a gerund with a preposition right after the adjective.
    TokenIndex gerund_of(TokenIndex p) const {
        for (const TokenIndex child : tree_.children(p)) {
            const TokenIndex mark = tree_.child(child, {Rel::Mark});
            if (tree_.is(child, {Rel::Advcl, Rel::Ccomp, Rel::Acl}) && mark == p + 1 &&
                tree_.token(child).xpos == "VBG" && is_governed(tree_.form(mark))) {
                return child;
            }
        }
        return -1;
    }

    /// Prepositions that adjectives ask for.
    static bool is_governed(std::string_view preposition) {
        return preposition == "for" || preposition == "at" || preposition == "of" ||
               preposition == "in" || preposition == "about" || preposition == "from";
    }

    DraftPhrase gerund_object(Draft& base, TokenIndex gerund) const {
        for (const TokenIndex t : before_preposition(last_.head, gerund)) {
            const bool known = std::any_of(base.relation.begin(), base.relation.end(),
                                           [&](const RelationPiece& r) { return r.token == t; });
            if (!known) {
                base.relation.push_back({t, {}});
            }
        }
        base.type = "be_" + std::string(tree_.form(last_.head));
        DraftPhrase object = clause_argument(view_, gerund);
        object.preposition = {last_.head + 1};
        std::erase(object.words, last_.head + 1);
        return object;
    }

    /// "is | five minutes | from X": a measure right before the preposition.
    void take_distance(Draft& base, std::vector<TokenIndex>& rest, TokenIndex preposition) const {
        for (const TokenIndex o : tree_.children(last_.head)) {
            const TokenSet words = tree_.subtree(o);
            if (words.back() + 1 == preposition &&
                tree_.is(o, {Rel::OblUnmarked, Rel::NmodUnmarked}) &&
                tree_.has_child(o, {Rel::Nummod, Rel::Det}) &&
                words.front() > base.relation.back().token) {
                for (const TokenIndex t : words) {
                    base.relation.push_back({t, {}});
                }
                std::erase(rest, o);
                return;
            }
        }
    }

    /// "ten years | old", "two miles | long": a measure right before the adjective belongs to it.
    void take_measure(std::vector<TokenIndex>& rest) const {
        std::erase_if(rest, [&](TokenIndex o) {
            return tree_.is(o, {Rel::OblUnmarked, Rel::NmodUnmarked}) && o + 1 == last_.head &&
                   preposition_tokens(tree_, o).empty();
        });
    }

    /// The adjective with its own adverbs, with a measure or noun right before it and "enough":
    /// "little more | than X", "business minded | about X", "old enough | for X".
    TokenSet before_preposition(TokenIndex p, TokenIndex complement) const {
        TokenSet words{p};
        for (TokenIndex t = p; t >= 2 && is_glued_hyphen(tree_, t - 1); t -= 2) {
            words.insert(words.end(), {t - 1, t - 2});  // "ground-breaking | in X"
        }
        for (const TokenIndex child : tree_.children(p)) {
            const bool adverb = tree_.is(child, {Rel::Advmod, Rel::Det}) &&
                                tree_.token(child).xpos != "WRB" && child < p && p - child <= 3;
            const bool measure = child + 1 == p && tree_.is(child, {Rel::OblUnmarked, Rel::Compound,
                                                                    Rel::NmodUnmarked});
            const bool enough = child == p + 1 && tree_.form(child) == "enough";
            if ((adverb || measure || enough) && child != complement) {
                const TokenSet below = tree_.subtree(child);
                words.insert(words.end(), below.begin(), below.end());
            }
        }
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        return words;
    }

    void emit(const Draft& base, const std::vector<DraftPhrase>& objects,
              std::vector<Draft>& drafts) const {
        const bool clausal = tree_.is(top_.subject, {Rel::Csubj, Rel::CsubjPass});
        // "A and B are the best times": a plural noun is said of all of them.
        const bool together = tree_.is_noun(last_.head) && tree_.token(last_.head).xpos == "NNS" &&
                              preposition_tokens(tree_, last_.head).empty() &&
                              !tree_.dominates(top_.subject, top_.head);
        const std::vector<TokenIndex> subjects = together || clausal || is_mutual(objects)
                                                     ? std::vector<TokenIndex>{top_.subject}
                                                     : split_subjects(view_, top_);
        for (const TokenIndex subject : subjects) {
            for (const DraftPhrase& object : objects) {
                if (object.words.empty()) {
                    continue;
                }
                Draft draft = base;
                draft.subject = clausal ? clause_argument(view_, subject)
                                        : noun_argument(view_, subject, subjects.size() == 1);
                if (tree_.dominates(subject, top_.head)) {
                    PhraseOptions options;
                    options.clauses = false;
                    options.conjuncts = together && !is_joined_behind(tree_, top_);
                    draft.subject.words = noun_phrase(tree_, subject, options);
                    cut_to_antecedent(tree_, top_, draft.subject);
                }
                share_owner(tree_, subjects.front(), draft.subject);
                name_owner(view_, top_, draft.subject);
                drop_not_only(draft, object.head);
                set_object(view_, draft, with_adverbs(draft, object));
                drop_repeated(draft);
                drafts.push_back(std::move(draft));
            }
        }
    }

    /// "is not only A but | also B"
    void drop_not_only(Draft& draft, TokenIndex member) const {
        if (member == last_.head || tree_.child_form(member, "but") < 0) {
            return;
        }
        const auto at =
            std::find_if(draft.relation.begin(), draft.relation.end(), [&](const RelationPiece& r) {
                return r.token > 0 &&
                       (tree_.form(r.token) == "only" || tree_.form(r.token) == "just" ||
                        tree_.form(r.token) == "merely" || tree_.form(r.token) == "simply") &&
                       (tree_.form(r.token - 1) == "not" || tree_.form(r.token - 1) == "n't");
            });
        if (at != draft.relation.end() && at != draft.relation.begin()) {
            const TokenIndex only = at->token;
            std::erase_if(draft.relation, [&](const RelationPiece& r) {
                return r.token == only || r.token + 1 == only;
            });
        }
    }

    /// "A and B are alike": of each other.
    bool is_mutual(const std::vector<DraftPhrase>& objects) const {
        constexpr std::string_view kMutual[] = {
            "alike",   "different", "similar",     "equal",      "identical",    "separate",
            "related", "distinct",  "independent", "compatible", "incompatible", "inseparable",
            "married", "parallel",  "comparable",  "adjacent"};
        return !tree_.dominates(top_.subject, top_.head) && objects.size() == 1 &&
               objects.front().head == last_.head && objects.front().preposition.empty() &&
               std::find(std::begin(kMutual), std::end(kMutual), tree_.form(last_.head)) !=
                   std::end(kMutual);
    }

    /// "is | just too good": adverbs behind the first word of the predicate are its own.
    static DraftPhrase with_adverbs(Draft& draft, DraftPhrase object) {
        if (!object.preposition.empty()) {
            return object;
        }
        for (const RelationPiece& r : draft.relation) {
            if (r.token > object.words.front() && r.token < object.words.back()) {
                object.words.push_back(r.token);
            }
        }
        std::sort(object.words.begin(), object.words.end());
        std::erase_if(draft.relation, [&](const RelationPiece& r) {
            return r.token >= 0 &&
                   std::binary_search(object.words.begin(), object.words.end(), r.token);
        });
        return object;
    }

    const SentenceView& view_;
    const Tree& tree_;
    int index_;
    const Clause& top_;
    int last_index_;
    const Clause& last_;
};

class Copulas : public Extractor {
  public:
    [[nodiscard]] std::string_view name() const override { return "copula"; }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        for (std::size_t i = 0; i < view.clauses.list.size(); ++i) {
            const Clause& top = view.clauses.list[i];
            const Clause& last =
                view.clauses
                    .list[static_cast<std::size_t>(chain_end(view.clauses, static_cast<int>(i)))];
            if (top.chained_from < 0 && top.subject >= 0 && top.subject != top.head &&
                last.kind == Clause::Kind::Copula) {
                CopulaReader(view, static_cast<int>(i)).read(name(), drafts);
            }
        }
    }
};

class Existentials : public Extractor {
  public:
    [[nodiscard]] std::string_view name() const override { return "existential"; }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        for (std::size_t i = 0; i < view.clauses.list.size(); ++i) {
            const Clause& c = view.clauses.list[i];
            if (c.kind != Clause::Kind::Existential || c.subject < 0 || c.chained_from >= 0) {
                continue;
            }
            for (const TokenIndex o : adjuncts(view, static_cast<int>(i))) {
                const TokenSet preposition = preposition_tokens(view.tree, o);
                if (preposition.empty() || is_time(view, o) ||
                    !tells_where(view.tree.form(preposition.front()))) {
                    continue;
                }
                Draft draft;
                draft.extractor = name();
                draft.kind = "existential";
                draft.clause = static_cast<int>(i);
                draft.subject = noun_argument(view, c.subject, true);
                draft.relation = verb_group(view, static_cast<int>(i));
                draft.type = "be";
                set_object(view, draft, oblique_argument(view, o, true));
                drafts.push_back(std::move(draft));
                break;
            }
        }
    }

  private:
    /// Not "besides X, there is Y", "as part of X, there are Y".
    static bool tells_where(std::string_view preposition) {
        constexpr std::string_view kAside[] = {"besides",   "despite", "unlike",  "beside",
                                               "except",    "without", "because", "as",
                                               "according", "thanks",  "instead", "like"};
        return std::find(std::begin(kAside), std::end(kAside), preposition) == std::end(kAside);
    }
};

/// "an official familiar with X": an adjective with a complement after its noun; a form of be is
/// inserted.
class PostposedAdjectives : public Extractor {
  public:
    [[nodiscard]] std::string_view name() const override { return "postposed_adjective"; }

    /// "cars bigger than vans are rare": of a bare plural subject the adjective says which are
    /// meant, not what cars are.
    static bool tells_which(const Tree& tree, TokenIndex noun, TokenIndex adjective) {
        return tree.token(noun).xpos == "NNS" && tree.is(noun, {Rel::Nsubj, Rel::NsubjPass}) &&
               !set_off(tree, adjective) &&
               !tree.has_child(noun, {Rel::Det, Rel::NmodPoss, Rel::Nummod, Rel::Nmod});
    }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        const Tree& tree = view.tree;
        for (TokenIndex i = 1; i < tree.size(); ++i) {
            const TokenIndex noun = tree.head(i);
            if (view.clauses.list.empty() || tree.form(i) == "other" ||
                !tree.is(i, {Rel::Amod, Rel::Acl}) || tree.token(i).upos != "ADJ" ||
                noun == kRoot || noun > i || !tree.is_noun(noun) || tree.is_pronoun(noun) ||
                tree.rel(noun) == Rel::Nmod || view.clauses.headed_by(i) != nullptr) {
                continue;
            }
            const TokenIndex complement = tree.child(i, {Rel::Obl, Rel::Nmod});
            if (complement < i || tells_which(tree, noun, i) ||
                preposition_tokens(tree, complement).empty() ||
                preposition_tokens(tree, complement).front() != i + 1 ||
                is_time(view, complement)) {
                continue;
            }
            Draft draft;
            draft.extractor = name();
            draft.kind = "copula";
            PhraseOptions options;
            options.clauses = false;
            draft.subject.head = noun;
            draft.subject.words = noun_phrase(tree, noun, options);
            const TokenSet own = tree.subtree(i);
            std::erase_if(draft.subject.words, [&](TokenIndex t) {
                return std::binary_search(own.begin(), own.end(), t);
            });
            trim_punctuation(tree, draft.subject.words);
            draft.relation.push_back({-1, inserted_be(view, noun)});
            for (const TokenIndex adverb : tree.children(i)) {
                if (tree.rel(adverb) == Rel::Advmod && adverb < i) {
                    for (const TokenIndex t : tree.subtree(adverb)) {
                        draft.relation.push_back({t, {}});  // "far more | assertive than X"
                    }
                }
            }
            draft.relation.push_back({i, {}});
            draft.type = "be_" + std::string(tree.form(i));
            set_object(view, draft, oblique_argument(view, complement, true));
            const bool undone =
                is_un_participle(tree.form(i)) && tree.child_form(complement, "by") >= 0;
            draft.polarity = undone ? Polarity::Negative : Polarity::Positive;
            draft.modality = Modality::Actual;
            drafts.push_back(std::move(draft));
        }
    }
};

}  // namespace

std::unique_ptr<const Extractor> postposed_adjectives() {
    return std::make_unique<PostposedAdjectives>();
}

std::unique_ptr<const Extractor> copulas() {
    return std::make_unique<Copulas>();
}

std::unique_ptr<const Extractor> existentials() {
    return std::make_unique<Existentials>();
}

}  // namespace trefoil::extract
