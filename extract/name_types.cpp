// Types of names by their telling words. Only words that stand at the head of the name count: the
// last word, or the word before "of" ("University of Coimbra"), because "Party Street" is no party.
#include "extract/name_types.hpp"

#include <algorithm>
#include <initializer_list>

namespace trefoil::extract {

namespace {

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

bool organization_head(std::string_view w) {
    return in(
        w,
        {"party",    "ministry",    "university",     "college",      "institute",    "committee",
         "council",  "commission",  "association",    "agency",       "department",   "bank",
         "union",    "federation",  "parliament",     "senate",       "congress",     "army",
         "police",   "company",     "foundation",     "organization", "organisation", "office",
         "bureau",   "authority",   "court",          "league",       "alliance",     "coalition",
         "society",  "corporation", "news",           "times",        "post",         "airlines",
         "airways",  "group",       "club",           "fc",           "board",        "service",
         "services", "navy",        "forces",         "guard",        "assembly",     "network",
         "studios",  "records",     "school",         "academy",      "laboratory",   "initiative",
         "trust",    "fund",        "administration", "cabinet",      "government",   "industries",
         "partners", "press",       "tribune",        "gazette"});
}

bool facility_head(std::string_view w) {
    return in(w, {"airport",   "bridge", "stadium", "station", "airbase", "mosque",
                  "cathedral", "tower",  "dam",     "tunnel",  "hotel",   "hospital",
                  "palace",    "castle", "library", "prison",  "arena",   "terminal",
                  "harbour",   "harbor", "mall",    "zoo",     "temple",  "highway"});
}

bool place_head(std::string_view w) {
    return in(w,
              {"river",   "lake",      "mountain", "mountains", "sea",      "ocean",  "island",
               "islands", "peninsula", "valley",   "desert",    "province", "county", "oblast",
               "region",  "bay",       "gulf",     "strait",    "coast",    "forest", "park",
               "street",  "avenue",    "square",   "road",      "beach",    "canyon", "republic"});
}

bool event_head(std::string_view w) {
    return in(
        w, {"war",          "election",      "elections",  "summit",     "cup",        "olympics",
            "championship", "championships", "festival",   "revolution", "conference", "crisis",
            "games",        "uprising",      "referendum", "hurricane",  "earthquake", "massacre",
            "siege",        "battle",        "marathon",   "attacks"});
}

std::optional<EntityType> type_of_head(std::string_view head) {
    if (event_head(head)) {
        return EntityType::Event;
    }
    if (is_company_suffix(head) || organization_head(head)) {
        return EntityType::Organization;
    }
    if (facility_head(head)) {
        return EntityType::Facility;
    }
    if (place_head(head)) {
        return EntityType::Place;
    }
    return std::nullopt;
}

}  // namespace

bool is_telling_head(std::string_view word) {
    return type_of_head(word).has_value();
}

bool is_part_word(std::string_view word) {
    const std::string folded = fold_name(word);
    return in(folded,
              {"northern", "southern", "eastern", "western", "northeastern", "northwestern",
               "southeastern", "southwestern", "mainland", "ancient", "classical", "medieval"});
}

std::string_view without_part_word(std::string_view name) {
    const auto blank = name.find(' ');
    return blank != std::string_view::npos && is_part_word(name.substr(0, blank))
               ? name.substr(blank + 1)
               : name;
}

bool is_company_suffix(std::string_view w) {
    return in(w, {"inc", "ltd", "corp", "corporation", "llc", "plc", "co", "gmbh", "ag", "limited",
                  "incorporated", "sa", "nv", "holdings", "company", "group", "industries"});
}

std::optional<EntityType> type_by_words(std::span<const std::string> words,
                                        std::string_view surface, const Gazetteer& gazetteer) {
    if (words.empty()) {
        return std::nullopt;
    }
    if (gazetteer.country_of(surface)) {
        return EntityType::Place;
    }
    if (words.size() < 2) {
        return std::nullopt;
    }
    const auto of = std::ranges::find(words, "of");
    const bool of_last = of != words.end() && of + 2 < words.end();
    if (const auto type = of_last ? type_of_head(words.back()) : std::nullopt;
        type == EntityType::Organization) {
        return type;
    }
    if (of != words.end() && of != words.begin()) {
        if (const auto type = type_of_head(*(of - 1))) {
            return type;
        }
    }
    if (in(words.front(), {"lake", "mount", "cape", "fort"}) && words.size() == 2) {
        return EntityType::Place;
    }
    // A year may follow an event's head ("... Cup 2018").
    const std::string& last = words.back();
    const bool year = last.size() == 4 && last.find_first_not_of("0123456789") == std::string::npos;
    if (year && event_head(words[words.size() - 2])) {
        return EntityType::Event;
    }
    return of == words.end() ? type_of_head(last) : std::nullopt;
}

EntityType guess_type(std::span<const std::string> words, std::string_view surface,
                      bool after_title, const Gazetteer& gazetteer) {
    if (after_title) {
        return EntityType::Person;
    }
    if (const auto type = type_by_words(words, surface, gazetteer)) {
        return *type;
    }
    if (words.empty()) {
        return EntityType::Organization;
    }
    const auto place = gazetteer.place(surface);
    if ((place && !place->common_word && place->population > 100000) || gazetteer.region(surface)) {
        return EntityType::Place;
    }
    if (words.size() > 1 && words.size() < 5 && gazetteer.first_name(words.front())) {
        return EntityType::Person;
    }
    if (words.size() == 1 && gazetteer.country_of_demonym(surface)) {
        return EntityType::Group;
    }
    const bool capitals =
        std::ranges::none_of(surface, [](char c) { return c >= 'a' && c <= 'z'; });
    if (capitals && words.size() == 1) {
        return EntityType::Organization;
    }
    if (place) {
        return EntityType::Place;
    }
    return words.size() == 2 || (words.size() == 1 && gazetteer.first_name(words.front()))
               ? EntityType::Person
               : EntityType::Organization;
}

}  // namespace trefoil::extract
