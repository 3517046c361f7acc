// Mentions of one stretch of sentences. Names come from the tagger's BIO tags, stripped of titles,
// articles and the possessive; noun phrases and pronouns come from the tree: every noun that heads
// a phrase gives one mention that covers its phrase without relative clauses, conjuncts,
// appositions and a leading preposition.
#include "extract/mentions.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <unordered_map>
#include <utility>

#include "extract/name_types.hpp"
#include "extract/quotations.hpp"
#include "extract/word_table.hpp"

namespace trefoil::extract {

namespace {

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

bool starts_upper(std::string_view word) {
    return !word.empty() &&
           ((word[0] >= 'A' && word[0] <= 'Z') ||
            (static_cast<unsigned char>(word[0]) >= 0xC3 && fold_name(word) != word));
}

/// "U.S." and "U.S" as one word "us"; other tokens folded.
std::string folded_token(std::string_view form) {
    bool initials = form.size() > 2;
    std::string letters;
    for (std::size_t i = 0; i < form.size() && initials; ++i) {
        const bool letter = form[i] >= 'A' && form[i] <= 'Z';
        initials = i % 2 == 0 ? letter : form[i] == '.';
        if (letter) {
            letters += static_cast<char>(form[i] - 'A' + 'a');
        }
    }
    return initials && letters.size() > 1 ? letters : fold_name(form);
}

Gender gender_of_noun(std::string_view lemma) {
    static constexpr WordTable<Gender, 57> kGenders(
        {{{"woman", Gender::Female},       {"girl", Gender::Female},
          {"mother", Gender::Female},      {"wife", Gender::Female},
          {"daughter", Gender::Female},    {"sister", Gender::Female},
          {"actress", Gender::Female},     {"aunt", Gender::Female},
          {"niece", Gender::Female},       {"queen", Gender::Female},
          {"princess", Gender::Female},    {"lady", Gender::Female},
          {"grandmother", Gender::Female}, {"mom", Gender::Female},
          {"widow", Gender::Female},       {"girlfriend", Gender::Female},
          {"heroine", Gender::Female},     {"waitress", Gender::Female},
          {"duchess", Gender::Female},     {"countess", Gender::Female},
          {"empress", Gender::Female},     {"nun", Gender::Female},
          {"bride", Gender::Female},       {"stepmother", Gender::Female},
          {"goddess", Gender::Female},     {"granddaughter", Gender::Female},
          {"hostess", Gender::Female},     {"mum", Gender::Female},
          {"fiancée", Gender::Female},     {"fiancee", Gender::Female},
          {"sportswoman", Gender::Female}, {"man", Gender::Male},
          {"boy", Gender::Male},           {"father", Gender::Male},
          {"husband", Gender::Male},       {"son", Gender::Male},
          {"brother", Gender::Male},       {"actor", Gender::Male},
          {"uncle", Gender::Male},         {"nephew", Gender::Male},
          {"king", Gender::Male},          {"prince", Gender::Male},
          {"gentleman", Gender::Male},     {"grandfather", Gender::Male},
          {"dad", Gender::Male},           {"widower", Gender::Male},
          {"boyfriend", Gender::Male},     {"duke", Gender::Male},
          {"emperor", Gender::Male},       {"monk", Gender::Male},
          {"groom", Gender::Male},         {"stepfather", Gender::Male},
          {"grandson", Gender::Male},      {"priest", Gender::Male},
          {"guy", Gender::Male},           {"lad", Gender::Male},
          {"fiancé", Gender::Male}}});
    if (const auto gender = kGenders.find(lemma)) {
        return *gender;
    }
    if (!lemma.ends_with("man")) {
        return Gender::Unknown;
    }
    if (lemma.ends_with("woman")) {
        return lemma.size() > 6 ? Gender::Female : Gender::Unknown;
    }
    return lemma.size() > 5 && !in(lemma, {"human", "german", "roman", "chairman"})
               ? Gender::Male
               : Gender::Unknown;
}

/// Nouns of groups of people that "they" and "it" may both stand for, and that are no organization.
bool is_people_noun(std::string_view lemma) {
    static constexpr auto kNouns = word_set(std::to_array<std::string_view>(
        {"people", "family", "crowd", "couple",     "majority", "minority", "troops",     "troop",
         "public", "pair",   "staff", "generation", "audience", "group",    "population", "tribe",
         "clan",   "crew",   "band",  "community",  "mob",      "jury"}));
    return kNouns.contains(lemma);
}

struct PronounForm {
    std::string_view form;
    int person;
    Number number;
    Gender gender;
    Animacy animacy;
};

constexpr std::array<PronounForm, 34> kPronouns = {{
    {"he", 3, Number::Singular, Gender::Male, Animacy::Person},
    {"him", 3, Number::Singular, Gender::Male, Animacy::Person},
    {"his", 3, Number::Singular, Gender::Male, Animacy::Person},
    {"himself", 3, Number::Singular, Gender::Male, Animacy::Person},
    {"she", 3, Number::Singular, Gender::Female, Animacy::Person},
    {"her", 3, Number::Singular, Gender::Female, Animacy::Person},
    {"hers", 3, Number::Singular, Gender::Female, Animacy::Person},
    {"herself", 3, Number::Singular, Gender::Female, Animacy::Person},
    {"it", 3, Number::Singular, Gender::Unknown, Animacy::Thing},
    {"its", 3, Number::Singular, Gender::Unknown, Animacy::Thing},
    {"itself", 3, Number::Singular, Gender::Unknown, Animacy::Thing},
    {"they", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"them", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"their", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"theirs", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"themselves", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"themself", 3, Number::Unknown, Gender::Unknown, Animacy::Person},
    {"'em", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"i", 1, Number::Singular, Gender::Unknown, Animacy::Person},
    {"me", 1, Number::Singular, Gender::Unknown, Animacy::Person},
    {"my", 1, Number::Singular, Gender::Unknown, Animacy::Person},
    {"mine", 1, Number::Singular, Gender::Unknown, Animacy::Person},
    {"myself", 1, Number::Singular, Gender::Unknown, Animacy::Person},
    {"we", 1, Number::Plural, Gender::Unknown, Animacy::Person},
    {"us", 1, Number::Plural, Gender::Unknown, Animacy::Person},
    {"our", 1, Number::Plural, Gender::Unknown, Animacy::Person},
    {"ours", 1, Number::Plural, Gender::Unknown, Animacy::Person},
    {"ourselves", 1, Number::Plural, Gender::Unknown, Animacy::Person},
    {"you", 2, Number::Unknown, Gender::Unknown, Animacy::Person},
    {"your", 2, Number::Unknown, Gender::Unknown, Animacy::Person},
    {"yours", 2, Number::Unknown, Gender::Unknown, Animacy::Person},
    {"yourself", 2, Number::Unknown, Gender::Unknown, Animacy::Person},
    {"yourselves", 2, Number::Plural, Gender::Unknown, Animacy::Person},
    {"one", 0, Number::Singular, Gender::Unknown, Animacy::Person},
}};

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

KnownNames known_names(const Document& document, std::span<const Sentence> sentences) {
    KnownNames known;
    for (const Sentence& sentence : sentences) {
        for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
            const std::string& tag = sentence.tokens[i].name;
            if (!tag.starts_with("B-")) {
                continue;
            }
            std::size_t last = i;
            while (last + 1 < sentence.tokens.size() &&
                   sentence.tokens[last + 1].name == "I-" + tag.substr(2)) {
                ++last;
            }
            const Span span{sentence.tokens[i].span.begin, sentence.tokens[last].span.end};
            const auto type = entity_type_from(std::string_view(tag).substr(2));
            if (type && is_named_type(*type) && *type != EntityType::Work) {
                known.emplace(std::string(span.of(document.text)), *type);
            }
        }
    }
    return known;
}

/// Finds the mentions of one sentence.
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

