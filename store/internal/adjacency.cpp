#include "store/internal/adjacency.hpp"

#include <algorithm>

#include "store/internal/bytes.hpp"
#include "store/internal/codec.hpp"

namespace trefoil::store::internal {
namespace {

// First byte of a chunk.
constexpr std::uint8_t kRunIds = 1;        ///< edge ids are consecutive: only the first is stored
constexpr std::uint8_t kUniformFlags = 2;  ///< one flags byte for all entries
constexpr std::uint8_t kKnownForms = kRunIds | kUniformFlags;

/// Groups of at least this many entries say their length in bytes, so that they can be skipped.
constexpr std::size_t kSkippable = 16;

bool has_run_ids(std::span<const AdjacentEdge> entries) {
    for (std::size_t i = 1; i < entries.size(); ++i) {
        if (entries[i].edge.value != entries[i - 1].edge.value + 1) {
            return false;
        }
    }
    return true;
}

bool has_uniform_flags(std::span<const AdjacentEdge> entries) {
    return std::all_of(entries.begin(), entries.end(),
                       [&](const AdjacentEdge& e) { return e.flags == entries.front().flags; });
}

/// Neighbours and ids of one group interleaved, then the flags.
void encode_group(std::span<const AdjacentEdge> group, std::uint8_t form, std::string& out) {
    std::uint64_t neighbor = 0;
    std::uint64_t edge = 0;
    for (const AdjacentEdge& e : group) {
        put_varint(out, e.neighbor.value - neighbor);
        neighbor = e.neighbor.value;
        if ((form & kRunIds) == 0) {
            if (&e == &group.front()) {
                put_varint(out, e.edge.value);
            } else {
                put_signed(out, static_cast<std::int64_t>(e.edge.value - edge));
            }
            edge = e.edge.value;
        }
    }
    if ((form & kUniformFlags) == 0) {
        for (const AdjacentEdge& e : group) {
            out.push_back(static_cast<char>(pack_flags(e.flags)));
        }
    }
}

/// What precedes the groups of a chunk.
struct ChunkForm {
    bool run_ids = false;
    bool uniform_flags = false;
    std::uint64_t next_id = 0;  ///< with run_ids: id of the next entry
    EdgeFlags flags;            ///< with uniform_flags
};

ChunkForm read_form(ByteReader& in) {
    const std::uint8_t bits = in.byte();
    if ((bits & ~kKnownForms) != 0) {
        throw_damaged("an adjacency chunk has an unknown form");
    }
    ChunkForm form;
    form.run_ids = (bits & kRunIds) != 0;
    form.uniform_flags = (bits & kUniformFlags) != 0;
    if (form.run_ids) {
        form.next_id = in.varint();
    }
    if (form.uniform_flags) {
        form.flags = unpack_flags(in.byte());
    }
    return form;
}

struct GroupHead {
    std::size_t count = 0;
    std::size_t bytes = 0;  ///< 0: not stored
};

GroupHead read_group_head(ByteReader& in, std::uint32_t& type) {
    type += in.varint32();
    GroupHead head;
    head.count = in.count();
    if (head.count >= kSkippable) {
        head.bytes = in.count();
    }
    return head;
}

void skip_group(ByteReader& in, const GroupHead& head, const ChunkForm& form) {
    if (head.bytes != 0) {
        in.bytes(head.bytes);
        return;
    }
    in.skip_varints(head.count * (form.run_ids ? 1 : 2));
    if (!form.uniform_flags) {
        in.bytes(head.count);
    }
}

template <bool RunIds>
void decode_entries(ByteReader& in, std::uint32_t type, const ChunkForm& form,
                    std::span<AdjacentEdge> out) {
    std::uint64_t neighbor = 0;
    std::uint64_t edge = form.next_id - 1;
    for (AdjacentEdge& e : out) {
        neighbor += in.varint();
        if constexpr (RunIds) {
            ++edge;
        } else if (&e == out.data()) {
            edge = in.varint();
        } else {
            edge += static_cast<std::uint64_t>(in.signed_varint());
        }
        e.edge = EdgeId(edge);
        e.neighbor = NodeId(neighbor);
        e.type = TypeId(type);
        e.flags = form.flags;
    }
}

void decode_group(ByteReader& in, std::uint32_t type, const GroupHead& head, const ChunkForm& form,
                  Entries& out) {
    const std::size_t at = out.size();
    out.resize(at + head.count);
    const std::span<AdjacentEdge> group(out.data() + at, head.count);
    if (form.run_ids) {
        decode_entries<true>(in, type, form, group);
    } else {
        decode_entries<false>(in, type, form, group);
    }
    if (!form.uniform_flags) {
        for (AdjacentEdge& e : group) {
            e.flags = unpack_flags(in.byte());
        }
    }
}

std::string head_key(Direction direction, NodeId node) {
    return keys::of(keys::adjacency_letter(direction), node.value);
}

/// All chunks of a hub lie in [first chunk, end of prefix).
std::unique_ptr<Cursor> chunk_cursor(const View& view, Direction direction, NodeId node,
                                     const keys::EntryOrder& from) {
    const std::string prefix = head_key(direction, node);
    std::string start = keys::chunk(direction, node, from);
    if (from != keys::EntryOrder{}) {  // the chunk that holds `from` may begin before it
        view.floor(Family::Graph, keys::chunk(direction, node, {}), start, true,
                   [&](std::string_view key, std::string_view) { start = key; });
    }
    return view.range(Family::Graph, start, prefix_end(prefix));
}

bool before(const AdjacentEdge& a, const AdjacentEdge& b) {
    return keys::order_of(a) < keys::order_of(b);
}

std::string encoded_chunk(std::span<const AdjacentEdge> entries) {
    std::string out;
    encode_chunk(entries, out);
    return out;
}

std::string inline_list(std::span<const AdjacentEdge> entries) {
    std::string out = encode_head(entries.size(), false);
    encode_chunk(entries, out);
    return out;
}

/// Where to cut an overfull chunk: an insertion at the end leaves the left part full, as lists
/// mostly grow there.
std::size_t split_point(const Entries& entries, std::size_t inserted) {
    return inserted + 1 == entries.size() ? inserted : entries.size() / 2;
}

/// A copy of the head, and for a hub of the chunk that holds (or would hold) an entry.
struct Located {
    bool exists = false;
    Head head;
    std::string chunk_key;  ///< of a hub
    Entries entries;        ///< of that chunk, or of the whole inline list
};

Located locate(const View& view, Direction direction, NodeId node, const AdjacentEdge& entry) {
    Located at;
    at.exists = view.get(Family::Graph, head_key(direction, node), [&](std::string_view bytes) {
        at.head = decode_head(bytes);
        if (!at.head.chunked) {
            decode_chunk(at.head.inline_chunk, std::nullopt, at.entries);
        }
        at.head.inline_chunk = {};
    });
    if (at.head.chunked) {
        const bool found = view.floor(Family::Graph, keys::chunk(direction, node, {}),
                                      keys::chunk(direction, node, keys::order_of(entry)), true,
                                      [&](std::string_view key, std::string_view value) {
                                          at.chunk_key = key;
                                          decode_chunk(value, std::nullopt, at.entries);
                                      });
        if (!found) {
            throw_damaged("a vertex lacks its first chunk of relationships");
        }
    }
    return at;
}

void write_split(Overlay& overlay, Direction direction, NodeId node, const std::string& first_key,
                 const Entries& entries, std::size_t cut) {
    const std::span<const AdjacentEdge> all(entries);
    overlay.put(first_key, encoded_chunk(all.first(cut)));
    overlay.put(keys::chunk(direction, node, keys::order_of(entries[cut])),
                encoded_chunk(all.subspan(cut)));
}

/// Makes one record of a hub that has shrunk.
void join_chunks(Overlay& overlay, Direction direction, NodeId node) {
    Entries entries;
    std::vector<std::string> chunk_keys;
    for (auto c = chunk_cursor(overlay, direction, node, {}); c->valid(); c->next()) {
        chunk_keys.emplace_back(c->key());
        decode_chunk(c->value(), std::nullopt, entries);
    }
    for (const std::string& key : chunk_keys) {
        overlay.erase(key);
    }
    overlay.put(head_key(direction, node), inline_list(entries));
}

}  // namespace

void encode_chunk(std::span<const AdjacentEdge> entries, std::string& out) {
    const bool run = has_run_ids(entries);
    const bool uniform = has_uniform_flags(entries);
    const auto form =
        static_cast<std::uint8_t>((run ? kRunIds : 0) | (uniform ? kUniformFlags : 0));
    out.push_back(static_cast<char>(form));
    if (run) {
        put_varint(out, entries.empty() ? 0 : entries.front().edge.value);
    }
    if (uniform) {
        out.push_back(static_cast<char>(entries.empty() ? 0 : pack_flags(entries.front().flags)));
    }
    std::uint32_t type = 0;
    std::string body;
    for (std::size_t i = 0; i < entries.size();) {
        std::size_t end = i + 1;
        while (end < entries.size() && entries[end].type == entries[i].type) {
            ++end;
        }
        put_varint(out, entries[i].type.value - type);
        type = entries[i].type.value;
        put_varint(out, end - i);
        if (end - i >= kSkippable) {
            body.clear();
            encode_group(entries.subspan(i, end - i), form, body);
            put_string(out, body);
        } else {
            encode_group(entries.subspan(i, end - i), form, out);
        }
        i = end;
    }
}

void decode_chunk(std::string_view bytes, std::optional<TypeId> wanted, Entries& out) {
    ByteReader in(bytes);
    ChunkForm form = read_form(in);
    std::uint32_t type = 0;
    while (!in.empty()) {
        const GroupHead head = read_group_head(in, type);
        if (!wanted.has_value() || wanted->value == type) {
            decode_group(in, type, head, form, out);
        } else if (type > wanted->value) {
            return;
        } else {
            skip_group(in, head, form);
        }
        form.next_id += head.count;
    }
}

std::uint64_t count_in_chunk(std::string_view bytes, std::optional<TypeId> wanted,
                             const FlagSet* shown) {
    ByteReader in(bytes);
    const ChunkForm form = read_form(in);
    if (shown != nullptr && form.uniform_flags && !shown->contains(form.flags)) {
        return 0;
    }
    const bool look_at_flags = shown != nullptr && !form.uniform_flags;
    std::uint64_t count = 0;
    std::uint32_t type = 0;
    while (!in.empty()) {
        const GroupHead head = read_group_head(in, type);
        if (wanted.has_value() && type > wanted->value) {
            break;
        }
        const bool is_wanted = !wanted.has_value() || type == wanted->value;
        if (is_wanted && look_at_flags) {
            in.skip_varints(head.count * (form.run_ids ? 1 : 2));
            for (std::size_t i = 0; i < head.count; ++i) {
                count += shown->contains(unpack_flags(in.byte())) ? 1 : 0;
            }
            continue;
        }
        count += is_wanted ? head.count : 0;
        skip_group(in, head, form);
    }
    return count;
}

Head decode_head(std::string_view bytes) {
    ByteReader in(bytes);
    const std::uint64_t first = in.varint();
    return {first >> 1, (first & 1) != 0, in.rest()};
}

std::string encode_head(std::uint64_t degree, bool chunked) {
    std::string out;
    put_varint(out, degree << 1 | (chunked ? 1 : 0));
    return out;
}

void read_adjacent(const View& view, Direction direction, NodeId node, std::optional<TypeId> type,
                   Entries& out) {
    bool chunked = false;
    view.get(Family::Graph, head_key(direction, node), [&](std::string_view bytes) {
        const Head head = decode_head(bytes);
        chunked = head.chunked;
        if (!chunked) {
            decode_chunk(head.inline_chunk, type, out);
        }
    });
    if (!chunked) {
        return;
    }
    const keys::EntryOrder from{type.value_or(TypeId(0)).value, 0, 0};
    for (auto c = chunk_cursor(view, direction, node, from); c->valid(); c->next()) {
        if (type.has_value() && keys::chunk_order(c->key()).type > type->value) {
            return;
        }
        decode_chunk(c->value(), type, out);
    }
}

std::uint64_t read_degree(const View& view, Direction direction, NodeId node,
                          std::optional<TypeId> type, const FlagSet* shown) {
    std::uint64_t degree = 0;
    bool chunked = false;
    view.get(Family::Graph, head_key(direction, node), [&](std::string_view bytes) {
        const Head head = decode_head(bytes);
        if (!type.has_value() && shown == nullptr) {
            degree = head.degree;
        } else if (head.chunked) {
            chunked = true;
        } else {
            degree = count_in_chunk(head.inline_chunk, type, shown);
        }
    });
    if (!chunked) {
        return degree;
    }
    const keys::EntryOrder from{type.value_or(TypeId(0)).value, 0, 0};
    for (auto c = chunk_cursor(view, direction, node, from); c->valid(); c->next()) {
        if (type.has_value() && keys::chunk_order(c->key()).type > type->value) {
            break;
        }
        degree += count_in_chunk(c->value(), type, shown);
    }
    return degree;
}

std::size_t scan_degrees(const View& view, Direction direction, std::optional<TypeId> type,
                         const FlagSet& shown, std::optional<NodeId> after,
                         std::span<NodeDegree> out) {
    const std::string prefix = keys::of(keys::adjacency_letter(direction));
    std::string from = prefix;
    if (after.has_value()) {
        if (after->value == ~std::uint64_t{0}) {
            return 0;
        }
        put_ordered(from, after->value + 1);
    }
    std::size_t n = 0;  // of `out`; the place at n is under way if `begun`
    bool begun = false;
    const auto end_node = [&] {
        n += begun && out[n].degree > 0 ? 1 : 0;
        begun = false;
    };
    for (auto c = view.range(Family::Graph, from, prefix_end(prefix)); c->valid(); c->next()) {
        ByteReader in(c->key().substr(prefix.size()));
        const NodeId node(in.ordered());
        std::string_view chunk = c->value();
        if (in.empty()) {  // a head; else a chunk of the hub under way
            end_node();
            if (n == out.size()) {
                return n;
            }
            out[n] = {node, 0};
            begun = true;
            const Head head = decode_head(c->value());
            if (head.chunked) {
                continue;
            }
            chunk = head.inline_chunk;
        }
        out[n].degree += count_in_chunk(chunk, type, &shown);
    }
    end_node();
    return n;
}

std::optional<AdjacentEdge> find_outgoing(const View& view, NodeId start,
                                          const keys::EntryOrder& from, EdgeId edge) {
    Entries entries;
    const auto pick = [&]() -> std::optional<AdjacentEdge> {
        for (const AdjacentEdge& e : entries) {
            if (e.edge == edge) {
                return e;
            }
        }
        return std::nullopt;
    };
    bool chunked = false;
    view.get(Family::Graph, head_key(Direction::Outgoing, start), [&](std::string_view bytes) {
        const Head head = decode_head(bytes);
        chunked = head.chunked;
        if (!chunked) {
            decode_chunk(head.inline_chunk, std::nullopt, entries);
        }
    });
    if (!chunked) {
        return pick();
    }
    for (auto c = chunk_cursor(view, Direction::Outgoing, start, from); c->valid(); c->next()) {
        entries.clear();
        decode_chunk(c->value(), std::nullopt, entries);
        if (const auto found = pick()) {
            return found;
        }
    }
    return std::nullopt;
}

void insert_adjacent(Overlay& overlay, Direction direction, NodeId node,
                     const AdjacentEdge& entry) {
    Located at = locate(overlay, direction, node, entry);
    const auto place = std::upper_bound(at.entries.begin(), at.entries.end(), entry, before);
    const auto index = static_cast<std::size_t>(place - at.entries.begin());
    at.entries.insert(place, entry);
    const std::string head = head_key(direction, node);
    const bool overfull = at.entries.size() > kSplitEntries;
    if (!at.head.chunked && !overfull) {
        overlay.put(head, inline_list(at.entries));
        return;
    }
    if (!at.head.chunked) {
        at.head.degree = at.entries.size() - 1;
        at.chunk_key = keys::chunk(direction, node, {});
    }
    overlay.put(head, encode_head(at.head.degree + 1, true));
    if (overfull) {
        write_split(overlay, direction, node, at.chunk_key, at.entries,
                    split_point(at.entries, index));
    } else {
        overlay.put(at.chunk_key, encoded_chunk(at.entries));
    }
}

void erase_adjacent(Overlay& overlay, Direction direction, NodeId node, const AdjacentEdge& entry) {
    Located at = locate(overlay, direction, node, entry);
    const auto place = std::lower_bound(at.entries.begin(), at.entries.end(), entry, before);
    if (place == at.entries.end() || keys::order_of(*place) != keys::order_of(entry)) {
        throw_damaged("a relationship is missing from the list of its vertex");
    }
    at.entries.erase(place);
    const std::string head = head_key(direction, node);
    if (!at.head.chunked) {
        if (at.entries.empty()) {
            overlay.erase(head);
        } else {
            overlay.put(head, inline_list(at.entries));
        }
        return;
    }
    if (at.entries.empty() && at.chunk_key != keys::chunk(direction, node, {})) {
        overlay.erase(at.chunk_key);
    } else {
        overlay.put(at.chunk_key, encoded_chunk(at.entries));
    }
    overlay.put(head, encode_head(at.head.degree - 1, true));
    if (at.head.degree - 1 <= kJoinEntries) {
        join_chunks(overlay, direction, node);
    }
}

std::string encode_runs(std::span<const EdgeRun> runs) {
    std::string out;
    std::uint64_t start = 0;
    for (const EdgeRun& run : runs) {
        const bool located = run.from != keys::EntryOrder{};
        put_varint(out, run.start.value - start);
        start = run.start.value;
        put_varint(out, run.count << 1 | (located ? 1 : 0));
        if (located) {
            put_varint(out, run.from.type);
            put_varint(out, run.from.neighbor);
        }
    }
    return out;
}

std::vector<EdgeRun> decode_runs(std::uint64_t first_id, std::string_view bytes) {
    std::vector<EdgeRun> runs;
    std::uint64_t start = 0;
    for (ByteReader in(bytes); !in.empty();) {
        EdgeRun run;
        run.first = first_id;
        start += in.varint();
        run.start = NodeId(start);
        const std::uint64_t count = in.varint();
        run.count = count >> 1;
        if ((count & 1) != 0) {
            run.from.type = in.varint32();
            run.from.neighbor = in.varint();
        }
        first_id += run.count;
        runs.push_back(run);
    }
    return runs;
}

std::optional<FoundEdge> find_in_runs(const View& view, EdgeId edge) {
    std::optional<EdgeRun> run;
    view.floor(
        Family::Graph, keys::of(keys::kEdgeRuns), keys::of(keys::kEdgeRuns, edge.value), true,
        [&](std::string_view key, std::string_view value) {
            for (const EdgeRun& r : decode_runs(ByteReader(key.substr(1)).ordered(), value)) {
                if (edge.value >= r.first && edge.value < r.first + r.count) {
                    run = r;
                }
            }
        });
    if (!run.has_value()) {
        return std::nullopt;
    }
    const auto entry = find_outgoing(view, run->start, run->from, edge);
    if (!entry.has_value()) {
        return std::nullopt;
    }
    return FoundEdge{run->start, *entry};
}

namespace {

/// Appends the ids in [first, run's end) of a run that exist, ascending.
void list_run(const View& view, const EdgeRun& run, std::uint64_t first, std::vector<EdgeId>& out) {
    Entries entries;
    const std::size_t begin = out.size();
    const auto keep = [&] {
        for (const AdjacentEdge& e : entries) {
            if (e.edge.value >= std::max(first, run.first) &&
                e.edge.value < run.first + run.count) {
                out.push_back(e.edge);
            }
        }
        entries.clear();
    };
    if (run.from == keys::EntryOrder{}) {
        read_adjacent(view, Direction::Outgoing, run.start, std::nullopt, entries);
        keep();
    } else {
        auto c = chunk_cursor(view, Direction::Outgoing, run.start, run.from);
        for (; c->valid() && out.size() - begin < run.count; c->next()) {
            decode_chunk(c->value(), std::nullopt, entries);
            keep();
        }
    }
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end());
}

}  // namespace

std::vector<EdgeId> list_runs(const View& view, std::uint64_t first, std::size_t wanted) {
    std::vector<EdgeId> out;
    std::string from = keys::of(keys::kEdgeRuns, first);
    view.floor(Family::Graph, keys::of(keys::kEdgeRuns), from, true,
               [&](std::string_view key, std::string_view) { from = key; });
    auto c = view.range(Family::Graph, from, prefix_end(keys::of(keys::kEdgeRuns)));
    for (; c->valid() && out.size() < wanted; c->next()) {
        for (const EdgeRun& run :
             decode_runs(ByteReader(c->key().substr(1)).ordered(), c->value())) {
            if (run.first + run.count > first && out.size() < wanted) {
                list_run(view, run, first, out);
            }
        }
    }
    return out;
}

}  // namespace trefoil::store::internal
