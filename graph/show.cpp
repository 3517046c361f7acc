#include "graph/show.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <tuple>

#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

bool is_local_label(const std::string& label) {
    const auto type = entity_type_from(label);
    return type && !is_named_type(*type);
}

auto order(const FactRow& row, NodeId centre) {
    const bool outgoing = row.subject_node == centre;
    const auto& other = outgoing ? row.object_label : row.subject_label;
    return std::tuple(!outgoing, is_local_label(other), -static_cast<std::int64_t>(row.sources),
                      -row.confidence, row.type, row.subject, row.object, row.id);
}

std::size_t hidden_edges(const GraphView& view, NodeId node, std::size_t visible) {
    auto filter = ViewFilter{};
    filter.all = true;
    const GraphView all(
        std::shared_ptr<const store::Reader>(std::shared_ptr<void>(), &view.reader()), filter);
    const auto total = all.degree(node, Direction::Both, {});
    return total > visible ? total - visible : 0;
}

}  // namespace

EntityCard entity_card(const GraphView& view, NodeId node, EvidenceReader& evidence) {
    const auto record = view.node(node).value();
    EntityCard card;
    card.node = node;
    card.id = record.public_id;
    card.name = display_name(view, node);
    for (const auto label : record.labels) {
        card.labels.emplace_back(view.name_of(label));
    }
    std::ranges::sort(card.labels);
    for (const auto& [key, value] : record.properties) {
        const auto name = view.name_of(key);
        if (name == kAliases && value.list() != nullptr) {
            for (const auto& alias : *value.list()) {
                card.aliases.push_back(alias.string() != nullptr ? *alias.string() : "");
            }
        } else if (name != kName) {
            card.properties.emplace_back(name, value);
        }
    }
    std::ranges::sort(card.properties, {}, &std::pair<std::string, Value>::first);
    std::set<Hash128> documents;
    for (const auto& mention : evidence.mentions(node)) {
        ++card.mentions;
        documents.insert(mention.document);
    }
    card.documents = documents.size();
    std::vector<AdjacentEdge> edges;
    view.expand(node, Direction::Both, {}, edges);
    for (const auto& edge : edges) {
        card.facts.push_back(fact_row(view, edge.edge, evidence));
    }
    std::ranges::sort(card.facts, [node](const FactRow& a, const FactRow& b) {
        return order(a, node) < order(b, node);
    });
    card.hidden = hidden_edges(view, node, card.facts.size());
    drop_lookalikes(card.facts);
    return card;
}

ShownEntities show_entity(const GraphView& view, std::string_view name, std::size_t limit) {
    const auto found = find_by_name(view, name);
    ShownEntities result{found.match, found.near, {}};
    EvidenceReader evidence(view);
    for (const auto node : found.nodes) {
        if (result.cards.size() == limit) {
            break;
        }
        result.cards.push_back(entity_card(view, node, evidence));
    }
    return result;
}

}  // namespace trefoil::graph
