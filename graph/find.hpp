#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "graph/fact_row.hpp"
#include "graph/view.hpp"

namespace trefoil::graph {

/// Which facts are asked for. Nothing, "" and "?" mean any.
struct FactPattern {
    std::optional<std::string> subject;
    std::optional<std::string> relation;
    std::optional<std::string> object;
    bool either_end =
        false;  ///< the subject's name may stand at either end; REQUIRES: no object asked for
    std::size_t limit = 0;  ///< rows at most; 0: all
};

/// The pattern of `find [A [REL [B]]]`: a lone A matches either end.
FactPattern pattern_of(const std::vector<std::string>& words);

struct FoundFacts {
    std::vector<FactRow> rows;  ///< best first
    std::vector<std::string>
        remarks;  ///< for the user, one line each: near spellings taken, facts that the view hides
    std::size_t total = 0;  ///< rows without the limit

    bool operator==(const FoundFacts&) const = default;
};

/// Facts by pattern, in steps; a later step is tried only if the earlier found no fact:
/// 1. names and relation as they stand; 2. names by alias; 3. by words of names, relation in any
/// inflection and spelling ("recognised" -> recognize), passive ("recognized by"); 4. near
/// spellings, said in the remarks. Rows: exact relation first, then named ends before Concepts,
/// then by sources, confidence, names; rows that read
/// alike are given once (drop_lookalikes). If the view hides all that matches, a remark says how
/// many
/// --facts all would show. Cost: the degree of the named nodes; all edges where neither end is
/// given.
FoundFacts find_facts(const GraphView& view, const FactPattern& pattern);

}  // namespace trefoil::graph
