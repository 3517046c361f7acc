#pragma once

#include "extract/model_file.hpp"
#include "extract/train/inventory.hpp"
#include "extract/train/network.hpp"

namespace trefoil::extract::train {

/// The network of a packed model, its int8 weights made floats again: a teacher, or a start for
/// further training (Adam's moments are zero). Throws InputError if the model's vocabularies or
/// labels are not those of `inventory`, that is if it was trained on other data.
std::unique_ptr<Network> read_parser(const ModelFile& model, const Inventory& inventory);

/// Makes the weights of `to`, and their averages, those of `from`. Both have the same sizes.
void copy_weights(Network& from, Network& to);

}  // namespace trefoil::extract::train
