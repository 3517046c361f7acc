// How the entities of a document are called, and which of them are known places. A link is an
// identity across documents, so it is given only where nothing speaks for another place of the same
// name.
#include "extract/naming.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "extract/name_types.hpp"

namespace trefoil::extract {

namespace {

constexpr std::uint32_t kLinkPopulation =
    100000;  ///< below, a town is no certain reading of a name without its country

bool has_lower(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool all_capitals(std::string_view text) {
    return !has_lower(text) && text.size() > 1;
}

/// "JANE SMITH" as "Jane Smith"; short words of capitals are abbreviations and stay.
std::string title_case(std::string_view text) {
    std::string out(text);
    bool start = true;
    for (char& c : out) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !start) {
            c = static_cast<char>(c - 'A' + 'a');
        }
        start = c == ' ' || c == '-' || c == '\'';
    }
    return out;
}

struct FormCount {
    std::string text;
    std::size_t words = 0;
    int count = 0;
    std::size_t order = 0;
};

std::vector<FormCount> count_forms(std::span<const MentionCandidate* const> names,
                                   EntityType type) {
    std::map<std::string, FormCount> by_fold;
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::string text = clean_name(names[i]->text);
        if (all_capitals(text) && text.size() > 6 && type == EntityType::Person) {
            text = title_case(text);
        }
        const auto [at, fresh] =
            by_fold.emplace(fold_name(text), FormCount{text, names[i]->words.size(), 0, i});
        ++at->second.count;
        if (!fresh && all_capitals(at->second.text) && !all_capitals(text)) {
            at->second.text = text;
        }
    }
    std::vector<FormCount> forms;
    for (auto& [key, form] : by_fold) {
        forms.push_back(std::move(form));
    }
    return forms;
}

/// People: a name of two words or more, the most frequent. Others: the longest that is not a rare
/// one among many.
const FormCount& fullest(const std::vector<FormCount>& forms, EntityType type) {
    const auto better = [&](const FormCount& a, const FormCount& b) {
        if (type == EntityType::Person) {
            const bool full_a = a.words > 1;
            const bool full_b = b.words > 1;
            if (full_a != full_b) {
                return full_a;
            }
            if (full_a && a.count != b.count && std::max(a.count, b.count) > 2) {
                return a.count > b.count;
            }
        }
        if (type == EntityType::Place || type == EntityType::Group) {
            if (a.count != b.count) {
                return a.count > b.count;
            }
        }
        const bool short_a = all_capitals(a.text) && a.words == 1;
        const bool short_b = all_capitals(b.text) && b.words == 1;
        if (short_a != short_b) {
            return short_b;
        }
        return std::tuple(a.words, a.text.size(), b.order) >
               std::tuple(b.words, b.text.size(), a.order);
    };
    return *std::ranges::min_element(forms, better);
}

EntityType vote_type(std::span<const MentionCandidate* const> names) {
    std::map<EntityType, int> votes;
    for (const MentionCandidate* m : names) {
        ++votes[m->entity.mention.type];
    }
    EntityType best = names.front()->entity.mention.type;
    for (const auto& [type, count] : votes) {
        best = count > votes[best] ? type : best;
    }
    return best;
}

/// True if the country's name is also a region of another country ("Georgia").
bool ambiguous_country(std::string_view name, const Country& country, const Gazetteer& gazetteer) {
    const auto region = gazetteer.region(name);
    return region && *region != country.code;
}

std::optional<Country> certain_country(std::string_view text, const NamingContext& context,
                                       const Gazetteer& gazetteer) {
    const auto country = gazetteer.country_of(text);
    if (!country ||
        (ambiguous_country(text, *country, gazetteer) && !context.names_country(country->code))) {
        return std::nullopt;
    }
    return country;
}

/// The largest place of the name, unless it is small, a common word, or another place of the name
/// is nearly as large or lies in a country that the text is about.
std::optional<Place> certain_place(std::string_view text, const NamingContext& context,
                                   const Gazetteer& gazetteer) {
    const std::vector<Place> places = gazetteer.places(text);
    if (places.empty() || places[0].common_word) {
        return std::nullopt;
    }
    const Place& best = places[0];
    const bool at_home = context.names_country(best.country);
    const std::uint32_t enough = best.capital ? 0
                                 : at_home    ? kLinkPopulation / 5
                                              : kLinkPopulation * (best.alternate ? 5 : 2);
    if (best.population < enough) {
        return std::nullopt;
    }
    for (std::size_t i = 1; i < places.size(); ++i) {
        const bool other_home =
            context.names_country(places[i].country) && places[i].country != best.country;
        if ((other_home && !at_home) || (places[i].population > best.population / 4 &&
                                         !(at_home && places[i].country != best.country))) {
            return std::nullopt;
        }
    }
    if (const auto region = gazetteer.region(text);
        region && (best.alternate || *region != best.country)) {
        return std::nullopt;
    }
    return best;
}

}  // namespace

