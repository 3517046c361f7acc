// `check`: compares every record, index and counter with every other. One pass over each kind of
// key; what must be on the other side is looked up. Incoming and outgoing adjacency are compared by
// a sum of hashes, in detail only if it differs.

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <xxhash.h>

#include "store/internal/access.hpp"
#include "store/internal/adjacency.hpp"
#include "store/internal/bytes.hpp"

namespace trefoil::store::internal {
namespace {

constexpr std::size_t kMaxProblems = 100;

std::uint64_t fingerprint(NodeId start, NodeId end, const AdjacentEdge& e) {
    const std::uint64_t fields[] = {start.value, end.value, e.type.value, e.edge.value,
                                    pack_flags(e.flags)};
    return XXH3_64bits(fields, sizeof fields);
}

class Checker {
  public:
    explicit Checker(const View& view) : view_(view) {}

    std::vector<CheckProblem> run() {
        step("state", [&] { state_ = read_state(view_); });
        step("nodes", [&] { check_nodes(); });
        step("labels", [&] { check_labels(); });
        step("property index", [&] { check_property_index(); });
        step("public ids", [&] { check_public_ids(); });
        step("terms", [&] { check_terms(); });
        step("outgoing relationships", [&] { check_adjacency(Direction::Outgoing); });
        step("incoming relationships", [&] { check_adjacency(Direction::Incoming); });
        step("both directions", [&] { compare_directions(); });
        step("relationship records", [&] { check_edges(); });
        step("documents", [&] { check_documents(); });
        step("texts", [&] { check_texts(); });
        step("evidence", [&] { check_evidence(); });
        step("cluster bindings", [&] { check_clusters(); });
        step("names", [&] { check_names(); });
        step("counters", [&] { check_counters(); });
        return std::move(problems_);
    }

  private:
    using Visit = std::function<void(std::string_view key, std::string_view value)>;

    void step(const char* what, const std::function<void()>& check) {
        try {
            check();
        } catch (const CorruptionError& e) {
            report(std::string(what) + ": " + e.what());
        }
    }

    void report(std::string what) {
        if (problems_.size() < kMaxProblems) {
            problems_.push_back({std::move(what)});
        }
    }

    void require(bool holds, const std::function<std::string()>& what) {
        if (!holds) {
            report(what());
        }
    }

    void each(char letter, const Visit& visit, Family family = Family::Graph) const {
        const std::string prefix = keys::of(letter);
        for (auto c = view_.range(family, prefix, prefix_end(prefix)); c->valid(); c->next()) {
            visit(c->key(), c->value());
        }
    }

    [[nodiscard]] bool has(const std::string& key) const { return view_.has(Family::Graph, key); }

    [[nodiscard]] bool has_node(std::uint64_t id) const { return has(keys::of(keys::kNode, id)); }

    [[nodiscard]] std::optional<std::uint64_t> number_at(const std::string& key) const {
        std::optional<std::uint64_t> v;
        view_.get(Family::Graph, key,
                  [&](std::string_view bytes) { v = ByteReader(bytes).varint(); });
        return v;
    }

    static std::string name(const char* kind, std::uint64_t id) {
        return std::string(kind) + " " + std::to_string(id);
    }

    static std::uint64_t second(std::string_view key) {
        ByteReader in(key.substr(1));
        in.ordered();
        return in.ordered();
    }

    static std::uint64_t first(std::string_view key) { return ByteReader(key.substr(1)).ordered(); }

    void check_nodes() {
        each(keys::kNode, [&](std::string_view key, std::string_view value) {
            const std::uint64_t id = first(key);
            const NodeRecord node = decode_node(value).record;
            require(id < state_.next_node,
                    [&] { return name("node", id) + " has an id not given yet"; });
            ++counts_[counter(CounterKind::Nodes)];
            for (const LabelId label : node.labels) {
                ++counts_[counter(CounterKind::NodesByLabel, label.value)];
                require(has(keys::of(keys::kLabel, label.value, id)), [&] {
                    return name("node", id) + " is missing from the index of its label";
                });
            }
            if (node.public_id != Hash128{}) {
                ++public_ids_;
                require(number_at(keys::of(keys::kNodePublicId, node.public_id)) == id,
                        [&] { return name("node", id) + " is not found by its public id"; });
            }
            for (const auto& [property, v] : node.properties) {
                check_indexed(id, property, v);
            }
        });
    }

