#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/analysis.hpp"
#include "base/hash.hpp"
#include "extract/document.hpp"
#include "extract/gazetteer.hpp"
#include "extract/sink.hpp"
#include "store/store.hpp"

/// From extraction into the graph. Whatever the order in which documents come, and whatever was
/// ingested and forgotten before, the store ends equal (graph/canonical_export.hpp) to one that
/// holds just the documents it holds.
namespace trefoil::graph {

/// What an ingest did.
struct IngestReport {
    std::uint64_t documents = 0;          ///< new documents stored
    std::uint64_t unchanged = 0;          ///< documents that were there already
    std::uint64_t replaced = 0;           ///< sources whose earlier text was replaced
    std::uint64_t sources_added = 0;      ///< further sources of a document already there
    std::uint64_t sentences = 0;          ///< of the new documents
    std::uint64_t covered = 0;            ///< sentences with at least one assertion
    std::uint64_t triples = 0;            ///< assertions, without derived ones
    std::uint64_t derived = 0;            ///< derived assertions
    std::uint64_t new_entities = 0;       ///< nodes made, Concepts and Statements included
    std::uint64_t new_facts = 0;          ///< relationships made
    std::uint64_t skipped = 0;            ///< assertions without a fact: an end names nothing
    std::vector<std::string> bad_inputs;  ///< one line each; the caller adds what it could not read

    bool operator==(const IngestReport&) const = default;

    /// Share of sentences with an assertion, in [0,1]; 0 where there are none.
    [[nodiscard]] double coverage() const;
};

/// Puts documents into a store, each in a transaction of its own: after an error or a kill a
/// document is there as a whole or not at all. The same document (text and date) again changes
/// nothing, from a further source it adds the source; a known source with a new text replaces.
/// Standard input ("-") is a source of its own for each document. One thread at a time.
class Ingest : public extract::TripleSink {
  public:
    /// `version` says which model and rules made the analyses. Without a gazetteer fewer things of
    /// one name are told apart, and fewer of several names joined: use one store with one. `store`
    /// and `gazetteer` must outlive this.
    Ingest(store::Store& store, std::string version,
           const extract::Gazetteer& gazetteer = extract::no_gazetteer());

    /// Throws StoreError; the document is then not stored.
    void accept(const extract::Document& document, const Analysis& analysis) override;

    [[nodiscard]] IngestReport& report() { return report_; }

    [[nodiscard]] const IngestReport& report() const { return report_; }

  private:
    store::Store* store_;
    std::string version_;
    const extract::Gazetteer* gazetteer_;
    IngestReport report_;
};

/// What forget did.
struct ForgetReport {
    std::uint64_t sources = 0;    ///< sources dropped
    std::uint64_t documents = 0;  ///< documents removed
    std::uint64_t facts = 0;      ///< facts removed
    std::uint64_t entities = 0;   ///< nodes removed

    bool operator==(const ForgetReport&) const = default;
};

/// Drops a source, or a document by its id (32 hexadecimal digits) with all its sources. The
/// document goes with its last source, and with it all that rests on it alone. Nothing if no such
/// source or document is stored. Nodes that carry users' labels, properties or relationships stay.
/// One transaction.
std::optional<ForgetReport> forget(store::Store& store, std::string_view source_or_id,
                                   const extract::Gazetteer& gazetteer = extract::no_gazetteer());

/// Adds a document that is not stored, with its share of the graph, as a part of the caller's
/// transaction. Throws StoreError if the document or one of its sources is there.
void add_document(store::Transaction& transaction, const store::DocumentRecord& record,
                  std::string_view text, const Analysis& analysis,
                  const extract::Gazetteer& gazetteer = extract::no_gazetteer());

/// Replaces the analysis of a stored document (after a new model or new rules) in one transaction.
/// Throws StoreError if there is no such document.
void refresh(store::Store& store, const Hash128& document, const Analysis& analysis,
             std::string_view version,
             const extract::Gazetteer& gazetteer = extract::no_gazetteer());

}  // namespace trefoil::graph
