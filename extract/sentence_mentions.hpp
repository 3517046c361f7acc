#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extract/mentions.hpp"

/// The finder of mentions.cpp: values and the frame in mentions.cpp, names in name_mentions.cpp,
/// noun phrases and pronouns in phrase_mentions.cpp.
namespace trefoil::extract {

/// A span of tokens that is a name.
struct NameSpan {
    TokenIndex first;
    TokenIndex last;
    EntityType type;
    std::string title;
    Gender gender = Gender::Unknown;
};

/// Surfaces that the tagger took for names somewhere in the section, with their types there.
using KnownNames = std::unordered_map<std::string, EntityType>;

/// Finds the mentions of one sentence. Refers to all that it is given; used once.
class SentenceMentions {
  public:
    SentenceMentions(const Document& document, const Sentence& sentence, std::uint32_t number,
                     const Tree& tree, const Gazetteer& gazetteer, bool tagged,
                     const KnownNames& known)
        : document_(document),
          sentence_(sentence),
          number_(number),
          tree_(tree),
          gazetteer_(gazetteer),
          tagged_(tagged),
          known_(known) {
        owner_.assign(sentence.tokens.size(), Owner::None);
    }

    /// Adds all mentions, sorted by first token, longer ones first.
    void run(DateContext& dates, std::vector<MentionCandidate>& mentions);

  private:
    enum class Owner : std::uint8_t { None, Value, Name, Title };

    [[nodiscard]] Owner& owner(TokenIndex i) { return owner_[static_cast<std::size_t>(i)]; }

    [[nodiscard]] std::string surface(TokenIndex first, TokenIndex last) const;
    MentionCandidate start(TokenIndex first, TokenIndex last, TokenIndex head, MentionKind kind,
                           EntityType type) const;
    /// Relation and governor; a conjunct stands where its first conjunct stands.
    void place_in_tree(MentionCandidate& m) const;
    /// The token of the span whose head lies outside it; the last of several.
    [[nodiscard]] TokenIndex head_of(TokenIndex first, TokenIndex last) const;
    void add_value(const ValueMention& value);

    // --- names ---

    [[nodiscard]] std::vector<NameSpan> tagged_spans() const;
    /// "Kenya's Rift Valley" is two names; "People's Party" is one.
    [[nodiscard]] std::vector<NameSpan> without_owners(const std::vector<NameSpan>& spans) const;
    /// Two places or people joined by "and" are two names, unless together they are a country.
    [[nodiscard]] std::vector<NameSpan> without_pairs(const std::vector<NameSpan>& spans) const;
    /// "southern Spain" is another place than Spain.
    [[nodiscard]] std::vector<NameSpan> with_part_words(std::vector<NameSpan> spans) const;
    /// Where there is no tagger: runs of proper nouns, "of" and "the" between them allowed.
    [[nodiscard]] std::vector<NameSpan> proper_runs() const;
    /// Names that the tagger passed over although their words prove what they are ("Ministry of
    /// Silence").
    [[nodiscard]] std::vector<NameSpan> telling_runs() const;
    void add_names(std::vector<NameSpan> spans);
    /// "Kenyan government": the head is a common noun, so the phrase describes and does not name.
    [[nodiscard]] bool has_common_head(const NameSpan& span) const;
    /// "the President", "Kenyan Prime Minister": a role, not a name.
    [[nodiscard]] bool is_bare_title(const NameSpan& span) const;
    [[nodiscard]] bool all_value(const NameSpan& span) const;
    /// Drops articles, quotation marks, possessive endings and punctuation from both ends.
    void trim(NameSpan& span) const;
    /// "Prime Minister" and "Mr" inside the tags go to the title.
    void strip_title(NameSpan& span) const;
    static void note_title(NameSpan& span, std::string_view words, const Title& title);
    /// Titles and roles that stand right before the name and belong to it in the tree.
    void find_title_before(NameSpan& span);
    /// True if a word before the name hangs on it, or the name hangs on the word as its flat part.
    [[nodiscard]] bool attached(TokenIndex word, const NameSpan& span) const;
    void decide_type(NameSpan& span) const;
    /// "Russian" in "Russian troops" is no mention; "the Russians" is one of a group.
    [[nodiscard]] bool is_adjective_of_nation(const NameSpan& span) const;
    /// Folded words. "O'Neill" is one word, "al-Amr" two; "'s" inside a name is none. Particles of
    /// people's names ("al", "van") and letters after the name ("MBE") do not count, because texts
    /// leave them out.
    [[nodiscard]] std::vector<std::string> words_of(const NameSpan& span) const;
    void add_name(const NameSpan& span);
    [[nodiscard]] bool is_honorific(TokenIndex i) const;
    /// What the words around a name say about its type.
    void weigh_context(MentionCandidate& m) const;

    static Gender plain_gender(std::optional<Gender> gender) {
        return gender && *gender != Gender::Either ? *gender : Gender::Unknown;
    }

    // --- pronouns ---

    [[nodiscard]] bool is_pronoun(TokenIndex i);
    void add_pronoun(TokenIndex i);

    // --- noun phrases ---

    [[nodiscard]] bool heads_phrase(TokenIndex i);
    void add_nominal(TokenIndex head);
    void type_nominal(MentionCandidate& m, std::string_view lemma, bool plural) const;
    void describe(MentionCandidate& m, TokenIndex head) const;
    /// The contiguous part around the head of all that belongs to the noun phrase.
    [[nodiscard]] std::pair<TokenIndex, TokenIndex> phrase_of(TokenIndex head) const;

    const Document& document_;
    const Sentence& sentence_;
    std::uint32_t number_;
    const Tree& tree_;
    const Gazetteer& gazetteer_;
    bool tagged_;
    const KnownNames& known_;
    std::vector<Owner> owner_;
    std::vector<MentionCandidate> found_;
};

}  // namespace trefoil::extract
