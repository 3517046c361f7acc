#include "extract/gazetteer.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace trefoil;
using namespace trefoil::extract;

namespace {

const Gazetteer& tables() {
    static const Gazetteer gazetteer =
        Gazetteer::open(std::string(TREFOIL_SOURCE_DIR) + "/data/gazetteer.bin");
    return gazetteer;
}

std::string country(std::string_view name) {
    const auto found = tables().country_of(name);
    return found ? std::string(found->name) : "";
}

}  // namespace

TEST_CASE("names fold to lower case without diacritics and punctuation") {
    CHECK(fold_name("Zürich") == "zurich");
    CHECK(fold_name("São Tomé") == "sao tome");
    CHECK(fold_name("People's  Republic") == "people s republic");
    CHECK(fold_name("U.S.") == "u s");
    CHECK(fold_name("Łódź–Gdańsk") == "lodz gdansk");
    CHECK(fold_name("...") == "");
    CHECK(fold_name("Киев") == "киев");
}

TEST_CASE("countries are found by name, alias and abbreviation") {
    CHECK(country("Kenya") == "Kenya");
    CHECK(country("the Netherlands") == "Netherlands");
    CHECK(country("U.K.") == "United Kingdom");
    CHECK(country("UK") == "United Kingdom");
    CHECK(country("Burma") == "Myanmar");
    CHECK(country("Türkiye") == "Turkey");
    CHECK(country("Côte d'Ivoire") == "Ivory Coast");
    CHECK(country("Atlantis") == "");
}

TEST_CASE("an abbreviation needs its capitals") {
    CHECK(country("US") == "United States");
    CHECK(country("us") == "");
    CHECK(country("Us") == "");
}

TEST_CASE("demonyms and capitals lead to the country but are not its names") {
    CHECK(tables().country_of_demonym("Kenyan")->code == "KE");
    CHECK(tables().country_of_demonym("Danes")->code == "DK");
    CHECK(tables().country_of_demonym("British")->code == "GB");
    CHECK_FALSE(tables().country_of_demonym("Congolese").has_value());
    CHECK(country("Kenyan") == "");
    CHECK(tables().country_of_capital("Nairobi")->code == "KE");
    CHECK(country("Nairobi") == "");
    CHECK(tables().country_by_code("PT")->capital == "Lisbon");
}

TEST_CASE("a place name gives the largest place, under any of its spellings") {
    const auto bombay = tables().place("Bombay");
    const auto mumbai = tables().place("Mumbai");
    REQUIRE(bombay);
    REQUIRE(mumbai);
    CHECK(bombay->id == mumbai->id);
    CHECK(bombay->alternate);
    CHECK_FALSE(mumbai->alternate);
    CHECK(mumbai->country == "IN");
    const auto birminghams = tables().places("Birmingham");
    REQUIRE(birminghams.size() >= 2);
    CHECK(birminghams[0].country == "GB");
    CHECK(birminghams[0].population >= birminghams[1].population);
    CHECK(tables().place("Lisbon")->capital);
    CHECK(tables().region("Bavaria") == "DE");
}

TEST_CASE("the senses of a place name are those of the single lookups") {
    for (const std::string name : {"Kenya", "the United States", "US", "us", "Bavaria", "Lisbon",
                                   "Bath", "Georgia", "New York", "Xqwzt", "", "Łódź"}) {
        CAPTURE(name);
        const PlaceSenses senses = tables().place_senses(name);
        const auto town = tables().place(name);
        CHECK(senses.country == tables().country_of(name).has_value());
        CHECK(senses.region == tables().region(name).has_value());
        REQUIRE(senses.town == town.has_value());
        CHECK(senses.common_word == (town && town->common_word));
        CHECK(senses.population == (town ? town->population : 0));
    }
}

TEST_CASE("titles carry kind and gender") {
    CHECK(tables().title("Mrs.")->gender == Gender::Female);
    CHECK(tables().title("Lt. Gen.")->kind == TitleKind::Rank);
    CHECK(tables().title("prime minister")->kind == TitleKind::Role);
    CHECK_FALSE(tables().title("Table").has_value());
}

TEST_CASE("given names carry gender, nicknames work both ways") {
    CHECK((tables().first_name("Maria") == Gender::Female));
    CHECK((tables().first_name("George") == Gender::Male));
    CHECK_FALSE(tables().first_name("Xqwzt").has_value());
    CHECK(tables().nickname("Bob", "Robert"));
    CHECK(tables().nickname("Robert", "Bob"));
    CHECK_FALSE(tables().nickname("Robert", "Susan"));
}

TEST_CASE("nouns have a class and verbs behind them") {
    CHECK(tables().noun_class("teacher") == NounClass::Person);
    CHECK(tables().noun_class("government") == NounClass::Group);
    CHECK(tables().noun_class("city") == NounClass::Location);
    CHECK_FALSE(tables().noun_class("oak").has_value());
    CHECK(tables().may_be_person("founder"));
    CHECK(tables().event_verb("arrival") == "arrive");
    CHECK(tables().event_verb("recognition") == "recognize");
    CHECK(tables().agent_verb("owner") == "own");
    CHECK(tables().agent_verb("teacher") == "teach");
    CHECK(tables().agent_verb("arrival") == "");
}

TEST_CASE("British spelling folds to American") {
    CHECK(tables().american("organise") == "organize");
    CHECK(tables().american("travelled") == "traveled");
    CHECK(tables().american("centre") == "center");
    CHECK(tables().american("walk") == "walk");
}

TEST_CASE("an empty gazetteer finds nothing and does not fail") {
    const Gazetteer none;
    CHECK(none.empty());
    CHECK_FALSE(none.country_of("Kenya").has_value());
    CHECK_FALSE(none.place("Lisbon").has_value());
    CHECK(none.american("organise") == "organise");
    CHECK(none.verbs_of_noun("arrival").empty());
}

TEST_CASE("missing, foreign and damaged table files are refused") {
    const auto folder = std::filesystem::temp_directory_path() / "trefoil_gazetteer_test";
    std::filesystem::create_directories(folder);
    CHECK_THROWS_AS(Gazetteer::open(folder / "none.bin"), InputError);
    const auto write = [&](const std::string& bytes) {
        std::ofstream(folder / "bad.bin", std::ios::binary) << bytes;
        return folder / "bad.bin";
    };
    CHECK_THROWS_AS(Gazetteer::open(write("not a table file at all")), InputError);
    std::ifstream good(std::string(TREFOIL_SOURCE_DIR) + "/data/gazetteer.bin", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(good)), {});
    CHECK_THROWS_AS(Gazetteer::open(write(bytes.substr(0, bytes.size() / 2))), InputError);
    std::string newer = bytes;
    newer[8] = 9;
    CHECK_THROWS_AS(Gazetteer::open(write(newer)), InputError);
    std::filesystem::remove_all(folder);
}
