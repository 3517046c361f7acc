#pragma once

#include "extract/confidence.hpp"

/// Written by extract/train/train_confidence; do not edit.
namespace trefoil::extract {

/// In the order of ConfidenceFeature.
inline constexpr ConfidenceFeatures kConfidenceWeights = {{
    2.25F,   // Bias
    -0.34F,  // Copula
    0.70F,   // ReportedSpeech
    0.32F,   // ReducedRelative
    0.06F,   // Apposition
    -0.16F,  // Title
    -0.15F,  // Possessive
    0.25F,   // EventOwned
    -0.39F,  // Nominalisation
    -0.51F,  // PostposedAdjective
    -0.65F,  // Existential
    0.17F,   // Location
    -0.10F,  // Passive
    -0.28F,  // NoObject
    -2.73F,  // NothingSaid
    0.24F,   // ClauseObject
    -0.56F,  // Infinitive
    -1.00F,  // Participle
    -0.09F,  // SharedSubject
    0.06F,   // AntecedentSubject
    0.05F,   // NounModifier
    -0.39F,  // RelativeClause
    0.24F,   // Adverbial
    -0.36F,  // Complement
    0.27F,   // Coordinated
    0.26F,   // Beside
    -0.10F,  // Depth
    -0.10F,  // Negative
    -0.45F,  // Open
    -0.00F,  // PronounSubject
    0.26F,   // NameSubject
    0.36F,   // NameObject
    -0.10F,  // SubjectWords
    0.57F,   // ObjectWords
    0.88F,   // Arguments
    -0.39F,  // ArgumentWords
    1.07F,   // RelationWords
    -0.21F,  // PrepositionalObject
    -0.27F,  // SubjectBehind
    -0.34F,  // SubjectGap
    -0.99F,  // SubjectBroken
    -0.47F,  // ObjectBroken
    -0.39F,  // SubjectMember
    0.12F,   // ObjectMember
    -0.43F,  // ObjectComma
    -0.50F,  // SentenceWords
    -0.76F,  // ClauseSubject
    -0.31F,  // VagueSubject
    0.39F,   // GapObject
    -0.09F,  // AntecedentInside
    -0.09F,  // NounsBetween
    0.50F,   // Borrowed
    -1.52F,  // LeftOut
    -0.99F,  // PredicateDoubt
    0.01F,   // SubjectDoubt
    -0.85F,  // ObjectDoubt
    -0.57F,  // ArgumentDoubt
    -0.48F,  // WordDoubt
    -0.97F,  // WorstDoubt
    -0.13F,  // LinkDoubt
    -1.73F,  // SentenceDoubt
}};

}  // namespace trefoil::extract
