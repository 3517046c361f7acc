#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extract/extractors/extractor.hpp"

/// What stands as the object of a verb's clause: its direct object, content, complement, agent or
/// the first phrase with a preposition.
namespace trefoil::extract {

struct ObjectChoice {
    std::vector<DraftPhrase> alternatives;  ///< members of a coordination; empty for none
    std::vector<RelationPiece> inside;      ///< words that belong to the relation: "take part" in
    std::string type_suffix;
    bool agent = false;
};

/// Chooses the object of a chain of verbs from `top` to `last`, and takes it out of `rest`, the
/// further phrases of the clause.
ObjectChoice choose_object(const SentenceView& view, const Clause& top, const Clause& last,
                           std::vector<TokenIndex>& rest);

/// "spoke Welsh well and some Czech": what stands between the members is said of those before
/// it. "from 5 in 1990 and 8 in 1995": a time between the members is one member's, and so is
/// the one behind the last.
void drop_arguments_of_members(const ObjectChoice& choice, TokenIndex member, Draft& draft);

/// "made | possible | by X", "taken | care | of": the bare adjective between a passive and its
/// agent, or noun before a preposition left behind, which is part of what is done; -1 for none.
TokenIndex inner_word(const Tree& tree, const Clause& last);

/// "a book called Song and Dance": one title.
bool gives_title(const Tree& tree, const Clause& last);

/// "by annexing X": an argument like a phrase.
bool is_gerund(const Tree& tree, const Clause& last, TokenIndex child);

/// Preposition of a relative clause's oblique ("in which"), whose noun is the antecedent.
std::optional<DraftPhrase> antecedent_oblique(const SentenceView& view, const Clause& last,
                                              TokenIndex oblique);

}  // namespace trefoil::extract
