// Profiles: from a document's clusters to what tells things of one name apart.
#include "graph/profile.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <utility>

#include "extract/entity_key.hpp"
#include "extract/name_types.hpp"
#include "graph/name_words.hpp"
#include "graph/packing.hpp"
#include "graph/same_thing.hpp"

namespace trefoil::graph {

namespace {

using extract::Gazetteer;
using extract::Gender;

/// What a role says of a person's field: nouns and the field they belong to.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kFields{{
    {"sport",
     "athlete boxer captain coach cricketer cyclist defender driver footballer forward goalkeeper "
     "golfer gymnast "
     "midfielder pitcher player quarterback runner skater skier sprinter striker swimmer umpire "
     "winger wrestler"},
    {"politics",
     "ambassador candidate chancellor commissioner congressman congresswoman councillor councilor "
     "deputy diplomat "
     "governor lawmaker leader legislator mayor minister mp politician premier president "
     "representative secretary "
     "senator spokesman spokesperson spokeswoman statesman"},
    {"arts",
     "actor actress artist author band choreographer comedian composer conductor dancer designer "
     "director filmmaker "
     "guitarist illustrator musician novelist painter photographer pianist playwright poet "
     "producer rapper sculptor "
     "singer songwriter violinist writer"},
    {"science",
     "academic anthropologist archaeologist archeologist astronomer biologist botanist chemist "
     "economist engineer "
     "geneticist geologist historian inventor linguist mathematician paleontologist philosopher "
     "physicist professor "
     "psychologist researcher scholar scientist sociologist"},
    {"law", "attorney barrister judge justice lawyer magistrate prosecutor solicitor"},
    {"business",
     "banker businessman businesswoman ceo chairman chairwoman entrepreneur executive financier "
     "founder industrialist "
     "investor manager merchant owner"},
    {"religion",
     "archbishop bishop cardinal cleric imam minister missionary monk nun pastor pope preacher "
     "priest rabbi reverend "
     "saint theologian"},
    {"military",
     "admiral brigadier colonel commander corporal general lieutenant major marshal officer pilot "
     "sergeant soldier"},
    {"medicine", "dentist doctor nurse paramedic pharmacist physician psychiatrist surgeon"},
    {"media", "anchor broadcaster columnist correspondent editor journalist presenter reporter"},
    {"crime", "criminal gangster killer murderer robber suspect terrorist thief"},
    {"royalty", "duchess duke emperor empress king prince princess queen"},
}};

bool holds_word(std::string_view words, std::string_view word) {
    for (auto at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) {
            return true;
        }
    }
    return false;
}

bool is_institution_word(std::string_view word) {
    static constexpr std::string_view kWords =
        "academy administration agency air airport airways archive army assembly association "
        "attorney authority bank "
        "board bureau cabinet cathedral central centre center chamber chancellery church city "
        "civil college commission "
        "committee communist community conference congress conservative constitutional council "
        "county court customs "
        "defence defense democratic democrats department directorate district duma economic "
        "education election "
        "electoral emergency energy environment executive faculty federal federation finance fire "
        "first force forces "
        "foreign forum fund general government green guard hall health high hospital house "
        "immigration information "
        "institute intelligence interior internal judiciary justice labor labour legislature "
        "liberal library local "
        "lower main market metropolitan military ministry municipal museum national naval navy "
        "office opposition "
        "palace parliament party people peoples planning police post presidency president prime "
        "prison progressive "
        "prosecutor provincial public railway regional republican republicans reserve revenue "
        "revolutionary room royal "
        "school second secret secretariat security senate service social socialist square staff "
        "stadium state station "
        "statistics stock supreme tax theater theatre trade transport treasury tribunal union "
        "university upper "
        "workers zoo";
    return holds_word(kWords, word);
}

/// True for events that come again: "World Cup", "Olympic Games", without a year.
bool is_recurring_event(std::span<const std::string> words) {
    static constexpr std::string_view kWords =
        "annual awards champions championship championships conference congress cup day election "
        "elections european "
        "federal festival final finals forum game games general grand international league local "
        "marathon masters "
        "national olympic olympics open paralympic paralympics parliamentary presidential primary "
        "prix prize "
        "referendum regional series summer summit super tour tournament trophy winter world";
    return std::ranges::all_of(words, [](const std::string& word) {
        return is_small_word(word) || holds_word(kWords, word);
    });
}

