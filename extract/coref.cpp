// Within-document coreference as a cascade of sieves, most precise first (the multi-pass sieve of
// Raghunathan et al. 2010, entity-centric as in Lee et al. 2013).
//
// Pass 1 looks at names only: equal words, aliases, full names that agree, acronyms, short forms.
// Pass 2 goes through the text once: single-word names of people join the full name they fit, noun
// phrases join a name by apposition, a role or a definite head, pronouns join the best candidate of
// a small ranker, or nobody.
#include "extract/coref.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "extract/coref_resolver.hpp"
#include "extract/name_votes.hpp"

namespace trefoil::extract {

std::vector<std::int32_t> CorefResolver::run() {
    index_mentions();
    number_names();
    group_all_names();
    for (std::uint32_t m = 0; m < set_.mentions.size(); ++m) {
        visit(m);
    }
    resolve_speech();
    return renumbered();
}

void CorefResolver::index_mentions() {
    by_head_.resize(set_.trees.size());
    for (std::uint32_t m = 0; m < set_.mentions.size(); ++m) {
        const EntityMention& e = mention(m).entity;
        if (e.mention.kind != MentionKind::Value) {
            by_head_[e.sentence - set_.first_sentence].emplace_back(e.head, m);
        }
    }
}

std::optional<std::uint32_t> CorefResolver::mention_at(std::uint32_t sentence,
                                                       TokenIndex head) const {
    for (const auto& [token, m] : by_head_[sentence - set_.first_sentence]) {
        if (token == head) {
            return m;
        }
    }
    return std::nullopt;
}

void CorefResolver::number_names() {
    std::map<std::vector<std::string>, std::size_t> numbers;
    name_of_.assign(set_.mentions.size(), 0);
    for (std::size_t i = 0; i < set_.mentions.size(); ++i) {
        if (!mention(i).words.empty()) {
            name_of_[i] = numbers.emplace(mention(i).words, numbers.size()).first->second;
        }
    }
    names_ = numbers.size();
}

void CorefResolver::group_all_names() {
    vote_name_types(set_, name_of_, names_, gazetteer_);
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

std::vector<std::pair<std::size_t, std::size_t>> CorefResolver::defined_pairs() const {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    std::optional<std::uint32_t> last;
    for (std::uint32_t i = 0; i < set_.mentions.size(); ++i) {
        const MentionCandidate& b = mention(i);
        if (b.words.empty() || b.entity.mention.type == EntityType::Person) {
            continue;
        }
        if (last && mention(*last).entity.sentence == b.entity.sentence &&
            mention(*last).entity.last + 2 == b.entity.first &&
            tree_of(b).form(b.entity.first - 1) == "(" && b.entity.last + 1 < tree_of(b).size() &&
            tree_of(b).form(b.entity.last + 1) == ")") {
            const MentionCandidate& a = mention(*last);
            const auto acronym = [](const MentionCandidate& m) {
                return m.words.size() == 1 && m.text.size() >= 2 && m.text.size() <= 8 &&
                       std::ranges::none_of(m.text, [](char c) { return c >= 'a' && c <= 'z'; });
            };
            if (acronym(a) != acronym(b) && a.words[0][0] == b.words[0][0]) {
                pairs.emplace_back(form_of_[*last], form_of_[i]);
            }
        }
        last = i;
    }
    return pairs;
}

void CorefResolver::index_people() {
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

void CorefResolver::visit(std::uint32_t m) {
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

std::int32_t CorefResolver::new_entity() {
    entities_.emplace_back();
    return static_cast<std::int32_t>(entities_.size()) - 1;
}

void CorefResolver::attach(std::uint32_t m, std::int32_t e) {
    const MentionCandidate& c = mention(m);
    CorefEntity& target = entity(e);
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

void CorefResolver::add_title_role(CorefEntity& target, const MentionCandidate& c) const {
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

void CorefResolver::visit_name(std::uint32_t m) {
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

std::optional<std::size_t> CorefResolver::person_of_single_name(std::uint32_t m) const {
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

bool CorefResolver::is_surname_of(std::size_t group, const std::string& word) const {
    const auto found = surnames_.find(group);
    return found != surnames_.end() &&
           std::ranges::find(found->second, word) != found->second.end();
}

bool CorefResolver::gender_fits(std::size_t group, Gender gender) const {
    const Gender known = forms_[group].gender;
    return gender == Gender::Unknown || known == Gender::Unknown || known == gender ||
           known == Gender::Either;
}

std::vector<std::int32_t> CorefResolver::renumbered() const {
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

std::vector<std::int32_t> resolve_mentions(MentionSet& set, const Gazetteer& gazetteer,
                                           const PronounObserver& observe) {
    return CorefResolver(set, gazetteer, observe).run();
}

}  // namespace trefoil::extract
