// GraphML and GEXF.

#include <algorithm>
#include <fmt/format.h>

#include "graph/exchange.hpp"
#include "graph/exchange/property_kinds.hpp"

namespace trefoil::graph {

namespace {

bool is_outside_xml(char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n';
}

constexpr std::string_view kFffe = "\xEF\xBF\xBE";  // U+FFFE and U+FFFF: no characters, not in XML
constexpr std::string_view kFfff = "\xEF\xBF\xBF";

/// `text` with something else instead of U+FFFE and U+FFFF.
std::string without_no_characters(std::string text, std::string_view fffe, std::string_view ffff) {
    for (const auto& [from, to] : {std::pair(kFffe, fffe), std::pair(kFfff, ffff)}) {
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
            text.replace(at, from.size(), to);
            at += to.size();
        }
    }
    return text;
}

/// XML 1.0 has no way to write most control characters, and readers change carriage returns.
bool needs_json(std::string_view text) {
    return std::ranges::any_of(text, is_outside_xml) ||
           text.find(kFffe) != std::string_view::npos || text.find(kFfff) != std::string_view::npos;
}

/// ":Person:Author", with a backslash before colons and backslashes of a label.
std::string labels_text(const std::vector<std::string_view>& labels) {
    std::string text;
    for (const auto label : labels) {
        text += ':';
        for (const char c : label) {
            text += c == ':' || c == '\\' ? "\\" : "";
            text += c;
        }
    }
    return text;
}

PropertyKinds kinds_of(const Listing& listing) {
    PropertyKinds kinds(needs_json);
    listing.for_each_node(
        [&](const auto& node) { kinds.note(ElementKind::Node, node.properties); });
    listing.for_each_edge(
        [&](const auto& edge) { kinds.note(ElementKind::Edge, edge.properties); });
    return kinds;
}

bool is_xml_type(std::string_view kind) {
    return kind == "boolean" || kind == "long" || kind == "double";
}

/// A text, or a list of texts, as JSON that XML can hold.
std::string json_of(const Value& value) {
    return without_no_characters(PropertyKinds::text(value, "json"), "\\ufffe", "\\uffff");
}

class GraphMl {
  public:
    GraphMl(const Listing& listing, const Write& write)
        : listing_(listing), write_(write), kinds_(kinds_of(listing)) {
        listing_.for_each_node([this](const ListedNode& node) {
            json_labels_ = json_labels_ || std::ranges::any_of(node.labels, is_odd);
        });
        listing_.for_each_edge(
            [this](const ListedEdge& edge) { json_types_ = json_types_ || is_odd(edge.type); },
            false);
    }

    void run() {
        head();
        listing_.for_each_node([this](const ListedNode& node) {
            write_(fmt::format("    <node id=\"n{}\">\n", node.number));
            if (!node.labels.empty()) {
                data("labels", json_labels_ ? json_of(List(node.labels.begin(), node.labels.end()))
                                            : labels_text(node.labels));
            }
            properties(ElementKind::Node, node.properties);
            write_("    </node>\n");
        });
        listing_.for_each_edge([this](const ListedEdge& edge) {
            write_(fmt::format("    <edge id=\"e{}\" source=\"n{}\" target=\"n{}\">\n", edge.number,
                               edge.from, edge.to));
            data("type", json_types_ ? json_of(edge.type) : std::string(edge.type));
            properties(ElementKind::Edge, edge.properties);
            write_("    </edge>\n");
        });
        write_("  </graph>\n</graphml>\n");
    }

  private:
    /// True for labels and types that their element cannot hold as plain text.
    static bool is_odd(std::string_view name) { return name.empty() || needs_json(name); }

    /// The attributes of a key that say what it means: of a property whose name XML cannot hold, or
    /// that has the name of labels or of the type, the name is told apart from the shown one.
    static std::string names(ElementKind of, const std::string& name) {
        const std::string_view taken = of == ElementKind::Node ? "labels" : "type";
        const bool blank = name.find_first_of("\t\n") != name.npos;  // attributes make them blanks
        if (name != taken && !is_odd(name) && !blank) {
            return fmt::format("attr.name=\"{}\"", xml_text(name));
        }
        return fmt::format("attr.name=\"property {}\" trefoil:name=\"{}\"", xml_text(name),
                           xml_text(json_of(name)));
    }

