#pragma once

#include "cli/context.hpp"

namespace trefoil::cli {

// Who is who: questions and decisions (cmd_merge.cpp).
void add_why(CLI::App& program, Context& context);
void add_merge(CLI::App& program, Context& context);
void add_unmerge(CLI::App& program, Context& context);
void add_split(CLI::App& program, Context& context);

}  // namespace trefoil::cli
