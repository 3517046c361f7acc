#include "graph/canonical_export.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/utf8.hpp"
#include "base/value_json.hpp"
#include "graph/canonical_names.hpp"
#include "graph/decisions.hpp"
#include "graph/entity_change.hpp"
#include "graph/rebuild.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

using Json = nlohmann::json;  // objects are sorted by key

Json index_json(std::optional<std::uint32_t> index) {
    return index ? Json(*index) : Json(nullptr);
}

Json span_json(Span span) {
    return Json::array({span.begin, span.end});
}

/// The shortest digits that give the same float back.
double exact(float number) {
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    double same = 0;
    std::from_chars(digits.data(), end, same);
    return same;
}

/// Bytes as text where they are plain text, else as hexadecimal digits.
void add_bytes(Json& json, std::string_view bytes) {
    static constexpr char kHex[] = "0123456789abcdef";
    const bool plain = is_valid_utf8(bytes) &&
                       std::ranges::none_of(bytes, [](char c) { return c >= 0 && c < ' '; });
    if (plain) {
        json["value"] = bytes;
        return;
    }
    std::string digits;
    for (const char c : bytes) {
        digits += kHex[static_cast<unsigned char>(c) >> 4U];
        digits += kHex[static_cast<unsigned char>(c) & 15U];
    }
    json["bytes"] = digits;
}

class Exporter {
  public:
    explicit Exporter(const store::Reader& reader)
        : reader_(reader),
          names_(
              reader,
              [this](const store::NodeRecord& node) {
                  return labels_json(node.labels).dump() + properties_json(node.properties).dump();
              },
              [this](const store::Properties& properties) {
                  return properties_json(properties).dump();
              }) {}

    std::vector<std::string> run() {
        line({{"_canonical", kCanonicalVersion}});
        documents();
        nodes();
        edges();
        notes();
        std::ranges::sort(lines_);
        return std::move(lines_);
    }

