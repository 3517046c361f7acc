#pragma once

#include <span>

#include "extract/annotator.hpp"
#include "extract/gazetteer.hpp"
#include "extract/sentence.hpp"

namespace trefoil::extract {

/// Annotates sentences whose names are marked as if every personal name and every one-word place
/// were an ordinary one of its kind, so that what a sentence says does not depend on which names
/// stand in it: rare and renamed names parse like frequent ones. Forms, spans and name tags stay as
/// they are; the lemma of such a word is its form. With
/// `across_sentences` false a sentence's result depends on nothing but the sentence. Thread-safe.
void annotate_with_stand_ins(const Annotator& annotator, const Gazetteer& gazetteer,
                             std::span<Sentence> sentences, bool across_sentences = true);

}  // namespace trefoil::extract