    void check_indexed(std::uint64_t id, KeyId property, const Value& value) {
        if (!std::binary_search(state_.indexed.begin(), state_.indexed.end(), property)) {
            return;
        }
        std::vector<std::string> entries;
        if (const List* list = value.list()) {
            for (const Value& v : *list) {
                if (v.string() != nullptr) {
                    entries.push_back(keys::with_node(*keys::property(property, v), NodeId(id)));
                }
            }
        } else if (auto prefix = keys::property(property, value)) {
            entries.push_back(keys::with_node(std::move(*prefix), NodeId(id)));
        }
        std::sort(entries.begin(), entries.end());
        entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
        indexed_ += entries.size();
        for (const std::string& entry : entries) {
            require(has(entry),
                    [&] { return name("node", id) + " is missing from the index of a property"; });
        }
    }

    void check_labels() {
        std::uint64_t entries = 0;
        each(keys::kLabel, [&](std::string_view key, std::string_view) {
            ++entries;
            const LabelId label(static_cast<std::uint32_t>(first(key)));
            const std::uint64_t id = second(key);
            bool bears = false;
            view_.get(Family::Graph, keys::of(keys::kNode, id),
                      [&](std::string_view bytes) { bears = decode_has_label(bytes, label); });
            require(bears, [&] {
                return "the index of label " + std::to_string(label.value) + " lists " +
                       name("node", id) + ", which does not bear it";
            });
        });
    }

    void check_property_index() {
        std::uint64_t entries = 0;
        each(keys::kProperty, [&](std::string_view key, std::string_view) {
            ++entries;
            const KeyId property(static_cast<std::uint32_t>(first(key)));
            require(std::binary_search(state_.indexed.begin(), state_.indexed.end(), property),
                    [&] { return name("property", property.value) + " has entries but no index"; });
        });
        require(entries == indexed_, [&] {
            return "the property index has " + std::to_string(entries) + " entries, nodes have " +
                   std::to_string(indexed_);
        });
    }

    void check_public_ids() {
        std::uint64_t entries = 0;
        each(keys::kNodePublicId, [&](std::string_view, std::string_view) { ++entries; });
        require(entries == public_ids_, [&] {
            return std::to_string(entries) + " public ids of nodes for " +
                   std::to_string(public_ids_) + " nodes that have one";
        });
    }

    void check_terms() {
        each(keys::kTerm, [&](std::string_view key, std::string_view) {
            ByteReader in(key.substr(1));
            const std::string term = in.escaped();
            const std::uint64_t id = in.ordered();
            require(has_node(id), [&] {
                return "the term '" + term + "' leads to " + name("node", id) + ", which is gone";
            });
        });
    }

    /// Walks all heads and chunks of a direction in key order.
    void check_adjacency(Direction direction) {
        const auto d = static_cast<std::size_t>(direction);
        std::optional<std::uint64_t> hub;
        std::uint64_t expected = 0;
        std::uint64_t got = 0;
        const auto end_hub = [&] {
            require(!hub.has_value() || expected == got, [&] {
                return name("node", *hub) + " has " + std::to_string(got) +
                       " relationships, its degree says " + std::to_string(expected);
            });
            hub.reset();
        };
        Entries entries;
        keys::EntryOrder last;
        each(keys::adjacency_letter(direction), [&](std::string_view key, std::string_view value) {
            const std::uint64_t id = first(key);
            entries.clear();
            const bool is_head = key.size() == keys::of(*key.data(), id).size();
            if (is_head) {
                end_hub();
                const Head head = decode_head(value);
                require(has_node(id),
                        [&] { return name("node", id) + " is gone but has relationships"; });
                if (head.chunked) {
                    hub = id;
                    expected = head.degree;
                    got = 0;
                } else {
                    decode_chunk(head.inline_chunk, std::nullopt, entries);
                    require(entries.size() == head.degree && !entries.empty(),
                            [&] { return name("node", id) + " has a wrong degree"; });
                }
                last = {};
            } else {
                require(hub == id,
                        [&] { return "a chunk of " + name("node", id) + " has no head"; });
                decode_chunk(value, std::nullopt, entries);
                got += entries.size();
                require(
                    entries.empty() || !(keys::order_of(entries.front()) < keys::chunk_order(key)),
                    [&] { return "a chunk of " + name("node", id) + " begins too early"; });
            }
            check_entries(direction, NodeId(id), entries, last);
            edges_[d] += entries.size();
        });
        end_hub();
    }

    void check_entries(Direction direction, NodeId node, const Entries& entries,
                       keys::EntryOrder& last) {
        bool first_entry = last == keys::EntryOrder{};
        for (const AdjacentEdge& e : entries) {
            require(first_entry || last < keys::order_of(e), [&] {
                return "the relationships of " + name("node", node.value) + " are out of order";
            });
            first_entry = false;
            last = keys::order_of(e);
            if (direction == Direction::Incoming) {
                fingerprints_[1] += fingerprint(e.neighbor, node, e);
                continue;
            }
            fingerprints_[0] += fingerprint(node, e.neighbor, e);
            ++counts_[counter(CounterKind::Edges)];
            ++counts_[counter(CounterKind::EdgesByType, e.type.value)];
            ++counts_[counter(CounterKind::EdgesByTypeAndView, e.type.value,
                              counter_view(e.flags.polarity, e.flags.modality))];
            check_findable(node, e);
        }
    }

