#include "graph/diagram.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "graph/fact_row.hpp"
#include "graph/names.hpp"
#include "graph/neighbourhood.hpp"
#include "graph/relation_wording.hpp"
#include "graph/walk.hpp"

// What to draw: a newspaper picture, not a dump. Names are joined by facts; parallel facts become
// one arrow with a few labels; Concepts ("an executive order") are clutter between names but are
// all that is known of some names, so a few come back.

namespace trefoil::graph {

namespace {

constexpr std::size_t kConceptsOfName = 3;    ///< Concepts shown for a name beside others
constexpr std::size_t kConceptsOfLoner = 2;   ///< and for one without
constexpr std::size_t kConceptsOfCentre = 8;  ///< and for the centre
constexpr std::size_t kShortConcept = 80;     ///< bytes
constexpr std::size_t kLabelsOfEdge = 3;
constexpr std::size_t kEvidenceLookedAt = 64;

struct Vertex {
    NodeId id;
    Hash128 public_id;
    std::string name;
    std::string label;
    bool local = false;
    bool centre = false;
    std::uint64_t weight = 0;  ///< sum of the sources of its relationships
};

struct Arrow {
    FactRow row;
    std::int64_t support =
        0;  ///< order among arrows: sources, then actual before planned, positive before negative,
            ///< confidence in thousandths, direct before derived
};

bool is_web_address(std::string_view source) {
    return source.starts_with("http://") || source.starts_with("https://");
}

/// Draws the selection together, then hands out nodes and edges in an order that depends on content
/// only.
class Drawing {
  public:
    explicit Drawing(const GraphView& view) : view_(view) {}

    void add_node(NodeId id) {
        if (vertices_.contains(id)) {
            return;
        }
        const auto record = view_.node(id);
        if (!record) {
            return;
        }
        Vertex vertex{id, record->public_id, display_name(view_, id), display_label(view_, id),
                      is_local_node(view_, id)};
        if (vertex.name.empty()) {
            vertex.name = vertex.label.empty() ? "(no name)" : "(" + vertex.label + ")";
        }
        vertices_.emplace(id, std::move(vertex));
    }

    void add_edge(EdgeId id) {
        if (!seen_.insert(id).second) {
            return;
        }
        Arrow arrow{fact_row(view_, id), 0};
        const auto& row = arrow.row;
        arrow.support = static_cast<std::int64_t>(row.sources) * 10000 +
                        (row.modality == Modality::Actual ? 5000 : 0) +
                        (row.polarity == Polarity::Positive ? 2500 : 0) +
                        static_cast<std::int64_t>(row.confidence * 1000) * 2 +
                        (row.derived ? 0 : 1);
        add_node(row.subject_node);
        add_node(row.object_node);
        arrows_.push_back(std::move(arrow));
    }

    void mark_centre(NodeId id) {
        if (const auto at = vertices_.find(id); at != vertices_.end()) {
            at->second.centre = true;
        }
    }

    /// Leaves out Concepts but those that Auto keeps.
    void thin_out(ConceptNodes concepts) {
        sort_arrows();
        if (concepts == ConceptNodes::All) {
            return;
        }
        const auto kept = concepts == ConceptNodes::Auto ? told_deeds() : std::set<const Arrow*>{};
        std::vector<Arrow> rest;
        for (auto& arrow : arrows_) {
            if (kept.contains(&arrow) ||
                (!local(arrow.row.subject_node) && !local(arrow.row.object_node))) {
                rest.push_back(std::move(arrow));
            } else {
                ++arrows_left_out_;
            }
        }
        arrows_ = std::move(rest);
        drop_unjoined_locals();
    }