/// True if nothing in the name says whose it is: "Ministry of Defence", "City Hall", "Congress".
bool is_generic_name(std::span<const std::string> words, EntityType type) {
    if (type == EntityType::Person || type == EntityType::Place) {
        return false;
    }
    if (type == EntityType::Event) {
        return is_recurring_event(words);
    }
    return std::ranges::all_of(words, [](const std::string& word) {
        return is_small_word(word) || is_institution_word(word);
    });
}

/// True for a name that a thousand people or more bear: from the ranks of its given name and
/// surname, as both thin out like powers of the rank.
bool is_common_person(std::span<const std::string> words, const Gazetteer& gazetteer) {
    if (words.size() == 1) {
        constexpr std::uint32_t kCommonSurnames = 3000;
        const auto rank = gazetteer.name_rank(words[0]).surname;
        return (rank != 0 && rank <= kCommonSurnames) || gazetteer.first_name(words[0]).has_value();
    }
    const auto given = gazetteer.name_rank(words.front()).given;
    const auto family = gazetteer.name_rank(surname(words)).surname;
    if (given == 0 || family == 0 || words.size() > 2) {
        return false;
    }
    const double given_share = std::min(0.033, 0.16 / given);
    const double family_share = 0.01 * std::pow(family, -0.62);
    constexpr double kPeople = 125e6;
    constexpr double kMany = 1000;
    return given_share * family_share * kPeople > kMany;
}

bool is_capitals(std::string_view name) {
    std::size_t capitals = 0;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') {
            ++capitals;
        } else if (c != '.') {
            return false;
        }
    }
    return capitals >= 2 && capitals <= 6;
}

/// The year, with its sign, that a date of any precision begins with; of other texts "".
std::string year_of(std::string_view text) {
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    const auto end = std::min(text.find_first_not_of("0123456789", sign), text.size());
    const bool year = end - sign >= 4 && (end == text.size() || text[end] == '-');
    return std::string(text.substr(0, year ? end : 0));
}

/// Everything the document says, by cluster.
class ProfileMaker {
  public:
    ProfileMaker(std::string_view date, std::string_view text, const Analysis& analysis,
                 const Gazetteer& gazetteer)
        : date_(date), text_(text), analysis_(analysis), gazetteer_(gazetteer) {}

    std::vector<std::optional<Profile>> run() {
        profiles_.resize(analysis_.clusters.size());
        for (std::size_t i = 0; i < profiles_.size(); ++i) {
            const auto& cluster = analysis_.clusters[i];
            if (is_named_type(cluster.type) && !cluster.name.empty()) {
                profiles_[i] = from_name(cluster);
            }
        }
        read_mentions();
        read_triples();
        settle_countries();
        for (std::uint32_t i = 0; i < profiles_.size(); ++i) {
            if (profiles_[i]) {
                finish(i, *profiles_[i]);
            }
        }
        return std::move(profiles_);
    }

  private:
    [[nodiscard]] Profile from_name(const Cluster& cluster) const {
        Profile profile;
        profile.type = cluster.type;
        profile.name = extract::normalised_name(cluster.name);
        profile.link = cluster.link;
        const auto words = words_of(profile.name);
        if (cluster.type != EntityType::Person) {
            auto spelling = american(words);
            profile.spelling = spelling == profile.name ? std::string() : std::move(spelling);
        }
        profile.acronym = is_capitals(cluster.name);
        profile.generic = !profile.acronym && is_generic_name(words, cluster.type);
        if (cluster.type == EntityType::Person && !words.empty()) {
            profile.common = is_common_person(words, gazetteer_);
            profile.ambiguous = gazetteer_.name_rank(surname(words)).surname != 0;
        }
        for (const auto& alias : cluster.aliases) {
            if (is_capitals(alias) && cluster.type != EntityType::Person &&
                cluster.type != EntityType::Place) {
                profile.aliases.push_back(extract::normalised_name(alias));
            }
        }
        if (cluster.type == EntityType::Place && !cluster.link.starts_with("country:")) {
            look_up_place(cluster.name, profile);
        }
        return profile;
    }

