#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "store/record.hpp"

/// The graph on disk. Start here: open_store() gives a Store; its snapshot() is a consistent
/// Reader; its begin() is the one Transaction at a time that changes it. Two backends, one
/// behaviour: a folder (RocksDB) and ":memory:". docs/format.md says every byte.
namespace trefoil::store {

/// A consistent view of a store: a Snapshot, or a Transaction together with its own writes. A
/// Snapshot is immutable and thread-safe; a Transaction is for one thread. Reading throws
/// StoreError / CorruptionError when the disk fails. All node and edge ids may be ids of nothing:
/// absence is an empty optional.
class Reader {
  public:
    virtual ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    // ---- interned names
    [[nodiscard]] std::optional<LabelId> find_label(std::string_view name) const;
    [[nodiscard]] std::optional<TypeId> find_type(std::string_view name) const;
    [[nodiscard]] std::optional<KeyId> find_key(std::string_view name) const;
    [[nodiscard]] std::string_view name_of(LabelId id) const;  ///< lives as long as the store
    [[nodiscard]] std::string_view name_of(TypeId id) const;
    [[nodiscard]] std::string_view name_of(KeyId id) const;
    [[nodiscard]] std::vector<LabelId> labels()
        const;  ///< every interned label, also ones no node bears now
    [[nodiscard]] std::vector<TypeId> types() const;
    [[nodiscard]] std::vector<KeyId> keys() const;

    // ---- nodes and edges
    [[nodiscard]] bool has_node(NodeId id) const;
    [[nodiscard]] std::optional<NodeRecord> node(NodeId id) const;
    [[nodiscard]] bool has_label(NodeId id, LabelId label) const;
    /// Null if the node, or the property, is absent. Cheaper than node().
    [[nodiscard]] Value node_property(NodeId id, KeyId key) const;
    /// True for a node of import's set of names (see bulk_load.hpp).
    [[nodiscard]] bool is_imported(NodeId id) const;
    /// All node ids given so far are below.
    [[nodiscard]] NodeId end_of_nodes() const;
    [[nodiscard]] std::optional<EdgeRecord> edge(EdgeId id) const;
    /// The same of an edge that is known to go out from `start`: one read, also for those of bulk
    /// loads.
    [[nodiscard]] EdgeRecord edge(NodeId start, const AdjacentEdge& entry) const;
    [[nodiscard]] Value edge_property(EdgeId id, KeyId key) const;
    [[nodiscard]] std::optional<NodeId> find_node(const Hash128& public_id) const;
    [[nodiscard]] std::optional<EdgeId> find_edge(const Hash128& public_id) const;

    // ---- adjacency
    /// Appends the edges of `node` in one direction, of one type or of all, to `out`, ordered by
    /// (type, neighbor, edge). One read for most vertices; cost linear in the entries returned.
    void adjacent(NodeId node, Direction direction, std::optional<TypeId> type,
                  std::vector<AdjacentEdge>& out) const;
    /// Number of edges in one direction, of one type or of all.
    [[nodiscard]] std::uint64_t degree(NodeId node, Direction direction,
                                       std::optional<TypeId> type = {}) const;
    /// Number of edges whose flags are in `shown`. Where all of a list have the same flags, as in
    /// what was imported, not more expensive than degree(node, direction, type).
    [[nodiscard]] std::uint64_t degree(NodeId node, Direction direction, std::optional<TypeId> type,
                                       const FlagSet& shown) const;
    /// Fills `out` with the nodes after `after` (or from the first) that have such edges,
    /// ascending; fewer than out.size() only at the end. One pass over the adjacency, much cheaper
    /// than a call of degree() for each node.
    std::size_t scan_degrees(Direction direction, std::optional<TypeId> type, const FlagSet& shown,
                             std::optional<NodeId> after, std::span<NodeDegree> out) const;

    // ---- scans, in batches: fill `out` with ids after `after` (or from the start), ascending;
    // fewer than out.size() only at the end.
    std::size_t scan_nodes(std::optional<LabelId> label, std::optional<NodeId> after,
                           std::span<NodeId> out) const;
    std::size_t scan_edges(std::optional<EdgeId> after, std::span<EdgeId> out) const;

    // ---- the whole graph in one sequential read each; linear. `use` may throw to stop.
    /// Hands the edges of all nodes in one direction to `use`: nodes ascending, each node's edges
    /// in the order of adjacent(), a hub's in several calls, a node's without edges not at all.
    void scan_adjacent(Direction direction,
                       const std::function<void(NodeId, std::span<const AdjacentEdge>)>& use) const;
    /// Hands one property of each node that has it to `use`, nodes ascending.
    void scan_property(KeyId key, const std::function<void(NodeId, const Value&)>& use) const;

