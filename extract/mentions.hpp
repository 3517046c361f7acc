#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/dates.hpp"
#include "extract/document.hpp"
#include "extract/entities.hpp"
#include "extract/gazetteer.hpp"
#include "extract/sentence.hpp"
#include "extract/tree.hpp"

namespace trefoil::extract {

enum class Number : std::uint8_t { Unknown, Singular, Plural };

/// What is known about the living kind of a mention, for pronouns.
enum class Animacy : std::uint8_t { Unknown, Person, Thing };

/// How a noun phrase is introduced.
enum class Determination : std::uint8_t { Bare, Definite, Indefinite, Possessed };

/// A mention with what coreference asks about it. Words are folded (fold_name), modifiers
/// lower-case lemmas.
struct MentionCandidate {
    EntityMention entity;
    std::string text;                ///< surface of the span; of names without their article
    std::vector<std::string> words;  ///< names: folded words without title; else empty
    std::string head_lemma;          ///< lower-case lemma of the head
    std::string title;  ///< names: title or role before it, folded ("prime minister"); else ""
    std::vector<std::string>
        modifiers;  ///< lemmas that narrow the head down: adjectives, compounds, possessors
    Gender gender = Gender::Unknown;
    Number number = Number::Unknown;
    Animacy animacy = Animacy::Unknown;
    Determination determination = Determination::Bare;
    bool predicate =
        false;  ///< says something about another mention: predicate noun, apposition, bare title
    bool reflexive = false;       ///< pronouns
    bool possessive = false;      ///< stands as a possessor ("his", "Anna's")
    bool first_person = false;    ///< "I", "my", "we"
    bool article = false;         ///< names: "the" stands before it and belongs to it
    Rel rel = Rel::Other;         ///< relation of the head, of the first conjunct for conjuncts
    TokenIndex governor = kRoot;  ///< head of the mention's head
    int place_evidence = 0;   ///< names: how much the context says "a place" ("in X", "X, Kenya")
    int person_evidence = 0;  ///< names: how much it says "a person" (title, given name, "X, who")
    int speaker_evidence =
        0;  ///< names: speaks or has a spokesperson, as people and organizations do
    std::int32_t quote = -1;  ///< number of the quotation it stands in, -1 outside
};

/// A passage between quotation marks and who says it, as far as the sentence around it tells.
struct Quotation {
    std::uint32_t first_sentence = 0;
    std::uint32_t last_sentence = 0;
    std::uint32_t paragraph = 0;
    std::int32_t speaker = -1;  ///< index of the mention, -1 unknown
};

/// All mentions of consecutive sentences, sorted by (sentence, first, longest first), with their
/// trees.
struct MentionSet {
    std::vector<MentionCandidate> mentions;
    std::vector<Quotation> quotations;
    std::vector<std::uint32_t> paragraphs;  ///< paragraph number of each sentence
    std::vector<Tree> trees;                ///< one for each sentence
    std::uint32_t first_sentence = 0;       ///< document index of trees[0]
};

/// Finds names (from the BIO tags in Token::name, or, where no token of the sentences has one, from
/// runs of proper nouns), noun phrases, personal pronouns and values, and types them.
/// `first_sentence` is the index of sentences[0] in the document. `dates` carries dates from one
/// call to the next. Linear. Trees refer to `sentences`.
MentionSet find_mentions(const Document& document, std::span<const Sentence> sentences,
                         std::uint32_t first_sentence, const Gazetteer& gazetteer,
                         DateContext& dates);

}  // namespace trefoil::extract
