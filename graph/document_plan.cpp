#include "graph/document_plan.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "extract/entity_key.hpp"

namespace trefoil::graph {

namespace {

bool is_value_type(EntityType type) {
    return type == EntityType::Date || type == EntityType::Money || type == EntityType::Quantity;
}

EntityCounts counts_of(const Cluster& cluster) {
    EntityCounts counts;
    counts.clusters = 1;
    counts.names[cluster.name] = 1;
    for (const auto& alias : cluster.aliases) {
        counts.aliases[alias] = 1;
    }
    counts.types[std::string(name_of(cluster.type))] = 1;
    if (!cluster.link.empty()) {
        counts.links[cluster.link] = 1;
    }
    return counts;
}

EntityCounts counts_of(std::string_view name, EntityType type, std::string_view value) {
    EntityCounts counts;
    counts.clusters = 1;
    counts.names[std::string(name)] = 1;
    counts.types[std::string(name_of(type))] = 1;
    counts.value = value;
    return counts;
}

/// Sorted spans of mentions, for the normal form of values and the kind of what has no cluster.
const Mention* mention_at(const Analysis& analysis, Span span) {
    const auto at = std::ranges::lower_bound(analysis.mentions, span, {}, &Mention::span);
    return at != analysis.mentions.end() && at->span == span ? &*at : nullptr;
}

/// The sum or quantity that a phrase is or begins with ("300 tonnes of copper", "for about $5
/// million"): nothing else is mentioned in it before. None for "a house worth $5 million".
const Mention* leading_amount(const Analysis& analysis, Span span) {
    const auto at = std::ranges::lower_bound(analysis.mentions, Span{span.begin, span.begin}, {},
                                             &Mention::span);
    const bool amount = at != analysis.mentions.end() && at->kind == MentionKind::Value &&
                        (at->type == EntityType::Money || at->type == EntityType::Quantity) &&
                        at->span.end <= span.end && !at->value.empty();
    return amount ? &*at : nullptr;
}

/// The phrase of an argument behind its preposition.
Phrase without_preposition(const Argument& argument) {
    auto phrase = argument.phrase;
    const auto size = argument.preposition.size();
    if (size != 0 && phrase.text.size() > size + 1 && phrase.text[size] == ' ' &&
        phrase.span.size() > size + 1) {
        phrase.text.erase(0, size + 1);
        phrase.span.begin += static_cast<std::uint32_t>(size + 1);
    }
    return phrase;
}

class Planner {
  public:
    Planner(const Hash128& document, const Analysis& analysis,
            std::span<const Resolution> resolutions, const std::optional<Hash128>& group)
        : document_(document), analysis_(analysis), resolutions_(resolutions), group_(group) {
        for (const auto& triple : analysis.triples) {
            if (triple.derived_from) {
                with_derived_.insert(*triple.derived_from);
            }
        }
    }

    DocumentPlan run() {
        for (std::uint32_t i = 0; i < analysis_.clusters.size(); ++i) {
            if (!resolutions_[i].local) {
                cluster_node(i);
            }
        }
        DocumentPlan plan;
        for (std::uint32_t i = 0; i < analysis_.triples.size(); ++i) {
            if (!add_fact(i) && !with_derived_.contains(i)) {
                ++plan.unbuilt;
            }
        }
        for (auto& [id, node] : nodes_) {
            plan.nodes.push_back(std::move(node));
        }
        for (auto& [id, fact] : facts_) {
            if (group_) {
                fact.counts.copies[*group_][document_] = std::exchange(fact.counts.evidence, 0);
            } else {
                fact.counts.documents = 1;
            }
            plan.facts.push_back(std::move(fact));
        }
        return plan;
    }

  private:
    struct End {
        Hash128 id;
        bool local = false;
    };

    End cluster_node(std::uint32_t index) {
        const auto& cluster = analysis_.clusters[index];
        const auto [id, local] = resolutions_[index];
        auto& node = nodes_[id];
        if (std::ranges::find(node.clusters, index) == node.clusters.end()) {
            node.id = id;
            node.local = local;
            node.clusters.push_back(index);
            node.counts.add(counts_of(cluster));
        }
        return {id, local};
    }

    End local_node(const Hash128& id, const EntityCounts& counts) {
        auto& node = nodes_[id];
        node.id = id;
        node.local = true;
        node.counts = counts;
        return {id, true};
    }

    std::optional<End> end_of(const Phrase& phrase) {
        if (phrase.cluster && *phrase.cluster < analysis_.clusters.size()) {
            if (analysis_.clusters[*phrase.cluster].name.empty()) {
                return std::nullopt;
            }
            return cluster_node(*phrase.cluster);
        }
        const auto* mention = mention_at(analysis_, phrase.span);
        const auto type = phrase.type          ? phrase.type
                          : mention != nullptr ? std::optional(mention->type)
                                               : std::nullopt;
        if (!type || phrase.text.empty() ||
            (mention != nullptr && mention->kind == MentionKind::Pronoun)) {
            return std::nullopt;
        }
        const auto value =
            is_value_type(*type) && mention != nullptr ? mention->value : std::string();
        const auto key = value.empty() ? extract::normalised_name(phrase.text) : value;
        const auto id = Hasher()
                            .add("value")
                            .add(document_.high)
                            .add(document_.low)
                            .add(name_of(*type))
                            .add(key)
                            .finish();
        if (const auto known = nodes_.find(id); known != nodes_.end()) {
            return End{id, true};  // named as where it stands first
        }
        const Mention* amount = value.empty() ? leading_amount(analysis_, phrase.span) : nullptr;
        return local_node(
            id, counts_of(phrase.text, *type,
                          amount != nullptr && amount->type == *type ? amount->value : value));
    }

