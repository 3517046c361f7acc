#pragma once

#include "extract/confidence.hpp"

/// Written by extract/train/train_confidence; do not edit.
namespace trefoil::extract {

/// In the order of ConfidenceFeature.
inline constexpr ConfidenceFeatures kConfidenceWeights = {{
    1.99F,   // Bias
    -0.07F,  // Copula
    0.24F,   // ReportedSpeech
    0.20F,   // ReducedRelative
    -0.02F,  // Apposition
    -0.05F,  // Title
    -0.42F,  // Possessive
    0.13F,   // EventOwned
    -0.90F,  // Nominalisation
    -0.19F,  // PostposedAdjective
    -0.33F,  // Existential
    -0.34F,  // Location
    0.14F,   // Passive
    -0.20F,  // NoObject
    -1.14F,  // NothingSaid
    0.32F,   // ClauseObject
    -0.27F,  // Infinitive
    -0.56F,  // Participle
    0.17F,   // SharedSubject
    0.06F,   // AntecedentSubject
    -0.25F,  // NounModifier
    -0.24F,  // RelativeClause
    -0.13F,  // Adverbial
    -0.42F,  // Complement
    0.10F,   // Coordinated
    0.05F,   // Beside
    -0.36F,  // Depth
    -0.37F,  // Negative
    -0.23F,  // Open
    0.32F,   // PronounSubject
    0.38F,   // NameSubject
    0.18F,   // NameObject
    0.01F,   // SubjectWords
    0.40F,   // ObjectWords
    0.27F,   // Arguments
    -0.23F,  // ArgumentWords
    0.63F,   // RelationWords
    -0.14F,  // PrepositionalObject
    -0.21F,  // SubjectBehind
    -0.25F,  // SubjectGap
    -0.56F,  // SubjectBroken
    -0.88F,  // ObjectBroken
    -0.30F,  // SubjectMember
    0.13F,   // ObjectMember
    -0.28F,  // ObjectComma
    -0.35F,  // SentenceWords
    -0.49F,  // ClauseSubject
    -0.28F,  // VagueSubject
    0.04F,   // GapObject
    -0.29F,  // AntecedentInside
    -0.26F,  // NounsBetween
    0.21F,   // Borrowed
    -0.44F,  // LeftOut
    -0.39F,  // SubjectGoesOn
    -0.62F,  // ObjectGoesOn
    -0.46F,  // SubjectBegun
    -0.25F,  // OddSubject
    -0.00F,  // NameCut
    -0.28F,  // NounsInGap
    -0.13F,  // VerbInGap
    0.37F,   // JoinedInGap
    -0.48F,  // ObjectGap
    -0.38F,  // TensedObject
    -0.01F,  // ArgumentComma
    -0.21F,  // SingleWords
    -0.09F,  // Disagreement
    -0.14F,  // TenseBreak
    -0.11F,  // Claimed
    0.05F,   // Brackets
    0.12F,   // Careless
    0.45F,   // HeadDistance
    -0.92F,  // PredicateDoubt
    -0.23F,  // SubjectDoubt
    -0.62F,  // ObjectDoubt
    -0.49F,  // ArgumentDoubt
    -0.36F,  // WordDoubt
    -0.81F,  // WorstDoubt
    -0.35F,  // LinkDoubt
    -0.54F,  // SentenceDoubt
}};

}  // namespace trefoil::extract
