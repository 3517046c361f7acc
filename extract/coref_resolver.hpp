#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extract/coref.hpp"
#include "extract/name_matching.hpp"

/// The cascade of coref.cpp: names and the pass through the text in coref.cpp, noun phrases in
/// nominal_antecedents.cpp, pronouns and speech in pronoun_antecedents.cpp.
namespace trefoil::extract {

/// A role that a text gives an entity: "president" with ("russian").
struct KnownRole {
    std::string lemma;
    std::vector<std::string> modifiers;
};

struct CorefEntity {
    std::vector<std::uint32_t> mentions;  ///< in text order, as far as pass 2 has come
    std::vector<std::string> words;       ///< fullest name, folded
    std::vector<KnownRole> roles;
    EntityType type = EntityType::Concept;
    Gender gender = Gender::Unknown;
    Number number = Number::Unknown;
    Animacy animacy = Animacy::Unknown;
    bool named = false;
};

/// Resolves the mentions of one section; used once.
class CorefResolver {
  public:
    CorefResolver(MentionSet& set, const Gazetteer& gazetteer, const PronounObserver& observe)
        : set_(set),
          gazetteer_(gazetteer),
          observe_(observe),
          entity_of_(set.mentions.size(), -1) {}

    /// The entity of each mention, -1 for none, numbered in the order of the text.
    std::vector<std::int32_t> run();

  private:
    [[nodiscard]] MentionCandidate& mention(std::size_t m) { return set_.mentions[m]; }

    [[nodiscard]] const MentionCandidate& mention(std::size_t m) const { return set_.mentions[m]; }

    [[nodiscard]] CorefEntity& entity(std::int32_t e) {
        return entities_[static_cast<std::size_t>(e)];
    }

    [[nodiscard]] const CorefEntity& entity(std::int32_t e) const {
        return entities_[static_cast<std::size_t>(e)];
    }

    [[nodiscard]] const Tree& tree_of(const MentionCandidate& m) const {
        return set_.trees[m.entity.sentence - set_.first_sentence];
    }

    [[nodiscard]] std::uint32_t paragraph_of(const MentionCandidate& m) const {
        return set_.paragraphs[m.entity.sentence - set_.first_sentence];
    }

    // --- pass 1: names ---

    void index_mentions();
    [[nodiscard]] std::optional<std::uint32_t> mention_at(std::uint32_t sentence,
                                                          TokenIndex head) const;
    /// Gives names with equal words one number.
    void number_names();
    void group_all_names();
    /// "European Union (EU)" and "EU (European Union)": a name, a bracket, a name with the same
    /// first letter, one of the two in capitals.
    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> defined_pairs() const;
    void index_people();

    // --- pass 2: in text order ---

    void visit(std::uint32_t m);
    std::int32_t new_entity();
    void attach(std::uint32_t m, std::int32_t e);
    /// "Foreign Minister" is the role "minister" with the modifier "foreign"; words before it
    /// narrow it further.
    void add_title_role(CorefEntity& target, const MentionCandidate& c) const;
    void visit_name(std::uint32_t m);
    /// The group of full names that a surname or given name stands for here: the only one that
    /// fits, else the one mentioned last before, by surname before given name.
    [[nodiscard]] std::optional<std::size_t> person_of_single_name(std::uint32_t m) const;
    [[nodiscard]] bool is_surname_of(std::size_t group, const std::string& word) const;
    [[nodiscard]] bool gender_fits(std::size_t group, Gender gender) const;

    // --- noun phrases ---

    void visit_nominal(std::uint32_t m);
    /// The noun phrase and the name in apposition are one entity; the name's entity may have to be
    /// made first.
    void attach_to_name(std::uint32_t m, std::uint32_t name);
    /// A name that stands in apposition to this noun phrase ("the president, Anna Smith"), types
    /// agreeing.
    [[nodiscard]] std::optional<std::uint32_t> name_in_apposition(std::uint32_t m) const;
    [[nodiscard]] static bool same_kind(const MentionCandidate& nominal,
                                        const MentionCandidate& name);

    void note_role(std::uint32_t m) {
        entity(entity_of_[m]).roles.push_back({mention(m).head_lemma, mention(m).modifiers});
    }

    /// "Anna Smith is the president", "Anna Smith, president of ...": the role is known, the phrase
    /// stays apart.
    void note_predicate_role(std::uint32_t m);

    /// Entities with mentions in the last sentences, the most recent first, each with its last
    /// mention.
    template <class Visit>
    void recent_entities(std::uint32_t m, std::uint32_t sentences_back, Visit visit) const {
        constexpr std::uint32_t kMaxMentions = 120;
        const std::uint32_t sentence = mention(m).entity.sentence;
        seen_.resize(entities_.size());
        const std::uint32_t walk = ++walks_;
        const std::uint32_t lowest = m > kMaxMentions ? m - kMaxMentions : 0;
        for (std::uint32_t i = m; i > lowest; --i) {
            const MentionCandidate& c = mention(i - 1);
            const std::int32_t e = entity_of_[i - 1];
            if (c.entity.sentence + sentences_back < sentence) {
                return;
            }
            if (e < 0 || seen_[static_cast<std::size_t>(e)] == walk) {
                continue;
            }
            seen_[static_cast<std::size_t>(e)] = walk;
            visit(i - 1, e);
        }
    }

