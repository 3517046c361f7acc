#include "extract/pronouns.hpp"

namespace trefoil::extract {

namespace {

using Weights = std::array<float, kPronounFeatures>;

// Columns: he/she, it, they. Rows in the order of PronounFeature.
constexpr std::array<std::array<float, 3>, kPronounFeatures> kWeights = {{
    {1.22F, 2.31F, 2.15F},     // None
    {1.26F, 1.19F, 1.33F},     // SameSentence
    {0.79F, 0.22F, 0.26F},     // PreviousSentence
    {0.12F, -0.53F, -0.72F},   // TwoBack
    {-0.49F, -1.00F, -1.00F},  // Further
    {0.92F, 0.83F, 0.87F},     // Closeness
    {0.69F, 0.56F, 0.41F},     // Subject
    {0.15F, 0.33F, 0.19F},     // Object
    {-0.24F, -0.62F, -0.45F},  // Oblique
    {-0.09F, -0.05F, 0.22F},   // Possessor
    {0.37F, 0.45F, 0.49F},     // ParallelRole
    {0.56F, 0.47F, 0.60F},     // SubjectOfUpper
    {0.23F, 0.50F, 0.38F},     // FirstSubject
    {0.20F, 0.14F, -0.13F},    // IsName
    {-0.29F, -0.14F, 0.03F},   // IsNominal
    {0.98F, 0.79F, 1.04F},     // IsPronoun
    {0.91F, 0.78F, 0.75F},     // Frequency
    {0.43F, 0.30F, 0.27F},     // MostFrequent
    {0.27F, 0.17F, 0.16F},     // SameParagraph
    {0.79F, 0.00F, 0.00F},     // GenderKnown
    {-0.87F, -0.36F, -0.04F},  // AnimacyUnknown
    {0.00F, 0.26F, -0.06F},    // Organization
    {0.00F, 0.02F, -0.63F},    // Place
    {0.00F, 0.19F, -0.60F},    // Event
    {0.00F, 0.29F, -0.60F},    // Work
    {0.00F, -0.05F, 0.46F},    // Group
    {-0.07F, -0.10F, -0.34F},  // Concept
    {0.05F, -0.12F, -0.01F},   // Indefinite
    {-0.23F, -0.04F, 0.00F},   // Possessed
    {0.00F, 0.00F, 0.50F},     // PluralKnown
    {-0.33F, -0.46F, -0.47F},  // InQuotation
    {0.24F, 0.12F, 0.18F},     // OnlyCandidate
    {0.00F, 2.49F, 0.00F},     // Pleonastic
    {0.58F, 0.66F, 0.67F},     // PossessiveNear
}};

}  // namespace

float pronoun_score(PronounKind kind, const PronounFeatures& features) {
    float score = 0;
    for (std::size_t i = 0; i < kPronounFeatures; ++i) {
        score += kWeights[i][static_cast<std::size_t>(kind)] * features[i];
    }
    return score;
}

}  // namespace trefoil::extract