    std::vector<MentionCandidate> run(DateContext& dates) {
        for (const ValueMention& value : find_values(document_.text, sentence_, dates)) {
            add_value(value);
        }
        add_names(tagged_ ? with_part_words(without_pairs(without_owners(tagged_spans())))
                          : proper_runs());
        if (tagged_) {
            add_names(telling_runs());
        }
        for (TokenIndex i = 0; i < tree_.size(); ++i) {
            if (is_pronoun(i)) {
                add_pronoun(i);
            } else if (heads_phrase(i)) {
                add_nominal(i);
            }
        }
        std::ranges::sort(found_, [](const MentionCandidate& a, const MentionCandidate& b) {
            return std::pair(a.entity.first, -a.entity.last) <
                   std::pair(b.entity.first, -b.entity.last);
        });
        return std::move(found_);
    }

  private:
    enum class Owner : std::uint8_t { None, Value, Name, Title };

    [[nodiscard]] Owner& owner(TokenIndex i) { return owner_[static_cast<std::size_t>(i)]; }

    [[nodiscard]] std::string surface(TokenIndex first, TokenIndex last) const {
        return std::string(
            Span{tree_.token(first).span.begin, tree_.token(last).span.end}.of(document_.text));
    }

    MentionCandidate start(TokenIndex first, TokenIndex last, TokenIndex head, MentionKind kind,
                           EntityType type) const {
        MentionCandidate m;
        m.entity.sentence = number_;
        m.entity.first = first;
        m.entity.last = last;
        m.entity.head = head;
        m.entity.mention.span = {tree_.token(first).span.begin, tree_.token(last).span.end};
        m.entity.mention.kind = kind;
        m.entity.mention.type = type;
        m.text = surface(first, last);
        m.head_lemma = tree_.lemma(head);
        place_in_tree(m);
        return m;
    }

    /// Relation and governor; a conjunct stands where its first conjunct stands.
    void place_in_tree(MentionCandidate& m) const {
        TokenIndex at = m.entity.head;
        for (int steps = 0; steps < 20 && tree_.rel(at) == Rel::Conj && tree_.head(at) >= 0;
             ++steps) {
            at = tree_.head(at);
        }
        // A name that hangs on its own title stands where the title stands.
        while (tree_.is(at, {Rel::Flat, Rel::NmodDesc, Rel::Compound}) && tree_.head(at) >= 0 &&
               m.entity.mention.kind == MentionKind::Name &&
               owner_[static_cast<std::size_t>(tree_.head(at))] == Owner::Title) {
            at = tree_.head(at);
        }
        m.rel = tree_.rel(at);
        m.governor = tree_.head(at);
        m.possessive = m.rel == Rel::NmodPoss;
    }

