// Bulk load of triples. One pass over the input gives each distinct name a dense id (in order of
// first appearance, so that frequent names get small ids) and each triple a record of three
// numbers. The records are sorted outside memory by (start, type, end): repetitions fall out, edge
// ids are given in this order, and the outgoing lists are written from it. A second sort by (end,
// type, start) gives the incoming lists. Each kind of key goes to a sorted file of its own; all
// files are taken over by the engine in one atomic step.

#include "store/bulk_load.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_map>
#include <xxhash.h>

#include "base/utf8.hpp"
#include "store/internal/access.hpp"
#include "store/internal/adjacency.hpp"
#include "store/internal/bytes.hpp"
#include "store/internal/external_sort.hpp"
#include "store/line_reader.hpp"

namespace trefoil::store {

using namespace internal;  // NOLINT(google-build-using-namespace): this folder's own layer below

namespace {

/// Distinct names in order of first appearance.
class Dictionary {
  public:
    struct Found {
        std::uint32_t index = 0;
        bool is_new = false;
    };

    Found add(std::string_view name) {
        const std::uint64_t hash = XXH3_64bits(name.data(), name.size());
        const auto tag = static_cast<std::uint32_t>(hash >> 32);
        std::size_t place = hash & (slots_.size() - 1);
        for (; slots_[place].index != kFree; place = (place + 1) & (slots_.size() - 1)) {
            if (slots_[place].tag == tag && names_[slots_[place].index] == name) {
                return {slots_[place].index, false};
            }
        }
        if (names_.size() >= kFree) {
            throw StoreError("the input has more distinct names than one load can take");
        }
        const auto index = static_cast<std::uint32_t>(names_.size());
        slots_[place] = {index, tag};
        names_.push_back(keep(name));
        if (names_.size() * 10 > slots_.size() * 7) {
            grow();
        }
        return {index, true};
    }

    [[nodiscard]] const std::vector<std::string_view>& names() const { return names_; }

  private:
    static constexpr std::uint32_t kFree = 0xFFFFFFFF;
    static constexpr std::size_t kPage = std::size_t{1} << 20;

    struct Slot {
        std::uint32_t index = kFree;
        std::uint32_t tag = 0;
    };

    std::string_view keep(std::string_view name) {
        if (name.size() > left_) {
            left_ = std::max(kPage, name.size());
            pages_.push_back(std::make_unique<char[]>(left_));
            free_ = pages_.back().get();
        }
        std::memcpy(free_, name.data(), name.size());
        const std::string_view kept(free_, name.size());
        free_ += name.size();
        left_ -= name.size();
        return kept;
    }

    void grow() {
        std::vector<Slot> slots(slots_.size() * 2);
        for (std::uint32_t i = 0; i < names_.size(); ++i) {
            const std::uint64_t hash = XXH3_64bits(names_[i].data(), names_[i].size());
            std::size_t place = hash & (slots.size() - 1);
            while (slots[place].index != kFree) {
                place = (place + 1) & (slots.size() - 1);
            }
            slots[place] = {i, static_cast<std::uint32_t>(hash >> 32)};
        }
        slots_ = std::move(slots);
    }

    std::vector<Slot> slots_ = std::vector<Slot>(1024);
    std::vector<std::string_view> names_;
    std::vector<std::unique_ptr<char[]>> pages_;
    char* free_ = nullptr;
    std::size_t left_ = 0;
};

bool is_ascii(std::string_view s) {
    std::uint64_t seen = 0;
    std::size_t i = 0;
    for (; i + 8 <= s.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, s.data() + i, 8);
        seen |= word;
    }
    for (; i < s.size(); ++i) {
        seen |= static_cast<unsigned char>(s[i]);
    }
    return (seen & 0x8080808080808080U) == 0;
}

/// Null if the fields make a triple, else what is wrong with them.
const char* problem_of(const InputTriple& triple) {
    if (triple.subject.empty() || triple.relation.empty() || triple.object.empty()) {
        return "an empty field";
    }
    for (const std::string_view field : {triple.subject, triple.relation, triple.object}) {
        if (!is_ascii(field) && !is_valid_utf8(field)) {
            return "not valid UTF-8";
        }
    }
    return nullptr;
}

/// Lines of three fields with tabs between; of the twelve that an export has, the first three.
class TsvSource : public TripleSource {
  public:
    explicit TsvSource(const ByteSource& source) : lines_(source) {}

