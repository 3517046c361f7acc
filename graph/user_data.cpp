#include "graph/user_data.hpp"

#include <algorithm>

#include "graph/packing.hpp"
#include "graph/schema.hpp"
#include "store/value_bytes.hpp"

namespace trefoil::graph {

namespace {

constexpr const char* kMovedEdge = "a relationship between merged entities";

std::string edge_name(EdgeId edge) {
    return std::to_string(edge.value);
}

Hash128 home_of(const Hash128& base, const Hash128& now, const std::map<Hash128, Hash128>& homes) {
    const auto at = homes.find(base);
    return at == homes.end() ? now : at->second;
}

}  // namespace

UserData::UserData(store::Transaction& transaction, const std::set<Hash128>& entities)
    : transaction_(transaction), entities_(entities) {
    for (const auto& entity : entities_) {
        if (const auto node = transaction_.find_node(entity)) {
            found_[entity] = bases_of(entity, *node);
        }
    }
}

UserData::Base UserData::joined(const Bases& bases) {
    Base result;
    for (const auto& [id, base] : bases) {
        result.labels.insert(base.labels.begin(), base.labels.end());
        result.properties.insert(base.properties.begin(), base.properties.end());
    }
    return result;
}

UserData::Base UserData::on_node(NodeId node) const {
    Base base;
    const auto record = *transaction_.node(node);
    for (const auto label : record.labels) {
        if (const auto name = transaction_.name_of(label); !is_entity_label(name)) {
            base.labels.emplace(name);
        }
    }
    for (const auto& [key, value] : record.properties) {
        if (const auto name = transaction_.name_of(key); !is_derived_node_key(name)) {
            base.properties.emplace(name, store::to_bytes(value));
        }
    }
    return base;
}

UserData::Bases UserData::decode(std::string_view bytes) {
    Bases bases;
    Unpacker in(bytes, "what users wrote on an entity");
    while (!in.done()) {
        const auto high = in.number();
        auto& base = bases[{high, in.number()}];
        for (auto left = in.number(); left != 0; --left) {
            base.labels.insert(in.text());
        }
        for (auto left = in.number(); left != 0; --left) {
            auto name = in.text();
            base.properties[std::move(name)] = in.text();
        }
    }
    return bases;
}

UserData::Bases UserData::noted(const Hash128& entity) const {
    const auto bytes = transaction_.note(kUserData, entity.hex());
    return bytes ? decode(*bytes) : Bases();
}

std::set<Hash128> UserData::misplaced(const store::Transaction& transaction,
                                      const std::map<Hash128, Hash128>& homes) {
    std::set<Hash128> result;
    const auto check = [&](const Hash128& base, const Hash128& now) {
        if (const auto home = homes.find(base); home != homes.end() && home->second != now) {
            result.insert({now, home->second});
        }
    };
    for (const auto& [entity, bytes] : transaction.notes(kUserData)) {
        for (const auto& [id, base] : decode(bytes)) {
            check(id, *Hash128::from_hex(entity));
        }
    }
    for (const auto& [edge, bytes] : transaction.notes(kMovedEdges)) {
        const auto record = transaction.edge(EdgeId(std::stoull(edge)));
        if (!record) {
            continue;  // deleted since
        }
        Unpacker in(bytes, kMovedEdge);
        for (const auto node : {record->start, record->end}) {
            const auto high = in.number();
            check({high, in.number()}, transaction.node(node)->public_id);
        }
    }
    return result;
}

/// The noted bases, with what users changed since.
UserData::Bases UserData::bases_of(const Hash128& entity, NodeId node) const {
    auto bases = noted(entity);
    const auto shown = joined(bases);
    const auto now = on_node(node);
    for (auto& [id, base] : bases) {
        std::erase_if(base.labels, [&](const auto& label) { return !now.labels.contains(label); });
        std::erase_if(base.properties,
                      [&](const auto& entry) { return !now.properties.contains(entry.first); });
    }
    for (const auto& label : now.labels) {
        if (!shown.labels.contains(label)) {
            bases[entity].labels.insert(label);
        }
    }
    for (const auto& [name, value] : now.properties) {
        const auto before = shown.properties.find(name);
        if (before == shown.properties.end()) {
            bases[entity].properties[name] = value;
        } else if (before->second != value) {
            for (auto& [id, base] : bases) {
                if (const auto at = base.properties.find(name); at != base.properties.end()) {
                    at->second = value;
                }
            }
        }
    }
    std::erase_if(bases, [](const auto& entry) { return entry.second.empty(); });
    return bases;
}

void UserData::note(const Hash128& entity, const Bases& bases) {
    const bool own = bases.empty() || (bases.size() == 1 && bases.begin()->first == entity);
    if (own) {
        transaction_.remove_note(kUserData, entity.hex());
        return;
    }
    Packer out;
    for (const auto& [id, base] : bases) {
        out.number(id.high);
        out.number(id.low);
        out.number(base.labels.size());
        for (const auto& label : base.labels) {
            out.text(label);
        }
        out.number(base.properties.size());
        for (const auto& [name, value] : base.properties) {
            out.text(name);
            out.text(value);
        }
    }
    transaction_.put_note(kUserData, entity.hex(), out.take());
}

void UserData::show(NodeId node, const Base& wanted) {
    const auto now = on_node(node);
    for (const auto& label : now.labels) {
        if (!wanted.labels.contains(label)) {
            transaction_.remove_label(node, *transaction_.find_label(label));
        }
    }
    for (const auto& label : wanted.labels) {
        if (!now.labels.contains(label)) {
            transaction_.add_label(node, transaction_.intern_label(label));
        }
    }
    for (const auto& [name, value] : now.properties) {
        if (!wanted.properties.contains(name)) {
            transaction_.set_property(node, *transaction_.find_key(name), Value());
        }
    }
    for (const auto& [name, value] : wanted.properties) {
        if (const auto at = now.properties.find(name);
            at == now.properties.end() || at->second != value) {
            transaction_.set_property(node, transaction_.intern_key(name),
                                      store::value_from_bytes(value));
        }
    }
}

void UserData::move(const std::map<Hash128, Hash128>& homes, PlanWriter& writer) {
    std::map<Hash128, Bases> wanted;
    for (const auto& [entity, bases] : found_) {
        for (const auto& [id, base] : bases) {
            auto home = home_of(id, entity, homes);
            if (!transaction_.find_node(home)) {
                home = entity;
            }
            wanted[home][id] = base;
        }
    }
    for (const auto& entity : entities_) {
        if (const auto node = transaction_.find_node(entity)) {
            show(*node, joined(wanted[entity]));
            note(entity, wanted[entity]);
        }
    }
    for (const auto& entity : entities_) {
        move_edges(entity, homes);
    }
    for (const auto& entity : entities_) {
        if (const auto node = transaction_.find_node(entity)) {
            writer.remove_if_unused(*node);
        }
    }
}

std::pair<Hash128, Hash128> UserData::written_between(EdgeId edge) const {
    const auto record = *transaction_.edge(edge);
    std::pair<Hash128, Hash128> ends{transaction_.node(record.start)->public_id,
                                     transaction_.node(record.end)->public_id};
    if (const auto bytes = transaction_.note(kMovedEdges, edge_name(edge))) {
        Unpacker in(*bytes, kMovedEdge);
        for (auto* end : {&ends.first, &ends.second}) {
            end->high = in.number();
            end->low = in.number();
        }
    }
    return ends;
}

void UserData::move_edges(const Hash128& entity, const std::map<Hash128, Hash128>& homes) {
    const auto node = transaction_.find_node(entity);
    if (!node) {
        return;
    }
    std::vector<store::AdjacentEdge> edges;
    transaction_.adjacent(*node, store::Direction::Outgoing, std::nullopt, edges);
    transaction_.adjacent(*node, store::Direction::Incoming, std::nullopt, edges);
    std::set<EdgeId> seen;
    for (const auto& adjacent : edges) {
        if (adjacent.flags.fact || !seen.insert(adjacent.edge).second) {
            continue;
        }
        const auto record = *transaction_.edge(adjacent.edge);
        const auto [from, to] = written_between(adjacent.edge);
        const auto end_for = [&](const Hash128& base, NodeId now) {
            if (base == Hash128{}) {
                return now;
            }
            const auto home = home_of(base, transaction_.node(now)->public_id, homes);
            return transaction_.find_node(home).value_or(now);
        };
        const auto start = end_for(from, record.start);
        const auto end = end_for(to, record.end);
        if (start == record.start && end == record.end) {
            continue;
        }
        transaction_.remove_note(kMovedEdges, edge_name(adjacent.edge));
        transaction_.delete_edge(adjacent.edge);
        const auto moved = transaction_.create_edge(start, record.type, end, record.properties,
                                                    record.flags, record.public_id);
        if (transaction_.node(start)->public_id != from ||
            transaction_.node(end)->public_id != to) {
            Packer out;
            for (const auto& base : {from, to}) {
                out.number(base.high);
                out.number(base.low);
            }
            transaction_.put_note(kMovedEdges, edge_name(moved), out.take());
        }
    }
}

}  // namespace trefoil::graph
