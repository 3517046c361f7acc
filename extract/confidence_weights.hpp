#pragma once

#include "extract/confidence.hpp"

/// Written by extract/train/train_confidence; do not edit.
namespace trefoil::extract {

/// In the order of ConfidenceFeature.
inline constexpr ConfidenceFeatures kConfidenceWeights = {{
    2.05F,   // Bias
    -0.08F,  // Copula
    0.22F,   // ReportedSpeech
    0.16F,   // ReducedRelative
    0.04F,   // Apposition
    -0.10F,  // Title
    -0.32F,  // Possessive
    0.09F,   // EventOwned
    -0.82F,  // Nominalisation
    0.00F,  // PronounEvent
    -0.13F,  // PostposedAdjective
    -0.34F,  // Existential
    -0.32F,  // Location
    0.11F,   // Passive
    -0.18F,  // NoObject
    -1.15F,  // NothingSaid
    0.23F,   // ClauseObject
    -0.23F,  // Infinitive
    -0.49F,  // Participle
    0.17F,   // SharedSubject
    0.02F,   // AntecedentSubject
    -0.23F,  // NounModifier
    -0.24F,  // RelativeClause
    -0.09F,  // Adverbial
    -0.38F,  // Complement
    0.14F,   // Coordinated
    0.00F,   // Beside
    -0.26F,  // Depth
    -0.34F,  // Negative
    -0.21F,  // Open
    0.31F,   // PronounSubject
    0.42F,   // NameSubject
    0.19F,   // NameObject
    0.11F,   // SubjectWords
    0.45F,   // ObjectWords
    0.22F,   // Arguments
    -0.19F,  // ArgumentWords
    0.64F,   // RelationWords
    -0.19F,  // PrepositionalObject
    -0.22F,  // SubjectBehind
    -0.25F,  // SubjectGap
    -0.52F,  // SubjectBroken
    -0.84F,  // ObjectBroken
    -0.25F,  // SubjectMember
    0.16F,   // ObjectMember
    -0.31F,  // ObjectComma
    -0.40F,  // SentenceWords
    -0.53F,  // ClauseSubject
    -0.26F,  // VagueSubject
    0.01F,   // GapObject
    -0.25F,  // AntecedentInside
    -0.35F,  // NounsBetween
    0.23F,   // Borrowed
    -0.44F,  // LeftOut
    -0.30F,  // SubjectGoesOn
    -0.64F,  // ObjectGoesOn
    -0.44F,  // SubjectBegun
    -0.16F,  // OddSubject
    -0.10F,  // NameCut
    -0.33F,  // NounsInGap
    -0.08F,  // VerbInGap
    0.31F,   // JoinedInGap
    -0.45F,  // ObjectGap
    -0.30F,  // TensedObject
    0.04F,   // ArgumentComma
    -0.16F,  // SingleWords
    -0.08F,  // Disagreement
    -0.19F,  // TenseBreak
    -0.23F,  // Claimed
    0.16F,   // Brackets
    0.15F,   // Careless
    0.39F,   // HeadDistance
    -0.87F,  // PredicateDoubt
    -0.26F,  // SubjectDoubt
    -0.59F,  // ObjectDoubt
    -0.44F,  // ArgumentDoubt
    -0.38F,  // WordDoubt
    -0.93F,  // WorstDoubt
    -0.38F,  // LinkDoubt
    -0.53F,  // SentenceDoubt
}};

}  // namespace trefoil::extract
