#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace trefoil::extract {

/// Index of a word in its sentence, from 0. kRoot as a head means the root.
using TokenIndex = std::int32_t;
inline constexpr TokenIndex kRoot = -1;

/// One syntactic word (UD "word"). Words of a multi-word token ("don't" = "do" + "n't") have spans
/// of their own inside the token's span where the split is visible in the text; else they share the
/// token's span.
struct Token {
    Span span;
    std::string form;
    std::string lemma;
    std::string upos;   ///< UD universal part of speech
    std::string xpos;   ///< Penn Treebank tag
    std::string feats;  ///< UD features "Case=Nom|Number=Sing", "_" if none
    TokenIndex head = kRoot;
    std::string deprel;  ///< UD relation with subtype ("nsubj:pass")
    std::string
        name;  ///< BIO tag of a named entity: "B-Person", "I-Person", "O"; "" before that stage
    bool space_after = true;
    /// Multi-word token: index of this word in it from 1 and its number of words; both 0 for a
    /// plain token.
    std::uint8_t part = 0;
    std::uint8_t parts = 0;
    /// How much of the parser's belief its head and relation have, 0 to 255; 255 where no parser
    /// was asked.
    std::uint8_t sureness = 255;

    bool operator==(const Token&) const = default;
};

/// One sentence, filled in stage by stage: tokenised, tagged, parsed, names marked. Spans are bytes
/// of the document.
struct Sentence {
    Span span;
    std::vector<Token> tokens;
    bool paragraph_start =
        false;              ///< first sentence after a blank line or at the start of the text
    bool windowed = false;  ///< too long for one parse: parsed in windows

    bool operator==(const Sentence&) const = default;
};

}  // namespace trefoil::extract
