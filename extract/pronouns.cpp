#include "extract/pronouns.hpp"

namespace trefoil::extract {

namespace {

using Weights = std::array<float, kPronounFeatures>;

// Columns: he/she, it, they. Rows in the order of PronounFeature.
constexpr std::array<std::array<float, 3>, kPronounFeatures> kWeights = {{
    {1.0F, 2.6F, 2.2F},     // None
    {1.2F, 1.0F, 1.0F},     // SameSentence
    {0.9F, 0.6F, 0.6F},     // PreviousSentence
    {0.2F, -0.4F, -0.4F},   // TwoBack
    {-0.4F, -1.0F, -1.0F},  // Further
    {1.0F, 0.8F, 0.8F},     // Closeness
    {0.8F, 0.6F, 0.6F},     // Subject
    {0.2F, 0.3F, 0.3F},     // Object
    {-0.2F, -0.3F, -0.3F},  // Oblique
    {0.1F, -0.2F, 0.0F},    // Possessor
    {0.4F, 0.4F, 0.4F},     // ParallelRole
    {0.6F, 0.6F, 0.6F},     // SubjectOfUpper
    {0.3F, 0.3F, 0.3F},     // FirstSubject
    {0.5F, 0.3F, 0.0F},     // IsName
    {-0.2F, 0.0F, 0.3F},    // IsNominal
    {0.8F, 0.8F, 1.0F},     // IsPronoun
    {1.5F, 0.8F, 0.8F},     // Frequency
    {0.4F, 0.2F, 0.2F},     // MostFrequent
    {0.3F, 0.2F, 0.2F},     // SameParagraph
    {0.8F, 0.0F, 0.0F},     // GenderKnown
    {-0.8F, -0.3F, 0.0F},   // AnimacyUnknown
    {0.0F, 0.6F, 0.2F},     // Organization
    {0.0F, 0.2F, -0.6F},    // Place
    {0.0F, 0.2F, -0.6F},    // Event
    {0.0F, 0.4F, -0.6F},    // Work
    {0.0F, 0.0F, 0.4F},     // Group
    {0.0F, 0.0F, 0.0F},     // Concept
    {0.0F, 0.0F, 0.0F},     // Indefinite
    {-0.2F, 0.0F, 0.0F},    // Possessed
    {0.0F, 0.0F, 0.6F},     // PluralKnown
    {-0.3F, -0.4F, -0.4F},  // InQuotation
    {0.4F, 0.2F, 0.3F},     // OnlyCandidate
    {0.0F, 3.0F, 0.0F},     // Pleonastic
    {0.6F, 0.6F, 0.6F},     // PossessiveNear
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