    // ---- lookups
    /// Nodes whose property `key` equals `value` (string, integer or boolean); a list property
    /// matches by each of its string elements. Ascending. Only for indexed keys ("name" and
    /// "aliases" always are): check is_indexed.
    [[nodiscard]] std::vector<NodeId> nodes_by_property(KeyId key, const Value& value) const;
    [[nodiscard]] bool is_indexed(KeyId key) const;
    /// Nodes of which a string of property `key`, of an indexed key, begins with `prefix`, by that
    /// string's bytes, at most `limit`; strings above 200 bytes are not found. Cost: the nodes
    /// returned.
    [[nodiscard]] std::vector<NodeId> nodes_by_prefix(KeyId key, std::string_view prefix,
                                                      std::size_t limit) const;
    /// Nodes filed under a lookup term (see Transaction::add_term), ascending.
    [[nodiscard]] std::vector<NodeId> nodes_by_term(std::string_view term) const;
    /// Terms with a prefix, in byte order, at most `limit`.
    [[nodiscard]] std::vector<std::string> terms_with_prefix(std::string_view prefix,
                                                             std::size_t limit) const;

    // ---- exact counters
    [[nodiscard]] std::uint64_t node_count() const;
    [[nodiscard]] std::uint64_t node_count(LabelId label) const;
    [[nodiscard]] std::uint64_t edge_count() const;
    [[nodiscard]] std::uint64_t edge_count(TypeId type) const;
    /// Edges by type, polarity and modality: what a view counts without reading edges.
    [[nodiscard]] std::uint64_t edge_count(TypeId type, Polarity polarity, Modality modality) const;
    /// All of these counters that are not 0, by type: one scan, about a microsecond for each, so
    /// that sums over all types need not ask for every type.
    [[nodiscard]] std::vector<EdgeCount> edge_counts() const;
    [[nodiscard]] std::uint64_t document_count() const;

    // ---- documents
    [[nodiscard]] std::vector<DocumentId> documents() const;  ///< ascending
    [[nodiscard]] std::optional<DocumentRecord> document(DocumentId id) const;
    [[nodiscard]] std::string document_text(DocumentId id) const;
    [[nodiscard]] Analysis analysis(DocumentId id) const;
    [[nodiscard]] std::optional<DocumentId> find_document(const Hash128& id) const;
    [[nodiscard]] std::optional<DocumentId> find_source(std::string_view source) const;
    /// The assertions behind a fact, ascending; empty for user relationships.
    [[nodiscard]] std::vector<AssertionRef> evidence(EdgeId id) const;
    /// The document clusters that a node stands for, ascending.
    [[nodiscard]] std::vector<ClusterRef> clusters(NodeId id) const;
    [[nodiscard]] std::optional<NodeId> node_of(ClusterRef cluster) const;

    // ---- small records of other layers (decisions, rejections, settings): key/value under a name
    // space
    [[nodiscard]] std::optional<std::string> note(std::string_view space,
                                                  std::string_view key) const;
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> notes(
        std::string_view space) const;
    /// The name spaces that hold notes, in byte order.
    [[nodiscard]] std::vector<std::string> note_spaces() const;

  protected:
    Reader();
    struct Access;  ///< where keys are read from; the two backends and the transaction overlay
                    ///< provide one
    std::unique_ptr<Access> access_;
    friend struct ReaderFactory;
};

/// The only way to change a store. Sees its own writes. Nothing is visible to others, or on disk,
/// before commit(); destruction without commit() changes nothing. Ids given out by a transaction
/// that is not committed may be given again. Methods throw StoreError for broken preconditions that
/// a caller can check first (named below), never half-applied.
class Transaction : public Reader {
  public:
    ~Transaction() override;

    LabelId intern_label(std::string_view name);
    TypeId intern_type(std::string_view name);
    KeyId intern_key(std::string_view name);

    NodeId create_node(std::span<const LabelId> labels, Properties properties,
                       const Hash128& public_id = {});
    /// Puts a node into import's set of names: a later import uses it for its `name`.
    void mark_imported(NodeId id);
    void add_label(NodeId id, LabelId label);
    void remove_label(NodeId id, LabelId label);
    void set_property(NodeId id, KeyId key, const Value& value);  ///< null removes
    /// Requires: the node has no edges left (StoreError otherwise).
    void delete_node(NodeId id);

