#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>

#include "base/analysis.hpp"
#include "extract/document.hpp"

namespace trefoil::extract {

/// A document as its triples tell it.
struct ReadTriples {
    Document document;
    Analysis analysis;
};

/// Reads the JSON lines of `extract --format jsonl` back (json_output.hpp), or those of any other
/// extractor: neighbouring lines with equal "document" are one document. Its text is made of the
/// sentences at their places, with line ends between them, so that it equals the text that was read
/// but for what stood between its sentences. Only "document" and each triple's texts are needed:
/// where spans, types, normal forms or confidences are missing, the phrase is sought in the
/// sentence, a phrase is a Concept (with "entity": null it names nothing), the relation's type is
/// its words joined by "_", the confidence 0.5. Phrases with one "entity_id" (or, without it, one
/// "entity" of one type) are one cluster. Not thread-safe.
class TriplesReader {
  public:
    /// `in` must outlive this; `name` is for messages; `date` (ISO or empty) wins over the lines'.
    TriplesReader(std::istream& in, std::string name, std::string date = {});

    /// The next document; nothing at the end. Throws InputError with the line of a mistake, which
    /// ends the input: its document is not given.
    std::optional<ReadTriples> next();

  private:
    std::istream& in_;
    std::string name_;
    std::string date_;
    std::uint64_t line_ = 0;
    std::optional<std::string> ahead_;  ///< first line of the next document
    bool failed_ = false;
};

}  // namespace trefoil::extract
