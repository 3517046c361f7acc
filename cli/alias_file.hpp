#pragma once

#include <cstddef>
#include <string>

#include "extract/gazetteer.hpp"
#include "store/store.hpp"

namespace trefoil::cli {

/// What applying a file of aliases did.
struct AliasReport {
    std::size_t merged = 0;
    std::size_t kept_apart = 0;
    std::size_t already = 0;  ///< lines that hold already
    std::size_t waiting = 0;  ///< lines with a name that the store does not have (yet)
};

/// Applies a user's file of aliases and never-merge pairs to a store. A line has names separated by
/// tabs: they are one thing; with "!" before the first name they are never to be merged. "#" begins
/// a comment. Each line is decisions of its own, as from 'merge'. Throws InputError with the line
/// where a line has one name only or a name that means several entities.
AliasReport apply_alias_file(store::Store& store, const std::string& file,
                             const extract::Gazetteer& gazetteer);

}  // namespace trefoil::cli