    /// The node that an assertion without an object leads to, and the relation type with which.
    End end_without_object(std::uint32_t index, std::string& type) {
        const auto& triple = analysis_.triples[index];
        for (const auto& argument : triple.arguments) {
            if (argument.role == Role::Time) {
                continue;
            }
            if (const auto end = end_of(without_preposition(argument))) {
                if (!argument.preposition.empty() && !type.ends_with("_" + argument.preposition)) {
                    type += "_" + argument.preposition;
                }
                return *end;
            }
        }
        std::string said = triple.relation_text;
        for (const auto& argument : triple.arguments) {
            said += " " + argument.phrase.text;
        }
        const auto id = Hasher()
                            .add("said")
                            .add(document_.high)
                            .add(document_.low)
                            .add(std::uint64_t{triple.subject.span.begin})
                            .add(std::uint64_t{triple.relation_span.begin})
                            .add(said)
                            .finish();
        return local_node(id, counts_of(said, EntityType::Statement, {}));
    }

    [[nodiscard]] std::string attribution_key(const Attribution& attribution) const {
        if (attribution.cluster && *attribution.cluster < analysis_.clusters.size()) {
            return resolutions_[*attribution.cluster].entity.hex();
        }
        return "text:" + extract::normalised_name(attribution.source);
    }

    bool add_fact(std::uint32_t index) {
        const auto& triple = analysis_.triples[index];
        if (!triple.object && with_derived_.contains(index)) {
            return false;
        }
        auto subject = end_of(triple.subject);
        if (!subject) {
            return false;
        }
        auto type = triple.relation_type.empty() ? std::string("related_to") : triple.relation_type;
        auto object =
            triple.object ? end_of(*triple.object) : std::optional(end_without_object(index, type));
        if (!object || object->id == subject->id) {
            return false;
        }
        // "X was recognized by Y" keeps its surface order; the fact is Y -[recognize]-> X.
        if (triple.relation_kind == "passive" && triple.object && !triple.derived_from) {
            std::swap(subject, object);
        }
        const auto attributed_to =
            triple.attribution ? attribution_key(*triple.attribution) : std::string();
        const auto id = Hasher()
                            .add("fact")
                            .add(subject->id.hex())
                            .add(type)
                            .add(object->id.hex())
                            .add(name_of(triple.polarity))
                            .add(name_of(triple.modality))
                            .add(attributed_to)
                            .add(triple.time)
                            .finish();
        auto& fact = facts_[id];
        fact.id = id;
        fact.subject = subject->id;
        fact.object = object->id;
        fact.local = subject->local || object->local;
        fact.type = type;
        fact.polarity = triple.polarity;
        fact.modality = triple.modality;
        fact.attributed = triple.attribution.has_value();
        fact.time = triple.time;
        fact.triples.push_back(index);
        count(triple, fact.counts);
        return true;
    }

    void count(const Triple& triple, FactCounts& counts) const {
        ++counts.assertions;
        counts.direct += triple.derived_from ? 0U : 1U;
        counts.evidence =
            std::max(counts.evidence, confidence_weight(static_cast<double>(triple.confidence)));
        ++counts.phrases[triple.phrase.empty() ? triple.relation_text : triple.phrase];
        ++counts.extractors[triple.extractor];
        ++counts.kinds[triple.relation_kind];
        for (const auto& argument : triple.arguments) {
            ++counts.arguments[argument.phrase.text];
        }
        if (!triple.place.empty()) {
            ++counts.places[triple.place];
        }
        count_amounts(triple, counts);
        if (triple.derived_from) {
            count_amounts(analysis_.triples[*triple.derived_from], counts);
        }
        if (triple.attribution) {
            const auto& cluster = triple.attribution->cluster;
            ++counts.attributions[cluster && *cluster < analysis_.clusters.size()
                                      ? analysis_.clusters[*cluster].name
                                      : triple.attribution->source];
        }
    }

    /// Sums and quantities in the object and the arguments; durations have no amount.
    void count_amounts(const Triple& triple, FactCounts& counts) const {
        const auto count_in = [&](const Phrase& phrase) {
            const Mention* amount = leading_amount(analysis_, phrase.span);
            if (amount != nullptr && amount->value.find(' ') != std::string::npos) {
                ++counts.values[amount->value];
            }
        };
        if (triple.object) {
            count_in(*triple.object);
        }
        for (const auto& argument : triple.arguments) {
            count_in(argument.phrase);
        }
    }

    const Hash128& document_;
    const Analysis& analysis_;
    std::span<const Resolution> resolutions_;
    std::optional<Hash128> group_;
    std::set<std::uint32_t> with_derived_;  ///< triples that others are derived from
    std::map<Hash128, NodePlan> nodes_;
    std::map<Hash128, FactPlan> facts_;
};

}  // namespace

DocumentPlan plan_document(const Hash128& document, const Analysis& analysis,
                           std::span<const Resolution> resolutions,
                           const std::optional<Hash128>& group) {
    return Planner(document, analysis, resolutions, group).run();
}

}  // namespace trefoil::graph
