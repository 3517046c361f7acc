// Within-document coreference as a cascade of sieves, most precise first (the multi-pass sieve of
// Raghunathan et al. 2010, entity-centric as in Lee et al. 2013).
//
// Pass 1 looks at names only: equal words, aliases, full names that agree, acronyms, short forms.
// Pass 2 goes through the text once: single-word names of people join the full name they fit, noun
// phrases join a name by apposition, a role or a definite head, pronouns join the best candidate of
// a small ranker, or nobody.
#include "extract/coref.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "extract/name_matching.hpp"
#include "extract/name_types.hpp"

namespace trefoil::extract {

namespace {

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

/// A role that a text gives an entity: "president" with ("russian").
struct KnownRole {
    std::string lemma;
    std::vector<std::string> modifiers;
};

struct Entity {
    std::vector<std::uint32_t> mentions;  ///< in text order, as far as pass 2 has come
    std::vector<std::string> words;       ///< fullest name, folded
    std::vector<KnownRole> roles;
    EntityType type = EntityType::Concept;
    Gender gender = Gender::Unknown;
    Number number = Number::Unknown;
    Animacy animacy = Animacy::Unknown;
    bool named = false;
};

class Resolver {
  public:
    Resolver(MentionSet& set, const Gazetteer& gazetteer, const PronounObserver& observe)
        : set_(set),
          gazetteer_(gazetteer),
          observe_(observe),
          entity_of_(set.mentions.size(), -1) {}

    std::vector<std::int32_t> run() {
        index_mentions();
        number_names();
        group_all_names();
        for (std::uint32_t m = 0; m < set_.mentions.size(); ++m) {
            visit(m);
        }
        resolve_speech();
        return renumbered();
    }

  private:
    [[nodiscard]] MentionCandidate& mention(std::size_t m) { return set_.mentions[m]; }

    [[nodiscard]] const MentionCandidate& mention(std::size_t m) const { return set_.mentions[m]; }

    [[nodiscard]] Entity& entity(std::int32_t e) { return entities_[static_cast<std::size_t>(e)]; }

    [[nodiscard]] const Entity& entity(std::int32_t e) const {
        return entities_[static_cast<std::size_t>(e)];
    }

    [[nodiscard]] const Tree& tree_of(const MentionCandidate& m) const {
        return set_.trees[m.entity.sentence - set_.first_sentence];
    }

    [[nodiscard]] std::uint32_t paragraph_of(const MentionCandidate& m) const {
        return set_.paragraphs[m.entity.sentence - set_.first_sentence];
    }

    // --- pass 1: names ---

    void index_mentions() {
        by_head_.resize(set_.trees.size());
        for (std::uint32_t m = 0; m < set_.mentions.size(); ++m) {
            const EntityMention& e = mention(m).entity;
            if (e.mention.kind != MentionKind::Value) {
                by_head_[e.sentence - set_.first_sentence].emplace_back(e.head, m);
            }
        }
    }

    [[nodiscard]] std::optional<std::uint32_t> mention_at(std::uint32_t sentence,
                                                          TokenIndex head) const {
        for (const auto& [token, m] : by_head_[sentence - set_.first_sentence]) {
            if (token == head) {
                return m;
            }
        }
        return std::nullopt;
    }

    /// Gives names with equal words one number.
    void number_names() {
        std::map<std::vector<std::string>, std::size_t> numbers;
        name_of_.assign(set_.mentions.size(), 0);
        for (std::size_t i = 0; i < set_.mentions.size(); ++i) {
            if (!mention(i).words.empty()) {
                name_of_[i] = numbers.emplace(mention(i).words, numbers.size()).first->second;
            }
        }
        names_ = numbers.size();
    }

    /// Names with equal words take the type that most of them have; a person stays apart from a
    /// place of the same name if the text has a fuller name of that person.
    void vote_types() {
        weigh_contexts();
        std::vector<std::map<EntityType, int>> votes(names_);
        std::unordered_set<std::string_view> person_words;
        for (std::size_t i = 0; i < set_.mentions.size(); ++i) {
            const MentionCandidate& m = mention(i);
            if (!m.words.empty()) {
                ++votes[name_of_[i]][m.entity.mention.type];
                if (m.entity.mention.type == EntityType::Person && m.words.size() > 1) {
                    person_words.insert(m.words.back());
                }
            }
        }
        for (std::size_t i = 0; i < set_.mentions.size(); ++i) {
            MentionCandidate& m = mention(i);
            if (m.words.empty()) {
                continue;
            }
            const auto& types = votes[name_of_[i]];
            if (types.size() < 2) {
                continue;
            }
            EntityType best = m.entity.mention.type;
            int most = 0;
            for (const auto& [type, count] : types) {
                if (count > most) {
                    best = type;
                    most = count;
                }
            }
            EntityType& type = m.entity.mention.type;
            const bool person_involved = type == EntityType::Person || best == EntityType::Person;
            const bool keep =
                person_involved &&
                (!m.title.empty() || (m.words.size() == 1 && person_words.contains(m.words[0])));
            if (!keep && type != best) {
                retype(m, best);
            }
        }
    }

