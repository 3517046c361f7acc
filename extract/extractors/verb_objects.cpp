#include "extract/extractors/verb_objects.hpp"

#include <algorithm>
#include <string_view>

#include "extract/extractors/arguments.hpp"
#include "extract/extractors/build.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class ObjectReader {
  public:
    ObjectReader(const SentenceView& view, const Clause& top, const Clause& last)
        : view_(view), tree_(view.tree), top_(top), last_(last) {}

    ObjectChoice choose(std::vector<TokenIndex>& rest) {
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
        if (const TokenIndex inner = inner_word(tree_, last_); inner >= 0) {
            add_inner(inner, choice, rest);
            if (last_.agent < 0) {
                return choice;
            }
        }
        if (last_.kind == Clause::Kind::Passive && last_.agent >= 0) {
            choice.alternatives = noun_alternatives(last_.agent, true);
            choice.agent = true;
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
            if (auto phrase = antecedent_oblique(view_, last_, *relative)) {
                choice.alternatives.push_back(std::move(*phrase));
                rest.erase(relative);
            }
        }
        return choice;
    }

  private:
    std::vector<DraftPhrase> noun_alternatives(TokenIndex head, bool prepositional) const {
        std::vector<DraftPhrase> result;
        TokenSet first_preposition;
        const bool title = !prepositional && tree_.is_proper(head) && gives_title(tree_, last_);
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

    /// "was taken | care of": with what is left of the noun's phrase.
    void add_inner(TokenIndex inner, ObjectChoice& choice, std::vector<TokenIndex>& rest) const {
        choice.inside.push_back({inner, {}});
        choice.type_suffix = "_" + view_.spell(tree_.lemma(inner));
        if (tree_.token(inner).upos == "ADJ") {
            return;
        }
        choice.type_suffix += "_" + std::string(tree_.form(inner + 1));
        const auto of = std::find(rest.begin(), rest.end(), inner + 1);
        if (of != rest.end()) {
            choice.inside.push_back({*of, {}});
            rest.erase(of);
        }
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
                           [&](TokenIndex child) { return is_gerund(tree_, last_, child); });
    }

    const SentenceView& view_;
    const Tree& tree_;
    const Clause& top_;
    const Clause& last_;
};

}  // namespace

ObjectChoice choose_object(const SentenceView& view, const Clause& top, const Clause& last,
                           std::vector<TokenIndex>& rest) {
    return ObjectReader(view, top, last).choose(rest);
}

TokenIndex inner_word(const Tree& tree, const Clause& last) {
    const TokenIndex word = last.head + 1;
    const TokenIndex of = word + 1;
    if (last.kind != Clause::Kind::Passive || (word != last.xcomp && word != last.object) ||
        !tree.children(word).empty() || of >= tree.size()) {
        return -1;
    }
    const TokenIndex noun = tree.head(of);
    const bool left = tree.token(of).upos == "ADP" && tree.children(of).empty() &&
                      ((noun == last.head && tree.rel(of) == Rel::Obl) ||
                       (last.agent > of && noun == last.agent &&
                        preposition_tokens(tree, last.agent).size() > 1));
    const bool adjective =
        word == last.xcomp && last.agent > word && tree.token(word).upos == "ADJ";
    return adjective || (left && tree.token(word).xpos == "NN") ? word : -1;
}

bool gives_title(const Tree& tree, const Clause& last) {
    constexpr std::string_view kTitle[] = {"entitle", "title", "call", "name", "dub", "nickname"};
    return last.kind == Clause::Kind::Passive &&
           std::find(std::begin(kTitle), std::end(kTitle), tree.lemma(last.head)) !=
               std::end(kTitle);
}

bool is_gerund(const Tree& tree, const Clause& last, TokenIndex child) {
    if (tree.rel(child) != Rel::Advcl || child < last.head) {
        return false;
    }
    const TokenIndex mark = tree.child(child, {Rel::Mark});
    const TokenIndex being = tree.child(child, {Rel::Aux, Rel::AuxPass, Rel::Cop});
    const bool gerund =
        tree.token(child).xpos == "VBG" || (being > mark && tree.token(being).xpos == "VBG" &&
                                            !tree.has_child(child, {Rel::Nsubj, Rel::NsubjPass}));
    if (mark >= 0 && tree.has_child(child, {Rel::Aux}) &&
        (tree.form(mark) == "although" || tree.form(mark) == "though" ||
         tree.form(mark) == "because" || tree.form(mark) == "whereas")) {
        return false;
    }
    const bool denied = last.polarity == Polarity::Negative;     // "cannot win without trying"
    return mark >= 0 && gerund && tree.form(mark) != "while" &&  // "from | being one"
           (denied || tree.form(mark) != "without");
}

std::optional<DraftPhrase> antecedent_oblique(const SentenceView& view, const Clause& last,
                                              TokenIndex oblique) {
    const Tree& tree = view.tree;
    if (!tree.is_relative(oblique) || last.noun < 0) {
        return std::nullopt;
    }
    DraftPhrase phrase = antecedent(tree, last.noun);
    phrase.preposition = preposition_tokens(tree, oblique);
    if (const TokenIndex left = tree.child(oblique, {Rel::Case});
        phrase.preposition.empty() && left > oblique) {
        phrase.preposition = {left};  // "the man that she spoke to"
    }
    if (phrase.preposition.empty() && is_time(view, last.noun)) {
        return std::nullopt;  // "the day | that she left"
    }
    return phrase;
}

void drop_arguments_of_members(const ObjectChoice& choice, TokenIndex member, Draft& draft) {
    if (choice.alternatives.size() < 2) {
        return;
    }
    const TokenIndex first = choice.alternatives.front().head;
    const TokenIndex last = choice.alternatives.back().head;
    const auto between = [&](const DraftPhrase& a) {
        return !a.clause && !a.words.empty() && a.words.front() > first && a.words.back() < last;
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

}  // namespace trefoil::extract
