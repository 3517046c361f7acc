#include "extract/neural/packed.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "base/error.hpp"

namespace trefoil::extract::neural {

namespace {

constexpr std::size_t kHeader = 64;

std::size_t align_up(std::size_t n) {
    return (n + 63) / 64 * 64;
}

[[noreturn]] void damaged(std::string_view name) {
    throw InputError("the model's section " + std::string(name) + " is damaged", "english.model");
}

float scale_of(std::span<const float> row) {
    float largest = 0;
    for (const float v : row) {
        largest = std::max(largest, std::fabs(v));
    }
    return largest / 127;
}

std::int8_t code_of(float value, float scale) {
    return scale > 0 ? static_cast<std::int8_t>(std::lround(value / scale)) : std::int8_t{0};
}

template <typename T>
T* at(std::vector<std::byte>& bytes, std::size_t offset) {
    return reinterpret_cast<T*>(bytes.data() + offset);
}

template <typename T>
const T* at(std::span<const std::byte> bytes, std::size_t offset) {
    return reinterpret_cast<const T*>(bytes.data() + offset);
}

}  // namespace

std::vector<std::byte> pack_matrix(std::size_t rows, std::size_t columns,
                                   std::span<const float> values, std::span<const float> bias) {
    const std::size_t blocks = (rows + 15) / 16;
    const std::size_t groups = (columns + 3) / 4;
    const std::size_t weights = kHeader;
    const std::size_t scales = weights + blocks * groups * 64;
    std::vector<std::byte> out(scales + 3 * blocks * 64);
    const std::uint32_t header[] = {
        static_cast<std::uint32_t>(rows), static_cast<std::uint32_t>(columns),
        static_cast<std::uint32_t>(blocks), static_cast<std::uint32_t>(groups)};
    std::memcpy(out.data(), header, sizeof header);
    for (std::size_t r = 0; r < rows; ++r) {
        const auto row = values.subspan(r * columns, columns);
        const float scale = scale_of(row);
        std::int32_t sum = 0;
        for (std::size_t k = 0; k < columns; ++k) {
            const std::int8_t code = code_of(row[k], scale);
            sum += code;
            at<std::int8_t>(out, weights)[((r / 16) * groups + k / 4) * 64 + (r % 16) * 4 + k % 4] =
                code;
        }
        at<float>(out, scales)[r] = scale;
        at<std::int32_t>(out, scales + blocks * 64)[r] = sum;
        at<float>(out, scales + 2 * blocks * 64)[r] = bias.empty() ? 0 : bias[r];
    }
    return out;
}

std::vector<std::byte> pack_table(std::uint32_t rows, std::uint32_t width,
                                  std::span<const float> values) {
    const std::size_t data = kHeader + align_up(rows * sizeof(float));
    std::vector<std::byte> out(data + std::size_t{rows} * width);
    const std::uint32_t header[] = {rows, width};
    std::memcpy(out.data(), header, sizeof header);
    for (std::size_t r = 0; r < rows; ++r) {
        const auto row = values.subspan(r * width, width);
        const float scale = scale_of(row);
        at<float>(out, kHeader)[r] = scale;
        for (std::size_t k = 0; k < width; ++k) {
            at<std::int8_t>(out, data)[r * width + k] = code_of(row[k], scale);
        }
    }
    return out;
}

PackedMatrix view_matrix(std::span<const std::byte> bytes, std::string_view name) {
    PackedMatrix m;
    if (bytes.size() < kHeader) {
        damaged(name);
    }
    const auto* header = at<std::uint32_t>(bytes, 0);
    m.rows = header[0];
    m.columns = header[1];
    m.blocks = header[2];
    m.groups = header[3];
    const std::size_t scales = kHeader + m.blocks * m.groups * 64;
    if (m.blocks != (m.rows + 15) / 16 || m.groups != (m.columns + 3) / 4 ||
        bytes.size() != scales + 3 * m.blocks * 64) {
        damaged(name);
    }
    m.weights = at<std::int8_t>(bytes, kHeader);
    m.scales = at<float>(bytes, scales);
    m.sums = at<std::int32_t>(bytes, scales + m.blocks * 64);
    m.bias = at<float>(bytes, scales + 2 * m.blocks * 64);
    return m;
}

PackedTable view_table(std::span<const std::byte> bytes, std::string_view name) {
    PackedTable t;
    if (bytes.size() < kHeader) {
        damaged(name);
    }
    t.rows = at<std::uint32_t>(bytes, 0)[0];
    t.width = at<std::uint32_t>(bytes, 0)[1];
    const std::size_t data = kHeader + align_up(t.rows * sizeof(float));
    if (bytes.size() != data + std::size_t{t.rows} * t.width) {
        damaged(name);
    }
    t.scales = at<float>(bytes, kHeader);
    t.values = at<std::int8_t>(bytes, data);
    return t;
}

}  // namespace trefoil::extract::neural
