#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/analysis.hpp"
#include "extract/extractors/extractor.hpp"

/// How likely a triple is right: a logistic model over what is known of the extraction. The weights
/// stand in confidence_weights.hpp, written by extract/train/train_confidence; docs/evaluation.md
/// has the reliability table.
namespace trefoil::extract {

/// What the model looks at. Values are 0 or 1 unless said otherwise.
enum class ConfidenceFeature : std::uint8_t {
    Bias,
    // kind and extractor; none of these for plain verb clauses and users' rules
    Copula,
    ReportedSpeech,
    ReducedRelative,
    Apposition,
    Title,
    Possessive,
    EventOwned,  ///< what is owned is an event ("X's decision")
    Nominalisation,
    PronounEvent,  ///< a nominalisation of a pronoun's ("his order to X")
    PostposedAdjective,
    Existential,
    Location,
    // the clause
    Passive,       ///< with an agent
    NoObject,      ///< but further arguments
    NothingSaid,   ///< neither object nor further arguments
    ClauseObject,  ///< the object is a clause
    Infinitive,
    Participle,
    SharedSubject,      ///< the subject hangs on another clause
    AntecedentSubject,  ///< the subject is the noun that the clause hangs on
    NounModifier,       ///< the clause hangs on a noun, and is no relative clause
    RelativeClause,
    Adverbial,
    Complement,
    Coordinated,  ///< the clause is not the first of its coordination
    Beside,       ///< parataxis
    Depth,        ///< clauses above, 0 to 1 (five and more)
    Negative,
    Open,  ///< planned, possible or conditional
    // the phrases
    PronounSubject,
    NameSubject,
    NameObject,
    SubjectWords,   ///< log2(1 + words) / 4
    ObjectWords,    ///< log2(1 + words) / 4
    Arguments,      ///< further arguments, 0 to 1 (three and more)
    ArgumentWords,  ///< log2(1 + words) / 4
    RelationWords,  ///< log2(1 + words) / 3
    PrepositionalObject,
    SubjectBehind,  ///< the subject follows the verb
    SubjectGap,     ///< log2(1 + words between subject and relation) / 4
    SubjectBroken,  ///< words were left out inside the subject
    ObjectBroken,
    SubjectMember,  ///< one member of a coordination
    ObjectMember,
    ObjectComma,       ///< a comma inside the object
    SentenceWords,     ///< log2(1 + words of the sentence) / 6
    ClauseSubject,     ///< the subject is a clause
    VagueSubject,      ///< "this", "that", "it"
    GapObject,         ///< the object is the noun that a relative clause hangs on
    AntecedentInside,  ///< the antecedent stands inside another phrase
    NounsBetween,      ///< nouns between antecedent and clause, 0 to 1 (three and more)
    Borrowed,          ///< clauses up to the one that the subject hangs on, 0 to 1 (three and more)
    LeftOut,           ///< arguments of the predicate in no slot, 0 to 1 (three and more)
    // signs that a phrase or an arc is not what the parser took it for
    SubjectGoesOn,  ///< a preposition, noun or adjective outside the triple right behind it
    ObjectGoesOn,   ///< the same or a verb
    SubjectBegun,   ///< a noun, adjective, number or determiner outside the triple right before it
    OddSubject,     ///< the subject's head is a determiner, adjective, number or adverb
    NameCut,        ///< a phrase begins or ends inside a name
    NounsInGap,     ///< nouns between subject and predicate, 0 to 1 (three and more)
    VerbInGap,      ///< a tensed verb there
    JoinedInGap,    ///< a conjunction there
    ObjectGap,      ///< log2(1 + words between predicate and object) / 4
    TensedObject,   ///< a tensed verb inside the object
    ArgumentComma,  ///< a comma between the predicate and a further argument
    SingleWords,    ///< further arguments of one word, 0 to 1 (three and more)
    Disagreement,   ///< the subject is plural, the verb singular, or the other way round
    TenseBreak,     ///< coordinated with a verb of another form
    Claimed,        ///< somebody is named as the source
    Brackets,       ///< the sentence has brackets
    Careless,       ///< the sentence begins with a small letter or ends without a full stop
    HeadDistance,   ///< log2(1 + words between the predicate and its head) / 5
    // the parser's doubts: root of the share of its belief that is not with the head and relation
    // it gave
    PredicateDoubt,
    SubjectDoubt,
    ObjectDoubt,
    ArgumentDoubt,  ///< the largest of the further arguments
    WordDoubt,      ///< mean over all words of the triple
    WorstDoubt,     ///< the largest of them
    LinkDoubt,      ///< the largest on the way from the predicate to the clause with the subject
    SentenceDoubt,  ///< mean over the sentence
    Count
};

inline constexpr std::size_t kConfidenceFeatures =
    static_cast<std::size_t>(ConfidenceFeature::Count);
using ConfidenceFeatures = std::array<float, kConfidenceFeatures>;

/// Features of a draft whose polarity and modality are known; `claimed`: it has a source.
ConfidenceFeatures confidence_features(const SentenceView& view, const Draft& draft,
                                       Polarity polarity, Modality modality, bool claimed);

/// In (0, 1).
float confidence_of(const ConfidenceFeatures& features);

}  // namespace trefoil::extract
