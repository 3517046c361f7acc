#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extract/extractors/extractor.hpp"

namespace trefoil::extract {

/// A binary fact between entities that an n-ary one implies (DESIGN.md, "Derived facts").
struct DerivedFact {
    TokenIndex object = -1;  ///< head of the entity's name or of the argument
    std::string type;
    /// The entity that it is about where no name of it stands there: the country of "Kenyan".
    std::optional<std::uint32_t> cluster = std::nullopt;
    bool backwards = false;  ///< the draft's subject is what it happens to: the fact runs from its
                             ///< object to this
};

/// Names inside the object, further arguments that are names, roles of something, and the first
/// argument where there is no object. Never the object itself, and nothing out of embedded clauses.
std::vector<DerivedFact> derived_facts(const SentenceView& view, const Draft& draft);

}  // namespace trefoil::extract
