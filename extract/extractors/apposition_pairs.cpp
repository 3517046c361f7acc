/// Two nouns side by side: what tells an apposition from members of a list, a source in brackets or
/// a slip.

#include "extract/extractors/apposition_pairs.hpp"

#include <algorithm>

#include "extract/extractors/build.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

bool place_pair(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    return is_place(view, outer) && is_place(view, inner);
}

/// "the X Institute, Y": an institution and the name of the place where it is.
bool seat(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    return view.is_name(outer) && view.is_name(inner) &&
           view.type_at(outer) == EntityType::Organization &&
           view.type_at(inner) == EntityType::Place;
}

/// "new roads, the renewal of parks and ...": one thing that is not the several before it.
/// "the dog, the cat, the horse": side by side.
/// But "the mayor, the head of the council, the leader of the party" may be one person.
bool list_items(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    const Tree& tree = view.tree;
    const auto definite = [&](TokenIndex t) {
        return tree.token(t).upos == "NOUN" && tree.child_form(t, "the") >= 0;
    };
    const auto children = tree.children(outer);
    const bool described = view.gazetteer != nullptr &&
                           view.gazetteer->may_be_person(tree.lemma(inner)) &&
                           tree.has_child(inner, {Rel::Nmod});
    const bool row = !described && definite(outer) && definite(inner) &&
                     std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
                         return t != inner && t > outer && tree.rel(t) == Rel::Appos && definite(t);
                     });
    return row || (tree.token(outer).xpos == "NNS" && tree.token(inner).xpos == "NN" &&
                   tree.child_form(inner, "the") >= 0 &&
                   !tree.has_child(outer, {Rel::Det, Rel::NmodPoss, Rel::Nummod}));
}

/// "the duty to speak, the duty to listen": one noun, told apart by what follows.
bool two_of_a_kind(const Tree& tree, TokenIndex outer, TokenIndex inner) {
    const auto told = [&](TokenIndex noun) {
        return tree.child(noun, {Rel::Acl, Rel::AclRelcl, Rel::Nmod}) > noun;
    };
    return tree.lemma(outer) == tree.lemma(inner) && told(outer) && told(inner);
}

/// "a coat, a hat and some gloves", "all my heart, all my strength", "A, his brother and his
/// two friends": members of a list whose first is taken for the head of the second.
bool is_enumeration(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    const Tree& tree = view.tree;
    const TokenIndex next = tree.child(inner, {Rel::Conj});
    if (view.is_name(outer)) {
        const TokenIndex name = tree.child(inner, {Rel::Appos});
        if (!view.is_name(inner) && name == inner + 1 && view.is_name(name) &&
            view.type_at(name) == view.type_at(outer)) {
            return true;  // "A, the painter B"
        }
        return !view.is_name(inner) && next >= 0 && is_plural(tree, next, true) &&
               !is_plural(tree, inner, true) && !is_plural(tree, outer);
    }
    if (view.is_name(inner)) {
        return false;
    }
    const auto bare = [&](TokenIndex t) {
        return tree.token(t).xpos == "NN" &&
               !tree.has_child(t, {Rel::Det, Rel::DetPredet, Rel::NmodPoss, Rel::Nummod});
    };
    const TokenIndex mark = tree.subtree(inner).front();
    const bool comma = tree.form(mark) == "," || (mark > 0 && tree.form(mark - 1) == ",");
    if (comma && bare(outer) && bare(inner) && !tree.has_child(inner, {Rel::AclRelcl})) {
        return true;  // "low growth, high debt"
    }
    const TokenIndex left = tree.child(outer, {Rel::Det, Rel::DetPredet, Rel::NmodPoss});
    const TokenIndex right = tree.child(inner, {Rel::Det, Rel::DetPredet, Rel::NmodPoss});
    const bool same = left >= 0 && right >= 0 && tree.form(left) == tree.form(right);
    const bool article = left >= 0 && (tree.form(left) == "a" || tree.form(left) == "an");
    const bool person =
        view.gazetteer == nullptr || person_alone(view, outer) || person_alone(view, inner);
    const bool any = right >= 0 && (tree.form(right) == "any" || tree.form(right) == "every");
    const bool all = same && tree.form(left) != "the" && (!article || !person);
    return (next >= 0 && !is_plural(tree, outer, true)) || all || any ||
           (same && two_of_a_kind(tree, outer, inner));
}

