// Reading: everything public that a snapshot and a transaction share, over whatever view of keys
// they have.

#include <algorithm>
#include <map>

#include "store/internal/access.hpp"
#include "store/internal/adjacency.hpp"
#include "store/internal/bytes.hpp"

namespace trefoil::store {

using namespace internal;  // NOLINT(google-build-using-namespace): this folder's own layer below
using keys::NameKind;

namespace internal {

std::string counter_key(std::uint64_t counter) {
    std::string key(1, keys::kCounter);
    put_fixed64(key, counter);
    return key;
}

std::uint64_t read_counter(const View& view, std::uint64_t counter) {
    std::uint64_t value = 0;
    view.get(Family::Graph, counter_key(counter),
             [&](std::string_view bytes) { value = ByteReader(bytes).varint(); });
    return value;
}

State read_state(const View& view) {
    State state;
    const bool found = view.get(Family::Graph, keys::of(keys::kState),
                                [&](std::string_view bytes) { state = decode_state(bytes); });
    if (!found) {
        throw_damaged("its state record is missing");
    }
    return state;
}

}  // namespace internal

std::optional<std::uint32_t> Reader::Access::find_name(NameKind kind, std::string_view name) const {
    const auto k = static_cast<std::size_t>(kind);
    if (new_names != nullptr) {
        const auto found = new_names->ids[k].find(name);
        if (found != new_names->ids[k].end()) {
            return found->second;
        }
    }
    const auto id = names->find(*view, kind, name);
    return id.has_value() && *id < state.names[k] ? id : std::nullopt;
}

std::string_view Reader::Access::name_of(NameKind kind, std::uint32_t id) const {
    const auto k = static_cast<std::size_t>(kind);
    if (id >= state.names[k]) {
        return {};
    }
    if (new_names != nullptr && id >= new_names->first[k]) {
        return new_names->names[k][id - new_names->first[k]];
    }
    return names->name_of(*view, kind, id);
}

std::uint64_t Reader::Access::count(std::uint64_t counter) const {
    std::uint64_t value = read_counter(*view, counter);
    if (counts != nullptr) {
        if (const auto found = counts->find(counter); found != counts->end()) {
            value += static_cast<std::uint64_t>(found->second);
        }
    }
    return value;
}

namespace {

template <class Id>
std::vector<Id> all_ids(std::uint32_t count) {
    std::vector<Id> ids;
    ids.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        ids.emplace_back(i);
    }
    return ids;
}

/// The number after a prefix of a key.
std::uint64_t number_after(std::string_view key, std::size_t prefix) {
    return ByteReader(key.substr(prefix)).ordered();
}

/// Reads ids that end the keys under a prefix.
template <class Id>
std::vector<Id> ids_under(const View& view, const std::string& prefix) {
    std::vector<Id> ids;
    for (auto c = view.range(Family::Graph, prefix, prefix_end(prefix)); c->valid(); c->next()) {
        ids.emplace_back(number_after(c->key(), prefix.size()));
    }
    return ids;
}

/// Fills `out` with the numbers after `prefix` above `after`.
template <class Id>
std::size_t scan_ids(const View& view, const std::string& prefix, std::optional<Id> after,
                     std::span<Id> out) {
    std::string from = prefix;
    if (after.has_value()) {
        if (after->value == ~typename Id::Value{0}) {
            return 0;
        }
        put_ordered(from, after->value + 1);
    }
    std::size_t n = 0;
    auto c = view.range(Family::Graph, from, prefix_end(prefix));
    for (; n < out.size() && c->valid(); c->next()) {
        out[n++] = Id(number_after(c->key(), prefix.size()));
    }
    return n;
}

template <class Id>
std::optional<Id> find_id(const View& view, const std::string& key) {
    std::optional<Id> id;
    view.get(Family::Graph, key, [&](std::string_view bytes) {
        id = Id(static_cast<typename Id::Value>(ByteReader(bytes).varint()));
    });
    return id;
}

}  // namespace

