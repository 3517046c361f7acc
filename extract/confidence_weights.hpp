#pragma once

#include "extract/confidence.hpp"

/// Written by extract/train/train_confidence; do not edit.
namespace trefoil::extract {

/// In the order of ConfidenceFeature.
inline constexpr ConfidenceFeatures kConfidenceWeights = {{
    1.11F,  // Bias
    -0.51F, // Copula
    0.51F,  // ReportedSpeech
    0.08F,  // ReducedRelative
    -1.22F, // Apposition
    -1.11F, // Title
    -2.04F, // Possessive
    -0.54F, // EventOwned
    -1.57F, // Nominalisation
    -1.05F, // PostposedAdjective
    -1.10F, // Existential
    -1.56F, // Location
    -0.22F, // Passive
    0.01F,  // NoObject
    -2.15F, // NothingSaid
    0.21F,  // ClauseObject
    -0.36F, // Infinitive
    -0.61F, // Participle
    -0.12F, // SharedSubject
    -0.00F, // AntecedentSubject
    -0.24F, // NounModifier
    -0.31F, // RelativeClause
    -0.22F, // Adverbial
    -0.64F, // Complement
    0.36F,  // Coordinated
    -0.17F, // Beside
    -0.71F, // Depth
    -0.26F, // Negative
    -0.25F, // Open
    -0.21F, // PronounSubject
    0.13F,  // NameSubject
    0.17F,  // NameObject
    -0.29F, // SubjectWords
    0.65F,  // ObjectWords
    0.69F,  // Arguments
    -0.68F, // ArgumentWords
    1.41F,  // RelationWords
    -0.03F, // PrepositionalObject
    -0.24F, // SubjectBehind
    -0.17F, // SubjectGap
    -0.39F, // SubjectBroken
    0.06F,  // ObjectBroken
    -0.85F, // SubjectMember
    -0.10F, // ObjectMember
    -0.62F, // ObjectComma
    -1.08F, // SentenceWords
}};

} // namespace trefoil::extract
