#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "graph/profile.hpp"
#include "store/store.hpp"

/// What users decided about who is who. Decisions outlive documents: one about an entity that no
/// stored document names now waits until one does.
namespace trefoil::graph {

/// What a decision speaks of: all profiles of a key in a block, or the one profile of a digest.
struct Anchor {
    std::string block;
    Hash128 key;
    std::optional<Hash128> digest;  ///< given where things of one key are told apart
    std::string name;               ///< as the user saw it

    auto operator<=>(const Anchor&) const = default;

    [[nodiscard]] bool holds(const Profile& profile) const;
};

enum class DecisionKind : std::uint8_t {
    Same = 0,       ///< `a` and `b` are one thing
    Different = 1,  ///< they are two, whatever the rules say
    Split = 2,      ///< in `document`, `a` is another thing than elsewhere
};

std::string_view name_of(DecisionKind kind);

struct Decision {
    DecisionKind kind = DecisionKind::Same;
    Anchor a;
    Anchor b;              ///< Same, Different; `a` < `b`
    std::string document;  ///< Split: hexadecimal id

    auto operator<=>(const Decision&) const = default;

    /// The same decision has the same id, whenever it is made.
    [[nodiscard]] Hash128 id() const;
};

/// All decisions of a store, by id.
std::vector<Decision> read_decisions(const store::Reader& reader);
void write_decision(store::Transaction& transaction, const Decision& decision);
void remove_decision(store::Transaction& transaction, const Decision& decision);

}  // namespace trefoil::graph
