// Glue of the entity stage: mentions, resolution within a section, then one Cluster for every
// entity that has a name or more than one mention. Long documents are resolved in sections;
// clusters of two sections are one if name, type and link agree.
#include "extract/entities.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "extract/coref.hpp"
#include "extract/dates.hpp"
#include "extract/gazetteer.hpp"
#include "extract/mentions.hpp"
#include "extract/name_matching.hpp"
#include "extract/naming.hpp"

namespace trefoil::extract {

namespace {

/// Sentences that are resolved together. About 500 kB of news text; the cost of a section is near
/// linear anyway.
constexpr std::size_t kSectionSentences = 3000;

class Builder {
  public:
    Builder(const Document& document, const Gazetteer& gazetteer)
        : document_(document), gazetteer_(gazetteer), dates_(document.info.date) {}

    void add_section(std::span<const Sentence> sentences, std::uint32_t first, bool join) {
        if (!join) {
            dates_.forget();
            cluster_of_key_.clear();
        }
        MentionSet set = find_mentions(document_, sentences, first, gazetteer_, dates_);
        const std::vector<std::int32_t> entity_of = resolve_mentions(set, gazetteer_);
        const std::vector<std::vector<std::uint32_t>> members = members_of(entity_of);
        const NamingContext context(set.mentions, gazetteer_);
        std::vector<std::optional<std::uint32_t>> cluster_of(members.size());
        for (std::size_t e = 0; e < members.size(); ++e) {
            cluster_of[e] = make_cluster(set, members[e], context);
        }
        for (std::size_t m = 0; m < set.mentions.size(); ++m) {
            EntityMention mention = set.mentions[m].entity;
            if (entity_of[m] >= 0) {
                mention.mention.cluster = cluster_of[static_cast<std::size_t>(entity_of[m])];
            }
            if (mention.mention.cluster && mention.mention.kind != MentionKind::Value) {
                const EntityType type = entities_.clusters[*mention.mention.cluster].type;
                mention.mention.type = type == EntityType::Concept ? mention.mention.type : type;
            }
            entities_.mentions.push_back(std::move(mention));
        }
        std::ranges::move(set.trees, std::back_inserter(entities_.trees));
    }

    Entities take() {
        drop_contradicted_links(document_.text, entities_.mentions, entities_.clusters, gazetteer_);
        return std::move(entities_);
    }

  private:
    static std::vector<std::vector<std::uint32_t>> members_of(
        const std::vector<std::int32_t>& entity_of) {
        std::vector<std::vector<std::uint32_t>> members;
        for (std::uint32_t m = 0; m < entity_of.size(); ++m) {
            if (entity_of[m] < 0) {
                continue;
            }
            const auto e = static_cast<std::size_t>(entity_of[m]);
            members.resize(std::max(members.size(), e + 1));
            members[e].push_back(m);
        }
        return members;
    }

    /// Index of the entity's cluster; none for a single noun phrase (its Concept is made where a
    /// triple needs it) and for pronouns that found nobody.
    std::optional<std::uint32_t> make_cluster(const MentionSet& set,
                                              const std::vector<std::uint32_t>& members,
                                              const NamingContext& context) {
        std::vector<const MentionCandidate*> names;
        std::vector<const MentionCandidate*> nominals;
        for (const std::uint32_t m : members) {
            const MentionCandidate& c = set.mentions[m];
            if (c.entity.mention.kind == MentionKind::Name) {
                names.push_back(&c);
            } else if (c.entity.mention.kind == MentionKind::Nominal) {
                nominals.push_back(&c);
            }
        }
        if (names.empty() && (nominals.empty() || members.size() < 2)) {
            return std::nullopt;
        }
        Cluster cluster =
            names.empty() ? name_concept(nominals) : name_entity(names, context, gazetteer_);
        const bool named = is_named_type(cluster.type);
        const auto fresh = static_cast<std::uint32_t>(entities_.clusters.size());
        if (named) {
            const std::string words = cluster.link.empty() ? fold_name(cluster.name) : "";
            const auto [at, inserted] =
                cluster_of_key_.emplace(std::tuple(words, cluster.type, cluster.link), fresh);
            if (!inserted) {
                add_aliases(entities_.clusters[at->second], cluster);
                return at->second;
            }
        }
        entities_.clusters.push_back(std::move(cluster));
        return fresh;
    }

    static void add_aliases(Cluster& to, const Cluster& from) {
        std::set<std::string> aliases(to.aliases.begin(), to.aliases.end());
        aliases.insert(from.aliases.begin(), from.aliases.end());
        aliases.insert(from.name);
        aliases.erase(to.name);
        to.aliases.assign(aliases.begin(), aliases.end());
    }

    const Document& document_;
    const Gazetteer& gazetteer_;
    DateContext dates_;
    Entities entities_;
    std::map<std::tuple<std::string, EntityType, std::string>, std::uint32_t> cluster_of_key_;
};

}  // namespace

Entities find_entities(const Document& document, std::span<const Sentence> sentences,
                       const Gazetteer& gazetteer, bool across_sentences) {
    Builder builder(document, gazetteer);
    const std::size_t step = across_sentences ? kSectionSentences : 1;
    for (std::size_t first = 0; first < sentences.size(); first += step) {
        const std::size_t count = std::min(step, sentences.size() - first);
        builder.add_section(sentences.subspan(first, count), static_cast<std::uint32_t>(first),
                            across_sentences);
    }
    return builder.take();
}

}  // namespace trefoil::extract
