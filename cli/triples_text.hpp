#pragma once

#include <iosfwd>

#include "cli/terminal.hpp"
#include "extract/pipeline.hpp"

namespace trefoil::cli {

/// The sentences of a document that say something, each with its triples below it: the text form of
/// `extract`.
void write_triples_text(std::ostream& out, const extract::Annotated& annotated, const Paint& paint);

}  // namespace trefoil::cli
