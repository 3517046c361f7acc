#include "graph/same_thing.hpp"

#include <set>

#include <doctest/doctest.h>

#include "graph/name_words.hpp"
#include "graph/resolver.hpp"

namespace trefoil::graph {

namespace {

Profile person(std::string name, std::vector<std::string> fields = {}, bool common = false) {
    Profile profile;
    profile.type = EntityType::Person;
    profile.name = std::move(name);
    profile.fields = std::move(fields);
    profile.common = common;
    return profile;
}

Profile body(std::string name, std::vector<std::string> aliases = {}, bool acronym = false) {
    Profile profile;
    profile.name = std::move(name);
    profile.aliases = std::move(aliases);
    profile.acronym = acronym;
    return profile;
}

Profile place(std::string name, std::string country, std::string region, bool ambiguous) {
    Profile profile;
    profile.type = EntityType::Place;
    profile.name = std::move(name);
    profile.country = std::move(country);
    profile.region = std::move(region);
    profile.ambiguous = ambiguous;
    profile.place = 7;
    return profile;
}

Verdict judge(const Profile& a, const Profile& b) {
    const auto one = same_thing(a, b);
    CHECK(one == same_thing(b, a));
    return one.verdict;
}

std::size_t groups_of(const std::vector<Profile>& profiles) {
    BlockMembers members;
    for (const auto& profile : profiles) {
        members[profile] = 1;
    }
    const auto solved = solve(members, {});
    return std::set<std::size_t>(solved.group.begin(), solved.group.end()).size();
}

}  // namespace

TEST_CASE(
    "people: transliterations are one, other given names and lives two, common names need more") {
    CHECK(judge(person("sergei lebedev"), person("sergey lebedev")) == Verdict::Accept);
    CHECK(judge(person("yulia orlova"), person("yuliya orlova")) == Verdict::Accept);
    CHECK(judge(person("sergei lebedev"), person("boris lebedev")) == Verdict::Refuse);
    auto born = person("sergei lebedev");
    born.born = "1950";
    auto younger = born;
    younger.born = "1971";
    CHECK(judge(born, younger) == Verdict::Refuse);
    CHECK(judge(person("john smith", {"sport"}, true), person("john smith", {"politics"}, true)) ==
          Verdict::Refuse);
    CHECK(judge(person("john smith", {"sport"}, true), person("john smith", {"sport"}, true)) ==
          Verdict::Accept);
    CHECK(judge(person("john smith", {}, true), person("john smith", {"sport"}, true)) ==
          Verdict::Review);
    CHECK(judge(person("smith", {}, true), person("john smith")) == Verdict::Review);
    CHECK(judge(person("lebedev"), person("sergei lebedev")) == Verdict::Accept);
}

TEST_CASE("places: another country or region of an ambiguous name is another place") {
    CHECK(judge(place("paris", "FR", "", false), place("paris", "US", "texas", false)) ==
          Verdict::Refuse);
    CHECK(judge(place("springfield", "US", "illinois", true),
                place("springfield", "US", "massachusetts", true)) == Verdict::Refuse);
    CHECK(judge(place("springfield", "US", "illinois", true),
                place("springfield", "US", "illinois", true)) == Verdict::Accept);
    CHECK(judge(place("kyiv", "UA", "", false), place("kiev", "UA", "", false)) == Verdict::Accept);
}

TEST_CASE(
    "organizations: defined acronyms join, undefined ones wait, generic names need a country") {
    CHECK(judge(body("european union", {"eu"}), body("eu", {}, true)) == Verdict::Accept);
    CHECK(judge(body("european union"), body("eu", {}, true)) == Verdict::Review);
    CHECK(judge(body("ministry of defense"), body("defense ministry")) == Verdict::Accept);
    CHECK(judge(body("acme holdings inc"), body("acme")) == Verdict::Accept);
    CHECK(judge(body("acme"), body("acne")) == Verdict::Refuse);
    auto greek = body("parliament");
    greek.generic = true;
    greek.country = "GR";
    auto british = greek;
    british.country = "GB";
    auto unknown = greek;
    unknown.country.clear();
    CHECK(judge(greek, british) == Verdict::Refuse);
    CHECK(judge(greek, greek) == Verdict::Accept);
    CHECK(judge(greek, unknown) == Verdict::Review);
}

TEST_CASE("nothing is merged through a refused pair, and a bare surname of two people joins none") {
    CHECK(groups_of({person("lebedev"), person("sergei lebedev")}) == 1);
    CHECK(groups_of({person("lebedev"), person("sergei lebedev"), person("boris lebedev")}) == 3);
    auto young = person("sergei lebedev");
    young.born = "1971";
    auto old = person("sergey lebedev");
    old.born = "1950";
    CHECK(groups_of({young, old, person("sergei lebedev")}) == 2);
}

TEST_CASE("a block of more members than are compared still resolves each of them") {
    std::vector<Profile> many;
    for (std::size_t i = 0; i < kMaxCompared + 40; ++i) {
        many.push_back(person("ada lebedev", {}, true));
        many.back().document = std::to_string(i);
    }
    CHECK(groups_of(many) == many.size());
}

TEST_CASE("profiles survive being written down") {
    auto profile = place("springfield", "US", "illinois", true);
    profile.link = "geonames:1";
    profile.spelling = "x";
    profile.fields = {"a", "b"};
    profile.gender = extract::Gender::Female;
    profile.apart = "f00";
    CHECK(decode_profile(encode(profile)) == profile);
}

TEST_CASE("transliterations of a person's name are one, a son's or daughter's name is another") {
    for (const auto& [a, b] :
         {std::pair("fyodor dostoevsky", "fedor dostoyevskii"),
          std::pair("moammar qaddafi", "muammar gaddafi"),
          std::pair("mikhail gorbachev", "mikhail gorbachov"),
          std::pair("husayn shahristani", "hussein shahristani"),
          std::pair("akhmed zakayev", "ahmed zakaev"), std::pair("djafar panahi", "jafar panahi"),
          std::pair("wladimir klitschko", "vladimir klichko"),
          std::pair("jurij gagarin", "yuri gagarin")}) {
        CAPTURE(a);
        CHECK(judge(person(a), person(b)) == Verdict::Accept);
    }
    for (const auto& [a, b] :
         {std::pair("robert halvorsen", "roberta halvorsen"),
          std::pair("christian berglund", "christina berglund"),
          std::pair("daniel okafor", "danielle okafor"),
          std::pair("mario ferrante", "maria ferrante"), std::pair("pavel minin", "pavel manin"),
          std::pair("stefan holland", "stefan helland")}) {
        CAPTURE(a);
        CHECK(judge(person(a), person(b)) == Verdict::Refuse);
    }
    auto larsen = person("erik larsen");
    auto larson = person("erik larson");
    CHECK(judge(larsen, larson) == Verdict::Refuse);
    auto baker = person("anton baker");
    auto becker = person("anton becker");
    CHECK(judge(baker, becker) == Verdict::Accept);
    baker.ambiguous = becker.ambiguous = true;  // both are usual surnames
    CHECK(judge(baker, becker) == Verdict::Review);
}

TEST_CASE("initials, skeletons and sounds") {
    CHECK(sorted_initials("world health organization", false) == sorted_initials("who", true));
    CHECK(sorted_initials("world war ii", false) == sorted_initials("wwii", true));
    CHECK(spells("eu", "european union"));
    CHECK(!spells("un", "european union"));
    CHECK(same_sound("qaddafi", "gaddafi"));
    CHECK(!same_sound("julia", "julie"));
    CHECK(!same_sound("maria", "marta"));
}

}  // namespace trefoil::graph