    /// The token of the span whose head lies outside it; the last of several.
    [[nodiscard]] TokenIndex head_of(TokenIndex first, TokenIndex last) const {
        TokenIndex best = last;
        for (TokenIndex i = last; i >= first; --i) {
            const TokenIndex head = tree_.head(i);
            if ((head < first || head > last) && !tree_.is(i, {Rel::Punct, Rel::Case})) {
                best = i;
                if (tree_.is_noun(i)) {
                    return i;
                }
            }
        }
        return best;
    }

    void add_value(const ValueMention& value) {
        MentionCandidate m = start(value.first, value.last, head_of(value.first, value.last),
                                   MentionKind::Value, value.type);
        m.entity.mention.value = value.value;
        for (TokenIndex i = value.first; i <= value.last; ++i) {
            owner(i) = Owner::Value;
        }
        found_.push_back(std::move(m));
    }

    // --- names ---

    [[nodiscard]] std::vector<NameSpan> tagged_spans() const {
        std::vector<NameSpan> spans;
        for (TokenIndex i = 0; i < tree_.size(); ++i) {
            const std::string& tag = tree_.token(i).name;
            if (tag.size() < 3 || tag == "O") {
                continue;
            }
            const auto type = entity_type_from(std::string_view(tag).substr(2));
            if (!type || !is_named_type(*type)) {
                continue;
            }
            const bool continues = tag[0] == 'I' && !spans.empty() && spans.back().last == i - 1 &&
                                   spans.back().type == *type;
            if (continues) {
                spans.back().last = i;
            } else {
                spans.push_back({i, i, *type, "", Gender::Unknown});
            }
        }
        return spans;
    }

    /// "Kenya's Rift Valley" is two names; "People's Party" is one.
    [[nodiscard]] std::vector<NameSpan> without_owners(const std::vector<NameSpan>& spans) const {
        std::vector<NameSpan> split;
        for (const NameSpan& span : spans) {
            TokenIndex mark = span.first + 1;
            while (mark < span.last && !in(tree_.form(mark), {"'s", "’s", "'", "’"})) {
                ++mark;
            }
            if (mark < span.last && gazetteer_.country_of(surface(span.first, mark - 1))) {
                split.push_back({span.first, mark - 1, EntityType::Place, "", Gender::Unknown});
                split.push_back({mark + 1, span.last, span.type, "", Gender::Unknown});
            } else {
                split.push_back(span);
            }
        }
        return split;
    }

    /// Two places or people joined by "and" are two names, unless together they are a country.
    [[nodiscard]] std::vector<NameSpan> without_pairs(const std::vector<NameSpan>& spans) const {
        std::vector<NameSpan> split;
        for (const NameSpan& span : spans) {
            TokenIndex joint = span.first + 1;
            while (joint < span.last && tree_.form(joint) != "and") {
                ++joint;
            }
            const bool pair = joint < span.last &&
                              (span.type == EntityType::Place || span.type == EntityType::Person) &&
                              !gazetteer_.country_of(surface(span.first, span.last));
            const TokenIndex right = pair ? head_of(joint + 1, span.last) : -1;
            if (pair && tree_.rel(right) == Rel::Conj &&
                tree_.head(right) == head_of(span.first, joint - 1)) {
                split.push_back({span.first, joint - 1, span.type, "", Gender::Unknown});
                split.push_back({joint + 1, span.last, span.type, "", Gender::Unknown});
            } else {
                split.push_back(span);
            }
        }
        return split;
    }

    /// "southern Spain" is another place than Spain.
    [[nodiscard]] std::vector<NameSpan> with_part_words(std::vector<NameSpan> spans) const {
        for (NameSpan& span : spans) {
            if (span.type == EntityType::Place && span.first > 0 &&
                is_part_word(tree_.form(span.first - 1)) &&
                tree_.head(span.first - 1) >= span.first &&
                tree_.head(span.first - 1) <= span.last) {
                --span.first;
            }
        }
        return spans;
    }

    /// Where there is no tagger: runs of proper nouns, "of" and "the" between them allowed.
    [[nodiscard]] std::vector<NameSpan> proper_runs() const {
        std::vector<NameSpan> spans;
        for (TokenIndex i = 0; i < tree_.size(); ++i) {
            if (tree_.token(i).upos != "PROPN" ||
                owner_[static_cast<std::size_t>(i)] == Owner::Value) {
                continue;
            }
            TokenIndex last = i;
            for (TokenIndex next = i + 1; next < tree_.size(); ++next) {
                if (tree_.token(next).upos == "PROPN") {
                    last = next;
                } else if (!in(tree_.form(next), {"of", "the", "-", "al"}) ||
                           next + 1 >= tree_.size() || next > last + 2) {
                    break;
                }
            }
            spans.push_back({i, last, EntityType::Organization, "", Gender::Unknown});
            i = last;
        }
        return spans;
    }

