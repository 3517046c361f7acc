#include "extract/word_table.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace trefoil::extract;

TEST_CASE("a table of words finds its own words with their values and no others") {
    static constexpr WordNumbers<4> kTable({{{"one", 1}, {"two", 2}, {"eno", 3}, {"é", 4}}});
    static_assert(kTable.find("two") == 2);
    CHECK(kTable.find("one") == 1);
    CHECK(kTable.find("eno") == 3);
    CHECK(kTable.find("é") == 4);
    for (const std::string word : {"", "o", "ons", "three", "on", "onee", "e"}) {
        CAPTURE(word);
        CHECK_FALSE(kTable.contains(word));
    }
}

TEST_CASE("a set of words that all share length and ends still tells them apart") {
    static constexpr auto kWords = word_set(std::to_array<std::string_view>(
        {"bat", "bet", "bit", "bot", "but", "brit", "belt", "bolt", "boat", "beat"}));
    for (const std::string_view word : {"bat", "but", "belt", "beat"}) {
        CHECK(kWords.contains(word));
    }
    CHECK_FALSE(kWords.contains("byt"));
    CHECK_FALSE(kWords.contains("bent"));
}