    bool next(InputTriple& triple) override {
        std::string_view line;
        do {
            if (!lines_.next(line)) {
                return false;
            }
            ++line_;
        } while (line.empty());
        triple = {};
        const std::size_t first = line.find('\t');
        const std::size_t second = first == line.npos ? line.npos : line.find('\t', first + 1);
        if (second == line.npos) {
            triple.problem = "fewer than three fields separated by tabs";
            return true;
        }
        const std::size_t third = line.find('\t', second + 1);
        if (third != line.npos && std::count(line.begin(), line.end(), '\t') != kExportedTabs) {
            triple.problem = "more than three fields separated by tabs";
            return true;
        }
        triple.subject = line.substr(0, first);
        triple.relation = line.substr(first + 1, second - first - 1);
        triple.object = line.substr(second + 1, std::min(third, line.size()) - second - 1);
        return true;
    }

    [[nodiscard]] std::uint64_t line() const override { return line_; }

    [[nodiscard]] std::uint64_t bytes() const override { return lines_.bytes(); }

  private:
    static constexpr std::ptrdiff_t kExportedTabs = 11;

    LineReader lines_;
    std::uint64_t line_ = 0;
};

struct OutRecord {
    std::uint32_t start;
    std::uint32_t type;
    std::uint32_t end;

    auto operator<=>(const OutRecord&) const = default;
};

struct InRecord {
    std::uint32_t end;
    std::uint32_t type;
    std::uint32_t start;
    std::uint32_t edge;  ///< above the first new id

    auto operator<=>(const InRecord&) const = default;
};

/// Writes all lists of one direction, vertices ascending.
class ListWriter {
  public:
    ListWriter(BulkWriter& out, const View& view, Direction direction)
        : out_(out), view_(view), direction_(direction) {}

    /// Replaces the list of `node` (which is stored so far if `existing`) by `entries`, ordered.
    void write(NodeId node, const Entries& entries, bool existing) {
        const std::string head = keys::of(keys::adjacency_letter(direction_), node.value);
        if (existing) {
            collect_old_chunks(head);
        }
        value_.clear();
        if (entries.size() <= kBulkEntries) {
            value_ = encode_head(entries.size(), false);
            encode_chunk(entries, value_);
            out_.put(head, value_);
            drop_old_chunks_before({});
            return;
        }
        out_.put(head, encode_head(entries.size(), true));
        for (std::size_t at = 0; at < entries.size(); at += kBulkEntries) {
            const std::size_t n = std::min(kBulkEntries, entries.size() - at);
            const auto first = at == 0 ? keys::EntryOrder{} : keys::order_of(entries[at]);
            const std::string key = keys::chunk(direction_, node, first);
            drop_old_chunks_before(key);
            value_.clear();
            encode_chunk(std::span(entries).subspan(at, n), value_);
            out_.put(key, value_);
        }
        drop_old_chunks_before({});
    }

  private:
    void collect_old_chunks(const std::string& head) {
        old_chunks_.clear();
        next_old_ = 0;
        auto c = view_.range(Family::Graph, head + '\0', prefix_end(head));
        for (; c->valid(); c->next()) {
            old_chunks_.emplace_back(c->key());
        }
    }

    /// "": all that are left. One with this very key is overwritten.
    void drop_old_chunks_before(std::string_view key) {
        for (; next_old_ < old_chunks_.size(); ++next_old_) {
            const std::string& old = old_chunks_[next_old_];
            if (!key.empty() && old > key) {
                return;
            }
            if (old != key) {
                out_.erase(old);
            }
        }
    }

    BulkWriter& out_;
    const View& view_;
    Direction direction_;
    std::string value_;
    std::vector<std::string> old_chunks_;
    std::size_t next_old_ = 0;
};

/// Collects edge runs and writes them in blocks.
class RunWriter {
  public:
    void add(const EdgeRun& run) {
        if (block_.empty()) {
            first_ = run.first;
        }
        block_.push_back(run);
        if (block_.size() == kBlock) {
            end_block();
        }
    }

    void write(BulkWriter& out) {
        end_block();
        for (const auto& [key, value] : blocks_) {
            out.put(key, value);
        }
    }

  private:
    static constexpr std::size_t kBlock = 64;

    void end_block() {
        if (!block_.empty()) {
            blocks_.emplace_back(keys::of(keys::kEdgeRuns, first_), encode_runs(block_));
            block_.clear();
        }
    }

    std::uint64_t first_ = 0;
    std::vector<EdgeRun> block_;
    std::vector<std::pair<std::string, std::string>> blocks_;
};

class TripleLoad {
  public:
    TripleLoad(Core& core, const LoadOptions& options)
        : core_(core),
          options_(options),
          view_(core.engine->snapshot()),
          state_(read_state(*view_)),
          before_(state_),
          outgoing_(core.engine->temporary_folder(), options.memory_bytes) {}