    /// Names that the tagger passed over although their words prove what they are ("Ministry of
    /// Silence").
    [[nodiscard]] std::vector<NameSpan> telling_runs() const {
        std::vector<NameSpan> spans;
        for (NameSpan span : proper_runs()) {
            bool free = true;
            for (TokenIndex i = span.first; i <= span.last && free; ++i) {
                free = owner_[static_cast<std::size_t>(i)] == Owner::None;
            }
            if (!free || !starts_upper(tree_.token(span.last).form)) {
                continue;
            }
            const std::vector<std::string> words = words_of(span);
            auto type = type_by_words(words, surface(span.first, span.last), gazetteer_);
            if (words.size() == 1 && in(words[0], {"congress", "parliament", "senate"})) {
                type = EntityType::Organization;
            }
            if (const auto elsewhere = known_.find(surface(span.first, span.last));
                elsewhere != known_.end()) {
                type = elsewhere->second;
            }
            if (type) {
                span.type = *type;
                spans.push_back(span);
            }
        }
        return spans;
    }

    void add_names(std::vector<NameSpan> spans) {
        for (NameSpan& span : spans) {
            trim(span);
            if (span.first > span.last || all_value(span)) {
                continue;
            }
            strip_title(span);
            find_title_before(span);
            decide_type(span);
            if (!is_adjective_of_nation(span) && !is_bare_title(span) && !has_common_head(span)) {
                add_name(span);
            }
        }
    }

    /// "Kenyan government": the head is a common noun, so the phrase describes and does not name.
    [[nodiscard]] bool has_common_head(const NameSpan& span) const {
        const Token& head = tree_.token(head_of(span.first, span.last));
        return span.first != span.last && span.type != EntityType::Work && head.upos == "NOUN" &&
               head.form[0] >= 'a' && head.form[0] <= 'z';
    }

    /// "the President", "Kenyan Prime Minister": a role, not a name.
    [[nodiscard]] bool is_bare_title(const NameSpan& span) const {
        if (span.type != EntityType::Person && span.type != EntityType::Organization) {
            return false;
        }
        const bool of_country = span.first < span.last &&
                                gazetteer_.country_of_demonym(tree_.token(span.first).form) &&
                                !gazetteer_.country_of(tree_.token(span.first).form);
        const auto title = gazetteer_.title(surface(span.first + (of_country ? 1 : 0), span.last));
        return title && (title->kind == TitleKind::Role || title->kind == TitleKind::Rank ||
                         title->kind == TitleKind::Royal);
    }

    [[nodiscard]] bool all_value(const NameSpan& span) const {
        for (TokenIndex i = span.first; i <= span.last; ++i) {
            if (owner_[static_cast<std::size_t>(i)] != Owner::Value) {
                return false;
            }
        }
        return true;
    }

    /// Drops articles, quotation marks, possessive endings and punctuation from both ends.
    void trim(NameSpan& span) const {
        const auto droppable = [&](TokenIndex i, bool front) {
            const std::string_view form = tree_.form(i);
            if (tree_.token(i).upos == "PUNCT" || is_quote_mark(form)) {
                return true;
            }
            return front ? in(form, {"the", "a", "an"}) && span.first < span.last
                         : in(form, {"'s", "’s", "'", "’"});
        };
        while (span.first <= span.last && droppable(span.first, true)) {
            ++span.first;
        }
        while (span.last >= span.first && droppable(span.last, false)) {
            --span.last;
        }
    }

    /// "Prime Minister" and "Mr" inside the tags go to the title.
    void strip_title(NameSpan& span) const {
        while (span.first < span.last) {
            std::optional<Title> title;
            TokenIndex end = span.first;
            for (TokenIndex last = std::min(span.first + 3, span.last - 1);
                 last >= span.first && !title; --last) {
                title = gazetteer_.title(surface(span.first, last));
                end = last;
            }
            const bool person =
                span.type == EntityType::Person ||
                (title && title->kind == TitleKind::Honorific && span.last - end <= 2);
            if (!title || !person || !starts_upper(tree_.token(end + 1).form)) {
                return;
            }
            note_title(span, surface(span.first, end), *title);
            span.first = end + 1;
        }
    }

    static void note_title(NameSpan& span, std::string_view words, const Title& title) {
        const bool better = span.title.empty() || title.kind != TitleKind::Honorific;
        span.title = better ? fold_name(words) : span.title;
        span.gender = title.gender != Gender::Unknown ? title.gender : span.gender;
    }

    /// Titles and roles that stand right before the name and belong to it in the tree.
    void find_title_before(NameSpan& span) {
        for (TokenIndex before = span.first - 1; before >= 0 && owner(before) == Owner::None;
             --before) {
            if (!attached(before, span)) {
                return;
            }
            std::optional<Title> title;
            TokenIndex begin = before;
            for (TokenIndex first = std::max(0, before - 3); first <= before && !title; ++first) {
                title = gazetteer_.title(surface(first, before));
                begin = first;
            }
            if (title) {
                note_title(span, surface(begin, before), *title);
            } else if (span.title.empty() && tree_.token(before).upos == "NOUN" &&
                       (gazetteer_.noun_class(tree_.lemma(before)) == NounClass::Person ||
                        gazetteer_.may_be_person(tree_.lemma(before))) &&
                       span.type == EntityType::Person) {
                span.title = tree_.lemma(before);
                begin = before;
            } else {
                return;
            }
            const Gender by_noun = gender_of_noun(tree_.lemma(before));
            span.gender = span.gender == Gender::Unknown ? by_noun : span.gender;
            for (TokenIndex i = begin; i <= before; ++i) {
                owner(i) = Owner::Title;
            }
            before = begin;
        }
    }