    /// Keeps the weightiest vertices; gives the number of others.
    std::size_t cut(std::size_t max_nodes) {
        for (auto& [id, vertex] : vertices_) {
            vertex.weight = 0;
        }
        for (const auto& arrow : arrows_) {
            const auto weight = std::max<std::uint64_t>(arrow.row.sources, 1);
            vertices_.at(arrow.row.subject_node).weight += weight;
            vertices_.at(arrow.row.object_node).weight += weight;
        }
        if (max_nodes == 0 || vertices_.size() <= max_nodes) {
            return 0;
        }
        // Arrow by arrow rather than node by node, so that what is kept hangs together: names
        // before Concepts, then where the lighter end is heaviest. The centre comes in any case.
        std::ranges::stable_sort(arrows_, {}, [this](const Arrow& arrow) {
            const auto& subject = vertices_.at(arrow.row.subject_node);
            const auto& object = vertices_.at(arrow.row.object_node);
            return std::tuple(!subject.centre && !object.centre, subject.local || object.local,
                              -static_cast<std::int64_t>(std::min(subject.weight, object.weight)),
                              -static_cast<std::int64_t>(subject.weight + object.weight));
        });
        std::set<NodeId> kept;
        for (const auto& [id, vertex] : vertices_) {
            if (vertex.centre) {
                kept.insert(id);
            }
        }
        for (const auto& arrow : arrows_) {
            const auto subject = arrow.row.subject_node;
            const auto object = arrow.row.object_node;
            const auto fresh = (kept.contains(subject) ? 0U : 1U) +
                               (object == subject || kept.contains(object) ? 0U : 1U);
            if (kept.size() + fresh <= max_nodes) {
                kept.insert({subject, object});
            }
        }
        const auto before = vertices_.size();
        std::erase_if(vertices_,
                      [&kept](const auto& entry) { return !kept.contains(entry.first); });
        arrows_left_out_ += std::erase_if(arrows_, [this](const Arrow& arrow) {
            return !vertices_.contains(arrow.row.subject_node) ||
                   !vertices_.contains(arrow.row.object_node);
        });
        return before - vertices_.size();
    }

    /// Vertices without any relationship say nothing in a picture of the whole.
    void drop_isolated() {
        std::set<NodeId> joined;
        for (const auto& arrow : arrows_) {
            joined.insert(arrow.row.subject_node);
            joined.insert(arrow.row.object_node);
        }
        std::erase_if(vertices_, [&](const auto& entry) {
            return !joined.contains(entry.first) && !entry.second.centre;
        });
    }

    Diagram finish() {
        sort_arrows();
        Diagram diagram;
        diagram.relationships_left_out = arrows_left_out_;
        std::map<NodeId, std::size_t> places;
        for (const auto* vertex : sorted_vertices()) {
            places[vertex->id] = diagram.nodes.size();
            diagram.nodes.push_back({vertex->name, vertex->label, vertex->label, vertex->centre});
        }
        std::map<std::pair<std::size_t, std::size_t>, std::vector<const Arrow*>> parallel;
        for (const auto& arrow : arrows_) {
            parallel[{places.at(arrow.row.subject_node), places.at(arrow.row.object_node)}]
                .push_back(&arrow);
        }
        EvidenceReader evidence(view_);
        for (const auto& [ends, arrows] : parallel) {
            diagram.edges.push_back(merged(ends, arrows, evidence));
        }
        return diagram;
    }

  private:
    [[nodiscard]] bool local(NodeId id) const { return vertices_.at(id).local; }

    /// The arrows between a name and a Concept that a picture of names shows too: what names do,
    /// told shortly, the best of each name first and no more than half as many as there are names;
    /// of the centre more. REQUIRES: arrows are sorted.
    [[nodiscard]] std::set<const Arrow*> told_deeds() const {
        std::set<NodeId> joined;
        std::set<std::pair<NodeId, std::string>> said;  // by a name, with a relation or an object
        for (const auto& arrow : arrows_) {
            const auto& row = arrow.row;
            if (!local(row.subject_node) && !local(row.object_node)) {
                joined.insert({row.subject_node, row.object_node});
                said.emplace(row.subject_node, ">" + row.type);
            }
        }
        std::set<const Arrow*> kept;
        std::map<NodeId, std::size_t> counts;
        std::vector<Deed> others;
        for (auto& deed : deeds(joined)) {
            const bool centre = vertices_.at(deed.name).centre;
            if (!said.emplace(deed.name, deed.other).second ||
                (!centre && joined.contains(deed.name) &&
                 !said.emplace(deed.name, ">" + deed.arrow->row.type).second)) {
                continue;
            }
            deed.rank = counts[deed.name]++;
            if (centre && deed.rank < kConceptsOfCentre) {
                kept.insert(deed.arrow);
            } else if (!centre && deed.rank < (joined.contains(deed.name) ? kConceptsOfName
                                                                          : kConceptsOfLoner)) {
                others.push_back(deed);
            }
        }
        std::ranges::stable_sort(others, {}, [&](const Deed& deed) {
            return std::tuple(joined.contains(deed.name), deed.rank);
        });
        const auto names = static_cast<std::size_t>(std::ranges::count_if(
            vertices_, [](const auto& entry) { return !entry.second.local; }));
        const auto allowed = std::max<std::size_t>(kConceptsOfName, names / 2);
        for (std::size_t i = 0; i < std::min(others.size(), allowed); ++i) {
            kept.insert(others[i].arrow);
        }
        return kept;
    }