    LoadReport run(TripleSource& source) {
        read(source);
        writer_ = core_.engine->bulk_writer();
        ExternalSort<InRecord> incoming(core_.engine->temporary_folder(), options_.memory_bytes);
        write_outgoing(incoming);
        write_incoming(incoming);
        if (report_.triples == 0) {
            return std::move(report_);
        }
        write_names();
        write_types_and_counters();
        write_nodes();
        progress(true);
        writer_->finish();
        return std::move(report_);
    }

  private:
    void progress(bool sorting) const {
        if (options_.progress) {
            options_.progress({report_.lines, report_.bytes, sorting});
        }
    }

    void read(TripleSource& source) {
        InputTriple triple;
        for (std::uint64_t n = 1; source.next(triple); ++n) {
            if ((n & 0xFFFF) == 0) {
                note_place(source);
                progress(false);
            }
            const char* problem = triple.problem == nullptr ? problem_of(triple) : triple.problem;
            if (problem != nullptr) {
                if (report_.bad++ < options_.max_bad_lines) {
                    report_.bad_lines.push_back({source.line(), problem});
                }
                continue;
            }
            ++given_;
            const std::uint32_t start = node(triple.subject);
            const std::uint32_t type = relation(triple.relation);
            outgoing_.add({start, type, node(triple.object)});
        }
        note_place(source);
        progress(true);
    }

    void note_place(const TripleSource& source) {
        report_.lines = source.line();
        report_.bytes = source.bytes();
    }

    std::uint32_t node(std::string_view name) {
        const Dictionary::Found found = names_.add(name);
        if (found.is_new) {
            const auto existing = find_imported(name);
            if (!existing.has_value() && state_.next_node > 0xFFFFFFFF) {
                throw StoreError("the store has too many nodes for a bulk load");
            }
            nodes_.push_back(existing.value_or(static_cast<std::uint32_t>(state_.next_node)));
            state_.next_node += existing.has_value() ? 0 : 1;
        }
        return nodes_[found.index];
    }

    /// The node of an earlier load with this name.
    std::optional<std::uint32_t> find_imported(std::string_view name) const {
        if (before_.runs_end == 0) {
            return std::nullopt;  // there was no load
        }
        const std::string prefix = *keys::property(kNameKey, Value(name));
        auto c = view_->range(Family::Graph, prefix, prefix_end(prefix));
        for (; c->valid(); c->next()) {
            const std::uint64_t id = ByteReader(c->key().substr(prefix.size())).ordered();
            bool imported = false;
            view_->get(Family::Graph, keys::of(keys::kNode, id),
                       [&](std::string_view bytes) { imported = decode_imported(bytes); });
            if (imported && id <= 0xFFFFFFFF) {
                return static_cast<std::uint32_t>(id);
            }
        }
        return std::nullopt;
    }

    std::uint32_t relation(std::string_view name) {
        const Dictionary::Found found = relations_.add(name);
        if (found.is_new) {
            std::optional<std::uint32_t> id =
                core_.names(before_.generation).find(*view_, keys::NameKind::Type, name);
            if (!id.has_value()) {
                id = state_.names[kTypes]++;
                new_types_.push_back(relations_.names()[found.index]);
            }
            types_.push_back(*id);
        }
        return types_[found.index];
    }

    /// The list of a vertex that is there already.
    Entries stored_list(Direction direction, std::uint64_t node) const {
        Entries entries;
        if (node < before_.next_node) {
            read_adjacent(*view_, direction, NodeId(node), std::nullopt, entries);
        }
        return entries;
    }

    void write_outgoing(ExternalSort<InRecord>& incoming) {
        writer_->begin_range();
        ListWriter lists(*writer_, *view_, Direction::Outgoing);
        Entries fresh;
        std::optional<OutRecord> last;
        outgoing_.drain([&](const OutRecord& r) {
            if (last == r) {
                return;
            }
            if (last.has_value() && last->start != r.start) {
                write_outgoing_list(lists, NodeId(last->start), fresh, incoming);
            }
            fresh.push_back({EdgeId(0), NodeId(r.end), TypeId(r.type), {}});
            last = r;
        });
        if (last.has_value()) {
            write_outgoing_list(lists, NodeId(last->start), fresh, incoming);
        }
        report_.duplicates = given_ - report_.triples;
    }