    [[nodiscard]] static bool subset(const std::vector<std::string>& part,
                                     const std::vector<std::string>& whole);
    [[nodiscard]] std::optional<std::int32_t> antecedent_of_nominal(std::uint32_t m) const;
    /// "the president": the one entity that the text has called so, within a window; modifiers must
    /// not contradict.
    [[nodiscard]] std::optional<std::int32_t> antecedent_by_role(std::uint32_t m) const;
    /// "the official" after "an official": same head, no modifier that the earlier phrase does not
    /// have.
    [[nodiscard]] std::optional<std::int32_t> antecedent_by_head(std::uint32_t m) const;
    /// "the country", "the company": the only named entity of that kind in this sentence and the
    /// one before.
    [[nodiscard]] std::optional<std::int32_t> antecedent_by_class(std::uint32_t m) const;
    [[nodiscard]] static bool contains(const MentionCandidate& outer,
                                       const MentionCandidate& inner);

    // --- pronouns ---

    [[nodiscard]] static bool gender_agrees(const MentionCandidate& c, const CorefEntity& e);

    [[nodiscard]] static bool number_agrees(const MentionCandidate& c, const CorefEntity& e) {
        return c.number == Number::Unknown || e.number == Number::Unknown || c.number == e.number;
    }

    [[nodiscard]] static PronounKind kind_of(const MentionCandidate& c);
    void visit_pronoun(std::uint32_t m);
    [[nodiscard]] std::optional<std::uint32_t> subject_of_clause(const MentionCandidate& c) const;
    [[nodiscard]] bool agrees(const MentionCandidate& c, const CorefEntity& e,
                              const MentionCandidate& last) const;
    /// True if binding forbids the pair: two arguments of one verb, or one inside the other.
    [[nodiscard]] bool bound(const MentionCandidate& pronoun, const MentionCandidate& other) const;

    [[nodiscard]] static bool is_subject(const MentionCandidate& c) {
        return c.rel == Rel::Nsubj || c.rel == Rel::NsubjPass;
    }

    [[nodiscard]] PronounCase candidates_of(std::uint32_t m) const;
    /// Binding against every mention of the entity in the pronoun's sentence.
    [[nodiscard]] bool bound_entity(const MentionCandidate& c, std::int32_t e) const;
    [[nodiscard]] PronounFeatures features_of(const MentionCandidate& c,
                                              const MentionCandidate& last, const CorefEntity& e,
                                              int between) const;
    /// True if the verb of `subject` dominates the pronoun.
    [[nodiscard]] bool upper_clause(const MentionCandidate& c,
                                    const MentionCandidate& subject) const;
    [[nodiscard]] bool first_subject(const MentionCandidate& last) const;
    /// "it" that stands for nothing: weather, "it is ... that/to", "it seems".
    [[nodiscard]] bool is_pleonastic(const MentionCandidate& c) const;

    // --- speech ---

    /// Who speaks a quotation; -1 if nobody is known.
    [[nodiscard]] std::int32_t speaker_entity(std::int32_t quote) const;
    /// "I" in a quotation is who speaks it. Done last, because the speaker may be named after the
    /// quotation.
    void resolve_speech();

    /// Entities of all mentions, numbered in the order of the text.
    [[nodiscard]] std::vector<std::int32_t> renumbered() const;

    MentionSet& set_;
    const Gazetteer& gazetteer_;
    const PronounObserver& observe_;
    std::vector<std::int32_t> entity_of_;
    std::vector<CorefEntity> entities_;
    std::vector<std::size_t> name_of_;  ///< of each mention with words: equal for equal words
    std::size_t names_ = 0;             ///< numbers in name_of_
    std::vector<NameForm> forms_;
    std::vector<std::size_t> form_of_;           ///< of each mention with words
    std::vector<std::size_t> group_of_;          ///< of each form
    std::vector<std::int32_t> entity_of_group_;  ///< of each form that represents a group
    std::unordered_map<std::string, std::vector<std::size_t>> people_with_word_;
    std::unordered_map<std::size_t, std::vector<std::string>> surnames_;  ///< by group
    std::vector<std::vector<std::pair<TokenIndex, std::uint32_t>>> by_head_;
    std::vector<std::uint32_t> speech_;
    mutable std::vector<std::uint32_t> seen_;  ///< of each entity: the walk that met it last
    mutable std::uint32_t walks_ = 0;          ///< calls of recent_entities()
};

}  // namespace trefoil::extract