    /// True if a word before the name hangs on it, or the name hangs on the word as its flat part.
    [[nodiscard]] bool attached(TokenIndex word, const NameSpan& span) const {
        if (sentence_.tokens.size() > 1 && tree_.rel(word) == Rel::Other && tree_.head(word) < 0 &&
            tree_.token(word).deprel.empty()) {
            return true;  // no tree
        }
        const auto inside = [&](TokenIndex i) { return i >= span.first && i <= span.last; };
        if (inside(tree_.head(word))) {
            return tree_.is(
                word, {Rel::NmodDesc, Rel::Compound, Rel::Flat, Rel::Nmod, Rel::Amod, Rel::Appos});
        }
        const TokenIndex head = head_of(span.first, span.last);
        if (tree_.head(head) == word) {
            return tree_.is(head, {Rel::Flat, Rel::Appos, Rel::NmodDesc, Rel::Compound,
                                   Rel::NmodUnmarked}) &&
                   span.first == word + 1;
        }
        // "foreign minister": part of a longer title that is attached itself
        return tree_.head(word) == word + 1 &&
               owner_[static_cast<std::size_t>(word + 1)] == Owner::Title;
    }

    void decide_type(NameSpan& span) const {
        const std::string text = surface(span.first, span.last);
        const std::vector<std::string> words = words_of(span);
        const std::optional<Title> title =
            span.title.empty() ? std::nullopt : gazetteer_.title(span.title);
        if (!tagged_) {
            span.type = guess_type(words, text, title.has_value(), gazetteer_);
            return;
        }
        const auto by_words = type_by_words(words, text, gazetteer_);
        if (title && (span.type == EntityType::Place || span.type == EntityType::Organization) &&
            !by_words && words.size() <= 4) {
            span.type = EntityType::Person;
            return;
        }
        if (by_words &&
            (span.type != EntityType::Person || words.size() > 2 || gazetteer_.country_of(text)) &&
            span.title.empty()) {
            const bool work = span.type == EntityType::Work;
            const bool group = span.type == EntityType::Group && words.size() == 1;
            const bool place_like =
                (*by_words == EntityType::Facility && span.type == EntityType::Place) ||
                (*by_words == EntityType::Place && span.type == EntityType::Facility);
            if (!work && !group && !place_like) {
                span.type = *by_words;
            }
        }
        if (!words.empty() && words.size() <= 3 &&
            in(words.front(), {"cyclone", "hurricane", "typhoon"})) {
            span.type = EntityType::Event;
        }
        const bool capitals =
            text.size() > 1 && text.size() < 6 &&
            std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
        if (span.type == EntityType::Work && capitals &&
            (span.first == 0 || !is_quote_mark(tree_.form(span.first - 1)))) {
            span.type = EntityType::Organization;  // few works are called by their initials
        }
        if (span.type == EntityType::Group && words.size() == 1 && span.first > 0 &&
            tree_.form(span.first - 1) == "the" && tree_.token(span.last).xpos == "NNP" &&
            !gazetteer_.country_of_demonym(text)) {
            span.type = EntityType::Organization;  // groups of people stand in the plural
        }
        if (words.size() == 1 && span.type != EntityType::Person &&
            gazetteer_.country_of_demonym(text) && !gazetteer_.country_of(text)) {
            span.type = EntityType::Group;
        }
    }

    /// "Russian" in "Russian troops" is no mention; "the Russians" is one of a group.
    [[nodiscard]] bool is_adjective_of_nation(const NameSpan& span) const {
        if (span.first != span.last) {
            return false;
        }
        const Token& token = tree_.token(span.first);
        if (token.upos == "ADJ" && span.first > 0 && tree_.form(span.first - 1) == "the" &&
            !tree_.is(span.first, {Rel::Amod, Rel::Compound})) {
            return false;  // "the Japanese"
        }
        const bool adjective =
            token.upos == "ADJ" || tree_.is(span.first, {Rel::Amod}) ||
            (span.type == EntityType::Group && tree_.is(span.first, {Rel::Compound}));
        return adjective &&
               (span.type == EntityType::Group ||
                gazetteer_.country_of_demonym(token.form).has_value() ||
                (token.upos == "ADJ" && tree_.is(span.first, {Rel::Amod}) && token.xpos == "JJ"));
    }

