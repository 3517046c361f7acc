#include <doctest/doctest.h>

#include "extract/clause.hpp"
#include "extract/tree.hpp"
#include "small_documents.hpp"

using namespace trefoil::extract;
using trefoil::extract::testing::small_document;

TEST_CASE("a plan with the name of a country before it is the country's") {
    const auto small = small_document(
        {"Nora/PROPN^2:nsubj@B-Person welcomed/VERB^0:root the/DET^5:det "
         "Norway/PROPN^5:compound@B-Place plan/NOUN^2:obj to/PART^7:mark build/VERB^5:acl "
         "ships/NOUN^7:obj"});
    const Tree tree(small.sentences.front());
    const Clauses clauses = find_clauses(tree);
    const Clause* build = clauses.headed_by(6);
    REQUIRE(build != nullptr);
    CHECK(build->subject == 3);
}

TEST_CASE("a plan with the name of no owner before it is the subject's") {
    const auto small = small_document(
        {"Nora/PROPN^2:nsubj@B-Person made/VERB^0:root the/DET^5:det "
         "Sunday/PROPN^5:compound@B-Date plan/NOUN^2:obj to/PART^7:mark build/VERB^5:acl "
         "ships/NOUN^7:obj"});
    const Tree tree(small.sentences.front());
    const Clauses clauses = find_clauses(tree);
    const Clause* build = clauses.headed_by(6);
    REQUIRE(build != nullptr);
    CHECK(build->subject != 3);
}