Reader::Reader() = default;
Reader::~Reader() = default;

std::optional<LabelId> Reader::find_label(std::string_view name) const {
    const auto id = access_->find_name(NameKind::Label, name);
    return id.has_value() ? std::optional(LabelId(*id)) : std::nullopt;
}

std::optional<TypeId> Reader::find_type(std::string_view name) const {
    const auto id = access_->find_name(NameKind::Type, name);
    return id.has_value() ? std::optional(TypeId(*id)) : std::nullopt;
}

std::optional<KeyId> Reader::find_key(std::string_view name) const {
    const auto id = access_->find_name(NameKind::Key, name);
    return id.has_value() ? std::optional(KeyId(*id)) : std::nullopt;
}

std::string_view Reader::name_of(LabelId id) const {
    return access_->name_of(NameKind::Label, id.value);
}

std::string_view Reader::name_of(TypeId id) const {
    return access_->name_of(NameKind::Type, id.value);
}

std::string_view Reader::name_of(KeyId id) const {
    return access_->name_of(NameKind::Key, id.value);
}

std::vector<LabelId> Reader::labels() const {
    return all_ids<LabelId>(access_->state.names[0]);
}

std::vector<TypeId> Reader::types() const {
    return all_ids<TypeId>(access_->state.names[1]);
}

std::vector<KeyId> Reader::keys() const {
    return all_ids<KeyId>(access_->state.names[2]);
}

bool Reader::has_node(NodeId id) const {
    return access_->view->has(Family::Graph, keys::of(keys::kNode, id.value));
}

std::optional<NodeRecord> Reader::node(NodeId id) const {
    std::optional<NodeRecord> out;
    access_->view->get(Family::Graph, keys::of(keys::kNode, id.value),
                       [&](std::string_view bytes) { out = decode_node(bytes).record; });
    return out;
}

bool Reader::has_label(NodeId id, LabelId label) const {
    bool found = false;
    access_->view->get(Family::Graph, keys::of(keys::kNode, id.value),
                       [&](std::string_view bytes) { found = decode_has_label(bytes, label); });
    return found;
}

Value Reader::node_property(NodeId id, KeyId key) const {
    Value value;
    access_->view->get(Family::Graph, keys::of(keys::kNode, id.value),
                       [&](std::string_view bytes) { value = decode_node_property(bytes, key); });
    return value;
}

bool Reader::is_imported(NodeId id) const {
    bool imported = false;
    access_->view->get(Family::Graph, keys::of(keys::kNode, id.value),
                       [&](std::string_view bytes) { imported = decode_imported(bytes); });
    return imported;
}

NodeId Reader::end_of_nodes() const {
    return NodeId(access_->state.next_node);
}

std::optional<EdgeRecord> Reader::edge(EdgeId id) const {
    std::optional<EdgeRecord> out;
    access_->view->get(Family::Graph, keys::of(keys::kEdge, id.value),
                       [&](std::string_view bytes) { out = decode_edge(bytes); });
    if (!out.has_value() && id.value < access_->state.runs_end) {
        if (const auto found = find_in_runs(*access_->view, id)) {
            out = EdgeRecord{
                found->start, found->entry.neighbor, found->entry.type, found->entry.flags, {}, {}};
        }
    }
    return out;
}

EdgeRecord Reader::edge(NodeId start, const AdjacentEdge& entry) const {
    EdgeRecord out{start, entry.neighbor, entry.type, entry.flags, {}, {}};
    access_->view->get(Family::Graph, keys::of(keys::kEdge, entry.edge.value),
                       [&](std::string_view bytes) { out = decode_edge(bytes); });
    return out;
}

Value Reader::edge_property(EdgeId id, KeyId key) const {
    Value value;
    access_->view->get(Family::Graph, keys::of(keys::kEdge, id.value),
                       [&](std::string_view bytes) { value = decode_edge_property(bytes, key); });
    return value;
}

