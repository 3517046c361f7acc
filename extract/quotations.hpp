#pragma once

#include <span>
#include <string_view>

#include "extract/mentions.hpp"

namespace trefoil::extract {

/// A double quotation mark of any style.
bool is_quote_mark(std::string_view form);

/// True for a verb that introduces what somebody says or writes ("say", "tell").
bool is_saying_verb(std::string_view lemma);

/// Finds passages in quotation marks (four words and more; shorter ones are terms) and who speaks
/// them: the subject of the nearest saying verb outside quotations in the first or last sentence,
/// else the speaker before in the paragraph. Fills set.quotations and MentionCandidate::quote. A
/// paragraph ends an open quotation. Linear.
void find_quotations(std::span<const Sentence> sentences, MentionSet& set);

}  // namespace trefoil::extract
