#pragma once

#include <istream>

namespace trefoil::cli {

/// Standard input as a buffered stream. in_avail() tells what can be read without waiting. Reading
/// throws Interrupted after Ctrl-C.
std::istream& standard_input();

}  // namespace trefoil::cli