    /// A relationship in the adjacency is found by its id.
    void check_findable(NodeId start, const AdjacentEdge& e) {
        require(e.edge.value < state_.next_edge,
                [&] { return name("relationship", e.edge.value) + " has an id not given yet"; });
        std::optional<EdgeRecord> record;
        view_.get(Family::Graph, keys::of(keys::kEdge, e.edge.value),
                  [&](std::string_view bytes) { record = decode_edge(bytes); });
        if (!record.has_value()) {
            in_runs_ += 1;
            return;
        }
        require(record->start == start && record->end == e.neighbor && record->type == e.type &&
                    record->flags == e.flags,
                [&] { return name("relationship", e.edge.value) + " differs from its record"; });
        ++with_record_;
    }

    void compare_directions() {
        require(edges_[0] == edges_[1] && fingerprints_[0] == fingerprints_[1], [&] {
            return "outgoing and incoming relationships differ (" + std::to_string(edges_[0]) +
                   " and " + std::to_string(edges_[1]) + ")";
        });
    }

    void check_edges() {
        std::uint64_t records = 0;
        std::uint64_t ids = 0;
        each(keys::kEdge, [&](std::string_view key, std::string_view value) {
            ++records;
            const EdgeRecord edge = decode_edge(value);
            if (edge.public_id != Hash128{}) {
                ++ids;
                require(
                    number_at(keys::of(keys::kEdgePublicId, edge.public_id)) == first(key), [&] {
                        return name("relationship", first(key)) + " is not found by its public id";
                    });
            }
        });
        require(records == with_record_, [&] {
            return std::to_string(records) + " relationship records for " +
                   std::to_string(with_record_) + " relationships that have one";
        });
        std::uint64_t entries = 0;
        each(keys::kEdgePublicId, [&](std::string_view, std::string_view) { ++entries; });
        require(entries == ids, [&] {
            return std::to_string(entries) + " public ids of relationships for " +
                   std::to_string(ids) + " that have one";
        });
        check_runs();
    }

    /// Every relationship without a record is found through the runs.
    void check_runs() {
        std::uint64_t found = 0;
        constexpr std::size_t kBatch = 4096;
        std::vector<EdgeId> ids;
        for (std::uint64_t next = 0; next < state_.runs_end; next = ids.back().value + 1) {
            ids = list_runs(view_, next, kBatch);
            if (ids.empty()) {
                break;
            }
            for (const EdgeId id : ids) {
                found += has(keys::of(keys::kEdge, id.value)) ? 0 : 1;
            }
        }
        require(found == in_runs_, [&] {
            return std::to_string(in_runs_) + " relationships have no record, " +
                   std::to_string(found) + " of them are in runs";
        });
    }

    void check_documents() {
        std::uint64_t sources = 0;
        each(keys::kDocument, [&](std::string_view key, std::string_view value) {
            const std::uint64_t id = first(key);
            const DocumentRecord record = decode_document(value);
            ++counts_[counter(CounterKind::Documents)];
            sources += record.sources.size();
            require(id < state_.next_document,
                    [&] { return name("document", id) + " has an id not given yet"; });
            require(number_at(keys::of(keys::kDocumentId, record.id)) == id,
                    [&] { return "document " + record.id.hex() + " is not found by its id"; });
            for (const std::string& source : record.sources) {
                require(number_at(keys::source(source)) == id, [&] {
                    return "the source '" + source + "' does not lead to its document";
                });
            }
            triples_[id] = 0;
        });
        std::uint64_t entries = 0;
        each(keys::kSource, [&](std::string_view, std::string_view) { ++entries; });
        require(entries == sources, [&] { return "the source index has entries of no document"; });
        entries = 0;
        each(keys::kDocumentId, [&](std::string_view, std::string_view) { ++entries; });
        require(entries == triples_.size(),
                [&] { return "the document index has entries of no document"; });
    }

    void check_texts() {
        std::uint64_t texts = 0;
        each(
            keys::kText,
            [&](std::string_view key, std::string_view value) {
                ++texts;
                const std::uint64_t id = first(key);
                const std::string text = decompress(value);
                Analysis analysis;
                const bool found = view_.get(
                    Family::Text, keys::of(keys::kAnalysis, id), [&](std::string_view bytes) {
                        analysis = decode_analysis(decompress(bytes, text));
                    });
                require(found && triples_.contains(id), [&] {
                    return "the text of " + name("document", id) + " lacks its record or analysis";
                });
                triples_[id] = analysis.triples.size();
                clusters_[id] = analysis.clusters.size();
            },
            Family::Text);
        require(texts == triples_.size(), [&] { return "a document lacks its text"; });
    }