    /// Folded words. "O'Neill" is one word, "al-Amr" two; "'s" inside a name is none. Particles of
    /// people's names ("al", "van") and letters after the name ("MBE") do not count, because texts
    /// leave them out.
    [[nodiscard]] std::vector<std::string> words_of(const NameSpan& span) const {
        std::vector<std::string> words;
        std::vector<bool> capitals;
        for (TokenIndex i = span.first; i <= span.last; ++i) {
            const std::string& form = tree_.token(i).form;
            if (in(form, {"'s", "’s", "'", "’"})) {
                continue;
            }
            std::string joined = form;
            std::erase(joined, '\'');
            if (const std::size_t quote = joined.find("’"); quote != std::string::npos) {
                joined.erase(quote, std::string_view("’").size());
            }
            const std::string folded = folded_token(joined);
            const bool upper =
                form.size() > 1 && form.size() < 5 &&
                std::ranges::all_of(form, [](char c) { return c >= 'A' && c <= 'Z'; });
            std::size_t from = 0;
            while (from < folded.size()) {
                const std::size_t blank = std::min(folded.find(' ', from), folded.size());
                if (blank > from) {
                    words.push_back(folded.substr(from, blank - from));
                    capitals.push_back(upper);
                }
                from = blank + 1;
            }
        }
        if (span.type == EntityType::Person) {
            while (words.size() > 2 && capitals.back() && !capitals.front()) {
                words.pop_back();
                capitals.pop_back();
            }
            std::vector<std::string> full;
            for (const std::string& word : words) {
                if (!in(word, {"al", "el", "de", "da", "di", "van", "von", "der", "den", "bin",
                               "ibn", "la", "le", "du", "dos", "del", "ben", "abu"})) {
                    full.push_back(word);
                }
            }
            words = full.empty() ? words : full;
        }
        return words;
    }

    void add_name(const NameSpan& span) {
        TokenIndex last = span.last;
        // The span has an honorific ("Mr Smith"), the name has not. An article stays outside but
        // where the name alone would read as a pronoun ("the US").
        TokenIndex first = span.first;
        while (first > 0 && owner(first - 1) == Owner::Title && is_honorific(first - 1)) {
            --first;
        }
        const bool article = first == span.first && first > 0 && owner(first - 1) == Owner::None &&
                             tree_.form(first - 1) == "the" && first == last &&
                             in(tree_.form(first), {"us", "it"});
        first -= article ? 1 : 0;
        MentionCandidate m = start(first, last, head_of(first, last), MentionKind::Name, span.type);
        m.text = surface(span.first, last);
        m.words = words_of(span);
        if (m.words.empty()) {
            return;
        }
        m.title = span.title;
        m.article = span.first > 0 && tree_.form(span.first - 1) == "the" &&
                    tree_.head(span.first - 1) >= span.first && tree_.head(span.first - 1) <= last;
        m.gender = span.gender;
        m.determination = Determination::Definite;
        const Token& token = tree_.token(m.entity.head);
        const bool plural =
            token.xpos == "NNPS" || token.feats.find("Number=Plur") != std::string::npos;
        if (span.type == EntityType::Person) {
            m.animacy = Animacy::Person;
            m.number = Number::Singular;
            if (m.gender == Gender::Unknown && m.words.size() > 1) {
                m.gender = plain_gender(gazetteer_.first_name(m.words.front()));
            }
        } else if (span.type == EntityType::Group) {
            m.animacy = Animacy::Person;
            m.number = Number::Plural;
        } else {
            m.animacy = Animacy::Thing;
            m.number = plural || span.type == EntityType::Organization ? Number::Unknown
                                                                       : Number::Singular;
        }
        for (TokenIndex i = first; i <= last; ++i) {
            owner(i) = Owner::Name;
        }
        weigh_context(m);
        found_.push_back(std::move(m));
    }

    [[nodiscard]] bool is_honorific(TokenIndex i) const {
        const auto title = gazetteer_.title(tree_.token(i).form);
        return title && title->kind == TitleKind::Honorific;
    }

    /// What the words around a name say about its type.
    void weigh_context(MentionCandidate& m) const {
        const TokenIndex head = m.entity.head;
        const TokenIndex above = tree_.head(head);
        const TokenIndex next = m.entity.last + 1;
        for (const TokenIndex child : tree_.children(head)) {
            if (tree_.rel(child) == Rel::Case) {
                m.place_evidence += in(tree_.form(child),
                                       {"in", "near", "across", "throughout", "toward", "towards"})
                                        ? 1
                                        : 0;
            }
            if (tree_.rel(child) == Rel::AclRelcl) {
                const TokenIndex who = tree_.child(child, {Rel::Nsubj, Rel::NsubjPass});
                m.person_evidence += who >= 0 && tree_.form(who) == "who" ? 2 : 0;
            }
        }
        const bool direct = above >= 0 &&
                            in(tree_.lemma(above), {"enter", "invade", "annex", "visit"}) &&
                            tree_.rel(head) == Rel::Obj;
        const bool goal = above >= 0 && tree_.child_form(head, "to") >= 0 &&
                          tree_.rel(head) == Rel::Obl &&
                          in(tree_.lemma(above), {"move", "go", "travel", "return", "fly", "flee",
                                                  "head", "come", "deploy", "drive"});
        m.place_evidence += direct || goal ? 1 : 0;
        if (above >= 0 && is_kind_of_place(tree_.lemma(above))) {
            const bool of = tree_.rel(head) == Rel::Nmod && tree_.child_form(head, "of") >= 0;
            m.place_evidence += of || (tree_.rel(head) == Rel::Compound && above >= next) ? 2 : 0;
        }
        if (next + 1 < tree_.size() && tree_.form(next) == "," &&
            gazetteer_.country_of(tree_.token(next + 1).form)) {
            m.place_evidence += 2;  // "X, Kenya"
        }
        if (above >= 0 && tree_.rel(head) == Rel::Nsubj && is_saying_verb(tree_.lemma(above))) {
            m.speaker_evidence += 1;
            m.person_evidence += 1;
        }
        if (above >= 0 && tree_.is(head, {Rel::Compound, Rel::NmodPoss, Rel::Nmod}) &&
            in(tree_.lemma(above),
               {"spokesman", "spokeswoman", "spokesperson", "official", "statement"})) {
            m.speaker_evidence += 1;
        }
        if (!m.title.empty() || (m.words.size() > 1 && gazetteer_.first_name(m.words.front()))) {
            m.person_evidence += 2;
        } else if (m.words.size() == 1 && gazetteer_.first_name(m.words.front())) {
            m.person_evidence += 1;
        }
    }