std::optional<NodeId> Reader::find_node(const Hash128& public_id) const {
    return find_id<NodeId>(*access_->view, keys::of(keys::kNodePublicId, public_id));
}

std::optional<EdgeId> Reader::find_edge(const Hash128& public_id) const {
    return find_id<EdgeId>(*access_->view, keys::of(keys::kEdgePublicId, public_id));
}

void Reader::adjacent(NodeId node, Direction direction, std::optional<TypeId> type,
                      std::vector<AdjacentEdge>& out) const {
    read_adjacent(*access_->view, direction, node, type, out);
}

std::uint64_t Reader::degree(NodeId node, Direction direction, std::optional<TypeId> type) const {
    return read_degree(*access_->view, direction, node, type);
}

std::uint64_t Reader::degree(NodeId node, Direction direction, std::optional<TypeId> type,
                             const FlagSet& shown) const {
    return read_degree(*access_->view, direction, node, type, &shown);
}

std::size_t Reader::scan_degrees(Direction direction, std::optional<TypeId> type,
                                 const FlagSet& shown, std::optional<NodeId> after,
                                 std::span<NodeDegree> out) const {
    return internal::scan_degrees(*access_->view, direction, type, shown, after, out);
}

std::size_t Reader::scan_nodes(std::optional<LabelId> label, std::optional<NodeId> after,
                               std::span<NodeId> out) const {
    const std::string prefix =
        label.has_value() ? keys::of(keys::kLabel, label->value) : keys::of(keys::kNode);
    return scan_ids(*access_->view, prefix, after, out);
}

std::size_t Reader::scan_edges(std::optional<EdgeId> after, std::span<EdgeId> out) const {
    const std::size_t records = scan_ids(*access_->view, keys::of(keys::kEdge), after, out);
    const std::uint64_t first = after.has_value() ? after->value + 1 : 0;
    if (first >= access_->state.runs_end) {
        return records;
    }
    // edges of bulk loads that got a property have both a record and a place in a run
    const std::vector<EdgeId> runs = list_runs(*access_->view, first, out.size());
    std::vector<EdgeId> merged;
    merged.reserve(records + runs.size());
    std::set_union(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(records), runs.begin(),
                   runs.end(), std::back_inserter(merged));
    const std::size_t n = std::min(out.size(), merged.size());
    std::copy_n(merged.begin(), n, out.begin());
    return n;
}

void Reader::scan_adjacent(
    Direction direction,
    const std::function<void(NodeId, std::span<const AdjacentEdge>)>& use) const {
    const std::string prefix = keys::of(keys::adjacency_letter(direction));
    Entries entries;
    for (auto c = access_->view->range(Family::Graph, prefix, prefix_end(prefix)); c->valid();
         c->next()) {
        ByteReader key(c->key().substr(prefix.size()));
        const NodeId node(key.ordered());
        entries.clear();
        if (!key.empty()) {
            decode_chunk(c->value(), std::nullopt, entries);
        } else if (const Head head = decode_head(c->value()); !head.chunked) {
            decode_chunk(head.inline_chunk, std::nullopt, entries);
        }
        if (!entries.empty()) {
            use(node, entries);
        }
    }
}

void Reader::scan_property(KeyId key, const std::function<void(NodeId, const Value&)>& use) const {
    const std::string prefix = keys::of(keys::kNode);
    for (auto c = access_->view->range(Family::Graph, prefix, prefix_end(prefix)); c->valid();
         c->next()) {
        const Value value = decode_node_property(c->value(), key);
        if (!value.is_null()) {
            use(NodeId(number_after(c->key(), prefix.size())), value);
        }
    }
}

