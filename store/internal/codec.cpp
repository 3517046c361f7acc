#include "store/internal/codec.hpp"

#include <algorithm>
#include <bit>
#include <memory>
#include <zstd.h>

namespace trefoil::store::internal {
namespace {

// Tags of values are on disk: add at the end, never renumber.
enum Tag : std::uint8_t {
    kNull = 0,
    kFalse = 1,
    kTrue = 2,
    kInteger = 3,
    kDouble = 4,
    kString = 5,
    kDate = 6,
    kLocalTime = 7,
    kTime = 8,
    kLocalDateTime = 9,
    kDateTime = 10,
    kDuration = 11,
    kList = 12,
    kMap = 13,
};

constexpr int kMaxNesting = 64;

void put_nested(std::string& out, const Value& value, int depth);

struct ValueWriter {
    std::string& out;
    int depth;

    void tag(Tag t) const { out.push_back(static_cast<char>(t)); }

    void operator()(std::monostate) const { tag(kNull); }

    void operator()(bool v) const { tag(v ? kTrue : kFalse); }

    void operator()(std::int64_t v) const {
        tag(kInteger);
        put_signed(out, v);
    }

    void operator()(double v) const {
        tag(kDouble);
        put_fixed64(out, std::bit_cast<std::uint64_t>(v));
    }

    void operator()(const std::string& v) const {
        tag(kString);
        put_string(out, v);
    }

    void operator()(Date v) const {
        tag(kDate);
        put_signed(out, v.days);
    }

    void operator()(LocalTime v) const {
        tag(kLocalTime);
        put_signed(out, v.nanos);
    }

    void operator()(Time v) const {
        tag(kTime);
        put_signed(out, v.nanos);
        put_signed(out, v.offset_seconds);
    }

    void operator()(LocalDateTime v) const {
        tag(kLocalDateTime);
        put_signed(out, v.date.days);
        put_signed(out, v.time.nanos);
    }

    void operator()(const DateTime& v) const {
        tag(kDateTime);
        put_signed(out, v.local.date.days);
        put_signed(out, v.local.time.nanos);
        put_signed(out, v.offset_seconds);
        put_string(out, v.zone);
    }

    void operator()(const Duration& v) const {
        tag(kDuration);
        put_signed(out, v.months);
        put_signed(out, v.days);
        put_signed(out, v.seconds);
        put_signed(out, v.nanos);
    }

    void operator()(const std::shared_ptr<const List>& list) const {
        std::string body;
        put_varint(body, list->size());
        for (const Value& v : *list) {
            put_nested(body, v, depth + 1);
        }
        tag(kList);
        put_string(out, body);
    }

    void operator()(const std::shared_ptr<const Map>& map) const {
        std::string body;
        put_varint(body, map->size());
        for (const auto& [key, v] : *map) {
            put_string(body, key);
            put_nested(body, v, depth + 1);
        }
        tag(kMap);
        put_string(out, body);
    }

    void operator()(NodeId) const { refuse("a node"); }

    void operator()(const Relationship&) const { refuse("a relationship"); }

    void operator()(const std::shared_ptr<const Path>&) const { refuse("a path"); }

