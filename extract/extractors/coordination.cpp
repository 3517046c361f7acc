/// Which members of a coordination are facts of their own.

#include <algorithm>

#include "extract/extractors/build.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

/// "A or B", "A / B": neither alone is said; in a list "A, B or C".
bool is_alternative(const Tree& tree, const std::vector<TokenIndex>& members) {
    return std::any_of(members.begin() + 1, members.end(), [&](TokenIndex m) {
        const TokenIndex cc = tree.child(m, {Rel::Cc});
        return cc >= 0 && (tree.form(cc) == "or" || tree.form(cc) == "and/or" ||
                           (tree.form(cc) == "/" && members.size() == 2));
    });
}

/// "at least 80 adults, children and others": the number counts them all.
bool counts_all(const Tree& tree, const std::vector<TokenIndex>& members) {
    const TokenIndex number = tree.child(members.front(), {Rel::Nummod});
    return number >= 0 && !tree.children(number).empty() &&
           std::all_of(members.begin() + 1, members.end(), [&](TokenIndex m) {
               return tree.token(m).xpos == "NNS" &&
                      !tree.has_child(m, {Rel::Det, Rel::NmodPoss, Rel::Nummod});
           });
}

bool is_limit(std::string_view word) {
    return word == "only" || word == "just" || word == "solely" || word == "exclusively" ||
           word == "merely";
}

/// "only by A and B", "just the A and the B", "A and B together": what is said of all members
/// alone excludes each of them.
bool covers_all(const Tree& tree, const std::vector<TokenIndex>& members) {
    const TokenIndex head = members.front();
    const TokenSet words = tree.subtree(head);
    const TokenSet preposition = preposition_tokens(tree, head);
    const TokenIndex behind = preposition.empty() ? -1 : preposition.back() + 1;
    for (const TokenIndex before : {words.front() - 1, words.front(), behind}) {
        const bool negated = before > 0 && tree.form(before - 1) == "not";  // "not only A"
        if (before < 0 || before >= head || negated || !is_limit(tree.form(before))) {
            continue;
        }
        const TokenIndex limited = tree.head(before);  // "just under 50" is not "just A and B"
        if (limited == head || (limited != kRoot && tree.is_verb(limited))) {
            return true;
        }
    }
    const TokenIndex last = tree.subtree(members.back()).back();
    return last + 1 < tree.size() &&
           (tree.form(last + 1) == "together" || tree.form(last + 1) == "alone" ||
            tree.form(last + 1) == "combined");
}

/// "here and at the lake", "to X and back": members of two kinds.
bool mixes_adverbs(const Tree& tree, const std::vector<TokenIndex>& members) {
    const auto is_adverb = [&](TokenIndex m) { return tree.token(m).upos == "ADV"; };
    return !std::all_of(members.begin(), members.end(), is_adverb) &&
           std::any_of(members.begin(), members.end(), is_adverb);
}

/// "her colleague and friend | Ann Lee", "the mayor and poet Ann Lee, who": one name behind
/// several nouns is that of one person.
void join_named(const Tree& tree, std::vector<TokenIndex>& members) {
    const TokenIndex first = members.front();
    const TokenIndex name = tree.child(first, {Rel::Appos});
    if (name < 0 || !tree.is_proper(name) || members.size() < 2 || members[1] > name ||
        set_off(tree, name)) {
        return;
    }
    std::erase_if(members, [&](TokenIndex m) { return m > first && m < name; });
}

/// "North and South X": two parts of X, of which the first has lost its name.
bool shares_region(const Tree& tree, const std::vector<TokenIndex>& members) {
    constexpr std::string_view kParts[] = {"north", "south", "east",  "west",   "upper",
                                           "lower", "inner", "outer", "central"};
    const auto part = [&](TokenIndex t) {
        return t >= 0 &&
               std::find(std::begin(kParts), std::end(kParts), tree.form(t)) != std::end(kParts);
    };
    return part(members.front()) && !tree.has_child(members.front(), {Rel::Det, Rel::Nmod}) &&
           part(tree.child(members.back(), {Rel::Compound, Rel::Amod}));
}

