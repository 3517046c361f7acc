#pragma once

#include <iosfwd>
#include <string_view>

#include "cli/terminal.hpp"
#include "graph/fact_row.hpp"
#include "graph/paths.hpp"
#include "graph/show.hpp"

namespace trefoil::cli {

/// How facts look as text for people (graph/formats.hpp has the forms for programs). Text from
/// documents is made printable.

/// Two lines: the fact with what qualifies it, and the sentence that proves it with its source.
void write_fact(std::ostream& out, const graph::FactRow& row, const Paint& paint);

/// A sentence with its source, indented, on a terminal wrapped at blanks.
void write_sentence(std::ostream& out, std::string_view sentence, std::string_view source,
                    const Paint& paint);

/// A card of an entity: names, then its facts.
void write_card(std::ostream& out, const graph::EntityCard& card, const Paint& paint);

/// A path, one hop a line.
void write_path(std::ostream& out, const graph::NamedPath& path, const Paint& paint);

}  // namespace trefoil::cli