    /// An arrow between a name and a Concept.
    struct Deed {
        NodeId name;
        std::string_view other;  ///< what the Concept is called
        const Arrow* arrow;
        bool done = false;          ///< see is_deed(); of the centre other arrows are shown too
        std::uint64_t sources = 0;  ///< of all arrows between this name and Concepts called so
        std::size_t rank = 0;       ///< among those of its name
    };

    /// All that a picture may show: deeds that fit into a label first, then the best supported.
    [[nodiscard]] std::vector<Deed> deeds(const std::set<NodeId>& joined) const {
        std::vector<Deed> found;
        std::map<std::pair<NodeId, std::string_view>, std::uint64_t> sources;
        for (const auto& arrow : arrows_) {
            const auto& row = arrow.row;
            if (local(row.subject_node) == local(row.object_node)) {
                continue;
            }
            const auto name = local(row.subject_node) ? row.object_node : row.subject_node;
            const bool deed = is_deed(row, joined.contains(name));
            if (vertices_.at(name).centre || deed) {
                const std::string_view other = name == row.subject_node ? row.object : row.subject;
                found.push_back({name, other, &arrow, deed});
                sources[{name, other}] += row.sources;
            }
        }
        for (auto& deed : found) {
            deed.sources = sources.at({deed.name, deed.other});
        }
        std::ranges::stable_sort(found, {}, [](const Deed& deed) {
            return std::tuple(!deed.done, deed.other.size() > kShortConcept,
                              -static_cast<std::int64_t>(deed.sources), -deed.arrow->support);
        });
        return found;
    }

    /// Something that its subject does: to a thing, not what it says, has or is called. Of a name
    /// beside others it has to be the name's own.
    [[nodiscard]] bool is_deed(const FactRow& row, bool joined) const {
        if (!row.fact) {
            return !joined;
        }
        return (row.kind == "verb" || row.kind == "passive") && row.type != "have" &&
               row.object_label != name_of(EntityType::Statement) && !row.derived &&
               !(joined && local(row.subject_node));
    }

    void sort_arrows() {
        std::ranges::stable_sort(arrows_, [](const Arrow& a, const Arrow& b) {
            return std::tie(b.support, a.row.subject, a.row.type, a.row.object, a.row.id) <
                   std::tie(a.support, b.row.subject, b.row.type, b.row.object, b.row.id);
        });
    }

    void drop_unjoined_locals() {
        std::set<NodeId> joined;
        for (const auto& arrow : arrows_) {
            joined.insert(arrow.row.subject_node);
            joined.insert(arrow.row.object_node);
        }
        std::erase_if(vertices_, [&](const auto& entry) {
            return entry.second.local && !joined.contains(entry.first) && !entry.second.centre;
        });
    }

    [[nodiscard]] std::vector<const Vertex*> sorted_vertices() const {
        std::vector<const Vertex*> order;
        for (const auto& [id, vertex] : vertices_) {
            order.push_back(&vertex);
        }
        std::ranges::stable_sort(order, [](const Vertex* a, const Vertex* b) {
            return std::tuple(!a->centre, a->local, -static_cast<std::int64_t>(a->weight),
                              std::tie(a->name, a->label, a->public_id)) <
                   std::tuple(!b->centre, b->local, -static_cast<std::int64_t>(b->weight),
                              std::tie(b->name, b->label, b->public_id));
        });
        return order;
    }

