#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/analysis.hpp"
#include "extract/document.hpp"
#include "extract/entities.hpp"
#include "extract/sentence.hpp"

namespace trefoil::extract {

struct TripleOptions {
    bool derived = false;      ///< add the derived facts (DESIGN.md, "Derived facts")
    float min_confidence = 0;  ///< drop triples below
};

/// Why a sentence gave what it gave: one line each for `extract --explain`.
struct Explanation {
    std::uint32_t sentence = 0;
    std::string text;
};

/// Runs every extractor (the table in extract/extractors/registry.cpp) over the parsed sentences of
/// one document and assembles the analysis: the given entities, Concept and Statement clusters for
/// phrases that had none, triples with polarity, modality, attribution, time, place and confidence.
/// Deterministic.
Analysis extract_triples(const Document& document, std::span<const Sentence> sentences,
                         const Entities& entities, const TripleOptions& options = {},
                         std::vector<Explanation>* explain = nullptr);

}  // namespace trefoil::extract
