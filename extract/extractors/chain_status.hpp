#pragma once

#include <vector>

#include "extract/extractors/extractor.hpp"

/// What a relation of several verbs says as a whole: "tried to win" and "stopped working" are
/// events of their own, although nobody may have won and nobody worked.
namespace trefoil::extract {

/// Indices of the clauses whose verbs a relation is made of: the chain that begins at `clause`, and
/// before it what a verb coordinated with the end of another chain shares ("plans to A and B").
std::vector<int> worded_chain(const Clauses& clauses, int clause);

/// True for an attempt ("tried to win") and an end ("stopped working", not "stopped to look"): the
/// type of the relation keeps the verb, and its polarity and modality are the attempt's or the
/// end's, not those of what `next` says.
bool is_event_of_its_own(const SentenceView& view, const Clause& c, const Clause& next);

/// Gives the draft the polarity and modality of its relation as worded, where that begins with an
/// attempt or an end; else leaves it alone.
void settle_chain_status(const SentenceView& view, int clause, Draft& draft);

}  // namespace trefoil::extract
