#include "extract/entity_key.hpp"

#include <doctest/doctest.h>

using namespace trefoil;
using namespace trefoil::extract;

TEST_CASE("spellings of one name have one key") {
    CHECK(normalised_name("The  United\nStates") == "united states");
    CHECK(normalised_name("U.S.") == normalised_name("US"));
    CHECK(normalised_name("Saint-Étienne") == "saint etienne");
    CHECK(normalised_name("O’Brien") == normalised_name("O'Brien"));
    CHECK(normalised_name("Ukraine’s") == "ukraine");
    CHECK(normalised_name("The") == "the");
    CHECK(named_entity_key("The Kremlin", EntityType::Organization) ==
          named_entity_key("kremlin", EntityType::Organization));
}

TEST_CASE("type and link tell entities of one name apart") {
    CHECK(named_entity_key("Washington", EntityType::Person) !=
          named_entity_key("Washington", EntityType::Place));
    CHECK(named_entity_key("Georgia", EntityType::Place, "country:GE") !=
          named_entity_key("Georgia", EntityType::Place));
    CHECK(named_entity_key("Republic of Georgia", EntityType::Place, "country:GE") ==
          named_entity_key("Georgia", EntityType::Place, "country:GE"));
}

TEST_CASE("concepts and statements belong to their document") {
    const Hash128 a{1, 2};
    const Hash128 b{1, 3};
    const Cluster concept_cluster{EntityType::Concept, "the government", {}, ""};
    CHECK(entity_key(a, concept_cluster, 4) == entity_key(a, concept_cluster, 4));
    CHECK(entity_key(a, concept_cluster, 4) != entity_key(a, concept_cluster, 5));
    CHECK(entity_key(a, concept_cluster, 4) != entity_key(b, concept_cluster, 4));
    const Cluster person{EntityType::Person, "Ada Lovelace", {}, ""};
    CHECK(entity_key(a, person, 4) == entity_key(b, person, 9));
}