    void head() {
        static constexpr std::string_view kJson = " trefoil:values=\"json\"";
        write_(fmt::format(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
            "xmlns:trefoil=\"urn:trefoil\">\n"
            "  <key id=\"labels\" for=\"node\" attr.name=\"labels\" attr.type=\"string\"{}/>\n"
            "  <key id=\"type\" for=\"edge\" attr.name=\"type\" attr.type=\"string\"{}/>\n",
            json_labels_ ? kJson : "", json_types_ ? kJson : ""));
        std::size_t number = 0;
        for (const auto& [key, kind] : kinds_.kinds()) {
            const auto id = fmt::format("p{}", number++);
            ids_[key] = id;
            const bool plain = is_xml_type(kind) || kind == "string";
            write_(
                fmt::format("  <key id=\"{}\" for=\"{}\" {} attr.type=\"{}\"{}/>\n", id,
                            key.first == ElementKind::Node ? "node" : "edge",
                            names(key.first, key.second), is_xml_type(kind) ? kind : "string",
                            plain ? std::string() : fmt::format(" trefoil:values=\"{}\"", kind)));
        }
        write_("  <graph id=\"trefoil\" edgedefault=\"directed\">\n");
    }

    void data(std::string_view key, std::string_view text) {
        write_(fmt::format("      <data key=\"{}\">{}</data>\n", key, xml_text(text)));
    }

    void properties(ElementKind of, const NamedProperties& properties) {
        for (const auto& [name, value] : properties) {
            const std::pair key(of, std::string(name));
            const auto& kind = kinds_.kinds().at(key);
            data(ids_.at(key), kind == "json" ? json_of(value) : PropertyKinds::text(value, kind));
        }
    }

    const Listing& listing_;
    const Write& write_;
    PropertyKinds kinds_;
    bool json_labels_ = false;  ///< some label cannot be written plainly: all are JSON
    bool json_types_ = false;
    std::map<std::pair<ElementKind, std::string>, std::string> ids_;
};

class Gexf {
  public:
    Gexf(const Listing& listing, const Write& write)
        : listing_(listing), write_(write), kinds_(kinds_of(listing)) {}

    void run() {
        write_(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
            "  <graph defaultedgetype=\"directed\">\n");
        attributes(ElementKind::Node, "node");
        attributes(ElementKind::Edge, "edge");
        write_("    <nodes>\n");
        listing_.for_each_node([this](const ListedNode& node) {
            write_(fmt::format("      <node id=\"n{}\" label=\"{}\">\n", node.number,
                               xml_text(name_of(node))));
            values(ElementKind::Node, node.properties, labels_text(node.labels));
            write_("      </node>\n");
        });
        write_("    </nodes>\n    <edges>\n");
        listing_.for_each_edge([this](const ListedEdge& edge) {
            write_(fmt::format(
                "      <edge id=\"e{}\" source=\"n{}\" target=\"n{}\" label=\"{}\" "
                "kind=\"{}\">\n",
                edge.number, edge.from, edge.to, xml_text(edge.type), xml_text(edge.type)));
            values(ElementKind::Edge, edge.properties, "");
            write_("      </edge>\n");
        });
        write_("    </edges>\n  </graph>\n</gexf>\n");
    }

  private:
    static std::string name_of(const ListedNode& node) {
        for (const auto& [key, value] : node.properties) {
            if (key == "name") {
                return PropertyKinds::text(value, "string");
            }
        }
        return labels_text(node.labels);
    }

    void attributes(ElementKind of, std::string_view group) {
        write_(fmt::format("    <attributes class=\"{}\">\n", group));
        if (of == ElementKind::Node) {
            write_("      <attribute id=\"labels\" title=\"labels\" type=\"string\"/>\n");
        }
        for (const auto& [key, kind] : kinds_.kinds()) {
            if (key.first == of) {
                const auto id = fmt::format("p{}", ids_.size());
                ids_[key] = id;
                write_(fmt::format("      <attribute id=\"{}\" title=\"{}\" type=\"{}\"/>\n", id,
                                   xml_text(key.second), is_xml_type(kind) ? kind : "string"));
            }
        }
        write_("    </attributes>\n");
    }

    void values(ElementKind of, const NamedProperties& properties, const std::string& labels) {
        write_("        <attvalues>\n");
        const auto value = [this](std::string_view id, const std::string& text) {
            write_(
                fmt::format("          <attvalue for=\"{}\" value=\"{}\"/>\n", id, xml_text(text)));
        };
        if (!labels.empty()) {
            value("labels", labels);
        }
        for (const auto& [name, content] : properties) {
            const std::pair key(of, std::string(name));
            value(ids_.at(key), PropertyKinds::text(content, kinds_.kinds().at(key)));
        }
        write_("        </attvalues>\n");
    }

    const Listing& listing_;
    const Write& write_;
    PropertyKinds kinds_;
    std::map<std::pair<ElementKind, std::string>, std::string> ids_;
};

}  // namespace

std::string xml_text(std::string_view text) {
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
                result += is_outside_xml(c) ? ' ' : c;
        }
    }
    return without_no_characters(std::move(result), " ", " ");
}

void write_graphml(const Listing& listing, const Write& write) {
    GraphMl(listing, write).run();
}

void write_gexf(const Listing& listing, const Write& write) {
    Gexf(listing, write).run();
}

}  // namespace trefoil::graph
