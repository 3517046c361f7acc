/// Which members of a coordination are facts of their own.

#include <algorithm>

#include "extract/extractors/build.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

/// "A or B": neither alone is said; in a list "A, B or C".
bool is_alternative(const Tree& tree, const std::vector<TokenIndex>& members) {
    return std::any_of(members.begin() + 1, members.end(), [&](TokenIndex m) {
        const TokenIndex cc = tree.child(m, {Rel::Cc});
        return cc >= 0 && (tree.form(cc) == "or" || tree.form(cc) == "and/or");
    });
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
        !tree.has_child(last, {Rel::Det, Rel::NmodPoss, Rel::Nummod})) {
        return true;  // "the length and full weight of the bones"
    }
    if (members.size() != 2 || tree.token(first).upos != "NOUN" ||
        tree.token(last).upos != "NOUN" || cc != first + 1 || last != first + 2) {
        return false;
    }
    const auto of_phrase = [&](TokenIndex noun) {
        const TokenIndex phrase = tree.child(noun, {Rel::Nmod});
        return phrase > last && tree.child_form(phrase, "of") >= 0;
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
    return (bare_first && of_phrase(last)) || (bare_last && nationality);
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

/// "only A and B": neither alone.
bool has_focus(const Tree& tree, TokenIndex head) {
    const auto focus = [&](TokenIndex t) {
        const std::string_view f = t >= 0 ? tree.form(t) : std::string_view{};
        return (f == "only" || f == "just" || f == "merely" || f == "solely") &&
               (t == 0 || tree.form(t - 1) != "not");
    };
    if (tree.has_child(head, {Rel::Case}) && focus(tree.subtree(head).front() - 1)) {
        return true;  // "visited only by A and B"
    }
    const auto children = tree.children(head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        return child < head && tree.rel(child) == Rel::Advmod && tree.head(child + 1) == head &&
               focus(child);
    });
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

/// "home of Lord | and Lady X": a name joined to a noun that has a name before it.
bool joins_inner_name(const Tree& tree, const std::vector<TokenIndex>& members) {
    const TokenIndex first = members.front();
    if (tree.token(first).upos != "NOUN" || !tree.is_proper(members[1])) {
        return false;
    }
    const TokenIndex inner = tree.child(first, {Rel::Nmod});
    return inner > first && inner < members[1] && tree.is_proper(inner);
}

}  // namespace

std::vector<TokenIndex> split_coordination(const SentenceView& view, TokenIndex head) {
    const Tree& tree = view.tree;
    std::vector<TokenIndex> members = conjuncts(tree, head);
    std::erase_if(members, [&](TokenIndex m) {
        return m != head && (is_etcetera(tree, m) || is_no_noun(tree, head, m));
    });
    if (members.size() == 1) {
        return members;
    }
    if (tree.child_form(head, "between") >= 0 || is_alternative(tree, members) ||
        shares_words(tree, members) || joins_inner_name(tree, members) || has_focus(tree, head) ||
        is_bare_adjective(tree, head) || is_one_number(tree, members)) {
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

}  // namespace trefoil::extract