    [[noreturn]] static void refuse(const char* what) {
        throw StoreError(std::string(what) + " cannot be stored as a property");
    }
};

void put_nested(std::string& out, const Value& value, int depth) {
    if (depth > kMaxNesting) {
        throw StoreError("a list that is nested this deeply cannot be stored as a property");
    }
    std::visit(ValueWriter{out, depth}, value.variant());
}

std::int32_t read_int32(ByteReader& in) {
    return static_cast<std::int32_t>(in.signed_varint());
}

Value read_nested(ByteReader& in, int depth);

List read_list(std::string_view bytes, int depth) {
    ByteReader in(bytes);
    List list(in.count());
    for (Value& v : list) {
        v = read_nested(in, depth + 1);
    }
    return list;
}

Map read_map(std::string_view bytes, int depth) {
    ByteReader in(bytes);
    Map map;
    for (std::size_t n = in.count(); n > 0; --n) {
        std::string key(in.string());
        map.insert_or_assign(std::move(key), read_nested(in, depth + 1));
    }
    return map;
}

DateTime read_date_time(ByteReader& in) {
    DateTime v;
    v.local.date.days = in.signed_varint();
    v.local.time.nanos = in.signed_varint();
    v.offset_seconds = read_int32(in);
    v.zone = in.string();
    return v;
}

Duration read_duration(ByteReader& in) {
    Duration v;
    v.months = in.signed_varint();
    v.days = in.signed_varint();
    v.seconds = in.signed_varint();
    v.nanos = read_int32(in);
    return v;
}

Time read_time(ByteReader& in) {
    Time v;
    v.nanos = in.signed_varint();
    v.offset_seconds = read_int32(in);
    return v;
}

LocalDateTime read_local_date_time(ByteReader& in) {
    LocalDateTime v;
    v.date.days = in.signed_varint();
    v.time.nanos = in.signed_varint();
    return v;
}

Value read_nested(ByteReader& in, int depth) {
    if (depth > kMaxNesting) {
        throw_damaged("a property is nested too deeply");
    }
    switch (in.byte()) {
        case kNull:
            return {};
        case kFalse:
            return false;
        case kTrue:
            return true;
        case kInteger:
            return in.signed_varint();
        case kDouble:
            return std::bit_cast<double>(in.fixed64());
        case kString:
            return in.string();
        case kDate:
            return Date{in.signed_varint()};
        case kLocalTime:
            return LocalTime{in.signed_varint()};
        case kTime:
            return read_time(in);
        case kLocalDateTime:
            return read_local_date_time(in);
        case kDateTime:
            return read_date_time(in);
        case kDuration:
            return read_duration(in);
        case kList:
            return read_list(in.string(), depth);
        case kMap:
            return read_map(in.string(), depth);
        default:
            throw_damaged("a property has an unknown kind of value");
    }
}

constexpr std::uint8_t kHasPublicId = 1;
constexpr std::uint8_t kImported = 2;

void put_properties(std::string& out, const Properties& properties) {
    put_varint(out, properties.size());
    std::uint32_t last = 0;
    for (const auto& [key, value] : properties) {
        put_varint(out, key.value - last);
        last = key.value;
        put_value(out, value);
    }
}

Properties read_properties(ByteReader& in) {
    Properties properties(in.count());
    std::uint32_t last = 0;
    for (auto& [key, value] : properties) {
        last += in.varint32();
        key = KeyId(last);
        value = read_value(in);
    }
    return properties;
}

Value find_property(ByteReader& in, KeyId key) {
    std::uint32_t last = 0;
    for (std::size_t n = in.count(); n > 0; --n) {
        last += in.varint32();
        if (last == key.value) {
            return read_value(in);
        }
        if (last > key.value) {
            break;
        }
        skip_value(in);
    }
    return {};
}

void skip_labels(ByteReader& in) {
    in.skip_varints(in.count());
}

}  // namespace

void put_value(std::string& out, const Value& value) {
    put_nested(out, value, 0);
}

Value read_value(ByteReader& in) {
    return read_nested(in, 0);
}

void skip_value(ByteReader& in) {
    switch (in.byte()) {
        case kNull:
        case kFalse:
        case kTrue:
            return;
        case kDouble:
            in.bytes(8);
            return;
        case kInteger:
        case kDate:
        case kLocalTime:
            in.skip_varints(1);
            return;
        case kTime:
        case kLocalDateTime:
            in.skip_varints(2);
            return;
        case kDateTime:
            in.skip_varints(3);
            in.string();
            return;
        case kDuration:
            in.skip_varints(4);
            return;
        case kString:
        case kList:
        case kMap:
            in.string();
            return;
        default:
            throw_damaged("a property has an unknown kind of value");
    }
}

std::uint8_t pack_flags(const EdgeFlags& f) {
    return static_cast<std::uint8_t>(
        static_cast<unsigned>(f.polarity) | static_cast<unsigned>(f.modality) << 1 |
        (f.attributed ? 16U : 0U) | (f.derived ? 32U : 0U) | (f.fact ? 64U : 0U));
}

EdgeFlags unpack_flags(std::uint8_t bits) {
    EdgeFlags f;
    f.polarity = static_cast<Polarity>(bits & 1);
    f.modality = static_cast<Modality>(bits >> 1 & 7);
    f.attributed = (bits & 16) != 0;
    f.derived = (bits & 32) != 0;
    f.fact = (bits & 64) != 0;
    return f;
}

std::string encode_node(const NodeRecord& node, bool imported) {
    std::string out;
    const bool has_id = node.public_id != Hash128{};
    out.push_back(static_cast<char>((has_id ? kHasPublicId : 0) | (imported ? kImported : 0)));
    put_varint(out, node.labels.size());
    std::uint32_t last = 0;
    for (const LabelId label : node.labels) {
        put_varint(out, label.value - last);
        last = label.value;
    }
    if (has_id) {
        put_hash(out, node.public_id);
    }
    put_properties(out, node.properties);
    return out;
}

StoredNode decode_node(std::string_view bytes) {
    ByteReader in(bytes);
    StoredNode node;
    const std::uint8_t bits = in.byte();
    node.imported = (bits & kImported) != 0;
    node.record.labels.resize(in.count());
    std::uint32_t last = 0;
    for (LabelId& label : node.record.labels) {
        last += in.varint32();
        label = LabelId(last);
    }
    if ((bits & kHasPublicId) != 0) {
        node.record.public_id = in.hash();
    }
    node.record.properties = read_properties(in);
    return node;
}

bool decode_imported(std::string_view bytes) {
    return (ByteReader(bytes).byte() & kImported) != 0;
}

bool decode_has_label(std::string_view bytes, LabelId label) {
    ByteReader in(bytes);
    in.byte();
    std::uint32_t last = 0;
    for (std::size_t n = in.count(); n > 0 && last <= label.value; --n) {
        last += in.varint32();
        if (last == label.value) {
            return true;
        }
    }
    return false;
}

Value decode_node_property(std::string_view bytes, KeyId key) {
    ByteReader in(bytes);
    const std::uint8_t bits = in.byte();
    skip_labels(in);
    if ((bits & kHasPublicId) != 0) {
        in.bytes(16);
    }
    return find_property(in, key);
}

std::string encode_edge(const EdgeRecord& edge) {
    std::string out;
    const bool has_id = edge.public_id != Hash128{};
    out.push_back(static_cast<char>(has_id ? kHasPublicId : 0));
    out.push_back(static_cast<char>(pack_flags(edge.flags)));
    put_varint(out, edge.start.value);
    put_varint(out, edge.type.value);
    put_varint(out, edge.end.value);
    if (has_id) {
        put_hash(out, edge.public_id);
    }
    put_properties(out, edge.properties);
    return out;
}

EdgeRecord decode_edge(std::string_view bytes) {
    ByteReader in(bytes);
    EdgeRecord edge;
    const std::uint8_t bits = in.byte();
    edge.flags = unpack_flags(in.byte());
    edge.start = NodeId(in.varint());
    edge.type = TypeId(in.varint32());
    edge.end = NodeId(in.varint());
    if ((bits & kHasPublicId) != 0) {
        edge.public_id = in.hash();
    }
    edge.properties = read_properties(in);
    return edge;
}

Value decode_edge_property(std::string_view bytes, KeyId key) {
    ByteReader in(bytes);
    const std::uint8_t bits = in.byte();
    in.byte();
    in.skip_varints(3);
    if ((bits & kHasPublicId) != 0) {
        in.bytes(16);
    }
    return find_property(in, key);
}

std::string encode_document(const DocumentRecord& document) {
    std::string out;
    put_hash(out, document.id);
    put_varint(out, document.sources.size());
    for (const std::string& source : document.sources) {
        put_string(out, source);
    }
    put_string(out, document.title);
    put_string(out, document.date);
    put_string(out, document.version);
    return out;
}

DocumentRecord decode_document(std::string_view bytes) {
    ByteReader in(bytes);
    DocumentRecord document;
    document.id = in.hash();
    document.sources.resize(in.count());
    for (std::string& source : document.sources) {
        source = in.string();
    }
    document.title = in.string();
    document.date = in.string();
    document.version = in.string();
    return document;
}

std::string compress(std::string_view bytes, std::string_view dictionary) {
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                       &ZSTD_freeCCtx);
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    ZSTD_CCtx_refPrefix(context.get(), dictionary.data(), dictionary.size());
    const std::size_t size =
        ZSTD_compress2(context.get(), out.data(), out.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0) {
        throw StoreError(std::string("cannot compress a document: ") + ZSTD_getErrorName(size));
    }
    out.resize(size);
    return out;
}

