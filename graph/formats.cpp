#include "graph/formats.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include <nlohmann/json.hpp>

#include "graph/names.hpp"
#include "graph/value_text.hpp"

namespace trefoil::graph {

namespace {

using Json = nlohmann::ordered_json;

std::string column(std::string_view text) {
    std::string result(text);
    std::ranges::replace_if(
        result, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return result;
}

/// At most three decimals, without zeros at the end.
std::string decimal(double number) {
    return fmt::format("{:.3g}", number);
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
    if (value.is_null()) {
        return nullptr;
    }
    if (const auto* flag = value.get_if<bool>()) {
        return *flag;
    }
    if (const auto* integer = value.get_if<std::int64_t>()) {
        return *integer;
    }
    if (const auto* real = value.get_if<double>()) {
        return *real;
    }
    if (const auto* list = value.list()) {
        Json json = Json::array();
        for (const auto& element : *list) {
            json.push_back(value_json(element));
        }
        return json;
    }
    return plain_text(value);
}

// ---- whole graphs

struct Listed {
    NodeId id;
    NodeRecord record;
};

/// All nodes: extracted ones by public id, then users' by store id.
std::vector<Listed> listed_nodes(const GraphView& view) {
    std::vector<Listed> nodes;
    std::array<NodeId, 1024> batch;
    std::optional<NodeId> after;
    for (bool more = true; more;) {
        const auto got = view.scan_nodes(std::nullopt, after, batch);
        for (std::size_t i = 0; i < got; ++i) {
            nodes.push_back({batch[i], *view.node(batch[i])});
        }
        more = got == batch.size();
        after = batch.back();
    }
    std::ranges::stable_sort(nodes, {}, [](const Listed& node) {
        return std::tuple(node.record.public_id == Hash128{}, node.record.public_id);
    });
    return nodes;
}

template <class Visit>
void for_each_edge(const GraphView& view, Visit visit) {
    std::array<EdgeId, 1024> batch;
    std::optional<EdgeId> after;
    for (bool more = true; more;) {
        const auto got = view.scan_edges(after, batch);
        for (std::size_t i = 0; i < got; ++i) {
            visit(batch[i]);
        }
        more = got == batch.size();
        after = batch.back();
    }
}

struct ListedEdge {
    EdgeId id;
    EdgeRecord record;
    std::size_t from = 0;
    std::size_t to = 0;
};

/// Visible relationships by ends, type and fact id.
std::vector<ListedEdge> listed_edges(const GraphView& view, const std::vector<Listed>& nodes) {
    std::map<NodeId, std::size_t> places;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        places[nodes[i].id] = i;
    }
    std::vector<ListedEdge> edges;
    for_each_edge(view, [&](EdgeId id) {
        auto record = *view.edge(id);
        const auto from = places.at(record.start);
        const auto to = places.at(record.end);
        edges.push_back({id, std::move(record), from, to});
    });
    std::ranges::stable_sort(edges, [&view](const ListedEdge& a, const ListedEdge& b) {
        return std::tuple(a.from, a.to, view.name_of(a.record.type), a.record.public_id) <
               std::tuple(b.from, b.to, view.name_of(b.record.type), b.record.public_id);
    });
    return edges;
}

std::string labels_text(const GraphView& view, const NodeRecord& node) {
    std::set<std::string_view> names;
    for (const auto label : node.labels) {
        names.insert(view.name_of(label));
    }
    std::string text;
    for (const auto name : names) {
        text += (text.empty() ? "" : ":") + std::string(name);
    }
    return text;
}

/// XML 1.0 knows no control characters but tab and line ends, so others become blanks.
std::string xml(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                result += static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' ? ' ' : c;
        }
    }
    return result;
}

/// GraphML needs every property declared before use. Values are written as text; numbers and
/// booleans are typed where a key has just one type.
class GraphMl {
  public:
    GraphMl(const GraphView& view, const Write& write) : view_(view), write_(write) {}