/// "chapter 4", "row 12": a place in a work or an order.
bool is_numbered(const Tree& tree, TokenIndex noun) {
    const TokenIndex number = tree.child(noun, {Rel::Flat, Rel::Nummod, Rel::NmodUnmarked});
    return tree.token(noun).upos == "NOUN" && number == noun + 1 &&
           tree.token(number).upos == "NUM" && tree.lemma(noun) != "number" &&
           !tree.has_child(noun, {Rel::Det, Rel::NmodPoss});
}

/// "stone by stone": how something was done. "one step that": said of the whole clause.
bool is_beside_noun(const SentenceView& view, TokenIndex inner) {
    const Tree& tree = view.tree;
    const TokenIndex phrase = tree.child(inner, {Rel::Nmod});
    const TokenIndex one = tree.child(inner, {Rel::Nummod});
    const bool manner = phrase == inner + 2 && tree.form(phrase) == tree.form(inner);
    return manner || (one >= 0 && tree.form(one) == "one" && view.gazetteer != nullptr &&
                      !view.gazetteer->may_be_person(tree.lemma(inner)));
}

bool in_quotes(const Tree& tree, TokenIndex t) {
    const TokenSet words = tree.subtree(t);
    const auto quote = [&](TokenIndex at) {
        return at >= 0 && (tree.form(at) == "\"" || tree.form(at) == "“");
    };
    return quote(words.front()) || quote(words.front() - 1);
}

/// "the weekly papers, the Star": one name of a thing is not several. A team's or a band's is.
bool one_of_several(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    const Tree& tree = view.tree;
    const TokenIndex name = view.is_name(inner) ? inner : outer;
    const TokenIndex noun = name == inner ? outer : inner;
    if (view.is_name(outer) == view.is_name(inner) || tree.token(noun).xpos != "NNS" ||
        tree.form(noun) == tree.lemma(noun) || is_plural(tree, name) || view.gazetteer == nullptr ||
        view.gazetteer->may_be_person(tree.lemma(noun))) {
        return false;
    }
    if (in_quotes(tree, name) || tree.rel(name) == Rel::Conj || tree.has_child(name, {Rel::Conj})) {
        return false;  // the initials "A. B."; "A and B, two regions"
    }
    const TokenSet words = name_words(view, name);
    return std::none_of(words.begin(), words.end(), [&](TokenIndex t) {
        return tree.token(t).xpos == "NNPS" || tree.form(t).ends_with('s') ||
               tree.token(t).upos == "CCONJ";
    });
}

/// In brackets: the actor of a part, a work of the artist, a measure, a quoted source.
bool beside_the_point(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    const Tree& tree = view.tree;
    const TokenSet words = tree.subtree(inner);
    const auto open =
        std::find_if(words.begin(), words.end(), [&](TokenIndex t) { return tree.form(t) == "("; });
    const TokenIndex first = open != words.end() && open + 1 != words.end() ? open[1] : inner;
    const std::string& last = tree.token(words.back()).upos;
    const std::string& before = tree.token(words[words.size() > 1 ? words.size() - 2 : 0]).upos;
    if (tree.form(inner).find('/') != std::string_view::npos || tree.token(first).upos == "NUM" ||
        tree.token(first).upos == "SYM" ||
        (tree.is_proper(inner) && (last == "NUM" || before == "NUM"))) {
        return true;
    }
    const auto person = [&](TokenIndex t) {
        return view.is_name(t) && view.type_at(t) == EntityType::Person;
    };
    return person(inner) || (person(outer) && (tree.is_proper(inner) || view.is_name(inner)));
}