/// "a male and female lion", "the men and women of X", "Norwegian art and music": the members
/// share a noun, a phrase or an adjective of nationality, which one of them alone would lose.
bool shares_words(const Tree& tree, const std::vector<TokenIndex>& members) {
    const TokenIndex first = members.front();
    const TokenIndex last = members.back();
    if (tree.token(first).upos == "ADJ" || tree.token(first).upos == "DET") {
        return tree.is_noun(last);
    }
    const TokenIndex cc = tree.child(last, {Rel::Cc});
    const TokenIndex shared = tree.child(last, {Rel::Nmod});
    if (members.size() == 2 && tree.token(first).upos == "NOUN" && shared > last &&
        tree.token(last).upos == "NOUN" && tree.child_form(shared, "of") == last + 1 &&
        cc == first + 1 &&
        !tree.has_child(first, {Rel::Nmod, Rel::Acl, Rel::AclRelcl, Rel::Appos}) &&
        tree.has_child(first, {Rel::Det}) &&
        (!tree.has_child(last, {Rel::Det, Rel::NmodPoss, Rel::Nummod}) ||
         (tree.form(cc) == "and" && tree.child_form(first, "the") >= 0 &&
          tree.child_form(last, "the") >= 0))) {
        return true;  // "the length and full weight of the bones", "the size and the shape of it"
    }
    if (members.size() != 2 || !tree.is_noun(first) || tree.token(last).upos != "NOUN" ||
        cc != first + 1 || last != first + 2) {
        return false;
    }
    const auto of_phrase = [&](TokenIndex noun) {
        const TokenIndex phrase = tree.child(noun, {Rel::Nmod});
        return phrase > last && (tree.child_form(phrase, "of") >= 0 ||
                                 tree.child_form(phrase, "such") >= 0);  // "such as X"
    };
    if (of_phrase(first)) {
        return true;
    }
    // Nothing but the other member, and an article: "the hope and fear of X".
    const bool bare_first =
        tree.children(first).size() == (tree.has_child(first, {Rel::Det}) ? 2 : 1);
    const bool bare_last = tree.children(last).size() == 1;  // "and"
    const TokenIndex adjective = tree.child(first, {Rel::Amod});
    const bool nationality = adjective > 0 && tree.token(adjective).form.front() >= 'A' &&
                             tree.token(adjective).form.front() <= 'Z';
    const TokenIndex compound = tree.child(first, {Rel::Compound});
    const bool one_compound = compound >= 0 && compound + 1 == first &&
                              tree.token(last).xpos == "NN" &&
                              !tree.has_child(first, {Rel::Det, Rel::NmodPoss, Rel::Nummod});
    return (bare_first && of_phrase(last)) || (bare_last && (nationality || one_compound));
}

/// "two hours and five minutes", "5 feet 10 inches": a measure in two units, with what is joined
/// to it.
bool is_one_measure(const Tree& tree, const std::vector<TokenIndex>& members) {
    constexpr std::string_view kUnits[] = {"year",   "month", "week", "day",   "hour", "minute",
                                           "second", "foot",  "inch", "pound", "ounce"};
    const auto is_unit = [&](TokenIndex m) {
        return std::find(std::begin(kUnits), std::end(kUnits), tree.lemma(m)) != std::end(kUnits);
    };
    const bool counted = std::all_of(members.begin(), members.end(), [&](TokenIndex m) {
        return tree.has_child(m, {Rel::Nummod}) && is_unit(m);
    });
    if (counted && tree.lemma(members.front()) != tree.lemma(members.back())) {
        return true;
    }
    for (std::size_t i = 0; i + 1 < members.size(); ++i) {
        const TokenIndex next = members[i + 1];
        if (is_unit(members[i]) && is_unit(next) && tree.has_child(members[i], {Rel::Nummod}) &&
            tree.child(next, {Rel::Nummod}) == members[i] + 1 && members[i] + 1 < next) {
            return true;
        }
    }
    return false;
}

/// "90 km / h", "three hundred and five", "east / west"
bool is_one_number(const Tree& tree, const std::vector<TokenIndex>& members) {
    const TokenIndex first = members.front();
    const bool bare =
        members.size() == 2 && first + 2 == members.back() && tree.subtree(first).front() == first;
    for (TokenIndex t = first + 1; t < members.back(); ++t) {
        if (tree.form(t) == "/" && (tree.has_child(first, {Rel::Nummod}) || bare)) {
            return true;
        }
    }
    return std::all_of(members.begin(), members.end(),
                       [&](TokenIndex m) { return tree.token(m).upos == "NUM"; });
}

