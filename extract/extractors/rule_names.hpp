#pragma once

#include <string>

#include "extract/extractors/extractor.hpp"

namespace trefoil::extract {

/// Which rules made a draft, in words, for `extract --explain`: its kind, where its subject and its
/// object come from ("passive; subject from the noun before the clause; object from the
/// by-phrase").
std::string rule_of(const SentenceView& view, const Draft& draft);

}  // namespace trefoil::extract