    static bool is_kind_of_place(std::string_view lemma) {
        return in(lemma, {"city",         "town",         "village",  "province",  "region",
                          "island",       "municipality", "district", "state",     "county",
                          "capital",      "peninsula",    "valley",   "territory", "area",
                          "port",         "river",        "lake",     "suburb",    "neighborhood",
                          "neighbourhood"});
    }

    static Gender plain_gender(std::optional<Gender> gender) {
        return gender && *gender != Gender::Either ? *gender : Gender::Unknown;
    }

    // --- pronouns ---

    [[nodiscard]] const PronounForm* pronoun_form(TokenIndex i) const {
        const std::string_view form = tree_.form(i);
        for (const PronounForm& pronoun : kPronouns) {
            if (pronoun.form == form) {
                return &pronoun;
            }
        }
        return nullptr;
    }

    [[nodiscard]] bool is_pronoun(TokenIndex i) {
        const Token& token = tree_.token(i);
        if (token.upos != "PRON" || owner(i) != Owner::None || token.form == "US" ||
            tree_.is(i, {Rel::Expl})) {
            return false;
        }
        const PronounForm* form = pronoun_form(i);
        return form != nullptr && form->person != 0;
    }

    void add_pronoun(TokenIndex i) {
        const PronounForm& form = *pronoun_form(i);
        const bool person = form.animacy == Animacy::Person;
        MentionCandidate m =
            start(i, i, i, MentionKind::Pronoun, person ? EntityType::Person : EntityType::Concept);
        m.gender = form.gender;
        m.number = form.number;
        m.animacy = form.animacy;
        m.head_lemma = form.form;
        m.first_person = form.person == 1;
        m.reflexive = form.form.ends_with("self") || form.form.ends_with("selves");
        m.predicate = form.person == 2;  // "you" is nobody in particular
        found_.push_back(std::move(m));
    }

    // --- noun phrases ---

    [[nodiscard]] bool heads_phrase(TokenIndex i) {
        const Token& token = tree_.token(i);
        if (owner(i) != Owner::None || (token.upos != "NOUN" && token.upos != "PROPN") ||
            token.deprel.empty()) {
            return false;
        }
        if (tree_.is(i, {Rel::Compound, Rel::Flat, Rel::Fixed, Rel::Case, Rel::Mark, Rel::Amod,
                         Rel::Punct, Rel::CompoundPrt, Rel::Cc})) {
            return false;
        }
        // A conjunct inside a compound ("trade and investment talks") heads no phrase of its own.
        TokenIndex at = i;
        for (int steps = 0; steps < 20 && tree_.rel(at) == Rel::Conj && tree_.head(at) >= 0;
             ++steps) {
            at = tree_.head(at);
        }
        return !tree_.is(at, {Rel::Compound, Rel::Flat, Rel::Amod});
    }

    void add_nominal(TokenIndex head) {
        const auto [first, last] = phrase_of(head);
        constexpr TokenIndex kLongest = 100;  // nested ones of a list without stops fill megabytes
        if (last - first >= kLongest) {
            return;
        }
        const std::string_view lemma = tree_.lemma(head);
        MentionCandidate m = start(first, last, head, MentionKind::Nominal, EntityType::Concept);
        const Token& token = tree_.token(head);
        const bool plural = token.xpos == "NNS" || token.xpos == "NNPS" ||
                            token.feats.find("Number=Plur") != std::string::npos;
        m.number = plural ? Number::Plural : Number::Singular;
        m.gender = gender_of_noun(lemma);
        type_nominal(m, lemma, plural);
        describe(m, head);
        found_.push_back(std::move(m));
    }

