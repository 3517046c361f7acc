#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/analysis.hpp"
#include "extract/document.hpp"
#include "extract/sentence.hpp"
#include "extract/tree.hpp"

namespace trefoil::extract {

/// A mention with its place in the parse.
struct EntityMention {
    Mention mention;
    std::uint32_t sentence = 0;
    TokenIndex first = 0;  ///< first token of the mention
    TokenIndex last = 0;   ///< last token, inclusive
    TokenIndex head = 0;   ///< syntactic head inside the mention

    bool operator==(const EntityMention&) const = default;
};

/// The entities of one document: names, values, pronouns and noun phrases, clustered within the
/// document. Mention::cluster indexes `clusters`. Mentions are sorted by (sentence, first, longest
/// first) and may nest.
struct Entities {
    std::vector<EntityMention> mentions;
    std::vector<Cluster> clusters;
    std::vector<Tree> trees;  ///< one for each sentence, which they refer to
};

class Gazetteer;

/// Finds mentions (from the name tags and the parse), types them, resolves dates against the
/// document's date, and clusters names, nominals and pronouns within the document (sieves;
/// docs/entities.md). With `across_sentences` false nothing is resolved between sentences
/// (--lines).
Entities find_entities(const Document& document, std::span<const Sentence> sentences,
                       const Gazetteer& gazetteer, bool across_sentences = true);

}  // namespace trefoil::extract
