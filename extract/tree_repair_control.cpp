/// Slips at clauses that another clause commands, denies or depends on.

#include <algorithm>

#include "extract/tree_mender.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

/// "Had they checked it, the house | would be safe": the clause that opens with its auxiliary is
/// the condition, and the other one is the main clause.
void TreeMender::opening_condition(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (!is(i, {Rel::Parataxis, Rel::Ccomp}) || verb == kRoot || verb > i || head(verb) != kRoot) {
        return;
    }
    const TokenIndex first = child_in(verb, 0, verb, {Rel::Aux, Rel::Cop, Rel::AuxPass});
    const TokenIndex who = child_in(verb, 0, verb, {Rel::Nsubj, Rel::NsubjPass, Rel::Expl});
    const TokenIndex would = child_in(i, verb + 1, i, {Rel::Aux});
    const TokenIndex main = child_in(i, verb + 1, i, {Rel::Nsubj, Rel::NsubjPass, Rel::Expl});
    if (first < 0 || first > 1 || who <= first || would <= main || main < 0) {
        return;
    }
    const std::string_view f = form(would);
    const bool opens = form(first) == "had" || form(first) == "should" || form(first) == "were";
    if (opens && (f == "would" || f == "could" || f == "might" || f == "will" || f == "may") &&
        form(size() - 1) != "?") {
        const auto at = static_cast<std::size_t>(verb);
        hang(i, kRoot, rel(verb));
        arcs_.heads[at] = i;
        arcs_.rels[at] = Rel::Advcl;
    }
}

/// "urged the men who had signed it | to keep their word": what somebody is told to do is none of
/// the relative clause's.
void TreeMender::commanded(TokenIndex i) {
    if (!is(i, {Rel::Advcl, Rel::Acl}) || token(i).xpos != "VB" || head(i) == kRoot ||
        head(i) > i) {
        return;
    }
    const TokenIndex to = child_in(i, i - kNear, i, {Rel::Mark});
    TokenIndex relative = head(i);
    if (is_noun(relative) && is(relative, {Rel::Obj}) && head(relative) != kRoot) {
        relative = head(relative);
    }
    const TokenIndex told = rel(relative) == Rel::AclRelcl ? head(relative) : -1;
    if (to < 0 || form(to) != "to" || form(to - 1) == "," || told < 0 || told > relative ||
        !is(told, {Rel::Obj, Rel::Iobj}) || head(told) == kRoot || head(told) > told) {
        return;
    }
    constexpr std::string_view kCommand[] = {"urge",    "order",    "tell",     "ask",  "instruct",
                                             "command", "persuade", "convince", "beg",  "advise",
                                             "force",   "invite",   "warn",     "call", "require"};
    const TokenIndex verb = head(told);
    if (std::find(std::begin(kCommand), std::end(kCommand), lemma(verb)) != std::end(kCommand) &&
        child_in(verb, told, size(), {Rel::Xcomp, Rel::Ccomp}) < 0 &&
        child_in(relative, relative - kNear, relative, {Rel::Nsubj, Rel::NsubjPass}) >= 0) {
        hang(i, verb, Rel::Xcomp);
        arcs_.rels[static_cast<std::size_t>(told)] = Rel::Obj;
    }
}

/// "it was after the war | that she learned X": a phrase that is picked out is no object.
void TreeMender::that_of_cleft(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (!is(i, {Rel::Obj, Rel::OblUnmarked}) || form(i) != "that" || verb == kRoot || verb < i ||
        rel(verb) != Rel::AclRelcl || head(verb) != i - 1) {
        return;
    }
    const TokenIndex noun = head(verb);
    const TokenIndex it = child_in(noun, noun - kNear, noun, {Rel::Nsubj, Rel::Expl});
    if (it >= 0 && form(it) == "it" && child_in(noun, noun - kNear, noun, {Rel::Case}) > it &&
        child_in(noun, noun - kNear, noun, {Rel::Cop}) >= 0) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Mark;
    }
}

/// "denied that he knew it and | said he would stay": what is said beside a denial is not denied.
void TreeMender::said_beside_denial(TokenIndex i) {
    const TokenIndex content = head(i);
    if (rel(i) != Rel::Conj || content == kRoot || content > i || rel(content) != Rel::Ccomp ||
        head(content) == kRoot || token(i).xpos != "VBD" || !is_say_verb(lemma(i))) {
        return;
    }
    const TokenIndex denied = head(content);
    const bool denies = lemma(denied) == "deny" || lemma(denied) == "dispute" ||
                        lemma(denied) == "admit" || lemma(denied) == "acknowledge";
    if (denies && denied < content && token(denied).xpos == "VBD" &&
        child_in(i, content, i, {Rel::Nsubj, Rel::NsubjPass, Rel::Mark}) < 0) {
        hang(i, denied, Rel::Conj);
    }
}

}  // namespace trefoil::extract