    [[nodiscard]] std::string american(std::span<const std::string> words) const {
        std::string result;
        for (const auto& word : words) {
            result += result.empty() ? "" : " ";
            result += gazetteer_.american(word);
        }
        return result;
    }

    /// No second place of the name has a tenth of the people of the largest, and no region of
    /// another country has it.
    void look_up_place(const std::string& name, Profile& profile) const {
        const auto places = gazetteer_.places(name);
        const auto region = gazetteer_.region(name);
        if (places.empty() || places[0].common_word) {
            return;
        }
        const auto& largest = places[0];
        profile.place = largest.id;
        profile.ambiguous = largest.population < 100000 ||
                            (places.size() > 1 && places[1].population > largest.population / 10) ||
                            (region && *region != largest.country);
        if (!profile.link.empty()) {
            profile.country = country_of_place(name, profile.link);
        }
    }

    [[nodiscard]] std::string country_of_place(const std::string& name,
                                               const std::string& link) const {
        for (const auto& place : gazetteer_.places(name)) {
            if (link == "geonames:" + std::to_string(place.id)) {
                return std::string(place.country);
            }
        }
        return {};
    }

    /// Country of a cluster that is a country, a linked town or a region.
    [[nodiscard]] std::string country_of(const Cluster& cluster) const {
        if (cluster.link.starts_with("country:")) {
            return cluster.link.substr(8);
        }
        if (!cluster.link.empty()) {
            return country_of_place(cluster.name, cluster.link);
        }
        const auto region = gazetteer_.region(cluster.name);
        return region ? std::string(*region) : std::string();
    }

    void read_mentions() {
        for (std::size_t i = 0; i < analysis_.mentions.size(); ++i) {
            const auto& mention = analysis_.mentions[i];
            if (!mention.cluster || *mention.cluster >= profiles_.size() ||
                !profiles_[*mention.cluster]) {
                continue;
            }
            const auto surface = mention.span.of(text_);
            if (mention.kind == MentionKind::Pronoun) {
                count_pronoun(*mention.cluster, surface);
            } else if (mention.kind == MentionKind::Name) {
                ++names_[*mention.cluster];
                read_after(i);
            }
        }
    }

    void count_pronoun(std::uint32_t cluster, std::string_view surface) {
        const auto word = extract::normalised_name(surface);
        if (word == "he" || word == "his" || word == "him" || word == "himself") {
            ++pronouns_[cluster].first;
        } else if (word == "she" || word == "her" || word == "hers" || word == "herself") {
            ++pronouns_[cluster].second;
        }
    }

    /// "Springfield, Illinois"; "Ada Byrne (1850-1920)"; "Ada Byrne (born 1950)".
    void read_after(std::size_t index) {
        const auto& name = analysis_.mentions[index];
        auto& profile = *profiles_[*name.cluster];
        for (auto next = index + 1; next < analysis_.mentions.size() && next < index + 4; ++next) {
            const auto& other = analysis_.mentions[next];
            if (other.span.begin < name.span.end) {
                continue;
            }
            const auto between = text_.substr(name.span.end, other.span.begin - name.span.end);
            if (between == ", " && profile.type == EntityType::Place && other.cluster) {
                ++as_region_[*other.cluster];
            }
            if (profile.type == EntityType::Place && between == ", " && other.cluster &&
                *other.cluster < profiles_.size() && profiles_[*other.cluster] &&
                profiles_[*other.cluster]->type == EntityType::Place) {
                const auto& around = analysis_.clusters[*other.cluster];
                if (auto country = country_of(around); !country.empty()) {
                    profile.region = profiles_[*other.cluster]->name;
                    said_country_[*name.cluster] = std::move(country);
                }
            } else if (profile.type == EntityType::Person && other.kind == MentionKind::Value &&
                       (between == " (" || between == " (born " || between == " (b. ")) {
                read_life(other.value, profile);
            }
            return;
        }
    }

    static void read_life(const std::string& value, Profile& profile) {
        const auto slash = value.find('/');
        if (profile.born.empty()) {
            profile.born = year_of(value);
        }
        if (slash != std::string::npos && profile.died.empty()) {
            profile.died = year_of(value.substr(slash + 1));
        }
    }

