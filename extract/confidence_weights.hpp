#pragma once

#include "extract/confidence.hpp"

/// Written by extract/train/train_confidence; do not edit.
namespace trefoil::extract {

/// In the order of ConfidenceFeature.
inline constexpr ConfidenceFeatures kConfidenceWeights = {{
    1.98F,   // Bias
    -0.06F,  // Copula
    0.25F,   // ReportedSpeech
    0.19F,   // ReducedRelative
    -0.01F,  // Apposition
    -0.06F,  // Title
    -0.43F,  // Possessive
    0.13F,   // EventOwned
    -0.88F,  // Nominalisation
    -0.19F,  // PostposedAdjective
    -0.33F,  // Existential
    -0.35F,  // Location
    0.13F,   // Passive
    -0.27F,  // NoObject
    -1.15F,  // NothingSaid
    0.31F,   // ClauseObject
    -0.28F,  // Infinitive
    -0.55F,  // Participle
    0.18F,   // SharedSubject
    0.05F,   // AntecedentSubject
    -0.25F,  // NounModifier
    -0.23F,  // RelativeClause
    -0.13F,  // Adverbial
    -0.45F,  // Complement
    0.10F,   // Coordinated
    0.04F,   // Beside
    -0.34F,  // Depth
    -0.36F,  // Negative
    -0.22F,  // Open
    0.32F,   // PronounSubject
    0.38F,   // NameSubject
    0.18F,   // NameObject
    -0.01F,  // SubjectWords
    0.40F,   // ObjectWords
    0.29F,   // Arguments
    -0.22F,  // ArgumentWords
    0.62F,   // RelationWords
    -0.14F,  // PrepositionalObject
    -0.23F,  // SubjectBehind
    -0.27F,  // SubjectGap
    -0.57F,  // SubjectBroken
    -0.87F,  // ObjectBroken
    -0.28F,  // SubjectMember
    0.12F,   // ObjectMember
    -0.28F,  // ObjectComma
    -0.32F,  // SentenceWords
    -0.48F,  // ClauseSubject
    -0.29F,  // VagueSubject
    0.01F,   // GapObject
    -0.30F,  // AntecedentInside
    -0.24F,  // NounsBetween
    0.22F,   // Borrowed
    -0.43F,  // LeftOut
    -0.35F,  // SubjectGoesOn
    -0.58F,  // ObjectGoesOn
    -0.47F,  // SubjectBegun
    -0.24F,  // OddSubject
    -0.01F,  // NameCut
    -0.29F,  // NounsInGap
    -0.13F,  // VerbInGap
    0.37F,   // JoinedInGap
    -0.45F,  // ObjectGap
    -0.37F,  // TensedObject
    0.00F,   // ArgumentComma
    -0.26F,  // SingleWords
    -0.10F,  // Disagreement
    -0.10F,  // TenseBreak
    -0.11F,  // Claimed
    0.05F,   // Brackets
    0.11F,   // Careless
    0.41F,   // HeadDistance
    -0.90F,  // PredicateDoubt
    -0.23F,  // SubjectDoubt
    -0.61F,  // ObjectDoubt
    -0.49F,  // ArgumentDoubt
    -0.32F,  // WordDoubt
    -0.83F,  // WorstDoubt
    -0.36F,  // LinkDoubt
    -0.54F,  // SentenceDoubt
}};

}  // namespace trefoil::extract
