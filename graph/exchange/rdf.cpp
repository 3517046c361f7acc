// N-Triples and N-Quads.

#include <cmath>
#include <initializer_list>
#include <unordered_map>

#include "base/temporal.hpp"
#include "base/value_json.hpp"
#include "graph/exchange.hpp"

namespace trefoil::graph {

namespace {

constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view kXsd = "http://www.w3.org/2001/XMLSchema#";

std::string iri(std::string_view prefix, std::string_view name) {
    return std::string("<").append(prefix).append(name).append(">");
}

/// "<urn:trefoil:type:talks%20to>"
std::string named_iri(std::string_view kind, std::string_view name) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string escaped;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (kept) {
            escaped += c;
        } else {
            escaped += '%';
            escaped += kHex[byte >> 4U];
            escaped += kHex[byte & 15U];
        }
    }
    return iri(std::string("urn:trefoil:").append(kind).append(":"), escaped);
}

std::string numbered_iri(std::string_view kind, const Hash128& id, char letter,
                         std::size_t number) {
    std::string out = "<urn:trefoil:";
    out.append(kind) += ':';
    if (id == Hash128{}) {
        (out += letter) += std::to_string(number);
    } else {
        out += id.hex();
    }
    return out += '>';
}

std::string quoted(std::string_view text) {
    std::string out;
    append_json_string(out, text);  // N-Triples escapes as JSON does
    return out;
}

std::string typed(std::string_view text, std::string_view vocabulary, std::string_view type) {
    return quoted(text) + "^^" + iri(vocabulary, type);
}

std::string double_text(double number) {
    return std::isnan(number)    ? "NaN"
           : !std::isinf(number) ? shortest_text(number)
           : number < 0          ? "-INF"
                                 : "INF";
}

std::string literal(const Value& value) {
    if (const auto* text = value.string()) {
        return quoted(*text);
    }
    if (const auto* flag = value.get_if<bool>()) {
        return typed(*flag ? "true" : "false", kXsd, "boolean");
    }
    if (const auto* integer = value.get_if<std::int64_t>()) {
        return typed(std::to_string(*integer), kXsd, "integer");
    }
    if (const auto* number = value.get_if<double>()) {
        return typed(double_text(*number), kXsd, "double");
    }
    if (const auto* date = value.get_if<Date>()) {
        return typed(to_text(*date), kXsd, "date");
    }
    if (const auto* time = value.get_if<LocalTime>()) {
        return typed(to_text(*time), kXsd, "time");
    }
    if (const auto* moment = value.get_if<LocalDateTime>()) {
        return typed(to_text(*moment), kXsd, "dateTime");
    }
    std::string json;
    append_json_value(json, value);
    return typed(json, kRdf, "JSON");
}

class RdfWriter {
  public:
    RdfWriter(const Listing& listing, const Write& write) : listing_(listing), write_(write) {}

    void nodes() {
        nodes_.reserve(listing_.node_count());
        listing_.for_each_node([this](const ListedNode& node) {
            nodes_.push_back(numbered_iri("node", node.public_id, 'n', node.number));
            text_.clear();
            for (const auto label : node.labels) {
                add({nodes_.back(), " ", iri(kRdf, "type"), " ", named_iri("label", label), kEnd});
            }
            if (node.labels.empty() && node.properties.empty()) {
                add({nodes_.back(), " ", iri(kRdf, "type"), " <urn:trefoil:Node>", kEnd});
            }
            add_properties(nodes_.back(), node.properties);
            write_(text_);
        });
    }

    void quads() {
        listing_.for_each_edge([this](const ListedEdge& edge) {
            const auto relationship = iri_of(edge);
            text_.clear();
            add({nodes_[edge.from], " ", type_iri(edge.type), " ", nodes_[edge.to], " ",
                 relationship, kEnd});
            add_properties(relationship, edge.properties);
            write_(text_);
        });
    }

    /// A relationship is a triple; statements about it tell those apart that have properties, an
    /// id, or a twin between the same nodes.
    void triples() {
        ListedEdge last;
        bool last_is_plain = false;
        std::size_t written = 0;
        listing_.for_each_edge([&](const ListedEdge& edge) {
            const bool twin = written++ > 0 && edge.from == last.from && edge.to == last.to &&
                              edge.type == last.type;
            const bool plain = !twin && edge.properties.empty() && edge.public_id == Hash128{};
            text_.clear();
            if (!twin) {
                add({nodes_[edge.from], " ", type_iri(edge.type), " ", nodes_[edge.to], kEnd});
            } else if (last_is_plain) {
                add_statements(last);
            }
            if (!plain) {
                add_statements(edge);
                add_properties(iri_of(edge), edge.properties);
            }
            write_(text_);
            last = {edge.id, edge.number, edge.public_id, edge.from, edge.to, edge.type, {}};
            last_is_plain = plain;
        });
    }

  private:
    static constexpr std::string_view kEnd = " .\n";

    void add(std::initializer_list<std::string_view> parts) {
        for (const auto part : parts) {
            text_ += part;
        }
    }

    static std::string iri_of(const ListedEdge& edge) {
        return numbered_iri("relationship", edge.public_id, 'r', edge.number);
    }

    /// What RDF can say about a relationship: its start, type and end.
    void add_statements(const ListedEdge& edge) {
        static const std::string kSubject = " " + iri(kRdf, "subject") + " ";
        static const std::string kPredicate = " " + iri(kRdf, "predicate") + " ";
        static const std::string kObject = " " + iri(kRdf, "object") + " ";
        const auto relationship = iri_of(edge);
        add({relationship, kSubject, nodes_[edge.from], kEnd});
        add({relationship, kPredicate, type_iri(edge.type), kEnd});
        add({relationship, kObject, nodes_[edge.to], kEnd});
    }

    void add_properties(std::string_view subject, const NamedProperties& properties) {
        for (const auto& [name, value] : properties) {
            add({subject, " ", named_iri("property", name), " ", literal(value), kEnd});
        }
    }

    /// Types are few.
    const std::string& type_iri(std::string_view type) {
        auto& known = types_[type];
        if (known.empty()) {
            known = named_iri("type", type);
        }
        return known;
    }

    const Listing& listing_;
    const Write& write_;
    std::vector<std::string> nodes_;                           ///< IRIs by number
    std::unordered_map<std::string_view, std::string> types_;  ///< IRIs by name
    std::string text_;                                         ///< of what is being written
};

}  // namespace

void write_ntriples(const Listing& listing, const Write& write) {
    RdfWriter writer(listing, write);
    writer.nodes();
    writer.triples();
}

void write_nquads(const Listing& listing, const Write& write) {
    RdfWriter writer(listing, write);
    writer.nodes();
    writer.quads();
}

}  // namespace trefoil::graph
