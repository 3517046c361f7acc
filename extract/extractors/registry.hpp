#pragma once

#include <memory>

#include "extract/extractors/extractor.hpp"

/// Makers of the extractors, one a file; registry.cpp lists them in order. A table, not
/// self-registration: a static library drops object files that nobody refers to.
namespace trefoil::extract {

std::unique_ptr<const Extractor> verb_clauses();
std::unique_ptr<const Extractor> reduced_relatives();
std::unique_ptr<const Extractor> copulas();
std::unique_ptr<const Extractor> postposed_adjectives();
std::unique_ptr<const Extractor> existentials();
std::unique_ptr<const Extractor> reported_speech();
std::unique_ptr<const Extractor> appositions();
std::unique_ptr<const Extractor> titles();
std::unique_ptr<const Extractor> possessives();
std::unique_ptr<const Extractor> nominalisations();
std::unique_ptr<const Extractor> locations();

}  // namespace trefoil::extract
