#include "query/result_graph.hpp"

#include <algorithm>

namespace trefoil::query {

namespace {

template <class T>
void make_unique(std::vector<T>& items) {
    std::ranges::sort(items);
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

void ResultGraph::add(const Value& value) {
    if (const auto* node = value.get_if<NodeId>()) {
        nodes.push_back(*node);
    } else if (const auto* edge = value.get_if<Relationship>()) {
        nodes.insert(nodes.end(), {edge->start, edge->end});
        edges.push_back(edge->id);
    } else if (const Path* path = value.path()) {
        nodes.insert(nodes.end(), path->nodes.begin(), path->nodes.end());
        for (const Relationship& relationship : path->relationships) {
            edges.push_back(relationship.id);
        }
    } else if (const List* list = value.list()) {
        for (const Value& item : *list) {
            add(item);
        }
    } else if (const Map* map = value.map()) {
        for (const auto& [key, item] : *map) {
            add(item);
        }
    }
}

void ResultGraph::finish() {
    make_unique(nodes);
    make_unique(edges);
}

}  // namespace trefoil::query