/// "beat A in one round, the champion and seed B in the next": members of a list that the
/// parser took for an apposition to the first.
bool is_list(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    const Tree& tree = view.tree;
    if (!view.is_name(outer) || view.is_name(inner)) {
        return false;
    }
    const auto person = [&](TokenIndex t) {
        return view.is_name(t) && view.type_at(t) == EntityType::Person;
    };
    const auto members = conjuncts(tree, inner);
    if (person(outer) && std::any_of(members.begin(), members.end(), [&](TokenIndex m) {
            const TokenSet words = tree.subtree(m, [&](TokenIndex t) {
                return tree.is(t, {Rel::Nmod, Rel::Acl, Rel::AclRelcl, Rel::Conj});
            });
            return m != inner && (person(m) || std::any_of(words.begin(), words.end(), person));
        })) {
        return true;
    }
    return false;
}

/// Names of two things in a list; only a person's second name is a title or an office.
bool two_works(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    return view.is_name(outer) && view.is_name(inner) &&
           view.type_at(outer) != EntityType::Person && view.type_at(inner) != EntityType::Person;
}

/// "Avila (Spain)", "the X Institute (Spain)": the larger place.
bool is_around(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    return (seat(view, outer, inner) || place_pair(view, outer, inner)) &&
           !is_abbreviation(view.tree, outer) && !is_abbreviation(view.tree, inner);
}

/// "A and B (AB)": the word in brackets is the name of both together.
bool is_sum(const Tree& tree, TokenIndex outer, TokenIndex inner) {
    return (tree.rel(outer) == Rel::Conj || tree.has_child(outer, {Rel::Conj})) &&
           is_abbreviation(tree, inner);
}

bool quantity(const Tree& tree, TokenIndex noun) {
    return tree.token(noun).upos == "NUM" ||
           (tree.has_child(noun, {Rel::Nummod}) && tree.token(noun).upos != "PROPN" &&
            tree.subtree(noun).size() <= 3 &&
            tree.form(tree.child(noun, {Rel::Nummod})).find_first_of("0123456789") !=
                std::string_view::npos);
}

/// "Jr", "Inc": part of the name before it.
bool is_suffix(std::string_view form) {
    constexpr std::string_view kSuffixes[] = {"jr",  "sr",  "inc",  "ltd", "co",  "corp",
                                              "llc", "phd", "md",   "ii",  "iii", "iv",
                                              "esq", "plc", "ph.d", "m.d", "b.a", "mp"};
    while (form.ends_with('.')) {
        form.remove_suffix(1);
    }
    return std::find(std::begin(kSuffixes), std::end(kSuffixes), form) != std::end(kSuffixes);
}

bool may_be_person(const SentenceView& view, TokenIndex noun) {
    const std::string_view lemma = view.tree.lemma(noun);
    return view.gazetteer->may_be_person(lemma) || !view.gazetteer->noun_class(lemma) ||
           *view.gazetteer->noun_class(lemma) == NounClass::Group;
}

/// A name and a noun can be one thing: a person and no deed, an organization and no person.
bool compatible(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    if (view.gazetteer == nullptr || view.is_name(outer) == view.is_name(inner)) {
        return view.is_name(outer) || view.gazetteer == nullptr ||
               person_alone(view, outer) == person_alone(view, inner) ||
               may_be_person(view, outer) == may_be_person(view, inner);
    }
    const TokenIndex name = view.is_name(outer) ? outer : inner;
    const TokenIndex noun = name == outer ? inner : outer;
    const auto noun_class = view.gazetteer->noun_class(view.tree.lemma(noun));
    if (!noun_class || view.tree.token(noun).upos != "NOUN") {
        return true;
    }
    const bool person = view.gazetteer->may_be_person(view.tree.lemma(noun));
    switch (view.type_at(name)) {
        case EntityType::Person:
            return person || *noun_class == NounClass::Group;
        case EntityType::Work:
            return *noun_class != NounClass::Person || name == outer;
        case EntityType::Place:
        case EntityType::Facility:
            if (*noun_class == NounClass::Person && name == outer) {
                return false;  // "born in X, the daughter of Y"
            }
            [[fallthrough]];
        case EntityType::Organization:
            return *noun_class != NounClass::Act && *noun_class != NounClass::Cognition &&
                   *noun_class != NounClass::Attribute && *noun_class != NounClass::Quantity &&
                   *noun_class != NounClass::Event;
        default:
            return true;
    }
}

}  // namespace