    /// `fresh`: new entries of the list, ordered, without ids yet; empty afterwards.
    void write_outgoing_list(ListWriter& lists, NodeId start, Entries& fresh,
                             ExternalSort<InRecord>& incoming) {
        const Entries stored = stored_list(Direction::Outgoing, start.value);
        drop_stored(fresh, stored);
        const std::uint64_t first = state_.next_edge;
        for (AdjacentEdge& e : fresh) {
            e.edge = EdgeId(state_.next_edge++);
            const std::uint64_t relative = e.edge.value - before_.next_edge;
            if (relative > 0xFFFFFFFF) {
                throw StoreError("the input has more triples than one load can take");
            }
            incoming.add({static_cast<std::uint32_t>(e.neighbor.value), e.type.value,
                          static_cast<std::uint32_t>(start.value),
                          static_cast<std::uint32_t>(relative)});
            count_type(e.type);
        }
        report_.triples += fresh.size();
        if (!fresh.empty()) {
            add_runs(start, fresh, first, stored.size() + fresh.size() > kBulkEntries);
            lists.write(start, merge(stored, fresh), !stored.empty());
        }
        fresh.clear();
    }

    /// Takes away what the store holds as a relationship without evidence already.
    static void drop_stored(Entries& fresh, const Entries& stored) {
        if (stored.empty()) {
            return;
        }
        auto at = stored.begin();
        std::erase_if(fresh, [&](const AdjacentEdge& e) {
            while (at != stored.end() &&
                   std::tie(at->type, at->neighbor) < std::tie(e.type, e.neighbor)) {
                ++at;
            }
            for (auto same = at;
                 same != stored.end() && same->type == e.type && same->neighbor == e.neighbor;
                 ++same) {
                if (!same->flags.fact) {
                    return true;
                }
            }
            return false;
        });
    }

    void add_runs(NodeId start, const Entries& fresh, std::uint64_t first, bool hub) {
        if (!hub) {
            runs_.add({first, fresh.size(), start, {}});
            return;
        }
        for (std::size_t at = 0; at < fresh.size(); at += kBulkEntries) {
            const std::size_t n = std::min(kBulkEntries, fresh.size() - at);
            keys::EntryOrder from = keys::order_of(fresh[at]);
            from.edge = 0;
            runs_.add({first + at, n, start, from});
        }
    }

    void count_type(TypeId type) {
        if (type.value >= type_counts_.size()) {
            type_counts_.resize(type.value + 1);
        }
        ++type_counts_[type.value];
    }

    static Entries merge(const Entries& stored, const Entries& fresh) {
        if (stored.empty()) {
            return fresh;
        }
        Entries all(stored.size() + fresh.size());
        std::merge(stored.begin(), stored.end(), fresh.begin(), fresh.end(), all.begin(),
                   [](const AdjacentEdge& a, const AdjacentEdge& b) {
                       return keys::order_of(a) < keys::order_of(b);
                   });
        return all;
    }

    void write_incoming(ExternalSort<InRecord>& incoming) {
        progress(true);
        writer_->begin_range();
        ListWriter lists(*writer_, *view_, Direction::Incoming);
        Entries fresh;
        std::uint32_t end = 0;
        const auto write = [&] {
            if (!fresh.empty()) {
                const Entries stored = stored_list(Direction::Incoming, end);
                lists.write(NodeId(end), merge(stored, fresh), !stored.empty());
                fresh.clear();
            }
        };
        incoming.drain([&](const InRecord& r) {
            if (r.end != end) {
                write();
                end = r.end;
            }
            fresh.push_back(
                {EdgeId(before_.next_edge + r.edge), NodeId(r.start), TypeId(r.type), {}});
        });
        write();
        progress(true);
    }

    /// The index of names, then the runs.
    void write_names() {
        const auto& names = names_.names();
        std::vector<std::uint32_t> order;
        std::vector<std::string> long_keys;
        for (std::uint32_t i = 0; i < names.size(); ++i) {
            if (nodes_[i] < before_.next_node) {
                continue;
            }
            if (names[i].size() <= keys::kMaxIndexedString) {
                order.push_back(i);
            } else {
                long_keys.push_back(name_key(i));
            }
        }
        sort_by_name(order, names);
        std::sort(long_keys.begin(), long_keys.end());
        writer_->begin_range();
        for (const std::uint32_t i : order) {
            writer_->put(name_key(i), {});
        }
        for (const std::string& key : long_keys) {  // their keys stand after those of short names
            writer_->put(key, {});
        }
        runs_.write(*writer_);
    }

