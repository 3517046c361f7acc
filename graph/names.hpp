#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/view.hpp"

/// Names as people type them to nodes. Nodes are filed in the store under lookup terms: "n:" + each
/// of their names in normal form (case, diacritics, punctuation and leading article folded), and
/// "w:" + each word of these.
namespace trefoil::graph {

/// The terms under which a node of this name and these aliases is filed; sorted.
std::vector<std::string> lookup_terms(std::string_view name,
                                      const std::vector<std::string>& aliases);

/// The same from a node's properties; none if it has no name.
std::vector<std::string> lookup_terms(const store::Reader& reader, NodeId node);

/// How a name was matched, best first. A later way is tried only if the earlier found nothing.
enum class NameMatch { Exact, Alias, Words, Near };

std::string_view name_of(NameMatch match);

struct NamedNodes {
    NameMatch match = NameMatch::Exact;
    std::vector<NodeId> nodes;      ///< those with most relationships first; ties by public id
    std::vector<std::string> near;  ///< for Near: the names that were taken for the one asked for

    bool operator==(const NamedNodes&) const = default;
};

/// Nodes that `name` may mean: by the property `name` as it stands; then by any name or alias in
/// normal form; then those whose names hold all its words; then by spelling (at most one edit in up
/// to seven letters, two above, in one word or in the whole). A name in the view of named entities
/// is preferred to Concepts and Statements: those come only if no entity or user node matches as
/// well. Empty if nothing matches.
NamedNodes find_by_name(const GraphView& view, std::string_view name);

/// The nodes of one step alone, whether or not earlier steps found some.
NamedNodes nodes_at(const GraphView& view, std::string_view name, NameMatch step);

/// True for labels of nodes that belong to one document: Concept, Statement and values.
bool is_local_node(const GraphView& view, NodeId node);

/// The property `name` of a node, or "" if it has none.
std::string display_name(const GraphView& view, NodeId node);

/// First label of a node that names its type, else its first label, else "".
std::string display_label(const GraphView& view, NodeId node);

/// Edits (insert, delete, replace, swap of neighbours) between two UTF-8 texts, counted up to
/// `limit` + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace trefoil::graph
