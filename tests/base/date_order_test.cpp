#include "base/date_order.hpp"

#include <array>
#include <cstddef>
#include <string_view>

#include <doctest/doctest.h>

using trefoil::compare_dates;

TEST_CASE("dates before and of our era have the order of time") {
    constexpr std::array<std::string_view, 9> kInOrder = {"-12000",   "-1200",       "-0776",
                                                          "-0044-03", "-0044-04-01", "-0001",
                                                          "0001",     "1999-12-31",  "2016"};
    for (std::size_t i = 0; i < kInOrder.size(); ++i) {
        for (std::size_t j = 0; j < kInOrder.size(); ++j) {
            CAPTURE(kInOrder[i]);
            CAPTURE(kInOrder[j]);
            CHECK((compare_dates(kInOrder[i], kInOrder[j]) < 0) == (i < j));
            CHECK((compare_dates(kInOrder[i], kInOrder[j]) == 0) == (i == j));
        }
    }
}

TEST_CASE("dates of different precision are compared as far as both go") {
    CHECK(compare_dates("2016", "2016-09-04") == 0);
    CHECK(compare_dates("-0044-03-15", "-0044") == 0);
    CHECK(compare_dates("-0044-03-15", "-0044-04") < 0);
    CHECK(compare_dates("", "2016") == 0);
}
