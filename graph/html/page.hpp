#pragma once

#include <string_view>

namespace trefoil::graph {

/// graph/html/page.html, built into the program.
extern const std::string_view kHtmlPage;

}  // namespace trefoil::graph