    void read_triples() {
        for (const auto& triple : analysis_.triples) {
            const auto& cluster = triple.subject.cluster;
            if (!cluster || *cluster >= profiles_.size() || !profiles_[*cluster] ||
                triple.polarity == Polarity::Negative) {
                continue;
            }
            auto& profile = *profiles_[*cluster];
            if (profile.type == EntityType::Person) {
                read_person(triple, profile);
            } else if (triple.relation_kind == "location" && triple.object &&
                       triple.object->cluster &&
                       *triple.object->cluster < analysis_.clusters.size()) {
                if (auto country = country_of(analysis_.clusters[*triple.object->cluster]);
                    !country.empty()) {
                    said_country_.emplace(*cluster, std::move(country));
                }
            }
        }
    }

    static void read_person(const Triple& triple, Profile& profile) {
        if (const auto year = year_of(triple.time); !year.empty()) {
            if (profile.born.empty() &&
                (triple.relation_type == "be_born" || triple.relation_type == "born" ||
                 triple.relation_type == "bear")) {
                profile.born = year;
            } else if (profile.died.empty() && triple.relation_type == "die") {
                profile.died = year;
            }
        }
        const bool role = triple.relation_kind == "title" || triple.relation_kind == "copula" ||
                          triple.relation_kind == "apposition";
        if (!role || !triple.object) {
            return;
        }
        for (const auto& word : words_of(extract::normalised_name(triple.object->text))) {
            if (word == "of" || word == "for" || word == "from" || word == "in" || word == "who") {
                break;  // the head stands before
            }
            for (const auto& [field, words] : kFields) {
                if (holds_word(words, word)) {
                    profile.fields.emplace_back(field);
                }
            }
        }
    }

    /// The country that the document is about: named twice as often as any other, by countries,
    /// their towns and regions, and words of nationality.
    [[nodiscard]] std::string document_country() const {
        std::map<std::string, std::size_t> counts;
        for (const auto& mention : analysis_.mentions) {
            if (mention.cluster && *mention.cluster < profiles_.size() &&
                profiles_[*mention.cluster] && mention.kind == MentionKind::Name &&
                profiles_[*mention.cluster]->type == EntityType::Place) {
                ++counts[country_of(analysis_.clusters[*mention.cluster])];
            }
        }
        for (const auto& word : capitalised_words(text_)) {
            if (const auto country = gazetteer_.country_of_demonym(word)) {
                ++counts[std::string(country->code)];
            }
        }
        counts.erase(std::string());
        std::string best;
        std::size_t most = 0;
        std::size_t second = 0;
        for (const auto& [country, count] : counts) {
            if (count > most) {
                second = most;
                best = country;
                most = count;
            } else {
                second = std::max(second, count);
            }
        }
        return most >= 2 * second ? best : std::string();
    }

    void settle_countries() {
        const auto about = document_country();
        for (std::uint32_t i = 0; i < profiles_.size(); ++i) {
            if (!profiles_[i] || !profiles_[i]->country.empty()) {
                continue;
            }
            auto& profile = *profiles_[i];
            if (profile.type == EntityType::Event) {
                profile.country = profile.generic ? std::string(date_.substr(0, 4)) : std::string();
                continue;
            }
            // "Albany, New York" and no "New York" else: the region, not the town of its name.
            if (profile.type == EntityType::Place && profile.link.empty() && profile.place != 0 &&
                as_region_[i] != 0 && as_region_[i] == names_[i] &&
                gazetteer_.region(analysis_.clusters[i].name)) {
                profile.place = 0;
                profile.region = "region";
            }
            const bool matters = profile.generic || (profile.type == EntityType::Place &&
                                                     profile.link.empty() && profile.place != 0);
            if (matters) {
                const auto said = said_country_.find(i);
                profile.country = said != said_country_.end() ? said->second : about;
            }
        }
    }

    void finish(std::uint32_t index, Profile& profile) {
        if (profile.type == EntityType::Person) {
            const auto [he, she] = pronouns_[index];
            profile.gender = he > 2 * she   ? Gender::Male
                             : she > 2 * he ? Gender::Female
                                            : Gender::Unknown;
        }
        std::ranges::sort(profile.fields);
        profile.fields.erase(std::unique(profile.fields.begin(), profile.fields.end()),
                             profile.fields.end());
        std::ranges::sort(profile.aliases);
        profile.aliases.erase(std::unique(profile.aliases.begin(), profile.aliases.end()),
                              profile.aliases.end());
    }

