#pragma once

#include <array>

#include "extract/pronouns.hpp"

/// Written by extract/train/train_pronouns; do not edit.
namespace trefoil::extract {

/// Columns: he/she, it, they. Rows in the order of PronounFeature.
inline constexpr std::array<std::array<float, 3>, kPronounFeatures> kPronounWeights = {{
    {1.22F, 2.32F, 2.18F},     // None
    {1.25F, 1.18F, 1.31F},     // SameSentence
    {0.80F, 0.21F, 0.24F},     // PreviousSentence
    {0.09F, -0.52F, -0.74F},   // TwoBack
    {-0.46F, -1.00F, -1.00F},  // Further
    {0.93F, 0.82F, 0.83F},     // Closeness
    {0.68F, 0.59F, 0.42F},     // Subject
    {0.16F, 0.32F, 0.17F},     // Object
    {-0.27F, -0.61F, -0.50F},  // Oblique
    {-0.11F, -0.09F, 0.23F},   // Possessor
    {0.37F, 0.48F, 0.48F},     // ParallelRole
    {0.57F, 0.46F, 0.59F},     // SubjectOfUpper
    {0.22F, 0.53F, 0.36F},     // FirstSubject
    {0.19F, 0.08F, -0.13F},    // IsName
    {-0.26F, -0.07F, -0.00F},  // IsNominal
    {0.96F, 0.76F, 1.05F},     // IsPronoun
    {0.92F, 0.79F, 0.73F},     // Frequency
    {0.42F, 0.28F, 0.30F},     // MostFrequent
    {0.24F, 0.19F, 0.14F},     // SameParagraph
    {0.79F, 0.00F, 0.00F},     // GenderKnown
    {-0.90F, -0.35F, -0.03F},  // AnimacyUnknown
    {0.00F, 0.26F, -0.06F},    // Organization
    {0.00F, 0.04F, -0.58F},    // Place
    {0.00F, 0.18F, -0.60F},    // Event
    {0.00F, 0.22F, -0.58F},    // Work
    {0.00F, -0.04F, 0.40F},    // Group
    {-0.10F, -0.08F, -0.32F},  // Concept
    {0.04F, -0.12F, 0.00F},    // Indefinite
    {-0.26F, -0.00F, -0.02F},  // Possessed
    {0.00F, 0.00F, 0.45F},     // PluralKnown
    {-0.33F, -0.45F, -0.44F},  // InQuotation
    {0.25F, 0.10F, 0.15F},     // OnlyCandidate
    {0.00F, 2.48F, 0.00F},     // Pleonastic
    {0.58F, 0.65F, 0.66F},     // PossessiveNear
}};

}  // namespace trefoil::extract