bool may_be_one(const SentenceView& view, TokenIndex outer, TokenIndex inner, bool bracket) {
    const Tree& tree = view.tree;
    const EntityType type = view.type_at(inner);
    const std::string& upos = tree.token(inner).upos;
    const bool bare_name =
        tree.form(outer) == "name" &&
        !tree.has_child(outer, {Rel::NmodPoss, Rel::Nmod, Rel::Amod, Rel::Compound});
    if (is_etcetera(tree, inner) || type == EntityType::Date || type == EntityType::Money ||
        type == EntityType::Quantity || quantity(tree, inner) || quantity(tree, outer) ||
        upos == "PRON" || upos == "NUM" || is_time_noun(tree.lemma(inner)) ||
        is_time_noun(tree.lemma(outer)) || is_suffix(tree.form(inner)) ||
        is_numbered(tree, inner) || bare_name || is_beside_noun(view, inner) ||
        one_of_several(view, outer, inner) || !compatible(view, outer, inner)) {
        return false;
    }
    if (!bracket) {
        return !is_list(view, outer, inner) && !is_enumeration(view, outer, inner) &&
               !list_items(view, outer, inner);
    }
    const TokenIndex other = tree.child(inner, {Rel::Conj});
    const bool choice = other >= 0 && tree.child_form(other, "or") >= 0;
    return !choice && !beside_the_point(view, outer, inner);  // "by water (ferry or yacht)"
}

bool is_within(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    return place_pair(view, outer, inner) || seat(view, outer, inner);
}

bool are_two(const SentenceView& view, TokenIndex outer, TokenIndex inner, bool bracket) {
    return bracket ? is_around(view, outer, inner) || is_sum(view.tree, outer, inner)
                   : two_works(view, outer, inner);
}

bool person_alone(const SentenceView& view, TokenIndex noun) {
    return view.gazetteer != nullptr &&
           view.gazetteer->noun_class(view.tree.lemma(noun)) == NounClass::Person;
}

bool is_place(const SentenceView& view, TokenIndex t) {
    const EntityType type = view.type_at(t);
    return view.is_name(t) && (type == EntityType::Place || type == EntityType::Facility);
}

bool is_abbreviation(const Tree& tree, TokenIndex t) {
    const std::string& word = tree.token(t).form;
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool disagree(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    const Tree& tree = view.tree;
    const auto several = [&](TokenIndex t) {
        return tree.token(t).xpos == "NNS" && tree.form(t) != tree.lemma(t);
    };
    const auto group = [&](TokenIndex t) {
        constexpr std::string_view kSeveral[] = {"group", "set",  "pair",   "rest",    "bulk",
                                                 "core",  "part", "result", "product", "cause"};
        return std::find(std::begin(kSeveral), std::end(kSeveral), tree.lemma(t)) !=
                   std::end(kSeveral) ||
               (view.gazetteer != nullptr &&
                view.gazetteer->noun_class(tree.lemma(t)) == NounClass::Group);
    };
    const auto one = [&](TokenIndex t) {
        const bool article = tree.child_form(t, "a") >= 0 || tree.child_form(t, "an") >= 0;
        return tree.token(t).xpos == "NN" &&
               (article || (tree.child_form(t, "the") >= 0 && !group(t)));
    };
    return (several(outer) && one(inner)) || (one(outer) && several(inner));
}

bool repeats_name(const SentenceView& view, TokenIndex outer, TokenIndex inner) {
    const TokenSet names = name_words(view, outer);
    const TokenSet around = name_words(view, inner);
    return around.size() > names.size() &&
           std::equal(
               names.rbegin(), names.rend(), around.rbegin(),
               [&](TokenIndex a, TokenIndex b) { return view.tree.form(a) == view.tree.form(b); });
}

}  // namespace trefoil::extract
