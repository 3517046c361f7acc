#pragma once

#include "extract/confidence.hpp"

/// Written by extract/train/train_confidence; do not edit.
namespace trefoil::extract {

/// In the order of ConfidenceFeature.
inline constexpr ConfidenceFeatures kConfidenceWeights = {{
    1.83F,   // Bias
    -0.09F,  // Copula
    0.22F,   // ReportedSpeech
    0.18F,   // ReducedRelative
    -0.09F,  // Apposition
    -0.08F,  // Title
    -0.40F,  // Possessive
    0.14F,   // EventOwned
    -0.73F,  // Nominalisation
    -0.23F,  // PostposedAdjective
    -0.39F,  // Existential
    -0.35F,  // Location
    0.06F,   // Passive
    -0.24F,  // NoObject
    -1.33F,  // NothingSaid
    0.36F,   // ClauseObject
    -0.29F,  // Infinitive
    -0.72F,  // Participle
    0.19F,   // SharedSubject
    0.01F,   // AntecedentSubject
    -0.12F,  // NounModifier
    -0.25F,  // RelativeClause
    -0.09F,  // Adverbial
    -0.39F,  // Complement
    0.07F,   // Coordinated
    0.01F,   // Beside
    -0.30F,  // Depth
    -0.30F,  // Negative
    -0.23F,  // Open
    0.30F,   // PronounSubject
    0.34F,   // NameSubject
    0.21F,   // NameObject
    0.04F,   // SubjectWords
    0.49F,   // ObjectWords
    0.43F,   // Arguments
    -0.18F,  // ArgumentWords
    0.54F,   // RelationWords
    0.02F,   // PrepositionalObject
    -0.17F,  // SubjectBehind
    -0.23F,  // SubjectGap
    -0.52F,  // SubjectBroken
    -0.83F,  // ObjectBroken
    -0.32F,  // SubjectMember
    0.16F,   // ObjectMember
    -0.24F,  // ObjectComma
    -0.29F,  // SentenceWords
    -0.50F,  // ClauseSubject
    -0.28F,  // VagueSubject
    0.14F,   // GapObject
    -0.26F,  // AntecedentInside
    -0.28F,  // NounsBetween
    0.27F,   // Borrowed
    -0.40F,  // LeftOut
    -0.37F,  // SubjectGoesOn
    -0.71F,  // ObjectGoesOn
    -0.36F,  // SubjectBegun
    -0.18F,  // OddSubject
    -0.01F,  // NameCut
    -0.33F,  // NounsInGap
    -0.21F,  // VerbInGap
    0.32F,   // JoinedInGap
    -0.51F,  // ObjectGap
    -0.41F,  // TensedObject
    -0.08F,  // ArgumentComma
    -0.23F,  // SingleWords
    -0.15F,  // Disagreement
    -0.10F,  // TenseBreak
    -0.16F,  // Claimed
    0.04F,   // Brackets
    0.16F,   // Careless
    0.45F,   // HeadDistance
    -0.89F,  // PredicateDoubt
    -0.26F,  // SubjectDoubt
    -0.65F,  // ObjectDoubt
    -0.54F,  // ArgumentDoubt
    -0.26F,  // WordDoubt
    -0.85F,  // WorstDoubt
    -0.30F,  // LinkDoubt
    -0.51F,  // SentenceDoubt
}};

}  // namespace trefoil::extract
