#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "store/store.hpp"

namespace trefoil::graph {

/// Version of the lines below; import_canonical reads only this one.
inline constexpr int kCanonicalVersion = 1;
/// How the first line begins.
inline constexpr std::string_view kCanonicalStart = "{\"_canonical\":";

/// Writes everything a store holds as JSON lines, sorted by bytes, so that equal stores give equal
/// text ("equal" is defined by this): documents with their text, mentions, assertions, entities,
/// facts with their evidence, decisions and other notes, and users' nodes and relationships.
/// Nothing of it depends on store ids, on order of ingest or on threads (users' nodes: see
/// canonical_names.hpp). import_canonical (import.hpp) makes an equal store of it. `write` gets
/// whole lines with their line end. Holds all lines in memory for sorting.
void export_canonical(const store::Reader& reader,
                      const std::function<void(std::string_view)>& write);

/// The same as one string, for tests.
std::string canonical_text(const store::Reader& reader);

/// Public id of an assertion: hash of document, spans, content and extractor.
Hash128 assertion_id(const Hash128& document, const Triple& triple);

}  // namespace trefoil::graph
