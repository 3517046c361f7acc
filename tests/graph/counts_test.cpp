#include "graph/counts.hpp"

#include <doctest/doctest.h>

namespace trefoil::graph {

TEST_CASE("tallies of a fact come back from their bytes, and what is added can be taken away") {
    FactCounts one;
    one.documents = 1;
    one.assertions = 2;
    one.direct = 1;
    one.phrases["paid"] = 2;
    one.values["EUR 3"] = 1;
    CHECK(decode_fact_counts(encode(one)) == one);
    FactCounts both = one;
    both.add(one);
    CHECK(both.values["EUR 3"] == 2);
    both.subtract(one);
    CHECK(both == one);
    both.subtract(one);
    CHECK(both.empty());
}

TEST_CASE("a fact noted before there were values has none until its last assertion goes") {
    FactCounts old;
    old.documents = 1;
    old.assertions = 1;
    old.values_known = false;
    FactCounts said;
    said.documents = 1;
    said.assertions = 1;
    said.values["EUR 3"] = 1;
    FactCounts fact = decode_fact_counts(encode(old));
    CHECK_FALSE(fact.values_known);
    fact.add(said);
    fact = decode_fact_counts(encode(fact));
    fact.subtract(said);  // the old one's document goes, which says the same
    CHECK(fact.assertions == 1);
    CHECK(fact.values.empty());
    CHECK_FALSE(fact.values_known);
}

}  // namespace trefoil::graph
