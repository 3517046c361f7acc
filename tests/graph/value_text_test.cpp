#include "graph/value_text.hpp"

#include <doctest/doctest.h>

namespace trefoil::graph {

TEST_CASE("the text of a value tells its type") {
    CHECK(value_text(Value()) == "null");
    CHECK(value_text(Value(true)) == "true");
    CHECK(value_text(Value(1)) == "1");
    CHECK(value_text(Value(1.0)) == "1.0");
    CHECK(value_text(Value(0.1)) == "0.1");
    CHECK(value_text(Value("1 \"quoted\" \\")) == R"("1 \"quoted\" \\")");
    CHECK(value_text(Value(Date{18383})) == "date(2020-05-01)");
    CHECK(value_text(Value(List{Value(1), Value("a")})) == R"([1, "a"])");
    CHECK(value_text(Value(Map{{"k", Value(List{})}})) == R"({"k": []})");
}

TEST_CASE("the plain text of a string or a date is bare") {
    CHECK(plain_text(Value("a \"b\"")) == "a \"b\"");
    CHECK(plain_text(Value(Date{18383})) == "2020-05-01");
    CHECK(plain_text(Value(2.5)) == "2.5");
    CHECK(plain_text(Value(List{Value("a")})) == "[\"a\"]");
}

}  // namespace trefoil::graph
