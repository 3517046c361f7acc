#pragma once

#include "extract/confidence.hpp"

/// Written by extract/train/train_confidence; do not edit.
namespace trefoil::extract {

/// In the order of ConfidenceFeature.
inline constexpr ConfidenceFeatures kConfidenceWeights = {{
    1.83F,   // Bias
    -0.08F,  // Copula
    0.24F,   // ReportedSpeech
    0.15F,   // ReducedRelative
    0.03F,   // Apposition
    -0.06F,  // Title
    -0.42F,  // Possessive
    0.14F,   // EventOwned
    -0.76F,  // Nominalisation
    -0.23F,  // PostposedAdjective
    -0.37F,  // Existential
    -0.37F,  // Location
    0.06F,   // Passive
    -0.26F,  // NoObject
    -1.29F,  // NothingSaid
    0.33F,   // ClauseObject
    -0.24F,  // Infinitive
    -0.63F,  // Participle
    0.18F,   // SharedSubject
    0.04F,   // AntecedentSubject
    -0.15F,  // NounModifier
    -0.25F,  // RelativeClause
    -0.10F,  // Adverbial
    -0.39F,  // Complement
    0.09F,   // Coordinated
    0.01F,   // Beside
    -0.35F,  // Depth
    -0.31F,  // Negative
    -0.23F,  // Open
    0.32F,   // PronounSubject
    0.34F,   // NameSubject
    0.24F,   // NameObject
    0.01F,   // SubjectWords
    0.50F,   // ObjectWords
    0.41F,   // Arguments
    -0.21F,  // ArgumentWords
    0.56F,   // RelationWords
    -0.04F,  // PrepositionalObject
    -0.21F,  // SubjectBehind
    -0.27F,  // SubjectGap
    -0.56F,  // SubjectBroken
    -0.88F,  // ObjectBroken
    -0.31F,  // SubjectMember
    0.16F,   // ObjectMember
    -0.25F,  // ObjectComma
    -0.27F,  // SentenceWords
    -0.50F,  // ClauseSubject
    -0.31F,  // VagueSubject
    0.13F,   // GapObject
    -0.28F,  // AntecedentInside
    -0.28F,  // NounsBetween
    0.21F,   // Borrowed
    -0.35F,  // LeftOut
    -0.38F,  // SubjectGoesOn
    -0.62F,  // ObjectGoesOn
    -0.36F,  // SubjectBegun
    -0.18F,  // OddSubject
    0.03F,   // NameCut
    -0.31F,  // NounsInGap
    -0.19F,  // VerbInGap
    0.34F,   // JoinedInGap
    -0.53F,  // ObjectGap
    -0.40F,  // TensedObject
    -0.04F,  // ArgumentComma
    -0.21F,  // SingleWords
    -0.09F,  // Disagreement
    -0.13F,  // TenseBreak
    -0.17F,  // Claimed
    0.10F,   // Brackets
    0.18F,   // Careless
    0.43F,   // HeadDistance
    -0.84F,  // PredicateDoubt
    -0.26F,  // SubjectDoubt
    -0.62F,  // ObjectDoubt
    -0.51F,  // ArgumentDoubt
    -0.31F,  // WordDoubt
    -0.82F,  // WorstDoubt
    -0.30F,  // LinkDoubt
    -0.48F,  // SentenceDoubt
}};

}  // namespace trefoil::extract
