/// Active and passive clauses, finite or not, with chains of verbs, and participles that hang on a
/// noun. One draft for each member of a coordinated subject and object.

#include <algorithm>

#include "extract/extractors/arguments.hpp"
#include "extract/extractors/build.hpp"
#include "extract/extractors/chain_status.hpp"
#include "extract/extractors/registry.hpp"
#include "extract/extractors/verb_objects.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class ClauseReader {
  public:
    ClauseReader(const SentenceView& view, int clause)
        : view_(view),
          tree_(view.tree),
          index_(clause),
          top_(view.clauses.list[static_cast<std::size_t>(clause)]),
          last_(view.clauses.list[static_cast<std::size_t>(chain_end(view.clauses, clause))]) {}

    void read(std::string_view extractor, std::vector<Draft>& drafts) {
        std::vector<TokenIndex> rest = adjuncts(view_, index_);
        std::erase_if(rest, [&](TokenIndex o) { return is_source_phrase(o); });
        if (is_free_object()) {
            return;
        }
        ObjectChoice choice = choose_object(view_, top_, last_, rest);
        std::vector<DraftPhrase> arguments = further_arguments(rest);
        for (DraftPhrase& object : choice.alternatives) {
            release_date(object, arguments);
            add_measured(object);
        }
        const std::vector<TokenIndex> subjects = acts_together(choice)
                                                     ? std::vector<TokenIndex>{top_.subject}
                                                     : split_subjects(view_, top_);
        if (choice.alternatives.empty() && arguments.empty() && !worth_alone()) {
            return;
        }
        for (const TokenIndex subject : subjects) {
            Draft draft;
            draft.extractor = extractor;
            draft.arguments = arguments;
            draft.subject =
                subject_phrase(subject, subjects.size() == 1 && !is_joined_behind(tree_, top_));
            if (subject != subjects.front()) {
                share_owner(tree_, subjects.front(), draft.subject);
            }
            draft.relation = verb_group(view_, index_);
            if ((subjects.size() > 1 || is_joined_behind(tree_, top_)) &&
                draft.relation.front().token < 0) {
                draft.relation.front().inserted = inserted_be(view_, subject, true, top_.head);
            }
            draft.relation.insert(draft.relation.end(), choice.inside.begin(), choice.inside.end());
            draft.type = relation_type(view_, index_) + choice.type_suffix;
            draft.kind = choice.agent ? "passive" : "verb";
            if (last_.kind == Clause::Kind::Passive && !choice.agent) {
                draft.type = "be_" + passive_form() + choice.type_suffix;
            }
            draft.clause = chain_end(view_.clauses, index_);
            settle_chain_status(view_, index_, draft);
            if (is_alternative()) {
                draft.modality = Modality::Possible;
            }
            release_date(draft.subject, draft.arguments);
            if (choice.alternatives.empty()) {
                promote_argument(draft);
                drafts.push_back(std::move(draft));
                continue;
            }
            for (const DraftPhrase& object : choice.alternatives) {
                Draft one = draft;
                const std::string type = one.type;
                set_object(view_, one, object);
                drop_arguments_of_members(choice, object.head, one);
                if (choice.agent) {
                    one.type = type;  // passive turned active: no "by"
                }
                for (const DraftPhrase& a : draft.arguments) {
                    if (is_rate(tree_, a, *one.object)) {
                        one.object->words.insert(one.object->words.end(), a.words.begin(),
                                                 a.words.end());
                    }
                }
                std::erase_if(one.arguments, [&](const DraftPhrase& a) {
                    return a.role == Role::Time && a.preposition.empty() && !a.words.empty() &&
                           std::binary_search(one.object->words.begin(), one.object->words.end(),
                                              a.words.front()) &&
                           a.words.back() == one.object->words.back();
                });
                drop_repeated(one);
                drop_not_only(one);
                drafts.push_back(std::move(one));
            }
        }
    }

  private:
    std::string passive_form() const {
        std::string form(tree_.form(last_.head));
        std::string type = view_.spell(form);
        if (last_.particle >= 0) {
            type += "_" + std::string(tree_.form(last_.particle));
        }
        return type;
    }

    /// "has too little money | to buy it": too little for what.
    void add_measured(DraftPhrase& object) const {
        const TokenIndex to = object.clause || object.words.empty() ? -1 : object.words.back() + 1;
        if (to < 0 || to >= tree_.size() || tree_.rel(to) != Rel::Mark || tree_.form(to) != "to") {
            return;
        }
        const TokenIndex clause = tree_.head(to);
        if (clause < to || tree_.head(clause) != last_.head) {
            return;
        }
        if (std::any_of(object.words.begin(), object.words.end(),
                        [&](TokenIndex t) { return tree_.form(t) == "too" && t < object.head; })) {
            const TokenSet words = clause_phrase(tree_, clause);
            object.words.insert(object.words.end(), words.begin(), words.end());
        }
    }

    /// "not only sell | boats but also nets": they sell nets.
    void drop_not_only(Draft& draft) const {
        const TokenIndex object = draft.object->head;
        const TokenIndex cc = tree_.rel(object) == Rel::Conj ? tree_.child(object, {Rel::Cc}) : -1;
        const auto only =
            std::find_if(draft.relation.begin(), draft.relation.end(), [&](const RelationPiece& p) {
                return p.token > 0 && tree_.form(p.token) == "only" &&
                       tree_.form(p.token - 1) == "not";
            });
        if (cc < 0 || tree_.form(cc) != "but" || only == draft.relation.end()) {
            return;
        }
        const TokenIndex word = only->token;
        std::erase_if(draft.relation, [&](const RelationPiece& p) {
            return p.token == word || p.token == word - 1;
        });
        if (draft.object->words.size() > 1 && tree_.form(draft.object->words.front()) == "also") {
            draft.object->words.erase(draft.object->words.begin());
        }
    }

    /// "A and B met", "A and B met in Oslo": with each other.
    bool acts_together(const ObjectChoice& choice) const {
        const bool clausal = tree_.is(top_.subject, {Rel::Csubj, Rel::CsubjPass});
        const bool bare =
            choice.alternatives.empty() ||
            (last_.object < 0 && last_.agent < 0 && last_.ccomp < 0 &&
             tree_.form(choice.alternatives.front().preposition.empty()
                            ? last_.head
                            : choice.alternatives.front().preposition.front()) != "with");
        const TokenIndex adverb = tree_.child_form(last_.head, "together");
        const bool together = adverb > last_.head && tree_.rel(adverb) == Rel::Advmod;
        return clausal || together || (is_collective_verb(tree_.lemma(last_.head)) && bare);
    }

    /// "left or sold it": of two plain verbs joined by "or" neither is said to be so.
    bool is_alternative() const {
        const auto joined = [&](TokenIndex verb) {
            const TokenIndex cc = tree_.child(verb, {Rel::Cc});
            return cc > 0 && tree_.rel(verb) == Rel::Conj && tree_.form(cc) == "or" &&
                   tree_.form(cc - 1) != "(";
        };
        const auto children = tree_.children(last_.head);
        const bool either = tree_.child_form(last_.head, "either") >= 0;
        return (last_.polarity == Polarity::Positive || either) &&
               (last_.modality == Modality::Actual ||
                (last_.modality == Modality::Planned && top_.finite && top_.own_subject)) &&
               (joined(last_.head) ||
                std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
                    return view_.clauses.headed_by(child) != nullptr && joined(child);
                }));
    }

    /// "all | you want", "anything | they like": whatever it may be.
    bool is_free_object() const {
        if ((last_.gap < 0 && last_.relative < 0) || last_.object < 0 ||
            last_.object != last_.noun) {
            return false;
        }
        const std::string_view f = tree_.form(last_.object);
        return f == "all" || f == "anything" || f == "everything" || f == "any" ||
               f == "whatever" || f == "anyone";
    }

    /// "according to X", handled as attribution.
    bool is_source_phrase(TokenIndex oblique) const { return names_source(tree_, oblique); }

    /// A fact with neither object nor argument is kept only for finite main verbs.
    bool worth_alone() const {
        return top_.finite && (top_.own_subject || top_.chained >= 0) && !top_.antecedent_subject &&
               !is_say_verb(tree_.lemma(last_.head)) && !needs_complement();
    }

    /// "I feel", "it looks", "they are required": nothing without what follows.
    bool needs_complement() const {
        constexpr std::string_view kVerbs[] = {"feel", "mean", "seem", "sound", "look", "become"};
        const std::string_view verb = tree_.lemma(last_.head);
        const bool asked = last_.kind == Clause::Kind::Passive &&
                           (verb == "require" || verb == "expect" || verb == "suppose" ||
                            verb == "mean" || verb == "allow" || verb == "force");
        const bool made = verb == "make" && last_.particle > 0;  // "made sure", "made up"
        return asked || made ||
               (last_.kind == Clause::Kind::Verb && last_.particle < 0 &&
                std::find(std::begin(kVerbs), std::end(kVerbs), verb) != std::end(kVerbs));
    }

    DraftPhrase subject_phrase(TokenIndex subject, bool together) const {
        DraftPhrase phrase;
        const Clause* clause = view_.clauses.headed_by(subject);
        if (clause != nullptr && tree_.is(subject, {Rel::Csubj, Rel::CsubjPass}) &&
            !tree_.dominates(subject, top_.head)) {
            return clause_argument(view_, subject);
        }
        phrase = noun_argument(view_, subject, together);
        // The clause itself may hang on its own subject (relative clauses, participles).
        if (tree_.dominates(subject, top_.head)) {
            PhraseOptions options;
            options.clauses = false;
            options.conjuncts = together;
            phrase.words = noun_phrase(tree_, subject, options);
            cut_to_antecedent(tree_, top_, phrase);
        }
        name_owner(view_, top_, phrase);
        take_share(tree_, top_, phrase);
        return phrase;
    }

    /// Parsers hang "on Monday" on the noun before it; at the edge of an argument it is the
    /// clause's.
    void release_date(DraftPhrase& phrase, std::vector<DraftPhrase>& arguments) const {
        if (phrase.clause) {
            return;
        }
        for (const TokenIndex t : phrase.words) {
            const bool candidate =
                t != phrase.head && tree_.is(t, {Rel::Nmod, Rel::NmodUnmarked}) && is_dated(t);
            if (!candidate) {
                continue;
            }
            const TokenSet words = tree_.subtree(t);
            const bool at_end =
                words.back() >= phrase.words.back() && words.front() > phrase.words.front();
            const bool on = tree_.child_form(t, "on") >= 0 && words.size() <= 5;
            if (!at_end || !on) {
                continue;
            }
            std::erase_if(phrase.words, [&](TokenIndex w) {
                return std::binary_search(words.begin(), words.end(), w);
            });
            const bool known = std::any_of(arguments.begin(), arguments.end(),
                                           [&](const DraftPhrase& a) { return a.head == t; });
            if (!known) {
                arguments.push_back(oblique_argument(view_, t, true));
            }
            return;
        }
    }

    bool is_dated(TokenIndex t) const {
        const EntityMention* m = view_.mention_at(t);
        return m != nullptr && m->mention.type == EntityType::Date && !m->mention.value.empty();
    }

    /// "One of the boys, | he came on Monday": what the subject takes up is no argument.
    bool is_taken_up(TokenIndex oblique, const DraftPhrase& phrase) const {
        if (!tree_.is(oblique, {Rel::OblUnmarked}) || phrase.role != Role::Other ||
            oblique > top_.subject || !top_.own_subject || tree_.form(oblique) == "thanks" ||
            tree_.form(oblique) == "most") {
            return false;  // "thanks to Ann", "most of the time"
        }
        const TokenIndex last = tree_.subtree(oblique).back();
        return tree_.form(last) == "," || (last + 1 < tree_.size() && tree_.form(last + 1) == ",");
    }

    /// "brought the cake she made | to school", "the child called Ann | in the next house": behind
    /// a clause without a relative pronoun, or a name given, a phrase is as often the main verb's.
    bool is_outer(TokenIndex oblique, const DraftPhrase& phrase) const {
        if (is_taken_up(oblique, phrase)) {
            return true;
        }
        if (top_.link == Rel::Acl && top_.participle && oblique > last_.head &&
            phrase.role != Role::Time && !phrase.preposition.empty() &&
            tree_.form(phrase.preposition.front() - 1) == ",") {
            return true;  // "a badge, shaped as a star, | at her request"
        }
        if (top_.link == Rel::Acl && top_.participle && gives_title(tree_, last_) &&
            oblique > last_.head && phrase.role == Role::Time &&
            tree_.child_form(oblique, "from") >= 0) {
            return true;  // "a song called X | from 1987"
        }
        if (oblique < last_.head || phrase.role == Role::Time || phrase.preposition.size() != 1) {
            return false;
        }
        const std::string_view first = tree_.form(phrase.preposition.front());
        if (top_.link == Rel::Acl && top_.participle && gives_title(tree_, last_)) {
            return first == "in" || first == "at" || first == "on";
        }
        const Clause* parent =
            top_.parent < 0 ? nullptr : &view_.clauses.list[static_cast<std::size_t>(top_.parent)];
        return last_.gap >= 0 && top_.relative < 0 && top_.link == Rel::AclRelcl &&
               (first == "to" || first == "into" || first == "with" || first == "as") &&
               !tree_.is_pronoun(oblique) && parent != nullptr &&
               parent->kind == Clause::Kind::Verb && parent->head < top_.noun &&
               phrase.words.back() == tree_.subtree(top_.head).back();
    }

    /// "a school | to which she left money": who or what gets it.
    std::optional<DraftPhrase> receiver(TokenIndex oblique) const {
        const bool to =
            tree_.child_form(oblique, "to") >= 0 || tree_.child_form(oblique, "for") >= 0;
        return to && (last_.object >= 0 || last_.agent >= 0)
                   ? antecedent_oblique(view_, last_, oblique)
                   : std::nullopt;
    }

    std::vector<DraftPhrase> further_arguments(const std::vector<TokenIndex>& rest) const {
        std::vector<DraftPhrase> result;
        if (last_.ccomp >= 0 && last_.object >= 0) {
            result.push_back(noun_argument(view_, last_.object, true));
        }
        if (last_.kind == Clause::Kind::Passive && last_.object >= 0 && last_.agent >= 0 &&
            inner_word(tree_, last_) < 0) {
            result.push_back(noun_argument(view_, last_.object, true));
        }
        if (last_.indirect >= 0) {
            result.push_back(noun_argument(view_, last_.indirect, true));
        }
        if (last_.object >= 0 && last_.xcomp >= 0) {
            result.push_back(clause_argument(view_, last_.xcomp));
        }
        const bool controls = last_.object >= 0 && last_.xcomp < 0 &&
                              is_object_control(tree_.lemma(last_.head)) &&
                              !is_time_noun(tree_.lemma(last_.object));
        if (controls || (last_.object >= 0 && is_reflexive(tree_, last_.object))) {
            for (const TokenIndex child : tree_.children(last_.head)) {
                const Clause* inner = view_.clauses.headed_by(child);
                if (inner != nullptr && tree_.rel(child) == Rel::Advcl && inner->infinitive &&
                    (controls ? inner->to > last_.object : inner->to == last_.object + 1)) {
                    // "brought itself | to go", "authorize her | to sign it"
                    result.push_back(clause_argument(view_, child));
                }
            }
        }
        if (last_.agent >= 0 && last_.kind == Clause::Kind::Passive && last_.xcomp >= 0 &&
            last_.object < 0 && inner_word(tree_, last_) < 0) {
            result.push_back(clause_argument(view_, last_.xcomp));
        }
        for (const TokenIndex o : rest) {
            if (is_left_behind(o)) {
                result.push_back(antecedent(tree_, top_.noun));
                result.back().preposition = {o};
                continue;
            }
            if (tree_.is_relative(o) && !tree_.has_child(o, {Rel::AclRelcl, Rel::AdvclRelcl})) {
                if (auto phrase = receiver(o)) {
                    result.push_back(std::move(*phrase));
                }
                continue;
            }
            DraftPhrase phrase = oblique_argument(view_, o, true);
            if (phrase.words.size() > 1 && tree_.token(phrase.words.back()).upos == "CCONJ") {
                phrase.words.pop_back();
            }
            if (const TokenIndex more =
                    o < 0 || phrase.preposition.empty() ? -1 : phrase.preposition.front() - 1;
                more > last_.head && more != last_.object &&
                tree_.form(phrase.preposition.front()) == "than" &&
                (tree_.form(more) == "more" || tree_.form(more) == "less") &&
                tree_.is(more, {Rel::Advmod})) {
                phrase.preposition.insert(phrase.preposition.begin(), more);  // "more than others"
            }
            if (last_.agent >= 0 && tree_.head(last_.agent) == o) {
                const TokenSet agent = tree_.subtree(last_.agent);
                std::erase_if(phrase.words, [&](TokenIndex t) {
                    return std::binary_search(agent.begin(), agent.end(), t);
                });
            }
            if (tree_.dominates(o, top_.head) || phrase.words.empty() || says_nothing(phrase) ||
                is_outer(o, phrase) || is_of_another(tree_, phrase, result)) {
                continue;
            }
            result.push_back(std::move(phrase));
        }
        if (auto place = where_it_is(view_, top_)) {
            result.push_back(std::move(*place));
        }
        for (DraftPhrase& adverb : fronted_adverbs(tree_, last_.head, top_.subject)) {
            result.push_back(std::move(adverb));
        }
        trailing_adverbs(result);
        if (auto when = when_so(view_, last_.head)) {
            result.push_back(std::move(*when));
        }
        join_comparison(tree_, last_.head, result);
        adverbial_clauses(result);
        join_times(view_, last_.head, result);
        return result;
    }

    /// "the boy she gave the keys | to": the noun of the clause belongs to the preposition.
    bool is_left_behind(TokenIndex oblique) const {
        return last_.object > last_.head && oblique > last_.object && top_.noun >= 0 &&
               top_.link == Rel::AclRelcl && top_.relative < 0 && top_.own_subject &&
               tree_.token(oblique).upos == "ADP" && tree_.children(oblique).empty() &&
               !is_time(view_, top_.noun);
    }

    /// A preposition left behind, or a bare noun that is no time.
    bool says_nothing(const DraftPhrase& argument) const {
        constexpr std::string_view kStranded[] = {"in",   "of", "to",   "at", "for",
                                                  "with", "on", "from", "by", "and"};
        const bool stranded =
            last_.object >= 0 &&
            std::all_of(argument.words.begin(), argument.words.end(), [&](TokenIndex t) {
                return std::find(std::begin(kStranded), std::end(kStranded), tree_.form(t)) !=
                       std::end(kStranded);
            });
        const bool bare = argument.preposition.empty() && argument.role == Role::Other &&
                          tree_.rel(argument.head) == Rel::Obl &&
                          tree_.form(argument.words.front()) != "near";
        const std::string_view front = tree_.form(argument.words.front());
        const bool joined = argument.preposition.empty() && (front == "and" || front == "or");
        const TokenIndex mark = argument.preposition.empty() ? -1 : argument.preposition.front();
        const bool example = mark > last_.head && tree_.form(mark) == "including" &&
                             tree_.form(mark - 1) == ",";  // of which noun is not said
        const bool self = argument.preposition.empty() && is_reflexive(tree_, argument.head);
        return stranded || bare || self || joined || example || is_afterthought(argument);
    }

    /// "that moves me: two friends at last": what a colon or dash sets off names what was said.
    bool is_afterthought(const DraftPhrase& argument) const {
        const TokenIndex first = argument.words.front();
        const bool dated = view_.type_at(argument.head) == EntityType::Date;
        return argument.preposition.empty() && !dated && argument.role != Role::Manner &&
               first > 0 && first > last_.head && tree_.is_noun(argument.head) &&
               (tree_.form(first - 1) == ":" || tree_.form(first - 1) == "—" ||
                tree_.form(first - 1) == "–" || tree_.form(first - 1) == "--");
    }

    /// "however", "as well", "which is more than I thought": nothing about how it is done.
    bool is_remark(const DraftPhrase& adverb) const {
        constexpr std::string_view kRemarks[] = {"however", "though", "as well", "too",    "also",
                                                 "either",  "anyway", "maybe",   "perhaps"};
        return adverb.words.empty() || tree_.token(adverb.words.front()).xpos == "WDT" ||
               std::find(std::begin(kRemarks), std::end(kRemarks),
                         lower_words(tree_, adverb.words)) != std::end(kRemarks);
    }

    void trailing_adverbs(std::vector<DraftPhrase>& result) const {
        for (const TokenIndex child : tree_.children(last_.head)) {
            if (tree_.rel(child) != Rel::Advmod || child < last_.head || tree_.is_relative(child) ||
                child == last_.particle || is_negation(tree_.form(child))) {
                continue;
            }
            DraftPhrase phrase;
            phrase.head = child;
            phrase.words = clause_phrase(tree_, child);
            phrase.role = is_time_noun(tree_.lemma(child)) || is_time(view_, child) ||
                                  is_time_adverb(tree_.form(child))
                              ? Role::Time
                          : is_place_adverb(tree_.form(child)) ? Role::Place
                                                               : Role::Manner;
            const std::string_view f = tree_.form(child);
            const TokenIndex next = child + 1;
            const bool of_next = next < tree_.size() && tree_.children(child).empty() &&
                                 (tree_.form(next) == "before" || tree_.form(next) == "after") &&
                                 (f == "long" || f == "shortly" || f == "right" || f == "just");
            if (says_nothing(phrase) || is_remark(phrase) || opens_preposition(tree_, child) ||
                f == "sort" || f == "kind" || (f == "so" && tree_.children(child).empty()) ||
                of_next) {
                continue;
            }
            result.push_back(std::move(phrase));
        }
    }

    /// "responded by annexing X": a gerund clause with a preposition is an argument like a phrase.
    void adverbial_clauses(std::vector<DraftPhrase>& result) const {
        for (const TokenIndex child : tree_.children(last_.head)) {
            if (!is_gerund(tree_, last_, child)) {
                continue;
            }
            const TokenIndex mark = tree_.child(child, {Rel::Mark});
            DraftPhrase phrase = clause_argument(view_, child);
            // "shortly after | winning it"
            const auto behind = std::upper_bound(phrase.words.begin(), phrase.words.end(), mark);
            phrase.preposition.assign(phrase.words.begin(), behind);
            phrase.words.erase(phrase.words.begin(), behind);
            phrase.role = tree_.form(mark) == "by" ? Role::Manner : Role::Other;
            result.push_back(std::move(phrase));
        }
    }

    /// Without an object the first argument with a preposition takes its place: "responded by |
    /// annexing X".
    void promote_argument(Draft& draft) const {
        for (auto it = draft.arguments.begin(); it != draft.arguments.end(); ++it) {
            if (it->role == Role::Time || it->preposition.empty() ||
                it->preposition.front() < last_.head) {
                continue;
            }
            DraftPhrase object = std::move(*it);
            draft.arguments.erase(it);
            set_object(view_, draft, std::move(object));
            return;
        }
    }

    const SentenceView& view_;
    const Tree& tree_;
    int index_;
    const Clause& top_;
    const Clause& last_;
};

