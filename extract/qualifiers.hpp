#pragma once

#include "extract/clause.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

/// Fills in polarity, modality and source of every clause: from its own negation, auxiliaries and
/// markers, and from what governs it (extract/verb_classes.hpp). A denied, refused or failed event
/// is negative; one that is planned, left open or conditional never stays actual. "Reported" is
/// kept for hidden sources ("reportedly", "is said to"). `question`: the sentence ends with a
/// question mark.
void qualify(const Tree& tree, Clauses& clauses, bool question);

/// What the word that governs a clause says about it: verb, adjective or noun.
Effect effect_of(const Tree& tree, TokenIndex governor);

/// True for "sure", "clear" and the like, which with a negation leave open what they govern.
bool is_doubted(const Tree& tree, const Clause& governor);

/// True for "why do you think that X?": X is taken for granted.
bool asks_why(const Tree& tree, const Clause& c);

/// True for "assuming that X", "supposing X", with nobody named who supposes it: a condition.
bool is_supposing(const Tree& tree, const Clause& c);

/// True if the phrase with this head is negated by its determiner or itself ("no troops",
/// "nobody").
bool has_negative_determiner(const Tree& tree, TokenIndex head);

/// True for the second part of "not X but Y".
bool is_opposed(const Tree& tree, TokenIndex head);

/// True for a phrase that is set against another: "not X" of "Y, not X" and "not X but Y".
bool is_excluded(const Tree& tree, TokenIndex head);

}  // namespace trefoil::extract
