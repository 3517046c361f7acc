#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>

#include "base/analysis.hpp"
#include "extract/document.hpp"
#include "extract/sentence.hpp"

namespace trefoil::extract {

/// Where a document stands in its input.
struct JsonPlace {
    bool lines = false;  ///< one object for every sentence, also when it is empty or gave nothing
    std::uint64_t first_line =
        1;  ///< line of the input on which the document's text begins, from 1
    std::uint64_t first_code_point =
        0;  ///< code points of the input before the document's text (pieces)
};

/// Writes the JSON lines of `extract --format jsonl` (DESIGN.md section 3, docs/extraction.md): one
/// object a sentence, offsets in code points of the stored text. Without `lines`, sentences without
/// words are left out. Same input, same bytes.
void write_jsonl(std::ostream& out, const Document& document, std::span<const Sentence> sentences,
                 const Analysis& analysis, JsonPlace place = {});

}  // namespace trefoil::extract
