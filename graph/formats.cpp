#include "graph/formats.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/control_character.hpp"
#include "base/utf8.hpp"
#include "base/value_json.hpp"

namespace trefoil::graph {

namespace {

using Json = nlohmann::ordered_json;

/// On one line: tabs and line ends as blanks, other control characters as U+FFFD.
std::string column(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); i += code_point_size(text, i)) {
        const char32_t c = code_point_at(text, i);
        if (c == '\t' || c == '\n' || c == '\r') {
            result += ' ';
        } else if (is_control(c)) {
            append_utf8(result, 0xFFFD);
        } else {
            result.append(text, i, code_point_size(text, i));
        }
    }
    return result;
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json row_json(const FactRow& row) {
    Json json = {{"subject", row.subject},
                 {"subject_type", text_or_null(row.subject_label)},
                 {"type", row.type},
                 {"object", row.object},
                 {"object_type", text_or_null(row.object_label)}};
    if (!row.fact) {
        return json;
    }
    json["polarity"] = name_of(row.polarity);
    json["modality"] = name_of(row.modality);
    json["attribution"] = text_or_null(row.attribution);
    json["time"] = text_or_null(row.time);
    json["place"] = text_or_null(row.place);
    json["confidence"] = row.confidence;
    json["sources"] = row.sources;
    json["fact"] = row.id.hex();
    json["phrase"] = row.phrase;
    json["derived"] = row.derived;
    json["sentence"] = row.evidence.sentence;
    json["document"] = text_or_null(row.evidence.source);
    json["start"] = row.evidence.start;
    json["end"] = row.evidence.end;
    return json;
}

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json value_json(const Value& value) {
    std::string text;
    append_json_value(text, value);
    return Json::parse(text);
}

}  // namespace

std::string confidence_text(double confidence) {
    return fmt::format("{:.3g}", confidence);
}

std::string fact_tsv(const FactRow& row) {
    const auto cells = std::to_array<std::string>(
        {row.subject, row.type, row.object, std::string(name_of(row.polarity)),
         std::string(name_of(row.modality)), row.attribution, row.time,
         row.fact ? confidence_text(row.confidence) : "",
         row.fact ? std::to_string(row.sources) : "", row.fact ? row.id.hex() : "", row.phrase,
         row.evidence.sentence});
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        line += (i == 0 ? "" : "\t") + column(cells[i]);
    }
    return line;
}

std::string fact_json(const FactRow& row) {
    return dump(row_json(row));
}

std::string entity_json(const EntityCard& card) {
    Json properties = Json::object();
    for (const auto& [name, value] : card.properties) {
        properties[name] = value_json(value);
    }
    Json facts = Json::array();
    for (const auto& fact : card.facts) {
        facts.push_back(row_json(fact));
    }
    return dump({{"name", card.name},
                 {"id", card.id == Hash128{} ? Json(nullptr) : Json(card.id.hex())},
                 {"labels", card.labels},
                 {"aliases", card.aliases},
                 {"mentions", card.mentions},
                 {"documents", card.documents},
                 {"properties", std::move(properties)},
                 {"facts", std::move(facts)},
                 {"hidden", card.hidden}});
}

std::string path_json(const NamedPath& path) {
    Json hops = Json::array();
    for (const auto& hop : path.hops) {
        auto json = row_json(hop.fact);
        json["forward"] = hop.forward;
        hops.push_back(std::move(json));
    }
    return dump({{"from", path.from},
                 {"to", path.to},
                 {"length", path.hops.size()},
                 {"hops", std::move(hops)}});
}

}  // namespace trefoil::graph
