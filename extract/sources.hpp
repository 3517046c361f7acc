#pragma once

#include "extract/clause.hpp"

namespace trefoil::extract {

/// Fills in who says what a clause tells, where the sentence names somebody: the subject of the
/// verb of saying or thinking that governs it, "according to X", "as X said", or "X said" beside
/// it; else what the clause above it has. What is only somebody's belief ("the belief that")
/// becomes reported. Call it after the clauses have their polarity and modality. Linear but for
/// deep nesting.
void find_sources(const Tree& tree, Clauses& clauses);

}  // namespace trefoil::extract