/// "young and old met", in place of a noun: what is both.
bool is_bare_adjective(const Tree& tree, TokenIndex head) {
    return tree.token(head).upos == "ADJ" && !tree.has_child(head, {Rel::Det, Rel::Cop}) &&
           tree.is(head, {Rel::Nsubj, Rel::NsubjPass, Rel::Obj, Rel::Iobj});
}

/// "home to A first and | later B", "to A and | back": what is left of a second clause, or an
/// adverb.
bool is_no_noun(const Tree& tree, TokenIndex head, TokenIndex member) {
    if (!tree.is_noun(head) || tree.has_child(member, {Rel::Case})) {
        return false;
    }
    const auto children = tree.children(member);
    const bool later = std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        return child < member && tree.rel(child) == Rel::Advmod && child > 0 &&
               tree.rel(child - 1) == Rel::Cc && is_time_adverb(tree.form(child));
    });
    return later || tree.has_child(member, {Rel::Orphan}) ||
           (tree.token(member).upos == "ADV" && tree.has_child(head, {Rel::Case}));
}

/// "born in Cork, Ireland, | the son of X": a person beside the places of a clause.
bool is_beside_place(const SentenceView& view, TokenIndex head, TokenIndex member) {
    const Tree& tree = view.tree;
    return view.is_name(head) && view.type_at(head) == EntityType::Place &&
           tree.has_child(head, {Rel::Case}) && tree.token(member).upos == "NOUN" &&
           tree.has_child(member, {Rel::Det}) && !tree.has_child(member, {Rel::Case, Rel::Cc}) &&
           view.gazetteer != nullptr &&
           view.gazetteer->noun_class(tree.lemma(member)) == NounClass::Person;
}

/// "a stage, radio and film | actor": what is joined are the kinds, not an actor to a stage.
bool shares_person(const SentenceView& view, const std::vector<TokenIndex>& members) {
    const Tree& tree = view.tree;
    const TokenIndex last = members.back();
    const auto is_thing = [&](TokenIndex m) {
        return tree.token(m).xpos == "NN" && !view.gazetteer->may_be_person(tree.lemma(m));
    };
    return view.gazetteer != nullptr && tree.token(last).xpos == "NN" &&
           view.gazetteer->noun_class(tree.lemma(last)) == NounClass::Person &&
           tree.has_child(last, {Rel::Compound}) &&
           !tree.has_child(last, {Rel::Det, Rel::NmodPoss, Rel::Nummod}) &&
           std::all_of(members.begin(), members.end() - 1, is_thing);
}

/// "home of Lord | and Lady X": a name joined to a noun that has a name before it.
bool joins_inner_name(const Tree& tree, const std::vector<TokenIndex>& members) {
    const TokenIndex first = members.front();
    if (tree.token(first).upos != "NOUN" || !tree.is_proper(members[1])) {
        return false;
    }
    const TokenIndex inner = tree.child(first, {Rel::Nmod});
    return inner > first && inner < members[1] && tree.is_proper(inner);
}

/// "fellow painter and neighbour | Ann Lee": a second noun without an article before one name.
bool shares_name(const Tree& tree, const std::vector<TokenIndex>& members) {
    const TokenIndex last = members.back();
    const TokenIndex cc = tree.child(last, {Rel::Cc});
    const TokenIndex title = tree.child(last, {Rel::NmodDesc});
    return members.size() == 2 && tree.token(members.front()).xpos == "NN" &&
           tree.is_proper(last) && cc == members.front() + 1 && title == cc + 1 &&
           tree.token(title).xpos == "NN";
}

}  // namespace

std::vector<TokenIndex> split_coordination(const SentenceView& view, TokenIndex head) {
    const Tree& tree = view.tree;
    std::vector<TokenIndex> members = conjuncts(tree, head);
    std::erase_if(members, [&](TokenIndex m) {
        return m != head && (is_etcetera(tree, m) || is_no_noun(tree, head, m) ||
                             is_beside_place(view, head, m));
    });
    join_named(tree, members);
    if (members.size() == 1) {
        return members;
    }
    if (tree.child_form(head, "between") >= 0 || is_alternative(tree, members) ||
        shares_words(tree, members) || shares_person(view, members) ||
        joins_inner_name(tree, members) || is_bare_adjective(tree, head) ||
        counts_all(tree, members) || shares_region(tree, members) || is_one_number(tree, members) ||
        is_one_measure(tree, members) || shares_name(tree, members) || covers_all(tree, members) ||
        mixes_adverbs(tree, members)) {
        return {head};
    }
    for (const EntityMention& m : view.mentions) {
        const bool name =
            m.mention.kind == MentionKind::Name || m.mention.kind == MentionKind::Value;
        if (name && m.first <= members.front() && members.back() <= m.last) {
            return {head};
        }
    }
    return members;
}