    /// Names whose contexts, all taken together, contradict the tagger: "in X" and "X, Kenya" but
    /// never "X said" is no person; what speaks is no building.
    void weigh_contexts() {
        struct Evidence {
            int place = 0;
            int person = 0;
            int speaker = 0;
            int article = 0;
            int count = 0;
        };

        std::vector<Evidence> evidence(names_);
        for (std::size_t i = 0; i < set_.mentions.size(); ++i) {
            const MentionCandidate& m = mention(i);
            if (!m.words.empty()) {
                Evidence& sum = evidence[name_of_[i]];
                sum.place += m.place_evidence;
                sum.person += m.person_evidence;
                sum.speaker += m.speaker_evidence;
                sum.article += m.title.empty() && m.article;
                ++sum.count;
            }
        }
        // A bare name that is part of a person's full name is that person's.
        std::unordered_set<std::string_view> of_people;
        for (std::size_t i = 0; i < set_.mentions.size(); ++i) {
            const MentionCandidate& m = mention(i);
            if (m.words.size() > 1 && m.entity.mention.type == EntityType::Person &&
                evidence[name_of_[i]].person > 0) {
                of_people.insert(m.words.front());
                of_people.insert(m.words.back());
            }
        }
        for (std::size_t i = 0; i < set_.mentions.size(); ++i) {
            MentionCandidate& m = mention(i);
            if (m.words.empty()) {
                continue;
            }
            const Evidence& sum = evidence[name_of_[i]];
            const EntityType type = m.entity.mention.type;
            if (m.words.size() == 1 && of_people.contains(m.words[0])) {
                if (type == EntityType::Place && sum.person > 0 && sum.place == 0) {
                    retype(m,
                           EntityType::Person);  // "Jordan said" where the text has his full name
                }
                continue;
            }
            if (type == EntityType::Person && m.words.size() == 1 && m.title.empty() &&
                2 * sum.article >= sum.count && !m.words[0].ends_with("s") &&
                !gazetteer_.may_be_person(m.words[0]) && !m.words[0].ends_with("man") &&
                sum.count > 1) {
                retype(m, EntityType::Organization);  // people bear no article
            } else if (type == EntityType::Person && sum.place > 0 && sum.person == 0) {
                retype(m, EntityType::Place);
            } else if ((type == EntityType::Work || type == EntityType::Organization) &&
                       sum.place > 1 && sum.person == 0 && sum.speaker == 0 &&
                       m.words.size() == 1) {
                retype(m, EntityType::Place);
            } else if (type == EntityType::Facility && sum.speaker > 0) {
                retype(m, EntityType::Organization);
            }
        }
    }

    static void retype(MentionCandidate& m, EntityType type) {
        m.entity.mention.type = type;
        m.animacy = type == EntityType::Person || type == EntityType::Group ? Animacy::Person
                                                                            : Animacy::Thing;
        m.number = type == EntityType::Person  ? Number::Singular
                   : type == EntityType::Group ? Number::Plural
                                               : Number::Unknown;
    }

    void group_all_names() {
        vote_types();
        std::map<std::pair<std::size_t, EntityType>, std::size_t> form_of_words;
        std::map<std::pair<std::size_t, std::string_view>, std::uint32_t> surfaces;
        form_of_.assign(set_.mentions.size(), 0);
        for (std::uint32_t i = 0; i < set_.mentions.size(); ++i) {
            const MentionCandidate& m = mention(i);
            if (m.words.empty()) {
                continue;
            }
            const auto [at, fresh] =
                form_of_words.emplace(std::pair(name_of_[i], m.entity.mention.type), forms_.size());
            if (fresh) {
                forms_.push_back({m.words, m.text, m.entity.mention.type, 0, i, m.gender});
            }
            NameForm& form = forms_[at->second];
            ++form.count;
            form.gender = form.gender == Gender::Unknown ? m.gender : form.gender;
            const std::uint32_t spelt_so = ++surfaces[{at->second, m.text}];
            if (spelt_so > surfaces.at({at->second, form.surface})) {
                form.surface = m.text;
            }
            form_of_[i] = at->second;
        }
        group_of_ = group_names(forms_, defined_pairs(), gazetteer_);
        entity_of_group_.assign(forms_.size(), -1);
        index_people();
    }

