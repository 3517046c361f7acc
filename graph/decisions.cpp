#include "graph/decisions.hpp"

#include <array>
#include <utility>

#include "graph/packing.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

void put(Packer& out, const Anchor& anchor) {
    out.text(anchor.block);
    out.text(anchor.key.hex());
    out.text(anchor.digest ? anchor.digest->hex() : std::string());
    out.text(anchor.name);
}

Anchor anchor(Unpacker& in) {
    Anchor anchor;
    anchor.block = in.text();
    const auto key = Hash128::from_hex(in.text());
    in.require(key.has_value());
    anchor.key = *key;
    anchor.digest = Hash128::from_hex(in.text());
    anchor.name = in.text();
    return anchor;
}

}  // namespace

bool Anchor::holds(const Profile& profile) const {
    return digest ? profile.digest() == *digest : profile.key() == key;
}

std::string_view name_of(DecisionKind kind) {
    static constexpr std::array kNames{"merge", "never merge", "split"};
    return kNames.at(static_cast<std::size_t>(kind));
}

Hash128 Decision::id() const {
    Hasher hasher;
    hasher.add("decision").add(name_of(kind)).add(document);
    for (const auto* anchor : {&a, &b}) {
        hasher.add(anchor->block)
            .add(anchor->key.hex())
            .add(anchor->digest ? anchor->digest->hex() : std::string());
    }
    return hasher.finish();
}

std::vector<Decision> read_decisions(const store::Reader& reader) {
    std::vector<Decision> decisions;
    for (const auto& [id, bytes] : reader.notes(kDecisions)) {
        Unpacker in(bytes, "a decision");
        Decision decision;
        const auto kind = in.number();
        in.require(kind <= static_cast<std::uint64_t>(DecisionKind::Split));
        decision.kind = static_cast<DecisionKind>(kind);
        decision.a = anchor(in);
        decision.b = anchor(in);
        decision.document = in.text();
        in.finish();
        decisions.push_back(std::move(decision));
    }
    return decisions;
}

void write_decision(store::Transaction& transaction, const Decision& decision) {
    Packer out;
    out.number(static_cast<std::uint64_t>(decision.kind));
    put(out, decision.a);
    put(out, decision.b);
    out.text(decision.document);
    transaction.put_note(kDecisions, decision.id().hex(), out.take());
}

void remove_decision(store::Transaction& transaction, const Decision& decision) {
    transaction.remove_note(kDecisions, decision.id().hex());
}

}  // namespace trefoil::graph