namespace {

bool stands_behind(const Tree& tree, const Clause& clause, TokenIndex member) {
    return member != clause.subject && member > clause.head &&
           tree.dominates(clause.subject, clause.head) && !tree.dominates(clause.head, member);
}

}  // namespace

namespace {

/// "A and B like each other", "A and B wrote to one another": neither does it alone.
bool acts_on_each_other(const SentenceView& view, const Clause& clause) {
    const Tree& tree = view.tree;
    for (TokenIndex t = clause.head + 1; t < tree.size(); ++t) {
        const std::string_view f = tree.form(t);
        const std::string_view before = tree.form(t - 1);
        if (!(f == "other" && before == "each") && !(f == "another" && before == "one")) {
            continue;
        }
        const int around = view.clauses.governing(tree, t);
        if (around >= 0 &&
            view.clauses.list[static_cast<std::size_t>(around)].subject == clause.subject) {
            return true;
        }
    }
    return false;
}

/// "A and B | all failed", "A and B won the first and the second, respectively": what is told of
/// all is not told of one.
bool is_told_of_all(const Tree& tree, const Clause& clause) {
    constexpr std::string_view kAll[] = {"all", "both", "each", "respectively"};
    const auto children = tree.children(clause.head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        return t > clause.subject && tree.is(t, {Rel::Advmod, Rel::Det}) &&
               std::find(std::begin(kAll), std::end(kAll), tree.form(t)) != std::end(kAll);
    });
}

}  // namespace

std::vector<TokenIndex> split_subjects(const SentenceView& view, const Clause& clause) {
    const Tree& tree = view.tree;
    std::vector<TokenIndex> members = split_coordination(view, clause.subject);
    if (members.size() > 1 && (acts_on_each_other(view, clause) || is_told_of_all(tree, clause))) {
        return {clause.subject};
    }
    // "was a painter, poet and thinker | known as X": nouns for one person.
    if (tree.dominates(clause.subject, clause.head) && tree.child_form(members.front(), "a") >= 0) {
        std::erase_if(members, [&](TokenIndex m) {
            return m != clause.subject && tree.token(m).xpos == "NN" &&
                   !tree.has_child(m, {Rel::Det, Rel::NmodPoss, Rel::Nummod});
        });
    }
    std::erase_if(members, [&](TokenIndex m) { return stands_behind(view.tree, clause, m); });
    return members;
}

bool is_joined_behind(const Tree& tree, const Clause& clause) {
    const std::vector<TokenIndex> members = conjuncts(tree, clause.subject);
    return std::any_of(members.begin(), members.end(),
                       [&](TokenIndex m) { return stands_behind(tree, clause, m); });
}

void share_owner(const Tree& tree, TokenIndex first, DraftPhrase& member) {
    const TokenIndex owner = tree.child(first, {Rel::NmodPoss});
    if (owner < 0 || member.clause || member.words.empty() || member.head == first ||
        tree.token(member.head).upos != "NOUN") {
        return;
    }
    constexpr std::string_view kCounts[] = {"many", "several", "few",     "other",
                                            "more", "such",    "various", "numerous"};
    const auto children = tree.children(member.head);
    const bool counted = std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        return tree.is(t, {Rel::Det, Rel::NmodPoss, Rel::Nummod}) ||
               std::find(std::begin(kCounts), std::end(kCounts), tree.form(t)) != std::end(kCounts);
    });
    const bool pronoun = tree.token(owner).xpos == "PRP$";
    const bool beside = tree.token(first).upos == "NOUN" && member.head == first + 2 &&
                        tree.rel(first + 1) == Rel::Cc;
    if (!counted && (pronoun || beside)) {
        const TokenSet words = tree.subtree(owner);
        member.words.insert(member.words.begin(), words.begin(), words.end());
    }
}

}  // namespace trefoil::extract