NamingContext::NamingContext(std::span<const MentionCandidate> mentions,
                             const Gazetteer& gazetteer) {
    for (const MentionCandidate& m : mentions) {
        if (m.entity.mention.kind == MentionKind::Name) {
            const std::string_view name = without_part_word(m.text);
            if (const auto country = gazetteer.country_of(name);
                country && !ambiguous_country(name, *country, gazetteer)) {
                countries_.emplace(country->code);
            } else if (const auto capital = gazetteer.country_of_capital(m.text);
                       capital && !country) {
                countries_.emplace(capital->code);
            } else if (const auto people = gazetteer.country_of_demonym(m.text)) {
                countries_.emplace(people->code);
            }
        }
        for (const std::string& word : m.modifiers) {
            if (const auto people = gazetteer.country_of_demonym(word)) {
                countries_.emplace(people->code);
            }
        }
    }
}

std::string clean_name(std::string_view surface) {
    std::string out;
    bool gap = false;
    for (const char c : surface) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            gap = !out.empty();
            continue;
        }
        if (gap) {
            out += ' ';
        }
        gap = false;
        out += c;
    }
    for (const std::string_view end : {"'s", "’s", "'", "’", "\"", "”", ","}) {
        if (out.size() > end.size() && out.ends_with(end)) {
            out.resize(out.size() - end.size());
        }
    }
    for (const std::string_view begin : {"\"", "“", "‘"}) {
        if (out.size() > begin.size() && out.starts_with(begin)) {
            out.erase(0, begin.size());
        }
    }
    return out;
}

Cluster name_entity(std::span<const MentionCandidate* const> names, const NamingContext& context,
                    const Gazetteer& gazetteer) {
    Cluster cluster;
    cluster.type = vote_type(names);
    const std::vector<FormCount> forms = count_forms(names, cluster.type);
    cluster.name = fullest(forms, cluster.type).text;
    if (cluster.type == EntityType::Place) {
        for (const FormCount& form : forms) {
            if (const auto country = certain_country(form.text, context, gazetteer)) {
                cluster.link = "country:" + std::string(country->code);
                cluster.name = country->name;
                break;
            }
        }
        const auto place =
            cluster.link.empty() ? certain_place(cluster.name, context, gazetteer) : std::nullopt;
        if (place) {
            cluster.link = "geonames:" + std::to_string(place->id);
            if (all_capitals(cluster.name)) {
                cluster.name = title_case(cluster.name);  // a dateline's spelling
            }
        }
    }
    std::set<std::string> aliases;
    for (const FormCount& form : forms) {
        if (form.text != cluster.name) {
            aliases.insert(form.text);
        }
    }
    cluster.aliases.assign(aliases.begin(), aliases.end());
    return cluster;
}

void drop_contradicted_links(std::string_view text, std::span<const EntityMention> mentions,
                             std::span<Cluster> clusters, const Gazetteer& gazetteer) {
    for (std::size_t i = 0; i + 1 < mentions.size(); ++i) {
        const Mention& name = mentions[i].mention;
        const Mention& next = mentions[i + 1].mention;
        if (!name.cluster || !next.cluster || name.kind != MentionKind::Name ||
            next.kind != MentionKind::Name || next.span.begin != name.span.end + 2 ||
            text.substr(name.span.end, 2) != ", ") {
            continue;
        }
        Cluster& place = clusters[*name.cluster];
        const std::string_view around = next.span.of(text);
        const auto region = gazetteer.region(around);
        const auto country = gazetteer.country_of(around);
        if (!place.link.starts_with("geonames:") || (!region && !country)) {
            continue;
        }
        std::size_t in_country = 0;
        bool linked_there = false;
        const std::string_view code = country ? country->code : *region;
        for (const Place& candidate : gazetteer.places(place.name)) {
            in_country += candidate.country == code ? 1 : 0;
            linked_there =
                linked_there || (candidate.country == code &&
                                 place.link == "geonames:" + std::to_string(candidate.id));
        }
        if (!linked_there || (!country && in_country > 1)) {
            place.link.clear();
        }
    }
}

Cluster name_concept(std::span<const MentionCandidate* const> nominals) {
    Cluster cluster;
    cluster.type = EntityType::Concept;
    const auto longest = std::ranges::max_element(
        nominals, [](const MentionCandidate* a, const MentionCandidate* b) {
            return a->modifiers.size() < b->modifiers.size();
        });
    cluster.name = clean_name((*longest)->text);
    std::set<std::string> aliases;
    for (const MentionCandidate* m : nominals) {
        aliases.insert(clean_name(m->text));
    }
    aliases.erase(cluster.name);
    cluster.aliases.assign(aliases.begin(), aliases.end());
    return cluster;
}

}  // namespace trefoil::extract
