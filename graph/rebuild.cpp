// The order of the work: notes (decisions rule what documents make), documents, imported triples
// by bulk load, then nodes, and last relationships. Nodes have other ids in the new store.

#include "graph/rebuild.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/error.hpp"
#include "graph/ingest.hpp"
#include "graph/names.hpp"
#include "graph/schema.hpp"
#include "store/bulk_load.hpp"

namespace trefoil::graph {

namespace {

constexpr std::size_t kBatch = 20'000;  ///< writes of one transaction
constexpr std::size_t kDocumentBatch = 32;
constexpr std::size_t kListedLosses = 20;

class Rebuild {
  public:
    Rebuild(const store::Reader& from, store::Store& to, const std::function<void()>& poll,
            const extract::Gazetteer& gazetteer)
        : from_(from),
          to_(to),
          poll_(poll),
          gazetteer_(gazetteer),
          end_(from.end_of_nodes().value),
          name_key_(from.find_key(kName).value_or(KeyId(0))),
          places_(end_, kNone) {}

    RebuildReport run() {
        copy_notes();
        copy_documents();
        find_plain_nodes();
        load_plain_triples();
        copy_nodes();
        copy_edges();
        copy_user_data_notes();
        return std::move(report_);
    }

  private:
    static constexpr std::uint64_t kNone = ~std::uint64_t{0};

    /// Does one piece of work; what is damaged is counted, not thrown.
    template <class Work>
    void attempt(const std::string& what, Work work) {
        try {
            work();
        } catch (const CorruptionError& error) {
            lose(what + ": " + error.what());
        }
    }

    void lose(std::string what) {
        if (report_.lost++ < kListedLosses) {
            report_.losses.push_back(std::move(what));
        }
    }

    // ---- the transaction under way

    store::Transaction& transaction(std::size_t batch = kBatch) {
        if (transaction_ != nullptr && ++writes_ > batch) {
            commit();
        }
        if (transaction_ == nullptr) {
            transaction_ = to_.begin();
            writes_ = 0;
        }
        return *transaction_;
    }

    void commit() {
        if (transaction_ != nullptr) {
            transaction_->commit();
            transaction_.reset();
        }
        if (poll_) {
            poll_();
        }
    }

    // ---- notes and documents

    void copy_notes() {
        attempt("decisions", [&] {
            for (const std::string& space : from_.note_spaces()) {
                for (const auto& [key, value] : from_.notes(space)) {
                    if (is_first_hand(space, key)) {
                        transaction().put_note(space, key, value);
                    }
                }
            }
        });
        commit();
    }

    void copy_user_data_notes() {
        attempt("what users wrote on merged entities", [&] {
            for (const auto& [key, value] : from_.notes(kUserData)) {
                transaction().put_note(kUserData, key, value);
            }
        });
        commit();
    }

    void copy_documents() {
        std::vector<DocumentId> ids;
        attempt("list of documents", [&] { ids = from_.documents(); });
        for (const DocumentId id : ids) {
            attempt("document " + std::to_string(id.value), [&] {
                const auto record = from_.document(id);
                const std::string text = from_.document_text(id);
                const Analysis analysis = from_.analysis(id);
                add_document(transaction(kDocumentBatch), *record, text, analysis, gazetteer_);
                ++report_.documents;
            });
        }
        commit();
    }

    // ---- imported triples

    /// Imported nodes of which nothing is known but a name that no other one has: bulk load can
    /// make them again.
    void find_plain_nodes() {
        plain_.assign(end_, false);
        std::unordered_set<std::string> names;
        each_node([&](NodeId id, const NodeRecord& node) {
            const bool bare = node.public_id == Hash128{} && node.labels.empty() &&
                              node.properties.size() == 1 &&
                              node.properties.front().first == name_key_ && from_.is_imported(id);
            const std::string* name = bare ? node.properties.front().second.string() : nullptr;
            if (name != nullptr && !name->empty() && is_one_field(*name)) {
                plain_[id.value] = names.insert(*name).second;
            }
        });
    }

    static bool is_one_field(std::string_view text) {
        return text.find_first_of("\t\n\r") == std::string_view::npos;
    }

