#include "extract/neural/string_table.hpp"

#include <cstring>

#include "base/error.hpp"

namespace trefoil::extract::neural {

namespace {

/// FNV-1a with a final mix: part of the model format.
std::uint32_t hash_of(std::string_view text) {
    std::uint64_t h = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    h ^= h >> 32;
    h *= 0x9E3779B97F4A7C15ULL;
    return static_cast<std::uint32_t>(h >> 32);
}

}  // namespace

StringTable::StringTable(std::span<const std::byte> bytes, std::string_view name) {
    const auto fail = [&] {
        throw InputError("the model's table " + std::string(name) + " is damaged", "english.model");
    };
    if (bytes.size() < 8) {
        fail();
    }
    const auto* words = reinterpret_cast<const std::uint32_t*>(bytes.data());
    count_ = words[0];
    const std::uint32_t buckets = words[1];
    const std::uint64_t fixed = 8 + 4 * (std::uint64_t{count_} + buckets);
    if (buckets == 0 || (buckets & (buckets - 1)) != 0 || count_ >= buckets ||
        fixed > bytes.size()) {
        fail();
    }
    mask_ = buckets - 1;
    ends_ = words + 2;
    buckets_ = ends_ + count_;
    text_ = reinterpret_cast<const char*>(buckets_ + buckets);
    if (count_ != 0 && fixed + ends_[count_ - 1] > bytes.size()) {
        fail();
    }
}

std::string_view StringTable::operator[](std::uint32_t id) const {
    const std::uint32_t begin = id == 0 ? 0 : ends_[id - 1];
    return {text_ + begin, ends_[id] - begin};
}

std::uint32_t StringTable::find(std::string_view text) const {
    if (count_ == 0) {
        return kNone;
    }
    for (std::uint32_t at = hash_of(text) & mask_; buckets_[at] != 0; at = (at + 1) & mask_) {
        if ((*this)[buckets_[at] - 1] == text) {
            return buckets_[at] - 1;
        }
    }
    return kNone;
}

std::vector<std::byte> StringTable::build(const std::vector<std::string>& strings) {
    std::uint32_t buckets = 4;
    while (buckets < 2 * strings.size()) {
        buckets *= 2;
    }
    std::vector<std::uint32_t> words = {static_cast<std::uint32_t>(strings.size()), buckets};
    std::string text;
    for (const std::string& s : strings) {
        text += s;
        words.push_back(static_cast<std::uint32_t>(text.size()));
    }
    std::vector<std::uint32_t> slots(buckets, 0);
    for (std::uint32_t id = 0; id < strings.size(); ++id) {
        std::uint32_t at = hash_of(strings[id]) & (buckets - 1);
        while (slots[at] != 0) {
            at = (at + 1) & (buckets - 1);
        }
        slots[at] = id + 1;
    }
    words.insert(words.end(), slots.begin(), slots.end());
    std::vector<std::byte> out(words.size() * 4 + text.size());
    std::memcpy(out.data(), words.data(), words.size() * 4);
    std::memcpy(out.data() + words.size() * 4, text.data(), text.size());
    return out;
}

}  // namespace trefoil::extract::neural
