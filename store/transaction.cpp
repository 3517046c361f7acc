// Writing: every change to records, adjacency, indexes and counters, onto an overlay that commit()
// hands to the engine.

#include <algorithm>
#include <cassert>

#include "base/error.hpp"
#include "store/internal/access.hpp"
#include "store/internal/adjacency.hpp"
#include "store/internal/bytes.hpp"

namespace trefoil::store {

using namespace internal;  // NOLINT(google-build-using-namespace): this folder's own layer below
using keys::NameKind;

struct Transaction::Impl {
    std::shared_ptr<Core> core;
    std::shared_ptr<Overlay> overlay;
    NewNames names;
    std::unordered_map<std::uint64_t, std::int64_t> counts;
    bool finished = false;

    /// State at a savepoint, apart from the overlay's.
    struct Mark {
        State state;
        std::size_t count_log = 0;
    };

    std::vector<Mark> marks;
    std::vector<std::pair<std::uint64_t, std::int64_t>> count_log;

    void require_running() const {
        if (finished) {
            throw StoreError("the transaction has ended");
        }
    }

    void add(std::uint64_t counter, std::int64_t amount) {
        counts[counter] += amount;
        if (!marks.empty()) {
            count_log.emplace_back(counter, amount);
        }
    }

    void count_edge(TypeId type, const EdgeFlags& flags, std::int64_t amount) {
        add(counter(CounterKind::Edges), amount);
        add(counter(CounterKind::EdgesByType, type.value), amount);
        add(counter(CounterKind::EdgesByTypeAndView, type.value,
                    counter_view(flags.polarity, flags.modality)),
            amount);
    }

    void write_counters() {
        for (const auto& [counter, amount] : counts) {
            if (amount == 0) {
                continue;
            }
            const std::uint64_t value =
                read_counter(*overlay, counter) + static_cast<std::uint64_t>(amount);
            if (value == 0) {
                overlay->erase(counter_key(counter));
            } else {
                std::string bytes;
                put_varint(bytes, value);
                overlay->put(counter_key(counter), std::move(bytes));
            }
        }
        counts.clear();
    }

