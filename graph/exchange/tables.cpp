// Edge lists, and the two tables of Neo4j.

#include <array>

#include "graph/csv.hpp"
#include "graph/exchange.hpp"
#include "graph/exchange/property_kinds.hpp"
#include "graph/fact_row.hpp"
#include "graph/formats.hpp"

namespace trefoil::graph {

namespace {

std::string record(const std::vector<std::string>& fields) {
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        line += (i == 0 ? "" : ",") + fields[i];
    }
    return line + "\n";
}

/// "a;b", with a backslash before semicolons and backslashes of a label.
std::string neo4j_labels(const std::vector<std::string_view>& labels) {
    std::string text;
    for (const auto label : labels) {
        text += text.empty() ? "" : ";";
        for (const char c : label) {
            text += c == ';' || c == '\\' ? "\\" : "";
            text += c;
        }
    }
    return text;
}

/// A column for every property that occurs, "name" or "born:long".
class PropertyColumns {
  public:
    PropertyColumns(const PropertyKinds& kinds, ElementKind of) {
        for (const auto& [key, kind] : kinds.kinds()) {
            if (key.first == of) {
                columns_.emplace_back(key.second, kind);
            }
        }
    }

    void append_header(std::vector<std::string>& fields) const {
        for (const auto& [name, kind] : columns_) {
            const bool bare = kind == "string" && !name.empty() && name.find(':') == name.npos;
            fields.push_back(csv_field(bare ? name : name + ":" + std::string(kind), false));
        }
    }

    /// `properties` are sorted as the columns are.
    void append(std::vector<std::string>& fields, const NamedProperties& properties) const {
        auto at = properties.begin();
        for (const auto& [name, kind] : columns_) {
            const bool present = at != properties.end() && at->first == name;
            fields.push_back(present ? csv_field(PropertyKinds::text(at->second, kind), false)
                                     : "");
            at += present ? 1 : 0;
        }
    }

  private:
    std::vector<std::pair<std::string, std::string_view>> columns_;
};

}  // namespace

std::string csv_field(std::string_view text, bool guard) {
    std::string field = guard && is_formula(text) ? "'" : "";
    field += text;
    if (!field.empty() && field.find_first_of(",\"\r\n") == std::string::npos) {
        return field;
    }
    std::string quoted = "\"";
    for (const char c : field) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

void write_csv(const Listing& listing, const Write& write) {
    write(
        "subject,relation,object,subject_type,object_type,polarity,modality,attribution,time,"
        "confidence,sources,fact,phrase,sentence\n");
    EvidenceReader evidence(listing.view());
    listing.for_each_edge(
        [&](const ListedEdge& edge) {
            const auto row = fact_row(listing.view(), edge.id, evidence);
            std::vector<std::string> fields;
            for (const auto& text : std::to_array<std::string>(
                     {row.subject, row.type, row.object, row.subject_label, row.object_label,
                      row.fact ? std::string(name_of(row.polarity)) : "",
                      row.fact ? std::string(name_of(row.modality)) : "", row.attribution, row.time,
                      row.fact ? confidence_text(row.confidence) : "",
                      row.fact ? std::to_string(row.sources) : "", row.fact ? row.id.hex() : "",
                      row.phrase, row.evidence.sentence})) {
                fields.push_back(text.empty() ? "" : csv_field(text, true));
            }
            write(record(fields));
        },
        false);
}

void write_tsv(const Listing& listing, const Write& write) {
    EvidenceReader evidence(listing.view());
    listing.for_each_edge(
        [&](const ListedEdge& edge) {
            write(fact_tsv(fact_row(listing.view(), edge.id, evidence)) + "\n");
        },
        false);
}

void write_neo4j_nodes(const Listing& listing, const Write& write) {
    PropertyKinds kinds;
    listing.for_each_node(
        [&](const auto& node) { kinds.note(ElementKind::Node, node.properties); });
    const PropertyColumns columns(kinds, ElementKind::Node);
    std::vector<std::string> fields = {":ID", ":LABEL"};
    columns.append_header(fields);
    write(record(fields));
    listing.for_each_node([&](const ListedNode& node) {
        fields = {std::to_string(node.number),
                  node.labels.empty() ? "" : csv_field(neo4j_labels(node.labels), false)};
        columns.append(fields, node.properties);
        write(record(fields));
    });
}

void write_neo4j_relationships(const Listing& listing, const Write& write) {
    PropertyKinds kinds;
    listing.for_each_edge(
        [&](const auto& edge) { kinds.note(ElementKind::Edge, edge.properties); });
    const PropertyColumns columns(kinds, ElementKind::Edge);
    std::vector<std::string> fields = {":START_ID", ":END_ID", ":TYPE"};
    columns.append_header(fields);
    write(record(fields));
    listing.for_each_edge([&](const ListedEdge& edge) {
        fields = {std::to_string(edge.from), std::to_string(edge.to), csv_field(edge.type, false)};
        columns.append(fields, edge.properties);
        write(record(fields));
    });
}

}  // namespace trefoil::graph