    [[nodiscard]] std::string name_key(std::uint32_t index) const {
        return keys::with_node(*keys::property(kNameKey, Value(names_.names()[index])),
                               NodeId(nodes_[index]));
    }

    /// Compares eight bytes at once before whole names.
    static void sort_by_name(std::vector<std::uint32_t>& order,
                             const std::vector<std::string_view>& names) {
        std::vector<std::pair<std::uint64_t, std::uint32_t>> items;
        items.reserve(order.size());
        for (const std::uint32_t i : order) {
            std::uint64_t start = 0;
            std::memcpy(&start, names[i].data(), std::min<std::size_t>(8, names[i].size()));
            items.emplace_back(__builtin_bswap64(start), i);
        }
        std::sort(items.begin(), items.end(), [&](const auto& a, const auto& b) {
            return a.first != b.first ? a.first < b.first : names[a.second] < names[b.second];
        });
        for (std::size_t i = 0; i < items.size(); ++i) {
            order[i] = items[i].second;
        }
    }

    void write_types_and_counters() {
        writer_->begin_range();
        const std::uint32_t first = before_.names[kTypes];
        for (std::size_t i = 0; i < new_types_.size(); ++i) {
            writer_->put(keys::name_of(keys::NameKind::Type, first + static_cast<std::uint32_t>(i)),
                         new_types_[i]);
        }
        std::vector<std::pair<std::string, std::uint32_t>> by_name;
        for (std::size_t i = 0; i < new_types_.size(); ++i) {
            by_name.emplace_back(keys::name(keys::NameKind::Type, new_types_[i]),
                                 first + static_cast<std::uint32_t>(i));
        }
        std::sort(by_name.begin(), by_name.end());
        for (const auto& [key, id] : by_name) {
            writer_->put(key, number(id));
        }
        report_.types = new_types_.size();
        report_.nodes = state_.next_node - before_.next_node;
        std::map<std::uint64_t, std::uint64_t> counts;
        counts[counter(CounterKind::Nodes)] = report_.nodes;
        counts[counter(CounterKind::Edges)] = report_.triples;
        for (std::uint32_t t = 0; t < type_counts_.size(); ++t) {
            if (type_counts_[t] != 0) {
                counts[counter(CounterKind::EdgesByType, t)] = type_counts_[t];
                counts[counter(CounterKind::EdgesByTypeAndView, t,
                               counter_view(Polarity::Positive, Modality::Actual))] =
                    type_counts_[t];
            }
        }
        for (const auto& [id, count] : counts) {
            const std::uint64_t total = read_counter(*view_, id) + count;
            if (total != 0) {
                writer_->put(counter_key(id), number(total));
            }
        }
    }

    static std::string number(std::uint64_t v) {
        std::string out;
        put_varint(out, v);
        return out;
    }

    /// The state, then the nodes.
    void write_nodes() {
        writer_->begin_range();
        state_.runs_end = state_.next_edge;
        writer_->put(keys::of(keys::kState), encode_state(state_));
        NodeRecord record;
        record.properties.resize(1);
        record.properties[0].first = kNameKey;
        const auto& names = names_.names();
        for (std::size_t i = 0; i < names.size(); ++i) {  // new ids ascend
            if (nodes_[i] >= before_.next_node) {
                record.properties[0].second = Value(names[i]);
                writer_->put(keys::of(keys::kNode, nodes_[i]), encode_node(record, true));
            }
        }
    }

    static constexpr auto kTypes = static_cast<std::size_t>(keys::NameKind::Type);

    Core& core_;
    const LoadOptions& options_;
    std::shared_ptr<const View> view_;
    State state_;
    const State before_;
    ExternalSort<OutRecord> outgoing_;
    std::unique_ptr<BulkWriter> writer_;
    LoadReport report_;
    std::uint64_t given_ = 0;  ///< triples in the input
    Dictionary names_;
    Dictionary relations_;
    std::vector<std::uint32_t> nodes_;  ///< node of each name
    std::vector<std::uint32_t> types_;  ///< type of each relation
    std::vector<std::string_view> new_types_;
    std::vector<std::uint64_t> type_counts_;
    RunWriter runs_;
};

}  // namespace

TripleSource::~TripleSource() = default;

LoadReport load_triples(Store& store, TripleSource& source, const LoadOptions& options) {
    Core& core = core_of(store);
    const WriterTurn turn(core);
    return TripleLoad(core, options).run(source);
}

LoadReport load_triples(Store& store, const ByteSource& source, const LoadOptions& options) {
    TsvSource lines(source);
    return load_triples(store, lines, options);
}

}  // namespace trefoil::store