    std::string_view date_;
    std::string_view text_;
    const Analysis& analysis_;
    const Gazetteer& gazetteer_;
    std::vector<std::optional<Profile>> profiles_;
    std::map<std::uint32_t, std::pair<int, int>> pronouns_;
    std::map<std::uint32_t, std::string> said_country_;
    std::map<std::uint32_t, int> names_;      ///< name mentions of a cluster
    std::map<std::uint32_t, int> as_region_;  ///< those that follow a place and a comma
};

}  // namespace

Hash128 Profile::key() const {
    const auto plain = extract::normalised_entity_key(name, type, link);
    return document.empty() && apart.empty()
               ? plain
               : Hasher().add("apart").add(plain.hex()).add(document).add(apart).finish();
}

Hash128 Profile::digest() const {
    return Hasher().add("profile").add(encode(*this)).finish();
}

std::string Profile::block() const {
    const auto words = words_of(name);
    if (type == EntityType::Person) {
        const auto last = surname(words);
        const auto sound = sound_skeleton(last);
        return "p:" + (sound.size() > 1 ? sound : std::string(last));
    }
    if (type == EntityType::Place) {
        return "l:" + (link.starts_with("country:") ? link
                       : place != 0                 ? std::to_string(place)
                       : words.size() == 1          ? sound_skeleton(name)
                                                    : name);
    }
    return "o:" + sorted_initials(name, acronym);
}

std::vector<std::optional<Profile>> profiles_of(const store::DocumentRecord& document,
                                                std::string_view text, const Analysis& analysis,
                                                const extract::Gazetteer& gazetteer) {
    auto profiles = ProfileMaker(document.date, text, analysis, gazetteer).run();
    for (auto& profile : profiles) {
        if (profile && same_thing(*profile, *profile).verdict != Verdict::Accept) {
            profile->document = document.id.hex();
        }
    }
    return profiles;
}

std::string encode(const Profile& profile) {
    Packer out;
    out.number(static_cast<std::uint64_t>(profile.type));
    for (const auto* text : {&profile.name, &profile.spelling, &profile.link}) {
        out.text(*text);
    }
    for (const auto* list : {&profile.aliases, &profile.fields}) {
        out.number(list->size());
        for (const auto& text : *list) {
            out.text(text);
        }
    }
    out.number(static_cast<std::uint64_t>(profile.gender));
    for (const auto* text : {&profile.born, &profile.died, &profile.country, &profile.region,
                             &profile.document, &profile.apart}) {
        out.text(*text);
    }
    out.number(profile.place);
    out.number((profile.common ? 1U : 0U) | (profile.generic ? 2U : 0U) |
               (profile.ambiguous ? 4U : 0U) | (profile.acronym ? 8U : 0U));
    return out.take();
}

Profile decode_profile(std::string_view bytes) {
    Unpacker in(bytes, "the profile of an entity");
    Profile profile;
    const auto type = in.number();
    in.require(type <= static_cast<std::uint64_t>(EntityType::Group));
    profile.type = static_cast<EntityType>(type);
    for (auto* text : {&profile.name, &profile.spelling, &profile.link}) {
        *text = in.text();
    }
    for (auto* list : {&profile.aliases, &profile.fields}) {
        for (auto left = in.number(); left != 0; --left) {
            list->push_back(in.text());
        }
    }
    const auto gender = in.number();
    in.require(gender <= static_cast<std::uint64_t>(Gender::Either));
    profile.gender = static_cast<Gender>(gender);
    for (auto* text : {&profile.born, &profile.died, &profile.country, &profile.region,
                       &profile.document, &profile.apart}) {
        *text = in.text();
    }
    profile.place = static_cast<std::uint32_t>(in.number());
    const auto flags = in.number();
    profile.common = (flags & 1U) != 0;
    profile.generic = (flags & 2U) != 0;
    profile.ambiguous = (flags & 4U) != 0;
    profile.acronym = (flags & 8U) != 0;
    in.finish();
    return profile;
}

}  // namespace trefoil::graph
