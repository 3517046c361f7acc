#pragma once

#include "extract/confidence.hpp"

/// Written by extract/train/train_confidence; do not edit.
namespace trefoil::extract {

/// In the order of ConfidenceFeature.
inline constexpr ConfidenceFeatures kConfidenceWeights = {{
    2.17F,   // Bias
    -0.24F,  // Copula
    0.13F,   // ReportedSpeech
    0.22F,   // ReducedRelative
    -0.26F,  // Apposition
    -0.01F,  // Title
    -0.47F,  // Possessive
    0.07F,   // EventOwned
    -0.89F,  // Nominalisation
    -0.37F,  // PronounEvent
    -0.20F,  // PostposedAdjective
    -0.28F,  // Existential
    -0.34F,  // Location
    0.10F,   // Passive
    -0.04F,  // NoObject
    -0.89F,  // NothingSaid
    0.18F,   // ClauseObject
    -0.23F,  // Infinitive
    -0.66F,  // Participle
    0.12F,   // SharedSubject
    0.04F,   // AntecedentSubject
    -0.16F,  // NounModifier
    -0.18F,  // RelativeClause
    0.02F,   // Adverbial
    -0.26F,  // Complement
    0.24F,   // Coordinated
    -0.00F,  // Beside
    -0.38F,  // Depth
    -0.26F,  // Negative
    -0.33F,  // Open
    0.26F,   // PronounSubject
    0.28F,   // NameSubject
    0.06F,   // NameObject
    0.41F,   // SubjectWords
    0.53F,   // ObjectWords
    -0.10F,  // Arguments
    -0.10F,  // ArgumentWords
    0.70F,   // RelationWords
    -0.09F,  // PrepositionalObject
    -0.21F,  // SubjectBehind
    -0.19F,  // SubjectGap
    -0.34F,  // SubjectBroken
    -0.41F,  // ObjectBroken
    -0.20F,  // SubjectMember
    0.16F,   // ObjectMember
    -0.38F,  // ObjectComma
    -0.06F,  // SentenceWords
    -0.41F,  // ClauseSubject
    -0.12F,  // VagueSubject
    0.00F,   // GapObject
    -0.19F,  // AntecedentInside
    -0.31F,  // NounsBetween
    0.13F,   // Borrowed
    -0.37F,  // LeftOut
    -0.25F,  // SubjectGoesOn
    -0.47F,  // ObjectGoesOn
    -0.30F,  // SubjectBegun
    0.03F,   // OddSubject
    -0.15F,  // NameCut
    -0.09F,  // NounsInGap
    -0.11F,  // VerbInGap
    0.05F,   // JoinedInGap
    -0.55F,  // ObjectGap
    -0.26F,  // TensedObject
    -0.11F,  // ArgumentComma
    -0.21F,  // SingleWords
    -0.10F,  // Disagreement
    -0.31F,  // TenseBreak
    -0.22F,  // Claimed
    -0.10F,  // Brackets
    0.16F,   // Careless
    0.22F,   // HeadDistance
    -0.65F,  // PredicateDoubt
    -0.16F,  // SubjectDoubt
    -0.64F,  // ObjectDoubt
    -0.50F,  // ArgumentDoubt
    -0.30F,  // WordDoubt
    -0.75F,  // WorstDoubt
    -0.37F,  // LinkDoubt
    -0.57F,  // SentenceDoubt
}};

}  // namespace trefoil::extract