std::vector<NodeId> Reader::nodes_by_property(KeyId key, const Value& value) const {
    const auto prefix = keys::property(key, value);
    return prefix.has_value() ? ids_under<NodeId>(*access_->view, *prefix) : std::vector<NodeId>{};
}

bool Reader::is_indexed(KeyId key) const {
    const auto& indexed = access_->state.indexed;
    return std::binary_search(indexed.begin(), indexed.end(), key);
}

std::vector<NodeId> Reader::nodes_by_prefix(KeyId key, std::string_view prefix,
                                            std::size_t limit) const {
    std::vector<NodeId> nodes;
    if (prefix.size() > keys::kMaxIndexedString) {
        return nodes;
    }
    std::string from = *keys::property(key, Value(prefix));
    from.resize(from.size() - 2);  // without the end mark
    const std::size_t text = keys::of(keys::kProperty, key.value).size() + 1;  // behind the tag
    for (auto c = access_->view->range(Family::Graph, from, prefix_end(from));
         c->valid() && nodes.size() < limit; c->next()) {
        ByteReader rest(c->key().substr(text));
        rest.escaped();
        nodes.emplace_back(rest.ordered());
    }
    return nodes;
}

std::vector<NodeId> Reader::nodes_by_term(std::string_view term) const {
    return ids_under<NodeId>(*access_->view, keys::term(term));
}

std::vector<std::string> Reader::terms_with_prefix(std::string_view prefix,
                                                   std::size_t limit) const {
    std::vector<std::string> terms;
    std::string from = keys::term(prefix);
    from.resize(from.size() - 2);  // without the end mark
    auto c = access_->view->range(Family::Graph, from, prefix_end(from));
    while (terms.size() < limit && c->valid()) {
        terms.push_back(ByteReader(c->key().substr(1)).escaped());
        c->seek(prefix_end(keys::term(terms.back())));
    }
    return terms;
}

std::uint64_t Reader::node_count() const {
    return access_->count(counter(CounterKind::Nodes));
}

std::uint64_t Reader::node_count(LabelId label) const {
    return access_->count(counter(CounterKind::NodesByLabel, label.value));
}

std::uint64_t Reader::edge_count() const {
    return access_->count(counter(CounterKind::Edges));
}

std::uint64_t Reader::edge_count(TypeId type) const {
    return access_->count(counter(CounterKind::EdgesByType, type.value));
}

std::uint64_t Reader::edge_count(TypeId type, Polarity polarity, Modality modality) const {
    return access_->count(
        counter(CounterKind::EdgesByTypeAndView, type.value, counter_view(polarity, modality)));
}

std::vector<EdgeCount> Reader::edge_counts() const {
    const std::string prefix =
        counter_key(counter(CounterKind::EdgesByTypeAndView)).substr(0, 2);  // letter and kind
    std::map<std::uint64_t, std::uint64_t> counts;
    auto c = access_->view->range(Family::Graph, prefix, prefix_end(prefix));
    for (; c->valid(); c->next()) {
        counts.emplace_hint(counts.end(), ByteReader(c->key().substr(1)).fixed64(),
                            ByteReader(c->value()).varint());
    }
    if (access_->counts != nullptr) {
        for (const auto& [counter, amount] : *access_->counts) {
            if (counter >> 56 == static_cast<std::uint64_t>(CounterKind::EdgesByTypeAndView)) {
                counts[counter] += static_cast<std::uint64_t>(amount);
            }
        }
    }
    std::vector<EdgeCount> out;
    for (const auto& [counter, count] : counts) {
        if (count != 0) {
            out.push_back({TypeId(static_cast<std::uint32_t>(counter >> 8)),
                           static_cast<Polarity>(counter >> 4 & 0xF),
                           static_cast<Modality>(counter & 0xF), count});
        }
    }
    return out;
}

std::uint64_t Reader::document_count() const {
    return access_->count(counter(CounterKind::Documents));
}