    /// "European Union (EU)" and "EU (European Union)": a name, a bracket, a name with the same
    /// first letter, one of the two in capitals.
    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> defined_pairs() const {
        std::vector<std::pair<std::size_t, std::size_t>> pairs;
        std::optional<std::uint32_t> last;
        for (std::uint32_t i = 0; i < set_.mentions.size(); ++i) {
            const MentionCandidate& b = mention(i);
            if (b.words.empty() || b.entity.mention.type == EntityType::Person) {
                continue;
            }
            if (last && mention(*last).entity.sentence == b.entity.sentence &&
                mention(*last).entity.last + 2 == b.entity.first &&
                tree_of(b).form(b.entity.first - 1) == "(" &&
                b.entity.last + 1 < tree_of(b).size() &&
                tree_of(b).form(b.entity.last + 1) == ")") {
                const MentionCandidate& a = mention(*last);
                const auto acronym = [](const MentionCandidate& m) {
                    return m.words.size() == 1 && m.text.size() >= 2 && m.text.size() <= 8 &&
                           std::ranges::none_of(m.text,
                                                [](char c) { return c >= 'a' && c <= 'z'; });
                };
                if (acronym(a) != acronym(b) && a.words[0][0] == b.words[0][0]) {
                    pairs.emplace_back(form_of_[*last], form_of_[i]);
                }
            }
            last = i;
        }
        return pairs;
    }

    void index_people() {
        for (std::size_t f = 0; f < forms_.size(); ++f) {
            if (forms_[f].type == EntityType::Person && forms_[f].words.size() > 1) {
                surnames_[group_of_[f]].emplace_back(surname(forms_[f].words));
                for (std::size_t w = 0; w < forms_[f].words.size(); ++w) {
                    auto& groups = people_with_word_[forms_[f].words[w]];
                    const std::size_t group = group_of_[f];
                    if (std::ranges::find(groups, group) == groups.end()) {
                        groups.push_back(group);
                    }
                }
            }
        }
    }

    // --- pass 2: in text order ---

    void visit(std::uint32_t m) {
        MentionCandidate& candidate = mention(m);
        switch (candidate.entity.mention.kind) {
            case MentionKind::Value:
                return;
            case MentionKind::Name:
                visit_name(m);
                break;
            case MentionKind::Nominal:
                visit_nominal(m);
                break;
            case MentionKind::Pronoun:
                visit_pronoun(m);
                break;
        }
    }

    std::int32_t new_entity() {
        entities_.emplace_back();
        return static_cast<std::int32_t>(entities_.size()) - 1;
    }

    void attach(std::uint32_t m, std::int32_t e) {
        const MentionCandidate& c = mention(m);
        Entity& target = entity(e);
        target.mentions.push_back(m);
        entity_of_[m] = e;
        if (target.gender == Gender::Unknown) {
            target.gender = c.gender;
        }
        const bool pronoun = c.entity.mention.kind == MentionKind::Pronoun;
        if (!pronoun && (target.animacy == Animacy::Unknown || target.mentions.size() == 1)) {
            target.animacy = c.animacy;
        }
        if (!pronoun && target.number == Number::Unknown) {
            target.number = c.number;
        }
        if (c.entity.mention.kind == MentionKind::Name) {
            target.named = true;
            target.type = c.entity.mention.type;
            target.animacy = c.animacy;
            if (c.words.size() > target.words.size()) {
                target.words = c.words;
            }
            if (!c.title.empty()) {
                add_title_role(target, c);
            }
        } else if (!target.named && !pronoun) {
            target.type = c.entity.mention.type;
        }
    }

    /// "Foreign Minister" is the role "minister" with the modifier "foreign"; words before it
    /// narrow it further.
    void add_title_role(Entity& target, const MentionCandidate& c) const {
        const std::size_t blank = c.title.rfind(' ');
        KnownRole role{c.title.substr(blank == std::string::npos ? 0 : blank + 1), {}};
        if (const auto title = gazetteer_.title(c.title);
            title && title->kind == TitleKind::Honorific) {
            return;
        }
        std::string modifiers = blank == std::string::npos ? "" : c.title.substr(0, blank);
        while (!modifiers.empty()) {
            const std::size_t end = modifiers.find(' ');
            role.modifiers.push_back(modifiers.substr(0, end));
            modifiers = end == std::string::npos ? "" : modifiers.substr(end + 1);
        }
        const Tree& tree = tree_of(c);
        for (TokenIndex i = c.entity.first - 1; i >= 0 && c.entity.first - i < 8; --i) {
            if (tree.is(i, {Rel::Amod, Rel::Compound, Rel::NmodDesc, Rel::NmodPoss, Rel::Flat,
                            Rel::Nmod})) {
                role.modifiers.emplace_back(tree.lemma(i));
            } else if (!tree.is(i, {Rel::Case, Rel::Punct}) || tree.lemma(i) == ",") {
                break;
            }
        }
        target.roles.push_back(std::move(role));
    }

