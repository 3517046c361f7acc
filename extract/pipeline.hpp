#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/analysis.hpp"
#include "extract/document.hpp"
#include "extract/sentence.hpp"
#include "extract/sink.hpp"
#include "extract/triples.hpp"

namespace trefoil::extract {

/// How far to run.
enum class Stage { Tokens, Tree, Names, Entities, Triples };

struct PipelineOptions {
    unsigned threads = 1;
    bool lines = false;  ///< each input line is one sentence; nothing is resolved across lines
    TripleOptions triples;
};

/// One document with everything the stages said about it.
struct Annotated {
    Document document;
    std::vector<Sentence> sentences;
    Analysis
        analysis;  ///< empty before Stage::Entities; only mentions and clusters at Stage::Entities
};

/// Runs the stages in order over documents: reader -> tokeniser -> annotator -> entities ->
/// triples. Holds the model and the gazetteer (both mapped, loaded on first use of a stage that
/// needs them).
class Pipeline {
  public:
    explicit Pipeline(PipelineOptions options, std::string model_path = {});
    ~Pipeline();

    /// Runs one document up to `until`. Thread-safe. Throws InputError if the model cannot be read.
    [[nodiscard]] Annotated run(Document document, Stage until = Stage::Triples,
                                std::vector<Explanation>* explain = nullptr) const;

    /// Cuts a text longer than twice `bytes` into documents of about that size, at ends of
    /// sentences: a memory bound for what needs no whole articles. Together they are the text.
    [[nodiscard]] std::vector<Document> pieces(Document document, std::size_t bytes) const;

    using Source = std::function<std::optional<Document>()>;
    /// Pulls documents from `next` until it gives none, runs them on `threads` threads, and hands
    /// the results to `done` in input order on the calling thread. Memory: a bounded window of
    /// documents.
    void run_all(const Source& next, Stage until,
                 const std::function<void(Annotated&&)>& done) const;

    /// Version of model and rules, stored with each document.
    [[nodiscard]] std::string version() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace trefoil::extract
