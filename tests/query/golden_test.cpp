#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "query/formats/registry.hpp"
#include "query/session.hpp"

// Golden cases: tests/data/queries/*.test. A case is
//
//     == name
//     statement;             any number; the last one is looked at
//     -- rows | -- ordered | -- error
//     tsv with header        (of rows the order does not matter; an empty line is a row of one
//     null)
//
//     a blank line ends the case
//
// Each case begins with an empty store. An error is "Type phase Detail".

using namespace trefoil;

namespace {

struct Case {
    std::string name;
    std::string script;
    std::string kind;
    std::vector<std::string> expected;
};

/// The blank line before the next case; other blank lines are rows of one null.
void drop_separator(std::vector<Case>& cases) {
    if (!cases.empty() && !cases.back().expected.empty() && cases.back().expected.back().empty()) {
        cases.back().expected.pop_back();
    }
}

std::vector<Case> read_cases(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::vector<Case> cases;
    std::string line;
    while (std::getline(in, line)) {
        if (line.starts_with("== ")) {
            drop_separator(cases);
            cases.push_back({line.substr(3), "", "", {}});
        } else if (cases.empty() || line.starts_with("#")) {
            continue;
        } else if (line.starts_with("-- ")) {
            cases.back().kind = line.substr(3);
        } else if (cases.back().kind.empty()) {
            cases.back().script += line + "\n";
        } else {
            cases.back().expected.push_back(line);
        }
    }
    drop_separator(cases);
    return cases;
}

std::vector<std::string> statements(const std::string& script) {
    std::vector<std::string> result(1);
    for (const char c : script) {
        if (c == ';') {
            result.emplace_back();
        } else {
            result.back() += c;
        }
    }
    result.pop_back();
    return result;
}

std::string run(query::Session& session, const std::string& text) {
    std::ostringstream out;
    const auto writer = query::make_row_writer("tsv", out, {});
    session.run(text, {{"ten", 10}, {"names", List{"Ada", "Bo"}}}, *writer);
    return out.str();
}

void check(const Case& test) {
    const auto store = store::open_store(":memory:");
    query::Database database(*store);
    query::Session session(database);
    const std::vector<std::string> all = statements(test.script);
    REQUIRE(!all.empty());
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        run(session, all[i]);
    }
    std::vector<std::string> lines;
    try {
        std::istringstream out(run(session, all.back()));
        for (std::string line; std::getline(out, line);) {
            lines.push_back(line);
        }
    } catch (const query::QueryError& error) {
        lines = {error.type() + " " + std::string(name_of(error.phase())) + " " + error.detail()};
    }
    std::vector<std::string> expected = test.expected;
    if (test.kind == "rows" && !lines.empty() && !expected.empty()) {
        std::sort(lines.begin() + 1, lines.end());
        std::sort(expected.begin() + 1, expected.end());
    }
    CHECK(lines == expected);
}

}  // namespace

TEST_CASE("golden query cases give their rows and errors") {
    std::size_t count = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(TREFOIL_TEST_DATA) + "/queries")) {
        for (const Case& test : read_cases(entry.path())) {
            CAPTURE(entry.path().filename().string());
            CAPTURE(test.name);
            check(test);
            ++count;
        }
    }
    CHECK(count >= 60);  // the folder was found and read
}
