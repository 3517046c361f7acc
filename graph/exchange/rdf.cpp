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

    void relationships(bool quads) {
        const std::string subject = " " + iri(kRdf, "subject") + " ";
        const std::string predicate = " " + iri(kRdf, "predicate") + " ";
        const std::string object = " " + iri(kRdf, "object") + " ";
        listing_.for_each_edge([&](const ListedEdge& edge) {
            const auto relationship =
                numbered_iri("relationship", edge.public_id, 'r', edge.number);
            const auto& type = type_iri(edge.type);
            const auto& from = nodes_[edge.from];
            const auto& to = nodes_[edge.to];
            text_.clear();
            if (quads) {
                add({from, " ", type, " ", to, " ", relationship, kEnd});
            } else {
                add({from, " ", type, " ", to, kEnd});
                add({relationship, subject, from, kEnd});
                add({relationship, predicate, type, kEnd});
                add({relationship, object, to, kEnd});
            }
            add_properties(relationship, edge.properties);
            write_(text_);
        });
    }

  private:
    static constexpr std::string_view kEnd = " .\n";

    void add(std::initializer_list<std::string_view> parts) {
        for (const auto part : parts) {
            text_ += part;
        }
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

void write_rdf(const Listing& listing, const Write& write, bool quads) {
    RdfWriter writer(listing, write);
    writer.nodes();
    writer.relationships(quads);
}

}  // namespace

void write_ntriples(const Listing& listing, const Write& write) {
    write_rdf(listing, write, false);
}

void write_nquads(const Listing& listing, const Write& write) {
    write_rdf(listing, write, true);
}

}  // namespace trefoil::graph
