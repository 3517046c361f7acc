/// Facts inside a noun phrase that a reader completes with "is": appositions, names in brackets,
/// titles before names.

#include <algorithm>

#include "extract/extractors/apposition_pairs.hpp"
#include "extract/extractors/build.hpp"
#include "extract/extractors/registry.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class Appositions : public Extractor {
  public:
    [[nodiscard]] std::string_view name() const override { return "apposition"; }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        const Tree& tree = view.tree;
        const bool verbless = view.clauses.list.empty();
        for (TokenIndex i = 0; i < tree.size(); ++i) {
            if (tree.rel(i) != Rel::Appos || tree.head(i) == kRoot || !tree.is_noun(tree.head(i)) ||
                !tree.is_noun(i)) {
                continue;
            }
            if (i < tree.head(i) || !stands_beside(view, i) || !is_closed(tree, i) ||
                (verbless && !names_person(view, i)) || later_of_several(view, i) ||
                in_title(tree, i) || is_listed(tree, i) || says_nothing(tree, i) ||
                is_of_some(tree, i)) {
                continue;
            }
            const TokenIndex outer =
                maker_of(view, whole_name(view, last_member(view, tree.head(i), i), i), i);
            const TokenIndex person = person_above(view, outer, i);
            if (person < 0) {
                continue;
            }
            const TokenIndex noun = nearest(view, person, i);
            read(view, noun == tree.head(i) ? explained(view, i) : noun, i, drafts);
        }
        for (const Clause& clause : view.clauses.list) {
            if (clause.kind == Clause::Kind::Passive && clause.subject >= 0 &&
                tree.lemma(clause.head) == "bear") {
                read_born(view, clause, drafts);
            }
        }
    }

  private:
    /// "many people, most of them | students": said of some of them.
    static bool is_of_some(const Tree& tree, TokenIndex i) {
        const TokenSet words = tree.subtree(i);
        return std::any_of(words.begin(), words.end(), [&](TokenIndex t) {
            return tree.form(t) == "of" &&
                   (tree.form(t + 1) == "them" || tree.form(t + 1) == "whom") &&
                   t <= words.front() + 2;
        });
    }

    /// After a comma, dash or bracket; without one only a name right after its noun ("his brother |
    /// Daniel"): else it is as often a complement ("considers it a crime") or a slip.
    static bool stands_beside(const SentenceView& view, TokenIndex i) {
        const Tree& tree = view.tree;
        const TokenIndex first = tree.subtree(i).front();
        const TokenIndex outer = tree.head(i);
        if (set_off(tree, i)) {
            const TokenIndex mark = tree.rel(first) == Rel::Punct && first != i ? first : first - 1;
            return tree.form(mark) != ":" && tree.form(mark) != ";";
        }
        return view.is_name(i) && first == outer + 1 && tree.token(outer).upos == "NOUN";
    }

    /// A comma opens an apposition and another mark closes it: "after A, B is ..." has none.
    static bool is_closed(const Tree& tree, TokenIndex i) {
        const TokenIndex next = tree.subtree(i).back() + 1;
        if (!set_off(tree, i) || next >= tree.size() ||
            !(tree.is_verb(next) || tree.token(next).upos == "AUX")) {
            return true;
        }
        const TokenIndex outer = tree.head(i);
        return preposition_tokens(tree, outer).empty() && !tree.has_child(i, {Rel::Conj});
    }

    /// "the writer A, the painter B and the singer C" hung on the first noun: the second name is
    /// that of somebody else, as is the one behind "A's".
    static bool later_of_several(const SentenceView& view, TokenIndex i) {
        const Tree& tree = view.tree;
        const auto children = tree.children(tree.head(i));
        return std::any_of(children.begin(), children.end(), [&](TokenIndex other) {
            const bool owner = tree.token(other).xpos == "POS";
            const bool name = tree.rel(other) == Rel::Appos && view.is_name(other) &&
                              ((view.is_name(i) && view.type_at(other) == view.type_at(i)) ||
                               (!set_off(tree, other) && tree.has_child(i, {Rel::Appos})));
            return other > tree.head(i) && other < i && (owner || name);
        });
    }

    /// "the guides, maps, things like that": one of several beside an "etc.".
    static bool is_listed(const Tree& tree, TokenIndex i) {
        const auto children = tree.children(tree.head(i));
        return std::any_of(children.begin(), children.end(), [&](TokenIndex other) {
            return tree.is(other, {Rel::Appos, Rel::Conj}) && is_etcetera(tree, other);
        });
    }

    /// "a fruit—say, a pear", "trees, for example an oak": one of many.
    static bool is_example(const Tree& tree, TokenIndex i) {
        const auto children = tree.children(i);
        return std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
            const std::string_view f = tree.form(t);
            return t < i && (f == "say" || f == "e.g." || f == "e.g" || f == "eg" ||
                             f == "example" || f == "instance" || f == "like");
        });
    }

    /// "trade, the trade of the islands": a bare noun said again; "(see for example | Hill 2001)";
    /// what is not there.
    static bool says_nothing(const Tree& tree, TokenIndex i) {
        const TokenIndex outer = tree.head(i);
        if (is_example(tree, i)) {
            return true;
        }
        const TokenIndex which = tree.child(outer, {Rel::Det});
        if (which >= 0 && tree.form(which) == "no") {
            return true;  // "had no choice, a sad end"
        }
        const bool bare = !tree.has_child(outer, {Rel::Amod, Rel::Compound, Rel::Nmod, Rel::Acl,
                                                  Rel::AclRelcl, Rel::Nummod, Rel::NmodPoss});
        const bool example = tree.lemma(outer) == "example" || tree.lemma(outer) == "instance";
        return bare && tree.token(outer).upos == "NOUN" &&
               (tree.lemma(outer) == tree.lemma(i) ||
                (example && tree.has_child(outer, {Rel::Case})));
    }

    /// "X was born in Y in 1900, the son of Z": who X is, wherever the parser hung it.
    void read_born(const SentenceView& view, const Clause& clause,
                   std::vector<Draft>& drafts) const {
        const Tree& tree = view.tree;
        if (clause.polarity != Polarity::Positive || clause.modality != Modality::Actual ||
            split_subjects(view, clause).size() > 1) {
            return;
        }
        for (const TokenIndex t : tree.subtree(clause.head)) {
            const TokenIndex above = tree.head(t);
            if (t < clause.head || !set_off(tree, t) || !preposition_tokens(tree, t).empty() ||
                !tree.is(t, {Rel::Appos, Rel::Conj, Rel::Parataxis, Rel::OblUnmarked}) ||
                tree.has_child(t, {Rel::Cc, Rel::Nsubj}) || !is_descent(view, t) ||
                (above != clause.head && !tree.is(above, {Rel::Obl, Rel::Conj})) ||
                (view.is_name(above) && view.type_at(above) == EntityType::Person)) {
                continue;
            }
            const TokenIndex other = tree.child(t, {Rel::Conj});
            drafts.push_back(
                is_fact(view, name(), "copula",
                        view.is_name(clause.subject) ? name_argument(view, clause.subject)
                                                     : noun_argument(view, clause.subject),
                        noun_argument(view, t, other >= 0 && tree.token(other).upos == "NOUN")));
            drafts.back().relation.front().inserted = "is";
            return;
        }
    }

    /// "the son of Z", "the second of four sons"
    static bool is_descent(const SentenceView& view, TokenIndex t) {
        const Tree& tree = view.tree;
        const TokenIndex joined = tree.child(t, {Rel::Conj});
        const auto phrase = [&](TokenIndex noun) {
            return noun < 0 ? -1 : tree.child(noun, {Rel::Nmod, Rel::Obl});
        };
        const TokenIndex of = std::max(phrase(t), phrase(joined));
        if (of < t || tree.child_form(of, "of") < 0) {
            return false;
        }
        const auto person = [&](TokenIndex noun) {
            return tree.token(noun).upos == "NOUN" && person_alone(view, noun);
        };
        const bool counted = tree.token(t).xpos == "JJS" || tree.form(t) == "one" ||
                             tree.token(t).feats.find("NumType=Ord") != std::string::npos;
        return person(t) ? tree.has_child(t, {Rel::Det, Rel::Amod}) : counted && person(of);
    }

    /// "A, a teacher, a friend of B": each of several nouns behind a name is said of the name.
    static TokenIndex explained(const SentenceView& view, TokenIndex inner) {
        const Tree& tree = view.tree;
        const TokenIndex outer = tree.head(inner);
        const bool chain = tree.rel(outer) == Rel::Appos && !view.is_name(outer) &&
                           !view.is_name(inner) && set_off(tree, outer) && set_off(tree, inner);
        const TokenIndex name = chain ? tree.head(outer) : kRoot;
        return name != kRoot && name < outer && view.is_name(name) ? name : outer;
    }

    /// "A and B, the mayor", "the choir and its leader, a pupil of X": of two names or nouns one
    /// noun is about the second.
    static TokenIndex last_member(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
        const Tree& tree = view.tree;
        TokenIndex second = -1;
        for (const TokenIndex child : tree.children(outer)) {
            if (child > outer && child < inner && tree.rel(child) == Rel::Conj) {
                second = child;
            }
        }
        const bool alike = second >= 0 && view.is_name(outer) == view.is_name(second);
        return alike && set_off(tree, inner) && tree.token(inner).xpos == "NN" &&
                       !is_plural(tree, inner) && !is_plural(tree, second) &&
                       tree.subtree(second).back() + 1 >= tree.subtree(inner).front() - 1
                   ? second
                   : outer;
    }

    /// "the largest producer of cobalt, Congo": a name is no bare stuff but who deals in it.
    static TokenIndex maker_of(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
        const Tree& tree = view.tree;
        const TokenIndex above = tree.rel(outer) == Rel::Nmod ? tree.head(outer) : kRoot;
        return above != kRoot && above < outer && view.is_name(inner) && set_off(tree, inner) &&
                       tree.token(outer).xpos == "NN" && tree.token(outer).upos == "NOUN" &&
                       !view.is_name(outer) && tree.token(above).upos == "NOUN" &&
                       tree.child_form(outer, "of") == above + 1 && outer == above + 2 &&
                       tree.has_child(above, {Rel::Det, Rel::NmodPoss})
                   ? above
                   : outer;
    }

    /// "the Theatre of X (Det Teater)": a name in brackets is that of the whole name before it.
    static TokenIndex whole_name(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
        const Tree& tree = view.tree;
        const TokenIndex above = tree.rel(outer) == Rel::Nmod ? tree.head(outer) : kRoot;
        return above != kRoot && above < outer && tree.is_proper(above) &&
                       tree.child_form(outer, "of") >= 0 && tree.is_proper(inner) &&
                       !is_place(view, inner) && tree.form(tree.subtree(inner).front()) == "("
                   ? above
                   : outer;
    }

    /// "Come Home, My Love" in quotation marks: the title of a work.
    static bool in_title(const Tree& tree, TokenIndex i) {
        constexpr TokenIndex kLongest = 10;
        const auto quote = [&](TokenIndex t) {
            const std::string_view f = tree.form(t);
            return f == "\"" || f == "“" || f == "``" || f == "”" || f == "''";
        };
        const TokenIndex outer = tree.head(i);
        TokenIndex open = outer;
        while (open >= 0 && outer - open < kLongest && !quote(open)) {
            --open;
        }
        TokenIndex close = i;
        while (close < tree.size() && close - i < kLongest && !quote(close)) {
            ++close;
        }
        if (open < 0 || close >= tree.size() || !quote(open) || !quote(close) ||
            close - open > kLongest) {
            return false;
        }
        for (TokenIndex t = open + 1; t < close; ++t) {
            if (quote(t) || tree.is_tensed(t)) {
                return false;
            }
        }
        return true;
    }

    /// "the voice of A, B's son", "an attack by the A--a group": what follows a name at the end of
    /// a phrase is about the name.
    static TokenIndex nearest(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
        const Tree& tree = view.tree;
        if (view.is_name(outer) || view.is_name(inner) || tree.head(inner) != outer ||
            !set_off(tree, inner)) {
            return outer;
        }
        if (const TokenIndex same = repeated_noun(tree, outer, inner); same >= 0) {
            return same;
        }
        const TokenIndex first = tree.subtree(inner).front();
        for (const TokenIndex child : tree.children(outer)) {
            if (tree.rel(child) != Rel::Nmod || child < outer || child > inner ||
                !view.is_name(child)) {
                continue;
            }
            const bool part = tree.child_form(child, "of") >= 0;
            if (part &&
                (view.type_at(child) != EntityType::Person || view.gazetteer == nullptr ||
                 !view.gazetteer->may_be_person(tree.lemma(inner)) || person_alone(view, outer))) {
                continue;  // "the city of A, a capital"
            }
            const TokenIndex last = tree.subtree(child).back();
            const bool several = tree.has_child(child, {Rel::Conj});  // "between A and B, a strip"
            if (several && view.gazetteer != nullptr &&
                view.gazetteer->may_be_person(tree.lemma(inner))) {
                return conjuncts(tree, child).back();  // "between A and his brother, captain B"
            }
            if (!several && (last + 1 == first || last + 2 == first)) {
                return child;
            }
        }
        const TokenIndex thing = thing_of_person(view, outer, inner);
        return thing >= 0 ? thing : outer;
    }

    /// "the head of the school, a former barn": what is no person explains the thing; or -1.
    static TokenIndex thing_of_person(const SentenceView& view, TokenIndex outer,
                                      TokenIndex inner) {
        const Tree& tree = view.tree;
        const TokenIndex of = tree.child(outer, {Rel::Nmod});
        if (view.gazetteer == nullptr || of < outer || tree.token(of).upos != "NOUN" ||
            tree.child_form(of, "of") < 0) {
            return -1;
        }
        const auto person = [&](TokenIndex t) {
            return view.gazetteer->may_be_person(tree.lemma(t));
        };
        const auto what = view.gazetteer->noun_class(tree.lemma(inner));
        const bool thing = what && (*what == NounClass::Artifact || *what == NounClass::Location) &&
                           !person(inner);
        const TokenIndex last = tree.subtree(of).back();
        return person(outer) && !person(of) && thing && last + 2 >= tree.subtree(inner).front()
                   ? of
                   : -1;
    }

    /// "the edge of the field, the field of his youth": the noun that is said once more.
    static TokenIndex repeated_noun(const Tree& tree, TokenIndex outer, TokenIndex inner) {
        for (TokenIndex t = outer + 1; t < inner && tree.lemma(outer) != tree.lemma(inner); ++t) {
            if (tree.token(t).upos == "NOUN" && tree.rel(t) == Rel::Nmod &&
                tree.lemma(t) == tree.lemma(inner) && tree.dominates(outer, t)) {
                return t;
            }
        }
        return -1;
    }

    /// In a list, an address or an affiliation without a verb only persons are said to be
    /// something.
    static bool names_person(const SentenceView& view, TokenIndex i) {
        const TokenIndex outer = view.tree.head(i);
        const bool inner_name = view.is_name(i);
        const TokenIndex name = inner_name ? i : outer;
        return view.is_name(name) && view.type_at(name) == EntityType::Person &&
               view.is_name(i) != view.is_name(outer);
    }

    /// "the economist of the bank, Maria Lopez": a person's name is about the person, wherever it
    /// hangs; -1 if that may be either of two.
    static TokenIndex person_above(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
        const Tree& tree = view.tree;
        if (view.gazetteer == nullptr) {
            return outer;
        }
        const auto person = [&](TokenIndex t) {
            return view.type_at(t) == EntityType::Person ||
                   (tree.token(t).upos == "NOUN" && view.gazetteer->may_be_person(tree.lemma(t)));
        };
        const bool name = view.type_at(inner) == EntityType::Person && view.is_name(inner);
        if (name && !set_off(tree, inner)) {
            return outer;  // "the aunt of the painter | Ann Lee"
        }
        const TokenIndex above = tree.rel(outer) == Rel::Nmod ? tree.head(outer) : kRoot;
        if (name && above != kRoot && above < outer && person(outer) && person_alone(view, above) &&
            tree.token(above).upos == "NOUN" && !view.is_name(outer) &&
            tree.child_form(outer, "of") >= 0) {
            return -1;  // "the wife of the baker, Ann": either
        }
        const bool member = !name && !view.is_name(outer) && !person(outer) &&
                            set_off(tree, inner) && person_alone(view, inner) &&
                            tree.token(inner).xpos == "NN";  // "the head of the school, a nun"
        if (!name && !member && !(is_place(view, outer) && is_office(view, inner))) {
            return outer;
        }
        TokenIndex at = outer;
        while (!person(at) && tree.is(at, {Rel::Nmod, Rel::NmodPoss}) && tree.head(at) != kRoot) {
            at = tree.head(at);
        }
        return person(at) && (tree.token(at).upos == "NOUN" || !name) ? at : outer;
    }

    /// "the Chair of the board": what only a person is.
    static bool is_office(const SentenceView& view, TokenIndex t) {
        return !view.is_name(t) && view.gazetteer->may_be_person(view.tree.lemma(t)) &&
               view.tree.has_child(t, {Rel::Det, Rel::NmodPoss}) &&
               !is_place_noun(view.tree.lemma(t));
    }

    /// "Ann Lee, | aka | The Kid": the word that opens a second name; -1 for none.
    static TokenIndex alias_mark(const Tree& tree, TokenIndex inner) {
        for (TokenIndex t = tree.subtree(inner).front(); t < inner; ++t) {
            if (tree.form(t) == "aka" || tree.form(t) == "a.k.a." || tree.form(t) == "a.k.a") {
                return t;
            }
        }
        return -1;
    }

    void read(const SentenceView& view, TokenIndex outer, TokenIndex inner,
              std::vector<Draft>& drafts) const {
        const Tree& tree = view.tree;
        const TokenIndex first = tree.subtree(inner).front();
        const auto opens = [&](TokenIndex t) {
            return t >= 0 && t < inner && (tree.form(t) == "(" || tree.form(t) == "[");
        };
        const bool bracket = opens(first) || opens(first + 1) || opens(first - 1);
        const bool behind_bracket = first > 0 && tree.form(first - 1) == ")";
        const TokenIndex joined = tree.child(outer, {Rel::Conj});
        if (behind_bracket || !may_be_one(view, outer, inner, bracket) ||
            (bracket && joined > outer && joined < inner)) {
            return;  // "Georgia) Europe", "A and B (C)": something else stands between
        }
        const TokenIndex alias = alias_mark(tree, inner);
        if (alias < 0 && !bracket && is_within(view, outer, inner)) {
            if (repeats_name(view, outer, inner)) {
                return;
            }
            Draft draft = is_fact(view, name(), "location", name_argument(view, outer),
                                  noun_argument(view, inner));
            draft.relation.front().inserted += " in";
            draft.type = "be_in";
            drafts.push_back(std::move(draft));
            return;
        }
        if (alias < 0 && are_two(view, outer, inner, bracket)) {
            return;
        }
        // The name is the subject, whichever side it stands on.
        const bool swap = view.is_name(inner) && !view.is_name(outer);
        const TokenIndex subject = swap ? inner : outer;
        const TokenIndex object = swap ? outer : inner;
        auto subjects = split_coordination(view, subject);
        // "A and B, two regions": a plural apposition on the last member is about all of them.
        if (!swap && tree.rel(outer) == Rel::Conj && is_plural(tree, inner) &&
            !is_plural(tree, outer)) {
            subjects = split_coordination(view, tree.head(outer));
        }
        auto objects = split_coordination(view, object);
        if (bracket && (!closest_name(view, outer, inner) || may_be_higher(view, outer, inner))) {
            return;
        }
        drop_strangers(view, outer, inner, subjects);
        drop_strangers(view, outer, inner, objects);
        const bool several = objects.size() == 1 && !view.is_name(objects.front()) &&
                             tree.token(objects.front()).xpos == "NNS";
        const bool person = view.type_at(subject) == EntityType::Person;
        if (several && view.is_name(subject) && (person || (swap && subjects.size() > 1))) {
            const auto members = conjuncts(tree, subject);
            const bool more = std::any_of(members.begin(), members.end(),
                                          [&](TokenIndex m) { return is_etcetera(tree, m); });
            if (subjects.size() > 1 && !more) {
                drafts.push_back(is_fact(view, name(), "apposition",
                                         names_together(view, subjects.front()),
                                         side(view, objects.front(), outer, inner)));
                drafts.back().relation.front().inserted = "are";
            }
            return;  // "the writers A and B": both together are writers
        }
        const bool mostly =  // "the victims, mostly women and children"
            tree.has_child(inner, {Rel::Advmod}) && tree.has_child(inner, {Rel::Conj});
        const bool together =
            mostly ||
            (objects.size() > 1 && !view.is_name(outer) && is_plural(tree, outer, true)) ||
            (!person_alone(view, inner) && shares_article(tree, inner));
        const bool one_person = person && (view.is_name(subject) || !is_plural(tree, subject));
        if (!swap && together && subjects.size() == 1 && !one_person) {
            drafts.push_back(is_fact(view, name(), "apposition", side(view, outer, outer, inner),
                                     noun_argument(view, inner, true)));
            return;  // "two ships, the A and the B", "Part 1, the plan and aim of it": both
        }
        for (const TokenIndex s : subjects) {
            for (const TokenIndex o : objects) {
                if (disagree(view, s, o)) {
                    continue;
                }
                const bool title = swap && is_one_title(view, outer, inner);
                DraftPhrase left = title                      ? noun_argument(view, s, true)
                                   : s == inner || s == outer ? side(view, s, outer, inner)
                                                              : noun_argument(view, s);
                Draft draft = is_fact(view, name(), "apposition", std::move(left),
                                      side(view, o, outer, inner));
                if (title) {
                    draft.relation.front().inserted = "is";
                }
                draft.modality = made_status(view, outer);
                drafts.push_back(std::move(draft));
            }
        }
    }

    /// "the plan and aim of the work": two nouns, told as one thing.
    static bool shares_article(const Tree& tree, TokenIndex noun) {
        const TokenIndex other = tree.child(noun, {Rel::Conj});
        return other >= 0 && tree.has_child(noun, {Rel::Det}) && tree.token(other).upos == "NOUN" &&
               !tree.has_child(other, {Rel::Det, Rel::NmodPoss, Rel::Nummod});
    }

    /// Of "A, a B and C": only a person's name has several predicates; what is joined to A behind
    /// the apposition is not meant, nor what is joined to B with an article of its own.
    static void drop_strangers(const SentenceView& view, TokenIndex outer, TokenIndex inner,
                               std::vector<TokenIndex>& members) {
        const Tree& tree = view.tree;
        const bool person = view.is_name(outer) && view.type_at(outer) == EntityType::Person;
        const bool several = is_plural(tree, outer) && !tree.has_child(outer, {Rel::Conj});
        std::erase_if(members, [&](TokenIndex m) {
            if (m == outer || m == inner || tree.rel(m) != Rel::Conj) {
                return false;
            }
            if (tree.dominates(inner, m)) {
                return !several && (!person || tree.has_child(m, {Rel::NmodPoss}));
            }
            return m > inner;
        });
    }

    /// "two sons, A and B, and a daughter": the names alone.
    static DraftPhrase names_together(const SentenceView& view, TokenIndex first) {
        DraftPhrase phrase = noun_argument(view, first, true);
        auto members = conjuncts(view.tree, first);
        while (view.tree.token(members.back()).upos == "NOUN" && !view.is_name(members.back())) {
            std::erase_if(phrase.words,
                          [&](TokenIndex t) { return view.tree.dominates(members.back(), t); });
            members.pop_back();
        }
        trim_punctuation(view.tree, phrase.words);
        return phrase;
    }

    /// "her last book, Ends or Means", "the firm Hale and Reed": one thing whose name has a
    /// conjunction.
    static bool is_one_title(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
        const Tree& tree = view.tree;
        const TokenIndex other = tree.child(inner, {Rel::Conj});
        const auto capital = [&](TokenIndex t) {
            const char first = tree.token(t).form.front();
            return first >= 'A' && first <= 'Z';
        };
        return other >= 0 && view.is_name(inner) && capital(inner) && capital(other) &&
               tree.token(outer).xpos == "NN" && view.gazetteer != nullptr &&
               !view.gazetteer->may_be_person(tree.lemma(outer)) &&
               !is_place_noun(tree.lemma(outer)) &&
               tree.child(other, {Rel::Cc}) == tree.subtree(other).front() &&
               !tree.has_child(other, {Rel::Case});
    }

    /// "the Union of X (UX)": an abbreviation in brackets stands for a name that begins with its
    /// letter.
    static bool closest_name(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
        const std::string& letters = view.tree.token(inner).form;
        const bool abbreviation = letters.size() > 1 && letters.size() < 8 &&
                                  std::all_of(letters.begin(), letters.end(),
                                              [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!abbreviation) {
            return true;
        }
        const TokenSet words = side(view, outer, outer, inner).words;
        return std::any_of(words.begin(), words.end(), [&](TokenIndex t) {
            return view.tree.token(t).form.front() == letters.front();
        });
    }

    /// "the lakes in the park (Long Lake)": the name may be that of either noun.
    static bool may_be_higher(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
        const Tree& tree = view.tree;
        const TokenIndex higher = tree.rel(outer) == Rel::Nmod ? tree.head(outer) : kRoot;
        return higher != kRoot && tree.token(higher).upos == "NOUN" &&
               tree.token(outer).upos == "NOUN" && view.is_name(inner) && !view.is_name(outer) &&
               !is_abbreviation(tree, inner);
    }

    /// "a student who tries it, | into doing X": the phrase goes on with the clause around it.
    static void drop_behind_comma(const Tree& tree, DraftPhrase& phrase) {
        const auto comma =
            std::find_if(phrase.words.begin(), phrase.words.end(), [&](TokenIndex t) {
                return t > phrase.head && tree.form(t) == "," && t + 1 < tree.size() &&
                       (tree.token(t + 1).upos == "ADP" || tree.token(t + 1).upos == "SCONJ");
            });
        phrase.words.erase(comma, phrase.words.end());
    }

    /// "the painter A | in Florence", "the yacht B | from Monday"
    static void drop_place(const SentenceView& view, DraftPhrase& name) {
        const bool person = view.type_at(name.head) == EntityType::Person;
        for (const TokenIndex child : view.tree.children(name.head)) {
            if (child > name.head && view.tree.rel(child) == Rel::Nmod &&
                !in_one_name(view, name.head, child) && (person || is_time(view, child))) {
                std::erase_if(name.words, [&](TokenIndex t) {
                    return t > name.head && view.tree.dominates(child, t);
                });
            }
        }
    }

    /// One side of the apposition, without the other.
    static DraftPhrase side(const SentenceView& view, TokenIndex head, TokenIndex outer,
                            TokenIndex other) {
        const TokenIndex above = other == outer ? head : view.tree.head(other);
        const bool inside = view.tree.rel(above) == Rel::Nmod && view.tree.head(above) == head;
        if (head == outer && view.is_name(head) && view.tree.is_proper(head) && !inside) {
            return name_argument(view, head);
        }
        DraftPhrase phrase = noun_argument(view, head);
        if (head != outer && view.is_name(head)) {
            drop_place(view, phrase);
        }
        if (head != outer) {
            drop_behind_comma(view.tree, phrase);
        }
        if (head == outer) {
            PhraseOptions options;
            options.clauses = false;
            phrase.words = noun_phrase(view.tree, head, options);
            std::erase_if(phrase.words, [&](TokenIndex t) {
                return (other != outer && view.tree.dominates(other, t)) ||
                       (t > other && is_frame_behind(view, t, other)) ||
                       std::any_of(view.tree.children(head).begin(), view.tree.children(head).end(),
                                   [&](TokenIndex child) {
                                       return view.tree.rel(child) == Rel::Appos &&
                                              view.tree.dominates(child, t);
                                   });
            });
        }
        drop_numbers(view.tree, phrase);
        if (const TokenIndex alias = alias_mark(view.tree, head); alias >= 0) {
            std::erase_if(phrase.words, [&](TokenIndex t) { return t <= alias; });
        }
        trim_punctuation(view.tree, phrase.words);
        return phrase;
    }

    /// "her second film, X, | in 1990", "the painter A | in Cork": a word of a time or place behind
    /// the apposition is the clause's.
    static bool is_frame_behind(const SentenceView& view, TokenIndex word, TokenIndex inner) {
        for (TokenIndex at = word; at > inner && at != kRoot; at = view.tree.head(at)) {
            const bool there = view.tree.child_form(at, "in") > inner && is_place(view, at) &&
                               view.type_at(inner) == EntityType::Person;
            if (view.tree.is(at, {Rel::Nmod, Rel::NmodUnmarked}) && (is_time(view, at) || there)) {
                return true;
            }
        }
        return false;
    }

    /// "guests | 2 - 1", "the tower - 1450": a score or a year behind the noun.
    static void drop_numbers(const Tree& tree, DraftPhrase& phrase) {
        for (const TokenIndex child : tree.children(phrase.head)) {
            const bool bare = child > phrase.head && tree.rel(child) == Rel::NmodUnmarked &&
                              tree.token(child).upos == "NUM";
            const bool score = tree.has_child(child, {Rel::Nmod});
            if (bare && (score || tree.rel(child - 1) == Rel::Punct)) {
                std::erase_if(phrase.words, [&](TokenIndex t) { return tree.dominates(child, t); });
            }
        }
    }
};

}  // namespace

std::unique_ptr<const Extractor> appositions() {
    return std::make_unique<Appositions>();
}

}  // namespace trefoil::extract
