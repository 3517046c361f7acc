#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "extract/model_file.hpp"
#include "extract/sentence.hpp"

namespace trefoil::extract {

struct TokenizeOptions {
    bool lines = false;  ///< each input line is exactly one sentence, also when it is empty
};

/// A sentence that grows to this many words is cut (never in lines mode): text without full stops
/// costs no more.
inline constexpr std::size_t kMaxSentenceWords = 5000;

/// Splits text into sentences and words (perceptron tokeniser and splitter; extract/tokenizer.cpp
/// tells how).
class Tokenizer {
  public:
    explicit Tokenizer(std::shared_ptr<const ModelFile> model);
    ~Tokenizer();
    /// Fills spans, forms, space_after and multi-word parts. Spans are bytes of `text` plus
    /// `offset`. Linear. Thread-safe.
    [[nodiscard]] std::vector<Sentence> tokenize(std::string_view text,
                                                 TokenizeOptions options = {},
                                                 std::uint32_t offset = 0) const;
    /// The same, but hands over each sentence as soon as it is complete: memory does not grow with
    /// the text.
    void for_each_sentence(std::string_view text, TokenizeOptions options, std::uint32_t offset,
                           const std::function<void(Sentence&&)>& take) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Tags, lemmatises, parses and marks names: the neural part (extract/neural). Loading maps the
/// file, no copy of the large tables.
class Annotator {
  public:
    explicit Annotator(std::shared_ptr<const ModelFile> model);
    ~Annotator();
    /// Fills lemma, upos, xpos, feats, head, deprel and name of every token. A sentence's result
    /// depends on nothing but the sentence (not on its batch, nor on `threads`). Empty sentences
    /// are left alone. Thread-safe.
    void annotate(std::span<Sentence> sentences, unsigned threads = 1) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace trefoil::extract
