#include "extract/score/output.hpp"

#include <charconv>
#include <istream>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace trefoil::extract {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kBlanks = " \t\r\n\f\v";

/// A member that is a string, else empty.
std::string string_at(const Json& row, const char* key) {
    const auto found = row.find(key);
    return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
}

FoundSlot slot_of(const Json& value) {
    if (value.is_string()) {
        return {.text = value.get<std::string>(), .entity = {}};
    }
    if (!value.is_object()) {
        return {};
    }
    return {.text = string_at(value, "text"),
            .entity = string_at(value, "entity"),
            .preposition = string_at(value, "prep"),
            .role = string_at(value, "role")};
}

FoundSlot slot_at(const Json& row, const char* key) {
    const auto found = row.find(key);
    return found == row.end() ? FoundSlot{} : slot_of(*found);
}

void read_qualifiers(const Json& row, FoundTriple& triple) {
    triple.negative = string_at(row, "polarity").starts_with("neg");
    if (const std::string modality = string_at(row, "modality"); !modality.empty()) {
        triple.modality = modality;
    }
    const auto attribution = row.find("attribution");
    if (attribution != row.end() && attribution->is_object()) {
        triple.attribution = {.text = string_at(*attribution, "source"),
                              .entity = string_at(*attribution, "entity")};
    } else if (attribution != row.end() && attribution->is_string()) {
        triple.attribution = slot_of(*attribution);
    }
    triple.time = string_at(row, "time");
    const auto confidence = row.find("confidence");
    triple.confidence =
        confidence != row.end() && confidence->is_number() ? confidence->get<double>() : 1.0;
    triple.derived = row.contains("derived") && row["derived"] == true;
}

FoundTriple triple_of(const Json& row) {
    FoundTriple triple;
    triple.subject = slot_at(row, "subject");
    triple.relation = slot_at(row, "relation").text;
    if (row.contains("relation") && row["relation"].is_object()) {
        triple.relation_type = string_at(row["relation"], "type");
    }
    if (FoundSlot object = slot_at(row, "object"); !object.text.empty()) {
        triple.object = std::move(object);
    }
    if (const auto arguments = row.find("args"); arguments != row.end() && arguments->is_array()) {
        for (const Json& argument : *arguments) {
            if (FoundSlot slot = slot_of(argument); !slot.text.empty()) {
                triple.arguments.push_back(std::move(slot));
            }
        }
    }
    read_qualifiers(row, triple);
    return triple;
}

FoundSentence sentence_of(const Json& row) {
    FoundSentence sentence{
        .document = string_at(row, "document"), .text = string_at(row, "text"), .triples = {}};
    if (const auto triples = row.find("triples"); triples != row.end() && triples->is_array()) {
        for (const Json& triple : *triples) {
            sentence.triples.push_back(triple_of(triple));
        }
    }
    return sentence;
}

}  // namespace

std::vector<FoundSentence> read_found_jsonl(std::istream& in, const std::string& name) {
    std::vector<FoundSentence> sentences;
    std::string line;
    for (std::uint64_t number = 1; std::getline(in, line); ++number) {
        if (trim_blanks(line).empty()) {
            continue;
        }
        const Json row = Json::parse(line, nullptr, false);
        if (!row.is_object()) {
            throw InputError("not a JSON object; expected the output of 'extract --format jsonl'",
                             name, number);
        }
        sentences.push_back(sentence_of(row));
    }
    return sentences;
}

std::vector<FoundSentence> read_found_tabbed(std::istream& in, const std::string& name) {
    std::vector<FoundSentence> sentences;
    std::unordered_map<std::string, std::size_t> known;
    std::string line;
    for (std::uint64_t number = 1; std::getline(in, line); ++number) {
        const std::vector<std::string_view> cells = split_at(trim_blanks(line), "\t");
        if (cells.size() < 3) {
            continue;
        }
        FoundTriple triple;
        const char* const end = cells[1].data() + cells[1].size();
        if (std::from_chars(cells[1].data(), end, triple.confidence).ptr != end) {
            throw InputError("the second cell is no confidence", name, number);
        }
        triple.relation = cells[2];
        triple.subject.text = cells.size() > 3 ? cells[3] : std::string_view();
        for (std::size_t i = 4; i < cells.size(); ++i) {
            FoundSlot slot{.text = std::string(cells[i]), .entity = {}};
            if (i == 4) {
                triple.object = std::move(slot);
            } else {
                triple.arguments.push_back(std::move(slot));
            }
        }
        const auto [at, added] = known.emplace(cells[0], sentences.size());
        if (added) {
            sentences.push_back({.document = {}, .text = std::string(cells[0]), .triples = {}});
        }
        sentences[at->second].triples.push_back(std::move(triple));
    }
    return sentences;
}

std::vector<std::string_view> split_blanks(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t at = text.find_first_not_of(kBlanks);
    while (at != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
        words.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(kBlanks, end);
    }
    return words;
}

std::string_view trim_blanks(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<std::string_view> split_at(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        pieces.push_back(text.substr(at, end - at));
        at = end + separator.size();
    }
    return pieces;
}

double f1_of(double precision, double recall) {
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

}  // namespace trefoil::extract
