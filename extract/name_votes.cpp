#include "extract/name_votes.hpp"

#include <map>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace trefoil::extract {

namespace {

void retype(MentionCandidate& m, EntityType type) {
    m.entity.mention.type = type;
    m.animacy =
        type == EntityType::Person || type == EntityType::Group ? Animacy::Person : Animacy::Thing;
    m.number = type == EntityType::Person  ? Number::Singular
               : type == EntityType::Group ? Number::Plural
                                           : Number::Unknown;
}

/// Names whose contexts, all taken together, contradict the tagger: "in X" and "X, Kenya" but never
/// "X said" is no person; what speaks is no building.
void weigh_contexts(MentionSet& set, std::span<const std::size_t> name_of, std::size_t names,
                    const Gazetteer& gazetteer) {
    struct Evidence {
        int place = 0;
        int person = 0;
        int speaker = 0;
        int article = 0;
        int count = 0;
    };

    std::vector<Evidence> evidence(names);
    for (std::size_t i = 0; i < set.mentions.size(); ++i) {
        const MentionCandidate& m = set.mentions[i];
        if (!m.words.empty()) {
            Evidence& sum = evidence[name_of[i]];
            sum.place += m.place_evidence;
            sum.person += m.person_evidence;
            sum.speaker += m.speaker_evidence;
            sum.article += m.title.empty() && m.article;
            ++sum.count;
        }
    }
    // A bare name that is part of a person's full name is that person's.
    std::unordered_set<std::string_view> of_people;
    for (std::size_t i = 0; i < set.mentions.size(); ++i) {
        const MentionCandidate& m = set.mentions[i];
        if (m.words.size() > 1 && m.entity.mention.type == EntityType::Person &&
            evidence[name_of[i]].person > 0) {
            of_people.insert(m.words.front());
            of_people.insert(m.words.back());
        }
    }
    for (std::size_t i = 0; i < set.mentions.size(); ++i) {
        MentionCandidate& m = set.mentions[i];
        if (m.words.empty()) {
            continue;
        }
        const Evidence& sum = evidence[name_of[i]];
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
            !gazetteer.may_be_person(m.words[0]) && !m.words[0].ends_with("man") && sum.count > 1) {
            retype(m, EntityType::Organization);  // people bear no article
        } else if (type == EntityType::Person && sum.place > 0 && sum.person == 0) {
            retype(m, EntityType::Place);
        } else if ((type == EntityType::Work || type == EntityType::Organization) &&
                   sum.place > 1 && sum.person == 0 && sum.speaker == 0 && m.words.size() == 1) {
            retype(m, EntityType::Place);
        } else if (type == EntityType::Facility && sum.speaker > 0) {
            retype(m, EntityType::Organization);
        }
    }
}

}  // namespace

void vote_name_types(MentionSet& set, std::span<const std::size_t> name_of, std::size_t names,
                     const Gazetteer& gazetteer) {
    weigh_contexts(set, name_of, names, gazetteer);
    std::vector<std::map<EntityType, int>> votes(names);
    std::unordered_set<std::string_view> person_words;
    for (std::size_t i = 0; i < set.mentions.size(); ++i) {
        const MentionCandidate& m = set.mentions[i];
        if (!m.words.empty()) {
            ++votes[name_of[i]][m.entity.mention.type];
            if (m.entity.mention.type == EntityType::Person && m.words.size() > 1) {
                person_words.insert(m.words.back());
            }
        }
    }
    for (std::size_t i = 0; i < set.mentions.size(); ++i) {
        MentionCandidate& m = set.mentions[i];
        if (m.words.empty()) {
            continue;
        }
        const auto& types = votes[name_of[i]];
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

}  // namespace trefoil::extract
