/// Facts must come from what is said, not from who it is said of: every person and place of the
/// three sample articles gets an unrelated name of the same kind (tests/data/renaming/names.tsv),
/// and the facts must be the same up to that renaming.

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "extract/pipeline.hpp"

using namespace trefoil;
using namespace trefoil::extract;

namespace {

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    REQUIRE_MESSAGE(in.good(), path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::map<std::string, std::string> read_names(const std::string& table) {
    std::map<std::string, std::string> names;
    std::istringstream lines(read_file(std::string(TREFOIL_TEST_DATA) + "/renaming/" + table));
    for (std::string line; std::getline(lines, line);) {
        const auto tab = line.find('\t');
        REQUIRE(tab != std::string::npos);
        names.emplace(line.substr(0, tab), line.substr(tab + 1));
    }
    return names;
}

bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Replaces whole words.
std::string renamed(const std::string& text, const std::map<std::string, std::string>& names) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_letter(text[i])) {
            result += text[i++];
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && is_letter(text[end])) {
            ++end;
        }
        const std::string word = text.substr(i, end - i);
        const auto name = names.find(word);
        result += name == names.end() ? word : name->second;
        i = end;
    }
    return result;
}

std::multiset<std::string> facts_of(const Pipeline& pipeline, std::string text) {
    Document document;
    document.text = std::move(text);
    document.info.date = "2022-02-22";
    const Annotated annotated = pipeline.run(std::move(document));
    std::multiset<std::string> facts;
    for (const Triple& t : annotated.analysis.triples) {
        facts.insert("(" + t.subject.text + " | " + t.relation_text + " | " +
                     (t.object ? t.object->text : "-") + ") " + t.relation_type + " " +
                     std::string(name_of(t.polarity)) + " " + std::string(name_of(t.modality)) +
                     (t.attribution ? " by " + t.attribution->source : "") + " " + t.time);
    }
    return facts;
}

/// What of `a` is not in `b`.
std::vector<std::string> missing(const std::multiset<std::string>& a,
                                 const std::multiset<std::string>& b) {
    std::vector<std::string> result;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
    return result;
}

}  // namespace

TEST_CASE("renaming every person and place leaves the facts as they are") {
    PipelineOptions options;
    options.triples.derived = true;
    const Pipeline pipeline(options);
    for (const std::string table : {"names.tsv", "other_names.tsv"}) {
        CAPTURE(table);
        const auto names = read_names(table);
        std::size_t all = 0;
        std::size_t same = 0;
        for (const std::string article :
             {"2022-02-22-sanctions", "2022-02-22-non-invasion", "2022-02-22-rebel-regions"}) {
            CAPTURE(article);
            const std::string text =
                read_file(std::string(TREFOIL_SOURCE_DIR) + "/samples/" + article + ".txt");
            std::multiset<std::string> expected;
            for (const std::string& fact : facts_of(pipeline, text)) {
                expected.insert(renamed(fact, names));
            }
            const std::multiset<std::string> found = facts_of(pipeline, renamed(text, names));
            REQUIRE(expected.size() > 50);
            const auto lost = missing(expected, found);
            for (const std::string& fact : lost) {
                MESSAGE("lost   " << fact);
            }
            for (const std::string& fact : missing(found, expected)) {
                MESSAGE("gained " << fact);
            }
            all += std::max(expected.size(), found.size());
            same += expected.size() - lost.size();
        }
        MESSAGE(same << " of " << all << " facts are the same");
        CHECK(same == all);
    }
}
