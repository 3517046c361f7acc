#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extract/neural/kernels.hpp"

namespace trefoil::extract::neural {

/// An embedding table: int8 rows with a scale each. Section bytes: u32 rows, u32 width, zeros to 64
/// bytes; a float scale a row, padded to 64 bytes; the rows.
struct PackedTable {
    const std::int8_t* values = nullptr;
    const float* scales = nullptr;
    std::uint32_t rows = 0;
    std::uint32_t width = 0;
};

/// Quantises `values` (row after row) to int8 with a scale a row. `bias` may be empty.
std::vector<std::byte> pack_matrix(std::size_t rows, std::size_t columns,
                                   std::span<const float> values, std::span<const float> bias);
std::vector<std::byte> pack_table(std::uint32_t rows, std::uint32_t width,
                                  std::span<const float> values);

/// Views of packed bytes, which must be 64-byte aligned and outlive them. Throw InputError naming
/// `name` if the sizes do not fit. Section bytes of a matrix: u32 rows, columns, blocks, groups,
/// zeros to 64 bytes; weights (see PackedMatrix); scales, sums of weights and biases, 16 a block.
PackedMatrix view_matrix(std::span<const std::byte> bytes, std::string_view name);
PackedTable view_table(std::span<const std::byte> bytes, std::string_view name);

}  // namespace trefoil::extract::neural
