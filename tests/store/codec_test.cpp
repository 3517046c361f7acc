#include "store/internal/codec.hpp"

#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include "store/internal/adjacency.hpp"
#include "store/internal/bytes.hpp"

using namespace trefoil;
using namespace trefoil::store;
using namespace trefoil::store::internal;

TEST_CASE("varints, signed and ordered numbers come back, and ordered ones sort as numbers") {
    std::vector<std::uint64_t> numbers = {0,   1,     127,        128,   255,
                                          256, 65535, 1ULL << 32, ~0ULL, ~0ULL >> 1};
    std::string last;
    std::sort(numbers.begin(), numbers.end());
    for (const std::uint64_t v : numbers) {
        std::string bytes;
        put_varint(bytes, v);
        put_signed(bytes, static_cast<std::int64_t>(v));
        std::string ordered;
        put_ordered(ordered, v);
        ByteReader in(bytes);
        CHECK(in.varint() == v);
        CHECK(in.signed_varint() == static_cast<std::int64_t>(v));
        CHECK(in.empty());
        CHECK(ByteReader(ordered).ordered() == v);
        CHECK((last.empty() || last < ordered));
        last = ordered;
    }
}

TEST_CASE("escaped strings come back and sort as they are") {
    const std::vector<std::string> strings = {"",
                                              std::string("\0", 1),
                                              std::string("\0\xFF", 2),
                                              std::string("\1", 1),
                                              "a",
                                              std::string("a\0b", 3),
                                              "ab"};
    std::string last;
    for (const std::string& s : strings) {
        std::string bytes;
        put_escaped(bytes, s);
        CHECK(ByteReader(bytes).escaped() == s);
        CHECK(last < bytes);
        last = bytes;
    }
}

TEST_CASE("adjacency chunks come back in every form") {
    std::mt19937_64 random(5);
    for (int round = 0; round < 200; ++round) {
        Entries entries;
        const bool runs = round % 3 == 0;
        const bool uniform = round % 2 == 0;
        const bool large = round % 5 == 0;
        std::uint32_t type = 0;
        std::uint64_t neighbor = 0;
        for (std::size_t n = random() % (large ? 2000 : 20); n > 0; --n) {
            if (random() % 4 == 0) {
                type += static_cast<std::uint32_t>(random() % 5);
                neighbor = 0;
            }
            neighbor += random() % (round % 7 == 0 ? 1ULL << 40 : 3);
            const std::uint64_t edge = runs ? 1000 + entries.size() : random() >> (random() % 64);
            EdgeFlags flags;
            if (!uniform) {
                flags = unpack_flags(static_cast<std::uint8_t>(random() & 0x7F));
                flags.modality = static_cast<Modality>(static_cast<unsigned>(flags.modality) % 5);
            }
            entries.push_back({EdgeId(edge), NodeId(neighbor), TypeId(type), flags});
        }
        std::string bytes;
        encode_chunk(entries, bytes);
        Entries decoded;
        decode_chunk(bytes, std::nullopt, decoded);
        CHECK(decoded == entries);
        for (std::uint32_t t = 0; t < 6; ++t) {
            Entries expected;
            std::copy_if(entries.begin(), entries.end(), std::back_inserter(expected),
                         [&](const AdjacentEdge& e) { return e.type.value == t; });
            decoded.clear();
            decode_chunk(bytes, TypeId(t), decoded);
            CHECK(decoded == expected);
            CHECK(count_in_chunk(bytes, TypeId(t), nullptr) == expected.size());
        }
    }
}

TEST_CASE("bytes that are no value of the format are an error, never a crash") {
    NodeRecord node;
    node.labels = {LabelId(1), LabelId(5)};
    node.public_id = {1, 2};
    node.properties = {{KeyId(0), Value("name")}, {KeyId(3), Value(List{Value(1), Value(2.5)})}};
    EdgeRecord edge{NodeId(1), NodeId(2), TypeId(3), {}, node.properties, {5, 6}};
    const DocumentRecord document{{1, 2}, {"a", "b"}, "title", "2020", "v"};
    Analysis analysis;
    analysis.sentences = {{0, 5}};
    analysis.clusters.resize(1);
    analysis.triples.resize(1);
    State state;
    state.indexed = {KeyId(0), KeyId(1)};
    std::string chunk;
    encode_chunk(Entries(30, AdjacentEdge{EdgeId(9), NodeId(7), TypeId(1), {}}), chunk);
    CHECK(decode_node(encode_node(node, true)).record == node);
    CHECK(decode_node(encode_node(node, true)).imported);
    CHECK(decode_edge(encode_edge(edge)) == edge);
    CHECK(decode_document(encode_document(document)) == document);
    CHECK(decode_state(encode_state(state)) == state);
    std::mt19937 random(1);
    const auto torture = [&](const std::string& good, auto decode) {
        for (int i = 0; i < 2000; ++i) {
            std::string bad = good.substr(0, i % 3 == 0 ? random() % good.size() : good.size());
            for (auto n = i % 3 == 0 ? 0 : 1 + random() % 3; n > 0; --n) {
                bad[random() % bad.size()] = static_cast<char>(random());
            }
            try {
                decode(bad);
            } catch (const CorruptionError&) {
            }
        }
    };
    torture(encode_node(node, false), [](const std::string& b) {
        decode_node(b);
        decode_node_property(b, KeyId(3));
        decode_has_label(b, LabelId(5));
    });
    torture(encode_edge(edge), [](const std::string& b) { decode_edge(b); });
    torture(encode_document(document), [](const std::string& b) { decode_document(b); });
    torture(encode_analysis(analysis), [](const std::string& b) { decode_analysis(b); });
    torture(encode_state(state), [](const std::string& b) { decode_state(b); });
    torture(compress(std::string(500, 'x')), [](const std::string& b) { decompress(b); });
    torture(chunk, [](const std::string& b) {
        Entries out;
        decode_chunk(b, std::nullopt, out);
        decode_chunk(b, TypeId(1), out);
        count_in_chunk(b, TypeId(2), nullptr);
    });
    CHECK_THROWS_AS(decode_node({}), CorruptionError);
}

TEST_CASE("texts compress, with and without a dictionary") {
    std::string text;
    std::mt19937 random(2);
    for (int i = 0; i < 2000; ++i) {
        text += random() % 6 == 0 ? ' ' : static_cast<char>('a' + random() % 26);
    }
    const std::string plain = compress(text);
    const std::string same = text;  // the dictionary must lie elsewhere in memory to be of use
    const std::string primed = compress(text, same);
    CHECK(decompress(plain) == text);
    CHECK(decompress(primed, text) == text);
    CHECK(primed.size() * 10 < plain.size());
    CHECK(decompress(compress({}, text), text).empty());
    CHECK(decompress(compress(text, "short"), "short") == text);
}

TEST_CASE("edge runs come back") {
    const std::vector<EdgeRun> runs = {
        {100, 3, NodeId(5), {}}, {103, 1, NodeId(9), {}}, {104, 9, NodeId(9), {4, 70, 0}}};
    const auto decoded = decode_runs(100, encode_runs(runs));
    REQUIRE(decoded.size() == runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        CHECK(decoded[i].first == runs[i].first);
        CHECK(decoded[i].count == runs[i].count);
        CHECK(decoded[i].start == runs[i].start);
        CHECK(decoded[i].from == runs[i].from);
    }
}
