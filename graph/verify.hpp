#pragma once

#include <string>
#include <vector>

#include "store/store.hpp"

namespace trefoil::graph {

/// Compares a stored document with itself: its id is the hash of text and date, every span lies in
/// the text, and what the analysis quotes stands there. One line a problem; empty if all is well.
/// Linear in the document. Throws CorruptionError if it cannot be read.
std::vector<std::string> verify_document(const store::Reader& reader, DocumentId document);

}  // namespace trefoil::graph