    EdgeId create_edge(NodeId start, TypeId type, NodeId end, Properties properties,
                       EdgeFlags flags = {}, const Hash128& public_id = {});
    void set_property(EdgeId id, KeyId key, const Value& value);  ///< null removes
    void delete_edge(EdgeId id);

    /// Files a node under a lookup term, or takes it away; both may be repeated.
    void add_term(std::string_view term, NodeId id);
    void remove_term(std::string_view term, NodeId id);
    /// From now on nodes_by_property answers for this key (existing nodes are indexed here; linear
    /// in nodes).
    void create_index(KeyId key);
    void drop_index(KeyId key);

    /// Stores a document with text and analysis. Requires: no document with that id, and none of
    /// its sources in use.
    DocumentId put_document(const DocumentRecord& record, std::string_view text,
                            const Analysis& analysis);
    /// Replaces the record (sources, title) of a stored document.
    void update_document(DocumentId id, const DocumentRecord& record);
    /// Removes a document with text, analysis and source index. Requires: evidence and cluster
    /// bindings were removed.
    void remove_document(DocumentId id);
    void add_evidence(EdgeId id, AssertionRef assertion);
    void remove_evidence(EdgeId id, AssertionRef assertion);
    void bind_cluster(ClusterRef cluster, NodeId node);
    void unbind_cluster(ClusterRef cluster);

    void put_note(std::string_view space, std::string_view key, std::string_view value);
    void remove_note(std::string_view space, std::string_view key);

    /// Marks a place to come back to: rollback_to(mark) undoes every write made since savepoint()
    /// gave `mark`.
    using Savepoint = std::size_t;
    [[nodiscard]] Savepoint savepoint();
    void rollback_to(Savepoint mark);

    /// Makes all writes visible and durable, atomically (synced before it returns). The transaction
    /// is then finished.
    void commit();
    /// Ends the transaction without changing anything; also after it has ended. What it wrote can
    /// still be read here, for results that point into it.
    void rollback();

  private:
    friend struct ReaderFactory;
    struct Impl;
    explicit Transaction(std::unique_ptr<Impl> impl);
    std::uint32_t intern(std::uint8_t kind, std::string_view name);
    std::unique_ptr<Impl> impl_;
};

struct OpenOptions {
    bool read_only = false;                             ///< opens nothing for writing
    bool create = true;                                 ///< make the store if there is none
    std::size_t memory_bytes = std::size_t{256} << 20;  ///< block cache and write buffers together
    std::chrono::milliseconds lock_wait{2000};          ///< how long to wait for another writer
};

/// One line of `check`: what is wrong where.
struct CheckProblem {
    std::string what;
};

/// A handle. Snapshots and transactions may outlive it; the store is closed, and its lock given
/// back, when the last of them is gone.
class Store {
  public:
    virtual ~Store() = default;
    /// A consistent view as of now: the same object until something is written. Cheap; keeps old
    /// versions alive as long as it lives. Of a store
    /// that is open read-only: as of at most a twentieth of a second ago, while another process
    /// writes.
    [[nodiscard]] virtual std::shared_ptr<const Reader> snapshot() const = 0;
    /// Starts the one writing transaction; waits for one that runs in another thread. Throws
    /// StoreError on a read-only store, or if a transaction that this very thread began still runs.
    [[nodiscard]] virtual std::unique_ptr<Transaction> begin() = 0;
    [[nodiscard]] virtual bool read_only() const = 0;
    /// Compares every index and counter against every other (first version: adjacency, labels,
    /// property index, terms, counters, documents, evidence). Empty means clean. Linear in the
    /// store.
    [[nodiscard]] virtual std::vector<CheckProblem> check() const = 0;
    /// Rewrites the files in order, without what was removed. Changes no answer.
    virtual void compact() = 0;
    /// Removes everything.
    virtual void clear() = 0;
    /// Bytes on disk (0 in memory).
    [[nodiscard]] virtual std::uint64_t disk_bytes() const = 0;
};

/// Opens by address: ":memory:" is an empty store in memory; anything else is a folder for RocksDB.
/// Throws StoreError (no such store with create == false, locked by another process, newer format,
/// unwritable, damaged), one line that names the folder and what to do.
std::unique_ptr<Store> open_store(const std::string& address, const OpenOptions& options = {});

}  // namespace trefoil::store