    void type_nominal(MentionCandidate& m, std::string_view lemma, bool plural) const {
        const auto noun = gazetteer_.noun_class(lemma);
        m.animacy = Animacy::Thing;
        EntityType& type = m.entity.mention.type;
        if (noun == NounClass::Person || m.gender != Gender::Unknown) {
            type = EntityType::Person;
            m.animacy = Animacy::Person;
        } else if (is_people_noun(lemma)) {
            type = EntityType::Group;
            m.animacy = Animacy::Unknown;
            m.number = plural ? Number::Plural : Number::Unknown;
        } else if (noun == NounClass::Group) {
            type = EntityType::Organization;
            m.number = plural ? Number::Plural : Number::Unknown;
        } else if (noun == NounClass::Location) {
            type = EntityType::Place;
        } else if (gazetteer_.may_be_person(lemma) || (!noun && looks_like_agent(lemma))) {
            m.animacy = Animacy::Unknown;
        }
    }

    /// A noun that the tables do not have and that is formed like a name of people ("vlogger").
    static bool looks_like_agent(std::string_view lemma) {
        return lemma.size() > 4 && (lemma.ends_with("er") || lemma.ends_with("or") ||
                                    lemma.ends_with("ist") || lemma.ends_with("ian"));
    }

    void describe(MentionCandidate& m, TokenIndex head) const {
        for (const TokenIndex child : tree_.children(head)) {
            switch (tree_.rel(child)) {
                case Rel::Det:
                    if (in(tree_.form(child), {"the", "this", "that", "these", "those", "both"})) {
                        m.determination = Determination::Definite;
                    } else {
                        m.determination = Determination::Indefinite;
                    }
                    break;
                case Rel::NmodPoss:
                    m.determination = Determination::Possessed;
                    [[fallthrough]];
                case Rel::Amod:
                case Rel::Compound:
                case Rel::Nmod:
                case Rel::NmodDesc:
                case Rel::Nummod:
                    m.modifiers.emplace_back(tree_.lemma(child));
                    break;
                case Rel::Cop:
                    m.predicate = true;
                    break;
                default:
                    break;
            }
        }
        if (m.rel == Rel::Appos) {
            m.predicate = true;
        }
        if (m.rel == Rel::Obl && tree_.child_form(head, "as") >= 0) {
            m.predicate = true;
        }
    }

    /// The contiguous part around the head of all that belongs to the noun phrase.
    [[nodiscard]] std::pair<TokenIndex, TokenIndex> phrase_of(TokenIndex head) const {
        const auto outside = [&](TokenIndex child) {
            const TokenIndex above = tree_.head(child);
            if (above != head) {
                return tree_.is(child,
                                {Rel::AclRelcl, Rel::Parataxis, Rel::Appos, Rel::Discourse}) ||
                       (tree_.rel(child) == Rel::Punct &&
                        in(tree_.form(child), {"(", ")", ";", ":", "—", "–"}));
            }
            return !tree_.is(child,
                             {Rel::Det, Rel::DetPredet, Rel::Amod, Rel::Nummod, Rel::Compound,
                              Rel::Nmod, Rel::NmodPoss, Rel::NmodDesc, Rel::NmodUnmarked, Rel::Flat,
                              Rel::Fixed, Rel::Acl, Rel::Advmod, Rel::Punct}) ||
                   (tree_.rel(child) == Rel::Advmod &&
                    (child > head || tree_.has_child(head, {Rel::Cop}))) ||
                   (tree_.rel(child) == Rel::Punct &&
                    !in(tree_.form(child), {"-", "\"", "“", "”", "'", "‘", "’"}));
        };
        const TokenSet inside = tree_.subtree(head, outside);
        const auto at = std::ranges::find(inside, head);
        auto first = at;
        auto last = at;
        while (first != inside.begin() && *(first - 1) == *first - 1) {
            --first;
        }
        while (last + 1 != inside.end() && *(last + 1) == *last + 1) {
            ++last;
        }
        const auto cut = [&](TokenIndex i) {
            return tree_.token(i).upos == "PUNCT" || tree_.is(i, {Rel::Case, Rel::Cc, Rel::Mark});
        };
        while (*first != head && cut(*first)) {
            ++first;
        }
        while (*last != head && tree_.token(*last).upos == "PUNCT") {
            --last;
        }
        return {*first, *last};
    }

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

}  // namespace

MentionSet find_mentions(const Document& document, std::span<const Sentence> sentences,
                         std::uint32_t first_sentence, const Gazetteer& gazetteer,
                         DateContext& dates) {
    MentionSet set;
    set.first_sentence = first_sentence;
    set.trees.reserve(sentences.size());
    const bool tagged = std::ranges::any_of(sentences, [](const Sentence& sentence) {
        return std::ranges::any_of(sentence.tokens,
                                   [](const Token& token) { return !token.name.empty(); });
    });
    const KnownNames known = known_names(document, sentences);
    std::uint32_t paragraph = 0;
    for (std::uint32_t s = 0; s < sentences.size(); ++s) {
        paragraph += sentences[s].paragraph_start && s > 0 ? 1 : 0;
        set.paragraphs.push_back(paragraph);
        set.trees.emplace_back(sentences[s]);
        SentenceMentions finder(document, sentences[s], first_sentence + s, set.trees.back(),
                                gazetteer, tagged, known);
        for (MentionCandidate& m : finder.run(dates)) {
            set.mentions.push_back(std::move(m));
        }
    }
    find_quotations(sentences, set);
    return set;
}

}  // namespace trefoil::extract