std::string decompress(std::string_view bytes, std::string_view dictionary) {
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                       &ZSTD_freeDCtx);
    ZSTD_DCtx_refPrefix(context.get(), dictionary.data(), dictionary.size());
    const unsigned long long said = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    std::string out;
    // what the frame says of its size may be wrong: start with what is likely and grow
    out.resize(
        static_cast<std::size_t>(std::min<unsigned long long>(said, 16 * bytes.size() + 1024)));
    ZSTD_inBuffer from{bytes.data(), bytes.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    while (true) {
        const std::size_t left = ZSTD_decompressStream(context.get(), &to, &from);
        if (left == 0) {
            break;
        }
        if (ZSTD_isError(left) != 0 || (to.pos < to.size && from.pos == from.size)) {
            throw_damaged("a compressed document is malformed");
        }
        out.resize(out.size() * 2 + 1024);
        to.dst = out.data();
        to.size = out.size();
    }
    if (from.pos != from.size || to.pos != said) {
        throw_damaged("a compressed document is malformed");
    }
    out.resize(to.pos);
    return out;
}

std::string encode_state(const State& state) {
    std::string out;
    put_varint(out, state.next_node);
    put_varint(out, state.next_edge);
    put_varint(out, state.next_document);
    for (const std::uint32_t n : state.names) {
        put_varint(out, n);
    }
    put_varint(out, state.generation);
    put_varint(out, state.runs_end);
    put_varint(out, state.indexed.size());
    for (const KeyId key : state.indexed) {
        put_varint(out, key.value);
    }
    return out;
}

State decode_state(std::string_view bytes) {
    ByteReader in(bytes);
    State state;
    state.next_node = in.varint();
    state.next_edge = in.varint();
    state.next_document = in.varint32();
    for (std::uint32_t& n : state.names) {
        n = in.varint32();
    }
    state.generation = in.varint();
    state.runs_end = in.varint();
    state.indexed.resize(in.count());
    for (KeyId& key : state.indexed) {
        key = KeyId(in.varint32());
    }
    return state;
}

}  // namespace trefoil::store::internal
