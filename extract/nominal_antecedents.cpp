// Noun phrases in the pass through the text: what they stand in apposition to, the roles they give
// a name, and the entity that "the president", "the official" or "the country" was before.
#include <algorithm>

#include "extract/coref_resolver.hpp"
#include "extract/mention_words.hpp"

namespace trefoil::extract {

void CorefResolver::visit_nominal(std::uint32_t m) {
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

void CorefResolver::attach_to_name(std::uint32_t m, std::uint32_t name) {
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

std::optional<std::uint32_t> CorefResolver::name_in_apposition(std::uint32_t m) const {
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

bool CorefResolver::same_kind(const MentionCandidate& nominal, const MentionCandidate& name) {
    const bool person = name.entity.mention.type == EntityType::Person;
    if (person) {
        return nominal.animacy == Animacy::Person && nominal.number != Number::Plural;
    }
    return nominal.animacy != Animacy::Person &&
           (nominal.number != Number::Plural || name.number == Number::Plural);
}

void CorefResolver::note_predicate_role(std::uint32_t m) {
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
        CorefEntity& target = entity(entity_of_[*subject]);
        target.roles.push_back({c.head_lemma, c.modifiers});
        if (target.gender == Gender::Unknown) {
            target.gender = c.gender;
        }
    }
}

bool CorefResolver::subset(const std::vector<std::string>& part,
                           const std::vector<std::string>& whole) {
    return std::ranges::all_of(
        part, [&](const std::string& w) { return std::ranges::find(whole, w) != whole.end(); });
}

std::optional<std::int32_t> CorefResolver::antecedent_of_nominal(std::uint32_t m) const {
    const MentionCandidate& c = mention(m);
    if (c.determination != Determination::Definite ||
        in(c.head_lemma, {"one", "other", "thing", "way", "time", "day", "part", "number"})) {
        return std::nullopt;
    }
    if (std::ranges::any_of(c.modifiers, [](const std::string& w) {
            return in(w, {"other", "first", "second", "third", "same", "new", "latter", "former",
                          "next", "last"});
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

std::optional<std::int32_t> CorefResolver::antecedent_by_role(std::uint32_t m) const {
    constexpr std::uint32_t kWindow = 12;
    const MentionCandidate& c = mention(m);
    std::vector<std::int32_t> fitting;
    recent_entities(m, kWindow, [&](std::uint32_t, std::int32_t e) {
        const CorefEntity& candidate = entity(e);
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

std::optional<std::int32_t> CorefResolver::antecedent_by_head(std::uint32_t m) const {
    const MentionCandidate& c = mention(m);
    constexpr std::size_t kLookBack = 30;
    const std::uint32_t window = c.animacy == Animacy::Person ? 5 : 3;
    std::optional<std::int32_t> found;
    recent_entities(m, window, [&](std::uint32_t, std::int32_t e) {
        if (found) {
            return;
        }
        const std::vector<std::uint32_t>& mentions = entity(e).mentions;
        const std::size_t oldest = mentions.size() > kLookBack ? mentions.size() - kLookBack : 0;
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

std::optional<std::int32_t> CorefResolver::antecedent_by_class(std::uint32_t m) const {
    const MentionCandidate& c = mention(m);
    if (!c.modifiers.empty() || c.number == Number::Plural) {
        return std::nullopt;
    }
    const auto fits = [&](const CorefEntity& candidate) {
        if (!candidate.named) {
            return false;
        }
        const bool country = !candidate.mentions.empty() &&
                             gazetteer_.country_of(mention(candidate.mentions[0]).text).has_value();
        if (in(c.head_lemma, {"country", "nation"})) {
            return country;
        }
        if (in(c.head_lemma, {"city", "town", "village"})) {
            return candidate.type == EntityType::Place && !country;
        }
        if (in(c.head_lemma, {"company", "firm", "organization", "organisation", "agency", "party",
                              "group", "team", "band", "university"})) {
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

bool CorefResolver::contains(const MentionCandidate& outer, const MentionCandidate& inner) {
    return outer.entity.sentence == inner.entity.sentence &&
           outer.entity.first <= inner.entity.first && inner.entity.last <= outer.entity.last;
}

}  // namespace trefoil::extract
