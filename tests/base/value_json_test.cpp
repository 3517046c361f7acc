#include "base/value_json.hpp"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/temporal.hpp"

using namespace trefoil;

namespace {

std::string json(const Value& value) {
    std::string text;
    append_json_value(text, value);
    return text;
}

}  // namespace

TEST_CASE("every kind of property value comes back from its JSON") {
    const LocalDateTime local{*parse_date("1984-10-11"), parse_time("12:31:14.645")->time};
    const Map map{{"a b", 1}, {"nested", List{Map{{"$date", "not a date"}}, true}}};
    for (const Value& value : {Value(),
                               Value(true),
                               Value(-7),
                               Value(1.0),
                               Value(1e300),
                               Value(-0.0),
                               Value(std::numeric_limits<double>::infinity()),
                               Value(-std::numeric_limits<double>::infinity()),
                               Value(std::numeric_limits<double>::quiet_NaN()),
                               Value("quote \" tab \t bell \a Zürich 東京"),
                               Value(local.date),
                               Value(local.time),
                               Value(Time{local.time.nanos, -3600}),
                               Value(local),
                               Value(DateTime{local, 3600, "Europe/Stockholm"}),
                               Value(DateTime{local, 0, ""}),
                               Value(make_duration(14, -3, 61, 500)),
                               Value(List{1, "x", 2.5, List{}}),
                               Value(map),
                               Value(Map{{"$date", "alone"}})}) {
        CAPTURE(json(value));
        CHECK(parse_json_value(json(value)) == value);
    }
}

TEST_CASE("JSON tags say what JSON has no word for") {
    CHECK(json(*parse_date("1984-10-11")) == R"({"$date":"1984-10-11"})");
    CHECK(json(std::nan("")) == R"({"$float":"NaN"})");
    CHECK(json(3.0) == "3.0");
    CHECK(json(List{"\x01", 1}) == R"(["\u0001",1])");
    CHECK(json(Map{{"$date", 1}}) == R"({"$map":{"$date":1}})");
}

TEST_CASE("JSON that is none, too deep or wrongly tagged is an error") {
    CHECK_THROWS_AS(parse_json_value("[1e999]"), Error);
    CHECK_THROWS_WITH_AS(parse_json_value("[1,"), "not JSON at byte 4", Error);
    CHECK_THROWS_AS(parse_json_value(R"({"$date":"yesterday"})"), Error);
    CHECK_THROWS_AS(parse_json_value(std::string(1000, '[') + std::string(1000, ']')), Error);
    CHECK(parse_json_value("18446744073709551615") == Value(18446744073709551615.0));
}
