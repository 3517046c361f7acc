#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/clause.hpp"
#include "extract/document.hpp"
#include "extract/entities.hpp"
#include "extract/phrase.hpp"

namespace trefoil::extract {

class Gazetteer;

/// One sentence as extractors see it. Everything is borrowed for the duration of a call.
struct SentenceView {
    const Document& document;
    const Tree& tree;
    const Clauses& clauses;
    std::span<const EntityMention> mentions;  ///< of this sentence
    std::span<const Cluster> clusters;        ///< of the document
    const Gazetteer* gazetteer =
        nullptr;  ///< may be absent: nominalisations and spellings are then unknown

    /// The longest mention with this head that is no larger than its noun phrase; null if none.
    [[nodiscard]] const EntityMention* mention_at(TokenIndex head) const;
    /// Type of the entity or value that `head` names; Concept where there is none.
    [[nodiscard]] EntityType type_at(TokenIndex head) const;
    /// True if a name (not a common noun or pronoun) has this head.
    [[nodiscard]] bool is_name(TokenIndex head) const;
    /// American spelling of a lower-case lemma.
    [[nodiscard]] std::string spell(std::string_view lemma) const;
};

/// Words of a relation in reading order: tokens of the sentence and inserted words ("is", "has").
struct RelationPiece {
    TokenIndex token = -1;
    std::string inserted;
};

/// Part of a draft: the words, with the preposition at the start where there is one.
struct DraftPhrase {
    TokenSet words;        ///< without the preposition
    TokenSet preposition;  ///< its tokens, before the words
    TokenIndex head = -1;
    Role role = Role::None;
    bool clause = false;  ///< a clause: an entity of type Statement
};

/// What an extractor found, before texts, entities and qualifiers are filled in.
struct Draft {
    DraftPhrase subject;
    std::vector<RelationPiece> relation;
    std::string type;       ///< normalised relation
    std::string base_type;  ///< the same without the object's preposition; empty: same as `type`
    std::string_view kind;  ///< Triple::relation_kind
    std::optional<DraftPhrase> object;  ///< its preposition, if any, already ends `relation`
    std::vector<DraftPhrase> arguments;
    int clause = -1;  ///< clause that gives polarity, modality, source and time; -1 for none
    std::optional<Polarity> polarity;  ///< instead of the clause's
    std::optional<Modality> modality;  ///< instead of the clause's
    std::optional<float> confidence;   ///< instead of the model's (extract/confidence.hpp)
    std::string_view extractor;
};

/// One way to find facts. Stateless; safe to call from several threads.
class Extractor {
  public:
    virtual ~Extractor() = default;
    /// Name shown by --explain and stored with each assertion.
    [[nodiscard]] virtual std::string_view name() const = 0;
    virtual void extract(const SentenceView& view, std::vector<Draft>& drafts) const = 0;
};

/// The table of all extractors, in the order in which they run (extract/extractors/registry.cpp).
std::span<const std::unique_ptr<const Extractor>> extractors();

}  // namespace trefoil::extract
