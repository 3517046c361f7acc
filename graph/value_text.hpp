#pragma once

#include <string>

#include "base/value.hpp"

namespace trefoil::graph {

/// A property value as text that tells types apart ("1", "1.0", "\"1\"", "date(2022-02-21)"): for
/// exports and hashes. The same value gives the same text everywhere; floats are the shortest
/// digits that give the same number back.
std::string value_text(const Value& value);

/// The same without quotes around a string, and dates and times as ISO text alone: for labels, TSV
/// and GraphML.
std::string plain_text(const Value& value);

}  // namespace trefoil::graph
