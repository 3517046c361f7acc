#pragma once

#include "extract/confidence.hpp"

/// Written by extract/train/train_confidence; do not edit.
namespace trefoil::extract {

/// In the order of ConfidenceFeature.
inline constexpr ConfidenceFeatures kConfidenceWeights = {{
    1.31F,   // Bias
    -0.59F,  // Copula
    0.72F,   // ReportedSpeech
    -0.02F,  // ReducedRelative
    -1.28F,  // Apposition
    -1.15F,  // Title
    -1.98F,  // Possessive
    -0.62F,  // EventOwned
    -1.80F,  // Nominalisation
    -1.00F,  // PostposedAdjective
    -1.03F,  // Existential
    -1.44F,  // Location
    -0.12F,  // Passive
    -0.06F,  // NoObject
    -2.14F,  // NothingSaid
    0.05F,   // ClauseObject
    -0.51F,  // Infinitive
    -0.78F,  // Participle
    -0.06F,  // SharedSubject
    0.06F,   // AntecedentSubject
    -0.08F,  // NounModifier
    -0.52F,  // RelativeClause
    -0.14F,  // Adverbial
    -0.58F,  // Complement
    0.42F,   // Coordinated
    -0.14F,  // Beside
    -0.50F,  // Depth
    -0.32F,  // Negative
    -0.42F,  // Open
    -0.16F,  // PronounSubject
    0.16F,   // NameSubject
    0.12F,   // NameObject
    -0.13F,  // SubjectWords
    0.58F,   // ObjectWords
    0.59F,   // Arguments
    -0.65F,  // ArgumentWords
    1.52F,   // RelationWords
    -0.12F,  // PrepositionalObject
    -0.26F,  // SubjectBehind
    -0.06F,  // SubjectGap
    -0.82F,  // SubjectBroken
    0.04F,   // ObjectBroken
    -0.87F,  // SubjectMember
    -0.07F,  // ObjectMember
    -0.60F,  // ObjectComma
    -1.39F,  // SentenceWords
}};

}  // namespace trefoil::extract
