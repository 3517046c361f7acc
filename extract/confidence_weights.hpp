#pragma once

#include "extract/confidence.hpp"

/// Written by extract/train/train_confidence; do not edit.
namespace trefoil::extract {

/// In the order of ConfidenceFeature.
inline constexpr ConfidenceFeatures kConfidenceWeights = {{
    1.71F,   // Bias
    -0.17F,  // Copula
    0.09F,   // ReportedSpeech
    0.18F,   // ReducedRelative
    -0.11F,  // Apposition
    -0.06F,  // Title
    -0.53F,  // Possessive
    0.08F,   // EventOwned
    -0.85F,  // Nominalisation
    -0.38F,  // PronounEvent
    -0.19F,  // PostposedAdjective
    -0.31F,  // Existential
    -0.31F,  // Location
    0.09F,   // Passive
    -0.18F,  // NoObject
    -1.01F,  // NothingSaid
    0.23F,   // ClauseObject
    -0.19F,  // Infinitive
    -0.55F,  // Participle
    0.09F,   // SharedSubject
    0.03F,   // AntecedentSubject
    -0.15F,  // NounModifier
    -0.21F,  // RelativeClause
    -0.01F,  // Adverbial
    -0.27F,  // Complement
    0.24F,   // Coordinated
    -0.03F,  // Beside
    -0.37F,  // Depth
    -0.29F,  // Negative
    -0.30F,  // Open
    0.21F,   // PronounSubject
    0.35F,   // NameSubject
    0.10F,   // NameObject
    0.19F,   // SubjectWords
    0.49F,   // ObjectWords
    0.15F,   // Arguments
    -0.12F,  // ArgumentWords
    0.57F,   // RelationWords
    -0.12F,  // PrepositionalObject
    -0.16F,  // SubjectBehind
    -0.19F,  // SubjectGap
    -0.20F,  // SubjectBroken
    -0.39F,  // ObjectBroken
    -0.23F,  // SubjectMember
    0.15F,   // ObjectMember
    -0.37F,  // ObjectComma
    -0.27F,  // SentenceWords
    -0.47F,  // ClauseSubject
    -0.24F,  // VagueSubject
    -0.02F,  // GapObject
    -0.22F,  // AntecedentInside
    -0.16F,  // NounsBetween
    0.11F,   // Borrowed
    -0.35F,  // LeftOut
    -0.16F,  // SubjectGoesOn
    -0.48F,  // ObjectGoesOn
    -0.21F,  // SubjectBegun
    -0.06F,  // OddSubject
    -0.12F,  // NameCut
    -0.19F,  // NounsInGap
    -0.09F,  // VerbInGap
    0.13F,   // JoinedInGap
    -0.42F,  // ObjectGap
    -0.18F,  // TensedObject
    -0.04F,  // ArgumentComma
    -0.09F,  // SingleWords
    -0.13F,  // Disagreement
    -0.18F,  // TenseBreak
    -0.21F,  // Claimed
    0.18F,   // Brackets
    0.27F,   // Careless
    0.24F,   // HeadDistance
    -0.73F,  // PredicateDoubt
    -0.19F,  // SubjectDoubt
    -0.55F,  // ObjectDoubt
    -0.37F,  // ArgumentDoubt
    -0.37F,  // WordDoubt
    -0.81F,  // WorstDoubt
    -0.32F,  // LinkDoubt
    -0.56F,  // SentenceDoubt
}};

}  // namespace trefoil::extract
