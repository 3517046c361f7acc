#pragma once

#include <string>

#include "extract/train/inventory.hpp"
#include "extract/train/network.hpp"

namespace trefoil::extract::train {

/// Quantises the network's present values and writes them with all tables as the "net." sections of
/// a model file (docs/model.md), with the text file `provenance` (may be "") as section
/// "provenance". Throws InputError.
void write_parser(const std::string& path, const Inventory& inventory, Network& network,
                  const std::string& provenance);

}  // namespace trefoil::extract::train