    void check_evidence() {
        each(keys::kEvidence, [&](std::string_view key, std::string_view) {
            ByteReader in(key.substr(1));
            const std::uint64_t edge = in.ordered();
            const std::uint64_t document = in.ordered();
            const std::uint64_t triple = in.ordered();
            require(
                has(keys::of(keys::kEdge, edge)) ||
                    (edge < state_.runs_end && find_in_runs(view_, EdgeId(edge)).has_value()),
                [&] { return "evidence for " + name("relationship", edge) + ", which is gone"; });
            const auto found = triples_.find(document);
            require(found != triples_.end() && triple < found->second, [&] {
                return "evidence for " + name("relationship", edge) +
                       " names a triple that does not exist";
            });
        });
    }

    void check_clusters() {
        std::uint64_t forward = 0;
        each(keys::kClusterNode, [&](std::string_view key, std::string_view value) {
            ++forward;
            const std::uint64_t document = first(key);
            const std::uint64_t cluster = second(key);
            const std::uint64_t node = ByteReader(value).varint();
            require(has_node(node) && has(keys::of(keys::kNodeCluster, node, document, cluster)),
                    [&] {
                        return "a cluster of " + name("document", document) + " is bound to " +
                               name("node", node) + " one way only";
                    });
            const auto found = clusters_.find(document);
            require(found != clusters_.end() && cluster < found->second, [&] {
                return name("node", node) + " stands for a cluster that does not exist";
            });
        });
        std::uint64_t backward = 0;
        each(keys::kNodeCluster, [&](std::string_view, std::string_view) { ++backward; });
        require(forward == backward, [&] { return "cluster bindings differ between directions"; });
    }

    void check_names() {
        std::uint64_t forward = 0;
        each(keys::kNameToId, [&](std::string_view, std::string_view) { ++forward; });
        std::uint64_t expected = 0;
        for (std::size_t k = 0; k < keys::kNameKinds; ++k) {
            const auto kind = static_cast<keys::NameKind>(k);
            expected += state_.names[k];
            for (std::uint32_t id = 0; id < state_.names[k]; ++id) {
                const auto text = view_.copy(Family::Graph, keys::name_of(kind, id));
                require(text.has_value() && number_at(keys::name(kind, *text)) == id,
                        [&] { return name("name", id) + " is not found"; });
            }
        }
        require(forward == expected,
                [&] { return "the table of names has entries without an id"; });
    }

    void check_counters() {
        each(keys::kCounter, [&](std::string_view key, std::string_view value) {
            const std::uint64_t id = ByteReader(key.substr(1)).fixed64();
            const std::uint64_t stored = ByteReader(value).varint();
            const auto found = counts_.find(id);
            const std::uint64_t actual = found == counts_.end() ? 0 : found->second;
            require(stored == actual, [&] { return wrong_counter(id, stored, actual); });
            counts_.erase(id);
        });
        for (const auto& rest : counts_) {
            require(rest.second == 0, [&] { return wrong_counter(rest.first, 0, rest.second); });
        }
    }

    static std::string wrong_counter(std::uint64_t id, std::uint64_t stored, std::uint64_t actual) {
        static constexpr const char* kKinds[] = {"?",
                                                 "nodes",
                                                 "nodes of label",
                                                 "relationships",
                                                 "relationships of type",
                                                 "relationships in view of type",
                                                 "documents"};
        const std::uint64_t kind = id >> 56;
        return std::string("the counter of ") + kKinds[kind < 7 ? kind : 0] + " " +
               std::to_string(id >> 8 & 0xFFFFFFFFU) + " says " + std::to_string(stored) +
               ", there are " + std::to_string(actual);
    }

    const View& view_;
    State state_;
    std::vector<CheckProblem> problems_;
    std::unordered_map<std::uint64_t, std::uint64_t> counts_;
    std::unordered_map<std::uint64_t, std::uint64_t> triples_;   ///< of each document
    std::unordered_map<std::uint64_t, std::uint64_t> clusters_;  ///< of each document
    std::uint64_t public_ids_ = 0;
    std::uint64_t indexed_ = 0;
    std::uint64_t with_record_ = 0;
    std::uint64_t in_runs_ = 0;
    std::uint64_t edges_[2] = {0, 0};
    std::uint64_t fingerprints_[2] = {0, 0};
};

}  // namespace

std::vector<CheckProblem> check_view(const View& view) {
    return Checker(view).run();
}

}  // namespace trefoil::store::internal
