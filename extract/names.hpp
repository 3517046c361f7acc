#pragma once

#include <memory>
#include <span>

#include "extract/gazetteer.hpp"
#include "extract/model_file.hpp"
#include "extract/sentence.hpp"

namespace trefoil::extract {

/// Marks names: a linear-chain CRF (Lafferty et al. 2001) over words, shapes, word clusters and
/// gazetteer entries (names.cpp, name_features.cpp). Needs tokens only, no tags, no parse. Types:
/// Person, Organization, Place, Facility, Event, Work, Group.
class NameTagger {
  public:
    /// Throws InputError if the model has no "names.*" sections. `gazetteer` must outlive the
    /// tagger.
    NameTagger(std::shared_ptr<const ModelFile> model, const Gazetteer& gazetteer);
    ~NameTagger();

    /// True if `model` has what the tagger needs.
    static bool in(const ModelFile& model);

    /// Fills Token::name with "B-Type", "I-Type" or "O". The sentences are those of one document,
    /// in order: words that are clearly a name in one place help in the others. With
    /// `across_sentences` false each sentence stands alone. Linear. Thread-safe.
    void tag(std::span<Sentence> sentences, bool across_sentences = true) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace trefoil::extract