    void run() {
        const auto nodes = listed_nodes(view_);
        const auto edges = listed_edges(view_, nodes);
        for (const auto& node : nodes) {
            note_types("node", node.record.properties);
        }
        for (const auto& edge : edges) {
            note_types("edge", edge.record.properties);
        }
        head();
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            write_(fmt::format("    <node id=\"n{}\">\n", i));
            data("labels", labels_text(view_, nodes[i].record));
            properties("node", nodes[i].record.properties);
            write_("    </node>\n");
        }
        for (std::size_t i = 0; i < edges.size(); ++i) {
            write_(fmt::format("    <edge id=\"e{}\" source=\"n{}\" target=\"n{}\">\n", i,
                               edges[i].from, edges[i].to));
            data("type", view_.name_of(edges[i].record.type));
            properties("edge", edges[i].record.properties);
            write_("    </edge>\n");
        }
        write_("  </graph>\n</graphml>\n");
    }

  private:
    static std::string_view type_of(const Value& value) {
        if (value.get_if<bool>() != nullptr) {
            return "boolean";
        }
        if (value.get_if<std::int64_t>() != nullptr) {
            return "long";
        }
        return value.get_if<double>() != nullptr ? "double" : "string";
    }

    void note_types(const std::string& of, const Properties& properties) {
        for (const auto& [key, value] : properties) {
            const auto [at, fresh] =
                types_.try_emplace({of, std::string(view_.name_of(key))}, type_of(value));
            if (!fresh && at->second != type_of(value)) {
                at->second = "string";
            }
        }
    }

    void head() {
        write_(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
            "  <key id=\"labels\" for=\"node\" attr.name=\"labels\" attr.type=\"string\"/>\n"
            "  <key id=\"type\" for=\"edge\" attr.name=\"type\" attr.type=\"string\"/>\n");
        std::size_t number = 0;
        for (const auto& [key, type] : types_) {
            const auto id = fmt::format("p{}", number++);
            ids_[key] = id;
            write_(fmt::format("  <key id=\"{}\" for=\"{}\" attr.name=\"{}\" attr.type=\"{}\"/>\n",
                               id, key.first, xml(key.second), type));
        }
        write_("  <graph id=\"trefoil\" edgedefault=\"directed\">\n");
    }

    void data(std::string_view key, std::string_view text) {
        write_(fmt::format("      <data key=\"{}\">{}</data>\n", key, xml(text)));
    }

    void properties(const std::string& of, const Properties& properties) {
        std::map<std::string_view, const Value*> by_name;  // keys are numbered by first use
        for (const auto& [key, value] : properties) {
            by_name[view_.name_of(key)] = &value;
        }
        for (const auto& [name, value] : by_name) {
            data(ids_.at({of, std::string(name)}), plain_text(*value));
        }
    }

    const GraphView& view_;
    const Write& write_;
    std::map<std::pair<std::string, std::string>, std::string_view> types_;
    std::map<std::pair<std::string, std::string>, std::string> ids_;
};

Json properties_json(const GraphView& view, const Properties& properties) {
    std::map<std::string, Json> sorted;
    for (const auto& [key, value] : properties) {
        sorted[std::string(view.name_of(key))] = value_json(value);
    }
    Json json = Json::object();
    for (auto& [name, value] : sorted) {
        json[name] = std::move(value);
    }
    return json;
}

}  // namespace

std::string fact_tsv(const FactRow& row) {
    const auto cells = std::to_array<std::string>(
        {row.subject, row.type, row.object, std::string(name_of(row.polarity)),
         std::string(name_of(row.modality)), row.attribution, row.time,
         row.fact ? decimal(row.confidence) : "", row.fact ? std::to_string(row.sources) : "",
         row.fact ? row.id.hex() : "", row.phrase, row.evidence.sentence});
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

void export_tsv(const GraphView& view, const Write& write) {
    EvidenceReader evidence(view);
    std::vector<std::string> lines;
    for_each_edge(
        view, [&](EdgeId id) { lines.push_back(fact_tsv(fact_row(view, id, evidence)) + "\n"); });
    std::ranges::sort(lines);
    for (const auto& line : lines) {
        write(line);
    }
}

void export_graphml(const GraphView& view, const Write& write) {
    GraphMl(view, write).run();
}

void export_jsonl(const GraphView& view, const Write& write) {
    const auto nodes = listed_nodes(view);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto& record = nodes[i].record;
        std::set<std::string_view> labels;
        for (const auto label : record.labels) {
            labels.insert(view.name_of(label));
        }
        write(dump({{"node", i},
                    {"id",
                     record.public_id == Hash128{} ? Json(nullptr) : Json(record.public_id.hex())},
                    {"labels", labels},
                    {"properties", properties_json(view, record.properties)}}) +
              "\n");
    }
    for (const auto& edge : listed_edges(view, nodes)) {
        write(dump({{"from", edge.from},
                    {"type", view.name_of(edge.record.type)},
                    {"to", edge.to},
                    {"fact",
                     edge.record.flags.fact ? Json(edge.record.public_id.hex()) : Json(nullptr)},
                    {"properties", properties_json(view, edge.record.properties)}}) +
              "\n");
    }
}

}  // namespace trefoil::graph
