// Random transactions on both backends at once: they must agree after every commit, and the one on
// disk also after being closed, opened and compacted.

#include <random>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "store/bulk_load.hpp"
#include "tests/store/backends.hpp"
#include "tests/store/dump.hpp"

using namespace trefoil;
using namespace trefoil::store;

namespace {

/// One stream of random operations; the same seed and the same store state give the same
/// operations.
class RandomWriter {
  public:
    explicit RandomWriter(unsigned seed) : random_(seed) {}

    void transaction(Store& store) {
        auto tx = store.begin();
        for (unsigned n = 1 + pick(60); n > 0; --n) {
            operation(*tx);
        }
        if (pick(4) == 0) {
            const auto mark = tx->savepoint();
            for (unsigned n = 1 + pick(40); n > 0; --n) {
                operation(*tx);
            }
            tx->rollback_to(mark);
            operation(*tx);
        }
        if (pick(6) != 0) {
            tx->commit();
        }
    }

    void load(Store& store) {
        std::string text;
        for (unsigned n = pick(300); n > 0; --n) {
            text += "i" + std::to_string(pick(40)) + "\tt" + std::to_string(pick(4)) + "\ti" +
                    std::to_string(pick(40)) + "\n";
        }
        std::size_t at = 0;
        load_triples(store, [&](std::span<char> out) {
            const std::size_t n = text.copy(out.data(), out.size(), at);
            at += n;
            return n;
        });
    }

    unsigned pick(unsigned n) { return static_cast<unsigned>(random_() % n); }

  private:
    std::string word(const char* prefix, unsigned n) { return prefix + std::to_string(pick(n)); }

    std::optional<NodeId> some_node(const Reader& reader) {
        const NodeId after(pick(400));
        std::vector<NodeId> found(1);
        if (reader.scan_nodes({}, after, found) == 1 || reader.scan_nodes({}, {}, found) == 1) {
            return found[0];
        }
        return std::nullopt;
    }

    std::optional<EdgeId> some_edge(const Reader& reader) {
        const EdgeId after(pick(4000));
        std::vector<EdgeId> found(1);
        if (reader.scan_edges(after, found) == 1 || reader.scan_edges({}, found) == 1) {
            return found[0];
        }
        return std::nullopt;
    }

    Value value() {
        switch (pick(4)) {
            case 0:
                return Value(static_cast<int>(pick(10)));
            case 1:
                return Value(List{Value(word("v", 9)), Value(word("v", 9))});
            case 2:
                return {};
            default:
                return Value(word("v", 30));
        }
    }

    void operation(Transaction& tx) {
        const unsigned kind = pick(14);
        const auto node = some_node(tx);
        const auto edge = some_edge(tx);
        if (kind < 2 || !node.has_value()) {
            const LabelId label = tx.intern_label(word("L", 5));
            tx.create_node(std::span(&label, 1), {{tx.intern_key("name"), value()}});
        } else if (kind < 6) {
            const EdgeFlags flags{pick(3) == 0 ? Polarity::Negative : Polarity::Positive,
                                  pick(3) == 0 ? Modality::Planned : Modality::Actual, pick(5) == 0,
                                  pick(5) == 0, pick(2) == 0};
            // a third of all edges at one vertex, so that it becomes a hub
            const NodeId start = pick(3) == 0 ? *first_node(tx) : *node;
            tx.create_edge(start, tx.intern_type(word("t", 6)), *some_node(tx),
                           {{tx.intern_key(word("k", 3)), value()}}, flags);
        } else if (kind == 6) {
            tx.set_property(*node, tx.intern_key(pick(2) == 0 ? "aliases" : word("k", 3)), value());
        } else if (kind == 7) {
            pick(2) == 0 ? tx.add_label(*node, tx.intern_label(word("L", 5)))
                         : tx.remove_label(*node, tx.intern_label(word("L", 5)));
        } else if (kind == 8 && edge.has_value()) {
            tx.set_property(*edge, tx.intern_key(word("k", 3)), value());
        } else if (kind == 9 && edge.has_value()) {
            tx.delete_edge(*edge);
        } else if (kind == 10) {
            delete_unconnected(tx, *node);
        } else if (kind == 11) {
            tx.add_term(word("term", 20), *node);
            tx.put_note("space", word("n", 20), word("x", 100));
            tx.remove_note("space", word("n", 20));
        } else if (kind == 12) {
            change_documents(tx, *node, edge);
        } else if (kind == 13) {
            const KeyId key = tx.intern_key(word("k", 3));
            pick(2) == 0 ? tx.create_index(key) : tx.drop_index(key);
        }
    }

    static std::optional<NodeId> first_node(const Reader& reader) {
        std::vector<NodeId> found(1);
        return reader.scan_nodes({}, {}, found) == 1 ? std::optional(found[0]) : std::nullopt;
    }

    void delete_unconnected(Transaction& tx, NodeId node) {
        const bool bound = !tx.clusters(node).empty();
        std::vector<std::string> terms = tx.terms_with_prefix("", 1000);
        try {
            if (!bound) {
                tx.delete_node(node);
                for (const std::string& term : terms) {
                    tx.remove_term(term, node);
                }
            }
        } catch (const StoreError&) {  // it has edges: nothing happened
        }
    }

    void change_documents(Transaction& tx, NodeId node, std::optional<EdgeId> edge) {
        const Hash128 id{1, pick(20)};
        const auto found = tx.find_document(id);
        if (!found.has_value()) {
            Analysis analysis;
            analysis.triples.resize(2);
            analysis.clusters.resize(1);
            const DocumentId document =
                tx.put_document({id, {"s" + std::to_string(id.low)}, word("title", 9), "", ""},
                                word("text ", 99), analysis);
            tx.bind_cluster({document, 0}, node);
            if (edge.has_value()) {
                tx.add_evidence(*edge, {document, pick(2)});
            }
            return;
        }
        DocumentRecord record = *tx.document(*found);
        record.title = word("title", 9);
        tx.update_document(*found, record);
    }

    std::mt19937 random_;
};

}  // namespace

TEST_CASE("both backends agree after every random transaction, load, reopening and compaction") {
    for (unsigned seed = 1; seed <= 3; ++seed) {
        CAPTURE(seed);
        Backend memory(false);
        Backend disk(true);
        RandomWriter memory_writer(seed);
        RandomWriter disk_writer(seed);
        for (int round = 0; round < 25; ++round) {
            memory_writer.transaction(*memory);
            disk_writer.transaction(*disk);
            if (round % 10 == 4) {
                memory_writer.load(*memory);
                disk_writer.load(*disk);
            }
            REQUIRE(dump(*memory->snapshot()) == dump(*disk->snapshot()));
            if (round % 8 == 0) {
                disk.reopen();
            }
            if (round % 12 == 5) {
                disk->compact();
            }
            if (round % 6 == 0) {
                memory.require_clean();
                disk.require_clean();
            }
        }
        disk.reopen();
        CHECK(dump(*memory->snapshot()) == dump(*disk->snapshot()));
        memory.require_clean();
        disk.require_clean();
    }
}
