#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/view.hpp"

namespace trefoil::graph {

/// How a relation was matched, best first. A later way is tried only if the earlier found nothing.
enum class RelationMatch { Exact, Inflected, Near };

struct MatchedRelations {
    RelationMatch match = RelationMatch::Exact;
    std::vector<TypeId> types;
    bool passive = false;           ///< "recognized by": the ends are swapped
    std::vector<std::string> near;  ///< for Near: the types taken for the one asked for

    bool operator==(const MatchedRelations&) const = default;
};

/// Relation types of the store that `words` may mean, at one level:
/// Exact: the type as it stands, or its words joined by "_" ("talk with").
/// Inflected: the same verb in any form and spelling ("recognised", "recognizing" -> recognize),
/// with what may follow it (recognize_as); "recognized by" is the passive; "born in" and "was born
/// in" also mean the passive without agent, be_born_in. Near: at most one edit (two from eight
/// letters) from a type or from the first word of one.
MatchedRelations find_relations(const GraphView& view, std::string_view words, RelationMatch level);

/// Base forms that an English verb form may have, American spelling first ("planned" -> "plan",
/// "planne", ...). The form itself is among them. Candidates only: whoever calls knows which verbs
/// exist.
std::vector<std::string> base_forms(std::string_view word);

/// A spelling that British and American forms share ("recognise", "recognize" -> the same;
/// "labour", "labor").
std::string folded_spelling(std::string_view word);

}  // namespace trefoil::graph
