#include "extract/pronouns.hpp"

#include "extract/pronoun_weights.hpp"

namespace trefoil::extract {

float pronoun_score(PronounKind kind, const PronounFeatures& features) {
    float score = 0;
    for (std::size_t i = 0; i < kPronounFeatures; ++i) {
        score += kPronounWeights[i][static_cast<std::size_t>(kind)] * features[i];
    }
    return score;
}

}  // namespace trefoil::extract
