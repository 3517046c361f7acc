// Colour refinement (Weisfeiler and Leman): a name takes in the names around it until no round
// tells more nodes apart. What is alike then is numbered on a walk, so that parts which hang
// together get numbers that do.

#include "graph/canonical_names.hpp"

#include <algorithm>
#include <deque>
#include <tuple>
#include <unordered_set>

namespace trefoil::graph {

CanonicalNames::CanonicalNames(const store::Reader& reader, const NodeContent& node,
                               EdgeContent edge)
    : reader_(reader), edge_(std::move(edge)) {
    for_each_stored_node(reader_, [&](NodeId id, const store::NodeRecord& record) {
        const bool user = record.public_id == Hash128{};
        hashes_[id] = user ? Hasher().add("user").add(node(record)).finish() : record.public_id;
        if (user) {
            users_.push_back(id);
        }
    });
    refine();
    number_alike();
}

std::string CanonicalNames::of(NodeId node) const {
    const auto number = numbers_.find(node);
    const std::string hash = hashes_.at(node).hex();
    return number == numbers_.end() ? hash : hash + "-" + std::to_string(number->second);
}

std::size_t CanonicalNames::distinct() const {
    std::unordered_set<Hash128> names;
    for (const NodeId id : users_) {
        names.insert(hashes_.at(id));
    }
    return names.size();
}

std::vector<CanonicalNames::Tie> CanonicalNames::ties(NodeId node) const {
    std::vector<Tie> found;
    for (const auto direction : {store::Direction::Outgoing, store::Direction::Incoming}) {
        std::vector<store::AdjacentEdge> edges;
        reader_.adjacent(node, direction, std::nullopt, edges);
        for (const auto& edge : edges) {
            const auto record = reader_.edge(edge.edge);
            found.push_back({(direction == store::Direction::Outgoing ? ">" : "<") +
                                 std::string(reader_.name_of(edge.type)) +
                                 (record ? edge_(record->properties) : ""),
                             edge.neighbor});
        }
    }
    return found;
}

void CanonicalNames::refine() {
    constexpr int kRounds = 64;
    std::size_t before = 0;
    std::size_t now = distinct();
    for (int round = 0; round < kRounds && now != users_.size() && now != before; ++round) {
        std::vector<Hash128> refined;
        for (const NodeId id : users_) {
            std::vector<std::string> around;
            for (const Tie& tie : ties(id)) {
                around.push_back(tie.kind + hashes_.at(tie.neighbour).hex());
            }
            std::ranges::sort(around);
            Hasher hasher;
            hasher.add(hashes_.at(id).hex());
            for (const auto& text : around) {
                hasher.add(text);
            }
            refined.push_back(hasher.finish());
        }
        for (std::size_t i = 0; i < users_.size(); ++i) {
            hashes_[users_[i]] = refined[i];
        }
        before = std::exchange(now, distinct());
    }
}

void CanonicalNames::number_alike() {
    std::vector<std::pair<Hash128, NodeId>> order;
    for (const NodeId id : users_) {
        order.emplace_back(hashes_.at(id), id);
    }
    std::ranges::sort(order);
    std::unordered_set<NodeId> alike;
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i].first == order[i - 1].first) {
            alike.insert({order[i - 1].second, order[i].second});
        }
    }
    std::deque<NodeId> waiting;
    std::size_t next = 1;
    const auto reach = [&](NodeId id) {
        if (alike.contains(id) && numbers_.emplace(id, next).second) {
            ++next;
            waiting.push_back(id);
        }
    };
    for (const auto& entry : order) {
        reach(entry.second);
        for (; !waiting.empty(); waiting.pop_front()) {
            auto around = ties(waiting.front());
            std::ranges::sort(around, {}, [this](const Tie& tie) {
                return std::tuple(tie.kind, hashes_.at(tie.neighbour), tie.neighbour);
            });
            for (const Tie& tie : around) {
                reach(tie.neighbour);
            }
        }
    }
}

}  // namespace trefoil::graph