    /// One arrow for all facts between two nodes, called by its distinct relations.
    Diagram::Edge merged(std::pair<std::size_t, std::size_t> ends,
                         const std::vector<const Arrow*>& arrows, EvidenceReader& evidence) {
        Diagram::Edge edge;
        edge.from = ends.first;
        edge.to = ends.second;
        std::vector<std::string> labels;
        for (const auto* arrow : arrows) {
            edge.sources += arrow->row.sources;
            auto label = relation_wording(arrow->row);
            if (std::ranges::find(labels, label) != labels.end()) {
                continue;
            }
            labels.push_back(std::move(label));
            if (labels.size() <= kLabelsOfEdge) {
                add_evidence(edge, arrow->row, evidence);
            }
        }
        if (labels.size() > kLabelsOfEdge) {
            const auto more = labels.size() - kLabelsOfEdge;
            labels.resize(kLabelsOfEdge);
            labels.push_back("+" + std::to_string(more) + " more");
        }
        edge.labels = std::move(labels);
        const auto& best = arrows.front()->row;
        edge.relation = best.type;
        edge.polarity = best.polarity;
        edge.modality = best.modality;
        return edge;
    }

    /// Adds the sentence of a fact to the tooltip, once, and where it stands.
    void add_evidence(Diagram::Edge& edge, const FactRow& row, EvidenceReader& evidence) const {
        if (!row.fact) {
            if (edge.tooltip.empty()) {
                edge.tooltip = row.subject + " " + row.type + " " + row.object;
            }
            return;
        }
        const auto items = evidence.evidence(row.edge, kEvidenceLookedAt);
        if (!items.empty()) {
            const auto& item = items.front();  // the surest
            if (edge.tooltip.find(item.sentence) == std::string::npos) {
                edge.tooltip += (edge.tooltip.empty() ? "" : " | ") +
                                (row.attribution.empty() ? "" : row.attribution + " says: ") +
                                item.sentence + " (" + item.source +
                                (item.date.empty() ? "" : ", " + item.date) + ")";
            }
            if (edge.link.empty() && is_web_address(item.source)) {
                edge.link = item.source;
            }
        }
    }

    const GraphView& view_;
    std::map<NodeId, Vertex> vertices_;
    std::vector<Arrow> arrows_;
    std::size_t arrows_left_out_ = 0;
    std::set<EdgeId> seen_;
};

void add_all(const GraphView& view, Drawing& drawing) {
    std::array<EdgeId, 1024> batch;
    std::optional<EdgeId> after;
    for (;;) {
        const auto got = view.scan_edges(after, batch);
        for (std::size_t i = 0; i < got; ++i) {
            drawing.add_edge(batch[i]);
        }
        if (got < batch.size()) {
            return;
        }
        after = batch.back();
    }
}

Diagram finish(Drawing& drawing, const DiagramOptions& options) {
    const auto left_out = drawing.cut(options.max_nodes);
    auto diagram = drawing.finish();
    diagram.title = options.title;
    diagram.legend = options.legend;
    diagram.nodes_left_out = left_out;
    return diagram;
}

}  // namespace

Diagram make_diagram(const GraphView& view, const DiagramOptions& options) {
    Drawing drawing(view);
    if (options.around.empty()) {
        add_all(view, drawing);
    } else {
        const auto near = neighbourhood(view, options.around, options.hops);
        drawing.add_node(near.centre);
        drawing.mark_centre(near.centre);
        for (const auto edge : near.edges) {
            drawing.add_edge(edge);
        }
    }
    drawing.thin_out(options.concepts);
    drawing.drop_isolated();
    return finish(drawing, options);
}

Diagram make_diagram(const GraphView& view, const std::vector<NodeId>& nodes,
                     const std::vector<EdgeId>& edges, const DiagramOptions& options) {
    Drawing drawing(view);
    for (const auto node : nodes) {
        drawing.add_node(node);
    }
    for (const auto edge : edges) {
        drawing.add_edge(edge);
    }
    return finish(drawing, options);
}

}  // namespace trefoil::graph