    /// What bulk load gives a relationship, so that it can make it again.
    bool is_plain(NodeId start, const AdjacentEdge& edge, const AdjacentEdge* before) const {
        const bool repeated =
            before != nullptr && before->type == edge.type && before->neighbor == edge.neighbor;
        const std::string_view type = from_.name_of(edge.type);
        return !repeated && plain_[start.value] && edge.neighbor.value < end_ &&
               plain_[edge.neighbor.value] && edge.flags == EdgeFlags{} && !type.empty() &&
               is_one_field(type) && from_.edge(edge.edge)->properties.empty();
    }

    void load_plain_triples() {
        std::uint64_t next = 0;
        std::string pending;
        const auto fill = [&] {
            constexpr std::size_t kPiece = std::size_t{1} << 16;
            for (; next < end_ && pending.size() < kPiece; ++next) {
                if (plain_[next]) {
                    attempt(node_name(next), [&] { add_lines(NodeId(next), pending); });
                }
            }
        };
        const auto report = store::load_triples(to_, [&](std::span<char> out) {
            if (pending.empty()) {
                fill();
                if (poll_) {
                    poll_();
                }
            }
            const std::size_t n = std::min(out.size(), pending.size());
            std::copy_n(pending.begin(), n, out.begin());
            pending.erase(0, n);
            return n;
        });
        report_.nodes += report.nodes;
        report_.relationships += report.triples;
        find_places();
    }

    void add_lines(NodeId start, std::string& out) {
        std::string lines;
        const std::string subject = *from_.node_property(start, name_key_).string();
        each_edge(start, [&](const AdjacentEdge& edge, const AdjacentEdge* before) {
            if (is_plain(start, edge, before)) {
                lines += subject + '\t' + std::string(from_.name_of(edge.type)) + '\t' +
                         *from_.node_property(edge.neighbor, name_key_).string() + '\n';
            }
        });
        out += lines;
    }

    /// Where the loaded nodes came to stand.
    void find_places() {
        const auto reader = to_.snapshot();
        const KeyId name = *reader->find_key(kName);
        for (std::uint64_t id = 0; id < end_; ++id) {
            if (!plain_[id]) {
                continue;
            }
            attempt(node_name(id), [&] {
                const Value text = from_.node_property(NodeId(id), name_key_);
                for (const NodeId place : reader->nodes_by_property(name, text)) {
                    if (reader->is_imported(place)) {
                        places_[id] = place.value;
                    }
                }
            });
        }
    }

    // ---- the other nodes

    void copy_nodes() {
        each_node([&](NodeId id, const NodeRecord& node) {
            if (places_[id.value] != kNone) {
                return;
            }
            const auto extracted = node.public_id == Hash128{}
                                       ? std::nullopt
                                       : transaction().find_node(node.public_id);
            if (extracted) {
                places_[id.value] = extracted->value;
                add_user_fields(*extracted, node);
            } else if (node.public_id == Hash128{} || has_user_fields(node) || has_user_edges(id)) {
                places_[id.value] = copy_node(id, node).value;
            }
        });
        commit();
    }

    /// A user's node, or one of an entity of which users alone still say something.
    NodeId copy_node(NodeId id, const NodeRecord& node) {
        auto& to = transaction();
        std::vector<LabelId> labels;
        for (const LabelId label : node.labels) {
            labels.push_back(to.intern_label(from_.name_of(label)));
        }
        const NodeId made = to.create_node(labels, translated(node.properties), node.public_id);
        if (from_.is_imported(id)) {
            to.mark_imported(made);
        }
        if (node.public_id != Hash128{}) {
            for (const std::string& term : lookup_terms(to, made)) {
                to.add_term(term, made);
            }
        }
        ++report_.nodes;
        return made;
    }

    store::Properties translated(const store::Properties& properties) {
        store::Properties out;
        for (const auto& [key, value] : properties) {
            out.emplace_back(transaction().intern_key(from_.name_of(key)), value);
        }
        return out;
    }

    bool has_user_fields(const NodeRecord& node) const {
        return std::ranges::any_of(
                   node.labels,
                   [&](LabelId label) { return !is_entity_label(from_.name_of(label)); }) ||
               std::ranges::any_of(node.properties, [&](const auto& property) {
                   return !is_derived_node_key(from_.name_of(property.first));
               });
    }

    bool has_user_edges(NodeId id) const {
        const store::FlagSet users([](const EdgeFlags& flags) { return !flags.fact; });
        return from_.degree(id, store::Direction::Outgoing, std::nullopt, users) != 0 ||
               from_.degree(id, store::Direction::Incoming, std::nullopt, users) != 0;
    }

