#include "extract/packed_table.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace trefoil::extract;

namespace {

void put(std::string& bytes, std::size_t number) {
    for (int shift = 0; shift < 32; shift += 8) {
        bytes += static_cast<char>(number >> shift & 0xFFU);
    }
}

/// A table of one bucket, one cell a row, as scripts/build_tables.py writes it.
std::string packed(std::vector<std::pair<std::string, std::uint32_t>> rows) {
    std::ranges::sort(rows, {}, [](const auto& row) {
        return std::tuple(key_hash(row.first), row.first, row.second);
    });
    std::string bytes;
    put(bytes, 0);
    put(bytes, rows.size());
    for (const auto& [key, value] : rows) {
        put(bytes, key_hash(key));
    }
    std::size_t begin = 0;
    for (const auto& [key, value] : rows) {
        put(bytes, begin);
        begin += key.size();
    }
    put(bytes, begin);
    for (const auto& [key, value] : rows) {
        put(bytes, value);
    }
    for (const auto& [key, value] : rows) {
        bytes += key;
    }
    return bytes;
}

}  // namespace

TEST_CASE("a packed table finds all rows of a key, in their order, and no other") {
    const std::string bytes = packed({{"oslo", 2}, {"lima", 7}, {"oslo", 1}, {"bonn", 5}});
    PackedTable table;
    REQUIRE(table.attach(bytes, 4, 4, true));
    const auto [from, to] = table.find("oslo");
    REQUIRE(to == from + 2);
    CHECK(table.cell(from, 0) == 1);
    CHECK(table.cell(from + 1, 0) == 2);
    CHECK(table.cell(*table.first("lima"), 0) == 7);
    CHECK(table.key(*table.first("bonn")) == "bonn");
    CHECK_FALSE(table.first("osl"));
    CHECK_FALSE(table.first(""));
}

TEST_CASE("a packed table with wrong borders is refused") {
    const std::string bytes = packed({{"oslo", 2}, {"lima", 7}, {"bonn", 5}});
    const auto attaches = [](const std::string& table, std::uint32_t rows, std::uint32_t size) {
        return PackedTable().attach(table, rows, size, true);
    };
    REQUIRE(attaches(bytes, 3, 4));
    CHECK_FALSE(attaches(bytes, 3, 6));
    CHECK_FALSE(attaches(bytes, 400, 4));
    CHECK_FALSE(attaches(bytes.substr(0, bytes.size() - 1), 3, 4));  // the last key's end
    std::string bucket = bytes;
    bucket[4] = 9;  // the bucket ends behind the last row
    CHECK_FALSE(attaches(bucket, 3, 4));
    std::string begin = bytes;
    begin[24] = 8;  // the second key begins behind the third
    begin[28] = 4;
    CHECK_FALSE(attaches(begin, 3, 4));
}
