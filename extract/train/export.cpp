#include "extract/train/export.hpp"

#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "extract/model_file.hpp"

namespace trefoil::extract::train {

void write_parser(const std::string& path, const Inventory& inventory, Network& network,
                  const std::string& provenance) {
    (void)path;
    (void)inventory;
    (void)network;
    (void)provenance;
}

}  // namespace trefoil::extract::train
