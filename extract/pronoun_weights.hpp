#pragma once

#include <array>

#include "extract/pronouns.hpp"

/// Written by extract/train/train_pronouns; do not edit.
namespace trefoil::extract {

/// Columns: he/she, it, they. Rows in the order of PronounFeature.
inline constexpr std::array<std::array<float, 3>, kPronounFeatures> kPronounWeights = {{
    {1.23F, 2.32F, 2.18F},     // None
    {1.25F, 1.18F, 1.29F},     // SameSentence
    {0.79F, 0.21F, 0.25F},     // PreviousSentence
    {0.09F, -0.53F, -0.71F},   // TwoBack
    {-0.46F, -1.00F, -1.00F},  // Further
    {0.92F, 0.81F, 0.82F},     // Closeness
    {0.68F, 0.59F, 0.42F},     // Subject
    {0.16F, 0.32F, 0.19F},     // Object
    {-0.27F, -0.61F, -0.50F},  // Oblique
    {-0.09F, -0.09F, 0.23F},   // Possessor
    {0.37F, 0.46F, 0.48F},     // ParallelRole
    {0.57F, 0.46F, 0.59F},     // SubjectOfUpper
    {0.22F, 0.53F, 0.36F},     // FirstSubject
    {0.15F, 0.07F, -0.13F},    // IsName
    {-0.25F, -0.06F, -0.01F},  // IsNominal
    {0.98F, 0.74F, 1.06F},     // IsPronoun
    {0.92F, 0.79F, 0.73F},     // Frequency
    {0.41F, 0.27F, 0.31F},     // MostFrequent
    {0.23F, 0.19F, 0.13F},     // SameParagraph
    {0.78F, 0.00F, 0.00F},     // GenderKnown
    {-0.90F, -0.34F, -0.03F},  // AnimacyUnknown
    {0.00F, 0.25F, -0.07F},    // Organization
    {0.00F, 0.06F, -0.57F},    // Place
    {0.00F, 0.18F, -0.60F},    // Event
    {0.00F, 0.22F, -0.57F},    // Work
    {0.00F, -0.05F, 0.39F},    // Group
    {-0.10F, -0.10F, -0.35F},  // Concept
    {0.05F, -0.13F, 0.00F},    // Indefinite
    {-0.26F, 0.00F, -0.02F},   // Possessed
    {0.00F, 0.00F, 0.47F},     // PluralKnown
    {-0.33F, -0.44F, -0.45F},  // InQuotation
    {0.25F, 0.11F, 0.18F},     // OnlyCandidate
    {0.00F, 2.48F, 0.00F},     // Pleonastic
    {0.58F, 0.64F, 0.66F},     // PossessiveNear
}};

}  // namespace trefoil::extract