bool readable(const SentenceView& view, int index) {
    const Clause& top = view.clauses.list[static_cast<std::size_t>(index)];
    if (top.chained_from >= 0 || top.subject < 0 || top.subject == top.head) {
        return false;
    }
    const Clause& last =
        view.clauses.list[static_cast<std::size_t>(chain_end(view.clauses, index))];
    return (last.kind == Clause::Kind::Verb || last.kind == Clause::Kind::Passive);
}

class VerbClauses : public Extractor {
  public:
    [[nodiscard]] std::string_view name() const override { return "verb_clause"; }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        for (std::size_t i = 0; i < view.clauses.list.size(); ++i) {
            const Clause& c = view.clauses.list[i];
            if (readable(view, static_cast<int>(i)) && !(c.link == Rel::Acl && c.participle)) {
                ClauseReader(view, static_cast<int>(i)).read(name(), drafts);
            }
        }
    }
};

class ReducedRelatives : public Extractor {
  public:
    [[nodiscard]] std::string_view name() const override { return "reduced_relative"; }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        for (std::size_t i = 0; i < view.clauses.list.size(); ++i) {
            const Clause& c = view.clauses.list[i];
            if (readable(view, static_cast<int>(i)) && c.link == Rel::Acl && c.participle &&
                tells_of_noun(view, c)) {
                ClauseReader(view, static_cast<int>(i)).read(name(), drafts);
            }
        }
    }
};

}  // namespace

std::unique_ptr<const Extractor> verb_clauses() {
    return std::make_unique<VerbClauses>();
}

std::unique_ptr<const Extractor> reduced_relatives() {
    return std::make_unique<ReducedRelatives>();
}

}  // namespace trefoil::extract