  private:
    void line(const Json& json) {
        lines_.push_back(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    }

    /// Decisions, rejections, constraints and settings, and what users wrote on merged entities.
    void notes() {
        std::map<std::string, Decision> decisions;
        for (auto& decision : read_decisions(reader_)) {
            decisions.emplace(decision.id().hex(), std::move(decision));
        }
        for (const std::string& space : reader_.note_spaces()) {
            for (const auto& [key, value] : reader_.notes(space)) {
                if (space != kUserData && !is_first_hand(space, key)) {
                    continue;
                }
                Json json = {{"note", space}, {"id", key}};
                add_bytes(json, value);
                if (space == kDecisions) {
                    const Decision& decision = decisions.at(key);
                    json["decision"] = name_of(decision.kind);
                    json["a"] = decision.a.name;
                    json["b"] = decision.b.name;
                    json["document"] = decision.document;
                }
                line(json);
            }
        }
    }

    // ---- documents

    static Json clusters_json(const std::vector<Cluster>& clusters) {
        Json json = Json::array();
        for (const auto& cluster : clusters) {
            json.push_back({{"type", name_of(cluster.type)},
                            {"name", cluster.name},
                            {"aliases", cluster.aliases},
                            {"link", cluster.link}});
        }
        return json;
    }

    void documents() {
        for (const auto id : reader_.documents()) {
            const auto record = *reader_.document(id);
            const auto analysis = reader_.analysis(id);
            auto& assertions = assertions_[id];
            Json sentences = Json::array();
            for (const auto sentence : analysis.sentences) {
                sentences.push_back(span_json(sentence));
            }
            line({{"document", record.id.hex()},
                  {"sources", record.sources},
                  {"title", record.title},
                  {"date", record.date},
                  {"version", record.version},
                  {"text", reader_.document_text(id)},
                  {"sentences", std::move(sentences)},
                  {"clusters", clusters_json(analysis.clusters)}});
            const auto resolutions = stored_resolutions(reader_, record.id, analysis);
            const auto entity = [&](std::optional<std::uint32_t> cluster) -> Json {
                if (!cluster || *cluster >= analysis.clusters.size()) {
                    return nullptr;
                }
                return resolutions[*cluster].entity.hex();
            };
            std::size_t number = 0;
            for (const auto& mention : analysis.mentions) {
                line({{"mention", record.id.hex()},
                      {"number", number++},
                      {"span", span_json(mention.span)},
                      {"kind", name_of(mention.kind)},
                      {"type", name_of(mention.type)},
                      {"cluster", index_json(mention.cluster)},
                      {"entity", entity(mention.cluster)},
                      {"value", mention.value}});
            }
            for (const auto& triple : analysis.triples) {
                const auto assertion = assertion_id(record.id, triple).hex();
                auto json = assertion_json(assertion, record.id, triple, entity);
                json["number"] = assertions.size();
                assertions.push_back(assertion);
                line(json);
            }
        }
    }

    template <class Entity>
    static Json assertion_json(const std::string& id, const Hash128& document, const Triple& triple,
                               const Entity& entity) {
        const auto phrase = [&](const Phrase& p) -> Json {
            return {{"text", p.text},
                    {"span", span_json(p.span)},
                    {"cluster", index_json(p.cluster)},
                    {"entity", entity(p.cluster)},
                    {"type", p.type ? Json(name_of(*p.type)) : Json(nullptr)}};
        };
        Json arguments = Json::array();
        for (const auto& argument : triple.arguments) {
            arguments.push_back({{"phrase", phrase(argument.phrase)},
                                 {"role", name_of(argument.role)},
                                 {"preposition", argument.preposition}});
        }
        Json json = {{"assertion", id},
                     {"document", document.hex()},
                     {"sentence", triple.sentence},
                     {"subject", phrase(triple.subject)},
                     {"relation", triple.relation_text},
                     {"type", triple.relation_type},
                     {"kind", triple.relation_kind},
                     {"object", triple.object ? phrase(*triple.object) : Json(nullptr)},
                     {"arguments", std::move(arguments)},
                     {"polarity", name_of(triple.polarity)},
                     {"modality", name_of(triple.modality)},
                     {"time", triple.time},
                     {"place", triple.place},
                     {"relation_span", span_json(triple.relation_span)},
                     {"confidence", exact(triple.confidence)},
                     {"extractor", triple.extractor},
                     {"derived", triple.derived_from.has_value()},
                     {"derived_from", index_json(triple.derived_from)},
                     {"phrase", triple.phrase}};
        if (triple.attribution) {
            json["attribution"] = {{"source", triple.attribution->source},
                                   {"cluster", index_json(triple.attribution->cluster)},
                                   {"entity", entity(triple.attribution->cluster)}};
        }
        return json;
    }

    // ---- nodes and edges

    Json properties_json(const store::Properties& properties) const {
        Json json = Json::object();
        for (const auto& [key, value] : properties) {
            std::string text;
            append_json_value(text, value);
            json[std::string(reader_.name_of(key))] = Json::parse(text);
        }
        return json;
    }

    Json labels_json(const std::vector<LabelId>& labels) const {
        std::vector<std::string> names;
        for (const auto label : labels) {
            names.emplace_back(reader_.name_of(label));
        }
        std::ranges::sort(names);
        return names;
    }

    void nodes() {
        for_each_stored_node(reader_, [&](NodeId id, const store::NodeRecord& node) {
            const bool user = node.public_id == Hash128{};
            Json json = {{user ? "node" : "entity", names_.of(id)},
                         {"labels", labels_json(node.labels)},
                         {"properties", properties_json(node.properties)}};
            if (reader_.is_imported(id)) {
                json["imported"] = true;
            }
            if (!user) {
                std::vector<std::string> clusters;
                for (const auto cluster : reader_.clusters(id)) {
                    clusters.push_back(reader_.document(cluster.document)->id.hex() + ":" +
                                       std::to_string(cluster.cluster));
                }
                std::ranges::sort(clusters);
                json["clusters"] = clusters;
            }
            line(json);
        });
    }

    void edges() {
        for_each_stored_edge(reader_, [&](EdgeId id, const store::EdgeRecord& edge) {
            Json json = {{"subject", names_.of(edge.start)},
                         {"type", reader_.name_of(edge.type)},
                         {"object", names_.of(edge.end)},
                         {"properties", properties_json(edge.properties)}};
            if (!edge.flags.fact) {
                json["relationship"] = true;
                line(json);
                return;
            }
            json["fact"] = edge.public_id.hex();
            json["flags"] = {name_of(edge.flags.polarity), name_of(edge.flags.modality),
                             edge.flags.attributed, edge.flags.derived};
            std::vector<std::string> evidence;
            for (const auto assertion : reader_.evidence(id)) {
                evidence.push_back(assertions_.at(assertion.document).at(assertion.triple));
            }
            std::ranges::sort(evidence);
            json["evidence"] = evidence;
            line(json);
        });
    }

    const store::Reader& reader_;
    std::map<DocumentId, std::vector<std::string>> assertions_;
    CanonicalNames names_;
    std::vector<std::string> lines_;
};

}  // namespace

void export_canonical(const store::Reader& reader,
                      const std::function<void(std::string_view)>& write) {
    for (const auto& line : Exporter(reader).run()) {
        write(line);
    }
}

std::string canonical_text(const store::Reader& reader) {
    std::string text;
    export_canonical(reader, [&text](std::string_view line) { text += line; });
    return text;
}

Hash128 assertion_id(const Hash128& document, const Triple& triple) {
    Hasher hasher;
    hasher.add("assertion").add(document.hex());
    const auto add_span = [&hasher](Span span) {
        hasher.add(std::uint64_t{span.begin}).add(std::uint64_t{span.end});
    };
    hasher.add(triple.subject.text)
        .add(triple.relation_text)
        .add(triple.relation_type)
        .add(triple.extractor);
    add_span(triple.subject.span);
    add_span(triple.relation_span);
    if (triple.object) {
        hasher.add(triple.object->text);
        add_span(triple.object->span);
    }
    hasher.add(std::uint64_t{triple.arguments.size()});
    for (const auto& argument : triple.arguments) {
        hasher.add(argument.phrase.text);
        add_span(argument.phrase.span);
    }
    hasher.add(std::uint64_t{triple.derived_from ? 1U : 0U});
    return hasher.finish();
}

}  // namespace trefoil::graph
