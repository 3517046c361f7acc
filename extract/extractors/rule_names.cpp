#include "extract/extractors/rule_names.hpp"

namespace trefoil::extract {

namespace {

std::string subject_rule(const SentenceView& view, const Clause& c) {
    if (c.antecedent_subject) {
        return "subject from the noun that the clause hangs on";
    }
    if (c.own_subject) {
        return "own subject";
    }
    if (c.first_conjunct >= 0) {
        return "subject shared with the predicate before";
    }
    if (c.to > 0 && view.tree.dominates(c.subject, c.to - 1)) {
        return "subject from the phrase before \"to\"";
    }
    return c.link == Rel::Xcomp ? "subject from the governing verb's arguments"
                                : "subject of the clause around it";
}

std::string object_rule(const Draft& draft) {
    if (!draft.object) {
        return draft.arguments.empty() ? "nothing but the predicate" : "no object";
    }
    if (draft.kind == "passive") {
        return "object from the by-phrase";
    }
    if (draft.object->clause) {
        return "object is a clause";
    }
    return draft.object->preposition.empty() ? "direct object or predicate"
                                             : "object from the first phrase with a preposition";
}

}  // namespace

std::string rule_of(const SentenceView& view, const Draft& draft) {
    std::string rule(draft.kind);
    if (draft.clause >= 0) {
        const Clause& last = view.clauses.list[static_cast<std::size_t>(draft.clause)];
        const Clause& first = view.clauses.chain_begin(last);
        if (&first != &last) {
            rule += ", chain of verbs";
        }
        rule += "; " + subject_rule(view, first);
    }
    return rule + "; " + object_rule(draft);
}

}  // namespace trefoil::extract
