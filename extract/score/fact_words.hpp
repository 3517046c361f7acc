#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

/// How the facts format compares names and relations: by rough stems, so that inflection, British
/// spelling, articles and auxiliaries make no difference. Blunt on purpose: for comparing two
/// wordings of what a person has written down, not for extraction.
namespace trefoil::extract {

using Stems = std::vector<std::string>;

/// Typographic quotation marks, dashes and blanks in ASCII.
std::string plain_punctuation(std::string_view text);

/// Lower-case words, contractions taken apart, possessive endings and punctuation dropped.
std::vector<std::string> plain_words(std::string_view text);

/// Stems of a name or noun phrase, without articles and leading honorifics.
Stems stems_of(std::string_view text);

/// Letters and digits in lower case, nothing else.
std::string squashed(std::string_view text);

/// True if `found` has the same head as `wanted` and enough of its words ("sanctions on banks" for
/// "new sanctions").
bool same_head(const Stems& found, const Stems& wanted);

/// The words of a relation in its possible forms: with and without prepositions and light verbs,
/// always without auxiliaries and adverbs.
std::set<Stems> relation_forms(std::string_view text);

/// True if the text has not, never, no longer or n't.
bool has_negation(std::string_view text);

/// True for a preposition of one or more words, in lower case.
bool is_fact_preposition(std::string_view words);

/// True for words of titles ("president", "minister"), as stems.
bool is_title_stem(std::string_view stem);

}  // namespace trefoil::extract