    void visit_name(std::uint32_t m) {
        const MentionCandidate& c = mention(m);
        std::size_t group = group_of_[form_of_[m]];
        if (c.entity.mention.type == EntityType::Person && c.words.size() == 1) {
            group = person_of_single_name(m).value_or(group);
        }
        std::int32_t& e = entity_of_group_[group];
        if (e < 0) {
            e = new_entity();
        }
        attach(m, e);
    }

    /// The group of full names that a surname or given name stands for here: the only one that
    /// fits, else the one mentioned last before, by surname before given name.
    [[nodiscard]] std::optional<std::size_t> person_of_single_name(std::uint32_t m) const {
        const MentionCandidate& c = mention(m);
        const auto found = people_with_word_.find(c.words[0]);
        if (found == people_with_word_.end()) {
            return std::nullopt;
        }
        std::vector<std::size_t> by_surname;
        std::vector<std::size_t> by_given;
        for (const std::size_t group : found->second) {
            if (!gender_fits(group, c.gender)) {
                continue;
            }
            if (is_surname_of(group, c.words[0])) {
                by_surname.push_back(group);
            } else if (forms_[group].words.front() == c.words[0]) {
                by_given.push_back(group);
            }
        }
        const bool honorific = !c.title.empty() && gazetteer_.title(c.title) &&
                               gazetteer_.title(c.title)->kind == TitleKind::Honorific;
        const std::vector<std::size_t>& fitting = by_surname.empty() ? by_given : by_surname;
        if (fitting.empty() || (by_surname.empty() && honorific)) {
            return std::nullopt;
        }
        if (fitting.size() == 1) {
            return fitting[0];
        }
        // Of a family, the text calls by the bare name the one it speaks of most.
        std::optional<std::size_t> best;
        std::pair<std::size_t, std::uint32_t> most;
        for (const std::size_t group : fitting) {
            const std::int32_t e = entity_of_group_[group];
            if (e < 0 || entity(e).mentions.empty()) {
                continue;
            }
            const std::pair<std::size_t, std::uint32_t> weight(entity(e).mentions.size(),
                                                               entity(e).mentions.back());
            if (!best || weight > most) {
                best = group;
                most = weight;
            }
        }
        return best;
    }

    [[nodiscard]] bool is_surname_of(std::size_t group, const std::string& word) const {
        const auto found = surnames_.find(group);
        return found != surnames_.end() &&
               std::ranges::find(found->second, word) != found->second.end();
    }

    [[nodiscard]] bool gender_fits(std::size_t group, Gender gender) const {
        const Gender known = forms_[group].gender;
        return gender == Gender::Unknown || known == Gender::Unknown || known == gender ||
               known == Gender::Either;
    }

    // --- noun phrases ---

    void visit_nominal(std::uint32_t m) {
        if (const auto name = name_in_apposition(m)) {
            attach_to_name(m, *name);
            return note_role(m);
        }
        if (mention(m).predicate) {
            note_predicate_role(m);
            return attach(m, new_entity());
        }
        const auto target = antecedent_of_nominal(m);
        attach(m, target ? *target : new_entity());
    }

    /// The noun phrase and the name in apposition are one entity; the name's entity may have to be
    /// made first.
    void attach_to_name(std::uint32_t m, std::uint32_t name) {
        if (entity_of_[name] >= 0) {
            return attach(m, entity_of_[name]);
        }
        std::size_t group = group_of_[form_of_[name]];
        const MentionCandidate& c = mention(name);
        if (c.entity.mention.type == EntityType::Person && c.words.size() == 1) {
            group = person_of_single_name(name).value_or(group);
        }
        std::int32_t& e = entity_of_group_[group];
        if (e < 0) {
            e = new_entity();
            entity(e).type = c.entity.mention.type;
            entity(e).animacy = c.animacy;
        }
        attach(m, e);
    }

