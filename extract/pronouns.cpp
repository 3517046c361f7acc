#include "extract/pronouns.hpp"

namespace trefoil::extract {

namespace {

using Weights = std::array<float, kPronounFeatures>;

// Columns: he/she, it, they. Rows in the order of PronounFeature.
constexpr std::array<std::array<float, 3>, kPronounFeatures> kWeights = {{
    {0.56F, 1.06F, 0.95F},     // None
    {0.81F, 0.61F, 1.05F},     // SameSentence
    {0.11F, -0.65F, -0.44F},   // PreviousSentence
    {-0.58F, -1.12F, -1.64F},  // TwoBack
    {-0.91F, 0.00F, 0.00F},    // Further
    {0.73F, 0.98F, 1.23F},     // Closeness
    {0.21F, 0.46F, -0.01F},    // Subject
    {-0.02F, 0.31F, -0.08F},   // Object
    {-0.10F, -0.83F, -0.66F},  // Oblique
    {0.37F, 0.44F, 0.78F},     // Possessor
    {0.61F, 0.51F, 1.02F},     // ParallelRole
    {0.16F, -0.26F, 0.17F},    // SubjectOfUpper
    {0.51F, 0.91F, 0.76F},     // FirstSubject
    {-0.50F, -0.55F, -0.65F},  // IsName
    {-0.70F, -0.55F, -0.62F},  // IsNominal
    {0.64F, -0.04F, 0.25F},    // IsPronoun
    {0.34F, 0.30F, -0.00F},    // Frequency
    {0.77F, 0.59F, 0.41F},     // MostFrequent
    {0.65F, 0.41F, 0.31F},     // SameParagraph
    {0.71F, 0.00F, 0.00F},     // GenderKnown
    {-0.67F, -0.43F, -0.24F},  // AnimacyUnknown
    {0.00F, -0.09F, -0.75F},   // Organization
    {0.00F, -0.06F, -0.38F},   // Place
    {0.00F, -0.10F, 0.07F},    // Event
    {0.00F, -0.00F, -0.08F},   // Work
    {0.00F, -0.57F, 0.37F},    // Group
    {-0.67F, -0.34F, -0.69F},  // Concept
    {0.17F, -0.23F, 0.12F},    // Indefinite
    {-0.07F, 0.01F, 0.17F},    // Possessed
    {0.00F, 0.00F, 0.57F},     // PluralKnown
    {-0.15F, -0.43F, -0.48F},  // InQuotation
    {-0.09F, -0.07F, -0.02F},  // OnlyCandidate
    {0.00F, 0.52F, 0.00F},     // Pleonastic
    {0.46F, 0.40F, 0.60F},     // PossessiveNear
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
