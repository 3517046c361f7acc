#pragma once

#include <string>
#include <string_view>

#include "base/value.hpp"

namespace trefoil {

/// Property values as JSON (docs/exchange.md). Strings, integers, booleans, lists, maps and null
/// are what JSON has; floats always have a point or an exponent; everything else is an object with
/// one key that begins with "$": {"$float":"NaN"}, {"$date":"1984-10-11"}, $time, $localtime,
/// $datetime, $localdatetime, $duration. A map with such a key alone is written {"$map":{...}}.

/// The shortest digits that read back as the same number, with a point or an exponent ("1.0",
/// "1e+300"); "nan", "inf" and "-inf" for the others.
std::string shortest_text(double number);

/// What Cypher calls the kind of a temporal value ("date", "localdatetime", ...); "" for others.
std::string_view temporal_kind(const Value& value);

/// Appends a string with its quotes; control characters are escaped.
void append_json_string(std::string& out, std::string_view text);

/// Appends a value. REQUIRES: no node, relationship or path in it.
void append_json_value(std::string& out, const Value& value);

/// Appends anything but lists, maps, nodes, relationships and paths; false if it is one of those.
bool append_json_scalar(std::string& out, const Value& value);

/// The value that a JSON text stands for: what append_json_value writes gives the same value back.
/// Integers beyond 64 bits become floats; an unknown "$" key is an ordinary map. Throws Error that
/// says what is wrong; more than 256 lists and maps inside each other are an error.
Value parse_json_value(std::string_view text);

}  // namespace trefoil