    /// A name that stands in apposition to this noun phrase ("the president, Anna Smith"), types
    /// agreeing.
    [[nodiscard]] std::optional<std::uint32_t> name_in_apposition(std::uint32_t m) const {
        const MentionCandidate& c = mention(m);
        const Tree& tree = tree_of(c);
        for (const TokenIndex child : tree.children(c.entity.head)) {
            if (!tree.is(child, {Rel::Appos, Rel::Flat})) {
                continue;
            }
            const auto name = mention_at(c.entity.sentence, child);
            if (name && mention(*name).entity.mention.kind == MentionKind::Name &&
                same_kind(c, mention(*name))) {
                return name;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] static bool same_kind(const MentionCandidate& nominal,
                                        const MentionCandidate& name) {
        const bool person = name.entity.mention.type == EntityType::Person;
        if (person) {
            return nominal.animacy == Animacy::Person && nominal.number != Number::Plural;
        }
        return nominal.animacy != Animacy::Person &&
               (nominal.number != Number::Plural || name.number == Number::Plural);
    }

    void note_role(std::uint32_t m) {
        entity(entity_of_[m]).roles.push_back({mention(m).head_lemma, mention(m).modifiers});
    }

    /// "Anna Smith is the president", "Anna Smith, president of ...": the role is known, the phrase
    /// stays apart.
    void note_predicate_role(std::uint32_t m) {
        const MentionCandidate& c = mention(m);
        const Tree& tree = tree_of(c);
        TokenIndex about = -1;
        if (tree.rel(c.entity.head) == Rel::Appos) {
            about = tree.head(c.entity.head);
        } else if (tree.has_child(c.entity.head, {Rel::Cop})) {
            about = tree.child(c.entity.head, {Rel::Nsubj});
        }
        const auto subject = about >= 0 ? mention_at(c.entity.sentence, about) : std::nullopt;
        if (subject && entity_of_[*subject] >= 0) {
            Entity& target = entity(entity_of_[*subject]);
            target.roles.push_back({c.head_lemma, c.modifiers});
            if (target.gender == Gender::Unknown) {
                target.gender = c.gender;
            }
        }
    }

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
                                     const std::vector<std::string>& whole) {
        return std::ranges::all_of(
            part, [&](const std::string& w) { return std::ranges::find(whole, w) != whole.end(); });
    }

    [[nodiscard]] std::optional<std::int32_t> antecedent_of_nominal(std::uint32_t m) const {
        const MentionCandidate& c = mention(m);
        if (c.determination != Determination::Definite ||
            in(c.head_lemma, {"one", "other", "thing", "way", "time", "day", "part", "number"})) {
            return std::nullopt;
        }
        if (std::ranges::any_of(c.modifiers, [](const std::string& w) {
                return in(w, {"other", "first", "second", "third", "same", "new", "latter",
                              "former", "next", "last"});
            })) {
            return std::nullopt;
        }
        if (const auto by_role = antecedent_by_role(m)) {
            return by_role;
        }
        if (const auto by_head = antecedent_by_head(m)) {
            return by_head;
        }
        return antecedent_by_class(m);
    }

    /// "the president": the one entity that the text has called so, within a window; modifiers must
    /// not contradict.
    [[nodiscard]] std::optional<std::int32_t> antecedent_by_role(std::uint32_t m) const {
        constexpr std::uint32_t kWindow = 12;
        const MentionCandidate& c = mention(m);
        std::vector<std::int32_t> fitting;
        recent_entities(m, kWindow, [&](std::uint32_t, std::int32_t e) {
            const Entity& candidate = entity(e);
            const bool fits =
                candidate.named && gender_agrees(c, candidate) && number_agrees(c, candidate) &&
                std::ranges::any_of(candidate.roles, [&](const KnownRole& role) {
                    return role.lemma == c.head_lemma && subset(c.modifiers, role.modifiers);
                });
            if (fits) {
                fitting.push_back(e);
            }
        });
        return fitting.size() == 1 ? std::optional(fitting[0]) : std::nullopt;
    }

    /// "the official" after "an official": same head, no modifier that the earlier phrase does not
    /// have.
    [[nodiscard]] std::optional<std::int32_t> antecedent_by_head(std::uint32_t m) const {
        const MentionCandidate& c = mention(m);
        constexpr std::size_t kLookBack = 30;
        const std::uint32_t window = c.animacy == Animacy::Person ? 5 : 3;
        std::optional<std::int32_t> found;
        recent_entities(m, window, [&](std::uint32_t, std::int32_t e) {
            if (found) {
                return;
            }
            const std::vector<std::uint32_t>& mentions = entity(e).mentions;
            const std::size_t oldest =
                mentions.size() > kLookBack ? mentions.size() - kLookBack : 0;
            for (std::size_t k = oldest; k < mentions.size(); ++k) {
                const std::uint32_t i = mentions[k];
                const MentionCandidate& earlier = mention(i);
                if (i < m && earlier.entity.mention.kind == MentionKind::Nominal &&
                    earlier.head_lemma == c.head_lemma && earlier.number == c.number &&
                    subset(c.modifiers, earlier.modifiers) && !earlier.predicate &&
                    !contains(c, earlier) && !contains(earlier, c)) {
                    found = e;
                    return;
                }
            }
        });
        return found;
    }

    /// "the country", "the company": the only named entity of that kind in this sentence and the
    /// one before.
    [[nodiscard]] std::optional<std::int32_t> antecedent_by_class(std::uint32_t m) const {
        const MentionCandidate& c = mention(m);
        if (!c.modifiers.empty() || c.number == Number::Plural) {
            return std::nullopt;
        }
        const auto fits = [&](const Entity& candidate) {
            if (!candidate.named) {
                return false;
            }
            const bool country =
                !candidate.mentions.empty() &&
                gazetteer_.country_of(mention(candidate.mentions[0]).text).has_value();
            if (in(c.head_lemma, {"country", "nation"})) {
                return country;
            }
            if (in(c.head_lemma, {"city", "town", "village"})) {
                return candidate.type == EntityType::Place && !country;
            }
            if (in(c.head_lemma, {"company", "firm", "organization", "organisation", "agency",
                                  "party", "group", "team", "band", "university"})) {
                const bool university = in(c.head_lemma, {"university"});
                return candidate.type == EntityType::Organization &&
                       (!university ||
                        std::ranges::find(candidate.words, c.head_lemma) != candidate.words.end());
            }
            return false;
        };
        std::vector<std::int32_t> fitting;
        recent_entities(m, 1, [&](std::uint32_t i, std::int32_t e) {
            if (fits(entity(e)) && !contains(c, mention(i))) {
                fitting.push_back(e);
            }
        });
        return fitting.size() == 1 ? std::optional(fitting[0]) : std::nullopt;
    }

    [[nodiscard]] static bool contains(const MentionCandidate& outer,
                                       const MentionCandidate& inner) {
        return outer.entity.sentence == inner.entity.sentence &&
               outer.entity.first <= inner.entity.first && inner.entity.last <= outer.entity.last;
    }

    // --- pronouns ---

    [[nodiscard]] static bool gender_agrees(const MentionCandidate& c, const Entity& e) {
        const bool known = c.gender != Gender::Unknown && e.gender != Gender::Unknown &&
                           e.gender != Gender::Either;
        return !known || c.gender == e.gender;
    }

    [[nodiscard]] static bool number_agrees(const MentionCandidate& c, const Entity& e) {
        return c.number == Number::Unknown || e.number == Number::Unknown || c.number == e.number;
    }

    [[nodiscard]] static PronounKind kind_of(const MentionCandidate& c) {
        return c.number == Number::Plural || c.number == Number::Unknown ? PronounKind::They
               : c.gender != Gender::Unknown                             ? PronounKind::HeShe
                                                                         : PronounKind::It;
    }

    void visit_pronoun(std::uint32_t m) {
        const MentionCandidate& c = mention(m);
        if (c.predicate) {
            return;
        }
        if (c.first_person) {
            speech_.push_back(m);
            return;
        }
        if (c.reflexive) {
            if (const auto subject = subject_of_clause(c)) {
                if (entity_of_[*subject] >= 0 &&
                    agrees(c, entity(entity_of_[*subject]), mention(*subject))) {
                    return attach(m, entity_of_[*subject]);
                }
            }
        }
        const PronounCase cases = candidates_of(m);
        if (observe_) {
            observe_(cases);
        }
        std::size_t best = 0;
        float best_score = 0;
        for (std::size_t i = 0; i < cases.features.size(); ++i) {
            const float score = pronoun_score(cases.kind, cases.features[i]);
            if (i == 0 || score > best_score) {
                best = i;
                best_score = score;
            }
        }
        if (cases.last_mentions[best] >= 0) {
            attach(m, entity_of_[static_cast<std::size_t>(cases.last_mentions[best])]);
        }
    }

    [[nodiscard]] std::optional<std::uint32_t> subject_of_clause(const MentionCandidate& c) const {
        const Tree& tree = tree_of(c);
        TokenIndex at = c.governor;
        for (int steps = 0; steps < 10 && at >= 0; ++steps) {
            const TokenIndex subject = tree.child(at, {Rel::Nsubj, Rel::NsubjPass});
            if (subject >= 0 && subject != c.entity.head) {
                return mention_at(c.entity.sentence, subject);
            }
            at = tree.head(at);
        }
        return std::nullopt;
    }

    [[nodiscard]] bool agrees(const MentionCandidate& c, const Entity& e,
                              const MentionCandidate& last) const {
        if (!gender_agrees(c, e)) {
            return false;
        }
        switch (kind_of(c)) {
            case PronounKind::HeShe:
                return e.animacy != Animacy::Thing && e.number != Number::Plural &&
                       e.type != EntityType::Group;
            case PronounKind::It:
                return e.animacy != Animacy::Person && e.number != Number::Plural;
            case PronounKind::They:
                return e.number != Number::Singular || last.head_lemma == "they";
        }
        return false;
    }

    /// True if binding forbids the pair: two arguments of one verb, or one inside the other.
    [[nodiscard]] bool bound(const MentionCandidate& pronoun, const MentionCandidate& other) const {
        if (pronoun.entity.sentence != other.entity.sentence) {
            return false;
        }
        if (contains(other, pronoun)) {
            return true;
        }
        if (pronoun.possessive || pronoun.reflexive || other.possessive) {
            return false;
        }
        const bool arguments = pronoun.governor == other.governor && pronoun.governor >= 0;
        return arguments;
    }

    [[nodiscard]] static bool is_subject(const MentionCandidate& c) {
        return c.rel == Rel::Nsubj || c.rel == Rel::NsubjPass;
    }

    [[nodiscard]] PronounCase candidates_of(std::uint32_t m) const {
        const MentionCandidate& c = mention(m);
        PronounCase found;
        found.mention = m;
        found.kind = kind_of(c);
        found.last_mentions.push_back(-1);
        PronounFeatures none{};
        none[static_cast<std::size_t>(PronounFeature::None)] = 1;
        none[static_cast<std::size_t>(PronounFeature::Pleonastic)] = is_pleonastic(c) ? 1.0F : 0.0F;
        found.features.push_back(none);
        const std::int32_t speaker = speaker_entity(c.quote);
        const std::uint32_t window = found.kind == PronounKind::HeShe ? 4 : 2;
        int between = 0;
        std::size_t most = 0;
        recent_entities(m, window, [&](std::uint32_t last, std::int32_t e) {
            const MentionCandidate& other = mention(last);
            const bool usable = !other.predicate && e != speaker && agrees(c, entity(e), other);
            if (usable && !bound_entity(c, e)) {
                found.last_mentions.push_back(static_cast<std::int32_t>(last));
                found.features.push_back(features_of(c, other, entity(e), between));
                most = std::max(most, entity(e).mentions.size());
                ++between;
            }
        });
        for (std::size_t i = 1; i < found.features.size(); ++i) {
            const auto e = entity_of_[static_cast<std::size_t>(found.last_mentions[i])];
            found.features[i][static_cast<std::size_t>(PronounFeature::MostFrequent)] =
                entity(e).mentions.size() == most && most > 1 ? 1.0F : 0.0F;
            found.features[i][static_cast<std::size_t>(PronounFeature::OnlyCandidate)] =
                found.features.size() == 2 ? 1.0F : 0.0F;
        }
        return found;
    }

    /// Binding against every mention of the entity in the pronoun's sentence.
    [[nodiscard]] bool bound_entity(const MentionCandidate& c, std::int32_t e) const {
        const std::vector<std::uint32_t>& mentions = entity(e).mentions;
        for (auto i = mentions.rbegin(); i != mentions.rend(); ++i) {
            if (mention(*i).entity.sentence != c.entity.sentence) {
                return false;
            }
            if (bound(c, mention(*i))) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] PronounFeatures features_of(const MentionCandidate& c,
                                              const MentionCandidate& last, const Entity& e,
                                              int between) const {
        PronounFeatures f{};
        const auto set = [&](PronounFeature feature, bool on, float value = 1) {
            f[static_cast<std::size_t>(feature)] = on ? value : 0;
        };
        const std::uint32_t distance = c.entity.sentence - last.entity.sentence;
        set(PronounFeature::SameSentence, distance == 0);
        set(PronounFeature::PreviousSentence, distance == 1);
        set(PronounFeature::TwoBack, distance == 2);
        set(PronounFeature::Further, distance > 2);
        set(PronounFeature::Closeness, true, 1.0F / (1.0F + static_cast<float>(between)));
        set(PronounFeature::Subject, is_subject(last));
        set(PronounFeature::Object, last.rel == Rel::Obj || last.rel == Rel::Iobj);
        set(PronounFeature::Oblique,
            last.rel == Rel::Obl || last.rel == Rel::Nmod || last.rel == Rel::OblAgent);
        set(PronounFeature::Possessor, last.possessive);
        const bool parallel =
            (is_subject(c) && is_subject(last)) || (c.rel == last.rel && c.rel == Rel::Obj);
        set(PronounFeature::ParallelRole, parallel);
        set(PronounFeature::SubjectOfUpper,
            distance == 0 && is_subject(last) && !c.possessive && upper_clause(c, last));
        set(PronounFeature::FirstSubject, is_subject(last) && first_subject(last));
        const MentionKind kind = last.entity.mention.kind;
        set(PronounFeature::IsName, kind == MentionKind::Name);
        set(PronounFeature::IsNominal, kind == MentionKind::Nominal);
        set(PronounFeature::IsPronoun, kind == MentionKind::Pronoun);
        set(PronounFeature::Frequency, true,
            std::min(1.0F, std::log(static_cast<float>(e.mentions.size()) + 1.0F) / 4.0F));
        set(PronounFeature::SameParagraph, paragraph_of(c) == paragraph_of(last));
        set(PronounFeature::GenderKnown, e.gender != Gender::Unknown && e.gender == c.gender);
        set(PronounFeature::AnimacyUnknown, e.animacy == Animacy::Unknown);
        set(PronounFeature::Organization, e.type == EntityType::Organization);
        set(PronounFeature::Place, e.type == EntityType::Place || e.type == EntityType::Facility);
        set(PronounFeature::Event, e.type == EntityType::Event);
        set(PronounFeature::Work, e.type == EntityType::Work);
        set(PronounFeature::Group, e.type == EntityType::Group);
        set(PronounFeature::Concept, e.type == EntityType::Concept);
        set(PronounFeature::Indefinite, last.determination == Determination::Indefinite);
        set(PronounFeature::Possessed, last.determination == Determination::Possessed);
        set(PronounFeature::PluralKnown, e.number == Number::Plural);
        set(PronounFeature::InQuotation, (c.quote < 0) != (last.quote < 0));
        set(PronounFeature::PossessiveNear,
            c.possessive && distance == 0 && is_subject(last) && upper_clause(c, last));
        return f;
    }

    /// True if the verb of `subject` dominates the pronoun.
    [[nodiscard]] bool upper_clause(const MentionCandidate& c,
                                    const MentionCandidate& subject) const {
        return subject.governor >= 0 && tree_of(c).dominates(subject.governor, c.entity.head);
    }

    [[nodiscard]] bool first_subject(const MentionCandidate& last) const {
        const Tree& tree = tree_of(last);
        for (TokenIndex i = 0; i < last.entity.head; ++i) {
            if (tree.is(i, {Rel::Nsubj, Rel::NsubjPass})) {
                return false;
            }
        }
        return true;
    }

    /// "it" that stands for nothing: weather, "it is ... that/to", "it seems".
    [[nodiscard]] bool is_pleonastic(const MentionCandidate& c) const {
        if (c.head_lemma != "it" || c.governor < 0 || !is_subject(c)) {
            return false;
        }
        const Tree& tree = tree_of(c);
        if (in(tree.lemma(c.governor),
               {"rain", "snow", "seem", "appear", "turn", "happen", "matter"})) {
            return true;
        }
        return tree.has_child(c.governor, {Rel::Csubj, Rel::CsubjPass}) ||
               (tree.has_child(c.governor, {Rel::Cop}) &&
                tree.has_child(c.governor, {Rel::Ccomp, Rel::Xcomp, Rel::AdvclRelcl}));
    }

    // --- speech ---

    [[nodiscard]] std::int32_t speaker_entity(std::int32_t quote) const {
        const std::int32_t speaker =
            quote < 0 ? -1 : set_.quotations[static_cast<std::size_t>(quote)].speaker;
        return speaker < 0 ? -1 : entity_of_[static_cast<std::size_t>(speaker)];
    }

    /// "I" in a quotation is who speaks it. Done last, because the speaker may be named after the
    /// quotation.
    void resolve_speech() {
        for (const std::uint32_t m : speech_) {
            const std::int32_t e = speaker_entity(mention(m).quote);
            if (e >= 0 && mention(m).number == Number::Singular &&
                entity(e).animacy == Animacy::Person && entity(e).number != Number::Plural) {
                attach(m, e);
            }
        }
    }

    [[nodiscard]] std::vector<std::int32_t> renumbered() const {
        std::vector<std::int32_t> number(entities_.size(), -1);
        std::vector<std::int32_t> result(entity_of_.size(), -1);
        std::int32_t next = 0;
        for (std::size_t m = 0; m < entity_of_.size(); ++m) {
            if (entity_of_[m] >= 0) {
                std::int32_t& n = number[static_cast<std::size_t>(entity_of_[m])];
                n = n < 0 ? next++ : n;
                result[m] = n;
            }
        }
        return result;
    }

    MentionSet& set_;
    const Gazetteer& gazetteer_;
    const PronounObserver& observe_;
    std::vector<std::int32_t> entity_of_;
    std::vector<Entity> entities_;
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

}  // namespace

std::vector<std::int32_t> resolve_mentions(MentionSet& set, const Gazetteer& gazetteer,
                                           const PronounObserver& observe) {
    return Resolver(set, gazetteer, observe).run();
}

}  // namespace trefoil::extract
