#pragma once

#include <optional>
#include <string_view>

#include "extract/extractors/extractor.hpp"

namespace trefoil::extract {

/// What the structure of a draft says against it: a slot that is nothing but a question word or a
/// determiner, a relation of two finite verb groups, a predicate that holds a clause of its own, a
/// verb without the object it cannot do without. Such drafts come from slips of the parser or from
/// constructions that the extractors do not read; they are no facts whatever their confidence.
/// Returns a few words for --explain, nothing if the draft is sound. Thread-safe.
std::optional<std::string_view> flaw_of(const SentenceView& view, const Draft& draft);

/// True if the phrase is only a question word ("what", "how"): no argument of a fact.
bool is_question_word(const Tree& tree, const DraftPhrase& phrase);

}  // namespace trefoil::extract
