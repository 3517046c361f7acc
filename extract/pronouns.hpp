#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trefoil::extract {

/// Which pronoun is to be resolved: each kind has weights of its own.
enum class PronounKind : std::uint8_t { HeShe = 0, It = 1, They = 2 };

/// What the ranker looks at for one pronoun and one entity before it (or none). All values in about
/// [0,1].
enum class PronounFeature : std::uint8_t {
    None,          ///< the choice to leave the pronoun unresolved
    SameSentence,  ///< last mention of the entity stands in the pronoun's sentence
    PreviousSentence,
    TwoBack,
    Further,
    Closeness,  ///< 1 / (1 + mentions of other entities in between)
    Subject,    ///< last mention is a subject
    Object,
    Oblique,
    Possessor,
    ParallelRole,    ///< pronoun and last mention are both subjects or both objects
    SubjectOfUpper,  ///< last mention is the subject of a clause that contains the pronoun's clause
    FirstSubject,    ///< last mention is the first subject of its sentence
    IsName,
    IsNominal,
    IsPronoun,     ///< last mention is a pronoun of the same kind
    Frequency,     ///< log of the mentions so far
    MostFrequent,  ///< the entity with the most mentions so far among the candidates
    SameParagraph,
    GenderKnown,  ///< gender is known and agrees
    AnimacyUnknown,
    Organization,
    Place,
    Event,
    Work,
    Group,
    Concept,
    Indefinite,
    Possessed,
    PluralKnown,
    InQuotation,  ///< pronoun and last mention differ in standing inside a quotation
    OnlyCandidate,
    Pleonastic,      ///< "it" with a weather or raising verb, or before "that"/"to": for None only
    PossessiveNear,  ///< possessive pronoun and subject of the same clause
    kCount
};

inline constexpr std::size_t kPronounFeatures = static_cast<std::size_t>(PronounFeature::kCount);
using PronounFeatures = std::array<float, kPronounFeatures>;

/// Score of a candidate: the higher the likelier; comparable only among candidates of one pronoun.
/// Log-linear weights, trained by extract/train/train_pronouns (docs/entities.md).
float pronoun_score(PronounKind kind, const PronounFeatures& features);

}  // namespace trefoil::extract
