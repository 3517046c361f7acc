/// Active and passive clauses, finite or not, with chains of verbs, and participles that hang on a
/// noun. One draft for each member of a coordinated subject and object.

#include <algorithm>

#include "extract/extractors/arguments.hpp"
#include "extract/extractors/build.hpp"
#include "extract/extractors/chain_status.hpp"
#include "extract/extractors/registry.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

struct ObjectChoice {
    std::vector<DraftPhrase> alternatives;  ///< members of a coordination; empty for none
    std::vector<RelationPiece> inside;      ///< words that belong to the relation: "take part" in
    std::string type_suffix;
    bool agent = false;
};

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
        ObjectChoice choice = choose_object(rest);
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
                draft.relation.front().inserted = inserted_be(view_, subject, true);
            }
            draft.relation.insert(draft.relation.end(), choice.inside.begin(), choice.inside.end());
            draft.type = relation_type(view_, index_) + choice.type_suffix;
            draft.kind = choice.agent ? "passive" : "verb";
            if (last_.kind == Clause::Kind::Passive && !choice.agent) {
                draft.type = "be_" + passive_form();
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
        if (to < 0 || to >= tree_.size() || tree_.rel(to) != Rel::Mark || tree_.form(to) != "to" ||
            tree_.head(tree_.head(to)) != last_.head || tree_.head(to) < to) {
            return;
        }
        if (std::any_of(object.words.begin(), object.words.end(),
                        [&](TokenIndex t) { return tree_.form(t) == "too" && t < object.head; })) {
            const TokenSet words = clause_phrase(tree_, tree_.head(to));
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
        const TokenIndex first = tree_.child(last_.head, {Rel::Advmod});
        const bool together =
            first > last_.head && tree_.form(first) == "together" && last_.object < 0;
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
        return asked || (last_.kind == Clause::Kind::Verb && last_.particle < 0 &&
                         std::find(std::begin(kVerbs), std::end(kVerbs), verb) != std::end(kVerbs));
    }

    /// "made | possible | by X": the adjective between passive and agent.
    bool has_inner_adjective() const {
        return last_.kind == Clause::Kind::Passive && last_.agent > last_.head &&
               last_.xcomp == last_.head + 1 && tree_.token(last_.xcomp).upos == "ADJ" &&
               tree_.children(last_.xcomp).empty();
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

    /// "a book called Song and Dance": one title.
    bool gives_title() const {
        constexpr std::string_view kTitle[] = {"entitle", "title", "call",
                                               "name",    "dub",   "nickname"};
        return last_.kind == Clause::Kind::Passive &&
               std::find(std::begin(kTitle), std::end(kTitle), tree_.lemma(last_.head)) !=
                   std::end(kTitle);
    }

    /// "became an expert on X and the amendments": one person is not several things.
    bool is_one_and_several(const std::vector<TokenIndex>& members) const {
        return members.size() > 1 && tree_.lemma(last_.head) == "become" &&
               !is_plural(tree_, top_.subject) && tree_.token(members.front()).xpos == "NN" &&
               std::any_of(members.begin() + 1, members.end(),
                           [&](TokenIndex m) { return tree_.token(m).xpos == "NNS"; });
    }

    /// "consists of A and B", "most comes from A and B": only all of them together.
    bool is_sum() const {
        const std::string_view verb = tree_.lemma(last_.head);
        const TokenIndex determiner =
            tree_.child(top_.subject, {Rel::Det, Rel::Amod, Rel::DetPredet});
        const std::string_view share = tree_.lemma(determiner >= 0 ? determiner : top_.subject);
        if (share == "most" || share == "half" || share == "majority" || share == "rest") {
            return true;  // "most of it comes from A and B"
        }
        const bool made_up = verb == "make" && last_.kind == Clause::Kind::Passive &&
                             last_.head + 1 < tree_.size() && tree_.form(last_.head + 1) == "up";
        return made_up || verb == "consist" || verb == "comprise" || verb == "compose" ||
               verb == "combine" || verb == "merge";
    }

    /// "the pledges we took and the one we shall take": what stands behind the clause is not its
    /// antecedent's other half.
    std::vector<TokenIndex> before_clause(std::vector<TokenIndex> members) const {
        const TokenIndex first = members.front();
        std::erase_if(members, [&](TokenIndex m) {
            return is_behind(m) || (m != first && is_second_verb(first, m));
        });
        return members;
    }

    /// "leaves the house and | plans": a bare plural behind a noun with its determiner, spelled
    /// like a verb; or a participle with an object of its own.
    bool is_second_verb(TokenIndex first, TokenIndex member) const {
        if (tree_.is_verb(member) && tree_.has_child(member, {Rel::Obj})) {
            return true;
        }
        const bool bare =
            tree_.token(member).xpos == "NNS" && tree_.subtree(member).front() == member - 1;
        return bare && tree_.token(last_.head).xpos == "VBZ" && view_.gazetteer != nullptr &&
               tree_.has_child(first, {Rel::Det, Rel::NmodPoss, Rel::Nummod}) &&
               view_.gazetteer->event_verb(tree_.lemma(member)) == tree_.lemma(member);
    }

    bool is_behind(TokenIndex member) const {
        return last_.noun >= 0 && member > last_.head && tree_.rel(member) == Rel::Conj &&
               tree_.dominates(last_.noun, last_.head) && tree_.dominates(last_.noun, member) &&
               !tree_.dominates(last_.head, member);
    }

    bool joined_behind(TokenIndex head) const {
        const TokenIndex other = tree_.child(head, {Rel::Conj});
        return other >= 0 && is_behind(other);
    }

    std::vector<DraftPhrase> noun_alternatives(TokenIndex head, bool prepositional) const {
        std::vector<DraftPhrase> result;
        TokenSet first_preposition;
        const bool title = !prepositional && tree_.is_proper(head) && gives_title();
        const std::vector<TokenIndex> all =
            title || is_sum() || last_.polarity == Polarity::Negative
                ? std::vector<TokenIndex>{head}
                : split_coordination(view_, head);
        const std::vector<TokenIndex> members =
            is_one_and_several(all) ? std::vector<TokenIndex>{head} : before_clause(all);
        for (const TokenIndex member : members) {
            const bool whole =
                (all.size() == 1 || is_one_and_several(all)) &&
                (title || is_sum() || last_.polarity == Polarity::Negative || !joined_behind(head));
            DraftPhrase phrase = prepositional ? oblique_argument(view_, member, whole)
                                               : noun_argument(view_, member, whole);
            if (tree_.dominates(head, top_.head)) {
                PhraseOptions options;
                options.clauses = false;
                phrase.words = noun_phrase(tree_, member, options);
            }
            if (prepositional && member == head) {
                first_preposition = phrase.preposition;
            } else if (prepositional && phrase.preposition.empty()) {
                phrase.preposition = first_preposition;
            }
            if (members.size() > 1) {
                drop_both(phrase);
                drop_examples(members, member, phrase);
            }
            if (member != head) {
                share_owner(tree_, head, phrase);
            }
            if (member != head) {
                end_at_name(phrase);
            }
            if (!phrase.words.empty()) {
                result.push_back(std::move(phrase));
            }
        }
        return result;
    }

    /// "beside A, B and Ann Lee | in a film": where and as what is not said of the last person
    /// alone.
    void end_at_name(DraftPhrase& member) const {
        if (!tree_.is_proper(member.head) || view_.type_at(member.head) != EntityType::Person) {
            return;
        }
        for (const TokenIndex child : tree_.children(member.head)) {
            const TokenIndex in = tree_.child(child, {Rel::Case});
            if (tree_.rel(child) == Rel::Nmod && in > member.head && in < child &&
                (tree_.form(in) == "in" || tree_.form(in) == "as" || tree_.form(in) == "at" ||
                 tree_.form(in) == "during")) {
                std::erase_if(member.words, [&](TokenIndex t) { return t >= in; });
                return;
            }
        }
    }

    /// "spoke Welsh well and some Czech": what stands between the members is said of those before
    /// it. "from 5 in 1990 and 8 in 1995": a time between the members is one member's, and so is
    /// the one behind the last.
    void drop_arguments_of_members(const ObjectChoice& choice, TokenIndex member,
                                   Draft& draft) const {
        if (choice.alternatives.size() < 2) {
            return;
        }
        const TokenIndex first = choice.alternatives.front().head;
        const TokenIndex last = choice.alternatives.back().head;
        const auto between = [&](const DraftPhrase& a) {
            return !a.clause && !a.words.empty() && a.words.front() > first &&
                   a.words.back() < last;
        };
        const bool times =
            std::any_of(draft.arguments.begin(), draft.arguments.end(),
                        [&](const DraftPhrase& a) { return between(a) && a.role == Role::Time; });
        std::erase_if(draft.arguments, [&](const DraftPhrase& a) {
            if (between(a)) {
                const bool nearest =
                    std::none_of(choice.alternatives.begin(), choice.alternatives.end(),
                                 [&](const DraftPhrase& other) {
                                     return other.head > member && other.head < a.words.front();
                                 });
                return a.words.front() < member || (a.role == Role::Time && !nearest);
            }
            return times && member != last && a.role == Role::Time && !a.preposition.empty() &&
                   a.preposition.front() == last + 1;
        });
    }

    /// "coins and medals, | including X": which of them it includes is not said.
    void drop_examples(const std::vector<TokenIndex>& members, TokenIndex member,
                       DraftPhrase& phrase) const {
        if (member == members.back()) {
            return;
        }
        const auto including = std::find_if(
            phrase.words.begin(), phrase.words.end(),
            [&](TokenIndex t) { return t > members.back() && tree_.form(t) == "including"; });
        phrase.words.erase(including, phrase.words.end());
        trim_punctuation(tree_, phrase.words);
    }

    /// "both | A and B", "not only | A but also B": of one member these cannot be said.
    void drop_both(DraftPhrase& member) const {
        if (member.words.size() > 1 && (tree_.form(member.words.front()) == "both" ||
                                        tree_.form(member.words.front()) == "either")) {
            member.words.erase(member.words.begin());
        }
        if (member.words.size() > 2 && tree_.form(member.words[0]) == "not" &&
            tree_.form(member.words[1]) == "only") {
            member.words.erase(member.words.begin(), member.words.begin() + 2);
        }
        const TokenIndex cc = tree_.child(member.head, {Rel::Cc});
        if (cc >= 0 && tree_.form(cc) == "but" && member.words.size() > 1 &&
            tree_.form(member.words.front()) == "also") {
            member.words.erase(member.words.begin());
        }
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

    /// Preposition of a relative clause's oblique ("in which"), whose noun is the antecedent.
    std::optional<DraftPhrase> antecedent_oblique(TokenIndex oblique) const {
        if (!tree_.is_relative(oblique) || last_.noun < 0) {
            return std::nullopt;
        }
        DraftPhrase phrase = antecedent(tree_, last_.noun);
        phrase.preposition = preposition_tokens(tree_, oblique);
        if (const TokenIndex left = tree_.child(oblique, {Rel::Case});
            phrase.preposition.empty() && left > oblique) {
            phrase.preposition = {left};  // "the man that she spoke to"
        }
        if (phrase.preposition.empty() && is_time(view_, last_.noun)) {
            return std::nullopt;  // "the day | that she left"
        }
        return phrase;
    }

    /// "brought the cake she made | to school", "the child called Ann | in the next house": behind
    /// a clause without a relative pronoun, or a name given, a phrase is as often the main verb's.
    bool is_outer(TokenIndex oblique, const DraftPhrase& phrase) const {
        if (top_.link == Rel::Acl && top_.participle && oblique > last_.head &&
            phrase.role != Role::Time && !phrase.preposition.empty() &&
            tree_.form(phrase.preposition.front() - 1) == ",") {
            return true;  // "a badge, shaped as a star, | at her request"
        }
        if (top_.link == Rel::Acl && top_.participle && gives_title() && oblique > last_.head &&
            phrase.role == Role::Time && tree_.child_form(oblique, "from") >= 0) {
            return true;  // "a song called X | from 1987"
        }
        if (oblique < last_.head || phrase.role == Role::Time || phrase.preposition.size() != 1) {
            return false;
        }
        const std::string_view first = tree_.form(phrase.preposition.front());
        if (top_.link == Rel::Acl && top_.participle && gives_title()) {
            return first == "in" || first == "at" || first == "on";
        }
        const Clause* parent =
            top_.parent < 0 ? nullptr : &view_.clauses.list[static_cast<std::size_t>(top_.parent)];
        return last_.gap >= 0 && top_.relative < 0 && top_.link == Rel::AclRelcl &&
               (first == "to" || first == "with" || first == "as") && !tree_.is_pronoun(oblique) &&
               parent != nullptr && parent->kind == Clause::Kind::Verb &&
               parent->head < top_.noun && phrase.words.back() == tree_.subtree(top_.head).back();
    }

    /// "a school | to which she left money": who or what gets it.
    std::optional<DraftPhrase> receiver(TokenIndex oblique) const {
        const bool to =
            tree_.child_form(oblique, "to") >= 0 || tree_.child_form(oblique, "for") >= 0;
        return to && (last_.object >= 0 || last_.agent >= 0) ? antecedent_oblique(oblique)
                                                             : std::nullopt;
    }

    ObjectChoice choose_object(std::vector<TokenIndex>& rest) {
        ObjectChoice choice;
        if (last_.ccomp >= 0 && !tells_where(last_.ccomp, rest)) {
            choice.alternatives.push_back(clause_argument(view_, last_.ccomp));
            const TokenIndex adjective = tree_.child(last_.head, {Rel::Xcomp});
            if (adjective > last_.head && adjective < last_.ccomp &&
                tree_.token(adjective).upos == "ADJ" && tree_.children(adjective).empty()) {
                choice.inside.push_back({adjective, {}});  // "made it clear | that ..."
                choice.type_suffix = "_" + view_.spell(tree_.lemma(adjective));
            }
            return choice;
        }
        if (last_.kind == Clause::Kind::Passive && last_.agent >= 0) {
            choice.alternatives = noun_alternatives(last_.agent, true);
            choice.agent = true;
            if (has_inner_adjective()) {
                choice.inside.push_back({last_.xcomp, {}});
                choice.type_suffix = "_" + view_.spell(tree_.lemma(last_.xcomp));
            }
            return choice;
        }
        if (last_.object >= 0) {
            if (light_noun(choice, rest)) {
                return choice;
            }
            choice.alternatives = noun_alternatives(last_.object, false);
            return choice;
        }
        if (last_.xcomp >= 0) {
            complement(choice);
            return choice;
        }
        if (infinitive_for(choice, rest) || time_as_object(choice, rest)) {
            return choice;
        }
        const auto object = std::find_if(rest.begin(), rest.end(), [&](TokenIndex o) {
            return last_.kind == Clause::Kind::Verb && tree_.rel(o) == Rel::OblUnmarked &&
                   o - 1 == last_.head + 1 && tree_.has_child(o, {Rel::Det}) &&
                   often_needs_object(tree_.lemma(last_.head));
        });
        if (object != rest.end()) {  // "I remember | that night"
            choice.alternatives = noun_alternatives(*object, false);
            rest.erase(object);
            return choice;
        }
        const auto place = std::find_if(rest.begin(), rest.end(), [&](TokenIndex o) {
            return o > last_.head && !tells_time(view_, o) && may_be_object(tree_, o);
        });
        if (place != rest.end()) {
            choice.alternatives = noun_alternatives(*place, true);
            rest.erase(place);
            return choice;
        }
        if (const TokenIndex like = what_it_is_like(); like >= 0) {
            choice.alternatives.push_back(clause_argument(view_, like));
            return choice;
        }
        const auto relative = std::find_if(rest.begin(), rest.end(), [&](TokenIndex o) {
            return tree_.is_relative(o) &&
                   (tree_.token(o).xpos != "WRB" || tree_.has_child(o, {Rel::Case}));
        });
        if (relative != rest.end() && !has_gerund()) {
            if (auto phrase = antecedent_oblique(*relative)) {
                choice.alternatives.push_back(std::move(*phrase));
                rest.erase(relative);
            }
        }
        return choice;
    }

    /// "feels | like it will rain", "looked | as if they knew"
    TokenIndex what_it_is_like() const {
        constexpr std::string_view kVerbs[] = {"feel", "look", "seem", "sound", "appear"};
        if (std::find(std::begin(kVerbs), std::end(kVerbs), tree_.lemma(last_.head)) ==
            std::end(kVerbs)) {
            return -1;
        }
        for (const TokenIndex child : tree_.children(last_.head)) {
            const TokenIndex mark = tree_.child(child, {Rel::Mark});
            if (child > last_.head && mark == last_.head + 1 &&
                tree_.is(child, {Rel::Advcl, Rel::Ccomp, Rel::Xcomp}) &&
                (tree_.form(mark) == "like" || tree_.form(mark) == "as")) {
                return child;
            }
        }
        return -1;
    }

    /// "settled in a town | where it rains", "worked in Lima, | where ...": said of the town, not
    /// of what is settled.
    bool tells_where(TokenIndex clause, const std::vector<TokenIndex>& rest) const {
        const TokenIndex where = tree_.child_form(clause, "where");
        if (where > 1 && tree_.form(where - 1) == "," && where - 1 > last_.head &&
            tree_.is_noun(where - 2)) {
            return true;
        }
        return where > 0 && tree_.subtree(clause).front() == where &&
               std::any_of(rest.begin(), rest.end(), [&](TokenIndex o) {
                   return o > last_.head && o < where && tree_.is_noun(o) &&
                          tree_.child_form(o, "in") >= 0 && tree_.subtree(o).back() + 1 == where;
               });
    }

    /// "remember | that night": a time can be what is remembered or spent.
    bool time_as_object(ObjectChoice& choice, std::vector<TokenIndex>& rest) const {
        constexpr std::string_view kVerbs[] = {"remember", "forget", "recall",    "spend",
                                               "waste",    "enjoy",  "celebrate", "dread"};
        const auto time = std::find_if(rest.begin(), rest.end(), [&](TokenIndex o) {
            return tree_.rel(o) == Rel::OblUnmarked && o > last_.head &&
                   tree_.subtree(o).front() == last_.head + 1 && tree_.has_child(o, {Rel::Det});
        });
        if (time == rest.end() || last_.kind != Clause::Kind::Verb ||
            std::find(std::begin(kVerbs), std::end(kVerbs), tree_.lemma(last_.head)) ==
                std::end(kVerbs)) {
            return false;
        }
        choice.alternatives.push_back(noun_argument(view_, *time, true));
        rest.erase(time);
        return true;
    }

    /// "waited for | the rain to stop": what is waited for is that it stops.
    bool infinitive_for(ObjectChoice& choice, std::vector<TokenIndex>& rest) const {
        for (auto o = rest.begin(); o != rest.end(); ++o) {
            if (*o < last_.head || tree_.child_form(*o, "for") < 0) {
                continue;
            }
            const TokenIndex end = tree_.subtree(*o).back();
            for (const TokenIndex child : tree_.children(last_.head)) {
                const Clause* inner = view_.clauses.headed_by(child);
                if (inner == nullptr || inner->to != end + 1 || inner->subject != *o ||
                    !tree_.is(child, {Rel::Advcl, Rel::Xcomp, Rel::Ccomp})) {
                    continue;
                }
                DraftPhrase phrase = oblique_argument(view_, *o, true);
                const TokenSet words = clause_phrase(tree_, child);
                phrase.words.insert(phrase.words.end(), words.begin(), words.end());
                phrase.clause = true;
                choice.alternatives.push_back(std::move(phrase));
                rest.erase(o);
                return true;
            }
        }
        return false;
    }

    /// "take part in X", "make use of X": a bare noun after a light verb belongs to the relation.
    bool light_noun(ObjectChoice& choice, std::vector<TokenIndex>& rest) {
        const TokenIndex noun = last_.object;
        if (!is_light_verb(tree_.lemma(last_.head)) || noun < last_.head ||
            tree_.token(noun).xpos != "NN" || last_.gap >= 0) {
            return false;
        }
        TokenIndex phrase = -1;
        for (const TokenIndex child : tree_.children(noun)) {
            if (tree_.rel(child) == Rel::Nmod && child > noun && phrase < 0) {
                phrase = child;
            } else if (tree_.rel(child) != Rel::Punct) {
                return false;
            }
        }
        if (phrase < 0) {
            const auto next = std::find_if(rest.begin(), rest.end(), [&](TokenIndex o) {
                return o > noun && !is_time(view_, o) && !preposition_tokens(tree_, o).empty();
            });
            if (next == rest.end() || preposition_tokens(tree_, *next).front() != noun + 1) {
                return false;
            }
            phrase = *next;
            rest.erase(next);
        }
        choice.inside.push_back({noun, {}});
        choice.type_suffix = "_" + view_.spell(tree_.lemma(noun));
        choice.alternatives = noun_alternatives(phrase, true);
        return true;
    }

    /// "became independent", "remained a colony", "started as a clerk"
    void complement(ObjectChoice& choice) const {
        const TokenIndex x = last_.xcomp;
        if (const TokenIndex doing = gerund_after(x); doing >= 0) {
            DraftPhrase phrase = clause_argument(view_, x);
            const TokenSet words = clause_phrase(tree_, doing);
            phrase.words.insert(phrase.words.end(), words.begin(), words.end());
            choice.alternatives.push_back(std::move(phrase));
        } else if (view_.clauses.headed_by(x) != nullptr) {
            choice.alternatives.push_back(clause_argument(view_, x));
        } else if (preposition_tokens(tree_, x).empty() && tree_.is_noun(x)) {
            choice.alternatives = noun_alternatives(x, false);
        } else if (!preposition_tokens(tree_, x).empty()) {
            choice.alternatives = noun_alternatives(x, true);
        } else {
            choice.alternatives.push_back(clause_argument(view_, x));
        }
    }

    /// "felt | at ease doing it": a gerund right behind an adjective completes it.
    TokenIndex gerund_after(TokenIndex x) const {
        const bool gerund = tree_.token(x).upos == "ADJ" && x + 1 < tree_.size() &&
                            tree_.token(x + 1).xpos == "VBG" && tree_.rel(x + 1) == Rel::Advcl &&
                            tree_.head(x + 1) == last_.head;
        return gerund ? x + 1 : -1;
    }

    bool has_gerund() const {
        const auto children = tree_.children(last_.head);
        return std::any_of(children.begin(), children.end(),
                           [&](TokenIndex child) { return is_gerund(child); });
    }

    /// "by annexing X": an argument like a phrase.
    bool is_gerund(TokenIndex child) const {
        if (tree_.rel(child) != Rel::Advcl || child < last_.head) {
            return false;
        }
        const TokenIndex mark = tree_.child(child, {Rel::Mark});
        const TokenIndex being = tree_.child(child, {Rel::Aux, Rel::AuxPass, Rel::Cop});
        const bool gerund = tree_.token(child).xpos == "VBG" ||
                            (being > mark && tree_.token(being).xpos == "VBG" &&
                             !tree_.has_child(child, {Rel::Nsubj, Rel::NsubjPass}));
        if (mark >= 0 && tree_.has_child(child, {Rel::Aux}) &&
            (tree_.form(mark) == "although" || tree_.form(mark) == "though" ||
             tree_.form(mark) == "because" || tree_.form(mark) == "whereas")) {
            return false;
        }
        const bool denied = last_.polarity == Polarity::Negative;     // "cannot win without trying"
        return mark >= 0 && gerund && tree_.form(mark) != "while" &&  // "from | being one"
               (denied || tree_.form(mark) != "without");
    }

    std::vector<DraftPhrase> further_arguments(const std::vector<TokenIndex>& rest) const {
        std::vector<DraftPhrase> result;
        if (last_.ccomp >= 0 && last_.object >= 0) {
            result.push_back(noun_argument(view_, last_.object, true));
        }
        if (last_.kind == Clause::Kind::Passive && last_.object >= 0 && last_.agent >= 0) {
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
            last_.object < 0 && !has_inner_adjective()) {
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
            if (!is_gerund(child)) {
                continue;
            }
            const TokenIndex mark = tree_.child(child, {Rel::Mark});
            DraftPhrase phrase = clause_argument(view_, child);
            phrase.preposition = {mark};
            std::erase(phrase.words, mark);
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
