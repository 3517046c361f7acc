#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "extract/gazetteer.hpp"
#include "extract/mentions.hpp"
#include "extract/pronouns.hpp"

namespace trefoil::extract {

/// One pronoun with its candidates, as the trainer sees it: candidate -1 is "unresolved".
struct PronounCase {
    std::uint32_t mention = 0;
    PronounKind kind = PronounKind::HeShe;
    std::vector<std::int32_t> last_mentions;  ///< last mention of each candidate entity
    std::vector<PronounFeatures> features;
};

using PronounObserver = std::function<void(const PronounCase&)>;

/// Entity number of every mention of the set (-1: none, e.g. values and unresolved pronouns).
/// Numbers are dense from 0 in the order of first mention. May correct MentionCandidate's type,
/// gender and number by what the entity shows elsewhere. Sieves in order of precision
/// (docs/entities.md); near linear in the number of mentions.
std::vector<std::int32_t> resolve_mentions(MentionSet& set, const Gazetteer& gazetteer,
                                           const PronounObserver& observe = {});

}  // namespace trefoil::extract
