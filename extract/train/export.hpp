#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "extract/model_file.hpp"
#include "extract/train/inventory.hpp"
#include "extract/train/network.hpp"

namespace trefoil::extract::train {

/// Quantises the network's present values and writes them with all tables as the "net." sections of
/// a model file (docs/model.md), with the text file `provenance` (may be "") as section
/// "provenance". Throws InputError.
void write_parser(const std::string& path, const Inventory& inventory, Network& network,
                  const std::string& provenance);

using Sections = std::vector<std::pair<std::string, std::vector<std::byte>>>;

/// The network of `parser` as second of the committee (neural/network.hpp) in a model whose first
/// learnt from the same data: its weights as sections "net2.", without the tables that both have.
/// Throws InputError if vocabularies or labels differ.
Sections second_network(const ModelFile& parser, const ModelFile& first);

}  // namespace trefoil::extract::train