    void release() {
        if (!finished) {
            finished = true;
            core->end_turn();
        }
    }
};

namespace {

std::string number(std::uint64_t v) {
    std::string out;
    put_varint(out, v);
    return out;
}

[[noreturn]] void no_such(const char* what, std::uint64_t id) {
    throw StoreError(std::string("no ") + what + " with id " + std::to_string(id));
}

StoredNode require_node(const View& view, NodeId id) {
    std::optional<StoredNode> node;
    view.get(Family::Graph, keys::of(keys::kNode, id.value),
             [&](std::string_view bytes) { node = decode_node(bytes); });
    if (!node.has_value()) {
        no_such("node", id.value);
    }
    return std::move(*node);
}

void put_node(Overlay& overlay, NodeId id, const StoredNode& node) {
    overlay.put(keys::of(keys::kNode, id.value), encode_node(node.record, node.imported));
}

/// The index entries of a property: one for each string of a list.
std::vector<std::string> index_entries(KeyId key, const Value& value, NodeId node) {
    std::vector<std::string> entries;
    if (const List* list = value.list()) {
        for (const Value& element : *list) {
            if (element.string() != nullptr) {
                entries.push_back(keys::with_node(*keys::property(key, element), node));
            }
        }
    } else if (auto prefix = keys::property(key, value)) {
        entries.push_back(keys::with_node(std::move(*prefix), node));
    }
    return entries;
}

void index_property(Overlay& overlay, KeyId key, const Value& value, NodeId node) {
    for (const std::string& entry : index_entries(key, value, node)) {
        overlay.put(entry, {});
    }
}

void unindex_property(Overlay& overlay, KeyId key, const Value& value, NodeId node) {
    for (const std::string& entry : index_entries(key, value, node)) {
        overlay.erase(entry);
    }
}

/// Sets or (null) removes; gives the value before.
Value change_property(Properties& properties, KeyId key, const Value& value) {
    const auto place =
        std::lower_bound(properties.begin(), properties.end(), key,
                         [](const auto& property, KeyId k) { return property.first < k; });
    const bool present = place != properties.end() && place->first == key;
    Value before = present ? place->second : Value();
    if (value.is_null()) {
        if (present) {
            properties.erase(place);
        }
    } else if (present) {
        place->second = value;
    } else {
        properties.insert(place, {key, value});
    }
    return before;
}

void normalize(Properties& properties) {
    std::stable_sort(properties.begin(), properties.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Properties out;
    for (auto& property : properties) {
        if (!out.empty() && out.back().first == property.first) {
            out.pop_back();  // the last one given counts
        }
        out.push_back(std::move(property));
    }
    std::erase_if(out, [](const auto& property) { return property.second.is_null(); });
    properties = std::move(out);
}

bool any_under(const View& view, const std::string& prefix) {
    return view.range(Family::Graph, prefix, prefix_end(prefix))->valid();
}

}  // namespace

Transaction::Transaction(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
    access_ = std::make_unique<Access>();
    access_->core = impl_->core;
    access_->view = impl_->overlay;
    access_->state = read_state(*impl_->overlay);
    access_->names = &access_->core->names(access_->state.generation);
    std::copy_n(access_->state.names, keys::kNameKinds, impl_->names.first.begin());
    access_->new_names = &impl_->names;
    access_->counts = &impl_->counts;
}

Transaction::~Transaction() {
    if (impl_ != nullptr) {
        impl_->release();
    }
}

// ---- names

std::uint32_t Transaction::intern(std::uint8_t kind, std::string_view name) {
    impl_->require_running();
    const auto name_kind = static_cast<NameKind>(kind);
    if (const auto found = access_->find_name(name_kind, name)) {
        return *found;
    }
    const std::uint32_t id = access_->state.names[kind]++;
    const std::string_view kept = access_->names->keep(name);
    impl_->names.names[kind].push_back(kept);
    impl_->names.ids[kind].emplace(kept, id);
    impl_->overlay->put(keys::name(name_kind, name), number(id));
    impl_->overlay->put(keys::name_of(name_kind, id), std::string(name));
    return id;
}

LabelId Transaction::intern_label(std::string_view name) {
    return LabelId(intern(0, name));
}

TypeId Transaction::intern_type(std::string_view name) {
    return TypeId(intern(1, name));
}

KeyId Transaction::intern_key(std::string_view name) {
    return KeyId(intern(2, name));
}

// ---- nodes

NodeId Transaction::create_node(std::span<const LabelId> labels, Properties properties,
                                const Hash128& public_id) {
    impl_->require_running();
    Overlay& overlay = *impl_->overlay;
    if (public_id != Hash128{} && find_node(public_id).has_value()) {
        throw StoreError("a node with public id " + public_id.hex() + " exists already");
    }
    StoredNode node;
    node.record.labels.assign(labels.begin(), labels.end());
    std::sort(node.record.labels.begin(), node.record.labels.end());
    node.record.labels.erase(std::unique(node.record.labels.begin(), node.record.labels.end()),
                             node.record.labels.end());
    normalize(properties);
    node.record.properties = std::move(properties);
    node.record.public_id = public_id;
    const std::string bytes =
        encode_node(node.record, false);  // may refuse a value: before any write
    const NodeId id(access_->state.next_node++);
    overlay.put(keys::of(keys::kNode, id.value), bytes);
    for (const LabelId label : node.record.labels) {
        overlay.put(keys::of(keys::kLabel, label.value, id.value), {});
        impl_->add(counter(CounterKind::NodesByLabel, label.value), 1);
    }
    for (const auto& [key, value] : node.record.properties) {
        if (is_indexed(key)) {
            index_property(overlay, key, value, id);
        }
    }
    if (public_id != Hash128{}) {
        overlay.put(keys::of(keys::kNodePublicId, public_id), number(id.value));
    }
    impl_->add(counter(CounterKind::Nodes), 1);
    return id;
}

void Transaction::mark_imported(NodeId id) {
    impl_->require_running();
    StoredNode node = require_node(*impl_->overlay, id);
    node.imported = true;
    put_node(*impl_->overlay, id, node);
    // says that there are such nodes, even where no run of edges is left
    access_->state.runs_end = std::max<std::uint64_t>(access_->state.runs_end, 1);
}

void Transaction::add_label(NodeId id, LabelId label) {
    impl_->require_running();
    StoredNode node = require_node(*impl_->overlay, id);
    auto& labels = node.record.labels;
    const auto place = std::lower_bound(labels.begin(), labels.end(), label);
    if (place != labels.end() && *place == label) {
        return;
    }
    labels.insert(place, label);
    put_node(*impl_->overlay, id, node);
    impl_->overlay->put(keys::of(keys::kLabel, label.value, id.value), {});
    impl_->add(counter(CounterKind::NodesByLabel, label.value), 1);
}

void Transaction::remove_label(NodeId id, LabelId label) {
    impl_->require_running();
    StoredNode node = require_node(*impl_->overlay, id);
    auto& labels = node.record.labels;
    const auto place = std::lower_bound(labels.begin(), labels.end(), label);
    if (place == labels.end() || *place != label) {
        return;
    }
    labels.erase(place);
    put_node(*impl_->overlay, id, node);
    impl_->overlay->erase(keys::of(keys::kLabel, label.value, id.value));
    impl_->add(counter(CounterKind::NodesByLabel, label.value), -1);
}

void Transaction::set_property(NodeId id, KeyId key, const Value& value) {
    impl_->require_running();
    StoredNode node = require_node(*impl_->overlay, id);
    const Value before = change_property(node.record.properties, key, value);
    put_node(*impl_->overlay, id, node);
    if (is_indexed(key)) {
        unindex_property(*impl_->overlay, key, before, id);
        index_property(*impl_->overlay, key, value, id);
    }
}

void Transaction::delete_node(NodeId id) {
    impl_->require_running();
    Overlay& overlay = *impl_->overlay;
    const StoredNode node = require_node(overlay, id);
    if (degree(id, Direction::Outgoing) != 0 || degree(id, Direction::Incoming) != 0) {
        throw StoreError("node " + std::to_string(id.value) +
                         " still has relationships; delete them first");
    }
    overlay.erase(keys::of(keys::kNode, id.value));
    for (const LabelId label : node.record.labels) {
        overlay.erase(keys::of(keys::kLabel, label.value, id.value));
        impl_->add(counter(CounterKind::NodesByLabel, label.value), -1);
    }
    for (const auto& [key, value] : node.record.properties) {
        if (is_indexed(key)) {
            unindex_property(overlay, key, value, id);
        }
    }
    if (node.record.public_id != Hash128{}) {
        overlay.erase(keys::of(keys::kNodePublicId, node.record.public_id));
    }
    impl_->add(counter(CounterKind::Nodes), -1);
}

// ---- edges

EdgeId Transaction::create_edge(NodeId start, TypeId type, NodeId end, Properties properties,
                                EdgeFlags flags, const Hash128& public_id) {
    impl_->require_running();
    Overlay& overlay = *impl_->overlay;
    for (const NodeId node : {start, end}) {
        if (!has_node(node)) {
            no_such("node", node.value);
        }
    }
    if (public_id != Hash128{} && find_edge(public_id).has_value()) {
        throw StoreError("a relationship with public id " + public_id.hex() + " exists already");
    }
    normalize(properties);
    const std::string bytes =
        encode_edge({start, end, type, flags, std::move(properties), public_id});
    const EdgeId id(access_->state.next_edge++);
    overlay.put(keys::of(keys::kEdge, id.value), bytes);
    insert_adjacent(overlay, Direction::Outgoing, start, {id, end, type, flags});
    insert_adjacent(overlay, Direction::Incoming, end, {id, start, type, flags});
    if (public_id != Hash128{}) {
        overlay.put(keys::of(keys::kEdgePublicId, public_id), number(id.value));
    }
    impl_->count_edge(type, flags, 1);
    return id;
}

void Transaction::set_property(EdgeId id, KeyId key, const Value& value) {
    impl_->require_running();
    auto record = edge(id);
    if (!record.has_value()) {
        no_such("relationship", id.value);
    }
    change_property(record->properties, key, value);
    impl_->overlay->put(keys::of(keys::kEdge, id.value), encode_edge(*record));
}

void Transaction::delete_edge(EdgeId id) {
    impl_->require_running();
    Overlay& overlay = *impl_->overlay;
    const auto record = edge(id);
    if (!record.has_value()) {
        no_such("relationship", id.value);
    }
    if (any_under(overlay, keys::of(keys::kEvidence, id.value))) {
        for (const AssertionRef& assertion : evidence(id)) {
            remove_evidence(id, assertion);
        }
    }
    erase_adjacent(overlay, Direction::Outgoing, record->start,
                   {id, record->end, record->type, record->flags});
    erase_adjacent(overlay, Direction::Incoming, record->end,
                   {id, record->start, record->type, record->flags});
    overlay.erase(keys::of(keys::kEdge, id.value));
    if (record->public_id != Hash128{}) {
        overlay.erase(keys::of(keys::kEdgePublicId, record->public_id));
    }
    impl_->count_edge(record->type, record->flags, -1);
}

// ---- lookups

void Transaction::add_term(std::string_view term, NodeId id) {
    impl_->require_running();
    impl_->overlay->put(keys::with_node(keys::term(term), id), {});
}

void Transaction::remove_term(std::string_view term, NodeId id) {
    impl_->require_running();
    impl_->overlay->erase(keys::with_node(keys::term(term), id));
}

void Transaction::create_index(KeyId key) {
    impl_->require_running();
    auto& indexed = access_->state.indexed;
    const auto place = std::lower_bound(indexed.begin(), indexed.end(), key);
    if (place != indexed.end() && *place == key) {
        return;
    }
    indexed.insert(place, key);
    const std::string prefix = keys::of(keys::kNode);
    auto c = impl_->overlay->range(Family::Graph, prefix, prefix_end(prefix));
    for (; c->valid(); c->next()) {
        const NodeId id(ByteReader(c->key().substr(1)).ordered());
        index_property(*impl_->overlay, key, decode_node_property(c->value(), key), id);
    }
}

void Transaction::drop_index(KeyId key) {
    impl_->require_running();
    if (key == kNameKey || key == kAliasesKey) {
        throw StoreError("the index on '" + std::string(name_of(key)) + "' cannot be dropped");
    }
    auto& indexed = access_->state.indexed;
    const auto place = std::lower_bound(indexed.begin(), indexed.end(), key);
    if (place == indexed.end() || *place != key) {
        return;
    }
    indexed.erase(place);
    const std::string prefix = keys::of(keys::kProperty, key.value);
    std::vector<std::string> entries;
    auto c = impl_->overlay->range(Family::Graph, prefix, prefix_end(prefix));
    for (; c->valid(); c->next()) {
        entries.emplace_back(c->key());
    }
    for (const std::string& entry : entries) {
        impl_->overlay->erase(entry);
    }
}

// ---- documents

namespace {

void normalize_sources(DocumentRecord& record) {
    std::sort(record.sources.begin(), record.sources.end());
    record.sources.erase(std::unique(record.sources.begin(), record.sources.end()),
                         record.sources.end());
    if (record.sources.empty()) {
        throw StoreError("a document needs a source");
    }
}

void require_free_sources(const Reader& reader, const DocumentRecord& record,
                          std::optional<DocumentId> owner) {
    for (const std::string& source : record.sources) {
        const auto holder = reader.find_source(source);
        if (holder.has_value() && holder != owner) {
            throw StoreError("the source '" + source + "' belongs to another document");
        }
    }
}

}  // namespace

DocumentId Transaction::put_document(const DocumentRecord& given, std::string_view text,
                                     const Analysis& analysis) {
    impl_->require_running();
    Overlay& overlay = *impl_->overlay;
    DocumentRecord record = given;
    normalize_sources(record);
    if (find_document(record.id).has_value()) {
        throw StoreError("the document " + record.id.hex() + " is stored already");
    }
    require_free_sources(*this, record, std::nullopt);
    const DocumentId id(access_->state.next_document++);
    overlay.put(keys::of(keys::kDocument, id.value), encode_document(record));
    overlay.put(keys::of(keys::kDocumentId, record.id), number(id.value));
    for (const std::string& source : record.sources) {
        overlay.put(keys::source(source), number(id.value));
    }
    overlay.put(Family::Text, keys::of(keys::kText, id.value), compress(text));
    overlay.put(Family::Text, keys::of(keys::kAnalysis, id.value),
                compress(encode_analysis(analysis), text));
    impl_->add(counter(CounterKind::Documents), 1);
    return id;
}

void Transaction::update_document(DocumentId id, const DocumentRecord& given) {
    impl_->require_running();
    Overlay& overlay = *impl_->overlay;
    const auto before = document(id);
    if (!before.has_value()) {
        no_such("document", id.value);
    }
    DocumentRecord record = given;
    normalize_sources(record);
    if (record.id != before->id) {
        throw StoreError("the id of a stored document cannot change");
    }
    require_free_sources(*this, record, id);
    for (const std::string& source : before->sources) {
        overlay.erase(keys::source(source));
    }
    for (const std::string& source : record.sources) {
        overlay.put(keys::source(source), number(id.value));
    }
    overlay.put(keys::of(keys::kDocument, id.value), encode_document(record));
}

void Transaction::remove_document(DocumentId id) {
    impl_->require_running();
    Overlay& overlay = *impl_->overlay;
    const auto record = document(id);
    if (!record.has_value()) {
        no_such("document", id.value);
    }
    if (any_under(overlay, keys::of(keys::kClusterNode, id.value))) {
        throw StoreError("document " + record->id.hex() + " still has cluster bindings");
    }
    for (const std::string& source : record->sources) {
        overlay.erase(keys::source(source));
    }
    overlay.erase(keys::of(keys::kDocumentId, record->id));
    overlay.erase(keys::of(keys::kDocument, id.value));
    overlay.erase(Family::Text, keys::of(keys::kText, id.value));
    overlay.erase(Family::Text, keys::of(keys::kAnalysis, id.value));
    impl_->add(counter(CounterKind::Documents), -1);
}

void Transaction::add_evidence(EdgeId id, AssertionRef assertion) {
    impl_->require_running();
    impl_->overlay->put(
        keys::of(keys::kEvidence, id.value, assertion.document.value, assertion.triple), {});
}

void Transaction::remove_evidence(EdgeId id, AssertionRef assertion) {
    impl_->require_running();
    impl_->overlay->erase(
        keys::of(keys::kEvidence, id.value, assertion.document.value, assertion.triple));
}

void Transaction::bind_cluster(ClusterRef cluster, NodeId node) {
    impl_->require_running();
    unbind_cluster(cluster);
    impl_->overlay->put(keys::of(keys::kClusterNode, cluster.document.value, cluster.cluster),
                        number(node.value));
    impl_->overlay->put(
        keys::of(keys::kNodeCluster, node.value, cluster.document.value, cluster.cluster), {});
}

void Transaction::unbind_cluster(ClusterRef cluster) {
    impl_->require_running();
    const auto node = node_of(cluster);
    if (!node.has_value()) {
        return;
    }
    impl_->overlay->erase(keys::of(keys::kClusterNode, cluster.document.value, cluster.cluster));
    impl_->overlay->erase(
        keys::of(keys::kNodeCluster, node->value, cluster.document.value, cluster.cluster));
}

void Transaction::put_note(std::string_view space, std::string_view key, std::string_view value) {
    impl_->require_running();
    impl_->overlay->put(keys::note(space, key), std::string(value));
}

void Transaction::remove_note(std::string_view space, std::string_view key) {
    impl_->require_running();
    impl_->overlay->erase(keys::note(space, key));
}

// ---- savepoints and the end

Transaction::Savepoint Transaction::savepoint() {
    impl_->require_running();
    impl_->marks.push_back({access_->state, impl_->count_log.size()});
    return impl_->overlay->savepoint();
}

void Transaction::rollback_to(Savepoint mark) {
    impl_->require_running();
    if (mark == 0 || mark > impl_->marks.size()) {
        throw StoreError("no such savepoint");
    }
    impl_->overlay->rollback_to(mark);
    const Impl::Mark& to = impl_->marks[mark - 1];
    for (; impl_->count_log.size() > to.count_log; impl_->count_log.pop_back()) {
        const auto& [counter, amount] = impl_->count_log.back();
        impl_->counts[counter] -= amount;
    }
    for (std::size_t k = 0; k < keys::kNameKinds; ++k) {
        auto& names = impl_->names.names[k];
        for (; impl_->names.first[k] + names.size() > to.state.names[k]; names.pop_back()) {
            impl_->names.ids[k].erase(names.back());
        }
    }
    access_->state = to.state;
    impl_->marks.resize(mark);
}

void Transaction::commit() {
    impl_->require_running();
    Overlay& overlay = *impl_->overlay;
    impl_->write_counters();
    std::string state = encode_state(access_->state);
    if (overlay.copy(Family::Graph, keys::of(keys::kState)) != state) {
        overlay.put(keys::of(keys::kState), std::move(state));
    }
    const Changes& changes = overlay.changes();
    if (!changes[0].empty() || !changes[1].empty()) {
        impl_->core->engine->write(changes);
    }
    for (std::size_t k = 0; k < keys::kNameKinds; ++k) {
        for (std::size_t i = 0; i < impl_->names.names[k].size(); ++i) {
            access_->names->publish(static_cast<NameKind>(k),
                                    impl_->names.first[k] + static_cast<std::uint32_t>(i),
                                    impl_->names.names[k][i]);
        }
    }
    impl_->release();
}

void Transaction::rollback() {
    impl_->release();
}

// ---- handles

struct ReaderFactory {
    struct Snapshot : Reader {};

