#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/analysis.hpp"
#include "extract/confidence.hpp"
#include "extract/document.hpp"
#include "extract/entities.hpp"
#include "extract/sentence.hpp"

namespace trefoil::extract {

class Gazetteer;
class UserRules;

/// The default threshold: what is less likely right is not shown (docs/evaluation.md).
inline constexpr float kShownConfidence = 0.69F;

struct TripleOptions {
    bool derived = false;  ///< add the derived facts (DESIGN.md, "Derived facts")
    float min_confidence = kShownConfidence;  ///< drop triples below
    bool lines = false;                       ///< sentences have nothing to do with each other
    /// Nominalisations, nationalities and American spelling; null: those are left out. Must outlive
    /// the call.
    const Gazetteer* gazetteer = nullptr;
    /// A user's own extractors, which run before those of the table; null: none. Must outlive the
    /// call.
    const UserRules* rules = nullptr;
    /// For training: receives the features of every triple that is not derived, in their order.
    /// Not for several threads.
    std::vector<ConfidenceFeatures>* features = nullptr;
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
///
/// A triple of relation_kind "passive" keeps the surface order (its subject is what it happened to,
/// its object the agent) while relation_type is the active one: the fact runs from object to
/// subject ("X was recognized by Y" is the fact Y -[recognize]-> X). All other kinds run from
/// subject to object; derived facts always do.
Analysis extract_triples(const Document& document, std::span<const Sentence> sentences,
                         const Entities& entities, const TripleOptions& options = {},
                         std::vector<Explanation>* explain = nullptr);

}  // namespace trefoil::extract
