// Pronouns in the pass through the text: candidates that agree and are not bound, their features
// for the ranker (pronouns.hpp), and who "I" is in a quotation.
#include <algorithm>
#include <cmath>

#include "extract/coref_resolver.hpp"
#include "extract/mention_words.hpp"

namespace trefoil::extract {

bool CorefResolver::gender_agrees(const MentionCandidate& c, const CorefEntity& e) {
    const bool known =
        c.gender != Gender::Unknown && e.gender != Gender::Unknown && e.gender != Gender::Either;
    return !known || c.gender == e.gender;
}

PronounKind CorefResolver::kind_of(const MentionCandidate& c) {
    return c.number == Number::Plural || c.number == Number::Unknown ? PronounKind::They
           : c.gender != Gender::Unknown                             ? PronounKind::HeShe
                                                                     : PronounKind::It;
}

void CorefResolver::visit_pronoun(std::uint32_t m) {
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

std::optional<std::uint32_t> CorefResolver::subject_of_clause(const MentionCandidate& c) const {
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

bool CorefResolver::agrees(const MentionCandidate& c, const CorefEntity& e,
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

bool CorefResolver::bound(const MentionCandidate& pronoun, const MentionCandidate& other) const {
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

PronounCase CorefResolver::candidates_of(std::uint32_t m) const {
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

bool CorefResolver::bound_entity(const MentionCandidate& c, std::int32_t e) const {
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

PronounFeatures CorefResolver::features_of(const MentionCandidate& c, const MentionCandidate& last,
                                           const CorefEntity& e, int between) const {
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

bool CorefResolver::upper_clause(const MentionCandidate& c, const MentionCandidate& subject) const {
    return subject.governor >= 0 && tree_of(c).dominates(subject.governor, c.entity.head);
}

bool CorefResolver::first_subject(const MentionCandidate& last) const {
    const Tree& tree = tree_of(last);
    for (TokenIndex i = 0; i < last.entity.head; ++i) {
        if (tree.is(i, {Rel::Nsubj, Rel::NsubjPass})) {
            return false;
        }
    }
    return true;
}

bool CorefResolver::is_pleonastic(const MentionCandidate& c) const {
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

std::int32_t CorefResolver::speaker_entity(std::int32_t quote) const {
    const std::int32_t speaker =
        quote < 0 ? -1 : set_.quotations[static_cast<std::size_t>(quote)].speaker;
    return speaker < 0 ? -1 : entity_of_[static_cast<std::size_t>(speaker)];
}

void CorefResolver::resolve_speech() {
    for (const std::uint32_t m : speech_) {
        const std::int32_t e = speaker_entity(mention(m).quote);
        if (e >= 0 && mention(m).number == Number::Singular &&
            entity(e).animacy == Animacy::Person && entity(e).number != Number::Plural) {
            attach(m, e);
        }
    }
}

}  // namespace trefoil::extract