std::vector<DocumentId> Reader::documents() const {
    const std::string prefix = keys::of(keys::kDocument);
    std::vector<DocumentId> ids;
    auto c = access_->view->range(Family::Graph, prefix, prefix_end(prefix));
    for (; c->valid(); c->next()) {
        ids.emplace_back(static_cast<std::uint32_t>(number_after(c->key(), 1)));
    }
    return ids;
}

std::optional<DocumentRecord> Reader::document(DocumentId id) const {
    std::optional<DocumentRecord> out;
    access_->view->get(Family::Graph, keys::of(keys::kDocument, id.value),
                       [&](std::string_view bytes) { out = decode_document(bytes); });
    return out;
}

std::string Reader::document_text(DocumentId id) const {
    std::string text;
    access_->view->get(Family::Text, keys::of(keys::kText, id.value),
                       [&](std::string_view bytes) { text = decompress(bytes); });
    return text;
}

Analysis Reader::analysis(DocumentId id) const {
    Analysis analysis;
    const std::string text = document_text(id);
    access_->view->get(
        Family::Text, keys::of(keys::kAnalysis, id.value),
        [&](std::string_view bytes) { analysis = decode_analysis(decompress(bytes, text)); });
    return analysis;
}

std::optional<DocumentId> Reader::find_document(const Hash128& id) const {
    return find_id<DocumentId>(*access_->view, keys::of(keys::kDocumentId, id));
}

std::optional<DocumentId> Reader::find_source(std::string_view source) const {
    return find_id<DocumentId>(*access_->view, keys::source(source));
}

std::vector<AssertionRef> Reader::evidence(EdgeId id) const {
    std::vector<AssertionRef> out;
    const std::string prefix = keys::of(keys::kEvidence, id.value);
    auto c = access_->view->range(Family::Graph, prefix, prefix_end(prefix));
    for (; c->valid(); c->next()) {
        ByteReader in(c->key().substr(prefix.size()));
        const auto document = static_cast<std::uint32_t>(in.ordered());
        out.push_back({DocumentId(document), static_cast<std::uint32_t>(in.ordered())});
    }
    return out;
}

std::vector<ClusterRef> Reader::clusters(NodeId id) const {
    std::vector<ClusterRef> out;
    const std::string prefix = keys::of(keys::kNodeCluster, id.value);
    auto c = access_->view->range(Family::Graph, prefix, prefix_end(prefix));
    for (; c->valid(); c->next()) {
        ByteReader in(c->key().substr(prefix.size()));
        const auto document = static_cast<std::uint32_t>(in.ordered());
        out.push_back({DocumentId(document), static_cast<std::uint32_t>(in.ordered())});
    }
    return out;
}

std::optional<NodeId> Reader::node_of(ClusterRef cluster) const {
    return find_id<NodeId>(*access_->view,
                           keys::of(keys::kClusterNode, cluster.document.value, cluster.cluster));
}

std::optional<std::string> Reader::note(std::string_view space, std::string_view key) const {
    return access_->view->copy(Family::Graph, keys::note(space, key));
}

std::vector<std::pair<std::string, std::string>> Reader::notes(std::string_view space) const {
    std::vector<std::pair<std::string, std::string>> out;
    const std::string prefix = keys::note_space(space);
    auto c = access_->view->range(Family::Graph, prefix, prefix_end(prefix));
    for (; c->valid(); c->next()) {
        out.emplace_back(c->key().substr(prefix.size()), c->value());
    }
    return out;
}

std::vector<std::string> Reader::note_spaces() const {
    std::vector<std::string> spaces;
    const std::string prefix = keys::of(keys::kNote);
    auto c = access_->view->range(Family::Graph, prefix, prefix_end(prefix));
    while (c->valid()) {
        spaces.push_back(ByteReader(c->key().substr(prefix.size())).escaped());
        c->seek(prefix_end(keys::note_space(spaces.back())));
    }
    return spaces;
}

}  // namespace trefoil::store
