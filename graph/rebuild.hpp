#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/gazetteer.hpp"
#include "store/store.hpp"

/// A store made anew from what another one holds at first hand.
namespace trefoil::graph {

struct RebuildReport {
    std::uint64_t documents = 0;
    std::uint64_t nodes = 0;          ///< users' and imported ones
    std::uint64_t relationships = 0;  ///< users' and imported ones
    std::uint64_t lost = 0;           ///< records that could not be read
    std::vector<std::string> losses;  ///< the first of them, one line each
};

/// Fills the empty store `to` with the documents of `from`, from which nodes and facts are computed
/// again, and with what users wrote and imported: decisions, labels, properties, nodes,
/// relationships. Indexes, counters and computed fields of `from` are not looked at, so they may be
/// wrong; what cannot be read is left out and counted. If nothing is lost, both stores are equal
/// (canonical_export.hpp), given the `gazetteer` that its documents were ingested with. A
/// relationship between merged entities belongs to the merged ones afterwards. `poll` is called
/// every now and then and may throw. Linear.
RebuildReport rebuild(const store::Reader& from, store::Store& to,
                      const std::function<void()>& poll = {},
                      const extract::Gazetteer& gazetteer = extract::no_gazetteer());

/// True for notes that hold what cannot be computed: decisions, rejections, constraints, settings.
/// False for what comes from documents, or is written with the nodes it belongs to.
bool is_first_hand(std::string_view note_space, std::string_view key);

}  // namespace trefoil::graph
