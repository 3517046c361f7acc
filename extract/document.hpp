#pragma once

#include <string>

#include "base/analysis.hpp"
#include "base/hash.hpp"

namespace trefoil::extract {

/// One article: its stored text (valid UTF-8) and what is known about it. Owns the text that spans
/// point into.
struct Document {
    DocumentInfo info;
    std::string text;

    /// Public id: hash of stored text and date (DESIGN.md, "Document").
    [[nodiscard]] Hash128 id() const { return Hasher().add(text).add(info.date).finish(); }
};

}  // namespace trefoil::extract
