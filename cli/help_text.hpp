#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trefoil::cli {

/// A help text for a terminal of so many columns: paragraphs are filled, what an option does is
/// wrapped beside its name, examples stay as they are. Widths are in code points.
std::string wrapped_help(std::string_view text, std::size_t width);

}  // namespace trefoil::cli
