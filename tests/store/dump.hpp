#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "store/store.hpp"

namespace trefoil::store {

inline void dump_value(std::ostream& out, const Value& value) {
    if (const auto* s = value.string()) {
        out << '"' << *s << '"';
    } else if (const auto* i = value.get_if<std::int64_t>()) {
        out << *i;
    } else if (const List* list = value.list()) {
        out << '[';
        for (const Value& v : *list) {
            dump_value(out, v);
            out << ' ';
        }
        out << ']';
    } else {
        out << "kind" << value.variant().index();
    }
}

/// Everything that can be read from a store, with ids: equal for stores that went through the same
/// transactions.
inline std::string dump(const Reader& reader) {
    std::ostringstream out;
    std::vector<NodeId> nodes(reader.node_count() + 1);
    nodes.resize(reader.scan_nodes({}, {}, nodes));
    std::vector<AdjacentEdge> edges;
    const auto properties = [&](const Properties& all) {
        for (const auto& [key, value] : all) {
            out << ' ' << reader.name_of(key) << '=';
            dump_value(out, value);
            if (reader.is_indexed(key)) {
                out << '@' << reader.nodes_by_property(key, value).size();
            }
        }
    };
    for (const NodeId node : nodes) {
        const auto record = reader.node(node);
        out << "node " << node.value << ' ' << record->public_id.hex();
        for (const LabelId label : record->labels) {
            out << ' ' << reader.name_of(label);
        }
        properties(record->properties);
        for (const Direction direction : {Direction::Outgoing, Direction::Incoming}) {
            edges.clear();
            reader.adjacent(node, direction, {}, edges);
            out << "\n " << reader.degree(node, direction);
            for (const AdjacentEdge& e : edges) {
                out << ' ' << reader.name_of(e.type) << '>' << e.neighbor.value << '#'
                    << e.edge.value << (e.flags.fact ? "f" : "") << (e.flags.derived ? "d" : "")
                    << (e.flags.attributed ? "a" : "") << static_cast<int>(e.flags.polarity)
                    << static_cast<int>(e.flags.modality);
            }
        }
        out << "\n clusters";
        for (const ClusterRef& c : reader.clusters(node)) {
            out << ' ' << c.document.value << '.' << c.cluster;
        }
        out << '\n';
    }
    std::vector<EdgeId> ids(reader.edge_count() + 1);
    ids.resize(reader.scan_edges({}, ids));
    for (const EdgeId id : ids) {
        const auto record = reader.edge(id);
        out << "edge " << id.value << ' ' << record->start.value << ' ' << record->end.value << ' '
            << record->public_id.hex();
        properties(record->properties);
        for (const AssertionRef& a : reader.evidence(id)) {
            out << ' ' << a.document.value << '.' << a.triple;
        }
        out << '\n';
    }
    for (const DocumentId id : reader.documents()) {
        const auto record = reader.document(id);
        out << "document " << id.value << ' ' << record->id.hex() << ' ' << record->title << ' '
            << reader.document_text(id) << ' ' << reader.analysis(id).triples.size();
        for (const std::string& source : record->sources) {
            out << ' ' << source << '=' << reader.find_source(source)->value;
        }
        out << '\n';
    }
    for (const std::string& term : reader.terms_with_prefix("", 1U << 20)) {
        out << "term " << term;
        for (const NodeId node : reader.nodes_by_term(term)) {
            out << ' ' << node.value;
        }
        out << '\n';
    }
    for (const auto& [key, value] : reader.notes("space")) {
        out << "note " << key << '=' << value << '\n';
    }
    out << "counts " << reader.node_count() << ' ' << reader.edge_count() << ' '
        << reader.document_count() << '\n';
    for (const LabelId label : reader.labels()) {
        out << reader.name_of(label) << ' ' << reader.node_count(label) << '\n';
    }
    for (const TypeId type : reader.types()) {
        out << reader.name_of(type) << ' ' << reader.edge_count(type) << ' '
            << reader.edge_count(type, Polarity::Positive, Modality::Actual) << ' '
            << reader.edge_count(type, Polarity::Negative, Modality::Planned) << '\n';
    }
    return out.str();
}

}  // namespace trefoil::store
