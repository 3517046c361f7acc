#pragma once

#include "extract/confidence.hpp"

/// Written by extract/train/train_confidence; do not edit.
namespace trefoil::extract {

/// In the order of ConfidenceFeature.
inline constexpr ConfidenceFeatures kConfidenceWeights = {{
    1.53F,   // Bias
    -0.32F,  // Copula
    0.72F,   // ReportedSpeech
    0.25F,   // ReducedRelative
    0.13F,   // Apposition
    -0.11F,  // Title
    -0.63F,  // Possessive
    -0.27F,  // EventOwned
    -1.02F,  // Nominalisation
    -0.66F,  // PostposedAdjective
    -0.76F,  // Existential
    -0.05F,  // Location
    -0.01F,  // Passive
    -0.14F,  // NoObject
    -2.55F,  // NothingSaid
    0.16F,   // ClauseObject
    -0.35F,  // Infinitive
    -0.87F,  // Participle
    -0.13F,  // SharedSubject
    -0.05F,  // AntecedentSubject
    0.04F,   // NounModifier
    -0.30F,  // RelativeClause
    0.05F,   // Adverbial
    -0.63F,  // Complement
    0.41F,   // Coordinated
    -0.20F,  // Beside
    -0.64F,  // Depth
    -0.17F,  // Negative
    -0.40F,  // Open
    -0.04F,  // PronounSubject
    0.18F,   // NameSubject
    0.30F,   // NameObject
    -0.37F,  // SubjectWords
    0.58F,   // ObjectWords
    0.62F,   // Arguments
    -0.65F,  // ArgumentWords
    1.38F,   // RelationWords
    -0.19F,  // PrepositionalObject
    -0.21F,  // SubjectBehind
    -0.09F,  // SubjectGap
    -0.88F,  // SubjectBroken
    -0.08F,  // ObjectBroken
    -0.87F,  // SubjectMember
    -0.06F,  // ObjectMember
    -0.69F,  // ObjectComma
    -0.96F,  // SentenceWords
    -0.71F,  // PredicateDoubt
    -0.49F,  // SubjectDoubt
    -1.37F,  // ObjectDoubt
    -0.23F,  // ArgumentDoubt
    -0.18F,  // WordDoubt
    -1.68F,  // WorstDoubt
}};

}  // namespace trefoil::extract
