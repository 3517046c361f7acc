#include "store/internal/keys.hpp"

#include <bit>
#include <cmath>
#include <xxhash.h>

#include "store/internal/bytes.hpp"
#include "store/internal/kv.hpp"

namespace trefoil::store::internal {

std::string prefix_end(std::string_view prefix) {
    std::string end(prefix);
    while (!end.empty() && end.back() == '\xFF') {
        end.pop_back();
    }
    if (!end.empty()) {
        end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
    }
    return end;
}

namespace keys {
namespace {

// First byte of an indexed value.
constexpr char kFalse = '\x01';
constexpr char kTrue = '\x02';
constexpr char kInteger = '\x03';
constexpr char kDouble = '\x04';
constexpr char kString = '\x05';
constexpr char kLongString = '\x06';

void put_indexed_integer(std::string& out, std::int64_t v) {
    out.push_back(kInteger);
    put_fixed64(out, static_cast<std::uint64_t>(v) ^ (std::uint64_t{1} << 63));
}

void put_indexed_string(std::string& out, std::string_view s) {
    if (s.size() <= kMaxIndexedString) {
        out.push_back(kString);
        put_escaped(out, s);
        return;
    }
    out.push_back(kLongString);
    put_escaped(out, s.substr(0, kMaxIndexedString));
    const XXH128_hash_t h = XXH3_128bits(s.data(), s.size());
    put_hash(out, {h.high64, h.low64});
}

void put_indexed_double(std::string& out, double v) {
    constexpr double kTwo63 = 9223372036854775808.0;
    if (v >= -kTwo63 && v < kTwo63 && std::trunc(v) == v) {
        put_indexed_integer(out, static_cast<std::int64_t>(v));
        return;
    }
    out.push_back(kDouble);
    put_fixed64(out, std::bit_cast<std::uint64_t>(v));
}

}  // namespace

std::string of(char letter) {
    return std::string(1, letter);
}

std::string of(char letter, std::uint64_t a) {
    std::string key(1, letter);
    put_ordered(key, a);
    return key;
}

std::string of(char letter, std::uint64_t a, std::uint64_t b) {
    std::string key = of(letter, a);
    put_ordered(key, b);
    return key;
}

std::string of(char letter, std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    std::string key = of(letter, a, b);
    put_ordered(key, c);
    return key;
}

std::string of(char letter, const Hash128& hash) {
    std::string key(1, letter);
    put_hash(key, hash);
    return key;
}

std::string name(NameKind kind, std::string_view name) {
    std::string key(1, kNameToId);
    key.push_back(static_cast<char>(kind));
    key.append(name);
    return key;
}

std::string name_of(NameKind kind, std::uint32_t id) {
    std::string key(1, kIdToName);
    key.push_back(static_cast<char>(kind));
    put_ordered(key, id);
    return key;
}

std::string chunk(Direction direction, NodeId node, const EntryOrder& first) {
    std::string key = of(adjacency_letter(direction), node.value, first.type);
    put_ordered(key, first.neighbor);
    put_ordered(key, first.edge);
    return key;
}

EntryOrder chunk_order(std::string_view key) {
    ByteReader in(key.substr(1));
    in.ordered();
    EntryOrder order;
    order.type = static_cast<std::uint32_t>(in.ordered());
    order.neighbor = in.ordered();
    order.edge = in.ordered();
    return order;
}

std::optional<std::string> property(KeyId key, const Value& value) {
    std::string out = of(kProperty, key.value);
    if (const auto* s = value.string()) {
        put_indexed_string(out, *s);
    } else if (const auto* i = value.get_if<std::int64_t>()) {
        put_indexed_integer(out, *i);
    } else if (const auto* d = value.get_if<double>()) {
        put_indexed_double(out, *d);
    } else if (const auto* b = value.get_if<bool>()) {
        out.push_back(*b ? kTrue : kFalse);
    } else {
        return std::nullopt;
    }
    return out;
}

std::string with_node(std::string prefix, NodeId node) {
    put_ordered(prefix, node.value);
    return prefix;
}

std::string term(std::string_view term) {
    std::string key(1, kTerm);
    put_escaped(key, term);
    return key;
}

std::string note_space(std::string_view space) {
    std::string out(1, kNote);
    put_escaped(out, space);
    return out;
}

std::string note(std::string_view space, std::string_view key) {
    return note_space(space).append(key);
}

std::string source(std::string_view source) {
    return std::string(1, kSource).append(source);
}

}  // namespace keys
}  // namespace trefoil::store::internal
