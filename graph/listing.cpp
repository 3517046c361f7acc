#include "graph/listing.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

#include "graph/evidence.hpp"
#include "graph/neighbourhood.hpp"

namespace trefoil::graph {

namespace {

constexpr auto kAbsent = std::numeric_limits<std::uint32_t>::max();

/// A relationship before it is written.
struct Pending {
    EdgeId id;
    EdgeRecord record;
    std::size_t to;
    std::string_view type;
};

Value evidence_property(EvidenceReader& reader, EdgeId fact) {
    List sentences;
    for (const auto& item : reader.evidence(fact)) {
        sentences.emplace_back(item.sentence +
                               (item.source.empty() ? "" : " [" + item.source + "]"));
    }
    return sentences;
}

void insert_sorted(NamedProperties& properties, std::string_view name, Value value) {
    const auto at =
        std::ranges::lower_bound(properties, name, {}, &NamedProperties::value_type::first);
    if (at != properties.end() && at->first == name) {
        at->second = std::move(value);
    } else {
        properties.emplace(at, name, std::move(value));
    }
}

}  // namespace

Listing::Listing(const GraphView& view) : view_(&view) {
    std::array<NodeId, 1024> batch;
    std::optional<NodeId> after;
    for (bool more = true; more;) {
        const auto got = view.scan_nodes(std::nullopt, after, batch);
        for (std::size_t i = 0; i < got; ++i) {
            add(batch[i]);
        }
        more = got == batch.size();
        after = batch.back();
    }
    sort_nodes();
}

Listing::Listing(const GraphView& view, std::vector<NodeId> nodes, std::vector<EdgeId> edges)
    : view_(&view), whole_(false) {
    for (const auto id : edges) {
        if (const auto record = view.edge(id)) {
            chosen_.emplace_back(record->start, id);
            nodes.insert(nodes.end(), {record->start, record->end});
        }
    }
    const auto unique = [](auto& items) {
        std::ranges::sort(items);
        items.erase(std::unique(items.begin(), items.end()), items.end());
    };
    unique(chosen_);
    unique(nodes);
    for (const auto node : nodes) {
        add(node);
    }
    sort_nodes();
}

void Listing::add(NodeId id) {
    if (auto record = view_->node(id)) {
        nodes_.push_back({id, *std::move(record)});
    }
}

std::uint64_t Listing::size() const {
    return nodes_.size() + (whole_ ? view_->edge_count() : chosen_.size());
}

void Listing::count_visit() const {
    constexpr std::uint64_t kOften = 256;
    if (++visited_ % kOften == 0 && progress_) {
        progress_(visited_);
    }
}

void Listing::sort_nodes() {
    std::ranges::stable_sort(nodes_, {}, [](const Node& node) {
        return std::tuple(node.record.public_id == Hash128{}, node.record.public_id);
    });
    std::uint64_t highest = 0;
    for (const auto& node : nodes_) {
        highest = std::max(highest, node.id.value);
    }
    numbers_.assign(nodes_.empty() ? 0 : highest + 1, kAbsent);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        numbers_[nodes_[i].id.value] = static_cast<std::uint32_t>(i);
    }
}

void Listing::for_each_node(const std::function<void(const ListedNode&)>& visit) const {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        count_visit();
        const auto& record = nodes_[i].record;
        ListedNode node{nodes_[i].id, i, record.public_id, {}, named(record.properties)};
        for (const auto label : record.labels) {
            node.labels.push_back(view_->name_of(label));
        }
        std::ranges::sort(node.labels);
        visit(node);
    }
}

template <class Visit>
void Listing::for_each_from(NodeId node, Visit visit) const {
    if (whole_) {
        std::vector<AdjacentEdge> adjacent;
        view_->expand(node, Direction::Outgoing, {}, adjacent);
        for (const auto& entry : adjacent) {
            visit(entry.edge, view_->reader().edge(node, entry));
        }
        return;
    }
    const auto first =
        std::ranges::lower_bound(chosen_, node, {}, &std::pair<NodeId, EdgeId>::first);
    for (auto at = first; at != chosen_.end() && at->first == node; ++at) {
        visit(at->second, *view_->edge(at->second));
    }
}

void Listing::for_each_edge(const std::function<void(const ListedEdge&)>& visit,
                            bool with_evidence) const {
    EvidenceReader evidence(*view_);
    std::vector<Pending> pending;
    std::size_t number = 0;
    for (std::size_t from = 0; from < nodes_.size(); ++from) {
        pending.clear();
        for_each_from(nodes_[from].id, [&](EdgeId id, EdgeRecord&& record) {
            const auto to =
                record.end.value < numbers_.size() ? numbers_[record.end.value] : kAbsent;
            if (to != kAbsent) {
                const auto type = view_->name_of(record.type);
                pending.push_back({id, std::move(record), to, type});
            }
        });
        std::ranges::stable_sort(pending, [](const Pending& a, const Pending& b) {
            return std::tie(a.to, a.type, a.record.public_id, a.id) <
                   std::tie(b.to, b.type, b.record.public_id, b.id);
        });
        for (const auto& one : pending) {
            count_visit();
            ListedEdge edge{one.id, number++, one.record.public_id,        from,
                            one.to, one.type, named(one.record.properties)};
            if (with_evidence && one.record.flags.fact) {
                insert_sorted(edge.properties, "evidence", evidence_property(evidence, one.id));
            }
            visit(edge);
        }
    }
}

NamedProperties Listing::named(const Properties& properties) const {
    NamedProperties result;
    for (const auto& [key, value] : properties) {
        result.emplace_back(view_->name_of(key), value);
    }
    std::ranges::sort(result, {}, &NamedProperties::value_type::first);
    return result;
}

Listing listing_around(const GraphView& view, std::string_view name, std::uint64_t hops) {
    auto found = neighbourhood(view, name, hops);
    return {view, std::move(found.nodes), std::move(found.edges)};
}

}  // namespace trefoil::graph
