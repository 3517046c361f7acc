#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/analysis.hpp"
#include "base/hash.hpp"

/// The one place that says which public id an entity has. `extract` prints it as "entity_id"; the
/// graph's resolver gives the same id to the node, so that a line of JSON and a row of the graph
/// speak of the same thing.
namespace trefoil::extract {

/// A name as keys compare it: compatibility decomposition, no combining marks, lower case, straight
/// quotes, no leading article, no final possessive, no full stops ("U.S." = "US"), hyphens and runs
/// of blanks as one blank. Empty only if nothing but such characters is there. Linear. Thread-safe.
std::string normalised_name(std::string_view name);

/// Id of a named entity: of its certain link if it has one ("country:UA"), else of normalised name
/// and coarse type.
Hash128 named_entity_key(std::string_view name, EntityType type, std::string_view link = {});

/// The same of a name that is normalised already.
Hash128 normalised_entity_key(std::string_view normalised, EntityType type,
                              std::string_view link = {});

/// Id of a Concept or Statement: it belongs to its document; `index` is its place in
/// Analysis::clusters.
Hash128 local_entity_key(const Hash128& document, std::uint32_t index);

/// The public id of `cluster`, number `index` of the analysis of the document with id `document`:
/// named_entity_key for named types with a name, else local_entity_key.
Hash128 entity_key(const Hash128& document, const Cluster& cluster, std::uint32_t index);

}  // namespace trefoil::extract
