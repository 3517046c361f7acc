/// Golden extraction cases: tests/data/extraction/*.test. A case is a parsed sentence or short text
/// in CoNLL-U and the facts that must ("+") and must not ("-") come out of it; the file format is
/// explained in the first file.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "extract/conllu.hpp"
#include "extract/entities.hpp"
#include "extract/gazetteer.hpp"
#include "extract/tag_repair.hpp"
#include "extract/triples.hpp"

using namespace trefoil;
using namespace trefoil::extract;

namespace {

struct Case {
    std::string title;
    std::string conllu;
    std::vector<std::string> wanted;
    std::vector<std::string> unwanted;
};

std::vector<Case> read_cases(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::vector<Case> cases;
    bool expectations = false;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("=== ")) {
            cases.push_back({line.substr(4), {}, {}, {}});
            expectations = false;
        } else if (cases.empty()) {
            continue;
        } else if (line == "---") {
            expectations = true;
        } else if (!expectations) {
            cases.back().conllu += line + "\n";
        } else if (line.starts_with("+ ")) {
            cases.back().wanted.push_back(line.substr(2));
        } else if (line.starts_with("- ")) {
            cases.back().unwanted.push_back(line.substr(2));
        }
    }
    return cases;
}

std::string render(const Analysis& analysis, const Triple& t) {
    std::string line = t.derived_from ? "~ (" : "(";
    line += t.subject.text + " | " + t.relation_text;
    line += " | " + (t.object ? t.object->text : std::string("-"));
    for (const Argument& a : t.arguments) {
        line += " | " + a.phrase.text;
    }
    line += ") " + t.relation_type;
    if (t.relation_kind == "passive") {
        line += " reversed";
    }
    if (t.polarity == Polarity::Negative) {
        line += " negative";
    }
    if (t.modality != Modality::Actual) {
        line += " " + std::string(name_of(t.modality));
    }
    if (t.attribution) {
        line += " by " + t.attribution->source;
    }
    if (!t.time.empty()) {
        line += " at " + t.time;
    }
    static_cast<void>(analysis);
    return line;
}

std::vector<std::string> facts_of(const Case& c, const Gazetteer& gazetteer) {
    std::istringstream in(c.conllu);
    std::vector<std::string> lines;
    for (ConlluDocument& parsed : read_conllu(in, c.title)) {
        Document document;
        document.text = parsed.text;
        document.info.date = "2020-03-04";
        mend_tags(parsed.sentences);
        const Entities entities = find_entities(document, parsed.sentences, gazetteer);
        TripleOptions options;
        options.derived = true;
        options.gazetteer = &gazetteer;
        options.min_confidence = 0;
        const Analysis analysis = extract_triples(document, parsed.sentences, entities, options);
        for (const Triple& t : analysis.triples) {
            lines.push_back(render(analysis, t));
        }
    }
    return lines;
}

}  // namespace

TEST_CASE("golden extraction cases give the facts written beside them") {
    const Gazetteer gazetteer = Gazetteer::open(Gazetteer::default_path());
    std::vector<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(TREFOIL_TEST_DATA) + "/extraction")) {
        if (entry.path().extension() == ".test") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    REQUIRE(!files.empty());
    for (const auto& file : files) {
        for (const Case& c : read_cases(file)) {
            CAPTURE(file.filename().string());
            CAPTURE(c.title);
            REQUIRE(!(c.wanted.empty() && c.unwanted.empty()));
            const std::vector<std::string> lines = facts_of(c, gazetteer);
            std::string all;
            for (const std::string& line : lines) {
                all += "\n    " + line;
            }
            CAPTURE(all);
            for (const std::string& wanted : c.wanted) {
                CAPTURE(wanted);
                CHECK(std::find(lines.begin(), lines.end(), wanted) != lines.end());
            }
            for (const std::string& unwanted : c.unwanted) {
                CAPTURE(unwanted);
                CHECK(std::none_of(lines.begin(), lines.end(), [&](const std::string& line) {
                    return line.find(unwanted) != std::string::npos;
                }));
            }
        }
    }
}
