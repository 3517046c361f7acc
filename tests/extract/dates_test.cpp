#include "extract/dates.hpp"

#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/extract/small_documents.hpp"

using namespace trefoil;
using namespace trefoil::extract;

namespace {

/// "text = value; Money: text = value" of all values in the lines, in order.
std::string values_of(const std::vector<std::string>& lines, const std::string& anchor) {
    const testing::SmallDocument small = testing::small_document(lines, anchor);
    DateContext context(anchor);
    std::string out;
    for (const Sentence& sentence : small.sentences) {
        for (const ValueMention& value : find_values(small.document.text, sentence, context)) {
            const auto& first = sentence.tokens[static_cast<std::size_t>(value.first)];
            const auto& last = sentence.tokens[static_cast<std::size_t>(value.last)];
            out += out.empty() ? "" : "; ";
            out += value.type == EntityType::Date ? "" : std::string(name_of(value.type)) + ": ";
            out += std::string(Span{first.span.begin, last.span.end}.of(small.document.text)) +
                   " = " + value.value;
        }
    }
    return out;
}

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) {
        text.pop_back();
    }
    return text;
}

}  // namespace

TEST_CASE("dates and values are found and resolved as the table says") {
    std::ifstream table(std::string(TREFOIL_TEST_DATA) + "/entities/dates.tsv");
    REQUIRE(table.is_open());
    std::string line;
    int cases = 0;
    while (std::getline(table, line)) {
        if (line.empty() || line[0] == '#') {
            continue;
        }
        const std::size_t first = line.find('\t');
        const std::size_t second = line.find('\t', first + 1);
        REQUIRE(second != std::string::npos);
        CAPTURE(line);
        CHECK(trimmed(values_of({line.substr(first + 1, second - first - 1)},
                                line.substr(0, first))) == trimmed(line.substr(second + 1)));
        ++cases;
    }
    CHECK(cases > 60);
}

TEST_CASE("a text that says which day it is counts from that day until it names another") {
    CHECK(values_of({"Today is May 5 , 2021 .", "Yesterday it rained .", "It is now May 7 .",
                     "Yesterday it rained ."},
                    "") ==
          "Today = 2021-05-05; May 5 , 2021 = 2021-05-05; Yesterday = 2021-05-04; "
          "May 7 = 2021-05-07; Yesterday = 2021-05-06");
    // A day far from the document's date is somebody else's present.
    CHECK(values_of({"\" Today is May 5 , 1821 . \"", "Yesterday it rained ."}, "2021-06-01") ==
          "Today = 2021-06-01; May 5 , 1821 = 1821-05-05; Yesterday = 2021-05-31");
    DateContext context("");
    context.set_present(std::chrono::year(2021) / 5 / 5);
    CHECK(context.anchor().has_value());
    context.forget();
    CHECK_FALSE(context.anchor().has_value());
}

TEST_CASE("a month without year follows the year written in the sentences before") {
    CHECK(values_of({"He left in 2009 .", "In August he came back ."}, "2016-09-09") ==
          "2009 = 2009; August = 2009-08");
    CHECK(values_of({"He left in 2009 .", "One .", "Two .", "Three .", "Four .",
                     "In August he came back ."},
                    "2016-09-09") == "2009 = 2009; August = 2016-08");
    // History goes on in its own years, whatever the date of the document.
    CHECK(values_of({"He left in 1831 .", "One .", "Two .", "Three .", "Four .",
                     "In August he came back ."},
                    "2016-09-09") == "1831 = 1831; August = 1831-08");
}

TEST_CASE("a context forgets what it was told to forget, but not the document's date") {
    DateContext context("2016-09-09");
    context.mention("2009-05", true);
    context.forget();
    CHECK(context.last().empty());
    CHECK_FALSE(context.recent_year().has_value());
    CHECK(context.anchor().has_value());
}

TEST_CASE("an anchor that is no full date is no anchor") {
    CHECK_FALSE(DateContext("").anchor().has_value());
    CHECK_FALSE(DateContext("2016").anchor().has_value());
    CHECK_FALSE(DateContext("2016-13-45").anchor().has_value());
    CHECK_FALSE(DateContext("soon").anchor().has_value());
}