    void add_user_fields(NodeId to_id, const NodeRecord& node) {
        auto& to = transaction();
        for (const LabelId label : node.labels) {
            if (!is_entity_label(from_.name_of(label))) {
                to.add_label(to_id, to.intern_label(from_.name_of(label)));
            }
        }
        for (const auto& [key, value] : node.properties) {
            if (!is_derived_node_key(from_.name_of(key))) {
                to.set_property(to_id, to.intern_key(from_.name_of(key)), value);
            }
        }
    }

    // ---- relationships

    void copy_edges() {
        for (std::uint64_t id = 0; id < end_; ++id) {
            attempt(node_name(id), [&] {
                each_edge(NodeId(id), [&](const AdjacentEdge& edge, const AdjacentEdge* before) {
                    if (edge.flags.fact) {
                        add_user_fields(edge.edge);
                    } else if (!is_plain(NodeId(id), edge, before)) {
                        copy_edge(NodeId(id), edge);
                    }
                });
            });
        }
        commit();
    }

    void copy_edge(NodeId start, const AdjacentEdge& edge) {
        const std::uint64_t from = places_[start.value];
        const std::uint64_t until =
            edge.neighbor.value < end_ ? places_[edge.neighbor.value] : kNone;
        if (from == kNone || until == kNone || from_.name_of(edge.type).empty()) {
            lose("relationship " + std::to_string(edge.edge.value) +
                 ": an end or its type is lost");
            return;
        }
        const auto record = from_.edge(edge.edge);
        auto& to = transaction();
        to.create_edge(NodeId(from), to.intern_type(from_.name_of(edge.type)), NodeId(until),
                       record ? translated(record->properties) : store::Properties{}, edge.flags);
        ++report_.relationships;
    }

    void add_user_fields(EdgeId fact) {
        const auto record = from_.edge(fact);
        if (!record) {
            return;
        }
        for (const auto& [key, value] : record->properties) {
            if (is_derived_fact_key(from_.name_of(key))) {
                continue;
            }
            auto& to = transaction();
            if (const auto place = to.find_edge(record->public_id)) {
                to.set_property(*place, to.intern_key(from_.name_of(key)), value);
            } else {
                lose("fact " + record->public_id.hex() + ": nothing says it any more");
            }
        }
    }

    // ---- reading what may be damaged

    static std::string node_name(std::uint64_t id) { return "node " + std::to_string(id); }

    /// By id, so that damage hides no others.
    template <class Visit>
    void each_node(Visit visit) {
        for (std::uint64_t id = 0; id < end_; ++id) {
            attempt(node_name(id), [&] {
                if (const auto node = from_.node(NodeId(id))) {
                    visit(NodeId(id), *node);
                }
            });
        }
    }

    /// `before`: the entry that precedes in the list, or null.
    template <class Visit>
    void each_edge(NodeId start, Visit visit) const {
        std::vector<AdjacentEdge> edges;
        from_.adjacent(start, store::Direction::Outgoing, std::nullopt, edges);
        for (std::size_t i = 0; i < edges.size(); ++i) {
            visit(edges[i], i == 0 ? nullptr : &edges[i - 1]);
        }
    }

    const store::Reader& from_;
    store::Store& to_;
    const std::function<void()>& poll_;
    const extract::Gazetteer& gazetteer_;
    std::uint64_t end_;
    KeyId name_key_;
    std::vector<std::uint64_t> places_;  ///< node of the new store, by id in the old one
    std::vector<bool> plain_;
    std::unique_ptr<store::Transaction> transaction_;
    std::size_t writes_ = 0;
    RebuildReport report_;
};

}  // namespace

bool is_first_hand(std::string_view space, std::string_view key) {
    return !(space == kSettings && key == "resolution") && space != kEntityCounts &&
           space != kFactCounts && space != kBlocks && space != kProfiles &&
           !space.starts_with(kProfileDocuments) && space != kMovedEdges && space != kUserData &&
           space != kSketches && !space.starts_with(kCopyAnchors) && space != kCopyGroups &&
           space != kCopyMembers;
}

RebuildReport rebuild(const store::Reader& from, store::Store& to,
                      const std::function<void()>& poll, const extract::Gazetteer& gazetteer) {
    return Rebuild(from, to, poll, gazetteer).run();
}

}  // namespace trefoil::graph