    static std::shared_ptr<const Reader> snapshot(std::shared_ptr<Core> core,
                                                  std::shared_ptr<const View> view) {
        auto reader = std::make_shared<Snapshot>();
        auto access = std::make_unique<Reader::Access>();
        access->view = std::move(view);
        access->state = read_state(*access->view);
        access->names = &core->names(access->state.generation);
        access->core = std::move(core);
        static_cast<Reader&>(*reader).access_ = std::move(access);
        return reader;
    }

    static std::unique_ptr<Transaction> transaction(std::shared_ptr<Core> core) {
        core->take_turn();
        auto impl = std::make_unique<Transaction::Impl>();
        impl->core = core;
        try {
            impl->overlay = std::make_shared<Overlay>(core->engine->snapshot());
            return std::unique_ptr<Transaction>(new Transaction(std::move(impl)));
        } catch (...) {
            core->end_turn();
            throw;
        }
    }
};

namespace internal {

std::shared_ptr<const Reader> make_snapshot(std::shared_ptr<Core> core,
                                            std::shared_ptr<const View> view) {
    return ReaderFactory::snapshot(std::move(core), std::move(view));
}

std::unique_ptr<Transaction> make_transaction(std::shared_ptr<Core> core) {
    return ReaderFactory::transaction(std::move(core));
}

}  // namespace internal

}  // namespace trefoil::store
