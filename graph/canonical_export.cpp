#include "graph/canonical_export.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "graph/decisions.hpp"
#include "graph/entity_change.hpp"
#include "graph/schema.hpp"
#include "graph/value_text.hpp"

namespace trefoil::graph {

namespace {

using Json = nlohmann::json;  // objects are sorted by key

Json span_json(Span span) {
    return Json::array({span.begin, span.end});
}

class Exporter {
  public:
    explicit Exporter(const store::Reader& reader) : reader_(reader) {}

    std::vector<std::string> run() {
        documents();
        name_user_nodes();
        nodes();
        edges();
        for (const auto space : {kRejectedFacts, kRejectedNodes}) {
            for (const auto& [key, value] : reader_.notes(space)) {
                line({{"decision", space}, {"id", key}, {"says", value}});
            }
        }
        for (const auto& decision : read_decisions(reader_)) {
            line({{"decision", name_of(decision.kind)},
                  {"id", decision.id().hex()},
                  {"a", decision.a.name},
                  {"b", decision.b.name},
                  {"document", decision.document}});
        }
        std::ranges::sort(lines_);
        return std::move(lines_);
    }

  private:
    void line(const Json& json) {
        lines_.push_back(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    }

    // ---- documents

    void documents() {
        for (const auto id : reader_.documents()) {
            const auto record = *reader_.document(id);
            const auto analysis = reader_.analysis(id);
            auto& assertions = assertions_[id];
            line({{"document", record.id.hex()},
                  {"sources", record.sources},
                  {"title", record.title},
                  {"date", record.date},
                  {"version", record.version},
                  {"text", Hasher().add(reader_.document_text(id)).finish().hex()},
                  {"sentences", analysis.sentences.size()}});
            const auto resolutions = stored_resolutions(reader_, record.id, analysis);
            const auto entity = [&](std::optional<std::uint32_t> cluster) -> Json {
                if (!cluster || *cluster >= analysis.clusters.size()) {
                    return nullptr;
                }
                return resolutions[*cluster].entity.hex();
            };
            for (const auto& mention : analysis.mentions) {
                line({{"mention", record.id.hex()},
                      {"span", span_json(mention.span)},
                      {"kind", name_of(mention.kind)},
                      {"type", name_of(mention.type)},
                      {"entity", entity(mention.cluster)},
                      {"value", mention.value}});
            }
            for (const auto& triple : analysis.triples) {
                const auto assertion = assertion_id(record.id, triple).hex();
                assertions.push_back(assertion);
                line(assertion_json(assertion, record.id, triple, entity));
            }
        }
    }

    template <class Entity>
    static Json assertion_json(const std::string& id, const Hash128& document, const Triple& triple,
                               const Entity& entity) {
        const auto phrase = [&](const Phrase& p) -> Json {
            return {{"text", p.text},
                    {"span", span_json(p.span)},
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
                     {"confidence", std::round(static_cast<double>(triple.confidence) * 1e6) / 1e6},
                     {"extractor", triple.extractor},
                     {"derived", triple.derived_from.has_value()}};
        if (triple.attribution) {
            json["attribution"] = {{"source", triple.attribution->source},
                                   {"entity", entity(triple.attribution->cluster)}};
        }
        return json;
    }

    // ---- nodes and edges

    Json properties_json(const store::Properties& properties) const {
        Json json = Json::object();
        for (const auto& [key, value] : properties) {
            json[std::string(reader_.name_of(key))] = value_text(value);
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

    template <class Visit>
    void for_each_node(Visit visit) const {
        std::array<NodeId, 1024> batch;
        std::optional<NodeId> after;
        for (;;) {
            const auto got = reader_.scan_nodes(std::nullopt, after, batch);
            for (std::size_t i = 0; i < got; ++i) {
                visit(batch[i], *reader_.node(batch[i]));
            }
            if (got < batch.size()) {
                return;
            }
            after = batch.back();
        }
    }

    template <class Visit>
    void for_each_edge(Visit visit) const {
        std::array<EdgeId, 1024> batch;
        std::optional<EdgeId> after;
        for (;;) {
            const auto got = reader_.scan_edges(after, batch);
            for (std::size_t i = 0; i < got; ++i) {
                visit(batch[i], *reader_.edge(batch[i]));
            }
            if (got < batch.size()) {
                return;
            }
            after = batch.back();
        }
    }

    /// Names of nodes: the public id, or for users' nodes a hash of content, refined by what they
    /// are joined to.
    void name_user_nodes() {
        std::vector<NodeId> users;
        for_each_node([&](NodeId id, const store::NodeRecord& node) {
            if (node.public_id != Hash128{}) {
                names_[id] = node.public_id;
                return;
            }
            users.push_back(id);
            names_[id] = Hasher()
                             .add("user")
                             .add(labels_json(node.labels).dump())
                             .add(properties_json(node.properties).dump())
                             .finish();
        });
        constexpr int kRounds = 3;
        for (int round = 0; round < kRounds && !users.empty(); ++round) {
            std::map<NodeId, Hash128> refined;
            for (const auto id : users) {
                refined[id] = with_neighbours(id);
            }
            for (const auto& [id, name] : refined) {
                names_[id] = name;
            }
        }
    }

    Hash128 with_neighbours(NodeId id) const {
        std::vector<std::string> around;
        for (const auto direction : {store::Direction::Outgoing, store::Direction::Incoming}) {
            std::vector<store::AdjacentEdge> edges;
            reader_.adjacent(id, direction, std::nullopt, edges);
            for (const auto& edge : edges) {
                around.push_back((direction == store::Direction::Outgoing ? ">" : "<") +
                                 std::string(reader_.name_of(edge.type)) +
                                 names_.at(edge.neighbor).hex());
            }
        }
        std::ranges::sort(around);
        Hasher hasher;
        hasher.add(names_.at(id).hex());
        for (const auto& text : around) {
            hasher.add(text);
        }
        return hasher.finish();
    }

    void nodes() {
        for_each_node([&](NodeId id, const store::NodeRecord& node) {
            const bool user = node.public_id == Hash128{};
            Json json = {{user ? "node" : "entity", names_.at(id).hex()},
                         {"labels", labels_json(node.labels)},
                         {"properties", properties_json(node.properties)}};
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
        for_each_edge([&](EdgeId id, const store::EdgeRecord& edge) {
            Json json = {{"subject", names_.at(edge.start).hex()},
                         {"type", reader_.name_of(edge.type)},
                         {"object", names_.at(edge.end).hex()},
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
    std::map<NodeId, Hash128> names_;
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
